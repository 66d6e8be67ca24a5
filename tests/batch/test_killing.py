"""A batch that is killed at any point goes on: nothing lost, run twice or half-written."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from imrkit.batch.journal import NAME as JOURNAL
from imrkit.batch.options import Options
from imrkit.batch.run import run_batch
from imrkit.batch.workers import can_fork
from tests.batch.test_run import Seen, answered, at_once

Write = Callable[..., Path]
Table = Callable[[str], Path]
DIRECT = Options(engine="direct")
JOBS = 8
ROWS = "visits\n" + "".join(f"{n}\n" for n in range(1, JOBS + 1))

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="killing is tried by forking")


class Killer:
    """Kills its own process at one of the things that it does to a folder, in the midst of it."""

    def __init__(self, left: int, folder: Path) -> None:
        self._left, self._folder = left, str(folder)
        self._write, self._sync = os.write, os.fsync

    def begin(self) -> None:
        """Listen from now on: Python tells of each file that is opened, renamed or removed."""
        sys.addaudithook(self._heard)
        os.write, os.fsync = self._half, self._synced  # type: ignore[assignment]

    def _heard(self, _: str, told: tuple[Any, ...]) -> None:
        if any(str(one).startswith(self._folder) for one in told if isinstance(one, str | Path)):
            self._count()

    def _half(self, handle: int, content: bytes) -> int:
        if self._left == 0:
            self._write(handle, content[: len(content) // 2])
        self._count()
        return self._write(handle, content)

    def _synced(self, handle: int) -> None:
        self._count()
        self._sync(handle)

    def _count(self) -> None:
        self._left -= 1
        if self._left == -1:
            os.kill(os.getpid(), signal.SIGKILL)


def killed_after(events: int, notebook: Path, rows: Path, out: Path, log: Path) -> bool:
    """Run a batch in a process that kills itself after so many of its doings.

    Returns:
        Whether it was killed before its end.
    """
    pid = os.fork()
    if pid:
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        assert code in (0, -signal.SIGKILL)
        return code != 0
    code = 1
    try:

        def logged(data: dict[str, Any]) -> dict[str, Any]:
            with log.open("a") as lines:
                lines.write(f"{data['job']}\n")
            return answered(data)

        with at_once(logged):
            Killer(events, out).begin()
            run_batch(notebook, rows, out, resume=True, options=DIRECT, progress=Seen())
        code = 0
    finally:
        os._exit(code)


def whole(out: Path) -> set[str]:
    """The results that are there; each must be whole."""
    found = set()
    for path in out.glob("*.ipynb"):
        assert json.loads(path.read_text())["metadata"]["imrkit"]["batch"], path
        found.add(path.stem)
    return found


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_killed_at_random_points_again_and_again_nothing_is_lost_or_run_twice(
    seed: int, write: Write, table: Table, tmp_path: Path
) -> None:
    notebook, rows, out = write("visits = 6"), table(ROWS), tmp_path / "out"
    chance, log = random.Random(seed), tmp_path / "log"
    log.touch()
    done: set[str] = set()
    killed = 0
    while True:
        begun = len(log.read_text().split())
        again = killed_after(chance.randint(0, 40), notebook, rows, out, log)
        ran = log.read_text().split()[begun:]
        assert not done & set(ran), "what is done does not run again"
        now = whole(out) if out.exists() else set()
        assert done <= now, "what is done is kept"
        done = now
        if not again:
            break
        killed += 1
        assert killed < 200, "each run gets further"
    assert done == {str(n) for n in range(1, JOBS + 1)}
    assert killed > 2
    assert not list(out.glob(".imrkit-*"))
    lines = (out / JOURNAL).read_bytes().splitlines()
    entries = [json.loads(line) for line in lines if line.startswith(b"{") and line.endswith(b"}")]
    jobs = [entry["job"] for entry in entries if "job" in entry]
    assert sorted(jobs) == sorted(done), "each has its line, and one alone"


@pytest.mark.notebooks
@pytest.mark.skipif(not can_fork(), reason="processes are forked on Linux alone")
def test_the_command_killed_leaves_no_process_and_goes_on(
    write: Write, table: Table, tmp_path: Path
) -> None:
    notebook, rows, out = write("visits = 6", "visits * 2"), table(ROWS), tmp_path / "out"
    command = [sys.executable, "-m", "imrkit", "batch", str(notebook), str(rows)]
    command += ["--out", str(out)]
    command += ["--engine", "direct", "--workers", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL) as batch:
        assert batch.stderr
        batch.stderr.readline()  # the first notebooks are done
        below = psutil.Process(batch.pid).children(recursive=True)
        batch.kill()
    _, alive = psutil.wait_procs(below, timeout=20)
    assert not alive
    done = {path: path.stat().st_mtime_ns for path in out.glob("*.ipynb")}
    assert done
    assert whole(out)
    resumed = subprocess.run([*command, "--resume"], capture_output=True, text=True)
    assert resumed.returncode == 0, resumed.stderr
    assert f"{len(done)} were done already" in resumed.stdout
    assert whole(out) == {str(n) for n in range(1, JOBS + 1)}
    assert {path: path.stat().st_mtime_ns for path in done} == done
