"""The order of evidence: dated data that the views tell, and that follow each other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from imrkit.errors import DataError
from imrkit.facts.dates import date_span
from imrkit.files.folders import mtus_dir
from imrkit.rules.evidence import TITLES, evidence, load_evidence
from imrkit.words.search_sequence import where_to_look


def test_the_ladder_lost_a_clause_in_2017() -> None:
    """Before, a lower standard counted only where none above it applied."""
    old, new = (where_to_look(date_span(day)) for day in ("2014-06-01", "2017-06-01"))
    assert "a lower one counts only where none above it applies" in old
    assert "is no longer there" in new
    assert "(F) treatment likely to help" in old
    assert "How evidence is weighed, for decisions from 2015-04-20 on" in new
    assert "A, strong: two or more studies of high quality" in old


def test_a_decision_of_an_unknown_day_is_told_every_law_that_may_have_stood() -> None:
    told = where_to_look(date_span("2015"))
    assert "8 CCR 9792.25(b), (c)" in told
    assert "8 CCR 9792.21.1(a)" in told
    assert "8 CCR 9792.21.1(a)" not in where_to_look(date_span("2014"))


@pytest.mark.parametrize("part", TITLES)
def test_each_version_follows_the_one_before_it(part: str) -> None:
    laws = evidence().versions(part)  # type: ignore[arg-type]
    assert laws[-1].until is None
    assert all(law.citation and law.source for law in laws)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("until = 2016-12-31", "until = 2016-11-30", r"necessity 2, since: begins on 2017-01-01"),
        ("until = 2016-12-31", "until = 2012-12-31", r"necessity 1, until: 2012-12-31 is before"),
        ('citation = "Labor Code 4610.5(c)(2), before SB 1160"\n', "", "missing field 'citation'"),
    ],
)
def test_a_fault_in_the_law_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    path = tmp_path / "search_sequence.toml"
    shutil.copy(mtus_dir() / "evidence" / "search_sequence.toml", path)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=problem) as caught:
        load_evidence(path)
    assert caught.value.line
