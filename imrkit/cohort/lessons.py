"""The exercises of a lesson, read once."""

from __future__ import annotations

import re
from functools import cache

from imrkit.course.plan import Plan, load_plan, plan_paths
from imrkit.errors import UnknownName
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
def _plan(lesson: int) -> Plan | None:
    return load_plan(lesson) if lesson in plan_paths() else None


@cache
def exercises_of(lesson: int) -> tuple[Exercise, ...]:
    """The exercises that a lesson grades: those of its plan, or all that name it.

    Raises:
        UnknownName: if no exercise belongs to it.
    """
    plan = _plan(lesson)
    if plan is not None:
        named = [step.exercise for step in plan.data.step if step.exercise and not step.sealed]
        found = [one for one in map(exercise_named, dict.fromkeys(named)) if one is not None]
        return tuple(found)
    every = [one for one in map(exercise_named, sorted(_names())) if one is not None]
    found = [one for one in every if one.data.lesson == lesson]
    if not found:
        known = sorted({one.data.lesson for one in every})
        raise UnknownName("lesson with exercises", str(lesson), map(str, known))
    return tuple(sorted(found, key=lambda one: (one.data.order, one.id)))


def lessons_named(text: str) -> tuple[int, ...]:
    """The lessons that somebody names, in order: "4", "2,4" or "1-4".

    >>> lessons_named("4"), lessons_named("2, 4"), lessons_named("1-3")
    ((4,), (2, 4), (1, 2, 3))

    Raises:
        UnknownName: if a lesson does not exist, or it is no number.
    """
    found: list[int] = []
    for part in text.split(","):
        bounds = re.fullmatch(r"\s*(?:lesson)?(\d{1,3})(?:\s*-\s*(?:lesson)?(\d{1,3}))?\s*", part)
        known = list(plan_paths())
        if not bounds:
            raise UnknownName("lesson", part.strip(), map(str, known))
        first, last = int(bounds[1]), int(bounds[2] or bounds[1])
        for number in (first, last):
            if number not in known:
                raise UnknownName("lesson with exercises", str(number), map(str, known))
        found += range(first, last + 1)
    return tuple(dict.fromkeys(found))
