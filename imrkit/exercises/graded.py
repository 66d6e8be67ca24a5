"""The key of a question, and an answer graded by it; both stay in the kernel until Check."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Said:
    """What is said to an answer, and the misconception or slip that the answer shows.

    Attributes:
        says: what is said.
        rule: the misconception or slip; "" for none.
        where: where the file tells it, said once no try is left.
        states: whether the answer states the misconception itself, so that it shows it on any file.
    """

    says: str
    rule: str = ""
    where: str = ""
    states: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """The key of a question, computed when an answer is checked; never sent before.

    Attributes:
        right: for each part what is right: any one of these, or of `many` all of them.
        replies: what to say to (part, answer); (part, "") to any other that is wrong.
        because: why the right answer is right.
        believed: for each misconception what its holder would answer, part by part.
        more: what else a kind needs to grade.
        as_well: for each misconception what else its holder may answer, part by part.
        notes: what to say of a part that is right, where another answer would be right as well.
    """

    right: Mapping[str, frozenset[str]]
    replies: Mapping[tuple[str, str], Said] = field(default_factory=dict)
    because: str = ""
    believed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    more: Any = None
    as_well: Mapping[str, Mapping[str, Collection[str]]] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PartReply:
    """What is said to the answer to one part, and where the file tells it."""

    part: str
    right: bool
    says: str = ""
    rule: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an answer tells of a misconception.

    Attributes:
        rule: the misconception.
        sign: "held" if the answer shows it, "right" if it is right where the holder errs, "other"
            if it is neither.
        options: among how many answers it was chosen.
    """

    rule: str
    sign: Literal["held", "right", "other"]
    options: int


@dataclass(frozen=True, slots=True)
class Graded:
    """An answer graded.

    Attributes:
        credit: from 0 to 1, before tries and hints.
        right: whether it earns all.
        replies: what is said, part by part.
        evidence: what it tells of misconceptions.
        hint: the number of the hint that comes next; 0 where none is needed.
    """

    credit: float
    right: bool
    replies: tuple[PartReply, ...]
    evidence: tuple[Evidence, ...] = ()
    hint: int = 0

    @property
    def misconceptions(self) -> tuple[str, ...]:
        """The misconceptions and slips that the answer shows."""
        shown = [reply.rule for reply in self.replies if reply.rule]
        shown += [one.rule for one in self.evidence if one.sign == "held"]
        return tuple(dict.fromkeys(shown))
