"""The rule book as one page that needs nothing else: no network, light and dark, a search box."""

from __future__ import annotations

from pathlib import Path

from imrkit.rules.rulebook import rulebook
from imrkit.views.html.markup import Html, join, quoted
from imrkit.views.html.page import style, stylesheet
from imrkit.views.html.reading import as_read
from imrkit.views.rulebook.contents import contents_html, register_html, search_html
from imrkit.views.rulebook.editions import compare
from imrkit.views.rulebook.editions_html import changes_html, editions_html
from imrkit.views.rulebook.entries import LAYERS, Chapter, Entry
from imrkit.views.rulebook.entry_html import entry_html
from imrkit.views.rulebook.evidence_html import evidence_html
from imrkit.views.rulebook.process_html import ABOUT, process_html
from imrkit.views.rulebook.shown import every_chapter, look, titles
from imrkit.words.rationale import NOTICE

INTRODUCTION = (
    "Every rule that imrkit decides by, as a clinician would read it: what it asks, where that "
    "stands, how far it is verified, when it was in force, and which cases use it. The wording is "
    "ours; figures and pages are carried over. It is made from the same files that decide a case. "
    "Most of what is held is of 2004 to 2017, to learn from determinations of those years; it is "
    "no guide to a request of today."
)
REGISTER = (
    "Each edition with the dates on which it was in force, how much of it imrkit holds, and where "
    "its text can be read. Where only a part is held, imrkit's silence says nothing of the text."
)
COMPARED = (
    "Clinical topics go by the day of the decision, the chronic pain chapters by the day of the "
    "request, whatever the date of injury; that is our reading, not a section of law. An "
    "arrow marks what an edition changed. The rules are compared as imrkit holds them: what it "
    "does not hold of an edition may stand in it all the same."
)
READING = (
    "In a drawing a line runs down from the request to medical necessity, and every box on its "
    "way must hold. Where it forks, one of the branches is enough."
)


def rule_book_page(chapters: tuple[Chapter, ...] | None = None) -> Html:
    """Write the rule book as an HTML document.

    Args:
        chapters: the guidelines that it holds; all of them if absent.
    """
    chapters = chapters or every_chapter()
    frame = stylesheet(Path(__file__).with_name("page.css"))
    return Html(
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        "<title>The rule book of imrkit</title>\n{}{}{}\n"
        '</head>\n<body>\n<a class="skip" href="#rules">To the rules</a>\n'
        '<div class="imr imr-book">\n{}\n<main id="rules">\n'
        "<h1>The rule book</h1>\n<p>{}</p>\n<p>{}</p>\n"
        '<p class="imr-meta">{}</p>\n{}'
        '<section id="by-treatment"><h2>By treatment</h2>{}</section>\n'
        '<section id="register"><h2>Register of editions</h2><p>{}</p>{}</section>\n'
        "{}\n"
        '<section id="evidence"><h2>The order of evidence</h2>{}</section>\n'
        '<section id="process"><h2>The process</h2><p>{}</p>{}</section>\n'
        "{}\n</main>\n</div>\n</body>\n</html>\n"
    ).format(
        style(),
        look(),
        frame,
        _contents(chapters),
        INTRODUCTION,
        READING,
        NOTICE,
        search_html(),
        contents_html(chapters, rulebook()),
        REGISTER,
        as_read(register_html(chapters)),
        as_read(_compared(chapters)),
        as_read(evidence_html()),
        ABOUT,
        as_read(process_html()),
        as_read(join(map(_chapter, chapters))),
    )


def _contents(chapters: tuple[Chapter, ...]) -> Html:
    parts = [
        Html('<nav aria-label="Contents"><p><strong>Contents</strong></p><ul>'),
        Html('<li><a href="#by-treatment">By treatment</a></li>'),
        Html('<li><a href="#register">Register of editions</a></li>'),
        Html('<li><a href="#what-changed">What changed between editions</a></li>'),
        Html('<li><a href="#evidence">The order of evidence</a></li>'),
        Html('<li><a href="#process">The process: clocks, setting aside</a></li></ul>'),
    ]
    layer = ""
    for chapter in chapters:
        if chapter.layer != layer:
            parts.append(Html("<p><strong>{}</strong></p>").format(LAYERS[chapter.layer]))
            layer = chapter.layer
        rules = join(
            Html('<li><a href="#{}">{}</a></li>').format(quoted(e.anchor), e.line)
            for e in chapter.entries
        )
        parts.append(
            Html(
                '<details><summary>{}</summary><ul><li><a href="#{}">Editions</a></li>{}</ul>'
                "</details>"
            ).format(chapter.title, quoted(chapter.name), rules)
        )
    return join([*parts, Html("</nav>")])


def _compared(chapters: tuple[Chapter, ...]) -> Html:
    told = []
    for chapter in chapters:
        found = compare(rulebook(), chapter)
        if not found.same:
            changed = changes_html(chapter, found)
            told.append(Html("<h3>{}</h3>{}").format(chapter.title, changed))
    return Html(
        '<section id="what-changed"><h2>What changed between editions</h2><p>{}</p>{}</section>'
    ).format(COMPARED, join(told))


def _chapter(chapter: Chapter) -> Html:
    return Html('<section id="{}"><h2>{}</h2>{}{}</section>').format(
        quoted(chapter.name),
        chapter.title,
        editions_html(chapter),
        join(map(_entry, chapter.entries)),
    )


def _entry(entry: Entry) -> Html:
    earlier = join(Html('<span id="{}"></span>').format(quoted(a)) for a in entry.anchors[:-1])
    return Html(
        '<article id="{}">{}<h3>{} <small>{}</small></h3>{}<p class="imr-meta">'
        '<a href="#by-treatment">Back to the list of treatments</a></p></article>'
    ).format(
        quoted(entry.anchor), earlier, entry.rule.title, entry.editions, entry_html(entry, titles())
    )
