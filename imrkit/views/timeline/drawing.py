"""A timeline as an SVG drawing: events as points or spans, clocks as time that runs to its limit.

Colors come from the stylesheet of the views. What is open is dashed, so that nothing rests on
color alone; the same is told in words by the drawing's description and by the tables beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from imrkit.facts.spans import Days
from imrkit.process.events import Happening
from imrkit.process.rows import Row, Standing
from imrkit.process.timeline import Timeline
from imrkit.views.html.markup import Html, join
from imrkit.views.terminal.scale import Scale, lanes, scale_of
from imrkit.words.timeline import WORDS, summary

_TOP, _MONTH = 42, 52
"""Room above the lines, and what the name of a month takes, in pixels."""
SIGNS: dict[Standing, str] = {
    "in time": "imr-met",
    "free": "imr-met",
    "late": "imr-unmet",
    "barred": "imr-unmet",
    "cannot be told": "imr-open",
    "not in the file": "imr-aside",
}
"""The class of an element that shows how a clock stands."""


@dataclass(frozen=True)
class Sheet:
    """Where things stand in a drawing, in pixels.

    Attributes:
        scale: the stretch of days.
        left: where the days begin; labels stand before them, or above each line.
        wide: how wide the stretch of days is.
        line: the height of a line, with the label above it, if it stands there.
        above: whether labels stand above their lines.
    """

    scale: Scale
    left: int
    wide: int
    line: int
    above: bool

    def x(self, day: int) -> float:
        """Where a day lies."""
        return round(self.left + self.wide * self.scale.place(day), 1)

    def y(self, nth: int) -> float:
        """The middle of a line, or what is left of it below its label."""
        return _TOP + nth * self.line + self.line / 2 + (5 if self.above else 0)

    def label(self, text: str, y: float) -> Html:
        """A label of the line whose middle is at y."""
        if self.above:
            return _text(text, self.left, y - 10, kind="imr-label")
        return _text(text, self.left - 12, y + 4, "end", "imr-label")


def drawing(timeline: Timeline, *, narrow: bool = False) -> Html:
    """Draw a timeline.

    Args:
        timeline: the timeline of one disputed item.
        narrow: draw it for a narrow window: labels above the lines, and fewer pixels a day.

    Returns:
        An SVG element with a title and a description that says the same in words.
    """
    rows = lanes(timeline)
    scale = scale_of(timeline)
    sheet = Sheet(scale, 10, 334, 38, True) if narrow else Sheet(scale, 252, 528, 22, False)
    events = list(timeline.events.values())
    lines = len(events) + (len(rows) + 1 if rows else 0)
    height, width = _TOP + lines * sheet.line + 6, sheet.left + sheet.wide + 12
    parts = [_axis(sheet, height)]
    parts += [_event(event, sheet, sheet.y(nth)) for nth, event in enumerate(events)]
    parts += [_clock(row, sheet, sheet.y(nth)) for nth, row in enumerate(rows, len(events) + 1)]
    title = f"Timeline of {timeline.item.request}"
    return Html(
        '<svg class="imr-timeline {k}" role="img" viewBox="0 0 {w} {h}" width="{w}" height="{h}" '
        'aria-label="{title}"><title>{title}</title><desc>{said}</desc>{parts}</svg>'
    ).format(
        k="imr-narrow" if narrow else "imr-wide",
        w=width,
        h=height,
        title=title,
        said=summary(timeline),
        parts=join(parts),
    )


def _axis(sheet: Sheet, height: int) -> Html:
    end = sheet.left + sheet.wide
    drawn = [
        _text(sheet.scale.ends[0], sheet.left, 12),
        _text(sheet.scale.ends[1], end, 12, "end"),
    ]
    free = sheet.left + 20.0  # where the next label has room
    for day, label in sheet.scale.months():
        x = sheet.x(day)
        drawn.append(
            Html('<line class="imr-month" x1="{x}" x2="{x}" y1="{t}" y2="{h}"/>').format(
                x=x, t=_TOP - 8, h=height
            )
        )
        if free < x < end - 20:
            drawn.append(_text(label, x, _TOP - 11, "middle"))
            free = x + _MONTH
    return join(drawn)


def _text(text: str, x: float, y: float, anchor: str = "start", kind: str = "") -> Html:
    named = Html(' class="{}"').format(kind) if kind else ""
    return Html('<text{k} x="{x}" y="{y}" text-anchor="{a}">{text}</text>').format(
        k=named, x=x, y=y, a=anchor, text=text
    )


def _event(event: Happening, sheet: Sheet, y: float) -> Html:
    scale, end = sheet.scale, sheet.left + sheet.wide
    kind = f"imr-event imr-{event.origin}"
    first, last = sheet.x(event.days.first), sheet.x(event.days.last)
    if event.days.settled and scale.first <= event.days.first <= scale.last:
        mark = Html('<circle cx="{x}" cy="{y}" r="5"/>').format(x=first, y=y)
    elif event.days.last < scale.first:  # years before: an arrow to the left
        mark = _arrow(sheet.left, y, -1)
    else:
        mark = _line(first, last, y, "imr-span")
        if event.days.first < scale.first:
            mark += _arrow(sheet.left, y, -1)
        if event.days.last > scale.last:
            mark += _arrow(end, y, 1)
    told = Html("<title>{}: {}</title>").format(event.kind.label, event.shown)
    return Html('<g class="{k}">{told}{mark}{label}</g>').format(
        k=kind, told=told, label=sheet.label(event.kind.label, y), mark=mark
    )


def _clock(row: Row, sheet: Sheet, y: float) -> Html:
    deadline = row.deadline.days
    begin = sheet.x(row.start.days.first)
    parts = [_line(begin, sheet.x(deadline.first), y, "imr-runs")]
    if not deadline.settled:
        parts.append(_line(sheet.x(deadline.first), sheet.x(deadline.last), y, "imr-may-run"))
    parts.append(_limit(sheet.x(deadline.last), y))
    if row.act:
        parts.append(_act(row, row.act.days, sheet, y))
    told = Html("<title>{}: {}</title>").format(row.clock.data.title, WORDS[row.standing])
    return Html('<g class="imr-clock {sign}">{told}{parts}{label}</g>').format(
        sign=SIGNS[row.standing],
        told=told,
        label=sheet.label(row.clock.data.title, y),
        parts=join(parts),
    )


def _act(row: Row, days: Days, sheet: Sheet, y: float) -> Html:
    """Where what a clock limits took place: a dot, a cross if late, a frame if the day is open."""
    x = sheet.x(days.first)
    if not days.settled:
        wide = max(sheet.x(days.last) - x, 2)
        return Html(
            '<rect class="imr-act-span" x="{x}" y="{y}" width="{w}" height="12" rx="3"/>'
        ).format(x=x, y=y - 6, w=wide)
    if row.standing in ("late", "barred"):
        return Html('<path class="imr-act" d="M{x} {y}l10 10m0-10l-10 10"/>').format(
            x=x - 5, y=y - 5
        )
    return Html('<circle class="imr-act" cx="{x}" cy="{y}" r="5"/>').format(x=x, y=y)


def _line(first: float, last: float, y: float, kind: str) -> Html:
    return Html('<line class="{k}" x1="{a}" x2="{b}" y1="{y}" y2="{y}"/>').format(
        k=kind, a=first, b=max(last, first + 2), y=y
    )


def _limit(x: float, y: float) -> Html:
    return Html('<line class="imr-limit" x1="{x}" x2="{x}" y1="{a}" y2="{b}"/>').format(
        x=x, a=y - 8, b=y + 8
    )


def _arrow(x: float, y: float, way: int) -> Html:
    return Html('<path class="imr-beyond" d="M{x} {y}l{w} 5v-10z"/>').format(
        x=x + 6 * way, y=y, w=-8 * way
    )
