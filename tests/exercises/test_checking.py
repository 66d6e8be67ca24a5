"""`imrkit check` looks at every exercise, and `imrkit new exercise` starts one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from imrkit.check.report import Report
from imrkit.cli import main
from imrkit.exercises.certify import certify
from imrkit.exercises.checking import check_exercises
from imrkit.exercises.kinds import FIELDS
from imrkit.exercises.loading import exercise_paths, load_exercise
from imrkit.exercises.misconceptions import MISCONCEPTIONS
from imrkit.files.folders import exercises_dir
from imrkit.rules.rulebook import rulebook
from tests.support.book import changed


def told(folder: Path, seeds: int = 2) -> tuple[int, str]:
    lines: list[str] = []
    report = Report(lines.append)
    check_exercises(report, rulebook(), False, folder, seeds)
    return report.wrong, " ".join(" ".join(lines).split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one exercise, and what it needs."""
    shutil.copytree(exercises_dir() / "varied", tmp_path / "varied")
    shutil.copy(exercises_dir() / MISCONCEPTIONS, tmp_path)
    shutil.copy(exercises_dir() / "lesson04/l04-choice-whose.toml", tmp_path)
    return tmp_path


def test_an_exercise_that_is_right_is_certified(folder: Path) -> None:
    wrong, text = told(folder)
    assert wrong == 0, text
    assert "Lesson 4: 1 exercise, each on 2 variants" in text


def test_a_broken_exercise_is_told_and_the_others_are_looked_at(folder: Path) -> None:
    (folder / "first.toml").write_text("a = 1\na = 2\n", encoding="utf-8")
    wrong, text = told(folder)
    assert wrong == 1
    assert "first.toml, line 2: not valid TOML" in text
    assert "Lesson 4: 1 exercise" in text


def test_a_broken_file_of_misconceptions_is_told(folder: Path) -> None:
    (folder / MISCONCEPTIONS).write_text("schema = 1\n[rule.M1]\nname = 1\n", encoding="utf-8")
    wrong, text = told(folder)
    assert wrong == 1
    assert "misconceptions.toml, line 3: rule.M1.name: expected a text" in text


def test_a_kind_of_sentence_without_its_words_is_told(folder: Path) -> None:
    text = (exercises_dir() / MISCONCEPTIONS).read_text(encoding="utf-8")
    for was, now, says in (
        ("\nwork = ", "\nworks = ", "a kind is missing: work"),
        ("\n[marked]\n", '\n[marked]\nworks = "It works."\n', "no sentence is of this kind: works"),
    ):
        (folder / MISCONCEPTIONS).write_text(changed(text, was, now), encoding="utf-8")
        wrong, told_of = told(folder)
        assert wrong == 1
        assert says in told_of


def test_a_folder_without_exercises_is_passed_over(tmp_path: Path) -> None:
    assert told(tmp_path) == (0, "")


def test_exercises_found_are_neither_hidden_nor_what_cases_vary_by(folder: Path) -> None:
    (folder / ".hidden.toml").touch()
    assert list(exercise_paths(folder)) == ["l04-choice-whose"]


@pytest.mark.parametrize("kind", FIELDS)
def test_a_new_exercise_of_each_kind_can_be_read_and_asked(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is still to fill in is told by the check, and never as an error in reading."""
    words = ["new", "exercise", "mine", "--kind", kind, "--case", "flagship", "--lesson", "4"]
    assert main([*words, "--folder", str(tmp_path)]) == 0
    assert "Fill it in" in capsys.readouterr().out
    exercise = load_exercise(tmp_path / "mine.toml")
    assert exercise.data.kind == kind
    certify(exercise, 2)


def test_a_new_exercise_overwrites_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["new", "exercise", "mine", "--kind", "mark", "--case", "flagship"]
    assert main([*words, "--folder", str(tmp_path)]) == 0
    assert main([*words, "--folder", str(tmp_path)]) == 2
    assert "there is such a file already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["mine", "--kind", "mrk", "--case", "flagship"], "Did you mean 'mark'?"),
        (["mine", "--kind", "mark", "--case", "flagshp"], "Did you mean 'flagship'?"),
        (["my file", "--kind", "mark", "--case", "flagship"], "letters, digits, - and _"),
        (["con", "--kind", "mark", "--case", "flagship"], "Windows keeps the name"),
        (["mine", "--kind", "mark", "--case", "flagship", "--item", "9"], "no disputed item"),
    ],
)
def test_a_slip_in_the_command_is_told(
    words: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "exercise", *words, "--folder", str(tmp_path)]) == 2
    assert says in capsys.readouterr().err
