"""Imports run one way, and nothing heavy is imported before it is used.

Who may import whom stands in pyproject.toml, under tool.importlinter; `lint-imports` holds it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = (
    "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The library and its contracts, to break."""
    ignored = shutil.ignore_patterns("__pycache__", "mtus")
    shutil.copytree(ROOT / "imrkit", tmp_path / "imrkit", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def broken(checkout: Path) -> str:
    """What `lint-imports` has to say of a checkout; "" if every contract is kept."""
    run = subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=checkout,
        env=os.environ | {"PYTHONPATH": str(checkout), "PYTHONUTF8": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return run.stdout + run.stderr if run.returncode else ""


def test_every_import_runs_downward(checkout: Path) -> None:
    assert not broken(checkout)


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("facts/spans.py", "import imrkit.rules.rule", "Each package imports only from those"),
        ("letters/__init__.py", "", "Each package imports only from those"),
        ("rules/terms.py", "import imrkit.rules.rulebook", "No package has a circle inside it"),
        ("views/html/parts.py", "import imrkit.views.explorer.state", "Each kind of view"),
        ("words/english.py", "def f(): import IPython", "Nothing below the views needs Jupyter"),
        ("rules/rule.py", "import msgspec", "msgspec is for reading files"),
        ("exercises/grading.py", "import imrkit.views.html.page", "Each package imports only from"),
        ("exercises/asking.py", "import ipywidgets", "Nothing below the views needs Jupyter"),
        ("cases/case.py", "import numpy", "One case needs no NumPy"),
    ],
    ids=[
        "upward",
        "no place",
        "a circle",
        "views",
        "Jupyter",
        "msgspec",
        "exercises",
        "widgets",
        "NumPy",
    ],
)
def test_an_import_that_runs_another_way_is_found(
    module: str, line: str, contract: str, checkout: Path
) -> None:
    path = checkout / "imrkit" / module
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    assert f"{contract}" in broken(checkout).partition("Broken contracts")[2]


def loaded_after(code: str) -> set[str]:
    """The packages that are loaded once a piece of code has run."""
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in run.stdout.split()}


HEAVY = {"numpy", "pandas", "msgspec", "IPython", "ipywidgets", "anywidget", "jupyter", "altair"}


def test_import_imrkit_imports_nothing_heavy() -> None:
    assert not loaded_after("import imrkit") & HEAVY


def test_one_case_is_determined_without_numpy_or_jupyter() -> None:
    """NumPy is for tables of cases; a single one needs only the reader of files."""
    found = loaded_after("from imrkit import determine; determine('flagship')[0].trees")
    assert found & HEAVY == {"msgspec"}


def test_a_record_is_read_without_numpy_and_without_the_schedule() -> None:
    modules = "entry, imrkit.exercises.record, imrkit.exercises.mastery, imrkit.exercises.schedule"
    found = loaded_after(f"import imrkit.exercises.{modules}")
    assert not found & (HEAVY - {"msgspec"} | {"fsrs"})


def test_every_name_that_imrkit_offers_is_there_and_others_are_not() -> None:
    import imrkit

    for name in imrkit.__all__:
        assert getattr(imrkit, name) is not None
    assert set(dir(imrkit)) == set(imrkit.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = imrkit.nothing
