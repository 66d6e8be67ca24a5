"""The record of a learner's answers: one file that only grows, one JSON line an answer.

Each line carries a hash of itself and of the line before, so that a change made by hand shows. Two
notebooks may write at once: each locks the file for the moment of a write. What cannot be written
is kept in memory, is told, and is written with the next answer. Nothing in the file is ever run.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from imrkit.errors import DataError
from imrkit.exercises import chain
from imrkit.exercises.entry import Entry, entry_from, rule_book_version
from imrkit.files.locking import locked
from imrkit.files.opening import read_bytes

VERSION = 1
NAME = "answers.jsonl"
MOST_BYTES = 50_000_000


@dataclass
class Record:
    """What was read of a record.

    Attributes:
        learner: whose it is.
        entries: the answers, in order.
        notes: what is good to know: a line that is torn, a change by hand, another version.
        intact: whether every line is as it was written.
        code: a short code of the file as it stands, for a certificate.
    """

    learner: str = ""
    entries: list[Entry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    intact: bool = True
    code: str = ""


def read_record(path: Path, learner: str = "") -> Record:
    """Read a record; whatever is not right in it is told, and the rest is read.

    Args:
        path: the file.
        learner: whose record it should be; anybody's, if not given.

    Raises:
        DataError: if it cannot be opened, or is no record at all.
    """
    if not path.exists():
        return Record(learner)
    return record_from(read_bytes(path, MOST_BYTES), learner, path)


def record_from(content: bytes, learner: str = "", file: Path | None = None) -> Record:
    """Read a record from the content of its file.

    Args:
        content: the content.
        learner: whose record it should be; anybody's, if not given.
        file: the file, for errors.

    Raises:
        DataError: if it is no record at all.
    """
    lines = content.split(b"\n")
    found = Record()
    if not content:
        return Record(learner)
    head = chain.parsed(lines[0])
    if not isinstance(head, dict) or head.get("imrkit") != "answers":
        raise DataError("this is no record of answers", file=file, line=1)
    found.learner = str(head.get("learner", ""))
    _check_head(found, head, learner)
    hashed = str(head.get("hash", ""))
    if hashed != chain.hash_of("", head):
        _edited(found, 1)
    for number, line in enumerate(lines[1:], 2):
        last = number == len(lines)
        if last and not line:
            break
        hashed = _take(found, line, number, hashed, last)
    older = sum(entry.book != rule_book_version() for entry in found.entries)
    if older:
        found.notes.append(f"{older} of the answers were graded by another version of the rules.")
    found.code = hashed[:12]
    return found


def _check_head(found: Record, head: dict[str, Any], learner: str) -> None:
    version = head.get("version")
    if version != VERSION:
        newer = isinstance(version, int) and version > VERSION
        which = "a newer" if newer else "an older"
        found.notes.append(f"The record was begun by {which} version of imrkit ({version}).")
    if learner and found.learner != learner:
        found.notes.append("The record is another learner's.")


def _take(found: Record, line: bytes, number: int, before: str, last: bool) -> str:
    """Read one line; return the hash that the next one builds on."""
    data = chain.parsed(line)
    if data is None and last:
        found.notes.append("The last line is torn; that one answer is lost.")
        return before
    if not isinstance(data, dict):
        _edited(found, number)
        return before
    hashed = str(data.pop("hash", ""))
    if hashed != chain.hash_of(before, data):
        _edited(found, number)
    try:
        found.entries.append(entry_from(data))
    except DataError:
        found.notes.append(f"Line {number} is no answer; it is passed over.")
        found.intact = False
    return hashed


def _edited(found: Record, line: int) -> None:
    if found.intact:
        found.notes.append(f"Line {line} is not as it was written: the file was changed by hand.")
    found.intact = False


class AnswerFile:
    """A record that is open for answers.

    Args:
        path: the file; made with the first answer.
        learner: whose it is; that of the file, or a new one, if not given.

    Attributes:
        record: what was read of it, with what was added since.
        problem: why answers cannot be written now; "" while they can.
    """

    def __init__(self, path: Path, learner: str = "") -> None:
        self.path = path
        self.problem = ""
        self._wanted = learner
        self._new = secrets.token_hex(8)
        self._waiting: list[Entry] = []
        self._seen: tuple[int, ...] = ()
        self.record = Record(learner)
        self.refresh()

    def refresh(self) -> None:
        """Read again what other notebooks have written since; a file that stays costs nothing."""
        now = _stamp(self.path)
        if self._seen == now:
            return
        try:
            found = read_record(self.path, self._wanted)
        except DataError as error:
            self.problem = _in_memory(str(error))
            self._readable = False
        else:
            if self.record.entries and not found.learner:
                self._new = secrets.token_hex(8)  # a record that was deleted begins anew
            self.record, self._seen, self._readable = found, now, True
            self.record.entries.extend(self._waiting)
        self.learner = self._wanted or self.record.learner or self._new
        self.record.learner = self.record.learner or self.learner

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All answers, those too that could not be written yet."""
        return tuple(self.record.entries)

    def append(self, entry: Entry) -> str:
        """Add an answer, and write it to the disk before going on.

        Returns:
            "" if it is written; else why it is not, and that it is kept in memory.
        """
        self.refresh()
        self.record.entries.append(entry)
        self._waiting.append(entry)
        if not self._readable:
            return self.problem
        try:
            self._write(self._waiting)
        except OSError as error:
            self.problem = _in_memory(f"{self.path}: {error.strerror or error}")
        else:
            self._waiting = []
            self.problem = ""
        return self.problem

    def _write(self, entries: Iterable[Entry]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.path, chain.FLAGS, 0o600)
        try:
            with locked(handle):
                end, before = chain.end(handle)
                text = b""
                if end == 0:
                    head = {"imrkit": "answers", "version": VERSION, "learner": self.learner}
                    before, text = chain.line("", head)
                for entry in entries:
                    before, line = chain.line(before, entry.as_data())
                    text += line
                chain.put(handle, text, end)
                # What another has written since it was read is read with the next refresh.
                known = end == (self._seen[1] if len(self._seen) > 1 else 0)
                self._seen = _stamp(self.path) if known else ()
        finally:
            os.close(handle)
        self.record.code = before[:12]


def _stamp(path: Path) -> tuple[int, ...]:
    """What changes when a file is written to; the same twice where there is none."""
    try:
        found = path.stat()
    except OSError:
        return (0,)
    return found.st_ino, found.st_size, found.st_mtime_ns


def _in_memory(problem: str) -> str:
    return (
        f"Your answers cannot be saved now ({problem}). They are kept while this page is open; "
        "make room or choose another folder, and they are written with the next answer."
    )
