"""Dates of a file and of an exercise, moved together, and written as people read them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

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
