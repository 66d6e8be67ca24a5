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
from functools import cached_property
from itertools import chain
from typing import Any

from imrkit.classes import Values, classes
from imrkit.compiling import compiled
from imrkit.errors import ImrkitError
from imrkit.expressions import (
    Arith,
    Compare,
    Const,
    Lookup,
    Named,
    Node,
    Not,
    Read,
    children,
    facts_read,
    type_of,
    walk,
)
from imrkit.facts import Fact, Facts

CELLS = 4_000_000
"""The most combinations one enumeration may hold in memory."""
BLOCK = 2**16
"""Rows of a long table that are looked at together."""


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

    @cached_property
    def _parts(self) -> tuple[Program, ...]:
        return tuple(Program(node) for node in self.nodes)

    def columns(self, facts: Facts, *, traced: bool = False) -> Any:
        """Give (surely, possibly) for arrays of cases.

        Args:
            facts: for each fact that is read, a pair of arrays (or scalars) that broadcast
                together; where both ends are one array, the fact is documented in every row.
            traced: give the ends of all `nodes` instead, low and high by turns.

        Returns:
            A pair of boolean arrays of the common shape.

        Raises:
            ImrkitError: if a column holds anything but whole numbers, or truths for a truth.
        """
        definite = frozenset(n for n in self.facts if facts[n][0] is facts[n][1])
        checked = {
            name: tuple(_column(fact, end) for end in facts[name])
            for name, fact in self.facts.items()
        }
        function = self._function(definite, traced=traced, arrays=True)
        shapes = {getattr(end, "shape", ()) for pair in checked.values() for end in pair}
        if len(shapes) == 1 and len(shape := shapes.pop()) == 1 and shape[0] > BLOCK:
            return _in_blocks(function, checked, shape[0])
        return function(checked)

    @cached_property
    def tangled(self) -> tuple[str, ...]:
        """Facts that pull the result both ways, for which pairs alone could be too wide."""
        pulls: dict[str, list[object]] = {name: [] for name in self.facts}
        _pulls(self.root, +1, pulls)
        return tuple(
            name
            for name, found in pulls.items()
            if len(set(found)) > 1 or (len(found) > 1 and "any" in {f[0] for f in found})  # type: ignore[index]
        )

    def exact(self, facts: Facts) -> tuple[Any, Any]:
        """Give (surely, possibly) exactly, enumerating tangled facts that are open.

        Args:
            facts: pairs of scalars or of arrays that broadcast together.

        Returns:
            A pair of the same shape; scalars for scalars.

        Raises:
            ImrkitError: if the enumeration would not fit in memory.
        """
        scalars = all(isinstance(end, int) for name in self.facts for end in facts[name])
        if scalars:
            low, high = self.verdict(facts)
            if low == high or all(facts[n][0] == facts[n][1] for n in self.tangled):
                return bool(low), bool(high)
        surely, possibly = self._enumerated(facts)
        return (bool(surely), bool(possibly)) if scalars else (surely, possibly)

    def _enumerated(self, facts: Facts) -> tuple[Any, Any]:
        """`exact` on arrays: one more axis for each tangled fact that is open somewhere."""
        import numpy as np

        ends = {n: (np.asarray(facts[n][0]), np.asarray(facts[n][1])) for n in self.facts}
        spread = [n for n in self.tangled if (ends[n][0] != ends[n][1]).any()]
        if not spread:
            return self.columns(facts)  # type: ignore[no-any-return]
        shape = np.broadcast_shapes(*(end.shape for pair in ends.values() for end in pair))
        wide = {n: (int(low.min()), int(high.max())) for n, (low, high) in ends.items()}
        found = {n: self._classes(n, wide) for n in spread}
        sizes = tuple(len(values) for values in found.values())
        cells = int(np.prod((*shape, *sizes), dtype=object))
        if cells > CELLS:
            raise ImrkitError(
                f"deciding this exactly needs {cells:,} combinations of {', '.join(spread)}; "
                f"at most {CELLS:,} can be looked at"
            )
        more = (..., *(None,) * len(spread))
        rows = {
            n: (low[more],) * 2 if facts[n][0] is facts[n][1] else (low[more], high[more])
            for n, (low, high) in ends.items()
        }
        inside: Any = True
        for axis, (name, values) in enumerate(found.items()):
            kind = bool if self.facts[name].type == "truth" else np.int32
            along = (-1,) + (1,) * (len(spread) - axis - 1)
            first, last = (
                np.array([v[end] for v in values], dtype=kind).reshape(along) for end in (0, 1)
            )
            inside = inside & (first <= rows[name][1]) & (last >= rows[name][0])
            rows[name] = (first, first)
        surely, possibly = self.columns(rows)
        full = (*shape, *sizes)
        axes = tuple(range(-len(spread), 0))
        return (
            np.broadcast_to(surely | ~inside, full).all(axis=axes),
            np.broadcast_to(possibly & inside, full).any(axis=axes),
        )

    def _classes(self, name: str, wide: Facts) -> list[Values]:
        """The classes of a fact's values that lie within all that it could be."""
        low, high = wide[name]
        asked = [c.verdict for c in self.comparisons if name in c.facts]
        found = classes(self.facts[name], wide, asked)
        return [v for v in found if v.first <= high and v.last >= low]

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


def _pulls(node: Node, sign: int, found: dict[str, list[object]]) -> None:
    """Note in which direction each reading of a fact pulls: same pulls only leave pairs exact."""
    match node:
        case Read(fact=fact):
            found[fact.name].append(("up", sign))
        case Lookup(by=by):
            found[by.name].append(("any", sign))
        case (
            Compare(op="==", left=Read(fact=fact), right=Const(value=value))
            | Compare(op="==", left=Const(value=value), right=Read(fact=fact))
        ):
            found[fact.name].append(("is", value, sign))
        case Compare(op="==", left=left, right=right):
            for side in (left, right):
                gaps = any(isinstance(n, Lookup) or _multiplies(n) for n in walk(side))
                for name in _readings(side):
                    # Between the ends of a product or a table lie numbers that it never takes.
                    found[name] += [("any", sign)] * (2 if gaps else 1)
        case Compare(left=left, right=right):
            _pulls(left, -sign, found)
            _pulls(right, sign, found)
        case (
            Arith(op="*", left=Const(value=value), right=part)
            | Arith(op="*", left=part, right=Const(value=value))
        ):
            _pulls(part, sign if value >= 0 else -sign, found)
        case Arith(op="*", left=left, right=right):
            for side in (left, right):
                for name in _readings(side):
                    found[name].append(("any", sign))
        case Arith(op=op, left=left, right=right):
            _pulls(left, sign, found)
            _pulls(right, -sign if op == "-" else sign, found)
        case Not(part=part):
            _pulls(part, -sign, found)
        case _:
            for child in children(node):
                _pulls(child, sign, found)


def _readings(node: Node) -> list[str]:
    """The facts that a node reads, once for each time that it reads them."""
    parts = walk(node)
    facts = [p.fact if isinstance(p, Read) else p.by for p in parts if isinstance(p, Read | Lookup)]
    return [fact.name for fact in facts]


def _multiplies(node: Node) -> bool:
    return isinstance(node, Arith) and node.op == "*"


def _in_blocks(function: Callable[[Facts], Any], facts: Facts, size: int) -> Any:
    """Long columns piece by piece, so that what is worked on stays in the processor's cache."""
    import numpy as np

    found: tuple[Any, ...] = ()
    for start in range(0, size, BLOCK):
        rows = slice(start, start + BLOCK)
        part = function({name: (low[rows], high[rows]) for name, (low, high) in facts.items()})
        found = found or tuple(np.empty(size, dtype=bool) for _ in part)
        for whole, piece in zip(found, part, strict=True):
            whole[rows] = piece
    return found


def _column(fact: Fact, end: Any) -> Any:
    """One end of a column, of a type that the logic can count in."""
    if isinstance(end, int):
        return end
    import numpy as np

    column = np.asarray(end)
    if column.dtype.kind not in ("b" if fact.type == "truth" else "iu"):
        raise ImrkitError(
            f"the column of {fact.name} must hold "
            f"{'truths' if fact.type == 'truth' else 'whole numbers'}; found {column.dtype}. "
            "What is not documented is given as two columns: the least and the most it could be."
        )
    if column.dtype.kind in "iu" and column.dtype not in (np.int16, np.int32, np.int64):
        # Differences of unsigned numbers and sums of bytes would wrap round.
        return column.astype(np.int32 if column.dtype.itemsize < 4 else np.int64)
    return column
