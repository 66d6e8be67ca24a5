"""The flagship: an upheld denial of six physical therapy visits, and every way to vary it.

Each change and what it should do is our reading of the published rationale, told one by one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from imrkit.determination.deciding import determine, revise
from imrkit.determination.determination import Considered, Determination
from imrkit.determination.tree import Step
from imrkit.whatif.flips import flips
from imrkit.whatif.maps import outcome_map
from imrkit.whatif.matters import matters

PHYSICAL_MEDICINE = "chronic_pain_2009.physical_medicine"
POSTSURGICAL = "postsurgical_2009.physical_medicine"
CAP = "labor_code.visit_cap"


@pytest.fixture(scope="module")
def flagship() -> Determination:
    (found,) = determine("flagship")
    return found


def _steps(step: Step) -> Iterator[Step]:
    yield step
    for part in step.parts:
        yield from _steps(part)


def verdict(found: Determination, criterion: str) -> str:
    """The verdict of a criterion in the trees."""
    steps = (step for tree in found.trees for step in _steps(tree))
    return next(step.verdict for step in steps if step.name == criterion)


def considered(found: Determination, rule: str) -> Considered:
    return next(c for c in found.considered if c.rule.id == rule)


# ---- What the file says --------------------------------------------------------------------------


def test_the_file_documents_the_request_and_its_purpose_at_the_visit(
    flagship: Determination,
) -> None:
    for name, value in {
        "visits_requested": "6 visits",
        "purpose": "home exercise program",
    }.items():
        known = flagship.known[name]
        assert (known.shown, known.source) == (value, "office visit of 01/06/2014")


@pytest.mark.parametrize(
    "name",
    ["visits_completed", "functional_improvement", "objective_deficits", "months_since_surgery"],
)
def test_the_file_does_not_document_the_history(flagship: Determination, name: str) -> None:
    assert flagship.known[name].open
    assert flagship.known[name].shown == "not documented"


def test_the_missing_request_form_is_a_defect_of_the_file_and_no_reason(
    flagship: Determination,
) -> None:
    form = next(d for d in flagship.case.data.defect if "RFA" in d.says)
    assert not form.reason
    assert not any("RFA" in reason.says for reason in flagship.item.published.reasons)


def test_the_two_sides_cite_different_pages(flagship: Determination) -> None:
    assert [c.pages for c in flagship.item.refusal.cites] == ["98-99"]
    assert [c.pages for c in flagship.item.published.cites] == ["98"]


def test_the_myofascial_pain_that_the_request_treats_chooses_the_line_of_the_table(
    flagship: Determination,
) -> None:
    """Of four diagnoses it is the one that the purpose names."""
    assert flagship.known["diagnosis_group"].shown == "myalgia and myositis"


# ---- The determination ---------------------------------------------------------------------------


def test_the_denial_is_upheld_as_published(flagship: Determination) -> None:
    assert (flagship.outcome, flagship.verdict) == ("upheld", "not met")
    assert flagship.item.published.outcome == "upheld"
    assert flagship.agrees


def test_the_guideline_of_2009_governs_though_the_injury_is_of_1998(
    flagship: Determination,
) -> None:
    assert flagship.rule is not None
    assert flagship.rule.id == PHYSICAL_MEDICINE
    assert considered(flagship, PHYSICAL_MEDICINE).applies == (True, True)


def test_three_grounds_stand_against_the_request_each_on_its_own(flagship: Determination) -> None:
    """The course limit and the improvement are open; quantity against purpose is not met."""
    assert verdict(flagship, "within_course") == "open"
    assert verdict(flagship, "improved") == "open"
    assert verdict(flagship, "fits_purpose") == "not met"
    assert [g.verdict for g in flagship.against] == ["not met", "open", "open"]
    names = [{s.name for s in _steps(ground)} for ground in flagship.against]
    for name, inside in zip(["fits_purpose", "within_course", "improved"], names, strict=True):
        assert name in inside


def test_those_are_the_grounds_of_the_published_reasons(flagship: Determination) -> None:
    grounds = {r.ground for r in flagship.item.published.reasons if r.ground}
    assert grounds == {"within_course", "improved", "fits_purpose"}


def test_quantity_against_purpose_decides_alone(flagship: Determination) -> None:
    """With the history at its best the text grants the request; this reviewer still would not."""
    best = revise(flagship, {"visits_completed": 0, "functional_improvement": True})
    assert [g.name for g in best.against] == ["fits_purpose"]
    assert (best.outcome, best.outcome_by("reviewers")) == ("turns on judgment", "upheld")


def test_the_two_to_three_visits_are_the_reviewers_judgement_and_not_a_guideline_figure(
    flagship: Determination,
) -> None:
    assert flagship.rule is not None
    figure = flagship.rule.data.figure["home_programme_visits"]
    assert (figure.value, figure.basis, figure.page) == ((2, 3), "reviewer judgement", "")


def test_the_statutory_cap_does_not_apply_and_the_determination_says_why(
    flagship: Determination,
) -> None:
    cap = considered(flagship, CAP)
    assert (cap.role, cap.applies) == ("does not apply", (False, False))
    assert "1998-11-11" in cap.why


def test_the_postsurgical_guideline_might_apply_and_does_not_displace(
    flagship: Determination,
) -> None:
    """The laminectomy has no date; the determination says what would follow if it ran."""
    special = considered(flagship, POSTSURGICAL)
    assert special.role == "might apply"
    assert "does not date it" in special.why
    assert special.would_be == (False, True)


# ---- What would change it ------------------------------------------------------------------------


def test_three_visits_for_the_same_purpose_are_open_on_the_history(flagship: Determination) -> None:
    """Defensible either way: the quantity fits, the history stays unknown."""
    three = revise(flagship, {"visits_requested": 3})
    assert verdict(three, "fits_purpose") == "met"
    assert {verdict(three, name) for name in ("within_course", "improved")} == {"open"}
    assert three.outcome == "turns on judgment"


def test_three_visits_turn_on_the_reading_where_the_history_stays_unknown(
    flagship: Determination,
) -> None:
    three = revise(flagship, {"visits_requested": 3})
    read = {needs: revise(three, {"instruction_needs_history": needs}) for needs in (True, False)}
    assert (read[True].outcome, read[True].verdict) == ("upheld", "not shown")
    assert read[False].outcome == "overturned"


def test_three_visits_after_a_documented_course_that_helped_are_overturned(
    flagship: Determination,
) -> None:
    history = {"visits_completed": 7, "functional_improvement": True}
    assert revise(flagship, {"visits_requested": 3, **history}).outcome == "overturned"


def test_no_earlier_visits_settle_the_course_limit_and_not_the_quantity(
    flagship: Determination,
) -> None:
    none = revise(flagship, {"visits_completed": 0})
    assert verdict(none, "within_course") == "met"
    assert verdict(none, "first_course") == "met"
    assert verdict(none, "fits_purpose") == "not met"
    assert (none.outcome, none.outcome_by("reviewers")) == ("turns on judgment", "upheld")


def test_eight_earlier_visits_that_helped_exceed_the_course_unless_a_variance_is_supported(
    flagship: Determination,
) -> None:
    """14 visits are more than 10."""
    eight = revise(flagship, {"visits_completed": 8, "functional_improvement": True})
    assert verdict(eight, "within_course") == "not met"
    assert verdict(eight, "improved") == "met"
    argued = revise(eight, {"variance_supported": True})
    assert verdict(argued, "within_course") == "met"


def test_restated_as_treatment_with_deficits_the_course_limit_governs(
    flagship: Determination,
) -> None:
    """The purpose no longer binds the visits to 2 or 3."""
    restated = revise(flagship, {"purpose": "treatment", "objective_deficits": True})
    assert verdict(restated, "fits_purpose") == "met"
    assert verdict(restated, "deficits") == "met"
    assert (restated.outcome, restated.verdict) == ("upheld", "not shown")
    helped = {"functional_improvement": True}
    assert revise(restated, {"visits_completed": 0}).outcome == "overturned"
    assert revise(restated, {"visits_completed": 4, **helped}).outcome == "overturned"
    assert revise(restated, {"visits_completed": 5, **helped}).verdict == "not met"


def test_restated_as_treatment_without_recorded_deficits_it_fails_on_them(
    flagship: Determination,
) -> None:
    restated = revise(flagship, {"purpose": "treatment", "objective_deficits": False})
    assert verdict(restated, "deficits") == "not met"


def test_a_documented_barrier_to_home_exercise_weakens_the_ground_of_quantity(
    flagship: Determination,
) -> None:
    """Whether a barrier allows more visits is left to the reviewer."""
    barred = revise(flagship, {"barrier_to_home_exercise": True})
    assert verdict(barred, "fits_purpose") == "open"
    assert (barred.outcome, barred.verdict) == ("upheld", "not shown")


def test_an_injury_of_2005_with_24_visits_used_meets_the_statutory_cap(
    flagship: Determination,
) -> None:
    """Even for a request that meets everything else, unless the employer authorises more.

    While the surgery has no date, that the visits are postsurgical is open, and so is the result.
    """
    later = {"injury_date": dt.date(2005, 6, 1), "visits_completed": 24}
    capped = revise(flagship, later)
    assert considered(capped, CAP).role == "beside"
    assert verdict(capped, "within_cap") == "not met"
    good = {"visits_requested": 3, "functional_improvement": True, "variance_supported": True}
    assert revise(flagship, {**good, "visits_completed": 24}).outcome == "overturned"
    assert revise(flagship, {**later, **good}).verdict == "not shown"
    assert revise(flagship, {**later, **good, "months_since_surgery": 60}).verdict == "not met"
    written = {"employer_authorised_more": True}
    assert revise(flagship, {**later, **good, **written}).outcome == "overturned"


def test_the_cap_counts_the_visits_asked_for_with_those_used(flagship: Determination) -> None:
    good = {"visits_requested": 3, "functional_improvement": True, "variance_supported": True}
    later = {"injury_date": dt.date(2005, 6, 1), **good}
    assert revise(flagship, {**later, "visits_completed": 21}).outcome == "overturned"
    assert revise(flagship, {**later, "visits_completed": 22}).outcome == "upheld"


def test_surgery_four_months_ago_brings_the_postsurgical_guideline(flagship: Determination) -> None:
    """General course 16, initial course half of it; the cap would not reach these visits."""
    fresh = revise(flagship, {"months_since_surgery": 4, "visits_completed": 0})
    assert fresh.rule is not None
    assert fresh.rule.id == POSTSURGICAL
    assert considered(fresh, PHYSICAL_MEDICINE).role == "gives way"
    assert fresh.outcome == "overturned"
    assert revise(fresh, {"visits_completed": 2}).outcome == "overturned"
    beyond = revise(fresh, {"visits_completed": 3, "functional_improvement": False})
    assert (beyond.outcome, beyond.verdict) == ("upheld", "not met")
    helped = {"functional_improvement": True}
    assert revise(fresh, {"visits_completed": 10, **helped}).outcome == "overturned"


def test_surgery_years_ago_leaves_the_chronic_pain_guideline(flagship: Determination) -> None:
    old = revise(flagship, {"months_since_surgery": 60})
    assert old.rule is not None
    assert old.rule.id == PHYSICAL_MEDICINE
    assert considered(old, POSTSURGICAL).role == "does not apply"


def test_a_decision_of_2018_is_not_governed_by_the_edition_of_2009(flagship: Determination) -> None:
    """Page 98 belongs to the text of 2009."""
    later = revise(flagship, {"decision_date": dt.date(2018, 3, 1)})
    assert PHYSICAL_MEDICINE not in [c.rule.id for c in later.considered]
    assert later.rule is None or "98" not in later.rule.cite


def test_fourteen_visits_exceed_the_course_whatever_came_before(flagship: Determination) -> None:
    assert verdict(revise(flagship, {"visits_requested": 14}), "within_course") == "not met"


def test_no_missing_record_alone_could_have_turned_it(flagship: Determination) -> None:
    """Not any three of them together either."""
    assert flips(flagship, ["evidence"]) == ()


def test_asking_for_three_turns_it_together_with_the_history(flagship: Determination) -> None:
    shown = [
        {c.fact.name: c.shown for c in flip.changes}
        for flip in flips(flagship, ["evidence", "request"])
    ]
    assert {"visits_requested": "at most 3 visits", "visits_completed": "0 visits"} in shown
    assert {
        "visits_requested": "at most 3 visits",
        "visits_completed": "1 to 7 visits",
        "functional_improvement": "yes",
    } in shown
    assert all("visits_requested" in changes or "purpose" in changes for changes in shown)


def test_asking_for_three_turns_it_on_a_reading_alone(flagship: Determination) -> None:
    found = flips(flagship, ["evidence", "request", "reading"])
    on_judgement = [flip for flip in found if flip.turns_on_judgment]
    assert {"visits_requested": 3, "instruction_needs_history": False} in [
        flip.values for flip in on_judgement
    ]
    assert found[: len(found) - len(on_judgement)] == flips(flagship, ["evidence", "request"])


def test_the_open_records_no_longer_matter_to_six_visits_and_would_to_three(
    flagship: Determination,
) -> None:
    def names(found: object) -> set[str]:
        return {known.fact.name for known in found}  # type: ignore[attr-defined]

    as_asked = matters(flagship)
    assert as_asked.needed == ()
    assert as_asked.first is None
    assert {"visits_completed", "functional_improvement"} <= names(as_asked.settled)
    three = matters(revise(flagship, {"visits_requested": 3}))
    assert names(three.needed) == {"visits_completed", "functional_improvement"}
    assert three.first is not None
    assert three.first.fact.name == "visits_completed"


def test_the_map_of_requested_by_completed_visits_grants_turns_on_judgment_and_refuses(
    flagship: Determination,
) -> None:
    found = outcome_map(flagship, "visits_requested", "visits_completed")
    assert found.here is not None
    assert {cell for row in found.cells for cell in row} == {"met", "judgment", "not met"}
    row, column = found.here
    assert found.cells[row][column] == "not met"
