"""A rule as a drawing: a line runs down from the request, and every box on its way must hold.

Criteria that are all asked stand under each other; of those side by side one is enough. What
reviewers add is dashed.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from imrkit.facts.spelling import name_said
from imrkit.logic.nodes import Logic, Named, Node, Not
from imrkit.rules.rule import Rule
from imrkit.views.html.markup import Html, join, quoted

WIDE, GAP, LETTERS, LINE = 164, 18, 22, 15
"""Width of a box, space between boxes, letters in a line, height of a line: in pixels."""


@dataclass(frozen=True)
class Drawing:
    """A piece of a drawing: its size in pixels, and its parts with their places inside it."""

    width: float
    height: float
    svg: Html

    def at(self, x: float, y: float) -> Html:
        """The piece moved to a place."""
        return Html('<g transform="translate({:g} {:g})">{}</g>').format(x, y, self.svg)


def diagram(rule: Rule) -> Html:
    """Draw what a rule asks.

    Args:
        rule: the rule.

    Returns:
        An SVG element with a label that says the same in words; colors are the page's.
    """
    end = "Within the limit" if rule.data.cap else "Medically necessary"
    asked = _draw(rule.necessary.root, rule, holds=True)
    whole = _under([_box("Request", "end"), asked, _box(end, "end")])
    label = f"From the request to {end.lower()}: {in_words(rule.necessary.root, rule)}"
    return Html(
        '<svg class="imr-diagram" role="img" aria-label="{}" width="{w:g}" height="{h:g}" '
        'viewBox="-1 -1 {w:g} {h:g}">{}</svg>'
    ).format(quoted(label), whole.svg, w=whole.width + 2, h=whole.height + 2)


def in_words(node: Node, rule: Rule) -> str:
    """Say how a rule joins its criteria: "within course and (first course or improved)"."""
    match node:
        case Named(name=name):
            return name_said(name)
        case Not(part=part):
            return f"not {in_words(part, rule)}"
        case Logic(op=op, parts=parts):
            told = [
                f"({in_words(part, rule)})" if isinstance(part, Logic) else in_words(part, rule)
                for part in parts
            ]
            return f" {op} ".join(told)
    return "a comparison"


def _draw(node: Node, rule: Rule, *, holds: bool) -> Drawing:
    """Draw a truth that must hold, or must not."""
    match node:
        case Not(part=part):
            return _draw(part, rule, holds=not holds)
        case Logic(op=op, parts=parts):
            drawn = [_draw(part, rule, holds=holds) for part in parts]
            return _under(drawn) if (op == "and") == holds else _beside(drawn)
        case Named(name=name):
            criterion = rule.data.criterion.get(name)
            added = criterion is not None and criterion.basis == "reviewer judgement"
            words = name_said(name) if holds else f"not: {name_said(name)}"
            return _box(words, "added" if added else "criterion")
    return _box("a comparison", "criterion")


def _box(text: str, kind: str) -> Drawing:
    lines = textwrap.wrap(text, LETTERS)
    height = 14 + LINE * len(lines)
    radius = height / 2 if kind == "end" else 5
    words = join(
        Html('<text x="{:g}" y="{:g}">{}</text>').format(
            WIDE / 2, 7 + LINE * (n + 0.75), quoted(line)
        )
        for n, line in enumerate(lines)
    )
    shape = Html('<rect class="imr-{}" width="{}" height="{}" rx="{:g}"/>')
    return Drawing(WIDE, height, shape.format(kind, WIDE, height, radius) + words)


def _under(parts: list[Drawing]) -> Drawing:
    """Under each other, joined by a line."""
    width = max(part.width for part in parts)
    middle, y = width / 2, 0.0
    svg: list[Html] = []
    for place, part in enumerate(parts):
        if place:
            svg.append(_line(middle, y, middle, y + GAP, arrow=True))
            y += GAP
        svg.append(part.at(middle - part.width / 2, y))
        y += part.height
    return Drawing(width, y, join(svg))


def _beside(parts: list[Drawing]) -> Drawing:
    """Side by side, between a line that forks and one that meets again."""
    width = sum(part.width for part in parts) + GAP * (len(parts) - 1)
    inner = max(part.height for part in parts)
    height, x = inner + 2 * GAP, 0.0
    svg: list[Html] = []
    middles = []
    for part in parts:
        middle = x + part.width / 2
        middles.append(middle)
        svg.append(_line(middle, 0, middle, GAP, arrow=True))
        svg.append(part.at(x, GAP))
        svg.append(_line(middle, GAP + part.height, middle, height))
        x += part.width + GAP
    for y in (0, height):
        svg.append(_line(middles[0], y, middles[-1], y))
    return Drawing(width, height, join(svg))


def _line(x1: float, y1: float, x2: float, y2: float, *, arrow: bool = False) -> Html:
    line = Html('<line x1="{:g}" y1="{:g}" x2="{:g}" y2="{:g}"/>').format(x1, y1, x2, y2)
    head = Html('<path d="M{:g} {:g}h8l-4 6z" class="imr-head"/>').format(x2 - 4, y2 - 6)
    return line + head if arrow else line
