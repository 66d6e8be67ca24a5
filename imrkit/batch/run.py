"""Runs a batch: from a notebook and a table to a folder of results, and on after an end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor
from concurrent.futures import ThreadPoolExecutor as Threads
from contextlib import contextmanager
from pathlib import Path

from imrkit.batch.index import write_index
from imrkit.batch.jobs import make_jobs
from imrkit.batch.journal import Journal
from imrkit.batch.options import Options, Report
from imrkit.batch.progress import Shown, usual
from imrkit.batch.running import Batch
from imrkit.batch.source import find_notebook, read_notebook
from imrkit.batch.table import read_rows
from imrkit.batch.workers import close_pool


def run_batch(
    notebook: str | Path,
    table: str | Path,
    folder: str | Path,
    *,
    named_by: str | None = None,
    resume: bool = False,
    options: Options | None = None,
    progress: Shown | None = None,
) -> Report:
    """Run a notebook once for each row of a table.

    Args:
        notebook: its path, or the name of one that comes with imrkit.
        table: a CSV or Parquet file, or a folder of case files.
        folder: where the results go; made if absent.
        named_by: the column that names the results.
        resume: go on with the batch in that folder: what is done stays, the rest is run.
        options: how it runs.
        progress: shows how far it is; what fits the surroundings by default.

    Returns:
        The report; the same is in the folder, as a page.

    Raises:
        ImrkitError: if something of it cannot be used, or the results cannot be written. What is
            done is kept, and `resume` goes on from there.
    """
    source = read_notebook(find_notebook(str(notebook)))
    jobs = make_jobs(source, read_rows(Path(table)), named_by)
    options = options or Options()
    progress = progress or usual()
    with Journal(Path(folder), source, resume) as journal:
        left = journal.left(jobs)
        batch = Batch(source, jobs, journal, options, progress, len(jobs) - len(left))
        try:
            if left:
                with executor_of(options) as (executor, workers):
                    batch.run(left, executor, workers)
        finally:
            progress.end()
            write_index(journal, jobs)
        return batch.report()


@contextmanager
def executor_of(options: Options) -> Iterator[tuple[Executor, int]]:
    """What runs the jobs, and how many at a time."""
    if options.scheduler:
        from imrkit.batch.cluster import cluster

        with cluster(options.scheduler) as (executor, workers):
            yield executor, options.workers or workers
        return
    workers = options.workers or _cores()
    threads = Threads(workers)  # each only watches over a process
    try:
        yield threads, workers
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        close_pool()
        threads.shutdown()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
