"""Imports run one way, and nothing heavy is imported before it is used."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "imrkit"
ORDER = [
    "errors", "files.folders", "files.explaining", "files.toml_lines", "files.reading",
    "files.writing", "facts.spans", "facts.dates", "facts.fact", "facts.vocabulary", "logic.nodes",
    "logic.parse", "logic.tangles", "logic.compile", "logic.classes", "logic.arrays", "logic.exact",
    "logic.program", "rules.terms", "rules.schema", "rules.rule", "rules.checking",
    "rules.rulebook", "cases.schema", "cases.case", "cases.loading", "rules.governing",
    "determination.tree", "determination.determination", "determination.deciding", "whatif.space",
    "whatif.flips", "whatif.outcome_map", "whatif.places", "whatif.maps",
]  # fmt: skip
"""The core: each module may import those before it, and nothing else of imrkit."""
ALLOWED = {"numpy", "msgspec", "pandas", "imrkit", *sys.stdlib_module_names}


def imports(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """The modules that a module imports when it runs, and whether at the top."""
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node in tree.body) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module), node in tree.body


@pytest.mark.parametrize("name", ORDER)
def test_the_core_imports_one_way(name: str) -> None:
    """No module imports one that stands after it, or any view."""
    before = {f"imrkit.{other}" for other in ORDER[: ORDER.index(name)]}
    tree = ast.parse((PACKAGE / f"{name.replace('.', '/')}.py").read_text(encoding="utf-8"))
    found = {module for module, _ in imports(tree)}
    assert {module for module in found if module.startswith("imrkit")} <= before


@pytest.mark.parametrize("name", ORDER)
def test_the_core_needs_the_standard_library_numpy_msgspec_and_pandas_alone(name: str) -> None:
    """msgspec only where files are read, NumPy at the top only of what is about many cases."""
    tree = ast.parse((PACKAGE / f"{name.replace('.', '/')}.py").read_text(encoding="utf-8"))
    found = dict(imports(tree))
    assert {module.partition(".")[0] for module in found} <= ALLOWED
    assert "msgspec" not in found or name == "files.reading"
    assert not found.get("numpy") or name.startswith("whatif.")
    assert not found.get("pandas")


def loaded_after(code: str) -> set[str]:
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


def test_every_name_that_imrkit_offers_is_there_and_others_are_not() -> None:
    import imrkit

    for name in imrkit.__all__:
        assert getattr(imrkit, name) is not None
    assert set(dir(imrkit)) == set(imrkit.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = imrkit.nothing
