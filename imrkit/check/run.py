"""`imrkit check`: every file is read, the rules verify themselves, and real cases judge them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from json import dumps
from pathlib import Path
from typing import TypeVar

from imrkit.cases.case import Case
from imrkit.cases.finding import find_cases
from imrkit.cases.loading import read_case
from imrkit.check.consistency import (
    contradictions,
    gaps,
    unaddressed,
    unplaced,
    unread,
    untold,
    without_successor,
)
from imrkit.check.judge import Judged, judge
from imrkit.check.process import check_process, unverified_process
from imrkit.check.report import Report, Write
from imrkit.check.score_data import as_data
from imrkit.check.scorecard import plural, scorecard
from imrkit.check.sentences import sentence_faults
from imrkit.check.unverified import statuses, unverified
from imrkit.check.verify import faults, same
from imrkit.errors import DataError, ImrkitError
from imrkit.files.folders import blind_dir, mtus_dir
from imrkit.logic.nodes import Node
from imrkit.rules.rule import Rule
from imrkit.rules.rulebook import Rulebook, load_rulebook
from imrkit.rules.schema import STATUS

T = TypeVar("T")


More = Callable[[Report, Rulebook, bool], None]
"""A check of what stands above rules and cases: takes the report, the rules, and `release`."""


def check(
    cases: Path | None,
    release: bool,
    write: Write,
    *,
    json: bool = False,
    more: Iterable[More] = (),
) -> int:
    """Check the data files, let the rules verify themselves, and judge them by cases.

    Args:
        cases: a folder of other case files to judge the rules by; None to check all that comes
            with imrkit.
        release: also list every figure and criterion that a human must still verify.
        write: takes one line of text at a time.
        json: write how the cases were decided as one JSON text instead of the report.
        more: checks of what else comes with imrkit, such as exercises; none for other cases.

    Returns:
        0 if nothing is wrong, 1 otherwise. With a folder of your own, an unexplained difference
        from the published outcome is reported but is not wrong; a file that cannot be read is.
    """
    report = Report(_unheard if json else write)
    wrong: list[DataError] = []
    try:
        book = load_rulebook(mtus_dir(), wrong)
    except DataError as error:
        report.section("Rules")
        report.fault(error)
        report.line("Rules and cases cannot be checked before this is right.")
        if json:
            raise
        return report.end()
    judged, blind = look_through(report, book, wrong, cases, release, more)
    code = report.end()
    if json:
        found = {**as_data(judged), "wrong": report.faults}
        write(dumps(found | ({"blind": as_data(blind)} if blind else {}), indent=1))
    return code


def look_through(
    report: Report,
    book: Rulebook,
    wrong: Iterable[DataError],
    cases: Path | None,
    release: bool = False,
    more: Iterable[More] = (),
) -> tuple[list[Judged], list[Judged]]:
    """Do what `check` does once the rules are read, and leave to the caller how the report ends.

    Args:
        report: takes what is found.
        book: the rules.
        wrong: what was wrong with them when they were read.
        cases: as `check` takes it.
        release: as `check` takes it.
        more: as `check` takes it.

    Returns:
        How the cases were judged, and how the blind ones were.
    """
    if cases is None:
        _rules(report, book, wrong)
    else:
        for problem in _once(wrong):
            report.fault(problem)
    judged = _cases(report, book, cases)
    blind: list[Judged] = []
    process = check_process(report, _distinct(judged))
    if cases is None:
        blind = _blind(report, book)
        _coverage(report, book, judged)
        for check_more in more:
            check_more(report, book, release)
    if release:
        unverified(report, book)
        if process:
            unverified_process(report, process)
    return judged, blind


def _unheard(line: str) -> None:
    """Take a line of a report that nobody reads."""


def _once(errors: Iterable[DataError]) -> list[str]:
    """Each error once: a rule that later editions carry over is wrong in all of them."""
    return list(dict.fromkeys(map(str, errors)))


def _rules(report: Report, book: Rulebook, wrong: Iterable[DataError]) -> None:
    report.section("Rules")
    for problem in _once(wrong):
        report.fault(problem)
    distinct: dict[object, Rule] = {}
    for rule in book.rules.values():
        distinct.setdefault(same(rule), rule)
    report.line(
        f"{len(book.rules)} rules in {len(book.guidelines)} editions of guidelines. Of these "
        f"{len(distinct)} differ; each was looked at on every input: can it come out each way, "
        "does every criterion count, and is what it concludes from open facts what trying every "
        "value gives?"
    )
    seen: dict[Node, str] = {}
    every = counted([*distinct.values()], "rules")
    found = [error for rule in every for error in faults(rule, seen)]
    found += [e for rule in book.rules.values() for e in (*unplaced(rule), *untold(rule))]
    found += gaps(book, mtus_dir())
    for problem in [*_once(found), *contradictions(book)]:
        report.fault(problem)
    if not report.wrong:
        report.line(
            "All of it holds. No two rules contradict each other on any date, editions meet, and "
            "every verified figure and criterion says where it stands."
        )
    _told(report, book)


def _told(report: Report, book: Rulebook) -> None:
    """What is not wrong, but good to know."""
    rules = book.rules.values()
    sentences = [s for rule in rules for s in rule.data.sentences]
    report.line(
        f"{plural(len(sentences), 'sentence')} of guidelines, of which "
        f"{sum(bool(s.not_encoded) for s in sentences)} are not encoded, each with its reason; "
        f"{sum(not rule.data.sentences for rule in rules)} rules tell none. Reviewers add to "
        f"{sum(bool(rule.added) for rule in rules)} rules; of each there is a request that its "
        "text grants and that they would still deny."
    )
    if ended := without_successor(book):
        text = ", ".join(f"{name} ({day})" for name, day in sorted(ended.items()))
        report.line(f"Guidelines that ended, with no later edition here: {text}.")
    if facts := unread(book):
        text = ", ".join(fact.name for fact in facts)
        report.line(f"{len(facts)} facts of the vocabulary that no rule reads: {text}.")
    if treatments := unaddressed(book):
        report.line(f"{len(treatments)} treatments without a rule: {', '.join(treatments)}.")
    status = statuses(book)
    text = ", ".join(f"{status[name]} {says}" for name, says in STATUS.items())
    report.line(f"Figures and criteria: {text}. `imrkit check --release` lists the last.")


def _blind(report: Report, book: Rulebook) -> list[Judged]:
    """Judge the rules by encodings of readers who had not seen them: the agreement that counts."""
    if not blind_dir().is_dir():
        return []
    report.section("Blind encodings: the agreement that imrkit reports")
    report.line(
        "The same letters, each item encoded by a reader who had seen no rule, no criterion and no "
        "case file of ours: every item that was overturned, and as many that were upheld."
    )
    read = _read(report, book, blind_dir())
    judged = list(judge(counted(read, "blind encodings")))
    scorecard(report, judged, ours=False)
    return judged


def _cases(report: Report, book: Rulebook, folder: Path | None) -> list[Judged]:
    report.section("Cases" if folder is None else f"Cases in {folder}")
    read = _read(report, book, folder)
    _sentences(report, read)
    _notes(report, read)
    if folder is not None:
        _unread(report, read)
    judged = list(judge(counted(read, "determinations")))
    scorecard(report, judged, ours=folder is None)
    return judged


def _read(report: Report, book: Rulebook, folder: Path | None) -> list[Case]:
    """Read the case files of a folder; what cannot be read is wrong, and the rest is read."""
    found = find_cases(folder)
    for problem in found.problems:
        report.fault(problem)
    read: list[Case] = []
    for path in counted([*found.paths.values()], "cases"):
        try:
            read.append(read_case(path, book))
        except ImrkitError as error:
            report.fault(error)
    if unreadable := len(found.paths) - len(read):
        report.line(f"{plural(unreadable, 'file')} could not be read.")
    return read


def _sentences(report: Report, cases: list[Case]) -> None:
    """Whether sentences and facts say the same, in the cases whose documents are told by them."""
    for case in cases:
        for error in sentence_faults(case):
            report.fault(error)
    whole = sum(any(document.sentence for document in case.data.document) for case in cases)
    if whole:
        report.line(f"{plural(whole, 'case')} told sentence by sentence.")


def _notes(report: Report, cases: list[Case]) -> None:
    """What is good to know of cases, though nothing is wrong with them."""
    told = [f"{case.name}, {note}." for case in cases for note in case.notes]
    if told:
        report.line("Good to know:")
    for line in told:
        report.line(line, indent=4)


def _distinct(judged: Iterable[Judged]) -> list[Case]:
    """The cases of some disputed items, each once."""
    return list(dict.fromkeys(one.case for one in judged))


def _unread(report: Report, cases: list[Case]) -> None:
    """Facts that change nothing, as no rule for their item reads them."""
    told = []
    for case in cases:
        for item in case.items:
            rules = [r for r in case.rules(item) if r.guideline.in_force(case.decided)[1]]
            unread = item.facts.keys() - {name for rule in rules for name in rule.facts}
            if rules and unread:
                told.append(f"{case.name}, item {item.id}: {', '.join(sorted(unread))}")
    if told:
        report.line("Facts that no rule for their item reads, so that they change nothing:")
    for line in told:
        report.line(line, indent=4)


def _coverage(report: Report, book: Rulebook, judged: list[Judged]) -> None:
    """Which rules real cases put to the test."""
    used = {
        c.rule.id
        for j in judged
        if j.determination
        for c in j.determination.considered
        if c.decides
    }
    report.section("Rules that cases put to the test")
    unused: dict[str, list[str]] = {}
    for id in book.rules:
        edition, _, name = id.partition(".")
        if id not in used:
            unused.setdefault(edition, []).append(name)
    report.line(f"{len(used)} of {len(book.rules)} govern or limit a disputed item.")
    for edition, names in unused.items():
        report.line(f"Used by no case, in {edition}: {', '.join(names)}.")


def counted(things: list[T], what: str) -> Iterator[T]:
    """Go through things; on a terminal, show on standard error how far it got."""
    shown = sys.stderr.isatty()
    for place, thing in enumerate(things):
        if shown:
            print(f"\r{what}: {place + 1} of {len(things)}", end="", file=sys.stderr, flush=True)
        yield thing
    if shown:
        print("\r" + " " * 60 + "\r", end="", file=sys.stderr, flush=True)
