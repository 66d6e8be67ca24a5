"""The instructor's commands: exit codes, what is said, and from roster to feedback in one go."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest

from imrkit.cli import main
from imrkit.cli.cohort import Progress
from imrkit.cohort.advice import advice
from imrkit.cohort.graded import grade
from imrkit.cohort.report import report
from imrkit.cohort.report_page import look_after_csv
from imrkit.cohort.results import read_results
from imrkit.exercises.assignment import read_assignment
from tests.cohort.conftest import Cohort

Run = pytest.CaptureFixture[str]


@pytest.fixture
def work(cohort: Cohort, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a roster, a secret, and two hand-ins, the second of them odd."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "roster.csv").write_bytes((cohort.folder / "roster.csv").read_bytes())
    (tmp_path / "secret.txt").write_text("0123456789abcdef")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "s1000.jsonl").write_bytes(cohort.texts["s1000"])
    return tmp_path


@pytest.mark.notebooks
def test_grading_writes_all_that_an_instructor_needs(work: Path, capsys: Run) -> None:
    assert main(["grade", "in", "--roster", "roster.csv", "--lesson", "4", "--out", "out"]) == 0
    out = capsys.readouterr().out
    assert "Graded: the hand-ins of 1 of 8 learners on the roster." in out
    assert sorted(str(p.relative_to(work / "out")) for p in (work / "out").rglob("*.*")) == [
        "feedback/s1000/feedback.html",
        "feedback/s1000/feedback.ipynb",
        "feedback/s1000/feedback.json",
        "gradebook-canvas.csv",
        "gradebook-moodle.csv",
        "handout.csv",
        "items.parquet",
        "learners.csv",
        "notes.csv",
    ]
    page = (work / "out" / "feedback" / "s1000" / "feedback.html").read_text(encoding="utf-8")
    assert "Feedback for Abbott, Ada" in page


def test_an_odd_hand_in_is_told_and_the_exit_code_says_so(work: Path, capsys: Run) -> None:
    (work / "in" / "s1000.jsonl").unlink()
    (work / "in" / "essay.pdf").write_bytes(b"%PDF")
    assert main(["grade", "in", "--roster", "roster.csv", "--out", "out"]) == 1
    out = capsys.readouterr().out
    assert "- no hand-in: 1" in out
    assert "essay.pdf: It is probably a PDF, and no hand-in of imrkit; it is passed over." in out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["grade", "none", "--roster", "roster.csv", "--out", "out"], "no such folder of hand-ins"),
        (["grade", "roster.csv", "--roster", "roster.csv", "--out", "out"], "it is another file"),
        (["grade", "in", "--roster", "none.csv", "--out", "out"], "none.csv: cannot be read"),
        (["grade", "in", "--roster", "roster.csv", "--out", "in/out"], "inside the folder"),
        (["grade", "in", "--roster", "roster.csv", "--out", "roster.csv"], "cannot be written"),
        (
            ["grade", "in", "--roster", "roster.csv", "--out", "out", "--lesson", "99"],
            "no lesson with exercises named '99'",
        ),
        (
            ["grade", "in", "--roster", "roster.csv", "--out", "out", "--assigned", "none"],
            "no such folder of assignments",
        ),
        (
            ["assign", "roster.csv", "--lesson", "4", "--secret-file", "none", "--out", "out"],
            "to make one: python -c",
        ),
        (["export", "none", "--secret-file", "secret.txt", "--out", "x"], "cannot be read"),
        (["forget", "s1000", "none", "--roster", "roster.csv"], "no such folder"),
    ],
)
def test_bad_input_is_refused_in_one_line(
    words: list[str], told: str, work: Path, capsys: Run
) -> None:
    before = sorted(work.rglob("*"))
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert told in err
    assert sorted(path for path in work.rglob("*") if path.name != "out") == before


def test_assigning_says_what_to_do_with_the_files(work: Path, capsys: Run) -> None:
    words = ["assign", "roster.csv", "--lesson", "4", "--secret-file", "secret.txt"]
    assert main([*words, "--out", "assigned"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Lesson 4: assigned to 8 learners." in out
    assert "Written to assigned: a file assignment.json for each learner" in out
    assert re.search(r"fewer variants than learners; .*: l04-[a-z-]+ \(\d\)", out)
    listed = (work / "assigned" / "handout.csv").read_text(encoding="utf-8-sig").splitlines()
    assert listed[0] == "Learner,Name,First name,Email address,File"
    assert listed[1] == 's1000,"Abbott, Ada",Ada,s1000@example.org,s1000/assignment.json'
    assert "neither keys nor the secret" in out
    assert (work / "assigned" / "s1000" / "assignment.json").is_file()
    assert main([*words, "--out", "assigned"]) == 0
    assert "(8 had theirs already)" in capsys.readouterr().out


def test_several_lessons_are_assigned_at_once_and_one_learner_is_one(
    work: Path, capsys: Run
) -> None:
    (work / "one.csv").write_text("ID\nAB1\n")
    words = ["assign", "one.csv", "--lesson", "1,3", "--secret-file", "secret.txt", "--out", "o"]
    assert main(words) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Lesson 1: assigned to 1 learner." in out
    assert "Lesson 3: assigned to 1 learner." in out
    listed = (work / "o" / "handout.csv").read_text(encoding="utf-8-sig").splitlines()[1]
    folder = listed.rpartition(",")[2]
    seeds = read_assignment((work / "o" / folder).parent).seeds
    assert {name[:3] for name in seeds} == {"l01", "l03"}


def test_a_folder_of_other_assignments_is_told_loudly(
    work: Path, capsys: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imrkit.cohort.graded._write_feedback", lambda *_: [])
    words = ["assign", "roster.csv", "--lesson", "4", "--secret-file", "secret.txt"]
    assert main([*words, "--out", "other"]) == 0
    graded = ["grade", "in", "--roster", "roster.csv", "--lesson", "4", "--assigned", "other"]
    assert main([*graded, "--out", "out"]) == 1
    out, err = capsys.readouterr()
    assert "1 of 1 learners answered other variants than other holds" in " ".join(err.split())
    assert "- other variants: 1" in out
    (work / "empty").mkdir()
    assert main([*graded[:-1], "empty", "--out", "out"]) == 2
    assert "holds no assignment of any learner on the roster" in capsys.readouterr().err


def test_a_lesson_that_nobody_answered_stops_before_anything_is_written(
    work: Path, capsys: Run
) -> None:
    assert main(["grade", "in", "--roster", "roster.csv", "--lesson", "1", "--out", "out"]) == 2
    told = capsys.readouterr().err
    assert "no answer to lesson 1; what was handed in are answers to lesson 4" in told
    assert not any((work / "out").iterdir())


def test_another_secret_than_the_folder_was_made_with_is_refused(work: Path, capsys: Run) -> None:
    words = ["assign", "roster.csv", "--lesson", "4", "--out", "own", "--secret-file"]
    assert main([*words, "secret.txt"]) == 0
    (work / "new.txt").write_text("fedcba9876543210")
    before = {path: path.read_bytes() for path in (work / "own").rglob("*") if path.is_file()}
    grading = ["grade", "in", "--roster", "roster.csv", "--out", "out", "--secret-file", "new.txt"]
    for again in ([*words, "new.txt"], [*grading, "--assigned", "own"]):
        assert main(again) == 2
        assert (
            "own: was made with ANOTHER SECRET than the one in new.txt" in capsys.readouterr().err
        )
    assert {p: p.read_bytes() for p in (work / "own").rglob("*") if p.is_file()} == before
    assert b"0123456789abcdef" not in b"".join(before.values())
    assert main([*words, "secret.txt"]) == 0
    assert main(grading) == 2
    assert "name that with --assigned" in capsys.readouterr().err


def test_a_folder_of_other_learners_is_not_added_to(work: Path, capsys: Run) -> None:
    words = ["--lesson", "4", "--secret-file", "secret.txt", "--out", "own"]
    assert main(["assign", "roster.csv", *words]) == 0
    (work / "later.csv").write_text("Email\nada@example.com\n")
    assert main(["assign", "later.csv", *words]) == 2
    assert "none by the ids of this roster (column 'email')" in capsys.readouterr().err


def test_each_learner_gets_a_note_on_what_to_do_with_the_file(work: Path) -> None:
    words = ["assign", "roster.csv", "--lesson", "4", "--secret-file", "secret.txt"]
    assert main([*words, "--out", "own"]) == 0
    told = (work / "own" / "s1000" / "README.txt").read_text(encoding="utf-8")
    assert "This is for learner s1000." in told
    assert "Put assignment.json into the folder imrkit-lessons" in told
    assert "imrkit submit" in told
    assert "make lab" in told
    assert "100% at the first try, 60% at the second" in " ".join(told.split())
    assert "Each hint takes 10 points" in told
    alone = (work / "own" / "s1000" / "assignment.json").read_text(encoding="utf-8")
    assert "put it into the folder imrkit-lessons before you answer anything" in alone


def test_feedback_of_an_earlier_grading_is_told(work: Path, capsys: Run) -> None:
    old = work / "out" / "feedback" / "s1007"
    old.mkdir(parents=True)
    (work / "in" / "s1000.jsonl").unlink()
    assert main(["grade", "in", "--roster", "roster.csv", "--out", "out"]) == 1
    told = capsys.readouterr().out
    assert "Pages of an earlier grading are there" in told
    assert "of 1 whom nothing was graded of now: s1007" in " ".join(told.split())


@pytest.mark.usefixtures("work")
def test_exercises_that_do_not_vary_are_told_to_be_the_same_for_all(capsys: Run) -> None:
    words = ["assign", "roster.csv", "--lesson", "1", "--secret-file", "secret.txt"]
    assert main([*words, "--out", "o"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "- the same for everybody, for they do not vary: l01-order-letter" in out


@pytest.mark.parametrize(
    ("lesson", "told"), [("4,99", "no lesson with exercises named '99'"), ("x", "no lesson")]
)
def test_a_lesson_that_is_not_there_is_told_with_those_that_are(
    lesson: str, told: str, work: Path, capsys: Run
) -> None:
    words = ["assign", "roster.csv", "--lesson", lesson, "--secret-file", "secret.txt"]
    assert main([*words, "--out", str(work / "o")]) == 2
    assert told in capsys.readouterr().err


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_long_work_is_shown_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def shown(stream: Any) -> str:
        monkeypatch.setattr("sys.stderr", stream)
        progress = Progress()
        for done in range(3):
            progress("feedback pages", done, 2)
        return str(stream.getvalue())

    assert shown(io.StringIO()) == ""
    told = shown(Terminal())
    assert "\rfeedback pages: 0 of 2" in told
    assert told.endswith("\n")
    assert "2 of 2" in told


@pytest.mark.notebooks
def test_a_folder_that_was_written_here_is_no_folder_of_hand_ins(work: Path, capsys: Run) -> None:
    words = ["--roster", "roster.csv", "--lesson", "4"]
    assert main(["grade", "in", *words, "--out", "out"]) == 0
    assert main(["grade", "out", *words, "--out", "again"]) == 2
    assert "is a folder that `imrkit grade` wrote" in capsys.readouterr().err
    secret = ["--secret-file", "secret.txt", "--out", "own"]
    assert main(["assign", "roster.csv", "--lesson", "4", *secret]) == 0
    assert main(["grade", "own", *words, "--out", "again"]) == 2
    assert "is a folder that `imrkit assign` wrote" in capsys.readouterr().err
    assert not (work / "again").exists()


@pytest.mark.notebooks
def test_a_lesson_that_takes_the_place_of_another_one_is_told(work: Path, capsys: Run) -> None:
    book = "\ufeffStudent,ID,imrkit lesson 3\n"
    (work / "out").mkdir()
    (work / "out" / "gradebook-canvas.csv").write_text(book, encoding="utf-8")
    words = ["grade", "in", "--roster", "roster.csv", "--lesson", "4", "--out", "out"]
    assert main(words) == 0
    assert "held results of lesson 3, which these took the place" in capsys.readouterr().err
    assert main(words) == 0
    assert "held results" not in capsys.readouterr().err


def test_who_handed_in_a_damaged_file_did_not_hand_in_nothing(work: Path, capsys: Run) -> None:
    (work / "in" / "brandtben_5001_9_essay.docx").write_bytes(b"%PDF-1.7")
    whole = (work / "in" / "s1000.jsonl").read_bytes()
    (work / "in" / "s1000.jsonl").write_bytes(b"".join(whole.splitlines(keepends=True)[:6]))
    grade(work / "in", work / "roster.csv", work / "out", lesson=4, pages=lambda *_: {})
    text = (work / "out" / "learners.csv").read_text(encoding="utf-8-sig")
    states = dict(csv.reader(io.StringIO(text)))
    assert [states[f"s100{n}"] for n in range(3)] == ["cut short", "not graded", "nothing"]
    found = report(read_results(work / "out"))
    assert (found.damaged, found.absent, found.stopped) == (("s1000", "s1001"), 6, 0)
    do = " ".join(one.do for one in advice(found))
    assert "6 who handed in nothing and 2 who handed in a file that could not be graded" in do
    rows = list(csv.reader(io.StringIO(look_after_csv(found).decode("utf-8-sig"))))[1:]
    assert {row[0] for row in rows} == {f"s{1000 + n}" for n in range(8)}
    assert dict(row[:2] for row in rows)["s1001"] == "handed in a file that could not be graded"
    capsys.readouterr()


def test_another_roster_in_the_same_folder_is_told(work: Path, capsys: Run) -> None:
    words = ["--lesson", "4", "--secret-file", "secret.txt", "--out", "own"]
    assert main(["assign", "roster.csv", *words]) == 0
    assert "not on this roster" not in " ".join(capsys.readouterr().err.split())
    (work / "other.csv").write_text("SIS User ID\ns1000\nm1\n")
    assert main(["assign", "other.csv", *words]) == 0
    told = " ".join(capsys.readouterr().err.split())
    assert "holds assignments of 7 learners who are not on this roster" in told


def test_under_which_name_canvas_shows_an_assignment_is_told(work: Path, capsys: Run) -> None:
    (work / "sub").mkdir()
    (work / "sub" / "abbottada_5000_1_hello.docx").write_bytes(b"x")
    (work / "sub" / "brandtben_5001_2_assignment.json").write_bytes(b"{}")
    words = ["--lesson", "4", "--secret-file", "secret.txt", "--out", "own", "--bulk", "sub"]
    assert main(["assign", "roster.csv", *words]) == 0
    told = " ".join(capsys.readouterr().err.split())
    assert "handed in to s1000 (hello.docx): tell them to save it as assignment.json" in told
