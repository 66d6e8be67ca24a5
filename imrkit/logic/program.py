"""Truth on pairs: a checked expression compiled once to a Python function.

Every operator works on both ends of a pair, so three-valued logic needs no third value:
`a <= b` is (a.high <= b.low, a.low <= b.high); `and` and `or` act on each end; `not` swaps and
negates. The ends may be Python scalars or NumPy arrays: the same source serves one case and a
table of a million rows.

Pairs are exact unless a fact pulls a result in two directions at once; `Program.exact` then
looks at that fact's values one by one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from itertools import chain
from typing import Any

from imrkit.facts.fact import Fact
from imrkit.facts.spans import Facts, Truth
from imrkit.logic.arrays import BLOCK, both, column_of, in_blocks
from imrkit.logic.compile import compiled
from imrkit.logic.exact import exact_columns, exact_scalars
from imrkit.logic.nodes import (
    Compare,
    Logic,
    Named,
    Node,
    Not,
    children,
    facts_read,
    type_of,
    walk,
)
from imrkit.logic.tangles import tangled


class Program:
    """A compiled truth.

    Args:
        root: the truth to compile.

    Attributes:
        root: the same.
        nodes: the truths whose verdicts `trace` reports: the root and, below it, every truth down
            to the comparisons, parents first.
        facts: the facts it reads, by name.
    """

    def __init__(self, root: Node) -> None:
        self.root = root
        self.facts: dict[str, Fact] = facts_read(root)
        self._compiled: dict[tuple[frozenset[str], bool, bool], Callable[[Facts], Any]] = {}

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The root and every truth below it, parents first."""
        found: list[Node] = []

        def visit(node: Node) -> None:
            if type_of(node) == "truth":
                found.append(node)
                for child in children(node):
                    visit(child)

        visit(self.root)
        return tuple(found)

    @cached_property
    def below(self) -> tuple[tuple[int, ...], ...]:
        """For each of `nodes`, the places of the truths below it; a name stands for its truth."""
        size = [1] * len(self.nodes)
        parts: list[tuple[int, ...]] = [()] * len(self.nodes)
        for place in reversed(range(len(self.nodes))):
            node, after = self.nodes[place], place + 1
            found = []
            for child in children(node):
                if type_of(child) == "truth":
                    found.append(after)
                    after += size[after]
            size[place] = after - place
            parts[place] = parts[place + 1] if isinstance(node, Named) else tuple(found)
        return tuple(parts)

    @cached_property
    def within(self) -> tuple[tuple[int, ...], ...]:
        """For each of `nodes`, its own place and those of all truths below it, parents first."""
        found: list[tuple[int, ...]] = [()] * len(self.nodes)
        for place in reversed(range(len(self.nodes))):
            found[place] = (place, *chain.from_iterable(found[part] for part in self.below[place]))
        return tuple(found)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """For each of `nodes`, the name that it goes by; "" where it has none."""
        return tuple(node.name if isinstance(node, Named) else "" for node in self.nodes)

    @cached_property
    def joints(self) -> tuple[str, ...]:
        """For each of `nodes`, how it joins the truths below it: and, or, not; "" for none."""
        found: list[str] = []
        for node in reversed(self.nodes):
            own = {Logic: getattr(node, "op", ""), Not: "not", Named: found[-1] if found else ""}
            found.append(own.get(type(node), ""))
        return tuple(reversed(found))

    @cached_property
    def reads(self) -> tuple[tuple[str, ...], ...]:
        """For each of `nodes`, the names of the facts that it reads."""
        return tuple(tuple(facts_read(node)) for node in self.nodes)

    @cached_property
    def verdict(self) -> Callable[[Facts], tuple[bool, bool]]:
        """The function that gives (surely, possibly) for one case: facts by name to a pair."""
        return self._function(frozenset(), traced=False, arrays=False)

    @cached_property
    def trace(self) -> Callable[[Facts], tuple[bool, ...]]:
        """The function that gives all ends of `nodes` for one case, low and high by turns."""
        return self._function(frozenset(), traced=True, arrays=False)

    def traced(self, facts: Facts) -> tuple[bool, ...]:
        """Give all ends of `nodes` for one case exactly, low and high by turns.

        Raises:
            ImrkitError: if the enumeration would not fit in memory.
        """
        if all(facts[name][0] == facts[name][1] for name in self.tangled):
            return self.trace(facts)
        return tuple(end for part in self._parts for end in part.exact(facts))

    def part(self, place: int) -> Program:
        """One of `nodes` as a program of its own."""
        return self._parts[place]

    @cached_property
    def _parts(self) -> tuple[Program, ...]:
        return tuple(Program(node) for node in self.nodes)

    def columns(self, facts: Facts) -> tuple[Any, Any]:
        """Give (surely, possibly) for arrays of cases, as `verdict` does for one.

        Args:
            facts: for each fact that is read, a pair of arrays (or scalars) that broadcast
                together; where both ends are one array, the fact is documented in every row.

        Returns:
            A pair of boolean arrays of the common shape.

        Raises:
            ImrkitError: if a column holds anything but whole numbers, or truths for a truth.
        """
        checked = {n: both(facts[n], partial(column_of, fact)) for n, fact in self.facts.items()}
        definite = frozenset(name for name, pair in checked.items() if pair[0] is pair[1])
        function = self._function(definite, traced=False, arrays=True)
        shapes: set[Any] = {getattr(end, "shape", ()) for pair in checked.values() for end in pair}
        if len(shapes) == 1 and len(shape := shapes.pop()) == 1 and shape[0] > BLOCK:
            return in_blocks(function, checked, shape[0])
        return function(checked)  # type: ignore[no-any-return]

    @cached_property
    def tangled(self) -> tuple[str, ...]:
        """Facts that pull the result both ways, for which pairs alone could be too wide."""
        return tangled(self.root)

    def exact(self, facts: Facts) -> Truth:
        """Give (surely, possibly) exactly, looking at every value of tangled facts that are open.

        Args:
            facts: pairs of scalars or of arrays that broadcast together.

        Returns:
            A pair of the same shape; scalars for scalars.

        Raises:
            ImrkitError: if the enumeration would not fit in memory.
        """
        if all(isinstance(end, int) for name in self.facts for end in facts[name]):
            return Truth(*exact_scalars(self, facts))
        return Truth(*exact_columns(self, facts))

    @cached_property
    def comparisons(self) -> tuple[Program, ...]:
        """Every comparison that it makes, each by itself."""
        found = dict.fromkeys(node for node in walk(self.root) if isinstance(node, Compare))
        return tuple(Program(node) for node in found)

    def _function(
        self, definite: frozenset[str], *, traced: bool, arrays: bool
    ) -> Callable[[Facts], Any]:
        key = (definite, traced, arrays)
        if key not in self._compiled:
            nodes = self.nodes if traced else (self.root,)
            self._compiled[key] = compiled(nodes, definite, arrays=arrays)
        return self._compiled[key]
