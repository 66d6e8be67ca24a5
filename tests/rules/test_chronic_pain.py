"""What the chronic pain guideline of 2009 asks by its text, and what reviewers add to it.

The families of requests are tried under the guidelines of 2017; these are of the edition before.
"""

from __future__ import annotations

import pytest

from imrkit.facts.spans import Truth
from imrkit.logic.exact import exact
from imrkit.logic.program import Program
from imrkit.rules.rulebook import rulebook

Value = int | bool | str


def rule_met(program: Program, **known: Value) -> Truth:
    """Whether a program is surely, possibly met where only these facts are known."""
    vocabulary = rulebook().vocabulary
    pairs = {name: fact.unknown for name, fact in program.facts.items()}
    for name, value in known.items():
        if name in pairs:
            place = vocabulary[name].encode(value)
            pairs[name] = vocabulary[name].between(place, place)
    return exact(program, pairs)


@pytest.mark.parametrize(
    ("known", "met"),
    [
        ({"returned_to_work": True, "pain_relief": False, "functional_improvement": False}, True),
        ({"returned_to_work": False, "pain_relief": True, "functional_improvement": True}, True),
        ({"returned_to_work": False, "pain_relief": True, "functional_improvement": False}, False),
    ],
)
def test_an_opioid_goes_on_after_a_return_to_work_or_with_less_pain_and_better_function(
    known: dict[str, Value], met: bool
) -> None:
    """The text joins the two by or; relief by itself is not enough."""
    text = rulebook().rule("chronic_pain_2009.opioids").by_text
    always = {
        "taper_requested": False, "first_request": False, "severe_acute_injury": False,
        "postoperative_use": False, "aberrant_use": False, "adverse_effects": False,
        "opioid_dose": 40,
    }  # fmt: skip
    assert rule_met(text, **always, **known) == (met, met)


def test_a_short_course_of_an_opioid_after_a_fracture_needs_no_failed_treatment() -> None:
    """Severe acute pain is a route of its own, for two weeks."""
    text = rulebook().rule("chronic_pain_2009.opioids").by_text
    known: dict[str, Value] = {
        "severe_acute_injury": True, "opioid_dose": 30, "nonopioid_failed": False,
    }  # fmt: skip
    assert rule_met(text, **known, medicine_days_planned=10) == (True, True)
    assert rule_met(text, **known, medicine_days_planned=60)[0] is False


@pytest.mark.parametrize(
    ("rule", "known"),
    [
        ("nsaids", {"first_request": True, "high_risk_nsaid": True, "first_line_failed": False,
                    "first_line_contraindicated": False, "cox2_inhibitor": False,
                    "ulcer_recorded": False}),
        ("benzodiazepines", {"first_request": True, "indication": "pain or muscle spasm"}),
        ("cyclobenzaprine", {"first_request": False, "weeks_in_use": 1,
                             "functional_improvement": False}),
        ("stomach_protection", {"nsaid_in_use": True, "gi_history": True, "first_request": False,
                                "medicine_effective": False}),
    ],
)  # fmt: skip
def test_what_reviewers_add_refuses_what_the_text_grants(
    rule: str, known: dict[str, Value]
) -> None:
    """Diclofenac's safety, what a benzodiazepine is for, an effect in the first weeks."""
    found = rulebook().rule(f"chronic_pain_2009.{rule}")
    assert rule_met(found.by_text, **known) == (True, True)
    assert rule_met(found.necessary, **known) == (False, False)


def test_the_editions_of_2016_begin_with_requests_of_july_29() -> None:
    """The date of the request decides, and no day is left out or doubled."""
    guidelines = rulebook().guidelines
    old = guidelines["chronic_pain_2009"]
    for name in ("chronic_pain_2016", "opioids_2016"):
        new = guidelines[name]
        assert (old.by, new.by) == ("request_date", "request_date")
        assert old.until is not None
        assert (new.since - old.until).days == 1
        assert new.since.isoformat() == "2016-07-29"


def test_every_text_criterion_of_the_pain_guidelines_stands_in_a_sentence() -> None:
    """What a rule asks by its text is said in a sentence; what reviewers add is kept apart."""
    for rule in rulebook().rules.values():
        if rule.id.partition(".")[0] not in (
            "chronic_pain_2009", "chronic_pain_2016", "opioids_2016",
        ):  # fmt: skip
            continue
        said = {name for sentence in rule.data.sentences for name in sentence.criteria}
        for name, criterion in rule.data.criterion.items():
            added = criterion.basis == "reviewer judgement"
            assert added == (name in rule.data.reviewers.split())
            assert added != (name in said)
