"""Writes a checked truth as the source of a Python function over pairs, and compiles it.

Every operator works on both ends of a pair. Each distinct expression is written once; where a fact
is documented in every row both ends are one name and are computed once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from imrkit.facts.spans import Facts
from imrkit.logic.nodes import (
    Arith,
    Compare,
    Const,
    Logic,
    Lookup,
    Named,
    Node,
    Not,
    Read,
    bounds,
)

Ends = tuple[str, str]
SMALL = 2**15 - 1
"""The greatest number that the narrowest columns (int16) hold."""


def compiled(
    nodes: Sequence[Node], definite: frozenset[str], *, arrays: bool
) -> Callable[[Facts], Any]:
    """Compile a function from the facts to the ends of some truths, low and high by turns.

    Args:
        nodes: the truths.
        definite: facts whose two ends are one and the same.
        arrays: for NumPy columns rather than for Python scalars.
    """
    writer = _Writer(definite, arrays)
    return writer.function([end for node in nodes for end in writer.ends(node)])


class _Writer:
    """Writes the source of a function over pairs, each distinct expression once."""

    def __init__(self, definite: frozenset[str], arrays: bool) -> None:
        self.definite = definite
        self.arrays = arrays
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
                sides = (self.ends(left), self.ends(right))
                if self.arrays and max(map(abs, bounds(node))) > SMALL:
                    sides = (self.widened(sides[0]), self.widened(sides[1]))
                return self.arithmetic(op, *sides)
            case Compare(op=op, left=left, right=right):
                return self.compare(op, self.ends(left), self.ends(right))

    def widened(self, ends: Ends) -> Ends:
        """Columns wide enough for numbers that int16 cannot hold."""
        return (self.let(f"wide({ends[0]})"), self.let(f"wide({ends[1]})"))

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

    def function(self, results: list[str]) -> Callable[[Facts], Any]:
        body = "\n    ".join([*self.lines, f"return {', '.join(results)}"])
        names: dict[str, Any] = {"__builtins__": {}, "least": min, "most": max}
        for table, lookup in self.tables.items():
            names |= _table(table, lookup.values, self.arrays)
        if self.arrays:
            from functools import reduce

            import numpy as np

            names["least"] = lambda *ends: reduce(np.minimum, ends)
            names["most"] = lambda *ends: reduce(np.maximum, ends)
            names["wide"] = lambda end: np.asarray(end, np.promote_types(_kind(end), np.int32))
        # The source is written from checked nodes alone: no text of a rule reaches it.
        exec(f"def program(facts):\n    {body}\n", names)
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

    kind = np.int16 if max(map(abs, values)) <= SMALL else np.int32
    exact, lows, highs = (np.array(v, dtype=kind) for v in (values, low, high))
    return {
        name: exact,
        f"{name}_low": lambda a, b: lows[a, b],
        f"{name}_high": lambda a, b: highs[a, b],
    }


def _kind(end: Any) -> Any:
    """The type of a column's numbers; a plain number takes the narrowest."""
    return "int16" if isinstance(end, int) else end.dtype
