"""What comes back today: ideas that are due, each with an exercise that asks for it anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from imrkit.exercises.entry import Entry
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.returning import first_seed, seed_that_tells
from imrkit.exercises.schedule import MOST_A_DAY, due


@dataclass(frozen=True, slots=True)
class Return:
    """An idea that comes back.

    Attributes:
        rule: the misconception.
        family: the family of treatments.
        exercise: an exercise that told of it.
        first_seed: the first seed of that exercise that was not asked yet.
        lesson: the lesson of that exercise.
        missed: whether it was last missed.
    """

    rule: str
    family: str
    exercise: str
    first_seed: int
    lesson: int
    missed: bool


def due_today(
    entries: Sequence[Entry], now: dt.datetime, most: int = MOST_A_DAY
) -> tuple[Return, ...]:
    """What comes back today, each with an exercise that can ask it anew.

    Args:
        entries: the answers.
        now: the moment, with its time zone.
        most: how many at most.
    """
    told = [e for e in entries if e.attempt]
    found = []
    for card in due(told, now, most):
        own = [
            e
            for e in told
            if e.family == card.family and any(one.rule == card.rule for one in e.evidence)
        ]
        if not own:
            continue
        last = own[-1]
        seeds = [e.seed for e in told if e.exercise == last.exercise]
        found.append(
            Return(
                card.rule,
                card.family,
                last.exercise,
                max(seeds) + 1,
                last.lesson,
                not last.right,
            )
        )
    return tuple(found)


def seed_of(back: Return, exercise: Exercise, learner: str = "") -> int:
    """The seed of the variant to ask: one on which the holder of the idea errs, if there is one.

    Args:
        back: the idea.
        exercise: its exercise.
        learner: the id of the learner's record: each begins with another variant.
    """
    first = first_seed(learner, [back.first_seed - 1]) if learner else back.first_seed
    return seed_that_tells(exercise, back.rule, first) or first
