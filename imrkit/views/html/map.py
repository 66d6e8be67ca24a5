"""A map of outcomes as an accessible table with its legend."""

from __future__ import annotations

from imrkit.views.html.markup import NOTHING, Html, join, quoted
from imrkit.whatif.outcome_map import Cell, OutcomeMap

CELL: dict[Cell, str] = {
    "met": "imr-cell-met",
    "judgment": "imr-cell-judgment",
    "not told": "imr-cell-untold",
    "not shown": "imr-cell-unshown",
    "not met": "imr-cell-unmet",
    "not determinable": "imr-cell-none",
    "not addressed": "imr-cell-none",
    "no result": "imr-cell-none",
    "cannot be": "imr-cell-none",
}
"""The class of a cell, a square of the legend, or a rectangle of the chart."""


def map_html(found: OutcomeMap) -> Html:
    """Show a map as a table: one cell for each combination, the case's own place marked."""
    head = join(Html('<th scope="col">{}</th>').format(tick.short) for tick in found.across.ticks)
    caption = f"Outcome, {found.axes_said}"
    return Html(
        '<div class="imr-scroll" tabindex="0" role="region" aria-label="{}">'
        '<table class="imr-map"><caption>{}</caption><thead><tr><td></td>{}'
        "</tr></thead><tbody>{}</tbody></table></div>{}"
    ).format(
        quoted(caption),
        caption,
        head,
        join(_row(found, row) for row in range(len(found.cells))),
        legend_html(found),
    )


def _row(found: OutcomeMap, row: int) -> Html:
    cells = []
    for column, cell in enumerate(found.cells[row]):
        said = "; ".join(filter(None, [found.word(row, column), found.marks(row, column)]))
        mark = Html(' imr-here" aria-current="true') if (row, column) == found.here else NOTHING
        file = " imr-file" if (row, column) == found.file else ""
        cells.append(
            Html('<td class="{}{}{}" title="{}"><span class="imr-unseen">{}</span></td>').format(
                CELL[cell], file, mark, quoted(said), said
            )
        )
    tick = found.rows[row]
    return Html('<tr><th scope="row">{}</th>{}</tr>').format(
        tick.short if tick else "", join(cells)
    )


def legend_html(found: OutcomeMap) -> Html:
    """Say what the cells of a map mean, and what marks the case's own place."""
    entries = [(CELL[cell], word) for cell, word in found.legend]
    entries += [("imr-here", "This case")] if found.here else []
    return Html('<p class="imr-key">{}</p>').format(
        join((Html('<span><i class="{}"></i> {}</span>').format(*e) for e in entries), Html(" "))
    )
