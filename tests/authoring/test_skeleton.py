"""`imrkit new case` writes a case that can be checked at once and filled in by hand."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest

from imrkit.authoring import new_case as module
from imrkit.authoring.new_case import new_case
from imrkit.authoring.skeleton import ELSEWHERE, Skeleton
from imrkit.cases.loading import read_case
from imrkit.determination.deciding import determine
from imrkit.errors import DataError
from imrkit.files.folders import cases_dir, schemas_dir
from imrkit.rules.rulebook import rulebook
from tests.support.planted import checked


def written(
    folder: Path,
    name: str,
    treatment: str,
    date: str = "2017-01",
    part: str = "",
    blind: bool = False,
) -> Path:
    return new_case(name, Skeleton(rulebook(), treatment, date, part, blind), folder)


def text_of(treatment: str, date: str = "2017-01", part: str = "", blind: bool = False) -> str:
    return Skeleton(rulebook(), treatment, date, part, blind).text()


def elsewhere(name: str) -> bool:
    """Whether a field of the case file gives the fact."""
    return rulebook().vocabulary[name].given_in in ELSEWHERE


@pytest.mark.parametrize("blind", [False, True])
def test_a_skeleton_is_accepted_as_it_is(tmp_path: Path, blind: bool) -> None:
    """For every treatment of the kit the check accepts the skeleton unchanged."""
    for place, treatment in enumerate(rulebook().terms.treatment):
        written(tmp_path, f"case-{place}", treatment, blind=blind)
    code, text = checked(tmp_path)
    assert code == 0
    assert f"{len(rulebook().terms.treatment)} cases with" in text


def test_it_lists_every_fact_that_the_rules_read_and_leaves_it_open(tmp_path: Path) -> None:
    """Each fact stands with its question and place, marked "not documented"."""
    path = written(tmp_path, "mine", "physical therapy")
    text, case = path.read_text(encoding="utf-8"), read_case(path)
    determination = determine(case)[0]
    read = {name for c in determination.considered for name in c.rule.facts}
    assert {n for n in read if not elsewhere(n)} == case.items[0].facts.keys()
    assert all(known.open for name, known in determination.known.items() if name in read)
    assert (
        "# Visits completed before: How many visits of this treatment had been completed before "
        "the\n#   request?\n# Usually found in: Therapy notes; progress report (PR-2).\n"
        "# Its value is a whole number of visits, from 0 to 999.\n"
        'visits_completed = { open = "not documented" }\n' in text
    )
    assert max(map(len, text.splitlines()[1:])) <= 100


def test_the_date_chooses_the_edition() -> None:
    """A decision of 2014 is given the facts that the guideline of 2009 asks for."""
    then, now = text_of("physical therapy", "2014"), text_of("physical therapy")
    assert "Chronic Pain Medical Treatment Guidelines, 2009" in then
    assert "Chronic Pain Medical Treatment Guidelines, 2016" in now
    assert 'decided = "2014"' in then


def test_the_part_of_the_body_chooses_the_rules() -> None:
    """The rules of other parts cannot apply, so what they alone ask is not asked."""
    every, knee = text_of("MRI"), text_of("MRI", part="left knee")
    assert "Neck" in every
    assert "Neck" not in knee
    assert 'body_part = "left knee"' in knee
    facts = [set(re.findall(r"^(\w+) = { open", text, re.M)) for text in (every, knee)]
    assert facts[1] < facts[0]


def test_the_letter_s_own_name_of_a_treatment_is_kept(tmp_path: Path) -> None:
    """What the name of a medicine says by itself need not be said again."""
    path = written(tmp_path, "a", "Celebrex")
    text, case = path.read_text(encoding="utf-8"), read_case(path)
    assert case.item().treatment == "Celebrex"
    assert "COX-2 inhibitor (celecoxib)?\n# Taken from the name of the treatment.\n" in text
    assert "cox2_inhibitor =" not in text
    known = case.known(case.item())["cox2_inhibitor"]
    assert (known.shown, known.origin) == ("yes", "name of the treatment")


def test_a_treatment_that_no_rule_addresses_is_accepted(tmp_path: Path) -> None:
    path = written(tmp_path, "a", 'a "new" treatment')
    assert "# No rule of imrkit addresses" in path.read_text(encoding="utf-8")
    assert determine(read_case(path))[0].outcome == "not addressed"


def test_a_blind_skeleton_tells_nothing_of_rules() -> None:
    """Whoever reads a letter with it need not know them, and is not led by them."""
    for treatment in ("physical therapy", "Norco", "MRI", "knee surgery"):
        skeleton = Skeleton(rulebook(), treatment, "2017-01", blind=True)
        text = " ".join(skeleton.text().replace("\n#", "\n").split())
        for fact in skeleton.facts:  # questions are asked in the words of the vocabulary
            text = text.replace(" ".join(fact.question.split()), "")
        assert skeleton.rules
        for rule in skeleton.rules:
            assert rule.title not in text.replace(treatment, "")
            assert rule.guideline.title not in text
            for name, criterion in rule.data.criterion.items():
                assert criterion.says not in text
                assert "_" not in name or not re.search(rf"\b{name}\b", text)
            for figure in rule.data.figure.values():
                assert figure.says not in text
        assert "ground" not in text
        assert "Usually found in" not in text


def test_a_blind_skeleton_has_each_question_and_how_to_answer_and_no_answer() -> None:
    """No line stands for what the letter may not touch; how a text is read is not asked."""
    skeleton = Skeleton(rulebook(), "physical therapy", "2014", blind=True)
    text = skeleton.text()
    assert (
        "# How many visits of this treatment had been completed before the request?\n"
        "# Its value is a whole number of visits, from 0 to 999.\n"
        "# visits_completed =\n" in text
    )
    assert tomllib.loads(text)["item"][0]["facts"] == {}
    asked = set(re.findall(r"^# (\w+) =$", text, re.M))
    assert asked == {
        fact.name for fact in skeleton.facts if fact.kind != "reading" and not elsewhere(fact.name)
    }
    assert any(fact.kind == "reading" for fact in skeleton.facts)


def test_a_part_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="'bakc' names no part of the body; did you mean 'back'"):
        written(tmp_path, "a", "MRI", part="bakc")


@pytest.mark.parametrize("treatment", ["a\nb", "a\u202eb", "x" * 100])
def test_a_name_that_is_none_is_refused(tmp_path: Path, treatment: str) -> None:
    with pytest.raises(DataError, match="a treatment is named in one line"):
        written(tmp_path, "a", treatment)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A file of that name is left as it is, and nothing else is left behind."""
    path = tmp_path / "mine.toml"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(DataError, match="there is such a file already"):
        written(tmp_path, "mine", "physical therapy")
    assert path.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["", "../mine", "a/b", "a b", ".hidden", "c:\\mine", "-x"])
def test_a_name_that_cannot_be_a_file_is_refused(tmp_path: Path, name: str) -> None:
    """A name that would leave the folder, or be no file's, is refused."""
    with pytest.raises(DataError, match="a case's name has letters"):
        written(tmp_path, name, "physical therapy")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["con", "NUL", "Com1", "lpt9", "aux"])
def test_a_name_that_windows_keeps_for_itself_is_refused(tmp_path: Path, name: str) -> None:
    """A case travels to whoever learns, and to their computers."""
    with pytest.raises(DataError, match="Windows keeps the name"):
        written(tmp_path, name, "physical therapy")
    with pytest.raises(DataError, match="a case's name has letters"):
        written(tmp_path, "mine.", "physical therapy")


def test_a_name_that_differs_only_by_capitals_is_taken(tmp_path: Path) -> None:
    written(tmp_path, "mine", "physical therapy")
    with pytest.raises(DataError, match="there is such a file already"):
        written(tmp_path, "Mine", "physical therapy")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """The error names the file; nothing is half-written."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DataError, match=r"mine\.toml: cannot be written"):
        written(tmp_path / "file", "mine", "physical therapy")


def test_a_date_that_is_none_is_refused(tmp_path: Path) -> None:
    """The date must be a day, a month or a year."""
    with pytest.raises(DataError, match="expected a date such as"):
        written(tmp_path, "mine", "physical therapy", "soon")


def test_an_editor_finds_the_schema(tmp_path: Path) -> None:
    """The first line names the schema: relative in the checkout, with its whole path elsewhere."""
    text = written(tmp_path, "mine", "physical therapy").read_text(encoding="utf-8")
    schema = schemas_dir() / "case.json"
    assert text.startswith(f"#:schema {schema.as_uri()}\n")
    inside = os.path.relpath(schema, cases_dir())
    assert module.schema_comment(cases_dir(), "case") == f"#:schema {Path(inside).as_posix()}"


@pytest.mark.parametrize("blind", [False, True])
def test_it_says_how_to_write_what_the_file_says_of_a_fact(blind: bool) -> None:
    """When to write false, open, a bound, a range, weeks or nothing stands above the facts."""
    text = text_of("MRI", blind=blind)
    head = text[: text.index("# ---- What is asked for")]
    for told in (
        "fact = false",
        'fact = { open = "..." }',
        "(no line at all)",
        "{ at_least = 6 }",
        "{ at_least = 6, at_most = 8 }",
        "rounded down",
    ):
        assert told in head
