"""A fact of the vocabulary: what it may be, how it is coded, and how it is written.

What is known of a fact is all that it could be. A documented 6 is Span(6, 6); a number that no
document gives is Span(least, greatest) of its fact; a truth is Truth(surely, possibly). Choices
and dates travel as integers (place in the list; day number), so that one logic serves them all.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Literal

from imrkit.characters import quoted
from imrkit.errors import DataError, UnknownName, nearest
from imrkit.facts.dates import date_span, show_days
from imrkit.facts.spans import Days, Span, Truth, Value
from imrkit.facts.spelling import name_said
from imrkit.files.table import Table

EVER = Days(dt.date(1900, 1, 1).toordinal(), dt.date(2099, 12, 31).toordinal())
"""All the days that a date of a file may be."""

LARGEST = 1_000_000
"""The greatest number that a fact or a figure may be, either way: values are looked at in turn."""
MOST_CHOICES = 200
"""The most choices that a fact may have."""

FactType = Literal["number", "truth", "choice", "date"]
Kind = Literal["evidence", "request", "given", "reading"]
KINDS: dict[Kind, str] = {
    "request": "What is asked for",
    "evidence": "What the file documents",
    "reading": "How the text is read",
    "given": "Given",
}
CaseField = Literal[
    "decided",
    "injury.date",
    "worker.age",
    "diagnoses",
    "item.body_part",
    "item.requested",
    "injury.date to item.refusal.date",
]
"""A field of a case file that gives a fact by itself, apart from those of [item.facts]."""
GIVEN: dict[CaseField, FactType] = {
    "decided": "date",
    "injury.date": "date",
    "worker.age": "number",
    "diagnoses": "choice",
    "item.body_part": "choice",
    "item.requested": "date",
    "injury.date to item.refusal.date": "number",
}
"""The type of the fact that each such field gives; the last one gives whole weeks."""
OPEN = {
    "not documented": "no document in the file says",
    "not asked": "nobody recorded an answer",
    "conflicting": "documents contradict each other",
    "illegible": "the document cannot be read",
    "reading": "the text leaves it to the reviewer",
}
"""Why a fact can be open; the logic needs only the width, the explanation needs the reason."""


class FactEntry(Table, frozen=True):
    """One fact as the file states it.

    Attributes:
        label: what it is, in a few words, to stand before a value ("Visits requested").
        type: number, truth, choice or date.
        kind: evidence (a record could show it), request (the physician could ask for something
            else), given (age, dates, diagnosis), reading (the text leaves it to the reviewer).
        question: what a reviewer asks of the file.
        unit: unit of a number, in the plural ("visits").
        bounds: least and greatest number, both included.
        choices: names of a choice.
        found_in: where it is usually documented.
        unstated: what a file that is silent on it is taken to say; without it the fact is open.
        unstated_because: why silence may be read so.
        unstated_says: what is said in place of that value, where silence says less than it.
        given_in: the field of a case file that gives it, where that is not [item.facts].
        within: of the date of a request: so many days before the refusal at the earliest, where
            nothing tells the date and the item is not retrospective.
        within_because: the law that says so.
        before_decision: of the date of a request: so many days before the decision at the
            earliest, where neither it nor the denial is dated.
        before_decision_because: why.
        untold: what a published letter that is silent on it is taken to say; a file that a reader
            has in full and that is silent on it documents nothing.
        untold_because: why a letter's silence may be read so.
        comes_of: what it comes of, and needs: a number of earlier visits, that a study was
            done, or an operation.
        never_with: a truth with which it cannot be so.
        early: of a truth, that it can hardly be so within fewer weeks of the injury than these,
            where the rule that asks for it counts none.
        early_because: why.
        no_review: that there was no utilization review where it is so, and nothing to decide.
        history: that it is history: once a file tells it, no new request or record can have it
            otherwise.
        stands_in: that it stands in for what a criterion asks, which is then not told to be so.
        unwished: an emergency or a grave illness, which no advice asks for.
        yes: of a truth, the clause that says it is so, to follow "that" ("there are red flags").
        no: of a truth, the clause that says it is not so ("there are no red flags").
        states: of anything else, a clause with {value} ("the worker has completed {value}").
        ask: of a request, what the physician does to have it so ("ask for {value}").
        ask_not: of a truth in a request, what the physician does to have it otherwise.
        one: the unit of exactly one ("visit").
    """

    label: str
    type: FactType
    kind: Kind
    question: str
    unit: str = ""
    bounds: tuple[int, int] | None = None
    choices: tuple[str, ...] = ()
    found_in: str = ""
    unstated: int | bool | str | None = None
    unstated_because: str = ""
    unstated_says: str = ""
    given_in: CaseField | None = None
    within: int | None = None
    within_because: str = ""
    before_decision: int | None = None
    before_decision_because: str = ""
    untold: int | bool | str | None = None
    untold_because: str = ""
    comes_of: str = ""
    never_with: str = ""
    early: int | None = None
    early_because: str = ""
    no_review: bool = False
    history: bool = False
    stands_in: bool = False
    unwished: bool = False
    yes: str = ""
    no: str = ""
    states: str = ""
    ask: str = ""
    ask_not: str = ""
    one: str = ""


class Fact(FactEntry, frozen=True, kw_only=True):
    """One entry of the vocabulary: what the file states of it, under its name.

    Attributes:
        name: the name that rules and cases use.
    """

    name: str

    @property
    def unknown(self) -> Value:
        """All that the fact could be, in codes: what is known of it where nothing is."""
        if self.type == "truth":
            return Truth(False, True)
        if self.type == "choice":
            return Span(0, len(self.choices) - 1)
        if self.type == "date":
            return EVER
        assert self.bounds is not None
        return Span(*self.bounds)

    def between(self, low: Any, high: Any) -> Value:
        """What is known of the fact where it lies between two codes, or two columns of codes."""
        # As Span(low, high), in half the time: whole tables of cases are turned into values.
        return tuple.__new__(_KINDS[self.type], (low, high))

    def encode(self, value: object) -> int:
        """Turn one plain value into its coded integer.

        Raises:
            DataError: if the value is of another type or outside the bounds.
        """
        if self.type == "truth":
            if isinstance(value, bool):
                return value
        elif self.type == "choice":
            if isinstance(value, str) and value in self.choices:
                return self.choices.index(value)
        elif self.type == "date":
            if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
                return self._within(value.toordinal(), value)
        elif isinstance(value, int) and not isinstance(value, bool):
            return self._within(value, value)
        raise self._refused(value)

    def _within(self, code: int, found: object) -> int:
        low, high = self.unknown
        if low <= code <= high:
            return code
        raise self._refused(found)

    def _refused(self, found: object) -> DataError:
        near = nearest(found, self.choices) if isinstance(found, str) and self.choices else None
        hint = f" (did you mean {near!r}?)" if near else ""
        return DataError(
            f"{self.label.lower()} must be {self.expected}; found {quoted(found)}{hint}"
        )

    def value_of(self, plain: object) -> Value:
        """Turn what a file says into what is known.

        Args:
            plain: a number, truth, choice or date; "not documented" for all it could be; a
                (low, high) of plain values; or for a date a text such as "2014", "2014-03" or
                "2014/2015", which stands for all its days.

        Raises:
            DataError: if the value does not fit the fact.
        """
        if isinstance(plain, str) and plain in OPEN:
            return self.unknown
        if isinstance(plain, tuple | list) and len(plain) == 2:
            low, high = self.encode(plain[0]), self.encode(plain[1])
            if low > high:
                raise DataError(f"{self.label.lower()}: {plain[0]} to {plain[1]} runs backwards")
            return self.between(low, high)
        if self.type == "date" and isinstance(plain, str):
            days = date_span(plain)
            return Days(self._within(days.first, plain), self._within(days.last, plain))
        code = self.encode(plain)
        return self.between(code, code)

    def decode(self, code: int) -> int | bool | str | dt.date:
        """Turn a coded integer back into the plain value."""
        if self.type == "truth":
            return bool(code)
        if self.type == "choice":
            return self.choices[code]
        if self.type == "date":
            return dt.date.fromordinal(code)
        return int(code)

    def show(self, value: Value) -> str:
        """Write a value as a clinician would: "6 visits", "5 visits or more", "not documented"."""
        low, high = (int(end) for end in value)
        least, most = self.unknown
        if low == high:
            if self.type == "truth":
                return "yes" if low else "no"
            text = str(self.decode(low))
            return measured(text, self.counted(low)) if self.type == "number" else name_said(text)
        if (low, high) == (least, most):
            return "open" if self.kind == "reading" else "not documented"
        if self.type == "choice":
            return " or ".join(map(name_said, self.choices[low : high + 1]))
        if self.type == "date" and low == least:
            return f"before {self.decode(high + 1)}"
        if self.type == "date":
            return f"{self.decode(low)} or later" if high == most else show_days(low, high)
        if high == most:
            return f"{measured(str(low), self.counted(low))} or more"
        if low == least:
            return f"at most {measured(str(high), self.counted(high))}"
        return measured(f"{low} to {high}", self.counted(high))

    def counted(self, number: int) -> str:
        """The unit to follow a number: "visit" after 1, "visits" after 6."""
        one = self.one or re.sub(r"s\b", "", self.unit, count=1)
        return one if number == 1 else self.unit

    @property
    def expected(self) -> str:
        """What a value must be, in words."""
        if self.type == "truth":
            return 'true, false or "not documented"'
        if self.type == "choice":
            return "one of " + ", ".join(repr(c) for c in self.choices)
        if self.type == "date":
            return "a date such as 2014-01-06, from 1900 to 2099"
        low, high = self.unknown
        return f"a whole number from {low} to {high}"


def measured(number: str, unit: str) -> str:
    """A number with its unit: "6 visits", "50%"."""
    return f"{number}{unit}" if unit == "%" else f"{number} {unit}".strip()


_KINDS: dict[FactType, type[Span] | type[Truth] | type[Days]] = {
    "number": Span,
    "choice": Span,
    "truth": Truth,
    "date": Days,
}


Vocabulary = Mapping[str, Fact]
"""Every fact that rules may read and cases may document, by name."""


def fact_given_in(vocabulary: Vocabulary, field: CaseField) -> Fact | None:
    """Return the fact that a field of a case file gives; None if the vocabulary has none."""
    return next((fact for fact in vocabulary.values() if fact.given_in == field), None)


def fact_named(vocabulary: Vocabulary, name: str) -> Fact:
    """Return a fact of the vocabulary.

    Raises:
        UnknownName: if there is none of that name.
    """
    if name not in vocabulary:
        raise UnknownName("fact", name, vocabulary)
    return vocabulary[name]
