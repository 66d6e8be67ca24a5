"""Data files of our own, kept parsed beside them, as Python keeps modules compiled.

Parsing TOML takes most of the time in which imrkit starts. What is kept is used only as long as the
file is the same; where nothing can be kept, the file is parsed each time.
"""

from __future__ import annotations

import sys
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

import msgspec

from imrkit.errors import ImrkitError
from imrkit.files.reading import SCHEMA, read_toml
from imrkit.files.writing import write_atomically


def read_parsed(path: Path) -> dict[str, Any]:
    """Read a TOML file that comes with imrkit.

    Raises:
        DataError: if it cannot be read or parsed, with the line.
    """
    kept = Path(cache_from_source(str(path))).with_name(f"{path.name}.kept")
    try:
        state = _state(path)
        known, raw = msgspec.msgpack.decode(
            kept.read_bytes(), type=tuple[list[int], dict[str, Any]]
        )
        if known == state:
            return raw
    except (OSError, msgspec.MsgspecError):
        pass  # nothing is kept, or nothing of use
    raw = read_toml(path)
    if not sys.dont_write_bytecode:
        try:
            kept.parent.mkdir(exist_ok=True)
            write_atomically(kept, msgspec.msgpack.encode((state, raw)), durable=False)
        except (OSError, ImrkitError):
            pass  # where nothing can be written, nothing is kept
    return raw


def _state(path: Path) -> list[int]:
    """What is other when a file has changed."""
    found = path.stat()
    return [SCHEMA, found.st_size, found.st_mtime_ns, found.st_ctime_ns]
