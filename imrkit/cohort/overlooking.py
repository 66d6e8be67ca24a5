"""Facts that a cohort overlooks: asked to mark what tells of one, learners marked none of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from imrkit.cohort.intervals import Interval, share
from imrkit.cohort.lessons import exercise_named
from imrkit.errors import ImrkitError
from imrkit.exercises.asking import key_of
from imrkit.exercises.entry import Entry
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.kinds.mark import NOTHING
from imrkit.exercises.variants import vary

OFTEN = 0.15
"""A fact is overlooked if surely more than this share do: more than slips explain."""


@dataclass(frozen=True, slots=True)
class Overlooked:
    """How often a fact was overlooked in one exercise.

    Attributes:
        exercise: id of the exercise.
        label: the fact in words.
        share: the share of learners who marked no sentence that tells of it, of those in whose
            file one does.
        said_nothing: how many of them said that nothing in the file does.
    """

    exercise: str
    label: str
    share: Interval
    said_nothing: int

    @property
    def found(self) -> bool:
        """Whether that is more than slips explain."""
        return self.share.low > OFTEN


def overlooked_in(entries: Mapping[str, Sequence[Entry]]) -> tuple[Overlooked, ...]:
    """Which facts were overlooked how often, the most often overlooked first.

    Args:
        entries: for each learner the first tries.
    """
    told: dict[str, list[Entry]] = {}
    for some in entries.values():
        firsts = {entry.exercise: entry for entry in reversed(some) if entry.kind == "mark"}
        for id, entry in firsts.items():
            told.setdefault(id, []).append(entry)
    found = []
    for id, answers in sorted(told.items()):
        exercise = exercise_named(id)
        shown = [one for one in answers if exercise is not None and _is_told(exercise, one)]
        if exercise is None or not shown:
            continue
        missed = [one for one in shown if not one.credit]
        nothing = sum(bool((one.answer or {}).get(NOTHING)) for one in missed)
        label = exercise.case.book.vocabulary[exercise.data.fact].label
        found.append(Overlooked(id, label, share(len(missed), len(shown)), nothing))
    return tuple(sorted(found, key=lambda one: (-one.share.value, one.exercise)))


def _is_told(exercise: Exercise, entry: Entry) -> bool:
    """Whether the file of this answer has a sentence that tells of the fact."""
    if entry.answer is None:
        return False
    said_nothing = bool(entry.answer.get(NOTHING))
    # What the answer earned mostly tells it; only where it earned nothing the key must.
    if entry.right or entry.credit:
        return not said_nothing
    if said_nothing:
        return True
    try:
        return key_of(vary(exercise, entry.seed)).right[NOTHING] == {"no"}
    except ImrkitError:
        return False
