"""A determination as accessible static HTML, for notebooks.

Works without scripts, offline, in JupyterLab's light and dark themes and in an exported page.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from imrkit.cases.schema import show_date
from imrkit.determination.determination import Determination
from imrkit.facts.fact import CaseField
from imrkit.views.html.facts import facts_html
from imrkit.views.html.map import map_html
from imrkit.views.html.markup import NOTHING, Html, join, ours, quoted
from imrkit.views.html.parts import (
    changes_html,
    comparison_html,
    considered_html,
    grounds_html,
    rationale_html,
    tree_html,
)
from imrkit.views.terminal.determination import as_text
from imrkit.whatif.maps import map_of
from imrkit.words.english import lower_first
from imrkit.words.rationale import NOTICE
from imrkit.words.telling import Telling


@cache
def style() -> Html:
    """The stylesheet of every view, scoped to elements of class "imr"."""
    return stylesheet(Path(__file__).with_name("style.css"))


def stylesheet(*files: Path) -> Html:
    """Stylesheets of ours as one element."""
    return Html("<style>{}</style>").format(ours(joined(*files)))


def joined(*files: Path) -> str:
    """Scripts or stylesheets as one text: the browser gets one of each.

    Args:
        files: the files, in order; a name alone is a file of this folder.
    """
    here = Path(__file__).parent
    return "\n".join((here / file).read_text(encoding="utf-8") for file in files)


def page(html: Html, label: str = "", styles: Html | None = None) -> Html:
    """Put a fragment into an element that carries the stylesheet.

    Args:
        html: the fragment.
        label: what it is, for a screen reader.
        styles: the stylesheets that it needs; that of every view, if absent.
    """
    named = Html(' aria-label="{}"').format(quoted(label)) if label else NOTHING
    look = style() if styles is None else styles
    return Html('{}<section class="imr"{}>{}</section>').format(look, named, html)


class Page:
    """Something to show in a notebook: HTML, and the same as text where HTML is not shown.

    Args:
        text: what to show as text.
        html: the HTML fragment.
        after: a page further up in the same notebook: where it has been shown, it brings the
            stylesheet, and this one does not repeat it.
        styles: the stylesheets that it needs; that of every view, if absent.
    """

    def __init__(
        self, text: str, html: Html, after: Page | None = None, styles: Html | None = None
    ) -> None:
        self.text, self.html, self.after = text, html, after
        self.styles = style() if styles is None else styles
        self.was_shown = False

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        self.was_shown = True
        styles = NOTHING if self.after is not None and self.after.was_shown else self.styles
        return {"text/html": str(page(self.html, styles=styles)), "text/plain": self.text}


def show(determination: Determination) -> Page:
    """Show a determination in a notebook."""
    return Page(as_text(determination), whole(determination))


def as_html(determination: Determination) -> Html:
    """Write a determination as static HTML.

    Args:
        determination: the determination of one disputed item.

    Returns:
        A section with its stylesheet, to stand in any page.
    """
    return page(whole(determination), determination.item.request)


def whole(determination: Determination) -> Html:
    """A determination in full, without its stylesheet."""
    found = map_of(determination)
    folded = {
        "Why, step by step": tree_html(determination),
        "The rationale in prose": rationale_html(determination),
        "The facts": facts_html(determination),
        "The published determination": comparison_html(determination),
    }
    return Html(
        '<h3>{}</h3><p class="imr-meta">{}</p>{}{}{}<div class="imr-pair">{}{}</div>{}'
        '<p class="imr-cite">{}</p>'
    ).format(
        determination.item.request,
        _about(determination),
        outcome_html(determination),
        _block("What the rules ask", grounds_html(determination)),
        _block("Also considered", considered_html(determination)),
        _block("Where this case stands", map_html(found) if found else NOTHING),
        _block("What would change this result?", changes_html(determination)),
        join(
            Html("<details><summary>{}</summary>{}</details>").format(title, inner)
            for title, inner in folded.items()
            if inner
        ),
        NOTICE,
    )


def outcome_html(determination: Determination) -> Html:
    """Say the result in a word, what it means, and where to look where nothing governs."""
    telling = Telling(determination)
    both = " ".join(telling.both_ways)
    urgent = determination.item.urgent
    said = [
        (urgent, ""),
        (telling.meaning, "imr-cite"),
        (both, "imr-cite"),
        *((p, "") for p in telling.next),
    ]
    lines = join(Html('<p class="{}">{}</p>').format(kind, line) for line, kind in said if line)
    return Html('<div class="imr-outcome imr-{}"><strong>{}</strong><p>{}</p>{}</div>').format(
        determination.verdict.replace(" ", "-"), telling.word, telling.said, lines
    )


def _about(determination: Determination) -> str:
    text = determination.case.data
    given = {known.fact.given_in: known for known in determination.known.values()}

    def day(field: CaseField, value: str | None) -> str:
        known = given.get(field)
        return known.shown if known and known.changed else show_date(value)

    about = [
        f"Injury {day('injury.date', text.injury.date)}",
        f"decided {day('decided', text.decided)}",
    ]
    if determination.rule:
        rule = determination.rule
        about.append(f"governed by {rule.cite}, {lower_first(rule.title)}")
    return " · ".join(about)


def _block(title: str, inner: Html) -> Html:
    return Html("<div><h4>{}</h4>{}</div>").format(title, inner) if inner else NOTHING
