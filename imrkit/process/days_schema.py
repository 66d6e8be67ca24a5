"""What days.toml states: calendars of closed days, and units of time in versions by date."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from imrkit.files.table import Table
from imrkit.process.versions import Dated
from imrkit.rules.schema import Status


class ClosedDay(Dated, frozen=True, kw_only=True):
    """A day of the year on which something is closed.

    Attributes:
        name: its name.
        on: "February 12" or "fourth Friday of September".
        saturday: where it is observed if it falls on a Saturday; as in its calendar, if absent.
        note: what else to know.
    """

    name: str
    on: str
    saturday: Literal["", "stays", "Friday"] = ""
    note: str = ""


class CalendarData(Dated, frozen=True, kw_only=True):
    """The days on which something is closed; beyond its dates it is not known.

    Attributes:
        title: what closes.
        says: the same in a sentence.
        saturday: where a day that falls on a Saturday is observed.
        sunday: where one that falls on a Sunday is observed.
        library: names of days that the package `holidays` dates.
        day: days beside these.
        citation: where the law says so.
        status: how far that is verified.
        source: where it was read.
        note: what else to know.
    """

    since: dt.date
    until: dt.date
    title: str
    says: str
    saturday: Literal["stays", "Friday"]
    sunday: Literal["stays", "Monday"]
    library: tuple[str, ...]
    citation: str
    status: Status
    source: str
    day: tuple[ClosedDay, ...] = ()
    note: str = ""


class UnitVersion(Dated, frozen=True, kw_only=True):
    """Which days count, for days of some years.

    Attributes:
        closed: days of the week that never count.
        calendar: the calendar whose days do not count; "" for none.
        unsure: days of the week or names of holidays of which it is open whether they count.
        citation: where the law says so.
        status: how far that is verified.
        source: where it was read.
        note: what else to know.
    """

    since: dt.date
    citation: str
    status: Status
    closed: tuple[str, ...] = ()
    calendar: str = ""
    unsure: tuple[str, ...] = ()
    source: str = ""
    note: str = ""


class Unit(Table, frozen=True):
    """What a clock counts.

    Attributes:
        one: the name of one.
        many: the name of several.
        length: day, hour or month.
        says: what counts, in a sentence.
        version: which days count, in versions by date.
    """

    one: str
    many: str
    length: Literal["day", "hour", "month"]
    says: str
    version: tuple[UnitVersion, ...]


class DaysFile(Table, frozen=True):
    """The content of days.toml: calendars of closed days, and units, by name."""

    schema: int
    calendar: dict[str, CalendarData]
    unit: dict[str, Unit]
