"""Amounts: what is asked for, and sums of facts and figures that exercises ask for."""

from __future__ import annotations

from imrkit.cases.known import Known
from imrkit.determination.determination import Determination
from imrkit.errors import DataError
from imrkit.logic.nodes import Compare, Named, Node, Read
from imrkit.logic.parse import parse


def requested(determination: Determination) -> Known | None:
    """The amount that is asked for, where the file gives one number for it."""
    read = determination.rule.facts if determination.rule else {}
    for name in determination.item.facts:
        known = determination.known[name]
        fact = known.fact
        number = fact.kind == "request" and fact.type == "number" and not known.open
        if number and name in read and name.endswith("_requested"):
            return known
    return None


def number(expression: str, determination: Determination) -> Node:
    """Read an expression of facts, and of figures of the rule that governs.

    Raises:
        ExpressionError: if it is none.
    """
    vocabulary = determination.case.book.vocabulary
    rule = determination.rule
    figures = list(rule.data.figure) if rule else []

    def leaf(name: str) -> Node | None:
        if rule is not None and name in figures:
            return Named(name, rule.figure(name))
        return Read(vocabulary[name]) if name in vocabulary else None

    compared = parse(f"({expression}) <= 0", leaf, lambda: [*vocabulary, *figures])
    if not isinstance(compared, Compare):
        raise DataError(f"a number is asked for; found {expression!r}")
    return compared.left
