"""Where parsed data does not have the shape of a table, and why, in our own words."""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from imrkit.characters import quoted
from imrkit.errors import nearest
from imrkit.files.table import Table

Fault = tuple[str, str]
"""The field at fault and what is wrong with it."""
UNION = (typing.Union, types.UnionType)
TABLE = "table"


def fault(raw: Any, kind: Any, where: str = "") -> Fault | None:
    """Find the first place at which parsed data does not fit a type.

    Args:
        raw: what TOML or JSON parses to.
        kind: a table, a literal, a scalar, or a tuple, mapping or union of these.
        where: the field that holds it.
    """
    origin, args = _anatomy(kind)
    if origin is typing.Annotated:
        kind, bound = args
        if _resembles(raw, kind) and len(raw) > bound.max_length:
            what = "letters" if isinstance(raw, str) else "entries"
            return (where, f"expected at most {bound.max_length:,} {what}; found {len(raw):,}")
        return fault(raw, kind, where)
    if origin in UNION:
        found = [fault(raw, option, where) for option in args if _resembles(raw, option)]
        if None in found:
            return None
        return found[0] if found else (where, _expected(raw, kind))
    if not _resembles(raw, kind) or (origin is typing.Literal and raw not in args):
        return (where, _expected(raw, kind))
    if origin is TABLE:
        return _table_fault(raw, kind, where)
    if origin is tuple and len(args) == 2 and args[1] is not Ellipsis:
        if len(raw) != 2:
            return (where, _expected(raw, kind))
        parts = [(f"{where}[{n}]", part, args[n]) for n, part in enumerate(raw)]
    elif origin is tuple:
        parts = [(f"{where}[{n}]", part, args[0]) for n, part in enumerate(raw)]
    elif isinstance(raw, dict):
        parts = [(f"{where}.{key}".lstrip("."), part, args[1]) for key, part in raw.items()]
    else:
        return None
    found = [fault(part, of, at) for at, part, of in parts]
    return next((f for f in found if f), None)


def _table_fault(raw: dict[str, Any], kind: Any, where: str) -> Fault | None:
    hints = _hints(kind)
    for key in (key for key in raw if key not in hints):
        near = nearest(key, hints)
        hint = f"did you mean {near!r}?" if near else f"known here: {', '.join(hints)}"
        return (f"{where}.{key}".lstrip("."), f"unknown field {quoted(key)}; {hint}")
    for field in msgspec.structs.fields(kind):
        if field.name in raw:
            at = f"{where}.{field.name}".lstrip(".")
            if found := fault(raw[field.name], hints[field.name], at):
                return found
        elif field.required:
            return (where, f"missing field {field.name!r}: {_words(hints[field.name])}")
    return None


@cache
def _anatomy(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """What a type is made of: what it is, and its parts."""
    if isinstance(kind, type) and issubclass(kind, Table):
        return TABLE, ()
    if typing.get_origin(kind) is typing.Annotated:
        return typing.Annotated, typing.get_args(kind)[:2]
    return typing.get_origin(kind), typing.get_args(kind)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind, include_extras=True)


def _resembles(raw: Any, kind: Any) -> bool:
    """Whether data is of the sort that a type asks for, whatever is inside it."""
    if type(raw) is kind:
        return True
    origin, args = _anatomy(kind)
    if origin is typing.Annotated:
        return _resembles(raw, args[0])
    if origin in (TABLE, dict, Mapping):
        return isinstance(raw, dict)
    if origin is tuple:
        return isinstance(raw, list)
    if origin is typing.Literal:
        return type(raw) in map(type, args)
    if kind is dt.date:
        return isinstance(raw, str) and _is_day(raw)
    return raw is None and kind is types.NoneType


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _expected(raw: Any, kind: Any) -> str:
    problem = f"expected {_words(kind)}; found {_shown(raw)}"
    if type(raw) is int and "a text" in _words(kind):
        problem += f'; write "{raw}", in quotes'
    options = [o for o in typing.get_args(kind) if isinstance(o, str)]
    if isinstance(raw, str) and (near := nearest(raw, options)):
        problem += f" (did you mean {near!r}?)"
    return problem


def _shown(raw: Any) -> str:
    if isinstance(raw, dict):
        return "a table"
    if isinstance(raw, list):
        return f"a list of {len(raw)}"
    return {True: "true", False: "false"}[raw] if isinstance(raw, bool) else quoted(raw)


def _words(kind: Any) -> str:
    """What a value must be, in words."""
    origin, args = _anatomy(kind)
    if origin is typing.Annotated:
        return _words(args[0])
    if origin in UNION:
        # Sorted, since Python keeps one of two unions that are equal but for their order.
        return " or ".join(sorted(_words(o) for o in args if o is not types.NoneType))
    if origin is typing.Literal:
        return f"one of {', '.join(repr(option) for option in args)}"
    if origin is tuple:
        return "a list" if args[1] is Ellipsis else f"a list of {len(args)}"
    scalar = {
        bool: "true or false",
        int: "a whole number",
        str: "a text",
        dt.date: "a date such as 2009-07-18",
    }
    return scalar.get(kind, "a table")
