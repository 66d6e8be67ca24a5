"""`imrkit new case` writes a case that can be checked at once and filled in by hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from imrkit.authoring.skeleton import ELSEWHERE, new_case, skeleton
from imrkit.cases.loading import read_case
from imrkit.determination.deciding import determine
from imrkit.errors import DataError, UnknownName
from imrkit.files.folders import cases_dir, schemas_dir
from imrkit.rules.rulebook import rulebook
from tests.support.planted import checked


def test_a_skeleton_is_accepted_as_it_is(tmp_path: Path) -> None:
    """For every treatment of the kit the check accepts the skeleton unchanged."""
    for place, treatment in enumerate(rulebook().terms.treatment):
        new_case(f"case-{place}", treatment, tmp_path)
    code, text = checked(tmp_path)
    assert code == 0
    assert f"{len(rulebook().terms.treatment)} cases with" in text


def test_it_lists_every_fact_that_the_rules_read_and_leaves_it_open(tmp_path: Path) -> None:
    """Each fact stands with its question and place, marked "not documented"."""
    path = new_case("mine", "physical therapy", tmp_path)
    text, case = path.read_text(encoding="utf-8"), read_case(path)
    determination = determine(case)[0]
    read = {name for c in determination.considered for name in c.rule.facts}
    assert read - ELSEWHERE.keys() == case.items[0].facts.keys()
    assert all(known.open for name, known in determination.known.items() if name in read)
    assert (
        "# Visits completed before: How many visits of this treatment had been completed before "
        "the\n#   request?\n# Usually found in: Therapy notes; progress report (PR-2).\n"
        "# Its value is a whole number from 0 to 999.\n"
        'visits_completed = { open = "not documented" }\n' in text
    )
    assert max(map(len, text.splitlines()[1:])) <= 100


def test_the_date_chooses_the_edition() -> None:
    """A decision of 2014 is given the facts that the guideline of 2009 asks for."""
    then = skeleton(rulebook(), "physical therapy", "2014")
    now = skeleton(rulebook(), "physical therapy", "2017-01")
    assert "Chronic Pain Medical Treatment Guidelines, 2009" in then
    assert "Chronic Pain Medical Treatment Guidelines, 2016" in now
    assert 'decided = "2014"' in then


def test_other_names_of_a_treatment_are_understood(tmp_path: Path) -> None:
    """A letter's own word for a treatment does; a misspelt one names the nearest."""
    assert 'treatment = "physical therapy"' in new_case("a", "Physiotherapy", tmp_path).read_text()
    with pytest.raises(UnknownName, match="Did you mean 'physical therapy'"):
        new_case("b", "physical therpy", tmp_path)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A file of that name is left as it is, and nothing else is left behind."""
    path = tmp_path / "mine.toml"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(DataError, match="there is such a file already"):
        new_case("mine", "physical therapy", tmp_path)
    assert path.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["", "../mine", "a/b", "a b", ".hidden", "c:\\mine", "-x"])
def test_a_name_that_cannot_be_a_file_is_refused(tmp_path: Path, name: str) -> None:
    """A name that would leave the folder, or be no file's, is refused."""
    with pytest.raises(DataError, match="a case's name has letters"):
        new_case(name, "physical therapy", tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """The error names the file; nothing is half-written."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DataError, match=r"mine\.toml: cannot be written"):
        new_case("mine", "physical therapy", tmp_path / "file")


def test_a_date_that_is_none_is_refused(tmp_path: Path) -> None:
    """The date must be a day, a month or a year."""
    with pytest.raises(DataError, match="expected a date such as"):
        new_case("mine", "physical therapy", tmp_path, "soon")


def test_an_editor_finds_the_schema(tmp_path: Path) -> None:
    """The first line names the schema: relative in the checkout, with its whole path elsewhere."""
    text = new_case("mine", "physical therapy", tmp_path).read_text(encoding="utf-8")
    schema = schemas_dir() / "case.json"
    assert text.startswith(f"#:schema {schema.as_uri()}\n")
    inside = os.path.relpath(schema, cases_dir())
    from imrkit.authoring.skeleton import _schema_comment

    assert _schema_comment(cases_dir()) == f"#:schema {Path(inside).as_posix()}"


def test_it_says_how_to_write_what_the_file_says_of_a_fact() -> None:
    """When to write false, open, a bound or nothing stands above the facts."""
    text = skeleton(rulebook(), "MRI", "2017-01")
    head = text[: text.index("# ---- What is asked for")]
    for told in ("fact = false", 'fact = { open = "..." }', "(no line at all)", "{ at_least = 6 }"):
        assert told in head
