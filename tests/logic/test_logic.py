"""Truth on pairs means what enumerating every possibility means."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imrkit.errors import ImrkitError
from imrkit.facts.fact import Vocabulary
from imrkit.facts.spans import Days, Span, Truth, Value, like
from imrkit.logic.exact import exact
from imrkit.logic.nodes import Read
from imrkit.logic.parse import parse
from imrkit.logic.program import Program
from tests.support.reference import all_any
from tests.support.strategies import Question, choice, date, knowledge, number, questions, truth


def program(text: str, *facts: Any) -> Program:
    vocabulary: Vocabulary = {fact.name: fact for fact in facts}
    return Program(parse(text, lambda name: Read(vocabulary[name]) if name in vocabulary else None))


@given(questions())
def test_the_exact_answer_is_that_of_every_completion(question: Question) -> None:
    """`exact` gives whether the expression holds in all, and in any, of the possibilities."""
    found = exact(Program(question.node()), question.facts)
    assert found == all_any(question.text, question.vocabulary, question.figures, question.facts)


@given(questions())
def test_the_quick_answer_is_never_wrong(question: Question) -> None:
    """`verdict` may be wider than the exact answer, never narrower."""
    low, high = Program(question.node()).bounds(question.facts)
    surely, possibly = all_any(question.text, question.vocabulary, question.figures, question.facts)
    assert low <= surely
    assert possibly <= high


@given(questions())
def test_the_quick_answer_is_exact_unless_a_tangled_fact_is_open(question: Question) -> None:
    """`tangled` names every fact that could make pairs too wide."""
    built = Program(question.node())
    facts = dict(question.facts)
    for name in built.tangled:
        facts[name] = like(facts[name], facts[name][0], facts[name][0])
    assert built.bounds(facts) == all_any(
        question.text, question.vocabulary, question.figures, facts
    )


@given(questions(), st.data())
def test_columns_agree_with_single_cases_row_by_row(
    question: Question, data: st.DataObject
) -> None:
    """A table gives in every row what the row gives alone, whatever is open in which row."""
    built = Program(question.node())
    rows = [question.facts] + [
        {name: data.draw(knowledge(fact)) for name, fact in question.vocabulary.items()}
        for _ in range(3)
    ]
    columns: dict[str, Value] = {}
    for name, fact in question.vocabulary.items():
        kind = bool if fact.type == "truth" else np.int32 if fact.type == "date" else np.int16
        low = np.array([row[name][0] for row in rows], dtype=kind)
        high = np.array([row[name][1] for row in rows], dtype=kind)
        columns[name] = fact.between(low, low if (low == high).all() else high)
    shape = (len(rows),)
    for found, alone in (
        (built.bounds_in_columns(columns), [built.bounds(row) for row in rows]),
        (exact(built, columns), [exact(built, row) for row in rows]),
    ):
        table = np.stack([np.broadcast_to(end, shape) for end in found], axis=1)
        assert table.tolist() == [list(pair) for pair in alone]


@given(questions(), st.data())
def test_documented_facts_give_the_same_from_their_codes_alone(
    question: Question, data: st.DataObject
) -> None:
    """One code a fact says what a value with two equal ends says."""
    built = Program(question.node())
    facts = {
        name: like(value, value[end], value[end])
        for name, value in question.facts.items()
        for end in [data.draw(st.sampled_from((0, 1)))]
    }
    assert built.of_codes({name: value[0] for name, value in facts.items()}) == built.bounds(facts)


@given(questions())
def test_the_trace_tells_the_verdict_of_every_part(question: Question) -> None:
    """Each part of the trace is what the part gives by itself, and the first is the whole."""
    built = Program(question.node())
    ends = built.bounds_of_each(question.facts)
    assert len(ends) == 2 * len(built.nodes)
    for place, node in enumerate(built.nodes):
        assert ends[2 * place : 2 * place + 2] == Program(node).bounds(question.facts)


def test_fourteen_requested_visits_exceed_ten_whatever_came_before_and_six_leave_it_open() -> None:
    visits = program("done + asked <= 10", number("done", 0, 999), number("asked", 1, 99))
    assert exact(visits, {"done": Span(0, 999), "asked": Span(14, 14)}) == (False, False)
    assert exact(visits, {"done": Span(0, 999), "asked": Span(6, 6)}) == (False, True)
    assert exact(visits, {"done": Span(0, 4), "asked": Span(6, 6)}) == (True, True)


def test_a_fact_that_pulls_both_ways_is_looked_at_value_by_value() -> None:
    either = program("t or not t", truth("t"))
    assert either.bounds({"t": Truth(False, True)}) == (False, True)
    assert exact(either, {"t": Truth(False, True)}) == (True, True)


def test_a_product_is_never_odd_when_doubled() -> None:
    """Between the ends of 2 * n lie numbers that it never takes."""
    assert exact(program("2 * n == 5", number("n", 0, 9)), {"n": Span(0, 9)}) == (False, False)


def test_a_tangled_fact_with_a_wide_span_and_a_date_are_both_looked_at() -> None:
    """Only values that some comparison tells apart are looked at, so wide spans cost little."""
    built = program(
        "(n <= 500 or n > 400) and (d < '2004-01-01' or d >= '2013-01-01') and (m <= 3 or m > 9)",
        number("n", 0, 999),
        number("m", 0, 999),
        date("d"),
    )
    facts = {name: fact.unknown for name, fact in built.facts.items()}
    past = Days(facts["d"][0], facts["d"][0] + 9_999)
    assert exact(built, {**facts, "m": Span(0, 3), "d": past}) == (True, True)
    assert exact(built, facts) == (False, True)


def test_narrow_columns_do_not_wrap_round() -> None:
    """A sum or product beyond what the column's type holds is still right."""
    built = program("a * b <= 100 and a + b < 40000", number("a", 0, 999), number("b", 0, 999))
    a = np.array([999, 10, 0], dtype=np.int16)
    b = np.array([999, 10, 7], dtype=np.int16)
    assert built.bounds_in_columns({"a": Span(a, a), "b": Span(b, b)})[0].tolist() == [
        False,
        True,
        True,
    ]
    fall = program("a - b <= 0", number("a", 0, 250), number("b", 0, 250))
    small = {"a": np.array([5, 200], dtype=np.uint8), "b": np.array([200, 5], dtype=np.uint8)}
    assert fall.bounds_in_columns({n: Span(c, c) for n, c in small.items()})[0].tolist() == [
        True,
        False,
    ]


def test_constants_beyond_the_columns_own_numbers_are_counted_right() -> None:
    """The sum is small, and yet one of its parts fits no narrow column."""
    built = program("n + 40000 <= 8000", number("n", -40_000, -30_000))
    column = np.array([-32_100, -31_900], dtype=np.int16)
    assert built.bounds_in_columns({"n": Span(column, column)}).surely.tolist() == [True, False]


def test_a_row_may_be_wide_where_another_is_narrow() -> None:
    """The two ends of a fact may come in columns of different types."""
    built = program("n == 70000 or n != 70000", number("n", 0, 99_999))
    low = np.array([0, 9], dtype=np.int16)
    high = np.array([99_999, 10], dtype=np.int32)
    assert exact(built, {"n": Span(low, high)}).surely.tolist() == [True, True]


def test_pandas_columns_serve_as_numpy_columns_do() -> None:
    built = program("n <= 2 and t", number("n"), truth("t"))
    table = pd.DataFrame({"low": [1, 0, 3], "high": [1, 3, 3], "t": [True, True, True]})
    surely, possibly = built.bounds_in_columns(
        {"n": Span(table["low"], table["high"]), "t": Truth(table["t"], table["t"])}
    )
    assert np.asarray(surely).tolist() == [True, False, False]
    assert np.asarray(possibly).tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("column", "found"),
    [
        (np.array([1.0, np.nan]), "float64"),
        (pd.Series([1, None], dtype="Int64"), "float64"),
        (np.array(["1", "2"]), "<U1"),
        (np.array(["2004-01-01", "2005-01-01"], dtype="datetime64[D]"), r"datetime64\[D\]"),
    ],
)
def test_a_column_with_missing_or_other_values_is_refused(column: Any, found: str) -> None:
    """Not a number is not "not documented": it would silently count as surely not met."""
    with pytest.raises(ImrkitError, match=rf"column of n must hold whole numbers; found {found}"):
        program("n <= 2", number("n")).bounds_in_columns({"n": Span(column, column)})


def test_a_truth_is_not_given_as_a_column_of_numbers() -> None:
    column = np.array([0, 1])
    with pytest.raises(ImrkitError, match="column of t must hold truths; found int64"):
        program("not t", truth("t")).bounds_in_columns({"t": Truth(column, column)})


def test_a_choice_is_read_in_a_table_as_in_a_single_case() -> None:
    built = program("c in ('a', 'c')", choice("c", ("a", "b", "c")))
    codes = np.array([0, 1, 2], dtype=np.int16)
    assert built.bounds_in_columns({"c": Span(codes, codes)})[0].tolist() == [True, False, True]
    assert exact(built, {"c": Span(0, 2)}) == (False, True)
    assert exact(built, {"c": Span(1, 1)}) == (False, False)
