"""What is said to a wrong last day: the mistake that gives it; and how the right one is counted."""

from __future__ import annotations

import pytest

from imrkit.exercises.asking import check, key
from tests.exercises.conftest import exercise_named

DECIDE, RECORDS, AGAIN = "l11-count-decide", "l11-count-records", "l11-count-again"


def said(name: str, day: str) -> str:
    graded = check(exercise_named(name), 0, {"low": day, "high": day}).graded
    assert not graded.right
    return graded.replies[0].says


@pytest.mark.parametrize(
    ("name", "day", "says"),
    [
        (DECIDE, "2017-01-06", "takes in a holiday"),
        (DECIDE, "2017-01-04", "This clock counts working days"),
        (DECIDE, "2017-01-05", "that is working day 3"),
        (DECIDE, "2016-12-30", "not after the event"),
        (RECORDS, "2017-02-13", "another clock, “Send the records after an electronic notice”"),
        (RECORDS, "2017-02-22", "counts every calendar day"),
        (RECORDS, "2017-02-10", "that is calendar day 9"),
        (RECORDS, "2017-02-17", "one off"),
        (AGAIN, "2017-07-19", "That is 6 months after the event"),
    ],
)
def test_the_reply_to_a_day_names_the_mistake_that_gives_it(name: str, day: str, says: str) -> None:
    assert says in said(name, day)


def test_a_forgotten_holiday_is_kept_as_a_slip_of_its_own() -> None:
    given = {"low": "2017-01-06", "high": "2017-01-06"}
    assert "holiday-counted" in check(exercise_named(DECIDE), 0, given).graded.misconceptions


@pytest.mark.parametrize(
    ("name", "seed", "says"),
    [
        (DECIDE, 0, "January 3, 4, 5, 6, and 9; not January 2 (New Year’s Day, observed)"),
        (DECIDE, 1, "January 23, 24, 25, 26, and 27; no holiday lay between"),
        (RECORDS, 0, "From February 1, 2017 that leads to February 16, 2017"),
        (AGAIN, 0, "From January 19, 2017 that leads to January 19, 2018"),
    ],
)
def test_the_answer_shows_how_the_days_are_counted(name: str, seed: int, says: str) -> None:
    assert says in key(exercise_named(name), seed).because
