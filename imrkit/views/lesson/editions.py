"""The days of a case below the editions of the guideline that governs it, on one line of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from imrkit.determination.determination import Determination
from imrkit.exercises.dates import in_prose
from imrkit.facts.spans import Days
from imrkit.rules.schema import Guideline
from imrkit.views.html.markup import NOTHING, Html, bullets, join, quoted

DAYS = {"injury_date": "Injury", "request_date": "Request", "decision_date": "Decision"}
"""The days that one might choose an edition by, in the order in which they come."""
_LEFT, _WIDE, _ROW, _TOP = 10, 340, 38, 24
"""So narrow that it fits a narrow window as it is: labels stand above their lines; in pixels."""
Place = Callable[[dt.date], float]


def editions_html(found: Determination) -> Html:
    """Draw the editions in force around the days of a case, and those days below them.

    Args:
        found: a determination that a rule governs.

    Returns:
        A drawing and the same in words; nothing where no rule governs.
    """
    if found.rule is None:
        return NOTHING
    known = [(word, found.facts[name]) for name, word in DAYS.items()]
    days = [(word, *_ends(span)) for word, span in known if isinstance(span, Days)]
    begin = dt.date(min(first.year for _, first, _ in days) - 1, 1, 1)
    end = dt.date(max(last.year for *_, last in days) + 1, 12, 31)
    same = [
        head
        for head in found.case.book.guidelines.values()
        if head.name == found.rule.guideline.name and _until(head) >= begin and head.since <= end
    ]
    heads = sorted(same, key=lambda head: head.since)

    def place(day: dt.date) -> float:
        share = (min(max(day, begin), end) - begin) / (end - begin)
        return round(_LEFT + _WIDE * share, 1)

    height = (len(heads) + len(days)) * _ROW + _TOP
    rows = range(_TOP, height, _ROW)
    bars = join(_bar(head, place, y) for head, y in zip(heads, rows, strict=False))
    below = zip(days, rows[len(heads) :], strict=True)
    dots = join(_dot(first, last, place, y) for (_, first, last), y in below)
    labels = [f"In force: edition of {head.edition}" for head in heads]
    labels += [f"{word}: {_told(*ends)}" for word, *ends in days]
    said = [*map(_span, heads), *(f"{word}: {_said(*ends)}." for word, *ends in days)]
    return Html(
        '<svg class="imr-editions" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
        'aria-label="{said}">{years}{bars}{dots}{labels}</svg><details>'
        "<summary>The same in words</summary>{words}</details>"
    ).format(
        w=_LEFT + _WIDE + 10,
        h=height,
        said=quoted(" ".join(said)),
        years=join(_years(begin.year, end.year, place, height)),
        bars=bars,
        dots=dots,
        labels=join(map(_label, labels, rows)),  # last: no line crosses them
        words=bullets(said),
    )


def _ends(span: Days) -> tuple[dt.date, dt.date]:
    return dt.date.fromordinal(span.first), dt.date.fromordinal(span.last)


def _until(head: Guideline) -> dt.date:
    return head.until or dt.date.max


def _span(head: Guideline) -> str:
    until = f"to {in_prose(head.until)}" if head.until else "on"
    return f"Edition of {head.edition}: {head.applied} from {in_prose(head.since)} {until}."


def _said(first: dt.date, last: dt.date) -> str:
    told = in_prose(first)
    return told if first == last else f"between {told} and {in_prose(last)}"


def _told(first: dt.date, last: dt.date) -> str:
    return in_prose(first) if first == last else "not told exactly"


def _years(first: int, last: int, place: Place, height: int) -> Iterator[Html]:
    """A line where a year begins, and its number where there is room."""
    every = (last - first) // 7 + 1
    for year in range(first, last + 1, every):
        x = place(dt.date(year, 1, 1))
        yield Html(
            '<line class="imr-year" x1="{x}" x2="{x}" y1="4" y2="{h}"/>'
            '<text x="{t}" y="13">{year}</text>'
        ).format(x=x, t=x + 4, h=height, year=year)


def _label(text: str, y: int) -> Html:
    return Html('<text x="{}" y="{}">{}</text>').format(_LEFT, y + 14, text)


def _bar(head: Guideline, place: Place, y: int) -> Html:
    """An edition as a bar over the time in which it was in force."""
    begin, end, top = place(head.since), place(_until(head)), y + 18
    bar = Html('<rect class="imr-bar" x="{}" y="{}" width="{:.1f}" height="14" rx="2"/>').format(
        begin, top, end - begin
    )
    beyond = Html('<path class="imr-bar" d="M{} {}l{} 7l{} 7z"/>')
    if begin <= _LEFT:  # it came into force before the years that are drawn
        bar += beyond.format(begin + 1, top, -7, 7)
    if end >= _LEFT + _WIDE:
        bar += beyond.format(end - 1, top, 7, -7)
    return bar


def _dot(first: dt.date, last: dt.date, place: Place, y: int) -> Html:
    """A day as a dot, with a line up through the editions; one that is open, as a dashed span."""
    begin, middle = place(first), y + 25
    if first != last:
        return Html('<line class="imr-open-day" x1="{}" x2="{}" y1="{y}" y2="{y}"/>').format(
            begin, place(last), y=middle
        )
    return Html(
        '<line class="imr-day" x1="{x}" x2="{x}" y1="{top}" y2="{y}"/>'
        '<circle cx="{x}" cy="{y}" r="5"/>'
    ).format(x=begin, top=_TOP, y=middle)
