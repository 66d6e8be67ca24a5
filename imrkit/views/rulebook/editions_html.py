"""The editions of a guideline as HTML: when each was in force, and what each changed."""

from __future__ import annotations

from imrkit.views.html.markup import NOTHING, Html, join, quoted
from imrkit.views.rulebook.contents import HELD
from imrkit.views.rulebook.editions import Comparison
from imrkit.views.rulebook.entries import Chapter
from imrkit.views.rulebook.rule_html import status_html
from imrkit.words.english import listed


def editions_html(chapter: Chapter) -> Html:
    """The editions of a guideline with the dates on which they were in force."""
    rows = join(
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
    return Html(
        '<div class="imr-scroll" tabindex="0" role="region" aria-label="{}">'
        '<table class="imr-figures"><caption>Editions</caption><thead><tr>'
        '<th scope="col">Edition</th><th scope="col">In force for decisions of</th>'
        '<th scope="col">Citation</th><th scope="col">Held here</th>'
        '<th scope="col">How far the dates are verified</th>'
        '<th scope="col">Read in</th></tr></thead><tbody>{}</tbody></table></div>'
    ).format(quoted(f"Editions of {chapter.title}"), rows)


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
    told = join(Html("<p>{}</p>").format(sentence) for sentence in changes_said(found))
    if not found.changes:
        return told or Html("<p>Its editions state nothing differently.</p>")
    heads = join(Html('<th scope="col">{}</th>').format(g.edition) for g in found.editions)
    rows, title = [], ""
    for change in found.changes:
        if change.rule != title:
            title = change.rule
            head = Html('<tr><th scope="rowgroup" colspan="{}" class="imr-family">{}</th></tr>')
            rows.append(head.format(len(found.editions) + 1, title))
        rows.append(
            Html('<tr><th scope="row">{}</th>{}</tr>').format(change.what, _stated(change.stated))
        )
    named = f"{chapter.title}, editions compared"
    return told + Html(
        '<div class="imr-scroll" tabindex="0" role="region" aria-label="{}">'
        '<table class="imr-figures"><caption>{}: what changed from edition to edition</caption>'
        '<thead><tr><th scope="col">What</th>{}</tr></thead><tbody>{}</tbody></table></div>'
    ).format(quoted(named), chapter.title, heads, join(rows))


def _stated(stated: tuple[str, ...]) -> Html:
    """What each edition states; what is not as before is marked."""
    cells, last = NOTHING, ""
    for said in stated:
        mark = Html(' class="imr-changed"') if last and said and said != last else NOTHING
        cells += Html("<td{}>{}</td>").format(mark, said)
        last = said
    return cells
