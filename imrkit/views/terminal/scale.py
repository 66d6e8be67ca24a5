"""The stretch of days that a drawing of a timeline shows, and what it draws."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from imrkit.facts.fact import EVER
from imrkit.process.rows import Row
from imrkit.process.timeline import Timeline

EARLY = ("injury", "claim_form")
"""Events that may lie years before the dispute: a drawing shows that they lie before it."""
MARGIN = 4


@dataclass(frozen=True)
class Scale:
    """The first and the last day of a drawing."""

    first: int
    last: int

    def place(self, day: int) -> float:
        """Where a day lies between the ends, from 0 to 1; at an end, if beyond it."""
        return min(max((day - self.first) / max(self.last - self.first, 1), 0), 1)

    def column(self, day: int, room: int) -> int:
        """The column of a day where a line has room for so many."""
        return round(self.place(day) * (room - 1))

    @property
    def ends(self) -> tuple[str, str]:
        """The ends as dates."""
        return (
            dt.date.fromordinal(self.first).isoformat(),
            dt.date.fromordinal(self.last).isoformat(),
        )

    def months(self) -> list[tuple[int, str]]:
        """The days on which months begin, or years where there are many months, with a label."""
        first, last = (dt.date.fromordinal(day) for day in (self.first, self.last))
        several = (last.year - first.year) * 12 + last.month - first.month
        step = 1 if several <= 8 else 3 if several <= 24 else 12
        found = []
        year, month = first.year, first.month
        while (day := dt.date(year, month, 1)) <= last:
            if day > first and (month - 1) % step == 0:
                label = str(year) if step == 12 else f"{day:%b} {year}"
                found.append((day.toordinal(), label))
            year, month = year + month // 12, month % 12 + 1
        return found


def lanes(timeline: Timeline) -> list[Row]:
    """The clocks that a drawing shows: those whose end is known, late or in time, or open."""
    return [row for row in timeline.rows if row.act is not None and row.deadline.applies.surely]


def scale_of(timeline: Timeline) -> Scale:
    """Choose the stretch of days: from the first dated event of the dispute to the last limit."""
    dated = [e.days for e in timeline.events.values() if e.dated and e.name not in EARLY]
    known = [day for days in dated for day in days if EVER.first < day < EVER.last]
    decided = timeline.events["determination"].days
    first = min([*known, decided.first])
    limits = [row.deadline.days.last for row in lanes(timeline)]
    last = max([*known, decided.last, *(day for day in limits if day < EVER.last)])
    if not any(e.dated and e.name in ("request", "recommended") for e in timeline.events.values()):
        first -= 14  # what came before the first dated event, though nobody knows how long
    return Scale(first - MARGIN, last + MARGIN)
