"""What the sidebar of JupyterLab tells of the course: one small file, `.imrkit/course.json`.

Python writes it, whole or not at all, when the record of answers grows; the page only reads it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from imrkit.errors import DataError
from imrkit.files.opening import read_bytes
from imrkit.files.writing import write_atomically

SCHEMA = 1
State = Literal["new", "started", "done", "clear"]
"""How far a learner is in a lesson; clear is done with no idea of it left open."""


@dataclass(frozen=True)
class Listed:
    """A notebook as the sidebar lists it.

    Attributes:
        path: the notebook, from the lessons folder on.
        title: its heading.
        number: of the lesson; 0 for what stands beside the lessons.
        minutes: how long it takes; 0 for not told.
        state: how far the learner is; "" for what has no end, such as a rule book.
        told: a few words more, such as "8 of 20 answered".
    """

    path: str
    title: str
    number: int = 0
    minutes: int = 0
    state: State | Literal[""] = ""
    told: str = ""


@dataclass(frozen=True)
class Sidebar:
    """The course as the sidebar tells it.

    Attributes:
        lessons: the lessons, in order, and what stands beside them.
        start: the notebook of the start page; "" for none.
        due: how many questions come back today.
    """

    lessons: tuple[Listed, ...]
    start: str = ""
    due: int = 0


def sidebar_file(folder: Path) -> Path:
    """Where the file is.

    Args:
        folder: the lessons folder.
    """
    return folder / ".imrkit" / "course.json"


def write_sidebar(folder: Path, sidebar: Sidebar) -> None:
    """Tell the sidebar how far the learner is; nothing is written if it knows.

    Args:
        folder: the lessons folder.
        sidebar: what to tell.

    Raises:
        DataError: if the folder cannot be written to.
    """
    if read_sidebar(folder) != sidebar:
        text = json.dumps({"schema": SCHEMA, **asdict(sidebar)}, indent=1, ensure_ascii=False)
        # It can be made again from the record, so it need not outlive a power failure.
        write_atomically(sidebar_file(folder), text + "\n", durable=False)


def read_sidebar(folder: Path) -> Sidebar | None:
    """Read what the sidebar was told last.

    Args:
        folder: the lessons folder.

    Returns:
        It, or None where there is none that can be read.
    """
    try:
        found = json.loads(read_bytes(sidebar_file(folder)).decode("utf-8"))
        if found["schema"] != SCHEMA:
            return None
        lessons = tuple(_listed(one) for one in found["lessons"])
        return Sidebar(lessons, str(found["start"]), int(found["due"]))
    except (DataError, OSError, LookupError, TypeError, ValueError, RecursionError):
        return None


def _listed(found: Mapping[str, Any]) -> Listed:
    state = found["state"]
    return Listed(
        path=str(found["path"]),
        title=str(found["title"]),
        number=int(found["number"]),
        minutes=int(found["minutes"]),
        state=state if state in get_args(State) else "",
        told=str(found["told"]),
    )
