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
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

FEW = 12
"""So many names are listed where none is near."""


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
        parts = [part for part in (place, field) if part]
        super().__init__(": ".join([*parts, problem]))


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
        every = list(known)
        self.nearest = nearest(name, every)
        hint = f" Did you mean {self.nearest!r}?" if self.nearest else ""
        if not hint and 0 < len(every) <= FEW:
            hint = f" There is: {', '.join(every)}." if every[1:] else f" There is only {every[0]}."
        super().__init__(f"There is no {what} named {name!r}.{hint}")


class RuleConflict(ImrkitError):
    """Two rules in force govern the same disputed item and neither gives way."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `name`, by letters or else by words; None if none is."""
    by_folded = {k.casefold(): k for k in known}
    close = difflib.get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.55)
    if close:
        return by_folded[close[0]]
    words = {k: _words(k) for k in by_folded}
    often = Counter(word for some in words.values() for word in some)
    # A word that few names have tells more than one that many have.
    shared = {k: sum(1 / often[word] for word in some & _words(name)) for k, some in words.items()}
    best = max(shared, key=lambda k: (shared[k], -len(k)), default="")
    return by_folded[best] if shared.get(best) else None


def _words(name: str) -> set[str]:
    words = {word for word in re.split(r"[\W_]+", name.casefold()) if len(word) > 2}
    return words - {"and", "for", "from", "the", "with"}
