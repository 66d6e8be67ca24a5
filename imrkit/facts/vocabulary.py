"""The vocabulary of facts, read from its file."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from imrkit.errors import DataError
from imrkit.facts.fact import GIVEN, LARGEST, MOST_CHOICES, CaseField, Fact, FactEntry
from imrkit.files.reading import at, convert, read_toml
from imrkit.files.table import Table, asdict


class FactsFile(Table, frozen=True):
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


def load_vocabulary(
    path: Path, wrong: Wrong = None, read: Callable[[Path], dict[str, Any]] = read_toml
) -> dict[str, Fact]:
    """Read the vocabulary of facts.

    Args:
        path: the file.
        wrong: notes the entries that are wrong, where given; they are left out.
        read: parses it.

    Raises:
        DataError: if an entry lacks what its type needs.
    """
    file = convert(read(path), FactsFile, path)
    facts: dict[str, Fact] = {}
    for name, text in file.fact.items():
        with noting(wrong):
            facts[name] = _fact(name, text, path)
    _check_given(facts, path)
    for name, fact in facts.items():
        needed = facts.get(fact.comes_of)
        if fact.comes_of and (needed is None or not _can_be_none(needed)):
            problem = "name a number, a truth, or a choice of which the first is none"
            raise at(path, f"fact.{name}.comes_of", problem)
        other = facts.get(fact.never_with)
        if fact.never_with and (other is None or other.type != "truth"):
            raise at(path, f"fact.{name}.never_with", "name a truth that the vocabulary has")
    return facts


def _can_be_none(fact: Fact) -> bool:
    return fact.type in ("number", "truth") or fact.choices[:1] == ("none",)


def _check_given(facts: dict[str, Fact], path: Path) -> None:
    """Each field of a case file gives one fact at most, of its type; the decision gives one."""
    given: dict[CaseField, str] = {}
    for name, fact in facts.items():
        if fact.given_in is None:
            continue
        where = f"fact.{name}.given_in"
        if other := given.get(fact.given_in):
            raise at(path, where, f"{fact.given_in!r} gives {other} already")
        if fact.type != GIVEN[fact.given_in]:
            raise at(path, where, f"{fact.given_in!r} gives a {GIVEN[fact.given_in]}")
        given[fact.given_in] = name
    if "decided" not in given:
        problem = 'no fact has given_in = "decided": its date tells which editions were in force'
        raise at(path, "fact", problem)


def _fact(name: str, text: FactEntry, path: Path) -> Fact:
    def refuse(field: str, problem: str) -> DataError:
        return at(path, f"fact.{name}.{field}".rstrip("."), problem)

    fact = Fact(**asdict(text), name=name)
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
    for field in ("unstated", "untold"):
        taken = getattr(fact, field)
        if taken is not None:
            try:
                fact.encode(taken)
            except DataError as error:
                raise refuse(field, error.problem) from None
            if not getattr(fact, f"{field}_because"):
                raise refuse(field, f"say why in {field}_because")
    return fact
