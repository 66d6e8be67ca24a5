"""From the page of an exercise to the gradebook: what a lesson keeps is what is graded."""

from __future__ import annotations

from pathlib import Path

from imrkit.cohort.assign import assign, read_assigned
from imrkit.cohort.grading import grade_all
from imrkit.cohort.lessons import exercises_of
from imrkit.cohort.roster import read_roster
from imrkit.exercises.asking import ask, key
from imrkit.exercises.assignment import NAME, read_assignment
from imrkit.exercises.handing_in import hand_in
from imrkit.views.exercise.keeper import Keeper
from imrkit.views.exercise.sitting import Sitting


def test_answers_given_on_pages_are_graded_as_the_pages_said(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("ID,Name\ns7,Ann\n")
    (tmp_path / "secret").write_text("0123456789abcdef")
    assign(tmp_path / "roster.csv", 4, tmp_path / "secret", tmp_path / "assigned")
    lessons = tmp_path / "lessons"
    lessons.mkdir()
    (lessons / NAME).write_bytes((tmp_path / "assigned" / "s7" / NAME).read_bytes())
    own, keeper = read_assignment(lessons), Keeper(lessons / "answers.jsonl")
    right = 0
    for number, exercise in enumerate(exercises_of(4)):
        seed = own.seed_for(exercise.id)
        sitting = Sitting(exercise, seed, keeper)
        question, found = ask(exercise, seed), key(exercise, seed)
        answer = question.told({of: tuple(sorted(some)) for of, some in found.right.items()})
        if number == 0:
            wrong = {**answer, "outcome": "b" if answer["outcome"] == "a" else "a"}
            sitting.draft(wrong)
            sitting.check(wrong, 90, 3)
        sitting.take_hint(1)
        sitting.check(answer, 80, 5)
        right += sitting.right
    made = hand_in(lessons, tmp_path / "in")
    assert (made.learner, made.notes) == ("s7", ())
    people = read_roster(tmp_path / "roster.csv")
    found_all = grade_all(tmp_path / "in", people, read_assigned(tmp_path / "assigned", people), 4)
    assert found_all.notes == []
    graded = found_all.learners["s7"]
    said = [entry for entry in keeper.entries if entry.attempt]
    assert [(e.exercise, e.attempt, e.credit, e.score, e.hints) for e in graded.entries] == [
        (e.exercise, e.attempt, e.credit, e.score, e.hints) for e in said
    ]
    assert found_all.earned["s7"][4].tried == len(exercises_of(4))
    assert right >= len(exercises_of(4)) - 1  # one is written freely
