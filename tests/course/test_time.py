"""Lessons take the time that they should.

By 200 words a minute, 8 seconds a choice, 12 a mark, 20 a number, 4 minutes a written rationale.
"""

from __future__ import annotations

import pytest

from imrkit.course.times import MOST_HOOK, MOST_SCREEN, TOLD
from tests.course.evenness import times_of
from tests.course.lessons import LESSONS, MINUTES

each_lesson = pytest.mark.parametrize("number", LESSONS)


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
