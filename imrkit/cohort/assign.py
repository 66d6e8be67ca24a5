"""Variants for a cohort: a seed for each learner and exercise, from a secret of the course.

The same roster, secret and lesson give the same seeds. No two learners get the same numbers as long
as the exercise has another file to give; what it has too few of is spread evenly, half of it upheld
and half overturned. A learner whose file is there already keeps what it says, so that somebody who
joins late changes nobody else's.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from imrkit.cohort.lessons import exercises_of, stays
from imrkit.cohort.roster import Learner, Roster, read_roster
from imrkit.errors import DataError
from imrkit.exercises.assignment import MOST_SEED, NAME, Assignment, read_assignment
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.kinds.error import planted
from imrkit.exercises.variants import Values, chosen, variants_of, vary
from imrkit.files.naming import safe_name
from imrkit.files.opening import read_bytes
from imrkit.files.writing import write_atomically

FEWEST_BYTES = 16
DRAWN, MOST_DRAWN = 40, 100_000
"""So many seeds are drawn for each file, and at most, to meet every file."""
Numbers = tuple[Values, int, str]
"""What differs from variant to variant: the values, the move of dates, the planted error."""
Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class Assigned:
    """What was assigned.

    Attributes:
        lesson: the lesson.
        learners: how many learners.
        kept: how many of them had seeds for it already.
        shared: for each exercise that has too few files, how many learners share the most given.
        notes: what is good to know of the roster.
    """

    lesson: int
    learners: int
    kept: int
    shared: Mapping[str, int]
    notes: tuple[str, ...]


def assign(
    roster: Path,
    lesson: int,
    secret_file: Path,
    out: Path,
    progress: Progress = lambda *_: None,
) -> Assigned:
    """Write an assignment for each learner of a roster: OUT/ID/assignment.json.

    Args:
        roster: the roster, as CSV.
        lesson: the lesson.
        secret_file: a file that holds the course's secret; nothing of it is written anywhere.
        out: the folder to write to; assignments that are there are kept and added to.
        progress: told how far it is.

    Raises:
        DataError: if roster, secret or an assignment that is there cannot be used.
        UnknownName: if there is no such lesson.
    """
    people, secret = read_roster(roster), read_secret(secret_file)
    exercises = exercises_of(lesson)
    before = {learner.id: _before(out, learner) for learner in people.learners}
    found = {learner.id: dict(before[learner.id].seeds) for learner in people.learners}
    shared = {}
    for number, exercise in enumerate(exercises):
        progress("exercises", number, len(exercises))
        if stays(exercise.id, lesson):
            for seeds in found.values():
                seeds.setdefault(exercise.id, 0)
            continue
        known = {
            id: some.seeds[exercise.id] for id, some in before.items() if exercise.id in some.seeds
        }
        seeds = seeds_for(exercise, [learner.id for learner in people.learners], secret, known)
        for id, seed in seeds.items():
            found[id][exercise.id] = seed
        most = max(Counter(numbers_of(exercise, seed) for seed in seeds.values()).values())
        if most > 1:
            shared[exercise.id] = most
    progress("exercises", len(exercises), len(exercises))
    for learner in people.learners:
        text = Assignment(learner.id, found[learner.id]).as_text()
        write_atomically(place_of(out, learner.id) / NAME, text, durable=False)
    ids = {exercise.id for exercise in exercises}
    kept = sum(ids <= some.seeds.keys() for some in before.values())
    return Assigned(lesson, len(people.learners), kept, shared, people.notes)


def place_of(out: Path, learner: str) -> Path:
    """The folder of a learner."""
    return out / safe_name(learner)


def read_secret(path: Path) -> bytes:
    """Read the course's secret.

    Raises:
        DataError: if it cannot be read, or is too short to be one.
    """
    if not path.exists():
        problem = (
            "there is no such file. A secret is any text of 16 characters or more that nobody can "
            'guess; to make one: python -c "import secrets; print(secrets.token_hex(32))" > FILE'
        )
        raise DataError(problem, file=path)
    secret = read_bytes(path, 10_000).strip()
    if len(secret) < FEWEST_BYTES:
        problem = f"a secret has at least {FEWEST_BYTES} characters; found {len(secret)}"
        raise DataError(problem, file=path)
    return secret


def read_assigned(folder: Path, people: Roster) -> dict[str, Assignment]:
    """Read what was assigned to the learners of a roster, by their ids.

    Raises:
        DataError: if there is no such folder, or an assignment in it cannot be used.
    """
    if not folder.is_dir():
        raise DataError("there is no such folder of assignments", file=folder)
    return {learner.id: _before(folder, learner) for learner in people.learners}


def _before(out: Path, learner: Learner) -> Assignment:
    found = read_assignment(place_of(out, learner.id))
    if found.learner not in ("", learner.id):
        path = place_of(out, learner.id) / NAME
        raise DataError(
            f"is another learner's; expected {learner.id!r}", file=path, field="learner"
        )
    return found


def seeds_for(
    exercise: Exercise, learners: Sequence[str], secret: bytes, known: Mapping[str, int]
) -> dict[str, int]:
    """A seed of an exercise for each learner.

    Args:
        exercise: the exercise.
        learners: their ids.
        secret: the course's secret.
        known: seeds that were given before, by learner.
    """
    pool = _Pool(exercise, secret, set(known.values()))
    given = Counter(dict.fromkeys(pool.seeds, 0))
    given.update(numbers_of(exercise, seed) for seed in known.values())
    seeds = dict(known)
    # The order must not tell who stands where on the roster, and a new sorting changes nothing.
    own = {id: drawn(secret, exercise.id, id) for id in learners if id not in known}
    ordered = sorted((next(draws), id) for id, draws in own.items())
    for place, (_, id) in enumerate(ordered):
        free = [numbers for numbers in pool.seeds if not given[numbers]]
        wanted = pool.endings[place % len(pool.endings)]
        files = [one for one in free or pool.seeds if pool.ending[one] == wanted] or free
        fewest = min(given[numbers] for numbers in files)
        files = [numbers for numbers in files if given[numbers] == fewest]
        numbers = files[next(own[id]) % len(files)]
        given[numbers] += 1
        seeds[id] = pool.take(numbers)
    return {id: seeds[id] for id in learners}


class _Pool:
    """Seeds of an exercise that nobody has yet, by the file that they choose.

    Attributes:
        seeds: the seeds of each file.
        ending: how each file ends.
        endings: how files end.
    """

    def __init__(self, exercise: Exercise, secret: bytes, taken: set[int]) -> None:
        self.seeds: dict[Numbers, list[int]] = {}
        self.ending: dict[Numbers, str] = {}
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

    def _draw(self) -> None:
        seed = next(self._draws)
        if seed in self._taken:
            return
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
