"""A map of outcomes as an SVG chart, with a text alternative."""

from __future__ import annotations

from imrkit.views.html.map import CELL
from imrkit.views.html.markup import NOTHING, Html, join, quoted
from imrkit.whatif.outcome_map import Cell, OutcomeMap

_CELL, _TOP, _LEFT = 20, 8, 74


def chart(found: OutcomeMap) -> Html:
    """Draw a map as an SVG chart with a title and a description.

    Args:
        found: the map.

    Returns:
        An SVG element; each verdict has a drawing of its own beside its color.
    """
    columns, rows = [tick.short for tick in found.across.ticks], found.rows
    wide, high = len(columns), len(rows)
    cell = max(_CELL, 7 * max(map(len, columns), default=1) + 6)
    names = [tick.short if tick else "" for tick in rows]
    left = max(_LEFT, 6 * max(map(len, names)) + 14) if found.down else 8
    axes = list(reversed(found.axes_said.split("; ")))
    width = max(left + wide * cell + 8, left + 7 * max(map(len, axes)))
    height = _TOP + high * _CELL + 40 + (16 if found.down else 0)
    drawn = [_text(name, left - 6, _TOP + r * _CELL + 14, "end") for r, name in enumerate(names)]
    drawn += [_cell(found.cells[r][c], left + c * cell, _TOP + r * _CELL, cell) for r, c in found]
    if found.here:
        row, column = found.here
        box = Html('<rect class="imr-here" x="{}" y="{}" width="{}" height="{}" rx="3"/>')
        place = (left + column * cell - 1, _TOP + row * _CELL - 1)
        drawn.append(box.format(*place, cell, _CELL))
    foot = _TOP + high * _CELL + 13
    drawn += [
        _text(name, left + c * cell + (cell - 2) / 2, foot, "middle")
        for c, name in enumerate(columns)
    ]
    for line, said in enumerate(axes):
        drawn.append(_text(said, left, foot + 18 + 16 * line, "start"))
    return Html(
        '<svg class="imr-chart" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" '
        'aria-label="{2}. {3}"><g><title>{2}</title><desc>{3}</desc>{4}</g></svg>'
    ).format(width, height, quoted(found.title), quoted(found.said), join(drawn))


def _cell(verdict: Cell, x: int, y: int, cell: int) -> Html:
    w, h = cell - 2, _CELL - 2
    box = Html('<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="2"/>').format(
        CELL[verdict], x, y, w, h
    )
    return box + _drawing(verdict, x, y, w, h)


def _drawing(verdict: Cell, x: int, y: int, w: int, h: int) -> Html:
    """What is drawn into a cell: hatching, wide or narrow, half of it filled, or a dot."""
    match verdict:
        case "not shown" | "not told":
            return _hatching(x, y, w, h, 6 if verdict == "not shown" else 9, CELL[verdict])
        case "judgment":
            return Html('<path class="imr-cell-half" d="M{} {}h{}l-{} {}z"/>').format(x, y, w, w, h)
        case "not met":
            dot = Html('<circle class="imr-cell-dot" cx="{}" cy="{}" r="1.6"/>')
            return dot.format(x + w / 2, y + h / 2)
    return NOTHING


def _hatching(x: int, y: int, w: int, h: int, gap: int, kind: str) -> Html:
    """Line by line: no pattern whose name another drawing of the page might share."""
    lines = "".join(
        f"M{x + max(s, 0)} {y + min(h, h + s)}L{x + min(s + h, w)} {y + max(h - (w - s), 0)}"
        for s in range(5 - h, w, gap)
    )
    return Html('<path class="imr-cell-lines {}-lines" d="{}"/>').format(kind, lines)


def _text(text: str, x: float, y: float, anchor: str) -> Html:
    return Html('<text x="{:g}" y="{:g}" text-anchor="{}">{}</text>').format(
        x, y, anchor, quoted(text)
    )
