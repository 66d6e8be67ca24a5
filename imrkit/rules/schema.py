"""Guidelines as their files state them: figures, criteria, rules, editions.

One TOML file holds one guideline edition and the dates on which it was in force. A rule is flat:
named criteria, each with the sentence a clinician would say and a test, and one line that joins
them by name.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from imrkit.facts.fact import measured
from imrkit.facts.spans import TRUTHS, Days, Truth
from imrkit.files.table import Table, field, replace

Basis = Literal[
    "guideline",
    "statute",
    "regulation",
    "other guideline",
    "reviewer judgement",
    "our reading",
]
Status = Literal["primary", "secondary", "unverified"]
STATUS: dict[Status, str] = {
    "primary": "read in the primary text",
    "secondary": "known through a secondary source",
    "unverified": "not verified yet",
}
BASIS: dict[Basis, str] = {
    "guideline": "guideline",
    "statute": "statute",
    "regulation": "regulation",
    "other guideline": "guideline outside the MTUS",
    "reviewer judgement": "reviewer's judgment",
    "our reading": "our reading of the guideline",
}
NO_TEXT: tuple[Basis, ...] = ("reviewer judgement", "our reading")
"""What a criterion may rest on that stands in no text, and on no page."""
READ_IN_LETTER = "read in the letter itself"
"""How far a reviewer's judgment is verified that stands in a published letter."""


def verified(basis: Basis, status: Status) -> str:
    """How far what rests on something is verified.

    Args:
        basis: what it rests on.
        status: how far.
    """
    letter = basis == "reviewer judgement" and status == "primary"
    return READ_IN_LETTER if letter else STATUS[status]


Layer = Literal["mtus", "statute", "beyond"]
EVERY = "*"
"""In place of the treatments of a rule: it stands beside the rules of every treatment."""


class Row(Table, frozen=True):
    """One figure: a number, or a range that a guideline gives ("9 to 10").

    A range limits at its upper end ("up to 10"); both ends are shown.
    """

    value: int | tuple[int, int]
    when: str = ""
    over_weeks: int | tuple[int, int] | None = None
    page: str = ""
    status: Status | None = None
    source: str = ""
    note: str = ""

    @property
    def limit(self) -> int:
        """The number that counts in a test."""
        return self.value[1] if isinstance(self.value, tuple) else self.value

    def show(self, unit: str) -> str:
        """Write the figure: "9 to 10 visits over 8 weeks"."""
        text = measured(_range(self.value), unit)
        weeks = "week" if self.over_weeks == 1 else "weeks"
        return f"{text} over {_range(self.over_weeks)} {weeks}" if self.over_weeks else text


def _range(value: int | tuple[int, int]) -> str:
    return f"{value[0]} to {value[1]}" if isinstance(value, tuple) else str(value)


class Figure(Table, frozen=True):
    """A number of a guideline, or one for each choice of a fact.

    Attributes:
        says: what it limits, in words.
        basis: what it rests on.
        status: how far it is verified; a row may state its own.
        value: the number or range, where it does not depend on a fact.
        by: the choice fact that it depends on.
        row: one row for each choice that has its own; the row without `when` serves the others.
    """

    says: str
    basis: Basis
    status: Status
    unit: str = ""
    value: int | tuple[int, int] | None = None
    over_weeks: int | tuple[int, int] | None = None
    by: str = ""
    row: tuple[Row, ...] = ()
    page: str = ""
    source: str = ""
    note: str = ""

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, each with its own status, page and source."""
        if self.value is not None:
            whole = Row(self.value, over_weeks=self.over_weeks, note=self.note)
            return (self._whole(whole),)
        return tuple(self._whole(row) for row in self.row)

    def at(self, choice: str) -> Row:
        """The row that serves a choice of the fact it depends on."""
        others = next((row for row in self.row if not row.when), None)
        found = next((row for row in self.row if row.when == choice), others)
        return self._whole(found) if found else self.rows[0]

    def _whole(self, row: Row) -> Row:
        return replace(
            row,
            status=row.status or self.status,
            page=row.page or self.page,
            source=row.source or self.source,
        )


class Criterion(Table, frozen=True):
    """One thing that a rule asks.

    Attributes:
        says: the sentence a reviewer would write when it holds; {fact} and {figure} are filled in.
        test: the expression that decides it.
        fails: the sentence when it does not hold; made from `says` if absent.
        open: the sentence when the file leaves it open; made from `says` if absent.
        basis: what it rests on.
        status: how far it is verified.
        page: page or section of the guideline.
        source: where it was read.
        note: what else to know.
        lasts: facts that by the text take so many weeks at least, where the test counts none.
        quotes: another guideline from which reviewers take what they add, as letters quote it.
    """

    says: str
    test: str
    basis: Basis
    status: Status
    fails: str = ""
    open: str = ""
    page: str = ""
    source: str = ""
    note: str = ""
    lasts: dict[str, int] = field(default_factory=dict)
    quotes: str = ""


class Sentence(Table, frozen=True):
    """One thing that the guideline says, in our own words.

    Attributes:
        says: the sentence.
        criteria: the criteria that encode it.
        not_encoded: why none does, where none does.
    """

    says: str
    criteria: tuple[str, ...] = ()
    not_encoded: str = ""


class Unweighed(Table, frozen=True):
    """What a rule does not weigh, to be minded where somebody supposes it.

    Attributes:
        when: when it is to be minded, as an expression of facts, figures, and criteria.
        says: what is said then; {fact} and {figure} are filled in.
    """

    when: str
    says: str


class RuleData(Table, frozen=True):
    """A rule as its file states it.

    Attributes:
        title: its name in the guideline.
        treatments: the disputed treatments that it addresses; "*" alone for every treatment.
        necessary: what the text asks: criteria joined by and, or, not.
        reviewers: what reviewers ask beside the text: criteria joined in the same way.
        sentences: what the guideline says, one sentence each, with the criteria that encode it.
        applies: when it applies to an item of those treatments; always, if absent.
        displaces: rules that give way where this one surely applies ("chronic_pain.x").
        cap: a limit that stands beside whichever rule governs.
        unweighed: what it does not weigh, and no grant is told where somebody supposes it.
        pages: pages or section of the guideline.
        says: the rule as a clinician would tell it, in a few sentences.
        note: what else to know.
    """

    title: str
    treatments: tuple[str, ...]
    necessary: str
    criterion: dict[str, Criterion]
    figure: dict[str, Figure] = field(default_factory=dict)
    applies: str = ""
    displaces: tuple[str, ...] = ()
    cap: bool = False
    pages: str = ""
    says: str = ""
    note: str = ""
    reviewers: str = ""
    sentences: tuple[Sentence, ...] = ()
    unweighed: tuple[Unweighed, ...] = ()


class Guideline(Table, frozen=True):
    """One edition of a guideline and the dates on which it was in force.

    Attributes:
        name: the guideline, the same through its editions ("chronic_pain").
        edition: the edition ("2009").
        title: its full title.
        citation: where it stands in the law or literature.
        since: first day in force.
        until: last day in force; None while it stands.
        layer: mtus, statute, or beyond (where the search sequence turns when the MTUS is silent).
        status: how far the dates are verified.
        source: where they were read.
        continues: the file whose rules this edition carries over ("chronic_pain_2009").
        drops: rules that are not carried over.
        note: what else to know.
        held: how much of it our rules encode: whole, part or none. What is encoded in part or not
            at all is not silent where no rule of ours speaks.
        treatments: the treatments it is about; every treatment, if absent.
        scope: when it is about an item of those treatments, as an expression; always, if absent.
        silent_on: treatments of which its text is known to say nothing.
        by: the date that decides whether it was in force: a fact of the vocabulary; the date of the
            decision, if absent.
        read_at: where the text can be read.
    """

    name: str
    edition: str
    title: str
    citation: str
    since: dt.date
    layer: Layer
    status: Status
    source: str
    until: dt.date | None = None
    continues: str = ""
    drops: tuple[str, ...] = ()
    note: str = ""
    held: Literal["whole", "part", "none"] = "whole"
    treatments: tuple[str, ...] = ()
    scope: str = ""
    silent_on: tuple[str, ...] = ()
    by: str = ""
    read_at: str = ""

    def in_force(self, decided: Days) -> Truth:
        """Whether it was (surely, possibly) in force on the days of a decision."""
        low, high = decided
        first = self.since.toordinal()
        if high < first:
            return TRUTHS[0]
        last = (self.until or dt.date.max).toordinal()
        return TRUTHS[(first <= low and high <= last) + (low <= last)]

    @property
    def applied(self) -> str:
        """How it comes to apply, in words that a day follows."""
        return "turned to where the MTUS is silent," if self.layer == "beyond" else "in force"

    @property
    def short(self) -> str:
        """Title and edition, for a sentence."""
        return f"{self.title}, {self.edition}" if self.edition not in self.title else self.title


class GuidelineFile(Table, frozen=True):
    """The content of one file of imrkit/mtus/."""

    schema: int
    guideline: Guideline
    rule: dict[str, RuleData]
