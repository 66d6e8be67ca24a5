"""Which notebooks of a folder are lessons: by their metadata, `{"imrkit": {"lesson": ...}}`.

lesson    a number, or a name for what opens ready and has no number ("start")
title     the heading; the first heading of the notebook, if absent
minutes   how long it takes
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from imrkit.course.sidebar import Listed, Sidebar, read_sidebar, write_sidebar
from imrkit.errors import DataError
from imrkit.files.opening import read_bytes

START = "start"
"""The start page: the name of its notebook, and of its lesson."""


def tell_sidebar(folder: Path) -> None:
    """List the notebooks of a folder for the sidebar; how far the learner is stays as it is told.

    Args:
        folder: the lessons folder.

    Raises:
        DataError: if the folder cannot be written to.
    """
    before = read_sidebar(folder) or Sidebar(())
    told = {one.path: one for one in before.lessons}
    found = list_lessons(folder)
    lessons = tuple(
        dataclasses.replace(one, state=told[one.path].state, told=told[one.path].told)
        if one.path in told and one.number
        else one
        for one in found.lessons
    )
    write_sidebar(folder, dataclasses.replace(found, lessons=lessons, due=before.due))


def list_lessons(folder: Path) -> Sidebar:
    """List the notebooks of a folder as a course that nobody has begun.

    Args:
        folder: the lessons folder.
    """
    start = ""
    listed: list[Listed] = []
    for path in sorted(folder.glob("*.ipynb")):
        notebook = _read(path)
        about = _about(notebook)
        if about.get("lesson") == START:
            start = path.name
            continue
        number = _count(about.get("lesson"))
        title = about.get("title")
        listed.append(
            Listed(
                path.name,
                title if isinstance(title, str) and title else _heading(notebook) or path.stem,
                number,
                _count(about.get("minutes")),
                "new" if number else "",
            )
        )
    return Sidebar(tuple(sorted(listed, key=lambda one: (one.number or 999, one.path))), start)


def _read(path: Path) -> dict[str, Any]:
    """A notebook's JSON; empty where it is none."""
    try:
        found = json.loads(read_bytes(path, 50_000_000).decode("utf-8"))
    except (DataError, OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _about(notebook: dict[str, Any]) -> dict[str, Any]:
    metadata = notebook.get("metadata")
    about = metadata.get("imrkit") if isinstance(metadata, dict) else None
    return about if isinstance(about, dict) else {}


def _count(given: Any) -> int:
    return given if isinstance(given, int) and not isinstance(given, bool) and given > 0 else 0


def _heading(notebook: dict[str, Any]) -> str:
    """The first heading; a learner's notebook may hold anything in any place."""
    cells = notebook.get("cells")
    for cell in cells if isinstance(cells, list) else []:
        source = cell.get("source") if isinstance(cell, dict) else None
        text = "".join(map(str, source)) if isinstance(source, list) else str(source or "")
        for line in text.splitlines():
            if line.startswith("# ") and cell.get("cell_type") == "markdown":
                return line.removeprefix("# ").strip()
    return ""
