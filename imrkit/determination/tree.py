"""The tree of reasons: each step with its verdict and the facts that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from itertools import repeat
from typing import Literal, NamedTuple

from imrkit.cases.case import Known
from imrkit.facts.spans import Facts, Truth
from imrkit.logic.exact import exact_of_each
from imrkit.logic.favorable import can_be_shown
from imrkit.logic.nodes import Node
from imrkit.logic.program import Program
from imrkit.rules.governing import By
from imrkit.rules.rule import Rule
from imrkit.rules.schema import Criterion

Verdict = Literal["met", "not met", "open"]
Standing = Literal["met", "assumed", "not met", "not shown", "not told", "reading"]
"""How a step stands: its verdict, and of what is met or open, for which reason."""


def verdict_of(truth: Truth) -> Verdict:
    """Name a truth: met, not met, or open."""
    return "met" if truth.surely else "open" if truth.possibly else "not met"


class Tree:
    """The verdicts of every node of a rule on the facts of one case.

    Args:
        rule: the rule.
        program: what it asks, or when it applies.
        known: what the case says of each fact.
        facts: what is taken to be known of each, silence read as the vocabulary reads it.
        told: what is known of each, silence left open.
    """

    def __init__(
        self,
        rule: Rule,
        program: Program,
        known: Mapping[str, Known],
        facts: Facts,
        told: Facts | None = None,
    ) -> None:
        self.rule, self.program, self.known = rule, program, known
        self.facts, self.told = facts, facts if told is None else told
        self.ends = exact_of_each(program, facts)

    @cached_property
    def values(self) -> Facts:
        """What is known of each fact, to fill sentences with."""
        return {name: known.value for name, known in self.known.items()}

    @cached_property
    def told_ends(self) -> tuple[bool, ...]:
        """The verdicts on what is told alone."""
        return exact_of_each(self.program, self.told)


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
        """Whether it surely, and whether it possibly, holds."""
        ends, at = self.tree.ends, 2 * self.place
        return Truth(ends[at], ends[at + 1])

    @property
    def verdict(self) -> Verdict:
        """Met, not met, or open."""
        ends, at = self.tree.ends, 2 * self.place
        return "met" if ends[at] else "open" if ends[at + 1] else "not met"

    @property
    def assumed(self) -> bool:
        """Whether its verdict rests on what silence is taken to mean."""
        ends, at = self.tree.told_ends, 2 * self.place
        return self.verdict != "open" and ends[at] != ends[at + 1]

    @property
    def taken_from_silence(self) -> tuple[Known, ...]:
        """What is taken from silence: what alone, told otherwise, could show it; else all of it."""
        silent = tuple(known for known in self.facts if known.from_silence)
        part, facts = self.tree.program.parts[self.place], self.tree.facts
        alone = []
        for known in silent:
            name = known.fact.name
            if can_be_shown(part, {**facts, name: known.fact.unknown}, [name]):
                alone.append(known)
        return tuple(alone) or silent

    @property
    def standing(self) -> Standing:
        """Met, assumed, not met; or what it is that leaves it open.

        Not told: it hangs on nothing but what a published letter does not speak of. Reading: on
        that and on what the text leaves to the reviewer.
        """
        if self.verdict == "met":
            return "assumed" if self.assumed else "met"
        if self.verdict == "not met":
            return "not met"
        states = {k.fact.name: k.state for k in self.facts if k.open}
        part = self.tree.program.parts[self.place]
        free = [name for name, state in states.items() if state == "not told"]
        if free and can_be_shown(part, self.tree.facts, free):
            return "not told"
        readings = [name for name, state in states.items() if state == "reading"]
        if readings and can_be_shown(part, self.tree.facts, free + readings):
            return "reading"
        return "not shown"

    @property
    def by_reviewers(self) -> bool:
        """Whether reviewers ask it, and not the text."""
        if self.criterion is not None and self.criterion.basis == "reviewer judgement":
            return True
        return self.node in self.rule.added

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


def grow(
    rule: Rule,
    program: Program,
    known: Mapping[str, Known],
    facts: Facts,
    told: Facts | None = None,
) -> Step:
    """Build the justification tree of a compiled truth on the facts of one case.

    Args:
        rule: the rule that the truth belongs to.
        program: the compiled truth.
        known: what the case says of the facts.
        facts: what is taken to be known of them.
        told: what is known of them where silence is left open; `facts`, if absent.
    """
    return Step(Tree(rule, program, known, facts, told), 0)


def counted_by(grounds: Iterable[Step], by: By | None) -> list[Step]:
    """The grounds that count: by the text, not what only reviewers ask.

    Args:
        grounds: some grounds of a determination.
        by: what the item is judged by; None for its outcome in all.
    """
    return [ground for ground in grounds if by != "text" or not ground.by_reviewers]
