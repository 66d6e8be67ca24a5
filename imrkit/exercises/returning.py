"""Which variant to ask when an idea comes back: one on which its holder would err."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from imrkit.exercises.asking import key_of, question_of, shows
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.variants import vary

MOST_TRIED = 40
OWN = 400
"""Between so many seeds learners begin; with those tried after it all stay among the certified."""


def first_seed(learner: str, asked: Iterable[int] = ()) -> int:
    """The first seed to ask a learner by when an exercise returns: another for each learner.

    Args:
        learner: the id of the learner's record.
        asked: the seeds that were asked already; 0 was, where the exercise was first met.

    >>> first_seed("a1") == first_seed("a1", [0]), first_seed("a1") != first_seed("b2")
    (True, True)
    >>> first_seed("a1", [0, 450])
    451
    """
    own = 1 + int(hashlib.sha256(learner.encode()).hexdigest(), 16) % OWN
    return max(own, *(seed + 1 for seed in asked), 1)


def tells(exercise: Exercise, seed: int, rule: str) -> bool:
    """Whether the answer of the holder of a misconception would show it.

    Args:
        exercise: the exercise.
        seed: the seed of its variant.
        rule: the misconception.
    """
    variant = vary(exercise, seed)
    return shows(rule, question_of(variant), key_of(variant))


def seed_that_tells(exercise: Exercise, rule: str, first: int = 1) -> int | None:
    """The first seed from some seed on whose variant tells of a misconception; None if none does.

    Args:
        exercise: the exercise.
        rule: the misconception.
        first: the seed to begin with, such as one after those that were asked already.
    """
    seeds = range(first, first + MOST_TRIED)
    return next((seed for seed in seeds if tells(exercise, seed, rule)), None)
