"""What learners read is short, plain American English, and no reply is said twice in a lesson.

Every screen and every reply of every lesson: on the file as it is, and over 60 seeds in `make
course-proof`, where `imrkit check --release` looks at the style of replies over 500, too.
"""

from __future__ import annotations

import pytest

from imrkit.course.readability import MOST_GRADE
from imrkit.exercises.asking import check
from imrkit.exercises.style import MOST_ASK, MOST_REPLY, repeats, style_faults, words
from imrkit.exercises.written import WORDS
from tests.course.lessons import EVERY, LESSONS, asked, exercise_named, names_of
from tests.course.texts import alike, hardest, longest, offered, replies

SEEDS = [1, pytest.param(60, marks=pytest.mark.proof)]
pytestmark = pytest.mark.parametrize("seeds", SEEDS)
each_lesson = pytest.mark.parametrize("number", LESSONS)


@each_lesson
def test_every_screen_can_be_read_after_nine_grades_of_school(number: int, seeds: int) -> None:
    hard, title = hardest(number, seeds)
    assert hard <= MOST_GRADE, title


@each_lesson
def test_every_screen_has_at_most_120_words(number: int, seeds: int) -> None:
    most, title = longest(number, seeds)
    assert most <= MOST_ASK, title


@each_lesson
def test_every_reply_keeps_to_the_style_sheet(number: int, seeds: int) -> None:
    faults = {says: [*style_faults(says, MOST_REPLY)] for says in replies(number, seeds)}
    assert {says: some for says, some in faults.items() if some} == {}


@each_lesson
def test_options_and_hints_keep_to_the_style_sheet(number: int, seeds: int) -> None:
    said = dict.fromkeys(text for _, text in offered(number, seeds))
    faults = {text: [*style_faults(text, MOST_ASK)] for text in said}
    assert {text: some for text, some in faults.items() if some} == {}


@each_lesson
def test_no_reply_repeats_its_question(number: int, seeds: int) -> None:
    every = replies(number, seeds).items()
    said = [(says, ask) for says, asks in every for some in asks.values() for ask in some]
    assert [says for says, ask in said if repeats(says, ask)] == []


@each_lesson
def test_no_two_exercises_of_a_lesson_ask_the_same(number: int, seeds: int) -> None:
    """Who goes from one to the next by their headings could not tell them apart."""
    for some in zip(*(asked(name, seeds) for name in names_of(number)), strict=True):
        said = [question.ask for question, _ in some]
        assert len(set(said)) == len(said)


@each_lesson
def test_no_two_exercises_of_a_lesson_give_the_same_reply(number: int, seeds: int) -> None:
    assert alike(number, seeds) == {}


@pytest.mark.parametrize(
    "name", [name for name in EVERY if exercise_named(name).data.kind == "rationale"]
)
def test_every_model_rationale_has_the_length_that_is_asked_of_learners(
    name: str, seeds: int
) -> None:
    least, most = WORDS
    for question, key in asked(name, seeds):
        answer = question.told({of: tuple(sorted(some)) for of, some in key.right.items()})
        model = check(exercise_named(name), question.seed, answer).more["model"]
        assert least <= sum(words(line["says"]) for line in model) <= most
