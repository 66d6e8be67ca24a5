"""A folder of assignments: whose is where, and with which secret it was made."""

from __future__ import annotations

import hashlib
import hmac
import json
from pathlib import Path

from imrkit.cohort.columns import Known
from imrkit.cohort.roster import Learner, Roster
from imrkit.errors import DataError
from imrkit.exercises.assignment import NAME, Assignment, is_id, read_assignment
from imrkit.files.naming import safe_name
from imrkit.files.opening import read_bytes
from imrkit.files.writing import write_atomically
from imrkit.words.english import first_of

FEWEST_BYTES = 16
HANDOUT = "handout.csv"
"""Says whose file is where."""
MADE_WITH = "made-with.json"
"""Says with which secret a folder was made, and nothing of the secret."""


def place_of(folder: Path, learner: str) -> Path:
    """The folder of a learner."""
    return folder / safe_name(learner)


def known_in(folder: Path | None) -> Known:
    """Whether a folder holds the assignment of whom an id names."""
    return lambda id: folder is not None and is_id(id) and (place_of(folder, id) / NAME).is_file()


def check_zeros(folder: Path | None, people: Roster) -> None:
    """Refuse a roster whose ids lack leading zeros, or have them, against those of a folder.

    Args:
        folder: the folder of assignments.
        people: the roster.

    Raises:
        DataError: if a learner without an assignment is called like one with it, but for zeros.
    """
    if folder is None or not folder.is_dir():
        return
    there = {_shortened(one.parent.name): one.parent.name for one in folder.glob(f"*/{NAME}")}
    listed_too = {learner.id for learner in people.learners}
    known = known_in(folder)
    found = [
        (learner, there[_shortened(learner.id)])
        for learner in people.learners
        if learner.id.isdecimal() and _shortened(learner.id) in there and not known(learner.id)
    ]
    found = [(learner, other) for learner, other in found if other not in listed_too]
    if found:
        some = first_of(f"{learner.id} ({other} in {folder})" for learner, other in found)
        raise DataError(
            f"{len(found)} of its ids differ from those that have assignments by zeros at the "
            f"beginning only: {some}. A spreadsheet takes such zeros away. "
            f"Nothing was written. Format the column {people.column!r} as text, and write the ids "
            "as they were",
            line=found[0][0].line,
        )


def _shortened(id: str) -> str:
    """An id as a spreadsheet writes it that takes it for a number."""
    return id.lstrip("0") if id.isdecimal() else id


def read_secret(path: Path) -> bytes:
    """Read the course's secret.

    Raises:
        DataError: if it cannot be read, or is too short to be one.
    """
    if not path.exists():
        problem = (
            "there is no such file. A secret is any text of 16 characters or more that nobody can "
            'guess; to make one: python -c "import secrets; print(secrets.token_hex(32))" > FILE'
        )
        raise DataError(problem, file=path)
    secret = read_bytes(path, 10_000).strip()
    if len(secret) < FEWEST_BYTES:
        problem = f"a secret has at least {FEWEST_BYTES} characters; found {len(secret)}"
        raise DataError(problem, file=path)
    return secret


def check_secret(folder: Path, secret: bytes, file: Path) -> None:
    """Refuse a folder that was made with another secret.

    Args:
        folder: the folder of assignments.
        secret: the secret.
        file: where the secret was read.

    Raises:
        DataError: if it was, or if what says so is damaged.
    """
    path = folder / MADE_WITH
    if not path.is_file():
        return
    try:
        noted = json.loads(read_bytes(path, 10_000))["fingerprint"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise DataError("is damaged; expected the fingerprint of a secret", file=path) from None
    if noted != _fingerprint(secret):
        raise DataError(
            f"was made with ANOTHER SECRET than the one in {file}. Nothing was written. Find the "
            "secret with which these variants were handed out, or name another folder",
            file=folder,
        )


def note_secret(folder: Path, secret: bytes) -> None:
    """Note with which secret a folder is made."""
    data = {"imrkit": "made-with", "version": 1, "fingerprint": _fingerprint(secret)}
    write_atomically(folder / MADE_WITH, json.dumps(data) + "\n")


def _fingerprint(secret: bytes) -> str:
    """The same for the same secret; the secret cannot be told from it."""
    return hmac.digest(secret, b"fingerprint of a folder", hashlib.sha256).hex()[:32]


def read_assigned(folder: Path, people: Roster) -> dict[str, Assignment]:
    """Read what was assigned to the learners of a roster, by their ids.

    Raises:
        DataError: if there is no such folder, or an assignment in it cannot be used.
    """
    if not folder.is_dir():
        raise DataError("there is no such folder of assignments", file=folder)
    found = {learner.id: assignment_of(folder, learner) for learner in people.learners}
    if not any(one.seeds for one in found.values()):
        problem = "holds no assignment of any learner on the roster"
        raise DataError(problem, file=folder)
    return found


def assignment_of(folder: Path, learner: Learner) -> Assignment:
    """What was assigned to a learner; an empty assignment, if nothing was.

    Raises:
        DataError: if it cannot be used, or is another learner's.
    """
    found = read_assignment(place_of(folder, learner.id))
    if found.learner not in ("", learner.id):
        path = place_of(folder, learner.id) / NAME
        raise DataError(
            f"is another learner's; expected {learner.id!r}", file=path, field="learner"
        )
    return found
