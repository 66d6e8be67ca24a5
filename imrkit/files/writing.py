"""Writing files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from imrkit.errors import DataError


def write_atomically(path: Path, content: str | bytes, *, durable: bool = True) -> None:
    """Write a file whole or not at all. A link of that name is replaced, not followed.

    Args:
        path: the file.
        content: a text, written as UTF-8, or bytes.
        durable: have it written to the disk before going on, lest the power fails.

    Raises:
        DataError: if the folder cannot be written to; nothing is left behind.
    """
    name = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # A name that nobody can guess, so that no link can wait there.
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".imrkit-")
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            if hasattr(os, "fchmod"):
                os.fchmod(file.fileno(), 0o644)
            if durable:
                os.fsync(file.fileno())
        Path(name).replace(path)
        name = None
        if durable:
            _keep_entry(path.parent)
    except OSError as error:
        raise DataError(f"cannot be written: {error.strerror}", file=path) from None
    finally:
        if name:
            Path(name).unlink(missing_ok=True)


def _keep_entry(folder: Path) -> None:
    """Have a folder's list of files written to the disk, where folders can be opened."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
