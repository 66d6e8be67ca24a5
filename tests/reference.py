"""A plain reference for the logic: Python itself, asked of every possibility in turn.

The language of rules is a subset of Python, so `eval` of the same text on plain values (choices
and dates as texts, figures as numbers) is what a rule must mean.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from imrkit.facts import Fact, Pair, Vocabulary
from tests.strategies import Figures, domain

Codes = Mapping[str, int]


def plain(fact: Fact, code: int) -> Any:
    """A coded value as Python compares it: dates as ISO text, which orders as dates do."""
    value = fact.decode(code)
    return value.isoformat() if isinstance(value, dt.date) else value


def holds(text: str, vocabulary: Vocabulary, figures: Figures, codes: Codes) -> bool:
    """Whether an expression holds where every fact has a value."""
    names: dict[str, Any] = {n: plain(vocabulary[n], code) for n, code in codes.items()}
    for name, value in figures.values.items():
        if isinstance(value, int):
            names[name] = value
        elif value[0].name in codes:
            names[name] = value[1][codes[value[0].name]]
    return bool(eval(text, {"__builtins__": {}}, names))


def completions(vocabulary: Vocabulary, facts: Mapping[str, Pair]) -> Iterator[dict[str, int]]:
    """Every way in which the open facts could turn out."""
    ranges = [
        [code for code in domain(fact) if facts[name][0] <= code <= facts[name][1]]
        for name, fact in vocabulary.items()
    ]
    for codes in product(*ranges):
        yield dict(zip(vocabulary, codes, strict=True))


def all_any(
    text: str, vocabulary: Vocabulary, figures: Figures, facts: Mapping[str, Pair]
) -> tuple[bool, bool]:
    """Whether an expression holds in (all, any) of the ways in which the facts could turn out."""
    found = [holds(text, vocabulary, figures, codes) for codes in completions(vocabulary, facts)]
    return (all(found), any(found))
