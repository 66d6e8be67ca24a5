"""Kinds of inputs: what every comparison treats alike is looked at once.

Inputs of facts that comparisons tie together are of one kind where every comparison treats them
alike: points, where every fact is documented, and boxes, where some are open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from operator import itemgetter, methodcaller
from typing import Any

import numpy as np

from imrkit.check.axes import Axis, Points, Wide, axes_of
from imrkit.errors import ImrkitError
from imrkit.facts.fact import Fact
from imrkit.facts.spans import Facts, both
from imrkit.logic.program import Program

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


def group_of(facts: list[Fact], atoms: list[Program], fixed: Facts) -> Group:
    """Find the kinds of points and boxes of facts that comparisons tie together.

    Args:
        facts: the facts.
        atoms: every comparison and bare truth that reads them.
        fixed: facts that stay as they are.

    Raises:
        TooLarge: if they have too many inputs to look at.
    """
    axes = axes_of(facts, atoms, fixed)
    # Choices first: their boxes are gone through one by one, those of numbers all at once.
    axes.sort(key=lambda axis: not axis.choice)
    shape = tuple(len(axis.firsts) for axis in axes)
    names = [fact.name for fact in facts]
    refuse_above(shape, names)
    grid = dict(fixed)
    for place, axis in enumerate(axes):
        for name, value in axis.between(axis.firsts, axis.firsts).items():
            grid[name] = both(value, methodcaller("reshape", along(place, len(axes))))
    code = np.zeros(shape, dtype=np.uint64)
    for bit, atom in enumerate(atoms):
        holds = np.broadcast_to(atom.bounds_in_columns(grid).surely, shape)
        code |= holds.astype(np.uint64) << np.uint64(bit)
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
    refuse_above(sizes, names)
    bits = np.uint64(1) << kind.astype(np.uint64)
    spread = np.uint64(int(kind.max()) + 1)
    found: dict[int, dict[str, Wide]] = {}
    for some in product(*(axis.places for axis in choices)):
        masks, box = bits, dict(fixed)
        for axis, (a, b) in zip(choices, some, strict=True):
            masks = np.bitwise_or.reduce(masks[a : b + 1], axis=0)
            box |= {n: both(v, itemgetter(0)) for n, v in axis.ends([(a, b)]).items()}
        for place, axis in enumerate(numbers):
            masks = _runs(masks, place)
            here = along(place, len(numbers))
            for name, value in axis.ends(axis.places).items():
                box[name] = both(value, methodcaller("reshape", here))
        key = np.broadcast_to(masks, sizes).copy()
        for bit, atom in enumerate(atoms):
            for end, truth in enumerate(atom.bounds_in_columns(box)):
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


def along(place: int, axes: int) -> tuple[int, ...]:
    """The shape of values that lie along one of several axes."""
    return (1,) * place + (-1,) + (1,) * (axes - place - 1)


def _named(facts: Iterable[str]) -> str:
    return ", ".join(facts)


def refuse_above(shape: tuple[int, ...], facts: Iterable[str]) -> None:
    """Raise TooLarge if a shape has too many cells to look at."""
    cells = int(np.prod(shape, dtype=object))
    if cells > CELLS:
        raise TooLarge(f"{_named(facts)} have {cells:,} combinations, too many to look at")
