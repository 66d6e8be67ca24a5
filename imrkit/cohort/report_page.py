"""The report of a cohort as one page of HTML: the instructor's notebook, run and written."""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from imrkit.batch.source import read_notebook
from imrkit.batch.task import Task, result_of
from imrkit.batch.workers import can_fork, run_task
from imrkit.cohort.cells import as_csv
from imrkit.cohort.pages import as_page
from imrkit.cohort.report import Report, report
from imrkit.errors import DataError
from imrkit.files.folders import notebooks_dir
from imrkit.files.writing import write_atomically

NOTEBOOK = "cohort_report.ipynb"
SECONDS = 1800.0


def write_report(results: Path | None, out: Path) -> Path | None:
    """Write the report of a cohort as a page that needs neither network nor script.

    Beside it goes a list of every learner to write to or to look after, as CSV.

    Args:
        results: the folder that `imrkit grade` wrote, or a Parquet file of results; a made-up
            cohort, if absent.
        out: the file to write.

    Returns:
        The list; None for the made-up cohort, in which is nobody to write to.

    Raises:
        DataError: if there are no results, they cannot be read, or the page cannot be written.
    """
    import nbformat

    from imrkit.cohort.results import read_results

    # What is wrong with them is told better here than by a cell.
    known = read_results(results) if results is not None else None
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
    if known is None:
        return None
    whom = out.with_name(f"{out.stem}-learners.csv")
    write_atomically(whom, look_after_csv(report(known)))
    return whom


def look_after_csv(found: Report) -> bytes:
    """Every learner to write to or to look after, one a line, those with most signs first.

    Args:
        found: the report.
    """
    rows = {one.learner: ("; ".join(one.signs), one.start) for one in found.people}
    for learner, how_far in found.unfinished.items():
        rows.setdefault(learner, (how_far, "Write"))
    for learner in found.damaged:
        rows.setdefault(learner, ("handed in a file that could not be graded", "Write"))
    for learner in found.silent:
        rows.setdefault(learner, ("handed in nothing", "Write"))
    heads = ("Learner", "What was seen", "Start with")
    return as_csv([heads, *((learner, *told) for learner, told in rows.items())])
