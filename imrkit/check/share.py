"""A share with the interval that says how little a few cases tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

Z = 1.959964
"""Of a normal distribution, 95 % lie within so many standard deviations of the mean."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share, and the interval in which it may well lie (95 %).

    >>> str(share([True] * 9 + [False]))
    '90% (60-98%)'
    """

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.0%} ({100 * self.low:.0f}-{self.high:.0%})"

    def as_data(self) -> dict[str, float]:
        """The same as plain numbers, from 0 to 1."""
        return {
            "share": round(self.value, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
        }


def share(credits: Iterable[float]) -> Share | None:
    """The mean of credits from 0 to 1, with Wilson's interval; None without any.

    Args:
        credits: one for each case; a half counts as half a case right.
    """
    every = [float(credit) for credit in credits]
    if not every:
        return None
    mean = sum(every) / len(every)
    return Share(mean, *wilson(mean, len(every)))


def wilson(mean: float, n: float) -> tuple[float, float]:
    """Wilson's interval around a share, in which the true one lies in 95% of cases.

    Args:
        mean: the share, from 0 to 1.
        n: of how many it is one.
    """
    middle = (mean + Z**2 / (2 * n)) / (1 + Z**2 / n)
    wide = Z * sqrt(mean * (1 - mean) / n + Z**2 / (4 * n**2)) / (1 + Z**2 / n)
    return max(middle - wide, 0.0), min(middle + wide, 1.0)


def mean_of(a: Share | None, b: Share | None) -> Share | None:
    """The mean of two shares of different cases; None where one is missing.

    Their intervals are added by their squares (Newcombe 1998).
    """
    if a is None or b is None:
        return None
    value = (a.value + b.value) / 2
    below = sqrt((a.value - a.low) ** 2 + (b.value - b.low) ** 2) / 2
    above = sqrt((a.high - a.value) ** 2 + (b.high - b.value) ** 2) / 2
    return Share(value, value - below, value + above)
