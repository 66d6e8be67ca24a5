"""What others may build on: the public names and their signatures, as api.txt lists them.

`python -m tests.project.api` writes the list anew. A line that goes or changes may break somebody's
notebook: tell it in CHANGELOG.md.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

LIST = Path(__file__).with_name("api.txt")
MODULES = ("imrkit", "imrkit.views.lesson", "imrkit.views.rulebook", "imrkit.views.start")
"""The modules that notebooks import from."""
RESULTS = ("imrkit.cases.case.Case", "imrkit.determination.determination.Determination")
"""What their functions take and return."""


def listing() -> str:
    """Every public name with its signature, a line each."""
    lines: list[str] = []
    for module in MODULES:
        home = import_module(module)
        for name in sorted(home.__all__):
            lines += described(f"{module}.{name}", getattr(home, name))
    for path in RESULTS:
        module, _, name = path.rpartition(".")
        lines += described(path, getattr(import_module(module), name))
    return "".join(f"{line}\n" for line in lines)


def described(path: str, thing: Any) -> Iterator[str]:
    """A function, or a class with what it defines itself."""
    if not inspect.isclass(thing):
        yield f"{path}{inspect.signature(thing)}" if callable(thing) else path
        return
    yield f"{path}({', '.join(base.__name__ for base in thing.__bases__)})"
    for name, member in sorted(vars(thing).items()):
        if name == "__init__" or not name.startswith("_"):
            function = getattr(member, "__func__", member)  # of a class method
            signature = inspect.signature(function) if inspect.isfunction(function) else ""
            yield f"{path}.{name}{signature}"


if __name__ == "__main__":
    LIST.write_text(listing(), encoding="utf-8", newline="\n")
