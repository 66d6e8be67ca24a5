"""The content of a case file: what the file documents, what was refused, and what was decided.

One TOML file holds one determination letter. Real people are never identifiable: ages and dates as
published, no names.
"""

from __future__ import annotations

from typing import Annotated, Literal

from imrkit.files.table import Name, Table, at_most, field

Outcome = Literal["upheld", "overturned"]


Why = Literal["not documented", "not asked", "conflicting", "illegible", "reading"]


Plain = int | bool | str


class Finding(Table, frozen=True):
    """What the file says of one fact, at length.

    Give `value`, or `at_least` and/or `at_most`, or `open` with the reason.

    Attributes:
        value: the documented value.
        at_least: the least that it is, where the file gives a bound.
        at_most: the most that it is.
        open: why it is open ("not documented", "not asked", "conflicting", "illegible").
        document: id of the document that it comes from.
        note: what else to know, in our own words.
        argued: why a reviewer may take it otherwise all the same, in a sentence: leave to judgment
            what is told, or hold against the request what is open, or what is given.
        in_dispute: that it is the very thing in dispute; otherwise it would be another request.
    """

    value: Plain | None = None
    at_least: int | None = None
    at_most: int | None = None
    open: Why | None = None
    document: Name = ""
    note: str = ""
    argued: str = ""
    in_dispute: bool = False


class Worker(Table, frozen=True):
    """The injured worker, as published; age in years."""

    age: int | None = None
    sex: Literal["female", "male"] | None = None


class Injury(Table, frozen=True):
    """The industrial injury; `date` may be a day, "2004-03", "2004", or absent."""

    date: str | None = None
    mechanism: str = ""


Strength = Literal["proves", "hints", "contradicts", "none"]


Kind = Literal[
    "job",
    "vitals",
    "office",
    "injury",
    "complaint",
    "finding",
    "image",
    "diagnosis",
    "treatment",
    "progress",
    "effort",
    "work",
    "plan",
    "request",
    "decision",
    "opinion",
    "application",
]
ROUTINE: tuple[Kind, ...] = ("job", "vitals", "office")
"""Kinds that no criterion asks for: filler, wherever they stand."""


class Sentence(Table, frozen=True):
    """One sentence of a document, with what it tells of facts.

    Attributes:
        id: the name by which exercises refer to it, the same in no other document of the case.
        says: the sentence, in our own words.
        bears: the facts that it bears on, by name; "2.visits_requested" of item 2 alone.
        strength: "proves" a fact; only "hints" at it; "contradicts" another sentence of the file;
            or "none", where it seems to tell of a fact and does not.
        filler: whether it is there only as such files have it, and bears on nothing.
        shows: the value that it shows of a fact, where the file does not document that one: what
            each of two contradicting sentences shows, or at what a hint hints.
        tells: what it tells, for those who take it for an answer that it is not.
        kind: what kind of thing it tells, where that says enough and `tells` is not needed.
    """

    id: Name
    says: str
    bears: tuple[Name, ...] = ()
    strength: Strength = "none"
    filler: bool = False
    shows: dict[str, Finding | int | bool | str] = field(default_factory=dict)
    tells: str = ""
    kind: Kind | None = None


class Document(Table, frozen=True):
    """A document in the file, told in our own words, whole or sentence by sentence.

    Attributes:
        id: the name by which facts refer to it.
        title: what it is.
        date: a day, month or year, if it is dated.
        says: what it says, in our own words.
        by: "reviewer" for the reviewer's own finding, which is no part of the file.
        sentence: what it says, each sentence with what it tells of facts; then without `says`.
    """

    id: Name
    title: Name
    date: str | None = None
    says: tuple[str, ...] = ()
    by: Literal["", "reviewer"] = ""
    sentence: Annotated[tuple[Sentence, ...], at_most(200)] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """What it says, line by line."""
        return tuple(sentence.says for sentence in self.sentence) or self.says

    @property
    def is_finding(self) -> bool:
        """Whether it is the reviewer's own finding; files once said so by its id."""
        return "reviewer" in (self.by, self.id)


class Citation(Table, frozen=True):
    """A guideline that a side cited, as it cited it."""

    guideline: str
    section: str = ""
    pages: str = ""
    note: str = ""


class Refusal(Table, frozen=True):
    """What the claims administrator's utilization review decided; `authorised` if modified."""

    action: Literal["denied", "modified", "delayed"]
    authorised: str = ""
    date: str | None = None
    cites: tuple[Citation, ...] = ()


class Reason(Table, frozen=True):
    """One reason of a published rationale, in our own words.

    Attributes:
        says: the reason.
        ground: the criterion that it speaks of, or "" where no criterion of ours does.
        kind: what sort of proposition it is.
        figure: the figure that it gives, where it is another than that of our rule.
    """

    says: str
    ground: str = ""
    figure: str = ""
    kind: Literal["ground", "guideline", "context", "conclusion"] = "ground"


class Published(Table, frozen=True):
    """The published determination of one disputed item.

    Attributes:
        outcome: upheld or overturned.
        cites: what the reviewer cited.
        reasons: the published reasons, in our own words.
        specialty: the reviewer's specialty.
        later: what became of it afterwards (an appeal, a second review).
        note: what a reader is to know beside it, in our own words.
    """

    outcome: Outcome
    cites: tuple[Citation, ...] = ()
    reasons: tuple[Reason, ...] = ()
    specialty: str = ""
    later: str = ""
    note: str = ""


class Event(Table, frozen=True):
    """Something that happened in the course of the request.

    Attributes:
        kind: what, by a name of mtus/process/events.toml.
        date: a day, month or year; that of its document, if absent.
        document: id of the document that tells it.
        item: number of the disputed item that it is about; all of them, if absent.
        note: what else to know, in our own words.
    """

    kind: str
    date: str | None = None
    document: str = ""
    item: str = ""
    note: str = ""


class Challenge(Table, frozen=True):
    """An appeal of the published determination, and what came of it.

    Attributes:
        forum: who decided it.
        result: what became of the determination.
        says: what was found, in our own words.
        source: where that is told.
        date: a day, month or year, if it is told.
        grounds: the grounds that were found, by the names of mtus/process/grounds.toml.
        shown_by: what in the file showed it.
    """

    forum: str
    result: Literal["set aside", "left standing", "not told"]
    says: str
    source: str
    date: str | None = None
    grounds: tuple[str, ...] = ()
    shown_by: str = ""


class Difference(Table, frozen=True):
    """Why the computed determination is not the published one."""

    because: Literal[
        "reviewer judgement",
        "another text",
        "error of fact",
        "fact not in the letter",
        "rule we lack",
    ]
    says: str


class ReadTwice(Table, frozen=True):
    """One fact of which two readers of a letter found different things, and a third decided.

    Attributes:
        fact: the fact.
        first: what this case file had.
        second: what a reader found who had seen neither the file nor any rule.
        because: why the third reader, who had seen only the letter, decided as the file now says.
    """

    fact: Name
    first: str
    second: str
    because: str


class Item(Table, frozen=True):
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
        requested: date on which the request was made and received: a day, month or year, if the
            file gives it; the date of a form alone is the fact request_date.
        retrospective: whether it had been given before authorization was asked for.
        read_twice: the facts of which two readers of the letter found different things.
        challenge: appeals of the determination, and what came of them.
        urgent: what the file tells that must not wait for this request, and what it calls for; it
            is said beside every result, and no advice then asks to treat first and wait.
        follows: number of the item of the same letter that decides what is taken as given for this
            one, as an operation for what goes with it.
    """

    id: Name
    request: Name
    treatment: Name
    refusal: Refusal
    published: Published
    facts: dict[str, Finding | int | bool | str] = field(default_factory=dict)
    body_part: Name = ""
    treats: Name = ""
    differs: Difference | None = None
    requested: str | None = None
    retrospective: bool = False
    read_twice: tuple[ReadTwice, ...] = ()
    challenge: tuple[Challenge, ...] = ()
    urgent: str = ""
    follows: str = ""


class Defect(Table, frozen=True):
    """Something wrong with the file; `reason` says whether the determination rests on it."""

    says: str
    reason: bool = False


class CaseFile(Table, frozen=True):
    """The content of one case file.

    Attributes:
        schema: the version of the format.
        title: what was asked for, in a few words.
        source: where the determination was published.
        decided: a day, month or year, or "2014/2015".
        item: the disputed items, in the order of the letter.
        worker: the injured worker.
        injury: the industrial injury.
        diagnoses: as the letter names them.
        document: the documents that the facts come from.
        defect: what is wrong with the file.
        decided_note: how the date of the decision is known, where the letter does not give it.
        layout: the layout of the letter.
        note: what else to know.
        file: "letter" where only the published letter is known, "whole" where a reader has the
            file in full, so that what it does not say is not documented.
        event: what happened in the course of the request, beside the dates above.
        process: facts of the process, by the names of mtus/process/rules/facts.toml.
    """

    schema: int
    title: Name
    source: str
    decided: str
    item: Annotated[tuple[Item, ...], at_most(100)]
    worker: Worker = Worker()
    injury: Injury = Injury()
    diagnoses: Annotated[tuple[Name, ...], at_most(100)] = ()
    document: Annotated[tuple[Document, ...], at_most(500)] = ()
    defect: tuple[Defect, ...] = ()
    decided_note: str = ""
    layout: str = ""
    note: str = ""
    file: Literal["letter", "whole"] = "letter"
    event: tuple[Event, ...] = ()
    process: dict[str, Finding | int | bool | str] = field(default_factory=dict)


def show_date(value: str | None) -> str:
    """Write a date of a case; "not given" where the letter gives none."""
    if value is None:
        return "not given"
    return value.replace("/", " or ")


def show_when(value: str) -> str:
    """Write a date of a case to stand after a verb: "on 2017-02-06", "in 2014"."""
    return f"{'on' if len(value) == len('2017-02-06') else 'in'} {show_date(value)}"
