"""What an exercise file is refused for, with file, line and field."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from imrkit.errors import DataError, UnknownName
from imrkit.exercises.certified import lesson_faults
from imrkit.exercises.certify import certify
from imrkit.exercises.loading import load_exercise, read_exercise
from imrkit.files.folders import exercises_dir

LESSON = exercises_dir() / "lesson04"


def written(folder: Path, name: str, *changes: tuple[str, str]) -> Path:
    """A copy of an exercise of ours, with some places changed, that varies as ours do."""
    text = (LESSON / f"{name}.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert re.search(old, text, re.MULTILINE), old
        text = re.sub(old, new, text, count=1, flags=re.MULTILINE)
    (folder / "varied").mkdir(exist_ok=True)
    for path in (exercises_dir() / "varied").glob("*.toml"):
        (folder / "varied" / path.name).write_text(path.read_text(encoding="utf-8"), "utf-8")
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            'case = "flagship"',
            'case = "flagshp"',
            "no case named 'flagshp'. Did you mean 'flagship'",
        ),
        ('case = "flagship"\n', "", "missing field 'case'"),
        ('case = "flagship"', 'case = ""', "an exercise names its case; found nothing"),
        ('rule = "M11"', 'rule = "M17"', "no wrong rule or slip named 'M17'"),
        ('rule = "M11"', 'rule = "off-by-on"', "Did you mean 'off-by-one'?"),
        ("lesson = 4", "lesson = 13", "lessons are 1 to 12; found 13"),
        ('kind = "choice"', 'kind = "choise"', "did you mean 'choice'?"),
        ('kind = "choice"', 'kind = "verdict"', "an exercise of kind 'verdict' has no 'query'"),
        ('query = "basis of fits_purpose"\n', "", "an exercise of kind 'choice' needs 'query'"),
        (r"^hints = \[\n.*\n", "hints = [\n", "expected 3 hints"),
        ('"visits_requested", ', '"visits_requestd", ', "no fact that varies in flagship.toml"),
        ("schema = 1", "schema = 2", "expected schema = 1"),
        (
            'case = "flagship"',
            'case = "flagship"\nitem = "2"',
            "no disputed item in flagship named",
        ),
    ],
)
def test_a_slip_in_an_exercise_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    path = written(tmp_path, "l04-choice-whose", (old, new))
    with pytest.raises(DataError, match=re.escape(says).replace("\\ ", " ")) as caught:
        read_exercise(path)
    assert caught.value.file == path


def test_an_exercise_that_does_not_exist_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'l04-choice-whose'"):
        load_exercise("l04-choice-whoose")


def problems(path: Path, seeds: int = 3) -> str:
    return " ".join(str(fault) for fault in certify(read_exercise(path), seeds).faults)


def test_an_exercise_without_a_key_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, "l04-choice-whose", ('value = "reviewer judgement"', 'value = "none"'))
    assert "no option of 'answer' is right (it would be reviewer judgement)" in problems(path)


def test_an_exercise_with_two_keys_is_found(tmp_path: Path) -> None:
    path = written(
        tmp_path, "l04-choice-whose", ('value = "regulation"', 'value = "reviewer judgement"')
    )
    told = problems(path)
    assert "two options are right" in told
    assert "two options of 'answer' answer the same" in told


def test_a_wrong_choice_without_a_reply_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, "l04-choice-whose", (r'^reply = "Regulations.*\n', ""))
    assert "nothing is said to 'The regulation’s' (regulation)" in problems(path)


def test_a_query_that_the_engine_does_not_know_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, "l04-choice-whose", ("basis of fits_purpose", "basis of fits_purpos"))
    assert "Did you mean 'fits_purpose'?" in problems(path)
    path = written(tmp_path, "l04-choice-whose", ("basis of fits_purpose", "outcomes"))
    assert "Did you mean 'outcome'?" in problems(path)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('ask = "', 'ask = "Whose programme is it? ', "write American English: “program”"),
        ('because = "', 'because = "Obviously! ', "avoid “obviously”"),
        ('because = "', 'because = "Surely! ', "no exclamation points"),
        ('because = "', 'because = "**Surely.** ', "asterisks too"),
        (
            'because = "',
            'because = "On 2014-01-06 it was so. ',
            "write the date as “January 6, 2014”",
        ),
        ('reply = "Regulations', 'reply = "' + "word " * 46 + "Regulations", "at most 45 are read"),
        (
            'reply = "Regulations',
            'reply = "Whose number is that? Regulations',
            "repeats its question",
        ),
        (r"^because = .*\n", "", "say why the right answer is right"),
    ],
)
def test_a_text_that_does_not_keep_to_the_style_sheet_is_found(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert says in problems(written(tmp_path, "l04-choice-whose", (old, new)))


def test_an_exercise_that_asks_nothing_of_the_file_is_found(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "l04-count-total",
        ('of = "visits_completed.*"', 'of = "home_programme_visits"'),
        (r"^reveals = .*\n", ""),
    )
    assert "its key is the same for an empty file" in problems(path)


def test_a_false_line_in_a_rationale_of_errors_is_found(tmp_path: Path) -> None:
    """Where the line that an error replaces is not so itself, nothing is planted."""
    path = written(tmp_path, "l04-error-flagship", ('finds = "chronic_pain_2009"', 'finds = "x"'))
    found = certify(read_exercise(path), 8)
    assert not any("edition" in key for key in found.replies)


def test_an_edition_near_a_switch_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, "l04-edition-six", ("shift = 6", "shift = 50"))
    assert "near a switch of editions" in problems(path, 30)


def test_a_lesson_that_is_mostly_upheld_is_found() -> None:
    upheld = certify(load_exercise("l04-news-log"), 3)
    said = "0% of what lesson 4 asks ends overturned; 45% to 55% should"
    assert said in " ".join(map(str, lesson_faults([upheld] * 4)))
    assert said not in " ".join(map(str, lesson_faults([upheld] * 3)))  # too few to keep a share


def test_a_lesson_whose_right_options_are_the_longest_is_found(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "l04-choice-whose",
        ('says = "This reviewer’s"', 'says = "This reviewer’s own, and no one else’s at all"'),
    )
    told = " ".join(map(str, lesson_faults([certify(read_exercise(path), 8)])))
    assert "the right option is the longest more often than chance" in told


def test_two_exercises_that_say_the_same_are_found(tmp_path: Path) -> None:
    same = certify(read_exercise(written(tmp_path, "l04-choice-whose")), 2)
    told = " ".join(map(str, lesson_faults([same, certify(load_exercise("l04-choice-whose"), 2)])))
    assert "says the same" in told
