"""A case, and what is known of every fact in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from imrkit.cases.fields import said_by_fields
from imrkit.cases.known import Known, Origin, State, known_by
from imrkit.cases.schema import CaseFile, Finding, Item, Plain, Why
from imrkit.errors import DataError, UnknownName
from imrkit.facts.fact import OPEN, Fact
from imrkit.facts.spans import Days, Value
from imrkit.rules.edition import Edition
from imrkit.rules.rule import Rule
from imrkit.rules.rulebook import Rulebook

__all__ = ["Case", "Known", "Origin", "State", "known_by"]


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
        """The rules that address an item's treatment, in all editions; none if it is unknown."""
        return _rules_and_unheld(self, item.treatment)[0]

    def unheld(self, item: Item) -> tuple[Edition, ...]:
        """The editions that are about an item's treatment and of which imrkit holds no rule."""
        return _rules_and_unheld(self, item.treatment)[1]

    @property
    def notes(self) -> tuple[str, ...]:
        """What is good to know of the file, though nothing is wrong with it."""
        terms = self.book.terms
        return tuple(
            f"item {item.id}: {terms.unknown(item.treatment)}, so that no rule addresses the item"
            for item in self.items
            if terms.treatment_behind(item.treatment) is None
        )

    def known(self, item: Item) -> dict[str, Known]:
        """What the case says of every fact of the vocabulary, for one disputed item."""
        vocabulary, facts = self.book.vocabulary, dict(self._silence)
        for known in said_by_fields(self.data, item, vocabulary, self.book.terms):
            facts[known.fact.name] = known
        for name, finding in item.facts.items():
            facts[name] = self.as_known(vocabulary[name], finding)
        return facts

    def leaves_open(self, item: Item, fact: Fact) -> bool:
        """Whether the case itself declares a fact wholly open for one disputed item."""
        given = item.facts.get(fact.name)
        return given is not None and self.as_known(fact, given).value == fact.unknown

    @property
    def _silence(self) -> dict[str, Known]:
        """What a file that says nothing at all is taken to say; for each book only once."""
        whole = self.data.file == "whole"
        kept: dict[bool, dict[str, Known]] = self.book.__dict__.setdefault("_silence", {})
        if whole not in kept:
            vocabulary = self.book.vocabulary
            kept[whole] = {name: unsaid(fact, whole) for name, fact in vocabulary.items()}
        return kept[whole]

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
        value, why = _value(fact, finding)
        document = next((d for d in self.data.document if d.id == finding.document), None)
        origin: Origin = "case summary"
        whence = OPEN[finding.open] if finding.open else ""
        if document is not None:
            origin = "reviewer" if document.is_finding else "document"
            whence = document.title
        return Known(
            fact,
            value,
            why,
            origin,
            whence,
            finding.note,
            finding.document,
            self.data.file == "whole",
            finding.argued,
            finding.in_dispute,
        )


def unsaid(fact: Fact, whole: bool) -> Known:
    """What is known of a fact of which the file says nothing at all.

    Args:
        fact: the fact.
        whole: whether the file was read whole, so that its silence says something.
    """
    taken, because = fact.unstated, fact.unstated_because
    if taken is None and not whole:
        taken, because = fact.untold, fact.untold_because
    if taken is not None:
        whence = f"not stated; {because}"
        return Known(fact, fact.value_of(taken), "", "silence", whence, whole=whole)
    why: Why = "reading" if fact.kind == "reading" else "not documented"
    return Known(fact, fact.unknown, why, "silence", OPEN[why], whole=whole)


def _value(fact: Fact, finding: Finding) -> tuple[Value, str]:
    """What a finding leaves possible, and why it is open."""
    if finding.open:
        return fact.unknown, finding.open
    if finding.at_least is None and finding.at_most is None:
        return fact.value_of(finding.value), ""
    low, high = fact.unknown
    if finding.at_least is not None:
        low = fact.encode(finding.at_least)
    if finding.at_most is not None:
        high = fact.encode(finding.at_most)
    if low > high:
        raise DataError(f"at_least = {finding.at_least} is more than at_most = {finding.at_most}")
    return fact.between(low, high), "not documented" if low < high else ""


@lru_cache(maxsize=1024)
def _rules_and_unheld(case: Case, name: str) -> tuple[tuple[Rule, ...], tuple[Edition, ...]]:
    """Looked up once for each treatment: a case is decided anew with every change of its facts."""
    treatment = case.book.terms.treatment_behind(name)
    if treatment is None:
        return (), ()
    return case.book.addressing(treatment), case.book.unheld(treatment)
