"""The lesson's notebook serves any case: papermill puts the case in, a kernel runs every cell.

A kernel of its own takes three seconds to start; all cases share one, as a learner's does who runs
the cells again for another case. The first case goes through papermill from end to end.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from nbclient import NotebookClient
from papermill.parameterize import parameterize_notebook

from imrkit.cases.loading import case_paths, load_case
from imrkit.files.folders import notebooks_dir
from imrkit.jupyter.notebooks import as_kept

FLAGSHIP = notebooks_dir() / "course" / "flagship.ipynb"

pytestmark = [
    pytest.mark.notebooks,
    # nbclient's way of waiting, on Python 3.12 and newer
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


def shown(notebook: Any) -> str:
    """All that the cells of a notebook show, as text."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    return "\n".join(str(output.get("data", "")) for output in outputs)


@pytest.fixture(scope="module")
def client() -> Iterator[NotebookClient]:
    """A kernel that stays, and the client that hands notebooks to it."""
    client = NotebookClient(nbformat.v4.new_notebook(), kernel_name="python3", timeout=120)  # type: ignore[no-untyped-call]
    with client.setup_kernel():
        yield client


@pytest.mark.parametrize("case", case_paths())
def test_the_lesson_runs_for_every_case_though_none_of_its_items_is_named(
    case: str, client: NotebookClient
) -> None:
    blank = papermill.iorw.load_notebook_node(str(FLAGSHIP))
    client.nb = parameterize_notebook(blank, {"case": case}, report_mode=False)
    client.reset_execution_trackers()
    for place, cell in enumerate(client.nb.cells):
        client.execute_cell(cell, place)
    assert load_case(case).items[0].request in shown(client.nb)


def test_papermill_makes_the_lesson_of_a_case_and_item(tmp_path: Path) -> None:
    case, item = "cm17-0008479", "3"
    made = papermill.execute_notebook(
        FLAGSHIP, tmp_path / "made.ipynb", {"case": case, "item": item}, progress_bar=False
    )
    assert load_case(case).item(item).request in shown(made)


@pytest.mark.parametrize("path", sorted(notebooks_dir().rglob("*.ipynb")), ids=lambda p: p.stem)
def test_a_notebook_is_kept_without_what_changes_from_run_to_run(path: Path) -> None:
    """Nor has a learner to read past marks that only the checking of notebooks understands."""
    text = path.read_text(encoding="utf-8")
    assert text == as_kept(nbformat.reads(text, as_version=4))  # type: ignore[no-untyped-call]
    assert "NBVAL" not in text
