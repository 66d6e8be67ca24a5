"""The lessons, and what each asks over some seeds; read once for all tests of a process."""

from __future__ import annotations

from functools import cache

from imrkit.course.plan import Plan, plans
from imrkit.exercises.asking import key_of, question_of, shows
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.graded import Key
from imrkit.exercises.loading import exercise_paths, read_exercise
from imrkit.exercises.question import Question
from imrkit.exercises.variants import vary

PATHS = exercise_paths()
Asked = tuple[Question, Key]
LESSONS: dict[int, Plan] = {plan.number: plan for plan in plans()}
MOST_TRIED = 40
"""So many seeds are tried until the holder of a misconception errs, as when an idea returns."""
MINUTES = {
    1: 18,
    2: 22,
    3: 22,
    4: 25,
    5: 24,
    6: 22,
    7: 24,
    8: 24,
    9: 25,
    10: 22,
    11: 24,
    12: 24,
}
"""How long each lesson should take."""
TAUGHT = {
    1: ("M6", "M7", "M11"),
    2: ("M3", "M4", "M15"),
    3: ("M5", "M13"),
    4: ("M1", "M2", "M3", "M7", "M15"),
    5: ("M1", "M2", "M4", "M7"),
    6: ("M11", "M13", "M16"),
    7: ("M4", "M9", "M12", "M13"),
    8: ("M4", "M9", "M13", "M14"),
    9: ("M3", "M10", "M12"),
    10: ("M8", "M9", "M10"),
    11: ("M6", "M7", "M15", "M16"),
    12: (),
}
"""The misconceptions that each lesson should teach.

Lesson 12 looks back on all sixteen. Its exercises are too few to hold each in three of them; those
that its plan names are held to it all the same.
"""


def rules_of(number: int) -> tuple[str, ...]:
    """The misconceptions of a lesson: those that it should teach, and those that its plan names."""
    return tuple(dict.fromkeys((*TAUGHT[number], *LESSONS[number].data.misconceptions)))


def names_of(number: int) -> tuple[str, ...]:
    """The exercises that a lesson asks."""
    return LESSONS[number].exercises


EVERY = tuple(name for number in LESSONS for name in names_of(number))
PAIRS = tuple((number, rule) for number in LESSONS for rule in rules_of(number))
"""Every lesson with each of its misconceptions."""


@cache
def exercise_named(name: str) -> Exercise:
    return read_exercise(PATHS[name])


@cache
def _asked(name: str, seed: int) -> Asked:
    variant = vary(exercise_named(name), seed)
    return question_of(variant), key_of(variant)


def asked(name: str, seeds: int) -> list[Asked]:
    """What an exercise asks over so many seeds."""
    return [_asked(name, seed) for seed in range(seeds)]


def errs(asked: Asked, rule: str) -> bool:
    """Whether the holder of a misconception errs, and the answer shows it."""
    return shows(rule, *asked)


def telling(name: str, rule: str, seeds: int) -> list[Asked]:
    """What an exercise asks where the holder of a misconception errs."""
    return [one for one in asked(name, seeds) if errs(one, rule)]


def tells(name: str, rule: str) -> bool:
    """Whether the holder of a misconception errs in an exercise, on some variant."""
    return any(errs(_asked(name, seed), rule) for seed in range(MOST_TRIED))


def told_by(number: int, rule: str) -> list[str]:
    """The exercises of a lesson in which the holder of a misconception errs."""
    return [name for name in names_of(number) if tells(name, rule)]
