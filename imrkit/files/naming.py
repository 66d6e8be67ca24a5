"""File names that every file system takes."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST = 40
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def safe_name(text: str) -> str:
    """Make a file name of any text: the same for the same text, another for another.

    >>> safe_name("s1234567")
    's1234567'
    >>> safe_name("../Zoë")
    'zoe-8840d1f4'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9._-]+", "-", plain).strip("-.")[:LONGEST].strip("-.")
    if plain == text and not _RESERVED.fullmatch(plain):
        return plain
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain}-{digest}" if plain else digest
