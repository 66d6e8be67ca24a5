"""Lines of text for a terminal: wrapped, in color only where wanted, in characters it can show."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Sequence
from typing import TextIO

from imrkit.characters import neutral

_COLOUR: dict[str, str] = {"Met": "34", "Not met": "35;1", "Not shown": "33", "Assumed": "36"}
_BOLD, _PLAIN = "\033[1m", "\033[0m"
_ASCII = str.maketrans(
    {
        "✓": "+",
        "✕": "x",
        "·": "-",
        "≠": "!",
        "“": '"',
        "”": '"',
        "…": "...",
        "◐": "%",
        "≤": "<=",
        "×": "x",
    }
    | {"\u2013": "-", "\u2019": "'", "├": "|", "└": "`", "│": "|", "─": "-"}
)


class Lines:
    """Lines of text, neutral and wrapped; colored after that, so that lengths are right."""

    def __init__(self, width: int, colour: bool = False) -> None:
        self.width, self.colour = width, colour
        self.lines: list[str] = []

    def blank(self) -> None:
        """An empty line, unless there is one already."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def bold(self, text: str) -> None:
        """A line that stands out."""
        lines = textwrap.wrap(neutral(text), self.width)
        self.lines += [f"{_BOLD}{line}{_PLAIN}" if self.colour else line for line in lines]

    def heading(self, text: str) -> None:
        """A heading, after an empty line."""
        self.blank()
        self.bold(text)

    def say(self, text: str) -> None:
        """A paragraph."""
        self.lines += textwrap.wrap(neutral(text), self.width)

    def item(
        self, mark: str, text: str, below: str = "", verdict: str = "", indent: str = ""
    ) -> None:
        """One entry: its mark, a verdict, its text; below it, smaller print."""
        first = f"{indent}{mark} "
        rest = " " * len(first)
        start = f"{verdict}. " if verdict else ""
        lines = textwrap.wrap(
            neutral(f"{start}{text}"), self.width, initial_indent=first, subsequent_indent=rest
        )
        if self.colour and verdict in _COLOUR:
            told = f"{mark} {verdict}."
            painted = f"\033[{_COLOUR[verdict]}m{told}{_PLAIN}"
            lines[0] = lines[0].replace(told, painted, 1)
        self.lines += lines
        if below:
            self.lines += textwrap.wrap(
                neutral(below), self.width, initial_indent=rest, subsequent_indent=rest
            )


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Set rows in columns, as wide as they need."""
    every = [tuple(" ".join(cell.split()) for cell in row) for row in (heads, *rows)]
    widths = [max(len(row[i]) for row in every) for i in range(len(heads))]
    lines = [
        "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
        for row in every
    ]
    return "\n".join([lines[0], "  ".join("-" * w for w in widths), *lines[1:]])


# ---- the terminal ------------------------------------------------------------------------------


def say(text: str, *, stream: TextIO | None = None, painted: bool = False) -> None:
    """Write text to a terminal or wherever a stream goes; nothing in it steers the terminal.

    Args:
        text: the text.
        stream: standard output by default.
        painted: it is neutral already, and has colors of ours.
    """
    stream = stream or sys.stdout
    print(fitting(text if painted else neutral(text), stream), file=stream)


def terminal_width() -> int:
    """Columns to fill: those of the terminal, but no more than read well."""
    return min(shutil.get_terminal_size((80, 24)).columns, 100)


def wants_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal that shows colors, and its user has not said no."""
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
