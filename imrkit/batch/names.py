"""File names that any file system takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 80
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever their ending."""


def safe_name(text: str) -> str:
    """Spell a text in letters, digits and `-_.` that no file system refuses; may be empty.

    >>> safe_name("José  Núñez / PT: 6 visits?")
    'Jose-Nunez-PT-6-visits'
    >>> safe_name("con")
    'con_'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", plain)
    name = re.sub(r"-?\.{2,}-?|-{2,}", "-", name).strip("-._")[:LONGEST].rstrip("-._")
    return re.sub(r"^[^.]+", lambda m: f"{m[0]}_", name, count=1) if _RESERVED.match(name) else name


def distinct(names: Iterable[str]) -> list[str]:
    """Give each its own name, also where upper and lower case are the same; empty ones a number.

    >>> distinct(["a", "A", "", "a"])
    ['a', 'A-2', '3', 'a-3']
    """
    taken: set[str] = set()
    found: list[str] = []
    for place, name in enumerate(names, 1):
        base = name or str(place)
        candidate, count = base, 1
        while candidate.casefold() in taken:
            count += 1
            candidate = f"{base}-{count}"
        taken.add(candidate.casefold())
        found.append(candidate)
    return found
