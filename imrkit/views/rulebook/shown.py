"""The parts of the rule book, as a notebook shows them; the page puts the same parts together."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from imrkit.errors import UnknownName
from imrkit.facts.spelling import name_said
from imrkit.rules.rulebook import rulebook
from imrkit.views.html.markup import Html, join
from imrkit.views.html.page import Page, style, stylesheet
from imrkit.views.html.reading import as_read, text_as_read
from imrkit.views.rulebook.contents import anchors_html, contents_html, register_html, search_html
from imrkit.views.rulebook.editions import compare
from imrkit.views.rulebook.editions_html import changes_html, changes_said, editions_html
from imrkit.views.rulebook.entries import Chapter, by_treatment, chapters
from imrkit.views.rulebook.entry_html import entry_html
from imrkit.views.rulebook.evidence_html import evidence_html, evidence_text
from imrkit.views.rulebook.parts import folded
from imrkit.views.rulebook.process_html import process_html, process_text


@cache
def every_chapter() -> tuple[Chapter, ...]:
    """The chapters of the rule book that comes with imrkit."""
    return tuple(chapters(rulebook()))


@cache
def look() -> Html:
    """The stylesheet of the rule book, beside that of every view."""
    return stylesheet(Path(__file__).with_name("rule_book.css"))


@cache
def contents() -> Page:
    """Which rules address a treatment: the way into the book from a disputed item."""
    text = [
        f"{name_said(treatment)}: {', '.join(entry.line for entry in entries)}"
        for treatments in by_treatment(every_chapter(), rulebook()).values()
        for treatment, entries in treatments.items()
    ]
    html = search_html() + contents_html(every_chapter(), rulebook())
    return Page("\n".join(text), html, styles=style() + look())


def register() -> Page:
    """Every edition of every guideline: when it was in force, what of it is held, where to read."""
    heads = [head for chapter in every_chapter() for head in chapter.editions]
    text = "\n".join(f"{g.short}: {g.since} to {g.until or 'now'}" for g in heads)
    return _page(text, register_html(every_chapter()))


def process() -> Page:
    """The process: clocks, days, who may ask for what, setting aside."""
    return _page(process_text(), process_html())


def order_of_evidence() -> Page:
    """The standards of necessity, the search and the weighing of evidence, by date."""
    return _page(evidence_text(), evidence_html())


def guideline(name: str) -> Page:
    """One guideline: its editions and every rule in them.

    Args:
        name: the guideline, by the name that it has through its editions ("chronic_pain").

    Raises:
        UnknownName: if there is none.
    """
    chapter = chapter_named(name)
    rules = join(
        folded(entry.line, anchors_html(entry) + entry_html(entry, titles()))
        for entry in chapter.entries
    )
    text = "\n".join(entry.line for entry in chapter.entries)
    return _page(text or "No rule.", editions_html(chapter) + rules)


def editions(name: str) -> Page:
    """What changed from one edition of a guideline to the next.

    Raises:
        UnknownName: if there is no such guideline.
    """
    chapter = chapter_named(name)
    found = compare(rulebook(), chapter)
    said = [f"{c.rule}, {c.what}: {' / '.join(c.stated)}" for c in found.changes]
    return _page("\n".join([*changes_said(found), *said]), changes_html(chapter, found))


def _page(text: str, html: Html) -> Page:
    return Page(text_as_read(text), as_read(html), after=contents(), styles=style() + look())


def chapter_named(name: str) -> Chapter:
    """A chapter by the name of its guideline.

    Raises:
        UnknownName: if there is none.
    """
    known = {chapter.name: chapter for chapter in every_chapter()}
    if name not in known:
        raise UnknownName("guideline", name, known)
    return known[name]


@cache
def titles() -> dict[str, str]:
    """Rule titles with their guideline, by the name that a rule has through its editions."""
    return {
        rule.name: f"{rule.title} ({rule.guideline.title})" for rule in rulebook().rules.values()
    }
