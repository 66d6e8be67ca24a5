"""File names that every file system takes."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

LONGEST, LONGEST_READABLE = 40, 80
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever their ending."""


def safe_name(text: str) -> str:
    """Make a file name of any text: the same for the same text, another for another.

    >>> safe_name("s1234567")
    's1234567'
    >>> safe_name("../Zoë")
    'zoe-8840d1f4'
    """
    plain = _spelled(text).lower().strip("-.")[:LONGEST].strip("-.")
    if plain == text and not _RESERVED.match(plain):
        return plain
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain}-{digest}" if plain else digest


def readable_name(text: str) -> str:
    """Make a file name that people read of any text; may be empty, and the same for two texts.

    >>> readable_name("José  Núñez / PT: 6 visits?")
    'Jose-Nunez-PT-6-visits'
    >>> readable_name("con")
    'con_'
    """
    name = re.sub(r"-?\.{2,}-?|-{2,}", "-", _spelled(text)).strip("-._")
    name = name[:LONGEST_READABLE].rstrip("-._")
    return re.sub(r"^[^.]+", lambda m: f"{m[0]}_", name, count=1) if _RESERVED.match(name) else name


def _spelled(text: str) -> str:
    """A text in letters, digits and `-_.` alone."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._-]+", "-", plain)


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
