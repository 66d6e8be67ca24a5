"""Each wrong rule can be run; what parts it from the engine, tests/course/ proves."""

from __future__ import annotations

import pytest

from imrkit.cases.loading import load_case
from imrkit.determination.deciding import decide, revise
from imrkit.determination.determination import Determination
from imrkit.exercises.answers import Answers
from imrkit.exercises.misconceptions import known_rules, misconceptions, said_of
from imrkit.exercises.style import MOST_REPLY, style_faults
from imrkit.exercises.wrong_rules import WRONG_RULES


def determination(name: str) -> Determination:
    """A disputed item by case and number: "cm17-0007142.8"."""
    case_name, _, number = name.partition(".")
    case = load_case(case_name)
    item = case.item(number or None)
    return decide(case, item, case.known(item))


def test_every_misconception_has_a_rule_to_run() -> None:
    assert set(misconceptions()) == set(WRONG_RULES)


@pytest.mark.parametrize("rule", known_rules())
def test_the_reply_to_a_misconception_keeps_to_the_style_sheet(rule: str) -> None:
    assert list(style_faults(said_of(rule).says, MOST_REPLY)) == []


def test_count_only_holds_the_request_alone_against_the_limit() -> None:
    answers = WRONG_RULES["M1"](determination("flagship"))
    assert answers.outcome == "overturned"
    assert answers.ends("visits_completed + visits_authorised + visits_requested") == (6, 6)
    assert answers.standing("within_course") == "met"


def test_absent_is_no_counts_what_is_not_documented_as_none() -> None:
    flagship = determination("flagship")
    assert WRONG_RULES["M3"](flagship).ends("visits_completed") == (0, 0)
    assert Answers(flagship).ends("visits_completed") == (0, None)
    assert WRONG_RULES["M3"](flagship).standing("improved") == "goes against"


def test_part_grant_gives_as_many_visits_as_pass() -> None:
    flagship = determination("flagship")
    assert WRONG_RULES["M7"](flagship).amount == "3"
    assert WRONG_RULES["M7"](flagship).share == "part"
    three = revise(flagship, {"visits_requested": 3, "visits_completed": 0})
    assert WRONG_RULES["M7"](three).amount == Answers(three).amount == "3"


def test_injury_date_takes_the_edition_of_the_injury() -> None:
    assert WRONG_RULES["M5"](determination("flagship")).edition != "chronic_pain_2009"


def test_flaw_is_ground_counts_the_missing_form() -> None:
    flagship = determination("flagship")
    assert "flaw 1" in WRONG_RULES["M15"](flagship).grounds
    assert "flaw 1" not in Answers(flagship).grounds


def test_a_wrong_rule_answers_like_the_engine_where_it_has_nothing_to_say() -> None:
    """Where nothing limits a sum, count-only and its like have no answer of their own."""
    found = determination("cm17-0004344")
    for rule in ("M1", "M2", "M7", "M8"):
        assert WRONG_RULES[rule](found).outcome == Answers(found).outcome
