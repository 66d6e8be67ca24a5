"""The roster: who takes the course, as Excel, Canvas or Moodle export it.

Any CSV with a column that names each learner by an id is read: commas, semicolons or tabs; UTF-8,
UTF-16 or Windows-1252; quotes; the mark at the beginning. Its other columns are kept as they are,
for the gradebook.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from imrkit.characters import quoted
from imrkit.errors import DataError
from imrkit.exercises.assignment import LONGEST_ID, is_id
from imrkit.files.opening import read_bytes

IDS = (
    "learner id",
    "learner",
    "student id",
    "student number",
    "sis user id",
    "id number",
    "idnumber",
    "username",
    "user name",
    "sis login id",
    "id",
    "email address",
    "email",
    "e-mail",
)
"""Columns that name a learner, the first of them that every learner has is the id."""
NAMES = ("student", "name", "full name", "student name")
FIRST = ("first name", "given name", "vorname")
LAST = ("last name", "surname", "family name", "nachname")
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
        column: the column that is taken for the id.
    """

    learners: tuple[Learner, ...]
    notes: tuple[str, ...] = ()
    keys: Mapping[str, Learner] = field(default_factory=dict, repr=False)
    names: Mapping[str, Learner] = field(default_factory=dict, repr=False)
    column: str = ""

    def by_id(self, id: str) -> Learner | None:
        """The learner whom an id means: any of the roster's columns of ids."""
        return self.keys.get(folded(id))

    def by_name(self, name: str) -> Learner | None:
        """The learner whom a name means, however its parts are ordered and joined."""
        return self.names.get(_name_key(name))


def folded(text: str) -> str:
    """A text as ids are compared: case and ways to write the same letter do not count."""
    return unicodedata.normalize("NFC", text).strip().casefold()


def _name_key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    words = re.findall(r"\w+", plain.casefold())
    return " ".join(sorted(words))


def read_roster(path: Path) -> Roster:
    """Read a roster.

    Args:
        path: the CSV file.

    Raises:
        DataError: if it cannot be read, is empty, or does not give each learner an id of its own.
    """
    text, notes = _decoded(read_bytes(path), path)
    head, rows = _rows(text, path)
    column = {name: number for number, name in enumerate(head) if name not in head[:number]}
    learners_rows = [(line, row) for line, row in rows if not _is_no_learner(column, row)]
    if any(_is_test_student(column, row) for _, row in rows):
        notes.append("Canvas's test student was left out.")
    if not learners_rows:
        raise DataError("the roster is empty: it has no learner below its heads", file=path)
    if len(learners_rows) > MOST_LEARNERS:
        raise DataError(f"the roster has more than {MOST_LEARNERS:,} learners", file=path)
    chosen = _id_column(column, learners_rows, path)
    learners = []
    for line, row in learners_rows:
        cells = {name: _cell(row, number) for name, number in column.items()}
        learners.append(
            Learner(_id(_cell(row, column[chosen]), line, path), _name(cells), cells, line)
        )
    _refuse_twice(learners, chosen, path)
    if chosen in NAMES:
        notes.append(
            "The roster has no column of ids, so that names stand in their place, in assignments "
            "and results too. With a column ID, no name leaves the roster."
        )
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
    return Roster(tuple(learners), tuple(notes), keys, alone, chosen)


def _decoded(content: bytes, path: Path) -> tuple[str, list[str]]:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return content.decode("utf-16"), []
        except UnicodeDecodeError:
            raise DataError("cannot be read: it is neither UTF-8 nor UTF-16", file=path) from None
    if b"\0" in content:
        problem = "is no CSV: found a zero byte; save the sheet as “CSV UTF-8”"
        raise DataError(problem, file=path)
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), ["The roster was read as Windows-1252; it is not UTF-8."]
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = "is neither UTF-8 nor Windows-1252; save the sheet as “CSV UTF-8”"
        raise DataError(problem, file=path, line=line) from None


def _rows(text: str, path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The heads, folded, and each row with its line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    skipped = 0
    separator = ""
    if re.fullmatch(r'"?sep=.?"?', first.strip(), re.IGNORECASE):  # a line of Excel's own
        separator = first.strip(' "')[4:] or "\t"
        text, skipped = rest, 1
        first = rest.partition("\n")[0]
    if not text.strip():
        raise DataError("the roster is empty", file=path)
    separator = separator or max(",;\t", key=lambda sign: len(_parsed(first, sign, path)[0][1]))
    rows = [(line + skipped, row) for line, row in _parsed(text, separator, path)]
    heads = [re.sub(r"\s+", " ", folded(name)) for name in rows[0][1]]
    return heads, [(line, row) for line, row in rows[1:] if any(cell.strip() for cell in row)]


def _parsed(text: str, separator: str, path: Path) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    rows = []
    try:
        line = 1
        for row in reader:
            rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        raise DataError(f"is no CSV: {error}", file=path, line=reader.line_num) from None
    return rows or [(1, [])]


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


def _id_column(
    column: Mapping[str, int], rows: Sequence[tuple[int, Sequence[str]]], path: Path
) -> str:
    """The first column of ids that every learner has; the column of names if there is no other."""
    gap = ""
    for name in (*IDS, *NAMES):
        if name not in column or (gap and name in NAMES):
            continue
        lines = [line for line, row in rows if not _cell(row, column[name])]
        if not lines:
            return name
        gap = gap or f"; column {name!r} is empty on line {lines[0]}"
    heads = ", ".join(repr(name) for name in list(column)[:8] if name)
    problem = (
        "expected a column that names every learner by an id (such as ID, SIS User ID, ID number, "
        f"Username, Email address){gap or f'; found the columns {heads}'}"
    )
    raise DataError(problem, file=path, line=1)


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


def _name(cells: Mapping[str, str]) -> str:
    first = next((cells[c] for c in FIRST if cells.get(c)), "")
    for column in NAMES:
        if cells.get(column):
            # Beside a column of first names, that of names has the surnames.
            more = first if column == "name" and first not in cells[column] else ""
            return f"{more} {cells[column]}".strip()
    last = next((cells[c] for c in LAST if cells.get(c)), "")
    return " ".join(part for part in (first, last) if part)


def _refuse_twice(learners: Iterable[Learner], column: str, path: Path) -> None:
    seen: dict[str, Learner] = {}
    for learner in learners:
        other = seen.setdefault(folded(learner.id), learner)
        if other is not learner:
            what = "name, and no column of ids parts them" if column in NAMES else "id"
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
