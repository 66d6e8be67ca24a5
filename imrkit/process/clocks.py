"""Clocks: from a day that may not be fully known to a deadline that is as open as it must be.

A deadline is a span where its start is one, where it is open whether some days count, whether days
are added, or which version stood. So "late" is surely so, possibly so, or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from imrkit.facts.fact import EVER
from imrkit.facts.spans import Days, Facts, Truth
from imrkit.logic.exact import exact
from imrkit.logic.program import Program
from imrkit.process.days import DayBook
from imrkit.process.schema import ClockData, ClockVersion
from imrkit.process.versions import outside, standing


@dataclass(frozen=True, eq=False)
class When:
    """When a version of a clock applies, and when each of its extensions does."""

    applies: Program | None
    extensions: tuple[Program, ...]


@dataclass(frozen=True)
class Part:
    """One version of a clock that may stand: on which days of the start, and whether it applies."""

    version: ClockVersion
    start: Days
    applies: Truth


@dataclass(frozen=True)
class Deadline:
    """The last day on which something is in time.

    Attributes:
        days: the first and the last day that it could be.
        applies: whether the clock (surely, possibly) applies.
        parts: the versions that may stand.
        whole: whether a version stands on every day that the start may be.
    """

    days: Days
    applies: Truth
    parts: tuple[Part, ...]
    whole: bool

    def missed(self, act: Days) -> Truth:
        """Whether an act is (surely, possibly) late, if the clock applies."""
        return Truth(
            self.whole and act.first > self.days.last,
            not self.whole or act.last > self.days.first,
        )


@dataclass(frozen=True, eq=False, repr=False)
class Clock:
    """A time limit, checked and compiled.

    Attributes:
        name: its name in the file.
        data: what the file states of it.
        file: the file.
        days: how days are counted.
        when: when its versions apply, in their order.
    """

    name: str
    data: ClockData
    file: Path
    days: DayBook
    when: tuple[When, ...]

    def __repr__(self) -> str:
        return f"<Clock {self.name}: {self.data.title}>"

    def deadline(self, start: Days, facts: Facts) -> Deadline | None:
        """Find the deadline of a clock.

        Args:
            start: the first and the last day on which it may have started.
            facts: what is known of the facts of the process that it reads.

        Returns:
            The deadline; None where no version that may stand can apply.

        Raises:
            DataError: if no version stands on any day of the start, or days are to be counted
                beyond the calendars.
        """
        found = standing(self.data.version, start)
        if not found:
            raise outside(self.data.version, start, self.file, f"clock.{self.name}")
        parts, ends = [], []
        for version, days in found:
            when = self.when[self.data.version.index(version)]
            applies = exact(when.applies, facts) if when.applies else Truth(True, True)
            if applies.possibly:
                parts.append(Part(version, days, applies))
                ends += [self._ends(version, when, day, facts) for day in days]
        if not parts:
            return None
        covered = sum(last - first + 1 for _, (first, last) in found)
        whole = covered == start.last - start.first + 1
        return Deadline(
            Days(min(end.first for end in ends), max(end.last for end in ends)),
            Truth(
                whole and len(parts) == len(found) and all(p.applies.surely for p in parts), True
            ),
            tuple(parts),
            whole,
        )

    def _ends(self, version: ClockVersion, when: When, day: int, facts: Facts) -> Days:
        """When a version ends that starts on a day; never, where nothing bounds the day."""
        if day >= EVER.last:
            return Days(EVER.last, EVER.last)
        first, last = self.days.after(day, version.count, version.unit)
        for extension, program in zip(version.extension, when.extensions, strict=True):
            added = exact(program, facts)
            if added.surely:
                first = self.days.after(first, extension.count, extension.unit).first
            if added.possibly:
                last = self.days.after(last, extension.count, extension.unit).last
        if version.last_day != "stays":
            last = self.days.on_or_after(last, "court").last
        if version.last_day == "moves":
            first = self.days.on_or_after(first, "court").first
        return Days(first, last)
