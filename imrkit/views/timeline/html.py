"""A timeline as accessible HTML: drawing, tables of events and clocks, questions, appeals.

Every piece is a `Html`, so that what comes from data is escaped by its type.
"""

from __future__ import annotations

from pathlib import Path

from imrkit.cases.schema import show_date
from imrkit.process.timeline import Timeline
from imrkit.views.html.markup import NOTHING, Html, join
from imrkit.views.html.page import Page, style, stylesheet
from imrkit.views.html.reading import as_read
from imrkit.views.terminal.timeline import timeline_as_text
from imrkit.views.timeline.drawing import SIGNS, drawing
from imrkit.words.english import upper_first
from imrkit.words.process import answers_told, appeal_said
from imrkit.words.rationale import NOTICE
from imrkit.words.timeline import (
    INTRODUCTION,
    ClockTold,
    clocks_told,
    event_said,
    summary,
)

KEY = (
    "A dot is a day, a dashed line a span of days in which it must lie. Below, each line is the "
    "time that something had: it runs to the upright bar, dashed where its end is open; the dot, "
    "or a cross if late, is when it was done, a dashed frame where that day is open."
)


def show(timeline: Timeline) -> Page:
    """Show a timeline in a notebook, without what-if."""
    own = stylesheet(Path(__file__).with_name("timeline.css"))
    return Page(timeline_as_text(timeline), timeline_html(timeline), styles=style() + own)


def timeline_html(timeline: Timeline) -> Html:
    """Write a timeline as a fragment to stand inside an element of class "imr"."""
    told = Html(
        '<h3>{request}</h3><p class="imr-meta">{about}</p><p>{introduction}</p>{results}'
        '<p class="imr-cite">{notice}</p>'
    ).format(
        request=timeline.item.request,
        about=about(timeline),
        introduction=INTRODUCTION,
        results=results_html(timeline),
        notice=NOTICE,
    )
    return as_read(told)


def about(timeline: Timeline) -> str:
    """Which item of which case a timeline is of; a number in capitals, as letters have it."""
    case = timeline.case
    name = case.name.upper() if case.name.startswith("cm") else case.name
    return f"{name}, item {timeline.item.id} · decided {show_date(case.data.decided)}"


def results_html(timeline: Timeline) -> Html:
    """What follows from the dates: the part of a timeline that a what-if changes."""
    told = clocks_told(timeline)
    known = [one for one in told if one.row.standing in ("late", "barred", "in time", "free")]
    open_ = [one for one in told if one.row.standing == "cannot be told"]
    rest = [one for one in told if one.row.act is None]
    parts = [
        Html(
            '<div class="imr-scroll" tabindex="0" role="region" aria-label="Drawing">{}{}</div>'
            '<p class="imr-cite">{}</p>'
        ).format(drawing(timeline), drawing(timeline, narrow=True), KEY),
        _folded("The drawing in words", Html("<p>{}</p>").format(summary(timeline))),
        _clocks("In time or late", known, "Nothing can be told to be in time or late."),
        _folded("Events", _events(timeline)),
        _folded(f"What cannot be told ({len(open_)})", _clocks("", open_)),
        _folded(f"Limits of what the file does not speak of ({len(rest)})", _clocks("", rest)),
        _folded("Who may ask for what, and when a request counts", _answers(timeline)),
        _appeals(timeline),
    ]
    return join(parts)


def _folded(title: str, inner: Html) -> Html:
    if not inner:
        return NOTHING
    return Html("<details><summary>{}</summary>{}</details>").format(title, inner)


def _clocks(title: str, told: list[ClockTold], none: str = "") -> Html:
    head = Html("<h4>{}</h4>").format(title) if title else NOTHING
    if not told:
        return head + Html("<p>{}</p>").format(none) if none else NOTHING
    rows = join(_clock(one) for one in told)
    return head + Html('<ol class="imr-grounds imr-clocks">{}</ol>').format(rows)


def _clock(told: ClockTold) -> Html:
    because = " ".join(told.because)
    return Html(
        '<li class="imr-ground {sign}"><span class="imr-mark" aria-hidden="true">{mark}</span>'
        '<div><span class="imr-verdict">{word}.</span> <strong>{title}.</strong> {found}'
        '<div class="imr-cite">{limit} {because}</div><div class="imr-cite">{cites}</div></div>'
        '<div class="imr-deadline"><span class="imr-unseen">Last day: </span>{deadline}</div></li>'
    ).format(
        sign=SIGNS[told.row.standing],
        mark=told.mark,
        word=told.word,
        title=told.title,
        found=told.found,
        limit=told.limit,
        because=because,
        cites=told.cites,
        deadline=told.deadline,
    )


def _events(timeline: Timeline) -> Html:
    rows = join(
        Html('<tr><th scope="row">{}</th><td{}>{}</td><td>{}</td></tr>').format(
            event.kind.label,
            NOTHING if event.days.settled else Html(' class="imr-hatched"'),
            event.shown,
            upper_first(event_said(event)),
        )
        for event in timeline.events.values()
    )
    return Html(
        '<table class="imr-facts"><caption class="imr-unseen">Events</caption><thead><tr>'
        '<th scope="col">Event</th><th scope="col">When</th><th scope="col">From</th></tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(rows)


def _answers(timeline: Timeline) -> Html:
    parts = []
    for answer in answers_told(timeline):
        grounds = join(
            Html(
                '<li><span class="imr-mark" aria-hidden="true">{mark}</span> '
                '<span class="imr-verdict">{word}.</span> {says}'
                '<div class="imr-cite">{cite}</div></li>'
            ).format(mark=mark, word=word, says=says, cite=cite)
            for mark, word, says, cite in answer.grounds
        )
        listed = Html('<ul class="imr-tree">{}</ul>').format(grounds) if grounds else ""
        note = Html('<p class="imr-cite">{}</p>').format(answer.note) if answer.note else ""
        parts.append(Html("<h4>{}</h4>{}{}").format(answer.says, listed, note))
    return join(parts)


def _appeals(timeline: Timeline) -> Html:
    if not timeline.appeals:
        return NOTHING
    told = join(
        Html('<li>{}<div class="imr-cite">{}</div></li>').format(
            appeal_said(appeal), upper_first(appeal.challenge.source)
        )
        for appeal in timeline.appeals
    )
    return Html("<h4>What became of the determination</h4><ul>{}</ul>").format(told)
