"""The rules verify themselves: what no rule may do, looked for on its whole input space.

Every rule must be able to come out each way, every criterion must count, and what is concluded
from open facts must be what trying all their values gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from imrkit.check.inputs import Inputs
from imrkit.check.strict import never_stricter
from imrkit.determination.tree import verdict_of
from imrkit.errors import DataError, ImrkitError
from imrkit.facts.spans import Truth
from imrkit.logic.exact import exact
from imrkit.logic.nodes import (
    Compare,
    Const,
    Logic,
    Named,
    Node,
    Not,
    children,
    facts_read,
    walk,
)
from imrkit.logic.program import Program
from imrkit.rules.rule import Rule

TRUE = Compare("==", Const(1), Const(1))
FALSE = Compare("==", Const(1), Const(0))


def faults(rule: Rule, seen: dict[Node, str] | None = None) -> list[DataError]:
    """What is wrong with a rule in itself, looked for on every input that it can meet.

    Args:
        rule: the rule.
        seen: what was found of parts of other rules, which this one may share; it is added to.

    Returns:
        One error for each fault, with file, line and field; none for a sound rule.
    """
    try:
        inputs = Inputs([p for p in (rule.necessary, rule.applies) if p])
        found = [*_one_way(rule, inputs), *_idle(rule, inputs)]
        if problem := never_stricter(rule, inputs):
            found.append(rule.refuse("reviewers", problem))
        for field, program in _programs(rule):
            found += [rule.refuse(field, problem) for problem in needlessly_open(program, seen)]
    except ImrkitError as error:
        return [rule.refuse("necessary", f"could not be verified: {error}")]
    return found


def same(rule: Rule) -> tuple[object, ...]:
    """What two rules have in common that need be verified only once."""
    return (rule.necessary.root, rule.applies.root if rule.applies else None)


def _programs(rule: Rule) -> Iterator[tuple[str, Program]]:
    yield "necessary", rule.necessary
    if rule.applies:
        yield "applies", rule.applies


def _where_it_applies(rule: Rule, inputs: Inputs) -> Any:
    return inputs.at_points(rule.applies) if rule.applies else np.ones(inputs.shape, dtype=bool)


def _one_way(rule: Rule, inputs: Inputs) -> Iterator[DataError]:
    """Whether the rule can come out each way where it applies."""
    here = _where_it_applies(rule, inputs)
    met = inputs.at_points(rule.necessary)
    if not here.any():
        yield rule.refuse("applies", "it can never apply: no input meets this")
    elif not (met & here).any():
        yield rule.refuse("necessary", "it can never be met: no input meets it")
    elif not (~met & here).any():
        yield rule.refuse("necessary", "it is always met: no input fails it")
    elif exact(rule.necessary, {n: f.unknown for n, f in rule.necessary.facts.items()}) != (0, 1):
        yield rule.refuse("necessary", "it is not open where the file documents nothing")


def _idle(rule: Rule, inputs: Inputs) -> Iterator[DataError]:
    """Criteria that make no difference."""
    applies = _where_it_applies(rule, inputs)
    for field, program in _programs(rule):
        here = applies if field == "necessary" else np.ones(inputs.shape, dtype=bool)
        stands = inputs.at_points(program)
        for name in dict.fromkeys(n.name for n in walk(program.root) if isinstance(n, Named)):
            if name in rule.criteria and here.any():
                holds = inputs.at_points(Program(rule.criteria[name]))
                without = [
                    inputs.at_points(Program(_replaced(program.root, name, truth)))
                    for truth in (TRUE, FALSE)
                ]
                if problem := _why_idle(holds[here], stands[here], [w[here] for w in without]):
                    yield rule.refuse(f"criterion.{name}", f"{problem} (looked at in `{field}`)")


def _why_idle(holds: Any, stands: Any, without: list[Any]) -> str:
    if not holds.any():
        return "unreachable: no input meets it"
    if holds.all():
        return "redundant: every input meets it"
    if (stands == without[0]).all():
        return "redundant: the result is the same where it always holds"
    if (stands == without[1]).all():
        return "redundant: the result is the same where it never holds"
    return ""


def _replaced(node: Node, name: str, truth: Node) -> Node:
    """A truth with one of its criteria replaced."""
    match node:
        case Named(name=other):
            return truth if other == name else Named(other, _replaced(node.node, name, truth))
        case Logic(op=op, parts=parts):
            return Logic(op, tuple(_replaced(part, name, truth) for part in parts))
        case Not(part=part):
            return Not(_replaced(part, name, truth))
    return node


def needlessly_open(program: Program, seen: dict[Node, str] | None = None) -> Iterator[str]:
    """Look for open facts from which the logic concludes other than trying all their values does.

    Args:
        program: a truth, looked at in parts that share no fact: where each part is right, so is
            what `and` and `or` make of them.
        seen: what was found of parts before; it is added to.

    Yields:
        A sentence with an example, for each part that is not right.

    Raises:
        TooLarge: if there are too many combinations to look at.
    """
    seen = {} if seen is None else seen
    for part in independent(program.root):
        if part not in seen:
            seen[part] = _needlessly_open(Program(part))
        if seen[part]:
            yield seen[part]


def _needlessly_open(part: Program) -> str:
    inputs = Inputs([part])
    expected = inputs.enumerated(inputs.at_points(part))
    found = inputs.at_boxes(part)
    wrong = (expected[0] != found[0]) | (expected[1] != found[1])
    if not wrong.any():
        return ""
    place = tuple(np.argwhere(wrong)[0])
    told = [verdict_of(Truth(low[place], high[place])) for low, high in (found, expected)]
    return (
        f"with {inputs.example(place, boxes=True)} the logic says {told[0]}; "
        f"trying every value gives {told[1]}"
    )


def independent(node: Node) -> list[Node]:
    """Part a truth into truths that share no fact, as far as `and` and `or` let it be parted."""
    while isinstance(node, Named | Not):
        node = children(node)[0]
    if not isinstance(node, Logic):
        return [node]
    groups: list[tuple[set[str], list[Node]]] = []
    for part in node.parts:
        facts, joined = set(facts_read(part)), [part]
        apart = []
        for other, theirs in groups:
            if facts & other:
                facts, joined = facts | other, theirs + joined
            else:
                apart.append((other, theirs))
        groups = [*apart, (facts, joined)]
    found: list[Node] = []
    for _, parts in groups:
        if len(parts) == 1:
            found += independent(parts[0])
        else:
            found.append(Logic(node.op, tuple(parts)))
    return found
