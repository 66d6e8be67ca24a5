"""The report of a cohort as one page of HTML: the instructor's notebook, run and written."""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from imrkit.batch.source import read_notebook
from imrkit.batch.task import Task, result_of
from imrkit.batch.workers import can_fork, run_task
from imrkit.cohort.pages import as_page
from imrkit.errors import DataError
from imrkit.files.folders import notebooks_dir
from imrkit.files.writing import write_atomically

NOTEBOOK = "cohort_report.ipynb"
SECONDS = 1800.0


def write_report(results: Path | None, out: Path) -> None:
    """Write the report of a cohort as a page that needs neither network nor script.

    Args:
        results: the folder that `imrkit grade` wrote, or a Parquet file of results; a made-up
            cohort, if absent.
        out: the file to write.

    Raises:
        DataError: if there are no results, they cannot be read, or the page cannot be written.
    """
    import nbformat

    from imrkit.cohort.results import read_results

    if results is not None:
        read_results(results)  # what is wrong with them is told better here than by a cell
    source = read_notebook(notebooks_dir() / "instructor" / NOTEBOOK)
    with tempfile.TemporaryDirectory() as folder:
        task = Task(
            job="cohort report",
            name=NOTEBOOK,
            notebook=source.text,
            parameters={"results": str(results.resolve()) if results is not None else ""},
            folder=folder,
            engine="direct" if can_fork() else "kernel",
            seconds=SECONDS,
            warm=("imrkit.views.instructor",),
        )
        result = result_of(run_task(asdict(task)))
    if result.failure:
        problem = f"the report was not made: {result.failure.where}: {result.failure.says}"
        raise DataError(problem, file=results or out)
    notebook: Any = nbformat.reads(result.notebook, as_version=4)  # type: ignore[no-untyped-call]
    notebook.cells = [cell for cell in notebook.cells if "injected" not in str(cell.metadata)]
    write_atomically(out, as_page(notebook, "Cohort report", "1080px"))
