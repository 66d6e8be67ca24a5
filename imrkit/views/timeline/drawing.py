"""A timeline as an SVG drawing: events as points or spans, clocks as time that runs to its limit.

Colors come from the stylesheet of the views. What is open is dashed, so that nothing rests on
color alone; the same is told in words by the drawing's description and by the tables beside it.
"""

from __future__ import annotations

from imrkit.facts.spans import Days
from imrkit.process.events import Happening
from imrkit.process.rows import Row, Standing
from imrkit.process.timeline import Timeline
from imrkit.views.html.markup import Html, join
from imrkit.views.terminal.scale import Scale, lanes, scale_of
from imrkit.words.timeline import WORDS, summary

LEFT, WIDE, LINE, TOP = 262, 560, 22, 42
"""Room for labels, width of the stretch of days, height of a line, room above: in pixels."""
SIGNS: dict[Standing, str] = {
    "in time": "imr-met",
    "free": "imr-met",
    "late": "imr-unmet",
    "barred": "imr-unmet",
    "cannot be told": "imr-open",
    "not in the file": "imr-aside",
}
"""The class of an element that shows how a clock stands."""


def drawing(timeline: Timeline) -> Html:
    """Draw a timeline.

    Args:
        timeline: the timeline of one disputed item.

    Returns:
        An SVG element with a title and a description that says the same in words.
    """
    scale, rows = scale_of(timeline), lanes(timeline)
    events = list(timeline.events.values())
    lines = len(events) + (len(rows) + 1 if rows else 0)
    height, width = TOP + lines * LINE + 6, LEFT + WIDE + 12
    parts = [_axis(scale, height)]
    for nth, event in enumerate(events):
        parts.append(_event(event, scale, TOP + nth * LINE + LINE / 2))
    for nth, row in enumerate(rows, len(events) + 1):
        parts.append(_clock(row, scale, TOP + nth * LINE + LINE / 2))
    title = f"Timeline of {timeline.item.request}"
    return Html(
        '<svg class="imr-timeline" role="img" viewBox="0 0 {w} {h}" width="{w}" height="{h}" '
        'aria-label="{title}"><title>{title}</title><desc>{said}</desc>{parts}</svg>'
    ).format(w=width, h=height, title=title, said=summary(timeline), parts=join(parts))


def _x(scale: Scale, day: int) -> float:
    return round(LEFT + WIDE * scale.place(day), 1)


def _axis(scale: Scale, height: int) -> Html:
    drawn = [_text(scale.ends[0], LEFT, 12), _text(scale.ends[1], LEFT + WIDE, 12, "end")]
    for day, label in scale.months():
        x = _x(scale, day)
        drawn.append(
            Html('<line class="imr-month" x1="{x}" x2="{x}" y1="{t}" y2="{h}"/>').format(
                x=x, t=TOP - 8, h=height
            )
        )
        if LEFT + 20 < x < LEFT + WIDE - 30:
            drawn.append(_text(label, x, TOP - 11, "middle"))
    return join(drawn)


def _text(text: str, x: float, y: float, anchor: str = "start", kind: str = "") -> Html:
    named = Html(' class="{}"').format(kind) if kind else ""
    return Html('<text{k} x="{x}" y="{y}" text-anchor="{a}">{text}</text>').format(
        k=named, x=x, y=y, a=anchor, text=text
    )


def _event(event: Happening, scale: Scale, y: float) -> Html:
    label = _text(event.kind.label, LEFT - 12, y + 4, "end", "imr-label")
    kind = f"imr-event imr-{event.origin}"
    first, last = _x(scale, event.days.first), _x(scale, event.days.last)
    if event.days.settled and scale.first <= event.days.first <= scale.last:
        mark = Html('<circle cx="{x}" cy="{y}" r="5"/>').format(x=first, y=y)
    elif event.days.last < scale.first:  # years before: an arrow to the left
        mark = _arrow(LEFT, y, -1)
    else:
        mark = _line(first, last, y, "imr-span")
        if event.days.first < scale.first:
            mark += _arrow(LEFT, y, -1)
        if event.days.last > scale.last:
            mark += _arrow(LEFT + WIDE, y, 1)
    told = Html("<title>{}: {}</title>").format(event.kind.label, event.shown)
    return Html('<g class="{k}">{told}{label}{mark}</g>').format(
        k=kind, told=told, label=label, mark=mark
    )


def _clock(row: Row, scale: Scale, y: float) -> Html:
    label = _text(row.clock.data.title, LEFT - 12, y + 4, "end", "imr-label")
    deadline = row.deadline.days
    begin = _x(scale, row.start.days.first)
    parts = [_line(begin, _x(scale, deadline.first), y, "imr-runs")]
    if not deadline.settled:
        parts.append(_line(_x(scale, deadline.first), _x(scale, deadline.last), y, "imr-may-run"))
    parts.append(_limit(_x(scale, deadline.last), y))
    if row.act:
        parts.append(_act(row, row.act.days, scale, y))
    told = Html("<title>{}: {}</title>").format(row.clock.data.title, WORDS[row.standing])
    return Html('<g class="imr-clock {sign}">{told}{label}{parts}</g>').format(
        sign=SIGNS[row.standing], told=told, label=label, parts=join(parts)
    )


def _act(row: Row, days: Days, scale: Scale, y: float) -> Html:
    """Where what a clock limits took place: a dot, a cross if late, a frame if the day is open."""
    x = _x(scale, days.first)
    if not days.settled:
        wide = max(_x(scale, days.last) - x, 2)
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
