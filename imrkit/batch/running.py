"""The loop of a batch: hands jobs out, takes what comes back, and finds out who needs a kernel."""

from __future__ import annotations

import time
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from dataclasses import asdict, dataclass, replace
from typing import Any

from imrkit.batch.alike import first_difference
from imrkit.batch.jobs import Job
from imrkit.batch.journal import Journal
from imrkit.batch.notebook import never_ran
from imrkit.batch.options import Options, Report
from imrkit.batch.progress import Shown, State
from imrkit.batch.source import Source
from imrkit.batch.task import Failure, Result, Task, result_of
from imrkit.batch.workers import can_fork, run_task
from imrkit.errors import ImrkitError

_TOO_FEW = 3
"""For fewer notebooks it is not tried whether they run without a kernel."""
Running = dict[Future[Any], tuple[Job, Task]]
_OFTEN = 0.5
"""So often, in seconds, the time left is told anew."""


@dataclass(frozen=True, slots=True)
class _Trial:
    """The first notebook, while it is open whether the others need kernels.

    Attributes:
        job: the notebook.
        tried: what came of it without one.
    """

    job: Job
    tried: Result


class Batch:
    """A batch under way.

    Args:
        source: the notebook.
        jobs: all of its jobs.
        journal: keeps what comes back.
        options: how it runs.
        progress: shows how far it is.
        before: how many jobs were done before.
    """

    def __init__(
        self,
        source: Source,
        jobs: list[Job],
        journal: Journal,
        options: Options,
        progress: Shown,
        before: int,
    ) -> None:
        self._source, self._jobs, self._journal = source, jobs, journal
        self._options, self._progress = options, progress
        self._start = time.monotonic()
        self._state = State(len(jobs), before)
        self._task = Task(
            job="",
            name=source.path.name,
            notebook=source.text,
            parameters={},
            folder=str(source.path.resolve().parent),
            seconds=options.seconds or None,
            memory=options.memory or None,
        )
        self._notes: list[str] = []
        self._trial: _Trial | None = None
        self._held: list[tuple[Job, Result]] = []

    def run(self, left: list[Job], executor: Executor, workers: int) -> None:
        """Run the jobs that are left."""
        self._show()
        running: Running = {}
        engine = self._options.engine
        if engine == "auto":
            left = self._choose(left, running, executor)
        elif engine == "direct":
            self._task = replace(self._task, engine="direct")
        # No more at a time than are needed to keep all busy, so that an end loses little.
        for job in left:
            running[self._submit(executor, self._task, job)] = (job, self._task)
            while len(running) + len(self._held) >= 2 * workers + bool(self._trial):
                self._gather(running, executor)
        while running:
            self._gather(running, executor)

    def _gather(self, running: Running, executor: Executor) -> None:
        finished, _ = wait(running, _OFTEN, FIRST_COMPLETED)
        while not finished:
            self._show()
            finished, _ = wait(running, _OFTEN, FIRST_COMPLETED)
        for future in finished:
            job, task = running.pop(future)
            result = self._result(future, task, job)
            if self._trial and job is self._trial.job:
                for other in self._settle(self._trial, result):
                    running[self._submit(executor, self._task, other)] = (other, self._task)
            elif self._runs_again(task, result):
                again = replace(task, engine="kernel")
                running[self._submit(executor, again, job)] = (job, again)
            elif self._trial:
                self._held.append((job, result))
            else:
                self._keep(job, result)

    def _runs_again(self, task: Task, result: Result) -> bool:
        """Whether a notebook that ran without a kernel must run with one."""
        if task.engine == "kernel":
            return False
        if result.failure and result.failure.kind in _NOT_ITS_OWN:
            return True
        return self._task.engine == "kernel"

    def _submit(self, executor: Executor, task: Task, job: Job) -> Future[Any]:
        whole = replace(task, job=job.name, parameters=job.parameters, stamp=job.stamp)
        return executor.submit(run_task, asdict(whole))

    def _result(self, future: Future[Any], task: Task, job: Job) -> Result:
        try:
            return result_of(future.result())
        except ImrkitError:
            raise
        except (Exception, CancelledError) as error:  # of the cluster: a worker that died often
            said = f"the process that ran it was lost ({type(error).__name__}: {error})"
            whole = replace(task, job=job.name, parameters=job.parameters, stamp=job.stamp)
            return never_ran(whole, Failure(said, kind="died"))

    def _choose(self, left: list[Job], running: Running, executor: Executor) -> list[Job]:
        """Run the first notebook both ways, if that can pay; return the jobs that are left.

        The run with a kernel is its result, and the slower one. Until it is there to compare with,
        others run without a kernel already, and what comes of them is held.
        """
        if len(left) < _TOO_FEW or not can_fork() or not self._source.runs_here:
            return left
        if (known := self._journal.head.get("engine")) in ("kernel", "direct"):
            self._task = replace(
                self._task, engine=known, warm=tuple(self._journal.head.get("warm", ()))
            )
            return left
        first, direct = left[0], replace(self._task, engine="direct", asks=True)
        with_kernel = self._submit(executor, self._task, first)
        without = self._submit(executor, direct, first)
        running[with_kernel] = (first, self._task)
        tried = self._result(without, direct, first)
        if tried.failure and tried.failure.kind != "cell":
            self._stay_with_kernels("")
        else:
            self._trial = _Trial(first, tried)
            self._task = replace(self._task, engine="direct", warm=tried.modules)
        return left[1:]

    def _stay_with_kernels(self, where: str) -> None:
        self._notes.append(
            f"each notebook had a kernel of its own: without one its outputs differ{where}"
        )
        self._task = replace(self._task, engine="kernel", warm=())
        self._journal.note(engine="kernel")

    def _settle(self, trial: _Trial, kept: Result) -> list[Job]:
        """Compare the first notebook with and without a kernel; return the jobs to run again."""
        held, self._held, self._trial = self._held, [], None
        place = first_difference(kept.notebook, trial.tried.notebook)
        if place is None:
            self._journal.note(engine="direct", warm=self._task.warm)
            self._keep(trial.job, kept)
            for job, result in held:
                self._keep(job, result)
            return []
        self._stay_with_kernels(f" at cell {place + 1} of the result")
        self._keep(trial.job, kept)
        return [job for job, _ in held]

    def _keep(self, job: Job, result: Result) -> None:
        self._journal.keep(job, result)
        failed = self._state.failed + bool(result.failure)
        first = self._state.first or time.monotonic() - self._start
        done = self._state.done + 1
        self._state = replace(self._state, done=done, failed=failed, first=first)
        self._show()

    def _show(self) -> None:
        self._state = replace(self._state, seconds=time.monotonic() - self._start)
        self._progress.show(self._state)

    def report(self) -> Report:
        """What came of it."""
        told = {job.name: self._journal.failure_of(job) for job in self._jobs}
        return Report(
            folder=self._journal.folder,
            total=len(self._jobs),
            before=self._state.before,
            failures={name: failure for name, failure in told.items() if failure},
            notes=tuple(self._notes),
            seconds=time.monotonic() - self._start,
        )


_NOT_ITS_OWN = ("died", "engine")
"""Failures that a kernel of its own might have spared the notebook."""
