"""A case, and what is known of every fact in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from imrkit.cases.schema import CaseFile, Finding, Item, Plain, Why
from imrkit.errors import DataError, UnknownName
from imrkit.facts.dates import date_span
from imrkit.facts.fact import OPEN, Fact
from imrkit.facts.spans import Days, Value
from imrkit.rules.edition import Edition
from imrkit.rules.rule import Rule
from imrkit.rules.rulebook import Rulebook
from imrkit.rules.terms import found

CHANGED = "changed by you"
"""The source of a fact that a what-if sets."""
NOT_TOLD = "the letter does not speak of it"
UNSTATED = "not stated; "
"""How the source of a fact begins that is taken from the file's silence; the reason follows."""


State = Literal["documented", "not documented", "contradicted", "assumed", "not told", "reading"]
"""What can be known of a fact: a document says so; somebody looked and none does; documents
contradict each other; silence is taken to mean something; a published letter does not speak of it;
or the text leaves it to the reviewer."""


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """What is known of one fact in one case.

    Attributes:
        fact: the fact.
        value: all it could be.
        why: why it is open; "" where it is documented.
        source: what it rests on, in words.
        note: what else the case says of it.
    """

    fact: Fact
    value: Value
    why: str = ""
    source: str = ""
    note: str = ""

    def __repr__(self) -> str:
        return f"<Known {self.fact.name}: {self.shown}>"

    @property
    def open(self) -> bool:
        """Whether it could be more than one thing."""
        return bool(self.value[0] != self.value[1])

    @property
    def state(self) -> State:
        """Which of the things that can be known of a fact is known of it."""
        if self.from_silence:
            return "assumed"
        if not self.open:
            return "documented"
        if self.fact.kind == "reading":
            return "reading"
        if self.why == "conflicting":
            return "contradicted"
        return "not told" if self.source == NOT_TOLD else "not documented"

    @property
    def from_silence(self) -> bool:
        """Whether it is only taken from the file's silence."""
        return self.source.startswith(UNSTATED)

    @property
    def changed(self) -> bool:
        """Whether it is a what-if, and not what the file says."""
        return self.source == CHANGED

    @property
    def shown(self) -> str:
        """The value as a clinician would write it."""
        if self.open and self.value == self.fact.unknown and self.why:
            return "open" if self.why == "reading" else self.why
        return self.fact.show(self.value)


@dataclass(frozen=True, eq=False, repr=False)
class Case:
    """A case, read and checked.

    Attributes:
        name: the file's name without its ending.
        data: the file's content.
        decided: first and last day on which it may have been decided.
        file: the file.
    """

    name: str
    data: CaseFile
    decided: Days
    file: Path
    book: Rulebook

    def __repr__(self) -> str:
        return f"<Case {self.name}: {self.title}>"

    @property
    def title(self) -> str:
        """What was asked for, in a few words."""
        return self.data.title

    @property
    def items(self) -> tuple[Item, ...]:
        """The disputed items, in the order of the letter."""
        return self.data.item

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

    def unheld(self, item: Item) -> tuple[Edition, ...]:
        """The editions that are about an item's treatment and of which imrkit holds no rule."""
        return self.book.unheld(self.book.terms.treatment_named(item.treatment))

    def known(self, item: Item) -> dict[str, Known]:
        """What the case says of every fact of the vocabulary, for one disputed item."""
        vocabulary, facts = self.book.vocabulary, dict(self._silence)
        for name, value, source in self._fields(item):
            if name in vocabulary:
                fact = vocabulary[name]
                facts[name] = Known(fact, fact.value_of(value), "", source)
        for name, finding in item.facts.items():
            facts[name] = self.as_known(vocabulary[name], finding)
        return facts

    @cached_property
    def _silence(self) -> dict[str, Known]:
        """What a file that says nothing at all is taken to say."""
        return {name: _unsaid(fact) for name, fact in self.book.vocabulary.items()}

    def as_known(self, fact: Fact, finding: Finding | Plain) -> Known:
        """Turn what a file says of one fact into what is known of it.

        Args:
            fact: the fact.
            finding: a plain value, one of the reasons for which a fact is open, or a finding.

        Raises:
            DataError: if the value does not fit the fact, or bounds run backwards.
        """
        if not isinstance(finding, Finding):
            finding = (
                Finding(open=finding) if finding in OPEN else Finding(value=finding)  # type: ignore[arg-type]
            )
        source = self._document(finding.document)
        if finding.open:
            return Known(
                fact,
                fact.unknown,
                finding.open,
                source or OPEN[finding.open],
                finding.note,
            )
        if finding.at_least is not None or finding.at_most is not None:
            low, high = fact.unknown
            ends = (
                low if finding.at_least is None else fact.encode(finding.at_least),
                high if finding.at_most is None else fact.encode(finding.at_most),
            )
            if ends[0] > ends[1]:
                raise DataError(
                    f"at_least = {finding.at_least} is more than at_most = {finding.at_most}"
                )
            why = "not documented" if ends[0] < ends[1] else ""
            return Known(fact, fact.between(*ends), why, source or "the case summary", finding.note)
        return Known(
            fact,
            fact.value_of(finding.value),
            "",
            source or "the case summary",
            finding.note,
        )

    def _document(self, id: str) -> str:
        return next((d.title for d in self.data.document if d.id == id), id)

    def _fields(self, item: Item) -> Iterator[tuple[str, object, str]]:
        """What the case's own fields say, apart from the facts of the item: name, value, source."""
        text, terms = self.data, self.book.terms
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
        dated = [date_span(d.date)[0] for d in self.data.document if d.date]
        refused = date_span(item.refusal.date) if item.refusal.date else None
        since, until = refused or (max(dated, default=last), self.decided[1])
        most = self.book.vocabulary["weeks_since_injury"].unknown[1]
        low = max(0, since - last) // 7
        return (min(low, most), min(max(low, (until - first) // 7), most))


def _unsaid(fact: Fact) -> Known:
    if fact.unstated is not None:
        source = f"{UNSTATED}{fact.unstated_because}"
        return Known(fact, fact.value_of(fact.unstated), "", source)
    why: Why = "reading" if fact.kind == "reading" else "not documented"
    return Known(fact, fact.unknown, why, OPEN[why] if why == "reading" else NOT_TOLD)
