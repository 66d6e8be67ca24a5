"""How far a cohort came: the lessons that were taken, and who finished them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from imrkit.cohort.lessons import exercises_of
from imrkit.errors import UnknownName
from imrkit.exercises.entry import Entry

Entries = Mapping[str, Sequence[Entry]]
Asked = Mapping[int, Sequence[str]]
"""The exercises that each lesson asks."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a cohort came in a lesson, or how many answered one of its exercises."""

    says: str
    finished: int
    begun: int


def lessons_taken(entries: Entries) -> tuple[int, ...]:
    """The lessons that were taken: somebody tried half of their exercises.

    Of other lessons single exercises are asked where they come back for practice. Where nobody got
    so far yet, all lessons count of which something was tried.
    """
    tried = [{one.exercise for one in some} for some in entries.values()]
    numbers = sorted({one.lesson for some in entries.values() for one in some if one.lesson})
    asked = {number: ids for number in numbers if (ids := asked_in(number))}
    taken = [
        number
        for number, ids in asked.items()
        if any(2 * len(one.intersection(ids)) >= len(ids) for one in tried)
    ]
    return tuple(taken or asked)


@cache
def asked_in(lesson: int) -> tuple[str, ...]:
    """The exercises that a lesson asks; none where there is no such lesson."""
    try:
        return tuple(exercise.id for exercise in exercises_of(lesson))
    except UnknownName:
        return ()


def unfinished_by(entries: Entries, asked: Asked) -> dict[str, str]:
    """How far each came who did not finish every lesson."""
    found = {}
    for learner, some in entries.items():
        tried = {entry.exercise for entry in some}
        for lesson, ids in asked.items():
            count = sum(id in tried for id in ids)
            if count < len(ids):
                found[learner] = f"stopped in lesson {lesson}, after {count} of {len(ids)}"
                break
    return found


def reached_by(entries: Entries, asked: Asked) -> tuple[Reached, ...]:
    """How far all came, by lesson; by exercise, where there is one lesson."""
    tried = [{entry.exercise for entry in some} for some in entries.values()]
    if len(asked) == 1:
        counts = {id: sum(id in one for one in tried) for ids in asked.values() for id in ids}
        known = [count for count in counts.values() if count]
        return tuple(Reached(f"Item {n}", count, count) for n, count in enumerate(known, 1))
    return tuple(
        Reached(
            f"Lesson {lesson}",
            sum(set(ids) <= one for one in tried),
            sum(bool(set(ids) & one) for one in tried),
        )
        for lesson, ids in asked.items()
    )
