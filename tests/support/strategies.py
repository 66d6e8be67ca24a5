"""Random vocabularies, expressions, rules and cases, small enough to look at every possibility."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from imrkit.facts.fact import KINDS, Fact, Vocabulary
from imrkit.facts.spans import Value
from imrkit.logic.nodes import Const, Lookup, Named, Node, Read
from imrkit.logic.parse import parse

T = TypeVar("T")
FIRST_DAY = dt.date(2004, 1, 1)
DAYS = [FIRST_DAY + dt.timedelta(days=n) for n in range(3)]
"""The days that random rules name."""


def number(name: str, least: int = 0, most: int = 3, kind: str = "evidence") -> Fact:
    return Fact(name.title(), "number", kind, f"{name}?", "visits", (least, most), name=name)  # type: ignore[arg-type]


def truth(name: str, kind: str = "evidence") -> Fact:
    return Fact(name.title(), "truth", kind, f"{name}?", name=name)  # type: ignore[arg-type]


def choice(name: str, choices: tuple[str, ...], kind: str = "given") -> Fact:
    return Fact(name.title(), "choice", kind, f"{name}?", choices=choices, name=name)  # type: ignore[arg-type]


def date(name: str, kind: str = "given") -> Fact:
    return Fact(name.title(), "date", kind, f"{name}?", name=name)  # type: ignore[arg-type]


def domain(fact: Fact) -> list[int]:
    """Every coded value; of dates, the days that rules name, their neighbours and the ends."""
    low, high = fact.unknown
    if fact.type != "date":
        return list(range(int(low), int(high) + 1))
    named = [day.toordinal() for day in DAYS]
    return [low, *range(named[0] - 1, named[-1] + 2), high]


@cache
def _up_to(most: int) -> SearchStrategy[int]:
    return st.integers(0, most)


def pick(draw: DrawFn, options: Sequence[T]) -> T:
    """Draw one of some options; the first is the simplest."""
    return options[draw(_up_to(len(options) - 1))]


def some(draw: DrawFn, options: Sequence[T], most: int) -> list[T]:
    """Draw some of the options, each once, in their order."""
    count = draw(_up_to(min(most, len(options))))
    chosen: list[T] = []
    for _ in range(count):
        chosen.append(pick(draw, [option for option in options if option not in chosen]))
    return [option for option in options if option in chosen]


# ---- Vocabularies and figures --------------------------------------------------------------------


def vocabulary(
    draw: DrawFn, most: int = 3, kinds: tuple[str, ...] = tuple(KINDS), extra: int = 3
) -> dict[str, Fact]:
    """Draw up to two numbers, two truths, a choice and a date, each of a random kind."""
    facts = [
        number("n1", pick(draw, (0, 1, -1, -2)), pick(draw, range(2, most + 1)), pick(draw, kinds)),
        truth("t1", pick(draw, kinds)),
    ]
    others: list[Fact] = [
        number("n2", 0, pick(draw, range(1, most + 1)), pick(draw, kinds)),
        truth("t2", pick(draw, kinds)),
        choice("c1", pick(draw, (("a", "b"), ("a", "b", "c"))), pick(draw, kinds)),
        date("d1", pick(draw, kinds)),
    ]
    return {fact.name: fact for fact in [*facts, *some(draw, others, extra)]}


@st.composite
def vocabularies(draw: DrawFn) -> Vocabulary:
    """Draw a vocabulary."""
    return vocabulary(draw)


@dataclass(frozen=True)
class Figures:
    """Figures that expressions may name: a number, or one for each choice of a fact."""

    values: dict[str, int | tuple[Fact, tuple[int, ...]]]

    def node(self, name: str) -> Node | None:
        if name not in self.values:
            return None
        value = self.values[name]
        if isinstance(value, int):
            return Named(name, Const(value))
        return Named(name, Lookup(name, *value))


def figures(draw: DrawFn, vocabulary: Vocabulary) -> Figures:
    """Draw a limit, and a table by the choice where there is one."""
    found: dict[str, int | tuple[Fact, tuple[int, ...]]] = {"limit": pick(draw, range(5))}
    if by := vocabulary.get("c1"):
        found["table"] = (by, tuple(pick(draw, range(6)) for _ in by.choices))
    return Figures(found)


# ---- Expressions, as texts -----------------------------------------------------------------------


def number_text(draw: DrawFn, vocabulary: Vocabulary, names: list[str], depth: int = 2) -> str:
    """Draw the text of a number: constants, facts, figures, + - *."""
    form = pick(draw, ("leaf", "leaf", "constant", "operation"))
    if form == "operation" and depth:
        left, right = (number_text(draw, vocabulary, names, depth - 1) for _ in range(2))
        return f"({left} {pick(draw, ('+', '-', '*'))} {right})"
    if form == "constant":
        return str(pick(draw, (0, 1, 2, 3, 4, 5, 6, -1, -2)))
    return pick(draw, [f.name for f in vocabulary.values() if f.type == "number"] + names)


def comparison_text(draw: DrawFn, vocabulary: Vocabulary, names: list[str]) -> str:
    """Draw the text of a comparison of numbers, choices or dates, or a bare truth."""
    fact = pick(draw, list(vocabulary.values()))
    order = ("<=", "<", ">=", ">", "==", "!=")
    if fact.type == "truth":
        return fact.name
    if fact.type == "number":
        text = number_text(draw, vocabulary, names)
        for _ in range(pick(draw, (1, 1, 2))):
            text += f" {pick(draw, order)} {number_text(draw, vocabulary, names)}"
        return text
    if fact.type == "date":
        sides = [fact.name, f"'{pick(draw, DAYS)}'"]
        return f" {pick(draw, order)} ".join(pick(draw, (sides, sides[::-1])))
    options = some(draw, fact.choices, 2)
    if not options:
        return f"{fact.name} {pick(draw, ('==', '!='))} '{pick(draw, fact.choices)}'"
    inside = ", ".join(repr(option) for option in options)
    return f"{fact.name} {pick(draw, ('in', 'not in'))} ({inside},)"


def truth_text(
    draw: DrawFn, vocabulary: Vocabulary, names: list[str], depth: int = 2, leaves: int = 3
) -> str:
    """Draw the text of a truth in the language of rules.

    Args:
        draw: draws from strategies.
        vocabulary: the facts it may read.
        names: the figures it may name.
        depth: how deep it may nest.
        leaves: how many parts `and` and `or` may join at most.
    """
    form = pick(draw, ("leaf", "joined", "not")) if depth else "leaf"
    if form == "leaf":
        return comparison_text(draw, vocabulary, names)
    if form == "not":
        return f"not ({truth_text(draw, vocabulary, names, depth - 1, leaves)})"
    count = pick(draw, range(2, leaves + 1))
    parts = [truth_text(draw, vocabulary, names, depth - 1, leaves) for _ in range(count)]
    return f"({pick(draw, (' and ', ' or ')).join(parts)})"


# ---- What is known -------------------------------------------------------------------------------


def coded(fact: Fact, low: int, high: int | None = None) -> Value:
    """What is known of a fact that is one coded value, or lies between two."""
    ends = (low, low if high is None else high)
    return fact.between(*(map(bool, ends) if fact.type == "truth" else ends))


def known_pair(draw: DrawFn, fact: Fact) -> Value:
    """Draw what is known of a fact: a value, some bounds, or nothing."""
    form = pick(draw, ("open", "value", "value", "bounds"))
    if form == "open":
        return fact.unknown
    low = pick(draw, domain(fact))
    high = low if form == "value" else pick(draw, [v for v in domain(fact) if v >= low])
    return coded(fact, low, high)


@st.composite
def knowledge(draw: DrawFn, fact: Fact) -> Value:
    """Draw what is known of a fact."""
    return known_pair(draw, fact)


@dataclass(frozen=True)
class Question:
    """A random expression, with what is known."""

    vocabulary: Vocabulary
    figures: Figures
    text: str
    facts: dict[str, Value]

    def node(self) -> Node:
        def scope(name: str) -> Node | None:
            if name in self.vocabulary:
                return Read(self.vocabulary[name])
            return self.figures.node(name)

        return parse(self.text, scope)


@st.composite
def questions(draw: DrawFn) -> Question:
    """Draw an expression of the language over a random vocabulary, and what is known."""
    facts = vocabulary(draw)
    named = figures(draw, facts)
    text = truth_text(draw, facts, list(named.values), depth=3)
    return Question(facts, named, text, {n: known_pair(draw, fact) for n, fact in facts.items()})
