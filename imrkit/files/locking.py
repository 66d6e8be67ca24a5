"""Files held against other processes, as the system lets each of them hold one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

if sys.platform == "win32":
    import msvcrt

    _FAR = 0x7FFF0000
    """The byte that is held while a file is written: beyond what anybody writes."""

    def take(handle: int) -> None:
        """Hold an open file from now on until it is closed.

        Raises:
            OSError: if another process holds it, or the file system knows no locks.
        """
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    @contextmanager
    def locked(handle: int) -> Iterator[None]:
        """Hold an open file while it is written; wait for it first."""
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
        try:
            yield
        finally:
            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def take(handle: int) -> None:
        """Hold an open file from now on until it is closed.

        Raises:
            OSError: if another process holds it, or the file system knows no locks.
        """
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    @contextmanager
    def locked(handle: int) -> Iterator[None]:
        """Hold an open file while it is written; wait for it first."""
        fcntl.flock(handle, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(handle, fcntl.LOCK_UN)
