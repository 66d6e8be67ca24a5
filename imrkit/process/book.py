"""All that imrkit knows of the process: days, events, clocks, rules, grounds, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from imrkit.errors import DataError, ExpressionError, UnknownName
from imrkit.facts.vocabulary import Wrong, noting
from imrkit.files.folders import mtus_dir
from imrkit.files.reading import at, convert, read_toml
from imrkit.logic.nodes import Node, Read
from imrkit.logic.parse import parse
from imrkit.logic.program import Program
from imrkit.process.clocks import Clock, When
from imrkit.process.days import DayBook, load_days
from imrkit.process.schema import (
    ClockData,
    ClocksFile,
    ClockVersion,
    EventKind,
    EventsFile,
    Extension,
    GroundsFile,
)
from imrkit.process.versions import check_versions
from imrkit.rules.rulebook import Rulebook, load_rulebook


@dataclass(frozen=True, eq=False)
class ProcessBook:
    """The law of the process.

    Attributes:
        days: how days are counted.
        events: what can happen, by name, in the order of a dispute.
        clocks: the time limits, by name.
        rules: the rules on completeness, eligibility and the like, with the facts they read.
        grounds: the grounds on which a determination can be set aside.
        folder: the folder that it was read from.
    """

    days: DayBook
    events: Mapping[str, EventKind]
    clocks: Mapping[str, Clock]
    rules: Rulebook
    grounds: GroundsFile
    folder: Path

    def clock(self, name: str) -> Clock:
        """Return a clock.

        Raises:
            UnknownName: if there is none of that name.
        """
        if name not in self.clocks:
            raise UnknownName("clock", name, self.clocks)
        return self.clocks[name]

    def event(self, name: str) -> EventKind:
        """Return an event.

        Raises:
            UnknownName: if there is none of that name.
        """
        if name not in self.events:
            raise UnknownName("event", name, self.events)
        return self.events[name]

    def before(self, event: str) -> set[str]:
        """The events that do not come later than an event, directly or through others."""
        found: set[str] = set()
        ahead = list(self.events[event].after)
        while ahead:
            name = ahead.pop()
            if name not in found:
                found.add(name)
                ahead += self.events[name].after
        return found


def load_process(folder: Path, wrong: Wrong = None) -> ProcessBook:
    """Read and check the law of the process.

    Args:
        folder: holds days.toml, events.toml, clocks.toml, grounds.toml and the folder rules/.
        wrong: notes the clocks that are wrong, where given; they are left out.

    Raises:
        DataError: naming file, line and field, for the first thing that is not right.
    """
    rules = load_rulebook(folder / "rules", wrong)
    days = load_days(folder / "days.toml")
    events = _events(folder / "events.toml", rules)
    path = folder / "clocks.toml"
    clocks: dict[str, Clock] = {}
    for name, data in convert(read_toml(path), ClocksFile, path).clock.items():
        with noting(wrong):
            _check_clock(path, name, data, events, days)
            when = tuple(_when(path, name, place, v, rules) for place, v in enumerate(data.version))
            if data.tells and data.tells not in rules.vocabulary:
                unknown = UnknownName("fact of the process", data.tells, rules.vocabulary)
                raise at(path, f"clock.{name}.tells", str(unknown))
            clocks[name] = Clock(name, data, path, days, when)
    path = folder / "grounds.toml"
    grounds = convert(read_toml(path), GroundsFile, path)
    return ProcessBook(days, events, clocks, rules, grounds, folder)


def _events(path: Path, rules: Rulebook) -> dict[str, EventKind]:
    events = convert(read_toml(path), EventsFile, path).event
    for name, event in events.items():
        for other in event.after:
            if other not in events:
                raise at(path, f"event.{name}.after", str(UnknownName("event", other, events)))
            if list(events).index(other) >= list(events).index(name):
                problem = f"{other} stands below it: events stand in the order of a dispute"
                raise at(path, f"event.{name}.after", problem)
        if event.shows and not event.because:
            raise at(path, f"event.{name}.shows", "say why in because")
        for fact, value in event.shows.items():
            where = f"event.{name}.shows.{fact}"
            if fact not in rules.vocabulary:
                raise at(path, where, str(UnknownName("fact", fact, rules.vocabulary)))
            try:
                rules.vocabulary[fact].value_of(value)
            except DataError as error:
                raise at(path, where, error.problem) from None
    return events


def _check_clock(
    path: Path, name: str, data: ClockData, events: Mapping[str, EventKind], days: DayBook
) -> None:
    where = f"clock.{name}"
    for field in ("starts", "ends"):
        if (event := getattr(data, field)) not in events:
            raise at(path, f"{where}.{field}", str(UnknownName("event", event, events)))
    if "{time}" not in data.says:
        raise at(path, f"{where}.says", "expected a sentence with {time}, where the limit stands")
    check_versions(data.version, path, where)
    for place, version in enumerate(data.version):
        pieces: list[tuple[str, ClockVersion | Extension]] = [
            (f"{where}.version[{place}]", version)
        ]
        for nth, extension in enumerate(version.extension):
            pieces.append((f"{where}.version[{place}].extension[{nth}]", extension))
        for field, part in pieces:
            if not part.citation.strip():
                raise at(path, f"{field}.citation", "a time limit needs a citation")
            if part.status != "unverified" and not part.source.strip():
                problem = "say where it was read, or call it unverified"
                raise at(path, f"{field}.source", problem)
            if part.unit not in days.data.unit:
                unknown = UnknownName("unit of time", part.unit, days.data.unit)
                raise at(path, f"{field}.unit", str(unknown))
            if part.count < 1:
                raise at(path, f"{field}.count", f"expected 1 or more; found {part.count}")


def _when(path: Path, name: str, place: int, version: ClockVersion, rules: Rulebook) -> When:
    """When a version and its extensions apply, compiled."""
    where = f"clock.{name}.version[{place}]"
    return When(
        _program(path, f"{where}.applies", version.applies, rules) if version.applies else None,
        tuple(
            _program(path, f"{where}.extension[{n}].when", extension.when, rules)
            for n, extension in enumerate(version.extension)
        ),
    )


def _program(path: Path, field: str, text: str, rules: Rulebook) -> Program:
    def leaf(name: str) -> Node | None:
        return Read(rules.vocabulary[name]) if name in rules.vocabulary else None

    try:
        return Program(parse(text, leaf, lambda: list(rules.vocabulary), "fact of the process"))
    except ExpressionError as error:
        raise at(path, field, error.problem) from None


@cache
def process_book() -> ProcessBook:
    """The law of the process that comes with imrkit."""
    return load_process(mtus_dir() / "process")
