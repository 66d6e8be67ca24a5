"""How hard a text is to read: the school grade of Flesch and Kincaid."""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST_GRADE = 9.0
"""The grade that a screen may ask for."""
_MARKS = re.compile(r"[*_`#\[\]()]")
_VOWELS = re.compile(r"[aeiouy]+")


def grade(text: str, terms: Iterable[str] = ()) -> float:
    """The grade of a text; words of the glossary count one syllable, since they are explained.

    Args:
        text: the text; marks of Markdown are left out.
        terms: words of the glossary.

    >>> round(grade("The file is silent. It does not say no."), 1)
    -0.7
    """
    plain = _MARKS.sub("", text)
    sentences = [one for one in re.split(r"[.!?:;]+(?:\s+|$)", plain) if one.strip()]
    words = re.findall(r"[A-Za-z][A-Za-z'’-]*", plain)
    if not words:
        return 0.0
    known = {word.casefold() for term in terms for word in re.findall(r"[A-Za-z]+", term)}
    count = sum(1 if _base(word) in known else syllables(word) for word in words)
    return 0.39 * len(words) / max(1, len(sentences)) + 11.8 * count / len(words) - 15.59


def _base(word: str) -> str:
    """A word without the endings that make no other word of it."""
    return re.sub(r"['’]s$|s$", "", word.casefold())


def syllables(word: str) -> int:
    """About how many syllables an English word has.

    >>> [syllables(word) for word in ("file", "review", "medical", "determination")]
    [1, 2, 3, 5]
    """
    folded = word.casefold()
    found = len(_VOWELS.findall(folded))
    if re.search(r"([aeiouy]l|[^el])e$", folded) and found > 1:
        found -= 1
    if folded.endswith("ed") and not folded.endswith(("ted", "ded")) and found > 1:
        found -= 1
    return max(1, found)
