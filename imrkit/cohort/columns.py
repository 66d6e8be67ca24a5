"""Which columns of a roster name a learner, and which of them is taken for the id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from imrkit.characters import quoted
from imrkit.errors import DataError
from imrkit.words.english import first_of, listed, upper_first

IDS = (
    "learner id",
    "learner",
    "student id",
    "studentid",
    "student number",
    "student no",
    "student no.",
    "matrikelnummer",
    "matrikelnr",
    "matrikelnr.",
    "matrikel-nr.",
    "matrikel-nummer",
    "matr.-nr.",
    "matr.nr.",
    "matriculation number",
    "sis user id",
    *(NUMBER := ("id number", "idnumber", "id-nummer")),
    *(USER := ("username", "user name", "anmeldename", "benutzername")),
    "netid",
    "sis login id",
    "id",
    *(MAIL := ("email address", "email", "e-mail", "e-mail address", "e-mail-adresse")),
)
"""Columns that name a learner; the first of them that every learner has is the id."""
NAMES = ("student", "name", "full name", "student name", "vollständiger name")
FIRST = ("first name", "firstname", "given name", "forename", "vorname")
LAST = ("last name", "lastname", "surname", "family name", "nachname", "familienname")
PARTICIPANT = "identifier"
"""Where the grading worksheet of Moodle has each participant's number; German ones call it "ID"."""
_PARTICIPANT = re.compile(
    r"(?:participant|teilnehm[^\d\s]*|participante?|partecipante|deelnemer)\s*(\d+)", re.IGNORECASE
)
Known = Callable[[str], bool]
Cells = Mapping[str, str]
"""A row of a roster, by the folded heads of its columns."""


def participant(cell: str) -> str:
    """The number of a participant as Moodle's grading worksheet has it; "" if it is none.

    >>> participant("Participant 41"), participant("Teilnehmer/in700"), participant("700")
    ('41', '700', '')
    """
    found = _PARTICIPANT.fullmatch(cell.strip())
    return found[1] if found else ""


def with_participants(people: Iterable[tuple[Cells, int]]) -> list[tuple[Cells, int]]:
    """Rows with Moodle's participant numbers in a column of their own, which is none of ids.

    Another assignment of the same course gives everybody another number.

    Args:
        people: the row of each learner, and its line.
    """
    every = list(people)
    columns = {c for cells, _ in every for c in IDS if participant(cells.get(c, ""))}
    if len(columns) != 1:
        return every
    (column,) = columns
    return [
        ({PARTICIPANT if name == column else name: cell for name, cell in cells.items()}, line)
        for cells, line in every
    ]


def known_by(cells: Cells, column: str) -> str:
    """What a learner is known by: a cell, or the name where there is no column of ids."""
    return cells[column] if column else name_in(cells)


def id_column(
    people: Sequence[tuple[Cells, int]], known: Known, notes: list[str], path: Path
) -> str:
    """Choose the column of ids: that by which learners are known, or the first one without a gap.

    Args:
        people: the row of each learner, and its line.
        known: whether a learner is known by an id already.
        notes: takes what is good to know of the choice.
        path: the roster.

    Returns:
        The column; "" for the name, where no column holds ids.

    Raises:
        DataError: if no column names every learner.
    """
    heads = people[0][0]
    columns = [name for name in IDS if name in heads]
    gaps = {
        name: [(line, name_in(cells)) for cells, line in people if not known_by(cells, name)]
        for name in (*columns, "")
    }
    met = {name: sum(known(known_by(cells, name)) for cells, _ in people) for name in gaps}
    used = max(met, key=lambda name: met[name])
    if met[used] and gaps[used]:
        raise DataError(
            f"{_empty(used, gaps[used])}. There are assignments by this column already "
            f"({met[used]}), so that it stays the column of ids: fill it in there",
            file=path,
            line=gaps[used][0][0],
        )
    if met[used]:
        return used
    for place, name in enumerate(columns):
        if gaps[name]:
            continue
        # A column without any id is none; one with some of them may be the one that was meant.
        before = [one for one in columns[:place] if len(gaps[one]) < len(people)]
        if before:
            told = "; ".join(_empty(one, gaps[one]) for one in before)
            notes.append(
                f"{upper_first(told)}. So every learner is known by {name!r}. If that is not what "
                "you want, fill in the gap before you hand anything out."
            )
        return name
    if not columns and not gaps[""]:
        return ""
    raise _no_ids(heads, {name: gaps[name] for name in columns}, gaps[""], path)


def _no_ids(
    heads: Iterable[str],
    columns: Mapping[str, Sequence[tuple[int, str]]],
    names: Sequence[tuple[int, str]],
    path: Path,
) -> DataError:
    """What is wrong with a roster in which no column names every learner."""
    wanted = "a column that names every learner by an id (such as ID, SIS User ID, Student number, "
    wanted += "Matrikelnummer, ID number, Username, Email address)"
    if columns:
        told = "; ".join(_empty(one, gaps) for one, gaps in columns.items())
        line = next(iter(columns.values()))[0][0]
        return DataError(f"{told}; expected {wanted}", file=path, line=line)
    some = list(heads)
    if any(name in some for name in (*NAMES, *FIRST, *LAST)):
        problem = f"this row has no name, and the roster no ids; expected {wanted}"
        return DataError(problem, file=path, line=names[0][0])
    found = ", ".join(repr(name) for name in some[:8] if name)
    return DataError(f"expected {wanted}; found the columns {found}", file=path, line=1)


def _empty(column: str, gaps: Sequence[tuple[int, str]]) -> str:
    """Where a column has gaps, in words."""
    some = first_of(f"{line} ({quoted(name)})" if name else str(line) for line, name in gaps)
    lines = "line" if len(gaps) == 1 else "lines"
    return f"column {column or 'name'!r} is empty on {lines} {some}"


def names_alone(heads: Iterable[str]) -> str:
    """What is told of a roster without a column of ids.

    Args:
        heads: its columns.
    """
    names = (*NAMES, *FIRST, *LAST, PARTICIPANT)
    other = [repr(name) for name in heads if name and name not in names][:4]
    one = "one of " if len(other) > 1 else ""
    maybe = f" If {one}{listed(other, 'or')} holds ids, call it ID." if other else ""
    return (
        "The roster has no column of ids, so that names stand in their place, in assignments and "
        f"results too. With a column ID, no name leaves the roster.{maybe}"
    )


def name_in(cells: Cells) -> str:
    """The name of a learner, put together of what the roster has; "" if it has none."""
    first = next((cells[c] for c in FIRST if cells.get(c)), "")
    for column in NAMES:
        if cells.get(column):
            # Beside a column of first names, that of names has the surnames.
            more = first if column == "name" and first not in cells[column] else ""
            return f"{more} {cells[column]}".strip()
    last = next((cells[c] for c in LAST if cells.get(c)), "")
    return " ".join(part for part in (first, last) if part)
