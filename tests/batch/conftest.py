"""Small notebooks, and one pool of processes for all tests of a module."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest

from imrkit.batch import run
from imrkit.batch.workers import close_pool

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a notebook whose first cell takes the parameters."""

    def written(*cells: str, name: str = "small", tags: tuple[str, ...] = ("parameters",)) -> Path:
        notebook = nbformat.v4.new_notebook()  # type: ignore[no-untyped-call]
        notebook.metadata.kernelspec = {"name": "python3", "display_name": "", "language": "python"}
        for place, source in enumerate(cells):
            cell = nbformat.v4.new_code_cell(source, id=f"cell-{place}")  # type: ignore[no-untyped-call]
            cell.metadata.tags = list(tags) if place == 0 else []
            notebook.cells.append(cell)
        path = tmp_path / f"{name}.ipynb"
        nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
        return path

    return written


@pytest.fixture
def table(tmp_path: Path) -> Callable[[str], Path]:
    """Write a CSV file."""

    def written(text: str) -> Path:
        path = tmp_path / "table.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture(scope="session")
def _end_of_pool() -> Iterator[None]:
    yield
    close_pool()


@pytest.fixture
def pool(_end_of_pool: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches leave their processes to the next one."""
    monkeypatch.setattr(run, "close_pool", lambda: None)
