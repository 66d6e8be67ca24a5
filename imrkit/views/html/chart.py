"""Outcome maps and sweeps as an SVG chart, with a text alternative."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from imrkit.views.html.map import SIGN, grid_of, short, summary
from imrkit.whatif.maps import OutcomeMap

if TYPE_CHECKING:
    import pandas as pd

_CELL, _TOP, _LEFT = 20, 8, 74


def chart(found: OutcomeMap | pd.DataFrame) -> str:
    """Draw a map or a sweep as an SVG chart with a title and a description.

    Args:
        found: an outcome map, or the table of a sweep over one or two facts.

    Returns:
        An SVG element; filled cells are overturned, hatched ones not shown, dotted ones contrary.
    """
    grid = grid_of(found)
    wide, high = len(grid.columns), len(grid.rows)
    long = max((len(short(c)) for c in grid.columns), default=1)
    cell = max(_CELL, 7 * long + 6)
    left = _LEFT if grid.down else 8
    width = max(left + wide * cell + 8, 300)
    height = _TOP + high * _CELL + 40 + (16 if grid.down else 0)
    title = f"Outcome by {grid.across.lower()}"
    title += f" and {grid.down.lower()}" if grid.down else ""
    drawn = []
    for r, grounds in enumerate(grid.grounds):
        y = _TOP + r * _CELL
        if grid.down:
            drawn.append(_text(short(grid.rows[r]), left - 6, y + 14, "end"))
        drawn += [_cell(ground, left + c * cell, y, cell) for c, ground in enumerate(grounds)]
    if grid.here:
        row, column = grid.here
        drawn.append(
            f'<rect class="imr-here" x="{left + column * cell - 1}" y="{_TOP + row * _CELL - 1}" '
            f'width="{cell}" height="{_CELL}" rx="3"/>'
        )
    foot = _TOP + high * _CELL + 13
    drawn += [
        _text(short(c), left + i * cell + (cell - 2) / 2, foot, "middle")
        for i, c in enumerate(grid.columns)
    ]
    drawn.append(_text(f"across: {grid.across.lower()}", left, foot + 18, "start"))
    if grid.down:
        drawn.append(_text(f"down: {grid.down.lower()}", left, foot + 34, "start"))
    said = summary(grid)
    return (
        f'<svg class="imr-chart" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(f"{title}. {said}")}"><title>{escape(title)}</title>'
        f"<desc>{escape(said)}</desc>{''.join(drawn)}</svg>"
    )


def _cell(ground: str, x: int, y: int, cell: int) -> str:
    w, h = cell - 2, _CELL - 2
    box = f'<rect class="{SIGN[ground]}" x="{x}" y="{y}" width="{w}" height="{h}" rx="2"/>'
    if ground == "not shown":  # hatching, drawn line by line: no pattern that another page shares
        lines = "".join(
            f"M{x + max(s, 0)} {y + min(h, h + s)}L{x + min(s + h, w)} {y + max(h - (w - s), 0)}"
            for s in range(-h + 5, w, 6)
        )
        return f'{box}<path class="imr-cell-lines" d="{lines}"/>'
    if ground == "not met":
        return f'{box}<circle class="imr-cell-dot" cx="{x + w / 2}" cy="{y + h / 2}" r="1.6"/>'
    return box


def _text(text: str, x: float, y: float, anchor: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(text)}</text>'
