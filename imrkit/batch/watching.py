"""Watches over a process that runs a notebook: how long it takes, and how much memory."""

from __future__ import annotations

import threading
import time
from typing import Any

from imrkit.batch.failing import too_long
from imrkit.batch.task import Task

GRACE = 5.0
"""So many seconds after its time a notebook that cannot be interrupted is killed."""
LOOK = 0.25
"""So often, in seconds, it is looked how long a notebook takes, and how much."""


class Watch:
    """Ends a process, with all that it started, when it takes too long or too much memory.

    Attributes:
        why: it was ended, and the kind of failure that this is.
    """

    def __init__(self, task: Task) -> None:
        self.why: tuple[str, str] | None = None
        self._task, self._pid = task, 0
        self._began: float | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        if self._task.seconds or self._task.memory:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._thread.ident:
            self._thread.join()

    def follow(self, pid: int) -> None:
        """Look at this process."""
        self._pid = pid

    def begin(self) -> None:
        """Count the time from the first cell on."""
        self._began = self._began or time.monotonic()

    def _look(self) -> None:
        while not self._over.wait(LOOK):
            self.why = self._too_long() or self._too_much()
            if self.why:
                end_with_children(self._pid)
                return

    def _too_long(self) -> tuple[str, str] | None:
        seconds = self._task.seconds
        if not seconds or not self._began or time.monotonic() - self._began < seconds + GRACE:
            return None
        return too_long(seconds), "time"

    def _too_much(self) -> tuple[str, str] | None:
        most = self._task.memory
        if not most or not self._pid or memory_of(self._pid) <= most:
            return None
        return f"the notebook took more than {most / 1e6:,.0f} MB of memory", "memory"


def memory_of(pid: int) -> int:
    """The memory that a process takes, with all that it started, in bytes."""
    import psutil

    total = 0
    for process in _family(pid):
        try:
            total += process.memory_info().rss
        except psutil.Error:
            continue
    return total


def end_with_children(pid: int) -> None:
    """Kill a process and all that it started."""
    import psutil

    for process in reversed(_family(pid)):
        try:
            process.kill()
        except psutil.Error:
            continue


def _family(pid: int) -> list[Any]:
    import psutil

    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.Error:
        return []
