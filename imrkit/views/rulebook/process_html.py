"""The process in the rule book: clocks, days, questions, grounds.

Every piece is a `Html`, so that what comes from data is escaped by its type.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from imrkit.cases.loading import case_paths, load_case
from imrkit.facts.spelling import name_said
from imrkit.process.book import ProcessBook, process_book
from imrkit.process.clocks import Clock
from imrkit.process.schema import ClockVersion
from imrkit.process.setting_aside import by_ground
from imrkit.process.versions import Dated
from imrkit.views.html.markup import NOTHING, Html, join
from imrkit.views.rulebook.entries import Entry
from imrkit.views.rulebook.entry_html import entry_html
from imrkit.views.rulebook.parts import folded, paragraph, row, status_html, table
from imrkit.words.english import listed, lower_first, upper_first
from imrkit.words.timeline import time_said

ABOUT = (
    "Time limits and other rules on who may ask for what, by when, and what can be set aside. The "
    "version in force where a clock starts counts. An unknown date is a span, and so is its limit."
)
SHOWN_YEAR = 2026
"""The year whose closed days are shown as an example."""


def process_html() -> Html:
    """All of the process: clocks, days, questions, grounds."""
    book = process_book()
    return join(
        [
            folded("Clocks", clocks_html(book)),
            folded("Calendar, working and business days", days_html(book)),
            folded("Who may ask for what, and when a request counts", questions_html(book)),
            folded("Setting a determination aside", grounds_html(book)),
        ]
    )


def _dates(version: Dated) -> str:
    return f"{version.since} to {version.until or 'now'}"


# ---- clocks and days ---------------------------------------------------------------------------


def clocks_html(book: ProcessBook) -> Html:
    """Every clock with its versions, what is added, and what happens when it is missed."""
    return join(_clock(book, clock) for clock in book.clocks.values())


def _clock(book: ProcessBook, clock: Clock) -> Html:
    data = clock.data
    rows = [
        row(
            time_said(version.count, book.days.unit(version.unit)),
            _dates(version),
            version.citation,
            status_html(version.status),
            _more(version),
        )
        for version in data.version
    ]
    heads = ("Time", "For clocks that start", "Citation", "How far verified", "Read in, and more")
    starts, ends = (book.events[name].label for name in (data.starts, data.ends))
    return Html(
        '<h4>{title}</h4><p>{says}</p><p class="imr-meta">{who}. From: {starts}. To: {ends}.</p>'
        "{table}<p>When it is missed: {missed}</p>{note}"
    ).format(
        title=data.title,
        says=data.says.replace("{time}", "the time below"),
        who=upper_first(data.who),
        starts=lower_first(starts),
        ends=lower_first(ends),
        table=table(f"{data.title}: versions", heads, rows),
        missed=data.missed,
        note=paragraph(data.note) if data.note else NOTHING,
    )


def _more(version: ClockVersion) -> str:
    told = [version.source, version.note]
    told += [f"{e.says} ({e.citation}; {e.status})" for e in version.extension]
    if version.applies:
        told.append(f"Applies if: {name_said(version.applies)}")
    if version.last_day == "open":
        told.append("whether a last day on which courts are closed moves on is open")
    return _sentences(*told)


def _sentences(*parts: str) -> str:
    """Pieces of text as sentences."""
    return " ".join(f"{upper_first(part.rstrip('.'))}." for part in parts if part)


def days_html(book: ProcessBook) -> Html:
    """The units side by side, and the days on which state offices and courts are closed."""
    rows = [
        row(
            upper_first(unit.many),
            _dates(version),
            _counted(version.closed, version.unsure, version.calendar, book),
            version.citation,
            status_html(version.status),
            _sentences(version.source, version.note),
        )
        for unit in book.days.data.unit.values()
        for version in unit.version
    ]
    heads = (
        "Unit",
        "For days of",
        "Not counted",
        "Citation",
        "How far verified",
        "Read in",
    )
    return table("What counts as a day", heads, rows) + _closed(book)


def _counted(closed: Sequence[str], unsure: Sequence[str], calendar: str, book: ProcessBook) -> str:
    named = [f"{day}s" for day in closed]
    if calendar:
        named.append(lower_first(book.days.data.calendar[calendar].title))
    told = upper_first(listed(named)) if named else "Nothing"
    return f"{told}; left open: {listed(unsure)}" if unsure else told


def _closed(book: ProcessBook) -> Html:
    calendars = book.days.data.calendar
    closed = {name: book.days.closed(name, SHOWN_YEAR) for name in calendars}
    days = sorted({day for one in closed.values() for day in one})
    rows = [
        row(
            f"{dt.date.fromordinal(day):%a} {dt.date.fromordinal(day)}",
            *(closed[name].get(day, "not closed") for name in calendars),
        )
        for day in days
    ]
    heads = ("Day", *(data.title for data in calendars.values()))
    notes = join(
        Html('<p>{}: {} <span class="imr-cite">{}. {} {}</span></p>').format(
            data.title, data.says, data.citation, status_html(data.status), data.note
        )
        for data in calendars.values()
    )
    return notes + table(f"Closed days of {SHOWN_YEAR}", heads, rows)


# ---- questions and grounds ---------------------------------------------------------------------


def questions_html(book: ProcessBook) -> Html:
    """Every rule of the process as a clinician would read it, in its versions."""
    parts = []
    for question in book.rules.terms.treatment:
        parts.append(Html("<h4>{}</h4>").format(upper_first(name_said(question))))
        for rule in book.rules.by_treatment.get(question, ()):
            title = f"{rule.title}, {rule.guideline.edition}"
            told = entry_html(Entry([rule]), {})
            parts.append(folded(title, told))
    return join(parts)


def grounds_html(book: ProcessBook) -> Html:
    """The grounds: what each takes, what is not enough, what follows; the cases that show them."""
    cases = by_ground([load_case(name) for name in case_paths()], book)
    parts = [
        Html(
            "<h4>{title}</h4><p>{says} It takes:</p><ul>{takes}</ul>{less}"
            '<p class="imr-cite">{cite} {status} {source}</p>{cases}'
        ).format(
            title=ground.title,
            says=ground.says,
            takes=join(Html("<li>{}</li>").format(one) for one in ground.takes),
            less=_less(ground.not_enough),
            cite=ground.citation,
            status=status_html(ground.status),
            source=_sentences(ground.source),
            cases=_cases([case.name for case in cases[name]]),
        )
        for name, ground in book.grounds.ground.items()
    ]
    rows = [
        row(one.title, one.says, one.citation, status_html(one.status), one.source)
        for one in book.grounds.provision
    ]
    heads = ("What", "The law", "Citation", "How far verified", "Read in")
    return join(parts) + table("What holds of every ground", heads, rows)


def _less(text: str) -> Html:
    return Html("<p>Not enough: {}</p>").format(lower_first(text)) if text else NOTHING


def _cases(names: Sequence[str]) -> Html:
    if not names:
        return Html('<p class="imr-cite">No bundled case shows it.</p>')
    return Html('<p class="imr-cite">Cases that show it: {}</p>').format(", ".join(names))


# ---- as text -----------------------------------------------------------------------------------


def process_text() -> str:
    """The clocks as text, a line each."""
    book = process_book()
    return "\n".join(
        f"{clock.data.title}: "
        + listed(
            (
                f"{time_said(v.count, book.days.unit(v.unit))} ({_dates(v)})"
                for v in clock.data.version
            ),
            "or",
        )
        for clock in book.clocks.values()
    )
