"""A seed for each learner and exercise, from a secret of the course.

The same learners, secret and lesson give the same seeds. No two learners get the same numbers as
long as the exercise has another file to give. Beyond that a learner's file of a case stays the same
from one exercise of the lesson to the next, as far as they vary the same facts; and of what is
left, half ends upheld and half overturned, spread evenly. Seeds that somebody has already stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from imrkit.cohort.pools import Pool, Told, drawn, numbers_of
from imrkit.exercises.exercise import Exercise

SHARED = 3
"""A file that fits what learners read before goes to so many times its share of them at most."""
Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


def lesson_seeds(
    exercises: Sequence[Exercise],
    learners: Sequence[str],
    secret: bytes,
    known: Mapping[str, Mapping[str, int]],
    progress: Progress = lambda *_: None,
) -> dict[str, dict[str, int]]:
    """For each learner a seed of each exercise of a lesson.

    Args:
        exercises: the exercises, in the order of the lesson.
        learners: the ids of the learners.
        secret: the course's secret.
        known: seeds that were given before, by learner and exercise.
        progress: told how far it is.
    """
    found: dict[str, dict[str, int]] = {id: {} for id in learners}
    files: dict[tuple[str, str], Told] = {}
    for number, exercise in enumerate(exercises):
        progress("exercises", number, len(exercises))
        case = exercise.case.name
        own = {id: files.get((id, case), {}) for id in learners}
        given = {id: known[id][exercise.id] for id in known if exercise.id in known[id]}
        pool = Pool(exercise, secret, set(given.values()))
        for id, seed in seeds_for(exercise, learners, secret, given, own, pool).items():
            found[id][exercise.id] = seed
            # What was told last: the next exercise may fit what this one could not take over.
            files[id, case] = {**own[id], **pool.told(numbers_of(exercise, seed))}
    progress("exercises", len(exercises), len(exercises))
    return found


def seeds_for(
    exercise: Exercise,
    learners: Sequence[str],
    secret: bytes,
    known: Mapping[str, int],
    own: Mapping[str, Told] | None = None,
    pool: Pool | None = None,
) -> dict[str, int]:
    """A seed of an exercise for each learner.

    Args:
        exercise: the exercise.
        learners: their ids.
        secret: the course's secret.
        known: seeds that were given before, by learner.
        own: what each learner's file of this case tells already.
        pool: the seeds to choose from, if they were drawn already.
    """
    pool = pool or Pool(exercise, secret, set(known.values()))
    given = Counter(dict.fromkeys(pool.seeds, 0))
    given.update(numbers_of(exercise, seed) for seed in known.values())
    seeds, each = dict(known), -(-len(learners) // len(pool.seeds))
    # The order must not tell who stands where on the roster, and a new sorting changes nothing.
    draws = {id: drawn(secret, exercise.id, id) for id in learners if id not in known}
    ordered = sorted((next(some), id) for id, some in draws.items())
    for place, (_, id) in enumerate(ordered):
        wanted = pool.endings[place % len(pool.endings)]
        told = (own or {}).get(id, {})
        most = 1 if each == 1 else SHARED * each if told else len(learners)
        files = [one for one in pool.seeds if given[one] < most] or list(pool.seeds)
        files = pool.nearest(files, told)
        files = [one for one in files if pool.ending[one] == wanted] or files
        fewest = min(given[numbers] for numbers in files)
        files = [numbers for numbers in files if given[numbers] == fewest]
        numbers = files[next(draws[id]) % len(files)]
        given[numbers] += 1
        seeds[id] = pool.take(numbers)
    return {id: seeds[id] for id in learners}
