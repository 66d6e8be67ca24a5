"""The process needs no view and no Jupyter, and its modules import one way."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "imrkit"
ORDER = [
    "versions",
    "days_schema",
    "schema",
    "calendars",
    "days",
    "clocks",
    "book",
    "events",
    "rows",
    "facts",
    "questions",
    "setting_aside",
    "timeline",
]
"""Each module may import those before it, and of the rest of imrkit only what lies below."""
BELOW = ("errors", "files", "facts", "logic", "rules", "cases", "determination.tree")


def test_every_module_of_the_process_has_its_place() -> None:
    found = {path.stem for path in (PACKAGE / "process").glob("*.py")} - {"__init__"}
    assert found == set(ORDER)


@pytest.mark.parametrize("name", ORDER)
def test_the_process_imports_one_way(name: str) -> None:
    tree = ast.parse((PACKAGE / "process" / f"{name}.py").read_text(encoding="utf-8"))
    allowed = tuple(f"imrkit.{part}" for part in BELOW) + tuple(
        f"imrkit.process.{other}" for other in ORDER[: ORDER.index(name)]
    )
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("imrkit"):
            assert str(node.module).startswith(allowed), node.module


def test_a_timeline_needs_neither_jupyter_nor_numpy() -> None:
    """The calendar is read only where days are counted."""
    code = (
        "import sys\n"
        "from imrkit.process.timeline import timeline\n"
        "assert 'holidays' not in sys.modules\n"
        "timeline('flagship')\n"
        "assert 'holidays' in sys.modules\n"
        "print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {module.partition(".")[0] for module in run.stdout.split()}
    assert not loaded & {"numpy", "pandas", "IPython", "ipywidgets", "anywidget", "jupyter"}
