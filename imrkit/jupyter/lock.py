"""One start at a time in a working folder."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from imrkit.files.locking import take

PATIENCE = 10.0
"""So many seconds a start waits for another. What it writes is whole in any case."""


@contextmanager
def alone(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Do something while no other process does it.

    The system lets the next one go on as soon as this one ends, however it ends. Where the file
    system knows no locks, or another process does not come to an end, nobody waits for ever.

    Args:
        path: the file that stands for it; made if absent.
        patience: for how many seconds to wait.

    Raises:
        OSError: if the file cannot be made.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        until = time.monotonic() + patience
        while True:
            try:
                take(handle)
                break
            except (BlockingIOError, PermissionError):
                if time.monotonic() > until:
                    break
                time.sleep(0.05)
            except OSError:
                break
        yield
    finally:
        os.close(handle)
