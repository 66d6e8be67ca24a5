"""A plain reference for deadlines: days counted one by one, holidays written down by hand."""

from __future__ import annotations

import calendar
import datetime as dt

DAY = dt.timedelta(days=1)
STATE = """
2013-01-01 2013-01-21 2013-02-18 2013-03-31 2013-04-01 2013-05-27 2013-07-04 2013-09-02 2013-11-11
2013-11-28 2013-11-29 2013-12-25
2014-01-01 2014-01-20 2014-02-17 2014-03-31 2014-05-26 2014-07-04 2014-09-01 2014-11-11 2014-11-27
2014-11-28 2014-12-25
2017-01-01 2017-01-02 2017-01-16 2017-02-20 2017-03-31 2017-05-29 2017-07-04 2017-09-04 2017-11-10
2017-11-11 2017-11-23 2017-11-24 2017-12-25
2018-01-01 2018-01-15 2018-02-19 2018-03-31 2018-05-28 2018-07-04 2018-09-03 2018-11-11 2018-11-12
2018-11-22 2018-11-23 2018-12-25
2019-01-01 2019-01-21 2019-02-18 2019-03-31 2019-04-01 2019-05-27 2019-07-04 2019-09-02 2019-11-11
2019-11-28 2019-11-29 2019-12-25
2020-01-01 2020-01-20 2020-02-17 2020-03-31 2020-05-25 2020-07-04 2020-09-07 2020-11-11 2020-11-26
2020-11-27 2020-12-25
2021-01-01 2021-01-18 2021-02-15 2021-03-31 2021-05-31 2021-07-04 2021-07-05 2021-09-06 2021-11-11
2021-11-25 2021-11-26 2021-12-25
2022-01-01 2022-01-17 2022-02-21 2022-03-31 2022-05-30 2022-07-04 2022-09-05 2022-11-11 2022-11-24
2022-11-25 2022-12-25 2022-12-26
"""
COURT_ALONE = """
2013-02-12 2013-10-14 2014-02-12 2014-10-13 2017-02-12 2017-02-13 2017-10-09 2018-02-12 2018-03-30
2018-10-08 2019-02-12 2019-10-14 2020-02-12 2020-07-03 2020-10-12 2021-02-12 2021-10-11 2021-12-24
2021-12-31 2022-02-11 2022-02-12 2022-06-19 2022-06-20 2022-09-23
"""
"""Days on which courts are closed and state offices are not."""
AFTER_THANKSGIVING = """
2013-11-29 2014-11-28 2017-11-24 2018-11-23 2019-11-29 2020-11-27 2021-11-26 2022-11-25
"""
YEARS = (2017, 2018, 2020, 2021)
"""Years that, with the one after, are written down above."""


def days(text: str) -> set[dt.date]:
    return {dt.date.fromisoformat(word) for word in text.split()}


STATE_DAYS = days(STATE)
COURT_DAYS = STATE_DAYS | days(COURT_ALONE)
FRIDAYS = days(AFTER_THANKSGIVING)


def may_count(day: dt.date, unit: str) -> bool:
    """Whether a day could count."""
    weekend = day.weekday() >= 5
    if unit == "court":
        return not weekend and day not in COURT_DAYS
    old = day.year < 2020
    if old and day in FRIDAYS:
        return True
    if day in STATE_DAYS:
        return False
    return day.weekday() < 6 if unit == "business" and old else not weekend


def must_count(day: dt.date, unit: str) -> bool:
    """Whether a day surely counts: neither disputed nor closed."""
    if day.weekday() >= 5 or day in STATE_DAYS:
        return False
    return unit != "court" or day not in COURT_DAYS


def after(start: dt.date, count: int, unit: str) -> tuple[dt.date, dt.date]:
    """The first and the last day on which a number of units may end."""
    if unit == "calendar":
        return (start + count * DAY,) * 2
    if unit == "hours":
        return (start + count // 24 * DAY,) * 2
    if unit == "months":
        year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return (dt.date(year, month + 1, min(start.day, last)),) * 2
    ends = []
    for counted in (may_count, must_count):
        day, left = start, count
        while left:
            day += DAY
            if counted(day, unit):
                left -= 1
        ends.append(day)
    return ends[0], ends[1]


def next_court_day(day: dt.date) -> dt.date:
    while not must_count(day, "court"):
        day += DAY
    return day
