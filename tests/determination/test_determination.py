"""From facts to outcome, ground, roles and trees."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings

from imrkit.determination.deciding import determine, revise
from imrkit.determination.determination import Determination
from imrkit.determination.tree import Step, verdict_of
from imrkit.errors import DataError, UnknownName
from imrkit.facts.spans import Span, Truth, Value, days_of, like
from imrkit.logic.exact import exact
from imrkit.logic.program import Program
from imrkit.words.headline import headline
from tests.support.reference import Reference
from tests.support.strategies import Figures, number, truth
from tests.support.worlds import IN_2009, Ruling, World, worlds


def steps(step: Step) -> Iterator[Step]:
    yield step
    for part in step.parts:
        yield from steps(part)


@settings(max_examples=150)
@given(worlds())
def test_the_outcome_is_upheld_unless_necessity_is_surely_shown(world: World) -> None:
    """Open and not met both uphold, on different grounds; no rule leaves it not addressed.

    Where a reading of the text would grant it, it turns on judgment.
    """
    found = world.determine()
    reference = Reference(world)
    low, high = reference.necessary(world.facts)
    assert found.with_reviewers == (low, high)
    if not reference.governs(world.facts):
        assert (found.rule, found.outcome, found.verdict) == (
            None,
            "not addressed",
            "not addressed",
        )
    elif low:
        assert (found.outcome, found.verdict) == ("overturned", "met")
    elif some_reading_grants(world):
        assert (found.outcome, found.verdict) == ("turns on judgment", "judgment")
    else:
        assert (found.outcome, found.verdict) == ("upheld", "not shown" if high else "not met")


def some_reading_grants(world: World) -> bool:
    """Whether the text grants the item on some reading of it, whatever else is open."""
    reference = Reference(world)
    open_ones = {
        name: value
        for name, value in world.facts.items()
        if world.vocabulary[name].kind == "reading" and not value.settled
    }
    for codes in product(*(range(low, high + 1) for low, high in open_ones.values())):
        read = {
            name: like(value, code, code)
            for (name, value), code in zip(open_ones.items(), codes, strict=True)
        }
        if reference.necessary({**world.facts, **read})[0]:
            return True
    return False


@settings(max_examples=150)
@given(worlds())
def test_every_rule_in_force_is_told_with_the_part_it_plays(world: World) -> None:
    found = world.determine()
    reference = Reference(world)
    applies = reference.applies(world.facts)
    governing = [world.rulings[place].id for place in reference.governs(world.facts)]
    roles = {c.rule.id: c.role for c in found.considered}
    assert [rule for rule, role in roles.items() if role == "governs"] == governing
    for place, ruling in enumerate(world.rulings):
        role = roles.get(ruling.id)
        if role == "does not apply":
            assert not applies[place][1]
        elif role == "beside":
            assert ruling.cap
            assert applies[place][1]
        elif role == "might apply":
            assert applies[place] == (False, True)
    assert all(c.why for c in found.considered)


@settings(max_examples=150)
@given(worlds())
def test_the_trees_together_decide_the_result(world: World) -> None:
    """The roots of the governing rule's tree and of the caps beside it, joined by `and`.

    A rule that only might have been in force grants nothing, whatever its tree says.
    """
    found = world.determine()
    if found.rule is None:
        return
    roots = [tree.truth for tree in found.trees]
    in_force = found.rule.guideline.in_force(days_of(found.facts, "decision_date"))
    surely = in_force.surely and all(root.surely for root in roots)
    assert found.with_reviewers == (surely, all(root.possibly for root in roots))


@settings(max_examples=150)
@given(worlds())
def test_every_step_of_a_tree_has_the_exact_verdict_of_its_part(world: World) -> None:
    found = world.determine()
    for tree in found.trees:
        for step in steps(tree):
            if step.rule.data.cap and step.place == 0:
                continue
            assert step.truth == exact(Program(step.node), found.facts)
            assert step.verdict == verdict_of(step.truth)


@settings(max_examples=150)
@given(worlds())
def test_the_grounds_against_are_those_that_fail_and_the_decisive_come_first(world: World) -> None:
    found = world.determine()
    verdicts = [step.verdict for step in found.against]
    assert verdicts == sorted(verdicts, key=["not met", "open"].index)
    if found.rule and found.outcome == "upheld":
        assert verdicts
    if found.outcome == "overturned":
        assert not verdicts


@settings(max_examples=40)
@given(worlds())
def test_revising_to_what_already_stands_changes_nothing(world: World) -> None:
    found = world.determine()
    same = {
        name: (known.fact.decode(known.value[0]), known.fact.decode(known.value[1]))
        for name, known in found.known.items()
    }
    again = revise(found, same)
    assert (again.with_reviewers, again.rule) == (found.with_reviewers, found.rule)


def decide(necessary: str, criteria: dict[str, str], **facts: Value) -> Determination:
    vocabulary = {
        name: truth(name) if name.startswith("t") else number(name, 0, 99) for name in facts
    }
    ruling = Ruling("general", criteria, necessary)
    return World(vocabulary, Figures({}), (ruling,), facts, IN_2009).determine()


def test_grounds_are_the_parts_that_and_joins_at_the_top() -> None:
    found = decide(
        "a and (b or c)",
        {"a": "n <= 10", "b": "t", "c": "n <= 3"},
        n=Span(6, 6),
        t=Truth(False, True),
    )
    assert [(g.name, g.verdict) for g in found.grounds] == [("a", "met"), ("", "open")]
    assert [(g.joined_by, g.verdict) for g in found.against] == [("or", "open")]


def test_a_tree_is_settled_where_the_open_fact_cannot_matter() -> None:
    """A truth or its opposite holds whatever the file says of it."""
    found = decide("a", {"a": "t or not t"}, t=Truth(False, True))
    assert found.outcome == "overturned"
    assert [step.verdict for step in steps(found.trees[0])] == ["met", "open", "open", "open"]


def test_a_cap_that_only_might_apply_leaves_open_what_it_would_not_allow() -> None:
    vocabulary = {"n": number("n", 0, 99), "t": truth("t")}
    rules = (
        Ruling("general", {"x": "n <= 30"}, "x"),
        Ruling("cap", {"y": "n <= 24"}, "y", applies="t", layer="statute", cap=True),
    )
    facts: dict[str, Value] = {"n": Span(28, 28), "t": Truth(False, True)}
    found = World(vocabulary, Figures({}), rules, facts, IN_2009).determine()
    assert (found.outcome, found.verdict) == ("upheld", "not shown")
    assert [tree.verdict for tree in found.trees] == ["met", "open"]
    assert (revise(found, {"t": True}).verdict, revise(found, {"t": False}).outcome) == (
        "not met",
        "overturned",
    )


def test_a_rule_that_might_apply_tells_what_it_would_decide() -> None:
    vocabulary = {"n": number("n", 0, 99), "t": truth("t")}
    rules = (
        Ruling("general", {"x": "n <= 10"}, "x"),
        Ruling("special", {"y": "n <= 16"}, "y", applies="t", displaces=("general.rule",)),
    )
    facts: dict[str, Value] = {"n": Span(12, 12), "t": Truth(False, True)}
    found = World(vocabulary, Figures({}), rules, facts, IN_2009).determine()
    assert [(c.rule.guideline.name, c.role, c.would_be) for c in found.considered] == [
        ("general", "governs", None),
        ("special", "might apply", (True, True)),
    ]
    assert found.outcome == "upheld"
    assert revise(found, {"t": True}).outcome == "overturned"


def test_a_revision_names_unknown_facts_and_values_that_do_not_fit() -> None:
    found = determine("flagship")[0]
    with pytest.raises(UnknownName, match=r"visits_request.*visits_requested"):
        revise(found, {"visits_request": 3})
    with pytest.raises(DataError, match=r"visits requested must be a whole number.*found -1"):
        revise(found, {"visits_requested": -1})
    with pytest.raises(DataError, match="runs backwards"):
        revise(found, {"visits_completed": (9, 3)})


def test_a_revision_leaves_the_determination_it_starts_from_as_it_was() -> None:
    found = determine("flagship")[0]
    revise(found, {"visits_requested": 3, "visits_completed": "not documented"})
    assert found.known["visits_requested"].shown == "6 visits"


def test_a_case_is_determined_by_name_by_path_or_as_it_is() -> None:
    by_name = determine("flagship")
    assert determine(by_name[0].case)[0].outcome == "upheld"
    assert determine(str(by_name[0].case.file))[0].outcome == "upheld"


def test_a_rule_that_only_might_apply_grants_nothing() -> None:
    """A year in which the edition changed does not show which one governs."""
    (found,) = determine("flagship")
    complete = {"visits_requested": 3, "visits_completed": 0}
    assert revise(found, complete).outcome == "overturned"
    unclear = revise(found, {**complete, "decision_date": "2016"})
    assert (unclear.outcome, unclear.verdict) == ("upheld", "not shown")
    assert "more than one may have been in force" in headline(unclear)[1]
