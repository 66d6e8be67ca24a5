"""One hand-in, read: whose it says it is, its answers, and what is odd with it."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from imrkit.characters import quoted
from imrkit.cohort.kinds import kind_of
from imrkit.cohort.notes import Note, place
from imrkit.cohort.sources import Source
from imrkit.errors import DataError
from imrkit.exercises import chain
from imrkit.exercises.assignment import is_id
from imrkit.exercises.entry import Entry
from imrkit.exercises.handing_in import KIND, VERSION
from imrkit.exercises.record import Record, record_from

MOST_LINES = 100_000
EVIDENCE = "This is evidence, not proof: ask before you judge."
"""Ends what is said of a sign that has innocent reasons too."""


@dataclass
class HandIn:
    """A hand-in, read.

    Attributes:
        source: the file.
        learner: whose it is, as its first line says; "" if it does not.
        begun: whose record it is, as the record says; a chance word where nobody was assigned.
        entries: the answers, as they stand there; their scores are not trusted.
        notes: what is odd with it.
        code: the hash of its last line.
    """

    source: Source
    learner: str = ""
    begun: str = ""
    entries: tuple[Entry, ...] = ()
    notes: list[Note] = field(default_factory=list)
    code: str = ""

    def odd(self, what: str, says: str, learner: str = "") -> None:
        """Note something odd, and of whom, if that is known."""
        self.notes.append(Note(self.source.where, what, says, learner))


def read_hand_in(source: Source) -> HandIn | Note:
    """Read a hand-in, or the bare record of answers.

    Args:
        source: the file.

    Returns:
        The hand-in with all that can be read of it; a note if it is none.
    """
    found = HandIn(source)
    lines = _lines(source.content, found)
    head = chain.parsed(lines[0]) if lines else None
    if not isinstance(head, dict) or head.get("imrkit") not in (KIND, "answers"):
        return _no_hand_in(source)
    if len(lines) > MOST_LINES:
        return Note(source.where, "too large", f"It has more than {MOST_LINES:,} lines; not read.")
    ends, bare = "", head.get("imrkit") == "answers"
    if not bare:
        ends = str(head.get("ends", ""))
        _check_head(found, head, len(lines) - 1)
        lines = lines[1:]
    try:
        record = record_from(b"\n".join(lines))
    except DataError:
        return Note(source.where, "truncated", "It has no record of answers below its first line.")
    _take(found, record, ends)
    if bare:
        found.learner = found.begun
        found.odd("record", "It is the record itself, not a hand-in; it was read all the same.")
    return found


def _lines(content: bytes, found: HandIn) -> list[bytes]:
    """Its lines as UTF-8, whatever a text editor made of them; the hashes stay the same."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content = content.decode("utf-16", "replace").encode("utf-8", "replace")
        found.odd("encoding", "It was saved as UTF-16 by another program; it was read.")
    elif content.startswith(codecs.BOM_UTF8):
        content = content[len(codecs.BOM_UTF8) :]
        found.odd("encoding", "Another program has put a mark at its beginning; it was read.")
    return content.replace(b"\r\n", b"\n").split(b"\n")


def _no_hand_in(source: Source) -> Note:
    if kind := source.kind or kind_of(source.content):
        says = (
            f"It is probably {kind}, and no hand-in of imrkit; it is passed over. A hand-in is the "
            "file that `imrkit submit` writes."
        )
        return Note(source.where, "no hand-in", says)
    if not source.content:
        return Note(source.where, "empty", "It is empty.")
    if source.content.lstrip()[:20].startswith((b'{"imrkit', b"{'imrkit")):
        return Note(source.where, "truncated", "It is cut short in its first line.")
    return Note(source.where, "no hand-in", "It is no hand-in of imrkit; it is passed over.")


def _check_head(found: HandIn, head: Mapping[str, Any], lines: int) -> None:
    learner = head.get("learner")
    if is_id(learner):
        found.learner = str(learner)
    else:
        found.odd("wrong learner", f"It does not say whose it is; found {quoted(learner)[:200]}.")
    version = head.get("version")
    if version != VERSION:
        says = f"This imrkit reads version {VERSION}; found {quoted(version)[:200]}."
        found.odd("wrong version", f"{says} What fits was read.")
    told = head.get("lines")
    if type(told) is int and told > lines:
        found.odd("truncated", f"It says {told} lines, and has {lines}; the rest is missing.")


def _take(found: HandIn, record: Record, ends: str) -> None:
    found.begun = record.learner if is_id(record.learner) else ""
    found.entries, found.code = tuple(record.entries), record.code
    for told in record.notes:
        what = "chain" if "by hand" in told else "version" if "version" in told else "record"
        says = place(told)
        if what == "chain":
            why = says.partition(":")[0]
            why = f"{why[0].lower()}{why[1:]}"
            says = (
                f"Its chain of hashes is broken below its first line: {why}. A program that saved "
                f"the file anew does that, and so does a change by hand. {EVIDENCE}"
            )
        found.odd(what, says)
    if (
        ends
        and not ends.startswith(record.code)
        and not any(note.what in ("truncated", "chain") for note in found.notes)
    ):
        says = f"It does not end as its first line says. It may be two files in one. {EVIDENCE}"
        found.odd("chain", says)
