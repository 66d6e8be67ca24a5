"""A timeline as text for a terminal: a table, a drawing, clocks, questions and appeals."""

from __future__ import annotations

import textwrap

from imrkit.cases.schema import show_date
from imrkit.process.events import Happening
from imrkit.process.timeline import Timeline
from imrkit.views.terminal.lines import Lines, table
from imrkit.views.terminal.scale import Scale, lanes, scale_of
from imrkit.words.english import upper_first
from imrkit.words.process import answers_told, appeal_said
from imrkit.words.rationale import NOTICE
from imrkit.words.timeline import (
    INTRODUCTION,
    clocks_told,
    event_said,
    summary,
)

KEY = (
    "o a day; = a span of days; - time that runs; . where its end is open; | its last day; "
    "x a late act; < and > what lies beyond the drawing."
)


def timeline_as_text(timeline: Timeline, width: int = 80, colour: bool = False) -> str:
    """Write a timeline for a terminal.

    Args:
        timeline: the timeline of one disputed item.
        width: columns to fill at most.
        colour: mark headings in color too.

    Returns:
        Lines, without a newline at the end.
    """
    page = Lines(max(width, 60), colour)
    case = timeline.case
    page.bold(timeline.item.request)
    decided = show_date(case.data.decided)
    page.say(f"case {case.name}, item {timeline.item.id} · decided {decided}")
    changed = [f"{e.kind.label} {e.shown}" for e in timeline.events.values() if e.origin == "you"]
    changed += [f"{k.fact.label}: {k.shown}" for k in timeline.known.values() if k.changed]
    if changed:
        page.say(f"Changed by you: {'; '.join(dict.fromkeys(changed))}.")
    page.blank()
    page.say(INTRODUCTION)
    page.heading("Events")
    page.lines += _events(timeline, page.width)
    page.heading("In a drawing")
    page.lines += drawn(timeline, page.width)
    page.blank()
    page.say(summary(timeline))
    _clocks(page, timeline)
    page.heading("Questions of the process")
    for answer in answers_told(timeline):
        page.item("-", answer.says)
        for mark, word, says, cite in answer.grounds:
            page.item(mark, says, cite, word, "  ")
        if answer.note:
            page.item(" ", answer.note, indent="  ")
    if timeline.appeals:
        page.heading("What became of the determination")
        for appeal in timeline.appeals:
            page.item("-", appeal_said(appeal), upper_first(appeal.challenge.source))
    page.blank()
    page.say(NOTICE)
    return "\n".join(page.lines)


def _events(timeline: Timeline, width: int) -> list[str]:
    """The events in columns, the last of them broken into lines."""
    events = timeline.events.values()
    columns = (len(e.kind.label) for e in events), (len(e.shown) for e in events)
    room = max(width - sum(map(max, columns)) - 4, 12)
    rows = []
    for event in events:
        first, *more = textwrap.wrap(event_said(event), room)
        rows.append((event.kind.label, event.shown, first))
        rows += [("", "", line) for line in more]
    return table(("Event", "When", "From"), rows).split("\n")


def _clocks(page: Lines, timeline: Timeline) -> None:
    told = clocks_told(timeline)
    page.heading("Clocks")
    for one in told:
        if one.row.act:
            below = " ".join((one.limit, *one.because))
            page.item(one.mark, f"{one.title}. {one.found}", f"{below} ({one.cites})", one.word)
    page.heading("Limits of what the file does not speak of")
    for one in told:
        if not one.row.act:
            page.item(one.mark, f"{one.title}: last day {one.deadline}.", one.limit)


def drawn(timeline: Timeline, width: int) -> list[str]:
    """Draw the events and the clocks that something ended, a line each, under one scale of days.

    Args:
        timeline: the timeline.
        width: columns to fill.
    """
    scale, rows = scale_of(timeline), lanes(timeline)
    left = max(len(event.kind.label) for event in timeline.events.values())
    left = max([left, *(len(row.clock.data.title) for row in rows)]) if rows else left
    left = min(left, width // 2)
    room = max(width - left - 2, 20)
    first, last = scale.ends
    lines = [f"{'':{left}}  {first}{last:>{max(room - len(first), 11)}}"]
    for event in timeline.events.values():
        lines.append(f"{event.kind.label[:left]:{left}}  {_event(event, scale, room)}".rstrip())
    for row in rows:
        line = [" "] * room
        _span(line, scale, row.start.days.first, row.deadline.days.first, "-", room)
        _span(line, scale, row.deadline.days.first, row.deadline.days.last, ".", room)
        line[scale.column(row.deadline.days.last, room)] = "|"
        if row.act and row.act.days.settled:
            line[scale.column(row.act.days.first, room)] = "x" if row.standing == "late" else "o"
        lines.append(f"{row.clock.data.title[:left]:{left}}  {''.join(line)}".rstrip())
    return [*lines, *textwrap.wrap(KEY, width)]


def _event(event: Happening, scale: Scale, room: int) -> str:
    line = [" "] * room
    if event.days.settled:
        line[scale.column(event.days.first, room)] = "o"
    else:
        _span(line, scale, event.days.first, event.days.last, "=", room)
    if event.days.first < scale.first:
        line[0] = "<"
    if event.days.last > scale.last:
        line[-1] = ">"
    return "".join(line)


def _span(line: list[str], scale: Scale, first: int, last: int, mark: str, room: int) -> None:
    for column in range(scale.column(first, room), scale.column(last, room) + 1):
        line[column] = mark
