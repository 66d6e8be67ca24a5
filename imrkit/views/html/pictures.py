"""Small pictures of a criterion: what the file leaves possible, against what is needed.

Inline SVG, with a title and a text for those who do not see it; colors come from the stylesheet
of the views. What is open is dashed, what is only assumed dotted, so that nothing rests on color
alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from imrkit.cases.known import Known, State
from imrkit.determination.tree import Standing, Step, Verdict
from imrkit.logic.nodes import Compare, Named, Node, Read, facts_read, measured_as, walk
from imrkit.views.html.markup import NOTHING, Html, join, quoted
from imrkit.words.english import lower_first, upper_first
from imrkit.words.numbers import DATE_WORDS, bare, ends, facts_of, one_of, shown, sides, unbounded
from imrkit.words.steps import deciding
from imrkit.words.telling import Sign

WIDTH, HEIGHT = 220, 46
_LEFT, _RIGHT, _LINE = 8, 204, 23
_TURNED: dict[Verdict, Verdict] = {"met": "not met", "not met": "met", "open": "open"}
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
_READING = 5
"""A reading of the text is drawn where there is nothing else to draw."""
_PLAIN: dict[Verdict, Standing] = {"met": "met", "not met": "not met", "open": "not shown"}


def ground_picture(step: Step) -> Html:
    """Draw the comparison or fact on which a step's verdict rests.

    Args:
        step: a ground, criterion or comparison.

    Returns:
        An SVG element: an interval against its limit for numbers and dates, boxes for truths and
        choices.
    """
    leaf, negated = min(_leaves(step, False), key=lambda leaf: _order(leaf[0], step))
    verdict = _TURNED[leaf.verdict] if negated else leaf.verdict
    sign = step.standing if step.verdict == verdict else _PLAIN[verdict]
    node, inner = bare(leaf.node)
    negated ^= inner
    if choices := one_of(node):
        fact, wanted = choices
        only = " or ".join(wanted)
        needed = f"must not be: {only}" if negated else f"needed: {only}"
        if negated and wanted == ["none"]:
            needed = f"needed: {lower_first(fact.label)}"
        known = leaf.tree.known[fact.name]
        return _boxes([(known.shown, True)], sign, needed, known.state)
    if isinstance(node, Compare):
        return _scale(leaf, node, negated, verdict, sign)
    known = leaf.facts[0]
    low, high = bool(known.value[0]), bool(known.value[1])
    boxes = [("yes", high), ("no", not low)]
    # A line says what is asked; where that is the opposite of the fact, or asks for others beside
    # it, the fact has to be named.
    label = lower_first(known.fact.label)
    needed = f"{_clip(label, 26)}: must be no" if negated else "needed: yes"
    if not negated and step.verdict == "open" and len(step.facts) > 1:
        needed = f"{_clip(label.removeprefix('the '), 37)}?"
    return _boxes(boxes, sign, needed, known.state, open_=low != high)


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
        for part in _settling(step):
            if part == step:
                yield from (leaf for p in step.parts for leaf in _leaves(p, negated))
            else:
                yield from _leaves(part, negated)


def _settling(step: Step) -> tuple[Step, ...]:
    """The parts on which a verdict rests: of several ways, one that the file settles, if any."""
    ways = step.parts if step.joined_by == "or" and step.verdict == "met" else ()
    return next(((way,) for way in ways if way.standing == "met"), deciding(step))


def _order(leaf: Step, step: Step) -> tuple[bool, int, bool]:
    """What is drawn of a step comes first: of one that is open, what leaves it open."""
    other, rank = leaf.verdict != step.verdict, _rank(leaf)
    return step.verdict == "open" and (other or rank == _READING), rank, other


def _rank(step: Step) -> int:
    """A guideline's figure tells most, then a fact, then a bare number, a date, a choice."""
    node, _ = bare(step.node)
    facts = list(facts_read(node).values())
    if any(fact.kind == "reading" for fact in facts):
        return _READING
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
    boxes: list[tuple[str, bool]],
    sign: Standing,
    needed: str,
    state: State = "documented",
    open_: bool | None = None,
) -> Html:
    """Boxes with words: filled where it is so, dashed where it could be, thin where it is not.

    What is only assumed to be so is dotted.
    """
    open_ = sign in ("not shown", "not told", "reading") if open_ is None else open_
    drawn, x = [], float(_LEFT)
    so = "imr-box-assumed" if state == "assumed" else "imr-box-on"
    for text, could in boxes:
        short = _clip(text)
        width = min(16 + 7 * len(short), WIDTH - 2 * _LEFT)
        # What is too long for its box is set closer, so that nothing is cut off.
        close = Html(' textLength="{:.0f}" lengthAdjust="spacingAndGlyphs"').format(width - 10)
        kind = "imr-box-open" if could and open_ else so if could else "imr-box-off"
        box = Html(
            '<rect class="{}" x="{:.0f}" y="5" width="{:.0f}" height="19" rx="3"/>'
            '<text class="{}" x="{}" y="18.5" text-anchor="middle"{}>{}</text>'
        )
        fit = close if len(short) > 29 else NOTHING
        drawn.append(box.format(kind, x, width, kind, x + width / 2, fit, quoted(short)))
        x += width + 7
    drawn.append(Html('<text x="{}" y="41">{}</text>').format(_LEFT, quoted(_clip(needed))))
    could_be = [text for text, could in boxes if could]
    so_far = "it is assumed to be" if state == "assumed" else "it is"
    found = f"could be {' or '.join(could_be)}" if open_ else f"{so_far} {could_be[0]}"
    asked = needed.endswith("?")
    said = f"{needed[:-1]}: {found}." if asked else f"{found}; {needed}."
    return _svg(drawn, sign, upper_first(said))


def _clip(text: str, most: int = 38) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


# ---- numbers and dates -------------------------------------------------------------------------


def _scale(step: Step, node: Compare, negated: bool, verdict: Verdict, sign: Standing) -> Html:
    """An interval on a line, the limit across it."""
    facts = facts_of(step)
    value, limit, word = sides(node, negated)
    fact = measured_as(value) or measured_as(limit)
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
    states = {known.state for known in _known(step, value)}
    if states == {"assumed"}:
        said_value = f"{said_value if low or high else 'none stated'} (assumed)"
    said_limit = _limit_words(step, limit, fact, (least, most), word)
    a, b = (_LEFT if down else x(low)), (_RIGHT if up else x(high))
    drawn = [_line("imr-axis", _LEFT, _RIGHT + 8)]
    if first < most:
        box = Html('<rect class="imr-range" x="{:.1f}" y="{}" width="{:.1f}" height="12"/>')
        drawn.append(box.format(x(first), _LINE - 6, x(most) - x(first)))
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
        bar = Html('<line class="imr-limit" x1="{0:.1f}" x2="{0:.1f}" y1="11" y2="32"/>')
        drawn.append(bar.format(at))
    drawn.append(_words(said_value, (a + b) / 2, 9))
    drawn.append(_words(said_limit, (x(first) + x(most)) / 2, 44))
    return _svg(drawn, sign, f"{upper_first(said_value)}; needed: {said_limit}.")


def _known(step: Step, node: Node) -> Iterator[Known]:
    """What is known of the facts from which a value is made."""
    return (step.tree.known[name] for name in facts_read(node))


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


def _point(x: float, verdict: Verdict) -> Html:
    if verdict == "not met":
        cross = Html(
            '<path class="imr-point" d="M{:.1f} {}l10 10m0-10l-10 10" fill="none" '
            'stroke-width="2.6"/>'
        )
        return cross.format(x - 5, _LINE - 5)
    return Html('<circle class="imr-point" cx="{:.1f}" cy="{}" r="5"/>').format(x, _LINE)


def _bar(start: float, end: float, kind: str) -> Html:
    return NOTHING if end - start < 0.5 else _line(kind, start, end)


def _line(kind: str, start: float, end: float) -> Html:
    line = Html('<line class="{}" x1="{:.1f}" x2="{:.1f}" y1="{y}" y2="{y}"/>')
    return line.format(kind, start, end, y=_LINE)


def _arrow(x: float, way: int, kind: str) -> Html:
    head = Html('<path class="{}-head" d="M{:.1f} {}l{} 6l{} 6z"/>')
    return head.format(kind, x, _LINE - 6, 8 * way, -8 * way)


def _words(text: str, x: float, y: int) -> Html:
    """Words centered on a place, kept inside the picture."""
    half = 2.9 * len(text)
    x = min(max(x, 2 + half), WIDTH - 2 - half)
    line = Html('<text x="{:.1f}" y="{}" text-anchor="middle">{}</text>')
    return line.format(x, y, quoted(text))


def _svg(drawn: list[Html], sign: Standing, said: str) -> Html:
    return Html(
        '<svg class="imr-picture {}" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
        'aria-label="{said}">{}</svg>'
    ).format(SIGN[sign], join(drawn), w=WIDTH, h=HEIGHT, said=quoted(said))
