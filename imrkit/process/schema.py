"""What the files of the process state: events, clocks and grounds."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from imrkit.files.table import Table, field
from imrkit.process.versions import Dated
from imrkit.rules.schema import Status

LastDay = Literal["stays", "moves", "open"]


# ---- events.toml -------------------------------------------------------------------------------


class EventKind(Table, frozen=True):
    """Something that happens in the course of a request.

    Attributes:
        label: what it is, in a few words.
        says: the same in a sentence.
        after: events that do not come later than it.
        always: whether it happened in every case that was decided.
        given_in: the field of a case file that dates it ("decided"); "" if only [[event]] does.
        shows: facts of the process that are taken to be so, where it happened.
        because: why.
    """

    label: str
    says: str
    after: tuple[str, ...] = ()
    always: bool = False
    given_in: str = ""
    shows: dict[str, bool | str] = field(default_factory=dict)
    because: str = ""


class EventsFile(Table, frozen=True):
    """The content of events.toml: every event that a clock may start or end with, by name."""

    schema: int
    event: dict[str, EventKind]


# ---- clocks.toml -------------------------------------------------------------------------------


class Extension(Table, frozen=True):
    """Days that are added to a clock.

    Attributes:
        when: when they are: an expression over facts of the process.
        count: how many.
        unit: of what.
        says: the same in a sentence.
        citation: where the law says so.
        status: how far that is verified.
        source: where it was read.
        note: what else to know.
    """

    when: str
    count: int
    unit: str
    says: str
    citation: str
    status: Status
    source: str = ""
    note: str = ""


class ClockVersion(Dated, frozen=True, kw_only=True):
    """How long a clock runs, for clocks that start on days of some years.

    Attributes:
        count: how many.
        unit: of what: a unit of days.toml.
        citation: where the law says so.
        status: how far that is verified.
        applies: when it applies: an expression over facts of the process; always, if absent.
        last_day: where a last day that courts are closed on falls: it stays, it moves to the next
            court day, or it is open which.
        extension: days that are added.
        source: where it was read.
        note: what else to know.
    """

    since: dt.date
    count: int
    unit: str
    citation: str
    status: Status
    applies: str = ""
    last_day: LastDay = "stays"
    extension: tuple[Extension, ...] = ()
    source: str = ""
    note: str = ""


class ClockData(Table, frozen=True):
    """A time limit.

    Attributes:
        title: what is to be done in time.
        who: who has to do it.
        starts: the event that starts it.
        ends: the event that it limits.
        says: the limit in a sentence with {time} and, where it starts, the event.
        missed: what happens when it is missed.
        version: how long it runs, in versions by date of its start.
        bars: whether the event has to wait until the clock has run out.
        tells: the fact of the process that says that it was kept; "" for none.
        note: what else to know.
    """

    title: str
    who: str
    starts: str
    ends: str
    says: str
    missed: str
    version: tuple[ClockVersion, ...]
    bars: bool = False
    tells: str = ""
    note: str = ""


class ClocksFile(Table, frozen=True):
    """The content of clocks.toml: the time limits, by name."""

    schema: int
    clock: dict[str, ClockData]


# ---- grounds.toml ------------------------------------------------------------------------------


class GroundData(Table, frozen=True):
    """A ground on which a determination can be set aside.

    Attributes:
        title: the ground, in a few words.
        says: the ground in a sentence.
        takes: what has to be shown for it.
        not_enough: what is not enough for it.
        citation: where the law says so.
        status: how far that is verified.
        source: where it was read.
        note: what else to know.
    """

    title: str
    says: str
    takes: tuple[str, ...]
    citation: str
    status: Status
    not_enough: str = ""
    source: str = ""
    note: str = ""


class Provision(Table, frozen=True):
    """One thing that the law says of every ground alike: standard, time, remedy.

    Attributes:
        title: what it is about.
        says: what the law says.
        citation: where.
        status: how far that is verified.
        source: where it was read.
    """

    title: str
    says: str
    citation: str
    status: Status
    source: str = ""


class GroundsFile(Table, frozen=True):
    """The content of grounds.toml: the grounds by name, and what holds of all of them."""

    schema: int
    ground: dict[str, GroundData]
    provision: tuple[Provision, ...]
