"""`imrkit check` finds each kind of fault, names its place, and passes what comes with imrkit."""

from __future__ import annotations

from pathlib import Path

import pytest

from imrkit.check import groups
from imrkit.logic.program import Program
from tests.support.planted import GUIDELINE, SECOND, Folders, checked, planted


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    made = planted(tmp_path, monkeypatch)
    made.cases.mkdir(exist_ok=True)
    (made.cases / "one.toml").write_text(ONE, encoding="utf-8")
    return made


ONE = """
schema = 1
title = "Physical therapy"
source = "made up"
decided = 2014-02-01

[[item]]
id = "1"
request = "Physical therapy, 6 visits"
treatment = "physical therapy"

[item.refusal]
action = "denied"

[item.published]
outcome = "upheld"

[item.facts]
visits_requested = 6
visits_completed = 8
functional_improvement = false
variance_supported = false
"""


def test_a_sound_rulebook_passes(folders: Folders) -> None:
    """The faults planted below are the only ones: without them nothing is wrong."""
    folders.rule("second_2009", SECOND)
    assert checked()[0] == 0


PLANTED = {
    "a rule that can never be met": (
        'test = "functional_improvement"',
        'test = "visits_requested <= 0"',
        'necessary = "within and (improved or first) and not passive"',
        'necessary = "within and improved and not (first or passive)"',
        "rule.visits.necessary: it can never be met",
    ),
    "a rule that is always met": (
        'necessary = "within and (improved or first) and not passive"',
        'necessary = "within or improved or not first or not passive or first or passive"',
        "rule.visits.necessary: it is always met",
    ),
    "a criterion that no input meets": (
        'test = "visits_completed <= 0"',
        'test = "visits_completed < 0"',
        "rule.visits.criterion.first: unreachable: no input meets it",
    ),
    "a criterion that every input meets": (
        'test = "functional_improvement"',
        'test = "visits_requested >= 1"',
        'necessary = "within and (improved or first) and not passive"',
        'necessary = "within and improved and first and not passive"',
        "rule.visits.criterion.improved: redundant: every input meets it",
    ),
    "a criterion that another implies": (
        'test = "functional_improvement"',
        'test = "visits_completed <= 5"',
        "rule.visits.criterion.first: redundant: the result is the same where it never holds",
    ),
    "a criterion that never decides": (
        'necessary = "within and (improved or first) and not passive"',
        'necessary = "within and (improved or first or not improved) and not passive"',
        "rule.visits.criterion.first: redundant: the result is the same",
    ),
    "a verified figure without a place": (
        'status = "secondary"\npage = "98"\n\n[rule.visits.criterion.within]',
        'status = "secondary"\n\n[rule.visits.criterion.within]',
        "rule.visits.figure.limit: say where it stands",
    ),
    "a verified criterion without a place": (
        'test = "functional_improvement"\nbasis = "guideline"\nstatus = "secondary"\npage = "98"',
        'test = "functional_improvement"\nbasis = "guideline"\nstatus = "secondary"',
        "rule.visits.criterion.improved: say where it stands",
    ),
    "an unknown fact": (
        "visits_completed + visits_requested",
        "visits_complete + visits_requested",
        "rule.visits.criterion.within.test: at column 1 (visits_complete): no fact, figure or "
        "criterion is named 'visits_complete'; did you mean 'visits_completed'?",
    ),
    "a missing basis": (
        'value = 10\nbasis = "guideline"',
        "value = 10",
        "rule.visits.figure.limit",
    ),
}


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_fault_is_found_and_named(folders: Folders, kind: str) -> None:
    """Each kind of fault is found, with its file, line and field."""
    *changes, expected = PLANTED[kind]
    text = GUIDELINE
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in text
        text = text.replace(old, new)
    folders.rule("planted_2009", text)
    code, found = checked()
    assert code == 1
    assert "planted_2009.toml, line " in found
    assert expected in found


def test_two_rules_that_both_govern_are_found_with_an_example(folders: Folders) -> None:
    """Rules that contradict each other for some input are named, with dates and the input."""
    folders.rule("second_2009", SECOND.replace('displaces = ["planted.visits"]\n', ""))
    code, text = checked()
    assert code == 1
    assert "physical therapy, decisions of 2009-07-18 on: " in text
    assert "second_2009.visits and planted_2009.visits both govern this item" in text
    assert "(body_part: knee)" in text


def test_a_contradiction_in_one_stretch_of_dates_is_found(folders: Folders) -> None:
    """The dates of editions are part of the search: a clash of a single day is found."""
    second = SECOND.replace('displaces = ["planted.visits"]\n', "")
    second = second.replace("since = 2009-07-18", "since = 2009-07-18\nuntil = 2009-07-18")
    folders.rule("second_2009", second)
    code, text = checked()
    assert code == 1
    assert "physical therapy, decisions of 2009-07-18 to 2009-07-18: " in text
    assert text.count("both govern") == 1


def test_a_contradiction_that_begins_with_a_day_of_another_date_is_found(folders: Folders) -> None:
    """Injured since 2013 and before the decision: no decision of an earlier day is one of these."""
    second = SECOND.replace('displaces = ["planted.visits"]\n', "").replace(
        "body_part == 'knee'", "injury_date >= '2013-01-01' and injury_date <= decision_date"
    )
    folders.rule("second_2009", second)
    code, text = checked()
    assert code == 1
    assert "physical therapy, decisions of 2013-01-01 to 2013-01-01: " in text
    assert "physical therapy, decisions of 2013-01-02 on: " in text
    assert text.count("both govern") == 2


def test_a_rule_that_never_governs_is_found(folders: Folders) -> None:
    """A rule whose place another always takes is unreachable."""
    folders.rule(
        "second_2009",
        SECOND.replace('applies = "knee"', "").replace(
            'necessary = "improved"', 'necessary = "improved and knee"'
        ),
    )
    code, text = checked()
    assert code == 1
    assert "planted_2009.toml" in text
    assert "rule.visits.applies: it never governs physical therapy" in text


def test_a_gap_between_editions_is_found(folders: Folders) -> None:
    """A day on which neither of two editions was in force is found; none where they meet."""
    old = GUIDELINE.replace("since = 2009-07-18", "since = 2009-07-18\nuntil = 2016-07-27")
    new = GUIDELINE.replace('edition = "2009"', 'edition = "2016"')
    folders.rule("planted_2009", old)
    folders.rule("planted_2016", new.replace("since = 2009-07-18", "since = 2016-07-28"))
    assert checked()[0] == 0
    folders.rule("planted_2016", new.replace("since = 2009-07-18", "since = 2016-07-29"))
    code, text = checked()
    assert code == 1
    assert (
        "planted_2016.toml, line 9: guideline.since: planted_2009.toml ends on 2016-07-27" in text
    )


def test_editions_that_overlap_are_found(folders: Folders) -> None:
    """Two editions of one guideline in force on the same day are refused."""
    folders.rule("planted_2016", GUIDELINE.replace('edition = "2009"', 'edition = "2016"'))
    code, text = checked()
    assert code == 1
    assert "in force at the same time as" in text


@pytest.mark.usefixtures("folders")
def test_logic_that_leaves_too_much_open_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the logic did not try values where it must, the check would say for which input."""
    assert checked()[0] == 0
    monkeypatch.setattr(Program, "tangled", ())
    code, text = checked()
    assert code == 1
    assert "the logic says open; trying every value gives" in text


@pytest.mark.usefixtures("folders")
def test_a_space_too_large_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be looked at whole is told as such, and counts as wrong."""
    monkeypatch.setattr(groups, "CELLS", 20)
    code, text = checked()
    assert code == 1
    assert "rule.visits.necessary: could not be verified" in text
    assert "too many to look at" in text


def test_a_broken_file_does_not_hide_the_others(folders: Folders) -> None:
    """Each broken rule file is told with file and line, and the others are still checked."""
    folders.rule("broken_1", "schema = 1\n[guideline\n")
    folders.rule("broken_2", GUIDELINE.replace("since = 2009-07-18", 'since = "soon"'))
    folders.rule("planted_2009", GUIDELINE.replace("visits_completed <= 0", "visits_completed < 0"))
    code, text = checked()
    assert code == 1
    assert "broken_1.toml, line 2: not valid TOML" in text
    assert "broken_2.toml, line 9: guideline.since" in text
    assert "rule.visits.criterion.first: unreachable" in text
    assert text.endswith("3 things are wrong.")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "value = 10",
            'value = "ten"',
            "planted_2009.toml, line 23: rule.visits.figure.limit.value",
        ),
        ("visits_completed <= 0", "visits_completd <= 0", "rule.visits.criterion.first.test"),
        ("[rule.visits.figure.limit]", "[rule.visits.figure.limit", "not valid TOML"),
    ],
)
def test_what_is_wrong_in_an_edition_is_told_once(
    folders: Folders, old: str, new: str, told: str
) -> None:
    """An edition that carries it over, and rules that displace the broken one, are not blamed."""
    text = GUIDELINE.replace("since = 2009-07-18", "since = 2009-07-18\nuntil = 2016-07-27")
    folders.rule("planted_2009", text)
    head = GUIDELINE.partition("[rule.visits]")[0].replace(
        "since = 2009-07-18", "since = 2016-07-28"
    )
    folders.rule("planted_2016", f'{head}continues = "planted_2009"\n[rule.visits]\npages = "7"\n')
    folders.rule("second_2009", SECOND)
    assert checked()[0] == 0
    folders.rule("planted_2009", text.replace(old, new))
    code, found = checked()
    assert code == 1
    assert told in found
    assert found.endswith("1 thing is wrong.")


def test_a_broken_vocabulary_is_told_alone(folders: Folders) -> None:
    """Without the vocabulary nothing else can be read, and the check says so."""
    (folders.mtus / "facts.toml").write_text("schema = 1\n", encoding="utf-8")
    code, text = checked()
    assert code == 1
    assert "facts.toml: missing field" in text
    assert "cannot be checked before this is right" in text


def test_every_broken_fact_is_told(folders: Folders) -> None:
    """Two wrong entries of the vocabulary are both told."""
    path = folders.mtus / "facts.toml"
    text = path.read_text(encoding="utf-8")
    fact = '\n[fact.odd{}]\nlabel = "Odd"\ntype = "number"\nkind = "evidence"\nquestion = "?"\n'
    path.write_text(text + fact.format(1) + fact.format(2), encoding="utf-8")
    code, found = checked()
    assert code == 1
    assert "fact.odd1: a number needs bounds" in found
    assert "fact.odd2: a number needs bounds" in found


@pytest.mark.usefixtures("folders")
def test_unread_facts_and_unaddressed_treatments_are_told() -> None:
    """What no rule uses is told, and is not wrong."""
    code, text = checked()
    assert code == 0
    unread = text.partition("facts of the vocabulary that no rule reads: ")[2].partition(".")[0]
    assert "injury_date" in unread.split(", ")
    assert "visits_requested" not in unread.split(", ")
    without = text.partition("treatments without a rule: ")[2].partition(". ")[0]
    assert "acupuncture" in without.split(", ")
    assert "physical therapy" not in without.split(", ")


@pytest.mark.usefixtures("folders")
def test_release_lists_what_is_unverified_with_its_place() -> None:
    """`--release` lists each unverified figure and criterion; the plain check only counts them."""
    assert "1 not verified yet" in checked()[1]
    assert "criterion: It is the first course." not in checked()[1]
    text = checked(release=True)[1]
    line = GUIDELINE.split("\n").index("[rule.visits.criterion.first]") + 1
    assert "A planted guideline, 2009 (planted_2009.toml): 1 " in text
    assert f"line {line}, Visits: criterion: It is the first course." in text
    assert "It helped." not in text
