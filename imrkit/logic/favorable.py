"""Whether the right values of some open facts would settle a truth, whatever the others are."""

from __future__ import annotations

from collections.abc import Iterable

from imrkit.facts.spans import Facts, like
from imrkit.logic.exact import exact, values_of
from imrkit.logic.program import Program

MOST_TRIED = 5_000
"""So many combinations of values are tried."""


def can_be_shown(program: Program, facts: Facts, free: Iterable[str]) -> bool:
    """Whether some values of some facts make a truth sure, whatever the other open facts are.

    With no fact free this is whether the truth is surely so, with every fact free whether it is
    possibly so.

    >>> from imrkit.facts.fact import Fact
    >>> from imrkit.facts.spans import Span
    >>> from imrkit.logic.nodes import Read
    >>> from imrkit.logic.parse import parse
    >>> done = Fact("Done", "number", "evidence", "How many?", "visits", (0, 99), name="done")
    >>> asked = Fact("Asked", "number", "request", "How many?", "visits", (1, 99), name="asked")
    >>> few = Program(parse("done + asked <= 10", {"done": Read(done), "asked": Read(asked)}.get))
    >>> can_be_shown(few, {"done": Span(0, 99), "asked": Span(6, 6)}, ["done"])  # four or fewer
    True
    >>> can_be_shown(few, {"done": Span(0, 99), "asked": Span(1, 99)}, ["asked"])  # if 10 are done?
    False

    Args:
        program: the truth.
        facts: what is known of each fact it reads, of one case.
        free: the facts that may take any value within what is known of them.

    Returns:
        Whether there are such values; False too where more than MOST_TRIED combinations of facts
        that pull both ways would have to be tried and none of the first is one.
    """
    return favorable(program, facts, free) is not None


def favorable(program: Program, facts: Facts, free: Iterable[str]) -> Facts | None:
    """Find such values of the free facts: what `can_be_shown` asks for, and what it is shown by.

    Args:
        program: the truth.
        facts: what is known of each fact it reads, of one case.
        free: the facts that may take any value within what is known of them.

    Returns:
        The facts with such values; None where there are none, or none is found.
    """
    best = dict(facts)
    both_ways = []
    for name in free:
        low, high = facts[name] if name in program.facts else (0, 0)
        if low != high:
            way = program.directions[name]
            if way:
                end = high if way > 0 else low
                best[name] = like(facts[name], end, end)
            else:
                both_ways.append(name)
    return _found(program, best, both_ways, [MOST_TRIED])


def _found(program: Program, facts: Facts, free: list[str], left: list[int]) -> Facts | None:
    """Try the values of one free fact after the other, as far as the bounds leave it open."""
    surely, possibly = program.bounds(facts)
    if surely or not possibly:
        return facts if surely else None
    if not free:
        return facts if exact(program, facts).surely else None
    name, *rest = free
    for value in values_of(program, name, facts, MOST_TRIED):
        left[0] -= 1
        if left[0] < 0:
            return None
        if found := _found(program, {**facts, name: value}, rest, left):
            return found
    return None
