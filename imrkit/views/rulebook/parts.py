"""Small parts of the rule book as HTML, shared by its rooms."""

from __future__ import annotations

from collections.abc import Iterable

from imrkit.rules.schema import Basis, Figure, Row, Status, verified
from imrkit.views.html.markup import Html, join, quoted


def status_html(status: Status, basis: Basis = "guideline") -> Html:
    """How far a thing is verified, as a badge in words."""
    word = verified(basis, status)
    return Html('<span class="imr-status imr-status-{}">{}</span>').format(status, word)


def figure_said(figure: Figure, one: Row) -> str:
    """A row of a figure: all others of a list that ends with none are not listed there."""
    return one.show(figure.unit) if one.when or one.limit or not figure.by else "not listed here"


def paragraph(text: str) -> Html:
    """A paragraph."""
    return Html("<p>{}</p>").format(text)


def folded(title: str, inner: Html) -> Html:
    """Something behind its title, to be unfolded."""
    return Html("<details><summary>{}</summary>{}</details>").format(title, inner)


def table(caption: str, heads: Iterable[str], rows: Iterable[Html], label: str = "") -> Html:
    """A table that scrolls by itself.

    Args:
        caption: what stands above it.
        heads: the heads of its columns.
        rows: its rows.
        label: its name among the regions of the page; the caption, if absent.
    """
    head = join(Html('<th scope="col">{}</th>').format(text) for text in heads)
    return Html(
        '<div class="imr-scroll" tabindex="0" role="region" aria-label="{}">'
        '<table class="imr-figures"><caption>{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(quoted(label or caption), caption, head, join(rows))


def row(name: str, *cells: str) -> Html:
    """A row of a table; its first cell names it."""
    told = join(Html("<td>{}</td>").format(cell) for cell in cells)
    return Html('<tr><th scope="row">{}</th>{}</tr>').format(name, told)
