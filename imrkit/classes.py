"""Classes of a fact's values that no comparison tells apart (visits far beyond every limit)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from imrkit.compiling import Facts
from imrkit.facts import Fact


class Values(NamedTuple):
    """Coded values, first to last, that no rule tells apart; or "not documented" (`lost`)."""

    first: int
    last: int
    lost: bool = False


def classes(
    fact: Fact, wide: Facts, comparisons: Iterable[Callable[[Facts], tuple[bool, bool]]]
) -> list[Values]:
    """Split a fact's values into classes that no comparison tells apart.

    Up to the first class and from the last on every comparison is settled, whatever the other
    varied facts are; between them each value is its own class.

    Args:
        fact: the fact.
        wide: all that each fact could be.
        comparisons: the verdicts of the comparisons that read the fact.
    """
    least, most = fact.span
    asked = list(comparisons)
    if fact.type in ("truth", "choice"):
        return [Values(v, v) for v in range(int(least), int(most) + 1)]

    def settled(first: int, last: int) -> bool:
        pairs = (verdict({**wide, fact.name: (first, last)}) for verdict in asked)
        return all(low == high for low, high in pairs)

    last = _first_that(least, most, lambda value: settled(value, most))
    first = -_first_that(-most, -least, lambda value: settled(least, -value))
    if first >= last:
        # One threshold parts the values, or none does.
        return (
            [Values(least, most)]
            if last == least
            else [Values(least, last - 1), Values(last, most)]
        )
    between = [Values(v, v) for v in range(first + 1, last)]
    return [Values(least, first), *between, Values(last, most)]


def _first_that(least: int, most: int, holds: Callable[[int], bool]) -> int:
    """The least value from which on a condition holds; at the latest, the last value."""
    while least < most:
        middle = (least + most) // 2
        if holds(middle):
            most = middle
        else:
            least = middle + 1
    return most
