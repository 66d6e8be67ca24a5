"""The learner's working folder: copies of the lessons, which are the learner's own from then on.

A copy that the learner changed is never overwritten; one that was only run is not changed, for
what it shows is not the learner's writing. What imrkit and JupyterLab note for
themselves is in one hidden folder inside it, `.imrkit/`.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from imrkit.errors import DataError, ImrkitError
from imrkit.files.folders import notebooks_dir
from imrkit.files.opening import read_bytes
from imrkit.files.writing import write_atomically
from imrkit.jupyter.lock import alone


def private_folder(folder: Path) -> Path:
    """Where imrkit and JupyterLab keep their own notes inside the working folder.

    Args:
        folder: the working folder.
    """
    return folder / ".imrkit"


def copy_lessons(folder: Path) -> list[str]:
    """Bring the lessons into the working folder: those not there yet, and newer versions.

    A lesson is replaced by its newer version only while it is as imrkit put it there. Whatever
    stops this half-way, the next start goes on where it stopped.

    Args:
        folder: the working folder; made if absent.

    Returns:
        The lessons that are not as imrkit put them there, and of which it has another version.

    Raises:
        ImrkitError: if the folder cannot be written to; says what to do.
    """
    private = private_folder(folder)
    try:
        private.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):  # find out now, not when a lesson is saved
            pass
        with alone(private / "lock"):
            return _bring(folder, private / "lessons.json")
    except OSError as error:
        raise ImrkitError(
            f"The working folder {folder} cannot be written to: {error.strerror}. "
            "Choose one of your own: imrkit lab --folder FOLDER"
        ) from error


def _bring(folder: Path, notes: Path) -> list[str]:
    """Note first what will be put there, then put it: so that it is always known as ours."""
    lessons = list(_lessons())
    for place in {notes.parent, *((folder / name).parent for name, _ in lessons)}:
        for left in place.glob(".imrkit-*"):  # by a start that was ended half-way
            left.unlink()
    brought = _read(notes)
    before = json.dumps(brought)
    due: dict[str, bytes] = {}
    others = []
    for name, content in lessons:
        newest, text = _digest(content), _digest_of_text(content)
        versions = brought.setdefault(name, [])
        known = {newest, text, *versions}
        target = folder / name
        old = target.read_bytes() if target.is_file() else None
        if old is None or _digest(old) in known:
            if old != content:
                due[name] = content
        elif (mine := _digest_of_text(old)) in known:  # it was run and saved
            if mine != text:
                due[name] = content
        elif newest in versions:
            continue
        else:
            others.append(name)
            if versions:  # told at each start; where nothing was noted, told once
                continue
        versions += [one for one in dict.fromkeys((newest, text)) if one not in versions]
    if json.dumps(brought) != before:
        write_atomically(notes, json.dumps(brought, indent=1))
    for name, content in due.items():
        _trust(name, content, notes.parent)
        write_atomically(folder / name, content)
    return others


def _read(notes: Path) -> dict[str, list[str]]:
    """The versions of each lesson that imrkit put there; broken notes count as none."""
    try:
        found = json.loads(read_bytes(notes).decode("utf-8"))
    except (DataError, OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        name: [one for one in some if isinstance(one, str)]
        for name, some in found.items()
        if isinstance(some, list)
    }


def _lessons() -> Iterator[tuple[str, bytes]]:
    course = notebooks_dir() / "course"
    for path in sorted(course.rglob("*")):
        name = path.relative_to(course)
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in name.parts):
            yield name.as_posix(), path.read_bytes()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest_of_text(content: bytes) -> str:
    """The digest of a notebook's cells without what they show; of anything else, that of all."""
    try:
        cells = json.loads(content.decode("utf-8"))["cells"]
        text = [[cell["cell_type"], "".join(cell["source"])] for cell in cells]
    except (LookupError, TypeError, ValueError, RecursionError):
        return _digest(content)
    return _digest(json.dumps(text).encode())


def _trust(name: str, content: bytes, private: Path) -> None:
    """Sign a lesson, or JupyterLab would show its saved pictures and tables only in part."""
    if not name.endswith(".ipynb"):
        return
    import sqlite3

    import nbformat
    from nbformat.sign import NotebookNotary

    data = private / "data"
    data.mkdir(exist_ok=True)
    lesson = nbformat.reads(content.decode(), as_version=4)  # type: ignore[no-untyped-call]
    for attempt in (1, 2):
        notary = NotebookNotary(data_dir=str(data))  # type: ignore[no-untyped-call]
        try:
            notary.sign(lesson)  # type: ignore[no-untyped-call]
            return
        except sqlite3.Error:  # damaged: signatures of other notebooks are made again by running
            if attempt == 1:
                (data / "nbsignatures.db").unlink(missing_ok=True)
        finally:
            notary.store.close()
