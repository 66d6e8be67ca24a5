"""What is told of a case before a guess is enough for the guess, and for the reply to it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

import pytest

from imrkit.course.catalog import Listed, catalog, found_of
from imrkit.course.in_brief import LEFT_OUT, ONE, Line, asks, file_tells, left_out
from imrkit.views.start.day import day_view, guess_entry

NOW = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
GUESSED = [one for one in catalog() if one.settled][::6]
"""Some of the cases of the day."""


def _listed(case: str, item: str = "1") -> Listed:
    return next(one for one in catalog() if (one.case, one.item) == (case, item))


def _flat(lines: Iterable[Line]) -> Iterator[str]:
    for says, below in lines:
        yield says
        yield from _flat(below)


def test_ways_are_told_as_ways_and_each_number_is_there() -> None:
    told = asks(found_of(_listed("cm17-0002198")))
    ways = dict(told)[ONE]
    assert [says for says, _ in ways] == [
        "With those completed and authorized the visits stay within the trial: 6 visits.",
        "The visits before brought functional improvement.",
    ]
    assert told[0][0].endswith("the guideline's course: 9 to 10 visits over 8 weeks.")


def test_that_a_way_is_left_out_of_which_the_file_says_nothing_is_told() -> None:
    assert left_out(found_of(_listed("cm17-0002198"))) == LEFT_OUT
    assert left_out(found_of(_listed("flagship"))) == ""


def test_a_finding_of_the_reviewer_is_told_as_such() -> None:
    told = file_tells(found_of(_listed("cm16-0246487", "4")))
    assert "The operation is medically necessary: yes, as the reviewer finds" in told


@pytest.mark.parametrize("chosen", GUESSED, ids=lambda one: f"{one.case}-{one.item}")
def test_the_reply_names_no_criterion_that_was_not_on_the_card(chosen: Listed) -> None:
    told = day_view(chosen, [guess_entry(chosen, "upheld", 80, NOW)])
    assert told["asks"], "something is asked of each"
    named = set()
    for line in told["guess"]["why"]:
        quoted = re.findall("“([^”]*)”", line)
        named |= set(quoted[:1] if line.startswith("It asks") else quoted)
    assert named - set(_flat(told["asks"])) == set()
