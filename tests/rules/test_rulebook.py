"""What a rulebook refuses, and where it says that the fault is."""

from __future__ import annotations

from pathlib import Path

import pytest

from imrkit.errors import DataError, ExpressionError, UnknownName
from imrkit.facts.spans import Span, Truth
from imrkit.logic.exact import exact, left_to_bounds
from imrkit.rules.rulebook import load_rulebook, rulebook
from tests.support.book import RULES, book_error, changed, line_with, write_book

FEW = "rule.therapy.criterion.few"
TEST = 'test = "visits * sessions <= most"'


def test_a_small_rulebook_is_read(tmp_path: Path) -> None:
    book = load_rulebook(write_book(tmp_path))
    rule = book.rule("back_2009.therapy")
    assert (rule.name, rule.cite) == ("back.therapy", "Back Guideline, 2009, pages 8-9")
    assert book.by_treatment == {"therapy": (rule,)}
    assert set(rule.facts) == {"visits", "sessions", "diagnosis_group", "helped", "strict"}


def test_the_rulebook_that_comes_with_imrkit_is_read_and_knows_the_flagships_rule() -> None:
    book = rulebook()
    assert book.rule("chronic_pain_2009.physical_medicine").title == "Physical medicine"
    with pytest.raises(UnknownName, match=r"physical_medcine.*physical_medicine"):
        book.rule("chronic_pain_2009.physical_medcine")


@pytest.mark.parametrize(
    ("name", "old", "new", "field", "said"),
    [
        (
            "back_2009",
            'title = "Therapy"',
            'titel = "T"',
            "rule.therapy.titel",
            "did you mean 'title'",
        ),
        ("back_2009", 'title = "Therapy"\n', "", "rule.therapy", "missing field 'title': a text"),
        ("back_2009", '"therapy"]', '"terapy"]', "rule.therapy.treatments", "'terapy'.*'therapy'"),
        (
            "back_2009",
            '["therapy"]',
            '"therapy"',
            "rule.therapy.treatments",
            "expected a list; found 'therapy'",
        ),
        (
            "back_2009",
            'layer = "mtus"',
            'layer = "mtsu"',
            "guideline.layer",
            "found 'mtsu'.*'mtus'",
        ),
        (
            "back_2009",
            "since = 2009-01-01",
            'since = "soon"',
            "guideline.since",
            "a date such as .*'soon'",
        ),
        (
            "back_2009",
            "until = 2015-12-31",
            "until = 2008-12-31",
            "guideline.until",
            "before since",
        ),
        (
            "back_2009",
            "value = 6 }",
            "value = 6.5 }",
            "rule.therapy.figure.most.row[1].value",
            "a whole number.*found 6.5",
        ),
        (
            "back_2009",
            "value = [8, 10]",
            "value = [10, 8]",
            "rule.therapy.figure.most.row[0].value",
            "10 to 8 runs backwards",
        ),
        (
            "back_2009",
            "value = [8, 10]",
            "value = [8, 2_000_000_000]",
            "rule.therapy.figure.most.row[0].value",
            "figures lie from -1,000,000 to 1,000,000",
        ),
        (
            "back_2009",
            "value = [8, 10]",
            "value = [8]",
            "rule.therapy.figure.most.row[0].value",
            "a list of 2; found a list of 1",
        ),
        (
            "back_2009",
            "over_weeks = 4",
            "over_weeks = [9, 4]",
            "rule.therapy.figure.most.row[0].over_weeks",
            "9 to 4",
        ),
        (
            "back_2009",
            "over_weeks = 4",
            "over_week = 4",
            "rule.therapy.figure.most.row[0].over_week",
            "did you mean 'over_weeks'",
        ),
        (
            "back_2009",
            'when = "sprain"',
            'when = "sprian"',
            "rule.therapy.figure.most.row[0].when",
            "'sprian'.*'sprain'",
        ),
        (
            "back_2009",
            "{ value = 6 }",
            '{ when = "sprain", value = 6 }',
            "rule.therapy.figure.most.row[1]",
            "a second row for sprain",
        ),
        (
            "back_2009",
            "  { value = 6 },\n",
            "",
            "rule.therapy.figure.most",
            "no row for fracture, another diagnosis",
        ),
        (
            "back_2009",
            'by = "diagnosis_group"',
            'by = "visits"',
            "rule.therapy.figure.most.by",
            "'visits' is not a choice",
        ),
        (
            "back_2009",
            'by = "diagnosis_group"\n',
            "",
            "rule.therapy.figure.most",
            "rows and by go together",
        ),
        (
            "back_2009",
            "figure.most]",
            "figure.visits]",
            "rule.therapy.figure.visits",
            "the same name",
        ),
        ("back_2009", "{visits} asked", "{visit} asked", f"{FEW}.says", "{visit}"),
        ("back_2009", "{visits} asked", "{visits asked", f"{FEW}.says", "bracket is not closed"),
        (
            "back_2009",
            "few and helped_before",
            "few",
            "rule.therapy.criterion.helped_before",
            "never asks it",
        ),
        ("back_2009", "schema = 1", "schema = 2", "schema", "expected schema = 1 .*found 2"),
        ("back_2009", "schema = 1\n", "", "schema", "expected schema = 1 .*found nothing"),
        (
            "back_2009",
            "[guideline]",
            '[guideline]\ncontinues = "neck"',
            "guideline.continues",
            "no other file neck.toml",
        ),
        (
            "back_2009",
            "[guideline]",
            '[guideline]\ncontinues = "back_2009"',
            "guideline.continues",
            "no other file",
        ),
        (
            "back_2009",
            "[guideline]",
            "[guideline]\ncontinues = 3",
            "guideline.continues",
            "a text; found 3",
        ),
        ("facts", "bounds = [0, 110]\n", "", "fact.age", "needs bounds"),
        ("facts", "bounds = [0, 110]", "bounds = [110, 0]", "fact.age.bounds", "not less than"),
        (
            "facts",
            "bounds = [0, 110]",
            "bounds = [0, 2_000_000_000]",
            "fact.age.bounds",
            "numbers lie from -1,000,000 to 1,000,000",
        ),
        (
            "facts",
            "unstated = 1\n",
            "unstated = 0\n",
            "fact.sessions.unstated",
            "from 1 to 9; found 0",
        ),
        ("facts", 'unstated_because = "one is usual"\n', "", "fact.sessions.unstated", "say why"),
        (
            "facts",
            '"sprain", "fracture"',
            '"sprain", "sprain"',
            "fact.diagnosis_group.choices",
            "given twice",
        ),
        ("facts", '["back", "knee", "neck"]', '["back"]', "fact.body_part.choices", "at least two"),
        ("facts", "[fact.age]", "[fact.class]", "fact.class", "cannot be named in a rule"),
        ("facts", "[fact.age]", '[fact."a-ge"]', "fact.a-ge", "cannot be named in a rule"),
        (
            "facts",
            'given_in = "decided"',
            "",
            "fact",
            'no fact has given_in = "decided"',
        ),
        (
            "facts",
            'kind = "reading"',
            'kind = "raeding"',
            "fact.strict.kind",
            "found 'raeding'.*'reading'",
        ),
        ("terms", '"knee" =', '"kne" =', "body_part.kne", "'kne'.*'knee'"),
    ],
)
def test_a_rulebook_that_does_not_hang_together_is_refused_at_the_place(
    tmp_path: Path, name: str, old: str, new: str, field: str, said: str
) -> None:
    error = book_error(tmp_path, name, old, new)
    assert error.field == field
    with pytest.raises(DataError, match=said):
        raise error


@pytest.mark.parametrize(
    ("test", "said"),
    [
        ("visits / 2 <= most", "division is not part of the language"),
        ("abs(visits) <= most", "calling a function"),
        ("visits.real <= most", "looking inside a name"),
        ("visit <= most", "no fact, figure or criterion is named 'visit'; did you mean 'visits'"),
        ("visits <= 'ten'", "a text cannot be compared with a number of visits"),
        ("body_part == 'bakc'", "no choice 'bakc'. Did you mean 'back'"),
        ("few", "the criterion refers to itself"),
        ("helped_before and few", "the criterion refers to itself"),
    ],
)
def test_a_test_outside_the_language_is_refused_with_file_rule_and_line(
    tmp_path: Path, test: str, said: str
) -> None:
    error = book_error(tmp_path, "back_2009", TEST, f'test = "{test}"')
    assert error.field == f"{FEW}.test"
    assert error.line == line_with(RULES, TEST)
    assert said in str(error)
    assert str(error).startswith(f"{tmp_path / 'back_2009.toml'}, line {error.line}: {FEW}.test: ")


def test_a_criterion_and_a_fact_do_not_share_a_name(tmp_path: Path) -> None:
    text = changed(RULES, "few and", "age and few and")
    text += f"[{FEW.replace('few', 'age')}]\nsays = 'A.'\ntest = 'visits <= 3'\n"
    text += 'basis = "guideline"\nstatus = "secondary"\n'
    with pytest.raises(DataError, match="a fact has the same name"):
        load_rulebook(write_book(tmp_path, back_2009=text))


def test_necessary_joins_criteria_only(tmp_path: Path) -> None:
    error = book_error(tmp_path, "back_2009", '"few and', '"few and visits <= 3 and')
    assert isinstance(error, ExpressionError)
    assert error.field == "rule.therapy.necessary"
    assert "no criterion is named 'visits'" in str(error)


def test_criteria_that_unfold_without_end_are_refused_and_not_run(tmp_path: Path) -> None:
    """Each names the one before twice: forty of them would unfold to a million million parts."""
    text = changed(RULES, "few and helped_before", "few and helped_before and c40")
    for n in range(1, 41):
        before = f"c{n - 1}" if n > 1 else "helped"
        text += (
            f'\n[rule.therapy.criterion.c{n}]\nsays = "C{n}."\ntest = "{before} and {before}"\n'
            'basis = "guideline"\nstatus = "secondary"\n'
        )
    with pytest.raises(ExpressionError, match="unfolds too far"):
        load_rulebook(write_book(tmp_path, back_2009=text))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("schema = 1\nschema = 1\n", 2, "the same key is given twice"),
        ("schema = 1\n[guideline\n", 2, "not valid TOML"),
        ('schema = 1\ntitle = "no end\n', 2, "not valid TOML"),
    ],
)
def test_a_file_that_is_not_toml_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    with pytest.raises(DataError, match=said) as caught:
        load_rulebook(write_book(tmp_path, back_2009=text))
    assert (caught.value.file, caught.value.line) == (tmp_path / "back_2009.toml", line)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    write_book(tmp_path)
    (tmp_path / "back_2009.toml").write_bytes(b'title = "caf\xe9"\n')
    with pytest.raises(
        DataError, match=r"back_2009.toml, line 1: is not UTF-8 text: found the byte 0xE9 \(“é”"
    ):
        load_rulebook(tmp_path)


# ---- Editions ------------------------------------------------------------------------------------

EDITION = """\
schema = 1

[guideline]
name = "back"
edition = "2016"
title = "Back Guideline"
citation = "nowhere"
since = 2016-01-01
layer = "mtus"
status = "primary"
source = "invented"
continues = "back_2009"
"""


def test_overlapping_editions_are_refused(tmp_path: Path) -> None:
    overlap = changed(EDITION, "since = 2016-01-01", "since = 2015-12-31")
    with pytest.raises(DataError, match=r"in force at the same time as back_2009.toml") as caught:
        load_rulebook(write_book(tmp_path, back_2016=overlap))
    assert caught.value.file == tmp_path / "back_2016.toml"
    assert (caught.value.field, caught.value.line) == ("guideline.since", 8)


def test_an_edition_carries_over_the_rules_of_the_one_it_continues(tmp_path: Path) -> None:
    """It states only what changed; the dates are its own."""
    change = '\n[rule.therapy.criterion.few]\ntest = "visits * sessions <= most + 2"\n'
    book = load_rulebook(write_book(tmp_path, back_2016=EDITION + change))
    old, new = book.rule("back_2009.therapy"), book.rule("back_2016.therapy")
    assert new.name == old.name
    assert new.data.criterion["few"].says == old.data.criterion["few"].says
    facts = {"visits": Span(11, 11), "sessions": Span(1, 1), "diagnosis_group": Span(0, 0)}
    open_ones = {"helped": Truth(True, True), "strict": Truth(True, True)}
    assert exact(old.necessary, {**facts, **open_ones}) == (False, False)
    assert exact(new.necessary, {**facts, **open_ones}) == (True, True)
    assert new.guideline.since.year == 2016


def test_an_edition_can_drop_a_rule(tmp_path: Path) -> None:
    dropped = changed(EDITION, "continues", 'drops = ["therapy"]\ncontinues') + "\n[rule]\n"
    book = load_rulebook(write_book(tmp_path, back_2016=dropped))
    assert list(book.rules) == ["back_2009.therapy"]


def test_a_fault_in_a_carried_over_rule_is_told_where_it_is_written(tmp_path: Path) -> None:
    change = '\n[rule.therapy.criterion.few]\ntest = "visits <= mots"\n'
    with pytest.raises(DataError, match="did you mean 'most'") as caught:
        load_rulebook(write_book(tmp_path, back_2016=EDITION + change))
    assert caught.value.file == tmp_path / "back_2016.toml"
    assert caught.value.line == line_with(EDITION + change, "mots")


LAST = 'test = "helped or not strict"\nbasis = "guideline"\nstatus = "secondary"\n'
"""The end of the small rulebook: what follows its test is appended to it."""


def criteria(count: int) -> str:
    """So many criteria, each of which asks the next."""
    return "".join(
        f'[rule.therapy.criterion.c{place}]\nsays = "So."\nbasis = "guideline"\n'
        f'status = "secondary"\ntest = "{f"not c{place + 1}" if place + 1 < count else "helped"}"\n'
        for place in range(count)
    )


def test_a_fault_is_told_where_it_stands_not_where_its_criterion_is_named(tmp_path: Path) -> None:
    bad = LAST.replace("helped or not strict", "c0") + criteria(2).replace('"helped"', '"hepled"')
    error = book_error(tmp_path, "back_2009", LAST, bad)
    assert error.field == "rule.therapy.criterion.c1.test"


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            "facts",
            'choices = ["sprain", "fracture", "another diagnosis"]',
            "choices = [\n" + ",\n".join(f'"group {place}"' for place in range(3_000)) + "]",
            "3,000 choices are given; at most 200 are read",
        ),
        ("back_2009", "helped or not strict", "helped or " * 900 + "helped", "at most 2,000 are"),
        ("back_2009", "helped or not strict", "visits" + "+1" * 900 + " < 9", "nested too deeply"),
        ("back_2009", LAST, LAST.replace("helped or not strict", "c0") + criteria(600), "nested"),
    ],
    ids=["choices", "characters", "sums", "criteria"],
)
def test_what_is_too_large_to_look_at_is_refused_at_once(
    tmp_path: Path, name: str, old: str, new: str, told: str
) -> None:
    """Choices without end, criteria upon criteria, tests without end: each is told in good time."""
    assert told in str(book_error(tmp_path, name, old, new))


def test_a_rule_gives_way_only_to_one_that_exists(tmp_path: Path) -> None:
    text = changed(RULES, 'pages = "8-9"', 'displaces = ["back.therapi"]')
    with pytest.raises(DataError, match=r"'back.therapi'.*'back.therapy'") as caught:
        load_rulebook(write_book(tmp_path, back_2009=text))
    assert caught.value.field == "rule.therapy.displaces"


def test_every_rule_that_comes_with_imrkit_is_answered_exactly() -> None:
    """No rule tangles so many facts that an empty file would be left to the bounds."""
    for rule in rulebook().rules.values():
        nothing = {name: fact.unknown for name, fact in rule.facts.items()}
        for program in (rule.necessary, rule.applies):
            assert not program or left_to_bounds(program, nothing) == ()
