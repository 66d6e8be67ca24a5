"""A report in plain text: sections, sentences, rows, and what is wrong."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Callable
from pathlib import Path

Write = Callable[[str], None]
WIDTH = 100


class Report:
    """What a check has to say, written line by line as it is found.

    Args:
        write: takes one line at a time.

    Attributes:
        faults: what is wrong so far.
    """

    def __init__(self, write: Write) -> None:
        self._write = write
        self.faults: list[str] = []

    def section(self, title: str) -> None:
        """Begin a section."""
        self._write("")
        self._write(title)

    def line(self, text: str, indent: int = 2) -> None:
        """Write a sentence, broken into lines."""
        pad = " " * indent
        for part in textwrap.wrap(text, WIDTH, initial_indent=pad, subsequent_indent=pad + "  "):
            self._write(part)

    def row(self, text: str) -> None:
        """Write a row of a table as it is."""
        self._write(f"  {text}".rstrip())

    def fault(self, problem: object) -> None:
        """Write and count something that is wrong."""
        # Files below the folder that one stands in are named from there, as an editor takes them.
        said = str(problem).replace(f"{Path.cwd()}{os.sep}", "")
        self.faults.append(said)
        self.line(f"WRONG: {said}")

    @property
    def wrong(self) -> int:
        """How many things are wrong so far."""
        return len(self.faults)

    def end(self) -> int:
        """Say how it went; return the exit code."""
        self._write("")
        if self.wrong:
            self._write(f"{self.wrong} {'thing is' if self.wrong == 1 else 'things are'} wrong.")
        else:
            self._write("Nothing is wrong.")
        return 1 if self.wrong else 0
