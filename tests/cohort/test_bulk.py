"""Files go out and back in bulk under names by which Canvas and Moodle find their learners.

How the two read a name is told here as their own source has it: Canvas in
`AbstractAssignment#infer_comment_context_from_filename`, Moodle in mod/assign/feedback/file's
`is_valid_filename_for_import`.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from imrkit.cli import main
from imrkit.cohort.graded import FEEDBACK, grade
from imrkit.cohort.pages import PAGE
from imrkit.exercises.assignment import NAME, assignment_from
from tests.cohort.conftest import Cohort


def canvas_reads(name: str) -> tuple[str, str]:
    """The user and the file handed in."""
    numbers = [part for part in name.split("_") if part != "LATE" and part.isdigit()]
    return numbers[0], numbers[1]


def moodle_reads(path: str) -> tuple[int, str]:
    """The participant, and the file's name for the learner."""
    folder, *rest = path.split("/")
    info = folder.split("_", 4)
    assert info[2:4] == ["assignsubmission", "file"]
    assert len(info) == 5, "Moodle before 4.1 needs the last sign"
    return int(info[1]), "/".join([info[4], *rest])


def inside(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def one_page(pages: Sequence[Any], _: object) -> dict[str, str]:
    for one in pages:
        one.folder.mkdir(parents=True, exist_ok=True)
        (one.folder / PAGE).write_text(f"page of {one.learner}", encoding="utf-8")
    return {}


def handed_back(cohort: Cohort, tmp_path: Path, files: dict[str, bytes]) -> tuple[Path, Any]:
    for name, content in files.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    out = tmp_path / "graded"
    return out, grade(tmp_path / "in", cohort.folder / "roster.csv", out, pages=one_page)


def test_canvas_finds_whose_each_page_of_feedback_is(cohort: Cohort, tmp_path: Path) -> None:
    files = {
        "abbottada_5000_901_hand-in-s1000.jsonl": cohort.texts["s1000"],
        "brandtben_LATE_5001_902_hand_in_7_s1001.jsonl": cohort.texts["s1001"],
        "hand-in-s1002.jsonl": cohort.texts["s1002"],
    }
    out, found = handed_back(cohort, tmp_path, files)
    assert found.bulk == {"feedback-canvas.zip": 2}
    sent = {canvas_reads(name): text for name, text in inside(out / "feedback-canvas.zip").items()}
    assert sent == {("5000", "901"): b"page of s1000", ("5001", "902"): b"page of s1001"}
    assert all(name.endswith("_feedback.html") for name in inside(out / "feedback-canvas.zip"))


def test_moodle_finds_whose_each_page_of_feedback_is(cohort: Cohort, tmp_path: Path) -> None:
    files = {
        "Ada Abbott_77_assignsubmission_file_/hand-in.jsonl": cohort.texts["s1000"],
        "Ben Cruz_78_assignsubmission_file/sub/hand-in.jsonl": cohort.texts["s1001"],
        "Cy Dang_79_assignsubmission_file_hand-in.jsonl": cohort.texts["s1002"],
    }
    out, found = handed_back(cohort, tmp_path, files)
    assert found.bulk == {"feedback-moodle.zip": 3}
    sent = inside(out / "feedback-moodle.zip")
    assert {moodle_reads(name) for name in sent} == {(n, "/feedback.html") for n in (77, 78, 79)}


def test_a_zip_of_an_earlier_grading_does_not_stay(cohort: Cohort, tmp_path: Path) -> None:
    out, _ = handed_back(cohort, tmp_path, {"a_5000_1_x.jsonl": cohort.texts["s1000"]})
    assert (out / "feedback-canvas.zip").is_file()
    (tmp_path / "in" / "a_5000_1_x.jsonl").rename(tmp_path / "in" / "hand-in.jsonl")
    assert handed_back(cohort, tmp_path, {})[1].bulk == {}
    assert not (out / "feedback-canvas.zip").exists()
    assert (out / FEEDBACK / "s1000" / PAGE).is_file()


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The command that assigns lesson 3 to two learners."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret").write_text("0123456789abcdef")
    (tmp_path / "roster.csv").write_text(
        'Student,ID,SIS User ID,SIS Login ID\n"Lee, Ann",11,s1,ann@x.org\n"Cruz, Bo",12,s2,bo\n'
    )
    return ["assign", "roster.csv", "--lesson", "3", "--secret-file", "secret", "--out", "own"]


def test_assignments_go_out_by_the_names_of_what_was_handed_in(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("leeann_11_501_assignment.json", "{}")
        archive.writestr("cruzbo_12_502_assignment.json", "{}")
    assert main([*words, "--bulk", "all.zip"]) == 0
    assert "own/handout-canvas.zip, for 2 of 2" in " ".join(capsys.readouterr().out.split())
    for name, text in inside(tmp_path / "own" / "handout-canvas.zip").items():
        learner = assignment_from(text, Path(name)).learner
        assert canvas_reads(name) == {"s1": ("11", "501"), "s2": ("12", "502")}[learner]


@pytest.mark.parametrize(
    ("heads", "word"),
    [
        ("Identifier,Full name,Email address", "Participant "),
        ("ID,Vollständiger Name,E-Mail-Adresse", "Teilnehmer/in"),
    ],
)
def test_moodles_grading_worksheet_is_enough_to_hand_out(
    words: list[str], tmp_path: Path, heads: str, word: str
) -> None:
    rows = f"{heads}\n{word}41,Ann_Lee,ann@x.org\n{word}42,Bo Cruz,bo@x.org\n"
    (tmp_path / "roster.csv").write_text(rows, encoding="utf-8")
    assert main(words) == 0
    sent = inside(tmp_path / "own" / "handout-moodle.zip")
    assert {moodle_reads(name) for name in sent} == {
        (number, file) for number in (41, 42) for file in (f"/{NAME}", "/README.txt")
    }
    ann = next(text for name, text in sent.items() if moodle_reads(name) == (41, f"/{NAME}"))
    assert assignment_from(ann, Path(NAME)).learner == "ann@x.org"


def test_submissions_without_a_name_of_a_learner_make_no_zip_and_that_is_told(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.txt").write_text("x")
    assert main([*words, "--bulk", "in"]) == 0
    assert "nothing in in bears a name" in capsys.readouterr().err
    assert not list((tmp_path / "own").glob("*.zip"))


def test_the_list_to_hand_out_by_has_what_a_mail_merge_asks_for(
    words: list[str], tmp_path: Path
) -> None:
    assert main(words) == 0
    text = (tmp_path / "own" / "handout.csv").read_text(encoding="utf-8-sig")
    ann, bo = csv.DictReader(io.StringIO(text))
    assert (ann["First name"], ann["Email address"]) == ("Ann", "ann@x.org")
    assert (tmp_path / "own" / ann["File"]).is_file()
    assert bo["Email address"] == ""


def test_a_forgotten_learner_is_in_no_zip(words: list[str], tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("Identifier,Email\nParticipant 41,ann@x.org\n")
    assert main(words) == 0
    assert main(["forget", "ann@x.org", "own", "--roster", "roster.csv", "--yes"]) == 0
    left = sorted(path.name for path in (tmp_path / "own").rglob("*"))
    assert left == ["handout.csv", "made-with.json"]
