"""What a hand-in claims of an answer, as plain values of sane size; or it is refused."""

from __future__ import annotations

import datetime as dt
import math

from imrkit.errors import ImrkitError
from imrkit.exercises.assignment import MOST_SEED
from imrkit.exercises.entry import Entry

MOST_PARTS, MOST_PART, MOST_TEXT = 200, 200, 20_000
MOST_SECONDS = 1e6
Answer = dict[str, "str | list[str]"]


def answer(given: object) -> Answer:
    """An answer as its page sends it: texts by part, of sane size; else it is none.

    Raises:
        ImrkitError: if it is none.
    """
    if not isinstance(given, dict) or len(given) > MOST_PARTS:
        raise ImrkitError("an answer is a table of its parts")
    found: Answer = {}
    for part, said in given.items():
        several = said if isinstance(said, list) else [said]
        if len(several) > MOST_PARTS or not all(isinstance(one, str) for one in several):
            raise ImrkitError(f"part {str(part)[:40]!r} is answered in text")
        most = MOST_TEXT if isinstance(said, str) else MOST_PART
        if any(len(one) > most for one in several):
            raise ImrkitError(f"the answer to part {str(part)[:40]!r} is too long")
        clean = [one.encode("utf-8", "replace").decode() for one in several]
        name = str(part)[:MOST_PART].encode("utf-8", "replace").decode()
        found[name] = clean if isinstance(said, list) else clean[0]
    return found


def seed(found: object) -> int:
    """A seed.

    Raises:
        ImrkitError: if it is none.
    """
    if type(found) is not int or not 0 <= found <= MOST_SEED:
        raise ImrkitError(f"a seed is a whole number from 0 to {MOST_SEED}")
    return found


def whole(found: object, most: int) -> int:
    """A whole number from 0 to a most; 0 for anything else."""
    return min(max(found, 0), most) if type(found) is int else 0


def seconds(found: object) -> float:
    """How long something took; 0 for anything that is no time."""
    sane = max(min(found, MOST_SECONDS), 0.0) if isinstance(found, int | float) else 0.0
    return 0.0 if math.isnan(sane) else float(sane)


def moment(entry: Entry) -> dt.datetime:
    """When an answer was given, in UTC.

    Raises:
        ImrkitError: if no calendar has that moment.
    """
    found = entry.moment
    if found.tzinfo is None:
        found = found.replace(tzinfo=dt.UTC)
    try:
        return found.astimezone(dt.UTC)
    except (OverflowError, ValueError):
        raise ImrkitError("its moment is no day of this age") from None
