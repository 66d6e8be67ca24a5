"""Every clock, in scenarios that anybody can add to (scenarios.toml)."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from imrkit.errors import DataError
from imrkit.facts.dates import date_span
from imrkit.facts.spans import Days, Facts, Truth
from imrkit.process.book import process_book
from imrkit.process.events import Happening
from imrkit.process.rows import Row

FILE = Path(__file__).with_name("scenarios.toml")
CLOCKS: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))["clock"]
SCENARIOS = [
    pytest.param(name, table["facts"], scenario, id=f"{name}-{nth}-{scenario['kind']}")
    for name, table in CLOCKS.items()
    for nth, scenario in enumerate(table["scenario"])
]
KINDS = {
    "in time",
    "late by a day",
    "a holiday between",
    "the change of version",
    "an unknown date",
}


def span(value: dt.date | str) -> Days:
    return date_span(value.isoformat() if isinstance(value, dt.date) else value)


def facts_with(true: list[str]) -> Facts:
    """The facts of the process: some are so, no other is."""
    return {
        name: Truth(name in true, name in true) if fact.type == "truth" else fact.unknown
        for name, fact in process_book().rules.vocabulary.items()
    }


@pytest.mark.parametrize(("name", "true", "scenario"), SCENARIOS)
def test_a_clock_stands_as_the_scenario_says(
    name: str, true: list[str], scenario: dict[str, Any]
) -> None:
    book = process_book()
    clock, start = book.clock(name), span(scenario["start"])
    if scenario["stands"] == "no version":
        with pytest.raises(DataError, match=r"clocks.toml, line \d+: clock.*no version stands on"):
            clock.deadline(start, facts_with(true))
        return
    deadline = clock.deadline(start, facts_with(true))
    assert deadline is not None
    assert deadline.days == span(scenario["last"])
    began = Happening(clock.data.starts, book.events[clock.data.starts], start, "file")
    act = Happening(clock.data.ends, book.events[clock.data.ends], span(scenario["act"]), "file")
    assert Row(clock, began, deadline, act).standing == scenario["stands"]


def test_every_clock_has_a_scenario_of_every_kind() -> None:
    assert CLOCKS.keys() == process_book().clocks.keys()
    for name, table in CLOCKS.items():
        assert {scenario["kind"] for scenario in table["scenario"]} == KINDS, name
