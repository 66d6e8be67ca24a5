"""The vocabulary of facts, read from its file."""

from __future__ import annotations

import keyword
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

from imrkit.errors import DataError
from imrkit.facts.fact import LARGEST, MOST_CHOICES, Fact, FactEntry
from imrkit.files.reading import at, convert, read_toml


@dataclass(frozen=True, slots=True)
class FactsFile:
    """The content of facts.toml: every fact that a rule may read, by name."""

    schema: int
    fact: dict[str, FactEntry]


Wrong = list[DataError] | None
"""Where a reader notes what is wrong and reads on; None to raise at the first."""


@contextmanager
def noting(wrong: Wrong) -> Iterator[None]:
    """Note what is wrong in a piece of data, so that the rest can still be read."""
    try:
        yield
    except DataError as error:
        if wrong is None:
            raise
        wrong.append(error)


def load_vocabulary(path: Path, wrong: Wrong = None) -> dict[str, Fact]:
    """Read the vocabulary of facts.

    Args:
        path: the file.
        wrong: notes the entries that are wrong, where given; they are left out.

    Raises:
        DataError: if an entry lacks what its type needs.
    """
    file = convert(read_toml(path), FactsFile, path)
    facts: dict[str, Fact] = {}
    for name, text in file.fact.items():
        with noting(wrong):
            facts[name] = _fact(name, text, path)
    if "decision_date" not in facts or facts["decision_date"].type != "date":
        problem = "decision_date, a date, is missing: it tells which editions were in force"
        raise at(path, "fact", problem)
    return facts


def _fact(name: str, text: FactEntry, path: Path) -> Fact:
    def refuse(field: str, problem: str) -> DataError:
        return at(path, f"fact.{name}.{field}".rstrip("."), problem)

    fact = Fact(**{field.name: getattr(text, field.name) for field in fields(text)}, name=name)
    if not name.isidentifier() or keyword.iskeyword(name):
        raise refuse("", f"{name!r} cannot be named in a rule: use letters, digits and _")
    if fact.type == "number" and fact.bounds is None:
        raise refuse("", "a number needs bounds, such as bounds = [0, 999]")
    if fact.bounds and fact.bounds[0] >= fact.bounds[1]:
        raise refuse("bounds", "the first is not less than the second")
    if fact.bounds and max(map(abs, fact.bounds)) > LARGEST:
        raise refuse("bounds", f"numbers lie from -{LARGEST:,} to {LARGEST:,}")
    if fact.type == "choice" and len(fact.choices) < 2:
        raise refuse("choices", "a choice needs at least two choices")
    if len(fact.choices) > MOST_CHOICES:
        problem = f"{len(fact.choices):,} choices are given; at most {MOST_CHOICES} are read"
        raise refuse("choices", problem)
    if len(set(fact.choices)) < len(fact.choices):
        raise refuse("choices", "a choice is given twice")
    if fact.unstated is not None:
        try:
            fact.encode(fact.unstated)
        except DataError as error:
            raise refuse("unstated", error.problem) from None
        if not fact.unstated_because:
            raise refuse("unstated", "say why in unstated_because")
    return fact
