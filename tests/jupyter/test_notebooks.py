"""One notebook serves any case: papermill puts the case in, a kernel runs every cell.

A kernel of its own takes three seconds to start; all cases share one, as a learner's does who runs
the cells again for another case. The first case goes through papermill from end to end.
"""

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from nbclient import NotebookClient
from papermill.parameterize import parameterize_notebook

from imrkit.cases.loading import case_paths, load_case
from imrkit.course.plan import load_plan, plan_paths, read_plan
from imrkit.files.folders import notebooks_dir
from imrkit.jupyter.lessons import lesson_notebook, teachers_notebook
from imrkit.jupyter.notebooks import as_kept
from tests.course.plans import PLAN, written

ANY_CASE = notebooks_dir() / "course" / "any_case.ipynb"

pytestmark = [
    pytest.mark.notebooks,
    # nbclient's way of waiting, on Python 3.12 and newer
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


def shown(notebook: Any) -> str:
    """All that the cells of a notebook show, as text."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    return unescape("\n".join(str(v) for o in outputs for v in o.get("data", {}).values()))


@pytest.fixture(scope="module")
def client() -> Iterator[NotebookClient]:
    """A kernel that stays, and the client that hands notebooks to it."""
    client = NotebookClient(nbformat.v4.new_notebook(), kernel_name="python3", timeout=120)  # type: ignore[no-untyped-call]
    with client.setup_kernel():
        yield client


@pytest.mark.parametrize("case", case_paths())
def test_it_runs_for_every_case_though_none_of_its_items_is_named(
    case: str, client: NotebookClient
) -> None:
    blank = papermill.iorw.load_notebook_node(str(ANY_CASE))
    client.nb = parameterize_notebook(blank, {"case": case}, report_mode=False)
    client.reset_execution_trackers()
    for place, cell in enumerate(client.nb.cells):
        client.execute_cell(cell, place)
    assert load_case(case).items[0].request.replace("'", "’") in shown(client.nb)


def test_papermill_makes_the_lesson_of_a_case_and_item(tmp_path: Path) -> None:
    case, item = "cm17-0008479", "3"
    made = papermill.execute_notebook(
        ANY_CASE, tmp_path / "made.ipynb", {"case": case, "item": item}, progress_bar=False
    )
    assert load_case(case).item(item).request in shown(made)


@pytest.mark.parametrize("path", sorted(notebooks_dir().rglob("*.ipynb")), ids=lambda p: p.stem)
def test_a_notebook_is_kept_without_what_changes_from_run_to_run(path: Path) -> None:
    """Nor has a learner to read past marks that only the checking of notebooks understands."""
    text = path.read_text(encoding="utf-8")
    assert text == as_kept(nbformat.reads(text, as_version=4))  # type: ignore[no-untyped-call]
    assert "NBVAL" not in text


@pytest.mark.parametrize("number", plan_paths())
def test_a_lesson_is_made_of_its_plan_and_nothing_else(number: int) -> None:
    """Whoever changes a plan makes the notebooks anew: `python -m imrkit.jupyter.notebooks`."""
    plan = load_plan(number)
    path = notebooks_dir() / "course" / f"{plan.name}.ipynb"
    kept = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    made = lesson_notebook(plan)
    assert [cell.source for cell in kept.cells] == [cell.source for cell in made.cells]
    assert kept.metadata["imrkit"] == made.metadata["imrkit"]


def test_no_cell_of_a_lesson_can_be_deleted_or_edited_by_a_slip() -> None:
    for path in notebooks_dir().glob("course/lesson*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:  # type: ignore[no-untyped-call]
            assert cell.metadata["deletable"] is False
            assert cell.metadata["editable"] is False
            if cell.cell_type == "code":
                assert cell.metadata["jupyter"]["source_hidden"]


def test_a_title_with_quotes_of_its_own_is_written_as_python_reads_it(tmp_path: Path) -> None:
    text = PLAN.replace('title = "The file"', "title = 'The \"file\"'")
    sources = [cell.source for cell in lesson_notebook(read_plan(written(tmp_path, text))).cells]
    assert "lesson.step('The \"file\"')" in sources


def test_the_teachers_pages_tell_of_every_lesson_what_its_plan_tells() -> None:
    plans = [load_plan(number) for number in plan_paths()]
    told = "\n".join(cell.source for cell in teachers_notebook(plans).cells)
    for plan in plans:
        assert f"## {plan.number}. {plan.data.title}" in told
        for text in (*plan.data.teacher.aims, *plan.data.teacher.discuss):
            assert text in told
    assert "**M1**, “" in told
