"""What goes to a page, and what comes from one: plain data, that may hold anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from imrkit.exercises.asking import Feedback
from imrkit.exercises.entry import Entry
from imrkit.exercises.question import Question

Given = dict[str, "str | list[str]"]
LOOKED_BACK, FEWEST = 20, 5
"""So many first answers are looked back at, at most; with fewer nothing is told."""
LONGEST = 20_000
"""The longest text that is kept of one part."""


def feedback_data(found: Feedback, answer: Given, because: str) -> dict[str, Any]:
    """What was said to an answer, as a page gets it.

    Args:
        found: what was said.
        answer: the answer.
        because: why the right answer is right; "" while it may still be found.
    """
    graded = found.graded
    replies = [
        {
            "part": reply.part,
            "right": reply.right,
            # The reason stands by itself.
            "says": "" if reply.says == because else reply.says,
            "where": reply.where,
        }
        for reply in found.shown
    ]
    return {
        "right": graded.right,
        "partly": found.partly,
        "score": found.score,
        "attempt": found.attempt,
        "answer": dict(answer),
        "replies": replies,
        "because": because,
        "key": found.key,
        "more": dict(found.more),
        "half_way": found.half_way,
        "past": None,
    }


def past(entries: Iterable[Entry], confidence: int) -> dict[str, int] | None:
    """How often first answers as sure as this one were right; None while there are few.

    Args:
        entries: all answers.
        confidence: how sure, in percent.
    """
    firsts = [e.right for e in entries if e.attempt == 1 and e.confidence == confidence]
    last = firsts[-LOOKED_BACK:]
    return {"of": len(last), "right": sum(last)} if len(last) >= FEWEST else None


def entered(answer: object, parts: Iterable[str]) -> Given:
    """What a page has sent of some parts."""
    given = answer if isinstance(answer, Mapping) else {}
    return {part: _plain(given[part]) for part in parts if part in given}


def _plain(given: object) -> str | list[str]:
    if isinstance(given, list | tuple):
        return [str(one)[:LONGEST] for one in given]
    return str(given)[:LONGEST]


def seconds_of(sent: object) -> float:
    """How long a page says that it took; 0 where that cannot be."""
    return float(sent) if isinstance(sent, int | float) and 0 <= sent < 1e6 else 0.0


def named(problem: str, question: Question) -> str:
    """A problem with the parts of a question called as the learner reads them."""
    for part in question.parts:
        problem = problem.replace(f"part {part.id!r}", f"“{part.says}”" if part.says else "it")
    return problem[:1].upper() + problem[1:] + "."
