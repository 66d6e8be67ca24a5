"""Handing in: one file, whole or not at all, that says what is in it."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
from pathlib import Path

import pytest

from imrkit.cli import main
from imrkit.cohort.reading import HandIn, read_hand_in
from imrkit.cohort.sources import Source
from imrkit.errors import DataError
from imrkit.exercises.asking import check
from imrkit.exercises.assignment import Assignment
from imrkit.exercises.entry import checked, draft_of
from imrkit.exercises.handing_in import hand_in
from imrkit.exercises.record import AnswerFile
from tests.exercises.conftest import exercise_named

NOON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    exercise = exercise_named("l04-count-total")
    answer = {"low": "6", "high": "7"}
    draft = draft_of(exercise, 0, answer, sitting="s", when=NOON)
    entry = checked(draft, check(exercise, 0, answer))
    file = AnswerFile(tmp_path / "answers.jsonl", "me")
    file.append(entry)
    file.append(entry)
    return tmp_path


def read(path: Path) -> HandIn:
    found = read_hand_in(Source(path.name, (path.name,), path.read_bytes()))
    assert isinstance(found, HandIn)
    return found


def test_what_is_handed_in_is_the_whole_record_and_says_what_it_is(lessons: Path) -> None:
    made = hand_in(lessons, when=NOON)
    assert made.path == lessons / "hand-in-me.jsonl"
    head, _, rest = made.path.read_bytes().partition(b"\n")
    assert rest == (lessons / "answers.jsonl").read_bytes()
    assert json.loads(head)["learner"] == "me"
    assert made.contents[0] == "2 checked answers to 1 exercise, lesson 4, 01/05/2026"
    found = read(made.path)
    assert (found.learner, len(found.entries), found.notes) == ("me", 2, [])


def test_it_is_named_for_the_learner_of_the_assignment(lessons: Path) -> None:
    (lessons / "assignment.json").write_text(Assignment("s7", {}).as_text())
    assert read(hand_in(lessons).path).learner == "s7"


def test_a_torn_last_line_is_left_out_and_told(lessons: Path) -> None:
    whole = (lessons / "answers.jsonl").read_bytes()
    (lessons / "answers.jsonl").write_bytes(whole[:-9])
    made = hand_in(lessons)
    assert made.notes == ("The last line is torn; that one answer is lost.",)
    assert read(made.path).notes == []


def test_without_answers_there_is_nothing_to_hand_in(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such lessons folder"):
        hand_in(tmp_path / "nowhere")
    with pytest.raises(DataError, match="no answers yet"):
        hand_in(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_earlier_file_as_it_was(
    lessons: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = hand_in(lessons, when=NOON)
    before = made.path.read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(DataError, match="No space left on device"):
            hand_in(lessons)
    assert made.path.read_bytes() == before
    assert not list(lessons.glob(".imrkit-*"))


def test_the_command_says_what_is_in_the_file(
    lessons: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["submit", "--folder", str(lessons), "--out", str(lessons / "out")]) == 0
    out = capsys.readouterr().out
    assert (lessons / "out" / "hand-in-me.jsonl").is_file()
    assert "- 2 checked answers to 1 exercise, lesson 4" in out
    assert main(["submit", "--folder", str(lessons / "none")]) == 2
