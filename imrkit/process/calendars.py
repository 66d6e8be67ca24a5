"""Which days of a year a calendar closes: holidays, and where they are observed.

The package `holidays` dates those that it knows of California; days.toml says which of them count,
adds the others, and says what becomes of one that falls on a weekend.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from imrkit.errors import DataError
from imrkit.facts.dates import MONTHS
from imrkit.facts.spans import Days
from imrkit.process.days_schema import CalendarData

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NTH = ("first", "second", "third", "fourth", "fifth")
SATURDAY, SUNDAY = 5, 6
OBSERVED = ", observed"
"""What follows the name of a day that is observed on another."""


def closed_days(data: CalendarData, year: int) -> dict[int, str]:
    """The closed days of a year, by day number, each with its name.

    Args:
        data: the calendar.
        year: the year; one next to it may lend it a day that is observed there.
    """
    found = {}
    for day, title, saturday in _named(data, year):
        found[day.toordinal()] = title
        if moved := _observed(day, saturday, data):
            found[moved.toordinal()] = f"{title}{OBSERVED}"
    inside = {n: title for n, title in found.items() if dt.date.fromordinal(n).year == year}
    return dict(sorted(inside.items()))


def library_names(years: tuple[int, ...]) -> set[str]:
    """The names of all holidays that the package `holidays` knows of California in some years."""
    return {name for names in _library(years).values() for name in names}


def _named(data: CalendarData, year: int) -> Iterator[tuple[dt.date, str, str]]:
    """The days of a calendar as the law names them, in a year and next to it."""
    years = (year - 1, year, year + 1)
    for day, names in _library(years).items():
        for name in names:
            if name in data.library:
                yield day, name, data.saturday
    for closed in data.day:
        for one in years:
            day = day_named(closed.on, one)
            if closed.covers(Days(day.toordinal(), day.toordinal())).surely:
                yield day, closed.name, closed.saturday or data.saturday


def _observed(day: dt.date, saturday: str, data: CalendarData) -> dt.date | None:
    """Where a day on a weekend is observed instead; None where it is not."""
    if day.weekday() == SATURDAY and saturday == "Friday":
        return day - dt.timedelta(days=1)
    if day.weekday() == SUNDAY and data.sunday == "Monday":
        return day + dt.timedelta(days=1)
    return None


@cache
def _library(years: tuple[int, ...]) -> dict[dt.date, tuple[str, ...]]:
    """The holidays of California as the package `holidays` dates them, none of them moved."""
    from holidays.countries.united_states import US  # half a second, and only to count days

    found: Any = US(subdiv="CA", years=years, observed=False)  # type: ignore[no-untyped-call]
    return {day: tuple(found.get_list(day)) for day in sorted(found)}


def day_named(text: str, year: int) -> dt.date:
    """The day of a year that "February 12" or "fourth Friday of September" names.

    Raises:
        DataError: if the text is neither.
    """
    if (found := re.fullmatch(r"(\w+) (\d+)", text)) and found[1] in MONTHS:
        try:
            return dt.date(year, MONTHS.index(found[1]) + 1, int(found[2]))
        except ValueError:
            pass
    found = re.fullmatch(r"(\w+) (\w+) of (\w+)", text)
    if found and found[1] in NTH and found[2] in WEEKDAYS and found[3] in MONTHS:
        first = dt.date(year, MONTHS.index(found[3]) + 1, 1)
        ahead = (WEEKDAYS.index(found[2]) - first.weekday()) % 7 + 7 * NTH.index(found[1])
        day = first + dt.timedelta(days=ahead)
        if day.month == first.month:
            return day
    raise DataError(
        f'expected a day such as "February 12" or "fourth Friday of September"; found {text!r}'
    )
