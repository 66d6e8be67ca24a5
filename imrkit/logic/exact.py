"""Exact verdicts on columns: pairs first, then one by one what tangled facts leave open."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from itertools import product
from math import prod
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from imrkit.errors import ImrkitError
from imrkit.facts.spans import Facts, Value, like
from imrkit.logic.arrays import both
from imrkit.logic.classes import Values, classes

if TYPE_CHECKING:
    from imrkit.logic.program import Program

FEW = 1_000
"""So many combinations are looked at one by one, more of them as columns."""
CELLS = 4_000_000
"""The most combinations one enumeration may hold in memory."""


def exact_scalars(program: Program, facts: Facts) -> tuple[bool, bool]:
    """`exact` on one case: pairs first, then every value of the tangled facts that are open."""
    low, high = program.verdict(facts)
    spread = [n for n in program.tangled if facts[n][0] != facts[n][1]]
    if low == high or not spread:
        return low, high
    values = [values_of(program, name, facts) for name in spread]
    if prod(map(len, values)) > FEW:
        import numpy as np

        some = {n: both(facts[n], lambda end: np.array([end])) for n in program.facts}
        surely, possibly = _enumerated(program, some, spread, 1)
        return bool(surely[0]), bool(possibly[0])
    found = [
        program.verdict({**facts, **dict(zip(spread, some, strict=True))})
        for some in product(*values)
    ]
    return all(low for low, _ in found), any(high for _, high in found)


def exact_columns(program: Program, facts: Facts) -> tuple[Any, Any]:
    """`exact` on arrays: pairs first, then the rows that tangled facts leave open."""
    import numpy as np

    surely, possibly = program.columns(facts)
    opens = {n: facts[n][0] != facts[n][1] for n in program.tangled}
    spread = [n for n, apart in opens.items() if np.any(apart)]
    if not spread:
        return surely, possibly
    ends = [np.asarray(end) for name in program.facts for end in facts[name]]
    shape = np.broadcast_shapes(*(end.shape for end in ends))
    surely, possibly = (np.array(np.broadcast_to(t, shape)) for t in (surely, possibly))
    unsure = (surely != possibly) & reduce(np.logical_or, (opens[n] for n in spread))
    rows = {
        n: both(facts[n], lambda end: np.broadcast_to(end, shape)[unsure]) for n in program.facts
    }
    surely[unsure], possibly[unsure] = _enumerated(program, rows, spread, int(unsure.sum()))
    return surely, possibly


def _enumerated(program: Program, rows: Facts, spread: list[str], size: int) -> tuple[Any, Any]:
    """Rows one by one: one more axis for each tangled fact, along all it could be."""
    import numpy as np

    found = np.empty((2, size), dtype=bool)
    if not size:
        return found[0], found[1]
    wide = {n: like(v, int(v[0].min()), int(v[1].max())) for n, v in rows.items()}
    values = {n: np.array([v[:2] for v in _classes(program, n, wide)]).T for n in spread}
    cells = int(np.prod([v.shape[1] for v in values.values()], dtype=object))
    if cells > CELLS:
        raise ImrkitError(
            f"deciding this exactly needs {cells:,} combinations of {', '.join(spread)}; "
            f"at most {CELLS:,} can be looked at"
        )
    step = max(1, CELLS // cells)
    for start in range(0, size, step):
        part = slice(start, start + step)
        some = {n: both(pair, itemgetter(part)) for n, pair in rows.items()}
        found[:, part] = _all_any(program, some, values)
    return found[0], found[1]


def _all_any(program: Program, rows: Facts, values: Mapping[str, Any]) -> tuple[Any, Any]:
    """Whether it holds for (all, any) of the values of some facts that each row allows."""
    import numpy as np

    more = (..., *(None,) * len(values))
    facts = {n: both(pair, itemgetter(more)) for n, pair in rows.items()}
    inside: Any = True
    for axis, (name, (first, last)) in enumerate(values.items()):
        along = (-1,) + (1,) * (len(values) - axis - 1)
        low, high = facts[name]
        inside = inside & (first.reshape(along) <= high) & (last.reshape(along) >= low)
        value = first.reshape(along).astype(low.dtype)
        facts[name] = like(facts[name], value, value)
    surely, possibly = np.broadcast_arrays(*program.columns(facts), inside)[:2]
    axes = tuple(range(1, surely.ndim))
    return (surely | ~inside).all(axis=axes), (possibly & inside).any(axis=axes)


def values_of(program: Program, name: str, facts: Facts) -> list[Value]:
    """Values of a fact that stand for all that it could be, as far as comparisons tell apart."""
    return [like(facts[name], v.first, v.first) for v in _classes(program, name, facts)]


def _classes(program: Program, name: str, wide: Facts) -> list[Values]:
    """The classes of all that a fact could be."""
    asked = [c.verdict for c in program.comparisons if name in c.facts]
    return classes(program.facts[name], wide, asked)
