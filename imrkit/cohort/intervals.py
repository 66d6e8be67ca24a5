"""Shares, correlations and medians with the 95% interval in which the true one lies.

An interval says how much so few learners can tell; nothing on a report stands without one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from imrkit.check.share import Z, wilson

FEWEST_FOR_CORRELATION = 5
FEWEST_FOR_MEDIAN = 6
"""The whole range of fewer holds the median less often than in 95 of 100."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure, between which bounds the true one lies, and on how many learners it rests."""

    value: float
    low: float
    high: float
    n: int


def share(some: int, of: int) -> Interval:
    """A share, with its Wilson interval; of nothing, anything is possible.

    >>> found = share(9, 30)
    >>> round(found.low, 2), round(found.high, 2)
    (0.17, 0.48)
    """
    return Interval(some / of, *wilson(some / of, of), of) if of else Interval(0.0, 0.0, 1.0, 0)


def share_of_groups(groups: Iterable[tuple[int, int]]) -> Interval:
    """A share of answers, where answers of one learner hang together.

    Args:
        groups: for each learner how many answers are meant, of how many.

    Returns:
        The share, with an interval as wide as learners differ from each other; `n` counts answers.
    """
    some = [group for group in groups if group[1]]
    total = sum(of for _, of in some)
    if not total:
        return Interval(0.0, 0.0, 1.0, 0)
    found = sum(meant for meant, _ in some) / total
    spread = sum((meant - found * of) ** 2 for meant, of in some) / total**2
    spread *= len(some) / max(len(some) - 1, 1)
    # As many answers as would, each alone, tell as much; of no more learners than there are.
    counting = min(total, found * (1 - found) / spread) if spread else min(total, len(some))
    return Interval(found, *wilson(found, max(counting, 1.0)), total)


def correlation(pairs: Sequence[tuple[float, float]]) -> Interval | None:
    """A correlation, with its interval by Fisher; None where there are too few, or all are alike.

    Args:
        pairs: two figures of each learner.
    """
    n = len(pairs)
    if n < FEWEST_FOR_CORRELATION:
        return None
    mean_x, mean_y = (sum(pair[k] for pair in pairs) / n for k in (0, 1))
    both = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    of_x = sum((x - mean_x) ** 2 for x, _ in pairs)
    of_y = sum((y - mean_y) ** 2 for _, y in pairs)
    if of_x < 1e-9 or of_y < 1e-9:
        return None
    found = both / math.sqrt(of_x * of_y)
    on_scale = math.atanh(max(-0.999, min(0.999, found)))
    half = Z / math.sqrt(n - 3)
    return Interval(found, math.tanh(on_scale - half), math.tanh(on_scale + half), n)


def median(values: Sequence[float]) -> Interval | None:
    """A median, with the interval that its ranks give; None of nothing.

    Of fewer than `FEWEST_FOR_MEDIAN` it is the range of all, and no 95% interval.
    """
    some, n = sorted(values), len(values)
    if not n:
        return None
    half = Z * math.sqrt(n) / 2
    low, high = max(0, math.floor((n - 1) / 2 - half)), min(n - 1, math.ceil((n - 1) / 2 + half))
    return Interval((some[(n - 1) // 2] + some[n // 2]) / 2, some[low], some[high], n)
