"""How the clocks of a case stand: each with the event that starts it and the one it limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from imrkit.facts.spans import Facts, Truth
from imrkit.process.book import ProcessBook
from imrkit.process.clocks import Clock, Deadline
from imrkit.process.events import Happening
from imrkit.process.versions import standing

Standing = Literal["in time", "late", "cannot be told", "not in the file", "barred", "free"]
"""How a clock stands: kept, missed, open, or with nothing in the file that would end it; of a
clock that something has to wait for, barred or free."""


@dataclass(frozen=True)
class Row:
    """A clock of a timeline.

    Attributes:
        clock: the clock.
        start: the event that started it.
        deadline: when it ends.
        act: the event that it limits; None where the file has none.
    """

    clock: Clock
    start: Happening
    deadline: Deadline
    act: Happening | None

    @property
    def missed(self) -> Truth:
        """Whether what it limits (surely, possibly) came late, or of a bar, too early."""
        if self.act is None:
            return Truth(False, True)
        late = self.deadline.missed(self.act.days)
        if self.clock.data.bars:
            late = Truth(not late.possibly, not late.surely)
        return Truth(late.surely and self.deadline.applies.surely, late.possibly)

    @property
    def standing(self) -> Standing:
        """How it stands."""
        if self.act is None:
            return "not in the file"
        if self.missed.surely:
            return "barred" if self.clock.data.bars else "late"
        if self.missed.possibly:
            return "cannot be told"
        return "free" if self.clock.data.bars else "in time"


def rows_of(book: ProcessBook, events: Mapping[str, Happening], facts: Facts) -> tuple[Row, ...]:
    """The clocks that events started and that may apply.

    Args:
        book: the law of the process.
        events: what happened.
        facts: what is known of the facts of the process.

    Raises:
        DataError: if days are to be counted beyond the calendars.
    """
    rows = []
    for clock in book.clocks.values():
        start = events.get(clock.data.starts)
        if start and standing(clock.data.version, start.days):
            deadline = clock.deadline(start.days, facts)
            if deadline:
                rows.append(Row(clock, start, deadline, events.get(clock.data.ends)))
    return tuple(rows)
