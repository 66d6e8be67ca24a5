"""A lesson's plan is read and checked; each mistake is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from imrkit.course.faults import minutes_faults, plan_faults
from imrkit.course.plan import Plan, load_plan, plan_paths, read_plan
from imrkit.course.times import MOST_HOOK, WRITING, Times, times
from imrkit.errors import DataError, UnknownName
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.loading import exercise_paths, read_exercise
from imrkit.files.table import replace
from tests.course.plans import PLAN, written


def read(plan: Plan) -> dict[str, Exercise]:
    known = exercise_paths()
    return {name: read_exercise(known[name]) for name in plan.exercises if name in known}


def faults(plan: Plan) -> list[str]:
    return [str(fault) for fault in plan_faults(plan, exercise_paths(), read(plan))]


def test_a_plan_that_is_right_is_told_nothing(tmp_path: Path) -> None:
    plan = read_plan(written(tmp_path))
    assert faults(plan) == []
    assert plan.exercises[0] == "l04-verdict-first"
    assert plan.step("The file").shows == "file"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('cases = ["flagship", "cm17-0019907"]', "cases = []", "a lesson names its cases"),
        ('cases = ["flagship",', 'cases = ["flagships",', "Did you mean 'flagship'?"),
        ("l04-count-total", "l04-count-totl", "Did you mean 'l04-count-total'?"),
        (
            'exercise = "l04-count-total"',
            'exercise = "l04-count-total"\nshows = "file"',
            "asks an exercise or shows something; found both",
        ),
        ("l04-count-total", "l11-count-decide", "is an exercise of lesson 11"),
        ("l04-verdict-alone", "l04-verdict-six", "exercise named 'l04-verdict-six'"),
        ('shows = "compare"\nafter', 'shows = "letter"\nafter', ""),
        ('after = "l04-grounds-first"\n', "", 'needs "after"'),
        ('after = "l04-grounds-first"', 'after = "l04-verdict-alone"', "in an earlier step"),
        ('title = "The file"', 'title = "Alone"', "another step has this title"),
        ('title = "The file"', 'title = ""', "it is empty"),
        ("minutes = 30", "minutes = 20", "its plan has 40 minutes; 50 are expected"),
        ('rule = "M1"', 'rule = "M99"', "There is no wrong rule or slip named 'M99'"),
        ("Guess before you read.", "Guess!", "no exclamation points"),
        ("Guess before you read.", "read " * 110, "the screen has"),
        (
            "Guess before you read.",
            "Notwithstanding preliminary determinations, individualized considerations "
            "necessitate comprehensive reconsideration, irrespective of interdisciplinary "
            "recommendations",
            "grades of school",
        ),
        ("Read the papers", "Read the programme", "write American English"),
        ('misconceptions = ["M1"]', 'misconceptions = ["M1", "M2"]', "answers that show M2"),
        ('shows = "file"', 'shows = "file"\ncase = "cm17-0013240"', "case of this lesson"),
        ('shows = "file"', 'shows = "file"\nitem = "9"', "disputed item in flagship"),
        ('shows = "file"', 'shows = "rule"\nof = "nothing"', "no rule named 'nothing'"),
        (
            'shows = "file"',
            'shows = "explorer"\nof = "visits_request"',
            "no fact named 'visits_request'. Did you mean 'visits_requested'?",
        ),
    ],
)
def test_what_is_not_right_is_told_with_its_place(
    old: str, new: str, told: str, tmp_path: Path
) -> None:
    assert old in PLAN
    plan = read_plan(written(tmp_path, PLAN.replace(old, new)))
    found = [fault for fault in faults(plan) if not told or told in fault]
    assert bool(found) == bool(told), faults(plan)
    for fault in found:
        assert "lesson.toml, line " in fault


def test_the_case_decided_alone_comes_last(tmp_path: Path) -> None:
    cut = PLAN[: PLAN.index('[[step]]\ntitle = "Alone"')] + PLAN[PLAN.index("[teacher]") :]
    assert any("transfer = true" in fault for fault in faults(read_plan(written(tmp_path, cut))))


def test_from_lesson_four_on_a_third_of_the_exercises_returns(tmp_path: Path) -> None:
    plan = read_plan(written(tmp_path))
    none = {
        name: Exercise(one.id, replace(one.data, returns=()), one.case, one.raw, one.file)
        for name, one in read(plan).items()
    }
    told = [str(fault) for fault in plan_faults(plan, exercise_paths(), none)]
    assert any("0% of the exercises return" in one for one in told)


def test_a_field_that_there_is_not_is_told_with_line_and_nearest_name(tmp_path: Path) -> None:
    path = written(tmp_path, PLAN.replace('shows = "file"', 'show = "file"'))
    with pytest.raises(DataError, match=r"lesson\.toml, line \d+: .*did you mean 'shows'"):
        read_plan(path)


def test_something_that_cannot_be_shown_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, PLAN.replace('shows = "file"', 'shows = "fil"'))
    with pytest.raises(DataError, match="did you mean 'file'"):
        read_plan(path)


def test_the_folder_and_the_number_are_the_same(tmp_path: Path) -> None:
    plan = read_plan(written(tmp_path, name="lesson05"))
    assert any("lesson04/; found it in lesson05/" in fault for fault in faults(plan))
    assert list(plan_paths(tmp_path)) == [5]


def test_papers_are_read_once_however_often_they_are_asked_about(tmp_path: Path) -> None:
    plan = read_plan(written(tmp_path))
    exercises = read(plan)
    once = times(plan, exercises)
    more = PLAN.replace(
        '[[step]]\ntitle = "Alone"',
        '[[step]]\ntitle = "Again"\nshows = "file"\n\n[[step]]\ntitle = "Alone"',
    )
    again = times(read_plan(written(tmp_path, more)), exercises)
    assert again.papers == once.papers
    assert again.minutes > once.minutes


def test_minutes_far_from_those_reckoned_are_told(tmp_path: Path) -> None:
    plan = read_plan(written(tmp_path))
    assert list(minutes_faults(plan, Times((300.0, 300.0), 0.0, 20.0))) == []
    (fault,) = minutes_faults(plan, Times((300.0, 900.0), 0.0, 20.0))
    assert "takes 20 minutes; found 10" in str(fault)


def test_a_lesson_that_there_is_not_is_an_unknown_name() -> None:
    with pytest.raises(UnknownName, match="lesson"):
        load_plan(99)


def test_ten_bets_take_no_longer_than_a_hook_may() -> None:
    plan = load_plan(12)
    assert times(plan, read(plan)).hook <= MOST_HOOK


def test_a_rationale_is_written_once() -> None:
    plan = load_plan(12)
    found = times(plan, read(plan))
    (place,) = [n for n, s in enumerate(plan.data.step) if s.exercise == "l12-rationale-aide"]
    assert WRITING < found.screens[place] < 2 * WRITING
