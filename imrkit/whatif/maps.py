"""The outcome for every value of one or two facts, as a map and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from imrkit.cases.case import Known
from imrkit.determination.determination import Determination
from imrkit.errors import ImrkitError, UnknownName
from imrkit.facts.fact import Fact
from imrkit.facts.spans import Span, Value
from imrkit.logic.classes import Values
from imrkit.rules.governing import By
from imrkit.whatif.space import Space, facts_that_count

if TYPE_CHECKING:
    import pandas as pd

Cell = Literal["met", "not shown", "not met"]


@dataclass(frozen=True, slots=True)
class OutcomeMap:
    """The outcome for every value of one or two facts.

    Attributes:
        across: the fact along the columns.
        down: the fact along the rows; None for a single row.
        columns: the values across, as pairs.
        rows: the values down, as pairs; the first may be "not documented"; one (0, 0) where no
            fact is down.
        surely: boolean array, rows by columns: overturned.
        possibly: boolean array, rows by columns: not contrary to the rule.
        here: (row, column) where the case stands, if it is on the map.
    """

    across: Fact
    down: Fact | None
    columns: tuple[Value, ...]
    rows: tuple[Value, ...]
    surely: Any
    possibly: Any
    here: tuple[int, int] | None

    def ground(self, row: int, column: int) -> Cell:
        """met, not shown or not met at one place."""
        if self.surely[row, column]:
            return "met"
        return "not shown" if self.possibly[row, column] else "not met"


def outcome_map(
    determination: Determination,
    across: str,
    down: str | None = None,
    most: int = 12,
    by: By = "reviewers",
) -> OutcomeMap:
    """Draw up the outcome for every value of one or two facts, the others as they stand.

    Args:
        determination: where the case stands.
        across: the fact along the columns.
        down: the fact along the rows.
        most: beyond so many values of a fact, places that are all alike are left out.
        by: what the item is judged by.

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
    space = Space(determination, names, by=by)
    values = {name: _values(count[name], space.classes[name]) for name in names}
    surely, possibly = (np.atleast_2d(truth) for truth in space.evaluate(values))
    rows, columns = values[down] if down else [Span(0, 0)], values[across]
    places = [_place(count[name], values[name]) for name in names]
    at = [place for place in places if place is not None]
    here = (at[0] if down else 0, at[-1]) if len(at) == len(names) else None
    last_row = _last_telling(surely, possibly, 0, max(most, (here or (0, 0))[0] + 2)) if down else 1
    last_column = _last_telling(surely, possibly, 1, max(most, (here or (0, 0))[1] + 2))
    return OutcomeMap(
        count[across].fact,
        count[down].fact if down else None,
        tuple(columns[:last_column]),
        tuple(rows[:last_row]),
        surely[:last_row, :last_column],
        possibly[:last_row, :last_column],
        here,
    )


def _values(known: Known, classes: list[Values]) -> list[Value]:
    """The values to show of one fact: "not documented" if it may be, then each value in turn.

    Dates are shown in spans that no rule tells apart.
    """
    fact, (least, most) = known.fact, known.fact.unknown
    here = known.value
    values: list[Value]
    if fact.type == "date":
        values = [fact.between(first, last) for first, last, _ in classes]
    else:
        if fact.type == "number":
            most = min(most, max(classes[-1].first + 1, 0 if known.open else here[0] + 1))
        values = [fact.between(v, v) for v in range(int(least), int(most) + 1)]
    if here not in values and not known.open:
        values = sorted([*values, here])
    if fact.kind in ("evidence", "reading") or known.open:
        values.insert(0, fact.unknown)
    if here not in values:
        values.insert(1, here)
    return values


def _place(known: Known, values: list[Value]) -> int | None:
    return values.index(known.value) if known.value in values else None


def _last_telling(surely: Any, possibly: Any, axis: int, least: int) -> int:
    """How many places along an axis tell something: the rest are all alike."""
    size = surely.shape[axis]
    while size > least and all(
        (truth.take(size - 1, axis) == truth.take(size - 2, axis)).all()
        for truth in (surely, possibly)
    ):
        size -= 1
    return int(size)


def sweep(determination: Determination, across: str, down: str | None = None) -> pd.DataFrame:
    """Tabulate the outcome for every value of one or two facts.

    Args:
        determination: where the case stands.
        across: the first fact.
        down: the second fact.

    Returns:
        A table with one row for each combination: the values, outcome, ground, and whether the
        case stands there.

    Raises:
        UnknownName: if the rules for the item read no such fact.
    """
    import pandas as pd

    found = outcome_map(determination, across, down)
    rows = []
    for r, row in enumerate(found.rows):
        for c, column in enumerate(found.columns):
            values = {found.across.label: found.across.show(column)}
            if found.down:
                values[found.down.label] = found.down.show(row)
            ground = found.ground(r, c)
            outcome = "overturned" if ground == "met" else "upheld"
            rows.append(
                {
                    **values,
                    "Outcome": outcome,
                    "Ground": ground,
                    "Here": found.here == (r, c),
                }
            )
    return pd.DataFrame(rows)
