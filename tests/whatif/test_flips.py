"""What would change a result: sound, minimal and complete against brute force."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from imrkit.determination.deciding import determine, revise
from imrkit.errors import UnknownName
from imrkit.facts.fact import KINDS
from imrkit.facts.spans import Span, Truth
from imrkit.whatif.flips import Flip, flips
from imrkit.whatif.matters import matters
from tests.support.reference import Reference, completions
from tests.support.strategies import Figures, choice, coded, date, domain, number, truth
from tests.support.worlds import IN_2009, Ruling, World, worlds

ALL = tuple(KINDS)


def values_of(flip: Flip) -> set[frozenset[tuple[str, object]]]:
    """Every choice of values that a flip offers, of those that brute force looks at."""
    options = [
        [(c.fact.name, "lost")]
        if c.open
        else [(c.fact.name, code) for code in domain(c.fact) if c.low <= code <= c.high]
        for c in flip.changes
    ]
    return {frozenset(choice) for choice in product(*options)}


@settings(max_examples=400)
@given(worlds(), st.sets(st.sampled_from(ALL), min_size=1), st.integers(1, 3))
def test_flips_are_all_the_minimal_changes_that_turn_the_result_and_no_others(
    world: World, kinds: set[str], up_to: int
) -> None:
    """Sound, minimal and complete, for every kind of fact, records lost included."""
    determination = world.determine()
    found = flips(determination, kinds, up_to)  # type: ignore[arg-type]
    if determination.rule is None:
        assert found == ()
        return
    offered = [values_of(flip) for flip in found]
    assert set().union(*offered) == Reference(world).turns(tuple(kinds), up_to)
    assert all(offered)


@settings(max_examples=50)
@given(worlds())
def test_the_value_that_a_flip_names_turns_the_result(world: World) -> None:
    """`Flip.values` can be handed to `revise` as it is."""
    determination = world.determine()
    for flip in flips(determination, ALL, 2):
        revised = revise(determination, flip.values)
        assert (revised.outcome == "overturned") != (determination.outcome == "overturned")
        for name in flip.values:
            less = {other: value for other, value in flip.values.items() if other != name}
            assert (
                revise(determination, less).with_reviewers.surely == determination.with_reviewers[0]
            )


@settings(max_examples=50)
@given(worlds())
def test_flips_come_cheapest_first_and_judgement_last(world: World) -> None:
    costs = [flip.cost for flip in flips(world.determine(), ALL, 2)]
    assert costs == sorted(costs)
    assert [cost[0] for cost in costs] == sorted(cost[0] for cost in costs)


@settings(max_examples=300)
@given(worlds(), st.sets(st.sampled_from(ALL), min_size=1))
def test_a_fact_is_needed_exactly_where_its_value_can_change_the_outcome(
    world: World, kinds: set[str]
) -> None:
    """With the other open facts of those kinds at any value that they could have."""
    determination = world.determine()
    assume(determination.rule is not None)
    reference = Reference(world)
    opens = [n for n, f in world.vocabulary.items() if f.kind in kinds and _open(world, n)]
    request = [n for n, f in world.vocabulary.items() if f.kind == "request" and n not in opens]
    found = matters(determination, kinds)  # type: ignore[arg-type]
    needed = {known.fact.name for known in found.needed}
    settled = {known.fact.name for known in found.settled}
    cannot = {known.fact.name for known in found.cannot}
    assert needed == _can_change(reference, opens, opens)
    assert settled == _can_change(reference, opens, opens + request) - needed
    assert needed | settled | cannot <= set(opens)
    assert found.first in found.needed if found.needed else found.first is None


def _open(world: World, name: str) -> bool:
    low, high = world.facts[name]
    return bool(low != high)


def _can_change(reference: Reference, names: list[str], vary: list[str]) -> set[str]:
    world = reference.world
    facts = {n: world.facts[n] for n in vary if n in names} | {
        n: world.vocabulary[n].unknown for n in vary if n not in names
    }
    some = {name: world.vocabulary[name] for name in vary}
    outcomes = {
        tuple(codes.items()): reference.overturned(
            world.facts | {name: coded(some[name], code) for name, code in codes.items()}
        )
        for codes in completions(some, facts)
    }
    found = set()
    for place, name in enumerate(vary):
        if name in names:
            by_rest: dict[object, set[bool]] = {}
            for codes, outcome in outcomes.items():
                by_rest.setdefault(codes[:place] + codes[place + 1 :], set()).add(outcome)
            if any(len(both) == 2 for both in by_rest.values()):
                found.add(name)
    return found


def test_an_unknown_kind_is_refused_with_the_nearest() -> None:
    determination = determine("flagship")[0]
    with pytest.raises(UnknownName, match=r"'evidnce'.*'evidence'"):
        flips(determination, ["evidnce"])  # type: ignore[list-item]
    with pytest.raises(UnknownName, match=r"'evidnce'.*'evidence'"):
        matters(determination, ["evidnce"])  # type: ignore[list-item]


def test_one_kind_may_be_named_by_itself() -> None:
    determination = determine("flagship")[0]
    assert flips(determination, "evidence") == flips(determination, ["evidence"])
    assert matters(determination, "evidence") == matters(determination, ["evidence"])


def test_a_flip_may_bring_a_rule_to_apply_and_meet_it_at_once() -> None:
    """Facts count that only a rule reads which does not apply yet."""
    vocabulary = {
        "t1": truth("t1", "request"),
        "c1": choice("c1", ("a", "b"), "request"),
        "d1": date("d1", "request"),
    }
    general = Ruling("general", {"x": "t1"}, "x")
    special = Ruling(
        "special",
        {"x": "'2004-01-01' <= d1"},
        "x",
        applies="c1 == 'b'",
        displaces=("general.rule",),
    )
    facts = {"t1": Truth(False, True), "c1": Span(0, 0), "d1": vocabulary["d1"].unknown}
    world = World(vocabulary, Figures({}), (general, special), facts, IN_2009)
    found = flips(world.determine(), ["request"])
    assert [[c.shown for c in flip.changes] for flip in found] == [
        ["yes"],
        ["b", "2004-01-01 or later"],
    ]


def test_a_fact_known_within_bounds_matters_only_within_them() -> None:
    """At least 11 visits completed exceed 10 whatever the number is: nobody need ask for it."""
    done = number("n1", 0, 99)
    world = World(
        {"n1": done},
        Figures({}),
        (Ruling("general", {"x": "n1 <= 10"}, "x"),),
        {"n1": Span(11, 99)},
        IN_2009,
    )
    assert matters(world.determine()).needed == ()
    assert flips(world.determine())[0].changes[0].shown == "at most 10 visits"


def test_a_record_that_only_bounds_a_number_can_be_lost_too() -> None:
    done = number("n1", 0, 99)
    rules = (Ruling("general", {"x": "n1 <= 10"}, "x"),)
    world = World({"n1": done}, Figures({}), rules, {"n1": Span(0, 4)}, IN_2009)
    shown = {flip.changes[0].shown for flip in flips(world.determine())}
    assert shown == {"not documented", "11 visits or more"}
