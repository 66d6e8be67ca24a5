"""Outcome maps in words, and as an accessible table."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, NamedTuple, cast

from imrkit.determination.determination import Determination
from imrkit.whatif.maps import OutcomeMap, outcome_map
from imrkit.whatif.space import facts_that_count
from imrkit.words.english import listed

if TYPE_CHECKING:
    import pandas as pd

WORD = {
    "met": "overturned",
    "not shown": "upheld, not shown",
    "not met": "upheld, contrary to a criterion",
}
SIGN = {"met": "imr-cell-yes", "not shown": "imr-cell-open", "not met": "imr-cell-no"}


class Grid(NamedTuple):
    """What a map shows, as words.

    Attributes:
        across: what runs along the columns.
        down: what runs down the rows; "" for a single row.
        columns: values across.
        rows: values down; one "" for a single row.
        grounds: for each row and column, met, not shown or not met.
        here: (row, column) where the case stands, if it is on the map.
    """

    across: str
    down: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    grounds: tuple[tuple[str, ...], ...]
    here: tuple[int, int] | None


def map_axes(determination: Determination) -> tuple[str, str | None] | None:
    """The facts that tell most on a map: a number asked for, by a number that the file is to show.

    Returns:
        Names of the fact across and the fact down; the second None where there is no such number;
        None where the rules read no number of visits or the like.
    """
    count = [k.fact for k in facts_that_count(determination) if k.fact.type == "number"]
    across = [f.name for f in count if f.kind == "request" and not f.unstated]
    down = [f.name for f in count if f.kind == "evidence" and f.unstated is None]
    if not across and not down:
        return None
    if not across:
        return down[0], None
    return across[0], (down[0] if down else None)


def grid_of(found: OutcomeMap | pd.DataFrame) -> Grid:
    """Read a map, or the table of a sweep, as a grid of words."""
    if isinstance(found, OutcomeMap):
        down = found.down
        return Grid(
            found.across.label,
            down.label if down else "",
            tuple(found.across.show(pair) for pair in found.columns),
            tuple(down.show(pair) for pair in found.rows) if down else ("",),
            tuple(
                tuple(found.ground(r, c) for c in range(len(found.columns)))
                for r in range(len(found.rows))
            ),
            found.here,
        )
    names = [str(n) for n in found.columns if n not in ("Outcome", "Ground", "Here")]
    across, down_name = names[0], names[1] if len(names) > 1 else ""
    records = cast("list[dict[str, str]]", found.to_dict("records"))
    columns = tuple(dict.fromkeys(r[across] for r in records))
    rows = tuple(dict.fromkeys(r[down_name] for r in records)) if down_name else ("",)
    by_place = {(r.get(down_name, ""), r[across]): r for r in records}
    here = [
        (rows.index(place[0]), columns.index(place[1]))
        for place, r in by_place.items()
        if r["Here"]
    ]
    grounds = tuple(tuple(by_place[row, c]["Ground"] for c in columns) for row in rows)
    return Grid(across, down_name, columns, rows, grounds, here[0] if here else None)


def summary(grid: Grid) -> str:
    """Tell a grid in sentences, for those who do not see it."""
    said = []
    for row, grounds in zip(grid.rows, grid.grounds, strict=True):
        parts = []
        for ground, word in WORD.items():
            columns = [c for c, g in zip(grid.columns, grounds, strict=True) if g == ground]
            if columns:
                parts.append(f"{word} at {_run(columns, grid.columns)}")
        about = f"{grid.down}, {row}: " if grid.down else ""
        said.append(f"{about}{'; '.join(parts)}.")
    if grid.here:
        down, across = grid.here
        place = f"{grid.across.lower()}, {grid.columns[across]}"
        if grid.down:
            place += f"; {grid.down.lower()}, {grid.rows[down]}"
        said.append(f"The case stands at {place}: {WORD[grid.grounds[down][across]]}.")
    return " ".join(said)


def _run(some: list[str], every: tuple[str, ...]) -> str:
    """Some values of an axis, runs of neighbours told by their ends."""
    places = [every.index(value) for value in some]
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return listed(
        every[r[0]] if len(r) == 1 else f"{short(every[r[0]])} to {every[r[-1]]}" for r in runs
    )


def short(value: str) -> str:
    """A value as short as an axis needs it: "6" for "6 visits"."""
    if value == "not documented":
        return "not doc."
    number = re.match(r"\d+(?= \D|$)", value)
    return number[0] if number else value


def map_html(found: OutcomeMap | pd.DataFrame) -> str:
    """Show a map as a table: one cell for each combination, the case's own place marked."""
    grid = grid_of(found)
    head = "".join(f'<th scope="col">{escape(short(c))}</th>' for c in grid.columns)
    rows = "".join(_row(grid, r) for r in range(len(grid.rows)))
    down = f"down: {grid.down.lower()}; " if grid.down else ""
    caption = f"Outcome, {down}across: {grid.across.lower()}"
    return (
        f'<div class="imr-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="imr-map"><caption>{escape(caption)}</caption><thead><tr><td></td>{head}'
        f"</tr></thead><tbody>{rows}</tbody></table></div>{KEY}"
    )


def _row(grid: Grid, row: int) -> str:
    cells = []
    for column, ground in enumerate(grid.grounds[row]):
        here = grid.here == (row, column)
        said = f"{WORD[ground]}{'; the case stands here' if here else ''}"
        mark = ' imr-here" aria-current="true' if here else ""
        cells.append(
            f'<td class="{SIGN[ground]}{mark}" title="{said}">'
            f'<span class="imr-unseen">{said}</span></td>'
        )
    head = f'<th scope="row">{escape(short(grid.rows[row]))}</th>'
    return f"<tr>{head}{''.join(cells)}</tr>"


KEY = (
    '<p class="imr-key">'
    '<span><i class="imr-cell-yes"></i> Overturned</span> '
    '<span><i class="imr-cell-open"></i> Upheld, not shown</span> '
    '<span><i class="imr-cell-no"></i> Upheld, contrary to a criterion</span> '
    '<span><i class="imr-here"></i> This case</span></p>'
)


def map_of(determination: Determination) -> OutcomeMap | None:
    """The map that tells most of a determination, if its rules read numbers."""
    axes = map_axes(determination) if determination.rule else None
    return outcome_map(determination, *axes) if axes else None
