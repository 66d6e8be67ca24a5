"""The space of what-ifs of a determination, small enough to look at whole.

A fact's values fall into classes that no rule tells apart (visits far beyond every limit are all
alike), so one array holds the outcome of every combination.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from imrkit.cases import Known
from imrkit.determination import Determination
from imrkit.errors import ImrkitError
from imrkit.expressions import Compare, walk
from imrkit.facts import Fact, Pair
from imrkit.governing import candidates, necessary
from imrkit.logic import CELLS, Facts, Program


class Values(NamedTuple):
    """Coded values, first to last, that no rule tells apart; or "not documented" (`lost`)."""

    first: int
    last: int
    lost: bool = False


class Space:
    """The outcome of a determination for every combination of some facts' classes of values.

    Args:
        determination: where it starts from.
        names: the facts that may be varied; what is open beside them stays open.
        lose: let a documented fact of evidence also become "not documented".

    Attributes:
        classes: for each fact, its classes of values in order, "not documented" last.
    """

    def __init__(
        self, determination: Determination, names: Sequence[str], *, lose: bool = False
    ) -> None:
        self.determination = determination
        self.rules = determination.case.rules(determination.item)
        wide = dict(determination.facts)
        wide |= {name: determination.known[name].fact.span for name in names}
        atoms = self._comparisons()
        self.classes: dict[str, list[Values]] = {}
        for name in names:
            known = determination.known[name]
            found = _classes(known.fact, wide, [p for p in atoms if name in p.facts])
            if lose and known.fact.kind == "evidence" and not known.open:
                found.append(Values(*known.fact.span, lost=True))
            self.classes[name] = found

    def shape(self, names: Sequence[str]) -> tuple[int, ...]:
        """How many classes each of some facts has."""
        return tuple(len(self.classes[name]) for name in names)

    def outcomes(self, names: Sequence[str]) -> tuple[Any, Any]:
        """Whether (surely, possibly) necessary, for every combination of some facts' classes.

        Args:
            names: the facts, one axis each, in this order; the others stand.

        Returns:
            Two boolean arrays of the shape of the classes.

        Raises:
            ImrkitError: if there are too many combinations to hold.
        """
        # One value stands for a class; "not documented" keeps both its ends.
        spans = {
            n: [(v.first, v.last if v.lost else v.first) for v in self.classes[n]] for n in names
        }
        return self.evaluate(spans)

    def evaluate(self, values: dict[str, list[Pair]]) -> tuple[Any, Any]:
        """Whether (surely, possibly) necessary, for every combination of some facts' pairs.

        Args:
            values: for each fact its pairs; one axis each, in this order; the others stand.

        Returns:
            Two boolean arrays, of as many axes as there are facts.

        Raises:
            ImrkitError: if there are too many combinations to hold.
        """
        shape = tuple(len(pairs) for pairs in values.values())
        cells = int(np.prod(shape, dtype=object))
        if cells > CELLS:
            raise ImrkitError(
                f"{', '.join(values)} have {cells:,} combinations; at most {CELLS:,} can be looked at"
            )
        facts: dict[str, Pair] = dict(self.determination.facts)
        for axis, (name, pairs) in enumerate(values.items()):
            truth = self.determination.known[name].fact.type == "truth"
            ends = np.array(pairs, dtype=bool if truth else np.int32)
            along = (1,) * axis + (-1,) + (1,) * (len(shape) - axis - 1)
            low, high = ends[:, 0].reshape(along), ends[:, 1].reshape(along)
            facts[name] = (low, low if (low == high).all() else high)
        surely, possibly = necessary(candidates(self.rules, facts), facts)
        return np.broadcast_to(surely, shape), np.broadcast_to(possibly, shape)

    def _comparisons(self) -> list[Program]:
        """Every comparison that a rule in force makes."""
        found: dict[Any, Program] = {}
        decided = self.determination.facts["decision_date"]
        for rule in self.rules:
            if rule.guideline.in_force(decided)[1]:
                for program in (rule.necessary, rule.applies):
                    for node in walk(program.root) if program else ():
                        if isinstance(node, Compare):
                            found.setdefault(node, Program(node))
        return list(found.values())


def _classes(fact: Fact, wide: Facts, comparisons: list[Program]) -> list[Values]:
    """Split a fact's values into classes that no comparison tells apart.

    Up to the first class and from the last on every comparison is settled, whatever the other
    varied facts are; between them each value is its own class.
    """
    least, most = fact.span
    if fact.type in ("truth", "choice"):
        return [Values(v, v) for v in range(int(least), int(most) + 1)]

    def settled(first: int, last: int) -> bool:
        pairs = (c.verdict({**wide, fact.name: (first, last)}) for c in comparisons)
        return all(low == high for low, high in pairs)

    last = _first_that(least, most, lambda value: settled(value, most))
    first = -_first_that(-most, -least, lambda value: settled(least, -value))
    if first >= last:
        # One threshold parts the values, or none does.
        return (
            [Values(least, most)]
            if last == least
            else [Values(least, last - 1), Values(last, most)]
        )
    between = [Values(v, v) for v in range(first + 1, last)]
    return [Values(least, first), *between, Values(last, most)]


def _first_that(least: int, most: int, holds: Callable[[int], bool]) -> int:
    """The least value from which on a condition holds; at the latest, the last value."""
    while least < most:
        middle = (least + most) // 2
        if holds(middle):
            most = middle
        else:
            least = middle + 1
    return most


def facts_that_count(determination: Determination) -> tuple[Known, ...]:
    """What the rules for an item read, in the order of the vocabulary.

    Of a rule that does not apply only the facts count that keep it from applying.
    """
    names: set[str] = set()
    for c in determination.considered:
        if c.role != "does not apply":
            names |= c.rule.facts.keys()
        elif c.rule.applies:
            names |= c.rule.applies.facts.keys()
    return tuple(k for name, k in determination.known.items() if name in names)


def varied(count: Iterable[Known], kinds: Iterable[str]) -> list[str]:
    """The names of the facts of some kinds; the date of decision is never varied."""
    wanted = set(kinds)
    return [k.fact.name for k in count if k.fact.kind in wanted and k.fact.name != "decision_date"]
