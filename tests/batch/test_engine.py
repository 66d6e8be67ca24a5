"""Without a kernel process a notebook gives the outputs that it has with one, cell by cell."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from imrkit.batch.alike import first_difference
from imrkit.batch.task import Result, Task
from imrkit.batch.workers import can_fork
from imrkit.batch.workers import pool as the_pool

pytestmark = [
    pytest.mark.notebooks,
    pytest.mark.skipif(not can_fork(), reason="processes are forked on Linux alone"),
    pytest.mark.usefixtures("pool"),
]
Write = Callable[..., Path]

EVERYTHING = [
    "visits = 6",
    "import sys\nprint('out'); print('err', file=sys.stderr); print('more')\nvisits + 1",
    "import ipywidgets\nslider = ipywidgets.IntSlider(); slider",
    "box = ipywidgets.Output(); display(box)\nwith box:\n    print('inside')",
    "box.outputs",
    "from IPython.display import HTML, clear_output\n"
    "shown = display(HTML('<b>1</b>'), display_id=True); shown.update(HTML('<b>2</b>'))",
    "print('gone'); clear_output(); print('kept')",
    "print('x'); clear_output(wait=True); print('y')",
    "import asyncio\nawait asyncio.sleep(0)\nasyncio.get_running_loop().is_running()",
    "!echo shell",
    "%%capture caught\nprint('captured')",
    "caught.stdout",
    "import warnings\nwarnings.warn('careful')",
    "import logging\nlogging.warning('logged')",
    "%whos int",
    "__name__, In[-2], sorted(Out)",
    "import os\n[os.environ.get(name) for name in ('TERM', 'PAGER', 'FORCE_COLOR', 'MPLBACKEND')]",
    "sys.stdout.isatty(), sys.path[0], get_ipython().history_manager.hist_file",
    "from concurrent.futures import ThreadPoolExecutor\n"
    "with ThreadPoolExecutor(1) as one:\n    one.submit(print, 'from a thread').result()",
    "import pandas\npandas.DataFrame({'visits': [6, 3]})",
    "?len",
]
ERRORS = [
    "visits = 6",
    "def ask():\n    raise ValueError('no')\nask()",
    "visits = ]",
    "raise SystemExit(3)",
    "input('?')",
    "import not_there",
    "raise KeyboardInterrupt",
    "%nothing",
    "print('the end')",
]


def both(path: Path, **parameters: object) -> tuple[Result, Result]:
    """A notebook's results with a kernel process and without one."""
    task = Task("small", path.name, path.read_text(), parameters, str(path.parent))
    return the_pool().run(task), the_pool().run(replace(task, engine="direct"))


@pytest.mark.parametrize("cells", [EVERYTHING, ERRORS], ids=["everything", "errors"])
def test_outputs_are_the_same_with_a_kernel_and_without(cells: list[str], write: Write) -> None:
    path = write(*cells)
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"][1:]:
        cell["metadata"]["tags"] = ["raises-exception"]
    path.write_text(json.dumps(notebook))
    with_kernel, without = both(path, visits=3)
    assert len(json.loads(without.notebook)["cells"]) > len(cells)
    place = first_difference(with_kernel.notebook, without.notebook)
    assert place is None, f"cell {place}"
    assert with_kernel.failure == without.failure


def test_a_cell_that_fails_is_told_alike(write: Write) -> None:
    with_kernel, without = both(write("visits = 6", "1 / 0", "visits"), visits=3)
    assert first_difference(with_kernel.notebook, without.notebook) is None
    assert with_kernel.failure == without.failure
    assert without.failure
    assert without.failure.says == "ZeroDivisionError: division by zero"
    assert without.failure.source == "1 / 0"


def test_each_notebook_begins_afresh(write: Write) -> None:
    path = write("visits = 6", "import random, numpy", "random.mark = 1", "random.random()")
    asks = write("visits = 6", "import random", "hasattr(random, 'mark')", name="asks")
    task = Task("a", path.name, path.read_text(), {}, str(path.parent), engine="direct")
    drawn = {_last(the_pool().run(task)) for _ in range(2)}
    assert len(drawn) == 2, "random numbers are drawn anew"
    assert "False" in _last(the_pool().run(replace(task, notebook=asks.read_text())))


def _last(result: Result) -> str:
    return json.dumps(json.loads(result.notebook)["cells"][-1]["outputs"])


def test_differences_are_found_and_what_is_drawn_anew_is_none() -> None:
    def shows(*outputs: dict[str, object]) -> str:
        cell = {"cell_type": "code", "execution_count": 1, "outputs": list(outputs)}
        return json.dumps({"cells": [{"cell_type": "markdown"}, cell]})

    def text(told: str) -> dict[str, object]:
        return {"output_type": "stream", "name": "stdout", "text": told}

    model, other = "a" * 32, "b" * 32
    assert first_difference(shows(text("a\nb\n")), shows(text("a\n"), text("b\n"))) is None
    assert first_difference(shows(text(model)), shows(text(other))) is None
    assert first_difference(shows(text(model + model)), shows(text(model + other))) == 1
    assert first_difference(shows(text("at 0x7f00aa")), shows(text("at 0x7f00bb"))) is None
    assert first_difference(shows(text("6 visits")), shows(text("3 visits"))) == 1
    assert first_difference(shows(), json.dumps({"cells": []})) == 0
