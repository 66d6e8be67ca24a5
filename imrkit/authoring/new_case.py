"""`imrkit new case`: a commented case file to fill in."""

from __future__ import annotations

import os
import re
from pathlib import Path

from imrkit.authoring.skeleton import Skeleton
from imrkit.errors import LONGEST, DataError
from imrkit.facts.dates import date_span
from imrkit.files.folders import schemas_dir
from imrkit.files.writing import write_atomically

RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
}
"""Names of devices on Windows, where no file can be called so."""


def new_case(name: str, skeleton: Skeleton, folder: Path) -> Path:
    """Write a skeleton case, with every fact that its rules read left open.

    Args:
        name: the case's name; its file is called so.
        skeleton: what it is to be about.
        folder: where to write it; made if absent.

    Returns:
        The file.

    Raises:
        DataError: if the name cannot be a file's, the date cannot be read, the part of the body is
            not known, there is such a file already, or the folder cannot be written to.
    """
    check_name(name, "a case")
    for what, text in (("treatment", skeleton.treatment), ("body part", skeleton.body_part)):
        if not text.isprintable() or len(text) > LONGEST:
            raise DataError(f"a {what} is named in one line of at most {LONGEST} letters")
    date_span(skeleton.date)
    if skeleton.body_part and not skeleton.book.terms.part_named(skeleton.body_part):
        raise DataError(skeleton.book.terms.unknown_part(skeleton.body_part))
    return write_new(folder / f"{name}.toml", skeleton.text(schema_comment(folder, "case")))


def check_name(name: str, what: str) -> None:
    """Refuse a name that cannot be a file's on every computer.

    Args:
        name: the name.
        what: what is called so ("a case").

    Raises:
        DataError: if it is no such name.
    """
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", name):
        found = f"found {name!r}"
        raise DataError(f"{what}'s name has letters, digits, - and _ and no others; {found}")
    if name.casefold() in RESERVED:
        raise DataError(f"Windows keeps the name {name!r} for itself; choose another")


def write_new(path: Path, text: str) -> Path:
    """Write a file that is not there yet.

    Raises:
        DataError: if there is such a file already, or the folder cannot be written to.
    """
    for other in path.parent.iterdir() if path.parent.is_dir() else ():
        if other.name.casefold() == path.name.casefold():
            raise DataError("there is such a file already; it is left as it is", file=other)
    write_atomically(path, text)
    return path


def schema_comment(folder: Path, kind: str) -> str:
    """The line by which an editor finds the schema: from a checkout's folders, a relative path."""
    schema = schemas_dir() / f"{kind}.json"
    if not schema.is_file():
        return ""
    folder = folder.expanduser().absolute()
    if folder.is_relative_to(schemas_dir().parent):
        return f"#:schema {Path(os.path.relpath(schema, folder)).as_posix()}"
    return f"#:schema {schema.as_uri()}"
