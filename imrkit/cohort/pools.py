"""The variants that an exercise has to give: the seeds of each file, and how each file ends."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from imrkit.exercises.assignment import MOST_SEED
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.kinds.error import planted
from imrkit.exercises.variants import Values, chosen, made, variants_of, vary
from imrkit.words.known import value_said

DRAWN, MOST_DRAWN = 40, 100_000
"""So many seeds are drawn for each file, and at most, to meet every file."""
DAYS = "days"
"""Beside the facts that a file tells: by how many days its dates are moved."""
Numbers = tuple[Values, int, str]
"""What differs from variant to variant: the values, the move of dates, the planted error."""
Told = Mapping[str, str]
"""What a file tells of each fact that varies, in words."""


class Pool:
    """Seeds of an exercise that nobody has yet, by the file that they choose.

    Args:
        exercise: the exercise.
        secret: the course's secret.
        taken: seeds that somebody has.

    Attributes:
        seeds: the seeds of each file.
        ending: how each file ends.
        endings: how files end.
    """

    def __init__(self, exercise: Exercise, secret: bytes, taken: set[int]) -> None:
        self.seeds: dict[Numbers, list[int]] = {}
        self.ending: dict[Numbers, str] = {}
        self._told: dict[Numbers, Told] = {}
        self._exercise, self._taken = exercise, taken
        self._draws = drawn(secret, exercise.id, "seeds")
        every = count_of(exercise)
        for _ in range(min(DRAWN * every, MOST_DRAWN)):
            if len(self.seeds) == every:
                break
            self._draw()
        self.endings = sorted(set(self.ending.values()))

    def take(self, numbers: Numbers) -> int:
        """A seed that chooses a file; no other learner has it."""
        while not self.seeds[numbers]:
            self._draw()
        return self.seeds[numbers].pop(0)

    def told(self, numbers: Numbers) -> Told:
        """What a file tells of the facts that vary, and by how many days its dates are moved."""
        if numbers not in self._told:
            self._told[numbers] = _told(self._exercise, numbers)
        return self._told[numbers]

    def nearest(self, files: Sequence[Numbers], own: Told) -> list[Numbers]:
        """Those files that differ in the fewest facts from one that tells this already."""
        if not own:
            return list(files)
        apart = {one: _apart(self.told(one), own) for one in files}
        least = min(apart.values())
        return [one for one in files if apart[one] == least]

    def _draw(self) -> None:
        seed = next(seed for seed in self._draws if seed not in self._taken)
        self._taken.add(seed)
        numbers = numbers_of(self._exercise, seed)
        self.seeds.setdefault(numbers, []).append(seed)
        if numbers not in self.ending:
            self.ending[numbers] = _ending(self._exercise, numbers[0])


def drawn(secret: bytes, *about: str) -> Iterator[int]:
    """Seeds that nobody can tell without the secret: the same for the same words."""
    key = hmac.digest(secret, "\0".join(about).encode(), hashlib.sha256)
    number = 0
    while True:
        block = hmac.digest(key, number.to_bytes(8), hashlib.sha256)
        for start in range(0, 32, 4):
            yield int.from_bytes(block[start : start + 4]) % MOST_SEED + 1
        number += 1


def numbers_of(exercise: Exercise, seed: int) -> Numbers:
    """What differs between the variants of an exercise, for one seed."""
    values, days = chosen(exercise, seed) or ((), 0)
    error = planted(vary(exercise, seed)).becomes.says if exercise.data.kind == "error" else ""
    return values, days, error


@cache
def count_of(exercise: Exercise) -> int:
    """How many variants an exercise has at least, as `numbers_of` parts them."""
    if exercise.data.kind == "error":
        return len({numbers_of(exercise, seed) for seed in range(1, 200)})
    if not (exercise.data.vary or exercise.data.shift):
        return 1
    files = sum(map(len, variants_of(exercise).values()))
    return files * (2 * exercise.data.shift + 1)


def _ending(exercise: Exercise, values: Values) -> str:
    """How a file ends: upheld or overturned; "" where the file does not vary."""
    if not values:
        return ""
    return next(how for how, some in variants_of(exercise).items() if values in some)


def _told(exercise: Exercise, numbers: Numbers) -> Told:
    values, days, _ = numbers
    if not values and not days:
        return {}
    known = made(exercise, values, days).determination.known
    told = {fact: value_said(known[fact]) for fact, _ in values}
    return {**told, DAYS: str(days)} if exercise.data.shift else told


def _apart(one: Told, other: Told) -> int:
    """In how many of the facts that both tell they differ."""
    return sum(other.get(fact, says) != says for fact, says in one.items())
