"""What a rule's test is once it is read: a tree of a few kinds of checked nodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from imrkit.facts.fact import Fact

ValueType = Literal["number", "truth", "choice", "date"]


@dataclass(frozen=True, slots=True)
class Const:
    """A number or coded literal."""

    value: int


@dataclass(frozen=True, slots=True)
class Read:
    """A fact that is read."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class Lookup:
    """A guideline's figure that depends on a choice: one number for each choice."""

    name: str
    by: Fact
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Arith:
    """`+`, `-` or `*` of two numbers."""

    op: Literal["+", "-", "*"]
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison of two numbers, dates or choices."""

    op: Literal["<=", "<", "=="]
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Logic:
    """`and` or `or` of several truths."""

    op: Literal["and", "or"]
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """`not` of a truth."""

    part: Node


@dataclass(frozen=True, slots=True)
class Named:
    """A criterion or figure that an expression refers to by name."""

    name: str
    node: Node


Node = Const | Read | Lookup | Arith | Compare | Logic | Not | Named


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below a node."""
    if isinstance(node, Arith | Compare):
        return (node.left, node.right)
    if isinstance(node, Logic):
        return node.parts
    if isinstance(node, Not):
        return (node.part,)
    if isinstance(node, Named):
        return (node.node,)
    return ()


def facts_read(node: Node) -> dict[str, Fact]:
    """The facts that a node reads, by name, in order of first reading."""
    found: dict[str, Fact] = {}
    for part in walk(node):
        if isinstance(part, Read):
            found.setdefault(part.fact.name, part.fact)
        elif isinstance(part, Lookup):
            found.setdefault(part.by.name, part.by)
    return found


def walk(node: Node) -> Iterator[Node]:
    """A node and all below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def extent(node: Node) -> tuple[int, int]:
    """The least and greatest that a number can be, whatever its facts are."""
    match node:
        case Const(value=value):
            return (value, value)
        case Read(fact=fact):
            return fact.unknown
        case Lookup(values=values):
            return (min(values), max(values))
        case Named(node=inner):
            return extent(inner)
        case Arith(op=op, left=left, right=right):
            (a, b), (c, d) = extent(left), extent(right)
            if op == "+":
                return (a + c, b + d)
            if op == "-":
                return (a - d, b - c)
            corners = (a * c, a * d, b * c, b * d)
            return (min(corners), max(corners))
    raise TypeError(node)


def type_of(node: Node) -> ValueType:
    """What kind of value a node has; a constant's is a number, whatever it is compared with."""
    if isinstance(node, Read):
        return node.fact.type
    if isinstance(node, Named):
        return type_of(node.node)
    return "truth" if isinstance(node, Compare | Logic | Not) else "number"


def measured_as(node: Node) -> Fact | None:
    """The fact in whose terms a number, date or choice is written: its unit, days or names.

    That is the fact that is read; of a sum, a difference or a product the first. A figure or a
    constant has none of its own, whatever chooses it: the visits that a guideline allows for a
    diagnosis are no diagnosis. The two sides of a comparison are written in the same terms, so
    `measured_as(left) or measured_as(right)` serves both.
    """
    match node:
        case Read(fact=fact):
            return fact
        case Named(node=inner):
            return measured_as(inner)
        case Arith(left=left, right=right):
            return measured_as(left) or measured_as(right)
    return None
