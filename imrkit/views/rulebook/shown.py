"""The parts of the rule book, as a notebook shows them; the page puts the same parts together."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from imrkit.errors import UnknownName
from imrkit.rules.rulebook import rulebook
from imrkit.views.html.page import Page
from imrkit.views.rulebook.editions import Comparison, compare
from imrkit.views.rulebook.entries import Chapter, Entry, by_treatment, chapters
from imrkit.views.rulebook.process_html import (
    evidence_html,
    evidence_text,
    process_html,
    process_text,
)
from imrkit.views.rulebook.rule_html import entry_html, status_html
from imrkit.words.english import listed, upper_first


@cache
def every_chapter() -> tuple[Chapter, ...]:
    """The chapters of the rule book that comes with imrkit."""
    return tuple(chapters(rulebook()))


@cache
def look() -> str:
    """The stylesheet of the rule book, beside that of every view."""
    return Path(__file__).with_name("rule_book.css").read_text(encoding="utf-8")


def contents() -> Page:
    """Which rules address a treatment: the way into the book from a disputed item."""
    text = [
        f"{treatment}: {', '.join(_line(entry) for entry in entries)}"
        for treatments in by_treatment(every_chapter(), rulebook()).values()
        for treatment, entries in treatments.items()
    ]
    return _shown("\n".join(text), contents_html(every_chapter(), links=False))


def process() -> Page:
    """The process: clocks, days, who may ask for what, setting aside."""
    return _shown(process_text(), str(process_html()))


def order_of_evidence() -> Page:
    """The standards of necessity, the search and the weighing of evidence, by date."""
    return _shown(evidence_text(), str(evidence_html()))


def guideline(name: str) -> Page:
    """One guideline: its editions and every rule in them.

    Args:
        name: the guideline, by the name that it has through its editions ("chronic_pain").

    Raises:
        UnknownName: if there is none.
    """
    chapter = chapter_named(name)
    folded = "".join(
        f"<details><summary>{escape(_line(entry))}</summary>{entry_html(entry, titles())}</details>"
        for entry in chapter.entries
    )
    text = "\n".join(_line(entry) for entry in chapter.entries)
    return _shown(text or "No rule.", editions_html(chapter) + folded)


def editions(name: str) -> Page:
    """What changed from one edition of a guideline to the next.

    Raises:
        UnknownName: if there is no such guideline.
    """
    chapter = chapter_named(name)
    found = compare(rulebook(), chapter)
    text = [*_told(found), *(f"{c.rule}, {c.what}: {' / '.join(c.stated)}" for c in found.changes)]
    return _shown("\n".join(text), changes_html(chapter, found))


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


def _shown(text: str, html: str) -> Page:
    return Page(text, f"<style>{look()}</style>{html}")


def _line(entry: Entry) -> str:
    return f"{entry.rule.title}, {entry.editions}"


def contents_html(chapters: tuple[Chapter, ...], *, links: bool) -> str:
    """The treatments by family, each with the rules that address it, to be opened one by one.

    Args:
        chapters: the guidelines whose rules are named.
        links: whether the entries stand in the same page.
    """
    folded = []
    for family, treatments in by_treatment(chapters, rulebook()).items():
        rows = "".join(
            f'<tr><th scope="row">{escape(treatment)}</th>'
            f"<td>{'<br>'.join(_named(entry, links) for entry in entries)}</td></tr>"
            for treatment, entries in treatments.items()
        )
        folded.append(
            f"<details><summary>{escape(upper_first(family))}</summary>"
            '<table class="imr-contents"><thead><tr><th scope="col">Disputed treatment</th>'
            f'<th scope="col">Rules</th></tr></thead><tbody>{rows}</tbody></table></details>'
        )
    return "".join(folded)


def _named(entry: Entry, links: bool) -> str:
    title = escape(_line(entry))
    told = f'<a href="#{entry.anchor}">{title}</a>' if links else title
    return f"{told} ({escape(entry.rule.guideline.title)})"


def editions_html(chapter: Chapter) -> str:
    """The editions of a guideline with the dates on which they were in force."""
    rows = "".join(
        f'<tr><th scope="row">{escape(g.edition)}</th><td class="imr-dates">{g.since} to '
        f"{g.until or 'now'}</td><td>{escape(g.citation)}</td><td>{status_html(g.status)}</td>"
        f"<td>{escape('. '.join(part for part in (g.source, g.note) if part))}</td></tr>"
        for g in chapter.editions
    )
    return (
        '<div class="imr-scroll" tabindex="0" role="region" '
        f'aria-label="Editions of {escape(chapter.title)}">'
        '<table class="imr-figures"><caption>Editions</caption><thead><tr>'
        '<th scope="col">Edition</th><th scope="col">In force for decisions of</th>'
        '<th scope="col">Citation</th><th scope="col">How far the dates are verified</th>'
        f'<th scope="col">Read in</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _told(found: Comparison) -> list[str]:
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
        told.append(f"imrkit holds no rule of {names}: no figures of it could be read.")
    return told


def changes_html(chapter: Chapter, found: Comparison) -> str:
    """What the editions of a guideline state differently, side by side."""
    told = "".join(f"<p>{escape(sentence)}</p>" for sentence in _told(found))
    if not found.changes:
        return told or "<p>Its editions state nothing differently.</p>"
    heads = "".join(f'<th scope="col">{escape(g.edition)}</th>' for g in found.editions)
    rows, title = [], ""
    for change in found.changes:
        if change.rule != title:
            title = change.rule
            wide = len(found.editions) + 1
            rows.append(
                f'<tr><th scope="rowgroup" colspan="{wide}" class="imr-family">'
                f"{escape(title)}</th></tr>"
            )
        cells, last = "", ""
        for stated in change.stated:
            mark = ' class="imr-changed"' if last and stated and stated != last else ""
            cells += f"<td{mark}>{escape(stated)}</td>"
            last = stated
        rows.append(f'<tr><th scope="row">{escape(change.what)}</th>{cells}</tr>')
    return (
        f'{told}<div class="imr-scroll" tabindex="0" role="region" '
        f'aria-label="{escape(chapter.title)}, editions compared">'
        f'<table class="imr-figures"><caption>{escape(chapter.title)}: what changed from edition '
        f'to edition</caption><thead><tr><th scope="col">What</th>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )
