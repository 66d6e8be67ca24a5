"""An exercise: its file, read, with the case that it is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from imrkit.cases.case import Case
from imrkit.cases.known import Known
from imrkit.cases.schema import Item
from imrkit.errors import DataError
from imrkit.exercises.schema import ExerciseFile
from imrkit.files.reading import at


@dataclass(frozen=True, eq=False, repr=False)
class Exercise:
    """An exercise, read and checked.

    Attributes:
        id: the file's name without its ending.
        data: the file's content.
        case: the case as its file has it.
        raw: the same, as the file parses, for variants.
        file: the file.
        other: the case that it is compared with, and its content.
    """

    id: str
    data: ExerciseFile
    case: Case
    raw: dict[str, Any] = field(repr=False)
    file: Path
    other: Case | None = None

    def __repr__(self) -> str:
        return f"<Exercise {self.id}: {self.data.kind} on {self.case.name}>"

    @property
    def item(self) -> Item:
        """The disputed item that it is about."""
        return self.case.item(self.data.item or None)

    @cached_property
    def known(self) -> dict[str, Known]:
        """What its case says of every fact, as its file has it."""
        return self.case.known(self.item)

    def refuse(self, where: str, problem: object) -> DataError:
        """An error at a field of the file."""
        return at(self.file, where, str(problem))
