"""Answers of an invented learner, as a record keeps them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from imrkit.exercises.entry import Entry
from imrkit.exercises.graded import Evidence

BEGIN = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


def entry(
    exercise: str, *, day: int = 0, right: bool = True, attempt: int = 1, **more: Any
) -> Entry:
    """One answer, so many days after the beginning."""
    when = BEGIN + dt.timedelta(days=day, minutes=attempt)
    filled = {"lesson": 4, "kind": "verdict", "family": "physical medicine", "answer": {"a": "b"}}
    return Entry(
        when.isoformat(timespec="seconds").replace("+00:00", "Z"),
        f"{exercise}-{day}",
        exercise,
        more.pop("seed", 0),
        "book",
        attempt=attempt,
        right=right,
        credit=float(right),
        score=float(right),
        **{**filled, **more},
    )


def told(rule: str, sign: str = "held") -> tuple[Evidence, ...]:
    """What an answer tells of one misconception."""
    return (Evidence(rule, sign, 4),)  # type: ignore[arg-type]
