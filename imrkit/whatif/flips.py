"""What would change a result: sound, minimal and complete, by looking at every possibility."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from imrkit.cases.case import Known
from imrkit.determination.determination import Determination
from imrkit.facts.fact import Fact, Kind
from imrkit.logic.classes import Values
from imrkit.rules.governing import By
from imrkit.whatif.space import Space, facts_in_reach, kinds_named, varied

MOST_TOGETHER = 3
"""So many facts are changed together, at most."""
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


def flips(
    determination: Determination,
    vary: Kind | Iterable[Kind] = ("evidence", "request"),
    up_to: int = MOST_TOGETHER,
    by: By = "reviewers",
) -> tuple[Flip, ...]:
    """Find every minimal set of changes that turns a result around, cheapest first.

    Args:
        determination: the determination to turn.
        vary: the kinds of facts that may change, or the one kind.
        up_to: the most facts that may change together.
        by: what the item is judged by: the text, or the text and what reviewers add.

    Returns:
        Flips: each sound (every choice of its values turns the result, and a record could
        truthfully show it), minimal (no part of one does) and together complete (every minimal
        set of at most `up_to` changes is in one).

    Raises:
        UnknownName: if a kind does not exist.
    """
    names = varied(facts_in_reach(determination), kinds_named(vary))
    if determination.rule is None:
        return ()
    search = _Search(determination, names, by)
    found = [
        flip
        for size in range(1, min(up_to, len(names)) + 1)
        for some in combinations(names, size)
        if search.may_turn(some)
        for flip in search.flips(some)
    ]
    return tuple(sorted(found, key=lambda flip: flip.cost))


class _Search:
    """The search for all minimal changes: what some facts turn that fewer of them do not."""

    def __init__(self, determination: Determination, names: Sequence[str], by: By) -> None:
        self.overturned = determination.outcome_by(by) == "overturned"
        self.space = Space(determination, names, lose=self.overturned, by=by)
        self.place = {name: place for place, name in enumerate(names)}
        factors = self.space.factors
        self.reads = [self._bits(factor.names) for factor in factors]
        fails = [not factor.surely(()) for factor in factors]
        self.failing = [bits for bits, fail in zip(self.reads, fails, strict=True) if fail]
        self.choosing = self._bits(self.space.choosing)
        self._turned: dict[tuple[str, ...], Any] = {(): np.array(False)}

    def _bits(self, names: Iterable[str]) -> int:
        return sum(1 << self.place[name] for name in names if name in self.place)

    def may_turn(self, some: tuple[str, ...]) -> bool:
        """Whether a minimal change of just these facts could turn the result.

        To grant, it has to touch all that fails, and no fact may be idle: it belongs to what
        fails, or shares something with another of them. To refuse, one thing has to read them all.
        """
        bits = self._bits(some)
        if bits & self.choosing:
            return True
        if self.overturned:
            return any(bits & ~reads == 0 for reads in self.reads)
        if not all(bits & reads for reads in self.failing):
            return False
        return all(self._busy(1 << self.place[name], bits) for name in some)

    def _busy(self, one: int, bits: int) -> bool:
        if any(one & reads for reads in self.failing):
            return True
        return any(one & reads and bits & reads & ~one for reads in self.reads)

    def flips(self, some: tuple[str, ...]) -> Iterator[Flip]:
        """The changes of just these facts that turn the result where no part of them does."""
        minimal = self._turns(some) & ~self._by_less(some)
        return _boxes(self.space, some, minimal) if minimal.any() else iter(())

    def _turns(self, some: tuple[str, ...]) -> Any:
        surely = self.space.surely(some)
        return (~surely if self.overturned else surely) & self.space.possible(some)

    def _by_less(self, some: tuple[str, ...]) -> Any:
        found = np.zeros(self.space.shape(some), dtype=bool)
        for axis in range(len(some)):
            found |= np.expand_dims(self._turned_by(some[:axis] + some[axis + 1 :]), axis)
        return found

    def _turned_by(self, some: tuple[str, ...]) -> Any:
        """Where some of these facts turn the result, all of them or fewer."""
        if some not in self._turned:
            found = self._by_less(some)
            self._turned[some] = found | self._turns(some) if self.may_turn(some) else found
        return self._turned[some]


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
