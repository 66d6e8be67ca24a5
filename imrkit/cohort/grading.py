"""Grading hand-ins: every one is read, what is odd is told, none stops the rest; writes nothing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from imrkit.cohort import owners
from imrkit.cohort.bulk import Parts
from imrkit.cohort.feedback import lessons_in
from imrkit.cohort.lessons import exercises_of
from imrkit.cohort.notes import Note, place
from imrkit.cohort.points import LessonPoints, lesson_points
from imrkit.cohort.reading import HandIn, read_hand_in
from imrkit.cohort.regrading import Regraded, answered_in, regrade
from imrkit.cohort.roster import Learner, Roster
from imrkit.cohort.seeds import Progress
from imrkit.cohort.sources import sources
from imrkit.exercises.assignment import Assignment


@dataclass
class Graded:
    """What grading a folder brought.

    Attributes:
        roster: the roster.
        learners: the answers of each learner who handed in, by id.
        earned: what each lesson earned them.
        lessons: the lessons of the gradebook.
        places: where each learner's hand-in lay.
        bulk: for each zip of feedback that was written, how many pages are in it.
        replaced: lessons whose results stood in the folder before, and stand there no more.
        answered: the lessons of which the hand-ins have answers, graded or not.
        notes: what was odd.
    """

    roster: Roster
    learners: dict[str, Regraded] = field(default_factory=dict)
    earned: dict[str, dict[int, LessonPoints]] = field(default_factory=dict)
    lessons: list[int] = field(default_factory=list)
    answered: frozenset[int] = frozenset()
    places: dict[str, Parts] = field(default_factory=dict)
    replaced: tuple[int, ...] = ()
    bulk: dict[str, int] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def grade_all(
    folder: Path,
    people: Roster,
    given: Mapping[str, Assignment],
    lesson: int | None = None,
    progress: Progress = lambda *_: None,
) -> Graded:
    """Grade the hand-ins in a folder, and write nothing.

    Args:
        folder: the folder of hand-ins, or a .zip file of one.
        people: the roster.
        given: the assignment of each learner, if they have them.
        lesson: only this lesson.
        progress: told how far it is.
    """
    graded = Graded(people)
    counted = _read_all(folder, people, graded.notes, progress)
    seeds: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for id, own in given.items():
        for exercise, seed in own.seeds.items():
            if seed:
                seeds[exercise, seed].add(id)
    for number, (learner, found) in enumerate(counted):
        progress("graded", number, len(counted))
        graded.places[learner.id] = found.source.parts
        theirs = given.get(learner.id)
        if given and not (theirs and theirs.seeds):
            says = "The folder of assignments holds none of this learner's: any variant counts."
            found.odd("no assignment", says)
        try:
            graded.learners[learner.id] = regrade(found, learner.id, theirs, seeds, lesson)
        except Exception as error:  # a fault of ours in one hand-in is not the others' harm
            says = f"It could not be graded ({type(error).__name__}); please tell us."
            found.odd("not graded", says)
        graded.notes += [replace(note, learner=learner.id) for note in found.notes]
    progress("graded", len(counted), len(counted))
    graded.notes += owners.borrowed(counted)
    answered = Counter(n for _, found in counted for n in answered_in(found))
    graded.answered = frozenset(answered)
    if lesson is not None:
        where = place(folder.name)
        graded.notes += _of_lesson(where, lesson, answered[lesson], len(counted), given)
    every = {number for some in graded.learners.values() for number in lessons_in(some)}
    graded.lessons = [lesson] if lesson is not None else sorted(every)
    for id, some in graded.learners.items():
        graded.earned[id] = {n: lesson_points(some, exercises_of(n)) for n in lessons_in(some)}
    return graded


def _of_lesson(
    where: str, lesson: int, answered: int, count: int, given: Mapping[str, Assignment]
) -> list[Note]:
    """What is odd with all hand-ins, where one lesson is graded: its number, or what was assigned.

    Args:
        where: the folder.
        lesson: the lesson.
        answered: how many hand-ins answer anything of it.
        count: how many hand-ins there are.
        given: what was assigned.
    """
    notes = []
    if 2 * answered < count:
        says = (
            f"Of {count} hand-ins {answered} answer anything of lesson {lesson}; is the number "
            "right? Who answered nothing of it has an empty cell."
        )
        notes.append(Note(where, "few answers", says))
    ids = {exercise.id for exercise in exercises_of(lesson)}
    if given and not any(ids & own.seeds.keys() for own in given.values()):
        says = f"The folder of assignments holds nothing of lesson {lesson}: any variant counts."
        notes.append(Note(where, "no assignment", says))
    return notes


def _read_all(
    folder: Path, people: Roster, notes: list[Note], progress: Progress
) -> list[tuple[Learner, HandIn]]:
    by_learner: dict[str, tuple[Learner, list[HandIn]]] = {}
    count = 0
    for source in sources(folder):
        count += 1
        progress("files read", count, 0)
        if isinstance(source, Note):
            lies = owners.by_place(re.split(r" > |/", source.where), people)
            notes.append(replace(source, learner=lies.id if lies else ""))
            continue
        try:
            found = read_hand_in(source)
            if isinstance(found, Note):
                lies = owners.by_place(source.parts, people)
                notes.append(replace(found, learner=lies.id if lies else ""))
                continue
            found.source = replace(source, content=b"")
            learner = owners.owner(found, people)
        except Exception as error:  # a fault of ours in one hand-in is not the others' harm
            says = f"It could not be read ({type(error).__name__}); please tell us."
            notes.append(Note(source.where, "not graded", says))
            continue
        if learner is None:
            notes += found.notes
        else:
            by_learner.setdefault(learner.id, (learner, []))[1].append(found)
    return [
        (learner, owners.counted(some, learner, people)) for learner, some in by_learner.values()
    ]


def counts(notes: Sequence[Note]) -> dict[str, int]:
    """How many notes there are of each sort, most first."""
    return dict(Counter(note.what for note in notes).most_common())
