"""All NumPy of the logic: columns of cases instead of one case. Imported only where it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from math import prod
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from imrkit.errors import ImrkitError
from imrkit.facts.fact import Fact
from imrkit.facts.spans import Facts, Truth, both, like
from imrkit.logic.compile import SMALL, Table

BLOCK = 2**16
"""Rows of a long table that are looked at together."""


class Columns:
    """How compiled truths count in columns."""

    narrow = True
    words: Mapping[str, str] = {"and": " & ", "or": " | ", "not": "{} ^ True"}
    truth = "Truth({}, {})"

    def names(self) -> dict[str, Any]:
        """What the written source calls by name."""
        return {"least": _least, "most": _most, "wide": _wide, "Truth": Truth}

    def table(self, values: tuple[int, ...]) -> Table:
        """A figure by choice: its values, and the least and the greatest of any run of them."""
        size = len(values)
        exact = np.array(values, dtype=np.int16 if max(map(abs, values)) <= SMALL else np.int32)
        low, high = (np.zeros((size, size), dtype=exact.dtype) for _ in range(2))
        for first in range(size):
            low[first, first:] = np.minimum.accumulate(exact[first:])
            high[first, first:] = np.maximum.accumulate(exact[first:])
        return exact, lambda a, b: low[a, b], lambda a, b: high[a, b]


def _least(*ends: Any) -> Any:
    return reduce(np.minimum, ends)


def _most(*ends: Any) -> Any:
    return reduce(np.maximum, ends)


def _wide(end: Any) -> Any:
    """A column wide enough for numbers that int16 cannot hold."""
    kind = "int16" if isinstance(end, int) else end.dtype
    return np.asarray(end, np.promote_types(kind, np.int32))


def column_of(fact: Fact, end: Any) -> Any:
    """One end of a column, of a type that the logic can count in.

    Raises:
        ImrkitError: if it holds anything but whole numbers, or truths for a truth.
    """
    if isinstance(end, int):
        return end
    column = np.asarray(end)
    if column.dtype.kind not in ("b" if fact.type == "truth" else "iu"):
        raise ImrkitError(
            f"the column of {fact.name} must hold "
            f"{'truths' if fact.type == 'truth' else 'whole numbers'}; found {column.dtype}. "
            "What is not documented is given as two columns: the least and the most it could be."
        )
    if column.dtype.kind in "iu" and column.dtype not in (np.int16, np.int32, np.int64):
        # Differences of unsigned numbers and sums of bytes would wrap round.
        return column.astype(np.int32 if column.dtype.itemsize < 4 else np.int64)
    return column


def in_blocks(function: Callable[[Facts], Truth], facts: Facts) -> Truth:
    """Decide long columns piece by piece, so that they stay in the processor's cache."""
    shapes: set[Any] = {getattr(end, "shape", ()) for value in facts.values() for end in value}
    shape: Any = shapes.pop() if len(shapes) == 1 else ()
    if len(shape) != 1 or shape[0] <= BLOCK:
        return function(facts)
    size = shape[0]
    found = Truth(np.empty(size, dtype=bool), np.empty(size, dtype=bool))
    for start in range(0, size, BLOCK):
        rows = slice(start, start + BLOCK)
        part = function({name: both(value, itemgetter(rows)) for name, value in facts.items()})
        for whole, piece in zip(found, part, strict=True):
            whole[rows] = piece
    return found


def one_row(facts: Facts) -> Facts:
    """One case as columns of one row."""
    return {name: both(value, lambda end: np.array([end])) for name, value in facts.items()}


def widest(rows: Facts) -> Facts:
    """All that each fact could be in any row."""
    return {n: like(v, v[0].min().item(), v[1].max().item()) for n, v in rows.items()}


def refined(
    found: Truth, facts: Facts, spread: Sequence[str], decided: Callable[[Facts], Truth]
) -> Truth:
    """Decide anew the rows that some facts leave open.

    Args:
        found: what is known of every row.
        facts: the columns.
        spread: the facts.
        decided: decides some rows.
    """
    shape = np.broadcast_shapes(*(np.shape(end) for value in facts.values() for end in value))
    surely, possibly = (np.array(np.broadcast_to(truth, shape)) for truth in found)
    apart = reduce(np.logical_or, (facts[name][0] != facts[name][1] for name in spread))
    unsure = (surely != possibly) & apart
    if unsure.any():
        rows = {
            name: both(value, lambda end: np.broadcast_to(end, shape)[unsure])
            for name, value in facts.items()
        }
        surely[unsure], possibly[unsure] = decided(rows)
    return Truth(surely, possibly)


class Kinds(NamedTuple):
    """Combinations of values of some facts, sorted into kinds that comparisons do not tell apart.

    Attributes:
        classes: for each fact, the first and the last value of each of its classes.
        places: for each fact, its class in every combination, kind after kind.
        starts: where each kind begins.
    """

    classes: dict[str, Any]
    places: dict[str, Any]
    starts: Any

    @property
    def size(self) -> int:
        """How many combinations there are."""
        return len(next(iter(self.places.values())))

    @property
    def values(self) -> dict[str, Any]:
        """For each fact, the value that stands for each kind."""
        return {n: self.classes[n][0][places[self.starts]] for n, places in self.places.items()}

    def inside(self, rows: Facts) -> Any:
        """Whether each row allows some combination of each kind."""
        found: Any = True
        for name, (first, last) in self.classes.items():
            low, high = (end[:, None] for end in rows[name])
            found = found & ((first <= high) & (last >= low))[:, self.places[name]]
        if len(self.starts) < self.size:
            found = np.logical_or.reduceat(found, self.starts, axis=1)
        return found


def each_apart(name: str, classes: Sequence[tuple[int, int]]) -> Kinds:
    """The classes of one fact, each a kind of its own."""
    places = np.arange(len(classes))
    return Kinds({name: np.array(classes).T}, {name: places}, places)


def alike(
    classes: Mapping[str, Sequence[tuple[int, int]]],
    comparisons: Sequence[Callable[[Facts], Truth]],
    wide: Facts,
    *,
    one: bool,
) -> Kinds:
    """The combinations of classes of facts that comparisons tie together, alike ones joined.

    Args:
        classes: for each fact, first and last of values that no comparison tells apart.
        comparisons: gives, for columns, the bounds of each comparison that reads them.
        wide: all that each fact could be.
        one: for one case, in which what is open is open in the same way for all combinations.
    """
    shape = tuple(map(len, classes.values()))
    places = {n: p.ravel() for n, p in zip(classes, np.indices(shape), strict=True)}
    ends = {name: np.array(found).T for name, found in classes.items()}
    grid = dict(wide)
    for name, place in places.items():
        value = ends[name][0][place].astype(bool if isinstance(wide[name], Truth) else np.int32)
        grid[name] = like(wide[name], value, value)
    size = int(np.prod(shape))
    kind, settled = np.zeros(size, dtype=np.int64), np.ones(size, dtype=bool)
    for comparison in comparisons:
        low, high = comparison(grid)
        kind = np.unique(3 * kind + low + high, return_inverse=True)[1].ravel()
        settled &= low == high
    if not one:
        # What is open depends on the row: such combinations are each a kind of their own.
        kind = np.where(settled, kind, size + np.arange(size))
    order = np.argsort(kind, kind="stable")
    starts = np.flatnonzero(np.diff(kind[order], prepend=-1))
    return Kinds(ends, {name: place[order] for name, place in places.items()}, starts)


def all_any(
    function: Callable[[Facts], Truth], rows: Facts, kinds: Sequence[Kinds], cells: int
) -> Truth:
    """Whether a truth holds for (all, any) of the values of some facts that each row allows.

    Args:
        function: gives the bounds of the truth for columns.
        rows: the columns.
        kinds: the values to look at.
        cells: so many combinations are held at a time.
    """
    size = len(next(iter(rows.values()))[0])
    each = max(prod(len(some.starts) for some in kinds), *(some.size for some in kinds))
    step = max(1, cells // each)
    found = Truth(np.empty(size, dtype=bool), np.empty(size, dtype=bool))
    for start in range(0, size, step):
        part = slice(start, start + step)
        some = {name: both(value, itemgetter(part)) for name, value in rows.items()}
        for whole, piece in zip(found, _all_any(function, some, kinds), strict=True):
            whole[part] = piece
    return found


def _all_any(function: Callable[[Facts], Truth], rows: Facts, kinds: Sequence[Kinds]) -> Truth:
    """One more axis for each sort of kinds."""
    more = (..., *(None,) * len(kinds))
    facts = {name: both(value, itemgetter(more)) for name, value in rows.items()}
    inside: Any = True
    for axis, some in enumerate(kinds):
        along = (-1,) + (1,) * (len(kinds) - axis - 1)
        here = some.inside(rows)
        inside = inside & here.reshape(len(here), *(1,) * axis, *along)
        for name, values in some.values.items():
            value = values.reshape(along).astype(np.result_type(*facts[name]))
            facts[name] = like(facts[name], value, value)
    surely, possibly = np.broadcast_arrays(*function(facts), inside)[:2]
    axes = tuple(range(1, surely.ndim))
    return Truth((surely | ~inside).all(axis=axes), (possibly & inside).any(axis=axes))
