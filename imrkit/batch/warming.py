"""What a warm process has ready for the notebooks that are forked from it."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import sys
import threading
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any

_KEPT = {"imrkit.rules.rulebook": "rulebook", "imrkit.course.catalog": "catalog"}
"""Of our own modules, functions that read much once and keep it; nothing ever changes it."""


def imported(before: set[str], folder: Path) -> tuple[str, ...]:
    """Modules that came since, but for those that lie beside the notebook."""
    files = {n: getattr(m, "__file__", None) for n, m in sys.modules.items() if n not in before}
    return tuple(n for n, file in files.items() if file and not Path(file).is_relative_to(folder))


def warm(names: list[str]) -> None:
    """Import what notebooks will need, but only what does nothing else that could be seen.

    A process is forked to try it, since what was imported cannot be taken back.
    """
    reading, writing = os.pipe()
    if os.fork() == 0:
        try:
            with os.fdopen(writing, "wb") as told:
                told.write(json.dumps(_quiet(names)).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        said = told.read()
    quiet = json.loads(said or b"[]")
    for name in quiet:
        with contextlib.suppress(Exception):
            import_module(name)
    for name in _KEPT.keys() & set(quiet):
        getattr(import_module(name), _KEPT[name])()
    gc.collect()
    gc.freeze()


def _quiet(names: list[str]) -> list[str]:
    """Those of some modules that are imported without a word, a warning or a thread."""
    loud: set[str] = set()
    for name in names:
        before, threads, heard = set(sys.modules), threading.active_count(), _Ear()
        with (
            warnings.catch_warnings(record=True) as warned,
            contextlib.redirect_stdout(heard),
            contextlib.redirect_stderr(heard),
        ):
            warnings.simplefilter("always")
            try:
                import_module(name)
            except BaseException:
                heard.heard = True
        if heard.heard or _shown(warned) or threading.active_count() != threads:
            loud |= {name, *sys.modules.keys() - before}
    return [name for name in names if name not in loud]


def _shown(warned: list[warnings.WarningMessage]) -> bool:
    """Whether any warning would be seen by whoever runs the import in a notebook."""
    hidden = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)
    return any(not issubclass(one.category, hidden) for one in warned)


class _Ear:
    """Notices that something was written."""

    heard = False

    def write(self, text: str) -> int:
        self.heard = self.heard or bool(text)
        return len(text)

    def flush(self) -> None:
        """Nothing waits."""

    def __getattr__(self, name: str) -> Any:
        return getattr(sys.__stdout__, name)
