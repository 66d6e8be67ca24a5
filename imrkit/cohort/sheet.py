"""A roster as a table: CSV as spreadsheets and learning systems write it, read with care.

Commas, semicolons or tabs; UTF-8, UTF-16 or Windows-1252; quotes; the mark at the beginning. A row
that does not fit below the heads is refused, with its line: a name with a comma that is not in
quotes moves everything after it.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from imrkit.characters import quoted
from imrkit.errors import DataError
from imrkit.files.opening import read_bytes

_SIGNS = {",": "comma", ";": "semicolon", "\t": "tab"}
Row = tuple[int, list[str]]
"""The line on which a row begins, and its cells."""


@dataclass(frozen=True)
class Sheet:
    """A table, read.

    Attributes:
        heads: the heads, folded.
        rows: the rows below them that are not empty.
        notes: what is good to know of how it was read.
    """

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def read_sheet(path: Path) -> Sheet:
    """Read the table of a roster.

    Args:
        path: the CSV file.

    Raises:
        DataError: if it cannot be read, is empty, or has a row that does not fit below its heads.
    """
    text, notes = _decoded(read_bytes(path), path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    skipped = 0
    separator = ""
    if re.fullmatch(r'"?sep=.?"?', first.strip(), re.IGNORECASE):  # a line of Excel's own
        separator = first.strip(' "')[4:] or "\t"
        text, skipped = rest, 1
        first = rest.partition("\n")[0]
    if not text.strip():
        raise DataError("the roster is empty", file=path)
    separator = separator or max(_SIGNS, key=lambda sign: _heads(first, sign))
    rows = [(line + skipped, row) for line, row in _parsed(text, separator, path)]
    heads, below = rows[0][1], [(n, row) for n, row in rows[1:] if any(c.strip() for c in row)]
    _check_widths(heads, below, separator, path)
    names = tuple(re.sub(r"[\s_]+", " ", folded(name)) for name in heads)
    return Sheet(names, tuple(below), notes)


def folded(text: str) -> str:
    """A text as ids and heads are compared: case, and how a letter is written, do not count."""
    return unicodedata.normalize("NFC", text).strip().casefold()


def _decoded(content: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return content.decode("utf-16"), ()
        except UnicodeDecodeError:
            raise DataError("cannot be read: it is neither UTF-8 nor UTF-16", file=path) from None
    if b"\0" in content:
        problem = "is no CSV: found a zero byte; save the sheet as “CSV UTF-8”"
        raise DataError(problem, file=path)
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), ("The roster was read as Windows-1252; it is not UTF-8.",)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = "is neither UTF-8 nor Windows-1252; save the sheet as “CSV UTF-8”"
        raise DataError(problem, file=path, line=line) from None


def _heads(line: str, separator: str) -> int:
    """How many heads a line has, if this parts them."""
    try:
        return len(next(csv.reader([line], delimiter=separator), []))
    except csv.Error:
        return 0


def _parsed(text: str, separator: str, path: Path) -> list[Row]:
    # Strict, so that a quote that is never closed is told: else it takes the rest into one cell.
    reader = csv.reader(
        io.StringIO(text), delimiter=separator, skipinitialspace=separator != " ", strict=True
    )
    rows, line = [], 1
    try:
        for row in reader:
            rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        why = str(error)
        if "unexpected end" in why:
            why = "a quote is opened in this row and never closed"
        elif "expected after" in why:
            why = "something stands behind a closing quote; a quote inside a cell is doubled"
        raise DataError(f"is no CSV: {why}", file=path, line=line) from None
    return rows or [(1, [])]


def _check_widths(heads: list[str], rows: list[Row], separator: str, path: Path) -> None:
    """Refuse a row with something beyond the last head, or longer than the others are."""
    width = len(heads)
    while width and not heads[width - 1].strip():
        width -= 1
    for line, row in rows:
        beyond = any(cell.strip() for cell in row[width:])
        if not beyond and len(row) <= max(len(heads), min(len(one) for _, one in rows)):
            continue
        sign = _SIGNS.get(separator, f"sign {separator!r}")
        raise DataError(
            f"this row has {len(row)} cells, and the heads are {width}: "
            f"{quoted(' | '.join(cell.strip() for cell in row))[:120]}. A cell that holds a {sign} "
            f'must stand in quotes, such as "Müller{separator} Jörg"; and every column has a head',
            file=path,
            line=line,
        )
