"""The whole input space of a few truths, folded until it can be looked at.

Facts that a comparison ties together form a group. Inputs of a group that every comparison treats
alike are of one kind, and one input stands for each kind; groups are independent of each other.
So the product of a few kinds is the whole space, and what holds on it holds for every input.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from imrkit.check.axes import Wide
from imrkit.check.groups import Group, along, group_of, refuse_above
from imrkit.facts.fact import Fact
from imrkit.facts.spans import Facts, both
from imrkit.logic.exact import exact
from imrkit.logic.nodes import Compare, Read, walk
from imrkit.logic.program import Program


class Inputs:
    """The whole input space of some truths, one axis for each group of facts.

    Args:
        programs: the truths.
        fixed: facts that stay as they are, such as the date of the decision.

    Raises:
        TooLarge: if a group has too many inputs to look at.
    """

    def __init__(self, programs: Iterable[Program], fixed: Facts | None = None) -> None:
        self.fixed = dict(fixed or {})
        atoms = {
            node: Program(node)
            for program in programs
            for node in walk(program.root)
            if isinstance(node, Compare) or (isinstance(node, Read) and node.fact.type == "truth")
        }
        self._ties = _tied(list(atoms.values()), self.fixed)
        self._facts = {fact.name: fact for facts, _ in self._ties for fact in facts}

    @cached_property
    def groups(self) -> list[Group]:
        """The groups, one axis each."""
        return [group_of(facts, atoms, self.fixed) for facts, atoms in self._ties]

    @property
    def points(self) -> Facts:
        """For each fact, documented values: one of every kind, on the group's own axis."""
        return self._laid_out([{n: (v, v) for n, v in g.points.items()} for g in self.groups])

    @property
    def boxes(self) -> Facts:
        """For each fact, (low, high): one of every kind, on the group's own axis."""
        return self._laid_out([g.boxes for g in self.groups])

    def _laid_out(self, groups: Sequence[dict[str, Wide]]) -> Facts:
        facts = dict(self.fixed)
        for axis, group in enumerate(groups):
            here = along(axis, len(groups))
            for name, (low, high) in group.items():
                ends = low.reshape(here)
                other = ends if low is high else high.reshape(here)
                facts[name] = self._facts[name].between(ends, other)
        return facts

    @property
    def shape(self) -> tuple[int, ...]:
        """How many kinds of points each group has."""
        return tuple(len(group.inside[0]) for group in self.groups)

    @property
    def box_shape(self) -> tuple[int, ...]:
        """How many kinds of boxes each group has."""
        return tuple(len(group.inside) for group in self.groups)

    def at_points(self, program: Program) -> Any:
        """Whether a truth holds: boolean array over the kinds of points, one axis a group."""
        refuse_above(self.shape, self._facts)
        return np.broadcast_to(program.bounds_in_columns(self.points)[0], self.shape)

    def at_boxes(self, program: Program) -> Wide:
        """Whether a truth (surely, possibly) holds, as a case is decided, for every kind of box."""
        refuse_above(self.box_shape, self._facts)
        low, high = exact(program, self.boxes)
        return np.broadcast_to(low, self.box_shape), np.broadcast_to(high, self.box_shape)

    def narrowed(self, facts: Facts, axis: int, kind: int) -> Facts:
        """Facts of `points` or `boxes` with one group at one kind."""

        def part(end: Any) -> Any:
            wide = hasattr(end, "ndim") and end.ndim > axis and end.shape[axis] > 1
            return end.take([kind], axis) if wide else end

        return {name: both(value, part) for name, value in facts.items()}

    def example(self, place: Sequence[int], *, boxes: bool = False) -> str:
        """Tell the facts at one place of the space, in words."""
        told = []
        for group, kind in zip(self.groups, place, strict=True):
            pairs = group.boxes if boxes else {n: (v, v) for n, v in group.points.items()}
            for name, (low, high) in pairs.items():
                fact = self._facts[name]
                told.append(f"{name}: {fact.show(fact.between(low[kind], high[kind]))}")
        return ", ".join(told)

    def enumerated(self, truth: Any) -> Wide:
        """Whether a truth holds at (all, any) points of every kind of box.

        Args:
            truth: boolean array over the kinds of points.
        """
        every = some = np.broadcast_to(truth, self.shape)
        for axis, group in enumerate(self.groups):
            every = _over(every, group.inside, axis, np.all)
            some = _over(some, group.inside, axis, np.any)
        return every, some


def _over(truth: Any, inside: Any, axis: int, how: Any) -> Any:
    parts = [how(np.compress(box, truth, axis), axis) for box in inside]
    return np.stack(parts, axis)


def _tied(atoms: list[Program], fixed: Facts) -> list[tuple[list[Fact], list[Program]]]:
    """Sort truths into groups that share no fact that varies."""
    groups: list[tuple[dict[str, Fact], list[Program]]] = []
    for atom in atoms:
        facts = {n: f for n, f in atom.facts.items() if n not in fixed}
        joined = [atom]
        apart = []
        for other, theirs in groups:
            if facts.keys() & other.keys():
                facts, joined = other | facts, theirs + joined
            else:
                apart.append((other, theirs))
        groups = [*apart, (facts, joined)] if facts else groups
    return [(list(facts.values()), joined) for facts, joined in groups]
