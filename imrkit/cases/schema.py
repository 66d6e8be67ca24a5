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
    """

    value: Plain | None = None
    at_least: int | None = None
    at_most: int | None = None
    open: Why | None = None
    document: Name = ""
    note: str = ""


class Worker(Table, frozen=True):
    """The injured worker, as published; age in years."""

    age: int | None = None
    sex: Literal["female", "male"] | None = None


class Injury(Table, frozen=True):
    """The industrial injury; `date` may be a day, "2004-03", "2004", or absent."""

    date: str | None = None
    mechanism: str = ""


class Document(Table, frozen=True):
    """A document in the file, told in our own words.

    Attributes:
        id: the name by which facts refer to it.
        title: what it is.
        date: a day, month or year, if it is dated.
        says: what it says, in our own words.
        by: "reviewer" for the reviewer's own finding, which is no part of the file.
    """

    id: Name
    title: Name
    date: str | None = None
    says: tuple[str, ...] = ()
    by: Literal["", "reviewer"] = ""

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
    """

    says: str
    ground: str = ""
    kind: Literal["ground", "guideline", "context", "conclusion"] = "ground"


class Published(Table, frozen=True):
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


class Difference(Table, frozen=True):
    """Why the computed determination is not the published one."""

    because: Literal["reviewer judgement", "fact not in the letter", "rule we lack"]
    says: str


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
        requested: date of the request: a day, month or year, if the file gives it.
        retrospective: whether it had been given before authorization was asked for.
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


def show_date(value: str | None) -> str:
    """Write a date of a case; "not given" where the letter gives none."""
    if value is None:
        return "not given"
    return value.replace("/", " or ")


def show_when(value: str) -> str:
    """Write a date of a case to stand after a verb: "on 2017-02-06", "in 2014"."""
    return f"{'on' if len(value) == len('2017-02-06') else 'in'} {show_date(value)}"
