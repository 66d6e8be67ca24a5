"""Days are counted as a plain reference counts them, one by one."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imrkit.errors import DataError, UnknownName
from imrkit.facts.spans import Days, Truth
from imrkit.process.book import process_book
from imrkit.process.calendars import day_named
from imrkit.process.days import day_book
from tests.process.test_scenarios import facts_with
from tests.support.counting import (
    COURT_DAYS,
    DAY,
    STATE_DAYS,
    YEARS,
    after,
    must_count,
    next_court_day,
)

UNITS = ("calendar", "working", "business", "court")
dates = st.sampled_from(YEARS).flatmap(
    lambda year: st.dates(dt.date(year, 1, 1), dt.date(year, 12, 31))
)


def number(day: dt.date) -> int:
    return day.toordinal()


@pytest.mark.parametrize("year", YEARS)
def test_the_closed_days_are_those_written_down_by_hand(year: int) -> None:
    """The package, our own days and the moving of weekends give the lists that were written out."""
    for name, by_hand in (("state", STATE_DAYS), ("court", COURT_DAYS)):
        closed = {dt.date.fromordinal(day) for day in day_book().closed(name, year)}
        # A day that is closed anyway, on a weekend, need not be on both lists.
        wanted = {day for day in by_hand if day.year == year}
        assert {d for d in closed if d.weekday() < 5} == {d for d in wanted if d.weekday() < 5}


@given(dates, st.integers(1, 40), st.sampled_from(UNITS))
def test_a_number_of_days_ends_when_counting_them_one_by_one_does(
    start: dt.date, count: int, unit: str
) -> None:
    found = day_book().after(number(start), count, unit)
    assert found == tuple(map(number, after(start, count, unit)))


@given(dates, st.integers(1, 30))
def test_months_end_on_the_same_day_or_on_the_last(start: dt.date, count: int) -> None:
    assert day_book().after(number(start), count, "months").first == number(
        after(start, count, "months")[0]
    )


@given(dates)
def test_court_days_are_found_as_by_going_on_day_by_day(day: dt.date) -> None:
    assert day_book().on_or_after(number(day), "court").last == number(next_court_day(day))


@given(dates, st.integers(0, 60), st.booleans(), st.integers(-5, 60))
def test_the_deadline_of_an_unknown_start_holds_for_each_of_its_days(
    first: dt.date, width: int, mailed: bool, act: int
) -> None:
    """The span is as wide as trying every day of the start makes it, and so is what is late."""
    clock = process_book().clock("apply")
    days = [first + n * DAY for n in range(width + 1)]
    facts = facts_with(["served_by_mail"] if mailed else [])
    found = clock.deadline(Days(number(days[0]), number(days[-1])), facts)
    assert found is not None
    plain = [day + (35 if mailed else 30) * DAY for day in days]
    ends = [(day, next_court_day(day)) for day in plain]
    assert found.days == (number(min(e[0] for e in ends)), number(max(e[1] for e in ends)))
    done = number(first + act * DAY)
    late = Truth(all(done > number(e[1]) for e in ends), any(done > number(e[0]) for e in ends))
    assert found.missed(Days(done, done)) == late


def test_a_working_a_business_and_a_court_day_differ() -> None:
    """The Friday after Thanksgiving of 2017, Lincoln Day, a Saturday before and after 2020."""
    counts = day_book().counts
    friday, lincoln = number(dt.date(2017, 11, 24)), number(dt.date(2018, 2, 12))
    old, new = number(dt.date(2019, 6, 8)), number(dt.date(2020, 6, 6))
    assert counts("working", friday) == Truth(False, True)
    assert counts("court", friday) == Truth(False, False)
    assert counts("working", lincoln) == Truth(True, True)
    assert counts("court", lincoln) == Truth(False, False)
    assert counts("business", old) == Truth(False, True)
    assert counts("working", old) == counts("business", new) == Truth(False, False)


def test_what_was_not_counted_is_named() -> None:
    start, last = number(dt.date(2017, 1, 12)), number(dt.date(2017, 1, 20))
    skipped = list(day_book().skipped(start, last, "working"))
    assert [why for _, why, _ in skipped] == ["Saturday", "Sunday", "Martin Luther King Jr. Day"]


def test_a_year_without_a_calendar_is_refused_and_not_guessed() -> None:
    """Far-off years have no calendar yet: file, line and field say where it ends."""
    far = number(dt.date(2031, 5, 5))
    expected = r"days.toml, line \d+: calendar.state.until: no calendar of state holidays for 2031"
    with pytest.raises(DataError, match=expected):
        day_book().after(far, 5, "business")
    assert day_book().after(far, 5, "calendar").settled


def test_days_before_any_version_of_a_unit_are_refused() -> None:
    with pytest.raises(DataError, match=r"unit.working.*no version stands on 2011-06-01"):
        day_book().counts("working", number(dt.date(2011, 6, 1)))


def test_a_unit_that_there_is_not_is_named() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'business'"):
        day_book().after(number(dt.date(2017, 1, 3)), 5, "busines")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("February 12", dt.date(2022, 2, 12)),
        ("fourth Friday of September", dt.date(2022, 9, 23)),
        ("second Monday of October", dt.date(2022, 10, 10)),
    ],
)
def test_days_are_named_as_the_law_names_them(text: str, day: dt.date) -> None:
    assert day_named(text, 2022) == day


@pytest.mark.parametrize(
    "text", ["February 30", "sixth Friday of May", "fifth Friday of February", "Feb 3", ""]
)
def test_a_day_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(DataError, match="expected a day such as"):
        day_named(text, 2022)


def test_the_reference_knows_what_it_counts() -> None:
    assert must_count(dt.date(2017, 1, 17), "working")
    assert not must_count(dt.date(2017, 1, 16), "working")
