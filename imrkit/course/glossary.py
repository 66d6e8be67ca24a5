"""The words of the course, each told once, plainly: exercises/glossary.toml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from imrkit.exercises.loading import GLOSSARY
from imrkit.exercises.style import style_faults
from imrkit.files.folders import exercises_dir
from imrkit.files.reading import at, convert, read_toml
from imrkit.files.table import Name, Table

MOST_SAYS = 45
"""The most words with which one is told."""


class Word(Table, frozen=True):
    """A word of the course.

    Attributes:
        word: the word, as learners meet it.
        says: what it means, plainly.
    """

    word: Name
    says: str


class GlossaryFile(Table, frozen=True):
    """The content of glossary.toml.

    Attributes:
        schema: the version of the format.
        word: the words, in order of the alphabet.
    """

    schema: int
    word: tuple[Word, ...]


def read_glossary(path: Path) -> tuple[Word, ...]:
    """Read a glossary.

    Raises:
        DataError: if something is not right in it: a word told twice, out of order, or at length.
    """
    words = convert(read_toml(path), GlossaryFile, path).word
    before = ""
    for place, one in enumerate(words):
        if one.word.casefold() <= before:
            problem = f"{one.word!r} does not come after {words[place - 1].word!r} in the alphabet"
            raise at(path, f"word[{place}].word", problem)
        before = one.word.casefold()
        for fault in style_faults(one.says, MOST_SAYS):
            raise at(path, f"word[{place}].says", fault)
    return words


@cache
def glossary() -> tuple[Word, ...]:
    """The words that come with imrkit."""
    return read_glossary(exercises_dir() / GLOSSARY)
