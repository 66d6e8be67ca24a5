"""A determination: outcome, grounds each on its own, and every rule that was looked at.

First the logic (is the item medically necessary: surely, possibly, surely not?), then, as a step
of its own, the burden of proof: what is not shown is not overturned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from imrkit.cases.case import Case, Known
from imrkit.cases.schema import Item
from imrkit.determination.tree import Step, grow
from imrkit.facts.spans import Facts, Truth
from imrkit.rules.rule import Rule

Role = Literal["governs", "beside", "might apply", "gives way", "does not apply"]
ROLES: tuple[Role, ...] = (
    "governs",
    "beside",
    "might apply",
    "gives way",
    "does not apply",
)
Ground = Literal["met", "not met", "not shown", "not addressed"]


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
    applies: Truth
    role: Role
    why: str
    would_be: Truth | None = None


@dataclass(frozen=True, eq=False, repr=False)
class Determination:
    """The determination of one disputed item.

    Attributes:
        case: the case.
        item: the disputed item.
        known: what is known of every fact, as the case or the reader has it.
        necessary: whether the item is (surely, possibly) medically necessary.
        rule: the rule that governs; None where no rule addresses the item.
        considered: every rule that was looked at, the governing one first.
    """

    case: Case
    item: Item
    known: Mapping[str, Known]
    necessary: Truth
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
        return "overturned" if self.necessary[0] else "upheld"

    @property
    def ground(self) -> Ground:
        """Why: met, not met (contrary to a criterion), or not shown (the file leaves it open)."""
        if self.rule is None:
            return "not addressed"
        return "met" if self.necessary[0] else "not shown" if self.necessary[1] else "not met"

    @cached_property
    def facts(self) -> Facts:
        """The pairs of all facts."""
        return {name: known.value for name, known in self.known.items()}

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
