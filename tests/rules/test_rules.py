"""Rules, their figures, and the sentences that tell them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from imrkit.facts.spans import Days, Facts, Span, Truth
from imrkit.rules.rule import Rule
from imrkit.rules.rulebook import load_rulebook, rulebook
from imrkit.rules.schema import Figure, Guideline, Row
from tests.support.book import RULES, changed, write_book


@pytest.fixture
def rule(tmp_path: Path) -> Rule:
    return load_rulebook(write_book(tmp_path)).rule("back_2009.therapy")


def test_a_range_limits_at_its_upper_end_and_shows_both() -> None:
    row = Row((9, 10), over_weeks=8)
    assert (row.limit, row.show("visits")) == (10, "9 to 10 visits over 8 weeks")
    assert (Row(24).limit, Row(24).show("visits")) == (24, "24 visits")
    assert Row(6, over_weeks=(6, 8)).show("visits") == "6 visits over 6 to 8 weeks"


def test_a_row_serves_its_choice_and_the_open_row_the_others(rule: Rule) -> None:
    figure = rule.data.figure["most"]
    assert [figure.at(choice).limit for choice in ("sprain", "fracture", "another diagnosis")] == [
        10,
        6,
        6,
    ]


def test_a_row_inherits_status_page_and_source_unless_it_states_its_own() -> None:
    figure = Figure(
        "Most",
        "guideline",
        "secondary",
        by="x",
        page="9",
        source="here",
        row=(Row(1, "a"), Row(2, "b", status="primary", page="10")),
    )
    assert [(r.status, r.page, r.source) for r in figure.rows] == [
        ("secondary", "9", "here"),
        ("primary", "10", "here"),
    ]


def test_sentences_are_filled_with_facts_and_figures(rule: Rule) -> None:
    says = rule.data.criterion["few"].says
    facts: Facts = {"visits": Span(6, 6), "diagnosis_group": Span(0, 0)}
    assert rule.fill(says, facts) == (
        "The 6 visits asked for are within 8 to 10 visits over 4 weeks."
    )
    facts = {"visits": Span(1, 99), "diagnosis_group": Span(1, 2)}
    assert "within 6 visits." in rule.fill(says, facts)
    assert "within 8 to 10 visits over 4 weeks or 6 visits." in rule.fill(
        says, {**facts, "diagnosis_group": Span(0, 2)}
    )


@pytest.mark.parametrize(
    ("pages", "cite"),
    [
        ("8-9", "Back Guideline, 2009, pages 8-9"),
        ("8", "Back Guideline, 2009, page 8"),
        ("8, 12", "Back Guideline, 2009, pages 8, 12"),
        ("chapter 2", "Back Guideline, 2009, chapter 2"),
        ("", "Back Guideline, 2009"),
    ],
)
def test_a_rule_is_cited_by_guideline_edition_and_pages(
    tmp_path: Path, pages: str, cite: str
) -> None:
    text = changed(RULES, 'pages = "8-9"', f'pages = "{pages}"')
    book = load_rulebook(write_book(tmp_path, back_2009=text))
    assert book.rule("back_2009.therapy").cite == cite


def test_an_edition_is_in_force_from_its_first_day_to_its_last() -> None:
    first, last = dt.date(2009, 7, 18), dt.date(2016, 7, 27)
    edition = Guideline("g", "2009", "G", "c", first, "mtus", "primary", "s", last)

    def in_force(start: dt.date, end: dt.date) -> Truth:
        return edition.in_force(Days(start.toordinal(), end.toordinal()))

    day = dt.timedelta(days=1)
    assert in_force(first, first) == (True, True)
    assert in_force(last, last) == (True, True)
    assert in_force(first - day, first - day) == (False, False)
    assert in_force(last + day, last + day) == (False, False)
    assert in_force(first - day, first) == (False, True)
    assert in_force(last, last + day) == (False, True)
    assert in_force(first - day, last + day) == (False, True)


def test_an_edition_that_still_stands_has_no_last_day() -> None:
    edition = Guideline("g", "2021", "G", "c", dt.date(2021, 1, 1), "mtus", "primary", "s")
    assert edition.in_force(Days(*(dt.date(2099, 1, 1).toordinal(),) * 2)) == (True, True)


def test_a_rule_reads_the_facts_of_its_tests_and_of_when_it_applies() -> None:
    rule = rulebook().rule("postsurgical_2009.physical_medicine")
    assert rule.applies is not None
    assert rule.applies.facts.keys() <= rule.facts.keys()
    assert rule.necessary.facts.keys() <= rule.facts.keys()


def test_every_rule_and_figure_that_comes_with_imrkit_says_what_and_how_far_it_is_verified() -> (
    None
):
    """No rule, criterion or figure lacks its sentence."""
    for rule in rulebook().rules.values():
        assert rule.title
        assert rule.guideline.citation
        for criterion in rule.data.criterion.values():
            assert criterion.says.endswith((".", "}", "?"))
        for figure in rule.data.figure.values():
            assert figure.says
            assert all(row.status for row in figure.rows)
