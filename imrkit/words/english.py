"""Small helpers of English."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
)


_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
)


_OUTSIDE = re.compile("”([.,])(?![.\\w])")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<=s)'(?![\w'])")

_CITED = re.compile(r"\b8 CCR (?=\d)|\bTable \d+-(?=\d)|(?<=\w\))(?=\(\w)")
"""Where a citation could be broken between two lines."""
_JOINER = "\u2060"


def listed(parts: Iterable[str], word: str = "and") -> str:
    """Join parts as a sentence does: "a and b", "a, b, and c"."""
    every = list(parts)
    if len(every) < 2:
        return "".join(every)
    last = f"{word} {every[-1]}"
    return f"{every[0]} {last}" if len(every) == 2 else f"{', '.join(every[:-1])}, {last}"


def first_of(parts: Iterable[str], most: int = 5) -> str:
    """Join the first few parts as a sentence does; of more, say how many they are.

    >>> first_of("abc"), first_of("abcd", most=2)
    ('a, b, and c', 'a, b, and 2 more')
    """
    every = list(parts)
    more = [f"{len(every) - most} more"] if every[most:] else []
    return listed([*every[:most], *more])


def lower_first(text: str) -> str:
    """Begin with a small letter, unless the first word is an abbreviation."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def upper_first(text: str) -> str:
    """Begin with a capital letter."""
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """End as a sentence does, with one mark.

    >>> ended("A part of it?"), ended("Which grounds"), ended("See “Which grounds”")
    ('A part of it?', 'Which grounds.', 'See “Which grounds.”')
    """
    if text.endswith("”"):
        return f"{ended(text[:-1])}”"
    return text if text.endswith((".", "?", "!")) else f"{text}."


_TENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen")
_NUMBER = re.compile(
    rf"(?<![\w/-])(\d+|{'|'.join((*_NUMBERS[2:], *_TENS))})(?![\w/]|-\d)", re.IGNORECASE
)


def numbers_in(text: str) -> set[int]:
    """The whole numbers that a text tells, in figures or words; dates and "one" left out.

    >>> sorted(numbers_in("Seen 01/06/2014: six of the 10 visits, none of one kind at L4-L5."))
    [6, 10]
    """
    words = {word: number for number, word in enumerate((*_NUMBERS, *_TENS))}
    found = _NUMBER.findall(text)
    return {int(one) if one.isdigit() else words[one.casefold()] for one in found}


def number_word(number: int) -> str:
    """Write a small number as a word: "two"."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def ordinal(number: int) -> str:
    """Write a place in a row: "third", "12th", "21st"."""
    if 1 <= number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    teen = 10 < number % 100 < 20
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def printed(text: str) -> str:
    r"""A text as it is printed: apostrophes are curly, and a quotation takes in a stop or comma.

    Citations stay in one piece: no line ends inside them.

    >>> printed("workers' compensation, and the guideline's text").count("'")
    0
    >>> printed("asked for “6 visits”, and “none”.")
    'asked for “6 visits,” and “none.”'
    >>> printed("8 CCR 9792.24.3(d)(1)"), printed("Table 8-8")
    ('8\xa0CCR\xa09792.24.3(d)\u2060(1)', 'Table\xa08-\u20608')
    """
    return _CITED.sub(_in_one_piece, _OUTSIDE.sub(r"\1”", _APOSTROPHE.sub("’", text)))


def _in_one_piece(cited: re.Match[str]) -> str:
    kept = cited[0].replace(" ", "\u00a0")
    return kept if kept.endswith("\u00a0") else kept + _JOINER
