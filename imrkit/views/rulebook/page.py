"""The rule book as one page that needs nothing else: no script, no network, light and dark."""

from __future__ import annotations

from html import escape
from pathlib import Path

from imrkit.rules.rulebook import rulebook
from imrkit.views.html.page import style
from imrkit.views.rulebook.editions import compare
from imrkit.views.rulebook.entries import LAYERS, Chapter
from imrkit.views.rulebook.process_html import ABOUT, evidence_html, process_html
from imrkit.views.rulebook.rule_html import entry_html
from imrkit.views.rulebook.shown import (
    changes_html,
    contents_html,
    editions_html,
    every_chapter,
    look,
    titles,
)
from imrkit.words.rationale import NOTICE

INTRODUCTION = (
    "Every rule that imrkit decides by, as a clinician would read it: what it asks, where that "
    "stands, how far it is verified, when it was in force, and which cases use it. The wording is "
    "ours; figures and pages are carried over. It is made from the same files that decide a case."
)
COMPARED = (
    "The edition in force on the date of the decision counts, whatever the date of injury. An "
    "arrow marks what an edition changed. The rules are compared as imrkit holds them: what it "
    "does not hold of an edition may stand in it all the same."
)
READING = (
    "In a drawing a line runs down from the request to medical necessity, and every box on its "
    "way must hold. Where it forks, one of the branches is enough."
)


def rule_book_page(chapters: tuple[Chapter, ...] | None = None) -> str:
    """Write the rule book as an HTML document.

    Args:
        chapters: the guidelines that it holds; all of them if absent.
    """
    chapters = chapters or every_chapter()
    frame = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>The rule book of imrkit</title>\n<style>{style()}{look()}{frame}</style>\n"
        '</head>\n<body>\n<a class="skip" href="#rules">To the rules</a>\n'
        f'<div class="imr imr-book">\n{_contents(chapters)}\n<main id="rules">\n'
        f"<h1>The rule book</h1>\n<p>{INTRODUCTION}</p>\n<p>{READING}</p>\n"
        f'<p class="imr-meta">{escape(NOTICE)}</p>\n'
        '<section id="by-treatment"><h2>By treatment</h2>'
        f"{contents_html(chapters, links=True)}</section>\n"
        f"{_compared(chapters)}\n"
        '<section id="evidence"><h2>The order of evidence</h2>'
        f"{evidence_html()}</section>\n"
        f'<section id="process"><h2>The process</h2><p>{ABOUT}</p>{process_html()}</section>\n'
        f"{''.join(_chapter(c) for c in chapters)}\n"
        "</main>\n</div>\n</body>\n</html>\n"
    )


def _contents(chapters: tuple[Chapter, ...]) -> str:
    parts = [
        '<nav aria-label="Contents"><p><strong>Contents</strong></p><ul>',
        '<li><a href="#by-treatment">By treatment</a></li>',
        '<li><a href="#what-changed">What changed between editions</a></li>',
        '<li><a href="#evidence">The order of evidence</a></li>',
        '<li><a href="#process">The process: clocks, eligibility, setting aside</a></li></ul>',
    ]
    layer = ""
    for chapter in chapters:
        if chapter.layer != layer:
            parts.append(f"<p><strong>{escape(LAYERS[chapter.layer])}</strong></p>")
            layer = chapter.layer
        rules = "".join(
            f'<li><a href="#{e.anchor}">{escape(e.rule.title)}, {escape(e.editions)}</a></li>'
            for e in chapter.entries
        )
        parts.append(
            f"<details><summary>{escape(chapter.title)}</summary><ul>"
            f'<li><a href="#{chapter.name}">Editions</a></li>{rules}</ul></details>'
        )
    return "".join([*parts, "</nav>"])


def _compared(chapters: tuple[Chapter, ...]) -> str:
    told = []
    for chapter in chapters:
        found = compare(rulebook(), chapter)
        if not found.same:
            told.append(f"<h3>{escape(chapter.title)}</h3>{changes_html(chapter, found)}")
    title = "<h2>What changed between editions</h2>"
    return f'<section id="what-changed">{title}<p>{COMPARED}</p>{"".join(told)}</section>'


def _chapter(chapter: Chapter) -> str:
    entries = "".join(
        f'<article id="{e.anchor}"><h3>{escape(e.rule.title)} <small>{escape(e.editions)}</small>'
        f'</h3>{entry_html(e, titles())}<p class="imr-meta"><a href="#by-treatment">Back to the '
        "list of treatments</a></p></article>"
        for e in chapter.entries
    )
    return (
        f'<section id="{chapter.name}"><h2>{escape(chapter.title)}</h2>'
        f"{editions_html(chapter)}{entries}</section>"
    )
