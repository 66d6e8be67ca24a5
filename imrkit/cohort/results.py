"""The results of a cohort as `imrkit grade` wrote them, read for a report.

Only first tries are read: the first answer measures, later ones teach.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from imrkit.cohort.graded import CANVAS, ITEMS, LEARNERS
from imrkit.cohort.pseudonyms import read_items
from imrkit.errors import DataError
from imrkit.exercises.entry import Entry, entry_from
from imrkit.files.opening import read_bytes

MOST_BYTES = 50_000_000
BEGIN = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""The first day of results that tell days by number alone."""


@dataclass(frozen=True)
class Results:
    """First tries, learner by learner.

    Attributes:
        entries: for each learner who answered, the first tries in order.
        on_roster: how many learners are on the roster; None where nobody says so.
        made_up: whether no learner in it is a person.
        handed_in: what came of each learner of the roster, where that is known.
    """

    entries: Mapping[str, tuple[Entry, ...]]
    on_roster: int | None = None
    made_up: bool = False
    handed_in: Mapping[str, str] = field(default_factory=dict)


def read_results(path: Path) -> Results:
    """Read the results in a folder that `imrkit grade` wrote, or in a Parquet file of them.

    Args:
        path: the folder or file.

    Raises:
        DataError: if there are none, or they cannot be read.
    """
    if not path.exists():
        raise DataError("there is no such folder of results", file=path)
    if not path.is_dir():
        return results_of(read_items(path, exported=True))
    if not (path / ITEMS).exists():
        problem = f"holds no {ITEMS}: name the folder that `imrkit grade` wrote"
        raise DataError(problem, file=path)
    found = results_of(read_items(path / ITEMS), _on_roster(path / CANVAS))
    return replace(found, handed_in=_handed_in(path / LEARNERS))


def results_of(
    rows: Iterable[Mapping[str, Any]], on_roster: int | None = None, *, made_up: bool = False
) -> Results:
    """Sort rows of results by learner.

    Args:
        rows: the rows.
        on_roster: how many learners are on the roster.
        made_up: whether no learner in it is a person.

    Raises:
        DataError: if a row is no answer.
    """
    found: dict[str, list[Entry]] = {}
    seen = set()
    for row in rows:
        sitting = (row["learner"], row["exercise"], row.get("seed", 0))
        # A sitting that was begun anew has a first try of its own; it does not count again.
        if row["attempt"] == 1 and sitting not in seen:
            seen.add(sitting)
            found.setdefault(str(row["learner"]), []).append(_entry(row))
    return Results({who: tuple(found[who]) for who in sorted(found)}, on_roster, made_up)


def _entry(row: Mapping[str, Any]) -> Entry:
    data = dict(row)
    when = data.get("when") or BEGIN + dt.timedelta(days=int(data.get("day") or 0))
    data["when"] = when.isoformat()
    data.setdefault("seed", -1)
    data.setdefault("sitting", "")
    data["answer"] = json.loads(data["answer"]) if data.get("answer") else None
    return entry_from(data)


def _handed_in(path: Path) -> dict[str, str]:
    """What came of each learner; nothing where an older grading did not say so."""
    if not path.exists():
        return {}
    return {row[0]: row[1] for row in _rows(path)[1:] if len(row) > 1}


def _rows(path: Path) -> list[list[str]]:
    text = read_bytes(path, MOST_BYTES).decode("utf-8-sig", "replace")
    return [row for row in csv.reader(io.StringIO(text)) if any(row)]


def _on_roster(path: Path) -> int | None:
    """How many learners a gradebook has; it tells of those too who handed in nothing."""
    if not path.exists():
        return None
    rows = _rows(path)
    return sum(row[0].strip() != "Points Possible" for row in rows[1:])
