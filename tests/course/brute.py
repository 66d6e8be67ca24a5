"""A disputed item decided by trying everything: each way in which its open facts could turn out.

It shares nothing with the engine but the texts of the rules, which it asks as Python of plain
values, and what the file gives for each fact.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from types import CodeType
from typing import Any

from imrkit.determination.determination import Determination
from imrkit.facts.fact import Fact
from imrkit.facts.spans import Value
from imrkit.rules.rule import Rule

MOST = 14
"""Counts are tried up to here, and at the greatest that a fact may be."""
World = dict[str, Any]
"""One way in which the open facts could turn out, with the truth of each criterion then."""
CONJUNCTS = "conjuncts"
NOTHING: dict[str, Any] = {"__builtins__": {}}


def values(value: Value) -> list[int]:
    """The values that a fact may take, as codes."""
    low, high = int(value[0]), int(value[1])
    return list(range(low, min(high, MOST) + 1)) + ([high] if high > MOST else [])


def plain(fact: Fact, code: int) -> Any:
    """A coded value as Python compares it; dates as texts, which order as dates do."""
    found = fact.decode(code)
    return found.isoformat() if hasattr(found, "isoformat") else found


@dataclass(frozen=True)
class Asked:
    """A rule as Python: its criteria in an order in which each can be asked, and its conjuncts."""

    rule: Rule
    criteria: tuple[tuple[str, CodeType], ...]
    conjuncts: tuple[tuple[CodeType, frozenset[str]], ...]
    reads: frozenset[str]


def _compiled(text: str) -> CodeType:
    return compile(text, "<rule>", "eval")


def _and_parts(text: str) -> list[str]:
    """What an expression joins by `and`."""
    tree = ast.parse(text, mode="eval").body
    parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    return [ast.unparse(part) for part in parts]


def asked(rule: Rule) -> Asked:
    """Read a rule."""
    texts = {name: criterion.test for name, criterion in rule.data.criterion.items()}
    order: dict[str, CodeType] = {}
    reads: set[str] = set()

    def visit(text: str) -> frozenset[str]:
        below: set[str] = set()
        for name in _compiled(text).co_names:
            if name in texts:
                below |= {name} | visit(texts[name])
                order.setdefault(name, _compiled(texts[name]))
            else:
                reads.add(name)
        return frozenset(below)

    parts = [p for t in (rule.data.necessary, rule.data.reviewers) if t for p in _and_parts(t)]
    conjuncts = tuple((_compiled(part), visit(part)) for part in parts)
    for figure in rule.data.figure.values():
        if figure.by:
            reads.add(figure.by)
    return Asked(rule, tuple(order.items()), conjuncts, frozenset(reads))


_RULES: dict[str, Asked] = {}


class Brute:
    """A disputed item, decided by trying everything.

    Args:
        found: the determination whose facts and rules are taken.
    """

    def __init__(self, found: Determination) -> None:
        self.found = found
        self.rules = [
            _RULES.setdefault(c.rule.id, asked(c.rule))
            for c in found.considered
            if c.role in ("governs", "beside") and c.applies.possibly
        ]
        read = {name for rule in self.rules for name in rule.reads}
        self.spread = {
            name: values(value)
            for name, value in found.facts.items()
            if name in read and value[0] != value[1] and found.known[name].fact.type != "date"
        }

    @cached_property
    def _fixed(self) -> World:
        vocabulary = self.found.case.book.vocabulary
        facts = self.found.facts.items()
        return {name: plain(vocabulary[name], int(value[0])) for name, value in facts}

    @cached_property
    def worlds(self) -> list[World]:
        """Every way in which the facts that the rules read could turn out.

        Each with what its open facts and the criteria come to, and under "" whether all is met.
        """
        known, figures = self.found.known, [one.rule.data.figure for one in self.rules]
        some = {n: [plain(known[n].fact, c) for c in codes] for n, codes in self.spread.items()}
        found = []
        for told in product(*some.values()):
            world: World = dict(zip(some, told, strict=True))
            scope = self._fixed | world
            conjuncts: list[bool] = []
            for one, limits in zip(self.rules, figures, strict=True):
                for name, figure in limits.items():
                    row = figure.at(str(scope[figure.by])) if figure.by else figure.rows[0]
                    scope[name] = row.limit
                for name, code in one.criteria:
                    scope[name] = bool(eval(code, NOTHING, scope))
                    world.setdefault(name, scope[name])
                conjuncts += [bool(eval(code, NOTHING, scope)) for code, _ in one.conjuncts]
            found.append(world | {"": all(conjuncts), CONJUNCTS: tuple(conjuncts)})
        return found

    @cached_property
    def granted(self) -> bool:
        """Whether all that is asked is met, however the open facts turn out."""
        return all(world[""] for world in self.worlds)

    @property
    def possible(self) -> bool:
        """Whether it is met in some way in which they could turn out."""
        return any(world[""] for world in self.worlds)

    @property
    def outcome(self) -> str:
        """How the item ends."""
        return "overturned" if self.granted else "upheld"

    def held(self, criterion: str) -> set[bool]:
        """What a criterion comes to, in one world or another."""
        return {bool(world[criterion]) for world in self.worlds}

    def verdict(self, criterion: str) -> str:
        """Met, not met, or open."""
        held = self.held(criterion)
        return "open" if len(held) > 1 else "met" if True in held else "not met"

    def alone(self, criterion: str) -> str:
        """Whether the ground of a criterion decides by itself, the other open ones taken as met."""
        if self.verdict(criterion) == "met" or self._passed_by(criterion):
            return "no"
        below = [names for one in self.rules for _, names in one.conjuncts]
        columns = list(zip(*(world[CONJUNCTS] for world in self.worlds), strict=True))
        place = next(n for n, names in enumerate(below) if criterion in names)
        own = columns[place]
        if all(own):
            return "no"
        if not any(own):
            return "yes"
        others = [c for n, c in enumerate(columns) if n != place and len(set(c)) > 1 and c != own]
        left = [met for met, *rest in zip(own, *others, strict=True) if all(rest)]
        return "no" if all(left) else "yes"

    def _passed_by(self, criterion: str) -> bool:
        """Whether its ground never turns on it, whatever else that is not met came to."""
        for one in self.rules:
            for code, names in one.conjuncts:
                if criterion not in names:
                    continue
                free = [n for n in names if n != criterion and self.verdict(n) != "met"]
                fixed = dict.fromkeys(names, True)
                for some in product((True, False), repeat=len(free)):
                    there = fixed | dict(zip(free, some, strict=True))
                    ends = {
                        bool(eval(code, NOTHING, there | {criterion: met})) for met in (True, False)
                    }
                    if len(ends) > 1:
                        return False
                return True
        return False

    def saved_by(self, records: list[str]) -> bool:
        """Whether some records, told as well as they could be, meet all that is asked."""
        by_told: dict[tuple[Any, ...], bool] = {}
        for world in self.worlds:
            told = tuple(world[name] for name in records)
            by_told[told] = by_told.get(told, True) and world[""]
        return any(by_told.values())

    @property
    def records(self) -> list[str]:
        """The open facts that records could show."""
        return [n for n in self.spread if self.found.known[n].fact.kind == "evidence"]
