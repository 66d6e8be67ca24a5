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

from imrkit.characters import quoted, unseen
from imrkit.errors import DataError
from imrkit.files.explaining import fault
from imrkit.files.opening import read_text
from imrkit.files.table import Table
from imrkit.files.toml_lines import lines_of, place_of

T = TypeVar("T", bound=Table)
SCHEMA = 1
"""The version of the data files that this imrkit reads."""
MOST = 2**31 - 1
"""No number of a data file is larger: they are reckoned with in 32 bits."""
_PART = r"""(?:(?<![\w-])[\w-]++|"[^"\n]*"|'[^'\n]*')"""
_LONG_NAME = re.compile(rf"{_PART}(?:[ \t]*\.[ \t]*{_PART}){{50}}")
"""A name of more parts than any field has; parsers take long for thousands."""


def read_toml(path: Path) -> dict[str, Any]:
    """Parse a TOML file.

    Raises:
        DataError: if it cannot be read or parsed, with the line; duplicate keys included.
    """
    text = read_text(path)
    for line, content in enumerate(text.split("\n"), 1):
        if content.count(".") >= 50 and _LONG_NAME.search(content):
            problem = "not valid TOML: a name has more than 50 parts"
            raise DataError(problem, file=path, line=line)
    try:
        return _plain(tomllib.loads(text))  # type: ignore[no-any-return]
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(str(error), text, path) from None
    except _TooLarge as error:
        field = ".".join(reversed(error.place)).replace(".[", "[")
        problem = f"expected a number from -{MOST + 1:,} to {MOST:,}; found a larger one"
        raise at(path, field, problem) from None
    except RecursionError:
        raise DataError("not valid TOML: it is nested too deeply", file=path) from None
    except ValueError as error:
        problem = "a number is too long" if "digits" in str(error) else str(error)
        raise DataError(f"not valid TOML: {problem}", file=path) from None


def _not_toml(said: str, text: str, path: Path) -> DataError:
    found = re.search(r"\(at line (\d+), column \d+\)", said)
    problem = re.sub(r" \(at .*\)$", "", said)
    problem = problem.replace("Cannot overwrite a value", "the same key is given twice")
    problem = re.sub(r"Cannot declare .* twice", "the same table is given twice", problem)
    problem = problem.replace(r"Illegal character '\n'", "a text has no closing quote")
    line = int(found[1]) if found else None
    if line and (content := text.split("\n")[line - 1].strip(" ")):
        short = textwrap.shorten(content, 80, placeholder=" ...")
        problem += "; " + ", ".join(p for p in (f"found: {short}", unseen(content)) if p)
    return DataError(f"not valid TOML: {problem}", file=path, line=line)


class _TooLarge(Exception):
    """A number that is too large; the way to it is added from the inside out."""

    def __init__(self) -> None:
        self.place: list[str] = []


def _plain(value: Any) -> Any:
    """Dates as ISO text, so that a field may hold a day, a month or a year; no huge numbers."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return {key: _part(part, key) for key, part in value.items()}
    if isinstance(value, list):
        return [_part(part, f"[{place}]") for place, part in enumerate(value)]
    if isinstance(value, int) and not -MOST - 1 <= value <= MOST:
        raise _TooLarge
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def _part(value: Any, key: str) -> Any:
    try:
        return _plain(value)
    except _TooLarge as error:
        error.place.append(key)
        raise


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
        found = "nothing" if schema is None else quoted(schema)
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
        lines = lines_of(read_text(path))
    except (DataError, RecursionError):
        return None
    place = place_of(field)
    above = (place[:end] for end in range(len(place), 0, -1))
    return next((lines[p] for p in above if p in lines), None)
