"""Classes of a fact's values that no comparison tells apart (visits far beyond every limit)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from imrkit.facts.fact import Fact
from imrkit.facts.spans import Facts


class Values(NamedTuple):
    """Coded values, first to last, that no rule tells apart; or "not documented" (`lost`)."""

    first: int
    last: int
    lost: bool = False


def classes(
    fact: Fact,
    wide: Facts,
    comparisons: Iterable[Callable[[Facts], tuple[bool, bool]]],
    most: int | None = None,
) -> list[Values]:
    """Split all that a fact could be into classes that no comparison tells apart.

    Within a class of more than one value every comparison is settled, whatever the other facts
    are within what is known of them. So a class must not reach beyond what is known of its own
    fact: a value out there stands for none that the fact could have.

    Args:
        fact: the fact.
        wide: all that each fact could be, itself included.
        comparisons: the bounds of the comparisons that read the fact.
        most: the most classes to look for.

    Returns:
        The classes in order; none where there are more than `most`.
    """
    low, high = wide[fact.name]
    asked = list(comparisons)
    if fact.type == "truth":
        return [Values(v, v) for v in (False, True) if low <= v <= high]
    if fact.type == "choice":
        return [Values(v, v) for v in range(low, high + 1)]

    def settled(first: int, last: int) -> bool:
        pairs = (verdict({**wide, fact.name: fact.between(first, last)}) for verdict in asked)
        return all(surely == possibly for surely, possibly in pairs)

    found: list[Values] = []
    ahead = [(int(low), int(high))]
    while ahead:
        first, last = ahead.pop()
        if first < last and not settled(first, last):
            middle = (first + last) // 2
            ahead += [(middle + 1, last), (first, middle)]
        elif found and settled(found[-1].first, last):
            found[-1] = Values(found[-1].first, last)
        else:
            found.append(Values(first, last))
            if most is not None and len(found) > most:
                return []
    return found
