"""What a human must still verify before a release: every figure and criterion not verified."""

from __future__ import annotations

from typing import Protocol

from imrkit.files import line_of
from imrkit.rulebook import Rulebook
from imrkit.rules import Rule


class Lines(Protocol):
    """Takes the sentences of a report."""

    def section(self, title: str) -> None:
        """Begin a section."""

    def line(self, text: str, indent: int = 2) -> None:
        """Write a sentence."""


def unverified(report: Lines, book: Rulebook) -> None:
    """List every unverified figure and criterion with its place, grouped by guideline.

    Args:
        report: takes the lines.
        book: the rules.
    """
    report.section("To be verified by a human before a release")
    files: dict[str, dict[str, str]] = {}
    for rule in book.rules.values():
        for field, says in _open(rule).items():
            place = f"rule.{rule.id.partition('.')[2]}.{field}"
            line = line_of(rule.file, place)
            files.setdefault(rule.file.name, {})[f"line {line}, {rule.title}: {says}"] = ""
    for stem, guideline in book.guidelines.items():
        if f"{stem}.toml" in files:
            places = files[f"{stem}.toml"]
            report.line(f"{guideline.short} ({stem}.toml): {len(places)}")
            for text in places:
                report.line(text, indent=4)
    report.line(f"{sum(map(len, files.values()))} in all.")


def _open(rule: Rule) -> dict[str, str]:
    """What is unverified in a rule: a sentence for each field."""
    found = {}
    for name, figure in rule.text.figure.items():
        for row in figure.rows:
            if row.status == "unverified":
                when = f", {row.when}" if row.when else ""
                field = f"figure.{name}" + (f".row.{row.when}" if row.when else "")
                found[field] = f"{figure.says}{when}: {row.show(figure.unit)}"
    for name, criterion in rule.text.criterion.items():
        if criterion.status == "unverified":
            found[f"criterion.{name}"] = f"criterion: {criterion.says}"
    return found
