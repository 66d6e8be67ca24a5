"""Made-up cohorts: what is planted in them is found by grading, and nothing else is."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections import Counter
from pathlib import Path

import pytest

from imrkit.cohort.assigned import read_assigned
from imrkit.cohort.grading import grade_all
from imrkit.cohort.lessons import lessons_named
from imrkit.cohort.made_up import Plan, main, make_up, people
from imrkit.cohort.made_up_answers import MadeUp, answers_of, course_of
from imrkit.cohort.roster import read_roster
from imrkit.errors import UnknownName
from imrkit.exercises.assignment import Assignment
from imrkit.exercises.loading import exercise_paths, load_exercise
from imrkit.exercises.mastery import ideas
from tests.cohort.conftest import PLAN, Cohort

EVERY = tuple(map(load_exercise, exercise_paths()))
RULES = ("M1", "M2", "M3", "M7", "M15")


def held(learner: MadeUp) -> dict[str, float]:
    """How likely a learner seemed to hold each misconception, at most, by all answers."""
    found = ideas(answers_of(learner, EVERY, Assignment()), RULES)
    return {rule: idea.highest for rule, idea in found.items()}


@pytest.mark.parametrize("rule", ["M1", "M3", "M15"])
def test_a_planted_misconception_is_found(rule: str) -> None:
    some = [held(MadeUp(f"s{n}", "", rule)) for n in range(10)]
    assert sum(one[rule] >= 0.9 for one in some) >= 9


def test_where_nothing_is_planted_nobody_ends_with_an_open_idea_often() -> None:
    some = [
        ideas(answers_of(MadeUp(f"s{n}", "", slip=0.05), EVERY, Assignment()), RULES)
        for n in range(10)
    ]
    opened = sum(idea.state == "open" for one in some for idea in one.values())
    assert opened <= len(some) * len(RULES) * 0.1


def test_the_shares_are_those_of_the_plan() -> None:
    plan = Plan(200, planted={"M1": 0.25, "M3": 0.1})
    assert Counter(one.rule for one in people(plan)) == {"": 130, "M1": 50, "M3": 20}
    assert len({one.name for one in people(plan)}) == 200


def test_the_same_seed_makes_the_same_cohort(cohort: Cohort, tmp_path: Path) -> None:
    make_up(tmp_path, PLAN)
    for path in cohort.folder.rglob("*"):
        if path.is_file():
            assert (tmp_path / path.relative_to(cohort.folder)).read_bytes() == path.read_bytes()
    other = dataclasses.replace(PLAN, seed=2)
    assert people(other) != people(PLAN)


def test_what_was_planted_is_written_beside(cohort: Cohort) -> None:
    text = (cohort.folder / "planted.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["rule"] for row in rows] == [one.rule for one in people(PLAN)]


def test_some_stop_and_some_hand_in_nothing(tmp_path: Path) -> None:
    make_up(tmp_path, Plan(12, stopping=0.5, missing=0.3))
    found = grade_all(tmp_path / "hand-ins", read_roster(tmp_path / "roster.csv"), {}, 4)
    assert found.notes == []
    assert len(found.learners) < 12
    tried = [some[4].tried for some in found.earned.values()]
    assert min(tried) < max(tried)


def test_the_command_writes_a_cohort(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "made"), "--learners", "3", "--nothing-planted"]) == 0
    assert "a cohort of 3" in capsys.readouterr().out
    text = (tmp_path / "made" / "planted.csv").read_text(encoding="utf-8-sig")
    assert all(not row["rule"] for row in csv.DictReader(io.StringIO(text)))


def test_several_lessons_make_one_hand_in_of_a_learner_who_gets_on(tmp_path: Path) -> None:
    make_up(tmp_path, Plan(4, (1, 2), stopping=0.0, missing=0.0))
    people_ = read_roster(tmp_path / "roster.csv")
    given = read_assigned(tmp_path / "assigned", people_)
    found = grade_all(tmp_path / "hand-ins", people_, given)
    assert (found.lessons, found.notes) == ([1, 2], [])
    for some in found.learners.values():
        days = {one.lesson: one.moment for one in some.entries}
        assert (days[2] - days[1]).days >= 1
    learner = MadeUp("s1", "", "M1", slip=0.3)
    firsts = [e for e in course_of(learner, (4,) * 6, Assignment()) if e.attempt == 1]
    half = len(firsts) // 2
    assert sum(e.right for e in firsts[half:]) > sum(e.right for e in firsts[:half])


@pytest.mark.parametrize("text", ["", "0", "4-99", "four", "1,,2", "-1"])
def test_lessons_that_are_not_there_are_refused(text: str) -> None:
    with pytest.raises(UnknownName):
        lessons_named(text)


def test_an_overlooked_fact_is_not_marked() -> None:
    marks = [one for one in EVERY if one.id == "l04-mark-visits"]
    fact = marks[0].data.fact
    some = [MadeUp(f"s{n}", "", slip=0.0, overlooks=fact) for n in range(10)]
    seeing = [dataclasses.replace(one, overlooks="") for one in some]
    own = Assignment("", {"l04-mark-visits": 5})  # a variant in which a sentence proves it
    assert not any(answers_of(one, marks, own)[0].right for one in some)
    assert all(answers_of(one, marks, own)[0].right for one in seeing)


def test_a_hard_exercise_is_missed_more_often() -> None:
    one = [exercise for exercise in EVERY if exercise.id == "l04-count-total"]
    hard = {"l04-count-total": 0.9}
    right = [
        sum(
            answers_of(MadeUp(f"s{n}", "", hard=how), one, Assignment())[0].right for n in range(40)
        )
        for how in ({}, hard)
    ]
    assert right[0] > 30
    assert right[1] < 15
