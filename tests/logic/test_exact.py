"""Exact answers are exact: facts read twice, known within ranges, over wide domains."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from imrkit.facts.fact import Fact
from imrkit.facts.spans import Facts, Span, Truth, Value, like
from imrkit.logic import exact as module
from imrkit.logic.exact import exact, left_to_bounds
from imrkit.logic.nodes import Read
from imrkit.logic.parse import parse
from imrkit.logic.program import Program
from tests.support.reference import all_any
from tests.support.strategies import Question, date, knowledge, number, pick, questions, truth

WIDE = {"a": number("a", 0, 600), "b": number("b", 1, 366), "t": truth("t")}
"""Numbers over hundreds of values, and a truth that may stay open."""
ROWS = 3


@dataclass(frozen=True)
class Tangle:
    """An expression that reads two wide facts twice, and what is known of them in some rows."""

    text: str
    rows: tuple[dict[str, Value], ...]

    @property
    def program(self) -> Program:
        return program(self.text, WIDE)

    def answers(self, row: int) -> Truth:
        """What trying every value of a row gives."""
        holds: Callable[..., object] = eval(f"lambda a, b, t: {self.text}")
        ranges = [range(int(low), int(high) + 1) for low, high in self.rows[row].values()]
        found = {
            bool(holds(a, b, bool(t))) for a in ranges[0] for b in ranges[1] for t in ranges[2]
        }
        return Truth(found == {True}, True in found)


def program(text: str, facts: dict[str, Fact]) -> Program:
    return Program(parse(text, lambda name: Read(facts[name]) if name in facts else None))


@st.composite
def tangles(draw: DrawFn) -> Tangle:
    """Draw an expression that tangles its facts, limits that its comparisons meet, and rows."""
    limits = st.integers(0, 700)

    def total() -> str:
        left, right = pick(draw, (("a", "b"), ("b", "a"), ("a", "a"), ("b", "b"), ("a", "2")))
        return pick(draw, ("{} + {}", "{} - {}", "{} * {}", "{}")).format(left, right)

    def compared() -> str:
        if pick(draw, (False, False, False, True)):
            return "t"
        sign = pick(draw, ("<=", "!=", "==", ">=", "<", ">"))
        return f"{total()} {sign} {pick(draw, (str(draw(limits)), total()))}"

    def joined(depth: int) -> str:
        if not depth:
            return compared()
        text = f"({joined(depth - 1)}{pick(draw, (' and ', ' or '))}{joined(depth - 1)})"
        return pick(draw, ("", "not ")) + text

    def row() -> dict[str, Value]:
        known: dict[str, Value] = {}
        for name in ("a", "b"):
            least, most = WIDE[name].unknown
            low = draw(st.integers(least, most))
            known[name] = Span(low, min(most, low + draw(st.integers(0, 25))))
        return known | {"t": pick(draw, (Truth(False, True), Truth(True, True)))}

    return Tangle(joined(pick(draw, (1, 2))), tuple(row() for _ in range(ROWS)))


def at(a: tuple[int, int], b: tuple[int, int]) -> dict[str, Value]:
    return {"a": Span(*a), "b": Span(*b), "t": Truth(False, True)}


def columns(rows: tuple[dict[str, Value], ...]) -> Facts:
    """Rows of cases as columns of facts."""

    def column(name: str, end: int) -> Any:
        kind = bool if WIDE[name].type == "truth" else np.int16
        return np.array([row[name][end] for row in rows], dtype=kind)

    return {n: fact.between(column(n, 0), column(n, 1)) for n, fact in WIDE.items()}


@settings(max_examples=500)
@given(tangles())
@example(Tangle("a * b != 4 and t", (at((3, 4), (3, 4)), at((0, 9), (4, 4)), at((4, 4), (1, 1)))))
@example(Tangle("a - b <= 9 and a >= 0", (at((10, 30), (1, 3)), at((4, 9), (1, 366)))))
def test_ranges_that_cut_what_comparisons_tell_apart_are_answered_exactly(tangle: Tangle) -> None:
    """One case and a column of cases alike, as trying every value answers."""
    built = tangle.program
    expected = [tangle.answers(row) for row in range(len(tangle.rows))]
    assert [exact(built, row) for row in tangle.rows] == expected
    surely, possibly = exact(built, columns(tangle.rows))
    assert list(zip(surely.tolist(), possibly.tolist(), strict=True)) == expected


def test_a_product_that_cannot_be_what_is_refused_leaves_the_other_part_open() -> None:
    """No two numbers from 3 to 4 have the product 4: only the truth beside it is open."""
    built = program("a * b != 4 and t", WIDE)
    assert exact(built, at((3, 4), (3, 4))) == Truth(False, True)


FOUR = {name: number(name, 0, 99) for name in "abcd"}
OPEN = dict.fromkeys("abcd", Span(0, 99))


def in_rows(facts: Facts, rows: int = 2) -> Facts:
    """The same case in each of some rows."""
    return {
        name: like(value, *(np.full(rows, end, dtype=np.int16) for end in value))
        for name, value in facts.items()
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(a * b <= 7 or a * b > 7) and (c * d <= 9 or c * d > 9)", Truth(True, True)),
        ("a * b == 7 and a * b != 7 and (c * d <= 9 or c * d > 9)", Truth(False, False)),
        ("(a * b == 7 or a == 8) and (c * d == 9801 or c == d)", Truth(False, True)),
    ],
)
def test_facts_that_no_comparison_ties_together_are_looked_at_apart(
    text: str, expected: Truth
) -> None:
    """A hundred million combinations are a few of one pair with a few of the other."""
    built = program(text, FOUR)
    assert left_to_bounds(built, OPEN) == ()
    assert exact(built, OPEN) == expected
    surely, possibly = exact(built, in_rows(OPEN))
    assert (surely.tolist(), possibly.tolist()) == ([expected[0]] * 2, [expected[1]] * 2)


def test_rows_that_leave_open_different_values_are_each_answered_exactly() -> None:
    """Combinations that are looked at together are told apart where a row cuts them."""
    built = program("(a * b == 7 or a == 8 or a + b <= 9) and (c * d == 9 or c * d != 9)", FOUR)
    known = [OPEN, {**OPEN, "a": Span(1, 7), "b": Span(1, 1)}, {**OPEN, "a": Span(8, 8)}]
    columns = {
        n: Span(*(np.array([row[n][end] for row in known], dtype=np.int16) for end in (0, 1)))
        for n in OPEN
    }
    surely, possibly = exact(built, columns)
    assert surely.tolist() == [False, True, True]
    assert possibly.tolist() == [True, True, True]


def test_what_is_too_large_is_left_to_the_bounds_and_told() -> None:
    """No exception, whatever the size: open, and which facts are the reason."""
    built = program("a * b - c == 7 and b * c - a == 7 and c * a - b * d == 7", FOUR)
    assert set(left_to_bounds(built, OPEN)) == set("abcd")
    assert exact(built, OPEN) == built.bounds(OPEN) == Truth(False, True)
    surely, possibly = exact(built, in_rows(OPEN))
    assert (surely.tolist(), possibly.tolist()) == ([False] * 2, [True] * 2)


def test_a_million_combinations_are_looked_at_all() -> None:
    built = program("a * b - c == 7 and b * c - a == 7 and c * a - b == 7", FOUR)
    assert left_to_bounds(built, OPEN) == ()
    a, b, c = np.ogrid[:100, :100, :100]
    assert not ((a * b - c == 7) & (b * c - a == 7) & (c * a - b == 7)).any()
    assert exact(built, OPEN) == Truth(False, False)


def test_dates_compared_with_each_other_over_two_centuries_are_left_to_the_bounds() -> None:
    days = {name: date(name) for name in ("first", "second")}
    built = program("first <= second or second <= first", days)
    facts = {name: day.unknown for name, day in days.items()}
    assert left_to_bounds(built, facts) == ("first", "second")
    assert exact(built, facts) == Truth(False, True)
    one_year = {name: days[name].value_of("2014") for name in days}
    assert left_to_bounds(built, one_year) == ()
    assert exact(built, one_year) == Truth(True, True)


@settings(max_examples=400)
@given(questions(), st.sampled_from((1, 6, 30, 200)), st.data())
def test_however_few_combinations_are_held_the_answer_is_sound_and_exact_where_nothing_is_left(
    question: Question, cells: int, data: st.DataObject
) -> None:
    """One case and a column of cases alike."""
    built = Program(question.node())
    row = {name: data.draw(knowledge(fact)) for name, fact in question.vocabulary.items()}
    rows = [question.facts, row]
    columns = {
        name: fact.between(*(np.array([row[name][end] for row in rows]) for end in (0, 1)))
        for name, fact in question.vocabulary.items()
    }
    with patch.multiple(module, FEW=1, CELLS=cells):
        alone = [exact(built, row) for row in rows]
        left = [left_to_bounds(built, row) for row in rows]
        together = exact(built, columns)
    for place, row in enumerate(rows):
        expected = all_any(question.text, question.vocabulary, question.figures, row)
        assert left[place] or alone[place] == expected
        for found in (alone[place], Truth(*(np.broadcast_to(t, 2)[place] for t in together))):
            assert found.surely <= expected.surely
            assert expected.possibly <= found.possibly
