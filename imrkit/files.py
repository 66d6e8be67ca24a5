"""Reading and writing the data files: one thin layer over tomllib and msgspec.

Turns parsed TOML into frozen dataclasses with strict types, and every error into our own words:
file, line, field, what was found and what was expected. Writes are atomic.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import re
import tempfile
import tomllib
import types
import typing
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from imrkit.errors import DataError, nearest

T = TypeVar("T")
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
        line = int(found[1]) if found else None
        raise DataError(f"not valid TOML: {problem}", file=path, line=line) from None


def _plain_dates(value: Any) -> Any:
    """Dates as ISO text, so that a field may hold a day, a month or a year alike."""
    if isinstance(value, dict):
        return {key: _plain_dates(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain_dates(part) for part in value]
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def convert(raw: dict[str, Any], kind: type[T], path: Path) -> T:
    """Turn parsed TOML into a dataclass, strictly.

    Args:
        raw: the parsed table.
        kind: the dataclass it must fit.
        path: the file, for errors.

    Raises:
        DataError: with file, line and field, if a field is missing, unknown or of another type.
    """
    schema = raw.get("schema")
    if schema != SCHEMA:
        raise DataError(
            f"expected schema = {SCHEMA} at the top of the file; found {schema!r}",
            file=path,
            field="schema",
            line=line_of(path, "schema"),
        )
    refuse_unknown(raw, kind, path)
    try:
        return msgspec.convert(raw, kind, strict=True)
    except msgspec.ValidationError as error:
        message, _, place = str(error).partition(" - at `$")
        where = place.rstrip("`").lstrip(".")
        raise at(path, where, _plain(message)) from None


def at(path: Path, field: str, problem: str) -> DataError:
    """An error at a field of a file, with its line."""
    return DataError(problem, file=path, field=field, line=line_of(path, field))


def _plain(message: str) -> str:
    """msgspec's messages in the words of this project."""
    message = message.replace("Object missing required field", "missing field")
    message = re.sub(r"Expected `([^`]*)`, got `([^`]*)`", r"expected \1, found \2", message)
    message = re.sub(
        r"Invalid enum value '([^']*)'", r"\1 is not one of the values allowed", message
    )
    for ours, theirs in {"array": "list", "object": "table", "str": "text"}.items():
        message = re.sub(rf"\b{ours}\b", theirs, message)
    return message


def refuse_unknown(raw: Any, kind: Any, path: Path, where: str = "") -> None:
    """Raise for a key that the dataclass does not have, naming the nearest one that it has."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        wanted = [k for k in typing.get_args(kind) if _fits(raw, k)]
        if len(wanted) == 1:
            refuse_unknown(raw, wanted[0], path, where)
        return
    if origin is not None:
        args = typing.get_args(kind)
        if isinstance(raw, list) and origin in (list, tuple):
            for place, part in enumerate(raw):
                refuse_unknown(part, args[0], path, f"{where}[{place}]")
        elif isinstance(raw, dict) and len(args) == 2:
            for key, part in raw.items():
                refuse_unknown(part, args[1], path, f"{where}.{key}".lstrip("."))
        return
    if not (dataclasses.is_dataclass(kind) and isinstance(raw, dict)):
        return
    known = _hints(kind)  # type: ignore[arg-type]
    for key, part in raw.items():
        field = f"{where}.{key}".lstrip(".")
        if key not in known:
            near = nearest(key, known)
            hint = f"; did you mean {near!r}?" if near else f"; known here: {', '.join(known)}"
            raise at(path, field, f"unknown field {key!r}{hint}")
        refuse_unknown(part, known[key], path, field)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _fits(raw: Any, kind: Any) -> bool:
    if isinstance(raw, dict):
        return dataclasses.is_dataclass(kind) or typing.get_origin(kind) in (dict,)
    return isinstance(raw, list) and typing.get_origin(kind) in (list, tuple)


def line_of(path: Path, field: str) -> int | None:
    """Find the line on which a field of a TOML file is set.

    Args:
        path: the file.
        field: a path such as "item[0].facts.visits_requested".

    Returns:
        The line, counted from 1, of the field or of the nearest table above it; None if neither.
    """
    parts = [p for p in re.split(r"\.|(\[\d+\])", field) if p]
    wanted = [p if p.startswith("[") else p.strip('"') for p in parts]
    best: tuple[int, int] | None = None
    table: list[str] = []
    counts: dict[str, int] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    for number, line in enumerate(lines, 1):
        head = re.match(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$", line)
        key = re.match(r'\s*([A-Za-z0-9_-]+|"[^"]+")(\.[A-Za-z0-9_.-]+)?\s*=', line)
        if head:
            names = [n.strip().strip('"') for n in re.findall(r'"[^"]*"|[^.]+', head[2])]
            if head[1] == "[[":
                name = ".".join(names)
                counts[name] = counts.get(name, -1) + 1
            table = []
            for end in range(1, len(names) + 1):
                table.append(names[end - 1])
                if (count := counts.get(".".join(names[:end]))) is not None:
                    table.append(f"[{count}]")
            here = table
        elif key:
            here = [*table, key[1].strip('"'), *(key[2] or "").strip(".").split(".")]
            here = [h for h in here if h]
        else:
            continue
        depth = len(here)
        if here == wanted[:depth] and (best is None or depth > best[0]):
            best = (depth, number)
    return best[1] if best else None


def write_atomically(path: Path, text: str) -> None:
    """Write a text file whole or not at all.

    Raises:
        DataError: if the folder cannot be written to; nothing is left behind.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise DataError(f"cannot be written: {error.strerror}", file=path) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise DataError(f"cannot be written: {error.strerror}", file=path) from None
