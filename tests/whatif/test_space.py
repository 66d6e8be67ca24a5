"""The space of what-ifs: classes that stand for all their values."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings

from imrkit.errors import ImrkitError
from imrkit.facts.spans import Span, Value
from imrkit.whatif.space import Space, facts_in_reach, varied
from tests.support.reference import Reference
from tests.support.strategies import Figures, coded, domain, number
from tests.support.worlds import IN_2009, Ruling, World, worlds


@settings(max_examples=150)
@given(worlds())
def test_every_value_of_a_class_decides_as_the_class_does(world: World) -> None:
    """Whatever the others are, and wherever in its class a value lies."""
    determination = world.determine()
    names = [k.fact.name for k in facts_in_reach(determination)]
    reference = Reference(world)
    space = Space(determination, names)
    surely, possibly = space.outcomes(names)
    assert surely.shape == space.shape(names)
    values = [domain(world.vocabulary[name]) for name in names]
    for codes in product(*values):
        facts = dict(world.facts)
        at = []
        for name, code in zip(names, codes, strict=True):
            facts[name] = coded(world.vocabulary[name], code)
            at += [p for p, v in enumerate(space.classes[name]) if v.first <= code <= v.last]
        assert (surely[tuple(at)], possibly[tuple(at)]) == reference.necessary(facts)


@settings(max_examples=150)
@given(worlds())
def test_the_classes_of_a_fact_part_all_its_values(world: World) -> None:
    """None is missing, none is in two classes."""
    determination = world.determine()
    names = [k.fact.name for k in facts_in_reach(determination)]
    for name, classes in Space(determination, names).classes.items():
        low, high = world.vocabulary[name].unknown
        edges = [int(low) - 1]
        for values in classes:
            assert values.first == edges[-1] + 1
            edges.append(values.last)
        assert edges[-1] == high


def test_visits_far_beyond_every_limit_are_all_alike() -> None:
    done, asked = number("n1", 0, 999), number("n2", 1, 99, "request")
    facts: dict[str, Value] = {"n1": Span(0, 999), "n2": Span(6, 6)}
    rule = Ruling("general", {"x": "n1 + n2 <= 10"}, "x")
    world = World({"n1": done, "n2": asked}, Figures({}), (rule,), facts, IN_2009)
    space = Space(world.determine(), ["n1", "n2"])
    assert [tuple(v)[:2] for v in space.classes["n1"]] == [*((n, n) for n in range(10)), (10, 999)]


def test_more_combinations_than_memory_holds_are_refused() -> None:
    names = ["a", "b", "c"]
    facts = {name: number(name, 0, 999) for name in names}
    rule = Ruling("general", {"x": "a + b + c <= 1500"}, "x")
    world = World(facts, Figures({}), (rule,), dict.fromkeys(names, Span(0, 999)), IN_2009)
    space = Space(world.determine(), names)
    with pytest.raises(ImrkitError, match=r"a, b, c have .* combinations; at most 4,000,000"):
        space.outcomes(names)


def test_the_date_of_the_decision_is_never_varied() -> None:
    rule = Ruling("general", {"x": "decision_date >= '2009-01-01'", "y": "a <= 1"}, "x and y")
    world = World({"a": number("a")}, Figures({}), (rule,), {"a": Span(0, 3)}, IN_2009)
    known = facts_in_reach(world.determine())
    assert "decision_date" in [k.fact.name for k in known]
    assert varied(known, ["given", "evidence"]) == ["a"]
