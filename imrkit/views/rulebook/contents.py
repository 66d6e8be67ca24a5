"""The ways into the rule book: a search box, the treatments, and the register of editions."""

from __future__ import annotations

import re
from pathlib import Path

from imrkit.facts.spelling import name_said
from imrkit.rules.rulebook import Rulebook
from imrkit.rules.schema import Guideline
from imrkit.views.html.markup import Html, join, ours, quoted
from imrkit.views.rulebook.entries import Chapter, Entry, by_treatment
from imrkit.views.rulebook.parts import status_html, table
from imrkit.words.english import upper_first

HELD = {
    "whole": "the whole",
    "part": "a part; what is not held is not taken to be silent",
    "none": "nothing yet",
}
_ADDRESS = re.compile(r"(https://[^\s;,()]+)")


def search_html() -> Html:
    """A box that finds rules by their words; it is made by its script, where scripts run."""
    script = Path(__file__).with_name("search.js").read_text(encoding="utf-8")
    return Html('<div class="imr-search"></div><script>{}</script>').format(ours(script))


def contents_html(chapters: tuple[Chapter, ...], book: Rulebook) -> Html:
    """The treatments by family, each with links to the rules that address it.

    Args:
        chapters: the guidelines whose rules are named.
        book: the rules.
    """
    return join(
        Html(
            '<details><summary>{}</summary><table class="imr-contents"><thead><tr>'
            '<th scope="col">Disputed treatment</th><th scope="col">Rules</th></tr></thead>'
            "<tbody>{}</tbody></table></details>"
        ).format(
            upper_first(name_said(family)),
            join(
                Html('<tr><th scope="row">{}</th><td>{}</td></tr>').format(
                    name_said(treatment), join((_named(entry) for entry in entries), Html("<br>"))
                )
                for treatment, entries in treatments.items()
            ),
        )
        for family, treatments in by_treatment(chapters, book).items()
    )


def _named(entry: Entry) -> Html:
    return Html('<a href="#{}">{}</a> ({})').format(
        quoted(entry.anchor), entry.line, entry.rule.guideline.title
    )


def anchors_html(entry: Entry) -> Html:
    """The places that citations of any edition of a rule lead to."""
    return join(Html('<span id="{}"></span>').format(quoted(id)) for id in entry.anchors)


def register_html(chapters: tuple[Chapter, ...]) -> Html:
    """Every edition: when it was in force, how much of it is held, and where it can be read."""
    rows = (_edition(head) for chapter in chapters for head in chapter.editions)
    heads = (
        *("Edition", "In force", "Held here", "Where to read it"),
        "How far the dates are verified",
    )
    return table("Register of editions", heads, rows)


def _edition(head: Guideline) -> Html:
    return Html(
        '<tr><th scope="row">{}</th><td class="imr-dates">{} to {}</td><td>{}</td>'
        '<td class="imr-where">{}</td><td>{}</td></tr>'
    ).format(
        head.short,
        head.since,
        head.until or "now",
        HELD[head.held],
        _linked(head.read_at or head.citation),
        status_html(head.status),
    )


def _linked(text: str) -> Html:
    """A text whose web addresses are links."""
    parts = _ADDRESS.split(text)
    return join(
        Html('<a href="{0}" rel="noreferrer">{0}</a>').format(quoted(part))
        if place % 2
        else Html("{}").format(part)
        for place, part in enumerate(parts)
    )
