"""Our own rules are checked when first asked for; and what would take too long is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from imrkit.cases.loading import read_case
from imrkit.errors import DataError
from imrkit.facts.fact import GIVEN
from imrkit.rules.rulebook import load_rulebook, rulebook
from tests.support.book import CASE, FACTS, RULES, changed, write_book, write_case

WRONG = changed(RULES, 'test = "visits * sessions <= most"', 'test = "visit <= most"')
NEXT = """\
schema = 1
[guideline]
name = "back"
edition = "{n}"
title = "Back Guideline"
citation = "nowhere"
since = {year}-01-01
until = {year}-12-31
layer = "mtus"
status = "primary"
source = "invented"
continues = "{before}"
[rule]
"""


def test_a_rule_of_ours_is_checked_when_it_is_first_asked_for(tmp_path: Path) -> None:
    folder = write_book(tmp_path / "book", back_2009=WRONG)
    with pytest.raises(DataError, match="did you mean 'visits'"):
        load_rulebook(folder)
    book = load_rulebook(folder, ours=True)
    case = read_case(write_case(tmp_path), book)  # reading a case needs no rule
    for ask in (
        lambda: case.rules(case.item()),
        lambda: book.rule("back_2009.therapy"),
        lambda: book.addressing("therapy"),
    ):
        with pytest.raises(DataError, match="did you mean 'visits'") as caught:
            ask()
        assert caught.value.file == folder / "back_2009.toml"


def test_our_rules_are_the_same_whether_checked_at_once_or_when_asked_for() -> None:
    book = rulebook()
    every = load_rulebook(book.folder)
    assert {id: rule.data for id, rule in book.rules.items()} == {
        id: rule.data for id, rule in every.rules.items()
    }
    assert book.guidelines == every.guidelines
    assert not every.unchecked


@pytest.mark.timeout(60)
def test_a_long_chain_of_editions_is_refused_quickly(tmp_path: Path) -> None:
    texts = {"e0": changed(RULES, "since = 2009-01-01\nuntil = 2015-12-31", "since = 1000-01-01")}
    for n in range(1, 1500):
        texts[f"e{n}"] = NEXT.format(n=n, year=1000 + n, before=f"e{n - 1}")
    folder = write_book(tmp_path / "book", back_2009=texts.pop("e0"))
    (folder / "back_2009.toml").rename(folder / "e0.toml")
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"more than 30 editions continue one another|same time"):
        load_rulebook(folder)
    wrong: list[DataError] = []
    load_rulebook(folder, wrong)
    assert any("more than 30 editions continue one another" in str(error) for error in wrong)


@pytest.mark.timeout(60)
def test_thousands_of_choices_are_refused_quickly(tmp_path: Path) -> None:
    many = ",\n".join(f'"{n}"' for n in range(3000))
    facts = changed(FACTS, 'choices = ["back"', f'choices = [{many},\n"back"')
    folder = write_book(tmp_path, facts=facts)
    with pytest.raises(DataError, match="3,003 choices are given; at most 200") as caught:
        load_rulebook(folder)
    assert caught.value.field == "fact.body_part.choices"


# ---- Which field of a case file gives which fact -------------------------------------------------


def test_the_vocabulary_says_which_fact_each_field_of_a_case_file_gives() -> None:
    given = [fact.given_in for fact in rulebook().vocabulary.values() if fact.given_in]
    assert sorted(given) == sorted(GIVEN)


def test_facts_may_have_other_names(tmp_path: Path) -> None:
    """No name of a fact stands in the code."""
    names = ("decision_date", "injury_date", "age", "body_part", "diagnosis_group")
    facts, rules = FACTS, RULES
    for name in names:
        facts = facts.replace(f"[fact.{name}]", f"[fact.my_{name}]")
        rules = rules.replace(f'"{name}"', f'"my_{name}"')
    book = load_rulebook(write_book(tmp_path / "book", facts=facts, back_2009=rules))
    case = read_case(write_case(tmp_path, CASE), book)
    known = case.known(case.item())
    assert [known[f"my_{name}"].shown for name in names] == [
        "2014-03-01", "2013", "40 years", "back", "sprain",
    ]  # fmt: skip
    assert book.rule("back_2009.therapy").guideline.by == "my_decision_date"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('given_in = "worker.age"', 'given_in = "injury.date"', "'injury.date' gives injury_date"),
        ('given_in = "worker.age"', 'given_in = "item.requested"', "gives a date"),
        ('given_in = "worker.age"', 'given_in = "worker.name"', "did you mean 'worker.age'"),
    ],
)
def test_a_field_gives_one_fact_of_its_type(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(DataError, match=said) as caught:
        load_rulebook(write_book(tmp_path, facts=changed(FACTS, old, new)))
    assert caught.value.field == "fact.age.given_in"


def test_an_edition_is_chosen_by_a_date(tmp_path: Path) -> None:
    for by in ("age", "nothing"):
        rules = changed(RULES, 'layer = "mtus"', f'layer = "mtus"\nby = "{by}"')
        with pytest.raises(DataError, match=f"'{by}' is no date of the vocabulary"):
            load_rulebook(write_book(tmp_path, back_2009=rules))
