"""The words of letters, gathered under the words of rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from imrkit.errors import DataError, UnknownName
from imrkit.rules.rulebook import load_rulebook, rulebook
from imrkit.rules.terms import Terms, found
from tests.support.book import TERMS, changed, line_with, write_book


@pytest.fixture(scope="module")
def terms(tmp_path_factory: pytest.TempPathFactory) -> Terms:
    return load_rulebook(write_book(tmp_path_factory.mktemp("book"))).terms


@pytest.mark.parametrize("name", ["therapy", "Therapy", " exercise ", "EXERCISE"])
def test_a_treatment_is_known_by_each_of_its_names(terms: Terms, name: str) -> None:
    assert terms.treatment_named(name) == "therapy"


def test_an_unknown_treatment_is_refused_with_the_nearest(terms: Terms) -> None:
    with pytest.raises(UnknownName, match=r"no treatment named 'excercise'. .*'exercise'"):
        terms.treatment_named("excercise")


@pytest.mark.parametrize(
    ("texts", "term"),
    [
        (["strain of the lumbar region"], "sprain"),
        (["A STRAIN"], "sprain"),
        (["restrained"], None),
        (["no such word", "a broken bone"], "fracture"),
        (["a fracture, then a strain"], "sprain"),
        (["a fracture", "a strain"], "fracture"),
        ([], None),
    ],
)
def test_words_are_found_whole_in_texts_read_in_order(
    terms: Terms, texts: list[str], term: str | None
) -> None:
    """Within one text the terms are looked for in the order of the file."""
    assert found(terms.diagnosis_group, texts) == term


def test_a_term_that_is_no_choice_of_the_vocabulary_is_refused(tmp_path: Path) -> None:
    text = changed(TERMS, '"fracture" =', '"fractur" =')
    with pytest.raises(DataError, match=r"'fractur'.*'fracture'") as caught:
        load_rulebook(write_book(tmp_path, terms=text))
    assert caught.value.line == line_with(text, "fractur")


def test_every_treatment_that_comes_with_imrkit_is_found_by_all_its_names() -> None:
    """No name stands for two treatments."""
    terms = rulebook().terms
    for name, treatment in terms.treatment.items():
        assert {terms.treatment_named(word) for word in (name, *treatment.also)} == {name}


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("cervical spine", "neck"),
        ("thoracic spine", "upper back"),
        ("lumbar spine", "low back"),
        ("spine", "low back"),
        ("bilateral lower extremities", "leg"),
        ("left upper extremity", "arm"),
        ("left wrist and hand", "forearm, wrist or hand"),
        ("neck and upper back (cervical and thoracic)", "neck"),
        ("neck and wrists", "several parts"),
        ("spine and pelvis", "several parts"),
        ("low back and right hip", "several parts"),
        ("flank", None),
        ("", None),
    ],
)
def test_a_part_of_the_body_is_known_by_the_words_of_letters(said: str, part: str | None) -> None:
    """More than one part is several; the spine of a part is no second part."""
    assert rulebook().terms.part_named(said) == part


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("neurosurgical consultation please", "neurosurgical consultation"),
        ("rental of an interferential stimulator", "interferential stimulator"),
        ("gym membership fee", "gym membership"),
    ],
)
def test_a_treatment_said_at_more_length_is_refused_with_the_one_that_shares_most_words(
    said: str, near: str
) -> None:
    with pytest.raises(UnknownName) as caught:
        rulebook().terms.treatment_named(said)
    assert caught.value.nearest is not None
    assert near in caught.value.nearest


def test_the_name_of_a_medicine_says_what_it_is() -> None:
    """Celebrex is a COX-2 inhibitor and naproxen is none, though the case does not say it."""
    terms = rulebook().terms
    assert terms.implied_by("celebrex") == {"cox2_inhibitor": True}
    assert not any(terms.implied_by("naproxen").values())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('"exercise" = { helpd = true }', r"fact named 'helpd'.*'helped'"),
        ('"excercise" = { helped = true }', r"treatment named 'excercise'.*'exercise'"),
        ('"exercise" = { visits = true }', "a whole number from 1 to 99; found True"),
    ],
)
def test_a_name_implies_only_facts_that_there_are(tmp_path: Path, line: str, said: str) -> None:
    text = f"{TERMS}\n[implies]\n{line}\n"
    with pytest.raises(DataError, match=said) as caught:
        load_rulebook(write_book(tmp_path, terms=text))
    assert caught.value.line == line_with(text, line)
