"""The JSON Schemas are current, describe what imrkit reads, and refuse what it refuses."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from imrkit.authoring.schema import main, schemas
from imrkit.cases.loading import case_paths
from imrkit.course.plan import plan_paths
from imrkit.exercises.loading import GLOSSARY, ODDS, VARIED, exercise_paths
from imrkit.exercises.misconceptions import MISCONCEPTIONS
from imrkit.files.folders import exercises_dir, mtus_dir, schemas_dir
from imrkit.rules.rulebook import rulebook

FILES = {
    **dict.fromkeys(case_paths().values(), "case.json"),
    **{
        path: f"{path.stem}.json" if path.stem in ("facts", "terms") else "guideline.json"
        for path in sorted(mtus_dir().glob("*.toml"))
    },
    **dict.fromkeys(exercise_paths().values(), "exercise.json"),
    **dict.fromkeys(plan_paths().values(), "lesson.json"),
    **dict.fromkeys((exercises_dir() / VARIED).glob("*.toml"), "varied.json"),
    **{
        exercises_dir() / name: name.replace(".toml", ".json")
        for name in (MISCONCEPTIONS, GLOSSARY, ODDS)
    },
    **{path: f"{path.stem}.json" for path in sorted((mtus_dir() / "process").glob("*.toml"))},
    **{
        path: f"{path.stem}.json" if path.stem in ("facts", "terms") else "guideline.json"
        for path in sorted((mtus_dir() / "process" / "rules").glob("*.toml"))
    },
    mtus_dir() / "evidence" / "search_sequence.toml": "evidence.json",
}


def parsed(text: str) -> Any:
    """TOML as an editor hands it to a schema: dates as texts."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(part) for key, part in value.items()}
        if isinstance(value, list):
            return [plain(part) for part in value]
        return value.isoformat() if isinstance(value, date) else value

    return plain(tomllib.loads(text))


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return {name: json.loads(text) for name, text in schemas(rulebook()).items()}


def test_the_schemas_in_the_repository_are_current() -> None:
    """After adding facts, `python -m imrkit.authoring.schema` writes schemas/ anew."""
    for name, text in schemas(rulebook()).items():
        assert (schemas_dir() / name).read_text(encoding="utf-8") == text, (
            f"{name} is out of date: run `python -m imrkit.authoring.schema`"
        )


def test_every_data_file_fits_its_schema(made: dict[str, Any]) -> None:
    """An editor shows no error in any file that imrkit reads."""
    for path, name in FILES.items():
        validator = jsonschema.Draft7Validator(made[name])
        errors = [
            f"{path.name}: {'.'.join(map(str, error.absolute_path))}: {error.message[:200]}"
            for error in validator.iter_errors(parsed(path.read_text(encoding="utf-8")))
        ]
        assert not errors


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('title = "Physical therapy', 'titel = "Physical therapy'),
        ("visits_requested = {", "visits_requestd = {"),
        ("value = 6", 'value = "six", valeu = 6'),
        ('action = "denied"', 'action = "refused"'),
        ('outcome = "upheld"', 'outcome = "partly upheld"'),
        ("age = 43", 'age = "43"'),
    ],
)
def test_an_editor_shows_a_slip_in_a_case(made: dict[str, Any], old: str, new: str) -> None:
    """Misspelt fields, facts and outcomes are underlined while one types."""
    text = case_paths()["flagship"].read_text(encoding="utf-8")
    assert old in text
    validator = jsonschema.Draft7Validator(made["case.json"])
    assert not list(validator.iter_errors(parsed(text)))
    assert list(validator.iter_errors(parsed(text.replace(old, new))))


def test_an_editor_offers_the_treatments_and_accepts_others(made: dict[str, Any]) -> None:
    """A letter may be about a treatment that no rule addresses."""
    text = case_paths()["flagship"].read_text(encoding="utf-8")
    other = text.replace('treatment = "physical therapy"', 'treatment = "a treatment of its own"')
    assert not list(jsonschema.Draft7Validator(made["case.json"]).iter_errors(parsed(other)))
    treatment = made["case.json"]["definitions"]["Item"]["properties"]["treatment"]
    assert "physical therapy" in treatment["anyOf"][0]["enum"]


def test_an_editor_shows_what_a_field_and_a_fact_mean(made: dict[str, Any]) -> None:
    """Fields carry the words of their docstrings, facts their question and where to look."""
    item = made["case.json"]["definitions"]["Item"]["properties"]
    assert item["request"]["description"] == "what was asked for, in a few words."
    fact = item["facts"]["properties"]["visits_completed"]["description"]
    assert rulebook().vocabulary["visits_completed"].question in fact
    assert "Usually found in: Therapy notes" in fact


def test_the_schemas_can_be_written_anywhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command writes all of them and says where; a folder that cannot be is an error."""
    assert main([str(tmp_path / "made")]) == 0
    assert sorted(p.name for p in (tmp_path / "made").iterdir()) == [
        "case.json",
        "clocks.json",
        "days.json",
        "events.json",
        "evidence.json",
        "exercise.json",
        "facts.json",
        "glossary.json",
        "grounds.json",
        "guideline.json",
        "lesson.json",
        "misconceptions.json",
        "odds.json",
        "terms.json",
        "varied.json",
    ]
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main([str(tmp_path / "file" / "below")]) == 1
    assert "cannot be written" in capsys.readouterr().err
