"""The worked examples of CONTRIBUTING.md do what the text says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from imrkit.cases import finding
from imrkit.cases.loading import read_case
from imrkit.check import run as module
from imrkit.check.verify import faults
from imrkit.course.faults import minutes_faults, plan_faults
from imrkit.course.plan import read_plan
from imrkit.course.times import times
from imrkit.determination.deciding import determine, revise
from imrkit.errors import DataError
from imrkit.exercises.answers import QUERIES
from imrkit.exercises.certified import lesson_faults
from imrkit.exercises.certify import certify
from imrkit.exercises.kinds import FIELDS
from imrkit.exercises.loading import exercise_paths, read_exercise
from imrkit.files.folders import mtus_dir
from imrkit.rules.rulebook import Rulebook, load_rulebook
from tests.course.plans import written
from tests.support.planted import checked

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"<!-- file: (.+?) -->\n```toml\n(.*?)```", TEXT, flags=re.DOTALL))
"""The examples by the file that each is to stand in."""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with the rules that come with imrkit, to which the examples have been added."""
    shutil.copytree(mtus_dir(), tmp_path / "imrkit/mtus")
    for name in ("cases", "exercises"):
        (tmp_path / name).mkdir()
    for place, text in EXAMPLES.items():
        name, _, where = place.partition(", ")
        path = tmp_path / name
        old = path.read_text(encoding="utf-8") if where else ""
        if where.startswith("under "):
            head = where.removeprefix("under ")
            assert head in old.splitlines()
            path.write_text(old.replace(f"{head}\n", f"{head}\n{text}", 1), encoding="utf-8")
        else:
            path.write_text(f"{old}\n{text}".lstrip("\n"), encoding="utf-8")
    older = tmp_path / "imrkit/mtus/example_2016.toml"
    text = older.read_text(encoding="utf-8")
    text = text.replace("since = 2016-01-01\n", "since = 2016-01-01\nuntil = 2017-12-31\n")
    older.write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "mtus_dir", lambda: tmp_path / "imrkit/mtus")
    monkeypatch.setattr(finding, "cases_dir", lambda: tmp_path / "cases")
    monkeypatch.setattr(module, "blind_dir", lambda: tmp_path / "blind")
    return tmp_path


@pytest.fixture
def book(checkout: Path) -> Rulebook:
    return load_rulebook(checkout / "imrkit/mtus")


def test_the_text_has_an_example_of_every_kind() -> None:
    """A case, a fact, a treatment, a guideline, its citation, an edition and an exercise."""
    assert list(EXAMPLES) == [
        "cases/example.toml",
        "imrkit/mtus/facts.toml, at the end",
        "imrkit/mtus/terms.toml, under [treatment]",
        "imrkit/mtus/example_2016.toml",
        "imrkit/mtus/terms.toml, at the end",
        "imrkit/mtus/example_2018.toml",
        "exercises/example-verdict.toml",
    ]


@pytest.mark.usefixtures("checkout")
def test_the_examples_pass_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever follows the text to the letter is told that nothing is wrong.

    The rules that come with imrkit are not verified once more: `imrkit check` does that.
    """
    monkeypatch.setattr(
        module, "faults", lambda rule, seen: faults(rule, seen) if "example" in rule.id else []
    )
    code, text = checked()
    assert code == 0, text
    assert "the reviewer: the same guideline 100%" in text
    assert "Both together: agreement 100%" in text


def test_the_example_case_is_decided_as_the_text_says(checkout: Path, book: Rulebook) -> None:
    """It is upheld because it is not shown; without earlier classes it would be overturned."""
    (found,) = determine(read_case(checkout / "cases/example.toml", book))
    assert (found.outcome, found.verdict) == ("upheld", "not shown")
    assert found.agrees
    assert [step.name for step in found.against] == ["within_course"]
    assert revise(found, {"visits_completed": 0}).outcome == "overturned"


def test_the_later_edition_states_only_what_changed(book: Rulebook) -> None:
    """The rule is carried over, with its own number of classes."""
    older, newer = (book.rule(f"example_{year}.tai_chi") for year in (2016, 2018))
    assert newer.data.necessary == older.data.necessary
    assert newer.criteria.keys() == older.criteria.keys()
    assert newer.cite == "Example Exercise Guideline, 2018, page 14"
    assert older.data.figure["course_classes"].value == 12
    assert newer.data.figure["course_classes"].value == 16


def test_a_slip_in_the_example_is_told_as_the_text_says(checkout: Path) -> None:
    """The error that the text quotes is the one that the check gives."""
    path = checkout / "imrkit/mtus/example_2016.toml"
    text = path.read_text(encoding="utf-8")
    slip = text.replace('test = "can_stand_unaided"', 'test = "can_stand_unaded"')
    path.write_text(slip, encoding="utf-8")
    quoted = re.search(
        r"WRONG: imrkit/mtus/example_2016.toml, line \d+: (.*?)\n\n", TEXT, re.DOTALL
    )
    assert quoted is not None
    wrong: list[DataError] = []
    load_rulebook(path.parent, wrong)
    assert " ".join(quoted[1].split()) in " ".join(str(one) for one in wrong)


def test_the_example_exercise_is_certified(checkout: Path, book: Rulebook) -> None:
    """On many variants of the example case: one key each, half of them overturned."""
    path = checkout / "exercises/example-verdict.toml"
    cases = {"example": checkout / "cases/example.toml"}
    found = certify(read_exercise(path, book, cases), 120)
    assert list(map(str, found.faults)) == []
    assert set(found.outcomes) == {"upheld", "overturned"}
    assert list(lesson_faults([found])) == []


def test_every_kind_of_exercise_stands_in_the_table() -> None:
    kinds = re.findall(r"^\| `(\w+)` \|", TEXT, flags=re.MULTILINE)
    assert kinds == list(FIELDS)


def test_every_query_of_a_choice_stands_in_the_table() -> None:
    for query in QUERIES:
        assert f"`{query.removesuffix(' NAME')}`" in TEXT


def test_the_example_lesson_is_told_nothing(tmp_path: Path) -> None:
    """Its plan is right, and its minutes are those of its words and answers."""
    found = re.search(r"<!-- lesson -->\n```toml\n(.*?)```", TEXT, re.DOTALL)
    assert found is not None
    plan = read_plan(written(tmp_path, found[1]))
    known = exercise_paths()
    read = {name: read_exercise(known[name]) for name in plan.exercises}
    told = [*plan_faults(plan, known, read), *minutes_faults(plan, times(plan, read))]
    assert list(map(str, told)) == []
