"""`imrkit new case`: a commented case file to fill in, with every fact that the rules read."""

from __future__ import annotations

import os
import re
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from imrkit.errors import DataError
from imrkit.facts.dates import date_span
from imrkit.facts.fact import KINDS, Fact
from imrkit.files.folders import schemas_dir
from imrkit.files.reading import SCHEMA
from imrkit.files.writing import write_atomically
from imrkit.rules.rule import Rule
from imrkit.rules.rulebook import Rulebook, rulebook
from imrkit.words.criteria import unfilled

WIDTH = 98
ELSEWHERE = {
    "injury_date": "date, under [injury]",
    "decision_date": "decided, above",
    "age": "age, under [worker]",
    "body_part": "body_part, under [[item]]",
    "diagnosis_group": "treats, under [[item]], or diagnoses, above",
}
"""Facts that a case file gives outside [item.facts]."""
HOW = """
# How to write what the file says of a fact:
#   fact = 6, true, "..."      a document says so
#   fact = false               a document says that it is not so, or the letter finds so
#   fact = { open = "..." }    nothing says: not documented, not asked, conflicting, illegible
#   (no line at all)           the letter does not touch it; where that is read as an answer, the
#                              comment above the fact says as what
#   fact = { at_least = 6 }    the file gives a bound ("more than six", "long-term use"); or
#                              at_most, or both
# Where the letter finds something missing: open if it says that nothing documents it, false if it
# says that it is not so. A value may name its document, and be explained:
#   fact = { value = 6, document = "pr2", note = "in your own words" }
""".strip().splitlines()
"""How a case file gives a fact: what the author of a case asks most."""


def new_case(name: str, treatment: str, folder: Path, date: str = "2017-01") -> Path:
    """Write a skeleton case for a treatment, with every fact that its rules read left open.

    Args:
        name: the case's name; its file is called so.
        treatment: the treatment, by a name of terms.toml.
        folder: where to write it; made if absent.
        date: when the determination was made: a day, month or year; tells which editions count.

    Returns:
        The file.

    Raises:
        UnknownName: if there is no such treatment.
        DataError: if the name cannot be a file's, the date cannot be read, there is such a file
            already, or the folder cannot be written to.
    """
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", name):
        raise DataError(f"a case's name has letters, digits, - and _ and no others; found {name!r}")
    book = rulebook()
    treatment = book.terms.treatment_named(treatment)
    text = skeleton(book, treatment, date, _schema_comment(folder))
    path = folder / f"{name}.toml"
    if path.exists():
        raise DataError("there is such a file already; it is left as it is", file=path)
    write_atomically(path, text)
    return path


def skeleton(book: Rulebook, treatment: str, date: str, first: str = "") -> str:
    """The text of a skeleton case.

    Args:
        book: the rules.
        treatment: the treatment, as terms.toml names it.
        date: when the determination was made.
        first: a comment to stand in the first line.
    """
    days = date_span(date)
    rules = [r for r in book.by_treatment.get(treatment, ()) if r.guideline.in_force(days)[1]]
    names = {name for rule in rules for name in rule.facts}
    facts = [fact for name, fact in book.vocabulary.items() if name in names]
    lines = [
        *([first] if first else []),
        f"# A case to fill in: {treatment}, decided {date}. Lines that begin with # are comments.",
        "# Write in your own words; no names of people, ages and dates as published.",
        "# `imrkit check --cases FOLDER` says what is wrong in it, if anything is.",
        f"schema = {SCHEMA}",
        f'title = "{treatment[:1].upper()}{treatment[1:]}"',
        'source = "where the determination was published"',
        f'decided = "{date}"  # a day (2017-01-31), a month ("2017-01") or a year ("2017")',
        "diagnoses = []  # as the letter names them",
        "",
        "[worker]",
        "# age = 50",
        '# sex = "female"',
        "",
        "[injury]",
        '# date = 2016-01-31  # or "2016-01", or "2016"',
        "",
        "# One block for each document that the facts come from; a fact names it by its id.",
        "# [[document]]",
        '# id = "pr2"',
        '# title = "progress report (PR-2) of 2017-01-05"',
        '# says = ["What it says, in your own words."]',
        "",
        "# One block for each disputed item of the letter.",
        "[[item]]",
        'id = "1"',
        f'request = "{treatment[:1].upper()}{treatment[1:]}"  # with the number, as asked for',
        f'treatment = "{treatment}"',
        '# body_part = "low back"  # as the letter says it; two are "several parts"',
        '# treats = "the diagnosis that the request treats, if it says so"',
        "",
        "[item.facts]",
        *_facts(facts, rules, treatment, date),
        "",
        "[item.refusal]",
        'action = "denied"  # or "modified" (then: authorised = "what was allowed")',
        'cites = []  # { guideline = "MTUS ...", section = "...", pages = "..." }',
        "",
        "[item.published]",
        'outcome = "upheld"  # or "overturned"',
        '# specialty = "Physical medicine and rehabilitation"',
        "cites = []",
        "# The published reasons in your own words. `ground` names the criterion that a reason",
        "# speaks of, one of these:",
        *_grounds(rules),
        'reasons = []  # { says = "...", ground = "..." }',
        "",
    ]
    return "\n".join(lines)


def _facts(facts: Iterable[Fact], rules: list[Rule], treatment: str, date: str) -> Iterator[str]:
    if not rules:
        yield f"# No rule of imrkit addresses {treatment} in {date}."
        return
    for rule in rules:
        yield from _comment(f"Read by: {rule.title} ({rule.cite})")
    yield from HOW
    for kind, says in KINDS.items():
        here = [fact for fact in facts if fact.kind == kind]
        if here:
            yield from ("", f"# ---- {says}")
        for fact in here:
            yield from ("", *_fact(fact))


def _fact(fact: Fact) -> Iterator[str]:
    yield from _comment(f"{fact.label}: {fact.question}")
    if fact.name in ELSEWHERE:
        yield f"# Taken from {ELSEWHERE[fact.name]}."
        return
    if fact.found_in:
        yield from _comment(f"Usually found in: {fact.found_in}.")
    if fact.type != "truth":
        yield from _comment(f"Its value is {fact.expected}.")
    if fact.unstated is not None:
        shown = fact.show(fact.value_of(fact.unstated))
        yield from _comment(
            f"Where the file is silent, delete the line below: that stands for {shown!r}, because "
            f"{fact.unstated_because}."
        )
    why = "reading" if fact.kind == "reading" else "not documented"
    yield f'{fact.name} = {{ open = "{why}" }}'


def _grounds(rules: list[Rule]) -> Iterator[str]:
    for rule in rules:
        for name, criterion in rule.data.criterion.items():
            yield from _comment(f"  {name}: {unfilled(rule, criterion.says)}")


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="# ", subsequent_indent="#   ")


def _schema_comment(folder: Path) -> str:
    """The line by which an editor finds the schema: from a checkout's folders, a relative path."""
    schema = schemas_dir() / "case.json"
    if not schema.is_file():
        return ""
    folder = folder.expanduser().absolute()
    if folder.is_relative_to(schemas_dir().parent):
        return f"#:schema {Path(os.path.relpath(schema, folder)).as_posix()}"
    return f"#:schema {schema.as_uri()}"
