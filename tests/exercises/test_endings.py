"""Replies that say which of several things holds on the file at hand."""

from __future__ import annotations

import pytest

from imrkit.exercises.asking import ask, check, key
from tests.exercises.conftest import exercise_named


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("l11-verdict-second", "12 + 6 = 18"),
        ("l11-choice-modify", "12 + 6 = 18"),
        ("l11-verdict-alone", "come to 15"),
    ],
)
def test_a_course_that_goes_too_far_is_told_with_its_sum(name: str, says: str) -> None:
    assert says in key(exercise_named(name), 0).because


def test_a_course_that_nobody_counted_is_told_so_and_without_a_sum() -> None:
    exercise = exercise_named("l11-choice-modify")
    told = {key(exercise, seed).because for seed in range(60)}
    uncounted = [one for one in told if "not enclosed" in one]
    assert uncounted
    assert not any("=" in one for one in uncounted)


def test_of_two_main_grounds_both_are_told_whichever_was_chosen() -> None:
    why = key(exercise_named("l12-verdict-bed"), 0).because
    assert "Two grounds" in why
    assert "the rental has no end" in why


def test_a_sentence_of_a_draft_that_is_so_is_told_so_by_its_name_when_it_is_marked() -> None:
    exercise = exercise_named("l11-error-draft")
    question = ask(exercise, 0)
    (find, *_) = question.parts
    ground = next(o.id for o in find.options if o.says.startswith("The course would go beyond"))
    (reply,) = [r for r in check(exercise, 0, {find.id: ground}).graded.replies if r.says]
    said = "“The course would go beyond …” holds: the file bears it out."
    assert reply.says.startswith(said)


def test_authorized_visits_left_out_of_a_range_are_told_so() -> None:
    graded = check(exercise_named("l12-count-needles"), 0, {"low": "6", "high": "12"}).graded
    assert "authorized-left-out" in graded.misconceptions
