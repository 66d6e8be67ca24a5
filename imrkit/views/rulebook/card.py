"""A rule as a lesson shows it, for somebody who decides a case by it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from imrkit.exercises.dates import in_prose
from imrkit.facts.spelling import name_said
from imrkit.rules.rule import Rule, page_word
from imrkit.rules.schema import BASIS, NO_TEXT, STATUS, Figure, verified
from imrkit.views.html.markup import NOTHING, Html, join
from imrkit.views.rulebook.asked import asked, block, displaced, named, rests_on
from imrkit.views.rulebook.parts import figure_said, folded, paragraph, row, table
from imrkit.words.criteria import unfilled
from imrkit.words.english import number_word, upper_first
from imrkit.words.telling import ADDED

MANY = 12
"""A figure with more rows than this is folded, so that what follows is not screens away."""
_NUMBER = re.compile(r"\bCM\d{2}-\d{7}\b")
_HEAD = Html('<h3 class="imr-part">{}</h3>')
"""A heading below that of a lesson's step."""


def card_html(rule: Rule, titles: Mapping[str, str]) -> Html:
    """Write what a rule asks, and where that stands; each criterion is told once.

    How far each criterion is verified, and by whom it was told, can be unfolded.

    Args:
        rule: the rule.
        titles: the titles of all rules by name, for those that give way to this one.
    """
    tell = partial(_criterion, rule, set())
    told = []
    if rule.applies:
        told.append(block(_HEAD.format("It applies if"), asked(rule, rule.applies.root, tell)))
    told.append(block(_HEAD.format("It asks"), asked(rule, rule.by_text.root, tell)))
    if rule.added:
        added = join(asked(rule, node, tell) for node in rule.added)
        told.append(block(_HEAD.format("Reviewers also ask"), added, ADDED))
    if gives_way := displaced(rule, titles):
        told.append(paragraph(gives_way))
    told += [_figure(rule, figure) for figure in rule.data.figure.values() if figure.by]
    return Html('<p><strong>{}</strong></p><p class="imr-meta">{}.</p>{}{}').format(
        rule.title,
        _where(rule),
        join(told),
        folded("How far each is verified", _verified(rule)),
    )


def _where(rule: Rule) -> str:
    """Where the rule stands, and from when to when that was in force."""
    guideline = rule.guideline
    pages = f", {page_word(rule.data.pages)}" if rule.data.pages else ""
    until = f" to {in_prose(guideline.until)}" if guideline.until else ""
    of = " for requests" if guideline.by == "request_date" else ""  # it may bear another day
    applied = f"{upper_first(guideline.applied)}{of} from {in_prose(guideline.since)}{until}"
    return f"{guideline.citation}{pages}. {applied}"


def _criterion(rule: Rule, told: set[str], name: str) -> Html:
    """A criterion in short; what it rests on only where that was not told before."""
    text = rule.data.criterion[name]
    told.add(name)
    inner = [one for one in named(rule, rule.criteria[name]) if one not in told]
    place = page_word(text.page) if text.page and text.basis not in NO_TEXT else ""
    whose = "" if text.basis == "guideline" else BASIS[text.basis]  # what else would the text ask
    doubt = STATUS[text.status] if text.status == "unverified" else ""  # not to be cited as read
    cite = " · ".join(part for part in (place, whose, doubt) if part)
    return Html("<li><strong>{}.</strong> {}{}{}</li>").format(
        upper_first(name_said(name)),
        unfilled(rule, text.says),
        Html('<div class="imr-cite">{}</div>').format(cite) if cite else NOTHING,
        rests_on(_criterion(rule, told, one) for one in inner),
    )


def _figure(rule: Rule, figure: Figure) -> Html:
    """A figure by what it depends on, with its page."""
    paged = any(one.page for one in figure.rows)  # an edition may be cited by section alone
    rows = (
        row(
            name_said(one.when) or "all others",
            figure_said(figure, one),
            *([page_word(one.page) if one.page else ""] if paged else []),
            verified(figure.basis, one.status or figure.status),
        )
        for one in figure.rows
    )
    page = ["Page"] if paged else []
    heads = (rule.vocabulary[figure.by].label, "Figure", *page, "How far verified")
    shown = table(figure.says, heads, rows, f"{rule.title}: {figure.says}")
    many = len(figure.rows)
    return folded(f"{figure.says}: all {many} rows", shown) if many > MANY else shown


def _read_in(source: str) -> str:
    """Where a criterion was read; what experts know was read nowhere.

    Letters are counted and not named: one of them may be the letter of the case to be decided.
    """
    if source.startswith("expert knowledge"):
        return "; from expert knowledge"
    if letters := set(_NUMBER.findall(source)):
        many = len(letters)
        return f"; read in {number_word(many)} published letter{'' if many == 1 else 's'}"
    return f"; read in {source}" if source else ""


def _verified(rule: Rule) -> Html:
    """Each criterion with what it rests on, how far that is verified, and where it was read."""
    figures = (
        Html("<li>{}: {}, {}</li>").format(
            figure.says,
            figure.rows[0].show(figure.unit),
            verified(figure.basis, figure.status),
        )
        for figure in rule.data.figure.values()
        if not figure.by
    )
    rows = (
        Html("<li>{}: {}, {}{}</li>").format(
            upper_first(name_said(name)),
            BASIS[text.basis],
            verified(text.basis, text.status),
            _read_in(text.source),
        )
        for name, text in rule.data.criterion.items()
    )
    return Html('<ul class="imr-list">{}{}</ul>').format(join(rows), join(figures))
