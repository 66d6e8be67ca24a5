"""The prose says what was decided, on what ground, and where that stands, in whole sentences."""

from __future__ import annotations

import datetime as dt
import re
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imrkit.cases.case import Known
from imrkit.cases.loading import case_paths
from imrkit.determination.deciding import decide, determine, revise
from imrkit.determination.determination import Determination
from imrkit.determination.tree import Step, grow
from imrkit.facts.spans import Value
from imrkit.rules.rulebook import rulebook
from imrkit.rules.schema import Status, verified
from imrkit.whatif.flips import Change, Flip, flips
from imrkit.words.changes import decides_alone, describe_flip, what_would_change
from imrkit.words.headline import headline
from imrkit.words.rationale import rationale
from imrkit.words.steps import cite, cite_of, open_facts, sentence
from imrkit.words.telling import Telling
from tests.support.strategies import coded
from tests.support.views import CASE, criterion, small, small_case


def flagship(**changes: object) -> Determination:
    (found,) = determine("flagship")
    return revise(found, changes)


def every_determination() -> list[Determination]:
    return [found for name in case_paths() for found in determine(name)]


# ---- the flagship ------------------------------------------------------------------------------


def test_the_flagship_goes_against_one_criterion_and_two_more_are_not_shown() -> None:
    assert headline(flagship()) == (
        "Upheld",
        "The denial stands. The request goes against one criterion that reviewers add, and two "
        "more are not shown.",
    )


def test_the_rationale_names_the_guideline_its_edition_and_pages_and_why_they_govern() -> None:
    first = rationale(flagship()).split("\n\n")[0]
    assert "Chronic Pain Medical Treatment Guidelines, 2009, pages 98-99" in first
    assert "The decision is of 2014" in first
    assert "not by the date of injury (1998-11-11)" in first


def test_the_rationale_says_why_the_cap_and_the_postsurgical_guideline_do_not_decide() -> None:
    second = rationale(flagship()).split("\n\n")[1]
    assert "24-visit cap (Labor Code 4604.5, subdivision (c)(1)) does not apply" in second
    assert "might apply, which is not shown" in second
    assert "If it did apply, medical necessity would still not be shown." in second


def test_the_rationale_says_what_is_missing_and_where_it_is_usually_found() -> None:
    text = rationale(flagship())
    assert (
        "Visits completed before: not documented; usually found in: Therapy notes; progress "
        "report (PR-2)." in text
    )
    assert "The earlier treatment improved function: not documented" in text


def test_the_rationale_keeps_apart_how_each_ground_stands() -> None:
    paragraphs = rationale(flagship()).split("\n\n")
    starts = [p.split(":")[0] for p in paragraphs if re.match("First|Second|Third", p)]
    assert starts == [
        "First, the request goes against what reviewers ask",
        "Second, a criterion is not shown, and left to judgment",
        "Third, a criterion is not shown, and left to judgment",
    ]
    assert "carries the burden" in paragraphs[-1]


def test_file_defects_are_told_as_no_reason_for_the_result() -> None:
    aside = [p for p in rationale(flagship()).split("\n\n") if "DWC Form RFA" in p]
    assert len(aside) == 1
    assert aside[0].startswith("Noted in the file, but no reason for the result:")


def test_each_of_the_three_grounds_of_the_flagship_decides_alone() -> None:
    found = flagship()
    assert [decides_alone(found, ground) for ground in found.against] == [True, True, True]


def test_a_request_that_turns_on_a_reading_alone_says_so() -> None:
    found = flagship(visits_requested=3, visits_completed=4, functional_improvement=False)
    assert headline(found) == (
        "Turns on judgment",
        "The text can be read in more than one way: one reading grants the request, another lets "
        "the denial stand.",
    )
    assert "The denial is upheld" not in rationale(found)
    assert "Whether the denial stands turns on judgment." in rationale(found)


def test_a_rationale_tells_both_results_where_reviewers_add_to_the_text() -> None:
    found = next(
        d
        for d in every_determination()
        if d.outcome_by("text") == "overturned" and d.outcome_by("reviewers") == "upheld"
    )
    last = rationale(found).split("\n\n")[-1]
    assert "By the text of the guideline: overturned. With what reviewers add: upheld." in last
    assert "The denial is" not in last


def test_what_the_letter_does_not_tell_is_no_finding_about_the_file() -> None:
    found = next(d for d in every_determination() if d.verdict == "not told")
    text = rationale(found)
    assert "cannot be told from the letter" in text
    assert "not told by the letter" in text
    assert "The denial is" not in text


def test_where_a_guideline_is_not_held_no_result_is_claimed_and_none_is_searched_elsewhere() -> (
    None
):
    found = next(d for d in every_determination() if d.outcome == "not determinable")
    text = rationale(found)
    assert "imrkit gives no answer" in text
    assert "The denial is" not in text
    assert "the search goes on" not in text


def test_an_overturned_denial_is_told_without_a_burden() -> None:
    found = flagship(visits_requested=3, visits_completed=0)
    assert headline(found)[0] == "Overturned"
    assert "burden" not in rationale(found)


def test_a_ground_with_fourteen_visits_tells_both_what_fails_and_what_is_left_open() -> None:
    """The course is surely exceeded; only a reading could still let the request pass."""
    ground = flagship(visits_requested=14).grounds[0]
    assert ground.verdict == "open"
    assert "go beyond the guideline's course" in sentence(ground)
    assert "left to the reviewer" in sentence(ground)


# ---- where nothing governs ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "law", "not_law"),
    [
        (dt.date(2014, 3, 1), "9792.25(b)", "9792.21.1"),
        (dt.date(2016, 3, 1), "9792.21.1(a)", "9792.25(b)"),
    ],
)
def test_where_no_rule_governs_the_search_goes_where_the_law_of_the_day_sends_it(
    tmp_path: Path, day: dt.date, law: str, not_law: str
) -> None:
    rule = 'applies = "never"\nnecessary = "helps"\n' + criterion("helps", "helped")
    rule += criterion("never", "visits > 99")
    found = small(tmp_path, rule, decision_date=day)
    assert found.outcome == "not addressed"
    assert headline(found)[0] == "Not addressed"
    assert law in rationale(found)
    assert not_law not in rationale(found)
    assert "Labor Code 4610.5(c)(2)" in rationale(found)


# ---- which ground decides ----------------------------------------------------------------------


def test_a_ground_that_is_met_whenever_the_others_are_decides_nothing_of_its_own(
    tmp_path: Path,
) -> None:
    """At most 10 visits implies at most 20: the second ground adds nothing to the first."""
    rule = 'necessary = "ten and twenty"\n'
    rule += criterion("ten", "visits <= 10") + criterion("twenty", "visits <= 20")
    whole = CASE.replace("schema = 1", 'schema = 1\nfile = "whole"')
    (found,) = determine(small_case(tmp_path, rule, whole))
    alone = {g.name: decides_alone(found, g) for g in found.against}
    assert alone == {"ten": True, "twenty": False}
    assert "falls away wherever the other grounds are met" in rationale(found)


@given(st.data())
def test_which_ground_decides_alone_agrees_with_trying_every_file(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    tests = ["visits <= 1", "visits <= 2", "helped", "visits >= 2 or helped", "not helped"]
    asked = data.draw(st.lists(st.sampled_from(tests), min_size=1, max_size=3, unique=True))
    names = [f"c{n}" for n in range(len(asked))]
    rule = f'necessary = "{" and ".join(names)}"\n'
    rule += "".join(criterion(n, t) for n, t in zip(names, asked, strict=True))
    found = small(tmp_path_factory.mktemp("rule"), rule)
    files = [revise(found, {"visits": v, "helped": h}) for v, h in product(range(4), (True, False))]
    for ground in found.against:
        others = [g.name for g in found.grounds if g.name != ground.name and g.verdict == "open"]
        alone = ground.verdict == "not met" or any(
            _verdict(file, ground.name) != "met"
            and all(_verdict(file, other) == "met" for other in others)
            for file in files
        )
        assert decides_alone(found, ground) == alone


def _verdict(found: Determination, name: str) -> str:
    return next(g.verdict for g in found.grounds if g.name == name)


# ---- what would change -------------------------------------------------------------------------


def test_no_record_alone_would_turn_the_flagship() -> None:
    told = [way.text for way in what_would_change(flagship())]
    assert told[0].startswith("Records alone: nothing, as long as this text governs. Whatever")
    assert (
        "Ask for at most 3 visits, and document that the worker has completed 1 to 7 visits and "
        "that the earlier treatment brought functional improvement." in told
    )
    assert sum("Turns on judgment." in way for way in told) >= 1


def test_ways_that_change_the_same_facts_are_told_once() -> None:
    changed = [frozenset(w.flip.values) for w in what_would_change(flagship()) if w.flip]
    assert len(changed) == len(set(changed))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"visits_requested": 3},
        {"visits_requested": 14, "purpose": "treatment"},
        {"visits_requested": 3, "visits_completed": 0},
        {"visits_completed": (3, 20), "functional_improvement": True},
    ],
)
def test_every_way_that_is_told_turns_the_result(changes: dict[str, object]) -> None:
    found = flagship(**changes)
    ways = [way for way in what_would_change(found) if way.flip]
    assert ways
    for way in ways:
        assert way.flip is not None
        assert revise(found, way.flip.values).outcome != found.outcome


def test_a_lost_document_is_told_as_a_supposition() -> None:
    found = flagship(visits_requested=3, visits_completed=0)
    told = [way.text for way in what_would_change(found)]
    assert "If the file did not document the visits completed before." in told
    silent = "visits authorized and not yet used"
    assert not any("did not document" in way and silent in way for way in told), (
        "what no document states cannot be lost"
    )


def test_visits_that_are_documented_are_not_for_advice_to_undo() -> None:
    """A file that documents 8 visits documents them, whatever is asked for next."""
    found = flagship(visits_requested=3, visits_completed=8, functional_improvement=True)
    told = [way.text for way in what_would_change(found)]
    assert "Ask for at most 2 visits." in told
    assert not any("has completed" in way for way in told)


def test_no_advice_asks_for_an_emergency() -> None:
    """Nobody wishes for a red flag: what a record could truthfully come to show is told."""
    found = determine("cm17-0014449")[0]
    told = [way.text for way in what_would_change(found)]
    assert any("an imaging study shows the lesion" in way for way in told)
    assert not any("red flag" in way or "neurologic deficit" in way for way in told)


def test_what_a_letter_does_not_tell_is_not_laid_on_the_edition() -> None:
    """Every day that counts lies in one edition: what is not shown is told by its name."""
    found = item_of("cm16-0234464", "5")
    fact = found.known["first_request"].fact
    first = Known(fact, fact.unknown, "the letter does not tell", "silence")
    told = headline(decide(found.case, found.item, {**found.known, "first_request": first}))[1]
    assert "it does not tell of first prescription" in told
    assert "edition" not in told
    assert "goes against one criterion" in headline(found)[1], "six weeks are no short course"


def item_of(case: str, item: str) -> Determination:
    return next(found for found in determine(case) if found.item.id == item)


def change(name: str, low: object, high: object = None) -> Change:
    fact = rulebook().vocabulary[name]
    ends = (fact.encode(low), fact.encode(low if high is None else high))
    return Change(Known(fact, fact.unknown, "not documented"), *ends)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([change("visits_requested", 1, 3)], "Ask for at most 3 visits."),
        (
            [change("visits_completed", 0), change("functional_improvement", False)],
            "Document that the worker has completed 0 visits and that the earlier treatment "
            "brought no functional improvement.",
        ),
        (
            [change("purpose", "treatment"), change("objective_deficits", True)],
            "State “treatment” as the purpose of the visits, and document that a recent "
            "examination records objective deficits that the treatment can work on.",
        ),
        (
            [change("months_since_surgery", 0, 6), change("visits_completed", 1, 2)],
            "Document that the worker has completed 1 to 2 visits, if the time from the surgery "
            "to the request is at most 6 months.",
        ),
        (
            [change("instruction_needs_history", False)],
            "If the text is read to mean that a few visits to set up a home exercise program do "
            "not require the history of the earlier course. Turns on judgment.",
        ),
    ],
)
def test_a_set_of_changes_is_told_in_good_english(changes: list[Change], told: str) -> None:
    assert describe_flip(Flip(tuple(changes))) == told


def test_a_ground_decides_alone_whatever_the_bounds_of_the_numbers_that_it_shares() -> None:
    """Too many visits, 6 to 12 had and 24 to 28 asked for, refuse whatever the record says else."""
    (flagship,) = determine("flagship")
    found = revise(
        flagship,
        {
            "decision_date": "2017",
            "visits_completed": (6, 12),
            "visits_requested": (24, 28),
            "visits_authorised": (0, 999),
            "variance_supported": False,
            "purpose": ("home exercise programme", "treatment"),
            "instruction_needs_history": "not documented",
            "functional_improvement": "not documented",
            "barrier_to_home_exercise": False,
            "barrier_allows_more": "not documented",
            "objective_deficits": "not documented",
            "passive_only": True,
        },
    )
    assert found.grounds[0].verdict == "open"
    assert decides_alone(found, found.grounds[0])


# ---- every rule and every case -----------------------------------------------------------------


def pairs(data: st.DataObject, rule_facts: list[str]) -> dict[str, Value]:
    facts: dict[str, Value] = {n: f.unknown for n, f in rulebook().vocabulary.items()}
    for name in rule_facts:
        low, high = (int(end) for end in facts[name])
        ends = data.draw(st.tuples(st.integers(low, high), st.integers(low, high)))
        if data.draw(st.booleans()):
            facts[name] = coded(rulebook().vocabulary[name], *sorted(ends))
    return facts


@pytest.mark.parametrize("id", sorted(rulebook().rules))
@settings(max_examples=8)
@given(data=st.data())
def test_every_step_of_every_rule_is_told_in_whole_sentences(id: str, data: st.DataObject) -> None:
    rule = rulebook().rules[id]
    facts = pairs(data, list(rule.facts))
    known = {n: Known(rulebook().vocabulary[n], p, "not documented") for n, p in facts.items()}
    programs = [rule.necessary, *([rule.applies] if rule.applies else [])]
    for step in [s for p in programs for s in walk(grow(rule, p, known, facts))]:
        said = sentence(step)
        assert re.fullmatch(r"\S.*[.:]", said), said
        assert "{" not in said
        assert "  " not in said
        assert ".." not in said
        assert not re.search(r"\b(at most|at least|not) \1\b", said)
        assert said[0] == said[0].upper()
        assert cite_of(step)
        assert all(known.open for known in open_facts(step))
        assert bool(open_facts(step)) <= (step.verdict == "open")


def walk(step: Step) -> list[Step]:
    return [step, *(below for part in step.parts for below in walk(part))]


@pytest.mark.parametrize("id", sorted(rulebook().rules))
def test_no_citation_claims_more_than_its_least_verified_figure(id: str) -> None:
    rule = rulebook().rules[id]
    for name, found in rule.data.criterion.items():
        used = [f for f in rule.data.figure if re.search(rf"\b{f}\b", found.test)]
        statuses = [row.status for f in used for row in rule.data.figure[f].rows] + [found.status]
        order: list[Status] = ["primary", "secondary", "unverified"]
        weakest = [status for status in order if status in statuses][-1]
        assert cite(rule, name).endswith(verified(found.basis, weakest))


def test_every_case_has_a_headline_and_a_rationale_in_whole_sentences() -> None:
    for found in every_determination():
        word, said = headline(found)
        assert word.lower().startswith(found.outcome)
        assert said.endswith((".", ".”"))
        for paragraph in rationale(found).split("\n\n"):
            assert paragraph[0].isupper() or paragraph[0].isdigit()
            assert paragraph.rstrip(")")[-1] in ".!?”"
            assert "{" not in paragraph
            assert "  " not in paragraph


def test_a_grant_that_rests_on_an_arguable_finding_says_so_and_what_reviewers_add() -> None:
    (found,) = determine("cm17-0002181")
    said = headline(found)[1]
    assert (
        "grants the request, if it is taken as shown that the medicine relieves the pain;" in said
    )
    assert said.endswith("add: “No refills are asked for, or function is better with it.”")
    text, _ = Telling(found).both_ways
    assert text.endswith("overturned, if it is taken as shown that the medicine relieves the pain.")
    opened = revise(found, {"pain_relief": "not documented"})
    assert "if it is taken" not in " ".join([headline(opened)[1], *Telling(opened).both_ways])


def test_every_ground_against_is_told_in_the_rationale() -> None:
    for found in every_determination():
        text = rationale(found)
        for ground in found.against:
            assert sentence(ground) in text


def test_flips_of_every_kind_are_told_in_one_sentence() -> None:
    for flip in flips(flagship(), ("evidence", "request", "given", "reading")):
        for advice in (True, False):
            said = describe_flip(flip, advice)
            assert said[0].isupper()
            assert said.endswith(".")
            assert ("Turns on judgment." in said) == flip.turns_on_judgment
            assert ("Turns on judgment." in said) == flip.turns_on_judgment


def test_an_open_criterion_says_what_the_file_does_document_against_it() -> None:
    """That nothing is known of red flags does not hide that care was not tried to its end."""
    (scan,) = determine("cm16-0239607")
    open_ = revise(scan, {"red_flags": (False, True), "conservative_care_failed": False})
    ground = next(g for g in open_.against if g.name == "care_failed")
    assert ground.verdict == "open"
    assert "not documented" not in sentence(ground)
    assert sentence(ground).endswith("Conservative care was tried and failed: no.")


def test_documents_that_contradict_each_other_are_not_called_silent() -> None:
    (therapy,) = [d for d in determine("cm16-0232543") if d.item.id == "6"]
    ground = next(g for g in therapy.against if g.name == "deficits")
    assert sentence(ground).endswith("is open: the documents contradict each other.")


def test_of_a_criterion_that_the_file_settles_in_part_only_the_rest_is_from_silence() -> None:
    (visits,) = Telling(determine("cm17-0013240")[0]).found[:1]
    assert visits.says.startswith("Together with the 12 visits completed")
    assert visits.notes == ("Taken from silence (evidence for going beyond the guideline: no).",)
