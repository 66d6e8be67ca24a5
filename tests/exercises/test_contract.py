"""Ask, key, grade: what a page gets, what it never gets, and what is said to every answer."""

from __future__ import annotations

import json
from itertools import product

import pytest

from imrkit.errors import DataError
from imrkit.exercises.asking import ask, check, grade, hint, key
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.grading import scored
from imrkit.exercises.kinds import kind_named
from imrkit.exercises.misconceptions import known_rules, misconceptions
from imrkit.exercises.style import MOST_REPLY, words
from tests.exercises.conftest import NAMES, exercise_named

SEEDS = range(4)
ONE_MISTAKE = ("choice", "verdict", "news", "pair")
"""The kinds of which an answer is one mistake, however many parts it has."""


def answer_right(exercise: Exercise, seed: int) -> dict[str, str | list[str]]:
    question, right = ask(exercise, seed), key(exercise, seed)
    return question.told({of: tuple(sorted(some)) for of, some in right.right.items()})


@pytest.mark.parametrize("seed", SEEDS)
def test_the_engines_own_answer_earns_all_and_one_new_sentence(
    exercise: Exercise, seed: int
) -> None:
    feedback = check(exercise, seed, answer_right(exercise, seed))
    assert feedback.graded.right
    assert feedback.score == 1
    told = [reply.says for reply in feedback.graded.replies if reply.says]
    assert len(told) == 1
    assert words(told[0]) <= MOST_REPLY


@pytest.mark.parametrize("seed", SEEDS)
def test_every_wrong_choice_is_answered(exercise: Exercise, seed: int) -> None:
    question, right = ask(exercise, seed), key(exercise, seed)
    best = answer_right(exercise, seed)
    if hasattr(kind_named(exercise.data.kind), "whole"):
        return
    for part in question.parts:
        of = part.of or part.id
        for option in part.options if of in right.right else ():
            if option.meaning in right.right[of]:
                continue
            graded = grade(question, right, {**best, part.id: option.id})
            assert not graded.right
            (reply,) = [one for one in graded.replies if one.part == part.id]
            assert not reply.right
            assert reply.says, f"{part.says}: {option.says}"
            assert words(reply.says) <= MOST_REPLY


@pytest.mark.parametrize("seed", SEEDS)
def test_a_page_is_sent_nothing_from_which_the_key_can_be_read(
    exercise: Exercise, seed: int
) -> None:
    question = ask(exercise, seed)
    sent = json.dumps(question.as_data())
    for part in question.parts:
        for option in part.options:
            assert set(option.id) <= set("abcdefghijklmnopqrstuvwxyz")
            assert len(option.id) == 1
    for rule in known_rules():
        assert f'"{rule}"' not in sent
    for word in ("meaning", "strength", 'proves"', "bears", "because", "replies", "filler"):
        assert f'"{word}' not in sent


def test_the_order_of_options_is_chosen_by_the_seed() -> None:
    exercise = exercise_named("l04-choice-whose")
    orders = {tuple(o.meaning for o in ask(exercise, seed).parts[0].options) for seed in range(30)}
    assert len(orders) > 10
    again = [tuple(o.meaning for o in ask(exercise, 7).parts[0].options) for _ in range(2)]
    assert again[0] == again[1]


def test_a_wrong_choice_names_its_misconception_and_is_evidence_of_it() -> None:
    exercise = exercise_named("l04-count-total")
    graded = check(exercise, 0, {"low": "6", "high": "6"}).graded
    assert graded.credit == 0.5
    assert "M1" in graded.misconceptions
    assert {(one.rule, one.sign) for one in graded.evidence} >= {("M1", "held")}


def test_the_right_answer_is_evidence_against_each_misconception_that_errs_here() -> None:
    exercise = exercise_named("l04-count-total")
    graded = check(exercise, 0, {"low": "6", "high": "open"}).graded
    assert {(one.rule, one.sign) for one in graded.evidence} == {("M1", "right"), ("M3", "right")}


def test_tries_and_hints_cost_credit() -> None:
    exercise = exercise_named("l04-count-total")
    right = {"low": "6", "high": "open"}
    scores = [check(exercise, 0, right, attempt=n).score for n in (1, 2, 3)]
    assert scores == [1.0, 0.6, 0.3]
    assert check(exercise, 0, right, hints=2).score == pytest.approx(0.8)
    assert scored(0.1, 3, hints=3) == 0


def test_a_confident_miss_is_told_so_and_a_right_answer_is_not() -> None:
    exercise = exercise_named("l04-verdict-first")
    question, right = ask(exercise), key(exercise)
    wrong = question.told({"outcome": ("overturned",), "ground": ("met",)})
    told = " ".join(r.says for r in check(exercise, 0, wrong, confidence=97).graded.replies)
    assert told.count("You were 97% sure.") == 1
    assert "sure" not in " ".join(r.says for r in check(exercise, 0, wrong).graded.replies)
    best = question.told({of: tuple(sorted(some)) for of, some in right.right.items()})
    assert "sure" not in check(exercise, 0, best, confidence=97).graded.replies[0].says


def test_the_key_is_shown_after_the_third_try_and_not_before() -> None:
    exercise = exercise_named("l04-choice-whose")
    question = ask(exercise)
    wrong = question.told({"answer": ("guideline",)})
    assert [check(exercise, 0, wrong, attempt=n).key for n in (1, 2)] == [None, None]
    shown = check(exercise, 0, wrong, attempt=3).key
    assert shown is not None
    assert check(exercise, 0, shown).graded.right


def test_hints_come_in_three_steps_and_a_case_decided_alone_has_none() -> None:
    exercise = exercise_named("l04-verdict-first")
    assert [bool(hint(exercise, 0, n)) for n in (1, 2, 3)] == [True, True, True]
    wrong = ask(exercise).told({"outcome": ("overturned",), "ground": ("met",)})
    assert [check(exercise, 0, wrong, hints=n).graded.hint for n in (0, 1, 3)] == [1, 2, 0]
    with pytest.raises(DataError, match="there are 0 hints"):
        hint(exercise_named("l04-verdict-alone"), 0, 1)


def test_nothing_is_said_at_a_sentence_that_was_not_marked() -> None:
    """A reply there would give away that it is to be marked."""
    exercise = exercise_named("l04-mark-deficits")
    question = ask(exercise)
    pain = next(part for part in question.parts if part.of == "pain")
    proves = next(option.id for option in pain.options if option.meaning == "proves")
    graded = check(exercise, 0, {pain.id: proves}).graded
    wrong = [reply for reply in graded.replies if not reply.right]
    assert [reply.part for reply in wrong] == [pain.id]
    assert wrong[0].says.startswith("A pain score is what he reports.")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({}, "has no answer yet"),
        ({"outcome": "z", "ground": "a"}, "has no option 'z'"),
        ({"outcome": "a", "ground": "a", "other": "a"}, "has no part 'other'"),
        ({"outcome": ["a", "b"], "ground": "a"}, "takes one answer"),
        ({"outcome": [1], "ground": "a"}, "is answered in text"),
    ],
)
def test_an_answer_that_does_not_fit_the_question_is_told(
    answer: dict[str, object], says: str
) -> None:
    with pytest.raises(DataError, match=says):
        check(exercise_named("l04-verdict-first"), 0, answer)  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["six", "-1", "1e9", "٣", "99999999999", "open ended"])
def test_a_number_that_is_none_is_told(typed: str) -> None:
    with pytest.raises(DataError, match="takes a whole number"):
        check(exercise_named("l04-count-total"), 0, {"low": typed, "high": "6"})


def test_a_confidence_that_is_not_offered_is_told() -> None:
    exercise = exercise_named("l04-verdict-first")
    with pytest.raises(DataError, match="confidence is one of 50, 65, 80, 90, 97"):
        check(exercise, 0, {"outcome": "a", "ground": "a"}, confidence=99)


# ---- what a wrong answer tells of misconceptions


def _held(name: str, seed: int, **meant: str) -> list[str]:
    exercise = exercise_named(name)
    told = ask(exercise, seed).told({of: (one,) for of, one in meant.items()})
    graded = check(exercise, seed, told).graded
    return [one.rule for one in graded.evidence if one.sign == "held"]


def test_to_uphold_shows_or_as_and_only_for_a_ground_that_its_holder_would_name() -> None:
    """Whoever asks for every reason of page 127 misses failed care."""
    name = "l12-verdict-alone"
    seed = next(s for s in range(9) if "met" in key(exercise_named(name), s).right["ground"])
    assert _held(name, seed, outcome="upheld", ground="care") == ["M9"]
    for ground in ("expertise", "surgery", "met"):
        assert _held(name, seed, outcome="upheld", ground=ground) == []


def test_to_overturn_shows_an_idea_only_where_the_reason_states_it() -> None:
    """That all is met may be said by an oversight; that nothing speaks against it is the idea."""
    name = "l12-verdict-alone"
    seed = next(s for s in range(9) if "met" not in key(exercise_named(name), s).right["ground"])
    assert _held(name, seed, outcome="overturned", ground="met") == []
    assert _held(name, seed, outcome="overturned", ground="met, nothing against") == ["M4"]
    assert _held(name, seed, outcome="upheld", ground="met, nothing against") == []
    granted = next(s for s in range(9) if "met" in key(exercise_named(name), s).right["ground"])
    exercise = exercise_named(name)
    told = {"outcome": "overturned", "ground": "met, nothing against"}
    question = ask(exercise, granted)
    answer = question.told({of: (one,) for of, one in told.items()})
    assert not grade(question, key(exercise, granted), answer).right


def test_an_option_shows_the_misconception_that_it_names_and_no_other() -> None:
    name = "l12-choice-week"
    seed = next(s for s in range(9) if "0" in key(exercise_named(name), s).right["answer"])
    assert _held(name, seed, answer="part") == ["M7"]
    assert _held(name, seed, answer="all") == []
    granted = next(s for s in range(9) if "all" in key(exercise_named(name), s).right["answer"])
    assert _held(name, granted, answer="0") == []
    assert _held("l01-choice-part", 0, answer="part") == ["M7"]


def test_an_option_that_states_a_misconception_shows_it_on_every_file() -> None:
    """Whoever calls relief a gain says so himself, whether or not the file tells of relief."""
    for seed in range(8):
        assert _held("l07-choice-gain", seed, answer="documented, by relief") == ["M12"]
        assert _held("l05-choice-two", seed, answer="pain_relief") == ["M12"]
        assert _held("l05-request-gain", seed, ask="1", argue="1") == ["M12"]
        assert _held("l04-edition-six", seed, date="injury_date", guideline="chronic_pain") == [
            "M5"
        ]


def test_an_option_that_some_file_makes_right_shows_nothing_where_its_holder_would_not_err() -> (
    None
):
    name = "l02-choice-knees"
    seed = next(
        s for s in range(9) if key(exercise_named(name), s).right["answer"] == {"goes against"}
    )
    assert _held(name, seed, answer="met") == []


@pytest.mark.parametrize("name", [n for n in NAMES if exercise_named(n).data.kind in ONE_MISTAKE])
def test_one_wrong_answer_shows_at_most_one_misconception(name: str) -> None:
    exercise = exercise_named(name)
    for seed in range(4):
        question, right = ask(exercise, seed), key(exercise, seed)
        for chosen in product(*(part.options for part in question.parts)):
            answer = {p.id: one.id for p, one in zip(question.parts, chosen, strict=True)}
            found = grade(question, right, answer)
            held = [one.rule for one in found.evidence if one.sign == "held"]
            named = {reply.rule for reply in found.replies} & set(misconceptions())
            assert len(held) <= 1
            assert not named or set(held) <= named
