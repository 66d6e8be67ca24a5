"""Maps of outcomes: which facts make the axes, and the verdict in every cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, product
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from imrkit.cases.case import Known
from imrkit.determination.deciding import decide
from imrkit.determination.determination import Determination, Verdict
from imrkit.errors import ImrkitError, UnknownName
from imrkit.facts.fact import Fact, Kind
from imrkit.logic.classes import Values
from imrkit.logic.exact import values_of
from imrkit.logic.program import Program
from imrkit.rules.governing import By
from imrkit.whatif.outcome_map import Axis, Cell, OutcomeMap
from imrkit.whatif.places import groups, tick, values
from imrkit.whatif.sense import arises, at_odds, ruled_out_by, unweighed
from imrkit.whatif.space import Space, facts_that_count

if TYPE_CHECKING:
    import pandas as pd

MOST_TOLD = 2_000_000
"""The most that is looked at to tell values of a fact apart."""
LONG = 8
"""Choices with longer names than this stand in the rows, not over the columns."""
_ACROSS: dict[Kind, int] = {"request": 3, "evidence": 2, "given": 1, "reading": 0}
"""Which of two facts runs along the columns, the other things being equal."""


# ---- the axes ----------------------------------------------------------------------------------


@lru_cache(maxsize=256)
def axes(determination: Determination) -> tuple[str, ...]:
    """Choose the facts of a map: (across, down), (across,) or ().

    A number asked for by a number that the file is to show, where the rules read both; else the
    two facts whose map tells most, numbers rather than choices.
    """
    if determination.rule is None:
        return ()
    known = determination.known
    count = [
        k
        for k in facts_that_count(determination)
        if arises(known, k.fact.name)
        and not ruled_out_by(known, k.fact.name)
        and not k.in_dispute
        and not _said_of_none(k)
    ]
    numbers = [k.fact for k in count if k.fact.type == "number" and k.fact.unstated is None]
    asked = [fact.name for fact in numbers if fact.kind == "request"]
    shown = [fact.name for fact in numbers if fact.kind == "evidence"]
    if asked and shown:
        return (asked[0], shown[0])
    facts = [k.fact for k in count if k.fact.type != "date" and not k.from_silence]
    governing = [fact for fact in facts if fact.name in determination.rule.necessary.facts]
    facts = governing if len(governing) > 1 else facts
    changeable = [fact for fact in facts if fact.kind in ("request", "evidence")]
    facts = changeable if len(changeable) > 1 else facts
    if len(facts) < 2:
        return tuple(fact.name for fact in facts)
    space = Space(determination, [fact.name for fact in facts])

    def tells(pair: tuple[Fact, Fact]) -> tuple[int, int, bool]:
        surely, possibly = space.outcomes([fact.name for fact in pair])
        numbers = sum(fact.type == "number" for fact in pair)
        return (len(np.unique(2 * surely + possibly)), numbers, pair[0].kind != pair[1].kind)

    best = max(combinations(facts, 2), key=tells)
    return tuple(fact.name for fact in sorted(best, key=_suits_rows))


def _said_of_none(known: Known) -> bool:
    """Whether it is no axis: what the treatment is not by its name, or history that is over."""
    told = known.fact.history or known.origin == "name of the treatment"
    return told and known.fact.type == "truth" and known.value == (False, False)


def _suits_rows(fact: Fact) -> tuple[bool, int]:
    return (fact.type == "choice" and max(map(len, fact.choices)) > LONG, -_ACROSS[fact.kind])


def map_of(
    determination: Determination, by: By | None = None, file: Determination | None = None
) -> OutcomeMap | None:
    """The map on which a case stands; None where no fact makes one.

    Args:
        determination: the determination on the facts as they stand.
        by: what the item is judged by; None for its outcome in all.
        file: the determination on the facts of the file, which then chooses the axes.
    """
    if determination.rule is None:
        return None
    count = {known.fact.name for known in facts_that_count(determination)}
    names = [name for name in axes(file or determination) if name in count]
    across, down = [*names, None, None][:2]
    return outcome_map(determination, across, down, by, file) if across else None


# ---- the map -----------------------------------------------------------------------------------


def outcome_map(
    determination: Determination,
    across: str,
    down: str | None = None,
    by: By | None = None,
    file: Determination | None = None,
    gather: bool = True,
) -> OutcomeMap:
    """Draw up the outcome for every value of one or two facts, the others as they stand.

    Args:
        determination: where the case stands.
        across: the fact along the columns.
        down: the fact along the rows.
        by: what the item is judged by; None for its outcome in all.
        file: the determination on the facts of the file, to be marked.
        gather: make one place of neighbors that are alike, where there are many.

    Raises:
        UnknownName: if the rules for the item read no such fact.
        ImrkitError: if both are the same fact.
    """
    count = {k.fact.name: k for k in facts_that_count(determination)}
    names = [name for name in (down, across) if name]
    if down == across:
        raise ImrkitError(f"a map needs two different facts; {across!r} was given for both")
    for name in names:
        if name not in count:
            raise UnknownName("fact that the rules for this item read", name, count)
    space = Space(determination, names)
    own = [[d.known[name] for d in (determination, file) if d] for name in names]
    sides = [values(some, space.classes[n]) for n, some in zip(names, own, strict=True)]
    flat = np.array(_cells(space, sides, by), dtype=object)
    cells = flat.reshape(len(sides[0]) if down else 1, len(sides[-1]))
    made = []
    for axis, side, some in zip((0, 1) if down else (1,), sides, own, strict=True):
        places = groups(cells, axis, side, some) if gather else [[n] for n in range(len(side))]
        cells = cells.take([place[0] for place in places], axis)
        ticks = [tick(side[p[0]], side[p[-1]], end=p is places[-1]) for p in places]
        made.append(Axis(side[0].fact, tuple(ticks)))
    return OutcomeMap(
        made[-1],
        made[0] if down else None,
        tuple(tuple(row) for row in cells),
        _at(made, determination),
        _at(made, file) if file else None,
        by,
    )


def _at(made: list[Axis], determination: Determination) -> tuple[int, int] | None:
    """(row, column) where a determination stands."""
    places = [axis.place(determination) for axis in made]
    found = [place for place in places if place is not None]
    if len(found) < len(made):
        return None
    return (found[0] if len(made) > 1 else 0, found[-1])


def _cells(space: Space, sides: Sequence[list[Known]], by: By | None) -> list[Cell]:
    """What stands in every cell, row by row; of cells that no comparison tells apart, once."""
    found = space.determination
    names = [side[0].fact.name for side in sides]
    count = [known.fact.name for known in found.counted]
    decided: dict[tuple[object, ...], Determination] = {}
    cells: list[Cell] = []
    for known, alike in zip(product(*sides), _alike(space, names, sides), strict=True):
        there = {**found.known, **dict(zip(names, known, strict=True))}
        if any(at_odds(there, count)):
            cells.append("cannot be")
            continue
        if alike not in decided:
            decided[alike] = decide(found.case, found.item, there)
        verdict = _verdict(decided[alike], by)
        held_back = verdict == "met" and any(unweighed(decided[alike].considered, there))
        cells.append("no result" if held_back else verdict)
    return cells


def _verdict(determination: Determination, by: By | None) -> Verdict:
    return determination.verdict_by(by) if by else determination.verdict


def _alike(
    space: Space, names: Sequence[str], sides: Sequence[list[Known]]
) -> Iterator[tuple[object, ...]]:
    """For each cell a key; cells of one key are alike in all that rules ask.

    Rules read numbers and dates only by comparing them. So two values are alike where every
    comparison says the same of both, whatever the open facts are that it reads besides.
    """
    dated = {rule.guideline.by for rule in space.rules}
    own = []
    for name, side in zip(names, sides, strict=True):
        plain = side[0].fact.type in ("number", "date") and name not in dated
        own.append([k.state if plain else place for place, k in enumerate(side)])
    runs = [
        [_run(space.classes[name], known) for known in side]
        for name, side in zip(names, sides, strict=True)
    ]
    asked = [c for c in space.comparisons if not c.facts.keys().isdisjoint(names)]
    tables = [_table(space, names, c) for c in dict.fromkeys(asked)]
    for at in np.ndindex(tuple(map(len, sides))):
        where = tuple(run[place] for run, place in zip(runs, at, strict=True))
        parts = [table[_within(table, where)] for table in tables]
        state = tuple(some[place] for some, place in zip(own, at, strict=True))
        yield (state, *((part.shape, part.tobytes()) for part in parts))


def _run(classes: Sequence[Values], known: Known) -> slice:
    """The classes that a value spans."""
    low, high = known.value
    inside = [n for n, v in enumerate(classes) if v.first <= high and low <= v.last]
    return slice(inside[0], inside[-1] + 1)


def _within(table: Any, where: tuple[slice, ...]) -> tuple[slice, ...]:
    """A part of a table; an axis of length 1 is that of a fact which is not read."""
    return tuple(slice(None) if table.shape[n] == 1 else part for n, part in enumerate(where))


def _table(space: Space, names: Sequence[str], comparison: Program) -> Any:
    """What a comparison says of each class of values of the axes and of what else is open.

    Where that is too much to look at, each class of the axes counts as different.
    """
    known = space.determination.known
    facts = {
        name: known[name].fact.unknown if name in names else known[name].value
        for name in comparison.facts
    }
    opens = [n for n, value in facts.items() if n not in names and value[0] != value[1]]
    shape = [len(space.classes[n]) if n in comparison.facts else 1 for n in names]
    apart = np.arange(prod(shape)).reshape(shape)
    kinds = {n: [v.first for v in space.classes[n]] for n in names if n in comparison.facts}
    for name in opens:
        found = values_of(comparison, name, facts, MOST_TOLD)
        kinds[name] = [value[0] for value in found]
        shape.append(len(found))
    if prod(shape) > MOST_TOLD or 0 in shape:
        return apart
    axes = [*names, *opens]
    for name, firsts in kinds.items():
        fact, along = known[name].fact, [1] * len(axes)
        along[axes.index(name)] = len(firsts)
        column = np.array(firsts, dtype=bool if fact.type == "truth" else np.int32).reshape(along)
        facts[name] = fact.between(column, column)
    return np.broadcast_to(comparison.bounds_in_columns(facts).surely, shape)


def sweep(determination: Determination, across: str, down: str | None = None) -> pd.DataFrame:
    """Tabulate the outcome for every value of one or two facts.

    Args:
        determination: where the case stands.
        across: the first fact.
        down: the second fact.

    Returns:
        A table with one row for each combination: the values, outcome, verdict, and whether the
        case stands there.

    Raises:
        UnknownName: if the rules for the item read no such fact.
    """
    import pandas as pd

    found = outcome_map(determination, across, down, gather=False)
    rows: list[dict[str, object]] = []
    for r, c in found:
        tick, verdict = found.rows[r], found.cells[r][c]
        row: dict[str, object] = {found.across.fact.label: found.across.ticks[c].label}
        if found.down and tick:
            row[found.down.fact.label] = tick.label
        said = {"Outcome": _OUTCOME.get(verdict, "upheld"), "Verdict": verdict}
        rows.append({**row, **said, "Here": found.here == (r, c)})
    return pd.DataFrame(rows)


_OUTCOME: dict[Cell, str] = {
    "met": "overturned",
    "judgment": "turns on judgment",
    "not told": "turns on what the letter does not tell",
    "not determinable": "not determinable",
    "not addressed": "not addressed",
    "no result": "no result",
    "cannot be": "cannot be",
}
