"""Versions by date: that they follow each other, and which of them stand on some days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from imrkit.errors import DataError
from imrkit.facts.dates import show_days
from imrkit.facts.spans import Days, Truth
from imrkit.files.reading import at
from imrkit.files.table import Table

DAY = dt.timedelta(days=1)
FIRST, LAST = dt.date.min, dt.date.max


class Dated(Table, frozen=True):
    """Something that stands from one date to another.

    Attributes:
        since: first day.
        until: last day; None while it stands.
    """

    since: dt.date = FIRST
    until: dt.date | None = None

    @property
    def days(self) -> Days:
        """Its first and its last day."""
        return Days(self.since.toordinal(), (self.until or LAST).toordinal())

    def covers(self, days: Days) -> Truth:
        """Whether it (surely, possibly) stands on some days."""
        first, last = self.days
        return Truth(
            first <= days.first and days.last <= last, first <= days.last and days.first <= last
        )


V = TypeVar("V", bound=Dated)


def check_versions(versions: Sequence[Dated], file: Path, field: str) -> None:
    """Check that versions follow each other without a gap and without overlap.

    Raises:
        DataError: at the first that does not, with file, line and field.
    """
    if not versions:
        raise at(file, field, "it has no version: write [[...version]] with since")
    for place, version in enumerate(versions):
        if version.until and version.until < version.since:
            problem = f"{version.until} is before since = {version.since}"
            raise at(file, f"{field}.version[{place}].until", problem)
    for place, (before, after) in enumerate(pairwise(versions), 1):
        where = f"{field}.version[{place}].since"
        if before.until is None or after.since <= before.until:
            ends = before.until or "no day"
            problem = f"{after.since} overlaps the version before it, which ends on {ends}"
            raise at(file, where, problem)
        if after.since != before.until + DAY:
            problem = f"no version stands between {before.until} and {after.since}"
            raise at(file, where, problem)


def standing(versions: Sequence[V], days: Days) -> list[tuple[V, Days]]:
    """The versions that may stand on some days, each with those of the days on which it does."""
    found = []
    for version in versions:
        first, last = version.days
        part = Days(max(first, days.first), min(last, days.last))
        if part.first <= part.last:
            found.append((version, part))
    return found


def version_on(versions: Sequence[V], day: int, file: Path, field: str) -> V:
    """The version that stands on a day.

    Raises:
        DataError: if none does, with file, line and field.
    """
    for version in versions:
        first, last = version.days
        if first <= day <= last:
            return version
    raise outside(versions, Days(day, day), file, field)


def outside(versions: Sequence[Dated], days: Days, file: Path, field: str) -> DataError:
    """An error that says that no version stands on some days, and from when to when they do."""
    first, last = versions[0].since, versions[-1].until
    until = f"to {last}" if last else "on"
    edge = 0 if days.last < first.toordinal() else len(versions) - 1
    problem = (
        f"no version stands on {show_days(*days)}: those that imrkit holds stand "
        f"from {first} {until}"
    )
    return at(file, f"{field}.version[{edge}]", problem)
