"""What is known of a value: all that it could be, from its least to its greatest.

Each kind of value has a type of its own, so that a type checker refuses a count where a truth is
asked. Choices are coded by their place in the list, days by their number. The ends are Python
scalars, or NumPy arrays of one shape: the same logic decides one case and a million rows.

>>> six, unknown = Span(6, 6), Span(0, 999)
>>> six.settled, unknown.settled
(True, False)
>>> Truth(False, True)  # open: not surely so, and yet possibly
Truth(surely=False, possibly=True)

A value equals the plain pair of its ends, and so also a value of another kind with the same ends:

>>> Span(0, 1) == (0, 1) == Truth(False, True)
True
>>> type(like(Truth(False, True), True, True)).__name__
'Truth'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class Span(NamedTuple):
    """A number or a coded choice: the least and the greatest that it could be, both included."""

    low: Any
    high: Any

    @property
    def settled(self) -> bool:
        """Whether it can be one thing only."""
        return bool(self.low == self.high)


class Truth(NamedTuple):
    """Whether something is surely so, and whether it is possibly so."""

    surely: Any
    possibly: Any

    @property
    def settled(self) -> bool:
        """Whether it is known."""
        return bool(self.surely == self.possibly)


TRUTHS = (Truth(False, False), Truth(False, True), Truth(True, True))
"""Not so, open and so, each in the place of the sum of its ends: these need not be made anew."""


class Days(NamedTuple):
    """A date: the first and the last day that it could be, as day numbers."""

    first: Any
    last: Any

    @property
    def settled(self) -> bool:
        """Whether it is one day."""
        return bool(self.first == self.last)


Value = Span | Truth | Days
"""What is known of one fact."""
Facts = Mapping[str, Value]
"""What is known of facts, by name."""


def like(value: Value, low: Any, high: Any) -> Value:
    """What is known of the same kind of fact, between two other ends."""
    return type(value)(low, high)


def both(value: Value, change: Callable[[Any], Any]) -> Value:
    """Do the same to both ends of a value; once, where they are one and the same column."""
    low = change(value[0])
    return like(value, low, low if value[0] is value[1] else change(value[1]))


def days_of(facts: Facts, name: str) -> Days:
    """What is known of a date.

    Raises:
        TypeError: if the fact is no date.
    """
    found = facts[name]
    if not isinstance(found, Days):
        raise TypeError(f"{name} is no date: {found!r}")
    return found
