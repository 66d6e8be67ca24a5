"""Dates as files write them, a day, a month or a year, as spans of day numbers; and back."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from imrkit.characters import quoted
from imrkit.errors import DataError
from imrkit.facts.spans import Days

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@lru_cache(maxsize=1024)
def date_span(text: str) -> Days:
    """Turn "2014", "2014-03", "2014-03-09" or "2014/2015" into its first and last day number.

    >>> date_span("2014")
    Days(first=735234, last=735598)
    >>> date_span("2016-02") == date_span("2016-02-01/2016-02-29")  # a leap year
    True
    >>> date_span("2014/2015") == Days(date_span("2014").first, date_span("2015").last)
    True
    >>> date_span("2014-02-30")
    Traceback (most recent call last):
    imrkit.errors.DataError: expected a date such as 2014-01-06, ...; found '2014-02-30'
    >>> date_span("2015/2014")
    Traceback (most recent call last):
    imrkit.errors.DataError: '2015/2014' runs backwards

    Raises:
        DataError: if the text is none of these.
    """
    first, two, last = text.partition("/")
    try:
        low, high = _edge(first, end=False), _edge(last if two else first, end=True)
    except ValueError:
        raise DataError(
            'expected a date such as 2014-01-06, "2014-01", "2014" or "2014/2015"; '
            f"found {quoted(text)}"
        ) from None
    if low > high:
        raise DataError(f"{text!r} runs backwards")
    return Days(low, high)


def too_late(days: Days, decided: Days, told: str) -> str:
    """Say what is wrong with a date that lies after the decision.

    Args:
        days: the date.
        decided: the days on which the decision may have been made.
        told: the date as it was given.

    Returns:
        What was expected and what was found; "" where the date may be so.
    """
    if days.first <= decided.last:
        return ""
    return f"expected a day up to the decision ({dt.date.fromordinal(decided.last)}); found {told}"


def _edge(text: str, *, end: bool) -> int:
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        raise ValueError(text)
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 3:
        return dt.date(*parts).toordinal()
    year, month = parts[0], (parts[1] if len(parts) == 2 else (12 if end else 1))
    day = dt.date(year, month, 1)
    if not end:
        return day.toordinal()
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    return after.toordinal() - 1


def show_days(low: int, high: int) -> str:
    """Write a span of days as shortly as it allows: "2014", "2014-03" or two dates.

    >>> show_days(*date_span("2014-03")), show_days(*date_span("2014/2015"))
    ('2014-03', '2014 or 2015')
    >>> show_days(*date_span("2013/2015"))
    '2013 to 2015'
    >>> show_days(*date_span("2014-03-02/2014-04-01"))  # no whole months
    '2014-03-02 to 2014-04-01'
    """
    first, last = dt.date.fromordinal(low), dt.date.fromordinal(high)
    if low == high:
        return first.isoformat()
    for text in (str(first.year), f"{first:%Y-%m}", f"{first.year}/{last.year}"):
        if date_span(text) == (low, high):
            between = " or " if last.year - first.year < 2 else " to "
            return text.replace("/", between)
    return f"{first.isoformat()} to {last.isoformat()}"
