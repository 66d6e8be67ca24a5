"""The published reasons are set beside ours, point by point."""

from __future__ import annotations

from imrkit.cases.loading import load_case
from imrkit.determination.deciding import decide, determine
from imrkit.words.published import agreement, points
from imrkit.words.steps import sentence


def test_a_reason_by_which_a_text_governs_is_found_on_our_side_too() -> None:
    case = load_case("cm17-0019011")
    (item,) = case.items
    first = points(decide(case, item, case.known(item)))[1]
    assert first.published == "The request is for a first prescription."
    assert first.match == "same"
    assert first.ours == "we find it met: it brings this text into play."


def test_of_several_ways_to_meet_a_criterion_that_is_told_which_is_met() -> None:
    case = load_case("mcatee-2014")
    item = case.items[0]
    first = points(decide(case, item, case.known(item)))[0]
    here = "(here: the medicine relieves pain and the earlier treatment improved function)."
    assert first.ours.endswith(here)


def test_of_what_the_file_tells_in_part_the_part_that_rests_on_silence_is_named() -> None:
    case = load_case("cm17-0019907")
    item = case.items[0]
    told = " ".join(point.ours for point in points(decide(case, item, case.known(item))))
    assert (
        "we find it met, a part of it assumed where the file is silent "
        "(visits authorized and not yet used: 0 visits): " in told
    )


def test_of_what_is_not_shown_our_side_says_so_once() -> None:
    case = load_case("cm17-0013077")
    item = case.item("3")
    ours = [point.ours for point in points(decide(case, item, case.known(item)))]
    assert (
        "that it is a first trial, after non-opioid treatment failed, is not fully shown." in ours
    )


def test_a_criterion_whose_exception_alone_is_told_is_ours_alone() -> None:
    case = load_case("cm16-0224814")
    item = case.items[0]
    found = points(decide(case, item, case.known(item)))
    alone = " ".join(point.ours for point in found if point.match == "ours alone")
    assert "weeks" in alone
    assert "care" in alone


def test_where_another_text_gives_the_other_result_the_comparison_says_so() -> None:
    case = load_case("cm16-0235991")
    item = case.item("2")
    told = agreement(decide(case, item, case.known(item)))
    assert "this one gives way: Neck and Upper Back Complaints" in told
    assert "By itself it would grant the request." in told
    agreed = load_case("cm17-0009887")
    item = agreed.item("1")
    assert "gives way" not in agreement(decide(agreed, item, agreed.known(item)))


def test_a_finding_that_can_be_argued_is_told_with_why() -> None:
    case = load_case("cm17-0002324")
    (item,) = case.items
    first = points(decide(case, item, case.known(item)))[0]
    assert "it can be argued that a gain is still open" in first.ours


def test_where_a_letter_sees_a_gap_and_the_file_documents_it_otherwise_that_is_said() -> None:
    case = load_case("cm17-0007300")
    for number, says in (("1", "antidepressants"), ("2", "not a first trial")):
        item = case.item(number)
        (gap,) = [p for p in points(decide(case, item, case.known(item))) if p.match == "same gap"]
        assert gap.published.endswith("not documented.")
        assert "we find it not met" in gap.ours
        assert says in gap.ours


def test_what_no_record_could_show_yet_is_left_aside() -> None:
    found = next(f for f in determine(load_case("cm17-0013077")) if f.item.id == "3")
    (norco,) = (one for one in points(found) if "Norco" in one.published)
    assert norco.match == "context"
    assert "this is the first prescription" in norco.ours
    assert not [g for g in found.against if "function" in sentence(g)]
