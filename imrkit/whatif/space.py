"""The space of what-ifs of a determination, small enough to look at whole.

A fact's values fall into classes that no rule tells apart (visits far beyond every limit are all
alike), so one array holds the outcome of every combination.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import product
from math import prod
from typing import Any

import numpy as np

from imrkit.cases.case import Known
from imrkit.determination.deciding import decide, supposed
from imrkit.determination.determination import Determination
from imrkit.errors import ImrkitError, UnknownName
from imrkit.facts.fact import KINDS
from imrkit.facts.spans import Value
from imrkit.logic.classes import Values, classes
from imrkit.logic.exact import CELLS
from imrkit.logic.program import Program
from imrkit.rules.governing import By, candidates, in_force, necessary, not_held
from imrkit.whatif.factors import Factor, choosing, deciding_programs, factors_of
from imrkit.whatif.sense import claimed, never, short_of_time

FEW = 500
"""So many combinations are decided one by one."""


class Space:
    """The outcome of a determination for every combination of some facts' classes of values.

    Args:
        determination: where it starts from.
        names: the facts that may be varied; what is open beside them stays open.
        lose: let a fact of evidence also become "not documented".
        within: facts that stay within what is known of them.
        by: what the item is judged by.

    Attributes:
        classes: for each fact, its classes of values in order; "not documented" last, which is what
            silence says where it says something.
        choosing: the facts by which the rule that governs is chosen.
        comparisons: all that are made of facts, by the rules that decide or may come to decide.
        factors: all that must hold together while none of those varies.
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
        rules = determination.case.rules(determination.item)
        self.rules = [rule for rule, _ in in_force(rules, determination.facts)]
        self.choosing = choosing(self.rules)
        wide = dict(determination.facts)
        wide |= {name: determination.known[name].fact.unknown for name in names}
        self.comparisons = self._comparisons(fixed=self.choosing.isdisjoint(names))
        self.classes: dict[str, list[Values]] = {}
        for name in names:
            known = determination.known[name]
            found = classes(
                known.fact, wide, [c.bounds for c in self.comparisons if name in c.facts]
            )
            if name in within:
                low, high = known.value
                inside = [v for v in found if v.first <= high and v.last >= low]
                found = [Values(max(v.first, low), min(v.last, high)) for v in inside]
            if lose and known.fact.kind == "evidence" and known.value != known.fact.unknown:
                left = supposed(determination, name, "not documented").value
                if left != known.value:
                    found.append(Values(left[0], left[1], lost=True))
            self.classes[name] = found

    @cached_property
    def factors(self) -> list[Factor]:
        """All that must hold together, while no fact varies by which the rule is chosen."""
        values = {n: self.values(n) for n in self.classes if n not in self.choosing}
        return factors_of(self.determination, values, self.by)

    @cached_property
    def _comes_of(self) -> list[tuple[str, str]]:
        """The facts that come of something, each with what it needs."""
        known = self.determination.known
        return [(name, k.fact.comes_of) for name, k in known.items() if k.fact.comes_of]

    @cached_property
    def _never_with(self) -> list[tuple[str, str]]:
        """The facts that cannot be so where another is."""
        known = self.determination.known
        return [(name, k.fact.never_with) for name, k in known.items() if k.fact.never_with]

    @cached_property
    def _too_soon(self) -> set[str]:
        """The facts for which there was no time, even up to the decision."""
        short = short_of_time(self.determination)
        return {time.known.fact.name for time in short if not time.enough}

    def values(self, name: str) -> list[Value]:
        """One value for each class of a fact; "not documented" keeps both its ends."""
        fact = self.determination.known[name].fact
        return [fact.between(v.first, v.last if v.lost else v.first) for v in self.classes[name]]

    def surely(self, names: Sequence[str]) -> Any:
        """Whether surely necessary, for every combination of some facts' classes.

        As deciding each of them anew would have it. (Only where another rule may come to govern in
        more than FEW combinations does what is taken to be in order stay as it is.)

        Args:
            names: the facts, one axis each, in this order; the others stand.
        """
        if self.choosing.isdisjoint(names):
            found: Any = np.ones((1,) * len(names), dtype=bool)
            for factor in self.factors:
                found = found & factor.surely(names)
            return np.broadcast_to(found, self.shape(names))
        known = self.determination.known
        raised = any(k.untold for k in known.values())
        if prod(self.shape(names)) > FEW or not (raised and any(r.added for r in self.rules)):
            return self.outcomes(names)[0]
        return np.array(
            [self._decided(names, some) for some in product(*map(self.values, names))], dtype=bool
        ).reshape(self.shape(names))

    def _decided(self, names: Sequence[str], some: Sequence[Value]) -> bool:
        found = self.determination
        known = dict(found.known)
        for name, value in zip(names, some, strict=True):
            why = "" if value.settled else "not documented"
            known[name] = Known(known[name].fact, value, why, "you")
        there = decide(found.case, found.item, known)
        return bool((there.by_text if self.by == "text" else there.with_reviewers).surely)

    def possible(self, names: Sequence[str]) -> Any:
        """Whether a record could truthfully show it, for every combination of some facts' classes.

        Args:
            names: the facts, one axis each, in this order; the others stand.
        """
        found: Any = np.ones((1,) * len(names), dtype=bool)
        for name, needs in self._comes_of:
            if not {name, needs}.isdisjoint(names):
                some, none = self._along(names, name, _told), self._along(names, needs, never)
                found = found & ~(some & none)
        for name, other in self._never_with:
            if not {name, other}.isdisjoint(names):
                both = self._along(names, name, claimed) & self._along(names, other, claimed)
                found = found & ~both
        for name in self._too_soon:
            if name in names:
                found = found & ~self._along(names, name, claimed)
        return np.broadcast_to(found, self.shape(names))

    def _along(self, names: Sequence[str], name: str, asks: Callable[[Known], bool]) -> Any:
        """What is asked of a fact, for each of its classes where it varies."""
        known = self.determination.known[name]
        if name not in names:
            return np.array(asks(known)).reshape((1,) * len(names))
        axis, fact = names.index(name), known.fact
        ends = (fact.between(v.first if v.lost else v.last, v.last) for v in self.classes[name])
        told = [asks(Known(fact, value, "", "you")) for value in ends]
        return np.array(told).reshape((1,) * axis + (-1,) + (1,) * (len(names) - axis - 1))

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
        return self.evaluate({name: self.values(name) for name in names})

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
        found = candidates(self.rules, facts, not_held(self.unheld, facts))
        surely, possibly = necessary(found, facts, self.by)
        return np.broadcast_to(surely, shape), np.broadcast_to(possibly, shape)

    def _comparisons(self, *, fixed: bool) -> list[Program]:
        """Every comparison that is made: by the rules that decide, where others cannot come to."""
        if fixed:
            programs = deciding_programs(self.determination)
        else:
            both = ((rule.necessary, rule.applies) for rule in self.rules)
            programs = [program for some in both for program in some if program]
        return [comparison for program in programs for comparison in program.comparisons]


def _told(known: Known) -> bool:
    """Whether something is said of it: of a fact that changes, whatever it becomes."""
    return claimed(known) or (known.changed and not known.open)


def facts_that_count(determination: Determination) -> tuple[Known, ...]:
    """What the rules for an item read, in the order of the vocabulary."""
    return determination.counted


def facts_in_reach(determination: Determination) -> tuple[Known, ...]:
    """All that the rules in force read, in the order of the vocabulary.

    A rule that does not apply may come to apply when other facts change.
    """
    names = {name for c in determination.considered for name in c.rule.facts}
    return tuple(k for name, k in determination.known.items() if name in names)


def varied(count: Iterable[Known], kinds: Iterable[str]) -> list[str]:
    """The names of the facts of some kinds; never the date of decision, nor what is in dispute."""
    wanted = set(kinds)
    own = (k.fact for k in count if not k.in_dispute)
    return [fact.name for fact in own if fact.kind in wanted and fact.given_in != "decided"]


def kinds_named(vary: str | Iterable[str]) -> set[str]:
    """The kinds of facts that are named, one or several.

    Raises:
        UnknownName: if a kind does not exist.
    """
    kinds = {vary} if isinstance(vary, str) else set(vary)
    for kind in kinds - KINDS.keys():
        raise UnknownName("kind of fact", kind, KINDS)
    return kinds
