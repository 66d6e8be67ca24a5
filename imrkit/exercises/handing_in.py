"""Handing in: one file made of the learner's record, for the instructor.

Its first line says what it is and how it ends, so that a file cut short is noticed; the lines of
the record follow as they are. The learner's computer names nothing else in it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from imrkit.errors import DataError
from imrkit.exercises import chain, record
from imrkit.exercises.assignment import Assignment, read_assignment
from imrkit.exercises.entry import Entry, rule_book_version
from imrkit.files.naming import safe_name
from imrkit.files.opening import read_bytes
from imrkit.files.writing import write_atomically
from imrkit.words.english import listed

VERSION = 1
KIND = "hand-in"
BEGUN_BEFORE = (
    "Your record was begun as {begun}, before the assignment of {learner} lay beside it. It is "
    "handed in as {learner}'s; answers given before count only where their file is the one "
    "assigned."
)


@dataclass(frozen=True)
class HandedIn:
    """A file that was made to hand in.

    Attributes:
        path: the file.
        learner: whose it is, as it says.
        contents: what is in it, a sentence each.
        notes: what is good to know: a change by hand, a torn line.
    """

    path: Path
    learner: str
    contents: tuple[str, ...]
    notes: tuple[str, ...]


def hand_in(folder: Path, out: Path | None = None, *, when: dt.datetime | None = None) -> HandedIn:
    """Make one file to hand in from the record in a lessons folder, whole or not at all.

    Args:
        folder: the lessons folder.
        out: the folder to write to; the lessons folder, if absent.
        when: the moment; now, if absent.

    Raises:
        DataError: if there are no answers yet, or the file cannot be written.
    """
    path = folder / record.NAME
    if not folder.is_dir():
        raise DataError("there is no such lessons folder", file=folder)
    if not path.exists():
        raise DataError("there are no answers yet; answer an exercise first", file=path)
    assignment = read_assignment(folder)
    content = read_bytes(path, record.MOST_BYTES)
    found = record.record_from(content, file=path)
    if not found.entries:
        raise DataError("there are no answers yet; answer an exercise first", file=path)
    learner = assignment.learner or found.learner
    if found.learner != learner:
        found.notes.append(BEGUN_BEFORE.format(begun=found.learner, learner=learner))
    text = hand_in_text(content, learner, when or dt.datetime.now(dt.UTC))
    target = hand_in_path(out or folder, learner)
    write_atomically(target, text)
    contents = (*_contents(found.entries), *_on_own(assignment, found.entries))
    return HandedIn(target, learner, contents, tuple(found.notes))


def hand_in_path(folder: Path, learner: str) -> Path:
    """Where a learner's file to hand in is written.

    Args:
        folder: the folder.
        learner: whose it is.
    """
    return folder / f"{KIND}-{safe_name(learner)}.jsonl"


def hand_in_text(content: bytes, learner: str, when: dt.datetime) -> bytes:
    """The content of a file to hand in.

    Args:
        content: the content of the record; a torn last line is left out.
        learner: whose it is.
        when: the moment, with its time zone.
    """
    whole = content[: content.rfind(b"\n") + 1]
    last = chain.parsed(whole.rstrip(b"\n").rsplit(b"\n", 1)[-1])
    head = {
        "imrkit": KIND,
        "version": VERSION,
        "book": rule_book_version(),
        "learner": learner,
        "made": when.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "lines": whole.count(b"\n"),
        "ends": str(last.get("hash", "")) if isinstance(last, dict) else "",
    }
    return json.dumps(head).encode() + b"\n" + whole


def _contents(entries: Sequence[Entry]) -> list[str]:
    checked = [entry for entry in entries if entry.attempt > 0]
    answered = {(entry.exercise, entry.seed) for entry in checked}
    left = {(entry.exercise, entry.seed) for entry in entries} - answered
    days = [entry.day for entry in entries]
    ends = dict.fromkeys(f"{day:%m/%d/%Y}" for day in (min(days), max(days)))
    told = [
        f"{_count(checked, 'checked answer')} to "
        f"{_count({entry.exercise for entry in checked}, 'exercise')}, "
        f"{_whence(entries)}, {' to '.join(ends)}",
        "what you chose, typed and wrote, with the time, how sure you said you were, "
        "the hints you took, and how long it took",
    ]
    if left:
        told.append(f"{_count({id for id, _ in left}, 'exercise')} entered and not checked")
    return told


def _whence(entries: Sequence[Entry]) -> str:
    """Which lessons the answers are from; a case of the learner's choice is of none."""
    lessons = sorted({entry.lesson for entry in entries if entry.lesson})
    named = f"lesson{'s' if len(lessons) > 1 else ''} {listed(map(str, lessons))}"
    chosen = any(not entry.lesson for entry in entries)
    return " and ".join([named] * bool(lessons) + ["cases of your choice"] * chosen)


def _on_own(assignment: Assignment, entries: Sequence[Entry]) -> list[str]:
    """How many of the exercises assigned were answered on the learner's own variant."""
    checked = {(entry.exercise, entry.seed) for entry in entries if entry.attempt > 0}
    assigned = {id for id, _ in checked} & assignment.seeds.keys()
    own = {id for id in assigned if (id, assignment.seeds[id]) in checked}
    said = f"{len(own)} of {_count(assigned, 'exercise')} answered on the variant assigned to you"
    return [said] if assigned else []


def _count(some: Sequence[object] | set[str], one: str) -> str:
    return f"{len(some)} {one if len(some) == 1 else one + 's'}"
