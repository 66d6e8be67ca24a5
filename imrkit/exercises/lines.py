"""The sentences of a rationale: whether each is so, what it covers, and what has to be covered."""

from __future__ import annotations

from imrkit.determination.determination import Determination
from imrkit.exercises.answers import Answers
from imrkit.exercises.schema import Line

ROLES = ("guideline", "facts", "ground", "conclusion")
"""The order in which a determination tells its reasons."""


def holds(line: Line, determination: Determination) -> bool:
    """Whether a sentence of a rationale is so, by the engine."""
    known = determination.known
    for name, value in line.shows.items():
        if known[name].value != known[name].fact.value_of(value):
            return False
    answers = Answers(determination)
    if line.role == "ground":
        return line.ground in answers.steps and answers.step(line.ground).verdict == line.finds
    if line.role == "conclusion":
        return line.finds == determination.outcome
    if line.role == "guideline" and line.finds:
        return line.finds == answers.edition
    return True


def covers(line: Line) -> str:
    """What a sentence covers: its role, and of a ground its criterion."""
    return f"ground {line.ground}" if line.role == "ground" else line.role


def needed(determination: Determination, lines: tuple[Line, ...]) -> tuple[str, ...]:
    """What has to be covered: guideline, facts, each ground that decides, and the conclusion."""
    answers = Answers(determination)
    grounds = answers.grounds or tuple(n for n, s in answers.steps.items() if s.verdict == "met")
    offered = {covers(line) for line in lines if holds(line, determination)}
    wanted = ["guideline", "facts", *(f"ground {name}" for name in grounds), "conclusion"]
    return tuple(point for point in wanted if point in offered)


def optional(determination: Determination, points: tuple[str, ...]) -> frozenset[str]:
    """Of what has to be covered the grounds that only reviewers ask, beside one of the text's own.

    Args:
        determination: the determination.
        points: what has to be covered.
    """
    steps = Answers(determination).steps
    grounds = {p: steps[p.partition(" ")[2]] for p in points if p.startswith("ground ")}
    added = frozenset(point for point, step in grounds.items() if step.by_reviewers)
    by_text = determination.outcome_by("text") == determination.outcome
    return added if by_text and len(added) < len(grounds) else frozenset()


def in_order(
    points: tuple[str, ...], lines: tuple[Line, ...], determination: Determination
) -> list[str]:
    """What has to be covered, in the order in which a determination tells it."""
    true = [line for line in lines if holds(line, determination)]
    told = [covers(line) for role in ROLES for line in true if line.role == role]
    return [point for point in dict.fromkeys(told) if point in points]
