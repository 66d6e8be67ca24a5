"""A plain reference for the logic: Python itself, asked of every possibility in turn.

The language of rules is a subset of Python, so `eval` of the same text on plain values (choices
and dates as texts, figures as numbers) is what a rule must mean.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import Any

from imrkit.facts.fact import Fact, Vocabulary
from imrkit.facts.spans import Facts, Truth
from tests.support.strategies import Figures, coded, domain
from tests.support.worlds import Ruling, World

Codes = Mapping[str, int]


def plain(fact: Fact, code: int) -> Any:
    """A coded value as Python compares it: dates as ISO text, which orders as dates do."""
    value = fact.decode(code)
    return value.isoformat() if isinstance(value, dt.date) else value


def holds(text: str, vocabulary: Vocabulary, figures: Figures, codes: Codes) -> bool:
    """Whether an expression holds where every fact has a value."""
    names: dict[str, Any] = {n: plain(vocabulary[n], code) for n, code in codes.items()}
    for name, value in figures.values.items():
        if isinstance(value, int):
            names[name] = value
        elif value[0].name in codes:
            names[name] = value[1][codes[value[0].name]]
    return bool(eval(text, {"__builtins__": {}}, names))


def completions(vocabulary: Vocabulary, facts: Facts) -> Iterator[dict[str, int]]:
    """Every way in which the open facts could turn out."""
    ranges = [
        [code for code in domain(fact) if facts[name][0] <= code <= facts[name][1]]
        for name, fact in vocabulary.items()
    ]
    for codes in product(*ranges):
        yield dict(zip(vocabulary, codes, strict=True))


def all_any(text: str, vocabulary: Vocabulary, figures: Figures, facts: Facts) -> Truth:
    """Whether an expression holds in (all, any) of the ways in which the facts could turn out."""
    found = [holds(text, vocabulary, figures, codes) for codes in completions(vocabulary, facts)]
    return Truth(all(found), any(found))


class Conflict(Exception):
    """Two rules surely govern, and neither gives way."""


class Reference:
    """A world decided the long way: every rule on every possibility."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.spans = {name: fact.unknown for name, fact in world.vocabulary.items()}
        self.tables = [
            {
                tuple(codes.values()): (
                    self._applies(ruling, codes),
                    self._necessary(ruling, codes),
                )
                for codes in completions(world.vocabulary, self.spans)
            }
            for ruling in world.rulings
        ]

    def _holds(self, text: str, codes: Codes) -> bool:
        return holds(text, self.world.vocabulary, self.world.figures, codes)

    def _applies(self, ruling: Ruling, codes: Codes) -> bool:
        return not ruling.applies or self._holds(ruling.applies, codes)

    def _necessary(self, ruling: Ruling, codes: Codes) -> bool:
        found = {name: self._holds(test, codes) for name, test in ruling.criteria.items()}
        return bool(eval(ruling.necessary, {"__builtins__": {}}, found))

    def _all_any(self, place: int, column: int, facts: Facts) -> Truth:
        table = self.tables[place]
        found = {
            table[tuple(c.values())][column] for c in completions(self.world.vocabulary, facts)
        }
        return Truth(found == {True}, True in found)

    def governs(self, facts: Facts) -> dict[int, Truth]:
        """The rule that governs, by its place; none or one, with whether it applies.

        Raises:
            Conflict: if two surely do.
        """
        applies = self.applies(facts)
        rulings = self.world.rulings
        for layer in ("mtus", "beyond"):
            here = [
                place
                for place, ruling in enumerate(rulings)
                if ruling.layer == layer and not ruling.cap and applies[place][1]
            ]
            surely = [place for place in here if applies[place][0]]
            displaced = {name for place in surely for name in rulings[place].displaces}
            here = [place for place in here if rulings[place].name not in displaced]
            surely = [place for place in surely if rulings[place].name not in displaced]
            if len(surely) > 1:
                raise Conflict
            general = [place for place in here if not rulings[place].displaces]
            if chosen := surely or general or here:
                return {chosen[0]: applies[chosen[0]]}
        return {}

    def applies(self, facts: Facts) -> list[Truth]:
        """For each rule, whether it is in force and (surely, possibly) applies."""
        found = []
        for place, ruling in enumerate(self.world.rulings):
            last = ruling.until or dt.date.max
            days = {ruling.since.toordinal() <= d <= last.toordinal() for d in self.world.decided}
            low, high = self._all_any(place, 0, facts)
            found.append(Truth(low and days == {True}, high and True in days))
        return found

    def necessary(self, facts: Facts) -> Truth:
        """Whether the item is (surely, possibly) necessary."""
        governing = self.governs(facts)
        low, high = False, True
        for place, applies in governing.items():
            low, high = self._all_any(place, 1, facts)
            low = low and applies[0]
        for place, applies in enumerate(self.applies(facts)):
            if self.world.rulings[place].cap:
                within = self._all_any(place, 1, facts)
                low = low and (within[0] or not applies[1])
                high = high and (within[1] or not applies[0])
        return Truth(low, high)

    def overturned(self, facts: Facts) -> bool:
        """Whether the item is surely necessary."""
        return bool(self.necessary(facts).surely)

    def turns(self, kinds: tuple[str, ...], up_to: int) -> set[frozenset[tuple[str, object]]]:
        """Every minimal set of changed facts that turns the outcome, value by value."""
        world = self.world
        before = self.overturned(world.facts)
        options: dict[str, list[int | str]] = {}
        for name, fact in world.vocabulary.items():
            if fact.kind in kinds:
                options[name] = list(domain(fact))
                if before and fact.kind == "evidence" and world.facts[name] != fact.unknown:
                    options[name].append("lost")
        found: set[frozenset[tuple[str, object]]] = set()
        for size in range(1, up_to + 1):
            for names in combinations(options, size):
                for values in product(*(options[name] for name in names)):
                    changes = frozenset(zip(names, values, strict=True))
                    if any(smaller <= changes for smaller in found):
                        continue
                    facts = dict(world.facts)
                    for name, value in changes:
                        fact = world.vocabulary[name]
                        facts[name] = fact.unknown if isinstance(value, str) else coded(fact, value)
                    if self.overturned(facts) != before:
                        found.add(changes)
        return found
