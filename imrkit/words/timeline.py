"""A timeline told once: what every view says of its events, clocks, questions and appeals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from imrkit.logic.exact import exact
from imrkit.process.calendars import SATURDAY
from imrkit.process.clocks import Part
from imrkit.process.days_schema import Unit
from imrkit.process.events import Happening, show_when
from imrkit.process.rows import Row, Standing
from imrkit.process.timeline import Timeline
from imrkit.rules.schema import STATUS
from imrkit.words.english import listed, lower_first

MARKS: dict[Standing, str] = {
    "in time": "✓",
    "free": "✓",
    "late": "✕",
    "barred": "✕",
    "cannot be told": "?",
    "not in the file": "·",
}
WORDS: dict[Standing, str] = {
    "in time": "In time",
    "free": "Free to ask",
    "late": "Late",
    "barred": "Barred",
    "cannot be told": "Cannot be told",
    "not in the file": "Not in the file",
}
ORDER: tuple[Standing, ...] = (
    "late",
    "barred",
    "in time",
    "free",
    "cannot be told",
    "not in the file",
)
INTRODUCTION = (
    "What happened in this case, by when it had to, and whether it was in time. A date that the "
    "file does not give lies between what must come before and what must come after it."
)
UNKNOWN = "Not stated by the sources read."
"""What happens when a clock is missed, where nothing says so."""
MOVES_ON = "Whether a last day on which courts are closed moves to the next court day is open."
ORIGIN = {"file": "the file", "order": "by the order of events", "you": "changed by you"}


@dataclass(frozen=True, slots=True)
class ClockTold:
    """One clock of a timeline in words.

    Attributes:
        row: the clock.
        mark: a character for how it stands.
        word: a word for it.
        title: what had to be done.
        limit: the rule, in a sentence or two.
        deadline: the last day, in words.
        found: what was found, in a sentence.
        because: what leaves it open, or what was not counted, each a sentence.
        cites: where it stands and how far that is verified.
    """

    row: Row
    mark: str
    word: str
    title: str
    limit: str
    deadline: str
    found: str
    because: tuple[str, ...]
    cites: str


def clocks_told(timeline: Timeline) -> tuple[ClockTold, ...]:
    """Tell every clock that may apply: the late ones first, then those in time, then the open."""
    rows = sorted(timeline.rows, key=lambda row: ORDER.index(row.standing))
    return tuple(_clock(timeline, row) for row in rows)


def _clock(timeline: Timeline, row: Row) -> ClockTold:
    data = row.clock.data
    times = dict.fromkeys(
        time_said(part.version.count, row.clock.days.unit(part.version.unit))
        for part in row.deadline.parts
    )
    return ClockTold(
        row,
        MARKS[row.standing],
        WORDS[row.standing],
        data.title,
        f"{data.says.replace('{time}', listed(times, 'or'))} {data.note}".strip(),
        show_when(row.deadline.days),
        _found(timeline, row),
        tuple(_because(timeline, row)),
        "; ".join(dict.fromkeys(cite_part(part) for part in row.deadline.parts)),
    )


def time_said(count: int, unit: Unit) -> str:
    """Write a number of units: "5 working days"."""
    return f"{count} {unit.one if count == 1 else unit.many}"


def cite_part(part: Part) -> str:
    """Say where a version stands, from when to when, and how far it is verified."""
    version = part.version
    until = f"to {version.until}" if version.until else "on"
    return f"{version.citation}, from {version.since} {until} · {STATUS[version.status]}"


def _found(timeline: Timeline, row: Row) -> str:
    ends = timeline.book.events[row.clock.data.ends].label
    deadline = show_when(row.deadline.days)
    last = "the first free day is the day after" if row.clock.data.bars else "last day"
    if row.act is None:
        asked = f"whether this happened: {lower_first(ends)}"
        return f"The file does not say {asked}; {last} {deadline}."
    said = f"{ends}: {row.act.shown}; {last} {deadline}."
    match row.standing:
        case "late":
            days = row.act.days.first - row.deadline.days.last
            least = "" if row.act.days.settled and row.deadline.days.settled else "at least "
            return f"{said} Late by {least}{_days(days)}. {row.clock.data.missed}"
        case "barred":
            return f"{said} It came before that day. {row.clock.data.missed}"
        case "cannot be told":
            return f"{said} It may have been in time, and it may not.{_if_missed(row)}"
    return said


def _if_missed(row: Row) -> str:
    """What would follow, as far as the sources tell."""
    told = row.clock.data.missed.removeprefix(UNKNOWN).strip()
    return f" If it was not: {lower_first(told)}" if told else ""


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"


def _because(timeline: Timeline, row: Row) -> Iterator[str]:
    """What leaves a clock open, and what it did not count."""
    if row.standing == "cannot be told":
        for event, what in ((row.start, "The day that starts it"), (row.act, "The day it limits")):
            if event and not event.days.settled:
                yield f"{what} is not known: {lower_first(event.kind.label)}, {event.shown}."
    if row.standing in ("cannot be told", "not in the file"):
        yield from _left_open(timeline, row)
    yield from _uncounted(row)


def _left_open(timeline: Timeline, row: Row) -> Iterator[str]:
    """What is open of the rule itself: its version, whether it applies, what it adds."""
    deadline, facts = row.deadline, timeline.facts
    if not deadline.whole:
        yield "For a part of these days imrkit holds no version of the rule."
    if len(deadline.parts) > 1:
        yield "Which version of the rule stood depends on the day on which it started."
    if not deadline.applies.surely and deadline.whole:
        asked = dict.fromkeys(
            fact.label
            for part in deadline.parts
            if (program := row.clock.when[row.clock.data.version.index(part.version)].applies)
            for name, fact in program.facts.items()
            if not facts[name].settled
        )
        if asked:
            yield f"Whether it applies is open: {listed(map(lower_first, asked))}."
    for part in deadline.parts[:1]:
        yield from _added(timeline, row, part)
        if part.version.last_day == "open" and _moves(row, part):
            yield MOVES_ON


def _added(timeline: Timeline, row: Row, part: Part) -> Iterator[str]:
    when = row.clock.when[row.clock.data.version.index(part.version)]
    for extension, program in zip(part.version.extension, when.extensions, strict=True):
        added = exact(program, timeline.facts)
        if added.possibly:
            how = "This is added" if added.surely else "Whether this is added is open"
            cite = f"{extension.citation} · {STATUS[extension.status]}"
            yield f"{extension.says} {how} ({cite})."


def _moves(row: Row, part: Part) -> bool:
    """Whether a last day falls on one on which courts are closed, where the start is known."""
    if not part.start.settled:
        return True
    days, version = row.clock.days, part.version
    ends = days.after(part.start.first, version.count, version.unit)
    counted = [days.counts("court", day).surely for day in (ends.last, row.deadline.days.last)]
    return not all(counted) or row.deadline.days != ends


def _uncounted(row: Row) -> Iterator[str]:
    """The holidays and disputed days between the start and the deadline."""
    if not row.start.days.settled or len(row.deadline.parts) != 1:
        return
    unit = row.deadline.parts[0].version.unit
    if row.clock.days.unit(unit).length != "day":
        return
    skipped = row.clock.days.skipped(row.start.days.first, row.deadline.days.last, unit)
    closed, unsure = [], []
    for day, why, counted in skipped:
        date = dt.date.fromordinal(day)
        if counted.possibly:
            unsure.append(f"{date} ({why})")
        elif date.weekday() < SATURDAY:
            closed.append(f"{date} ({why})")
    if closed:
        yield f"Not counted: {listed(closed)}."
    if unsure:
        yield f"Whether these days count is open: {listed(unsure)}."


# ---- events ------------------------------------------------------------------------------------


def event_said(event: Happening) -> str:
    """Say where the days of an event come from."""
    if event.origin == "file" and event.source != "the case file":
        return event.source
    return ORIGIN[event.origin]


def summary(timeline: Timeline) -> str:
    """Say in a sentence or two how the clocks stand: the text in place of a drawing."""
    told: dict[Standing, list[str]] = {}
    for row in timeline.rows:
        told.setdefault(row.standing, []).append(lower_first(row.clock.data.title))
    parts = [f"{WORDS[s]}: {listed(told[s])}." for s in ORDER[:4] if s in told]
    if unknown := told.get("cannot be told"):
        parts.append(f"Cannot be told: {listed(unknown)}.")
    dated = [f"{e.kind.label} {e.shown}" for e in timeline.events.values() if e.dated]
    return f"Dated: {listed(dated)}. {' '.join(parts)}".strip()
