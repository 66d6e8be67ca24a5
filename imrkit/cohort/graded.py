"""The folder of results that `imrkit grade` writes: gradebooks, items, notes, and feedback."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from imrkit.cohort import tables
from imrkit.cohort.assigned import (
    HANDOUT,
    MADE_WITH,
    check_secret,
    check_zeros,
    known_in,
    read_assigned,
    read_secret,
)
from imrkit.cohort.bulk import write_bulk
from imrkit.cohort.feedback import feedback_data
from imrkit.cohort.grading import Graded, grade_all
from imrkit.cohort.handing_out import handout
from imrkit.cohort.lessons import exercises_of
from imrkit.cohort.notes import Note, place
from imrkit.cohort.pages import PAGE, Page, write_pages
from imrkit.cohort.roster import Roster, read_roster
from imrkit.cohort.seeds import Progress
from imrkit.errors import DataError
from imrkit.files.naming import safe_name
from imrkit.files.writing import write_atomically
from imrkit.words.english import listed

CANVAS, MOODLE = "gradebook-canvas.csv", "gradebook-moodle.csv"
ITEMS, NOTES, FEEDBACK = "items.parquet", "notes.csv", "feedback"
LEARNERS = "learners.csv"
FOR_LEARNERS = {
    "truncated": "Your file was cut short on its way: what is missing earned nothing. Run `imrkit "
    "submit` again, and hand in the new file.",
    "encoding": "",
    "wrong version": "Your file was made with another version of imrkit; what was read counts.",
    "version": "",
    "record": "",
    "answer": "",
    "unsound variant": "Of some exercises your own file could not be made; there the published "
    "file, which the lesson asked you about, counts.",
    "before assignment": "Some exercises you answered before your assignment.json lay beside the "
    "lessons. They earn nothing so far: open the lesson again, answer them on your own file, and "
    "hand in again.",
}
"""What a learner is told of the own hand-in, and how, where the instructor is told otherwise.

The rest is for the instructor to weigh.
"""
MOST_OLDER = 5
"""So many pages of an earlier grading are named; of more, how many they are."""
Pages = Callable[[Sequence[Page], Progress], Mapping[str, str]]


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
    check_zeros(assigned, people)
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
    held = tables.lessons_of(out / CANVAS)
    found.replaced = tuple(sorted(held - set(found.lessons)))
    notes = out / NOTES
    write_atomically(notes, tables.notes_csv(found.notes))
    learners = tables.learners_csv(people, found.learners, found.notes)
    write_atomically(out / LEARNERS, learners)
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
    if (folder / ITEMS).is_file() and (folder / CANVAS).is_file():
        problem = "is a folder that `imrkit grade` wrote; name the folder of hand-ins"
        raise DataError(f"{problem}. Nothing was written", file=folder)
    if (folder / MADE_WITH).is_file():
        problem = "is a folder that `imrkit assign` wrote; name the folder of hand-ins"
        raise DataError(f"{problem}. Nothing was written", file=folder)
    if folder.exists() and out.resolve().is_relative_to(folder.resolve()):
        raise DataError("stands inside the folder of hand-ins; choose another", file=out)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"cannot be written to: {error.strerror}", file=out) from None


def _write_feedback(found: Graded, out: Path, progress: Progress, pages: Pages) -> list[Note]:
    """Write everybody's feedback; return what went wrong with single pages."""
    told: defaultdict[str, list[str]] = defaultdict(list)
    for note in found.notes:
        if note.learner and note.what in FOR_LEARNERS:
            says = FOR_LEARNERS[note.what] or note.says
            if says not in told[note.learner]:
                told[note.learner].append(says)
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
    there = sorted((out / FEEDBACK).iterdir()) if (out / FEEDBACK).is_dir() else []
    some = [place(one.name) for one in there if one.is_dir() and one.name not in now]
    if not some:
        return []
    more = f" and {len(some) - MOST_OLDER} more" if some[MOST_OLDER:] else ""
    says = (
        f"Pages of an earlier grading are there, of {len(some)} whom nothing was graded of now: "
        f"{', '.join(some[:MOST_OLDER])}{more}. Do not hand them out; handout.csv and the zips "
        "name none of them."
    )
    return [Note(FEEDBACK, "older", says)]
