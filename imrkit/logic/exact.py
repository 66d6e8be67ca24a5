"""Exact answers: first the bounds, then one by one what tangled facts leave open.

Bounds are exact unless a fact pulls a truth in two directions at once. So it is enough to look at
the values of such facts, and of these only at one for each class that comparisons tell apart.
"""

from __future__ import annotations

from itertools import product
from math import prod

from imrkit.errors import ImrkitError
from imrkit.facts.spans import Facts, Truth, Value, like
from imrkit.logic.classes import Values, classes
from imrkit.logic.program import Program

FEW = 1_000
"""So many combinations are looked at one by one, more of them as columns."""
CELLS = 4_000_000
"""The most combinations one enumeration may hold in memory."""


def exact(program: Program, facts: Facts) -> Truth:
    """Whether a truth is (surely, possibly) so: what trying every value of every fact gives.

    Args:
        program: the truth.
        facts: what is known of each fact it reads, of one case or in columns of cases.

    Returns:
        Truths of one case, or columns of them.

    Raises:
        ImrkitError: if the enumeration would not fit in memory.
    """
    if all(isinstance(end, int) for name in program.facts for end in facts[name]):
        return _exact_of_one(program, facts)
    return exact_in_columns(program, facts)


def exact_of_each(program: Program, facts: Facts) -> tuple[bool, ...]:
    """Of one case, all ends of `program.nodes` exactly, low and high by turns.

    Raises:
        ImrkitError: if the enumeration would not fit in memory.
    """
    if all(facts[name][0] == facts[name][1] for name in program.tangled):
        return program.bounds_of_each(facts)
    return tuple(end for part in program.parts for end in _exact_of_one(part, facts))


def exact_in_columns(program: Program, facts: Facts) -> Truth:
    """Whether a truth is (surely, possibly) so in every row of columns of cases.

    Args:
        program: the truth.
        facts: columns of what is known of each fact it reads.

    Raises:
        ImrkitError: if the enumeration would not fit in memory.
    """
    from imrkit.logic.arrays import refined

    found = program.bounds_in_columns(facts)
    spread = [name for name in program.tangled if _anywhere(facts[name][0] != facts[name][1])]
    if not spread:
        return found
    read = {name: facts[name] for name in program.facts}
    return refined(found, read, spread, lambda rows: _enumerated(program, rows, spread))


def values_of(program: Program, name: str, facts: Facts) -> list[Value]:
    """Values of a fact that stand for all that it could be, as far as comparisons tell apart."""
    return [like(facts[name], v.first, v.first) for v in _classes(program, name, facts)]


def _exact_of_one(program: Program, facts: Facts) -> Truth:
    found = program.bounds(facts)
    spread = [name for name in program.tangled if facts[name][0] != facts[name][1]]
    if found.surely == found.possibly or not spread:
        return found
    values = [values_of(program, name, facts) for name in spread]
    if prod(map(len, values)) > FEW:
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

    wide = widest(rows)
    values = {name: [v[:2] for v in _classes(program, name, wide)] for name in spread}
    cells = prod(map(len, values.values()))
    if cells > CELLS:
        raise ImrkitError(
            f"deciding this exactly needs {cells:,} combinations of {', '.join(spread)}; "
            f"at most {CELLS:,} can be looked at"
        )
    return all_any(program.bounds_in_columns, rows, values, CELLS)


def _classes(program: Program, name: str, wide: Facts) -> list[Values]:
    """The classes of all that a fact could be."""
    asked = [c.bounds for c in program.comparisons if name in c.facts]
    return classes(program.facts[name], wide, asked)


def _anywhere(apart: object) -> bool:
    """Whether something is so, or is so in some row of a column."""
    return apart if isinstance(apart, bool) else bool(apart.any())  # type: ignore[attr-defined]
