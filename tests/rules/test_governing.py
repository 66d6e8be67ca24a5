"""Which rule governs: special before general, caps beside, what only might apply gives way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imrkit.errors import RuleConflict
from imrkit.facts.spans import Truth, Value
from imrkit.rules.governing import candidates, necessary
from tests.support.reference import Conflict, Reference
from tests.support.strategies import knowledge
from tests.support.worlds import World, worlds


def decided(world: World, facts: dict[str, Value]) -> tuple[Truth, list[str]]:
    """Whether necessary, and the ids of the rules that govern, by the core."""
    facts = {**facts, "decision_date": world.decided}
    found = candidates(world.case.rules(world.case.items[0]), facts)
    return necessary(found, facts), [c.rule.id for c in found if c.governs]


@settings(max_examples=300)
@given(worlds(rivals=True))
def test_the_rule_that_governs_and_the_result_are_those_of_the_reference(world: World) -> None:
    """Or both find that two rules surely govern and neither gives way."""
    reference = Reference(world)
    try:
        expected = reference.necessary(world.facts)
    except Conflict:
        with pytest.raises(RuleConflict, match="neither gives way"):
            decided(world, world.facts)
        return
    governing = [world.rulings[place].id for place in reference.governs(world.facts)]
    assert decided(world, world.facts) == (expected, governing)


@given(worlds(), st.data())
def test_a_table_of_cases_is_governed_row_by_row(world: World, data: st.DataObject) -> None:
    """Each row of a table has the rule and the result that it has alone."""
    rows = [world.facts] + [
        {name: data.draw(knowledge(fact)) for name, fact in world.vocabulary.items()}
        for _ in range(3)
    ]
    table: dict[str, Value] = {"decision_date": world.decided}
    for name, fact in world.vocabulary.items():
        kind = bool if fact.type == "truth" else np.int32
        low, high = (np.array([row[name][end] for row in rows], dtype=kind) for end in (0, 1))
        table[name] = fact.between(low, low if (low == high).all() else high)
    found = candidates(world.case.rules(world.case.items[0]), table)
    surely, possibly = (np.broadcast_to(t, len(rows)) for t in necessary(found, table))
    for place, row in enumerate(rows):
        pair, governing = decided(world, row)
        assert (surely[place], possibly[place]) == pair
        here = [c.rule.id for c in found if np.broadcast_to(c.governs, len(rows))[place]]
        assert here == governing


@given(worlds())
def test_at_most_one_rule_governs_and_never_a_cap(world: World) -> None:
    facts = {**world.facts, "decision_date": world.decided}
    found = candidates(world.case.rules(world.case.items[0]), facts)
    assert sum(bool(c.governs) for c in found) <= 1
    assert not any(c.governs for c in found if c.rule.data.cap)


@given(worlds())
def test_a_rule_beyond_the_mtus_governs_only_where_no_rule_of_it_can(world: World) -> None:
    facts = {**world.facts, "decision_date": world.decided}
    found = candidates(world.case.rules(world.case.items[0]), facts)
    if any(c.governs and c.rule.guideline.layer == "beyond" for c in found):
        mtus = [c for c in found if c.rule.guideline.layer == "mtus"]
        assert not any(c.applies[1] and not c.displaced for c in mtus)
