"""How far figures and criteria are verified, and what a human must still verify."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from imrkit.check.report import Report
from imrkit.facts.spelling import name_said
from imrkit.files.reading import line_of
from imrkit.rules.rule import Rule
from imrkit.rules.rulebook import Rulebook
from imrkit.rules.schema import Status
from imrkit.words.criteria import unfilled

Place = tuple[Path, str]
"""A file and a field in it."""


def statuses(book: Rulebook) -> Counter[Status]:
    """Count the figures and criteria by how far they are verified, those carried over once."""
    return Counter(status for status, _, _ in rule_pieces(book).values())


def unverified(report: Report, book: Rulebook) -> None:
    """List every unverified figure and criterion with its place, grouped by guideline.

    Args:
        report: takes the lines.
        book: the rules.
    """
    report.section("To be verified by a human before a release")
    files: dict[str, list[str]] = {}
    for (file, field), (status, rule, says) in rule_pieces(book).items():
        if status == "unverified":
            text = f"line {line_of(file, field)}, {rule.title}: {says}"
            files.setdefault(file.stem, []).append(text)
    for stem, guideline in book.guidelines.items():
        if stem in files:
            report.line(f"{guideline.short} ({stem}.toml): {len(files[stem])}")
            for text in files[stem]:
                report.line(text, indent=4)
    report.line(f"{sum(map(len, files.values()))} in all.")


def rule_pieces(book: Rulebook) -> dict[Place, tuple[Status, Rule, str]]:
    """Every figure and criterion by its place: status, rule, and what it says."""
    found: dict[Place, tuple[Status, Rule, str]] = {}
    for rule in book.rules.values():
        for field, status, says in _pieces(rule):
            place = (rule.file, f"rule.{rule.id.partition('.')[2]}.{field}")
            found.setdefault(place, (status, rule, says))
    return found


def _pieces(rule: Rule) -> Iterator[tuple[str, Status, str]]:
    for name, figure in rule.data.figure.items():
        for place, row in enumerate(figure.rows):
            field = f"figure.{name}" + (f".row[{place}]" if figure.by else "")
            when = f", {name_said(row.when)}" if row.when else ", all others" if figure.by else ""
            says = f"{figure.says}{when}: {row.show(figure.unit)}"
            yield field, row.status or figure.status, says
    for name, criterion in rule.data.criterion.items():
        says = f"criterion: {unfilled(rule, criterion.says)}"
        yield f"criterion.{name}", criterion.status, says
