"""A case: what the file documents, what was refused, and what was decided.

One TOML file holds one determination letter: worker, injury, dates, documents in the file, and
the disputed items, each with its facts, the refusal and the published outcome. Real people are
never identifiable: ages and dates as published, no names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Literal

from imrkit.errors import DataError, UnknownName, nearest
from imrkit.facts import OPEN, Fact, Pair, date_span
from imrkit.places import cases_dir
from imrkit.reading.files import at, convert, read_toml
from imrkit.rules.rule import Rule
from imrkit.rules.rulebook import Rulebook, rulebook
from imrkit.rules.terms import Terms, found

Outcome = Literal["upheld", "overturned"]
Why = Literal["not documented", "not asked", "conflicting", "illegible", "reading"]
Plain = int | bool | str


@dataclass(frozen=True, slots=True)
class Finding:
    """What the file says of one fact, at length.

    Give `value`, or `at_least` and/or `at_most`, or `open` with the reason.

    Attributes:
        value: the documented value.
        at_least: the least that it is, where the file gives a bound.
        at_most: the most that it is.
        open: why it is open ("not documented", "not asked", "conflicting", "illegible").
        document: id of the document that it comes from.
        note: what else to know, in our own words.
    """

    value: Plain | None = None
    at_least: int | None = None
    at_most: int | None = None
    open: Why | None = None
    document: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Worker:
    """The injured worker, as published; age in years."""

    age: int | None = None
    sex: Literal["female", "male"] | None = None


@dataclass(frozen=True, slots=True)
class Injury:
    """The industrial injury; `date` may be a day, "2004-03", "2004", or absent."""

    date: str | None = None
    mechanism: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document in the file, told in our own words."""

    id: str
    title: str
    date: str | None = None
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A guideline that a side cited, as it cited it."""

    guideline: str
    section: str = ""
    pages: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the claims administrator's utilization review decided; `authorised` if modified."""

    action: Literal["denied", "modified", "delayed"]
    authorised: str = ""
    date: str | None = None
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a published rationale, in our own words.

    Attributes:
        says: the reason.
        ground: the criterion that it speaks of, or "" where no criterion of ours does.
        kind: what sort of proposition it is.
    """

    says: str
    ground: str = ""
    kind: Literal["ground", "guideline", "context", "conclusion"] = "ground"


@dataclass(frozen=True, slots=True)
class Published:
    """The published determination of one disputed item.

    Attributes:
        outcome: upheld or overturned.
        cites: what the reviewer cited.
        reasons: the published reasons, in our own words.
        specialty: the reviewer's specialty.
        later: what became of it afterwards (an appeal, a second review).
    """

    outcome: Outcome
    cites: tuple[Citation, ...] = ()
    reasons: tuple[Reason, ...] = ()
    specialty: str = ""
    later: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """Why the computed determination is not the published one."""

    because: Literal["reviewer judgement", "fact not in the letter", "rule we lack"]
    says: str


@dataclass(frozen=True, slots=True)
class Item:
    """One disputed item.

    Attributes:
        id: its number in the letter.
        request: what was asked for, in a few words.
        treatment: the treatment, by a name of terms.toml.
        refusal: what utilization review decided.
        published: what the independent medical review decided.
        facts: for each fact that the file speaks of, its value or finding.
        body_part: where: the letter's words, of which terms.toml knows what they mean.
        treats: the diagnosis that the request treats, where the request says so.
        differs: why our result differs from the published one, if it does.
    """

    id: str
    request: str
    treatment: str
    refusal: Refusal
    published: Published
    facts: dict[str, Finding | int | bool | str] = field(default_factory=dict)
    body_part: str = ""
    treats: str = ""
    differs: Difference | None = None


@dataclass(frozen=True, slots=True)
class Defect:
    """Something wrong with the file; `reason` says whether the determination rests on it."""

    says: str
    reason: bool = False


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The content of one case file."""

    schema: int
    title: str
    source: str
    decided: str
    item: tuple[Item, ...]
    worker: Worker = Worker()
    injury: Injury = Injury()
    diagnoses: tuple[str, ...] = ()
    document: tuple[Document, ...] = ()
    defect: tuple[Defect, ...] = ()
    decided_note: str = ""
    layout: str = ""
    note: str = ""


CHANGED = "changed by you"
"""The source of a fact that a what-if sets."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one fact in one case.

    Attributes:
        fact: the fact.
        pair: all it could be.
        why: why it is open; "" where it is documented.
        source: what it rests on, in words.
        note: what else the case says of it.
    """

    fact: Fact
    pair: Pair
    why: str = ""
    source: str = ""
    note: str = ""

    @property
    def open(self) -> bool:
        """Whether it could be more than one thing."""
        return bool(self.pair[0] != self.pair[1])

    @property
    def from_silence(self) -> bool:
        """Whether it is only taken from the file's silence."""
        return self.source.startswith("not stated")

    @property
    def changed(self) -> bool:
        """Whether it is a what-if, and not what the file says."""
        return self.source == CHANGED

    @property
    def shown(self) -> str:
        """The value as a clinician would write it."""
        if self.open and self.pair == self.fact.span and self.why:
            return "open" if self.why == "reading" else self.why
        return self.fact.show(self.pair)


@dataclass(frozen=True, eq=False, repr=False)
class Case:
    """A case, read and checked.

    Attributes:
        name: the file's name without its ending.
        text: the file's content.
        decided: first and last day on which it may have been decided.
        file: the file.
    """

    name: str
    text: CaseFile
    decided: Pair
    file: Path
    book: Rulebook

    def __repr__(self) -> str:
        return f"<Case {self.name}: {self.title}>"

    @property
    def title(self) -> str:
        """What was asked for, in a few words."""
        return self.text.title

    @property
    def items(self) -> tuple[Item, ...]:
        """The disputed items, in the order of the letter."""
        return self.text.item

    def item(self, id: str | int | None = None) -> Item:
        """Return a disputed item, the first if none is named.

        Raises:
            UnknownName: if the letter has no item of that number.
        """
        if id is None:
            return self.items[0]
        wanted = {item.id: item for item in self.items}
        if str(id) not in wanted:
            raise UnknownName(f"disputed item in {self.name}", str(id), wanted)
        return wanted[str(id)]

    def rules(self, item: Item) -> tuple[Rule, ...]:
        """The rules that address an item's treatment, in all editions."""
        treatment = self.book.terms.treatment_named(item.treatment)
        return self.book.by_treatment.get(treatment, ())

    def known(self, item: Item) -> dict[str, Known]:
        """What the case says of every fact of the vocabulary, for one disputed item."""
        vocabulary, facts = self.book.vocabulary, dict(self._silence)
        for name, value, source in self._fields(item):
            if name in vocabulary:
                fact = vocabulary[name]
                facts[name] = Known(fact, fact.pair(value), "", source)
        for name, finding in item.facts.items():
            facts[name] = self._found(vocabulary[name], finding)
        return facts

    @cached_property
    def _silence(self) -> dict[str, Known]:
        """What a file that says nothing at all is taken to say."""
        return {name: _unsaid(fact) for name, fact in self.book.vocabulary.items()}

    def _found(self, fact: Fact, finding: Finding | Plain) -> Known:
        if not isinstance(finding, Finding):
            finding = (
                Finding(open=finding) if finding in OPEN else Finding(value=finding)  # type: ignore[arg-type]
            )
        source = self._document(finding.document)
        if finding.open:
            return Known(
                fact,
                fact.span,
                finding.open,
                source or OPEN[finding.open],
                finding.note,
            )
        if finding.at_least is not None or finding.at_most is not None:
            low, high = fact.span
            ends = (
                low if finding.at_least is None else fact.encode(finding.at_least),
                high if finding.at_most is None else fact.encode(finding.at_most),
            )
            if ends[0] > ends[1]:
                raise DataError(
                    f"at_least = {finding.at_least} is more than at_most = {finding.at_most}"
                )
            why = "not documented" if ends[0] < ends[1] else ""
            return Known(fact, ends, why, source or "the case summary", finding.note)
        return Known(
            fact,
            fact.pair(finding.value),
            "",
            source or "the case summary",
            finding.note,
        )

    def _document(self, id: str) -> str:
        return next((d.title for d in self.text.document if d.id == id), id)

    def _fields(self, item: Item) -> Iterator[tuple[str, object, str]]:
        """What the case's own fields say, apart from the facts of the item: name, value, source."""
        text, terms = self.text, self.book.terms
        heading = "the letter's heading"
        yield "decision_date", text.decided, text.decided_note or heading
        if text.injury.date:
            yield "injury_date", text.injury.date, heading
        if text.worker.age is not None:
            yield "age", text.worker.age, "the case summary"
        for name, value in terms.implied_by(item.treatment).items():
            yield name, value, "the name of the treatment"
        if part := terms.part_named(item.body_part):
            yield "body_part", part, "the request"
        said = [item.treats] if item.treats else list(text.diagnoses)
        groups = self.book.vocabulary.get("diagnosis_group")
        if said and groups:
            group = found(terms.diagnosis_group, said) or groups.choices[-1]
            yield groups.name, group, f"the diagnosis: {', '.join(said)}"
        if text.injury.date and "weeks_since_injury" in self.book.vocabulary:
            yield (
                "weeks_since_injury",
                self._weeks(text.injury.date, item),
                "the dates of the letter",
            )

    def _weeks(self, injured: str, item: Item) -> tuple[int, int]:
        """Weeks from the injury to the utilization review, between the bounds that dates set.

        Where the refusal is not dated it lies between the last dated document and the decision.
        """
        first, last = date_span(injured)
        dated = [date_span(d.date)[0] for d in self.text.document if d.date]
        refused = date_span(item.refusal.date) if item.refusal.date else None
        since, until = refused or (max(dated, default=last), self.decided[1])
        most = self.book.vocabulary["weeks_since_injury"].span[1]
        low = max(0, since - last) // 7
        return (min(low, most), min(max(low, (until - first) // 7), most))


def _unsaid(fact: Fact) -> Known:
    if fact.unstated is not None:
        source = f"not stated; {fact.unstated_because}"
        return Known(fact, fact.pair(fact.unstated), "", source)
    why: Why = "reading" if fact.kind == "reading" else "not documented"
    return Known(fact, fact.span, why, OPEN[why])


def read_case(path: Path, book: Rulebook | None = None) -> Case:
    """Read and check one case file.

    Args:
        path: the TOML file.
        book: the rulebook whose vocabulary it uses; the one that comes with imrkit by default.

    Raises:
        DataError: naming file, line, field, what was found and what was expected.
    """
    book = book or rulebook()
    text = convert(read_toml(path), CaseFile, path)

    def value(field: str, fact: str, given: object) -> Pair:
        try:
            return book.vocabulary[fact].pair(given)
        except DataError as error:
            raise at(path, field, error.problem) from None

    decided = value("decided", "decision_date", text.decided)
    if text.injury.date is not None:
        injured = value("injury.date", "decision_date", text.injury.date)
        if injured[0] > decided[1]:
            problem = f"the injury ({text.injury.date}) is later than the decision ({text.decided})"
            raise at(path, "injury.date", problem)
    if text.worker.age is not None and "age" in book.vocabulary:
        value("worker.age", "age", text.worker.age)
    ids = [document.id for document in text.document]
    for place, document in enumerate(text.document):
        if ids.index(document.id) < place:
            raise at(path, f"document[{place}].id", f"two documents are called {document.id!r}")
        _check_day(path, f"document[{place}].date", document.date)
    if not text.item:
        raise at(path, "item", "a case has at least one disputed item: [[item]]")
    case = Case(path.stem, text, decided, path, book)
    numbers = [item.id for item in text.item]
    for place, item in enumerate(text.item):
        if numbers.index(item.id) < place:
            raise at(path, f"item[{place}].id", f"two items are numbered {item.id!r}")
        _check_item(case, item, f"item[{place}]", ids)
    return case


def _check_day(path: Path, field: str, value: str | None) -> None:
    try:
        date_span(value or "2014")
    except DataError as error:
        raise at(path, field, error.problem) from None


def _check_item(case: Case, item: Item, where: str, documents: list[str]) -> None:
    def refuse(field: str, problem: object) -> DataError:
        return at(case.file, f"{where}.{field}", str(problem))

    try:
        rules = case.rules(item)
    except UnknownName as error:
        raise refuse("treatment", error) from None
    if item.body_part and not case.book.terms.part_named(item.body_part):
        raise refuse("body_part", _unknown_part(case.book.terms, item.body_part))
    _check_day(case.file, f"{where}.refusal.date", item.refusal.date)
    criteria = {name for rule in rules for name in rule.text.criterion}
    for place, reason in enumerate(item.published.reasons):
        if reason.ground and reason.ground not in criteria:
            unknown = UnknownName("criterion of a rule for this item", reason.ground, criteria)
            raise refuse(f"published.reasons[{place}].ground", unknown)
    for name, finding in item.facts.items():
        if name not in case.book.vocabulary:
            raise refuse(f"facts.{name}", UnknownName("fact", name, case.book.vocabulary))
        if isinstance(finding, Finding):
            _check_finding(finding, documents, partial(refuse, f"facts.{name}"))
        try:
            case._found(case.book.vocabulary[name], finding)
        except DataError as error:
            raise refuse(f"facts.{name}", error.problem) from None


def _unknown_part(terms: Terms, text: str) -> str:
    words = [*terms.body_part, *(w for others in terms.body_part.values() for w in others)]
    near = nearest(text, words)
    hint = f"did you mean {near!r}? " if near else ""
    return f"{text!r} names no part of the body; {hint}expected one of {', '.join(terms.body_part)}"


def _check_finding(
    finding: Finding, documents: list[str], refuse: Callable[[object], DataError]
) -> None:
    if finding.document and finding.document not in documents:
        raise refuse(UnknownName("document", finding.document, documents))
    bounded = finding.at_least is not None or finding.at_most is not None
    if [finding.value is not None, finding.open is not None, bounded].count(True) != 1:
        raise refuse("give one of value, at_least/at_most, or open")


@cache
def case_paths(folder: Path | None = None) -> Mapping[str, Path]:
    """The case files of a folder by name, in order; those that come with imrkit by default."""
    folder = folder or cases_dir()
    if not folder.is_dir():
        raise DataError("there is no such folder of case files", file=folder)
    return {path.stem: path for path in sorted(folder.rglob("*.toml"))}


@cache
def load_case(name: str | Path) -> Case:
    """Read a case by its name, or a case file by its path.

    Args:
        name: the name of a case that comes with imrkit ("flagship"), or a path to a TOML file.

    Raises:
        UnknownName: if there is no such case; says which is nearest.
        DataError: if the file is not a case.
    """
    path = Path(name)
    if path.suffix == ".toml":
        return read_case(path)
    known = case_paths()
    if str(name) not in known:
        raise UnknownName("case", str(name), known)
    return read_case(known[str(name)])


def show_date(value: str | None) -> str:
    """Write a date of a case; "not given" where the letter gives none."""
    if value is None:
        return "not given"
    return value.replace("/", " or ")
