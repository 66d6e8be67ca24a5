"""The roster: who takes the course, as Excel, Canvas or Moodle export it.

Any table with a column that names each learner by an id is read. Its other columns are kept as they
are, for the gradebook.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from imrkit.characters import quoted
from imrkit.cohort.columns import (
    FIRST,
    IDS,
    LAST,
    NAMES,
    Known,
    id_column,
    known_by,
    name_in,
    names_alone,
    with_participants,
)
from imrkit.cohort.sheet import folded, read_sheet
from imrkit.errors import DataError
from imrkit.exercises.assignment import LONGEST_ID, is_id

_SCIENTIFIC = re.compile(r"\d([.,]\d+)?E\+\d+")
MOST_LEARNERS = 100_000


@dataclass(frozen=True)
class Learner:
    """A learner of the roster.

    Attributes:
        id: the learner's id.
        name: the name as the roster has it; "" where it has none.
        cells: all columns of the roster, by their names.
        line: the line of the roster.
    """

    id: str
    name: str
    cells: Mapping[str, str] = field(repr=False)
    line: int = 0


@dataclass(frozen=True)
class Roster:
    """A roster, read and checked.

    Attributes:
        learners: the learners, in its order.
        notes: what is good to know of how it was read.
        keys: every id that means one learner alone, folded.
        names: every name that means one learner alone, folded.
        column: the column that is taken for the id; the columns of names, where there is none.
    """

    learners: tuple[Learner, ...]
    notes: tuple[str, ...] = ()
    keys: Mapping[str, Learner] = field(default_factory=dict, repr=False)
    names: Mapping[str, Learner] = field(default_factory=dict, repr=False)
    column: str = ""

    def by_id(self, id: str) -> Learner | None:
        """The learner whom an id means: any of the roster's columns of ids."""
        return self.keys.get(folded(id))

    def like(self, id: str) -> Learner | None:
        """A learner whose id differs from another one by zeros at the beginning only."""
        if not id.isdecimal():
            return None
        plain = id.lstrip("0")
        return next(
            (one for one in self.learners if one.id.isdecimal() and one.id.lstrip("0") == plain),
            None,
        )

    def by_name(self, name: str) -> Learner | None:
        """The learner whom a name means, however its parts are ordered and joined."""
        return self.names.get(_name_key(name))


def _name_key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    words = re.findall(r"\w+", plain.casefold())
    return " ".join(sorted(words))


def read_roster(path: Path, known: Known = lambda _: False) -> Roster:
    """Read a roster.

    Args:
        path: the CSV file.
        known: whether a learner is known by an id already; where some are, ids are taken from the
            column by which most of them are known, whatever others there are.

    Raises:
        DataError: if it cannot be read, is empty, or does not give each learner an id of its own.
    """
    sheet = read_sheet(path)
    notes = list(sheet.notes)
    column = {n: number for number, n in enumerate(sheet.heads) if n not in sheet.heads[:number]}
    rows = [(line, row) for line, row in sheet.rows if not _is_no_learner(column, row)]
    if any(_is_test_student(column, row) for _, row in sheet.rows):
        notes.append("Canvas's test student was left out.")
    if not rows:
        raise DataError("the roster is empty: it has no learner below its heads", file=path)
    if len(rows) > MOST_LEARNERS:
        raise DataError(f"the roster has more than {MOST_LEARNERS:,} learners", file=path)
    people = with_participants(
        ({name: _cell(row, n) for name, n in column.items()}, line) for line, row in rows
    )
    column = {name: number for number, name in enumerate(people[0][0])}
    chosen = id_column(people, known, notes, path)
    learners = [
        Learner(_id(known_by(cells, chosen), line, path), name_in(cells), cells, line)
        for cells, line in people
    ]
    _refuse_twice(learners, chosen, path)
    if not chosen:
        notes.append(names_alone(column))
    keys = _unique((learner.cells[c], learner) for learner in learners for c in IDS if c in column)
    keys |= {folded(learner.id): learner for learner in learners}
    names: dict[str, list[Learner]] = {}
    for learner in learners:
        names.setdefault(_name_key(learner.name), []).append(learner)
    twice = [some for key, some in names.items() if key and len(some) > 1]
    for alike in twice[:5]:
        lines = " and ".join(str(one.line) for one in alike[:3])
        notes.append(f"Lines {lines} have one name, {quoted(alike[0].name)}; their ids part them.")
    if len(twice) > 5:
        notes.append(f"{len(twice) - 5} more names stand there twice; ids part them.")
    alone = {key: some[0] for key, some in names.items() if len(some) == 1 and key}
    named = chosen or " + ".join(c for c in (*FIRST, *LAST, *NAMES) if c in column)
    return Roster(tuple(learners), tuple(notes), keys, alone, named)


def _cell(row: Sequence[str], number: int) -> str:
    return row[number].strip() if number < len(row) else ""


def _is_test_student(column: Mapping[str, int], row: Sequence[str]) -> bool:
    return "student" in column and _cell(row, column["student"]) in (
        "Student, Test",
        "Test Student",
    )


def _is_no_learner(column: Mapping[str, int], row: Sequence[str]) -> bool:
    """Canvas writes rows about the columns, and a test student, among the learners."""
    if "student" not in column:
        return False
    name = _cell(row, column["student"])
    about = name.casefold().startswith(("points possible", "manual posting"))
    ids = any(_cell(row, column[c]) for c in IDS if c in column)
    return about or _is_test_student(column, row) or (not name and not ids)


def _id(text: str, line: int, path: Path) -> str:
    if _SCIENTIFIC.fullmatch(text):
        problem = f"a spreadsheet has shortened the id to {text!r}; format the column as text"
        raise DataError(problem, file=path, line=line)
    if not is_id(text) or text[0] in "=+-@":
        problem = (
            f"an id is a line of at most {LONGEST_ID} characters that begins with none of = + - @; "
            f"found {quoted(text)}"
        )
        raise DataError(problem, file=path, line=line)
    return unicodedata.normalize("NFC", text)


def _refuse_twice(learners: Iterable[Learner], column: str, path: Path) -> None:
    seen: dict[str, Learner] = {}
    for learner in learners:
        other = seen.setdefault(folded(learner.id), learner)
        if other is not learner:
            what = "id" if column else "name, and no column of ids parts them"
            problem = (
                f"two learners have the same {what}: {quoted(learner.id)}, line {other.line} too"
            )
            raise DataError(problem, file=path, line=learner.line)


def _unique(pairs: Iterable[tuple[str, Learner]]) -> dict[str, Learner]:
    """Those keys that mean one learner alone."""
    found: dict[str, dict[str, Learner]] = {}
    for key, learner in pairs:
        if key:
            found.setdefault(folded(key), {})[learner.id] = learner
    return {key: next(iter(some.values())) for key, some in found.items() if len(some) == 1}
