"""The tree of reasons: each step with its verdict and the facts that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import repeat
from typing import Literal, NamedTuple

from imrkit.cases.case import Known
from imrkit.facts.spans import Facts, Truth
from imrkit.logic.exact import exact_of_each
from imrkit.logic.nodes import Node
from imrkit.logic.program import Program
from imrkit.rules.rule import Rule
from imrkit.rules.schema import Criterion

Verdict = Literal["met", "not met", "open"]


def verdict_of(truth: Truth) -> Verdict:
    """Name a truth: met, not met, or open."""
    return "met" if truth[0] else "open" if truth[1] else "not met"


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
    def truth(self) -> Truth:
        """(surely, possibly)."""
        return Truth(self.tree.ends[2 * self.place], self.tree.ends[2 * self.place + 1])

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
        return self.rule.data.criterion.get(self.name)

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
    return Step(Tree(rule, program, exact_of_each(program, facts), known), 0)
