"""A learner's feedback as notebook and as one page of HTML that is read offline.

The notebook is notebooks/instructor/feedback.ipynb, run by papermill with the learner's data beside
it. The page asks nothing of a network and runs no script: its head forbids both.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from imrkit.characters import neutral
from imrkit.cohort.feedback import feedback_text
from imrkit.files.folders import notebooks_dir
from imrkit.files.writing import write_atomically

DATA, NOTEBOOK, PAGE = "feedback.json", "feedback.ipynb", "feedback.html"
_FRAME = Markup(
    """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{}</title>
<style>body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 50em; margin: 2em auto;
padding: 0 1em; }} .jp-InputPrompt, .jp-OutputPrompt, .anchor-link {{ display: none; }}</style>
</head><body><main>{}</main></body></html>
"""
)


def write_pages(folder: Path, data: Mapping[str, Any]) -> bool:
    """Write a learner's feedback: notebook, page, and last the data that they were made of.

    Args:
        folder: the learner's folder.
        data: what the learner is told.

    Returns:
        Whether they had to be made: what is there already, made of the same data, stays.

    Raises:
        DataError: if the folder cannot be written to.
        Exception: whatever papermill or nbconvert raises.
    """
    text = feedback_text(data)
    done = all((folder / name).is_file() for name in (NOTEBOOK, PAGE, DATA))
    if done and (folder / DATA).read_bytes() == text.encode():
        return False
    notebook = _run(text)
    write_atomically(folder / NOTEBOOK, _as_text(notebook), durable=False)
    write_atomically(folder / PAGE, _as_page(notebook, str(data["name"])), durable=False)
    write_atomically(folder / DATA, text, durable=False)
    return True


def _run(text: str) -> Any:
    import papermill

    template = notebooks_dir() / "instructor" / NOTEBOOK
    with tempfile.TemporaryDirectory(prefix="imrkit-") as folder:
        (Path(folder) / DATA).write_text(text, encoding="ascii")
        notebook = papermill.execute_notebook(
            str(template),
            None,
            parameters={"feedback": DATA},
            cwd=folder,
            kernel_name="python3",
            progress_bar=False,
            log_output=False,
        )
    # What papermill notes of times and of this computer is nobody's business.
    notebook.metadata.pop("papermill", None)
    for cell in notebook.cells:
        for passing in ("papermill", "execution"):
            cell.metadata.pop(passing, None)
    return notebook


def _as_text(notebook: Any) -> str:
    import nbformat

    return str(nbformat.writes(notebook)) + "\n"  # type: ignore[no-untyped-call]


def _as_page(notebook: Any, name: str) -> str:
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="basic", exclude_input=True, exclude_output_prompt=True
    )
    body, _ = exporter.from_notebook_node(notebook)
    # The body is nbconvert's own; every text of a learner in it was escaped by our view.
    title = neutral(f"Feedback for {name}")
    return str(_FRAME.format(title, Markup(body)))  # noqa: S704
