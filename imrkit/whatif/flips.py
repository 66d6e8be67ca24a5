"""What would change a result: sound, minimal and complete, by looking at every possibility."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from imrkit.cases.case import Known
from imrkit.determination.determination import Determination
from imrkit.errors import UnknownName
from imrkit.facts.fact import KINDS, Fact, Kind
from imrkit.logic.classes import Values
from imrkit.rules.governing import By
from imrkit.whatif.space import Space, facts_in_reach, facts_that_count, varied

EASE: dict[Kind, int] = {"evidence": 0, "request": 1, "given": 2, "reading": 3}


@dataclass(frozen=True, slots=True)
class Change:
    """One fact to change, and all that it may change to.

    Attributes:
        known: the fact as it stands.
        low: least coded value that does it.
        high: greatest coded value that does it.
        open: the change is that the fact is no longer documented.
    """

    known: Known
    low: int
    high: int
    open: bool = False

    @property
    def fact(self) -> Fact:
        """The fact that changes."""
        return self.known.fact

    @property
    def value(self) -> object:
        """One value that does it: the nearest to what stands, else the greatest in reach."""
        if self.open:
            return "not documented"
        return self.fact.decode(self.nearest)

    @property
    def nearest(self) -> int:
        """The coded value nearest to what stands; where nothing stands, the end that is bounded."""
        low, high = self.known.value
        if low != high:
            return self.low if self.high == self.fact.unknown[1] else self.high
        return min(max(int(low), self.low), self.high)

    @property
    def distance(self) -> int:
        """How far the nearest value lies from what stands, in the fact's unit; 0 if it was open."""
        low, high = self.known.value
        far = 0 if self.open or low != high else abs(self.nearest - int(low))
        return far if self.fact.type in ("number", "date") else min(far, 1)

    @property
    def shown(self) -> str:
        """What it may change to, in words."""
        return (
            "not documented"
            if self.open
            else self.fact.show(self.fact.between(self.low, self.high))
        )


@dataclass(frozen=True, slots=True, repr=False)
class Flip:
    """A minimal set of changes that turns a result around.

    Every choice of one value for each change does it; no part of such a choice does.
    """

    changes: tuple[Change, ...]

    def __repr__(self) -> str:
        return f"<Flip {'; '.join(f'{c.fact.name}: {c.shown}' for c in self.changes)}>"

    @property
    def values(self) -> dict[str, object]:
        """One value for each changed fact, to hand to `revise`."""
        return {c.fact.name: c.value for c in self.changes}

    @property
    def turns_on_judgment(self) -> bool:
        """Whether a reading that the text leaves to the reviewer is among the changes."""
        return any(c.fact.kind == "reading" for c in self.changes)

    @property
    def cost(self) -> tuple[int, int, int, int]:
        """Fewer changes first, records before requests before readings, then the smallest step."""
        return (
            self.turns_on_judgment,
            len(self.changes),
            sum(EASE[c.fact.kind] for c in self.changes),
            sum(c.distance for c in self.changes),
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


def flips(
    determination: Determination,
    vary: Kind | Iterable[Kind] = ("evidence", "request"),
    up_to: int = 3,
    by: By = "reviewers",
) -> tuple[Flip, ...]:
    """Find every minimal set of changes that turns a result around, cheapest first.

    Args:
        determination: the determination to turn.
        vary: the kinds of facts that may change, or the one kind.
        up_to: the most facts that may change together.
        by: what the item is judged by: the text, or the text and what reviewers add.

    Returns:
        Flips: each sound (every choice of its values turns the result), minimal (no part of one
        does) and together complete (every minimal set of at most `up_to` changes is in one).

    Raises:
        UnknownName: if a kind does not exist.
    """
    names = varied(facts_in_reach(determination), _kinds(vary))
    if determination.rule is None:
        return ()
    overturned = determination.outcome_by(by) == "overturned"
    space = Space(determination, names, lose=overturned, by=by)
    turned: dict[tuple[str, ...], Any] = {(): np.array(False)}
    found: list[Flip] = []
    for size in range(1, min(up_to, len(names)) + 1):
        for some in combinations(names, size):
            low, _ = space.outcomes(some)
            turns = ~low if overturned else low
            by_less = np.zeros(turns.shape, dtype=bool)
            for axis in range(size):
                less = some[:axis] + some[axis + 1 :]
                by_less |= np.expand_dims(turned[less], axis)
            minimal = turns & ~by_less
            if minimal.any():
                found += _boxes(space, some, minimal)
            turned[some] = turns | by_less
    return tuple(sorted(found, key=lambda flip: flip.cost))


def _kinds(vary: str | Iterable[str]) -> set[str]:
    kinds = {vary} if isinstance(vary, str) else set(vary)
    for kind in kinds - KINDS.keys():
        raise UnknownName("kind of fact", kind, KINDS)
    return kinds


def _boxes(space: Space, names: tuple[str, ...], cells: Any) -> Iterator[Flip]:
    """Cover the cells with boxes that reach as far as they can, the cheapest cell first."""
    known = [space.determination.known[name] for name in names]
    classes = [space.classes[name] for name in names]
    left = cells.copy()

    def flip(box: list[tuple[int, int]]) -> Flip:
        sides = zip(known, classes, box, strict=True)
        return Flip(tuple(_change(k, c[first], c[last]) for k, c, (first, last) in sides))

    for at in sorted(np.argwhere(cells).tolist(), key=lambda at: flip([(p, p) for p in at]).cost):
        if left[tuple(at)]:
            box = [(p, p) for p in at]
            for axis in sorted(range(len(names)), key=lambda a: EASE[known[a].fact.kind]):
                if known[axis].fact.type in ("number", "date"):
                    _stretch(box, axis, cells, classes[axis])
            left[tuple(slice(first, last + 1) for first, last in box)] = False
            yield flip(box)


def _change(known: Known, first: Values, last: Values) -> Change:
    return Change(known, first.first, last.last, first.lost)


def _stretch(box: list[tuple[int, int]], axis: int, cells: Any, classes: list[Values]) -> None:
    """Make a box as long along one axis as its cells allow; "not documented" stands by itself."""

    def inside(place: int) -> bool:
        if not 0 <= place < len(classes) or classes[place].lost:
            return False
        part = [slice(first, last + 1) for first, last in box]
        part[axis] = slice(place, place + 1)
        return bool(cells[tuple(part)].all())

    first, last = box[axis]
    if classes[first].lost:
        return
    while inside(first - 1):
        first -= 1
    while inside(last + 1):
        last += 1
    box[axis] = (first, last)


def matters(determination: Determination, vary: Kind | Iterable[Kind] = ("evidence",)) -> Matters:
    """Sort the open facts by whether they can still matter, exactly.

    Args:
        determination: the determination.
        vary: kinds of open facts to sort; open facts of other kinds stay open.

    Returns:
        The open facts that are needed, settled and cannot matter, and which to ask for first.

    Raises:
        UnknownName: if a kind does not exist.
        ImrkitError: if there are too many open facts to look at every combination.
    """
    reach = facts_in_reach(determination)
    names = varied([k for k in reach if k.open], _kinds(vary))
    request = [n for n in varied(reach, ["request"]) if n not in names]
    needed = _told_apart(determination, names, names)
    other = _told_apart(determination, names, names + request)
    first = max(needed, key=lambda n: _settles(determination, names, n), default=None)
    opens = [k for k in reach if k.fact.name in names]
    count = facts_that_count(determination)
    return Matters(
        tuple(k for k in opens if k.fact.name in needed),
        tuple(k for k in opens if k.fact.name in other and k.fact.name not in needed),
        tuple(k for k in opens if k in count and k.fact.name not in {*needed, *other}),
        determination.known[first] if first else None,
    )


def _told_apart(determination: Determination, names: list[str], vary: list[str]) -> list[str]:
    """Those of some facts whose value can make a difference to the outcome."""
    if determination.rule is None or not names:
        return []
    low, _ = Space(determination, vary, within=names).outcomes(vary)
    axes = {name: vary.index(name) for name in names}
    return [name for name, axis in axes.items() if (low.min(axis) != low.max(axis)).any()]


def _settles(determination: Determination, names: list[str], name: str) -> float:
    """The share of a fact's classes that alone settle the outcome."""
    low, _ = Space(determination, names, within=names).outcomes(names)
    rest = tuple(axis for axis, other in enumerate(names) if other != name)
    return float((low.min(rest) == low.max(rest)).mean())
