"""The wrong rules about numbers: count-only, cap-is-right, part-grant, one-number."""

from __future__ import annotations

from collections.abc import Iterable

from imrkit.cases.known import Known
from imrkit.determination.deciding import revise
from imrkit.determination.determination import Determination
from imrkit.exercises.amounts import requested
from imrkit.exercises.answers import Answers
from imrkit.logic.nodes import Arith, Compare, Named, Node, facts_read, walk
from imrkit.words.numbers import ends

OTHER_LIMIT = 10
"""The number that is carried over to every diagnosis and operation."""


MOST_TRIED = 60


def granting(determination: Determination, granted: bool, grounds: Iterable[str] = ()) -> Answers:
    """The answers of whoever grants or denies by one look, and takes all else from the file.

    Args:
        determination: the determination.
        granted: whether it is granted.
        grounds: the criteria for which it is denied, where the file denies it for none.
    """
    own = "overturned" if granted else "upheld"
    if own == determination.outcome:
        return Answers(determination)
    said = {"outcome": own, "verdict": f"{own}, {'met' if granted else 'not met'}"}
    if granted:
        said["ground"] = "met"
    elif named := "; ".join(grounds):
        said["ground"] = named
    return Answers(determination, said)


def _ceiling(determination: Determination) -> Compare | None:
    """The highest limit on a sum of what is asked for and what was had before."""
    rule, asked = determination.rule, requested(determination)
    if rule is None or asked is None:
        return None
    found = [
        node
        for node in walk(rule.necessary.root)
        if isinstance(node, Compare) and node.op == "<=" and isinstance(_bare(node.left), Arith)
        if asked.fact.name in facts_read(node.left)
    ]
    facts = determination.facts
    return max(found, key=lambda node: ends(node.right, facts)[1], default=None)


def _bare(node: Node) -> Node:
    return _bare(node.node) if isinstance(node, Named) else node


def count_only(determination: Determination) -> Answers:
    """M1: what is asked for alone is held against the limit."""
    limit, asked = _ceiling(determination), requested(determination)
    if limit is None or asked is None:
        return Answers(determination)
    number = int(asked.value[1])
    granted = number <= ends(limit.right, determination.facts)[1]
    answers = granting(determination, granted, _with(determination, limit))
    sums = {f"ends of {text}": f"{number} {number}" for text in _sums(limit.left)}
    held = dict.fromkeys(_with(determination, limit), "met" if granted else "goes against")
    standings = {f"standing of {name}": told for name, told in held.items()}
    return Answers(determination, {**answers.said, **sums, **standings})


def _sums(node: Node) -> list[str]:
    """The ways to write a sum of facts, as exercises ask for it."""
    names = list(facts_read(node))
    return [" + ".join(names), " + ".join(sorted(names)), "the sum"]


def _with(determination: Determination, limit: Compare) -> list[str]:
    """The criteria that hold a sum against a limit."""
    steps = Answers(determination).steps
    return [name for name, step in steps.items() if limit in set(walk(step.node))]


def cap_is_right(determination: Determination) -> Answers:
    """M2: whatever stays under the ceiling is granted."""
    limit = _ceiling(determination)
    if limit is None:
        return Answers(determination)
    facts = determination.facts
    granted = ends(limit.left, facts)[1] <= ends(limit.right, facts)[0]
    return granting(determination, granted, _with(determination, limit))


def part_grant(determination: Determination) -> Answers:
    """M7: as much is granted as would pass."""
    asked = requested(determination)
    if asked is None or asked.value[1] > MOST_TRIED:
        return Answers(determination)
    for number in range(int(asked.value[1]), int(asked.fact.unknown[0]), -1):
        if revise(determination, {asked.fact.name: number}).outcome == "overturned":
            return _granting_part(determination, number, asked)
    # Nothing passes surely; what the file leaves open is left out of account.
    for number in range(int(asked.value[1]), int(asked.fact.unknown[0]), -1):
        if revise(determination, {asked.fact.name: number}).with_reviewers.possibly:
            return _granting_part(determination, number, asked)
    return Answers(determination, {"amount": "0"})


def _granting_part(determination: Determination, number: int, asked: Known) -> Answers:
    said = {"amount": str(number)}
    if number < asked.value[1]:
        said["records alone"] = "part"
    return Answers(determination, said)


def one_number(determination: Determination) -> Answers:
    """M8: ten is the limit, whatever the diagnosis and the operation."""
    limit = _ceiling(determination)
    if limit is None:
        return Answers(determination)
    granted = ends(limit.left, determination.facts)[1] <= OTHER_LIMIT
    right = determination.outcome == "overturned"
    # Within ten it goes by the file; beyond ten nothing helps, and what ten allows is allowed.
    granted = granted and (right or _within_all_but(determination, limit))
    return granting(determination, granted, _with(determination, limit))


def _within_all_but(determination: Determination, limit: Compare) -> bool:
    left = [g for g in determination.against if limit not in set(walk(g.node))]
    return not left
