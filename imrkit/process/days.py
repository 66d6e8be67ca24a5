"""Counting days: which of them a unit counts, and the day on which a number of them ends.

>>> book = day_book()
>>> from datetime import date
>>> book.after(date(2017, 2, 17).toordinal(), 1, "working").settled  # Presidents' Day is Monday
True
>>> date.fromordinal(book.after(date(2017, 2, 17).toordinal(), 1, "working").first).isoformat()
'2017-02-21'
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from imrkit.errors import DataError, UnknownName
from imrkit.facts.spans import Days, Truth
from imrkit.files.folders import mtus_dir
from imrkit.files.reading import at, convert, read_toml
from imrkit.process.calendars import OBSERVED, WEEKDAYS, closed_days, day_named
from imrkit.process.days_schema import ClosedDay, DaysFile, Unit, UnitVersion
from imrkit.process.versions import check_versions, version_on


@dataclass(frozen=True, eq=False)
class DayBook:
    """The calendars and units of a file, ready to count with.

    Attributes:
        file: the file.
        data: its content.
    """

    file: Path
    data: DaysFile
    _closed: dict[tuple[str, int], dict[int, str]] = field(default_factory=dict, repr=False)

    def unit(self, name: str) -> Unit:
        """Return a unit.

        Raises:
            UnknownName: if there is none of that name.
        """
        if name not in self.data.unit:
            raise UnknownName("unit of time", name, self.data.unit)
        return self.data.unit[name]

    def closed(self, name: str, year: int) -> dict[int, str]:
        """The closed days of a calendar in a year, by day number, each with its name.

        Raises:
            DataError: if the year lies outside the calendar.
        """
        data = self.data.calendar[name]
        if not data.since.year <= year <= data.until.year:
            problem = (
                f"no calendar of {data.title[:1].lower()}{data.title[1:]} for {year}: "
                f"it is known from {data.since.year} to {data.until.year}"
            )
            edge = "since" if year < data.since.year else "until"
            raise at(self.file, f"calendar.{name}.{edge}", problem)
        if (name, year) not in self._closed:
            self._closed[name, year] = closed_days(data, year)
        return self._closed[name, year]

    def counts(self, unit: str, day: int) -> Truth:
        """Whether a unit (surely, possibly) counts a day.

        Raises:
            DataError: if no version of the unit, or no calendar, reaches to the day.
        """
        version = self._version(unit, day)
        date = dt.date.fromordinal(day)
        weekday = WEEKDAYS[date.weekday()]
        if weekday in version.closed:
            return Truth(False, False)
        holiday = self.closed(version.calendar, date.year).get(day) if version.calendar else None
        name = (holiday or "").removesuffix(OBSERVED)
        if holiday and name not in version.unsure:
            return Truth(False, False)
        return Truth(not holiday and weekday not in version.unsure, True)

    def after(self, day: int, count: int, unit: str) -> Days:
        """The day on which a number of units ends; the day itself is day 0.

        Args:
            day: the day on which counting starts, as a day number.
            count: how many.
            unit: of what: a name of days.toml.

        Returns:
            One day, or a span where it is open whether some days count.

        Raises:
            DataError: if no version of the unit, or no calendar, reaches so far.
        """
        match self.unit(unit).length:
            case "month":
                ends = _months_after(dt.date.fromordinal(day), count).toordinal()
                return Days(ends, ends)
            case "hour":
                return Days(day + -(-count // 24), day + -(-count // 24))
        first = last = day
        possibly = surely = 0
        while surely < count:
            last += 1
            counted = self.counts(unit, last)
            if possibly < count:
                first = last
            possibly += counted.possibly
            surely += counted.surely
        return Days(first, last)

    def on_or_after(self, day: int, unit: str) -> Days:
        """The first day from a day on, itself included, that a unit counts."""
        return self.after(day - 1, 1, unit)

    def skipped(self, first: int, last: int, unit: str) -> Iterator[tuple[int, str, Truth]]:
        """The days between two that a unit does not surely count: day, why, and whether it counts.

        The first day is left out, the last is not.
        """
        for day in range(first + 1, last + 1):
            counted = self.counts(unit, day)
            if not counted.surely:
                date = dt.date.fromordinal(day)
                name = self._version(unit, day).calendar
                holiday = self.closed(name, date.year).get(day) if name else None
                yield day, holiday or WEEKDAYS[date.weekday()], counted

    def _version(self, unit: str, day: int) -> UnitVersion:
        return version_on(self.unit(unit).version, day, self.file, f"unit.{unit}")


def _months_after(day: dt.date, count: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def load_days(path: Path) -> DayBook:
    """Read the calendars and units.

    Raises:
        DataError: naming file, line and field: a unit whose versions leave a gap or overlap, that
            names no calendar or weekday there is; a day of a calendar that is none.
    """
    book = DayBook(path, convert(read_toml(path), DaysFile, path))
    for name, data in book.data.calendar.items():
        if data.until < data.since:
            raise at(path, f"calendar.{name}.until", f"{data.until} is before {data.since}")
        for place, closed in enumerate(data.day):
            _check_day(book, f"calendar.{name}.day[{place}].on", closed)
    for name, unit in book.data.unit.items():
        check_versions(unit.version, path, f"unit.{name}")
        for place, version in enumerate(unit.version):
            where = f"unit.{name}.version[{place}]"
            if version.calendar and version.calendar not in book.data.calendar:
                unknown = UnknownName("calendar", version.calendar, book.data.calendar)
                raise at(path, f"{where}.calendar", str(unknown))
            for day in version.closed:
                if day not in WEEKDAYS:
                    raise at(path, f"{where}.closed", str(UnknownName("weekday", day, WEEKDAYS)))
            names = [*WEEKDAYS, *_days_of(book, version.calendar)]
            for day in version.unsure:
                if day not in names:
                    unknown = UnknownName("weekday or holiday", day, names)
                    raise at(path, f"{where}.unsure", str(unknown))
    return book


def _days_of(book: DayBook, calendar: str) -> list[str]:
    """The names of the days of a calendar; none without one."""
    if not calendar:
        return []
    data = book.data.calendar[calendar]
    return [*data.library, *(day.name for day in data.day)]


def _check_day(book: DayBook, where: str, closed: ClosedDay) -> None:
    try:
        day_named(closed.on, 2024)
    except DataError as error:
        raise at(book.file, where, error.problem) from None


@cache
def day_book() -> DayBook:
    """The calendars and units that come with imrkit."""
    return load_days(mtus_dir() / "process" / "days.toml")
