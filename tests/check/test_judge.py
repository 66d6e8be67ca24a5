"""Real determinations judge the rules: coverage, agreement, grounds, guidelines, differences."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from imrkit.check.run import check
from tests.support.planted import Folders, checked, planted

CASE = """
schema = 1
title = "Physical therapy"
source = "made up"
decided = 2014-02-01

[injury]
date = 2010-01-01

[[item]]
id = "1"
request = "Physical therapy, 6 visits"
treatment = "physical therapy"

[item.facts]
visits_requested = 6
visits_completed = 8
functional_improvement = {improved}
purpose = "treatment"

[item.refusal]
action = "denied"
cites = [{{ guideline = "Official Disability Guidelines, Knee" }}]

[item.published]
outcome = "{outcome}"
cites = [{{ guideline = "{cited}" }}]
reasons = [{{ says = "Too many.", ground = "{ground}" }}]
{more}
"""


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    made = planted(tmp_path, monkeypatch)
    terms = made.mtus / "terms.toml"
    text = terms.read_text(encoding="utf-8")
    terms.write_text(f'{text}"planted" = ["Planted"]\n', encoding="utf-8")
    return made


def case(
    outcome: str = "upheld",
    *,
    improved: str = "true",
    ground: str = "within",
    cited: str = "MTUS Planted 2009",
    more: str = "",
    completed: int = 8,
) -> str:
    text = CASE.format(outcome=outcome, improved=improved, ground=ground, cited=cited, more=more)
    return text.replace("visits_completed = 8", f"visits_completed = {completed}")


def write(folder: Path, **cases: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in cases.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def without_intervals(text: str) -> str:
    """The report without the intervals that say how little a few cases tell."""
    return re.sub(r" \(\d+-\d+%\)", "", text)


def test_what_turns_on_something_counts_half_and_the_same_stands_in_json(folders: Folders) -> None:
    """A letter that does not tell how many visits are asked for settles nothing."""
    silent = case().replace("visits_requested = 6\n", "")
    write(folders.cases, silent=silent, told=case())
    lines: list[str] = []
    code = check(folders.cases, False, lines.append, json=True)
    found = json.loads("\n".join(lines))
    assert code == 0
    assert (found["count"], found["covered"]) == (2, 2)
    assert found["determinate"]["share"] == 0.5
    assert found["together"]["upheld"]["share"] == 0.75
    assert found["confusion"]["upheld"]["turns on what the letter does not tell"] == 1
    items = {item["case"]: item for item in found["items"]}
    assert items["silent"]["credit"] == 0.5
    assert items["told"]["by_text"] == items["told"]["with_reviewers"] == "upheld"


def test_agreement_is_balanced_over_upheld_and_overturned(folders: Folders) -> None:
    """Three right of four upheld and none right of one overturned: 60% raw, 38% balanced."""
    differs = '[item.differs]\nbecause = "reviewer judgement"\nsays = "So it was judged."'
    write(
        folders.cases,
        a=case(),
        b=case(),
        c=case(),
        d=case(completed=0, more=differs),
        e=case("overturned", more=differs),
    )
    code, text = checked()
    assert code == 0
    text = without_intervals(text)
    assert "5 cases with 5 disputed items. A rule governs 5 of them: 100%." in text
    assert "Both together: agreement 60%; balanced 38% over upheld 75% and overturned 0%." in text
    assert 'Always answering "upheld" would agree in 80%; balanced, in 50%.' in text
    assert "physical medicine 5 5 100% 60% 38%" in text
    assert "upheld 3 1 overturned 1 0" in text


def test_an_unexplained_difference_is_wrong_only_in_our_own_cases(folders: Folders) -> None:
    """Our cases must say why they differ; those of an instructor are only told."""
    write(folders.cases, differing=case("overturned"))
    code, text = checked()
    assert code == 1
    assert "WRONG: differing, physical therapy: upheld (not met), published overturned" in text
    code, text = checked(folders.cases)
    assert code == 0
    assert "differing, physical therapy: upheld (not met), published overturned" in text
    assert "The case does not say why." in text


def test_an_explanation_that_is_no_longer_true_is_told(folders: Folders) -> None:
    """A case that says why it differs, and does not differ, is found."""
    differs = '[item.differs]\nbecause = "rule we lack"\nsays = "No rule yet."'
    write(folders.cases, agreeing=case(more=differs))
    code, text = checked()
    assert code == 1
    assert "agreeing: says why it differs from the published outcome, but it does not" in text


def test_items_that_no_rule_governs_are_counted_apart(folders: Folders) -> None:
    """What the rules do not cover counts neither for nor against them."""
    lacking = case(ground="").replace('treatment = "physical therapy"', 'treatment = "acupuncture"')
    write(folders.cases, covered=case(), lacking=lacking)
    code, text = checked()
    assert code == 0
    text = without_intervals(text)
    assert "A rule governs 1 of them: 50%." in text
    assert "acupuncture 1 0 - - -" in text
    assert "Items that no rule governs (1): lacking: acupuncture." in text


def test_grounds_are_compared_where_both_uphold(folders: Folders) -> None:
    """Agreeing on the outcome for another reason is told apart from agreeing on the reason."""
    two = case(improved="false").replace(
        "reasons = [{", 'reasons = [{ says = "No gain.", ground = "improved" }, {'
    )
    write(folders.cases, same=case(), both=two, other=case(ground="passive"))
    text = checked()[1]
    assert (
        "Grounds: of 3 items that both uphold and whose published reasons name criteria of ours, "
        "67% share a ground with us, and in 67% all published grounds are ours too."
        in without_intervals(text)
    )
    write(folders.cases, both=two.replace('ground = "within"', 'ground = "passive"'))
    assert "67% share a ground with us, and in 33% all" in without_intervals(checked()[1])


@pytest.mark.parametrize(
    ("cited", "match"),
    [
        ("MTUS Planted 2009", "the same guideline 100%"),
        ("The planted guideline, page 3", "the same guideline 100%"),
        ("MTUS Planted 2016", "the same guideline, another edition 100%"),
        ("MTUS Stress-Related Conditions 2004", "another guideline 100%"),
        ("Official Disability Guidelines, planted chapter", "outside the MTUS 100%"),
        ("A textbook of surgery", "outside the MTUS 100%"),
    ],
)
def test_what_was_cited_is_compared_with_what_governs(
    folders: Folders, cited: str, match: str
) -> None:
    """The reviewer's citation is matched by title and year; the administrator's on its own."""
    write(folders.cases, one=case(cited=cited))
    text = checked()[1]
    assert f"the reviewer: {match}" in text
    assert "the claims administrator: outside the MTUS 100%" in text


def test_no_citation_is_told_as_none(folders: Folders) -> None:
    """A side that cites nothing is counted as such."""
    write(folders.cases, one=case().replace('cites = [{ guideline = "MTUS Planted 2009" }]', ""))
    assert "the reviewer: none cited 100%" in checked()[1]


def test_a_broken_case_does_not_hide_the_others(tmp_path: Path) -> None:
    """Any folder can be judged: each file that cannot be read is told with file, line and field."""
    good = case(ground="within_course")
    write(
        tmp_path / "mine",
        good=good,
        syntax="schema = 1\ntitle =\n",
        unknown=good.replace("visits_requested = 6", "visits_requestd = 6"),
        negative=good.replace("visits_requested = 6", "visits_requested = -6"),
        late=good.replace("date = 2010-01-01", "date = 2015-01-01"),
        outcome=good.replace('outcome = "upheld"', 'outcome = "partly"'),
        treatment=good.replace('"physical therapy"', '"physical therapie"'),
        deep="x = " + "[" * 5000,
        nan=good.replace("visits_requested = 6", "visits_requested = nan"),
    )
    write(tmp_path / "mine" / "below", deeper=good)
    (tmp_path / "mine" / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    code, text = checked(tmp_path / "mine")
    assert code == 1
    assert "9 files could not be read." in text
    assert "2 cases with 2 disputed items." in text
    for told in (
        "syntax.toml, line 2: not valid TOML",
        "unknown.toml, line 16: item 1, facts.visits_requestd: There is no fact named "
        "'visits_requestd'. Did you mean 'visits_requested'?",
        "negative.toml, line 16: item 1, facts.visits_requested: visits requested must be a whole "
        "number from 1 to 99; found -6",
        "late.toml, line 8: injury.date: expected a day up to the decision",
        "outcome.toml, line 26: item 1, published.outcome",
        "item 1, published.reasons 1, ground: imrkit does not know the treatment "
        "'physical therapie' (did you mean 'physical therapy'?)",
        "deep.toml: ",
        "nan.toml, line 16: item 1, facts.visits_requested",
        "bytes.toml, line 1: is not UTF-8 text but seems to be UTF-16; save it as UTF-8",
    ):
        assert told in text
    assert text.endswith("9 things are wrong.")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A misspelt folder is an error, not an empty success."""
    code, text = checked(tmp_path / "nowhere")
    assert code == 1
    assert "there is no such folder of case files" in text


def test_an_item_that_two_rules_claim_is_told_with_its_case(folders: Folders) -> None:
    """A conflict of rules in one case does not stop the others from being judged."""
    from tests.support.planted import SECOND

    folders.rule("second_2009", SECOND.replace('displaces = ["planted.visits"]\n', ""))
    knee = case().replace('request = "Phys', 'body_part = "knee"\nrequest = "Phys')
    write(folders.cases, knee=knee, neck=case())
    code, text = checked(folders.cases)
    assert code == 1
    assert "A rule governs 1 of them: 50%." in without_intervals(text)
    assert "knee cannot be determined: second_2009.visits and planted_2009.visits both" in text


def test_facts_that_no_rule_reads_are_told_of_a_folder_of_ones_own(folders: Folders) -> None:
    """Whoever writes a fact that changes nothing for its item learns so."""
    unread = case().replace("visits_completed", "large_tear = true\nvisits_completed")
    write(folders.cases, one=unread)
    code, text = checked(folders.cases)
    assert code == 0
    assert "no rule for their item reads" in text
    assert "one, item 1: large_tear" in text
