"""Runs one notebook with its parameters, in the process that is given to it.

Nothing here writes a file: what comes of a notebook goes back as text, and only the batch itself
writes, so that the same works on another computer.
"""

from __future__ import annotations

import os
import signal
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from imrkit.batch.failing import (
    TimeLimitReached,
    in_cell,
    in_source,
    outside_cells,
    too_long,
)
from imrkit.batch.task import Failure, Result, Task

STAMP = "batch"
"""Where an output's metadata keeps which run it is of."""
Tell = Callable[[int], None]
"""Called with the place of each cell that begins."""


def run_notebook(task: Task, tell: Tell | None = None) -> Result:
    """Run a notebook.

    Args:
        task: the notebook, its parameters, and how to run it.
        tell: called as each cell begins.

    Returns:
        The notebook with its outputs, and the failure, if a cell failed.
    """
    from papermill.exceptions import PapermillExecutionError

    start = time.perf_counter()
    notebook = _prepared(task)
    places: list[int] = []

    def begun(cell: Any, cell_index: int) -> None:  # noqa: ARG001
        places.append(cell_index)
        if tell:
            tell(cell_index)

    failure, over = None, threading.Event()
    try:
        with _folder(task.folder), _time_limit(task, over):
            notebook = _execute(notebook, task, begun)
    except (Exception, TimeLimitReached) as error:
        failure = outside_cells(error, notebook, places, task)
    else:
        from papermill.execute import raise_for_execution_errors

        try:
            raise_for_execution_errors(notebook, None)
        except PapermillExecutionError as error:
            late = task.seconds and time.perf_counter() - start >= task.seconds
            if late and error.ename == "KeyboardInterrupt":  # nbclient interrupted the kernel
                over.set()
            failure = in_cell(error, task, over.is_set())
    return Result(
        job=task.job,
        notebook=_text(notebook),
        seconds=time.perf_counter() - start,
        engine=task.engine,
        failure=in_source(failure, task) if failure else None,
    )


def never_ran(task: Task, failure: Failure) -> Result:
    """What comes of a notebook whose process ended before it did."""
    return Result(task.job, _text(_prepared(task)), failure.seconds, task.engine, failure)


def _prepared(task: Task) -> Any:
    """The notebook with the cell of its parameters."""
    import nbformat
    from papermill.execute import prepare_notebook_metadata, remove_error_markers
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    read = nbformat.reads(task.notebook, as_version=4)  # type: ignore[no-untyped-call]
    notebook = load_notebook_node(read)
    if task.parameters:
        notebook = parameterize_notebook(notebook, task.parameters)
    notebook = prepare_notebook_metadata(notebook, task.name, task.job)
    notebook.metadata["imrkit"] = {**notebook.metadata.get("imrkit", {}), STAMP: task.stamp}
    return remove_error_markers(notebook)


def _execute(notebook: Any, task: Task, begun: Callable[..., None]) -> Any:
    from papermill.engines import papermill_engines

    options: dict[str, Any] = {"on_cell_start": begun}
    if task.engine == "direct":
        from imrkit.batch import engine

        papermill_engines.register(engine.NAME, engine.direct_engine())
        name = engine.NAME
    else:
        name = "nbclient"
        options["kernel_manager_class"] = kernel_manager()
        if task.seconds:
            options["interrupt_on_timeout"] = True
            options["timeout_func"] = _Left(task.seconds)
    return papermill_engines.execute_notebook_with_engine(
        name,
        notebook,
        kernel_name=papermill_engines.nb_kernel_name(engine_name=name, nb=notebook, name=None),
        progress_bar=False,
        autosave_cell_every=0,
        **options,
    )


class _Left:
    """How much of a notebook's time is left; it counts from the first cell on."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._until = seconds, 0.0

    def __call__(self, _: Any) -> float:
        now = time.monotonic()
        self._until = self._until or now + self._seconds
        return max(self._until - now, 0.1)


def kernel_manager() -> Any:
    """How kernels are started: over sockets of their own that no other computer can reach."""
    from jupyter_client.manager import AsyncKernelManager
    from jupyter_core.paths import jupyter_runtime_dir
    from traitlets import default

    class KernelManager(AsyncKernelManager):
        @default("transport")
        def _own_transport(self) -> str:
            return "ipc" if os.name == "posix" else "tcp"

        @default("ip")
        def _own_ip(self) -> str:
            if self.transport != "ipc":
                return "127.0.0.1"
            return str(Path(jupyter_runtime_dir()) / f"k{uuid.uuid4().hex[:12]}")

    return KernelManager


@contextmanager
def _folder(name: str) -> Iterator[None]:
    """Be in the notebook's folder, as in JupyterLab; elsewhere in an empty one."""
    before = Path.cwd()
    if Path(name).is_dir():
        os.chdir(name)
        try:
            yield
        finally:
            os.chdir(before)
        return
    with tempfile.TemporaryDirectory(prefix="imrkit-") as empty:
        os.chdir(empty)
        try:
            yield
        finally:
            os.chdir(before)


@contextmanager
def _time_limit(task: Task, over: threading.Event) -> Iterator[None]:
    """Interrupt the cells that run in this very process when their time is over."""
    if not task.seconds or task.engine != "direct":
        yield
        return

    def interrupt(*_: Any) -> None:
        over.set()
        raise TimeLimitReached(too_long(task.seconds or 0))

    before = signal.signal(signal.SIGALRM, interrupt)
    # Again and again: a cell may catch whatever is raised.
    signal.setitimer(signal.ITIMER_REAL, task.seconds, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _text(notebook: Any) -> str:
    import nbformat

    return str(nbformat.writes(notebook)) + "\n"  # type: ignore[no-untyped-call]
