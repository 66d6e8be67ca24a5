"""The law of the search for evidence: where to look, how standards rank, how evidence is weighed.

Each is held in versions by date of the decision, in imrkit/mtus/evidence/search_sequence.toml.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

from imrkit.facts.spans import Days, Truth
from imrkit.files.folders import mtus_dir
from imrkit.files.reading import at, convert, read_toml
from imrkit.files.table import Table
from imrkit.rules.schema import Status

Part = Literal["search", "necessity", "methodology"]
TITLES: dict[Part, str] = {
    "necessity": "The standards of medical necessity, in order",
    "search": "Where to look where the MTUS is silent",
    "methodology": "How evidence is weighed",
}


class Law(Table, frozen=True):
    """One version of one part of the law.

    Attributes:
        since: first day of decisions that it governs.
        until: last day; None while it stands.
        rule: how the steps are used.
        steps: the steps, in order.
        citation: where the law says so.
        status: how far that is verified.
        source: where it was read.
        note: what else to know.
    """

    since: dt.date
    rule: str
    steps: tuple[str, ...]
    citation: str
    status: Status
    source: str
    until: dt.date | None = None
    note: str = ""

    def in_force(self, decided: Days) -> Truth:
        """Whether it was (surely, possibly) in force on the days of a decision."""
        first = self.since.toordinal()
        last = self.until.toordinal() if self.until else dt.date.max.toordinal()
        return Truth(
            first <= decided.first and decided.last <= last,
            first <= decided.last and decided.first <= last,
        )


class Evidence(Table, frozen=True):
    """The order of evidence, each part in its versions, the oldest first.

    Attributes:
        search: where to look next where the MTUS is silent or its presumption is challenged.
        necessity: the standards of medical necessity that bind independent medical review.
        methodology: how evidence is weighed where recommendations compete.
    """

    schema: int
    search: tuple[Law, ...]
    necessity: tuple[Law, ...]
    methodology: tuple[Law, ...]

    def versions(self, part: Part) -> tuple[Law, ...]:
        """The versions of one part."""
        return {
            "search": self.search,
            "necessity": self.necessity,
            "methodology": self.methodology,
        }[part]

    def in_force(self, part: Part, decided: Days) -> tuple[Law, ...]:
        """The versions of one part that may have been in force on the days of a decision."""
        return tuple(law for law in self.versions(part) if law.in_force(decided).possibly)


def load_evidence(path: Path) -> Evidence:
    """Read the order of evidence.

    Raises:
        DataError: naming file, line and field, if a version runs backwards, or does not begin on
            the day after the one before it ended.
    """
    read = convert(read_toml(path), Evidence, path)
    for part in TITLES:
        laws = read.versions(part)
        for place, law in enumerate(laws):
            if law.until and law.until < law.since:
                problem = f"{law.until} is before since = {law.since}"
                raise at(path, f"{part}[{place}].until", problem)
        for place, (before, after) in enumerate(pairwise(laws), 1):
            if before.until is None or after.since - before.until != dt.timedelta(days=1):
                ends = before.until or "no day"
                problem = (
                    f"begins on {after.since}, and the version before ends on {ends}: "
                    "expected the day after"
                )
                raise at(path, f"{part}[{place}].since", problem)
    return read


@cache
def evidence() -> Evidence:
    """The order of evidence that comes with imrkit."""
    return load_evidence(mtus_dir() / "evidence" / "search_sequence.toml")
