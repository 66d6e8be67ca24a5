"""Reading cases: each file checked, every error with its file, line and field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from imrkit.cases.case import Case
from imrkit.cases.finding import ENDING, find_cases
from imrkit.cases.schema import CaseFile, Event, Finding, Item
from imrkit.cases.sentences import check_sentences
from imrkit.characters import quoted, unseen
from imrkit.errors import DataError, UnknownName
from imrkit.facts.dates import date_span, too_late
from imrkit.facts.fact import EVER, OPEN, fact_given_in
from imrkit.facts.spans import Days
from imrkit.files.reading import at, convert, read_toml
from imrkit.rules.rulebook import Rulebook, rulebook


def read_case(path: Path, book: Rulebook | None = None) -> Case:
    """Read and check one case file.

    Args:
        path: the TOML file.
        book: the rulebook whose vocabulary it uses; the one that comes with imrkit by default.

    Raises:
        DataError: naming file, line, field, what was found and what was expected.
    """
    return case_of(read_toml(path), path, book or rulebook())


def case_of(raw: dict[str, Any], path: Path, book: Rulebook) -> Case:
    """Check the content of a case file, as it was read or with something changed in it.

    Args:
        raw: what the file parses to.
        path: the file, for errors.
        book: the rulebook whose vocabulary it uses.

    Raises:
        DataError: naming file, line, field, what was found and what was expected.
    """
    _fold_open(raw)
    text = convert(raw, CaseFile, path)

    decided = _days(path, "decided", text.decided)
    _check_order(path, "injury.date", text.injury.date, decided)
    age = fact_given_in(book.vocabulary, "worker.age")
    if text.worker.age is not None and age:
        try:
            age.value_of(text.worker.age)
        except DataError as error:
            raise at(path, "worker.age", error.problem) from None
    ids = [document.id for document in text.document]
    for place, document in enumerate(text.document):
        if ids.index(document.id) < place:
            raise at(
                path, f"document[{place}].id", f"two documents are called {quoted(document.id)}"
            )
        _check_order(path, f"document[{place}].date", document.date, decided)
    for place, diagnosis in enumerate(text.diagnoses):
        _check_seen(path, f"diagnoses[{place}]", diagnosis)
    if not text.item:
        raise at(path, "item", "a case has at least one disputed item: [[item]]")
    case = Case(path.stem, text, decided, path, book)
    numbers = [item.id for item in text.item]
    for place, item in enumerate(text.item):
        if numbers.index(item.id) < place:
            raise at(path, f"item[{place}].id", f"two items are numbered {quoted(item.id)}")
        _check_item(case, item, f"item[{place}]", ids)
    for place, event in enumerate(text.event):
        _check_event(path, event, f"event[{place}]", ids, numbers)

    check_sentences(case)
    return case


def _fold_open(raw: dict[str, Any]) -> None:
    """Let "Not documented" and the other reasons be written with capitals."""
    items = raw.get("item")
    for item in items if isinstance(items, list) else ():
        facts = item.get("facts") if isinstance(item, dict) else None
        if not isinstance(facts, dict):
            continue
        for name, finding in facts.items():
            if isinstance(finding, str) and finding.casefold() in OPEN:
                facts[name] = finding.casefold()
            if isinstance(finding, dict) and isinstance(why := finding.get("open"), str):
                finding["open"] = why.casefold() if why.casefold() in OPEN else why


def _check_seen(path: Path, field: str, text: str) -> None:
    """Refuse what cannot be seen in a text in which words are looked for: it would hide them."""
    if unseen(text):
        raise at(path, field, f"found {quoted(text)}; write plain spaces and letters there")


def _days(path: Path, field: str, text: str) -> Days:
    """Read a date, which lies between 1900 and 2099."""
    try:
        days = date_span(text)
    except DataError as error:
        raise at(path, field, error.problem) from None
    if days.first < EVER.first or days.last > EVER.last:
        raise at(path, field, f"expected a date from 1900 to 2099; found {text!r}")
    return days


def _check_order(
    path: Path, field: str, text: str | None, decided: Days, injury: str | None = None
) -> None:
    """Read a date, if there is one, that lies between the injury and the decision."""
    if text is None:
        return
    days = _days(path, field, text)
    if late := too_late(days, decided, text):
        raise at(path, field, late)
    if injury and days.last < date_span(injury).first:
        raise at(path, field, f"expected a day after the injury ({injury}); found {text}")


def _check_item(case: Case, item: Item, where: str, documents: list[str]) -> None:
    def refuse(field: str, problem: object) -> DataError:
        return at(case.file, f"{where}.{field}", str(problem))

    for field in ("treatment", "body_part", "treats"):
        _check_seen(case.file, f"{where}.{field}", getattr(item, field))
    if item.body_part and not case.book.terms.part_named(item.body_part):
        raise refuse("body_part", case.book.terms.unknown_part(item.body_part))
    _check_item_dates(case, item, where)
    known = case.book.terms.treatment_behind(item.treatment)
    # Names alone are wanted here: no rule need be checked and compiled to list cases.
    rules = case.book.by_treatment.get(known, ()) if known else ()
    criteria = {name for rule in rules for name in rule.data.criterion}
    for place, reason in enumerate(item.published.reasons):
        if reason.ground and reason.ground not in criteria:
            problem: object = UnknownName(
                "criterion of a rule for this item", reason.ground, criteria
            )
            if known is None:
                problem = f"{case.book.terms.unknown(item.treatment)}, nor its {reason.ground!r}"
            raise refuse(f"published.reasons[{place}].ground", problem)
    for name, finding in item.facts.items():
        if name not in case.book.vocabulary:
            raise refuse(f"facts.{name}", UnknownName("fact", name, case.book.vocabulary))
        if isinstance(finding, Finding):
            _check_finding(finding, documents, partial(refuse, f"facts.{name}"))
        try:
            case.as_known(case.book.vocabulary[name], finding)
        except DataError as error:
            raise refuse(f"facts.{name}", error.problem) from None


def _check_event(
    path: Path, event: Event, where: str, documents: list[str], items: list[str]
) -> None:
    """What an event names is there; it may come after the decision, as an appeal does."""
    if event.date is not None:
        _days(path, f"{where}.date", event.date)
    if event.document and event.document not in documents:
        unknown = UnknownName("document", event.document, documents)
        raise at(path, f"{where}.document", str(unknown))
    if event.item and event.item not in items:
        raise at(path, f"{where}.item", str(UnknownName("disputed item", event.item, items)))


def _check_item_dates(case: Case, item: Item, where: str) -> None:
    """After the injury comes the request, then its refusal, then the decision."""
    refused, injury = item.refusal.date, case.data.injury.date
    _check_order(case.file, f"{where}.refusal.date", refused, case.decided, injury)
    _check_order(case.file, f"{where}.requested", item.requested, case.decided, injury)
    if item.requested and refused and date_span(item.requested).first > date_span(refused).last:
        problem = f"expected a day up to the refusal ({refused}); found {item.requested}"
        raise at(case.file, f"{where}.requested", problem)


def _check_finding(
    finding: Finding, documents: list[str], refuse: Callable[[object], DataError]
) -> None:
    if finding.document and finding.document not in documents:
        raise refuse(UnknownName("document", finding.document, documents))
    bounded = finding.at_least is not None or finding.at_most is not None
    if [finding.value is not None, finding.open is not None, bounded].count(True) != 1:
        raise refuse("give one of value, at_least/at_most, or open")


def case_paths(folder: Path | None = None) -> Mapping[str, Path]:
    """The case files of a folder by name, in order; those that come with imrkit by default.

    Raises:
        DataError: if there is no such folder, or no case in it.
    """
    found = find_cases(folder)
    if not found.paths and found.problems:
        raise found.problems[0]
    return found.paths


def load_case(name: str | Path) -> Case:
    """Read a case by its name, or a case file by its path, as it is on the disk now.

    Args:
        name: the name of a case that comes with imrkit ("flagship"), or a path to a TOML file.

    Raises:
        UnknownName: if there is no such case; says which is nearest.
        DataError: if the file is not a case, or what is given is no name.
    """
    if not isinstance(name, str | Path):
        problem = "a case is given by its name or by the path of its file, as a text"
        raise DataError(f"{problem}; found {quoted(name)}")
    path = Path(name)
    if path.suffix.casefold() == ENDING:
        return read_case(path)
    known = case_paths()
    if str(name) not in known:
        raise UnknownName("case", str(name), known)
    return read_case(known[str(name)])
