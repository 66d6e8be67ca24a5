"""Which question tells most about what a learner thinks, and what an answer then says of it.

A learner is taken to hold one misconception or none (`EXPERT`); each question is known by what the
holder of each would answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import log2

from imrkit.exercises.mastery import SLIP

EXPERT = ""
"""The holder of no misconception."""
Item = Mapping[str, str]
"""What the holder of each misconception, and the expert, would answer to a question."""
Beliefs = Mapping[str, float]
"""How likely each holder is; they add up to 1."""


def even(rules: Iterable[str]) -> dict[str, float]:
    """Every misconception as likely as none."""
    every = [EXPERT, *rules]
    return dict.fromkeys(every, 1 / len(every))


def options(item: Item) -> tuple[str, ...]:
    """The answers that a question offers: all that somebody would give."""
    return tuple(dict.fromkeys(item.values()))


def likelihood(item: Item, holder: str, answer: str) -> float:
    """How likely a holder gives an answer, slips counted in."""
    others = max(1, len(options(item)) - 1)
    return 1 - SLIP if item[holder] == answer else SLIP / others


def after(beliefs: Beliefs, item: Item, answer: str) -> dict[str, float]:
    """The beliefs once an answer was given."""
    weighed = {h: belief * likelihood(item, h, answer) for h, belief in beliefs.items()}
    total = sum(weighed.values())
    return {holder: weight / total for holder, weight in weighed.items()}


def told(beliefs: Beliefs, item: Item) -> float:
    """How much a question is expected to tell, in bits.

    That is how uncertain its answer is, less how uncertain it stays once the holder is known: then
    only slips are left, and they are as likely for every holder.
    """
    shares = dict.fromkeys(item.values(), 0.0)
    for holder, belief in beliefs.items():
        shares[item[holder]] += belief
    others = len(shares) - 1
    if not others:
        return 0.0
    rare = SLIP / others
    chances = [share * (1 - SLIP) + (1 - share) * rare for share in shares.values()]
    return _entropy(chances) - _entropy([1 - SLIP, *[rare] * others])


def most_telling(beliefs: Beliefs, items: Sequence[Item]) -> int:
    """The place of the question that is expected to tell most.

    Args:
        beliefs: how likely each holder is.
        items: the questions to choose from.
    """
    return max(range(len(items)), key=lambda place: told(beliefs, items[place]))


def _entropy(chances: Iterable[float]) -> float:
    return -sum(chance * log2(chance) for chance in chances if chance > 0)
