"""Small pictures of a criterion: what the file leaves possible, against what is needed.

Inline SVG, with a title and a text for those who do not see it; colours come from the stylesheet
of the views. What is open is always dashed, so that nothing rests on colour alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from html import escape

from imrkit.determination.tree import Step, Verdict
from imrkit.logic.nodes import Compare, Named, Node, Read, facts_read, walk
from imrkit.words.english import upper_first
from imrkit.words.numbers import DATE_WORDS, bare, ends, facts_of, one_of, shown, sides, unbounded
from imrkit.words.steps import deciding
from imrkit.words.telling import Sign

WIDTH, HEIGHT = 220, 46
_LEFT, _RIGHT, _LINE = 8, 204, 23
_TURNED: dict[Verdict, Verdict] = {"met": "not met", "not met": "met", "open": "open"}
_CLASS: dict[Verdict, str] = {"met": "imr-met", "open": "imr-open", "not met": "imr-unmet"}
SIGN: dict[Sign, str] = {
    "met": "imr-met",
    "assumed": "imr-assumed",
    "not met": "imr-unmet",
    "not shown": "imr-open",
    "not told": "imr-untold",
    "reading": "imr-judge",
    "might apply": "imr-open",
    "aside": "imr-aside",
}
"""The class of an element that shows how a line stands."""


def ground_picture(step: Step) -> str:
    """Draw the comparison or fact on which a step's verdict rests.

    Args:
        step: a ground, criterion or comparison.

    Returns:
        An SVG element: an interval against its limit for numbers and dates, boxes for truths and
        choices.
    """
    leaf, negated = min(
        _leaves(step, False), key=lambda leaf: (_rank(leaf[0]), leaf[0].verdict != step.verdict)
    )
    verdict = _TURNED[leaf.verdict] if negated else leaf.verdict
    node, inner = bare(leaf.node)
    negated ^= inner
    if choices := one_of(node):
        fact, wanted = choices
        needed = f"{'not ' if negated else ''}{' or '.join(wanted)}"
        return _boxes([(leaf.tree.known[fact.name].shown, True)], verdict, f"needed: {needed}")
    if isinstance(node, Compare):
        return _scale(leaf, node, negated, verdict)
    known = leaf.facts[0]
    low, high = bool(known.value[0]), bool(known.value[1])
    boxes = [("yes", high), ("no", not low)]
    return _boxes(boxes, verdict, f"needed: {'no' if negated else 'yes'}", open_=low != high)


def _leaves(step: Step, negated: bool) -> Iterator[tuple[Step, bool]]:
    if step.joined_by == "not" and step.parts:
        for part in step.parts:
            yield from _leaves(part, not negated)
    elif one_of(step.node) or not step.parts:
        yield step, negated
    elif negated:  # under a `not` the verdicts turn; every part counts
        for part in step.parts:
            yield from _leaves(part, negated)
    else:
        for part in deciding(step):
            if part == step:
                yield from (leaf for p in step.parts for leaf in _leaves(p, negated))
            else:
                yield from _leaves(part, negated)


def _rank(step: Step) -> int:
    """A guideline's figure tells most, then a fact, then a bare number, a date, a choice."""
    node, _ = bare(step.node)
    facts = list(facts_read(node).values())
    if any(fact.kind == "reading" for fact in facts):
        return 5
    if one_of(node):
        return 4
    if isinstance(node, Read):
        return 1
    if any(fact.type == "date" for fact in facts):
        return 3
    return 0 if _figure(step, node) else 2


def _figure(step: Step, node: Node) -> str:
    for part in walk(node):
        if isinstance(part, Named) and part.name in step.rule.data.figure:
            return part.name
    return ""


# ---- truths and choices ------------------------------------------------------------------------


def _boxes(
    boxes: list[tuple[str, bool]], verdict: Verdict, needed: str, open_: bool | None = None
) -> str:
    """Boxes with words: filled where it is so, dashed where it could be, thin where it is not."""
    open_ = verdict == "open" if open_ is None else open_
    drawn, x = [], float(_LEFT)
    for text, could in boxes:
        short = text if len(text) <= 29 else f"{text[:28]}…"
        width = min(16 + 7 * len(short), WIDTH - 2 * _LEFT)
        kind = "imr-box-open" if could and open_ else "imr-box-on" if could else "imr-box-off"
        drawn.append(
            f'<rect class="{kind}" x="{x:.0f}" y="5" width="{width:.0f}" height="19" rx="3"/>'
            f'<text class="{kind}" x="{x + width / 2:.0f}" y="18.5" text-anchor="middle">'
            f"{escape(short)}</text>"
        )
        x += width + 7
    drawn.append(f'<text x="{_LEFT}" y="41">{escape(_clip(needed))}</text>')
    could_be = [text for text, could in boxes if could]
    found = f"could be {' or '.join(could_be)}" if open_ else f"it is {could_be[0]}"
    return _svg(drawn, verdict, f"{upper_first(found)}; {needed}.")


def _clip(text: str) -> str:
    return text if len(text) <= 38 else f"{text[:37]}…"


# ---- numbers and dates -------------------------------------------------------------------------


def _scale(step: Step, node: Compare, negated: bool, verdict: Verdict) -> str:
    """An interval on a line, the limit across it."""
    facts = facts_of(step)
    value, limit, word = sides(node, negated)
    fact = next(iter(facts_read(value).values()), None)
    date = fact is not None and fact.type == "date"
    low, high = ends(value, facts)
    down, up = unbounded(value, facts)
    if fact is not None and date:
        down, up = low == fact.unknown[0], high == fact.unknown[1]
    elif low >= 0:
        down = False  # there are no visits below none: the line begins here
    least, most = ends(limit, facts)
    first = _first_of_range(step, limit, least, most)
    upward = word in ("at most", "less than")
    points = [p for p, off in ((low, down), (high, up)) if not off] + [least, most]
    start = min(points) - (400 if date else 0)
    start = start if date or min(points) < 0 else 0
    end = max(points) + (400 if date else 1)
    span = max(end - start, 1) * (1.35 if up else 1.15)

    def x(value: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * float(min(max((value - start) / span, 0), 1))

    said_value = fact.show(fact.between(low, high)) if date and fact else shown(value, fact, facts)
    said_limit = _limit_words(step, limit, fact, (least, most), word)
    a, b = (_LEFT if down else x(low)), (_RIGHT if up else x(high))
    drawn = [f'<line class="imr-axis" x1="{_LEFT}" x2="{_RIGHT + 8}" y1="{_LINE}" y2="{_LINE}"/>']
    if first < most:
        drawn.append(
            f'<rect class="imr-range" x="{x(first):.1f}" y="{_LINE - 6}" '
            f'width="{x(most) - x(first):.1f}" height="12"/>'
        )
    if low == high:
        drawn.append(_point(a, verdict))
    else:
        edge = min(max(x(least if upward else most), a), b)
        good, bad = ((a, edge), (edge, b)) if upward else ((edge, b), (a, edge))
        drawn += [_bar(*good, "imr-good"), _bar(*bad, "imr-bad")]
        if up:
            drawn.append(_arrow(b, +1, "imr-bad" if upward else "imr-good"))
        if down:
            drawn.append(_arrow(a, -1, "imr-good" if upward else "imr-bad"))
    for at in sorted({x(least), x(most)}):
        drawn.append(f'<line class="imr-limit" x1="{at:.1f}" x2="{at:.1f}" y1="10" y2="34"/>')
    drawn.append(_words(said_value, (a + b) / 2, 9))
    drawn.append(_words(said_limit, (x(first) + x(most)) / 2, 44))
    return _svg(drawn, verdict, f"{upper_first(said_value)}; needed: {said_limit}.")


def _first_of_range(step: Step, limit: Node, least: int, most: int) -> int:
    """Where a guideline's own range begins ("9 to 10"), or where the limit may begin."""
    name = _figure(step, limit)
    if not name or least != most:
        return least
    figure = step.rule.data.figure[name]
    rows = figure.rows
    if figure.by:
        by = step.rule.vocabulary[figure.by]
        first, last = facts_of(step)[figure.by]
        rows = tuple(figure.at(choice) for choice in by.choices[int(first) : int(last) + 1])
    starts = [r.value[0] for r in rows if isinstance(r.value, tuple) and r.limit == most]
    return min(starts, default=least)


def _limit_words(step: Step, limit: Node, fact: object, pair: tuple[int, int], word: str) -> str:
    low, high = pair
    if getattr(fact, "type", "") == "date":
        word = DATE_WORDS.get(word, word)
        return f"{word} {dt.date.fromordinal(high)}"
    first = _first_of_range(step, limit, low, high)
    number = f"{first} to {high}" if first < high else f"{high}"
    return f"{word} {number}".strip() if word != "at most" else f"limit {number}"


def _point(x: float, verdict: Verdict) -> str:
    if verdict == "not met":
        return (
            f'<path class="imr-point" d="M{x - 5:.1f} {_LINE - 5}l10 10m0-10l-10 10" '
            'fill="none" stroke-width="2.6"/>'
        )
    return f'<circle class="imr-point" cx="{x:.1f}" cy="{_LINE}" r="5"/>'


def _bar(start: float, end: float, kind: str) -> str:
    if end - start < 0.5:
        return ""
    return f'<line class="{kind}" x1="{start:.1f}" x2="{end:.1f}" y1="{_LINE}" y2="{_LINE}"/>'


def _arrow(x: float, way: int, kind: str) -> str:
    return f'<path class="{kind}-head" d="M{x:.1f} {_LINE - 6}l{8 * way} 6l{-8 * way} 6z"/>'


def _words(text: str, x: float, y: int) -> str:
    """Words centred on a place, kept inside the picture."""
    half = 2.9 * len(text)
    x = min(max(x, 2 + half), WIDTH - 2 - half)
    return f'<text x="{x:.1f}" y="{y}" text-anchor="middle">{escape(text)}</text>'


def _svg(drawn: list[str], verdict: Verdict, said: str) -> str:
    said = escape(said, quote=True)
    return (
        f'<svg class="imr-picture {_CLASS[verdict]}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" aria-label="{said}">'
        f"<title>{said}</title>{''.join(drawn)}</svg>"
    )
