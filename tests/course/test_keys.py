"""Keys against brute force: every way in which the open facts could turn out, tried in turn.

The reference knows nothing of the kinds: it asks the rules' own tests, as Python, of plain values.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, product

import pytest

from imrkit.determination.deciding import revise
from imrkit.determination.determination import Determination
from imrkit.exercises.asking import key_of
from imrkit.exercises.kinds.change import AS_IS
from imrkit.exercises.variants import Variant, vary
from imrkit.facts.fact import Fact
from imrkit.facts.spans import Value
from imrkit.process.timeline import timeline
from tests.exercises.conftest import NAMES, exercise_named

SEEDS = range(12)
MOST = 14
"""Counts are tried up to here, and at the greatest that a fact may be."""
ENOUGH = 20_000
"""After so many completions, no more variants of one piece of news are tried."""


def of_kind(kind: str) -> list[str]:
    return [name for name in NAMES if exercise_named(name).data.kind == kind]


def values(value: Value) -> list[int]:
    low, high = int(value[0]), int(value[1])
    return list(range(low, min(high, MOST) + 1)) + ([high] if high > MOST else [])


def passes(determination: Determination, codes: dict[str, int]) -> bool:
    """Whether a file in which everything is known meets all that is asked, rule by rule."""
    vocabulary = determination.case.book.vocabulary
    names: dict[str, object] = {}
    for name, value in determination.facts.items():
        fact = vocabulary[name]
        code = codes.get(name, int(value[0]))
        plain = fact.decode(code)
        names[name] = plain.isoformat() if hasattr(plain, "isoformat") else plain
    for considered in determination.considered:
        if considered.role not in ("governs", "beside"):
            continue
        rule = considered.rule
        figures = {
            name: figure.at(str(names[figure.by])).limit if figure.by else figure.rows[0].limit
            for name, figure in rule.data.figure.items()
        }
        scope = names | figures
        while True:
            missing = [n for n in rule.data.criterion if n not in scope]
            if not missing:
                break
            for name in missing:
                try:
                    test = rule.data.criterion[name].test
                    scope[name] = bool(eval(test, {"__builtins__": {}}, scope))
                except NameError:
                    continue
        asked = f"({rule.data.necessary}) and ({rule.data.reviewers or 'True'})"
        if considered.applies.possibly and not eval(asked, {"__builtins__": {}}, scope):
            return False
    return True


def completions(determination: Determination) -> Iterator[dict[str, int]]:
    """Every way in which the facts that the rules read could turn out, up to `MOST`."""
    rules = [c.rule for c in determination.considered if c.role in ("governs", "beside")]
    read = {name for rule in rules for name in rule.necessary.facts}
    spread = {
        name: values(value)
        for name, value in determination.facts.items()
        if name in read and value[0] != value[1] and determination.known[name].fact.type != "date"
    }
    for codes in product(*spread.values()):
        yield dict(zip(spread, codes, strict=True))


def granted(determination: Determination) -> bool:
    return all(passes(determination, codes) for codes in completions(determination))


def variants(name: str) -> list[Variant]:
    exercise = exercise_named(name)
    return [vary(exercise, seed) for seed in SEEDS]


@pytest.mark.parametrize("name", of_kind("verdict"))
def test_the_outcome_is_what_trying_everything_gives(name: str) -> None:
    for variant in variants(name):
        wanted = "overturned" if granted(variant.determination) else "upheld"
        assert key_of(variant).right["outcome"] == {wanted}


@pytest.mark.parametrize("name", of_kind("verdict"))
def test_the_main_ground_is_one_that_no_completion_meets_or_that_some_fail(name: str) -> None:
    for variant in variants(name):
        found = variant.determination
        rule = found.rule
        assert rule is not None
        for ground in key_of(variant).right["ground"] - {"met"}:
            program = next(s.tree.program.parts[s.place] for s in _steps(found) if s.name == ground)
            held = [
                bool(program.bounds({**found.facts, **_spans(found, codes)}).surely)
                for codes in completions(found)
            ]
            assert not all(held)


def _steps(found: Determination):  # type: ignore[no-untyped-def]
    return [step for tree in found.trees for step in tree.walk()]


def _spans(found: Determination, codes: dict[str, int]) -> dict[str, Value]:
    return {n: found.known[n].fact.between(code, code) for n, code in codes.items()}


SUMS = [n for n in of_kind("count") if "clock" not in exercise_named(n).data.of]


@pytest.mark.parametrize(
    ("name", "event", "count"),
    [("l11-count-decide", "request", 5), ("l11-count-records", "assigned", 15)],
)
def test_a_deadline_is_what_counting_days_one_by_one_gives(
    name: str, event: str, count: int
) -> None:
    """California's holidays of the winter of 2016 to 2017 are written down here by hand."""
    closed = {dt.date(2016, 12, 26), dt.date(2017, 1, 2), dt.date(2017, 1, 16)}
    for variant in variants(name):
        day = timeline(variant.case, variant.item.id).events[event].days.first
        left = count
        while left:
            day += 1
            date = dt.date.fromordinal(day)
            open_ = date.weekday() < 5 and date not in closed
            left -= open_ or event == "assigned"
        told = dt.date.fromordinal(day).isoformat()
        assert key_of(variant).right == {"low": {told}, "high": {told}}


GENERAL_COURSE = {"shoulder dislocation, Bankart repair": 24}
"""Visits after an operation, written down here by hand."""


@pytest.mark.parametrize("name", SUMS)
def test_the_ends_of_a_count_are_the_least_and_the_most_of_all_sums(name: str) -> None:
    for variant in variants(name):
        known = variant.determination.known
        terms = re.findall(r"([+-]?) ?(\w+)", variant.exercise.data.of)
        parts = []
        for sign, of in terms:
            if of == "general_course":
                codes = [GENERAL_COURSE[known["surgery"].shown]]
            else:
                codes = values(known[of].value)
            parts.append([-code if sign == "-" else code for code in codes])
        sums = [sum(codes) for codes in product(*parts)]
        endless = any(
            known[of].open and known[of].value[1] == known[of].fact.unknown[1]
            for _, of in terms
            if of in known
        )
        right = key_of(variant).right
        assert right["low"] == {str(min(sums))}
        assert right["high"] == {"open" if endless else str(max(sums))}


@pytest.mark.parametrize("name", of_kind("mark"))
def test_marks_are_the_tags_of_the_file(name: str) -> None:
    for variant in variants(name):
        fact = variant.exercise.data.fact
        key = key_of(variant)
        documents = [d for d in variant.case.data.document if d.by != "reviewer"]
        for sentence in (s for d in documents for s in d.sentence):
            bears = any(b.rpartition(".")[2] == fact for b in sentence.bears)
            wanted = sentence.strength if bears else "none"
            if wanted in ("proves", "contradicts"):
                assert key.right[sentence.id] == {wanted}
            else:
                assert "unmarked" in key.right[sentence.id]
        known = variant.determination.known[fact]
        told = known.state in ("documented", "contradicted")
        assert key.right["nothing"] == {"no" if told else "yes"}


@pytest.mark.parametrize("name", of_kind("grounds"))
def test_each_criterion_stands_as_its_completions_say(name: str) -> None:
    for variant in variants(name):
        found, right = variant.determination, key_of(variant).right
        for criterion in variant.exercise.data.criteria:
            step = next(s for s in _steps(found) if s.name == criterion)
            program = step.tree.program.parts[step.place]
            held = {
                bool(program.bounds({**found.facts, **_spans(found, codes)}).surely)
                for codes in completions(found)
            }
            (told,) = right[criterion]
            allowed = {
                (True,): {"met", "assumed"},
                (False,): {"goes against"},
                (False, True): {"not shown", "left to judgment"},
            }[tuple(sorted(held))]
            assert told in allowed, criterion


@pytest.mark.parametrize("name", of_kind("change"))
def test_no_fewer_moves_turn_a_result_and_those_of_the_key_do(name: str) -> None:
    for variant in variants(name)[:3]:
        found, data = variant.determination, variant.exercise.data
        key = key_of(variant)
        right = {of: next(iter(some)) for of, some in key.right.items()}
        moved = {of: told for of, told in right.items() if told != AS_IS}
        plain = {n: _plain(found.known[n].fact, told) for n, told in moved.items()}
        before = found.outcome == "overturned"
        assert (revise(found, plain).outcome == "overturned") != before
        for size in range(len(moved)):
            for some in combinations(data.facts, size):
                for codes in product(*(_grid(found.known[n].fact) for n in some)):
                    after = revise(found, dict(zip(some, codes, strict=True)))
                    assert (after.outcome == "overturned") == before


def _plain(fact: Fact, told: str) -> object:
    return int(told) if fact.type == "number" else told == "true" if fact.type == "truth" else told


def _grid(fact: Fact) -> list[object]:
    if fact.type == "number":
        return [n for n in (0, 1, 2, 3, 4, 6, 7, 10, 11, 30) if n >= fact.unknown[0]]
    return [fact.decode(code) for code in range(fact.unknown[0], fact.unknown[1] + 1)]


@pytest.mark.parametrize("name", of_kind("news"))
def test_news_moves_the_share_of_completions_as_the_key_says(name: str) -> None:
    """The share is taken over plain values here, not over classes; it moves the same way."""
    tried = 0
    for variant in variants(name)[:6]:
        if tried > ENOUGH:
            break
        news = variant.exercise.data.news
        assert news is not None
        passed = [
            [passes(found, codes) for codes in completions(found)]
            for found in (variant.determination, revise(variant.determination, news.sets))
        ]
        tried += sum(map(len, passed))
        before, after = (Fraction(sum(held), len(held)) for held in passed)
        told = "more" if after > before else "less" if after < before else "neither"
        assert key_of(variant).right["answer"] == {told}


@pytest.mark.parametrize("name", of_kind("pair"))
def test_no_smaller_swap_parts_a_pair(name: str) -> None:
    for variant in variants(name):
        one, other = variant.determination, variant.other
        right = key_of(variant).right["fact"]
        if one.outcome == other.outcome:
            assert right == {"a reading"}
        else:
            assert right in _smallest_swaps(one, other, variant.exercise.data.facts)


def _smallest_swaps(
    one: Determination, other: Determination, names: tuple[str, ...]
) -> list[set[str]]:
    """The smallest sets of facts whose swap swaps the outcomes, by trying all."""

    def swaps(some: tuple[str, ...]) -> bool:
        there = revise(one, {n: _told(other, n) for n in some}).outcome
        back = revise(other, {n: _told(one, n) for n in some}).outcome
        return (there, back) == (other.outcome, one.outcome)

    for size in range(1, len(names) + 1):
        if found := [set(some) for some in combinations(names, size) if swaps(some)]:
            return found
    return []


def _told(found: Determination, name: str) -> object:
    known = found.known[name]
    return "not documented" if known.open else known.fact.decode(int(known.value[0]))


@pytest.mark.parametrize("name", of_kind("request"))
def test_no_cheaper_truthful_request_passes(name: str) -> None:
    variant = vary(exercise_named(name), 0)
    data, found = variant.exercise.data, variant.determination
    cheapest = None
    for asked in data.asks:
        for size in range(len(data.record) + 1):
            for records in combinations(data.record, size):
                changes: dict[str, object] = dict(asked.sets)
                for record in records:
                    changes |= record.sets
                after = revise(found, changes)
                for argument in data.option:
                    true = all(
                        after.known[n].value == after.known[n].fact.value_of(v)
                        for n, v in argument.claims.items()
                    )
                    if after.outcome == "overturned" and true:
                        moves = size + bool(asked.sets)
                        cheapest = moves if cheapest is None else min(cheapest, moves)
    assert cheapest == key_of(variant).more["least"]


@pytest.mark.parametrize("name", of_kind("rationale") + of_kind("error"))
def test_every_line_of_a_key_is_so_by_the_rules(name: str) -> None:
    for variant in variants(name):
        found = variant.determination
        steps = {s.name: s for s in reversed(_steps(found)) if s.name}
        for number, line in enumerate(variant.exercise.data.line):
            if variant.exercise.data.kind == "error":
                continue
            (place,) = key_of(variant).right[str(number)]
            if place == "0":
                continue
            if line.role == "ground":
                assert steps[line.ground].verdict == line.finds
            if line.role == "conclusion":
                assert (line.finds == "overturned") == granted(found)
