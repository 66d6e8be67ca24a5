"""The map on which a case stands, as plain data for the script to draw."""

from __future__ import annotations

from typing import TypedDict

from imrkit.determination.determination import Determination
from imrkit.rules.governing import By
from imrkit.views.explorer.controls import plain
from imrkit.views.explorer.question import Plain
from imrkit.views.html.map import CELL
from imrkit.whatif.maps import map_of
from imrkit.whatif.outcome_map import LEGEND, Axis, Cell, Tick


class Stop(TypedDict):
    """A row or column: its name, the value to set, and whether it leaves the fact open."""

    label: str
    value: Plain
    open: bool


class Meaning(TypedDict):
    """What a cell means: the class that draws it, and its words."""

    look: str
    words: str


class MapData(TypedDict):
    """The map. `here` and `file` are [row, column] of the case now and on the file's facts."""

    title: str
    across: str
    down: str
    across_label: str
    down_label: str
    columns: list[Stop]
    rows: list[Stop]
    cells: list[list[Cell]]
    meanings: dict[Cell, Meaning]
    legend: list[Cell]
    here: list[int] | None
    file: list[int] | None


def map_data(original: Determination, current: Determination, by: By) -> MapData | None:
    """Draw up the map on which a case stands; None where no fact makes a map.

    Args:
        original: the determination on the facts of the file; it chooses the two facts.
        current: the determination on the facts as they stand.
        by: what the item is judged by.
    """
    found = map_of(current, by, original)
    if found is None:
        return None
    return MapData(
        title=found.title,
        across=found.across.fact.name,
        down=found.down.fact.name if found.down else "",
        across_label=found.across.fact.label,
        down_label=found.down.fact.label if found.down else "",
        columns=_stops(found.across),
        rows=_stops(found.down) if found.down else [Stop(label="", value=None, open=False)],
        cells=[list(row) for row in found.cells],
        meanings={cell: Meaning(look=CELL[cell], words=word) for cell, word in LEGEND.items()},
        legend=[cell for cell, _ in found.legend],
        here=list(found.here) if found.here else None,
        file=list(found.file) if found.file else None,
    )


def _stops(axis: Axis) -> list[Stop]:
    return [_stop(axis, tick) for tick in axis.ticks]


def _stop(axis: Axis, tick: Tick) -> Stop:
    label = tick.short if axis.fact.type == "number" and not tick.open else tick.label
    return Stop(label=label, value=plain(tick.known), open=tick.open)
