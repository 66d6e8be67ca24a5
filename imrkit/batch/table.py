"""A table of parameters, one row for each notebook: CSV, Parquet, or a folder of case files."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path
from typing import Any

from imrkit.characters import quoted
from imrkit.errors import DataError
from imrkit.files.opening import read_bytes

MOST_BYTES = 50_000_000
MOST_ROWS = 100_000
Row = dict[str, Any]
"""A value for each column; texts of a CSV file are texts still."""


def read_rows(path: Path) -> list[Row]:
    """Read a table.

    Args:
        path: a CSV file, a Parquet file, or a folder of case files, each of which is one row with
            the column `case`.

    Raises:
        DataError: if it cannot be read, or has no rows.
    """
    if path.is_dir():
        rows = _cases(path)
    elif path.suffix.casefold() in (".parquet", ".pq"):
        rows = _parquet(path)
    else:
        rows = _csv(path)
    if not rows:
        raise DataError("there are no rows; each row is one notebook to run", file=path)
    if len(rows) > MOST_ROWS:
        problem = f"there are {len(rows):,} rows; at most {MOST_ROWS:,} are run at once"
        raise DataError(problem, file=path)
    return rows


def _cases(folder: Path) -> list[Row]:
    from imrkit.cases.finding import find_cases

    found = find_cases(folder)
    if found.problems:
        raise found.problems[0]
    return [{"case": str(path.resolve())} for path in found.paths.values()]


def _csv(path: Path) -> list[Row]:
    text = _decoded(read_bytes(path, MOST_BYTES), path)
    if "\0" in text:
        raise DataError("is not a CSV file: it has bytes that no text has", file=path)
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    heads: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not heads:
                heads = _heads(cells, path)
                continue
            if len(cells) > len(heads) and any(cells[len(heads) :]):
                problem = f"there are {len(cells)} values; the head names {len(heads)} columns"
                raise DataError(problem, file=path, line=reader.line_num)
            told = zip(heads, cells, strict=False)
            rows.append({name: cell.strip() for name, cell in told if cell.strip()})
    except csv.Error as error:
        raise DataError(f"is not a CSV file: {error}", file=path, line=reader.line_num) from None
    return rows


def _decoded(content: bytes, path: Path) -> str:
    """Text as Excel, Canvas and Moodle write it: UTF-8, UTF-16, or Windows-1252."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            raise DataError("is not the UTF-16 text that it begins as", file=path) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _heads(cells: list[str], path: Path) -> list[str]:
    heads = [cell.strip() for cell in cells]
    while heads and not heads[-1]:
        heads.pop()
    for place, head in enumerate(heads):
        if not head:
            raise DataError(f"column {place + 1} has no name in the head", file=path, line=1)
        if head in heads[:place]:
            raise DataError(f"two columns are named {quoted(head)}", file=path, line=1)
    return heads


def _parquet(path: Path) -> list[Row]:
    read_bytes(path, MOST_BYTES)
    import pandas as pd

    try:
        table = pd.read_parquet(path)
    except ImportError:
        problem = 'reading Parquet needs pyarrow: pip install "imrkit[parquet]"'
        raise DataError(problem, file=path) from None
    except Exception as error:
        raise DataError(f"is not a Parquet file: {error}", file=path) from None
    records = table.to_dict("records")
    return [
        {str(k): _plain(v, str(k), path) for k, v in r.items() if not _missing(v)} for r in records
    ]


def _missing(value: Any) -> bool:
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(value, float) and math.isnan(value)


def _plain(value: Any, column: str, path: Path) -> Any:
    """A value as papermill writes it into a notebook."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(part, column, path) for part in value]
    if isinstance(value, dict):
        return {str(key): _plain(part, column, path) for key, part in value.items()}
    if not isinstance(value, bool | int | float | str | None):
        problem = f"column {quoted(column)} has values of a kind that no notebook takes"
        raise DataError(f"{problem}: {type(value).__name__}", file=path)
    return value
