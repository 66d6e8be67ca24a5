"""The editions of a guideline as HTML: when each was in force, and what each changed."""

from __future__ import annotations

from imrkit.views.html.markup import NOTHING, Html, join
from imrkit.views.rulebook.contents import HELD
from imrkit.views.rulebook.editions import Comparison
from imrkit.views.rulebook.entries import Chapter
from imrkit.views.rulebook.parts import paragraph, status_html, table
from imrkit.words.english import listed


def editions_html(chapter: Chapter) -> Html:
    """The editions of a guideline with the dates on which they were in force."""
    rows = (
        Html(
            '<tr><th scope="row">{}</th><td class="imr-dates">{} to {}</td><td>{}</td><td>{}</td>'
            "<td>{}</td><td>{}</td></tr>"
        ).format(
            g.edition,
            g.since,
            g.until or "now",
            g.citation,
            HELD[g.held],
            status_html(g.status),
            ". ".join(part.rstrip(".") for part in (g.source, g.note, g.read_at) if part),
        )
        for g in chapter.editions
    )
    heads = (
        *("Edition", "In force for decisions of", "Citation", "Held here"),
        *("How far the dates are verified", "Read in"),
    )
    return table("Editions", heads, rows, f"Editions of {chapter.title}")


def changes_said(found: Comparison) -> list[str]:
    """Rules that imrkit holds of some editions only, and editions of which it holds none.

    That it holds no rule does not say that the edition has none.
    """
    told = [
        f"Rules that imrkit holds from {edition} on, and not of the edition before: "
        f"{listed(titles)}."
        for edition, titles in found.new.items()
    ]
    told += [
        f"Rules that imrkit no longer holds from {edition} on: {listed(titles)}."
        for edition, titles in found.gone.items()
    ]
    if found.empty:
        names = listed(guideline.short for guideline in found.empty)
        told.append(f"imrkit holds no rule of {names}.")
    return told


def changes_html(chapter: Chapter, found: Comparison) -> Html:
    """What the editions of a guideline state differently, side by side."""
    told = join(map(paragraph, changes_said(found)))
    if not found.changes:
        return told or Html("<p>Its editions state nothing differently.</p>")
    rows, title = [], ""
    for change in found.changes:
        if change.rule != title:
            title = change.rule
            head = Html('<tr><th scope="rowgroup" colspan="{}" class="imr-family">{}</th></tr>')
            rows.append(head.format(len(found.editions) + 1, title))
        rows.append(
            Html('<tr><th scope="row">{}</th>{}</tr>').format(change.what, _stated(change.stated))
        )
    caption = f"{chapter.title}: what changed from edition to edition"
    heads = ("What", *(edition.edition for edition in found.editions))
    return told + table(caption, heads, rows, f"{chapter.title}, editions compared")


def _stated(stated: tuple[str, ...]) -> Html:
    """What each edition states; what is not as before is marked."""
    cells, last = NOTHING, ""
    for said in stated:
        mark = Html(' class="imr-changed"') if last and said and said != last else NOTHING
        cells += Html("<td{}>{}</td>").format(mark, said)
        last = said
    return cells
