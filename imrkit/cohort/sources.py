"""Hand-ins in a folder or an archive, as Canvas and Moodle export them; opened with care.

Nothing is unpacked to the disk, no link is followed, and no name in an archive is used as a path.
What is too large is passed over and told: each file, and each archive as a whole.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from imrkit.cohort.archives import directory_fault
from imrkit.cohort.kinds import kind_inside
from imrkit.cohort.notes import Note, place
from imrkit.errors import DataError

MOST_BYTES = 20_000_000
"""No hand-in is larger; a learner who answers for years stays far below."""
MOST_ARCHIVE = 2_000_000_000
"""So much is read out of one archive, all its files together."""
MOST_FILES = 50_000
DEPTH = 3
"""Archives in archives: the course's, the learner's, and one more."""
DEEPEST = 20
"""Folders in folders."""
_IGNORED = ("__macosx", "thumbs.db", "desktop.ini")
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06")
_OTHER_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zX")


@dataclass(frozen=True)
class Source:
    """A file that may be a hand-in.

    Attributes:
        where: its place, for people.
        parts: the names on the way to it, from the folder on.
        content: what is in it.
        kind: what it is, where it is packed as an archive and still is one document.
    """

    where: str
    parts: tuple[str, ...]
    content: bytes
    kind: str = ""


def sources(folder: Path) -> Iterator[Source | Note]:
    """Everything in a folder, or in an archive of one, that may be a hand-in.

    Args:
        folder: the folder, or a .zip file.

    Yields:
        A source, or a note of what was passed over, in order of their names.

    Raises:
        DataError: if there is no such folder, or it is a file and no archive.
    """
    if not folder.exists():
        raise DataError("there is no such folder of hand-ins", file=folder)
    if not folder.is_dir():
        if not zipfile.is_zipfile(folder):
            problem = "expected a folder of hand-ins, or a .zip file of one; it is another file"
            raise DataError(problem, file=folder)
        with folder.open("rb") as file:
            yield from _archive(file, (folder.name,), _Budget(), 1)
        return
    yield from _folder(folder, ())


def _folder(folder: Path, parts: tuple[str, ...]) -> Iterator[Source | Note]:
    try:
        every = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Note(place(*parts), "unreadable", f"It cannot be read: {error.strerror}.")
        return
    for entry in every:
        here = (*parts, entry.name)
        if _ignored(entry.name):
            continue
        if entry.is_symlink():
            yield Note(place(*here), "link", "It is a link; links are not followed.")
        elif entry.is_dir(follow_symlinks=False):
            if len(here) > DEEPEST:
                yield Note(place(*here), "unreadable", "It lies too deep in folders.")
            else:
                yield from _folder(Path(entry.path), here)
        else:
            yield from _file(Path(entry.path), here)


def _file(path: Path, parts: tuple[str, ...]) -> Iterator[Source | Note]:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
    except OSError as error:
        yield Note(place(*parts), "unreadable", f"It cannot be read: {error.strerror}.")
        return
    with os.fdopen(handle, "rb") as file:
        kind = os.fstat(handle)
        if not stat.S_ISREG(kind.st_mode):
            yield Note(place(*parts), "unreadable", "It is no regular file.")
            return
        try:
            if file.read(4) in _ARCHIVES:
                yield from _archive(file, parts, _Budget(), 1)
                return
            if kind.st_size > MOST_BYTES:
                yield _too_large(parts)
                return
            file.seek(0)
            content = file.read(MOST_BYTES + 1)
        except OSError as error:
            yield Note(place(*parts), "unreadable", f"It cannot be read: {error.strerror}.")
            return
    yield _source(parts, content)


class _Budget:
    """What may still be read out of an archive and those in it."""

    def __init__(self) -> None:
        self.left, self.files = MOST_ARCHIVE, MOST_FILES


def _archive(
    file: BinaryIO, parts: tuple[str, ...], budget: _Budget, depth: int
) -> Iterator[Source | Note]:
    if fault := directory_fault(file):
        yield Note(place(*parts), "archive", f"It cannot be opened: {fault}.")
        return
    try:
        with zipfile.ZipFile(file) as archive:
            if kind := kind_inside(archive.namelist()):
                yield Source(place(*parts), parts, b"", kind)
                return
            for info in sorted(archive.infolist(), key=lambda one: one.filename):
                if info.is_dir() or any(map(_ignored, _names(info.filename))):
                    continue
                budget.files -= 1
                if budget.files < 0 or budget.left <= 0:
                    says = "It unpacks to far more than hand-ins do; the rest is not read."
                    yield Note(place(*parts), "archive", says)
                    return
                yield from _member(archive, info, parts, budget, depth)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        yield Note(place(*parts), "archive", f"It cannot be opened: {place(str(error))}.")


def _member(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    parts: tuple[str, ...],
    budget: _Budget,
    depth: int,
) -> Iterator[Source | Note]:
    here = (*parts, *_names(info.filename))
    where = place(*parts, info.filename)
    if _leads_out(info.filename):
        says = "Its name leads out of the archive; it is not read."
        yield Note(where, "path", says)
        return
    if stat.S_ISLNK(info.external_attr >> 16):
        yield Note(where, "link", "It is a link; links are not followed.")
        return
    if info.flag_bits & 0x1:
        yield Note(where, "archive", "It is encrypted, and cannot be read.")
        return
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # The others cannot be unpacked piece by piece.
        yield Note(where, "archive", "It is packed in an unusual way, and is not read.")
        return
    try:
        with archive.open(info) as member:
            content = member.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        yield Note(where, "archive", f"It is damaged, and cannot be read: {place(str(error))}.")
        return
    except (RuntimeError, NotImplementedError, ValueError) as error:
        yield Note(where, "archive", f"It cannot be read: {place(str(error))}.")
        return
    budget.left -= len(content)
    if len(content) > MOST_BYTES:
        yield _too_large(here, where)
    elif content[:4] in _ARCHIVES and depth < DEPTH:
        yield from _archive(io.BytesIO(content), here, budget, depth + 1)
    else:
        yield _source(here, content, where)


def _source(parts: tuple[str, ...], content: bytes, where: str = "") -> Source | Note:
    where = where or place(*parts)
    if content[:4] in _ARCHIVES:
        return Note(where, "archive", "It is an archive in archives; it is not opened.")
    if content.startswith(_OTHER_ARCHIVES):
        says = "It is an archive of another kind than .zip; unpack it, and grade the folder."
        return Note(where, "archive", says)
    return Source(where, parts, content)


def _too_large(parts: tuple[str, ...], where: str = "") -> Note:
    says = f"It is larger than {MOST_BYTES // 1_000_000} MB, as no hand-in is; it is not read."
    return Note(where or place(*parts), "too large", says)


def _names(path: str) -> tuple[str, ...]:
    return tuple(part for part in path.replace("\\", "/").split("/") if part)


def _leads_out(path: str) -> bool:
    plain = path.replace("\\", "/")
    return plain.startswith("/") or ".." in plain.split("/") or ":" in plain.split("/")[0][1:2]


def _ignored(name: str) -> bool:
    return (name.startswith(".") and name != "..") or name.casefold() in _IGNORED
