"""What each kind earns for answers that are right in part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from imrkit.errors import DataError
from imrkit.exercises.asking import ask, check, key
from imrkit.exercises.kinds import news
from imrkit.exercises.variants import vary
from imrkit.exercises.written import lit
from imrkit.files.table import replace as struct_replace
from tests.exercises.conftest import exercise_named

Answered = Mapping[str, tuple[str, ...]]


def earned(name: str, meant: Answered, seed: int = 0) -> float:
    """The credit of an answer in the engine's terms; what it leaves out is answered rightly."""
    exercise = exercise_named(name)
    question, right = ask(exercise, seed), key(exercise, seed)
    whole = {of: tuple(sorted(some)) for of, some in right.right.items()}
    return round(check(exercise, seed, question.told({**whole, **meant})).graded.credit, 3)


LAST = 3


def said(name: str, meant: Answered, seed: int = 0, attempt: int = 1) -> str:
    """What is said to such an answer."""
    exercise = exercise_named(name)
    question, right = ask(exercise, seed), key(exercise, seed)
    whole = {of: tuple(sorted(some)) for of, some in right.right.items()}
    graded = check(exercise, seed, question.told({**whole, **meant}), attempt=attempt).graded
    return " ".join(reply.says for reply in graded.replies if not reply.right)


def test_a_verdict_earns_something_for_the_outcome_and_all_for_the_ground() -> None:
    assert earned("l04-verdict-first", {}) == 1
    assert earned("l04-verdict-first", {"ground": ("improved",)}) == 0.4
    assert earned("l04-verdict-first", {"outcome": ("overturned",)}) == 0


def test_a_count_earns_half_for_each_end() -> None:
    assert earned("l04-count-total", {"high": ("6",)}) == 0.5
    assert earned("l04-count-total", {"low": ("0",), "high": ("6",)}) == 0


def test_a_deadline_is_typed_as_charts_or_as_prose_have_it() -> None:
    exercise = exercise_named("l11-count-decide")
    for low, high in (("01/09/2017", "January 9, 2017"), ("1/9/17", "1/9/2017")):
        assert check(exercise, 0, {"low": low, "high": high}).graded.right
    with pytest.raises(DataError, match="takes a date as MM/DD/YYYY"):
        check(exercise, 0, {"low": "soon", "high": "01/09/2017"})


def test_that_an_end_is_close_is_not_told_beside_the_other_that_has_the_number() -> None:
    name = "l07-count-trial"
    (right,) = key(exercise_named(name)).right["low"]
    near = str(int(right) - 1)
    assert said(name, {"low": (near,)}).startswith("Count again for “Acupuncture")
    assert said(name, {"low": (near,), "high": (near,)}).startswith("Close: one off.")


def test_calendar_days_counted_for_working_days_are_told_so() -> None:
    said_so = said("l11-count-decide", {"low": ("2017-01-04",)})
    assert said_so.startswith("Those are calendar days.")


def test_a_clock_that_is_not_verified_is_not_scored() -> None:
    exercise = exercise_named("l11-count-decide")
    other = replace(exercise, data=struct_replace(exercise.data, of="clock notify"))
    with pytest.raises(DataError, match="is not verified yet"):
        key(other)


def test_named_slips_are_told_from_the_number() -> None:
    assert "Those are" not in said("l04-count-total", {"low": ("7",)})
    assert "one off" in said("l04-count-total", {"low": ("7",)})


def test_marks_earn_by_how_well_they_fit_and_hints_count_neither_way() -> None:
    name = "l04-mark-deficits"
    assert earned(name, {"dressing": ("hints",)}) == 1
    assert earned(name, {"pain": ("proves",)}) == pytest.approx(2 / 3, abs=1e-3)
    assert earned(name, {"shifting": ("unmarked",)}) == 0
    assert earned(name, {"nothing": ("yes",)}) == 0


def test_where_nothing_answers_saying_so_earns_all_and_each_mark_costs() -> None:
    name = "l04-mark-visits"
    assert earned(name, {}) == 1
    assert earned(name, {"nothing": ("no",)}) == 0
    assert earned(name, {"six": ("proves",)}) < 1


def test_sorting_earns_the_share_above_chance() -> None:
    name = "l04-sort-states"
    assert earned(name, {"visits_completed": ("documented",)}) == pytest.approx(
        (5 / 6 - 1 / 4) / (3 / 4), abs=1e-3
    )


def test_what_a_sentence_is_mistaken_for_is_known_by_the_misconception_that_it_shows() -> None:
    found = key(exercise_named("l08-sort-complaint"), 0)
    assert found.believed["M14"] == {"numb-arm": "sensory_deficit"}
    assert found.right["numb-arm"] == {"paresthesias"}


def test_services_are_sorted_by_what_they_are_with_and_without_the_operation() -> None:
    found = {of: set(some) for of, some in key(exercise_named("l10-sort-falls"), 0).right.items()}
    assert found["2"] == found["3"] == {"with"}
    assert found["7"] == found["8"] == found["9"] == {"own"}


def test_medicines_are_sorted_by_whether_the_text_rules_them_out_by_themselves() -> None:
    found = {of: set(some) for of, some in key(exercise_named("l09-sort-jar"), 0).right.items()}
    assert found["gabapentin cream"] == found["lidocaine cream"] == {"ruled out"}
    assert found["lidocaine patch"] == found["Voltaren gel"] == {"possible"}


def test_bets_are_on_items_of_several_cases_and_half_of_them_fell() -> None:
    found = key(exercise_named("l12-sort-bets"), 0).right
    assert found["cm17-0009282.1"] == found["cm16-0249726.1"] == {"all"}
    assert found["cm17-0009996.1"] == found["83-ccc-1628.1"] == {"0"}
    assert sorted(one for some in found.values() for one in some) == ["0"] * 5 + ["all"] * 5
    assert ask(exercise_named("l12-sort-bets"), 0).request == ""


def test_an_option_tells_of_its_holder_where_no_wrong_rule_can() -> None:
    late = key(exercise_named("l11-choice-late"), 0)
    assert late.believed["M6"] == {"answer": "upheld"}
    assert late.believed["M7"] == {"answer": "part"}
    aide = key(exercise_named("l12-verdict-aide"), 0)
    assert aide.believed["M15"] == {"outcome": "upheld", "ground": "unreadable"}


def test_an_option_that_names_an_idea_is_its_holder_s_where_the_denial_falls() -> None:
    """Where it stands, the wrong rule itself names a ground, and no option overrules that."""
    exercise = exercise_named("l12-verdict-needles")
    told = [str(vary(exercise, n).determination.outcome) for n in range(8)]
    assert {*told} == {"upheld", "overturned"}
    for seed, outcome in enumerate(told):
        held = key(exercise, seed).believed["M8"]["ground"]
        assert (held == "flaw") == (outcome == "overturned")


def test_a_choice_asks_on_which_ground_a_determination_was_set_aside() -> None:
    assert key(exercise_named("l06-choice-appeal"), 0).right["answer"] == {"plain_error"}
    assert earned("l06-choice-appeal", {"answer": ("expert",)}) == 0


def test_a_late_application_loses_even_a_request_that_is_necessary() -> None:
    late = vary(exercise_named("l11-choice-late"), 0)
    assert late.determination.outcome == "overturned"
    assert key(exercise_named("l11-choice-late"), 0).right["answer"] == {"not eligible"}
    assert earned("l11-choice-late", {"answer": ("eligible",)}) == 0


def test_an_edition_earns_most_for_the_edition() -> None:
    name = "l04-edition-flagship"
    assert earned(name, {"edition": ("chronic_pain_2016",)}) == pytest.approx(0.6)
    assert earned(name, {"date": ("injury_date",)}) == pytest.approx(0.8)


def test_a_book_that_had_ended_is_not_offered_beside_its_own_chapters() -> None:
    question = ask(exercise_named("l03-edition-first"))
    offered = next(part for part in question.parts if part.id == "guideline").options
    assert "General Approaches (ACOEM)" in {option.says for option in offered}
    assert "ACOEM Practice Guidelines, 2nd edition" not in {option.says for option in offered}


def test_each_criterion_counts_alike() -> None:
    assert earned("l04-grounds-first", {"improved": ("met",)}) == pytest.approx(3 / 4)
    assert earned("l04-grounds-first", {"alone improved": ("no",)}) == pytest.approx(7 / 8)


def test_more_moves_than_it_takes_earn_less_and_moves_that_turn_nothing_earn_nothing() -> None:
    name = "l04-change-flagship"
    assert earned(name, {}) == 1
    assert earned(name, {"objective_deficits": ("true",)}) == 0.6
    nothing = dict.fromkeys(key(exercise_named(name)).right, ("as it is",))
    assert earned(name, nothing) == 0
    assert "At least three grounds still stand, among them: " in said(name, nothing, attempt=LAST)


def test_a_result_that_comes_to_turn_on_judgment_is_not_turned() -> None:
    name = "l05-change-six"
    judged = {"visits_requested": ("as it is",), "objective_deficits": ("false",)}
    assert earned(name, judged) == 0
    assert "a matter of judgment: the text still grants it" in said(name, judged)
    assert earned(name, {"visits_requested": ("as it is",), "visits_completed": ("1",)}) == 1


def test_of_several_grounds_that_still_stand_the_number_is_told() -> None:
    moved = {"visits_requested": ("as it is",), "purpose": ("treatment",)}
    moved |= {"visits_completed": ("as it is",)}
    assert said("l05-change-fewest", moved).startswith("At least three grounds still stand, your")
    told = said("l05-change-fewest", moved, attempt=LAST)
    assert "At least three grounds still stand, among them: " in told


def test_a_request_earns_for_passing_for_no_wasted_move_and_for_claiming_nothing() -> None:
    name = "l05-request-log"
    assert earned(name, {"attach": ("employer", "log")}) == pytest.approx(0.8)
    assert earned(name, {"argue": ("1",)}) == pytest.approx(0.8)
    assert earned(name, {"ask": ("0",)}) <= 0.2
    assert "the aim sets the number" in said(name, {"ask": ("0",)})
    assert "One record that you attached changes nothing." in said(
        name, {"attach": ("employer", "log")}
    )
    assert "Two records that you attached change nothing." in said(
        name, {"attach": ("employer", "log", "story")}
    )


def test_a_record_that_adds_nothing_is_told_before_the_request_passes_and_named_at_the_end() -> (
    None
):
    exercise = exercise_named("l11-request-shoulder")

    def told(*attached: str, attempt: int) -> str:
        meant: Answered = {"ask": ("2",), "argue": ("0",), "attach": attached}
        found = check(exercise, 0, ask(exercise).told(meant), attempt=attempt)
        return found.shown[0].says

    assert "One attached record adds nothing" in told("log", attempt=1)
    assert "Not needed" not in told("log", "therapist", attempt=2)
    assert "Not needed: “Suppose the clinic’s log" in told("log", "therapist", attempt=LAST)


def test_a_rationale_earns_what_it_covers_less_what_it_invents() -> None:
    name = "l04-rationale-flagship"
    points = len([1 for some in key(exercise_named(name)).right.values() if some != {"0"}])
    assert earned(name, {"4": ("0",)}) == pytest.approx((points - 1) / points, abs=1e-3)
    assert earned(name, {"5": ("9",)}) == pytest.approx((points - 1) / points * 0.9, abs=1e-3)
    assert "No sentence says that therapy failed" in said(name, {"5": ("6",)})


def test_a_rationale_may_open_with_the_dispute_or_with_the_text() -> None:
    name = "l12-rationale-aide"
    in_turn = key(exercise_named(name)).right
    (text,), (dispute,) = in_turn["0"], in_turn["2"]
    assert earned(name, {"0": (dispute,), "2": (text,)}) == 1
    (result,) = in_turn["8"]
    assert earned(name, {"0": (result,), "8": (text,)}) < 1


def test_a_written_rationale_lights_what_it_covers() -> None:
    variant = vary(exercise_named("l04-rationale-flagship"), 0)
    text = (
        "The MTUS chronic pain guideline of 2009, pages 98 to 99, supports active therapy. "
        "How many visits came before is not documented, so the course of 9 to 10 is not shown."
    )
    assert lit(text, variant) == ("guideline", "ground within_course")
    assert lit("Nothing of it.", variant) == ()


def test_a_request_may_open_with_its_facts_or_with_the_text() -> None:
    name = "l05-order-request"
    assert earned(name, {"guideline": ("2",), "facts": ("1",)}) == 1
    assert earned(name, {"facts": ("3",), "ground": ("2",)}) == pytest.approx(4 / 5)
    assert said(name, {"facts": ("3",), "ground": ("2",)}).startswith(
        "Taken two by two, one of the 5 pairs"
    )


def test_of_two_right_orders_that_is_told_in_which_the_learner_put_what_may_stand_either_way() -> (
    None
):
    exercise = exercise_named("l05-order-request")
    question, right = ask(exercise), key(exercise).right
    put = {**right, "facts": {"1"}, "guideline": {"2"}, "ground": right["conclusion"]}
    put["conclusion"] = right["ground"]
    answer = question.told({of: tuple(some) for of, some in put.items()})
    told = check(exercise, 0, answer, attempt=3).key
    assert told is not None
    ids = {part.of: part.id for part in question.parts}
    wrong = {of for of, id in ids.items() if told[id] != answer[id]}
    assert wrong == {"ground", "conclusion"}


def test_order_earns_the_share_of_pairs() -> None:
    name = "l04-order-dates"
    assert earned(name, {"injury": ("2",), "visit": ("1",)}) == pytest.approx(5 / 6, abs=1e-3)


def test_an_error_found_and_not_repaired_earns_something() -> None:
    name = "l04-error-flagship"
    for seed in range(4):
        assert earned(name, {}, seed) == 1
        assert earned(name, {"repair": ("2",)}, seed) == 0.6
    (right,) = key(exercise_named(name), 0).right["find"]
    other = "0" if right != "0" else "1"
    assert earned(name, {"find": (other,)}) == 0


def test_news_is_all_or_nothing() -> None:
    assert earned("l04-news-none", {"answer": ("neither",)}) == 0


def test_a_pair_earns_half_for_the_fact_and_half_for_the_direction() -> None:
    assert earned("l04-pair-six", {"way": ("other",)}) == 0.5
    assert earned("l04-pair-six", {"fact": ("objective_deficits",)}) == 0.5


def test_a_pair_may_be_compared_by_one_criterion_though_both_files_end_alike() -> None:
    exercise = exercise_named("l08-pair-arms")
    variant = vary(exercise, 0)
    assert variant.determination.outcome == variant.other.outcome
    found = key(exercise)
    assert found.right["fact"] == {"exam_corroborates"}
    assert found.right["way"] == {"this"}


def test_who_gets_an_item_goes_by_the_published_letter() -> None:
    assert earned("l01-sort-alone", {}) == 1
    held = key(exercise_named("l01-sort-alone")).believed["M6"]
    right = key(exercise_named("l01-sort-alone")).right
    assert all(meaning not in right[of] for of, meaning in held.items())


def test_judgment_taken_for_text_is_told_by_the_card_that_is_judgment() -> None:
    found = key(exercise_named("l01-sort-reasons"))
    assert found.right["5"] == {"judgment"}
    assert found.believed["M11"]["5"] == "guideline"


def test_the_open_ground_is_a_criterion_that_a_record_could_close_and_no_flaw() -> None:
    found = key(exercise_named("l02-choice-flaw"))
    assert found.right["answer"] == {"within_course"}
    assert found.believed["M15"]["answer"] == "flaw"


def test_the_search_for_evidence_goes_by_the_law_of_the_day_of_the_decision() -> None:
    found = key(exercise_named("l03-order-search"))
    assert found.more["order"] == ["mtus", "step-1", "step-2", "step-3"]
    assert earned("l03-order-search", {"mtus": ("2",), "step-1": ("1",)}) == pytest.approx(
        5 / 6, abs=1e-3
    )


def test_an_argument_from_a_misconception_is_not_right_though_the_papers_carry_the_request() -> (
    None
):
    name = "l05-request-gain"
    assert earned(name, {"argue": ("2",)}) == 0.8
    assert "after earlier visits" in said(name, {"argue": ("2",)})


def test_a_claim_that_the_file_denies_is_not_called_only_unshown() -> None:
    exercise = exercise_named("l11-request-shoulder")
    parts = {part.of: part for part in ask(exercise).parts}
    says = {option.says: option.id for option in parts["argue"].options}
    first = next(id for text, id in says.items() if text.startswith("This is a first course"))
    gain = next(id for text, id in says.items() if text.startswith("Three visits let her lift"))
    seven = next(o.id for o in parts["ask"].options if o.says.startswith("Seven"))
    denied = check(exercise, 0, {"ask": seven, "attach": [], "argue": first}).more
    assert denied["denied"] == "Visits completed before (3 visits)"
    assert not denied["unshown"]
    unshown = check(exercise, 0, {"ask": seven, "attach": [], "argue": gain}).more
    assert unshown["unshown"] == "The earlier treatment improved function"
    assert not unshown["denied"]
    beyond = next(id for text, id in says.items() if text.startswith("Her pain is 9"))
    assumed = check(exercise, 0, {"ask": seven, "attach": [], "argue": beyond}).more
    assert assumed["unshown"] == "Evidence for going beyond the guideline"
    assert not assumed["denied"], "what is only assumed is not told otherwise"


def test_a_record_saves_a_request_only_where_nothing_goes_against_it() -> None:
    exercise = exercise_named("l05-choice-record")
    assert key(exercise).right["answer"] == {"none"}
    saved = 0
    for seed in range(1, 24):
        (told,) = key(exercise, seed).right["answer"]
        if told not in ("none", "met"):
            determination = vary(exercise, seed).determination
            assert determination.known[told].open
            assert all(ground.verdict != "not met" for ground in determination.against)
            saved += 1
    assert saved


def test_news_may_help_one_criterion_and_leave_the_request_as_it_was() -> None:
    log = exercise_named("l04-news-none")
    whole = replace(log, data=struct_replace(log.data, of=""))
    assert news.key(vary(log, 0)).right == {"answer": {"more"}}
    assert news.key(vary(whole, 0)).right == {"answer": {"neither"}}


def test_news_of_a_criterion_that_is_none_is_refused() -> None:
    log = exercise_named("l04-news-none")
    with pytest.raises(DataError, match="criterion of the rules that decide"):
        news.key(vary(replace(log, data=struct_replace(log.data, of="within_corse")), 0))


def _seed(name: str, **values: object) -> int:
    """The first seed whose file has some facts so."""
    exercise = exercise_named(name)
    return next(s for s in range(1, 500) if values.items() <= vary(exercise, s).values.items())


def test_a_true_ground_that_is_not_the_main_one_is_told_to_be_true() -> None:
    surgery = {"ground": ("surgery_option",)}
    assert said("l08-verdict-back", surgery).startswith("True, too")
    told = _seed("l08-verdict-back", surgery_contemplated=True, red_flags=False)
    assert "that lock is open" in said("l08-verdict-back", surgery, told)


def test_what_is_right_is_explained_by_what_the_file_says() -> None:
    name = "l08-verdict-back"
    flag, unfinished = (
        _seed(name, red_flags=True),
        _seed(name, red_flags=False, conservative_care_failed=False, improving_with_care=False),
    )
    because = [key(exercise_named(name), seed).because for seed in (0, flag, unfinished)]
    assert "from 8 to 5" in because[0]
    assert "red flag" in because[1]
    assert "from 8 to 5" not in because[2]


def test_a_reply_for_a_fact_that_there_is_not_is_refused_with_its_place() -> None:
    exercise = exercise_named("l08-verdict-back")
    first, *others = exercise.data.reply
    reply = struct_replace(first, when={"no_such_fact": True})
    data = struct_replace(exercise.data, reply=(reply, *others))
    with pytest.raises(DataError, match="reply 1, when: There is no fact named"):
        key(replace(exercise, data=data), 0)


def test_of_two_ways_of_which_one_is_met_the_other_does_not_decide() -> None:
    name = "l09-grounds-opioid"
    asked = exercise_named(name)
    three = ("starting", "continuing", "monitored")
    exercise = replace(asked, data=struct_replace(asked.data, criteria=three))
    open_ways = key(exercise, 0).right
    assert open_ways["alone starting"] == {"yes"}
    seed = _seed(
        name, pain_relief=True, functional_improvement=True, monitoring_documented="not documented"
    )
    one_met = key(exercise, seed).right
    assert one_met["continuing"] == {"met"}
    assert one_met["alone starting"] == {"no"}
    assert one_met["alone monitored"] == {"yes"}


def test_moves_that_do_not_turn_it_are_answered_by_what_can_be_moved() -> None:
    told = said(
        "l09-change-tramadol",
        {
            "nonopioid_failed": ("true",),
            "monitoring_documented": ("as it is",),
        },
        attempt=LAST,
    )
    assert "monitoring" in told
    assert "falling doses" not in told
