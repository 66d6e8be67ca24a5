"""What a record tells: skill, ideas, calibration, lessons, and what is due."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from imrkit.exercises.entry import Entry
from imrkit.exercises.graded import Evidence
from imrkit.exercises.mastery import (
    calibration,
    ideas,
    lesson_state,
    skill,
    updated,
)
from imrkit.exercises.schedule import cards, due, rating

FIRST = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)


def entry(number: int = 0, day: int = 0, **fields: Any) -> Entry:
    when = (FIRST + dt.timedelta(days=day, seconds=number)).isoformat().replace("+00:00", "Z")
    base = Entry(when, f"s{number}-{day}", "e", number, "book", kind="verdict", family="therapy")
    return replace(base, **fields)


def sign(of: str, rule: str = "M1") -> dict[str, Any]:
    return {"evidence": (Evidence(rule, of, 4),)}  # type: ignore[arg-type]


# ---- skill -------------------------------------------------------------------------------------


def test_the_best_constant_answer_has_no_skill_and_a_perfect_learner_has_all() -> None:
    chances = {"e": 0.6}
    half = [entry(n, score=1.0 if n % 5 < 3 else 0.0) for n in range(10)]
    assert skill(half, chances) == pytest.approx(0)
    assert skill([entry(score=1.0)], chances) == 1
    assert skill([entry(score=0.0)], chances) == pytest.approx(-1.5)
    assert skill([], chances) is None


def test_only_first_tries_count() -> None:
    tries = [entry(score=0.0), entry(1, attempt=2, score=0.6), entry(2, attempt=0, score=1.0)]
    assert skill(tries, {"e": 0.5}) == -1


# ---- ideas -------------------------------------------------------------------------------------


def test_an_answer_that_only_a_holder_gives_opens_an_idea_and_right_ones_close_it() -> None:
    assert updated(0.3, "held", 4) > 0.9
    assert updated(0.3, "right", 4) < 0.1
    assert updated(0.3, "other", 4) == pytest.approx(0.3)


def test_a_reply_is_survived_with_seven_in_ten() -> None:
    (idea,) = ideas([entry(**sign("held"))], ["M1"]).values()
    assert idea.highest == pytest.approx(updated(0.3, "held", 4))
    assert idea.belief == pytest.approx(0.7 * idea.highest)
    assert idea.state == "open"


def test_a_right_answer_after_the_reply_is_survived_as_often_again_and_leaves_nothing_open() -> (
    None
):
    first = entry(right=False, **sign("held"))
    second = replace(first, attempt=2, right=True, evidence=())
    (idea,) = ideas([first, second], ["M1"]).values()
    assert idea.belief == pytest.approx(0.7 * 0.7 * idea.highest)
    assert (idea.state, idea.put_right) == ("shaky", True)
    unlike = entry(2, **sign("other"))
    assert ideas([first, second, unlike], ["M1"])["M1"].last == "held", "which tells nothing"
    elsewhere = replace(second, sitting="other")
    assert ideas([first, elsewhere], ["M1"])["M1"].state == "open"
    again = [entry(1, day=1, right=False, **sign("held"))]
    assert ideas([first, second, *again], ["M1"])["M1"].state == "open"


def test_a_guess_that_was_sealed_shows_nothing() -> None:
    opened = entry(right=False, **sign("held"))
    sealed = replace(opened, attempt=0, sealed=True, evidence=())
    assert ideas([sealed, opened], ["M1"])["M1"].state == "new"


def test_an_idea_is_clear_only_after_two_days() -> None:
    same_day = [entry(n, **sign("right")) for n in range(5)]
    assert ideas(same_day, ["M1"])["M1"].state == "shaky"
    assert ideas([*same_day, entry(9, day=3, **sign("right"))], ["M1"])["M1"].state == "clear"
    assert ideas([], ["M1"])["M1"].state == "new"


# ---- calibration -------------------------------------------------------------------------------


def test_calibration_holds_confidence_against_being_right() -> None:
    told = [entry(n, confidence=90, right=n < 5) for n in range(10)]
    found = calibration(told)
    assert found is not None
    assert found.gap == pytest.approx(0.4)
    assert found.brier == pytest.approx((5 * 0.1**2 + 5 * 0.9**2) / 10)
    assert found.curve == ()
    assert calibration([entry(confidence=None)]) is None


def test_the_curve_has_five_bins_from_twenty_answers_on() -> None:
    told = [entry(n, confidence=(50, 65, 80, 90, 97)[n % 5], right=n % 2 == 0) for n in range(20)]
    found = calibration(told)
    assert found is not None
    assert [one.confidence for one in found.curve] == [50, 65, 80, 90, 97]
    assert [one.answers for one in found.curve] == [4, 4, 4, 4, 4]


def test_the_three_surest_misses_are_told_latest_first() -> None:
    told = [
        entry(n, confidence=sure, right=right)
        for n, (sure, right) in enumerate(
            [(97, True), (80, False), (97, False), (90, False), (97, False)]
        )
    ]
    found = calibration(told)
    assert found is not None
    assert [(one.confidence, one.seed) for one in found.surest_misses] == [
        (97, 4),
        (97, 2),
        (90, 3),
    ]


def test_only_verdicts_are_calibrated() -> None:
    assert calibration([entry(kind="count", confidence=90)]) is None


def test_a_case_of_ones_choice_is_calibrated_once_since_it_was_told_then() -> None:
    day, again = "day-cm17-0019907-1", "any-cm17-0019907-1-verdict"
    told = [
        entry(0, exercise=day, confidence=80),
        entry(0, day=1, exercise=again, confidence=97, right=True),
        entry(0, exercise="any-flagship-1-verdict", confidence=65),
        entry(3, exercise="any-flagship-1-verdict", confidence=65),
    ]
    found = calibration(told)
    assert found is not None
    assert found.answers == 3, "a variant with other facts is another test"
    assert found.gap == pytest.approx((0.8 + 0.65 + 0.65) / 3)


# ---- lessons -----------------------------------------------------------------------------------


def test_a_lesson_goes_from_new_to_clear() -> None:
    every, alone = ["a", "b"], ["b"]
    held = ideas([], ["M1"])
    tried = [entry(exercise="a")]
    assert lesson_state([], every, alone, held) == "new"
    assert lesson_state(tried, every, alone, held) == "started"
    tried.append(entry(1, exercise="b"))
    assert lesson_state(tried, every, alone, held) == "done"
    wrong = ideas([entry(**sign("held"))], ["M1"])
    assert lesson_state(tried, every, alone, wrong) == "started"
    right = ideas([entry(n, day=n, **sign("right")) for n in range(2)], ["M1"])
    assert lesson_state(tried, every, alone, right) == "clear"


# ---- return ------------------------------------------------------------------------------------


def test_what_was_answered_well_returns_in_2_11_and_46_days() -> None:
    when, gaps, entries = FIRST, [], []
    for number in range(3):
        told = when.isoformat().replace("+00:00", "Z")
        entries.append(replace(entry(number, right=True, **sign("right")), when=told))
        card = cards(entries)["M1", "therapy"]
        gaps.append((card.due - when).days)
        when = card.due
    assert gaps == [2, 11, 46]


def test_how_a_question_went_is_rated_over_all_its_tries() -> None:
    wrong, right = entry(right=False), entry(right=True)
    assert rating([wrong, replace(wrong, attempt=2)]) == 1
    assert rating([wrong, replace(right, attempt=2)]) == 2
    assert rating([replace(right, hints=1)]) == 2
    assert rating([right]) == 3
    assert rating([replace(right, confidence=90)]) == 4
    assert rating([replace(right, confidence=80)]) == 3


def test_at_most_ten_cards_are_due_a_day_the_longest_due_first() -> None:
    entries = [entry(n, day=n, right=False, **sign("held", f"M{n + 1}")) for n in range(14)]
    later = FIRST + dt.timedelta(days=60)
    found = due(entries, later)
    assert len(found) == 10
    assert found[0].rule == "M1"
    assert due(entries, FIRST) == ()


def test_what_comes_back_on_a_day_is_due_from_its_start_on() -> None:
    evening = FIRST.replace(hour=23)
    missed = [entry(when=evening.isoformat(), right=False, **sign("held"))]
    (card,) = cards(missed).values()
    morning = card.due.astimezone().replace(hour=0, minute=1)
    assert morning < card.due
    assert [one.rule for one in due(missed, morning)] == ["M1"]
    assert due(missed, morning - dt.timedelta(minutes=2)) == ()


def test_the_same_idea_in_another_family_is_another_card() -> None:
    entries = [
        entry(right=True, **sign("right")),
        entry(1, right=True, family="imaging", **sign("right")),
    ]
    assert set(cards(entries)) == {("M1", "therapy"), ("M1", "imaging")}


def test_no_card_waits_longer_than_half_a_year() -> None:
    entries, when = [], FIRST
    for number in range(9):
        told = when.isoformat().replace("+00:00", "Z")
        entries.append(
            replace(entry(number, right=True, confidence=97, **sign("right")), when=told)
        )
        card = cards(entries)["M1", "therapy"]
        assert (card.due - when).days <= 180
        when = card.due
