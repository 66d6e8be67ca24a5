"""Columns of facts: what NumPy and pandas hold, made fit for the logic to count in."""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import Any

from imrkit.errors import ImrkitError
from imrkit.facts.fact import Fact
from imrkit.facts.spans import Facts, Value, like

BLOCK = 2**16
"""Rows of a long table that are looked at together."""


def both(value: Value, function: Callable[[Any], Any]) -> Value:
    """Do the same to both ends of a value; once, where they are one and the same."""
    low = function(value[0])
    return like(value, low, low if value[0] is value[1] else function(value[1]))


def in_blocks(function: Callable[[Facts], Any], facts: Facts, size: int) -> tuple[Any, Any]:
    """Long columns piece by piece, so that what is worked on stays in the processor's cache."""
    import numpy as np

    found = (np.empty(size, dtype=bool), np.empty(size, dtype=bool))
    for start in range(0, size, BLOCK):
        rows = slice(start, start + BLOCK)
        part = function({name: both(pair, itemgetter(rows)) for name, pair in facts.items()})
        for whole, piece in zip(found, part, strict=True):
            whole[rows] = piece
    return found


def column_of(fact: Fact, end: Any) -> Any:
    """One end of a column, of a type that the logic can count in."""
    if isinstance(end, int):
        return end
    import numpy as np

    column = np.asarray(end)
    if column.dtype.kind not in ("b" if fact.type == "truth" else "iu"):
        raise ImrkitError(
            f"the column of {fact.name} must hold "
            f"{'truths' if fact.type == 'truth' else 'whole numbers'}; found {column.dtype}. "
            "What is not documented is given as two columns: the least and the most it could be."
        )
    if column.dtype.kind in "iu" and column.dtype not in (np.int16, np.int32, np.int64):
        # Differences of unsigned numbers and sums of bytes would wrap round.
        return column.astype(np.int32 if column.dtype.itemsize < 4 else np.int64)
    return column
