"""From roster to report: what a lesson asks of each learner and keeps is what is graded."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pytest

from imrkit.cli import main
from imrkit.cohort.assigned import read_assigned
from imrkit.cohort.grading import grade_all
from imrkit.cohort.lessons import exercises_of
from imrkit.cohort.roster import read_roster
from imrkit.exercises.asking import key
from imrkit.exercises.assignment import NAME
from imrkit.exercises.exercise import Exercise
from imrkit.views.exercise.keeper import Keeper
from imrkit.views.exercise.sitting import Sitting
from imrkit.views.instructor import CohortReport

LESSON = 4
FIRST = "l04-verdict-first"
IDS = ("s1", "s2", "s3", "s4")


def rights(sitting: Sitting) -> dict[str, str | list[str]]:
    """The right answer to the very question that a page shows."""
    found = key(sitting.exercise, sitting.seed)
    meant = {of: tuple(sorted(some)) for of, some in found.right.items()}
    return sitting.question.told(meant)


@dataclass(frozen=True)
class Course:
    """A course: a roster, what was assigned, and a lessons folder for each learner."""

    folder: Path

    def keeper(self, id: str) -> Keeper:
        """A learner's record."""
        return Keeper(self.folder / "lessons" / id / "answers.jsonl")

    def sitting(self, id: str, exercise: Exercise) -> Sitting:
        """A learner at an exercise, as the lesson in the own folder asks it."""
        keeper = self.keeper(id)
        seed, notice = keeper.own_seed(exercise)
        return Sitting(exercise, seed, keeper, notice=notice)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Three learners who answer rightly, one after a slip, one with hints; s4 copies from s1."""
    folder = tmp_path_factory.mktemp("course")
    (folder / "roster.csv").write_text("ID,Name\n" + "".join(f"{id},Name {id}\n" for id in IDS))
    (folder / "secret").write_text("0123456789abcdef")
    words = ["assign", str(folder / "roster.csv"), "--lesson", str(LESSON)]
    words += ["--secret-file", str(folder / "secret"), "--out", str(folder / "assigned")]
    assert main(words) == 0
    course = Course(folder)
    for id in IDS:
        lessons = folder / "lessons" / id
        lessons.mkdir(parents=True)
        (lessons / NAME).write_bytes((folder / "assigned" / id / NAME).read_bytes())
        for exercise in exercises_of(LESSON):
            sitting, other = course.sitting(id, exercise), course.sitting("s1", exercise)
            right = rights(sitting)
            if id == "s2" and exercise.id == FIRST:
                slip = {**right, "outcome": "b" if right["outcome"] == "a" else "a"}
                sitting.draft(slip)
                sitting.check(slip, 90, 3)
            if id == "s3":
                sitting.take_hint(1)
            sitting.check(rights(other) if id == "s4" else right, 80, 5)
        assert main(["submit", "--folder", str(lessons), "--out", str(folder / "in")]) == 0
    return course


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_learners_are_asked_different_questions_with_different_keys(course: Course) -> None:
    exercises = exercises_of(LESSON)
    (first,) = [one for one in exercises if one.id == FIRST]
    assert len({course.sitting(id, first).seed for id in IDS}) == len(IDS)
    differ = [
        one.id
        for one in exercises
        if len({str(sorted(rights(course.sitting(id, one)).items())) for id in IDS}) > 1
    ]
    assert len(differ) >= len(exercises) / 2


def test_answers_given_on_pages_are_graded_as_the_pages_said(course: Course) -> None:
    people = read_roster(course.folder / "roster.csv")
    given = read_assigned(course.folder / "assigned", people)
    found = grade_all(course.folder / "in", people, given, LESSON)
    assert found.notes == []
    for id in IDS:
        said = [entry for entry in course.keeper(id).entries if entry.attempt]
        graded = found.learners[id].entries
        assert [(e.exercise, e.seed, e.attempt, e.credit, e.score, e.hints) for e in graded] == [
            (e.exercise, e.seed, e.attempt, e.credit, e.score, e.hints) for e in said
        ]
        if id != "s4":
            assert found.earned[id][LESSON].tried == len(exercises_of(LESSON))


def test_the_gradebook_and_the_report_tell_who_answered_and_who_copied(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imrkit.cohort.graded._write_feedback", lambda *_: [])
    folder = course.folder
    words = ["grade", str(folder / "in"), "--roster", str(folder / "roster.csv"), "--lesson", "4"]
    words += ["--assigned", str(folder / "assigned"), "--out", str(folder / "graded")]
    assert main(words) == 0
    book = rows(folder / "graded" / "gradebook-moodle.csv")
    points = {row["ID number"]: float(row["imrkit lesson 4"]) for row in book}
    assert points["s1"] > 90  # some of it is written freely
    assert points["s2"] < points["s1"]
    assert points["s3"] < points["s1"]
    assert points["s1"] - points["s4"] > 10, "another learner's answers are not one's own"
    shown = CohortReport(folder / "graded")
    assert (shown.figures.lessons, shown.figures.learners) == ((LESSON,), len(IDS))
    assert shown.figures.finished == len(IDS)
    assert "Few learners." in str(shown.summary.html)
