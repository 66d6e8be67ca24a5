"""A rule as a drawing: a line runs down from the request, and every box on its way must hold.

Criteria that are all asked stand under each other; of those side by side one is enough.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from html import escape

from imrkit.logic.nodes import Logic, Named, Node, Not
from imrkit.rules.rule import Rule

WIDE, GAP, LETTERS, LINE = 164, 18, 22, 15
"""Width of a box, space between boxes, letters in a line, height of a line: in pixels."""


@dataclass(frozen=True)
class Drawing:
    """A piece of a drawing: its size in pixels, and its parts with their places inside it."""

    width: float
    height: float
    svg: str

    def at(self, x: float, y: float) -> str:
        """The piece moved to a place."""
        return f'<g transform="translate({x:g} {y:g})">{self.svg}</g>'


def diagram(rule: Rule) -> str:
    """Draw what a rule asks.

    Args:
        rule: the rule.

    Returns:
        An SVG element with a label that says the same in words; colours are the page's.
    """
    end = "Within the limit" if rule.data.cap else "Medically necessary"
    asked = _draw(rule.necessary.root, rule, holds=True)
    whole = _under([_box("Request", "end"), asked, _box(end, "end")])
    label = f"From the request to {end.lower()}: {in_words(rule.necessary.root, rule)}"
    width, height = whole.width + 2, whole.height + 2
    return (
        f'<svg class="imr-diagram" role="img" aria-label="{escape(label)}" width="{width:g}" '
        f'height="{height:g}" viewBox="-1 -1 {width:g} {height:g}">{whole.svg}</svg>'
    )


def short_name(criterion: str) -> str:
    """A criterion's name as words: "first course"."""
    return criterion.replace("_", " ")


def in_words(node: Node, rule: Rule) -> str:
    """Say how a rule joins its criteria: "within course and (first course or improved)"."""
    match node:
        case Named(name=name):
            return short_name(name)
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
            return _box(short_name(name) if holds else f"not: {short_name(name)}", "criterion")
    return _box("a comparison", "criterion")


def _box(text: str, kind: str) -> Drawing:
    lines = textwrap.wrap(text, LETTERS)
    height = 14 + LINE * len(lines)
    radius = height / 2 if kind == "end" else 5
    words = "".join(
        f'<text x="{WIDE / 2:g}" y="{7 + LINE * (n + 0.75):g}">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    shape = f'<rect class="imr-{kind}" width="{WIDE}" height="{height}" rx="{radius:g}"/>'
    return Drawing(WIDE, height, shape + words)


def _under(parts: list[Drawing]) -> Drawing:
    """Under each other, joined by a line."""
    width = max(part.width for part in parts)
    middle, y, svg = width / 2, 0.0, []
    for place, part in enumerate(parts):
        if place:
            svg.append(_line(middle, y, middle, y + GAP, arrow=True))
            y += GAP
        svg.append(part.at(middle - part.width / 2, y))
        y += part.height
    return Drawing(width, y, "".join(svg))


def _beside(parts: list[Drawing]) -> Drawing:
    """Side by side, between a line that forks and one that meets again."""
    width = sum(part.width for part in parts) + GAP * (len(parts) - 1)
    inner = max(part.height for part in parts)
    height, x, svg = inner + 2 * GAP, 0.0, []
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
    return Drawing(width, height, "".join(svg))


def _line(x1: float, y1: float, x2: float, y2: float, *, arrow: bool = False) -> str:
    head = f'<path d="M{x2 - 4:g} {y2 - 6:g}h8l-4 6z" class="imr-head"/>' if arrow else ""
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"/>{head}'
