"""Random vocabularies, expressions, rules and cases, small enough to look at every possibility."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from imrkit.expressions import Const, Lookup, Named, Node, Read
from imrkit.facts import KINDS, Fact, Pair, Vocabulary
from imrkit.parsing import parse

FIRST_DAY = dt.date(2004, 1, 1)
DAYS = [FIRST_DAY + dt.timedelta(days=n) for n in range(3)]
"""The days that random rules name."""


def number(name: str, least: int = 0, most: int = 3, kind: str = "evidence") -> Fact:
    return Fact(name, name.title(), "number", kind, f"{name}?", "visits", (least, most))  # type: ignore[arg-type]


def truth(name: str, kind: str = "evidence") -> Fact:
    return Fact(name, name.title(), "truth", kind, f"{name}?")  # type: ignore[arg-type]


def choice(name: str, choices: tuple[str, ...], kind: str = "given") -> Fact:
    return Fact(name, name.title(), "choice", kind, f"{name}?", choices=choices)  # type: ignore[arg-type]


def date(name: str, kind: str = "given") -> Fact:
    return Fact(name, name.title(), "date", kind, f"{name}?")  # type: ignore[arg-type]


def domain(fact: Fact) -> list[int]:
    """Every coded value; of dates, the days that rules name, their neighbours and the ends."""
    low, high = fact.span
    if fact.type != "date":
        return list(range(int(low), int(high) + 1))
    named = [day.toordinal() for day in DAYS]
    return [low, *range(named[0] - 1, named[-1] + 2), high]


@st.composite
def vocabularies(
    draw: DrawFn, most: int = 3, kinds: tuple[str, ...] = tuple(KINDS), extra: int = 3
) -> Vocabulary:
    """Draw up to two numbers, two truths, a choice and a date, each of a random kind."""
    kind = st.sampled_from(kinds)
    facts = [
        number("n1", draw(st.integers(-2, 1)), draw(st.integers(2, most)), draw(kind)),
        truth("t1", draw(kind)),
    ]
    others: list[Fact] = [
        number("n2", 0, draw(st.integers(1, most)), draw(kind)),
        truth("t2", draw(kind)),
        choice("c1", tuple("abc"[: draw(st.integers(2, 3))]), draw(kind)),
        date("d1", draw(kind)),
    ]
    facts += draw(st.lists(st.sampled_from(others), max_size=extra, unique_by=lambda f: f.name))
    return {fact.name: fact for fact in facts}


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


@st.composite
def figures(draw: DrawFn, vocabulary: Vocabulary) -> Figures:
    """Draw a limit, and a table by the choice where there is one."""
    found: dict[str, int | tuple[Fact, tuple[int, ...]]] = {"limit": draw(st.integers(0, 4))}
    if by := vocabulary.get("c1"):
        row = st.integers(0, 5)
        found["table"] = (by, tuple(draw(row) for _ in by.choices))
    return Figures(found)


@st.composite
def numbers(draw: DrawFn, vocabulary: Vocabulary, names: list[str], depth: int) -> str:
    """Draw the text of a number: constants, facts, figures, + - *."""
    leaves = [f.name for f in vocabulary.values() if f.type == "number"] + names
    if depth and draw(st.integers(0, 2)) == 0:
        op = draw(st.sampled_from(["+", "+", "-", "*"]))
        left = draw(numbers(vocabulary, names, depth - 1))
        right = draw(numbers(vocabulary, names, depth - 1))
        return f"({left} {op} {right})"
    if draw(st.integers(0, 3)) == 0:
        return str(draw(st.integers(-2, 6)))
    return draw(st.sampled_from(leaves))


@st.composite
def comparisons(draw: DrawFn, vocabulary: Vocabulary, names: list[str]) -> str:
    """Draw the text of a comparison of numbers, choices or dates, or a bare truth."""
    types = sorted({fact.type for fact in vocabulary.values()} | {"number"})
    kind = draw(st.sampled_from(types))
    facts = [fact for fact in vocabulary.values() if fact.type == kind]
    order = st.sampled_from(["<=", "<", ">=", ">", "==", "!="])
    if kind == "number":
        sides = [
            draw(numbers(vocabulary, names, 2)) for _ in range(draw(st.sampled_from([2, 2, 3])))
        ]
        text = sides[0]
        for side in sides[1:]:
            text += f" {draw(order)} {side}"
        return text
    fact = draw(st.sampled_from(facts))
    if kind == "truth":
        return fact.name
    if kind == "date":
        if draw(st.integers(0, 3)):
            return f"{fact.name} {draw(order)} '{draw(st.sampled_from(DAYS))}'"
        return f"'{draw(st.sampled_from(DAYS))}' {draw(order)} {fact.name}"
    options = draw(st.lists(st.sampled_from(fact.choices), min_size=1, max_size=2))
    if len(options) == 1:
        return f"{fact.name} {draw(st.sampled_from(['==', '!=']))} '{options[0]}'"
    inside = ", ".join(repr(option) for option in options)
    return f"{fact.name} {draw(st.sampled_from(['in', 'not in']))} ({inside})"


def truths(vocabulary: Vocabulary, names: list[str], leaves: int = 5) -> SearchStrategy[str]:
    """Draw the text of a truth in the language of rules.

    Args:
        vocabulary: the facts it may read.
        names: the figures it may name.
        leaves: the most comparisons.
    """
    return st.recursive(
        comparisons(vocabulary, names),
        lambda part: st.one_of(
            st.lists(part, min_size=2, max_size=3).map(lambda p: f"({' and '.join(p)})"),
            st.lists(part, min_size=2, max_size=3).map(lambda p: f"({' or '.join(p)})"),
            part.map(lambda p: f"not ({p})"),
        ),
        max_leaves=leaves,
    )


@st.composite
def knowledge(draw: DrawFn, fact: Fact) -> Pair:
    """Draw what is known of a fact: a value, some bounds, or nothing."""
    values = domain(fact)
    form = draw(st.sampled_from(["value", "value", "bounds", "open"]))
    if form == "open":
        return fact.span
    low = draw(st.sampled_from(values))
    if form == "value":
        return (_typed(fact, low), _typed(fact, low))
    high = draw(st.sampled_from([v for v in values if v >= low]))
    return (_typed(fact, low), _typed(fact, high))


def _typed(fact: Fact, code: int) -> int:
    return bool(code) if fact.type == "truth" else code


@dataclass(frozen=True)
class Question:
    """A random expression, with what is known."""

    vocabulary: Vocabulary
    figures: Figures
    text: str
    facts: dict[str, Pair]

    def node(self) -> Node:
        def scope(name: str) -> Node | None:
            if name in self.vocabulary:
                return Read(self.vocabulary[name])
            return self.figures.node(name)

        return parse(self.text, scope)


@st.composite
def questions(draw: DrawFn) -> Question:
    """Draw an expression of the language over a random vocabulary, and what is known."""
    vocabulary = draw(vocabularies())
    named = draw(figures(vocabulary))
    text = draw(truths(vocabulary, list(named.values)))
    facts = {name: draw(knowledge(fact)) for name, fact in vocabulary.items()}
    return Question(vocabulary, named, text, facts)
