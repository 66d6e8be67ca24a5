"""Classes of values that no comparison tells apart: the axes of an input space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from imrkit.facts.fact import Fact
from imrkit.facts.spans import Facts, Value
from imrkit.logic.nodes import Arith, Compare, Const, Lookup, Named, Node, Read, walk
from imrkit.logic.program import Program

Points = dict[str, Any]
"""An array of coded values for each fact."""
Wide = tuple[Any, Any]
"""Arrays of low and of high ends."""


@dataclass(frozen=True)
class Axis:
    """One fact, or several numbers that every comparison adds up in the same way."""

    facts: tuple[Fact, ...]
    firsts: tuple[int, ...] = ()
    """First value of each class."""

    @property
    def choice(self) -> bool:
        """Whether it is a choice, whose values have no order."""
        return self.facts[0].type == "choice"

    @property
    def span(self) -> tuple[int, int]:
        """Least and greatest value."""
        return (sum(f.unknown[0] for f in self.facts), sum(f.unknown[1] for f in self.facts))

    def split(self, values: Any) -> Points:
        """Hand a sum out to its facts, the first taking what it can."""
        left = np.asarray(values) - self.span[0]
        found = {}
        for fact in self.facts:
            low, high = (int(end) for end in fact.unknown)
            part = np.minimum(left, high - low)
            left = left - part
            found[fact.name] = (low + part).astype(bool if fact.type == "truth" else np.int32)
        return found

    def between(self, low: Any, high: Any) -> dict[str, Value]:
        """Sums from one to another, handed out to the facts."""
        ends = self.split(low), self.split(high) if high is not low else None
        return {
            f.name: f.between(ends[0][f.name], (ends[1] or ends[0])[f.name]) for f in self.facts
        }

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """First and last class of every box: any run of classes; of choices, one or all."""
        last = len(self.firsts) - 1
        if self.choice:
            return [(p, p) for p in range(last + 1)] + ([(0, last)] if last else [])
        return [(a, b) for a in range(last + 1) for b in range(a, last + 1)]

    def ends(self, places: Sequence[tuple[int, int]]) -> dict[str, Value]:
        """The (low, high) of some boxes, for each fact."""
        ceilings = [*(first - 1 for first in self.firsts[1:]), self.span[1]]
        if self.choice:
            pairs = [(self.firsts[a],) * 2 if a == b else self.span for a, b in places]
        else:
            pairs = [(self.firsts[a], ceilings[b]) for a, b in places]
        return self.between([low for low, _ in pairs], [high for _, high in pairs])


def axes_of(facts: list[Fact], atoms: list[Program], fixed: Facts) -> list[Axis]:
    """Join numbers that only ever count in one sum, and part each axis into classes."""
    weights = [_weights(atom.root) for atom in atoms]
    joined: dict[object, list[Fact]] = {}
    for fact in facts:
        counts = tuple(None if w is None else w.get(fact.name, 0) for w in weights)
        alone = fact.type != "number" or None in counts
        joined.setdefault(fact.name if alone else counts, []).append(fact)
    wide = {fact.name: fact.unknown for fact in facts} | dict(fixed)
    return [_classed(Axis(tuple(some)), atoms, wide) for some in joined.values()]


def _weights(node: Node) -> dict[str, int] | None:
    """How often each number counts in a comparison; None if that is not a plain sum."""
    match node:
        case Const() | Lookup():
            return {}
        case Read(fact=fact):
            return {fact.name: 1}
        case Named(node=inner):
            return _weights(inner)
        case Compare(left=left, right=right) | Arith(op="+" | "-", left=left, right=right):
            a, b = _weights(left), _weights(right)
            sign = 1 if isinstance(node, Arith) and node.op == "+" else -1
            if a is None or b is None:
                return None
            return {n: a.get(n, 0) + sign * b.get(n, 0) for n in {**a, **b}}
        case Arith(left=left, right=right):
            a, b = _weights(left), _weights(right)
            for factor, other in ((left, b), (right, a)):
                if isinstance(factor, Const) and other is not None:
                    return {n: factor.value * w for n, w in other.items()}
    return None


def _classed(axis: Axis, atoms: list[Program], wide: Facts) -> Axis:
    """Part an axis into classes of values that no comparison tells apart."""
    names = {fact.name for fact in axis.facts}
    mine = [atom for atom in atoms if names & atom.facts.keys()]
    if axis.choice:
        return Axis(axis.facts, _choices(axis.facts[0], mine))
    least, most = (int(end) for end in axis.span)
    values = np.arange(least, most + 1)
    firsts = {least}
    for atom in mine:
        if atom.facts.keys() <= names:
            ends = axis.between(values, values)
            truth = np.broadcast_to(atom.bounds_in_columns({**wide, **ends})[0], values.shape)
            firsts |= set((np.flatnonzero(truth[1:] != truth[:-1]) + 1 + least).tolist())
        else:
            low, high = _unsettled(axis, atom, wide)
            firsts |= set(range(low, high + 1))
    return Axis(axis.facts, tuple(sorted(firsts)))


def _choices(fact: Fact, atoms: list[Program]) -> tuple[int, ...]:
    """One choice for each way in which figures and comparisons treat choices."""
    nodes = {node for atom in atoms for node in walk(atom.root)}
    found: dict[tuple[object, ...], int] = {}
    for code in range(len(fact.choices)):
        seen: list[object] = []
        for node in nodes:
            if isinstance(node, Lookup) and node.by == fact:
                seen.append(node.values[code])
            elif isinstance(node, Compare) and Read(fact) in (node.left, node.right):
                seen.append(Const(code) in (node.left, node.right))
        found.setdefault(tuple(seen), code)
    return tuple(found.values())


def _unsettled(axis: Axis, atom: Program, wide: Facts) -> tuple[int, int]:
    """First and last value that needs a class of its own: beyond them a comparison is settled."""
    least, most = axis.span

    def settled(first: int, last: int) -> bool:
        ends = axis.split([first, last])
        box = {f.name: f.between(*map(int, ends[f.name])) for f in axis.facts}
        low, high = atom.bounds({**wide, **box})
        return bool(low == high)

    def least_that(low: int, high: int, holds: Any) -> int:
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if holds(middle) else (middle + 1, high)
        return low

    last = least_that(least, most, lambda v: settled(v, most))
    first = -least_that(-most, -least, lambda v: settled(least, -v))
    return (first + 1, last) if first < last else (last, last)
