"""How often denials stand, as exercises/odds.toml tells it: figures with their status."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from imrkit.exercises.loading import ODDS
from imrkit.files.folders import exercises_dir
from imrkit.files.reading import convert, read_toml
from imrkit.files.table import Name, Table


class Odd(Table, frozen=True):
    """One figure.

    Attributes:
        of: what it is of.
        value: the share, in percent.
        by: who counted.
        status: whether the publisher's own text was read, or another tells it.
    """

    of: Name
    value: float
    by: Name
    status: Literal["primary", "secondary", "unverified"]


class Chart(Table, frozen=True):
    """Figures to be seen side by side.

    Attributes:
        title: what they are.
        says: what to see in them.
        unit: what the numbers are.
        rows: the figures.
    """

    title: Name
    says: str
    unit: Name
    rows: tuple[Odd, ...]


class OddsFile(Table, frozen=True):
    """The content of odds.toml.

    Attributes:
        schema: the version of the format.
        chart: the charts, in order.
    """

    schema: int
    chart: tuple[Chart, ...]


def read_odds(path: Path) -> tuple[Chart, ...]:
    """Read a file of figures.

    Raises:
        DataError: if something is not right in it.
    """
    return convert(read_toml(path), OddsFile, path).chart


@cache
def odds() -> tuple[Chart, ...]:
    """The figures that come with imrkit."""
    return read_odds(exercises_dir() / ODDS)
