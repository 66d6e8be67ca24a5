"""A determination: the outcome, by the text and with what reviewers add, and every ground for it.

First the logic (is the item medically necessary: surely, possibly, surely not?), then, as a step
of its own, the burden of proof: what is not shown is not overturned. What a published letter does
not speak of is no finding against the request: a result that hangs on it alone is not settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from imrkit.cases.case import Case, Known
from imrkit.cases.schema import Item
from imrkit.determination.tree import Step, Tree
from imrkit.facts.spans import Facts, Truth, days_of
from imrkit.logic.favorable import can_be_shown
from imrkit.logic.nodes import Logic, Node, Not
from imrkit.logic.program import Program
from imrkit.rules.edition import Edition
from imrkit.rules.governing import By, asked
from imrkit.rules.rule import Rule

Role = Literal["governs", "beside", "might apply", "gives way", "does not apply"]
ROLES: tuple[Role, ...] = (
    "governs",
    "beside",
    "might apply",
    "gives way",
    "does not apply",
)
Outcome = Literal[
    "upheld",
    "overturned",
    "turns on judgment",
    "turns on what the letter does not tell",
    "not determinable",
    "not addressed",
]
"""Not determinable: an edition in force speaks of the item, and imrkit does not hold its text."""
Verdict = Literal[
    "met", "not met", "not shown", "judgment", "not told", "not determinable", "not addressed"
]


@dataclass(frozen=True, slots=True, eq=False)
class Considered:
    """A rule that was looked at for an item.

    Attributes:
        rule: the rule.
        applies: whether it (surely, possibly) applies.
        role: governs, stands beside (a cap), might apply, gives way, or does not apply.
        because: the reason, as a sentence of the rule into which facts are put.
        facts: what is known of all facts.
        would_be: what it would decide if it governed, for one that might.
    """

    rule: Rule
    applies: Truth
    role: Role
    because: str
    facts: Facts
    would_be: Truth | None = None

    @property
    def decides(self) -> bool:
        """Whether it has a say: it governs, or stands beside the rule that does."""
        return self.role in ("governs", "beside")

    @property
    def why(self) -> str:
        """The reason in a sentence; written when it is read, since few are."""
        return self.rule.fill(self.because, self.facts)


@dataclass(frozen=True, eq=False, repr=False)
class Determination:
    """The determination of one disputed item.

    Attributes:
        case: the case.
        item: the disputed item.
        known: what is known of every fact, as the case or the reader has it.
        facts: what the rules are held against: silence as the vocabulary reads it, and what
            reviewers alone ask about taken as in order where a letter does not raise it.
        by_text: whether the item is (surely, possibly) medically necessary by the text.
        with_reviewers: whether it is with what reviewers add.
        rule: the rule that governs; None where no rule addresses the item.
        considered: every rule that was looked at, the governing one first.
        unheld: editions that may be in force and speak of the item, and whose text is not held.
    """

    case: Case
    item: Item
    known: Mapping[str, Known]
    facts: Facts
    by_text: Truth
    with_reviewers: Truth
    rule: Rule | None
    considered: tuple[Considered, ...]
    unheld: tuple[tuple[Edition, Truth], ...] = ()

    def __repr__(self) -> str:
        result = f"{self.outcome}, {self.verdict}"
        return f"<Determination of {self.case.name}, item {self.item.id}: {result}>"

    @cached_property
    def outcome(self) -> Outcome:
        """Upheld unless medical necessity is surely shown: the physician carries the burden.

        Where the text grants what reviewers would refuse, the result turns on judgment.
        """
        text, practice = self.outcome_by("text"), self.outcome_by("reviewers")
        return "turns on judgment" if (text, practice) == ("overturned", "upheld") else practice

    def outcome_by(self, by: By) -> Outcome:
        """The outcome by the text, or with what reviewers add."""
        return self._by_text if by == "text" else self._with_reviewers

    @cached_property
    def _by_text(self) -> Outcome:
        if self.rule is None:
            return "not determinable" if self.unheld else "not addressed"
        if self.by_text.surely:
            return "overturned"
        if not self.by_text.possibly:
            return "upheld"
        if self._could_be_shown("not told"):
            return "turns on what the letter does not tell"
        return "turns on judgment" if self._could_be_shown("reading", "not told") else "upheld"

    @cached_property
    def _with_reviewers(self) -> Outcome:
        text = self._by_text
        if text in ("upheld", "not determinable", "not addressed"):
            return text
        if text == "overturned":
            return "overturned" if self.with_reviewers.surely else "upheld"
        return text if all(g.verdict == "met" for g in self._added) else "upheld"

    @property
    def _added(self) -> list[Step]:
        return [ground for ground in self.grounds if ground.by_reviewers]

    def _could_be_shown(self, *states: str) -> bool:
        """Whether facts of some states could be such that the text surely grants the item."""
        rules = [c for c in self.considered if c.decides]
        program = _all_asked(tuple((c.rule, bool(c.applies.surely), c.role) for c in rules))
        read = dict.fromkeys([*program.facts, *(c.rule.guideline.by for c in rules)])
        free = [n for n in read if not self.facts[n].settled and self.known[n].state in states]
        if not free or not all(
            self._in_force(c.rule, states) for c in rules if c.role == "governs"
        ):
            return False
        return can_be_shown(program, self.facts, free)

    def _in_force(self, rule: Rule, states: tuple[str, ...]) -> bool:
        """Whether the edition that governs is in force, or a date of some state could make it."""
        by = rule.guideline.by
        force = rule.guideline.in_force(days_of(self.facts, by))
        return self.known[by].state in states or bool(force.surely)

    @property
    def verdict(self) -> Verdict:
        """Why, in a word: met, not met, not shown, or on what it turns."""
        return _verdict(self.outcome, self.with_reviewers)

    def verdict_by(self, by: By) -> Verdict:
        """The same by the text, or with what reviewers add."""
        truth = self.by_text if by == "text" else self.with_reviewers
        return _verdict(self.outcome_by(by), truth)

    @cached_property
    def told(self) -> Facts:
        """What is known of all facts, silence left open."""
        return self._told(self.known)

    def _told(self, names: Iterable[str]) -> Facts:
        some = ((name, self.known[name]) for name in names)
        return {n: k.fact.unknown if k.state == "assumed" else k.value for n, k in some}

    @cached_property
    def trees(self) -> tuple[Step, ...]:
        """The justification trees: the governing rule's, then those of the rules beside it.

        None where no rule governs: what stands beside it then has nothing to stand beside.
        """
        grown = []
        for c in self.considered if self.rule else ():
            if c.decides:
                step = self._grow(c.rule, c.rule.necessary)
                if not c.applies.surely and c.role == "beside":
                    # A cap that only might apply leaves open what it would not allow.
                    step.tree.ends = (step.tree.ends[0], True, *step.tree.ends[2:])
                grown.append(step)
            if c.role == "governs" and not c.applies.surely and c.rule.applies:
                # It governs for want of another; that it applies is a ground to be shown.
                grown.append(self._grow(c.rule, c.rule.applies))
        return tuple(grown)

    def _grow(self, rule: Rule, program: Program) -> Step:
        told = self._told(program.facts)  # of all facts it would take longer than all the rest
        return Step(Tree(rule, program, self.known, self.facts, told), 0)

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
        """The grounds that are not met: those surely not met first, then those open."""
        order = {"not met": 0, "open": 1}
        failing = [g for g in self.grounds if g.verdict != "met"]
        return tuple(sorted(failing, key=lambda g: order[g.verdict]))

    @property
    def turns_on(self) -> tuple[Step, ...]:
        """The grounds on which a result that is not settled turns; none where it is settled."""
        match self.outcome:
            case "turns on judgment":
                judged = [g for g in self.against if g.by_reviewers or g.standing == "reading"]
                return tuple(judged)
            case "turns on what the letter does not tell":
                return tuple(g for g in self.against if g.standing == "not told")
        return ()

    @property
    def not_told(self) -> tuple[Known, ...]:
        """The facts that a published letter does not tell and on which the result turns."""
        if self.outcome != "turns on what the letter does not tell" or self.rule is None:
            return ()
        open_ones = [known for ground in self.turns_on for known in ground.facts if known.open]
        if not self._in_force(self.rule, ()):
            open_ones.insert(0, self.known[self.rule.guideline.by])
        found = {known.fact.name: known for known in open_ones if known.state == "not told"}
        return tuple(found.values())

    @cached_property
    def counted(self) -> tuple[Known, ...]:
        """What the rules for the item read, in the order of the vocabulary.

        Of a rule that does not apply only the facts count that keep it from applying.
        """
        names: set[str] = set()
        for c in self.considered:
            if c.role != "does not apply":
                names |= c.rule.facts.keys()
            elif c.rule.applies:
                names |= c.rule.applies.facts.keys()
        return tuple(known for name, known in self.known.items() if name in names)

    @property
    def agrees(self) -> bool:
        """Whether the outcome is the published one."""
        return self.outcome == self.item.published.outcome


def _verdict(outcome: Outcome, truth: Truth) -> Verdict:
    match outcome:
        case "overturned":
            return "met"
        case "upheld":
            return "not shown" if truth.possibly else "not met"
        case "turns on judgment":
            return "judgment"
        case "turns on what the letter does not tell":
            return "not told"
        case "not determinable":
            return "not determinable"
    return "not addressed"


def _taken_for_granted(tree: Step) -> bool:
    """Whether a tree is that of what every request needs, and it is met."""
    return tree.rule.for_every and tree.verdict == "met"


@lru_cache(maxsize=512)
def _all_asked(rules: tuple[tuple[Rule, bool, Role], ...]) -> Program:
    """That a rule applies and its text grants, and so do all that stand beside it."""
    parts: list[Node] = []
    for rule, surely, role in rules:
        text = asked(rule, "text").root
        if surely or rule.applies is None:
            parts.append(text)
        elif role == "governs":
            parts += [rule.applies.root, text]
        else:
            parts.append(Logic("or", (Not(rule.applies.root), text)))
    return Program(parts[0] if len(parts) == 1 else Logic("and", tuple(parts)))
