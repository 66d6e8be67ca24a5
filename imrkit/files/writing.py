"""Writing files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from imrkit.errors import DataError


def write_atomically(path: Path, text: str) -> None:
    """Write a text file whole or not at all; it stays, even if the computer loses power then.

    A link of that name is replaced, not followed.

    Raises:
        DataError: if the folder cannot be written to; nothing is left behind.
    """
    name = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # A name that nobody can guess, so that no link can wait there.
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".imrkit-")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            if hasattr(os, "fchmod"):
                os.fchmod(file.fileno(), 0o644)
            os.fsync(file.fileno())
        Path(name).replace(path)
        name = None
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
