"""One entry of the rule book as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from imrkit.facts.spelling import name_said
from imrkit.rules.rule import Rule, page_word
from imrkit.rules.schema import BASIS, NO_TEXT, Figure, Row, Sentence
from imrkit.views.html.markup import Html, join
from imrkit.views.rulebook.asked import asked, block, displaced, item, named, rests_on
from imrkit.views.rulebook.diagram import diagram
from imrkit.views.rulebook.entries import Entry, Use
from imrkit.views.rulebook.parts import figure_said, folded, paragraph, row, status_html, table
from imrkit.views.terminal.rules import BESIDE, addressed
from imrkit.words.criteria import unfilled
from imrkit.words.english import listed, lower_first, upper_first
from imrkit.words.telling import ADDED

_HEAD = Html("<h4>{}</h4>")
"""A heading below that of the rule."""


def entry_html(entry: Entry, titles: Mapping[str, str]) -> Html:
    """Write an entry: where it stands, what it asks, its drawing, figures and cases.

    Args:
        entry: the entry.
        titles: the titles of all rules by name, for those that give way to this one.
    """
    rule, text = entry.rule, entry.rule.data
    tell = partial(_criterion, rule)
    told = [paragraph(unfilled(rule, t)) for t in (_carried(entry), text.says, text.note) if t]
    told += [paragraph(BESIDE)] if text.cap else []
    if rule.applies:
        told.append(block(_HEAD.format("It applies if"), asked(rule, rule.applies.root, tell)))
    if gives_way := displaced(rule, titles):
        told.append(paragraph(gives_way))
    told.append(block(_HEAD.format("It asks"), asked(rule, rule.by_text.root, tell)))
    if rule.added:
        added = join(asked(rule, node, tell) for node in rule.added)
        told.append(block(_HEAD.format("Reviewers also ask"), added, ADDED))
    told += [_sentences(rule, text.sentences)] if text.sentences else []
    told.append(folded("Drawn", diagram(rule)))
    told += [_figure(entry, figure) for figure in text.figure.values()]
    return Html('<p class="imr-meta">{}</p><p class="imr-meta">For: {}</p>{}{}').format(
        _where(entry), addressed(rule), join(told), _cases(entry.uses)
    )


def _where(entry: Entry) -> str:
    first, last = entry.rules[0].guideline, entry.rules[-1].guideline
    until = f"to {last.until}" if last.until else "on"
    pages = entry.rule.data.pages
    place = f" · {page_word(pages)}" if pages else ""
    word = "edition" if len(entry.rules) == 1 else "editions"
    applied = f"{last.applied} from {first.since} {until}"
    return f"{last.citation}{place} · {word} {entry.editions}, {applied}"


def _carried(entry: Entry) -> str:
    """Which editions have it only because the one before does; "" where each was looked at."""
    first, *later = (rule.guideline for rule in entry.rules)
    carried = [head.edition for head in later if head.continues and head.held == "part"]
    if not carried:
        return ""
    return (
        f"What is told here is of the edition of {first.edition}. It is carried over to "
        f"{listed(carried)}, and was not read there."
    )


def _criterion(rule: Rule, name: str) -> Html:
    """A criterion in full: where it stands, whose it is, how far verified, what it rests on."""
    text = rule.data.criterion[name]
    place = f"{page_word(text.page)} · " if text.page and text.basis not in NO_TEXT else ""
    source = f" · read in: {text.source}" if text.source else ""
    note = f". {unfilled(rule, text.note)}" if text.note else ""
    return Html('<li><strong>{}.</strong> {}<div class="imr-cite">{}{} · {}{}</div>{}</li>').format(
        upper_first(name_said(name)),
        unfilled(rule, text.says),
        place,
        BASIS[text.basis],
        status_html(text.status, text.basis),
        f"{source}{note}",
        rests_on(_criterion(rule, inner) for inner in named(rule, rule.criteria[name])),
    )


def _sentences(rule: Rule, sentences: tuple[Sentence, ...]) -> Html:
    """What the guideline says, each sentence with the criteria that encode it, or why none does."""
    rows = join(
        Html("<tr><td>{}</td><td>{}</td></tr>").format(
            unfilled(rule, sentence.says),
            upper_first(listed(name_said(name) for name in sentence.criteria))
            or f"Not encoded: {lower_first(sentence.not_encoded)}",
        )
        for sentence in sentences
    )
    told = Html(
        '<table class="imr-figures"><thead><tr><th scope="col">The guideline says</th>'
        '<th scope="col">Criteria that encode it</th></tr></thead><tbody>{}</tbody></table>'
    ).format(rows)
    return folded("What the guideline says, sentence by sentence", told)


def _figure(entry: Entry, figure: Figure) -> Html:
    """A figure with each of its rows: where it stands, how far it is verified, where it was read.

    Rules of many guidelines have figures alike, so that its name tells whose it is.
    """
    by = entry.rule.vocabulary[figure.by].label if figure.by else "Applies"
    return table(
        f"{figure.says} ({BASIS[figure.basis]})",
        (by, "Figure", "Place", "How far verified", "Read in"),
        (_row(figure, one) for one in figure.rows),
        f"{entry.rule.guideline.title}, {entry.rule.title}, {entry.editions}: {figure.says}",
    )


def _row(figure: Figure, one: Row) -> Html:
    return row(
        name_said(one.when) or ("all others" if figure.by else "always"),
        figure_said(figure, one),
        page_word(one.page) if one.page else "",
        status_html(one.status or figure.status, figure.basis),
        "; ".join(part for part in (one.source, one.note) if part),
    )


def _cases(uses: list[Use]) -> Html:
    if not uses:
        return Html('<p class="imr-meta">No case of the kit uses it yet.</p>')
    items = join(item(f"{use.case}, item {use.item}: {use.request}") for use in uses)
    count = "One case uses" if len(uses) == 1 else f"{len(uses)} disputed items of cases use"
    return folded(f"{count} it", Html("<ul class='imr-list'>{}</ul>").format(items))
