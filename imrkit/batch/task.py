"""What goes to the process that runs a notebook, and what comes back: data, no code."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

EngineName = Literal["kernel", "direct"]


@dataclass(frozen=True, slots=True)
class Task:
    """A notebook to run.

    Attributes:
        job: the name of its output, without ending.
        name: the name of the notebook.
        notebook: its JSON text.
        parameters: what is put into it.
        folder: where its cells run, if that is there.
        stamp: kept in the output, to tell which run it is of.
        engine: "kernel" for a kernel process of its own, "direct" for none.
        seconds: how long it may take; None for as long as it likes.
        memory: how much it may take, with all its processes, in bytes; None for all there is.
        warm: modules to have ready.
        asks: have the modules told that it imported.
    """

    job: str
    name: str
    notebook: str
    parameters: dict[str, Any]
    folder: str
    stamp: str = ""
    engine: EngineName = "kernel"
    seconds: float | None = None
    memory: int | None = None
    warm: tuple[str, ...] = ()
    asks: bool = False

    def as_line(self) -> bytes:
        """As one line of JSON."""
        return _line(asdict(self))


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a notebook did not come to its end.

    Attributes:
        says: what happened.
        cell: its place in the notebook that was given, from 0; None if no cell began.
        count: the number that the cell shows, as in `In [3]`.
        source: the cell.
        kind: "cell" (it raised), "time", "memory", "died" (its process), "engine" (could not run).
        seconds: how long it ran, where its process could not tell.
    """

    says: str
    cell: int | None = None
    count: int | None = None
    source: str = ""
    kind: str = "cell"
    seconds: float = 0.0

    @property
    def where(self) -> str:
        """The failing cell in words."""
        if self.cell is None:
            return "before the first cell"
        shown = f", In [{self.count}]" if self.count is not None else ""
        return f"cell {self.cell + 1}{shown}"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a notebook.

    Attributes:
        job: the name of its output.
        notebook: its JSON text, with outputs.
        seconds: how long it took.
        engine: how it ran.
        failure: why it did not come to its end, if so.
        memory: the most that its process had, in bytes; 0 where that is not known.
        modules: what it imported, if that was asked for.
    """

    job: str
    notebook: str
    seconds: float
    engine: EngineName
    failure: Failure | None = None
    memory: int = 0
    modules: tuple[str, ...] = field(default=())

    def as_line(self) -> bytes:
        """As one line of JSON."""
        return _line({"result": asdict(self)})


def task_of(data: dict[str, Any]) -> Task:
    """Read a task from its JSON."""
    return Task(**{**data, "warm": tuple(data["warm"])})


def result_of(data: dict[str, Any]) -> Result:
    """Read a result from its JSON."""
    failure = Failure(**data["failure"]) if data["failure"] else None
    return Result(**{**data, "failure": failure, "modules": tuple(data["modules"])})


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data).encode() + b"\n"
