"""The processes that run notebooks: forked from a warm one on Linux, started afresh elsewhere.

`python -m imrkit.batch.serving NUMBER` is the warm one: it has the modules imported that every
notebook needs, and forks a process for each notebook whose socket arrives on its own. It has no
threads, does not import the user's script, and ends with whoever started it. With `-` in place of a
number it is a process that runs one notebook after another, from standard input.
"""

from __future__ import annotations

import array
import ctypes
import gc
import json
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from imrkit.batch.notebook import run_notebook
from imrkit.batch.task import Task, task_of
from imrkit.batch.warming import imported, warm

_USUAL = (
    "papermill.engines",
    "papermill.execute",
    "papermill.exceptions",
    "papermill.clientwrap",
    "nbformat.v4",
    "nbclient.exceptions",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "jupyter_client.manager",
    "imrkit.batch.direct",
    "imrkit.batch.engine",
)
"""What running a notebook takes; what the notebook itself imports is learned from the first."""
_LAUNCHER = ("ipykernel_launcher.py", "-f", "kernel.json", "--HistoryManager.hist_file=:memory:")
_DIES_WITH_PARENT = 1


def main(words: list[str]) -> int:
    """Serve until whoever started this process is gone.

    Args:
        words: the number of an inherited socket, or "-".
    """
    _leave_import_path()
    with _own_surroundings():
        if words == ["-"]:
            return _serve_one_after_another()
        return _serve_forked(socket.socket(fileno=int(words[0])))


@contextmanager
def _own_surroundings() -> Iterator[None]:
    """Kernels find no settings and no history of the user's, and their sockets are out of reach."""
    short = "/tmp" if os.name == "posix" and os.access("/tmp", os.W_OK) else None
    with tempfile.TemporaryDirectory(
        prefix="imrkit-", dir=short, ignore_cleanup_errors=True
    ) as name:
        for unwanted in ("JPY_PARENT_PID", "JPY_SESSION_NAME", "PYTHONSTARTUP"):
            os.environ.pop(unwanted, None)
        os.environ.update(IPYTHONDIR=str(Path(name, "ipython")), JUPYTER_RUNTIME_DIR=name)
        yield


def _serve_one_after_another() -> int:
    # Whatever prints must not come between our lines.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    for line in sys.stdin.buffer:
        _answer(line, answers)
    return 0


def _serve_forked(control: socket.socket) -> int:
    for name in _USUAL:
        import_module(name)
    _ready_to_check_notebooks()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    gc.collect()
    gc.freeze()
    control.sendall(b"ready\n")
    while True:
        word, handles = _received(control)
        if not word:
            return 0
        if word == b"warm":
            channel = socket.socket(fileno=handles[0])
            with channel, channel.makefile("rb") as names:
                warm(json.loads(names.readline()))
                channel.sendall(b"done\n")
            continue
        if os.fork() == 0:
            control.close()
            _run_and_end(socket.socket(fileno=handles[0]))
        for handle in handles:
            os.close(handle)


def _ready_to_check_notebooks() -> None:
    """Have nbformat compile its schema, which takes as long as some whole lessons."""
    import nbformat

    nbformat.validate(nbformat.v4.new_notebook())  # type: ignore[no-untyped-call]


def _received(control: socket.socket) -> tuple[bytes, list[int]]:
    room = array.array("i", [0])
    try:
        word, ancillary, _, _ = control.recvmsg(4, socket.CMSG_SPACE(room.itemsize))
    except (ConnectionError, KeyboardInterrupt):
        return b"", []
    handles = array.array("i")
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            handles.frombytes(data[: len(data) - len(data) % handles.itemsize])
    return word, list(handles)


def _run_and_end(channel: socket.socket) -> None:
    """In a forked process: run the one notebook that the socket brings, and end."""
    try:
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        if random := sys.modules.get("numpy.random"):
            random.seed()  # forked, all would draw the same numbers
        with channel.makefile("rb") as tasks, channel.makefile("wb") as answers:
            answers.write(json.dumps({"pid": os.getpid()}).encode() + b"\n")
            answers.flush()
            _answer(tasks.readline(), answers)
    finally:
        os._exit(0)


def _answer(line: bytes, answers: BinaryIO) -> None:
    """Run the task of a line; say each cell that begins, and at last the result."""
    if not line.strip():
        return
    task = task_of(json.loads(line))
    before = set(sys.modules)

    def tell(place: int) -> None:
        answers.write(b'{"cell": %d}\n' % place)
        answers.flush()

    if task.engine == "direct":
        sys.argv = list(_LAUNCHER)
    result = run_notebook(task, tell)
    if task.asks:
        result = replace(result, modules=imported(before, Path(task.folder)))
    answers.write(replace(result, memory=_most_memory(task)).as_line())
    answers.flush()


def _most_memory(task: Task) -> int:
    """The most memory that the notebook's process had, in bytes; 0 where nobody can tell."""
    if sys.platform == "win32":
        return 0
    import resource

    who = resource.RUSAGE_SELF if task.engine == "direct" else resource.RUSAGE_CHILDREN
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(who).ru_maxrss * unit


def _leave_import_path() -> None:
    """Look for modules where a kernel does: not where this process happened to be started."""
    if sys.path and sys.path[0] in ("", str(Path.cwd())):
        del sys.path[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
