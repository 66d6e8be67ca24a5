"""The whole input space of a few truths, folded until it can be looked at.

Facts that a comparison ties together form a group. Inputs of a group that every comparison treats
alike are of one kind, and one input stands for each kind; groups are independent of each other.
So the product of a few kinds is the whole space, and what holds on it holds for every input.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np

from imrkit.axes import Axis, Points, Wide, axes_of
from imrkit.errors import ImrkitError
from imrkit.expressions import Compare, Read, walk
from imrkit.facts import Fact, Facts
from imrkit.logic import Program

CELLS = 60_000_000
"""The most inputs of one group that are looked at."""


class TooLarge(ImrkitError):
    """A space that is too large to look at whole."""


@dataclass(frozen=True, slots=True)
class Group:
    """The kinds of inputs of facts that comparisons tie together.

    Attributes:
        points: for each fact, one documented value for each kind of point.
        boxes: for each fact, the (low, high) for each kind of box: what a file may leave open.
        inside: boolean, boxes by points: the kinds of points that lie in each kind of box.
    """

    points: Points
    boxes: dict[str, Wide]
    inside: Any


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
        return [_group(facts, atoms, self.fixed) for facts, atoms in self._ties]

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
            along = (1,) * axis + (-1,) + (1,) * (len(groups) - axis - 1)
            for name, (low, high) in group.items():
                ends = low.reshape(along)
                facts[name] = (ends, ends if low is high else high.reshape(along))
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
        _refuse_above(CELLS, self.shape, self._facts)
        return np.broadcast_to(program.columns(self.points)[0], self.shape)

    def at_boxes(self, program: Program) -> Wide:
        """Whether a truth (surely, possibly) holds, as a case is decided, for every kind of box."""
        _refuse_above(CELLS, self.box_shape, self._facts)
        low, high = program.exact(self.boxes)
        return np.broadcast_to(low, self.box_shape), np.broadcast_to(high, self.box_shape)

    def narrowed(self, facts: Facts, axis: int, kind: int) -> Facts:
        """Facts of `points` or `boxes` with one group at one kind."""

        def part(end: Any) -> Any:
            wide = hasattr(end, "ndim") and end.ndim > axis and end.shape[axis] > 1
            return end.take([kind], axis) if wide else end

        narrow = {}
        for name, (low, high) in facts.items():
            narrow[name] = (part(low),) * 2 if low is high else (part(low), part(high))
        return narrow

    def example(self, place: Sequence[int], *, boxes: bool = False) -> str:
        """Tell the facts at one place of the space, in words."""
        told = []
        for group, kind in zip(self.groups, place, strict=True):
            pairs = group.boxes if boxes else {n: (v, v) for n, v in group.points.items()}
            told += [
                f"{n}: {self._facts[n].show((p[0][kind], p[1][kind]))}" for n, p in pairs.items()
            ]
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


def _group(facts: list[Fact], atoms: list[Program], fixed: Facts) -> Group:
    axes = axes_of(facts, atoms, fixed)
    # Choices first: their boxes are gone through one by one, those of numbers all at once.
    axes.sort(key=lambda axis: not axis.choice)
    shape = tuple(len(axis.firsts) for axis in axes)
    names = [fact.name for fact in facts]
    _refuse_above(CELLS, shape, names)
    grid = dict(fixed)
    for place, axis in enumerate(axes):
        for name, values in axis.split(axis.firsts).items():
            column = values.reshape(_along(place, len(axes)))
            grid[name] = (column, column)
    code = np.zeros(shape, dtype=np.uint64)
    for bit, atom in enumerate(atoms):
        code |= np.broadcast_to(atom.columns(grid)[0], shape).astype(np.uint64) << np.uint64(bit)
    kinds, first, kind = np.unique(code, return_index=True, return_inverse=True)
    if len(kinds) + 2 * len(atoms) > 64:
        raise TooLarge(f"{_named(names)} fall into {len(kinds)} kinds of values, more than fit")
    at = np.unravel_index(first, shape)
    points: Points = {}
    for axis, places in zip(axes, at, strict=True):
        points |= axis.split(np.array(axis.firsts)[places])
    masks, boxes = _boxes(axes, atoms, fixed, kind.reshape(shape))
    inside = (masks[:, None] >> np.arange(len(kinds), dtype=np.uint64)) & np.uint64(1)
    return Group(points, boxes, inside.astype(bool))


def _boxes(
    axes: list[Axis], atoms: list[Program], fixed: Facts, kind: Any
) -> tuple[Any, dict[str, Wide]]:
    """One box of every kind: boxes that hold the same kinds of points and read alike."""
    choices = [axis for axis in axes if axis.choice]
    numbers = axes[len(choices) :]
    sizes = tuple(len(axis.places) for axis in numbers)
    names = [fact.name for axis in axes for fact in axis.facts]
    _refuse_above(CELLS, sizes, names)
    bits = np.uint64(1) << kind.astype(np.uint64)
    spread = np.uint64(int(kind.max()) + 1)
    found: dict[int, dict[str, Wide]] = {}
    for some in product(*(axis.places for axis in choices)):
        masks, box = bits, dict(fixed)
        for axis, (a, b) in zip(choices, some, strict=True):
            masks = np.bitwise_or.reduce(masks[a : b + 1], axis=0)
            box |= {n: (low[0], high[0]) for n, (low, high) in axis.ends([(a, b)]).items()}
        for place, axis in enumerate(numbers):
            masks = _runs(masks, place)
            along = _along(place, len(numbers))
            for name, ends in axis.ends(axis.places).items():
                box[name] = (ends[0].reshape(along), ends[1].reshape(along))
        key = np.broadcast_to(masks, sizes).copy()
        for bit, atom in enumerate(atoms):
            for end, truth in enumerate(atom.columns(box)):
                column = np.broadcast_to(truth, sizes).astype(np.uint64)
                key |= column << (spread + np.uint64(2 * bit + end))
        new, first = np.unique(key, return_index=True)
        at = np.unravel_index(first, sizes) if sizes else ()
        for row, value in enumerate(new.tolist()):
            if value not in found:
                places = [(axis, axis.places[p[row]]) for axis, p in zip(numbers, at, strict=True)]
                places += zip(choices, some, strict=True)
                found[value] = {k: v for axis, p in places for k, v in axis.ends([p]).items()}
    masks = np.array(list(found), dtype=np.uint64) & ((np.uint64(1) << spread) - np.uint64(1))
    rows = found.values()

    def joined(name: str, end: int) -> Any:
        return np.concatenate([box[name][end] for box in rows])

    return masks, {name: (joined(name, 0), joined(name, 1)) for name in names}


def _runs(masks: Any, axis: int) -> Any:
    """Join the kinds of points over every run of places along an axis."""
    size = masks.shape[axis]
    moved = np.moveaxis(masks, axis, 0)
    runs = [np.bitwise_or.accumulate(moved[first:], axis=0) for first in range(size)]
    return np.moveaxis(np.concatenate(runs), 0, axis)


def _along(place: int, axes: int) -> tuple[int, ...]:
    return (1,) * place + (-1,) + (1,) * (axes - place - 1)


def _named(facts: Iterable[str]) -> str:
    return ", ".join(facts)


def _refuse_above(most: int, shape: tuple[int, ...], facts: Iterable[str]) -> None:
    cells = int(np.prod(shape, dtype=object))
    if cells > most:
        raise TooLarge(f"{_named(facts)} have {cells:,} combinations, too many to look at")
