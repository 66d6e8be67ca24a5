"""Grading a folder of hand-ins: every one is read, what is odd is told, and none stops the rest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from imrkit.cohort import owners, tables
from imrkit.cohort.assigned import (
    HANDOUT,
    check_secret,
    known_in,
    read_assigned,
    read_secret,
)
from imrkit.cohort.bulk import Parts, write_bulk
from imrkit.cohort.feedback import feedback_data, lessons_in
from imrkit.cohort.handing_out import handout
from imrkit.cohort.lessons import exercises_of
from imrkit.cohort.notes import Note, place
from imrkit.cohort.pages import PAGE, Page, write_pages
from imrkit.cohort.points import LessonPoints, lesson_points
from imrkit.cohort.reading import HandIn, read_hand_in
from imrkit.cohort.regrading import Regraded, answered_in, regrade
from imrkit.cohort.roster import Learner, Roster, read_roster
from imrkit.cohort.seeds import Progress
from imrkit.cohort.sources import sources
from imrkit.errors import DataError
from imrkit.exercises.assignment import Assignment
from imrkit.files.naming import safe_name
from imrkit.files.writing import write_atomically
from imrkit.words.english import listed

CANVAS, MOODLE = "gradebook-canvas.csv", "gradebook-moodle.csv"
ITEMS, NOTES, FEEDBACK = "items.parquet", "notes.csv", "feedback"
FOR_LEARNERS = (
    "truncated",
    "encoding",
    "wrong version",
    "version",
    "record",
    "answer",
    "unsound variant",
    "before assignment",
)
"""What a learner is told of the own hand-in; the rest is for the instructor to weigh."""
Pages = Callable[[Sequence[Page], Progress], Mapping[str, str]]


@dataclass
class Graded:
    """What grading a folder brought.

    Attributes:
        roster: the roster.
        learners: the answers of each learner who handed in, by id.
        earned: what each lesson earned them.
        lessons: the lessons of the gradebook.
        places: where each learner's hand-in lay.
        bulk: for each zip to hand feedback back by, how many pages are in it.
        answered: the lessons of which the hand-ins have answers, graded or not.
        notes: what was odd.
    """

    roster: Roster
    learners: dict[str, Regraded] = field(default_factory=dict)
    earned: dict[str, dict[int, LessonPoints]] = field(default_factory=dict)
    lessons: list[int] = field(default_factory=list)
    answered: frozenset[int] = frozenset()
    places: dict[str, Parts] = field(default_factory=dict)
    bulk: dict[str, int] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def grade(
    folder: Path,
    roster: Path,
    out: Path,
    *,
    assigned: Path | None = None,
    secret_file: Path | None = None,
    lesson: int | None = None,
    progress: Progress = lambda *_: None,
    pages: Pages = write_pages,
) -> Graded:
    """Grade the hand-ins in a folder; write gradebooks, results of items, notes, and feedback.

    Args:
        folder: the folder of hand-ins, or a .zip file of one.
        roster: the roster, as CSV.
        out: the folder to write to.
        assigned: the folder of assignments; without it any variant counts.
        secret_file: a file that holds the course's secret, to hold against that folder.
        lesson: only this lesson.
        progress: told how far it is.
        pages: writes the feedback; returns why, for each learner whose page could not be made.

    Raises:
        DataError: if folder, roster or assignments cannot be used, the assignments were made with
            another secret, nobody answered anything of the lesson, or OUT cannot be written to.
        UnknownName: if there is no such lesson.
    """
    people = read_roster(roster, known_in(assigned))
    if secret_file is not None:
        secret = read_secret(secret_file)
        if assigned is None:
            problem = "is held against a folder of assignments: name that with --assigned"
            raise DataError(problem, file=secret_file)
        check_secret(assigned, secret, secret_file)
    if lesson is not None:
        exercises_of(lesson)
    _check_out(folder, out)
    given = read_assigned(assigned, people) if assigned is not None else {}
    found = grade_all(folder, people, given, lesson, progress)
    if lesson is not None and found.answered and lesson not in found.answered:
        theirs = listed(map(str, sorted(found.answered)))
        raise DataError(
            f"holds no answer to lesson {lesson}; what was handed in are answers to lesson "
            f"{theirs}. Is the number right? Nothing was written",
            file=folder,
        )
    notes = out / NOTES
    write_atomically(notes, tables.notes_csv(found.notes))
    write_atomically(out / ITEMS, tables.items_parquet(found.learners.values()))
    write_atomically(out / CANVAS, tables.canvas_csv(people, found.earned, found.lessons))
    write_atomically(out / MOODLE, tables.moodle_csv(people, found.earned, found.lessons))
    handed_in = Roster(tuple(one for one in people.learners if one.id in found.learners))
    whose = handout(handed_in, PAGE, lambda id: Path(FEEDBACK, safe_name(id)))
    write_atomically(out / HANDOUT, whose)
    if failed := _write_feedback(found, out, progress, pages):
        found.notes += failed
        write_atomically(notes, tables.notes_csv(found.notes))
    every = {id: out / FEEDBACK / safe_name(id) / PAGE for id in found.learners}
    files = {id: [page] for id, page in every.items() if page.is_file()}
    found.bulk = write_bulk(out, FEEDBACK, files, found.places)
    return found


def _check_out(folder: Path, out: Path) -> None:
    if folder.exists() and out.resolve().is_relative_to(folder.resolve()):
        raise DataError("stands inside the folder of hand-ins; choose another", file=out)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"cannot be written to: {error.strerror}", file=out) from None


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
    if lesson is not None and 2 * answered[lesson] < len(counted):
        says = (
            f"Of {len(counted)} hand-ins {answered[lesson]} answer anything of lesson {lesson}; is "
            "the number right? Who answered nothing of it has an empty cell."
        )
        graded.notes.append(Note(place(folder.name), "few answers", says))
    every = {number for some in graded.learners.values() for number in lessons_in(some)}
    graded.lessons = [lesson] if lesson is not None else sorted(every)
    for id, some in graded.learners.items():
        graded.earned[id] = {n: lesson_points(some, exercises_of(n)) for n in lessons_in(some)}
    return graded


def _read_all(
    folder: Path, people: Roster, notes: list[Note], progress: Progress
) -> list[tuple[Learner, HandIn]]:
    by_learner: dict[str, tuple[Learner, list[HandIn]]] = {}
    count = 0
    for source in sources(folder):
        count += 1
        progress("files read", count, 0)
        if isinstance(source, Note):
            notes.append(source)
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
    return [(learner, owners.counted(some)) for learner, some in by_learner.values()]


def _write_feedback(found: Graded, out: Path, progress: Progress, pages: Pages) -> list[Note]:
    """Write everybody's feedback; return what went wrong with single pages."""
    told: defaultdict[str, list[str]] = defaultdict(list)
    for note in found.notes:
        if note.learner and note.what in FOR_LEARNERS:
            told[note.learner].append(note.says)
    people = {learner.id: learner for learner in found.roster.learners}
    wanted = []
    for id, graded in found.learners.items():
        data = feedback_data(graded, found.earned[id], people[id].name or id, told[id])
        wanted.append(Page(id, out / FEEDBACK / safe_name(id), data))
    return _older(out, wanted) + [
        Note(f"{FEEDBACK}/{safe_name(id)}", "no page", f"The feedback was not made: {why}.", id)
        for id, why in pages(wanted, progress).items()
    ]


def _older(out: Path, pages: Sequence[Page]) -> list[Note]:
    """Feedback of an earlier grading, of learners who handed in nothing now."""
    now = {page.folder.name for page in pages}
    says = "It is of an earlier grading, and of nobody graded now; do not hand it out."
    there = sorted((out / FEEDBACK).iterdir()) if (out / FEEDBACK).is_dir() else []
    return [
        Note(f"{FEEDBACK}/{place(one.name)}", "older", says)
        for one in there
        if one.is_dir() and one.name not in now
    ]


def counts(notes: Sequence[Note]) -> dict[str, int]:
    """How many notes there are of each sort, most first."""
    return dict(Counter(note.what for note in notes).most_common())
