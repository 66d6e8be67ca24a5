"""The days of a case below the editions of the guideline that governs it, on one line of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from imrkit.determination.determination import Determination
from imrkit.exercises.dates import in_prose
from imrkit.facts.spans import Days
from imrkit.rules.schema import Guideline
from imrkit.views.html.markup import NOTHING, Html, bullets, join, quoted

DAYS = {"injury_date": "Injury", "request_date": "Request", "decision_date": "Decision"}
"""The days that one might choose an edition by, in the order in which they come."""
_TOP = 24
"""Room above the lines, in pixels."""


@dataclass(frozen=True)
class Sheet:
    """Where things stand in a drawing, in pixels.

    Attributes:
        begin: the first day that is drawn.
        end: the last.
        left: where the days begin; labels stand before them, or above each line.
        wide: how wide the stretch of days is.
        row: the height of a line, with the label above it, if it stands there.
        above: whether labels stand above their lines.
    """

    begin: dt.date
    end: dt.date
    left: int
    wide: int
    row: int
    above: bool

    def x(self, day: dt.date) -> float:
        """Where a day lies."""
        share = (min(max(day, self.begin), self.end) - self.begin) / (self.end - self.begin)
        return round(self.left + self.wide * share, 1)

    def y(self, nth: int) -> int:
        """The middle of a line."""
        return _TOP + nth * self.row + (25 if self.above else self.row // 2)


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

    labels = [f"In force: edition of {head.edition}" for head in heads]
    labels += [f"{word}: {_told(*ends)}" for word, *ends in days]
    said = [*map(_span, heads), *(f"{word}: {_said(*ends)}." for word, *ends in days)]

    def drawn(kind: str, sheet: Sheet) -> Html:
        height = _TOP + len(labels) * sheet.row
        below = enumerate(days, len(heads))
        return Html(
            '<svg class="imr-editions {k}" viewBox="0 0 {w} {h}" width="{w}" height="{h}" '
            'role="img" aria-label="{said}">{years}{bars}{dots}{labels}</svg>'
        ).format(
            k=kind,
            w=sheet.left + sheet.wide + 10,
            h=height,
            said=quoted(" ".join(said)),
            years=join(_years(sheet, height)),
            bars=join(_bar(head, sheet, sheet.y(n)) for n, head in enumerate(heads)),
            dots=join(_dot(first, last, sheet, sheet.y(n)) for n, (_, first, last) in below),
            # Last: no line crosses them.
            labels=join(_label(text, sheet, sheet.y(n)) for n, text in enumerate(labels)),
        )

    return (
        drawn("imr-wide", Sheet(begin, end, 212, 528, 30, above=False))
        + drawn("imr-narrow", Sheet(begin, end, 10, 340, 38, above=True))
        + Html("<details><summary>The same in words</summary>{}</details>").format(bullets(said))
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


def _years(sheet: Sheet, height: int) -> Iterator[Html]:
    """A line where a year begins, and its number where there is room."""
    first, last = sheet.begin.year, sheet.end.year
    for year in range(first, last + 1, (last - first) // 7 + 1):
        x = sheet.x(dt.date(year, 1, 1))
        yield Html(
            '<line class="imr-year" x1="{x}" x2="{x}" y1="4" y2="{h}"/>'
            '<text x="{t}" y="13">{year}</text>'
        ).format(x=x, t=x + 4, h=height, year=year)


def _label(text: str, sheet: Sheet, y: int) -> Html:
    if sheet.above:
        return Html('<text x="{}" y="{}">{}</text>').format(sheet.left, y - 11, text)
    x = sheet.left - 14
    return Html('<text x="{}" y="{}" text-anchor="end">{}</text>').format(x, y + 4, text)


def _bar(head: Guideline, sheet: Sheet, y: int) -> Html:
    """An edition as a bar over the time in which it was in force."""
    begin, end, top = sheet.x(head.since), sheet.x(_until(head)), y - 7
    bar = Html('<rect class="imr-bar" x="{}" y="{}" width="{:.1f}" height="14" rx="2"/>').format(
        begin, top, end - begin
    )
    beyond = Html('<path class="imr-bar" d="M{} {}l{} 7l{} 7z"/>')
    if begin <= sheet.left:  # it came into force before the years that are drawn
        bar += beyond.format(begin + 1, top, -7, 7)
    if end >= sheet.left + sheet.wide:
        bar += beyond.format(end - 1, top, 7, -7)
    return bar


def _dot(first: dt.date, last: dt.date, sheet: Sheet, y: int) -> Html:
    """A day as a dot, with a line up through the editions; one that is open, as a dashed span."""
    begin = sheet.x(first)
    if first != last:
        return Html('<line class="imr-open-day" x1="{}" x2="{}" y1="{y}" y2="{y}"/>').format(
            begin, sheet.x(last), y=y
        )
    return Html(
        '<line class="imr-day" x1="{x}" x2="{x}" y1="{top}" y2="{y}"/>'
        '<circle cx="{x}" cy="{y}" r="5"/>'
    ).format(x=begin, top=_TOP, y=y)
