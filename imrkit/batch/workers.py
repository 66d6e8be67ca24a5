"""Has a notebook run in a process of its own, and watches over that process.

One pool serves all threads of this process, whether it is the command's own or a worker of a
cluster. Tasks and results are data, so that nothing of the caller's is imported anywhere.
"""

from __future__ import annotations

import atexit
import json
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Protocol

from imrkit.batch.failing import at_cell, in_source
from imrkit.batch.notebook import never_ran
from imrkit.batch.task import Failure, Result, Task, result_of, task_of
from imrkit.batch.watching import Watch, end_with_children
from imrkit.errors import ImrkitError

_SERVER = [sys.executable, "-m", "imrkit.batch.serving"]


def run_task(data: dict[str, Any]) -> dict[str, Any]:
    """Run one notebook; what an executor is given, here or on another computer.

    Args:
        data: the task as plain data.

    Returns:
        The result as plain data.
    """
    task = task_of(data)
    if not can_fork():
        task = replace(task, engine="kernel")
    result: dict[str, Any] = json.loads(pool().run(task).as_line())["result"]
    return result


class Pool(Protocol):
    """Where processes come from."""

    def run(self, task: Task) -> Result:
        """Run a notebook in a process of its own."""

    def close(self) -> None:
        """End all processes."""


_LOCK = threading.Lock()
_pools: list[Pool] = []


def pool() -> Pool:
    """The pool of this process, made when first asked for."""
    with _LOCK:
        if not _pools:
            _pools.append(Forked() if can_fork() else Spawned())
        return _pools[0]


def close_pool() -> None:
    """End the processes of this process's pool."""
    with _LOCK:
        while _pools:
            _pools.pop().close()


atexit.register(close_pool)


def can_fork() -> bool:
    """Whether processes are forked from a warm one: on Linux."""
    return sys.platform == "linux"


class Forked:
    """Processes forked from one that has everything imported; each runs one notebook."""

    def __init__(self) -> None:
        self._lock, self._closed = threading.Lock(), False
        self._start()

    def _start(self) -> None:
        self._warm: set[str] = set()
        self._control, theirs = socket.socketpair()
        with theirs, tempfile.TemporaryFile() as told:
            self._server = subprocess.Popen(
                [*_SERVER, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=told,
                start_new_session=True,  # Ctrl-C is for the command alone
            )
            theirs.close()
            if not self._control.recv(6):
                self._server.wait()
                told.seek(0)
                lines = told.read().decode(errors="replace").strip().splitlines()
                raise ImrkitError(f"notebooks cannot be run here: {lines[-1] if lines else '?'}")

    def run(self, task: Task) -> Result:
        """Run a notebook in a forked process."""
        ours, theirs = socket.socketpair()
        with ours, ours.makefile("rb") as lines:
            with theirs, self._lock:
                try:
                    self._send(task, theirs)
                except OSError:  # the warm process was killed; another is as good
                    if self._closed:
                        return never_ran(task, Failure("the batch was ended", kind="died"))
                    self._control.close()
                    self._start()
                    self._send(task, theirs)
            try:
                ours.sendall(task.as_line())
            except OSError:
                return never_ran(task, Failure("its process ended at once", kind="died"))
            return supervised(task, lines)[0]

    def _send(self, task: Task, theirs: socket.socket) -> None:
        if missing := [name for name in task.warm if name not in self._warm]:
            asking, asked = socket.socketpair()
            with asking:
                with asked:
                    socket.send_fds(self._control, [b"warm"], [asked.fileno()])
                asking.sendall(json.dumps(missing).encode() + b"\n")
                asking.recv(5)
            self._warm.update(missing)
        socket.send_fds(self._control, [b"fork"], [theirs.fileno()])

    def close(self) -> None:
        """End the warm process, and with it all that were forked from it."""
        self._closed = True
        self._control.close()
        self._server.wait()


class Spawned:
    """Processes that run one notebook after another, each in a kernel of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[subprocess.Popen[bytes]] = []
        self._all: set[subprocess.Popen[bytes]] = set()

    def run(self, task: Task) -> Result:
        """Run a notebook in the next process that is free."""
        with self._lock:
            process = self._idle.pop() if self._idle else self._started()
        assert process.stdin
        assert process.stdout
        try:
            process.stdin.write(task.as_line())
            process.stdin.flush()
        except OSError:
            return never_ran(task, Failure("its process ended at once", kind="died"))
        result, lives = supervised(task, process.stdout, process.pid)
        if lives:
            self._idle.append(process)
        return result

    def _started(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([*_SERVER, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._all.add(process)
        return process

    def close(self) -> None:
        """End all processes."""
        for process in self._all:
            end_with_children(process.pid)
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream:
                    stream.close()


def supervised(task: Task, lines: Iterable[bytes], pid: int | None = None) -> tuple[Result, bool]:
    """Follow what a process says of its notebook, and end it where it takes too much.

    Args:
        task: the notebook.
        lines: what the process says.
        pid: its number, if it does not say that itself.

    Returns:
        What came of it, and whether the process said so itself.
    """
    start, place = time.monotonic(), None
    with Watch(task) as watch:
        if pid:
            watch.follow(pid)
        for line in lines:
            try:
                said = json.loads(line)
            except ValueError:  # it ended in the middle of a line
                break
            if "result" in said:
                return result_of(said["result"]), True
            if "pid" in said:
                watch.follow(said["pid"])
            else:
                place = said["cell"]
                watch.begin()
    seconds = time.monotonic() - start
    why, kind = watch.why or ("its process ended before the notebook did", "died")
    return _stopped(task, place, why, kind, seconds), False


def _stopped(task: Task, place: int | None, why: str, kind: str, seconds: float) -> Result:
    import nbformat

    blank = never_ran(task, Failure(why, kind=kind, seconds=seconds))
    notebook = nbformat.reads(blank.notebook, as_version=4)  # type: ignore[no-untyped-call]
    failure = in_source(at_cell(notebook, place, why, kind), task)
    text = str(nbformat.writes(notebook)) + "\n"  # type: ignore[no-untyped-call]
    return replace(blank, notebook=text, failure=replace(failure, seconds=seconds))
