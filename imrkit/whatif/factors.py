"""A determination as factors: all that must hold together, each of which reads few facts.

What `and` joins can be looked at apart. Of the combinations of many facts only those of the few
facts that one factor reads are ever looked at together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import product
from math import prod
from typing import Any

import numpy as np

from imrkit.determination.deciding import raised, unasked
from imrkit.determination.determination import Determination
from imrkit.facts.spans import Facts, Value
from imrkit.logic.exact import exact
from imrkit.logic.nodes import Logic, Named, Node
from imrkit.logic.program import Program
from imrkit.rules.governing import By, candidates
from imrkit.rules.rule import Rule

Values = dict[str, list[Value]]
"""For each fact that may be varied, the values to look at."""


class Factor:
    """One thing that must hold.

    Args:
        names: the facts that may be varied and that it reads.
        values: the values of each.
        holds: whether it surely holds, for every combination of the values of some of them.

    Attributes:
        names: as given.
    """

    def __init__(
        self, names: tuple[str, ...], values: Values, holds: Callable[[Values], Any]
    ) -> None:
        self.names, self._values, self._holds = names, values, holds
        self._found: dict[tuple[str, ...], Any] = {}

    def surely(self, among: Sequence[str]) -> Any:
        """Whether it surely holds for each combination of some facts; those it does not read too.

        Args:
            among: the facts; one axis each, of length 1 where it does not read the fact.
        """
        some = tuple(name for name in among if name in self.names)
        if some not in self._found:
            values = {name: self._values[name] for name in some}
            shape = tuple(map(len, values.values()))
            found = np.broadcast_to(np.asarray(self._holds(values), dtype=bool), shape)
            self._found[some] = found
        shape = tuple(len(self._values[n]) if n in self.names else 1 for n in among)
        return self._found[some].reshape(shape)

    @property
    def size(self) -> int:
        """How many combinations of all its facts there are."""
        return prod(len(self._values[name]) for name in self.names)


def choosing(rules: Iterable[Rule]) -> set[str]:
    """The facts by which the rule that governs is chosen."""
    found = set()
    for rule in rules:
        found.add(rule.guideline.by)
        found |= rule.applies.facts.keys() if rule.applies else set()
    return found


def parts_asked(determination: Determination, by: By) -> list[Program]:
    """What is asked of the request, each thing on its own, by the rules that decide as it stands.

    By reviewers, without what is taken to be in order where a letter does not raise it.
    """
    parts: list[Program] = []
    for rule in _deciding(determination):
        parts += _parts(rule.by_text)
        if by == "reviewers":
            free = _free(determination)
            for program in rule.added_programs:
                if not free & program.facts.keys():
                    parts += _parts(program)
    return parts


def deciding_programs(determination: Determination) -> list[Program]:
    """All that is asked of the request, by text or by reviewers, as the rules stand."""
    together = _raised_together(determination)
    return parts_asked(determination, "reviewers") + [p for group in together for p in group]


def factors_of(determination: Determination, values: Values, by: By) -> list[Factor]:
    """Part a determination into factors, while the same rule governs.

    Args:
        determination: where it starts from.
        values: for each fact that may be varied the values to look at; none of them may be one by
            which the rule that governs is chosen.
        by: what the item is judged by.

    Returns:
        Factors: the item is surely necessary where all of them hold.
    """
    governing = [c for c in determination.considered if c.role == "governs"]
    if not governing or not governing[0].applies.surely:
        return [Factor((), values, lambda _: False)]
    found = []
    for program in parts_asked(determination, by):
        names = tuple(name for name in values if name in program.facts)
        found.append(Factor(names, values, _in_columns(determination, program)))
    for group in _raised_together(determination) if by == "reviewers" else ():
        read = {name for program in group for name in program.facts}
        names = tuple(name for name in values if name in read)
        found.append(Factor(names, values, _one_by_one(determination, group)))
    return found


def _deciding(determination: Determination) -> list[Rule]:
    """The rules that govern or stand beside; in the order in which silence is read."""
    found = candidates(
        determination.case.rules(determination.item),
        determination.facts,
        determination.unheld,
    )
    return [c.rule for c in found if c.governs or (c.rule.data.cap and c.applies.possibly)]


def _free(determination: Determination) -> set[str]:
    """What may be taken to be in order: what the letter does not tell and the text does not ask."""
    of_text = {name for rule in _deciding(determination) for name in rule.by_text.facts}
    known = determination.known
    return {name for name in known if unasked(known, name)} - of_text


def _raised_together(determination: Determination) -> list[list[Program]]:
    """What reviewers add and may be taken to be in order; together what shares such facts."""
    free = _free(determination)
    groups: list[list[Program]] = []
    for rule in _deciding(determination):
        for program in rule.added_programs:
            mine = free & program.facts.keys()
            if mine:
                shared = [g for g in groups if any(mine & p.facts.keys() for p in g)]
                groups = [g for g in groups if g not in shared]
                groups.append([*(p for g in shared for p in g), program])
    return groups


def _in_columns(determination: Determination, program: Program) -> Callable[[Values], Any]:
    def holds(values: Values) -> Any:
        facts = {name: determination.facts[name] for name in program.facts}
        for axis, (name, some) in enumerate(values.items()):
            fact = determination.known[name].fact
            ends = np.array(some, dtype=bool if fact.type == "truth" else np.int32)
            along = (1,) * axis + (-1,) + (1,) * (len(values) - axis - 1)
            # Two columns though they may be alike: so that one compiled function serves them all.
            facts[name] = fact.between(ends[:, 0].reshape(along), ends[:, 1].reshape(along))
        return exact(program, facts).surely

    return holds


def _one_by_one(determination: Determination, group: list[Program]) -> Callable[[Values], Any]:
    free = _free(determination)
    read = {name for program in group for name in program.facts}
    told: Facts = {name: determination.known[name].value for name in read}

    def holds(values: Values) -> Any:
        varied = {n for n in free if determination.known[n].fact.comes_of in values}
        left = free - values.keys() - varied
        cells = []
        for some in product(*values.values()):
            facts = raised(group, {**told, **dict(zip(values, some, strict=True))}, left)
            cells.append(all(exact(program, facts).surely for program in group))
        return np.array(cells, dtype=bool).reshape([len(some) for some in values.values()])

    return holds


@lru_cache(maxsize=4096)
def _parts(program: Program) -> tuple[Program, ...]:
    """What `and` joins in a truth, each by itself."""
    parts = tuple(_joined(program.root))
    return (program,) if len(parts) == 1 else tuple(map(Program, parts))


def _joined(node: Node) -> Iterable[Node]:
    inner = node
    while isinstance(inner, Named):
        inner = inner.node
    if not isinstance(inner, Logic) or inner.op == "or":
        return (node,)
    return (part for one in inner.parts for part in _joined(one))
