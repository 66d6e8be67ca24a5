"""Writes a checked truth or number as the source of a Python function, and compiles it.

Every operator works on both ends of what is known. Each distinct expression is written once; where
a fact is documented in every row both ends are one name and are computed once.

The same source counts in Python scalars and in NumPy columns; what differs is handed in as an
`Arithmetic`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from types import CodeType
from typing import Any, Protocol

from imrkit.facts.spans import TRUTHS, Days, Span
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
    extent,
    type_of,
)

Ends = tuple[str, str]
SMALL = 2**15 - 1
"""The greatest number that the narrowest columns (int16) hold."""
Table = tuple[Any, Callable[[Any, Any], Any], Callable[[Any, Any], Any]]
"""A figure by choice: its values, and the least and the greatest between two places."""


class Arithmetic(Protocol):
    """What a compiled function counts in."""

    narrow: bool
    """Whether it holds numbers too narrowly for some sums, which must then be made wide."""
    words: Mapping[str, str]
    """How `and`, `or` and `not` are written."""
    truth: str
    """How a truth is made of its two ends."""

    def names(self) -> dict[str, Any]:
        """What the written source calls by name: least, most and, where narrow, wide."""
        ...

    def table(self, values: tuple[int, ...]) -> Table:
        """A figure by choice."""
        ...


class Scalars:
    """How compiled truths count in one case: in plain Python."""

    narrow = False
    words: Mapping[str, str] = {"and": " and ", "or": " or ", "not": "not {}"}
    truth = "truths[{} + {}]"  # one of three, which need not be made each time

    def names(self) -> dict[str, Any]:
        """What the written source calls by name."""
        return {"least": min, "most": max, "truths": TRUTHS}

    def table(self, values: tuple[int, ...]) -> Table:
        """A figure by choice: its values, and the least and the greatest of any run of them."""
        low, high = (
            [list(accumulate(values[first:], end)) for first in range(len(values))]
            for end in (min, max)
        )
        return values, lambda a, b: low[a][b - a], lambda a, b: high[a][b - a]


SCALARS = Scalars()
_MADE = {"number": Span, "choice": Span, "date": Days}


def compiled(
    nodes: Sequence[Node],
    definite: frozenset[str] = frozenset(),
    arithmetic: Arithmetic = SCALARS,
    plain: bool = False,
) -> Callable[[Any], Any]:
    """Compile a function from the facts to the bounds of a node, or to all ends of several.

    Args:
        nodes: one node, whose value the function gives; or truths, whose ends it gives, low and
            high by turns.
        definite: facts whose two ends are one and the same.
        arithmetic: what it counts in.
        plain: whether the facts are given as one code each, and not as values with two ends.
    """
    writer = _Writer(definite, arithmetic, plain)
    ends = [end for node in nodes for end in writer.ends(node)]
    if len(nodes) > 1:
        return writer.function(", ".join(ends))
    kind = type_of(nodes[0])
    if kind == "truth":
        return writer.function(arithmetic.truth.format(*ends))
    return writer.function(f"made({', '.join(ends)})", made=_MADE[kind])


class _Writer:
    """Writes the source of a function, each distinct expression once."""

    def __init__(self, definite: frozenset[str], arithmetic: Arithmetic, plain: bool) -> None:
        self.definite = definite
        self.plain = plain
        self.counting = arithmetic
        self.lines: list[str] = []
        self.names: dict[str, str] = {}
        self.tables: dict[Lookup, str] = {}
        self.read: dict[str, Ends] = {}

    def let(self, source: str) -> str:
        if source not in self.names:
            self.names[source] = f"v{len(self.names)}"
            self.lines.append(f"{self.names[source]} = {source}")
        return self.names[source]

    def fact(self, name: str) -> Ends:
        if name not in self.read:
            at = f"f{len(self.read)}"
            if self.plain:
                self.lines.append(f"{at} = facts[{name!r}]")
                self.read[name] = (at, at)
            elif name in self.definite:
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
                turned = self.counting.words["not"]
                return (self.let(turned.format(high)), self.let(turned.format(low)))
            case Logic(op=op, parts=parts):
                word = self.counting.words[op]
                lows, highs = zip(*(self.ends(part) for part in parts), strict=True)
                return (self.let(word.join(lows)), self.let(word.join(highs)))
            case Arith(op=op, left=left, right=right):
                sides = (self.ends(left), self.ends(right))
                reach = (*extent(node), *extent(left), *extent(right))
                if self.counting.narrow and max(map(abs, reach)) > SMALL:
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
        word = self.counting.words["and"]
        return (
            self.let(f"({a[1]} <= {b[0]}){word}({b[1]} <= {a[0]})"),
            self.let(f"({a[0]} <= {b[1]}){word}({b[0]} <= {a[1]})"),
        )

    def lookup(self, node: Lookup, by: Ends) -> Ends:
        table = self.tables.setdefault(node, f"t{len(self.tables)}")
        if by[0] == by[1]:
            value = self.let(f"{table}[{by[0]}]")
            return (value, value)
        ends = f"({by[0]}, {by[1]})"
        return (self.let(f"{table}_low{ends}"), self.let(f"{table}_high{ends}"))

    def function(self, result: str, **more: Any) -> Callable[[Any], Any]:
        body = "\n    ".join([*self.lines, f"return {result}"])
        names: dict[str, Any] = {"__builtins__": {}, **self.counting.names(), **more}
        for lookup, table in self.tables.items():
            found = self.counting.table(lookup.values)
            names |= zip((table, f"{table}_low", f"{table}_high"), found, strict=True)
        # The source is written from checked nodes alone: no text of a rule reaches it.
        exec(_code(f"def program(facts):\n    {body}\n"), names)
        return names["program"]  # type: ignore[no-any-return]


@lru_cache(maxsize=2**12)
def _code(source: str) -> CodeType:
    """Compile a source; many truths are written alike."""
    return compile(source, "<string>", "exec")
