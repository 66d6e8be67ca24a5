"""Every fact of the vocabulary is told in good English, in every sentence that tells it."""

from __future__ import annotations

import re

import pytest

from imrkit.words.english import number_word, ordinal
from tests.words.sentences import FILE, sentences

BRITISH = re.compile(
    r"judgement|authoris|recognis|programme\b|orthopaed|anaesth|haem|oedema|tumour|colour|labour|"
    r"neighbour|behaviour|fibre|\bcentre|localis|practise|ageing"
)


def test_the_sentences_are_those_that_were_read_through() -> None:
    assert FILE.read_text(encoding="utf-8") == sentences(), "run `python -m tests.words.sentences`"


def test_no_sentence_has_a_mark_or_a_word_too_many() -> None:
    for line in sentences().splitlines():
        told = line.strip()
        assert "{" not in told, line
        assert "  " not in told, line
        assert " %" not in told, line
        assert not re.search(r"\b(\w+) \1\b(?! had)", told), line
        assert not re.search(r"\ba ([aei]|o(?!ne))", told), line
        assert told.count("(") == told.count(")"), line


def test_the_sentences_are_american_english() -> None:
    told = [line for line in sentences().splitlines() if line.startswith(" ")]
    british = [line for line in told if BRITISH.search(line)]
    choices = [line for line in british if "home exercise programme" in line]
    assert british == choices, "names of choices alone stay as they are"


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (1, "first"), (3, "third"), (9, "ninth"), (10, "10th"), (11, "11th"), (12, "12th"),
        (13, "13th"), (20, "20th"), (21, "21st"), (22, "22nd"), (23, "23rd"), (24, "24th"),
        (101, "101st"), (111, "111th"), (112, "112th"), (121, "121st"),
    ],
)  # fmt: skip
def test_places_in_a_row_are_written_as_one_says_them(number: int, told: str) -> None:
    assert ordinal(number) == told


def test_small_numbers_are_words() -> None:
    assert [number_word(n) for n in (0, 1, 9, 10)] == ["no", "one", "nine", "10"]
