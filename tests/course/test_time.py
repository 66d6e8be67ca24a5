"""Lessons take the time that they should, and what they ask is even.

By 200 words a minute, 8 seconds a choice, 12 a mark, 20 a number, 4 minutes a written rationale.
"""

from __future__ import annotations

import pytest

from imrkit.course.times import MOST_HOOK, MOST_SCREEN, TOLD
from imrkit.exercises.certified import BALANCE, uneven
from tests.course.evenness import longest, overturned, places, times_of
from tests.course.lessons import LESSONS, MINUTES

SEEDS = [12, pytest.param(500, marks=pytest.mark.proof)]
each_lesson = pytest.mark.parametrize("number", LESSONS)
over_seeds = pytest.mark.parametrize("seeds", SEEDS)


@each_lesson
def test_the_median_screen_takes_at_most_75_seconds(number: int) -> None:
    assert times_of(number).median <= MOST_SCREEN


@each_lesson
def test_the_hook_takes_at_most_45_seconds(number: int) -> None:
    assert times_of(number).hook <= MOST_HOOK


@each_lesson
def test_a_lesson_takes_about_as_long_as_it_should(number: int) -> None:
    assert times_of(number).minutes == pytest.approx(MINUTES[number], rel=TOLD)


@each_lesson
def test_a_lesson_tells_about_how_long_it_takes(number: int) -> None:
    assert LESSONS[number].data.minutes == pytest.approx(times_of(number).minutes, rel=TOLD)
    assert LESSONS[number].data.minutes == pytest.approx(MINUTES[number], rel=TOLD)


@each_lesson
def test_about_half_of_what_a_lesson_asks_ends_overturned(number: int) -> None:
    least, most = BALANCE
    assert least <= overturned(number) <= most


@each_lesson
@over_seeds
def test_the_right_option_stands_in_each_place_as_often_as_in_others(
    number: int, seeds: int
) -> None:
    assert list(uneven(places(number, seeds))) == []


@each_lesson
@over_seeds
def test_the_right_option_is_not_the_longest_more_often_than_by_chance(
    number: int, seeds: int
) -> None:
    often, chance = longest(number, seeds)
    assert often <= chance + 1e-9
