"""Opening data files: regular files of sane size only, as UTF-8 text, never waiting for one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from imrkit.errors import DataError

MOST_BYTES = 2_000_000
"""No data file is larger; what is, was not meant."""
MOST_LETTERS = 20_000
"""No line is longer."""
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # a pipe that nobody writes to is not waited for
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def read_text(path: Path) -> str:
    """Read a data file as text, with the line breaks of Unix.

    Raises:
        DataError: if it cannot be read, is no regular file, is too large, or is no UTF-8 text;
            with the line, where there is one.
    """
    text = _decoded(read_bytes(path), path).replace("\r\n", "\n").replace("\r", "\n")
    for line, content in enumerate(text.split("\n"), 1):
        if len(content) > MOST_LETTERS:
            problem = f"the line has {len(content):,} characters; at most {MOST_LETTERS:,} are read"
            raise DataError(problem, file=path, line=line)
    return text


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """Read a regular file of at most so many bytes.

    Raises:
        DataError: if it cannot be read, is no regular file, or is larger.
    """
    try:
        handle = os.open(path, _FLAGS)
        try:
            kind = os.fstat(handle)
            if stat.S_ISDIR(kind.st_mode):
                raise DataError("cannot be read: Is a directory", file=path)
            if not stat.S_ISREG(kind.st_mode):
                raise DataError("cannot be read: it is no regular file", file=path)
            parts, size = [], 0
            while size <= most and (part := os.read(handle, most + 1 - size)):
                parts.append(part)
                size += len(part)
        finally:
            os.close(handle)
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", file=path) from None
    except ValueError as error:  # a name that no file can have
        raise DataError(f"cannot be read: {error}", file=path) from None
    if size > most:
        raise DataError(f"cannot be read: it is larger than {most:,} bytes", file=path)
    return b"".join(parts)


def _decoded(content: bytes, path: Path) -> str:
    """Text of UTF-8, with or without the mark that some editors put at its beginning."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:4]:
        problem = "is not UTF-8 text but seems to be UTF-16; save it as UTF-8"
        raise DataError(problem, file=path, line=1)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = content[error.start : error.start + 1]
        guess = wrong.decode("cp1252", "ignore")
        seems = f" (“{guess}” in Windows-1252)" if guess else ""
        problem = f"is not UTF-8 text: found the byte 0x{wrong.hex().upper()}{seems}"
        line = content.count(b"\n", 0, error.start) + 1
        raise DataError(f"{problem}; save it as UTF-8", file=path, line=line) from None
