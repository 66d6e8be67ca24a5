"""What happened in a case, and when: each event's days, narrowed by the order of a dispute."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from imrkit.cases.case import Case
from imrkit.cases.schema import Item
from imrkit.errors import DataError, UnknownName
from imrkit.facts.dates import date_span, show_days
from imrkit.facts.fact import EVER
from imrkit.facts.spans import Days
from imrkit.files.reading import at
from imrkit.process.book import ProcessBook
from imrkit.process.schema import EventKind

Origin = Literal["file", "order", "you"]
"""What the days of an event rest on: a date in the case file; the order of events alone, for what
happens in every case; or a what-if."""
Moves = Mapping[str, object]
"""For each event that a what-if moves, its new date: a day, or a text as files write it."""


@dataclass(frozen=True)
class Happening:
    """An event of a case.

    Attributes:
        name: its name in events.toml.
        kind: what the file says of events of its kind.
        days: the first and the last day that it could have been on.
        origin: what these rest on.
        field: the field of the case file that dates it, or the what-if.
        source: what tells it, in words.
    """

    name: str
    kind: EventKind
    days: Days
    origin: Origin
    field: str = ""
    source: str = ""

    @property
    def shown(self) -> str:
        """Its days in words."""
        return show_when(self.days)

    @property
    def dated(self) -> bool:
        """Whether the file, or a what-if, dates it."""
        return self.origin != "order"


def show_when(days: Days) -> str:
    """Write the days of an event: a date, a span of dates, or that nothing bounds them."""
    if days == EVER:
        return "not known"
    if days.first == EVER.first:
        return f"by {dt.date.fromordinal(days.last)}"
    if days.last == EVER.last:
        return f"{dt.date.fromordinal(days.first)} or later"
    return show_days(*days)


def events_of(case: Case, item: Item, book: ProcessBook, moves: Moves) -> dict[str, Happening]:
    """Find what happened in a case, for one disputed item.

    Args:
        case: the case.
        item: the disputed item.
        book: the law of the process.
        moves: a what-if: events with other dates.

    Returns:
        The events by name, in the order of a dispute: those that the file dates, and those that
        happen in every case, whose days are bounded by the others.

    Raises:
        UnknownName: if a what-if moves an event that there is not.
        DataError: naming file, line and field, if an event is of no kind there is, has no date, or
            comes before one that has to come first.
    """
    found: dict[str, Happening] = {}
    for name, field, text, source in _dated(case, item, book):
        days = _days(case, field, text)
        found[name] = Happening(name, book.events[name], days, "file", field, source)
    for name, value in moves.items():
        field = f"--move {name}={value}"
        days = _moved(book, name, value, field)
        found[name] = Happening(name, book.events[name], days, "you", field, "changed by you")
    _check_order(case, book, found)
    for name, kind in book.events.items():
        if kind.always and name not in found:
            found[name] = Happening(name, kind, EVER, "order")
    return narrowed({name: found[name] for name in book.events if name in found}, book)


def _dated(case: Case, item: Item, book: ProcessBook) -> Iterator[tuple[str, str, str, str]]:
    """The events that the file dates: name, field, date, what tells it."""
    place = case.items.index(item)
    fields = {
        "injury.date": ("injury.date", case.data.injury.date),
        "item.requested": (f"item[{place}].requested", item.requested),
        "item.refusal.date": (f"item[{place}].refusal.date", item.refusal.date),
        "decided": ("decided", case.data.decided),
    }
    for name, kind in book.events.items():
        field, text = fields.get(kind.given_in, ("", None))
        if text:
            note = case.data.decided_note if kind.given_in == "decided" else ""
            yield name, field, text, note or "the case file"
    documents = {document.id: document for document in case.data.document}
    for nth, event in enumerate(case.data.event):
        where = f"event[{nth}]"
        if event.kind not in book.events:
            unknown = UnknownName("event", event.kind, book.events)
            raise at(case.file, f"{where}.kind", str(unknown))
        if event.item and event.item not in {other.id for other in case.items}:
            raise at(case.file, f"{where}.item", f"no disputed item is numbered {event.item!r}")
        if event.document and event.document not in documents:
            unknown = UnknownName("document", event.document, documents)
            raise at(case.file, f"{where}.document", str(unknown))
        document = documents.get(event.document)
        text = event.date or (document.date if document else None)
        if text is None:
            raise at(case.file, where, "give its date, or the document that is dated")
        if event.item in ("", item.id):
            source = event.note or (document.title if document else "the case file")
            yield event.kind, f"{where}.date" if event.date else where, text, source


def _days(case: Case, field: str, text: str) -> Days:
    try:
        days = date_span(text)
    except DataError as error:
        raise at(case.file, field, error.problem) from None
    if days.first < EVER.first or days.last > EVER.last:
        raise at(case.file, field, f"expected a date from 1900 to 2099; found {text!r}")
    return days


def _moved(book: ProcessBook, name: str, value: object, field: str) -> Days:
    book.event(name)
    text = value.isoformat() if isinstance(value, dt.date) else str(value)
    try:
        days = date_span(text.strip())
    except DataError as error:
        raise DataError(error.problem, field=field) from None
    if days.first < EVER.first or days.last > EVER.last:
        raise DataError(f"expected a date from 1900 to 2099; found {text!r}", field=field)
    return days


def _check_order(case: Case, book: ProcessBook, found: Mapping[str, Happening]) -> None:
    for name, event in found.items():
        for earlier in book.before(name) & found.keys():
            first = found[earlier]
            if first.days.first > event.days.last:
                problem = (
                    f"{event.kind.label} ({event.shown}) lies before {first.kind.label} "
                    f"({first.shown}), which comes first"
                )
                if event.origin == "you" or first.origin == "you":
                    moved, other = (event, first) if event.origin == "you" else (first, event)
                    hint = f"; move {other.name} too" if other.origin == "file" else ""
                    raise DataError(f"{problem}{hint}", field=moved.field)
                raise at(case.file, event.field, problem)


def narrowed(found: Mapping[str, Happening], book: ProcessBook) -> dict[str, Happening]:
    """Narrow the days of events by their order: nothing comes before what it comes after."""
    first = {name: event.days.first for name, event in found.items()}
    last = {name: event.days.last for name, event in found.items()}
    for name in found:  # in the order of a dispute: what comes before stands above
        earlier = book.before(name) & found.keys()
        first[name] = max(first[name], *(first[other] for other in earlier), first[name])
    for name in reversed(list(found)):
        for other in book.before(name) & found.keys():
            last[other] = min(last[other], last[name])
    return {
        name: replace(event, days=Days(first[name], last[name])) for name, event in found.items()
    }
