"""A rationale in a learner's own words: the points that it seems to cover, and a model beside it.

What is written is kept for the instructor and not scored: words alone do not tell what was meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from imrkit.determination.determination import Determination
from imrkit.exercises.answers import Answers
from imrkit.exercises.lines import ROLES, covers, holds
from imrkit.exercises.looking import patterns, says_the_other, sentences, speaks, words_like
from imrkit.exercises.variants import Variant
from imrkit.facts.spelling import american
from imrkit.words.rationale import BURDEN, WHOLE
from imrkit.words.steps import cite_of, sentence

WORDS = (120, 180)
"""So many words a written rationale should have."""


def for_writers(variant: Variant, points: list[str]) -> dict[str, Any]:
    """The points with the words by which they are looked for, a model, and the published reasons.

    Reasons are told only where the file is as it was published.

    Args:
        variant: the exercise.
        points: what has to be covered, in order.
    """
    found = variant.determination
    model: list[dict[str, Any]] = []
    looked: list[list[dict[str, Any]]] = [[] for _ in points]
    for role in ROLES:
        for line in variant.exercise.data.line:
            if line.role != role or not holds(line, found) or covers(line) not in points:
                continue
            place = points.index(covers(line))
            says = variant.fill(line.says)
            in_full = variant.fill(line.model) if line.model else says
            model.append({"says": in_full, "point": place + 1, "whole": bool(line.model)})
            looked[place].append(
                {
                    "words": list(line.words),
                    "like": sorted(words_like(line, says)),
                    "role": line.role,
                    "finds": line.finds,
                }
            )
    published = []
    for reason in found.item.published.reasons if not variant.values else ():
        of = "conclusion" if reason.kind == "conclusion" else f"ground {reason.ground}"
        point = points.index(of) + 1 if of in points else 0
        published.append({"says": american(reason.says), "point": point})
    return {
        "looked": looked,
        "by": patterns(),
        "title": variant.exercise.data.model,
        "model": _model(found, model, points),
        "sources": _sources(found, points),
        "published": published,
        "words": list(WORDS),
    }


def _model(
    determination: Determination, told: list[dict[str, Any]], points: list[str]
) -> list[dict[str, Any]]:
    """A model in the form of a determination: the lines, what else is in order, and the burden.

    Lines written in full say the request and the burden themselves, unless only grounds are told
    so. What else is in order is told as far as the length that is asked of learners is not reached.
    """

    def plain(says: Iterable[str]) -> list[dict[str, Any]]:
        return [{"says": american(one), "point": 0} for one in says]

    def length(lines: list[dict[str, Any]]) -> int:
        return sum(len(line["says"].split()) for line in lines)

    whole = [points[line["point"] - 1] for line in told if line.pop("whole")]
    in_full = any(not point.startswith("ground") for point in whole)
    says = [line["says"] for line in told]
    dispute = f"In dispute: {determination.item.request}."
    opening = [] if in_full or american(dispute) in says else plain([dispute])
    closing = [] if in_full else plain(_closing(determination))
    conclusion = [line for line in told if points[line["point"] - 1] == "conclusion"]
    body = [line for line in told if line not in conclusion]
    least, most = WORDS
    for line in plain(_in_order(determination, points)):
        long = length([*opening, *body, *conclusion, *closing])
        if long < least and long + length([line]) <= most:
            body.append(line)
    return [*opening, *body, *conclusion, *closing]


def _sources(determination: Determination, points: list[str]) -> list[str]:
    """Where each ground that is told stands, and how far that is verified."""
    steps = Answers(determination).steps
    names = [point.removeprefix("ground ") for point in points if point.startswith("ground ")]
    return list(dict.fromkeys(american(cite_of(steps[name])) for name in names if name in steps))


def _in_order(determination: Determination, points: list[str]) -> Iterator[str]:
    """What is met and not told by a line: what every request needs comes last."""
    met = [ground for ground in determination.grounds if ground.verdict == "met"]
    said = []
    for ground in sorted(met, key=lambda ground: ground.rule.for_every):
        if not any(f"ground {step.name}" in points for step in ground.walk()):
            said.append(sentence(ground))
    yield from dict.fromkeys(said)


def _closing(determination: Determination) -> list[str]:
    """What every determination adds of the burden of proof, where it decides."""
    said = []
    if determination.outcome == "upheld":
        if any(ground.verdict == "open" for ground in determination.against):
            said.append(BURDEN)
        said.append(WHOLE)
    return said


def lit(text: str, variant: Variant) -> tuple[str, ...]:
    """The points that a written rationale seems to cover, by the words of its sentences.

    Args:
        text: what the learner wrote.
        variant: the exercise.

    Returns:
        Points such as "guideline" and "ground within_course", in the order of the sentences.
    """
    found: list[str] = []
    lines = [line for line in variant.exercise.data.line if holds(line, variant.determination)]
    for written in sentences(text):
        for line in lines:
            if covers(line) not in found and speaks(written, line):
                found.append(covers(line))
    if says_the_other(text, variant.determination.outcome):
        found = [point for point in found if point != "conclusion"]
    return tuple(found)
