"""The terminal: how wide it is, what it can show, and the one way by which text gets there."""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Sequence
from typing import TextIO

from imrkit.characters import neutral

_ASCII = str.maketrans(
    {"✓": "+", "✕": "x", "·": "-", "≠": "!", "“": '"', "”": '"', "…": "...", "≤": "<=", "×": "x"}
    | {"\u2013": "-", "\u2019": "'", "├": "|", "└": "`", "│": "|", "─": "-"}
)


def say(text: str, *, stream: TextIO | None = None, painted: bool = False) -> None:
    """Write text to a terminal or wherever a stream goes; nothing in it steers the terminal.

    Args:
        text: the text.
        stream: standard output by default.
        painted: it is neutral already, and has colours of ours.
    """
    stream = stream or sys.stdout
    print(fitting(text if painted else neutral(text), stream), file=stream)


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Set rows in columns, as wide as they need."""
    every = [tuple(" ".join(cell.split()) for cell in row) for row in (heads, *rows)]
    widths = [max(len(row[i]) for row in every) for i in range(len(heads))]
    lines = [
        "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
        for row in every
    ]
    return "\n".join([lines[0], "  ".join("-" * w for w in widths), *lines[1:]])


def terminal_width() -> int:
    """Columns to fill: those of the terminal, but no more than read well."""
    return min(shutil.get_terminal_size((80, 24)).columns, 100)


def wants_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal that shows colours, and its user has not said no."""
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def fitting(text: str, stream: TextIO) -> str:
    """The text in the characters that a stream can write: plain ASCII where it must be."""
    encoding = getattr(stream, "encoding", None) or "ascii"
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return to_ascii(text)
    return text


def to_ascii(text: str) -> str:
    """Spell a text in ASCII, letters without their accents."""
    plain = unicodedata.normalize("NFKD", text.translate(_ASCII))
    return plain.encode("ascii", "ignore").decode()
