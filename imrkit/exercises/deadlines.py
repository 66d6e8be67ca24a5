"""Deadlines as keys of `count`: the first and the last day on which a clock may end."""

from __future__ import annotations

import datetime as dt

from imrkit.errors import DataError
from imrkit.exercises.variants import Variant
from imrkit.process.rows import Row
from imrkit.process.timeline import timeline

CLOCK = "clock "
"""How a `count` asks for a deadline: of = "clock apply"."""
CALENDAR = "calendar"


def row_of(variant: Variant) -> Row:
    """The clock that an exercise asks for, on the variant's file.

    Raises:
        UnknownName: if there is no such clock.
        DataError: if nothing starts it, or its figures are not verified: those are not scored.
    """
    name = variant.exercise.data.of.removeprefix(CLOCK)
    row = timeline(variant.case, variant.item.id).row(name)
    if row is None:
        raise DataError(f"nothing in the case starts the clock {name!r}")
    if any(part.version.status == "unverified" for part in row.deadline.parts):
        raise DataError(f"the clock {name!r} is not verified yet, so that it is not scored")
    return row


def ends(row: Row) -> tuple[str, str]:
    """The first and the last day on which it may end."""
    first, last = row.deadline.days
    return _iso(first), _iso(last)


def in_calendar_days(row: Row) -> tuple[str, str]:
    """The same, if calendar days were counted where the clock counts others."""
    counts = {(p.version.count, p.version.unit) for p in row.deadline.parts}
    if len(counts) > 1 or any(unit in (CALENDAR, "months", "hours") for _, unit in counts):
        return ends(row)
    ((count, _),) = counts
    first, last = row.start.days
    return _iso(first + count), _iso(last + count)


def near(day: str) -> tuple[str, str]:
    """The day before and the day after."""
    number = dt.date.fromisoformat(day).toordinal()
    return _iso(number - 1), _iso(number + 1)


def _iso(number: int) -> str:
    return dt.date.fromordinal(int(number)).isoformat()
