"""The notebook that a batch runs: read once, with the parameters that it takes."""

from __future__ import annotations

import ast
import hashlib
import json
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from imrkit.characters import quoted
from imrkit.errors import DataError, UnknownName, nearest
from imrkit.files.folders import notebooks_dir
from imrkit.files.opening import read_bytes

MOST_BYTES = 100_000_000
_WORDS: dict[str, Any] = {"true": True, "false": False, "yes": True, "no": False}


@dataclass(frozen=True)
class Source:
    """A notebook to be run.

    Attributes:
        path: its file.
        text: its JSON text without outputs.
        defaults: each parameter with its value in the notebook, as Python writes it.
        runs_here: whether its kernel is this very Python's.
    """

    path: Path
    text: str
    defaults: Mapping[str, str]
    runs_here: bool = True

    @cached_property
    def digest(self) -> str:
        """What tells this notebook from another; the names of its cells do not count."""
        told = json.loads(self.text)
        for cell in told["cells"]:
            cell.pop("id", None)
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]

    def value_of(self, name: str, value: Any) -> Any:
        """A table's value for a parameter; a text becomes what the notebook has in its place.

        Raises:
            DataError: if the notebook has a number there, and the table none.
        """
        if not isinstance(value, str):
            return value
        try:
            default = ast.literal_eval(self.defaults[name])
        except (ValueError, SyntaxError):
            default = None
        if isinstance(default, str):
            return value
        if isinstance(default, bool):
            if value.casefold() not in _WORDS:
                raise DataError(f"{name} is yes or no; found {quoted(value)}")
            return _WORDS[value.casefold()]
        found = _guessed(value)
        if isinstance(default, int | float) and not isinstance(found, int | float):
            raise DataError(f"{name} is a number; found {quoted(value)}")
        return found


def _guessed(text: str) -> Any:
    """What a text most likely means: a number only where it is written as one."""
    if text.casefold() in ("none", "true", "false"):
        return {"none": None, **_WORDS}[text.casefold()]
    for kind in (int, float) if any(map(str.isdigit, text)) else ():
        try:
            number = kind(text)
        except ValueError:
            continue
        if str(number) == text or (kind is float and text.strip("+-").replace(".", "").isdigit()):
            return number
    return text


def find_notebook(name: str) -> Path:
    """Find a notebook by its path, or one that comes with imrkit by its name.

    Raises:
        UnknownName: if there is none.
    """
    path = Path(name).expanduser()
    if path.exists():
        return path
    own = {p.stem: p for p in sorted(notebooks_dir().rglob("*.ipynb"))}
    if (found := own.get(name.removesuffix(".ipynb"))) and len(path.parts) == 1:
        return found
    raise UnknownName("notebook", name, own)


def read_notebook(path: Path) -> Source:
    """Read a notebook that takes parameters.

    Raises:
        DataError: if it is none, or no cell is marked as that of its parameters.
    """
    import nbformat

    try:
        text = read_bytes(path, MOST_BYTES).decode("utf-8-sig")
        with warnings.catch_warnings(action="ignore"):  # older ones have cells without names
            notebook = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
            notebook = nbformat.v4.upgrade(notebook)  # type: ignore[no-untyped-call]
            nbformat.validate(notebook)
    except (UnicodeDecodeError, nbformat.reader.NotJSONError) as error:
        raise DataError("is not a notebook: it is no JSON text", file=path) from error
    except (nbformat.ValidationError, AttributeError, KeyError, TypeError, ValueError) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise DataError(f"is not a notebook: {said}", file=path) from None
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    notebook.metadata.pop("widgets", None)
    marked = [c for c in notebook.cells if "parameters" in c.metadata.get("tags", ())]
    if not marked:
        problem = (
            "no cell takes parameters: give the cell that sets them the tag 'parameters' "
            "(in JupyterLab: the gears at the right, Cell tags)"
        )
        raise DataError(problem, file=path)
    kernel = notebook.metadata.get("kernelspec", {})
    if kernel.get("language", "python") != "python":
        defaults: dict[str, str] = {}
    else:
        defaults = _defaults(marked[0].source, path)
    text = json.dumps(notebook, sort_keys=True)
    return Source(path, text, defaults, _is_this_python(kernel.get("name", "python3"), path))


def _is_this_python(kernel: str, path: Path) -> bool:
    """Whether a kernel is this Python's own.

    Raises:
        DataError: if there is no such kernel.
    """
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        command = KernelSpecManager().get_kernel_spec(kernel).argv[0]
    except NoSuchKernel:
        raise DataError(f"there is no kernel named {quoted(kernel)} here", file=path) from None
    # jupyter-client starts its own Python where a kernel names none in particular.
    return command in (sys.executable, "python", f"python{sys.version_info[0]}")


def _defaults(source: str, path: Path) -> dict[str, str]:
    try:
        statements = ast.parse(source).body
    except SyntaxError as error:
        raise DataError(f"the cell of parameters is not Python: {error.msg}", file=path) from None
    found: dict[str, str] = {}
    for statement in statements:
        targets: list[ast.expr] = []
        if isinstance(statement, ast.Assign):
            targets, value = statement.targets, statement.value
        elif isinstance(statement, ast.AnnAssign) and statement.value:
            targets, value = [statement.target], statement.value
        for target in targets:
            if isinstance(target, ast.Name):
                found[target.id] = ast.unparse(value)
    return found


def unknown_parameter(name: str, source: Source) -> DataError:
    """The error for a parameter that the notebook does not know."""
    near = nearest(name, source.defaults)
    hint = f" Did you mean {near!r}?" if near else f" It takes: {', '.join(source.defaults)}."
    problem = f"the notebook has no parameter named {quoted(name)}.{hint}"
    return DataError(problem, file=source.path)
