"""One answer as data: what a record keeps, and what all that is told of a learner is made from."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from imrkit.errors import DataError
from imrkit.exercises.graded import Evidence
from imrkit.exercises.question import Answer
from imrkit.files.folders import mtus_dir
from imrkit.files.opening import read_bytes

if TYPE_CHECKING:
    from imrkit.exercises.asking import Feedback
    from imrkit.exercises.exercise import Exercise


@cache
def rule_book_version() -> str:
    """A name for the rules as they are: it changes when any of their files does."""
    digest = hashlib.sha256()
    for path in sorted(mtus_dir().rglob("*.toml")):
        digest.update(path.name.encode())
        digest.update(read_bytes(path))
    return digest.hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer.

    Attributes:
        when: the moment, in UTC, as "2026-01-31T12:00:00Z".
        sitting: the same for all tries at one question.
        exercise: id of the exercise.
        seed: the seed of its variant.
        book: the version of the rule book that graded it.
        lesson: its lesson.
        kind: its kind.
        family: the family of treatments of its item.
        attempt: which try it was, counted from 1; 0 for what was entered and not checked.
        answer: what was entered, by the ids of the question.
        credit: what it earned by itself.
        score: what it earned by tries and hints.
        right: whether it earned all.
        evidence: what it tells of misconceptions.
        rules: the misconceptions and slips that it showed.
        confidence: how sure the learner said to be, in percent.
        hints: how many hints were taken.
        seconds: how long it took.
        transfer: whether it was a lesson's last case, decided alone.
        sealed: whether the answer was sealed, to be opened by a later step.
    """

    when: str
    sitting: str
    exercise: str
    seed: int
    book: str
    lesson: int = 0
    kind: str = ""
    family: str = ""
    attempt: int = 1
    answer: Mapping[str, Any] | None = None
    credit: float = 0.0
    score: float = 0.0
    right: bool = False
    evidence: tuple[Evidence, ...] = ()
    rules: tuple[str, ...] = ()
    confidence: int | None = None
    hints: int = 0
    seconds: float = 0.0
    transfer: bool = False
    sealed: bool = False

    @property
    def day(self) -> dt.date:
        """The day on which it was given."""
        return self.moment.date()

    @property
    def moment(self) -> dt.datetime:
        """The moment at which it was given."""
        return dt.datetime.fromisoformat(self.when.replace("Z", "+00:00"))

    def as_data(self) -> dict[str, Any]:
        """The entry as plain data."""
        return asdict(self)


def checked(draft: Entry, feedback: Feedback) -> Entry:
    """Make the entry of an answer that was checked.

    Args:
        draft: the same answer as it was entered.
        feedback: what was said to it.
    """
    graded = feedback.graded
    return replace(
        draft,
        attempt=feedback.attempt,
        credit=graded.credit,
        score=feedback.score,
        right=graded.right,
        evidence=graded.evidence,
        rules=graded.misconceptions,
    )


def draft_of(
    exercise: Exercise,
    seed: int,
    answer: Answer,
    *,
    sitting: str,
    when: dt.datetime,
    confidence: int | None = None,
    hints: int = 0,
    seconds: float = 0.0,
) -> Entry:
    """Make the entry of what was entered and not checked; it tells nothing of the learner.

    Args:
        exercise: the exercise.
        seed: the seed of the question.
        answer: what was entered so far.
        sitting: the same for all that is entered to one question.
        when: the moment, with its time zone.
        confidence: how sure the learner said to be.
        hints: how many hints were taken.
        seconds: how long it took so far.
    """
    data = exercise.data
    return Entry(
        when.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        sitting,
        exercise.id,
        seed,
        rule_book_version(),
        data.lesson,
        data.kind,
        exercise.case.book.terms.family_of(exercise.item.treatment),
        0,
        {part: given if isinstance(given, str) else list(given) for part, given in answer.items()},
        confidence=confidence,
        hints=hints,
        seconds=round(seconds, 1),
        transfer=data.transfer,
    )


def entry_from(data: object) -> Entry:
    """Read an entry back; what an older version did not write is left at its default.

    Raises:
        DataError: if it is no entry.
    """
    if not isinstance(data, dict):
        raise DataError("an answer is a table of fields")
    fields = dict(data)
    known = set(Entry.__dataclass_fields__)
    fields = {name: value for name, value in fields.items() if name in known}
    try:
        fields["evidence"] = tuple(Evidence(**one) for one in fields.get("evidence", ()))
        fields["rules"] = tuple(map(str, fields.get("rules", ())))
        entry = Entry(**fields)
        numbers = (entry.seed, entry.attempt, entry.lesson, entry.hints, entry.credit, entry.score)
        if not all(isinstance(one, int | float) for one in numbers):
            raise TypeError("a number is missing")
        if entry.confidence is not None and not isinstance(entry.confidence, int):
            raise TypeError("confidence is a whole number")
        _ = entry.moment
    except (TypeError, ValueError, AttributeError) as error:
        raise DataError(f"this is no answer: {error}") from None
    return entry
