"""Reading the data files: one thin layer over tomllib and msgspec.

Turns parsed TOML into frozen tables with strict types, and every error into our own words: file,
line, field, what was found and what was expected.
"""

from __future__ import annotations

import datetime as dt
import re
import textwrap
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from imrkit.errors import DataError
from imrkit.files.explaining import fault
from imrkit.files.table import Table
from imrkit.files.toml_lines import lines_of, place_of

T = TypeVar("T", bound=Table)
SCHEMA = 1
"""The version of the data files that this imrkit reads."""


def read_toml(path: Path) -> dict[str, Any]:
    """Parse a TOML file.

    Raises:
        DataError: if it cannot be read or parsed, with the line; duplicate keys included.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DataError(f"is not UTF-8 text ({error.reason})", file=path) from None
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", file=path) from None
    try:
        return _plain_dates(tomllib.loads(text))  # type: ignore[no-any-return]
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column \d+\)", str(error))
        problem = re.sub(r" \(at .*\)$", "", str(error))
        problem = problem.replace("Cannot overwrite a value", "the same key is given twice")
        problem = re.sub(r"Cannot declare .* twice", "the same table is given twice", problem)
        problem = problem.replace(r"Illegal character '\n'", "a text has no closing quote")
        line = int(found[1]) if found else None
        if line and (content := text.split("\n")[line - 1].strip()):
            problem += f"; found: {textwrap.shorten(content, 80, placeholder=' ...')}"
        raise DataError(f"not valid TOML: {problem}", file=path, line=line) from None
    except (RecursionError, ValueError) as error:
        problem = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise DataError(f"not valid TOML: {problem}", file=path) from None


def _plain_dates(value: Any) -> Any:
    """Dates as ISO text, so that a field may hold a day, a month or a year alike."""
    if isinstance(value, dict):
        return {key: _plain_dates(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain_dates(part) for part in value]
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def convert(raw: dict[str, Any], kind: type[T], path: Path) -> T:
    """Turn parsed TOML into a table, strictly.

    Args:
        raw: the parsed table.
        kind: the table it must fit.
        path: the file, for errors.

    Raises:
        DataError: with file, line and field, if a field is missing, unknown or of another type.
    """
    schema = raw.get("schema")
    if schema != SCHEMA or isinstance(schema, bool):
        found = "nothing" if schema is None else repr(schema)
        raise at(path, "schema", f"expected schema = {SCHEMA} at the top; found {found}")
    try:
        return msgspec.convert(raw, kind, strict=True)
    except msgspec.ValidationError as error:
        # Only now look for our own words: files are right far more often than wrong.
        raise at(path, *(fault(raw, kind) or ("", str(error)))) from None


def at(path: Path, field: str, problem: str) -> DataError:
    """An error at a field of a file, with its line."""
    return DataError(problem, file=path, field=field, line=line_of(path, field))


def line_of(path: Path, field: str) -> int | None:
    """Find the line on which a field of a TOML file is set.

    Args:
        path: the file.
        field: a path such as "item[0].facts.visits_requested".

    Returns:
        The line, counted from 1, of the field or of the nearest table above it; None if neither.
    """
    try:
        lines = lines_of(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None
    place = place_of(field)
    above = (place[:end] for end in range(len(place), 0, -1))
    return next((lines[p] for p in above if p in lines), None)
