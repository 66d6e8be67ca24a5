"""The process checked: clocks, days, rules, the order of evidence, the timeline of each case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from imrkit.cases.case import Case
from imrkit.check.consistency import gaps, unaddressed, unplaced
from imrkit.check.report import Report
from imrkit.check.unverified import rule_pieces
from imrkit.check.verify import faults
from imrkit.errors import DataError, ImrkitError
from imrkit.files.folders import mtus_dir
from imrkit.files.reading import at, line_of
from imrkit.process.book import ProcessBook, load_process
from imrkit.process.calendars import library_names
from imrkit.process.timeline import timeline
from imrkit.rules.evidence import TITLES, Evidence, load_evidence
from imrkit.rules.schema import STATUS, Status
from imrkit.words.english import lower_first
from imrkit.words.timeline import time_said

Piece = tuple[Path, str, Status, str]
"""A file, a field in it, how far that is verified, and what it says."""


def check_process(report: Report, cases: Iterable[Case]) -> ProcessBook | None:
    """Check what imrkit holds of the process, and that every case has a timeline.

    Args:
        report: takes the lines.
        cases: the cases.

    Returns:
        The process; None if it cannot be read.
    """
    report.section("The process")
    wrong: list[DataError] = []
    try:
        book = load_process(mtus_dir() / "process", wrong)
        law = load_evidence(mtus_dir() / "evidence" / "search_sequence.toml")
    except DataError as error:
        report.fault(error)
        return None
    for problem in dict.fromkeys(map(str, [*wrong, *_faults(book)])):
        report.fault(problem)
    versions = sum(len(clock.data.version) for clock in book.clocks.values())
    report.line(
        f"{len(book.clocks)} clocks in {versions} versions, {len(book.rules.rules)} rules on "
        f"{len(book.rules.terms.treatment)} questions, {len(book.grounds.ground)} grounds for "
        "setting aside: each version follows the one before it, names its law and its unit, and "
        "each rule can come out each way."
    )
    counted = count(book, law)
    text = ", ".join(f"{counted[status]} {says}" for status, says in STATUS.items())
    report.line(f"Clocks, rules, grounds and laws: {text}.")
    _timelines(report, book, cases)
    return book


def _faults(book: ProcessBook) -> Iterator[DataError]:
    for rule in book.rules.rules.values():
        yield from faults(rule)
        yield from unplaced(rule)
    yield from gaps(book.rules, book.rules.folder)
    for question in unaddressed(book.rules):
        file = book.rules.folder / "terms.toml"
        yield at(file, f"treatment.{question}", "no rule answers this question")
    for name, calendar in book.days.data.calendar.items():
        known = library_names((calendar.since.year, calendar.until.year))
        for nth, day in enumerate(calendar.library):
            if day not in known:
                problem = f"the package holidays knows no {day!r} of California"
                yield at(book.days.file, f"calendar.{name}.library[{nth}]", problem)


def _timelines(report: Report, book: ProcessBook, cases: Iterable[Case]) -> None:
    """Set out the timeline of every disputed item; what cannot be is told as a fault."""
    stands: dict[str, int] = {}
    items = 0
    for case in cases:
        for item in case.items:
            try:
                found = timeline(case, item.id, book=book)
                found.appeals  # noqa: B018  (reads and checks them)
            except ImrkitError as error:
                report.fault(error)
                continue
            items += 1
            for row in found.rows:
                stands[row.standing] = stands.get(row.standing, 0) + 1
    told = ", ".join(f"{n} {word}" for word, n in sorted(stands.items()))
    report.line(f"{items} disputed items have a timeline. Of their clocks: {told or 'none'}.")


def count(book: ProcessBook, law: Evidence) -> dict[Status, int]:
    """Count what is stated of the process by how far it is verified."""
    found: dict[Status, int] = dict.fromkeys(STATUS, 0)
    for _, _, status, _ in stated(book, law):
        found[status] += 1
    return found


def unverified_process(report: Report, book: ProcessBook) -> None:
    """List what a human must still verify of the process, with its place, file by file.

    Args:
        report: takes the lines.
        book: the process.
    """
    law = load_evidence(mtus_dir() / "evidence" / "search_sequence.toml")
    report.section("The process, to be verified by a human before a release")
    files: dict[Path, list[str]] = {}
    for file, field, status, says in stated(book, law):
        if status == "unverified":
            files.setdefault(file, []).append(f"line {line_of(file, field)}, {says}")
    for file, told in files.items():
        report.line(f"{file.name}: {len(told)}")
        for text in told:
            report.line(text, indent=4)
    report.line(f"{sum(map(len, files.values()))} in all.")


def stated(book: ProcessBook, law: Evidence) -> Iterator[Piece]:
    """All that is stated of the process, with how far it is verified."""
    file = book.folder / "clocks.toml"
    for name, clock in book.clocks.items():
        for nth, version in enumerate(clock.data.version):
            field = f"clock.{name}.version[{nth}]"
            time = time_said(version.count, book.days.unit(version.unit))
            says = f"{lower_first(clock.data.title)}: {time}, from {version.since}"
            yield file, field, version.status, f"{says} ({version.citation})"
            for n, extra in enumerate(version.extension):
                says = f"{lower_first(clock.data.title)}, from {version.since}: {extra.says}"
                yield file, f"{field}.extension[{n}]", extra.status, f"{says} ({extra.citation})"
    file = book.days.file
    for name, calendar in book.days.data.calendar.items():
        says = f"{calendar.title} ({calendar.citation})"
        yield file, f"calendar.{name}", calendar.status, says
    for name, unit in book.days.data.unit.items():
        for nth, which in enumerate(unit.version):
            says = f"{unit.many}, from {which.since} ({which.citation})"
            yield file, f"unit.{name}.version[{nth}]", which.status, says
    file = book.folder / "grounds.toml"
    for name, ground in book.grounds.ground.items():
        yield file, f"ground.{name}", ground.status, f"{ground.title} ({ground.citation})"
    for nth, provision in enumerate(book.grounds.provision):
        says = f"{provision.title} ({provision.citation})"
        yield file, f"provision[{nth}]", provision.status, says
    for (path, field), (status, rule, says) in rule_pieces(book.rules).items():
        yield path, field, status, f"{rule.title}: {says}"
    file = mtus_dir() / "evidence" / "search_sequence.toml"
    for part, title in TITLES.items():
        for nth, one in enumerate(law.versions(part)):
            says = f"{lower_first(title)}, from {one.since} ({one.citation})"
            yield file, f"{part}[{nth}]", one.status, says
