"""What is known of one fact in a case: its value, where it comes from, how far it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from imrkit.facts.fact import CaseField, Fact
from imrkit.facts.spans import Value

Origin = Literal[
    "document",
    "reviewer",
    "case summary",
    "heading",
    "request",
    "name of the treatment",
    "diagnosis",
    "dates",
    "law",
    "silence",
    "you",
    "taken out",
]
"""What a value rests on: a document of the file, the reviewer's own finding, the summary, heading,
request, treatment's name, diagnoses or dates of the letter; what the law leaves possible; what
silence is taken to say; a change that a reader makes; or the silence that is left where a reader
takes out of the file what it documents."""
SOURCES: dict[Origin, str] = {
    "case summary": "the case summary",
    "heading": "the letter's heading",
    "request": "the request",
    "name of the treatment": "the name of the treatment",
    "dates": "the dates of the letter",
    "you": "changed by you",
}
"""How an origin is told in words, where it is always told in the same ones."""
State = Literal["documented", "not documented", "contradicted", "assumed", "not told", "reading"]
"""How far a fact is shown.

documented      the file gives a value, or bounds
not documented  the file is said to give none, or was read whole and gives none
contradicted    documents of the file contradict each other
assumed         nothing speaks of it, and the vocabulary says what silence means, and why
not told        a published letter does not speak of it; the file behind it may
reading         the text leaves it to the reviewer
"""


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """What is known of one fact in one case.

    Attributes:
        fact: the fact.
        value: all it could be.
        why: why it is open; "" where it is documented.
        origin: what it rests on.
        whence: the same in words of its own, where it has any.
        note: what else the case says of it.
        document: id of the document that it comes from, if it comes from one.
        whole: whether the file was read whole, so that its silence says something.
        argued: why a reviewer may take it otherwise all the same, where the case says so.
        in_dispute: whether it is the very thing in dispute, as refills are where only they are.
    """

    fact: Fact
    value: Value
    why: str = ""
    origin: Origin = "case summary"
    whence: str = ""
    note: str = ""
    document: str = ""
    whole: bool = False
    argued: str = ""
    in_dispute: bool = False

    def __repr__(self) -> str:
        return f"<Known {self.fact.name}: {self.shown}>"

    @property
    def source(self) -> str:
        """What it rests on, in words."""
        return self.whence or SOURCES.get(self.origin, "")

    @property
    def open(self) -> bool:
        """Whether it could be more than one thing."""
        return bool(self.value[0] != self.value[1])

    @property
    def state(self) -> State:
        """How far it is shown."""
        if self.open and "reading" in (self.fact.kind, self.why):
            return "reading"
        if self.why == "conflicting":
            return "contradicted"
        if self.from_silence:
            return "assumed"
        if self.origin in ("silence", "law"):
            return "not documented" if self.whole else "not told"
        return "not documented" if self.open and self.value == self.fact.unknown else "documented"

    @property
    def untold(self) -> bool:
        """Whether a published letter does not speak of it, whatever its silence is taken for."""
        return self.origin == "silence" and not self.whole and self.fact.kind != "reading"

    @property
    def asked_as_range(self) -> bool:
        """Whether a request itself leaves it open: "12 to 18 visits"."""
        return self.fact.kind == "request" and self.open and self.state == "documented"

    @property
    def from_silence(self) -> bool:
        """Whether it is only taken from the file's silence."""
        return self.origin in ("silence", "taken out") and not self.why

    @property
    def changed(self) -> bool:
        """Whether it is a what-if, and not what the file says."""
        return self.origin in ("you", "taken out")

    @property
    def shown(self) -> str:
        """The value as a clinician would write it."""
        if self.open and self.value == self.fact.unknown and self.why:
            return "open" if self.why == "reading" else self.why
        return self.fact.show(self.value)


def given_by(known: Mapping[str, Known], field: CaseField) -> Known | None:
    """Return what is known of the fact that a field of the case file gives; None for no such fact.

    Args:
        known: what is known of every fact.
        field: the field.
    """
    return next((one for one in known.values() if one.fact.given_in == field), None)


def known_by(known: Mapping[str, Known], field: CaseField) -> Known:
    """Return what is known of the fact that a field of the case file gives.

    Raises:
        KeyError: if the vocabulary has no such fact.
    """
    found = given_by(known, field)
    if found is None:
        raise KeyError(field)
    return found
