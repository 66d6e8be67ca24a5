"""Facts that pull a truth in two directions at once: pairs alone could be too wide for them."""

from __future__ import annotations

from imrkit.logic.nodes import (
    Arith,
    Compare,
    Const,
    Lookup,
    Node,
    Not,
    Read,
    children,
    facts_read,
    walk,
)


def tangled(root: Node) -> tuple[str, ...]:
    """The facts for which a verdict on pairs may be wider than it need be, in order of reading.

    A fact is not tangled if all its readings pull the same way, or if it is read once.
    """
    pulls: dict[str, list[tuple[object, ...]]] = {name: [] for name in facts_read(root)}
    _pulls(root, +1, pulls)
    return tuple(name for name, found in pulls.items() if _both_ways(found))


def _both_ways(pulls: list[tuple[object, ...]]) -> bool:
    return len(set(pulls)) > 1 or (len(pulls) > 1 and pulls[0][0] == "any")


def _pulls(node: Node, sign: int, found: dict[str, list[tuple[object, ...]]]) -> None:
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
