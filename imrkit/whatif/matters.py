"""Which open facts can still matter: exactly, by eliminating one fact after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, NamedTuple

import numpy as np

from imrkit.cases.case import Known
from imrkit.determination.determination import Determination
from imrkit.facts.fact import Kind
from imrkit.logic.exact import CELLS
from imrkit.whatif.sense import arises
from imrkit.whatif.space import (
    Space,
    facts_in_reach,
    facts_that_count,
    kinds_named,
    varied,
)


@dataclass(frozen=True, slots=True)
class Matters:
    """The open facts of a determination, sorted.

    Attributes:
        needed: what the record says of them can still change the outcome.
        settled: they would matter to another request; to this one they no longer do.
        cannot: they cannot matter, whatever is asked for.
        first: the needed fact to ask for first: alone it settles the outcome most often.
    """

    needed: tuple[Known, ...]
    settled: tuple[Known, ...]
    cannot: tuple[Known, ...]
    first: Known | None


def matters(determination: Determination, vary: Kind | Iterable[Kind] = ("evidence",)) -> Matters:
    """Sort the open facts by whether they can still matter; what cannot be at all is left out.

    Exactly, but where too many facts hang together to be looked at: those count as needed.

    Args:
        determination: the determination.
        vary: kinds of open facts to sort; open facts of other kinds stay open.

    Returns:
        The open facts that are needed, settled and cannot matter, and which to ask for first.

    Raises:
        UnknownName: if a kind does not exist.
    """
    reach = facts_in_reach(determination)
    could = [k for k in reach if k.open and arises(determination.known, k.fact.name)]
    names = varied(could, kinds_named(vary))
    request = [n for n in varied(reach, ["request"]) if n not in names]
    needed: dict[str, float] = {}
    other: set[str] = set()
    if determination.rule is not None and names:
        here = _Ties(determination, names, names)
        needed = {name: here.settles(name) for name in names if here.tells(name)}
        asking = _Ties(determination, names + request, names)
        other = {name for name in names if name in needed or asking.tells(name)}
    opens = [k for k in reach if k.fact.name in names]
    count = facts_that_count(determination)
    first = max(needed, key=needed.__getitem__, default=None)
    return Matters(
        tuple(k for k in opens if k.fact.name in needed),
        tuple(k for k in opens if k.fact.name in other and k.fact.name not in needed),
        tuple(k for k in opens if k in count and k.fact.name not in {*needed, *other}),
        determination.known[first] if first else None,
    )


class _Table(NamedTuple):
    """Truths for every combination of some facts, one axis each."""

    names: tuple[str, ...]
    holds: Any

    def without(self, name: str) -> _Table:
        """Whether it holds for some value of a fact."""
        axis = self.names.index(name)
        return _Table(self.names[:axis] + self.names[axis + 1 :], self.holds.any(axis))


class _TooMany(Exception):
    """More combinations hang together than can be looked at."""


class _Ties:
    """How the facts of a determination hang together: tables of what must hold at once."""

    def __init__(
        self, determination: Determination, names: Sequence[str], within: Sequence[str]
    ) -> None:
        space = Space(determination, names, within=within)
        self.size = {name: len(space.classes[name]) for name in names}
        if space.choosing.isdisjoint(names):
            factors = space.factors
            self.large = any(factor.size > CELLS for factor in factors)
            if not self.large:
                tables = [_Table(f.names, f.surely(f.names)) for f in factors]
        else:
            self.large = prod(self.size.values()) > CELLS
            if not self.large:
                tables = [_Table(tuple(names), space.surely(names))]
        self.tables: list[_Table] = [] if self.large else tables

    def tells(self, name: str) -> bool:
        """Whether the value of a fact can make a difference, whatever the others are."""
        if self.large:
            return True
        mine = [table for table in self.tables if name in table.names]
        if not mine:
            return False
        try:
            both = self._joined(mine)
            axis = both.names.index(name)
            apart = both.holds.any(axis) & ~both.holds.all(axis)
            rest = [_Table(both.names[:axis] + both.names[axis + 1 :], apart)]
            rest += [table for table in self.tables if name not in table.names]
            return bool(self._eliminated(rest, keep="").holds)
        except _TooMany:
            return True

    def settles(self, name: str) -> float:
        """The share of a fact's values each of which alone settles the outcome."""
        if self.large:
            return 0.0
        try:
            possible = self._spread(self._eliminated(self.tables, keep=name), name)
        except _TooMany:
            return 0.0
        sure = np.ones(self.size[name], dtype=bool)
        for table in self.tables:
            rest = tuple(axis for axis, other in enumerate(table.names) if other != name)
            sure &= self._spread(
                _Table(tuple(n for n in table.names if n == name), table.holds.all(rest)), name
            )
        return float((sure | ~possible).mean())

    def _spread(self, table: _Table, name: str) -> Any:
        return np.broadcast_to(table.holds, (self.size[name],))

    def _eliminated(self, tables: list[_Table], keep: str) -> _Table:
        """Whether all tables hold for some values of all facts but the one that is kept."""
        left = list(tables)
        while names := {name for table in left for name in table.names if name != keep}:
            name = min(sorted(names), key=lambda n: self._cells(self._tied(left, n)))
            tied = self._tied(left, name)
            left = [table for table in left if name not in table.names]
            left.append(self._joined(tied).without(name))
        return self._joined(left)

    def _tied(self, tables: list[_Table], name: str) -> list[_Table]:
        return [table for table in tables if name in table.names]

    def _cells(self, tables: list[_Table]) -> int:
        return prod(self.size[name] for name in {n for table in tables for n in table.names})

    def _joined(self, tables: list[_Table]) -> _Table:
        """What holds where all of some tables hold."""
        names = tuple(dict.fromkeys(name for table in tables for name in table.names))
        if self._cells(tables) > CELLS:
            raise _TooMany
        found = np.ones([self.size[name] for name in names], dtype=bool)
        for table in tables:
            order = sorted(range(len(table.names)), key=lambda axis: names.index(table.names[axis]))
            shape = [self.size[name] if name in table.names else 1 for name in names]
            found &= table.holds.transpose(order).reshape(shape)
        return _Table(names, found)
