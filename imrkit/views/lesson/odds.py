"""How often denials stand, as bars beside a table; the same figures for all who look."""

from __future__ import annotations

from imrkit.course.odds import Chart, odds
from imrkit.views.html.markup import Html, join, quoted

_LEFT, _WIDE, _END, _ROW = 148, 168, 44, 24
"""Room for names, bars, and figures, so that all fit a narrow window as they are; in pixels."""


def odds_html() -> Html:
    """Every chart, each with its table."""
    return join(map(_chart, odds()))


def _chart(chart: Chart) -> Html:
    rows = join(
        Html("<tr><th scope='row'>{}</th><td>{}</td><td>{}</td><td>{}</td></tr>").format(
            row.of, f"{row.value:.1f}{chart.unit}", row.by, row.status
        )
        for row in chart.rows
    )
    table = Html(
        '<details><summary>The figures, and who counted</summary><table class="imr-odds"><thead>'
        '<tr><th scope="col">Of</th><th scope="col">Share</th><th scope="col">Counted by</th>'
        '<th scope="col">Status</th></tr></thead><tbody>{}</tbody></table></details>'
    ).format(rows)
    return Html('<h3 class="imr-part">{}</h3><p>{}</p>{}{}').format(
        chart.title, chart.says, _bars(chart), table
    )


def _bars(chart: Chart) -> Html:
    said = "; ".join(f"{row.of}: {row.value:.1f}{chart.unit}" for row in chart.rows)
    bars = join(
        Html(
            '<text x="{}" y="{}" text-anchor="end">{}</text>'
            '<rect class="imr-bar" x="{}" y="{}" width="{:.1f}" height="14" rx="2"/>'
            '<text x="{:.1f}" y="{}">{}%</text>'
        ).format(
            _LEFT - 8,
            n * _ROW + 15,
            quoted(row.of),
            _LEFT,
            n * _ROW + 4,
            _WIDE * row.value / 100,
            _LEFT + _WIDE * row.value / 100 + 6,
            n * _ROW + 15,
            f"{row.value:.1f}",
        )
        for n, row in enumerate(chart.rows)
    )
    return Html(
        '<svg class="imr-bars" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
        'aria-label="{title}. {said}">{bars}</svg>'
    ).format(
        w=_LEFT + _WIDE + _END,
        h=len(chart.rows) * _ROW + 6,
        title=quoted(chart.title),
        said=quoted(said),
        bars=bars,
    )
