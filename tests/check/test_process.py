"""`imrkit check` looks at the process too, and `--release` lists what is not verified of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from imrkit.cases.case import Case
from imrkit.cases.loading import load_case, read_case
from imrkit.check import process as module
from imrkit.check.process import check_process, count, stated, unverified_process
from imrkit.check.report import Report
from imrkit.files.folders import mtus_dir
from imrkit.process.book import process_book
from imrkit.rules.evidence import evidence
from tests.support.letter import PATH


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the process and the order of evidence that the check takes for its own."""
    for name in ("process", "evidence"):
        shutil.copytree(mtus_dir() / name, tmp_path / name)
    monkeypatch.setattr(module, "mtus_dir", lambda: tmp_path)
    return tmp_path


def told(cases: list[Case]) -> tuple[list[str], str]:
    lines: list[str] = []
    report = Report(lines.append)
    check_process(report, cases)
    return report.faults, " ".join(" ".join(lines).split())


def test_what_comes_with_imrkit_is_right() -> None:
    faults, text = told([load_case("flagship")])
    assert not faults
    assert "29 clocks in 45 versions, 10 rules on 6 questions, 5 grounds" in text
    assert "1 disputed items have a timeline" in text


PLANTED = {
    "clocks.toml": ('unit = "business"', 'unit = "bussiness"', "clock.return_incomplete"),
    "days.toml": ('"Memorial Day"', '"Memory Day"', "knows no 'Memory Day' of California"),
    "rules/terms.toml": (
        "[body_part]",
        '"a lien" = { family = "the review" }\n\n[body_part]',
        "treatment.a lien: no rule answers this question",
    ),
    "rules/formulary_dispute_2018.toml": (
        'test = "formulary_drug"',
        'test = "formulary_drug or not formulary_drug"',
        "it is always met",
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found(folder: Path, name: str) -> None:
    old, new, expected = PLANTED[name]
    path = folder / "process" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    faults, _ = told([])
    assert any(expected in fault and path.name in fault for fault in faults), faults


def test_a_case_whose_dates_cannot_be_is_wrong(tmp_path: Path) -> None:
    """The file, line and field of the event are named."""
    text = PATH.read_text(encoding="utf-8")
    path = tmp_path / "case.toml"
    path.write_text(text.replace("date = 2017-01-06", "date = 2016-12-06"), encoding="utf-8")
    faults, _ = told([read_case(path)])
    assert len(faults) == 1
    assert "case.toml, line 16: event 1, date: Application for IMR (2016-12-06)" in faults[0]


def test_a_release_lists_every_unverified_clock_with_its_place() -> None:
    lines: list[str] = []
    unverified_process(Report(lines.append), process_book())
    text = " ".join(" ".join(lines).split())
    assert "return an incomplete request: 5 business days, from 2014-02-12" in text
    assert "clocks.toml: 24" in text
    found = count(process_book(), evidence())
    assert f"{found['unverified']} in all." in text
    assert sum(found.values()) == len(list(stated(process_book(), evidence())))


def test_expert_knowledge_alone_is_never_given_as_verified() -> None:
    """What no text was read for is marked unverified."""
    for clock in process_book().clocks.values():
        for version in clock.data.version:
            if version.source.startswith("expert knowledge"):
                assert version.status == "unverified", clock.name
