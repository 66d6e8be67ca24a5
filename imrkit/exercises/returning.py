"""Which variant to ask when an idea comes back: one on which its holder would err."""

from __future__ import annotations

from imrkit.exercises.asking import key_of
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.variants import vary

MOST_TRIED = 40


def tells(exercise: Exercise, seed: int, rule: str) -> bool:
    """Whether the holder of a misconception would answer otherwise than the engine.

    Args:
        exercise: the exercise.
        seed: the seed of its variant.
        rule: the misconception.
    """
    key = key_of(vary(exercise, seed))
    told = key.believed.get(rule, {})
    return any(of in key.right and meaning not in key.right[of] for of, meaning in told.items())


def seed_that_tells(exercise: Exercise, rule: str, first: int = 1) -> int | None:
    """The first seed from some seed on whose variant tells of a misconception; None if none does.

    Args:
        exercise: the exercise.
        rule: the misconception.
        first: the seed to begin with, such as one after those that were asked already.
    """
    seeds = range(first, first + MOST_TRIED)
    return next((seed for seed in seeds if tells(exercise, seed, rule)), None)
