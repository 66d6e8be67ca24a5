"""A learner's own variants: from one screen to the next, and where one cannot be had."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from imrkit.cohort.lessons import exercise_named, exercises_of
from imrkit.cohort.pools import numbers_of
from imrkit.cohort.reading import HandIn
from imrkit.cohort.regrading import Regraded, regrade
from imrkit.cohort.seeds import lesson_seeds
from imrkit.cohort.sources import Source
from imrkit.errors import DataError
from imrkit.exercises import asking, variants
from imrkit.exercises.asking import ask, key
from imrkit.exercises.assignment import NAME, Assignment
from imrkit.exercises.entry import Entry
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.handing_in import hand_in
from imrkit.exercises.variants import vary
from imrkit.views.exercise import ExerciseView, Keeper
from imrkit.views.lesson import Lesson
from imrkit.views.lesson.told import Box
from tests.views.test_lesson import answer, asked, texts

SECRET = b"0123456789abcdef"
FIRST, COUNT, GROUNDS = "l04-verdict-first", "l04-count-total", "l04-grounds-first"
WHOSE = "l04-choice-whose"
"""The exercise that opens the pictures."""


def exercise(name: str) -> Exercise:
    found = exercise_named(name)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def seeds() -> dict[str, dict[str, int]]:
    """Lesson 4, assigned to thirty learners."""
    return lesson_seeds(exercises_of(4), [f"s{n}" for n in range(30)], SECRET, {})


def test_every_exercise_that_varies_is_each_learners_own(seeds: dict[str, dict[str, int]]) -> None:
    for one in exercises_of(4):
        given = {numbers_of(one, some[one.id]) for some in seeds.values()}
        varies = bool(one.data.vary or one.data.kind == "error")
        assert (len(given) > 1) == varies
    for name in (FIRST, "l04-mark-visits", COUNT, GROUNDS, "l04-choice-whose", "l04-choice-part"):
        assert len({numbers_of(exercise(name), some[name]) for some in seeds.values()}) == 30


def test_a_learners_file_stays_the_same_from_one_exercise_to_the_next(
    seeds: dict[str, dict[str, int]],
) -> None:
    for some in seeds.values():
        one, other = (vary(exercise(name), some[name]) for name in (FIRST, GROUNDS))
        for fact in one.values:
            assert one.determination.known[fact].value == other.determination.known[fact].value


# ---- what a lesson shows later ------------------------------------------------------------------


def lesson(folder: Path, number: int, **given: int) -> Lesson:
    own = {name.replace("_", "-"): seed for name, seed in given.items()}
    (folder / NAME).write_text(Assignment("s1", own).as_text(), encoding="utf-8")
    return Lesson(number, Keeper(folder / "answers.jsonl"))


def step_of(opened: Lesson, what: str) -> str:
    """The heading of the step that asks an exercise, or shows something."""
    steps = opened.plan.data.step
    return next(step.title for step in steps if what in (step.exercise, step.shows))


def reach_the_pictures(opened: Lesson) -> None:
    """Answer what opens the pictures: the verdict, the criteria, and whose number it is."""
    for name in (FIRST, GROUNDS, WHOSE):
        answer(asked(opened, step_of(opened, name)))


def first_of(opened: Lesson) -> ExerciseView:
    """The exercise FIRST."""
    return asked(opened, step_of(opened, FIRST))


def seed_where(name: str, fact: str, value: int) -> int:
    """The first seed of an exercise in whose file a fact has this value."""
    one = exercise(name)
    known = (vary(one, seed).determination.known[fact] for seed in range(1, 300))
    return next(n for n, found in enumerate(known, 1) if found.value == (value, value))


def test_what_is_drawn_later_is_drawn_of_the_learners_own_file(tmp_path: Path) -> None:
    own = seed_where(WHOSE, "visits_requested", 3)
    opened = lesson(tmp_path, 4, **{WHOSE: own})
    reach_the_pictures(opened)
    shown = texts(opened.step(step_of(opened, "pictures")))
    assert "This is your own file." in shown
    assert "visits requested: 3 visits (published: 6 visits)" in shown


def test_the_published_letter_stays_and_the_difference_is_told(tmp_path: Path) -> None:
    name = "l04-rationale-flagship"
    own = seed_where(name, "visits_completed", 4)
    opened = lesson(tmp_path, 4, **{name: own})
    reach_the_pictures(opened)
    answer(asked(opened, step_of(opened, name)))
    shown = texts(opened.step(step_of(opened, "compare")))
    assert "Here the case stands as it was published." in shown
    assert "visits completed before: 4 visits (published: not documented)" in shown


def test_nothing_of_the_difference_is_there_before_the_exercise_was_tried(tmp_path: Path) -> None:
    opened = lesson(tmp_path, 4, **{GROUNDS: seed_where(GROUNDS, "visits_requested", 3)})
    assert "published:" not in texts(opened.step(step_of(opened, "pictures")))


def test_a_file_that_is_another_than_before_is_told_to_be(tmp_path: Path) -> None:
    opened = lesson(tmp_path, 4, **{FIRST: 0, "l04-mark-visits": 0, COUNT: 3})
    assert isinstance(opened.step(step_of(opened, "l04-mark-visits")), ExerciseView)
    shown = opened.step(step_of(opened, COUNT))
    assert isinstance(shown, Box)
    assert "Read this file anew" in texts(shown)


def test_without_an_assignment_no_screen_speaks_of_an_own_file(tmp_path: Path) -> None:
    opened = Lesson(4, Keeper(tmp_path / "answers.jsonl"))
    reach_the_pictures(opened)
    assert "own file" not in texts(opened.step(step_of(opened, "pictures")))
    assert isinstance(opened.step(step_of(opened, COUNT)), ExerciseView)


# ---- a variant that cannot be made --------------------------------------------------------------


@pytest.fixture
def unsound(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on no variant of FIRST but the published file can be made."""

    def broken(one: Exercise, seed: int) -> variants.Variant:
        if one.id == FIRST and seed:
            raise DataError("a sentence contradicts a fact", file=one.file, field="vary")
        return vary(one, seed)

    monkeypatch.setattr(asking, "vary", broken)


def rights(name: str, seed: int) -> dict[str, str | list[str]]:
    found = key(exercise(name), seed)
    meant = {of: tuple(sorted(some))[:1] for of, some in found.right.items()}
    return ask(exercise(name), seed).told(meant)


def graded(own: dict[str, int], *answers: tuple[str, int]) -> tuple[Regraded, dict[str, str]]:
    entries = tuple(
        Entry("2026-01-05T12:00:00Z", "s", name, seed, "b", answer=rights(name, seed))
        for name, seed in answers
    )
    found = HandIn(Source("x", ("x",), b""), entries=entries)
    again = regrade(found, "s1", Assignment("s1", own))
    return again, {note.what: note.says for note in found.notes}


@pytest.mark.usefixtures("unsound")
def test_a_learner_whose_variant_cannot_be_made_is_asked_the_published_file(tmp_path: Path) -> None:
    view = first_of(lesson(tmp_path, 4, **{FIRST: 7}))
    assert view.question["seed"] == 0
    assert "cannot be made" in view.state["notice"]
    assert "a sentence contradicts a fact" in view.state["notice"]
    answer(view)
    assert view.state["feedback"]["right"]


@pytest.mark.usefixtures("unsound")
def test_the_published_file_then_counts_and_the_instructor_is_told() -> None:
    found, says = graded({FIRST: 7, COUNT: 5}, (FIRST, 0), (COUNT, 5))
    assert found.assignment.seeds == {FIRST: 0, COUNT: 5}
    assert says.keys() == {"unsound variant"}
    assert f"{FIRST}, seed 7: a sentence contradicts a fact" in says["unsound variant"]


# ---- a record that was begun before the assignment ----------------------------------------------


def test_a_record_begun_before_the_assignment_is_handed_in_as_the_learner_assigned(
    tmp_path: Path,
) -> None:
    opened = Lesson(4, Keeper(tmp_path / "answers.jsonl"))
    answer(first_of(opened))
    old = opened.keeper.learner
    later = lesson(tmp_path, 4, **{FIRST: 7})
    answer(first_of(later))
    made = hand_in(tmp_path)
    assert made.learner == "s1"
    assert json.loads(made.path.read_bytes().partition(b"\n")[0])["learner"] == "s1"
    assert made.contents[-1] == "1 of 1 exercise answered on the variant assigned to you"
    (told,) = made.notes
    assert told.startswith(f"Your record was begun as {old}")
    assert [entry.seed for entry in later.keeper.entries if entry.attempt] == [0, 7]


def test_answers_given_before_the_assignment_earn_nothing_and_the_way_out_is_told() -> None:
    found, says = graded({FIRST: 7, COUNT: 5}, (FIRST, 0), (COUNT, 0), (COUNT, 5))
    assert len(found.entries) == 3
    assert says.keys() == {"before assignment"}
    assert f"1, which earn nothing; the first: '{FIRST}'" in says["before assignment"]
    assert "without --assigned" in says["before assignment"]
    assert graded({}, (FIRST, 0))[1] == {}


def test_answers_to_other_variants_than_assigned_are_told() -> None:
    _, says = graded({FIRST: 7, COUNT: 5}, (FIRST, 8), (COUNT, 9))
    assert says.keys() == {"other variants"}
    assert f"2, which earn nothing; the first: '{FIRST}'" in says["other variants"]
    _, some = graded({FIRST: 7, COUNT: 5}, (FIRST, 7), (COUNT, 9))
    assert f"1, which earn nothing; the first: '{COUNT}'" in some["other variants"]
    _, practiced = graded({FIRST: 7, COUNT: 5}, (FIRST, 7), (COUNT, 5), (COUNT, 9))
    assert practiced == {}  # it came back for practice
