"""The timeline of a case: its events and deadlines, and what was in time, late, or is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from imrkit.cases.case import Case, Known
from imrkit.cases.loading import load_case
from imrkit.cases.schema import Item
from imrkit.errors import DataError
from imrkit.facts.spans import Facts
from imrkit.files.reading import at
from imrkit.process.book import ProcessBook, process_book
from imrkit.process.events import Happening, Moves, events_of
from imrkit.process.facts import from_clocks, known_of
from imrkit.process.questions import Answer, answers
from imrkit.process.rows import Row, rows_of
from imrkit.process.setting_aside import Appeal, appeals_of


@dataclass(frozen=True, eq=False, repr=False)
class Timeline:
    """What happened in a case and by when it had to, for one disputed item.

    Attributes:
        case: the case.
        item: the disputed item.
        book: the law of the process.
        events: what happened, by name.
        rows: the clocks that may apply.
        known: what is known of every fact of the process.
        moves: what a what-if moved.
        settings: facts that a what-if set.
    """

    case: Case
    item: Item
    book: ProcessBook
    events: Mapping[str, Happening]
    rows: tuple[Row, ...]
    known: Mapping[str, Known]
    moves: Moves = field(default_factory=dict)
    settings: Mapping[str, object] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Timeline of {self.case.name}, item {self.item.id}: {len(self.rows)} clocks>"

    @property
    def facts(self) -> Facts:
        """The values of all facts of the process."""
        return {name: known.value for name, known in self.known.items()}

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """The questions of the process, each answered with reasons."""
        return answers(self.book.rules, self.known)

    @cached_property
    def appeals(self) -> tuple[Appeal, ...]:
        """What became of the determination afterwards."""
        return appeals_of(self.case, self.item, self.book)

    def row(self, clock: str) -> Row | None:
        """The row of a clock; None where it cannot apply."""
        self.book.clock(clock)
        return next((row for row in self.rows if row.clock.name == clock), None)

    def move(self, **moves: object) -> Timeline:
        """The same timeline with some events on other days.

        Args:
            moves: for each event, its date: a `date`, or a text such as "2017-02-05" or "2017".

        Raises:
            UnknownName: if there is no such event.
            DataError: if it is no date, or events would come in an order that cannot be.
        """
        return timeline(
            self.case, self.item.id, moves={**self.moves, **moves}, settings=self.settings
        )


def timeline(
    case: Case | str,
    item: str | int | None = None,
    *,
    moves: Moves | None = None,
    settings: Mapping[str, object] | None = None,
    book: ProcessBook | None = None,
) -> Timeline:
    """Set out what happened in a case and by when it had to.

    Args:
        case: a case, or the name or path of one.
        item: number of the disputed item; the first if absent.
        moves: a what-if: events with other dates.
        settings: a what-if: facts of the process with other values.
        book: the law of the process; the one that comes with imrkit by default.

    Raises:
        UnknownName: if there is no such case, item, event or fact.
        DataError: if its dates are in an order that cannot be, or no law that imrkit holds
            reaches to them.
    """
    case = load_case(case) if isinstance(case, str) else case
    book, moves, settings = book or process_book(), moves or {}, settings or {}
    chosen = case.item(item)
    events = events_of(case, chosen, book, moves)
    _check_reached(case, book, events["determination"])
    known = known_of(case, chosen, book, events, settings)
    rows = rows_of(book, events, {name: k.value for name, k in known.items()})
    known |= from_clocks(book, rows, known)
    return Timeline(case, chosen, book, events, rows, known, moves, settings)


def _check_reached(case: Case, book: ProcessBook, decided: Happening) -> None:
    """Refuse a determination of years before all law of the process."""
    first = min(clock.data.version[0].since for clock in book.clocks.values())
    if decided.days.last < first.toordinal():
        problem = (
            f"the determination ({decided.shown}) is older than the process: what imrkit holds of "
            f"it begins on {first}"
        )
        if decided.origin == "you":
            raise DataError(problem, field=decided.field)
        raise at(case.file, decided.field, problem)
