"""Variants for a cohort: a seed for each learner and exercise, from a secret of the course.

The same roster, secret and lesson give the same seeds. No two learners get the same numbers as long
as the exercise has another file to give. Beyond that a learner's file of a case stays the same from
one exercise of the lesson to the next, as far as they vary the same facts; and of what is left,
half ends upheld and half overturned, spread evenly. A learner whose assignment is there already
keeps what it says, so that somebody who joins late changes nobody else's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from imrkit.cohort.handing_out import handout
from imrkit.cohort.lessons import exercises_of
from imrkit.cohort.pools import Pool, Told, drawn, numbers_of
from imrkit.cohort.roster import IDS, Learner, Roster, read_roster
from imrkit.errors import DataError
from imrkit.exercises.assignment import NAME, Assignment, is_id, read_assignment
from imrkit.exercises.exercise import Exercise
from imrkit.files.naming import safe_name
from imrkit.files.opening import read_bytes
from imrkit.files.writing import write_atomically

FEWEST_BYTES = 16
HANDOUT = "handout.csv"
"""Says whose file is where."""
SHARED = 3
"""A file that fits what learners read before goes to so many times its share of them at most."""
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
        column: the roster's column that is taken for the id.
    """

    lesson: int
    learners: int
    kept: int
    shared: Mapping[str, int]
    notes: tuple[str, ...]
    column: str


def assign(
    roster: Path,
    lesson: int,
    secret_file: Path,
    out: Path,
    progress: Progress = lambda *_: None,
) -> Assigned:
    """Write an assignment for each learner of a roster, and a list of whose is where.

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
    _check_ids(out, people)
    before = {learner.id: _before(out, learner) for learner in people.learners}
    known = {id: some.seeds for id, some in before.items()}
    found = lesson_seeds(exercises, list(before), secret, known, progress)
    shared = {}
    for exercise in exercises:
        given = Counter(numbers_of(exercise, seeds[exercise.id]) for seeds in found.values())
        if (most := max(given.values())) > 1:
            shared[exercise.id] = most
    for learner in people.learners:
        text = Assignment(learner.id, {**known[learner.id], **found[learner.id]}).as_text()
        write_atomically(place_of(out, learner.id) / NAME, text, durable=False)
    write_atomically(out / HANDOUT, handout(people, NAME, lambda id: place_of(Path(), id)))
    ids = {exercise.id for exercise in exercises}
    kept = sum(ids <= some.seeds.keys() for some in before.values())
    return Assigned(lesson, len(people.learners), kept, shared, people.notes, people.column)


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
            # What was told first stays: the file of the first exercise is the learner's file.
            files[id, case] = {**pool.told(numbers_of(exercise, seed)), **own[id]}
    progress("exercises", len(exercises), len(exercises))
    return found


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
    _check_ids(folder, people)
    found = {learner.id: _before(folder, learner) for learner in people.learners}
    if not any(one.seeds for one in found.values()):
        problem = "holds no assignment of any learner on the roster"
        raise DataError(problem, file=folder)
    return found


def _check_ids(folder: Path, people: Roster) -> None:
    """Refuse assignments to these very learners by another column of the roster.

    A column of ids in which one learner has a gap is passed over, for everybody: with it the
    variants of all would change.
    """
    for column in IDS:
        for learner in people.learners:
            other = learner.cells.get(column, "")
            if not is_id(other) or other == learner.id:
                continue
            if (place_of(folder, other) / NAME).is_file():
                gaps = [one.line for one in people.learners if not one.cells.get(column)]
                why = f", for line {gaps[0]} has no {column}: fill it in" if gaps else ""
                raise DataError(
                    f"holds the assignment of {other!r}, by the column {column!r}; the roster is "
                    f"now read by {people.column!r}{why}, or name another folder",
                    file=folder,
                )


def _before(out: Path, learner: Learner) -> Assignment:
    found = read_assignment(place_of(out, learner.id))
    if found.learner not in ("", learner.id):
        path = place_of(out, learner.id) / NAME
        raise DataError(
            f"is another learner's; expected {learner.id!r}", file=path, field="learner"
        )
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
