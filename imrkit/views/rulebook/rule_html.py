"""One entry of the rule book as HTML."""

from __future__ import annotations

from collections.abc import Mapping

from imrkit.exercises.dates import in_prose
from imrkit.logic.nodes import (
    Compare,
    Logic,
    Named,
    Node,
    Not,
    Read,
    children,
    facts_read,
    measured_as,
)
from imrkit.rules.rule import Rule, page_word
from imrkit.rules.schema import BASIS, NO_TEXT, STATUS, Figure, Row, Sentence, Status
from imrkit.views.html.markup import NOTHING, Html, join, quoted
from imrkit.views.rulebook.diagram import diagram, short_name
from imrkit.views.rulebook.entries import Entry, Use
from imrkit.views.terminal.rules import BESIDE, addressed
from imrkit.words.criteria import unfilled
from imrkit.words.english import listed, lower_first, upper_first
from imrkit.words.numbers import DATE_WORDS, bare, label, one_of, shown, sides
from imrkit.words.telling import ADDED

_IN_BOOK, _IN_LESSON = Html("<h4>{}</h4>"), Html('<h3 class="imr-part">{}</h3>')
"""A heading in the rule book, below that of the rule; and in a lesson, below that of a step."""


def entry_html(entry: Entry, titles: Mapping[str, str]) -> Html:
    """Write an entry: where it stands, what it asks, its drawing, figures and cases.

    Args:
        entry: the entry.
        titles: the titles of all rules by name, for those that give way to this one.
    """
    rule, text = entry.rule, entry.rule.data
    told = [_paragraph(unfilled(rule, t)) for t in (text.says, text.note) if t]
    told += [_paragraph(BESIDE)] if text.cap else []
    if rule.applies:
        told.append(_block("It applies if", _asked(rule, rule.applies.root)))
    if text.displaces:
        names = listed(titles.get(name, name) for name in text.displaces)
        told.append(_paragraph(f"Where it applies, it takes the place of: {names}."))
    told.append(_block("It asks", _asked(rule, rule.by_text.root)))
    if rule.added:
        added = join(_asked(rule, node) for node in rule.added)
        told.append(_block("Reviewers also ask", added, ADDED))
    told += [_sentences(rule, text.sentences)] if text.sentences else []
    told.append(_folded("Drawn", diagram(rule)))
    told += [_figure(entry, figure) for figure in text.figure.values()]
    return Html('<p class="imr-meta">{}</p><p class="imr-meta">For: {}</p>{}{}').format(
        _where(entry), addressed(rule), join(told), _cases(entry.uses)
    )


def rule_html(rule: Rule, titles: Mapping[str, str]) -> Html:
    """Write a rule for somebody who decides a case by it: what it asks, and where that stands.

    How far each criterion is verified, and by whom it was told, can be unfolded.

    Args:
        rule: the rule.
        titles: the titles of all rules by name, for those that give way to this one.
    """
    told: set[str] = set()
    asked = [_block("It asks", _asked(rule, rule.by_text.root, told), head=_IN_LESSON)]
    if rule.applies:
        asked.insert(
            0, _block("It applies if", _asked(rule, rule.applies.root, told), head=_IN_LESSON)
        )
    if rule.added:
        added = join(_asked(rule, node, told) for node in rule.added)
        asked.append(_block("Reviewers also ask", added, ADDED, _IN_LESSON))
    if rule.data.displaces:
        names = listed(titles.get(name, name) for name in rule.data.displaces)
        asked.append(_paragraph(f"Where it applies, it takes the place of: {names}."))
    asked += [_table(rule, figure) for figure in rule.data.figure.values() if figure.by]
    pages = f", {page_word(rule.data.pages)}" if rule.data.pages else ""
    until = f" to {in_prose(rule.guideline.until)}" if rule.guideline.until else ""
    place = f"{rule.guideline.citation}{pages}. In force from {in_prose(rule.guideline.since)}"
    return Html('<p><strong>{}</strong></p><p class="imr-meta">{}{}.</p>{}{}').format(
        rule.title, place, until, join(asked), _folded("How far each is verified", _verified(rule))
    )


def _table(rule: Rule, figure: Figure) -> Html:
    """A figure by what it depends on, with its page."""
    by = rule.vocabulary[figure.by].label
    rows = join(
        Html('<tr><th scope="row">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>').format(
            row.when or "all others",
            row.show(figure.unit),
            page_word(row.page) if row.page else "",
            STATUS[row.status or figure.status],
        )
        for row in figure.rows
    )
    return Html(
        '<div class="imr-scroll" tabindex="0" role="region" aria-label="{}"><table '
        'class="imr-figures"><caption>{}</caption><thead><tr><th scope="col">{}</th>'
        '<th scope="col">Figure</th><th scope="col">Page</th><th scope="col">How far verified</th>'
        "</tr></thead><tbody>{}</tbody></table></div>"
    ).format(quoted(f"{rule.title}: {figure.says}"), figure.says, by, rows)


def _verified(rule: Rule) -> Html:
    """Each criterion with what it rests on, how far that is verified, and where it was read."""
    figures = (
        Html("<li>{}: {}, {}</li>").format(
            figure.says, figure.rows[0].show(figure.unit), STATUS[figure.status]
        )
        for figure in rule.data.figure.values()
        if not figure.by
    )
    rows = (
        Html("<li>{}: {}, {}{}</li>").format(
            upper_first(short_name(name)),
            BASIS[text.basis],
            STATUS[text.status],
            f"; read in {text.source}" if text.source else "",
        )
        for name, text in rule.data.criterion.items()
    )
    return Html('<ul class="imr-list">{}{}</ul>').format(join(rows), join(figures))


def status_html(status: Status) -> Html:
    """How far a thing is verified, as a badge in words."""
    return Html('<span class="imr-status imr-status-{}">{}</span>').format(status, STATUS[status])


def _paragraph(text: str) -> Html:
    return Html("<p>{}</p>").format(text)


def _block(title: str, items: Html, note: str = "", head: Html = _IN_BOOK) -> Html:
    said = Html('<p class="imr-cite">{}</p>').format(note) if note else NOTHING
    return head.format(title) + said + Html('<ul class="imr-list">{}</ul>').format(items)


def _folded(title: str, inner: Html) -> Html:
    return Html("<details><summary>{}</summary>{}</details>").format(title, inner)


def _where(entry: Entry) -> str:
    first, last = entry.rules[0].guideline, entry.rules[-1].guideline
    until = f"to {last.until}" if last.until else "on"
    pages = entry.rule.data.pages
    place = f" · {page_word(pages)}" if pages else ""
    word = "edition" if len(entry.rules) == 1 else "editions"
    return f"{last.citation}{place} · {word} {entry.editions}, in force from {first.since} {until}"


# ---- what it asks ------------------------------------------------------------------------------


def _asked(rule: Rule, node: Node, told: set[str] | None = None) -> Html:
    """A truth as list items, joined in words as the rule joins it.

    With `told`, each criterion is told once, and without how far it is verified.
    """
    match node:
        case Logic(op="or") if one_of(node):
            return _item(_comparison(node))
        case Logic(op="and", parts=parts):
            return join(_asked(rule, part, told) for part in parts)
        case Logic(parts=parts):
            return _item(
                "One of these is enough:", join(_option(rule, part, told) for part in parts)
            )
        case Named(name=name) if name in rule.data.criterion:
            return _criterion(rule, name, told)
        case Not(part=part) if isinstance(part, Named | Logic) and not one_of(part):
            return _item("None of this:", _asked(rule, part, told))
    return _item(_comparison(node))


def _option(rule: Rule, node: Node, told: set[str] | None) -> Html:
    if isinstance(node, Logic) and node.op == "and":
        return _item("All of these together:", _asked(rule, node, told))
    return _asked(rule, node, told)


def _item(said: str, below: Html = NOTHING) -> Html:
    inner = Html("<ul>{}</ul>").format(below) if below else NOTHING
    return Html("<li>{}{}</li>").format(said, inner)


def _criterion(rule: Rule, name: str, told: set[str] | None = None) -> Html:
    text = rule.data.criterion[name]
    own = text.basis in NO_TEXT
    place = "" if own or not text.page else f"{page_word(text.page)} · "
    if told is not None:
        return _once(rule, name, place.removesuffix(" · "), told)
    source = f" · read in: {text.source}" if text.source else ""
    note = f". {unfilled(rule, text.note)}" if text.note else ""
    below = join(_criterion(rule, inner) for inner in _named(rule, rule.criteria[name]))
    rests = Html("<div>It rests on:</div><ul>{}</ul>").format(below) if below else NOTHING
    return Html('<li><strong>{}.</strong> {}<div class="imr-cite">{}{} · {}{}</div>{}</li>').format(
        upper_first(short_name(name)),
        unfilled(rule, text.says),
        place,
        BASIS[text.basis],
        status_html(text.status),
        f"{source}{note}",
        rests,
    )


def _once(rule: Rule, name: str, place: str, told: set[str]) -> Html:
    """A criterion in short; what it rests on only where that was not told before."""
    text = rule.data.criterion[name]
    told.add(name)
    inner = [one for one in _named(rule, rule.criteria[name]) if one not in told]
    below = join(_criterion(rule, one, told) for one in inner)
    rests = Html("<div>It rests on:</div><ul>{}</ul>").format(below) if below else NOTHING
    whose = "" if text.basis == "guideline" else BASIS[text.basis]  # what else would the text ask
    cite = " · ".join(part for part in (place, whose) if part)
    return Html("<li><strong>{}.</strong> {}{}{}</li>").format(
        upper_first(short_name(name)),
        unfilled(rule, text.says),
        Html('<div class="imr-cite">{}</div>').format(cite) if cite else NOTHING,
        rests,
    )


def _named(rule: Rule, node: Node) -> list[str]:
    """The criteria that the test of a criterion names."""
    if isinstance(node, Named) and node.name in rule.data.criterion:
        return [node.name]
    found = [name for child in children(node) for name in _named(rule, child)]
    return list(dict.fromkeys(found))


def _comparison(node: Node) -> str:
    """A comparison in words: "Body part: knee or hip", "Months since the surgery: at most 6"."""
    inner, negated = bare(node)
    if choice := one_of(node):
        fact, wanted = choice
        return f"{fact.label}: {'not ' if negated else ''}{listed(wanted, 'or')}"
    if isinstance(inner, Compare):
        value, limit, word = sides(inner, negated)
        spans = {name: fact.unknown for name, fact in facts_read(inner).items()}
        measure = measured_as(value) or measured_as(limit)
        if measure is not None and measure.type == "date":
            word = DATE_WORDS.get(word, word)
        told = f"{upper_first(label(value))}: {word} {shown(limit, measure, spans)}"
        return told.replace("  ", " ")
    said = inner.fact.label if isinstance(inner, Read) else "a comparison"
    return f"Not: {lower_first(said)}" if negated else said


# ---- sentences, figures, cases -----------------------------------------------------------------


def _sentences(rule: Rule, sentences: tuple[Sentence, ...]) -> Html:
    """What the guideline says, each sentence with the criteria that encode it, or why none does."""
    rows = join(
        Html("<tr><td>{}</td><td>{}</td></tr>").format(
            unfilled(rule, sentence.says),
            upper_first(listed(short_name(name) for name in sentence.criteria))
            or f"Not encoded: {lower_first(sentence.not_encoded)}",
        )
        for sentence in sentences
    )
    table = Html(
        '<table class="imr-figures"><thead><tr><th scope="col">The guideline says</th>'
        '<th scope="col">Criteria that encode it</th></tr></thead><tbody>{}</tbody></table>'
    ).format(rows)
    return _folded("What the guideline says, sentence by sentence", table)


def _figure(entry: Entry, figure: Figure) -> Html:
    by = entry.rule.vocabulary[figure.by].label if figure.by else "Applies"
    named = f"{entry.rule.guideline.title}, {entry.rule.title}, {entry.editions}: {figure.says}"
    return Html(
        '<div class="imr-scroll" tabindex="0" role="region" aria-label="{}">'
        '<table class="imr-figures"><caption>{} ({})</caption><thead><tr><th scope="col">{}</th>'
        '<th scope="col">Figure</th><th scope="col">Place</th>'
        '<th scope="col">How far verified</th><th scope="col">Read in</th></tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(
        quoted(named),
        figure.says,
        BASIS[figure.basis],
        by,
        join(_row(figure, row) for row in figure.rows),
    )


def _row(figure: Figure, row: Row) -> Html:
    return Html(
        '<tr><th scope="row">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>'
    ).format(
        row.when or ("all others" if figure.by else "always"),
        row.show(figure.unit),
        page_word(row.page) if row.page else "",
        status_html(row.status or figure.status),
        "; ".join(part for part in (row.source, row.note) if part),
    )


def _cases(uses: list[Use]) -> Html:
    if not uses:
        return Html('<p class="imr-meta">No case of the kit uses it yet.</p>')
    items = join(
        _item(f"{use.case}, item {use.item}: {use.request} ({use.outcome})") for use in uses
    )
    count = "One case uses" if len(uses) == 1 else f"{len(uses)} disputed items of cases use"
    return _folded(f"{count} it", Html("<ul class='imr-list'>{}</ul>").format(items))
