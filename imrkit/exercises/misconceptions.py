"""The misconceptions and named slips, as exercises/misconceptions.toml tells them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from imrkit.cases.schema import Kind
from imrkit.errors import UnknownName
from imrkit.exercises.graded import Said
from imrkit.files.folders import exercises_dir
from imrkit.files.reading import at, convert, read_toml
from imrkit.files.table import Name, Table, field

MISCONCEPTIONS = "misconceptions.toml"
Aspect = Literal[
    "outcome", "verdict", "amount", "edition", "grounds", "standings", "bases", "states"
]
"""What a misconception is wrong about, where its pair of cases parts it from the engine."""


class Misconception(Table, frozen=True):
    """A misconception: a wrong rule that some learners reason by.

    Attributes:
        name: its name ("count-only").
        says: what its holder thinks.
        asks: what it is wrong about.
        reply: what to say to it.
        pair: two disputed items, on the first or second of which alone it errs, if not on both.
        family: the family of treatments in which it is taught.
        lessons: the lessons that teach it.
        takes: for each fact that it misreads, the fact that it takes instead.
    """

    name: Name
    says: str
    asks: Aspect
    reply: str
    pair: tuple[Name, Name]
    family: Name
    lessons: tuple[int, ...]
    takes: dict[str, str] = field(default_factory=dict)


class Slip(Table, frozen=True):
    """A named slip: a mistake of hand or eye, not of thinking."""

    says: str
    reply: str


class MisconceptionsFile(Table, frozen=True):
    """The content of misconceptions.toml.

    Attributes:
        schema: the version of the format.
        rule: the misconceptions, by id.
        slip: the slips, by name.
        marked: why a sentence that was marked does not answer what is sought, by its kind.
    """

    schema: int
    rule: dict[str, Misconception]
    slip: dict[str, Slip]
    marked: dict[Name, str]


def read_misconceptions(path: Path) -> MisconceptionsFile:
    """Read the file of misconceptions and slips.

    Raises:
        DataError: if something is not right in it, or a kind of sentence is missing or unknown.
    """
    read = convert(read_toml(path), MisconceptionsFile, path)
    for kind in sorted(read.marked.keys() ^ set(get_args(Kind))):
        problem = "no sentence is of this kind" if kind in read.marked else "a kind is missing"
        raise at(path, f"marked.{kind}", f"{problem}: {kind}")
    return read


@cache
def _ours() -> MisconceptionsFile:
    return read_misconceptions(exercises_dir() / MISCONCEPTIONS)


def misconceptions() -> Mapping[str, Misconception]:
    """The misconceptions that come with imrkit, by id ("M1")."""
    return _ours().rule


def known_rules() -> Mapping[str, Misconception | Slip]:
    """All that an answer may show: misconceptions and slips, by id or name."""
    return {**_ours().rule, **_ours().slip}


def why_not(kind: Kind) -> str:
    """Why a sentence of a kind does not answer what is sought."""
    return _ours().marked[kind]


def said_of(rule: str, reply: str = "") -> Said:
    """What to say to an answer that shows a misconception or slip.

    Args:
        rule: its id or name; "" for none.
        reply: what the exercise says itself; that of the misconception, if absent.

    Raises:
        UnknownName: if there is no such misconception or slip.
    """
    if not rule:
        return Said(reply)
    known = known_rules()
    if rule not in known:
        raise UnknownName("wrong rule or slip", rule, known)
    return Said(reply or known[rule].reply, rule)
