"""No change that is offered or judged says what no record could truthfully show."""

from __future__ import annotations

import pytest

from imrkit.cases.loading import case_paths, load_case
from imrkit.determination.deciding import determine, revise
from imrkit.determination.determination import Determination
from imrkit.exercises.kinds.change import smallest
from imrkit.whatif.flips import flips
from imrkit.whatif.maps import axes
from imrkit.whatif.matters import matters
from imrkit.whatif.sense import arises, could_be, short_of_time
from imrkit.words.changes import what_would_change
from imrkit.words.sense import doubts, impossible, no_result
from imrkit.words.steps import sentence


def _of(name: str, item: str = "") -> Determination:
    return next(one for one in determine(load_case(name)) if item in ("", one.item.id))


@pytest.mark.slow
def test_every_way_to_turn_a_case_could_be_so() -> None:
    """Nothing comes of visits, injections, or studies of which there were none."""
    for name in case_paths():
        for found in determine(load_case(name)):
            for flip in flips(found, up_to=2) if found.rule else ():
                then = revise(found, flip.values)
                assert not impossible(then), (name, found.item.id, flip)


def test_a_gain_needs_visits_that_brought_it_in_moves_and_in_ways() -> None:
    trial = _of("cm17-0007857")
    assert trial.known["visits_completed"].value == (0, 0)
    assert not arises(trial.known, "functional_improvement")
    assert smallest(trial, ("functional_improvement",)) == {}
    told = " ".join(way.text for way in what_would_change(trial))
    assert "functional improvement" not in told
    open_facts = matters(trial)
    assert "functional_improvement" not in {
        one.fact.name for some in (open_facts.needed, open_facts.settled) for one in some
    }


def test_records_of_which_more_than_three_are_missing_are_not_said_to_be_of_no_use() -> None:
    found = next(f for f in determine(load_case("cm17-0007300")) if f.item.id == "2")
    told = what_would_change(revise(found, {"opioid_dose": 100}))[0].text
    assert told == "Records alone: no three of those that are missing would be enough."


def test_a_first_prescription_is_no_taper_and_what_was_taken_is_no_first_prescription() -> None:
    found = next(f for f in determine(load_case("cm17-0007300")) if f.item.id == "2")
    (said,) = impossible(revise(found, {"first_request": True, "taper_requested": True}))
    assert "a taper of the medicine" in said
    told = " ".join(way.text for way in what_would_change(found))
    assert "decreasing doses" in told
    assert "first prescription" not in told


def test_a_gain_of_no_visits_is_said_to_be_impossible() -> None:
    gained = revise(_of("cm17-0007857"), {"functional_improvement": True})
    assert not could_be(gained.known, "functional_improvement")
    (said,) = impossible(gained)
    assert "has completed 0 visits" in said
    both = revise(_of("cm17-0007857"), {"functional_improvement": True, "visits_completed": 4})
    assert not impossible(both)


def test_a_month_of_care_within_three_weeks_is_said_to_need_a_later_record() -> None:
    found = revise(_of("cm16-0235991"), {"conservative_care_failed": True})
    (time,) = short_of_time(found)
    assert (time.takes, time.refused, time.decided) == (4, 3, 13)
    (said,) = doubts(found)
    assert "came less than four weeks after the injury" in said
    assert not impossible(found)


def test_a_month_of_care_before_a_decision_within_the_month_cannot_be() -> None:
    days = {"decision_date": "2016-10-28", "request_date": "2016-10-20"}
    found = revise(_of("cm16-0235991"), {"conservative_care_failed": True, **days})
    (said,) = impossible(found)
    assert "the decision came two weeks after the injury" in said
    early = revise(_of("cm16-0235991"), days)
    assert all("conservative_care_failed" not in flip.values for flip in flips(early))


def test_the_relief_of_an_injection_that_never_was_makes_no_axis_of_a_map() -> None:
    assert axes(_of("cm17-0007151")) == ("conservative_care_failed", "edx_corroborates")


def test_no_visits_came_before_the_operation_that_they_are_to_follow() -> None:
    found = _of("cm17-0014449", "14")
    gained = {"surgery_necessary": True, "visits_completed": 6, "functional_improvement": True}
    (said,) = impossible(revise(found, gained))
    assert "completed 6 visits" in said
    assert "operation that has not been done yet" in said
    assert "visits_completed" not in axes(found)
    done = {"surgery_planned": False, "months_since_surgery": 2}
    assert not impossible(revise(found, gained | done))


def test_more_visits_where_those_so_far_brought_no_gain_have_no_result_of_our_rule() -> None:
    done = {"surgery_planned": False, "months_since_surgery": 2, "functional_improvement": False}
    found = revise(_of("cm17-0014449", "14"), {**done, "visits_completed": 6})
    told = next(way.text for way in what_would_change(found) if "Ask for at most" in way.text)
    assert "only beyond the initial course" in told
    assert no_result(revise(found, {"visits_requested": 6}), "reviewers")
    gained = {"visits_requested": 6, "functional_improvement": True}
    assert not no_result(revise(found, gained), "reviewers")


def test_of_several_ways_that_are_met_the_one_that_needs_no_silence_is_told() -> None:
    found = _of("cm17-0014449", "14")
    cap = next(ground for ground in found.grounds if ground.rule.id.endswith("visit_cap"))
    assert cap.standing == "met"
    assert "postsurgical" in sentence(cap)
