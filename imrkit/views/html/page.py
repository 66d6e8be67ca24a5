"""A determination as accessible static HTML, for notebooks.

Works without scripts, offline, in JupyterLab's light and dark themes and in an exported page.
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from imrkit.cases.schema import show_date
from imrkit.determination.determination import Determination
from imrkit.views.html.map import map_html
from imrkit.views.html.parts import (
    changes_html,
    comparison_html,
    considered_html,
    facts_html,
    grounds_html,
    rationale_html,
    tree_html,
)
from imrkit.views.terminal.determination import as_text
from imrkit.whatif.maps import map_of
from imrkit.words.english import lower_first
from imrkit.words.headline import headline, meaning
from imrkit.words.other_rules import where_next
from imrkit.words.rationale import NOTICE


@cache
def style() -> str:
    """The stylesheet of every view, scoped to elements of class "imr"."""
    return Path(__file__).with_name("style.css").read_text(encoding="utf-8")


def joined(*files: Path) -> str:
    """Scripts or stylesheets as one text: the browser gets one of each.

    Args:
        files: the files, in order; a name alone is a file of this folder.
    """
    here = Path(__file__).parent
    return "\n".join((here / file).read_text(encoding="utf-8") for file in files)


def page(html: str, label: str = "") -> str:
    """Put a fragment into an element that carries the stylesheet.

    Args:
        html: the fragment.
        label: what it is, for a screen reader.
    """
    named = f' aria-label="{escape(label)}"' if label else ""
    return f'<style>{style()}</style><section class="imr"{named}>{html}</section>'


class Page:
    """Something to show in a notebook: HTML, and the same as text where HTML is not shown.

    Args:
        text: what to show as text.
        html: the HTML fragment.
    """

    def __init__(self, text: str, html: str) -> None:
        self.text, self.html = text, html

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": page(self.html), "text/plain": self.text}


def show(determination: Determination) -> Page:
    """Show a determination in a notebook."""
    return Page(as_text(determination), _whole(determination))


def as_html(determination: Determination) -> str:
    """Write a determination as static HTML.

    Args:
        determination: the determination of one disputed item.

    Returns:
        A section with its stylesheet, to stand in any page.
    """
    return page(_whole(determination), determination.item.request)


def _whole(determination: Determination) -> str:
    case, item = determination.case, determination.item
    found = map_of(determination)
    columns = [
        _block("Where this case stands", map_html(found) if found else ""),
        _block("What would change this result?", changes_html(determination)),
    ]
    folded = {
        "Why, step by step": tree_html(determination),
        "The rationale in prose": rationale_html(determination),
        "The facts": facts_html(case, item),
        "The published determination": comparison_html(determination),
    }
    return (
        f"<h3>{escape(item.request)}</h3>"
        f'<p class="imr-meta">{escape(_about(determination))}</p>'
        f"{outcome_html(determination)}"
        f"{_block('What the rules ask', grounds_html(determination))}"
        f"{_block('Also considered', considered_html(determination))}"
        f'<div class="imr-pair">{"".join(columns)}</div>'
        + "".join(
            f"<details><summary>{title}</summary>{inner}</details>"
            for title, inner in folded.items()
            if inner
        )
        + f'<p class="imr-cite">{NOTICE}</p>'
    )


def outcome_html(determination: Determination) -> str:
    """Say the result in a word, what it means, and where to look where nothing governs."""
    word, said = headline(determination)
    sign = determination.verdict.replace(" ", "-")
    more = "".join(f"<p>{escape(p)}</p>" for p in where_next(determination))
    return (
        f'<div class="imr-outcome imr-{sign}"><strong>{word}</strong><p>{escape(said)}</p>'
        f'<p class="imr-cite">{escape(meaning(determination))}</p>{more}</div>'
    )


def _about(determination: Determination) -> str:
    text = determination.case.data
    about = [f"Injury {show_date(text.injury.date)}", f"decided {show_date(text.decided)}"]
    if determination.rule:
        rule = determination.rule
        about.append(f"governed by {rule.cite}, {lower_first(rule.title)}")
    return " · ".join(about)


def _block(title: str, inner: str) -> str:
    return f"<div><h4>{escape(title)}</h4>{inner}</div>" if inner else ""
