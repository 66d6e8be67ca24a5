"""A checked truth, compiled once to Python functions that give its bounds.

Every operator works on both ends of what is known, so three-valued logic needs no third value:
`a <= b` is (a.high <= b.low, a.low <= b.high); `and` and `or` act on each end; `not` swaps and
negates.

Bounds are fast and sound: what they settle is so. They may leave open what `exact` settles, where
a fact pulls the truth in two directions at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from itertools import chain
from typing import Literal

from imrkit.facts.fact import Fact
from imrkit.facts.spans import Facts, Truth, both
from imrkit.logic.compile import compiled
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
from imrkit.logic.tangles import directions, tangled


class Program:
    """A compiled truth.

    Args:
        root: the truth to compile.

    Attributes:
        root: the same.
        facts: the facts it reads, by name.
    """

    def __init__(self, root: Node) -> None:
        self.root = root
        self.facts: dict[str, Fact] = facts_read(root)
        self._columns: dict[frozenset[str], Callable[[Facts], Truth]] = {}

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
    def parts(self) -> tuple[Program, ...]:
        """Each of `nodes` by itself."""
        return tuple(Program(node) for node in self.nodes)

    @cached_property
    def comparisons(self) -> tuple[Program, ...]:
        """Every comparison that it makes, each by itself."""
        found = dict.fromkeys(node for node in walk(self.root) if isinstance(node, Compare))
        return tuple(Program(node) for node in found)

    @cached_property
    def tangled(self) -> tuple[str, ...]:
        """Facts that pull the result both ways, for which bounds alone could be too wide."""
        return tangled(self.root)

    @cached_property
    def directions(self) -> dict[str, Literal[-1, 0, 1]]:
        """For each fact, which of its ends makes the truth more likely; 0 for neither."""
        return directions(self.root)

    @cached_property
    def bounds(self) -> Callable[[Facts], Truth]:
        """Of one case: how far the truth is settled, looking at the ends of facts alone."""
        return compiled((self.root,))

    @cached_property
    def of_codes(self) -> Callable[[Mapping[str, int]], Truth]:
        """Of one case whose facts are all documented: the same from one code for each fact."""
        return compiled((self.root,), plain=True)

    @cached_property
    def bounds_of_each(self) -> Callable[[Facts], tuple[bool, ...]]:
        """Of one case: the same for each of `nodes`, low and high by turns."""
        return compiled(self.nodes)

    def bounds_in_columns(self, facts: Facts) -> Truth:
        """Of columns of cases: how far the truth is settled in every row.

        Args:
            facts: for each fact that is read, columns (or scalars) that broadcast together; where
                both ends are one column, the fact is documented in every row.

        Raises:
            ImrkitError: if a column holds anything but whole numbers, or truths for a truth.
        """
        from imrkit.logic.arrays import Columns, column_of, in_blocks

        checked = {n: both(facts[n], partial(column_of, fact)) for n, fact in self.facts.items()}
        definite = frozenset(name for name, value in checked.items() if value[0] is value[1])
        if definite not in self._columns:
            self._columns[definite] = compiled((self.root,), definite, Columns())
        return in_blocks(self._columns[definite], checked)
