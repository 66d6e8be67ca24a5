"""What an instructor gets as tables: gradebooks, results of items, the list of notes."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from imrkit.cohort.cells import as_csv
from imrkit.cohort.columns import FIRST, LAST, MAIL, NUMBER, USER
from imrkit.cohort.notes import Note
from imrkit.cohort.points import POINTS, LessonPoints
from imrkit.cohort.regrading import Regraded
from imrkit.cohort.roster import Learner, Roster
from imrkit.exercises.entry import Entry

CANVAS = ("student", "id", "sis user id", "sis login id", "section")
CANVAS_HEADS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
MOODLE = {
    "First name": FIRST,
    "Last name": LAST,
    "ID number": NUMBER,
    "Username": USER,
    "Email address": MAIL,
}
_LESSON = "imrkit lesson "
GRADED, CUT_SHORT, NOT_GRADED, NOTHING = "graded", "cut short", "not graded", "nothing"
"""What came of a learner: a hand-in, a part of one, a file that could not be graded, nothing."""
Earned = Mapping[str, Mapping[int, LessonPoints]]
"""For each learner what each lesson earned; who handed in nothing is not there."""


def canvas_csv(roster: Roster, earned: Earned, lessons: Sequence[int]) -> bytes:
    """A gradebook that Canvas imports; a lesson that was not handed in is left empty."""
    rows: list[Sequence[object]] = [(*CANVAS_HEADS, *map(_column, lessons))]
    rows.append(("    Points Possible", "", "", "", "", *(POINTS for _ in lessons)))
    for learner in roster.learners:
        cells = [learner.cells.get(column, "") for column in CANVAS]
        cells[0] = cells[0] or learner.name
        if not any(cells[1:4]):
            cells[2] = learner.id
        rows.append((*cells, *_points(learner, earned, lessons)))
    return as_csv(rows)


def moodle_csv(roster: Roster, earned: Earned, lessons: Sequence[int]) -> bytes:
    """A gradebook that Moodle imports, learner by learner, by the columns that the roster has."""
    known = {name for one in roster.learners for name, cell in one.cells.items() if cell}
    found = {head: [one for one in own if one in known] for head, own in MOODLE.items()}
    columns = {head: own[0] for head, own in found.items() if own}
    more = () if columns.keys() & {"ID number", "Username", "Email address"} else ("ID number",)
    rows: list[Sequence[object]] = [(*columns, *more, *map(_column, lessons))]
    for learner in roster.learners:
        cells = [learner.cells.get(column, "") for column in columns.values()]
        rows.append((*cells, *(learner.id for _ in more), *_points(learner, earned, lessons)))
    return as_csv(rows)


def _column(lesson: int) -> str:
    return f"{_LESSON}{lesson}"


def lessons_of(gradebook: Path) -> set[int]:
    """The lessons in a gradebook that we wrote; none where there is no such file."""
    if not gradebook.is_file():
        return set()
    heads = gradebook.read_text(encoding="utf-8-sig", errors="replace").partition("\n")[0]
    return {int(number) for number in re.findall(rf"{_LESSON}(\d+)", heads)}


def _points(learner: Learner, earned: Earned, lessons: Sequence[int]) -> list[object]:
    found = earned.get(learner.id, {})
    return [found[lesson].points if lesson in found else "" for lesson in lessons]


def notes_csv(notes: Iterable[Note]) -> bytes:
    """What was odd, a line each."""
    rows: list[Sequence[object]] = [("Hand-in", "Learner", "What", "Says")]
    rows += [(note.where, note.learner, note.what, note.says) for note in sorted(notes)]
    return as_csv(rows)


def learners_csv(roster: Roster, graded: Mapping[str, Regraded], notes: Iterable[Note]) -> bytes:
    """What came of each learner of the roster: by ids, without names."""
    told: dict[str, set[str]] = {}
    for note in notes:
        told.setdefault(note.learner, set()).add(note.what)
    rows: list[Sequence[object]] = [("Learner", "Hand-in")]
    for learner in roster.learners:
        state = NOTHING
        if learner.id in graded:
            state = CUT_SHORT if "truncated" in told.get(learner.id, ()) else GRADED
            state = state if graded[learner.id].entries else NOT_GRADED
        elif learner.id in told:
            state = NOT_GRADED
        rows.append((learner.id, state))
    return as_csv(rows)


def items_parquet(some: Iterable[Regraded]) -> bytes:
    """Every answer that was graded, a row each, with no name in it."""
    import pyarrow as pa
    from pyarrow import parquet

    rows = [
        _row(graded.learner, entry, graded.assignment.seeds)
        for graded in some
        for entry in graded.entries
    ]
    sign = pa.struct([("rule", pa.string()), ("sign", pa.string()), ("options", pa.int16())])
    schema = pa.schema(
        [
            ("learner", pa.string()),
            ("exercise", pa.string()),
            ("lesson", pa.int16()),
            ("kind", pa.string()),
            ("family", pa.string()),
            ("transfer", pa.bool_()),
            ("seed", pa.int64()),
            ("assigned", pa.bool_()),
            ("sitting", pa.string()),
            ("when", pa.timestamp("s", tz="UTC")),
            ("attempt", pa.int32()),
            ("hints", pa.int16()),
            ("seconds", pa.float64()),
            ("confidence", pa.int16()),
            ("credit", pa.float64()),
            ("score", pa.float64()),
            ("right", pa.bool_()),
            ("rules", pa.list_(pa.string())),
            ("evidence", pa.list_(sign)),
            ("answer", pa.string()),
            ("book", pa.string()),
        ]
    )
    out = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows, schema=schema), out, compression="zstd")
    return out.getvalue()


def _row(learner: str, entry: Entry, seeds: Mapping[str, int]) -> dict[str, object]:
    data = entry.as_data()
    data["learner"], data["when"] = learner, entry.moment
    data["assigned"] = seeds.get(entry.exercise) == entry.seed
    data["answer"] = json.dumps(data["answer"], ensure_ascii=False)
    return data
