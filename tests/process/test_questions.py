"""Who may ask for what, and when a request counts: each answered by the rule in force."""

from __future__ import annotations

import datetime as dt

import pytest

from imrkit.cases.known import Known
from imrkit.determination.tree import Verdict
from imrkit.errors import UnknownName
from imrkit.facts.fact import EVER
from imrkit.facts.spans import Days
from imrkit.process.book import process_book
from imrkit.process.questions import Answer, answer
from imrkit.process.timeline import timeline
from imrkit.words.process import answers_told
from tests.support.letter import LETTER


def asked(question: str, **said: object) -> Answer:
    """The answer where some facts are known, and no other."""
    rules = process_book().rules
    known = {
        name: Known(fact, fact.value_of(said.get(name, "not documented")), "not documented")
        for name, fact in rules.vocabulary.items()
    }
    return answer(rules, question, known)


COMPLETE = {
    "on_form": True,
    "names_worker_and_provider": True,
    "names_treatment": True,
    "documents_attached": True,
    "request_signed": True,
}


@pytest.mark.parametrize(
    ("day", "more", "verdict", "edition"),
    [
        (dt.date(2013, 6, 1), {}, "met", "2013"),
        (dt.date(2014, 2, 12), {}, "met", "2014"),
        (dt.date(2014, 2, 12), {"request_signed": False}, "open", "2014"),
        (
            dt.date(2014, 2, 12),
            {"request_signed": False, "returned_incomplete": True},
            "not met",
            "2014",
        ),
        (
            dt.date(2014, 2, 12),
            {"request_signed": False, "returned_incomplete": False},
            "met",
            "2014",
        ),
        (dt.date(2026, 4, 1), {}, "open", "2026"),
        (dt.date(2026, 4, 1), {"documents_recent": True, "sent_as_allowed": True}, "met", "2026"),
        (
            dt.date(2026, 4, 1),
            {"documents_recent": False, "returned_incomplete": True},
            "not met",
            "2026",
        ),
    ],
)
def test_a_request_is_complete_by_the_version_of_its_day(
    day: dt.date, more: dict[str, object], verdict: Verdict, edition: str
) -> None:
    """Thirty days for the documents are asked from 2026-04-01 on, a signature from 2014 on."""
    found = asked("completeness of a request", request_date=day, **(COMPLETE | more))
    assert found.rule is not None
    assert (found.verdict, found.rule.guideline.edition) == (verdict, edition)


ELIGIBLE = {
    "injury_date": dt.date(1998, 11, 11),
    "refusal_date": dt.date(2014, 6, 2),
    "application_date": dt.date(2014, 6, 20),
    "refusal_action": "denied",
    "refused_on_necessity": True,
    "asked_by": "worker",
    "application_signed": True,
    "decision_attached": True,
    "application_in_time": True,
    "refused_for_information": False,
    "liability_disputed": False,
}


@pytest.mark.parametrize(
    ("changed", "ground"),
    [
        ({"refusal_date": dt.date(2013, 6, 30)}, "reached"),
        ({"refusal_action": "approved"}, "refused"),
        ({"refused_on_necessity": False}, "necessity"),
        ({"asked_by": "claims administrator"}, "asker"),
        ({"asked_by": "provider"}, "asker"),
        ({"application_signed": False}, "signed"),
        ({"decision_attached": False}, "attached"),
        ({"application_in_time": False}, "timely"),
        ({"refused_for_information": True}, "informed"),
        ({"liability_disputed": True}, "liability"),
    ],
)
def test_each_reason_alone_makes_an_application_ineligible(
    changed: dict[str, object], ground: str
) -> None:
    assert asked("eligibility for review", **ELIGIBLE).verdict == "met"
    found = asked("eligibility for review", **(ELIGIBLE | changed))
    assert found.verdict == "not met"
    assert [step.name for step in found.grounds if step.verdict == "not met"] == [ground]


def test_the_decision_has_to_be_attached_from_april_2014_on() -> None:
    """Before, a reminder and 15 more days were given."""
    before = ELIGIBLE | {"application_date": dt.date(2014, 3, 31), "decision_attached": False}
    assert asked("eligibility for review", **before).verdict == "met"


def test_a_delay_is_no_decision_any_more_from_2018_on() -> None:
    delayed = ELIGIBLE | {"refusal_action": "delayed"}
    assert asked("eligibility for review", **delayed).verdict == "met"
    later = delayed | {"application_date": dt.date(2018, 1, 2)}
    assert asked("eligibility for review", **later).verdict == "not met"


def test_an_injury_of_2013_is_reached_whenever_it_was_refused() -> None:
    new = ELIGIBLE | {
        "injury_date": dt.date(2013, 1, 1),
        "refusal_date": dt.date(2013, 2, 1),
        "application_date": dt.date(2013, 2, 20),
    }
    assert asked("eligibility for review", **new).verdict == "met"


@pytest.mark.parametrize(
    ("injury", "said", "verdict"),
    [
        (dt.date(2018, 1, 1), {"excepted_treatment": "none of these"}, "met"),
        (dt.date(2018, 1, 1), {"excepted_treatment": "surgery"}, "not met"),
        (dt.date(2018, 1, 1), {}, "open"),
        (dt.date(2017, 12, 31), {"excepted_treatment": "none of these"}, None),
    ],
)
def test_the_first_thirty_days_are_free_for_injuries_from_2018_on(
    injury: dt.date, said: dict[str, object], verdict: Verdict | None
) -> None:
    found = asked(
        "review in the first 30 days", injury_date=injury, within_thirty_days=True, **said
    )
    assert (found.verdict if found.rule else None) == verdict


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ({"liability_disputed": True, "deferral_in_time": True}, "met"),
        ({"liability_disputed": True, "deferral_in_time": False}, "not met"),
        ({"liability_disputed": False}, "not met"),
        ({"liability_disputed": True}, "open"),
    ],
)
def test_review_may_be_put_off_where_liability_is_disputed_and_notice_is_in_time(
    said: dict[str, object], verdict: Verdict
) -> None:
    day = dt.date(2016, 5, 2)
    assert asked("deferral for liability", request_date=day, **said).verdict == verdict


@pytest.mark.parametrize("way", ["year_over", "facts_changed"])
def test_a_refused_request_is_decided_anew_after_a_year_or_on_new_facts(way: str) -> None:
    same = {
        "refusal_date": dt.date(2016, 5, 2),
        "same_treatment": True,
        "same_group": True,
        "year_over": False,
        "facts_changed": False,
    }
    assert asked("a repeated request", **same).verdict == "not met"
    assert asked("a repeated request", **(same | {way: True})).verdict == "met"


def test_a_formulary_dispute_needs_the_formulary_and_a_drug_in_it() -> None:
    day = dt.date(2018, 1, 2)
    assert asked("formulary dispute", request_date=day, formulary_drug=True).verdict == "met"
    assert asked("formulary dispute", request_date=day, formulary_drug=False).verdict == "not met"
    old = asked("formulary dispute", request_date=dt.date(2017, 12, 29), formulary_drug=True)
    assert old.rule is None


def test_a_day_that_is_not_known_leaves_the_version_open() -> None:
    """What holds by one version only is not answered with yes."""
    rules = process_book().rules
    said = {**COMPLETE, "returned_incomplete": True}
    known = {
        name: Known(fact, fact.value_of(said.get(name, "not documented")), "not documented")
        for name, fact in rules.vocabulary.items()
    }
    fact = rules.vocabulary["request_date"]
    span = Days(dt.date(2014, 1, 1).toordinal(), dt.date(2014, 12, 31).toordinal())
    found = answer(rules, "completeness of a request", known | {fact.name: Known(fact, span)})
    assert found.verdict == "open"
    assert [rule.guideline.edition for rule in found.others] == ["2014"]
    assert EVER.first < span.first


def test_a_question_that_there_is_not_is_named() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'formulary dispute'"):
        asked("formulary disputes")


def test_what_a_determination_takes_for_granted_is_told_as_assumed() -> None:
    """That a published review was made shows that it was found eligible, and no more."""
    told = next(a for a in answers_told(timeline(LETTER)) if "eligible" in a.says)
    assert told.says == "The application is eligible: yes."
    words = {says: word for _, word, says, _ in told.grounds}
    assert words["The application is signed."] == "Assumed"
    assert words["It was received in time."] == "Met"
