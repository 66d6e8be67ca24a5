"""Dates of a file and of an exercise, moved together, and written as people read them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from imrkit.cases.schema import Document
from imrkit.facts.dates import MONTHS

_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_CHART = re.compile(r"\b(\d{2})/(\d{2})/(\d{4})\b")
_PROSE = re.compile(rf"\b({'|'.join(MONTHS)}) (\d{{1,2}}), (\d{{4}})\b")


def in_prose(day: dt.date) -> str:
    """Write a day as sentences do.

    >>> in_prose(dt.date(2014, 1, 6))
    'January 6, 2014'
    """
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def in_chart(day: dt.date) -> str:
    """Write a day as charts do.

    >>> in_chart(dt.date(2014, 1, 6))
    '01/06/2014'
    """
    return f"{day:%m/%d/%Y}"


def as_charts(text: str) -> str:
    """A text with each of its dates written as charts do.

    >>> as_charts("office visit of 2014-01-06")
    'office visit of 01/06/2014'
    """
    return _ISO.sub(r"\2/\3/\1", text)


def day_said(value: str | None) -> str:
    """A date of a case as prose writes it.

    >>> day_said("1998-11-11"), day_said("2004-03"), day_said("2014/2015"), day_said(None)
    ('November 11, 1998', 'March 2004', '2014 or 2015', 'not given')
    """
    if value is None:
        return "not given"
    year, *more = value.split("-")
    if "/" in value or not more:
        return value.replace("/", " or ")
    month = MONTHS[int(more[0]) - 1]
    return f"{month} {int(more[1])}, {year}" if more[1:] else f"{month} {year}"


def title_said(document: Document) -> str:
    """What a document is, and of when, unless its title says so.

    >>> title_said(Document(id="ur", title="utilization review decision", date="2014-02-03"))
    'utilization review decision, 02/03/2014'
    """
    title = as_charts(document.title)
    if document.date is None or _CHART.search(title):
        return title
    when = as_charts(document.date)
    return f"{title}, {when if _CHART.search(when) else day_said(when)}"


def moved(text: str, days: int) -> str:
    """A text with each of its dates moved by so many days.

    >>> moved("Seen 01/06/2014; denied January 20, 2014 (2014-01-20).", 7)
    'Seen 01/13/2014; denied January 27, 2014 (2014-01-27).'
    """
    by = dt.timedelta(days)

    def iso(found: re.Match[str]) -> str:
        day = _day(int(found[1]), int(found[2]), int(found[3]))
        return (day + by).isoformat() if day else found[0]

    def chart(found: re.Match[str]) -> str:
        day = _day(int(found[3]), int(found[1]), int(found[2]))
        return in_chart(day + by) if day else found[0]

    def prose(found: re.Match[str]) -> str:
        day = _day(int(found[3]), MONTHS.index(found[1]) + 1, int(found[2]))
        return in_prose(day + by) if day else found[0]

    return _PROSE.sub(prose, _CHART.sub(chart, _ISO.sub(iso, text))) if days else text


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def moved_all(raw: Any, days: int) -> Any:
    """Parsed data with each date in each of its texts moved by so many days."""
    if isinstance(raw, str):
        return moved(raw, days)
    if isinstance(raw, dict):
        return {key: moved_all(part, days) for key, part in raw.items()}
    return [moved_all(part, days) for part in raw] if isinstance(raw, list) else raw
