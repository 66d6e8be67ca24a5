"""From the facts of a case to its determination, with the tree of reasons that justifies it.

First the logic (is the item medically necessary: surely, possibly, surely not?), then, as a step
of its own, the burden of proof: what is not shown is not overturned. Every ground is reported on
its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import repeat
from typing import Literal, NamedTuple

from imrkit.cases.case import CHANGED, Case, Known
from imrkit.cases.load import load_case
from imrkit.cases.text import Item
from imrkit.facts import OPEN, Facts, Pair, fact_named
from imrkit.logic.expressions import Node
from imrkit.logic.program import Program
from imrkit.rules.governing import Candidate, candidates, necessary
from imrkit.rules.rule import Rule
from imrkit.rules.text import Criterion

Verdict = Literal["met", "not met", "open"]
Role = Literal["governs", "beside", "might apply", "gives way", "does not apply"]
ROLES: tuple[Role, ...] = (
    "governs",
    "beside",
    "might apply",
    "gives way",
    "does not apply",
)
Ground = Literal["met", "not met", "not shown", "not addressed"]


def verdict_of(pair: Pair) -> Verdict:
    """Name a truth: met, not met, or open."""
    return "met" if pair[0] else "open" if pair[1] else "not met"


class Tree(NamedTuple):
    """The verdicts of every node of a rule on the facts of one case."""

    rule: Rule
    program: Program
    ends: tuple[bool, ...]
    known: Mapping[str, Known]


class Step(NamedTuple):
    """One node of a justification tree, with its verdict and the facts that it rests on."""

    tree: Tree
    place: int

    @property
    def rule(self) -> Rule:
        """The rule that it belongs to."""
        return self.tree.rule

    @property
    def node(self) -> Node:
        """The truth that it decides."""
        return self.tree.program.nodes[self.place]

    @property
    def pair(self) -> Pair:
        """(surely, possibly)."""
        return (self.tree.ends[2 * self.place], self.tree.ends[2 * self.place + 1])

    @property
    def verdict(self) -> Verdict:
        """Met, not met, or open."""
        ends, at = self.tree.ends, 2 * self.place
        return "met" if ends[at] else "open" if ends[at + 1] else "not met"

    @property
    def name(self) -> str:
        """The criterion's name; "" where it is none."""
        return self.tree.program.names[self.place]

    @property
    def criterion(self) -> Criterion | None:
        """The criterion that it decides, if it is one."""
        return self.rule.text.criterion.get(self.name)

    @property
    def parts(self) -> tuple[Step, ...]:
        """The steps directly below it."""
        tree, below = self.tree, self.tree.program.below[self.place]
        return tuple([Step(tree, place) for place in below]) if below else ()

    def walk(self) -> list[Step]:
        """It and all steps below it, parents first."""
        # As Step(tree, place) for each place, in half the time: trees are read whole, and often.
        places = zip(repeat(self.tree), self.tree.program.within[self.place])
        return list(map(partial(tuple.__new__, Step), places))

    @property
    def joined_by(self) -> str:
        """How its parts are joined: and, or, not; "" for a comparison or fact."""
        return self.tree.program.joints[self.place]

    @property
    def facts(self) -> tuple[Known, ...]:
        """The facts that it reads, with what the case says of each."""
        return tuple(map(self.tree.known.__getitem__, self.tree.program.reads[self.place]))


def grow(rule: Rule, program: Program, known: Mapping[str, Known], facts: Facts) -> Step:
    """Build the justification tree of a compiled truth on the facts of one case.

    Args:
        rule: the rule that the truth belongs to.
        program: the compiled truth.
        known: what the case says of the facts.
        facts: their pairs.
    """
    return Step(Tree(rule, program, program.traced(facts), known), 0)


@dataclass(frozen=True, slots=True, eq=False)
class Considered:
    """A rule that was looked at for an item.

    Attributes:
        rule: the rule.
        applies: whether it (surely, possibly) applies.
        role: governs, stands beside (a cap), might apply, gives way, or does not apply.
        why: the reason in a sentence.
        would_be: what it would decide if it governed, for one that might.
    """

    rule: Rule
    applies: Pair
    role: Role
    why: str
    would_be: Pair | None = None


@dataclass(frozen=True, eq=False, repr=False)
class Determination:
    """The determination of one disputed item.

    Attributes:
        case: the case.
        item: the disputed item.
        known: what is known of every fact, as the case or the reader has it.
        pair: whether the item is (surely, possibly) medically necessary.
        rule: the rule that governs; None where no rule addresses the item.
        considered: every rule that was looked at, the governing one first.
    """

    case: Case
    item: Item
    known: Mapping[str, Known]
    pair: Pair
    rule: Rule | None
    considered: tuple[Considered, ...]

    def __repr__(self) -> str:
        result = f"{self.outcome}, {self.ground}"
        return f"<Determination of {self.case.name}, item {self.item.id}: {result}>"

    @property
    def outcome(self) -> Literal["upheld", "overturned", "not addressed"]:
        """Upheld unless medical necessity is surely shown: the physician carries the burden."""
        if self.rule is None:
            return "not addressed"
        return "overturned" if self.pair[0] else "upheld"

    @property
    def ground(self) -> Ground:
        """Why: met, not met (contrary to a criterion), or not shown (the file leaves it open)."""
        if self.rule is None:
            return "not addressed"
        return "met" if self.pair[0] else "not shown" if self.pair[1] else "not met"

    @cached_property
    def facts(self) -> Facts:
        """The pairs of all facts."""
        return {name: known.pair for name, known in self.known.items()}

    @cached_property
    def trees(self) -> tuple[Step, ...]:
        """The justification trees: the governing rule's, then those of the rules beside it.

        None where no rule governs: what stands beside it then has nothing to stand beside.
        """
        grown = []
        for c in self.considered if self.rule else ():
            if c.role in ("governs", "beside"):
                tree = grow(c.rule, c.rule.necessary, self.known, self.facts).tree
                if not c.applies[0] and c.role == "beside":
                    # A cap that only might apply leaves open what it would not allow.
                    tree = tree._replace(ends=(tree.ends[0], True, *tree.ends[2:]))
                grown.append(Step(tree, 0))
            if c.role == "governs" and not c.applies[0] and c.rule.applies:
                # It governs for want of another; that it applies is a ground to be shown.
                grown.append(grow(c.rule, c.rule.applies, self.known, self.facts))
        return tuple(grown)

    @property
    def shown_trees(self) -> tuple[Step, ...]:
        """The trees to tell step by step: not that of what every request needs, where it is met."""
        return tuple(tree for tree in self.trees if not _taken_for_granted(tree))

    @cached_property
    def grounds(self) -> tuple[Step, ...]:
        """What the rules ask, each on its own: the parts that `and` joins at the top.

        What every request needs is one ground where it is met.
        """
        found: list[Step] = []
        for tree in self.trees:
            apart = tree.joined_by == "and" and not tree.name and not _taken_for_granted(tree)
            found += tree.parts if apart else [tree]
        return tuple(found)

    @property
    def against(self) -> tuple[Step, ...]:
        """The grounds on which the refusal is upheld: those not met first, then those open."""
        order = {"not met": 0, "open": 1}
        failing = [g for g in self.grounds if g.verdict != "met"]
        return tuple(sorted(failing, key=lambda g: order[g.verdict]))

    @property
    def agrees(self) -> bool:
        """Whether the outcome is the published one."""
        return self.outcome == self.item.published.outcome


def _taken_for_granted(tree: Step) -> bool:
    """Whether a tree is that of what every request needs, and it is met."""
    return tree.rule.for_every and tree.verdict == "met"


def decide(case: Case, item: Item, known: Mapping[str, Known]) -> Determination:
    """Determine one disputed item on given facts.

    Args:
        case: the case.
        item: the disputed item.
        known: what is known of every fact of the vocabulary.

    Raises:
        RuleConflict: if two rules surely govern and neither gives way.
    """
    facts = {name: k.pair for name, k in known.items()}
    found = candidates(case.rules(item), facts)
    silent = not any(c.governs and c.applies[0] and _of_mtus(c.rule) for c in found)
    looked = sorted(
        (_considered(c, facts, silent) for c in found), key=lambda c: ROLES.index(c.role)
    )
    rule = looked[0].rule if looked and looked[0].role == "governs" else None
    return Determination(case, item, known, necessary(found, facts), rule, tuple(looked))


def _of_mtus(rule: Rule) -> bool:
    return rule.guideline.layer == "mtus"


def _considered(candidate: Candidate, facts: Facts, silent: bool) -> Considered:
    """Say what part a rule plays; the MTUS is `silent` where no rule of it surely governs."""
    rule, applies = candidate.rule, candidate.applies
    role: Role
    if candidate.governs:
        role, why = (
            "governs",
            "in force on the date of the decision, and it addresses the item",
        )
    elif candidate.displaced:
        role, why = "gives way", "a more special rule governs"
    elif not applies[1]:
        role, why = "does not apply", _condition(rule, "fails")
    elif rule.text.cap:
        role, why = "beside", _condition(rule, "says" if applies[0] else "open")
    elif applies[0] or not (silent or _of_mtus(rule)):
        role, why = "gives way", "a rule of the MTUS governs"
    else:
        role, why = "might apply", _condition(rule, "open")
    would_be = rule.necessary.exact(facts) if role == "might apply" else None
    return Considered(rule, applies, role, rule.fill(why, facts), would_be)


def _condition(rule: Rule, sentence: Literal["says", "fails", "open"]) -> str:
    condition = rule.text.criterion.get(rule.text.applies)
    if condition is None:
        return {
            "says": "it applies",
            "fails": "it does not apply",
            "open": "it might apply",
        }[sentence]
    return getattr(condition, sentence) or condition.says


def determine(case: Case | str) -> tuple[Determination, ...]:
    """Determine every disputed item of a case.

    Args:
        case: a case, or the name or path of one.

    Returns:
        One determination for each disputed item, in the order of the letter.

    Raises:
        UnknownName: if there is no such case.
        DataError: if its file is not a case.
    """
    case = load_case(case) if isinstance(case, str) else case
    return tuple(decide(case, item, case.known(item)) for item in case.items)


def revise(determination: Determination, changes: Mapping[str, object]) -> Determination:
    """Determine the same item anew with some facts changed.

    Args:
        determination: the determination to start from.
        changes: for each fact to change, its new value, or "not documented".

    Raises:
        UnknownName: if there is no such fact.
        DataError: if a value does not fit its fact.
    """
    known = dict(determination.known)
    for name, value in changes.items():
        fact = fact_named(determination.case.book.vocabulary, name)
        why = str(value) if isinstance(value, str) and value in OPEN else ""
        known[name] = Known(fact, fact.pair(value), why, CHANGED)
    return decide(determination.case, determination.item, known)
