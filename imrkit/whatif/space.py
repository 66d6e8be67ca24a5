"""The space of what-ifs of a determination, small enough to look at whole.

A fact's values fall into classes that no rule tells apart (visits far beyond every limit are all
alike), so one array holds the outcome of every combination.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from imrkit.cases.case import Known
from imrkit.determination.determination import Determination
from imrkit.errors import ImrkitError
from imrkit.facts.spans import Value, days_of
from imrkit.logic.classes import Values, classes
from imrkit.logic.exact import CELLS
from imrkit.logic.program import Program
from imrkit.rules.governing import By, candidates, necessary


class Space:
    """The outcome of a determination for every combination of some facts' classes of values.

    Args:
        determination: where it starts from.
        names: the facts that may be varied; what is open beside them stays open.
        lose: let a fact of evidence also become "not documented".
        within: facts that stay within what is known of them.
        by: what the item is judged by.

    Attributes:
        classes: for each fact, its classes of values in order, "not documented" last.
    """

    def __init__(
        self,
        determination: Determination,
        names: Sequence[str],
        *,
        lose: bool = False,
        within: Sequence[str] = (),
        by: By = "reviewers",
    ) -> None:
        self.determination, self.by = determination, by
        self.unheld = determination.case.unheld(determination.item)
        self.rules = determination.case.rules(determination.item)
        wide = dict(determination.facts)
        wide |= {name: determination.known[name].fact.unknown for name in names}
        asked = self._comparisons()
        self.classes: dict[str, list[Values]] = {}
        for name in names:
            known = determination.known[name]
            found = classes(known.fact, wide, [c.bounds for c in asked if name in c.facts])
            if name in within:
                low, high = known.value
                inside = [v for v in found if v.first <= high and v.last >= low]
                found = [Values(max(v.first, low), min(v.last, high)) for v in inside]
            if lose and known.fact.kind == "evidence" and known.value != known.fact.unknown:
                found.append(Values(known.fact.unknown[0], known.fact.unknown[1], lost=True))
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
        values = {
            n: [
                self.determination.known[n].fact.between(v.first, v.last if v.lost else v.first)
                for v in self.classes[n]
            ]
            for n in names
        }
        return self.evaluate(values)

    def evaluate(self, values: dict[str, list[Value]]) -> tuple[Any, Any]:
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
                f"{', '.join(values)} have {cells:,} combinations; "
                f"at most {CELLS:,} can be looked at"
            )
        facts: dict[str, Value] = dict(self.determination.facts)
        for axis, (name, pairs) in enumerate(values.items()):
            fact = self.determination.known[name].fact
            ends = np.array(pairs, dtype=bool if fact.type == "truth" else np.int32)
            along = (1,) * axis + (-1,) + (1,) * (len(shape) - axis - 1)
            low, high = ends[:, 0].reshape(along), ends[:, 1].reshape(along)
            facts[name] = fact.between(low, low if (low == high).all() else high)
        surely, possibly = necessary(candidates(self.rules, facts, self.unheld), facts, self.by)
        return np.broadcast_to(surely, shape), np.broadcast_to(possibly, shape)

    def _comparisons(self) -> list[Program]:
        """Every comparison that a rule in force makes."""
        facts = self.determination.facts
        return [
            comparison
            for rule in self.rules
            if rule.guideline.in_force(days_of(facts, rule.guideline.by)).possibly
            for program in (rule.necessary, rule.applies)
            if program
            for comparison in program.comparisons
        ]


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


def facts_in_reach(determination: Determination) -> tuple[Known, ...]:
    """All that the rules in force read, in the order of the vocabulary.

    A rule that does not apply may come to apply when other facts change.
    """
    names = {name for c in determination.considered for name in c.rule.facts}
    return tuple(k for name, k in determination.known.items() if name in names)


def varied(count: Iterable[Known], kinds: Iterable[str]) -> list[str]:
    """The names of the facts of some kinds; the date of decision is never varied."""
    wanted = set(kinds)
    return [k.fact.name for k in count if k.fact.kind in wanted and k.fact.given_in != "decided"]
