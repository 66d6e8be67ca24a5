"""What a typed last day amounts to, by the mistake behind it; how the right one is counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from imrkit.exercises.dates import in_prose
from imrkit.exercises.deadlines import CALENDAR
from imrkit.facts.dates import MONTHS
from imrkit.process.book import process_book
from imrkit.process.rows import Row
from imrkit.process.schema import ClockVersion
from imrkit.words.english import listed

BEFORE, AFTER = 60, 60
"""How many days before the event and after it are looked at, where days are counted."""
SATURDAY = 5
WEEKEND = (
    "Your count leaves out the weekends, and takes in a holiday. Which day of the span is one?"
)
EVERY_DAY = "Days are left out there. This clock counts every calendar day, weekends as well."
MANY = "How many does it give?"
LONG = "For how long does this clock run?"
EARLY = "That is not after the event that starts the clock “{}”. Which event is it, and when?"


@dataclass(frozen=True)
class Slip:
    """What is said to a day, and the named slip that it shows, if any."""

    says: str
    rule: str = ""


def slips(row: Row) -> dict[str, Slip]:
    """What to say to each day around a deadline, by the mistake that gives it.

    Args:
        row: the clock of a file; with a start that is settled and one version, or nothing is told.
    """
    version = _version(row)
    if version is None:
        return {}
    start = row.start.days.first
    early = Slip(EARLY.format(row.clock.data.title))
    found = {_iso(day): early for day in range(start - BEFORE, start + 1)}
    found |= {_iso(day): Slip(says) for day, says in _amounts(row, version)}
    for title, day in _other_clocks(row):
        found[_iso(day)] = Slip(f"That is the last day of another clock, “{title}”. Which is this?")
    if version.unit == CALENDAR:
        found[_iso(_weekdays(start, version.count))] = Slip(EVERY_DAY, "business-for-calendar")
    elif _length(row, version) == "day":
        found[_iso(_weekdays(start, version.count))] = Slip(WEEKEND, "holiday-counted")
    return found


def counted(row: Row) -> str:
    """How the days of a clock are counted, each named where some are skipped; "" if it is open."""
    version = _version(row)
    if version is None or not row.deadline.days.settled:
        return ""
    first, last = row.start.days.first, row.deadline.days.last
    if _length(row, version) != "day" or version.unit == CALENDAR:
        return f"From {_prose(first)} that leads to {_prose(last)}."
    book, unit = row.clock.days, version.unit
    days = [day for day in range(first + 1, last + 1) if book.counts(unit, day).surely]
    holidays = [
        f"{_short(day)} ({why.replace(chr(39), chr(8217))})"
        for day, why, _ in book.skipped(first, last, unit)
        if _weekday(day) < SATURDAY
    ]
    left_out = f"; not {' or '.join(holidays)}" if holidays else "; no holiday lay between"
    return f"Counted: {_row_of(days)}{left_out}."


def _amounts(row: Row, version: ClockVersion) -> Iterator[tuple[int, str]]:
    """How long after the event days are, in what the clock counts."""
    start, days = row.start.days.first, row.clock.days
    if _length(row, version) == "month":
        for number in range(1, 2 * version.count):
            told = f"That is {number} month{'s' * (number > 1)} after the event. "
            yield days.after(start, number, version.unit).last, told + LONG
    elif _length(row, version) == "day":
        number = 0
        for day in range(start + 1, start + AFTER):
            number += bool(days.counts(version.unit, day).surely)
            told = f"From the event that starts this clock, that is {version.unit} day {number}. "
            yield day, told + MANY


def _other_clocks(row: Row) -> Iterator[tuple[str, int]]:
    """The last days of other clocks that the same event starts, as far as they are verified."""
    start = row.start.days.first
    for clock in process_book().clocks.values():
        if clock.name == row.clock.name or clock.data.starts != row.clock.data.starts:
            continue
        for version in clock.data.version:
            stands = (
                version.since.toordinal() <= start <= (version.until or dt.date.max).toordinal()
            )
            if stands and version.status != "unverified":
                yield clock.data.title, clock.days.after(start, version.count, version.unit).last


def _version(row: Row) -> ClockVersion | None:
    """The one version that stands from a known day; None where either is open."""
    if len(row.deadline.parts) != 1 or not row.start.days.settled:
        return None
    return row.deadline.parts[0].version


def _length(row: Row, version: ClockVersion) -> str:
    return row.clock.days.unit(version.unit).length


def _row_of(days: list[int]) -> str:
    """Days in a row, the month told where it begins: "January 3, 4, and 5"."""
    dates = [dt.date.fromordinal(day) for day in days]
    months = [None, *(date.month for date in dates)]
    told = [
        str(date.day) if date.month == month else _short(date.toordinal())
        for date, month in zip(dates, months, strict=False)
    ]
    return listed(told)


def _weekdays(day: int, count: int) -> int:
    """The day on which so many days end, if weekends are left out and holidays are not."""
    while count:
        day += 1
        count -= _weekday(day) < SATURDAY
    return day


def _weekday(day: int) -> int:
    return dt.date.fromordinal(day).weekday()


def _prose(day: int) -> str:
    return in_prose(dt.date.fromordinal(day))


def _short(day: int) -> str:
    date = dt.date.fromordinal(day)
    return f"{MONTHS[date.month - 1]} {date.day}"


def _iso(day: int) -> str:
    return dt.date.fromordinal(day).isoformat()


__all__ = ["Slip", "counted", "slips"]
