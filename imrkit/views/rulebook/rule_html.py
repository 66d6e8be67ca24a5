"""One entry of the rule book as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from imrkit.logic.nodes import Compare, Logic, Named, Node, Not, Read, children, facts_read
from imrkit.rules.rule import Rule, page_word
from imrkit.rules.schema import BASIS, STATUS, Figure, Status
from imrkit.views.rulebook.diagram import diagram, short_name
from imrkit.views.rulebook.entries import Entry, Use
from imrkit.views.terminal.rules import BESIDE, addressed
from imrkit.words.criteria import unfilled
from imrkit.words.english import listed, lower_first, upper_first
from imrkit.words.numbers import DATE_WORDS, bare, label, one_of, shown, sides


def entry_html(entry: Entry, titles: Mapping[str, str]) -> str:
    """Write an entry: where it stands, what it asks, its drawing, figures and cases.

    Args:
        entry: the entry.
        titles: the titles of all rules by name, for those that give way to this one.
    """
    rule, text = entry.rule, entry.rule.data
    told = [f"<p>{escape(t)}</p>" for t in (text.says, text.note) if t]
    if text.cap:
        told.append(f"<p>{BESIDE}</p>")
    if rule.applies:
        told.append(
            f"<h4>It applies if</h4><ul class='imr-list'>{_asked(rule, rule.applies.root)}</ul>"
        )
    if text.displaces:
        names = listed(titles.get(name, name) for name in text.displaces)
        told.append(f"<p>Where it applies, it takes the place of: {escape(names)}.</p>")
    asked = f"<h4>It asks</h4><ul class='imr-list'>{_asked(rule, rule.necessary.root)}</ul>"
    return (
        f'<p class="imr-meta">{escape(_where(entry))}</p>'
        f'<p class="imr-meta">For: {escape(addressed(rule))}</p>'
        + "".join(told)
        + f'<div class="imr-asked"><div>{asked}</div>{diagram(rule)}</div>'
        + "".join(_figure(entry, figure) for figure in text.figure.values())
        + _cases(entry.uses)
    )


def status_html(status: Status) -> str:
    """How far a thing is verified, as a badge in words."""
    return f'<span class="imr-status imr-status-{status}">{STATUS[status]}</span>'


def _where(entry: Entry) -> str:
    first, last = entry.rules[0].guideline, entry.rules[-1].guideline
    until = f"to {last.until}" if last.until else "on"
    pages = entry.rule.data.pages
    place = f" · {page_word(pages)}" if pages else ""
    word = "edition" if len(entry.rules) == 1 else "editions"
    return f"{last.citation}{place} · {word} {entry.editions}, in force from {first.since} {until}"


def _asked(rule: Rule, node: Node) -> str:
    """A truth as list items, joined in words as the rule joins it."""
    match node:
        case Logic(op="or") if one_of(node):
            return f"<li>{escape(_comparison(node))}</li>"
        case Logic(op="and", parts=parts):
            return "".join(_asked(rule, part) for part in parts)
        case Logic(parts=parts):
            inner = "".join(_option(rule, part) for part in parts)
            return f"<li>One of these is enough:<ul>{inner}</ul></li>"
        case Named(name=name) if name in rule.data.criterion:
            return _criterion(rule, name)
        case Not(part=part) if isinstance(part, Named | Logic) and not one_of(part):
            return f"<li>None of this:<ul>{_asked(rule, part)}</ul></li>"
    return f"<li>{escape(_comparison(node))}</li>"


def _option(rule: Rule, node: Node) -> str:
    if isinstance(node, Logic) and node.op == "and":
        return f"<li>All of these together:<ul>{_asked(rule, node)}</ul></li>"
    return _asked(rule, node)


def _criterion(rule: Rule, name: str) -> str:
    text = rule.data.criterion[name]
    own = text.basis in ("reviewer judgement", "our reading")
    place = "" if own or not text.page else f"{page_word(text.page)} · "
    note = f". {escape(text.note)}" if text.note else ""
    below = "".join(_criterion(rule, inner) for inner in _named(rule, rule.criteria[name]))
    rests = f"<div>It rests on:</div><ul>{below}</ul>" if below else ""
    return (
        f"<li><strong>{escape(short_name(name))}.</strong> {escape(unfilled(rule, text.says))}"
        f'<div class="imr-cite">{escape(place)}{BASIS[text.basis]} · {status_html(text.status)}'
        f"{_source(text.source)}{note}</div>{rests}</li>"
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
        facts = facts_read(inner)
        spans = {name: fact.unknown for name, fact in facts.items()}
        first = next(iter(facts.values()), None)
        if first is not None and first.type == "date":
            word = DATE_WORDS.get(word, word)
        return f"{upper_first(label(value))}: {word} {shown(limit, first, spans)}".replace(
            "  ", " "
        )
    told = inner.fact.label if isinstance(inner, Read) else "a comparison"
    return f"Not: {lower_first(told)}" if negated else told


def _source(source: str) -> str:
    return f" · read in: {escape(source)}" if source else ""


def _figure(entry: Entry, figure: Figure) -> str:
    rows = []
    for row in figure.rows:
        when = row.when or ("all others" if figure.by else "always")
        page = page_word(row.page) if row.page else ""
        source = "; ".join(part for part in (row.source, row.note) if part)
        rows.append(
            f'<tr><th scope="row">{escape(when)}</th><td>{escape(row.show(figure.unit))}</td>'
            f"<td>{escape(page)}</td><td>{status_html(row.status or figure.status)}</td>"
            f"<td>{escape(source)}</td></tr>"
        )
    by = entry.rule.vocabulary[figure.by].label if figure.by else "Applies"
    named = f"{entry.rule.guideline.title}, {entry.rule.title}, {entry.editions}: {figure.says}"
    return (
        f'<div class="imr-scroll" tabindex="0" role="region" aria-label="{escape(named)}">'
        f'<table class="imr-figures"><caption>{escape(figure.says)} ({BASIS[figure.basis]})'
        f'</caption><thead><tr><th scope="col">{escape(by)}</th><th scope="col">Figure</th>'
        '<th scope="col">Place</th><th scope="col">How far verified</th>'
        '<th scope="col">Read in</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _cases(uses: list[Use]) -> str:
    if not uses:
        return '<p class="imr-meta">No case of the kit uses it yet.</p>'
    items = "".join(
        f"<li>{escape(use.case)}, item {escape(use.item)}: {escape(use.request)} "
        f"({use.outcome})</li>"
        for use in uses
    )
    count = "One case uses" if len(uses) == 1 else f"{len(uses)} disputed items of cases use"
    return f"<details><summary>{count} it</summary><ul class='imr-list'>{items}</ul></details>"
