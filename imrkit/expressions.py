"""The small language of rules: a subset of Python, parsed with `ast`, checked node by node.

Allowed: names, whole numbers, strings, `+ - *`, comparisons, `in (...)`, `and`, `or`, `not`.
Parsing turns a text into the nodes below and checks their types on the way, so that a rule that
compares a text with a number of visits is refused when it is loaded. Nothing else ever runs.
"""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from imrkit.errors import ExpressionError, nearest
from imrkit.facts import Fact

LANGUAGE = "names, whole numbers, strings, + - *, comparisons, `in (...)`, and, or, not"
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
Scope = Callable[[str], Node | None]
"""Gives the node behind a name, or None where there is none."""


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


def parse(text: str, scope: Scope, known: Callable[[], list[str]] = list) -> Node:
    """Turn a text into a checked truth.

    Args:
        text: an expression such as "visits_completed + visits_requested <= course_visits".
        scope: gives the node behind a name.
        known: lists the names there are, for hints.

    Raises:
        ExpressionError: if the text steps outside the language, names what does not exist, or
            compares things of different types; says what, where, and what is allowed.
    """
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(
            f"cannot be read as an expression: {text!r} ({error})"
        ) from None
    node, kind = _Reader(text.strip(), scope, known).truth(tree.body)
    assert kind == "truth"
    return node


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    scope: Scope
    known: Callable[[], list[str]]

    def refuse(self, node: ast.AST, problem: str) -> ExpressionError:
        column = getattr(node, "col_offset", 0) + 1
        piece = ast.get_source_segment(self.text, node) or self.text  # type: ignore[arg-type]
        return ExpressionError(f"at column {column} ({piece}): {problem}")

    def truth(self, node: ast.expr) -> tuple[Node, ValueType]:
        read = self.any(node)
        if read[1] != "truth":
            raise self.refuse(node, f"a truth is needed here, this is a {_kind(read)}")
        return read

    def number(self, node: ast.expr) -> Node:
        read = self.any(node)
        if read[1] != "number":
            raise self.refuse(node, f"a number is needed here, this is a {_kind(read)}")
        return read[0]

    def any(self, node: ast.expr) -> tuple[Node, ValueType]:
        match node:
            case ast.BoolOp(op=op, values=values):
                word: Literal["and", "or"] = "and" if isinstance(op, ast.And) else "or"
                return Logic(word, tuple(self.truth(v)[0] for v in values)), "truth"
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.truth(operand)[0]), "truth"
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as value)):
                return Const(-value), "number"
            case ast.BinOp(
                op=ast.Add() | ast.Sub() | ast.Mult() as op, left=left, right=right
            ):
                sign: Literal["+", "-", "*"] = (
                    "+"
                    if isinstance(op, ast.Add)
                    else "-"
                    if isinstance(op, ast.Sub)
                    else "*"
                )
                return Arith(sign, self.number(left), self.number(right)), "number"
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                sides = [left, *comparators]
                parts = [
                    self.comparison(node, a, op, b)
                    for a, op, b in zip(sides, ops, comparators, strict=False)
                ]
                return (
                    parts[0] if len(parts) == 1 else Logic("and", tuple(parts))
                ), "truth"
            case ast.Constant(value=bool()):
                raise self.refuse(node, "write the fact itself, or `not` before it")
            case ast.Constant(value=int() as value):
                return Const(value), "number"
            case ast.Name(id=name):
                return self.name(node, name)
            case ast.Constant(value=str()):
                raise self.refuse(
                    node, "a text can only be compared with a choice or a date"
                )
        what = type(node).__name__
        raise self.refuse(
            node, f"{what} is not part of the language of rules ({LANGUAGE})"
        )

    def name(self, node: ast.expr, name: str) -> tuple[Node, ValueType]:
        found = self.scope(name)
        if found is None:
            near = nearest(name, self.known())
            hint = f"; did you mean {near!r}?" if near else ""
            raise self.refuse(
                node, f"no fact, figure or criterion is named {name!r}{hint}"
            )
        return found, type_of(found)

    def comparison(
        self, whole: ast.expr, left: ast.expr, op: ast.cmpop, right: ast.expr
    ) -> Node:
        if isinstance(op, ast.In | ast.NotIn):
            if not isinstance(right, ast.Tuple | ast.List) or not right.elts:
                raise self.refuse(
                    right, '`in` needs choices in brackets, such as ("a", "b")'
                )
            options = [
                self.comparison(whole, left, ast.Eq(), option) for option in right.elts
            ]
            either = options[0] if len(options) == 1 else Logic("or", tuple(options))
            return Not(either) if isinstance(op, ast.NotIn) else either
        a, b = self.sides(left, right)
        if type_of(a) == "choice" and not isinstance(op, ast.Eq | ast.NotEq):
            raise self.refuse(whole, "choices have no order: use ==, != or `in (...)`")
        match op:
            case ast.LtE():
                return Compare("<=", a, b)
            case ast.Lt():
                return Compare("<", a, b)
            case ast.GtE():
                return Compare("<=", b, a)
            case ast.Gt():
                return Compare("<", b, a)
            case ast.Eq():
                return Compare("==", a, b)
            case ast.NotEq():
                return Not(Compare("==", a, b))
        raise self.refuse(
            whole, f"{type(op).__name__} is not part of the language ({LANGUAGE})"
        )

    def sides(self, left: ast.expr, right: ast.expr) -> tuple[Node, Node]:
        if isinstance(left, ast.Constant) and isinstance(left.value, str):
            b, a = self.sides(right, left)
            return a, b
        a, kind = self.any(left)
        if isinstance(right, ast.Constant) and isinstance(right.value, str):
            return a, self.literal(right, right.value, a, kind)
        b, other = self.any(right)
        if kind == "truth" or other == "truth":
            raise self.refuse(
                left, "a truth is not compared; write it alone, or `not` before it"
            )
        if kind != other or (kind == "choice" and a != b):
            raise self.refuse(
                right,
                f"a {_kind((a, kind))} cannot be compared with a {_kind((b, other))}",
            )
        return a, b

    def literal(
        self, node: ast.expr, text: str, against: Node, kind: ValueType
    ) -> Const:
        if kind == "choice":
            assert isinstance(against, Read)
            if text not in against.fact.choices:
                near = nearest(text, against.fact.choices)
                hint = f" Did you mean {near!r}?" if near else ""
                raise self.refuse(
                    node,
                    f"{against.fact.name} has no choice {text!r}.{hint} "
                    f"It has: {', '.join(against.fact.choices)}",
                )
            return Const(against.fact.choices.index(text))
        if kind == "date":
            try:
                return Const(dt.date.fromisoformat(text).toordinal())
            except ValueError:
                raise self.refuse(node, "a date is written 2004-01-01") from None
        raise self.refuse(
            node, f"a text cannot be compared with a {_kind((against, kind))}"
        )


def type_of(node: Node) -> ValueType:
    """What kind of value a node has."""
    if isinstance(node, Read):
        return node.fact.type
    if isinstance(node, Named):
        return type_of(node.node)
    return "truth" if isinstance(node, Compare | Logic | Not) else "number"


def _kind(read: tuple[Node, ValueType]) -> str:
    node, kind = read
    if isinstance(node, Read) and node.fact.unit:
        return f"number of {node.fact.unit}"
    return kind
