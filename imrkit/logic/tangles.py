"""In which direction a fact pulls a truth; and where it pulls in two at once.

What the bounds of values say is too wide only for a fact that pulls both ways.
"""

from __future__ import annotations

from typing import Literal

from imrkit.logic.nodes import (
    Arith,
    Compare,
    Const,
    Lookup,
    Node,
    Not,
    Read,
    children,
    extent,
    facts_read,
    walk,
)

Pull = tuple[object, ...]
"""How one reading of a fact pulls: ("up", sign), ("is", value, sign), or ("any", sign)."""
Pulls = dict[str, list[Pull]]


def tangled(root: Node) -> tuple[str, ...]:
    """The facts for which bounds may be wider than they need be, in order of reading.

    A fact is not tangled if all its readings pull the same way, or if it is read once.
    """
    return tuple(name for name, found in _pulls(root).items() if _both_ways(found))


def directions(root: Node) -> dict[str, Literal[-1, 0, 1]]:
    """For each fact, which of its ends makes a truth more likely.

    Returns:
        1 for a fact of which more is always better, -1 for one of which less is, 0 for one that
        pulls both ways, is looked up or is compared with something that it must be.
    """
    found: dict[str, Literal[-1, 0, 1]] = {}
    for name, pulls in _pulls(root).items():
        found[name] = 1 if set(pulls) == {("up", 1)} else -1 if set(pulls) == {("up", -1)} else 0
    return found


def _both_ways(pulls: list[Pull]) -> bool:
    return len(set(pulls)) > 1 or (len(pulls) > 1 and pulls[0][0] == "any")


def _pulls(root: Node) -> Pulls:
    """How each reading of each fact pulls a truth."""
    found: Pulls = {name: [] for name in facts_read(root)}
    _note(root, +1, found)
    return found


def _note(node: Node, sign: int, found: Pulls) -> None:
    """Note in which direction each reading of a fact pulls: same pulls only leave bounds exact."""
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
            _note(left, -sign, found)
            _note(right, sign, found)
        case Arith(op="*", left=left, right=right):
            for side, other in ((left, right), (right, left)):
                least, most = extent(other)
                if least >= 0 or most <= 0:
                    _note(side, sign if least >= 0 else -sign, found)
                else:
                    for name in _readings(side):
                        found[name].append(("any", sign))
        case Arith(op=op, left=left, right=right):
            _note(left, sign, found)
            _note(right, -sign if op == "-" else sign, found)
        case Not(part=part):
            _note(part, -sign, found)
        case _:
            for child in children(node):
                _note(child, sign, found)


def _readings(node: Node) -> list[str]:
    """The facts that a node reads, once for each time that it reads them."""
    parts = walk(node)
    facts = [p.fact if isinstance(p, Read) else p.by for p in parts if isinstance(p, Read | Lookup)]
    return [fact.name for fact in facts]


def _multiplies(node: Node) -> bool:
    return isinstance(node, Arith) and node.op == "*"
