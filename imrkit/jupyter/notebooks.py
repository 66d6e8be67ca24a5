"""Make and run the notebooks, and keep them as git likes them: same inputs, same bytes.

Outputs are what nbval compares; widget state, widget addresses, times and random ids are left out.
Run as `python -m imrkit.jupyter.notebooks`, or `make notebooks`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from imrkit.errors import DataError, ImrkitError
from imrkit.files.folders import notebooks_dir
from imrkit.files.writing import write_atomically

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def run(path: Path) -> str:
    """Run a notebook and return it as the text that is kept.

    Args:
        path: the notebook.

    Returns:
        The notebook's JSON text, with outputs.

    Raises:
        DataError: if it is not a notebook, or one of its cells fails.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    try:
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except (OSError, nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise DataError(f"is not a notebook: {error}", file=path) from None
    client = NotebookClient(
        notebook,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise DataError(f"a cell fails: {error.ename}: {error.evalue}", file=path) from None
    return as_kept(notebook)


def as_kept(notebook: Any) -> str:
    """Take out of a notebook what changes from run to run, and write it as it is kept.

    Args:
        notebook: a notebook node; it is changed in place.

    Returns:
        The notebook's JSON text.
    """
    import nbformat

    ours = notebook.metadata.get("imrkit")
    notebook.metadata = {
        **({"imrkit": ours} if ours else {}),
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    count = 0
    for place, cell in enumerate(notebook.cells):
        cell.id = f"cell-{place:02}"
        for passing in ("execution", "papermill", "trusted", "widgets"):
            cell.metadata.pop(passing, None)
        if cell.cell_type != "code":
            continue
        count += 1
        cell.execution_count = count
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = count
            if len(output.get("data", {})) > 1:
                output.data.pop(WIDGET_VIEW, None)
    return str(nbformat.writes(notebook)) + "\n"  # type: ignore[no-untyped-call]


def make_course() -> None:
    """Write the notebooks of the course as their plans tell them, without results.

    Raises:
        DataError: if a plan cannot be used, or the folder cannot be written to.
    """
    from imrkit.jupyter.lessons import course_notebooks

    for path, notebook in course_notebooks().items():
        write_atomically(path, as_kept(notebook))


def main(names: Sequence[str] | None = None) -> int:
    """Run notebooks in place; all of them, those of the course made anew, if none is named.

    Args:
        names: paths of notebooks.

    Returns:
        The exit code.
    """
    try:
        if not names:
            make_course()
    except ImrkitError as error:
        print(f"imrkit: {error}", file=sys.stderr)
        return 1
    paths = [Path(name) for name in names or ()] or sorted(notebooks_dir().rglob("*.ipynb"))
    paths = [path for path in paths if ".ipynb_checkpoints" not in path.parts]
    for path in paths:
        print(f"Running {path.name} ...", flush=True)
        try:
            write_atomically(path, run(path))
        except ImrkitError as error:
            print(f"imrkit: {error}", file=sys.stderr)
            return 1
    print(f"{len(paths)} notebook{'s' if len(paths) != 1 else ''} up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
