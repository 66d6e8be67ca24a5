"""Exact answers: first the bounds, then one by one what tangled facts leave open.

Bounds are exact unless a fact pulls a truth in two directions at once. So it is enough to look at
the values of such facts, and of these only at one for each class that comparisons tell apart.
Facts that no comparison ties together are looked at apart: of their combinations only those count
that some comparison tells apart.

What is too large even so is left to the bounds: they are sound, and open where it is not known.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from imrkit.facts.spans import Facts, Truth, Value, like
from imrkit.logic.classes import Values, classes
from imrkit.logic.program import Program

if TYPE_CHECKING:
    from imrkit.logic.arrays import Kinds

FEW = 1_000
"""So many combinations are looked at one by one, more of them as columns."""
MANY = 5_000
"""The most classes of values of one fact."""
CELLS = 4_000_000
"""The most combinations that are held in memory; of more, some facts are left to the bounds."""
WORK = 10_000_000_000
"""The most combinations that are looked at for all rows of some columns."""


def exact(program: Program, facts: Facts) -> Truth:
    """Whether a truth is (surely, possibly) so: what trying every value of every fact gives.

    The bounds of a program are as good, unless a fact pulls both ways; then they may be open where
    the answer is not. Six visits or fewer, or more: one of the two is so, whatever the number.

    >>> from imrkit.facts.fact import Fact
    >>> from imrkit.facts.spans import Span
    >>> from imrkit.logic.nodes import Read
    >>> from imrkit.logic.parse import parse
    >>> visits = Fact("Visits", "number", "request", "How many?", "visits", (1, 99), name="visits")
    >>> scope = {"visits": Read(visits)}.get
    >>> facts = {"visits": Span(1, 99)}
    >>> either = Program(parse("visits <= 6 or visits > 6", scope))
    >>> either.bounds(facts), exact(either, facts)
    (Truth(surely=False, possibly=True), Truth(surely=True, possibly=True))
    >>> exact(Program(parse("2 * visits == 5", scope)), facts)  # no number doubled is odd
    Truth(surely=False, possibly=False)

    Args:
        program: the truth.
        facts: what is known of each fact it reads, of one case or in columns of cases.

    Returns:
        Truths of one case, or columns of them. Where `left_to_bounds` names facts it may be open
        where trying all their values would settle it; never the other way round.
    """
    if _one_case(program, facts):
        return _exact_of_one(program, facts)
    return exact_in_columns(program, facts)


def exact_of_each(program: Program, facts: Facts) -> tuple[bool, ...]:
    """Of one case, all ends of `program.nodes` exactly, low and high by turns."""
    if all(facts[name][0] == facts[name][1] for name in program.tangled):
        return program.bounds_of_each(facts)
    return tuple(end for part in program.parts for end in _exact_of_one(part, facts))


def exact_in_columns(program: Program, facts: Facts) -> Truth:
    """Whether a truth is (surely, possibly) so in every row of columns of cases.

    Args:
        program: the truth.
        facts: columns of what is known of each fact it reads.

    Raises:
        ImrkitError: if a column holds anything but whole numbers, or truths for a truth.
    """
    from imrkit.logic.arrays import refined

    found = program.bounds_in_columns(facts)
    spread = [name for name in program.tangled if _anywhere(facts[name][0] != facts[name][1])]
    if not spread:
        return found
    read = {name: facts[name] for name in program.facts}
    return refined(found, read, spread, lambda rows: _enumerated(program, rows, spread))


def left_to_bounds(program: Program, facts: Facts) -> tuple[str, ...]:
    """The open facts of one case whose combinations are too many to be looked at.

    Where there are any, `exact` may leave open what trying every value would settle.
    """
    found = program.bounds(facts)
    spread = _spread(program, facts)
    if found.surely == found.possibly or not spread:
        return ()
    return tuple(_kinds(program, facts, spread, 1)[1])


def values_of(program: Program, name: str, facts: Facts, most: int | None = None) -> list[Value]:
    """Values of a fact that stand for all that it could be, as far as comparisons tell apart."""
    return [like(facts[name], v.first, v.first) for v in _classes(program, name, facts, most)]


def _one_case(program: Program, facts: Facts) -> bool:
    # Both ends are columns or neither is.
    return all(isinstance(facts[name][0], int) for name in program.facts)


def _spread(program: Program, facts: Facts) -> list[str]:
    return [name for name in program.tangled if facts[name][0] != facts[name][1]]


def _exact_of_one(program: Program, facts: Facts) -> Truth:
    found = program.bounds(facts)
    if found[0] is found[1] or not program.tangled:
        return found
    spread = _spread(program, facts)
    if not spread:
        return found
    values = [values_of(program, name, facts, FEW) for name in spread]
    if not all(values) or prod(map(len, values)) > FEW:
        from imrkit.logic.arrays import one_row

        row = one_row({name: facts[name] for name in program.facts})
        surely, possibly = _enumerated(program, row, spread)
        return Truth(bool(surely[0]), bool(possibly[0]))
    tried = [
        program.bounds({**facts, **dict(zip(spread, some, strict=True))})
        for some in product(*values)
    ]
    return Truth(all(low for low, _ in tried), any(high for _, high in tried))


def _enumerated(program: Program, rows: Facts, spread: list[str]) -> Truth:
    """Rows one by one, with every value of the tangled facts."""
    from imrkit.logic.arrays import all_any, widest

    size = len(next(iter(rows.values()))[0])
    kinds, _ = _kinds(program, widest(rows), spread, size)
    if not kinds:
        return program.bounds_in_columns(rows)
    return all_any(program.bounds_in_columns, rows, kinds, CELLS)


def _kinds(
    program: Program, wide: Facts, spread: list[str], rows: int
) -> tuple[list[Kinds], list[str]]:
    """The combinations of values to look at, and the facts that have too many of them."""
    from imrkit.logic.arrays import alike, each_apart

    found = {name: [v[:2] for v in _classes(program, name, wide, MANY)] for name in spread}
    left = [name for name, some in found.items() if not some]
    found = {name: some for name, some in found.items() if some}
    allowed = min(CELLS, max(FEW, WORK // rows))
    if prod(map(len, found.values())) <= allowed:
        return [each_apart(name, some) for name, some in found.items()], left
    kinds = []
    for group in _tied(program, found):
        if prod(len(found[name]) for name in group) > CELLS:
            left += group
        else:
            asked = [c.bounds_in_columns for c in program.comparisons if group & c.facts.keys()]
            some = {name: found[name] for name in spread if name in group}
            kinds.append(alike(some, asked, wide, one=rows == 1))
    kinds.sort(key=lambda some: len(some.starts))
    while prod(len(some.starts) for some in kinds) > allowed:
        left += kinds.pop().classes
    return kinds, left


def _tied(program: Program, names: Iterable[str]) -> list[set[str]]:
    """Sort facts into groups that no comparison ties to each other."""
    groups = [{name} for name in names]
    for comparison in program.comparisons:
        joined = [group for group in groups if group & comparison.facts.keys()]
        if len(joined) > 1:
            groups = [group for group in groups if group not in joined]
            groups.append(set().union(*joined))
    return groups


def _classes(program: Program, name: str, wide: Facts, most: int | None = None) -> list[Values]:
    """The classes of all that a fact could be; none where there are more than `most`."""
    asked = [c.bounds for c in program.comparisons if name in c.facts]
    return classes(program.facts[name], wide, asked, most)


def _anywhere(apart: object) -> bool:
    """Whether something is so, or is so in some row of a column."""
    return apart if isinstance(apart, bool) else bool(apart.any())  # type: ignore[attr-defined]
