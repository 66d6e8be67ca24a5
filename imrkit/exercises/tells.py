"""The texts of an exercise with the values of facts put in."""

from __future__ import annotations

import re

from imrkit.cases.schema import Finding, Plain
from imrkit.determination.determination import Determination
from imrkit.errors import DataError, UnknownName
from imrkit.facts.fact import OPEN, Fact
from imrkit.words.english import number_word, upper_first
from imrkit.words.known import value_said

OUTCOME = "outcome"
"""In place of a fact: how the determination ends."""
_PLACE = re.compile(r"\{(\w+(?: \+ \w+)*)(?:\.(number|word))?\}")


def fill(text: str, determination: Determination) -> str:
    """Put the values of facts into a text.

    `{visits_requested}` is put as "6 visits"; `{visits_requested.number}` as "6",
    `{visits_requested.word}` as "six"; `{visits_completed + visits_requested.number}` as their
    sum; `{outcome}` as the letter's word for the result.

    Raises:
        DataError: if there is no such fact, or it has no single value to put.
    """

    def put(found: re.Match[str]) -> str:
        name, form = found[1], found[2]
        if name == OUTCOME:
            return str(determination.outcome)
        parts = []
        for part in name.split(" + "):
            if part not in determination.known:
                raise DataError(str(UnknownName("fact", part, determination.known)))
            parts.append(determination.known[part])
        if not form and len(parts) == 1:
            return value_said(parts[0])
        if not form or any(known.open or known.fact.type != "number" for known in parts):
            raise DataError(f"{name} has no single number to put for {found[0]}")
        number = sum(int(known.value[0]) for known in parts)
        return number_word(number) if form == "word" else str(number)

    filled = _PLACE.sub(put, text)
    return upper_first(filled) if text.startswith("{") else filled


def value_in_words(fact: Fact, value: Finding | Plain) -> str:
    """Write a value as sentences of a file do: "six", "18", "at least five"."""
    if isinstance(value, Finding):
        if value.at_least is not None:
            return f"at least {number_word(value.at_least)}"
        if value.at_most is not None:
            return f"at most {number_word(value.at_most)}"
        return value_in_words(fact, value.value if value.value is not None else value.open or "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return number_word(value)
    return value if value in OPEN else str(value)
