"""Maps of outcomes agree with deciding every cell by itself."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from imrkit.determination.deciding import determine, revise
from imrkit.determination.determination import Determination
from imrkit.errors import ImrkitError, UnknownName
from imrkit.facts.fact import Fact
from imrkit.facts.spans import Span, Value
from imrkit.whatif.maps import outcome_map, sweep
from imrkit.whatif.space import facts_that_count, varied
from tests.support.strategies import Figures, date, number
from tests.support.worlds import IN_2009, Ruling, World, worlds


def revised(determination: Determination, values: dict[str, tuple[Fact, Value]]) -> Determination:
    """Decide anew with some facts at given pairs."""
    return revise(
        determination,
        {n: (fact.decode(pair[0]), fact.decode(pair[1])) for n, (fact, pair) in values.items()},
    )


@settings(max_examples=150)
@given(worlds(), st.data())
def test_every_cell_of_a_map_is_what_revising_the_case_gives(
    world: World, data: st.DataObject
) -> None:
    determination = world.determine()
    names = varied(facts_that_count(determination), ["given", "request", "evidence", "reading"])
    assume(names)
    across = data.draw(st.sampled_from(names))
    down = data.draw(st.sampled_from([None, *(name for name in names if name != across)]))
    found = outcome_map(determination, across, down)
    assert found.surely.shape == (len(found.rows), len(found.columns))
    for r, row in enumerate(found.rows):
        for c, column in enumerate(found.columns):
            values = {across: (found.across, column)}
            if found.down:
                values[found.down.name] = (found.down, row)
            alone = revised(determination, values)
            assert (found.surely[r, c], found.possibly[r, c]) == alone.necessary
            if alone.rule:
                assert found.ground(r, c) == alone.ground


@settings(max_examples=150)
@given(worlds(), st.data())
def test_the_case_stands_on_its_map_where_its_own_values_are(
    world: World, data: st.DataObject
) -> None:
    determination = world.determine()
    names = varied(facts_that_count(determination), ["given", "request", "evidence", "reading"])
    assume(len(names) > 1)
    across, down, *_ = data.draw(st.permutations(names))
    found = outcome_map(determination, across, down)
    if found.here:
        row, column = found.here
        assert found.rows[row] == world.facts[down]
        assert found.columns[column] == world.facts[across]
        assert (found.surely[row, column], found.possibly[row, column]) == determination.necessary
    else:
        assert {"d1"} & {across, down}


def test_a_sweep_is_the_same_map_as_a_table_with_words() -> None:
    determination = determine("flagship")[0]
    table = sweep(determination, "visits_requested", "visits_completed")
    found = outcome_map(determination, "visits_requested", "visits_completed")
    assert len(table) == found.surely.size
    here = table[table["Here"]]
    assert here["Visits requested"].tolist() == ["6 visits"]
    assert here["Visits completed before"].tolist() == ["not documented"]
    assert here["Outcome"].tolist() == ["upheld"]
    assert here["Ground"].tolist() == ["not met"]
    assert set(table["Outcome"]) <= {"upheld", "overturned"}


def test_a_sweep_over_one_fact_has_one_row_for_each_value() -> None:
    table = sweep(determine("flagship")[0], "visits_requested")
    assert table["Visits requested"].tolist()[:4] == ["1 visit", "2 visits", "3 visits", "4 visits"]
    assert table["Ground"].tolist()[:4] == ["not shown", "not shown", "not shown", "not met"]


def test_a_map_over_a_date_shows_the_spans_that_rules_tell_apart() -> None:
    rule = Ruling("general", {"x": "d1 >= '2004-01-01' and d1 < '2013-01-01'"}, "x")
    day = date("d1")
    world = World({"d1": day}, Figures({}), (rule,), {"d1": day.unknown}, IN_2009)
    found = outcome_map(world.determine(), "d1")
    assert [found.across.show(pair) for pair in found.columns] == [
        "not documented",
        "before 2004-01-01",
        "2004 to 2012",
        "2013-01-01 or later",
    ]
    assert [found.ground(0, c) for c in range(4)] == ["not shown", "not met", "met", "not met"]


def test_a_map_needs_facts_that_the_rules_read_and_two_different_ones() -> None:
    determination = determine("flagship")[0]
    with pytest.raises(UnknownName, match=r"visits_reqested.*'visits_requested'"):
        outcome_map(determination, "visits_reqested")
    with pytest.raises(ImrkitError, match="two different facts"):
        outcome_map(determination, "visits_requested", "visits_requested")


def test_places_that_are_all_alike_are_left_out_beyond_the_first_few() -> None:
    rule = Ruling("general", {"x": "n1 <= 30"}, "x")
    count = number("n1", 0, 999)
    world = World({"n1": count}, Figures({}), (rule,), {"n1": Span(2, 2)}, IN_2009)
    found = outcome_map(world.determine(), "n1")
    assert found.columns[-1] == (31, 31)
    assert found.here == (0, 3)
