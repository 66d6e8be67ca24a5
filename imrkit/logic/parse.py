"""The small language of rules: a subset of Python, parsed with `ast`, checked node by node.

Allowed: names, whole numbers, strings, `+ - *`, comparisons, `in (...)`, `and`, `or`, `not`.
Parsing turns a text into the nodes of `expressions` and checks their types on the way, so that a
rule that compares a text with a number of visits is refused when it is loaded. Nothing else ever
runs.
"""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from imrkit.errors import ExpressionError, nearest
from imrkit.logic.nodes import (
    Arith,
    Compare,
    Const,
    Logic,
    Node,
    Not,
    Read,
    ValueType,
    children,
    extent,
    type_of,
)

LANGUAGE = "names, whole numbers, strings, + - *, comparisons, `in (...)`, and, or, not"
LONGEST = 2_000
"""The most characters of one expression."""
MOST_PARTS, DEEPEST = 5_000, 100
"""How far an expression may unfold, with all the criteria that it names."""
GREATEST = 2**31 - 1
"""The greatest number that an expression may arrive at: the widest column holds it."""
Scope = Callable[[str], Node | None]
"""Gives the node behind a name, or None where there is none."""


def parse(
    text: str,
    scope: Scope,
    known: Callable[[], list[str]] = list,
    names: str = "fact, figure or criterion",
) -> Node:
    """Turn a text into a checked truth.

    >>> from imrkit.facts.fact import Fact
    >>> visits = Fact("Visits", "number", "request", "How many?", "visits", (1, 99), name="visits")
    >>> scope = {"visits": Read(visits)}.get
    >>> parse("visits > 3", scope) == parse("3 < visits", scope)  # read as one comparison
    True
    >>> parse("visits <= 'six'", scope)
    Traceback (most recent call last):
    imrkit.errors.ExpressionError: at column 11 ('six'): a text cannot be compared with a number ...
    >>> parse("visits / 2 <= 6", scope)
    Traceback (most recent call last):
    imrkit.errors.ExpressionError: at column 1 (visits / 2): division is not part ...
    >>> parse("visit <= 6", scope, lambda: ["visits"])
    Traceback (most recent call last):
    imrkit.errors.ExpressionError: at column 1 (visit): no fact, ... did you mean 'visits'?

    Args:
        text: an expression such as "visits_completed + visits_requested <= course_visits".
        scope: gives the node behind a name.
        known: lists the names there are, for hints.
        names: what sort of thing a name stands for, for errors.

    Raises:
        ExpressionError: if the text steps outside the language, names what does not exist, or
            compares things of different types; says what, where, and what is allowed.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise ExpressionError(
            f"is {len(text):,} characters long; at most {LONGEST:,} are read. "
            "Split it into criteria."
        )
    try:
        tree = ast.parse(text, mode="eval")
        node, _ = _Reader(text, scope, known, names).truth(tree.body)
    except (SyntaxError, ValueError, MemoryError) as error:
        why = error.msg if isinstance(error, SyntaxError) else error
        raise ExpressionError(
            f"cannot be read as an expression: {_shorten(text)!r} ({why})"
        ) from None
    except RecursionError:
        raise _too_deep(text) from None
    if _unfolds_too_far(node):
        raise _too_deep(text)
    return node


def _too_deep(text: str) -> ExpressionError:
    return ExpressionError(
        f"is nested too deeply or unfolds too far: {_shorten(text)!r}; at most "
        f"{DEEPEST} levels and {MOST_PARTS:,} parts, with the criteria it names, are read"
    )


def _unfolds_too_far(node: Node) -> bool:
    seen, ahead = 0, [(node, 1)]
    while ahead:
        part, depth = ahead.pop()
        seen += 1
        if depth > DEEPEST or seen > MOST_PARTS:
            return True
        ahead += [(child, depth + 1) for child in children(part)]
    return False


def _shorten(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}..."


WORDS: dict[type[ast.AST], str] = {
    ast.Call: "calling a function",
    ast.Attribute: "looking inside a name",
    ast.Lambda: "a function of its own",
    ast.JoinedStr: "a text put together with f",
    ast.IfExp: "`if ... else`",
    ast.Subscript: "picking out of a list",
    ast.Div: "division",
    ast.FloorDiv: "division",
    ast.Mod: "a remainder",
    ast.Pow: "a power",
    ast.USub: "a minus before a name",
    ast.Is: "`is`",
    ast.IsNot: "`is not`",
    ast.Tuple: "a list",
    ast.List: "a list",
}
"""What is refused, in words; anything else is named as Python names it."""


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    scope: Scope
    known: Callable[[], list[str]]
    names: str

    def refuse(self, node: ast.AST, problem: str) -> ExpressionError:
        column = getattr(node, "col_offset", 0) + 1
        piece = ast.get_source_segment(self.text, node) or self.text
        return ExpressionError(f"at column {column} ({_shorten(piece)}): {problem}")

    def outside(self, node: ast.AST, what: ast.AST) -> ExpressionError:
        """An error for what is no part of the language."""
        if isinstance(what, ast.BinOp | ast.UnaryOp):
            what = what.op
        word = WORDS.get(type(what), type(what).__name__)
        if isinstance(what, ast.Constant):
            word = f"the value {what.value!r}"
        return self.refuse(node, f"{word} is not part of the language of rules ({LANGUAGE})")

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
                return self.small(node, Const(-value)), "number"
            case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() as op, left=left, right=right):
                sign: Literal["+", "-", "*"] = (
                    "+" if isinstance(op, ast.Add) else "-" if isinstance(op, ast.Sub) else "*"
                )
                return self.arithmetic(node, sign, left, right), "number"
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                sides = [left, *comparators]
                parts = [
                    self.comparison(node, a, op, b)
                    for a, op, b in zip(sides, ops, comparators, strict=False)
                ]
                return (parts[0] if len(parts) == 1 else Logic("and", tuple(parts))), "truth"
            case ast.Constant(value=bool()):
                raise self.refuse(node, "write the fact itself, or `not` before it")
            case ast.Constant(value=int() as value):
                return self.small(node, Const(value)), "number"
            case ast.Name(id=name):
                return self.name(node, name)
            case ast.Constant(value=str()):
                raise self.refuse(node, "a text can only be compared with a choice or a date")
        raise self.outside(node, node)

    def arithmetic(
        self,
        node: ast.expr,
        sign: Literal["+", "-", "*"],
        left: ast.expr,
        right: ast.expr,
    ) -> Node:
        return self.small(node, Arith(sign, self.number(left), self.number(right)))

    def small(self, node: ast.expr, number: Node) -> Node:
        low, high = extent(number)
        if max(-low, high) > GREATEST:
            raise self.refuse(node, f"the number can grow beyond {GREATEST:,}")
        return number

    def name(self, node: ast.expr, name: str) -> tuple[Node, ValueType]:
        found = self.scope(name)
        if found is None:
            near = nearest(name, self.known())
            hint = f"; did you mean {near!r}?" if near else ""
            raise self.refuse(node, f"no {self.names} is named {name!r}{hint}")
        return found, type_of(found)

    def comparison(self, whole: ast.expr, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Node:
        if isinstance(op, ast.In | ast.NotIn):
            if not isinstance(right, ast.Tuple | ast.List) or not right.elts:
                raise self.refuse(right, '`in` needs choices in brackets, such as ("a", "b")')
            options = [self.comparison(whole, left, ast.Eq(), option) for option in right.elts]
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
        raise self.outside(whole, op)

    def sides(self, left: ast.expr, right: ast.expr) -> tuple[Node, Node]:
        if _is_text(left):
            if _is_text(right):
                raise self.refuse(left, "one side of a comparison must be a fact")
            b, a = self.sides(right, left)
            return a, b
        a, kind = self.any(left)
        if isinstance(right, ast.Constant) and isinstance(right.value, str):
            return a, self.literal(right, right.value, a, kind)
        b, other = self.any(right)
        if kind == "truth" or other == "truth":
            raise self.refuse(left, "a truth is not compared; write it alone, or `not` before it")
        if kind != other or (kind == "choice" and a != b):
            raise self.refuse(
                right,
                f"a {_kind((a, kind))} cannot be compared with a {_kind((b, other))}",
            )
        return a, b

    def literal(self, node: ast.expr, text: str, against: Node, kind: ValueType) -> Const:
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
        raise self.refuse(node, f"a text cannot be compared with a {_kind((against, kind))}")


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _kind(read: tuple[Node, ValueType]) -> str:
    node, kind = read
    if isinstance(node, Read) and node.fact.unit:
        return f"number of {node.fact.unit}"
    return kind
