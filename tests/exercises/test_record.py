"""The record: kept through crashes, full disks and two notebooks; changes by hand are told."""

from __future__ import annotations

import datetime as dt
import errno
import json
import multiprocessing
import os
from pathlib import Path

import pytest

from imrkit.errors import DataError
from imrkit.exercises import chain
from imrkit.exercises.asking import check
from imrkit.exercises.entry import Entry, checked, draft_of, rule_book_version
from imrkit.exercises.record import AnswerFile, read_record
from tests.exercises.conftest import exercise_named

NOON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)


def entry(number: int = 0) -> Entry:
    exercise = exercise_named("l04-count-total")
    answer = {"low": "6", "high": str(number)}
    feedback = check(exercise, 0, answer, confidence=80)
    draft = draft_of(
        exercise, 0, answer, sitting=f"s{number}", when=NOON, confidence=80, seconds=12.34
    )
    return checked(draft, feedback)


def test_an_answer_comes_back_as_it_was_given(tmp_path: Path) -> None:
    file = AnswerFile(tmp_path / "answers.jsonl", "me")
    assert file.append(entry(7)) == ""
    found = read_record(tmp_path / "answers.jsonl", "me")
    assert found.entries == [entry(7)]
    assert found.entries[0].book == rule_book_version()
    assert found.entries[0].family == "physical medicine"
    assert (found.notes, found.intact, found.learner) == ([], True, "me")
    assert found.code == file.record.code


def test_no_record_yet_is_an_empty_one(tmp_path: Path) -> None:
    assert read_record(tmp_path / "none.jsonl").entries == []
    (tmp_path / "empty").touch()
    assert read_record(tmp_path / "empty").entries == []


def test_two_open_records_write_into_one_chain(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    one, other = AnswerFile(path, "me"), AnswerFile(path, "me")
    for number in range(6):
        (one if number % 2 else other).append(entry(number))
    found = read_record(path)
    assert found.intact
    assert len(found.entries) == 6


def _many(path: str, first: int) -> None:
    file = AnswerFile(Path(path), "me")
    for number in range(first, first + 25):
        file.append(entry(number))


def test_two_notebooks_at_once_do_not_tear_it(tmp_path: Path) -> None:
    path = str(tmp_path / "answers.jsonl")
    how = multiprocessing.get_context("spawn")
    both = [how.Process(target=_many, args=(path, first)) for first in (0, 100)]
    for process in both:
        process.start()
    for process in both:
        process.join()
        assert process.exitcode == 0
    found = read_record(Path(path))
    assert found.intact
    assert found.notes == []
    assert len(found.entries) == 50


def test_a_torn_last_line_loses_that_answer_alone(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    file = AnswerFile(path, "me")
    for number in range(3):
        file.append(entry(number))
    whole = path.read_bytes()
    for cut in range(len(whole) - 200, len(whole) - 1, 37):
        path.write_bytes(whole[:cut])
        found = read_record(path)
        assert len(found.entries) == 2
        assert found.notes == ["The last line is torn; that one answer is lost."]
        AnswerFile(path, "me").append(entry(9))
        after = read_record(path)
        assert after.intact
        assert [e.sitting for e in after.entries] == ["s0", "s1", "s9"]


def test_a_change_by_hand_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    for number in range(3):
        AnswerFile(path, "me").append(entry(number))
    path.write_text(path.read_text().replace('"credit": 0.5', '"credit": 1.0', 1))
    found = read_record(path)
    assert not found.intact
    assert found.notes == ["Line 2 is not as it was written: the file was changed by hand."]
    assert len(found.entries) == 3


def test_a_line_taken_out_is_told(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    for number in range(3):
        AnswerFile(path, "me").append(entry(number))
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([*lines[:2], *lines[3:]]))
    assert not read_record(path).intact


def test_another_learners_record_is_told(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    AnswerFile(path, "somebody").append(entry())
    assert "The record is another learner's." in read_record(path, "me").notes


@pytest.mark.parametrize(
    ("version", "which"), [(0, "an older"), (2, "a newer"), (None, "an older")]
)
def test_another_versions_record_is_told_and_read(
    tmp_path: Path, version: int | None, which: str
) -> None:
    path = tmp_path / "answers.jsonl"
    head = {"imrkit": "answers", "version": version, "learner": "me"}
    hashed, line = chain.line("", head)
    old = {"when": "2020-01-01T00:00:00Z", "sitting": "s", "exercise": "e", "seed": 1, "book": "x"}
    path.write_bytes(line + chain.line(hashed, {**old, "field_of_another_version": 1})[1])
    found = read_record(path)
    assert any(f"begun by {which} version" in note for note in found.notes)
    assert "1 of the answers were graded by another version of the rules." in found.notes
    assert found.entries[0].exercise == "e"
    assert found.entries[0].attempt == 1


@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "[]",
        "null",
        '{"when": 5}',
        '{"when": "soon", "sitting": "s", "exercise": "e", "seed": 1, "book": ""}',
        "[" * 5000,
    ],
)
def test_a_line_that_is_no_answer_is_passed_over(tmp_path: Path, line: str) -> None:
    path = tmp_path / "answers.jsonl"
    AnswerFile(path, "me").append(entry())
    with path.open("a") as file:
        file.write(f"{line}\n")
    AnswerFile(path, "me").append(entry(1))
    found = read_record(path)
    assert [e.sitting for e in found.entries] == ["s0", "s1"]
    assert not found.intact


@pytest.mark.parametrize("content", ["hello\n", "{}\n", '{"imrkit": "lesson"}\n'])
def test_what_is_no_record_is_told_and_left_alone(tmp_path: Path, content: str) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text(content)
    with pytest.raises(DataError, match="no record of answers"):
        read_record(path)
    file = AnswerFile(path, "me")
    assert "cannot be saved now" in file.append(entry())
    assert path.read_text() == content
    assert len(file.entries) == 1


def test_a_full_disk_is_told_and_the_answer_is_written_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.jsonl"
    file = AnswerFile(path, "me")
    file.append(entry(0))
    before = path.read_bytes()
    write = os.write

    def half(handle: int, text: bytes) -> int:
        if len(text) > 100:
            return write(handle, text[:100])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", half)
        assert "No space left on device" in file.append(entry(1))
    assert path.read_bytes() == before
    assert len(file.entries) == 2
    assert file.append(entry(2)) == ""
    assert [e.sitting for e in read_record(path).entries] == ["s0", "s1", "s2"]


def test_a_folder_that_cannot_be_written_to_is_told_and_the_lesson_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    file = AnswerFile(tmp_path / "file" / "answers.jsonl", "me")
    for number in range(2):
        told = file.append(entry(number))
        assert told.startswith("Your answers cannot be saved now")
    assert len(file.entries) == 2


def test_a_folder_that_vanishes_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "lessons" / "answers.jsonl"
    file = AnswerFile(path, "me")
    file.append(entry(0))
    path.unlink()
    path.parent.rmdir()
    assert file.append(entry(1)) == ""
    assert read_record(path).intact


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("")
    (tmp_path / "answers.jsonl").symlink_to(tmp_path / "other")
    AnswerFile(tmp_path / "answers.jsonl", "me").append(entry())
    assert (tmp_path / "other").read_text() == ""


def test_each_line_is_plain_json(tmp_path: Path) -> None:
    AnswerFile(tmp_path / "answers.jsonl", "me").append(entry())
    lines = (tmp_path / "answers.jsonl").read_text(encoding="ascii").splitlines()
    assert [type(json.loads(line)) for line in lines] == [dict, dict]


def test_what_another_notebook_wrote_is_read_before_the_next_answer(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    one, other = AnswerFile(path), AnswerFile(path)
    one.append(entry(1))
    other.append(entry(2))
    assert [e.sitting for e in other.entries] == ["s1", "s2"]
    one.refresh()
    assert one.entries == other.entries
    assert one.learner == other.learner == read_record(path).learner


def test_a_record_that_was_deleted_begins_anew_as_another_learner(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    file = AnswerFile(path)
    file.append(entry(1))
    before = read_record(path).learner
    path.unlink()
    file.append(entry(2))
    found = read_record(path)
    assert [e.sitting for e in found.entries] == ["s2"]
    assert found.learner not in ("", before)
