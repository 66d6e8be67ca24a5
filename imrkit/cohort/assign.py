"""Variants for a cohort: an assignment for each learner of a roster, in a folder of its own.

A learner whose assignment is there already keeps what it says, so that somebody who joins late
changes nobody else's; a folder has one roster's column of ids and one secret.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from imrkit.cohort.assigned import (
    HANDOUT,
    assignment_of,
    check_secret,
    check_zeros,
    known_in,
    note_secret,
    place_of,
    read_secret,
)
from imrkit.cohort.handing_out import IN_SHORT, README, hand_out, handout, read_me
from imrkit.cohort.lessons import exercises_of
from imrkit.cohort.pools import numbers_of
from imrkit.cohort.roster import Roster, read_roster
from imrkit.cohort.seeds import Progress, lesson_seeds
from imrkit.errors import DataError
from imrkit.exercises.assignment import NAME, Assignment
from imrkit.files.writing import write_atomically


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
        bulk: for each zip that Canvas or Moodle takes, how many learners' files are in it.
        renamed: the name under which Canvas will show a learner the file, where it is another.
        others: how many assignments are there of learners who are not on this roster.
    """

    lesson: int
    learners: int
    kept: int
    shared: Mapping[str, int]
    notes: tuple[str, ...]
    column: str
    bulk: Mapping[str, int]
    renamed: Mapping[str, str]
    others: int


def assign(
    roster: Path,
    lesson: int,
    secret_file: Path,
    out: Path,
    *,
    submissions: Path | None = None,
    progress: Progress = lambda *_: None,
) -> Assigned:
    """Write an assignment for each learner of a roster, and a list of whose is where.

    Args:
        roster: the roster, as CSV.
        lesson: the lesson.
        secret_file: a file that holds the course's secret; nothing of it is written anywhere.
        out: the folder to write to; assignments that are there are kept and added to.
        submissions: what Canvas or Moodle gave of anything that each learner handed in, to make a
            zip of the assignments that it takes.
        progress: told how far it is.

    Raises:
        DataError: if roster, secret or an assignment that is there cannot be used, or the folder
            was made with another secret, or for other learners.
        UnknownName: if there is no such lesson.
    """
    secret = read_secret(secret_file)
    people = read_roster(roster, known_in(out))
    exercises = exercises_of(lesson)
    check_secret(out, secret, secret_file)
    check_zeros(out, people)
    before = {learner.id: assignment_of(out, learner) for learner in people.learners}
    if not any(some.learner for some in before.values()):
        _refuse_others(out, people)
    known = {id: some.seeds for id, some in before.items()}
    found = lesson_seeds(exercises, list(before), secret, known, progress)
    shared = {}
    for exercise in exercises:
        given = Counter(numbers_of(exercise, seeds[exercise.id]) for seeds in found.values())
        if (most := max(given.values())) > 1:
            shared[exercise.id] = most
    note_secret(out, secret)
    for learner in people.learners:
        text = Assignment(learner.id, {**known[learner.id], **found[learner.id]}).as_text(IN_SHORT)
        own = place_of(out, learner.id)
        write_atomically(own / NAME, text, durable=False)
        write_atomically(own / README, read_me(learner.id), durable=False)
    write_atomically(out / HANDOUT, handout(people, NAME, lambda id: place_of(Path(), id)))
    bulk = hand_out(out, people, submissions)
    ids = {exercise.id for exercise in exercises}
    kept = sum(ids <= some.seeds.keys() for some in before.values())
    places = {place_of(out, learner.id) for learner in people.learners}
    return Assigned(
        lesson,
        len(people.learners),
        kept,
        shared,
        people.notes,
        people.column,
        bulk.zips,
        bulk.renamed,
        sum(one.parent not in places for one in out.glob(f"*/{NAME}")),
    )


def _refuse_others(out: Path, people: Roster) -> None:
    """Refuse a folder with assignments, of which none is of anybody on the roster."""
    if any(out.glob(f"*/{NAME}")):
        raise DataError(
            f"holds assignments, and none by the ids of this roster (column {people.column!r}). "
            "Take a roster with the column of ids that was used before; for another course, name "
            "another folder",
            file=out,
        )
