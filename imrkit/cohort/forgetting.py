"""Forgetting a learner: all that imrkit wrote of one person, and the hand-ins themselves.

Files are removed and rows taken out. Archives that hold others' work too, and the roster, are left,
and told: whoever keeps them takes the learner out of them.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from imrkit.cohort import owners
from imrkit.cohort.assigned import HANDOUT, known_in, place_of
from imrkit.cohort.bulk import SYSTEMS, bulk_name
from imrkit.cohort.cells import as_csv, harmless
from imrkit.cohort.columns import IDS
from imrkit.cohort.graded import CANVAS, FEEDBACK, ITEMS, LEARNERS, MOODLE, NOTES
from imrkit.cohort.handing_out import HANDOUT_ZIP
from imrkit.cohort.notes import Note
from imrkit.cohort.pseudonyms import read_items
from imrkit.cohort.reading import read_hand_in
from imrkit.cohort.roster import Learner, Roster, read_roster
from imrkit.cohort.sources import sources
from imrkit.errors import DataError, UnknownName
from imrkit.exercises.assignment import NAME
from imrkit.files.naming import safe_name
from imrkit.files.writing import write_atomically


@dataclass
class Forgotten:
    """What is there of a learner.

    Attributes:
        learner: the learner's id.
        files: files and folders to remove, or removed.
        rows: for each table, how many rows to take out, or taken out.
        left: what imrkit does not change, a sentence each.
    """

    learner: str
    files: list[Path] = field(default_factory=list)
    rows: dict[Path, int] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


def forget(learner: str, folders: list[Path], roster: Path, *, really: bool) -> Forgotten:
    """Find all that is kept of a learner, and remove it.

    Args:
        learner: the learner's id.
        folders: folders of hand-ins, of assignments, and of results.
        roster: the roster, by which hand-ins find their learner.
        really: remove it; else only tell what there is.

    Raises:
        UnknownName: if the roster has no such learner.
        DataError: if a folder cannot be read or written to.
    """
    people = read_roster(roster, lambda id: any(known_in(folder)(id) for folder in folders))
    person = people.by_id(learner)
    if person is None:
        raise UnknownName("learner on the roster", learner, [one.id for one in people.learners])
    found = Forgotten(person.id)
    for folder in folders:
        if not folder.is_dir():
            raise DataError("there is no such folder", file=folder)
        _in_folder(folder, person, people, found, really)
    found.left.append(f"{roster}: line {person.line} of the roster.")
    found.files = list(dict.fromkeys(found.files))
    if really:
        for path in found.files:
            _remove(path)
    return found


def _in_folder(
    folder: Path, person: Learner, people: Roster, found: Forgotten, really: bool
) -> None:
    own = place_of(folder, person.id)
    if (own / NAME).is_file():
        found.files.append(own)
    feedback = folder / FEEDBACK / safe_name(person.id)
    if feedback.is_dir():
        found.files.append(feedback)
    for what, theirs in ((HANDOUT_ZIP, own), (FEEDBACK, feedback)):
        # A zip holds others' files too; the command that wrote it makes it anew.
        zips = [folder / bulk_name(what, system) for system in SYSTEMS]
        found.files += [path for path in zips if theirs.is_dir() and path.is_file()]
    results = any((folder / name).is_file() for name in (CANVAS, MOODLE, ITEMS, NOTES))
    if results or (folder / HANDOUT).is_file():
        _rows(folder, person, found, really)
    if results:
        _reports(folder, person, found)
    else:
        _hand_ins(folder, person, people, found)


def _reports(folder: Path, person: Learner, found: Forgotten) -> None:
    """Tell of what may have been made of the results: a report, its list, an export."""
    for path in sorted(folder.iterdir()):
        made = path.suffix in (".html", ".parquet") and path.name != ITEMS
        if path.is_file() and (made or path.name.endswith("-learners.csv")):
            found.left.append(
                f"{path}: if it is a report or an export, {person.id} is in it, by name or "
                "pseudonym: make it anew, or delete it."
            )


def _hand_ins(folder: Path, person: Learner, people: Roster, found: Forgotten) -> None:
    for source in sources(folder):
        if isinstance(source, Note):
            found.left.append(f"{folder}: {source.where} was not looked into: {source.says}")
            continue
        read = read_hand_in(source)
        # A file that is no hand-in, an essay say, is theirs where its place says so.
        theirs = owners.by_place(source.parts, people)
        says = None if isinstance(read, Note) else people.by_id(read.learner)
        if person.id not in {one.id for one in (theirs, says) if one is not None}:
            continue
        path = folder.joinpath(*source.parts)
        if any(path.is_relative_to(one) for one in found.files):
            continue
        if path.is_file():
            found.files.append(path)
        else:
            found.left.append(
                f"{folder}: {source.where} is in an archive; unpack it and try again."
            )


def _rows(folder: Path, person: Learner, found: Forgotten, really: bool) -> None:
    """Take the learner's rows out of the tables that `imrkit grade` wrote."""
    for name in (CANVAS, MOODLE, NOTES, LEARNERS, HANDOUT):
        path = folder / name
        if not path.is_file():
            continue
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        kept = [
            row for number, row in enumerate(rows) if not (number and _tells(rows[0], row, person))
        ]
        if len(kept) < len(rows):
            found.rows[path] = len(rows) - len(kept)
            if really:
                write_atomically(path, as_csv(kept))
    path = folder / ITEMS
    if not path.is_file():
        return
    every = read_items(path)
    others = [row for row in every if row["learner"] != person.id]
    if len(others) < len(every):
        found.rows[path] = len(every) - len(others)
        if really:
            import pyarrow as pa
            from pyarrow import parquet

            content = io.BytesIO()
            table = pa.Table.from_pylist(others, schema=parquet.read_schema(path))
            parquet.write_table(table, content, compression="zstd")
            write_atomically(path, content.getvalue())


def _tells(heads: list[str], row: list[str], person: Learner) -> bool:
    """Whether a row of ours tells of a learner: in a column of ids, or in the words of a note."""
    ids = [person.id, *(person.cells[column] for column in IDS if column in person.cells)]
    known = {harmless(one) for one in ids if one}
    for head, cell in zip(heads, row, strict=False):
        if head.casefold() in (*IDS, "learner") and cell in known:
            return True
        if head in ("Hand-in", "Says") and any(
            re.search(rf"(?<!\w){re.escape(one)}(?!\w)", cell)
            for one in (person.id, person.name)
            if one
        ):
            return True
    return False


def _remove(path: Path) -> None:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise DataError(f"cannot be removed: {error.strerror}", file=path) from None
