"""What a rule asks, as list items: its criteria, joined in words as the rule joins them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

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
from imrkit.rules.rule import Rule
from imrkit.views.html.markup import NOTHING, Html, join
from imrkit.words.english import listed, lower_first, upper_first
from imrkit.words.numbers import DATE_WORDS, bare, label, one_of, shown, sides

Tell = Callable[[str], Html]
"""Tells a criterion, by its name, as a list item."""


def asked(rule: Rule, node: Node, tell: Tell) -> Html:
    """A truth as list items.

    Args:
        rule: the rule.
        node: the truth.
        tell: tells the criteria in it.
    """
    match node:
        case Logic(op="or") if one_of(node):
            return item(_comparison(node))
        case Logic(op="and", parts=parts):
            return join(asked(rule, part, tell) for part in parts)
        case Logic(parts=parts):
            return item("One of these is enough:", join(_option(rule, p, tell) for p in parts))
        case Named(name=name) if name in rule.data.criterion:
            return tell(name)
        case Not(part=part) if isinstance(part, Named | Logic) and not one_of(part):
            return item("None of this:", asked(rule, part, tell))
    return item(_comparison(node))


def _option(rule: Rule, node: Node, tell: Tell) -> Html:
    told = asked(rule, node, tell)
    together = isinstance(node, Logic) and node.op == "and"
    return item("All of these together:", told) if together else told


def item(said: str, below: Html = NOTHING) -> Html:
    """A list item, and the list below it, if there is one."""
    inner = Html("<ul>{}</ul>").format(below) if below else NOTHING
    return Html("<li>{}{}</li>").format(said, inner)


def block(title: Html, items: Html, note: str = "") -> Html:
    """List items under their heading."""
    said = Html('<p class="imr-cite">{}</p>').format(note) if note else NOTHING
    return title + said + Html('<ul class="imr-list">{}</ul>').format(items)


def rests_on(below: Iterable[Html]) -> Html:
    """What a criterion rests on; nothing where it rests on no other."""
    told = join(below)
    return Html("<div>It rests on:</div><ul>{}</ul>").format(told) if told else NOTHING


def named(rule: Rule, node: Node) -> list[str]:
    """The criteria that the test of a criterion names."""
    if isinstance(node, Named) and node.name in rule.data.criterion:
        return [node.name]
    found = [name for child in children(node) for name in named(rule, child)]
    return list(dict.fromkeys(found))


def displaced(rule: Rule, titles: Mapping[str, str]) -> str:
    """The rules that give way to this one, in a sentence; "" if none does.

    Args:
        rule: the rule.
        titles: the titles of all rules by name.
    """
    names = listed(titles.get(name, name) for name in rule.data.displaces)
    return f"Where it applies, it takes the place of: {names}." if names else ""


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
