"""Truth on pairs: a checked expression compiled once to a Python function.

Every operator works on both ends of a pair, so three-valued logic needs no third value:
`a <= b` is (a.high <= b.low, a.low <= b.high); `and` and `or` act on each end; `not` swaps and
negates. The ends may be Python scalars or NumPy arrays: the same source serves one case and a
table of a million rows. Where all facts are documented both ends are the same expression and are
computed once.

Pairs are exact unless a fact pulls a result in two directions at once; `Program.exact` then
enumerates that fact's values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from imrkit.errors import ImrkitError
from imrkit.expressions import (
    Arith,
    Compare,
    Const,
    Logic,
    Lookup,
    Named,
    Node,
    Not,
    Read,
    children,
    facts_read,
    type_of,
)
from imrkit.facts import Fact, Pair

Facts = Mapping[str, Pair]
Ends = tuple[str, str]
CELLS = 4_000_000
"""The most combinations one enumeration may hold in memory."""


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
    def verdict(self) -> Callable[[Facts], tuple[bool, bool]]:
        """The function that gives (surely, possibly) for one case: facts by name to a pair."""
        return self._function(frozenset(), traced=False, arrays=False)

    @cached_property
    def trace(self) -> Callable[[Facts], tuple[bool, ...]]:
        """The function that gives all ends of `nodes` for one case, low and high by turns."""
        return self._function(frozenset(), traced=True, arrays=False)

    def columns(self, facts: Facts, *, traced: bool = False) -> Any:
        """Give (surely, possibly) for arrays of cases.

        Args:
            facts: for each fact that is read, a pair of arrays (or scalars) that broadcast
                together; where both ends are one array, the fact is documented in every row.
            traced: give the ends of all `nodes` instead, low and high by turns.

        Returns:
            A pair of boolean arrays of the common shape.
        """
        definite = frozenset(n for n in self.facts if facts[n][0] is facts[n][1])
        return self._function(definite, traced=traced, arrays=True)(facts)

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
        values = {n: np.arange(int(ends[n][0].min()), int(ends[n][1].max()) + 1) for n in spread}
        sizes = tuple(len(v) for v in values.values())
        cells = int(np.prod((*shape, *sizes), dtype=object))
        if cells > CELLS:
            raise ImrkitError(
                f"deciding this exactly needs {cells:,} combinations of {', '.join(spread)}; "
                f"at most {CELLS:,} can be looked at"
            )
        widen = (..., *(None,) * len(spread))
        wide = {
            n: (low[widen],) * 2 if low is high else (low[widen], high[widen])
            for n, (low, high) in ends.items()
        }
        inside: Any = True
        for axis, (name, along) in enumerate(values.items()):
            kind = bool if self.facts[name].type == "truth" else np.int32
            column = along.astype(kind).reshape((-1,) + (1,) * (len(spread) - axis - 1))
            inside = inside & (column >= wide[name][0]) & (column <= wide[name][1])
            wide[name] = (column, column)
        surely, possibly = self.columns(wide)
        full = (*shape, *sizes)
        last = tuple(range(-len(spread), 0))
        return (
            np.broadcast_to(surely | ~inside, full).all(axis=last),
            np.broadcast_to(possibly & inside, full).any(axis=last),
        )

    def _function(
        self, definite: frozenset[str], *, traced: bool, arrays: bool
    ) -> Callable[[Facts], Any]:
        key = (definite, traced, arrays)
        if key not in self._compiled:
            writer = _Writer(definite)
            wanted = [writer.ends(node) for node in (self.nodes if traced else (self.root,))]
            self._compiled[key] = writer.function([end for pair in wanted for end in pair], arrays)
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
                for name in facts_read(side):
                    found[name].append(("any", sign))
        case Compare(left=left, right=right):
            _pulls(left, -sign, found)
            _pulls(right, sign, found)
        case Arith(op="*", left=left, right=right):
            for side in (left, right):
                for name in facts_read(side):
                    found[name].append(("any", sign))
        case Arith(op=op, left=left, right=right):
            _pulls(left, sign, found)
            _pulls(right, -sign if op == "-" else sign, found)
        case Not(part=part):
            _pulls(part, -sign, found)
        case _:
            for child in children(node):
                _pulls(child, sign, found)


class _Writer:
    """Writes the source of a function over pairs, each distinct expression once."""

    def __init__(self, definite: frozenset[str]) -> None:
        self.definite = definite
        self.lines: list[str] = []
        self.names: dict[str, str] = {}
        self.tables: dict[str, Lookup] = {}
        self.read: dict[str, Ends] = {}

    def let(self, source: str) -> str:
        if source not in self.names:
            self.names[source] = f"v{len(self.names)}"
            self.lines.append(f"{self.names[source]} = {source}")
        return self.names[source]

    def fact(self, name: str) -> Ends:
        if name not in self.read:
            at = f"f{len(self.read)}"
            if name in self.definite:
                self.lines.append(f"{at}_l = facts[{name!r}][0]")
                self.read[name] = (f"{at}_l", f"{at}_l")
            else:
                self.lines.append(f"{at}_l, {at}_h = facts[{name!r}]")
                self.read[name] = (f"{at}_l", f"{at}_h")
        return self.read[name]

    def ends(self, node: Node) -> Ends:
        match node:
            case Const(value=value):
                return (str(value), str(value))
            case Read(fact=fact):
                return self.fact(fact.name)
            case Named(node=inner):
                return self.ends(inner)
            case Lookup(by=by):
                return self.lookup(node, self.fact(by.name))
            case Not(part=part):
                low, high = self.ends(part)
                return (self.let(f"{high} ^ True"), self.let(f"{low} ^ True"))
            case Logic(op=op, parts=parts):
                sign = " & " if op == "and" else " | "
                pairs = [self.ends(part) for part in parts]
                low = self.let(sign.join(pair[0] for pair in pairs))
                return (low, self.let(sign.join(pair[1] for pair in pairs)))
            case Arith(op=op, left=left, right=right):
                return self.arithmetic(op, self.ends(left), self.ends(right))
            case Compare(op=op, left=left, right=right):
                return self.compare(op, self.ends(left), self.ends(right))

    def arithmetic(self, op: str, a: Ends, b: Ends) -> Ends:
        if op == "+":
            return (self.let(f"{a[0]} + {b[0]}"), self.let(f"{a[1]} + {b[1]}"))
        if op == "-":
            return (self.let(f"{a[0]} - {b[1]}"), self.let(f"{a[1]} - {b[0]}"))
        if a[0] == a[1] and b[0] == b[1]:
            product = self.let(f"{a[0]} * {b[0]}")
            return (product, product)
        corners = ", ".join(f"{x} * {y}" for x in a for y in b)
        return (self.let(f"least({corners})"), self.let(f"most({corners})"))

    def compare(self, op: str, a: Ends, b: Ends) -> Ends:
        if op != "==":
            return (self.let(f"{a[1]} {op} {b[0]}"), self.let(f"{a[0]} {op} {b[1]}"))
        if a[0] == a[1] and b[0] == b[1]:
            same = self.let(f"{a[0]} == {b[0]}")
            return (same, same)
        return (
            self.let(f"({a[1]} <= {b[0]}) & ({b[1]} <= {a[0]})"),
            self.let(f"({a[0]} <= {b[1]}) & ({b[0]} <= {a[1]})"),
        )

    def lookup(self, node: Lookup, by: Ends) -> Ends:
        table = next((k for k, v in self.tables.items() if v == node), f"t{len(self.tables)}")
        self.tables[table] = node
        if by[0] == by[1]:
            value = self.let(f"{table}[{by[0]}]")
            return (value, value)
        ends = f"({by[0]}, {by[1]})"
        return (self.let(f"{table}_low{ends}"), self.let(f"{table}_high{ends}"))

    def function(self, results: list[str], arrays: bool) -> Callable[[Facts], Any]:
        body = "\n    ".join([*self.lines, f"return {', '.join(results)}"])
        names: dict[str, Any] = {"__builtins__": {}, "least": min, "most": max}
        for table, lookup in self.tables.items():
            names |= _table(table, lookup.values, arrays)
        if arrays:
            from functools import reduce

            import numpy as np

            names["least"] = lambda *ends: reduce(np.minimum, ends)
            names["most"] = lambda *ends: reduce(np.maximum, ends)
        # The source is written from checked nodes alone: no text of a rule reaches it.
        exec(f"def program(facts):\n    {body}\n", names)  # noqa: S102
        return names["program"]  # type: ignore[no-any-return]


def _table(name: str, values: tuple[int, ...], arrays: bool) -> dict[str, Any]:
    """The names by which the written source looks a figure up: exact, least and greatest."""
    size = len(values)
    low = [[min(values[min(a, b) : max(a, b) + 1]) for b in range(size)] for a in range(size)]
    high = [[max(values[min(a, b) : max(a, b) + 1]) for b in range(size)] for a in range(size)]
    if not arrays:
        return {
            name: values,
            f"{name}_low": lambda a, b: low[a][b],
            f"{name}_high": lambda a, b: high[a][b],
        }
    import numpy as np

    kind = np.int16 if max(map(abs, values)) < 16_000 else np.int32
    exact, lows, highs = (np.array(v, dtype=kind) for v in (values, low, high))
    return {
        name: exact,
        f"{name}_low": lambda a, b: lows[a, b],
        f"{name}_high": lambda a, b: highs[a, b],
    }
