"""What can go wrong, and how it is told.

ImrkitError                 anything imrkit refuses, in words for the person at the keyboard
+-- DataError               a file of ours or of yours: file, line, field, found, expected
|   +-- ExpressionError     a test that is not in the small language of rules
+-- UnknownName             a case, rule, fact or treatment that does not exist (nearest named)
+-- RuleConflict            two rules govern the same disputed item
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from pathlib import Path

from imrkit.characters import quoted

FEW = 12
"""So many names are listed where none is near."""
LONGEST = 80
"""Longer names are not compared: nobody mistypes them, and it would take long."""
_SMALL = {"a", "an", "and", "for", "from", "of", "the", "to", "under", "with"}


class ImrkitError(Exception):
    """Anything imrkit refuses; its text is meant to be read by a person."""


class DataError(ImrkitError):
    """A data file that cannot be used.

    Args:
        problem: what is wrong, what was found and what was expected, in a sentence.
        file: the file at fault, if known.
        field: the field at fault, as a dotted path ("item[1].facts.visits_requested").
        line: its line in the file, counted from 1.
    """

    def __init__(
        self,
        problem: str,
        *,
        file: Path | str | None = None,
        field: str = "",
        line: int | None = None,
    ) -> None:
        self.problem, self.file, self.field, self.line = problem, file, field, line
        place = str(file) if file is not None else ""
        if place and line:
            place += f", line {line}"
        parts = [part for part in (place, counted(field)) if part]
        super().__init__(": ".join([*parts, problem]))


def counted(field: str) -> str:
    """Write the way to a field with its places counted from 1, as letters count items.

    >>> counted("item[1].facts.visits_requested")
    'item 2, facts.visits_requested'
    """
    told = re.sub(r"\[(\d+)\]\.?", lambda m: f" {int(m[1]) + 1}, ", field).removesuffix(", ")
    return told if len(told) <= 2 * LONGEST else f"{told[: 2 * LONGEST]} ..."


class ExpressionError(DataError):
    """A test or rule that steps outside the small language, or compares what cannot be compared."""


class UnknownName(ImrkitError):
    """A name that nothing carries; says which is nearest.

    Args:
        what: what kind of name ("case", "fact").
        name: the name that was asked for.
        known: the names that exist.
    """

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        self.name = name
        every = [other if len(other) <= LONGEST else f"{other[:LONGEST]} ..." for other in known]
        self.nearest = nearest(name, every)
        hint = f" Did you mean {self.nearest!r}?" if self.nearest else ""
        if not hint and 0 < len(every) <= FEW:
            hint = f" There is: {', '.join(every)}." if every[1:] else f" There is only {every[0]}."
        super().__init__(f"There is no {what} named {quoted(name)}.{hint}")


class RuleConflict(ImrkitError):
    """Two rules in force govern the same disputed item and neither gives way."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that `name` is most likely a slip for; None if none is near.

    Near are names that differ by a few letters in each word, and names that share most words: a
    suggestion that is not meant misleads more than none.

    >>> nearest("physical therpy", ["massage", "physical therapy"])
    'physical therapy'
    >>> nearest("gym membership fee", ["gym membership", "membership"])
    'gym membership'
    >>> nearest("lidocaine pump", ["lidocaine patch"])
    """
    words = _words(name)
    best, found = 0.0, None
    for other in known if len(name) <= LONGEST else ():
        if len(other) <= LONGEST and (how := _likeness(words, _words(other))) > best:
            best, found = how, other
    return found


def _likeness(some: list[str], others: list[str]) -> float:
    """How like two names are, from 0 (not near) to 1, both as words."""
    letters = _by_letters(" ".join(some), " ".join(others), 0.85)
    if len(some) == len(others):
        each = [_by_letters(a, b, 0.7) for a, b in zip(some, others, strict=True)]
        letters = max(letters, min(each, default=0.0) and sum(each) / len(each))
    either = {*some, *others} - _SMALL
    shared = len({*some} & {*others} - _SMALL) / len(either) if either else 0.0
    return max(letters, shared if shared >= 0.6 else 0.0)


def _by_letters(some: str, other: str, least: float) -> float:
    if len(some) < 5 and sorted(some) == sorted(other):
        return 0.9  # letters of a short word in another order
    match = difflib.SequenceMatcher(None, some, other)
    if match.real_quick_ratio() < least or match.quick_ratio() < least:
        return 0.0
    ratio = match.ratio()
    return ratio if ratio >= least else 0.0


def _words(name: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", name.casefold()) if word]
