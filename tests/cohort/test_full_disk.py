"""A disk that is full in the middle: told in one line, exit code 2, and nothing half-written."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import nbformat
import pytest
from pyarrow import parquet

from imrkit.batch.task import Result
from imrkit.cli import main
from imrkit.cohort.graded import ITEMS, grade
from imrkit.cohort.made_up import main as make_up
from tests.cohort.conftest import Cohort

Words = list[str]
Run = pytest.CaptureFixture[str]


class Full(io.BufferedWriter):
    """A file on a disk that takes so many bytes more, of all files together."""

    left = 0

    def write(self, content: Any) -> int:
        """Write what still fits."""
        fits = bytes(content)[: max(0, Full.left)]
        Full.left -= len(fits)
        super().write(fits)
        if len(fits) < len(content):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return len(fits)


@contextmanager
def full_after(count: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let only so many bytes be written by whatever writes files whole."""
    Full.left, usual = count, os.fdopen

    def opened(handle: int, mode: str = "r", *more: Any, **how: Any) -> Any:
        if mode == "wb":
            return Full(io.FileIO(handle, "w"))
        return usual(handle, mode, *more, **how)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fdopen", opened)
        yield


def check_whole(folder: Path) -> int:
    """Open every file of a folder; return how many there are."""
    some = [path for path in folder.rglob("*") if path.is_file()]
    for path in some:
        assert not path.name.startswith(".imrkit-"), path
        content = path.read_bytes()
        assert content, path
        match path.suffix:
            case ".json":
                json.loads(content)
            case ".ipynb":
                nbformat.reads(content.decode(), as_version=4)  # type: ignore[no-untyped-call]
            case ".html":
                assert content.rstrip().endswith(b"</html>")
            case ".csv" | ".jsonl":
                assert content.endswith(b"\n"), path
            case ".parquet":
                parquet.read_table(path)
    return len(some)


@pytest.fixture(scope="module")
def graded(cohort: Cohort, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of three learners who handed in, graded once."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(cohort.folder, folder, dirs_exist_ok=True)
    for path in sorted((folder / "hand-ins").iterdir())[3:]:
        path.unlink()
    hand_ins, roster = folder / "hand-ins", folder / "roster.csv"
    grade(hand_ins, roster, folder / "graded", lesson=4, pages=lambda *_: {})
    return folder


@pytest.fixture
def course(graded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The course, in which a command is about to write."""
    shutil.copytree(graded, tmp_path / "course")
    monkeypatch.chdir(tmp_path / "course")
    monkeypatch.setattr("imrkit.cohort.graded._write_feedback", lambda *_: [])
    return tmp_path / "course"


ASSIGN = ["assign", "roster.csv", "--lesson", "3", "--secret-file", "secret.txt", "--out"]
GRADE = ["grade", "hand-ins", "--roster", "roster.csv", "--lesson", "4", "--out"]
FORGET = ["forget", "s1003", "hand-ins", "assigned", "graded", "--roster", "roster.csv", "--yes"]
EXPORT = ["export", "graded", "--secret-file", "secret.txt", "--out", "new/items.parquet"]


@pytest.mark.parametrize(
    ("words", "room"),
    [
        ([*ASSIGN, "assigned"], 2_000),
        ([*ASSIGN, "new"], 500),
        ([*GRADE, "new"], 100),
        ([*GRADE, "new"], 1_500),
        ([*GRADE, "graded"], 300),
        (EXPORT, 100),
        (FORGET, 200),
        (["submit", "--folder", "lessons"], 1_000),
    ],
    ids=["add", "assign", "grade", "later", "again", "export", "forget", "submit"],
)
def test_a_full_disk_is_told_and_nothing_is_half_written(
    words: Words, room: int, course: Path, capsys: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    lessons = course / "lessons"
    lessons.mkdir()
    _, _, record = next(iter((course / "hand-ins").iterdir())).read_bytes().partition(b"\n")
    (lessons / "answers.jsonl").write_bytes(record)
    before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    capsys.readouterr()
    with full_after(room, monkeypatch):
        assert main(words) == 2
    err = capsys.readouterr().err.strip().splitlines()
    assert err[-1].endswith("cannot be written: No space left on device")
    check_whole(course)
    if words is not FORGET:
        lost = [path for path, content in before.items() if not path.exists()]
        assert not lost
    assert main(words) == 0, "with room again it is done"
    assert check_whole(course) >= len(before) - 3
    assert (course / "graded" / ITEMS).is_file()


def test_a_made_up_cohort_on_a_full_disk_is_told(
    tmp_path: Path, capsys: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with full_after(3_000, monkeypatch):
        assert make_up([str(tmp_path / "made"), "--learners", "3", "--lesson", "3"]) == 2
    assert "No space left on device" in capsys.readouterr().err
    check_whole(tmp_path / "made")


@pytest.mark.notebooks
def test_feedback_pages_and_the_report_on_a_full_disk_are_told(
    cohort: Cohort, tmp_path: Path, capsys: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    for id in ("s1000", "s1001"):
        (tmp_path / "in" / f"{id}.jsonl").write_bytes(cohort.texts[id])
    roster, out = str(cohort.folder / "roster.csv"), tmp_path / "out"
    words = ["grade", str(tmp_path / "in"), "--roster", roster, "--lesson", "4", "--out", str(out)]
    with full_after(60_000, monkeypatch):
        assert main(words) == 2
    assert "No space left on device" in capsys.readouterr().err
    written = check_whole(out)
    assert main(words) == 0
    assert check_whole(out) > written
    page, made = tmp_path / "report.html", next(out.rglob("feedback.ipynb")).read_text()
    ran = asdict(Result("x", made, 0.0, "direct"))
    monkeypatch.setattr("imrkit.cohort.report_page.run_task", lambda _: ran)
    with full_after(1_000, monkeypatch):
        assert main(["report", str(out), "--out", str(page)]) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert not page.exists()
