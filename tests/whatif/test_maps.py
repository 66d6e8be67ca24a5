"""Maps of outcomes agree with deciding every cell by itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from imrkit.cases.loading import case_paths
from imrkit.determination.deciding import decide, determine, revise
from imrkit.determination.determination import Determination
from imrkit.errors import ImrkitError, UnknownName
from imrkit.facts.spans import Span, Value
from imrkit.rules.governing import By
from imrkit.whatif.maps import axes, map_of, outcome_map, sweep
from imrkit.whatif.outcome_map import LEGEND, Cell, OutcomeMap
from imrkit.whatif.places import MOST
from imrkit.whatif.space import facts_that_count, varied
from imrkit.words.sense import impossible
from tests.support.strategies import Figures, date, number
from tests.support.worlds import IN_2009, Ruling, World, worlds

KINDS = ["given", "request", "evidence", "reading"]


def flagship(**changes: object) -> Determination:
    (found,) = determine("flagship")
    return revise(found, changes)


def alone(determination: Determination, found: OutcomeMap) -> Iterator[tuple[Cell, Determination]]:
    """What each cell shows, and the determination with the facts of its row and column."""
    for row, column in found:
        known = {**determination.known}
        for axis, tick in (
            (found.across, found.across.ticks[column]),
            (found.down, found.rows[row]),
        ):
            if axis and tick:
                known[axis.fact.name] = tick.known
        yield found.cells[row][column], decide(determination.case, determination.item, known)


def test_no_axis_is_what_the_medicine_is_not_or_what_is_history() -> None:
    (found,) = determine("cm17-0002181")
    assert set(axes(found)) == {"functional_improvement", "pain_relief"}


@settings(max_examples=150)
@given(worlds(), st.data())
def test_every_cell_of_a_map_is_what_deciding_it_gives(world: World, data: st.DataObject) -> None:
    determination = world.determine()
    names = varied(facts_that_count(determination), KINDS)
    assume(names)
    across = data.draw(st.sampled_from(names))
    down = data.draw(st.sampled_from([None, *(name for name in names if name != across)]))
    judged: list[By | None] = [None, "text", "reviewers"]
    by = data.draw(st.sampled_from(judged))
    for shown, there in alone(determination, outcome_map(determination, across, down, by)):
        assert shown == (there.verdict_by(by) if by else there.verdict)


def test_every_cell_of_every_case_is_what_deciding_it_gives() -> None:
    told: set[Cell] = set()
    for found in (d for name in case_paths() for d in determine(name)):
        mapped = map_of(found)
        if mapped is None or found.item.id != found.case.items[0].id:
            continue
        for shown, there in alone(found, mapped):
            assert shown == ("cannot be" if impossible(there) else there.verdict), found
            told.add(shown)
    assert told >= {"met", "judgment", "not told", "not shown", "not met", "cannot be"}


def test_a_gain_from_visits_of_which_there_were_none_is_no_result_on_the_map() -> None:
    (found,) = determine("cm17-0002324")
    mapped = outcome_map(found, "visits_requested", "visits_completed")
    rows = dict(zip([tick.label for tick in mapped.rows if tick], mapped.cells, strict=True))
    assert set(rows["0 visits"]) == {"cannot be"}
    assert "cannot be" not in rows["1 visit"]
    assert ("cannot be", "This cannot be") in mapped.legend


@settings(max_examples=150)
@given(worlds(), st.data())
def test_the_case_stands_on_its_map_where_its_own_values_are(
    world: World, data: st.DataObject
) -> None:
    determination = world.determine()
    names = varied(facts_that_count(determination), KINDS)
    assume(len(names) > 1)
    across, down, *_ = data.draw(st.permutations(names))
    found = outcome_map(determination, across, down)
    assert found.down is not None
    if found.here:
        row, column = found.here
        assert found.down.ticks[row].known is determination.known[down]
        assert found.across.ticks[column].known is determination.known[across]
        assert found.cells[row][column] == determination.verdict
    else:
        assert {"d1"} & {across, down}


@settings(max_examples=50)
@given(worlds(), st.data())
def test_places_that_are_drawn_as_one_hide_nothing(world: World, data: st.DataObject) -> None:
    determination = world.determine()
    names = varied(facts_that_count(determination), KINDS)
    assume(names)
    across = data.draw(st.sampled_from(names))
    whole = outcome_map(determination, across, gather=False)
    found = outcome_map(determination, across)
    for tick, cell in zip(whole.across.ticks, whole.cells[0], strict=True):
        (place,) = [n for n, t in enumerate(found.across.ticks) if t.holds(tick.known)]
        assert found.cells[0][place] == cell


def test_a_sweep_is_the_same_map_as_a_table_with_words() -> None:
    table = sweep(flagship(), "visits_requested", "visits_completed")
    here = table[table["Here"]]
    assert here["Visits requested"].tolist() == ["6 visits"]
    assert here["Visits completed before"].tolist() == ["not documented"]
    assert here["Outcome"].tolist() == ["upheld"]
    assert here["Verdict"].tolist() == ["not met"]
    assert set(table["Outcome"]) == {"upheld", "overturned", "turns on judgment"}


def test_a_sweep_over_one_fact_has_one_row_for_each_value() -> None:
    table = sweep(flagship(visits_completed=0), "visits_requested")
    assert table["Visits requested"].tolist()[:4] == ["1 visit", "2 visits", "3 visits", "4 visits"]
    assert table["Verdict"].tolist()[2:5] == ["met", "judgment", "judgment"]
    assert table["Verdict"].tolist()[10] == "not met"


def test_a_map_over_a_date_shows_the_spans_that_rules_tell_apart() -> None:
    rule = Ruling("general", {"x": "d1 >= '2004-01-01' and d1 < '2013-01-01'"}, "x")
    day = date("d1")
    world = World({"d1": day}, Figures({}), (rule,), {"d1": day.unknown}, IN_2009)
    found = outcome_map(world.determine(), "d1")
    assert [tick.label for tick in found.across.ticks] == [
        "not documented",
        "before 2004-01-01",
        "2004 to 2012",
        "2013-01-01 or later",
    ]
    assert found.cells == (("not shown", "not met", "met", "not met"),)


def test_a_map_needs_facts_that_the_rules_read_and_two_different_ones() -> None:
    with pytest.raises(UnknownName, match=r"visits_reqested.*'visits_requested'"):
        outcome_map(flagship(), "visits_reqested")
    with pytest.raises(ImrkitError, match="two different facts"):
        outcome_map(flagship(), "visits_requested", "visits_requested")


def test_many_numbers_that_are_alike_are_one_place_and_the_cases_own_stay_apart() -> None:
    rule = Ruling("general", {"x": "n1 <= 30"}, "x")
    count = number("n1", 0, 999)
    world = World({"n1": count}, Figures({}), (rule,), {"n1": Span(12, 12)}, IN_2009)
    found = outcome_map(world.determine(), "n1")
    shown = [tick.short for tick in found.across.ticks]
    assert (
        shown == ["not doc.", *map(str, range(12)), "12", "13\N{EN DASH}30", "31+"]
        or len(shown) <= MOST
    )
    assert "12" in shown
    assert found.across.ticks[-1].label == "31 visits or more"
    assert found.here == (0, shown.index("12"))


def test_a_number_beyond_the_last_place_stands_there() -> None:
    """The file documents 90 visits; the last place is for all from 7 on."""
    found = map_of(flagship(visits_requested=2), file=flagship(visits_requested=90))
    assert found is not None
    assert found.file is not None
    assert found.across.ticks[found.file[1]].short == "90"
    plain = map_of(flagship(visits_requested=2))
    assert plain is not None
    place = plain.across.place(flagship(visits_requested=90))
    assert place == len(plain.across.ticks) - 1


# ---- the axes ----------------------------------------------------------------------------------


def test_a_number_asked_for_is_mapped_by_a_number_to_be_shown() -> None:
    assert axes(flagship()) == ("visits_requested", "visits_completed")


def test_where_no_numbers_count_the_facts_that_tell_most_are_mapped() -> None:
    (scan,) = determine("cm16-0239607")
    found = map_of(scan)
    assert found is not None
    assert found.down is not None
    assert {"met"} < {cell for cell, _ in found.legend}


def test_where_no_rule_governs_there_is_no_map() -> None:
    found = next(d for name in case_paths() for d in determine(name) if d.rule is None)
    assert map_of(found) is None


# ---- words -------------------------------------------------------------------------------------


def test_the_legend_names_the_verdicts_that_the_map_has_and_no_others() -> None:
    found = outcome_map(flagship(), "visits_requested", "visits_completed")
    assert dict(found.legend).keys() == {cell for row in found.cells for cell in row}
    assert [word for _, word in found.legend] == [
        "Overturned",
        "Turns on judgment",
        "Upheld, not met",
    ]
    assert len(set(LEGEND.values())) == len(LEGEND)


def test_a_map_is_told_in_words() -> None:
    found = outcome_map(flagship(visits_completed=0), "visits_requested")
    assert found.title == "Outcome by visits requested"
    assert found.said == (
        "Overturned at 1 to 3 visits; turns on judgment at 4 to 10 visits; upheld, not met at 11 "
        "visits or more. The case stands at visits requested: 6 visits: turns on judgment."
    )


def test_every_place_of_a_map_has_words_of_its_own() -> None:
    found = outcome_map(flagship(), "visits_requested", "visits_completed")
    said = [found.at(row, column) for row, column in found]
    assert len(set(said)) == len(said) == len(list(product(found.rows, found.across.ticks)))
    assert "Visits requested: 6 visits; visits completed before: not documented" in said


def test_numbers_that_hang_together_with_an_open_one_are_told_apart() -> None:
    """What another open fact makes of a value counts, not only the value that stands."""
    facts: dict[str, Value] = {"a": Span(7, 7), "b": Span(2, 9), "c": Span(0, 9)}
    vocabulary = {name: number(name, 0, 9) for name in facts}
    rule = Ruling("general", {"x": "a + b <= 9", "y": "b <= 5 or c <= 1"}, "x and y")
    world = World(vocabulary, Figures({}), (rule,), facts, IN_2009)
    found = world.determine()
    for shown, there in alone(found, outcome_map(found, "a", "c")):
        assert shown == there.verdict
