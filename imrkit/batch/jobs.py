"""From a table and a notebook to jobs: which parameters, and under which name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imrkit.batch.source import Source, unknown_parameter
from imrkit.batch.table import Row
from imrkit.errors import DataError, UnknownName
from imrkit.files.naming import distinct, readable_name


@dataclass(frozen=True)
class Job:
    """A notebook with its own parameters.

    Attributes:
        name: of its output, without ending; any file system takes it, and no other job has it.
        parameters: what is put into the notebook.
        stamp: tells this run from one with another notebook or other parameters.
    """

    name: str
    parameters: dict[str, Any]
    stamp: str


def make_jobs(source: Source, rows: Iterable[Row], named_by: str | None = None) -> list[Job]:
    """Make a job of each row.

    Args:
        source: the notebook.
        rows: the table; an empty value leaves the notebook's own.
        named_by: the column that names the outputs, which need not be a parameter; all by default.

    Raises:
        DataError: if a column is no parameter of the notebook, or a value does not fit.
        UnknownName: if there is no such column.
    """
    rows = list(rows)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    if named_by is not None and named_by not in columns:
        raise UnknownName("column", named_by, columns)
    for column in columns:
        if source.defaults and column not in source.defaults and column != named_by:
            raise unknown_parameter(column, source)
    parameters = [_parameters(source, row, named_by, n) for n, row in enumerate(rows, 1)]
    names = distinct(_names(rows, [named_by] if named_by else columns))
    made = zip(names, parameters, strict=True)
    return [Job(name, given, _stamp(source, given)) for name, given in made]


def _parameters(source: Source, row: Row, named_by: str | None, number: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in row.items():
        if name == named_by and name not in source.defaults:
            continue
        try:
            found[name] = source.value_of(name, value) if source.defaults else value
        except DataError as error:
            raise DataError(error.problem, field=f"row {number}") from None
    return found


def _names(rows: Sequence[Row], columns: Sequence[str]) -> list[str]:
    return [readable_name("-".join(_short(row[c]) for c in columns if c in row)) for row in rows]


def _short(value: Any) -> str:
    """A value as a part of a name; of a path only its last part counts."""
    text = value if isinstance(value, str) else json.dumps(value)
    return Path(text).stem if Path(text).is_absolute() else text


def _stamp(source: Source, parameters: dict[str, Any]) -> str:
    told = json.dumps([source.digest, parameters], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
