"""A map of outcomes: its axes, its cells, its legend, and all of it in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, product
from typing import Literal

from imrkit.cases.case import Known
from imrkit.determination.determination import Determination, Verdict
from imrkit.facts.fact import Fact
from imrkit.rules.governing import By

Cell = Verdict | Literal["no result", "cannot be"]
"""What stands in a cell of a map: a verdict; that what would pass rests on what the rules do not
weigh; or that no record could truthfully show both facts."""
LEGEND: dict[Cell, str] = {
    "met": "Overturned",
    "judgment": "Turns on judgment",
    "not told": "Turns on what the letter does not tell",
    "not shown": "Upheld, not shown",
    "not met": "Upheld, not met",
    "not determinable": "Not determinable here",
    "not addressed": "Not addressed",
    "no result": "No result here",
    "cannot be": "This cannot be",
}
"""What a cell of a map means, from the request's best to where there is no answer."""


@dataclass(frozen=True, slots=True)
class Tick:
    """One place along an axis: a value, or neighbors that no cell of the map tells apart.

    Attributes:
        known: what is known of the fact there; of neighbors, the first.
        last: the last of the neighbors; the same as `known` where it stands alone.
        label: the value in words ("6 visits", "not documented").
        short: the same as short as an axis needs it ("6", "11\u201313").
    """

    known: Known
    last: Known
    label: str
    short: str

    @property
    def open(self) -> bool:
        """Whether the fact could be more than one thing there."""
        return self.known.open

    def holds(self, known: Known) -> bool:
        """Whether a value of the fact has its place here."""
        if self.known is self.last or known.open:
            return self.known.value == known.value
        return bool(self.known.value[0] <= known.value[0] <= self.last.value[0])


@dataclass(frozen=True, slots=True)
class Axis:
    """A fact along one side of a map, and its places there in order."""

    fact: Fact
    ticks: tuple[Tick, ...]

    def place(self, determination: Determination) -> int | None:
        """Where a determination stands along it."""
        known = determination.known[self.fact.name]
        return next((n for n, tick in enumerate(self.ticks) if tick.holds(known)), None)


@dataclass(frozen=True, slots=True)
class OutcomeMap:
    """The outcome for every value of one or two facts, all others as they stand.

    Attributes:
        across: the fact along the columns.
        down: the fact along the rows; None for a single row.
        cells: for each row and column, what stands there.
        here: (row, column) where the case stands, if it is on the map.
        file: (row, column) where the case stands on the facts of the file.
        by: what the item is judged by; None for its outcome in all.
    """

    across: Axis
    down: Axis | None
    cells: tuple[tuple[Cell, ...], ...]
    here: tuple[int, int] | None
    file: tuple[int, int] | None
    by: By | None = None

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Every (row, column)."""
        return iter(product(range(len(self.cells)), range(len(self.across.ticks))))

    @property
    def rows(self) -> tuple[Tick | None, ...]:
        """The places down; one None for a single row."""
        return self.down.ticks if self.down else (None,)

    @property
    def legend(self) -> tuple[tuple[Cell, str], ...]:
        """What the cells of this map mean: those that it has, in order."""
        there = {cell for row in self.cells for cell in row}
        return tuple((cell, word) for cell, word in LEGEND.items() if cell in there)

    @property
    def title(self) -> str:
        """What it shows: "Outcome by visits requested and visits completed before"."""
        names = [_lower(axis.fact.label) for axis in (self.across, self.down) if axis]
        return f"Outcome by {' and '.join(names)}"

    @property
    def axes_said(self) -> str:
        """Which fact runs across, and which down."""
        across = f"across: {_lower(self.across.fact.label)}"
        return f"down: {_lower(self.down.fact.label)}; {across}" if self.down else across

    def at(self, row: int, column: int) -> str:
        """One place in words: "Visits requested: 6 visits; visits completed before: 3 visits"."""
        tick = self.rows[row]
        down = f"; {_lower(self.down.fact.label)}: {tick.label}" if self.down and tick else ""
        return f"{self.across.fact.label}: {self.across.ticks[column].label}{down}"

    def word(self, row: int, column: int) -> str:
        """What one cell means."""
        return LEGEND[self.cells[row][column]]

    def marks(self, row: int, column: int) -> str:
        """Whose place a cell is: the case's as it stands, or on the facts of the file; else ""."""
        if (row, column) == self.here:
            return "the case stands here"
        return "here on the facts of the file" if (row, column) == self.file else ""

    @property
    def said(self) -> str:
        """The whole map in sentences, for those who do not see it."""
        rows = [self._row_said(r, tick) for r, tick in enumerate(self.rows)]
        if self.here:
            rows.append(f"The case stands at {_lower(self.at(*self.here))}: {self._lower_word()}.")
        return " ".join(rows)

    def _row_said(self, row: int, tick: Tick | None) -> str:
        runs: dict[Cell, list[str]] = {}
        for cell, some in groupby(range(len(self.cells[row])), key=self.cells[row].__getitem__):
            first, *rest = [self.across.ticks[column] for column in some]
            to = f"{first.short} to {rest[-1].label}" if rest else first.label
            runs.setdefault(cell, []).append(to)
        told = "; ".join(
            f"{_lower(LEGEND[cell])} at {', '.join(run)}" for cell, run in runs.items()
        )
        about = f"{self.down.fact.label}, {tick.label}: {told}" if self.down and tick else told
        return f"{about[:1].upper()}{about[1:]}."

    def _lower_word(self) -> str:
        assert self.here is not None
        return _lower(self.word(*self.here))


def _lower(text: str) -> str:
    """Begin with a small letter, unless the first word is an abbreviation."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
