"""Why a notebook did not come to its end, and at which of its cells."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

from imrkit.batch.task import Failure, Task


class TimeLimitReached(BaseException):
    """The notebook had its time; no cell may catch it for long."""


def in_source(failure: Failure, task: Task) -> Failure:
    """Count the failing cell as the notebook has it, without the cell that papermill put in."""
    cells = json.loads(task.notebook)["cells"]
    tags = [cell["metadata"].get("tags", ()) for cell in cells]
    marked = next((place for place, some in enumerate(tags) if "parameters" in some), None)
    put_in = task.parameters and not any("injected-parameters" in some for some in tags)
    if failure.cell is None or marked is None or not put_in:
        return failure
    return replace(failure, cell=failure.cell - (failure.cell > marked))


def too_long(seconds: float) -> str:
    """How it is told that a notebook took too long."""
    return f"the notebook took longer than {seconds:g} second{'' if seconds == 1 else 's'}"


def in_cell(error: Any, task: Task, over: bool) -> Failure:
    """A failure that a cell shows: it raised, or was interrupted as its time was over."""
    said, kind = f"{error.ename}: {error.evalue}", "cell"
    if over:
        said, kind = too_long(task.seconds or 0), "time"
    return Failure(said, error.cell_index, error.exec_count, error.source, kind=kind)


def outside_cells(error: BaseException, notebook: Any, places: list[int], task: Task) -> Failure:
    """A failure that no cell shows: its kernel died, could not start, or had to be stopped."""
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    if isinstance(error, CellTimeoutError | TimeLimitReached):
        said, kind = too_long(task.seconds or 0), "time"
    elif isinstance(error, DeadKernelError):
        said, kind = "the kernel died while the cell ran", "died"
    else:
        said, kind = f"{type(error).__name__}: {error}", "engine"
    return at_cell(notebook, places[-1] if places else None, said, kind)


def at_cell(notebook: Any, place: int | None, said: str, kind: str) -> Failure:
    """Mark a cell of a notebook as the one at which it stopped.

    Args:
        notebook: the notebook; it is changed in place.
        place: of the cell; None if none began.
        said: what happened.
        kind: "time", "memory", "died" or "engine".
    """
    import nbformat
    from papermill.exceptions import PapermillExecutionError
    from papermill.execute import raise_for_execution_errors

    if place is None or notebook.cells[place].cell_type != "code":
        return Failure(said, kind=kind)
    cell = notebook.cells[place]
    stopped = {"ename": "Stopped", "evalue": said, "traceback": [f"Stopped: {said}"]}
    cell.outputs.append(nbformat.v4.new_output("error", **stopped))  # type: ignore[no-untyped-call]
    with suppress(PapermillExecutionError):
        raise_for_execution_errors(notebook, None)
    return Failure(said, place, cell.execution_count, cell.source, kind=kind)
