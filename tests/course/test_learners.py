"""Simulated learners: holders of wrong rules are found out, and who does not look has no skill.

Every lesson, by its own exercises. The normal run has few learners; `make course-proof` has a
thousand of each. At a slip of 0.1 the figures must be reached; at 0.05 and 0.15 not far from them.
"""

from __future__ import annotations

import pytest

from imrkit.exercises.asking import key_of, question_of
from imrkit.exercises.certified import BALANCE, uneven
from imrkit.exercises.returning import seed_that_tells
from imrkit.exercises.variants import vary
from tests.course.evenness import longest, overturned, places
from tests.course.learners import (
    BLIND,
    HAS_SKILL,
    NO_SKILL,
    REACHED,
    cleared,
    found_out,
    holder,
    skill_in,
    skill_in_lesson,
)
from tests.course.lessons import EVERY, LESSONS, PAIRS, errs, exercise_named, told_by
from tests.course.telling import questions, told_apart

SIZES = [(20, 8), pytest.param((1000, 60), marks=pytest.mark.proof)]
"""How many learners there are, and among how many variants of an exercise they answer."""
SIZES_OF_SKILL = [(8, 8), pytest.param((1000, 60), marks=pytest.mark.proof)]
SLIPS = (0.05, 0.1, 0.15)
FEW, MANY = 2, 1000
BY_CHANCE = 0.05
"""So far may the skill of few learners lie off by chance."""


@pytest.mark.parametrize(("number", "rule"), PAIRS)
@pytest.mark.parametrize("size", SIZES)
def test_a_holder_of_a_lessons_misconception_is_found_out_within_eight_answers(
    number: int, rule: str, size: tuple[int, int]
) -> None:
    found = found_out(number, rule, *size)
    assert found is not None, "no exercise of the lesson tells of it"
    assert found >= REACHED


@pytest.mark.proof
@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize(("number", "rule"), PAIRS)
def test_more_slips_hide_few_holders(number: int, rule: str, slip: float) -> None:
    assert (found_out(number, rule, 1000, 60, slip) or 0) >= REACHED - max(0, slip - 0.1)


@pytest.mark.parametrize("number", LESSONS)
@pytest.mark.parametrize("size", SIZES)
def test_the_expert_is_cleared_of_all_misconceptions_of_a_lesson(
    number: int, size: tuple[int, int]
) -> None:
    assert cleared(number, *size) >= REACHED


@pytest.mark.parametrize("who", BLIND)
@pytest.mark.parametrize("number", LESSONS)
@pytest.mark.parametrize("size", SIZES_OF_SKILL)
def test_who_does_not_look_at_the_file_has_no_skill_in_any_lesson(
    who: str, number: int, size: tuple[int, int]
) -> None:
    off = BY_CHANCE if size[0] < MANY else 0.0
    assert skill_in_lesson(number, BLIND[who], *size) <= NO_SKILL + off


@pytest.mark.parametrize("who", BLIND)
@pytest.mark.parametrize("size", SIZES_OF_SKILL)
def test_who_does_not_look_at_the_file_has_no_skill_in_the_course(
    who: str, size: tuple[int, int]
) -> None:
    assert skill_in(EVERY, BLIND[who], *size) <= NO_SKILL


@pytest.mark.parametrize("number", LESSONS)
@pytest.mark.parametrize("size", SIZES_OF_SKILL)
def test_the_expert_has_skill_in_every_lesson(number: int, size: tuple[int, int]) -> None:
    off = BY_CHANCE if size[0] < MANY else 0.0
    assert skill_in_lesson(number, holder(), *size) > HAS_SKILL - off


@pytest.mark.parametrize("number", LESSONS)
def test_who_answers_as_the_engine_does_has_all_skill(number: int) -> None:
    assert skill_in_lesson(number, holder(slip=0.0), 4, 8) == pytest.approx(1)


@pytest.mark.parametrize(("number", "rule"), PAIRS)
def test_when_an_idea_returns_a_variant_is_asked_on_which_its_holder_errs(
    number: int, rule: str
) -> None:
    exercise = exercise_named(told_by(number, rule)[0])
    seed = seed_that_tells(exercise, rule, first=3)
    assert seed is not None
    assert seed >= 3
    variant = vary(exercise, seed)
    assert errs((question_of(variant), key_of(variant)), rule)


# ---- what would help who does not look


@pytest.mark.parametrize("number", LESSONS)
def test_about_half_of_what_a_lesson_asks_ends_overturned(number: int) -> None:
    least, most = BALANCE
    assert least <= overturned(number) <= most


@pytest.mark.parametrize("number", LESSONS)
@pytest.mark.parametrize("seeds", [12, pytest.param(120, marks=pytest.mark.proof)])
def test_the_right_option_stands_in_each_place_as_often_as_in_others(
    number: int, seeds: int
) -> None:
    assert list(uneven(places(number, seeds))) == []


@pytest.mark.parametrize("number", LESSONS)
@pytest.mark.parametrize("seeds", [12, pytest.param(120, marks=pytest.mark.proof)])
def test_the_right_option_is_not_the_longest_more_often_than_by_chance(
    number: int, seeds: int
) -> None:
    often, chance = longest(number, seeds)
    assert often <= chance + 1e-9


# ---- telling all sixteen apart


@pytest.mark.parametrize("learners", [FEW, pytest.param(MANY, marks=pytest.mark.proof)])
def test_all_sixteen_are_told_apart_in_sixteen_adaptive_answers(learners: int) -> None:
    shares = told_apart(questions(), learners)
    assert sum(shares.values()) / len(shares) >= REACHED
