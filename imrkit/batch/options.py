"""How a batch runs, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from imrkit.batch.task import Failure

Choice = Literal["auto", "kernel", "direct"]
SECONDS = 600.0
"""How long a notebook may take, where nothing else is said."""


@dataclass(frozen=True)
class Options:
    """How a batch runs.

    Attributes:
        workers: so many notebooks at a time; as many as there are cores by default.
        engine: "kernel" gives each notebook a kernel process; "direct" runs it without one; "auto"
            tries both on the first notebook, and goes on without where the outputs are the same.
        seconds: how long a notebook may take; 0 for as long as it likes.
        memory: how much a notebook may take, in bytes; 0 for all there is.
        scheduler: a Dask scheduler that hands out the work: its address, or a connected client.
    """

    workers: int = 0
    engine: Choice = "auto"
    seconds: float = SECONDS
    memory: int = 0
    scheduler: Any = ""


@dataclass(frozen=True)
class Report:
    """What came of a batch.

    Attributes:
        folder: where the results are.
        total: notebooks in all.
        before: those that were done already.
        failures: the failed ones by name.
        notes: what is good to know.
        seconds: how long this run took.
    """

    folder: Path
    total: int
    before: int
    failures: dict[str, Failure]
    notes: tuple[str, ...]
    seconds: float

    @property
    def index(self) -> Path:
        """The page that lists the results."""
        return self.folder / "index.html"
