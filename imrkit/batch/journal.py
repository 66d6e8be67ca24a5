"""The journal of a batch: a file that only grows, beside outputs that are whole or not there.

An output is written first, then its line. Whatever ends a batch, what has an output is done: either
its line says so, or the output itself tells which run it is of. A line that was cut off counts not.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

from imrkit.batch.jobs import Job
from imrkit.batch.notebook import STAMP
from imrkit.batch.source import Source
from imrkit.batch.task import Failure, Result
from imrkit.errors import DataError
from imrkit.files.locking import take
from imrkit.files.writing import write_atomically

NAME = "journal.jsonl"
ENDING, FAILED = ".ipynb", ".failed.ipynb"


class Journal:
    """The folder that a batch writes to.

    Attributes:
        folder: the folder.
        entries: for each job the last line of the journal on it.
    """

    def __init__(self, folder: Path, source: Source, resume: bool) -> None:
        """Open a folder for a batch; nobody else may write to it meanwhile.

        Args:
            folder: made if absent.
            source: the notebook.
            resume: go on with the batch that the folder holds.

        Raises:
            DataError: if it cannot be written to, or holds something else.
        """
        self.folder, self.entries = folder, {}
        self.head: dict[str, Any] = {}
        self._path = folder / NAME
        self._refuse_what_is_there(resume)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            self._handle = os.open(self._path, flags, 0o644)
        except OSError as error:
            raise DataError(f"cannot be written to: {error.strerror}", file=folder) from None
        try:
            self._begin(source)
        except BaseException:
            os.close(self._handle)
            raise

    entries: dict[str, dict[str, Any]]

    def _refuse_what_is_there(self, resume: bool) -> None:
        folder = self.folder
        if folder.exists() and not folder.is_dir():
            raise DataError("is a file; the results need a folder", file=folder)
        if resume or not folder.is_dir():
            return
        if self._path.exists():
            problem = "holds a batch already; --resume goes on with it, or name another folder"
            raise DataError(problem, file=folder)
        if any(not path.name.startswith(".") for path in folder.iterdir()):
            raise DataError("is not empty; name a new folder for the results", file=folder)

    def _begin(self, source: Source) -> None:
        try:
            take(self._handle)
        except OSError:
            raise DataError("another batch is writing here", file=self.folder) from None
        told = self._path.read_bytes()
        for line in told.split(b"\n"):
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if isinstance(entry, dict) and "job" in entry:
                self.entries[str(entry["job"])] = entry
            elif isinstance(entry, dict):
                self.head |= entry
        if told and not told.endswith(b"\n"):  # the last line was cut off
            self._write(b"\n")
        if self.head.get("notebook", source.digest) != source.digest:
            problem = (
                f"holds results of another version of {source.path.name}; "
                "put that version back, or name another folder"
            )
            raise DataError(problem, file=self.folder)
        if "notebook" not in self.head:
            self.note(notebook=source.digest, name=source.path.name)
        for leftover in self.folder.glob(".imrkit-*"):
            leftover.unlink(missing_ok=True)

    def note(self, **said: Any) -> None:
        """Write down something of the whole batch."""
        self.head |= said
        self._write(json.dumps(said).encode() + b"\n")

    def left(self, jobs: Iterable[Job]) -> list[Job]:
        """Those of some jobs that are not done."""
        return [job for job in jobs if not self._done(job)]

    def _done(self, job: Job) -> bool:
        path = self.folder / f"{job.name}{ENDING}"
        if not path.is_file():
            return False
        entry = self.entries.get(job.name, {})
        if entry.get("state") == "done" and entry.get("stamp") == job.stamp:
            return True
        # It was written, and then no time was left for its line.
        if self._stamp_of(path) != job.stamp:
            return False
        self._add({"job": job.name, "stamp": job.stamp, "state": "done"})
        return True

    @staticmethod
    def _stamp_of(path: Path) -> object:
        try:
            return json.loads(path.read_bytes())["metadata"]["imrkit"][STAMP]
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def keep(self, job: Job, result: Result) -> None:
        """Write what came of a job, then its line.

        Raises:
            DataError: if it cannot be written; nothing of it is then there.
        """
        done, failed = (self.folder / f"{job.name}{end}" for end in (ENDING, FAILED))
        path, other = (failed, done) if result.failure else (done, failed)
        write_atomically(path, result.notebook)
        other.unlink(missing_ok=True)
        self._add(
            {
                "job": job.name,
                "stamp": job.stamp,
                "state": "failed" if result.failure else "done",
                "seconds": round(result.seconds, 3),
                "memory": result.memory,
                "engine": result.engine,
                "failure": asdict(result.failure) if result.failure else None,
            }
        )

    def failure_of(self, job: Job) -> Failure | None:
        """Why a job failed, if its last run did."""
        told = self.entries.get(job.name, {}).get("failure")
        return Failure(**told) if told else None

    def _add(self, entry: dict[str, Any]) -> None:
        self.entries[entry["job"]] = entry
        self._write(json.dumps(entry).encode() + b"\n")

    def _write(self, line: bytes) -> None:
        try:
            while line:
                line = line[os.write(self._handle, line) :]
            os.fsync(self._handle)
        except OSError as error:
            problem = f"cannot be written: {error.strerror}"
            raise DataError(problem, file=self._path) from None

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._handle)
