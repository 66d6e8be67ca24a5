"""The exercises of a lesson, read once."""

from __future__ import annotations

from functools import cache

from imrkit.errors import ImrkitError, UnknownName
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.loading import exercise_paths, load_exercise


@cache
def exercise_named(name: str) -> Exercise | None:
    """An exercise that comes with imrkit; None where there is none of that name."""
    return load_exercise(name) if name in _names() else None


@cache
def _names() -> frozenset[str]:
    return frozenset(exercise_paths())


@cache
def exercises_of(lesson: int) -> tuple[Exercise, ...]:
    """The exercises of a lesson, in its order.

    Raises:
        UnknownName: if no exercise belongs to it.
    """
    every = [one for one in map(exercise_named, sorted(_names())) if one is not None]
    found = [one for one in every if one.data.lesson == lesson]
    if not found:
        raise UnknownName(
            "lesson with exercises", str(lesson), sorted({str(e.data.lesson) for e in every})
        )
    return tuple(sorted(found, key=lambda one: (one.data.order, one.id)))


def lesson_of(text: str) -> int:
    """A lesson by its number.

    Raises:
        ImrkitError: if it is none.
    """
    if not (text.isascii() and text.isdigit()):
        raise ImrkitError(f"a lesson is told by its number, such as 4; found {text!r}")
    exercises_of(int(text))
    return int(text)
