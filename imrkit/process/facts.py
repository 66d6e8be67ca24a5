"""What is known of the facts of the process: from a case, its events, and how its clocks stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from imrkit.cases.case import Case, Known
from imrkit.cases.known import Origin
from imrkit.cases.schema import Finding, Item
from imrkit.errors import DataError, UnknownName
from imrkit.facts.fact import OPEN, Vocabulary, fact_named
from imrkit.facts.spans import Truth
from imrkit.files.reading import at
from imrkit.process.book import ProcessBook
from imrkit.process.events import Happening
from imrkit.process.rows import Row

DATES = {
    "injury_date": "injury",
    "request_date": "request",
    "refusal_date": "decision",
    "application_date": "application",
    "decision_date": "determination",
}
"""The facts that are dates of events."""


def known_of(
    case: Case,
    item: Item,
    book: ProcessBook,
    events: Mapping[str, Happening],
    settings: Mapping[str, object],
) -> dict[str, Known]:
    """Find what is known of every fact of the process, before any clock is looked at.

    Args:
        case: the case.
        item: the disputed item.
        book: the law of the process.
        events: what happened.
        settings: a what-if: facts with other values.

    Raises:
        UnknownName: if a fact that is set does not exist.
        DataError: if a value does not fit its fact.
    """
    vocabulary, whole = book.rules.vocabulary, case.data.file == "whole"
    silent = OPEN["not documented"]
    known = {
        name: Known(fact, fact.unknown, "not documented", "silence", silent, whole=whole)
        for name, fact in vocabulary.items()
    }
    for event in events.values():
        for name, value in event.kind.shows.items():
            fact = vocabulary[name]
            whence = f"not stated; {event.kind.because}"
            known[name] = Known(fact, fact.value_of(value), "", "silence", whence, whole=whole)
    for name, event_name in DATES.items():
        if name in vocabulary and (found := events.get(event_name)):
            origin: Origin = "you" if found.origin == "you" else "dates"
            why = "" if found.days.settled or found.dated else "not documented"
            known[name] = Known(vocabulary[name], found.days, why, origin, whole=whole)
    for name, said, told in _from_item(item):
        if name in vocabulary:
            known[name] = Known(
                vocabulary[name], vocabulary[name].value_of(said), "", "request", told
            )
    known |= _from_file(case, vocabulary)
    for name, setting in settings.items():
        fact = fact_named(vocabulary, name)
        why = str(setting) if isinstance(setting, str) and setting in OPEN else ""
        known[name] = Known(fact, fact.value_of(setting), why, "you")
    return known


def _from_item(item: Item) -> list[tuple[str, object, str]]:
    """What the disputed item itself says of the process: fact, value, what tells it."""
    granted = item.published.outcome == "overturned"
    return [
        ("refusal_action", item.refusal.action, "the utilization review decision"),
        ("retrospective", item.retrospective, "the request"),
        ("granted", granted, "the published determination"),
    ]


def _from_file(case: Case, vocabulary: Vocabulary) -> dict[str, Known]:
    """What the case file gives under [process]."""
    found = {}
    documents = [document.id for document in case.data.document]
    for name, finding in case.data.process.items():
        where = f"process.{name}"
        if name not in vocabulary:
            unknown = UnknownName("fact of the process", name, vocabulary)
            raise at(case.file, where, str(unknown))
        if isinstance(finding, Finding) and finding.document not in ("", *documents):
            unknown = UnknownName("document", finding.document, documents)
            raise at(case.file, where, str(unknown))
        try:
            found[name] = case.as_known(vocabulary[name], finding)
        except DataError as error:
            raise at(case.file, where, error.problem) from None
    return found


def from_clocks(
    book: ProcessBook, rows: Sequence[Row], known: Mapping[str, Known]
) -> dict[str, Known]:
    """Say which clocks were kept, as far as facts tell of them that nothing else says.

    Args:
        book: the law of the process.
        rows: the clocks that may apply.
        known: what is known so far.

    Returns:
        The facts that clocks tell and that nothing else does.
    """
    found = {}
    for name in dict.fromkeys(row.clock.data.tells for row in rows if row.clock.data.tells):
        if known[name].origin not in ("silence", "dates"):
            continue
        telling = [row for row in rows if row.clock.data.tells == name and row.act]
        if telling:
            fact = book.rules.vocabulary[name]
            missed = any(row.missed.surely for row in telling)
            kept = not any(row.missed.possibly for row in telling)
            why = "" if missed or kept else "not documented"
            value = Truth(kept, not missed)
            known_by = Known(fact, value, why, "dates", "the dates of the timeline")
            found[name] = known_by
    return found
