"""On which line of a TOML file a field is set: the standard parser does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

Place = tuple[str | int, ...]
"""The way to a field: ("item", 0, "facts", "visits_requested")."""
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|'
    r"'''.*?'''|"
    r'"(?:\\.|[^"\\\n])*"|'
    r"'[^'\n]*'|"
    r"""\#[^\n]*|[\[\]{}=,.\n]|[^\s\[\]{}=,.\#"']+""",
    re.DOTALL,
)


def place_of(field: str) -> Place:
    """Read a field as errors write it: "item[0].facts.visits_requested"."""
    parts = re.findall(r"\[(\d+)\]|([^.\[\]]+)", field)
    return tuple(int(number) if number else name.strip('"') for number, name in parts)


def lines_of(text: str) -> dict[Place, int]:
    """Find the line, counted from 1, of every table, key and list element.

    Args:
        text: a TOML text that parses.
    """
    return _Reader(text).lines


class _Reader:
    def __init__(self, text: str) -> None:
        self.lines: dict[Place, int] = {}
        self.last: dict[Place, int] = {}
        self.tokens = _tokens(text)
        self.token, self.line = "", 1
        self.next()
        table: Place = ()
        while self.token:
            if self.token == "\n":
                self.next()
            elif self.token == "[":
                table = self.header()
            else:
                self.pair(table)

    def next(self) -> None:
        self.token, self.line = next(self.tokens, ("", self.line))

    def note(self, place: Place, line: int) -> None:
        for end in range(1, len(place) + 1):
            self.lines.setdefault(place[:end], line)

    def names(self, *ends: str) -> list[str]:
        """The parts of a dotted key."""
        found = []
        while self.token not in (*ends, "\n", ""):
            if self.token != ".":
                found.append(self.token.strip("\"'"))
            self.next()
        return found

    def header(self) -> Place:
        """`[table]`, or `[[list of tables]]`, whose elements are counted."""
        line = self.line
        self.next()
        listed = self.token == "["
        if listed:
            self.next()
        place: Place = ()
        names = self.names("]")
        for nth, name in enumerate(names, 1):
            place += (name,)
            if listed and nth == len(names):
                self.last[place] = self.last.get(place, -1) + 1
            if place in self.last:
                place += (self.last[place],)
        while self.token not in ("\n", ""):
            self.next()
        self.note(place, line)
        return place

    def pair(self, table: Place) -> None:
        """`key = value`."""
        line = self.line
        place = (*table, *self.names("="))
        self.next()
        self.note(place, line)
        self.value(place)

    def value(self, place: Place) -> None:
        """A list, an inline table, or anything else up to its end."""
        opening = self.token
        if opening not in ("[", "{"):
            while self.token not in (",", "]", "}", "\n", ""):
                self.next()
            return
        self.next()
        nth = 0
        while self.token not in ("]", "}", ""):
            if self.token in (",", "\n"):
                self.next()
            elif opening == "{":
                self.pair(place)
            else:
                self.note((*place, nth), self.line)
                self.value((*place, nth))
                nth += 1
        self.next()


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line = 1
    for match in _TOKEN.finditer(text):
        if not match[0].startswith("#"):
            yield match[0], line
        line += match[0].count("\n")
