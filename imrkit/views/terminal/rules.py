"""Rules as a clinician would read them, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from imrkit.facts.spelling import name_said
from imrkit.logic.nodes import Logic, Named, Node, Not, walk
from imrkit.rules.rule import Rule, page_word
from imrkit.rules.schema import BASIS, STATUS, Figure
from imrkit.views.terminal.lines import Lines, table
from imrkit.words.criteria import unfilled
from imrkit.words.english import listed, upper_first
from imrkit.words.steps import cite

BESIDE = "It stands beside whichever rule governs."


def addressed(rule: Rule) -> str:
    """The treatments that a rule addresses."""
    return "every treatment" if rule.for_every else listed(map(name_said, rule.data.treatments))


def rules_as_table(rules: Iterable[Rule]) -> str:
    """List rules: id, title, and when the edition is in force."""
    rows = [
        (rule.id, rule.title, f"{rule.guideline.since} to {rule.guideline.until or 'now'}")
        for rule in rules
    ]
    return table(("Rule", "Title", "In force"), rows)


def rule_as_text(rule: Rule, width: int) -> str:
    """Write a rule: what it addresses, when it applies, what it asks, and its figures.

    Args:
        rule: the rule.
        width: columns to fill at most.
    """
    page, text, guideline = Lines(width), rule.data, rule.guideline
    page.say(rule.title)
    page.say(rule.cite)
    stands = upper_first(guideline.applied)
    page.say(f"{stands} from {guideline.since} {_until(rule)} ({STATUS[guideline.status]}).")
    page.say(f"For: {addressed(rule)}.")
    for told in (text.says, text.note):
        if told:
            page.blank()
            page.say(told)
    if text.cap:
        page.blank()
        page.say(BESIDE)
    if rule.applies:
        page.heading("It applies if")
        _asked(page, rule, rule.applies.root, "")
    page.heading("It asks")
    _asked(page, rule, rule.necessary.root, "")
    if text.figure:
        page.heading("Figures")
    for figure in text.figure.values():
        page.item("-", f"{figure.says} ({BASIS[figure.basis]})")
        for row in _rows(figure):
            page.item("-", row, indent="  ")
    return "\n".join(page.lines)


def _until(rule: Rule) -> str:
    return f"until {rule.guideline.until}" if rule.guideline.until else "on"


def _asked(page: Lines, rule: Rule, node: Node, indent: str) -> None:
    """A truth as a list: criteria in their own sentences, joined as the rule joins them."""
    match node:
        case Named(name=name) if name in rule.data.criterion:
            says = unfilled(rule, rule.data.criterion[name].says)
            page.item("-", says, cite(rule, name), indent=indent)
        case Logic(op=op, parts=parts):
            if indent or op == "or":
                page.item("-", "One of these:" if op == "or" else "All of these:", indent=indent)
                indent += "  "
            for part in parts:
                _asked(page, rule, part, indent)
        case Not(part=part):
            page.item("-", "Not this:", indent=indent)
            _asked(page, rule, part, indent + "  ")
        case _:
            page.item("-", listed(_facts(node)), indent=indent)


def _facts(node: Node) -> Iterator[str]:
    for part in walk(node):
        fact = getattr(part, "fact", None)
        if fact is not None:
            yield fact.label


def _rows(figure: Figure) -> Iterator[str]:
    for row in figure.rows:
        when = f"{name_said(row.when)}: " if row.when else "otherwise: " if figure.by else ""
        page = f", {page_word(row.page)}" if row.page else ""
        status = STATUS[row.status or figure.status]
        note = f" {row.note}" if row.note else ""
        yield f"{when}{row.show(figure.unit)}{page} · {status}{'.' if note else ''}{note}"
