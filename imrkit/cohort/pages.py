"""Feedback as notebooks and as pages of HTML that are read offline, for a whole cohort.

The notebook is notebooks/instructor/feedback.ipynb, run once for each learner by the pool of
`imrkit batch`, with the learner's data beside it. A page asks nothing of a network and runs no
script: its head forbids both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, as_completed
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from imrkit.batch.options import Options
from imrkit.batch.run import executor_of
from imrkit.batch.source import Source, read_notebook
from imrkit.batch.task import Failure, Result, Task, result_of
from imrkit.batch.workers import can_fork, pool, run_task
from imrkit.characters import neutral
from imrkit.cohort.feedback import feedback_text
from imrkit.errors import ImrkitError
from imrkit.files.folders import notebooks_dir
from imrkit.files.writing import write_atomically

DATA, NOTEBOOK, PAGE = "feedback.json", "feedback.ipynb", "feedback.html"
SECONDS = 120.0
"""No page takes longer."""
_FRAME = Markup(
    """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{}</title>
<style>:root {{ color-scheme: light dark; }}
@media screen and (prefers-color-scheme: dark) {{ body {{ background: #16181c; }} }}
@media print {{ :root {{ color-scheme: light; }} body {{ margin: 0 !important;
padding: 0 !important; max-width: none !important; font-size: 12px !important; }} }}
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: {}; margin: 2em auto;
padding: 0 1em; }} .jp-InputPrompt, .jp-OutputPrompt, .anchor-link {{ display: none; }}</style>
</head><body><main>{}</main></body></html>
"""
)


@dataclass(frozen=True)
class Page:
    """One learner's feedback.

    Attributes:
        learner: the learner's id.
        folder: where it is written to.
        data: what the learner is told.
    """

    learner: str
    folder: Path
    data: Mapping[str, Any]


def write_pages(
    pages: Sequence[Page], progress: Callable[[str, int, int], None] = lambda *_: None
) -> dict[str, str]:
    """Write feedback: the data, the notebook made of them, and the page made of that.

    What is there already, made of the same data, stays: so that grading again after an interrupt
    goes on where it stopped.

    Args:
        pages: whose feedback.
        progress: told how far it is.

    Returns:
        For each learner whose page could not be made, why.

    Raises:
        DataError: if a folder cannot be written to.
    """
    due = [page for page in pages if not _done(page)]
    failed: dict[str, str] = {}
    count = len(pages) - len(due)
    progress("feedback pages", count, len(pages))
    for page, result in _run(due):
        if result.failure:
            failed[page.learner] = f"{result.failure.where}: {result.failure.says}"
        else:
            _write(page, result.notebook)
        count += 1
        progress("feedback pages", count, len(pages))
    return failed


def _done(page: Page) -> bool:
    """Whether all of it is there; if not, what is made of older data is taken away."""
    text = feedback_text(page.data).encode()
    files = [page.folder / name for name in (DATA, NOTEBOOK, PAGE)]
    if all(file.is_file() for file in files) and files[0].read_bytes() == text:
        return True
    for file in files[1:]:
        file.unlink(missing_ok=True)
    write_atomically(files[0], text, durable=False)
    return False


def _run(pages: Sequence[Page]) -> Iterator[tuple[Page, Result]]:
    """Run the notebook for each learner, as many at a time as there are cores."""
    if not pages:
        return
    with executor_of(Options()) as (executor, _):
        executor.submit(pool)  # it starts while this process reads what it needs
        task = _task(read_notebook(notebooks_dir() / "instructor" / NOTEBOOK))
        running: dict[Future[Any], tuple[Page, Task]] = {}
        for page in pages:
            own = replace(task, job=page.learner, folder=str(page.folder.resolve()))
            running[executor.submit(run_task, asdict(own))] = (page, own)
        _exporter()  # while the processes that run the notebooks start
        again = []
        for future in as_completed(running):
            page, own = running.pop(future)
            result = _result(future, own)
            if result.failure and result.failure.kind in ("died", "engine"):
                again.append((page, replace(own, engine="kernel")))
            else:
                yield page, result
        for page, own in again:
            yield page, _result(executor.submit(run_task, asdict(own)), own)


def _result(future: Future[Any], task: Task) -> Result:
    """What came of a notebook; a process that was lost is a failure of this one page."""
    try:
        return result_of(future.result())
    except ImrkitError:
        raise
    except Exception as error:
        lost = Failure(f"the process that ran it was lost ({type(error).__name__})", kind="died")
        return Result(task.job, "", 0.0, task.engine, lost)


def _task(source: Source) -> Task:
    return Task(
        job="",
        name=NOTEBOOK,
        notebook=source.text,
        parameters={"feedback": DATA},
        folder="",
        engine="direct" if can_fork() else "kernel",
        seconds=SECONDS,
        warm=("imrkit.views.instructor",),
    )


def _write(page: Page, text: str) -> None:
    import nbformat

    notebook: Any = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    # What papermill notes of times and of this computer is nobody's business.
    for passing in ("papermill", "imrkit"):
        notebook.metadata.pop(passing, None)
    for cell in notebook.cells:
        for passing in ("papermill", "execution"):
            cell.metadata.pop(passing, None)
    kept = str(nbformat.writes(notebook)) + "\n"  # type: ignore[no-untyped-call]
    write_atomically(page.folder / NOTEBOOK, kept, durable=False)
    html = as_page(notebook, f"Feedback for {page.data['name']}")
    write_atomically(page.folder / PAGE, html, durable=False)


@cache
def _exporter() -> Any:
    """Nbconvert's exporter: making one, and compiling its template, takes longer than a page."""
    from nbconvert import HTMLExporter

    return HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="basic", exclude_input=True, exclude_output_prompt=True
    )


def as_page(notebook: Any, title: str, width: str = "50em") -> str:
    """A notebook that was run, as one page of HTML without its code.

    Args:
        notebook: the notebook; what its outputs hold of others' texts is escaped already.
        title: the title of the page.
        width: how wide its text may become.
    """
    body, _ = _exporter().from_notebook_node(notebook)
    # The body is nbconvert's own; every text of a learner in it was escaped by our view.
    return str(_FRAME.format(neutral(title), Markup(width), Markup(body)))  # noqa: S704
