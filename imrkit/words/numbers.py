"""Comparisons in words: what was found, against what is needed.

"Visits requested: 6 visits; needed: at most 3 visits." Views draw the same numbers as pictures.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from imrkit.determination.tree import Step
from imrkit.facts.fact import Fact, measured
from imrkit.facts.spans import Facts, Span
from imrkit.facts.spelling import name_said
from imrkit.logic.compile import compiled
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
    facts_read,
    measured_as,
    walk,
)
from imrkit.words.english import listed, lower_first, upper_first
from imrkit.words.known import value_said


def facts_of(step: Step) -> Facts:
    """The pairs of all facts of the case that a step belongs to."""
    return step.tree.values


_WORDS = {
    "<=": ("at most", "at least"),
    "<": ("less than", "more than"),
    "==": ("", ""),
}
_OPPOSITE = {
    "at most": "more than",
    "more than": "at most",
    "at least": "less than",
    "less than": "at least",
    "": "not",
}
DATE_WORDS = {
    "at most": "on or before",
    "at least": "on or after",
    "less than": "before",
    "more than": "after",
}


def branches(step: Step) -> tuple[Step, ...]:
    """The parts of a step that are worth a line of their own under it."""
    if step.joined_by == "not" or one_of(step.node):
        return ()
    return step.parts


def compared(step: Step) -> str:
    """Tell a comparison or a bare fact: "Visits requested: 6 visits; needed: at most 3 visits."."""
    node, negated = bare(step.node)
    if choices := one_of(node):
        fact, wanted = choices
        needed = f"{'anything but ' if negated else ''}{listed(wanted, 'or')}"
        found = value_said(step.tree.known[fact.name])
        return upper_first(f"{fact.label}: {found}; needed: {needed}.")
    if isinstance(node, Compare):
        return upper_first(_compared(node, step, negated)) + "."
    said = [f"{lower_first(k.fact.label)}: {value_said(k)}" for k in step.facts]
    needed = "; needed: no" if negated and isinstance(node, Read) else ""
    return upper_first("; ".join(said)) + needed + "."


def bare(node: Node) -> tuple[Node, bool]:
    """A truth without its names and its `not`, and whether it is negated."""
    negated = False
    while isinstance(node, Named | Not):
        negated ^= isinstance(node, Not)
        node = node.part if isinstance(node, Not) else node.node
    return node, negated


def one_of(node: Node) -> tuple[Fact, list[str]] | None:
    """The fact and the choices that it is compared with, where a truth asks nothing else."""
    node, _ = bare(node)
    parts = node.parts if isinstance(node, Logic) and node.op == "or" else (node,)
    facts: set[Fact] = set()
    wanted: list[str] = []
    for part in parts:
        match part:
            case Compare(op="==", left=Read(fact=fact), right=Const(value=value)):
                if fact.type != "choice":
                    return None
                facts.add(fact)
                wanted.append(name_said(fact.choices[value]))
            case _:
                return None
    return (facts.pop(), wanted) if len(facts) == 1 else None


def sides(node: Compare, negated: bool = False) -> tuple[Node, Node, str]:
    """A comparison as told from what was found.

    Returns:
        The value found, the limit that it is held against, and how: "at most", "at least",
        "less than", "more than"; "" for being the same, "not" for being another.
    """
    left, right = node.left, node.right
    turned = _tells(left) < _tells(right)
    word = _WORDS[node.op][turned]
    if negated:
        word = _OPPOSITE[word]
    value, limit = (right, left) if turned else (left, right)
    return (*_single(value, limit), word) if word == "at most" else (value, limit, word)


def _single(value: Node, limit: Node) -> tuple[Node, Node]:
    """Twice a number held against a limit is told as the number, against half of it."""
    inner = limit.node if isinstance(limit, Named) else limit
    match value, inner:
        case Arith(op="*", left=Const(value=times), right=one), Const(value=most):
            return one, Const(most // times)
        case Arith(op="*", left=Const(value=times), right=one), Lookup(name=name, by=by):
            return one, Lookup(name, by, tuple(most // times for most in inner.values))
    return value, limit


def _tells(node: Node) -> int:
    """How much a side tells of the case: a fact most, a figure by choice something."""
    parts = list(walk(node))
    if any(isinstance(part, Read) for part in parts):
        return 2
    return int(any(isinstance(part, Lookup) for part in parts))


def _compared(node: Compare, step: Step, negated: bool) -> str:
    value, limit, word = sides(node, negated)
    facts = facts_of(step)
    fact = measured_as(value) or measured_as(limit)
    if fact is not None and fact.type == "date":
        word = DATE_WORDS.get(word, word)
    needed = f"{word} {shown(limit, fact, facts, limit=True)}".strip()
    return f"{label(value)}: {_found(value, fact, step)}; needed: {needed}"


def _found(node: Node, fact: Fact | None, step: Step) -> str:
    """A value in words, with what of it is only assumed."""
    known = step.tree.known
    inner, _ = bare(node)
    if isinstance(inner, Read):
        return value_said(known[inner.fact.name])
    silent = [lower_first(f.label) for f in facts_read(node).values() if known[f.name].from_silence]
    told = shown(node, fact, facts_of(step))
    return f"{told} (assumed from silence: {listed(silent)})" if silent else told


def label(node: Node) -> str:
    """Name a number by what it is made of: "visits completed before + visits requested"."""
    match node:
        case Named(node=inner):
            return label(inner)
        case Read(fact=fact):
            return lower_first(fact.label)
        case Arith(op=op, left=left, right=right):
            return f"{label(left)} {'times' if op == '*' else op} {label(right)}"
        case Lookup(name=name):
            return name_said(name)
    return str(node.value) if isinstance(node, Const) else "value"


def shown(node: Node, fact: Fact | None, facts: Facts, *, limit: bool = False) -> str:
    """Write a value, date or sum of a comparison in the unit of one of its facts.

    Args:
        node: the number, date or choice.
        fact: the fact whose unit or names to use.
        facts: the pairs of the facts that it reads.
        limit: write it as a limit, which always has two ends.
    """
    low, high = ends(node, facts)
    if fact is not None and fact.type != "number":
        return fact.show(fact.between(low, high))
    unit = fact.counted(low if low == high else 2) if fact else ""
    down, up = (False, False) if limit else unbounded(node, facts)
    if low == high:
        return measured(str(low), unit)
    if down and up:
        return "not documented"
    if up:
        return f"{measured(str(low), unit)} or more"
    return f"at most {measured(str(high), unit)}" if down else measured(f"{low} to {high}", unit)


def ends(node: Node, facts: Facts) -> tuple[int, int]:
    """The least and greatest that a number, date or choice could be on given facts."""
    low, high = _bounds(node)(facts)
    return int(low), int(high)


def unbounded(node: Node, facts: Facts) -> tuple[bool, bool]:
    """Whether nothing in the file bounds a number from below, and from above."""
    read = facts_read(node)
    low, high = ends(node, facts)
    # A figure that an open choice picks is one of the guideline's own: nothing unbounded.
    counted = {name: fact for name, fact in read.items() if fact.type != "choice"}
    if low == high or not counted:
        return False, False
    least = ends(node, {name: fact.unknown for name, fact in read.items()})[0]
    up = False
    for name, fact in counted.items():
        for end in (0, 1):
            if facts[name][0] != facts[name][1] and facts[name][end] == fact.unknown[end]:
                low_end, high_end = facts[name]
                inner = (low_end + 1, high_end) if end == 0 else (low_end, high_end - 1)
                up = up or ends(node, {**facts, name: fact.between(*inner)})[1] < high
    return low == least, up


@cache
def _bounds(node: Node) -> Callable[[Facts], Span]:
    return compiled((node,))
