"""Where a case stands: the outcome for the values of two facts, small enough to be seen at once."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import Any, TypedDict

import numpy as np

from imrkit.cases.case import Known
from imrkit.determination.determination import Determination
from imrkit.facts.fact import Fact, Kind
from imrkit.facts.spans import Value
from imrkit.views.explorer.controls import Plain, plain
from imrkit.views.html.map import map_axes
from imrkit.whatif.maps import Cell, OutcomeMap, outcome_map
from imrkit.whatif.space import facts_that_count

MOST = 14
"""Beyond so many places along an axis, neighbours that are all alike are drawn as one."""
LONG = 8
"""Choices with longer names than this stand in the rows, not over the columns."""
ACROSS: dict[Kind, int] = {"request": 3, "evidence": 2, "given": 1, "reading": 0}
"""Which of two facts runs along the columns, the other things being equal."""


class Place(TypedDict):
    """A row or column: its name, the value to set, and whether it leaves the fact open."""

    label: str
    value: Plain
    open: bool


class Standing(TypedDict):
    """The map. `here` and `file` are [row, column] of the case now and on the file's facts."""

    across: str
    down: str
    across_label: str
    down_label: str
    columns: list[Place]
    rows: list[Place]
    cells: list[list[Cell]]
    here: list[int] | None
    file: list[int] | None


def standing(original: Determination, current: Determination) -> Standing | None:
    """Draw up the map of outcomes on which a case stands; None where no fact makes a map.

    Args:
        original: the determination on the facts of the file; it chooses the two facts.
        current: the determination on the facts as they stand.
    """
    chosen = axes(original)
    counted = {known.fact.name for known in facts_that_count(current)}
    wanted = [name for name in chosen if name in counted]
    if not wanted or current.rule is None:
        return None
    across, down = wanted[0], wanted[1] if len(wanted) > 1 else None
    found = outcome_map(current, across, down)
    columns = _gathered(found, 1, current.known[across], original.known[across])
    rows = _gathered(found, 0, current.known[down], original.known[down]) if down else [[0]]
    return Standing(
        across=across,
        down=down or "",
        across_label=found.across.label,
        down_label=found.down.label if found.down else "",
        columns=[_place(found.across, found.columns, part, current) for part in columns],
        rows=[_place(found.down, found.rows, part, current) for part in rows],
        cells=[[found.ground(row[0], column[0]) for column in columns] for row in rows],
        here=_at(found, current, rows, columns),
        file=_at(found, original, rows, columns),
    )


@lru_cache(maxsize=64)
def axes(original: Determination) -> tuple[str, ...]:
    """Choose the facts of the map: (across, down), (across,) or ().

    A number asked for by a number that the file is to show, where the rules read both; else the
    pair whose map tells most, numbers rather than choices.
    """
    if original.rule is None:
        return ()
    numbers = map_axes(original)
    if numbers and numbers[1]:
        return (numbers[0], numbers[1])
    facts = [
        known.fact
        for known in facts_that_count(original)
        if known.fact.type != "date" and not known.from_silence
    ]
    changeable = [fact for fact in facts if fact.kind in ("request", "evidence")]
    facts = changeable if len(changeable) > 1 else facts
    if len(facts) < 2:
        return tuple(fact.name for fact in facts)

    def tells(pair: tuple[Fact, Fact]) -> tuple[int, int, bool]:
        found = outcome_map(original, pair[0].name, pair[1].name)
        kinds = {found.ground(r, c) for r, c in np.ndindex(found.surely.shape)}
        counts = sum(fact.type == "number" for fact in pair)
        return (len(kinds), counts, pair[0].kind != pair[1].kind)

    best = max(combinations(facts, 2), key=tells)
    across, down = sorted(best, key=_suits_columns, reverse=True)
    return (across.name, down.name)


def _suits_columns(fact: Fact) -> tuple[bool, int]:
    short = fact.type != "choice" or max(map(len, fact.choices)) <= LONG
    return (short, ACROSS[fact.kind])


def _gathered(found: OutcomeMap, axis: int, now: Known, file: Known) -> list[list[int]]:
    """The places along an axis, in groups that are drawn as one.

    Places are gathered only where there are too many of them, and only numbers that are all
    alike; where the case stands, and where the file has it, stay places of their own.
    """
    fact, pairs = now.fact, found.columns if axis else found.rows
    if len(pairs) <= MOST or fact.type != "number":
        return [[place] for place in range(len(pairs))]
    kept = {_whole(now.value), _whole(file.value)}

    def alike(a: int, b: int) -> bool:
        return (
            pairs[a][0] == pairs[a][1]
            and pairs[b][0] == pairs[b][1]
            and not kept & {_whole(pairs[a]), _whole(pairs[b])}
            and all((t.take(a, axis) == t.take(b, axis)).all() for t in _truths(found))
        )

    groups: list[list[int]] = []
    for place in range(len(pairs)):
        if groups and alike(groups[-1][-1], place):
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _truths(found: OutcomeMap) -> tuple[Any, Any]:
    return (found.surely, found.possibly)


def _whole(pair: Value) -> tuple[int, int]:
    return (int(pair[0]), int(pair[1]))


def _place(
    fact: Fact | None, pairs: tuple[Value, ...], part: list[int], current: Determination
) -> Place:
    if fact is None:
        return Place(label="", value=None, open=False)
    (low, _), (_, high) = pairs[part[0]], pairs[part[-1]]
    if len(part) > 1:
        return Place(
            label=f"{low}–{high}", value=plain(Known(fact, fact.between(low, low))), open=False
        )
    pair = fact.between(low, high)
    known = current.known[fact.name]
    shown = known if _whole(known.value) == _whole(pair) else Known(fact, pair)
    single = fact.type == "number" and low == high
    label = str(low) if single else shown.shown if low != high else fact.show(pair)
    return Place(label=label, value=plain(shown), open=bool(low != high))


def _at(
    found: OutcomeMap, determination: Determination, rows: list[list[int]], columns: list[list[int]]
) -> list[int] | None:
    """Where a determination stands on the map."""
    at: list[int] = []
    for fact, pairs, groups in (
        (found.down, found.rows, rows),
        (found.across, found.columns, columns),
    ):
        if fact is None:
            at.append(0)
            continue
        wanted = _whole(determination.known[fact.name].value)
        places = [
            i for i, group in enumerate(groups) if wanted in [_whole(pairs[p]) for p in group]
        ]
        if not places:
            return None
        at.append(places[0])
    return at
