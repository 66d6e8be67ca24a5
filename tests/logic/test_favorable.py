"""Whether the right values of some facts settle a truth, against trying every value."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from imrkit.facts.spans import Facts, Span, Truth
from imrkit.logic.exact import exact
from imrkit.logic.favorable import can_be_shown
from imrkit.logic.program import Program
from tests.logic.test_exact import WIDE, at, program
from tests.support.reference import completions, holds
from tests.support.strategies import Question, choice, number, questions, truth


def tried(question: Question, free: set[str]) -> bool:
    """Whether some choice of the free facts holds with every choice of the others."""
    by_choice: dict[tuple[int, ...], bool] = {}
    for codes in completions(question.vocabulary, question.facts):
        chosen = tuple(code for name, code in codes.items() if name in free)
        met = holds(question.text, question.vocabulary, question.figures, codes)
        by_choice[chosen] = by_choice.get(chosen, True) and met
    return any(by_choice.values())


@settings(max_examples=600)
@given(questions(), st.data())
def test_some_values_settle_a_truth_exactly_where_trying_every_value_finds_them(
    question: Question, data: st.DataObject
) -> None:
    free = data.draw(st.sets(st.sampled_from(sorted(question.vocabulary))))
    found = can_be_shown(Program(question.node()), question.facts, free)
    assert found is tried(question, free)


@given(questions())
def test_with_no_fact_free_it_is_surely_so_and_with_every_fact_free_possibly(
    question: Question,
) -> None:
    built = Program(question.node())
    found = exact(built, question.facts)
    assert can_be_shown(built, question.facts, ()) == found.surely
    assert can_be_shown(built, question.facts, question.vocabulary) == found.possibly


def test_fewer_visits_show_a_limit_kept_only_where_the_history_is_told() -> None:
    """Six visits or fewer before: asking for four keeps to ten. Any number before: nothing does."""
    facts = {"done": number("done", 0, 99), "asked": number("asked", 1, 99)}
    built = program("done + asked <= 10", facts)
    assert can_be_shown(built, {"done": Span(0, 6), "asked": Span(1, 99)}, ["asked"])
    assert not can_be_shown(built, {"done": Span(0, 99), "asked": Span(1, 99)}, ["asked"])
    assert can_be_shown(built, {"done": Span(0, 99), "asked": Span(1, 99)}, ["done", "asked"])


def test_a_free_fact_stays_within_what_is_known_of_it() -> None:
    built = program("a <= 2", WIDE)
    assert not can_be_shown(built, at((3, 9), (1, 1)), ["a"])
    assert can_be_shown(built, at((2, 9), (1, 1)), ["a"])


def test_a_choice_and_a_truth_are_tried_in_every_value() -> None:
    facts = {"c": choice("c", ("x", "y", "z")), "t": truth("t"), "u": truth("u")}
    built = program("(c == 'x' and t) or (c == 'y' and (u or not u))", facts)
    known: Facts = {"c": Span(0, 2), "t": Truth(False, True), "u": Truth(False, True)}
    assert can_be_shown(built, known, ["c"])
    assert not can_be_shown(built, {**known, "c": Span(0, 0)}, ["c"])
    assert can_be_shown(built, {**known, "c": Span(0, 0)}, ["t"])


def test_too_many_combinations_are_not_tried_to_the_end() -> None:
    """Then it says no, in good time, whatever the last of them would have shown."""
    facts = {name: number(name, 0, 999) for name in "abc"}
    built = program("a * b - c * c == 7 and b * c - a == 11", facts)
    assert not can_be_shown(built, dict.fromkeys("abc", Span(0, 999)), "abc")
