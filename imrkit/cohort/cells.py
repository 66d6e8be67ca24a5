"""Cells of tables that spreadsheets open: a text stays a text, whoever wrote it."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

_FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20|%"
"""A spreadsheet takes what begins with one of these for a formula or a command."""
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
LONGEST = 1000


def harmless(text: str) -> str:
    r"""Make a text safe for a cell: no formula, nothing that cannot be seen.

    >>> harmless('=HYPERLINK("http://example.org")'), harmless("\t=1+1"), harmless("Ann\r\nLee")
    ('\'=HYPERLINK("http://example.org")', "'=1+1", 'Ann Lee')
    """
    plain = "".join(" " if unicodedata.category(c) in _UNSEEN else c for c in text)
    plain = " ".join(plain.split())[:LONGEST]
    return f"'{plain}" if plain[:1] in _FORMULA and plain else plain


def as_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """Write rows as CSV that Excel, Canvas and Moodle read: UTF-8 with its mark, harmless cells."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow(
            [cell if isinstance(cell, float | int) else harmless(str(cell)) for cell in row]
        )
    return text.getvalue().encode("utf-8-sig")
