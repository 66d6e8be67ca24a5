"""The exercises that any case brings along: made from its determination, without new prose.

The same kinds as in the lessons, so that nothing is told before it was answered. What reviewers and
rules see differently, or what the letter does not settle, is not asked; its reasons are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

from imrkit.course.asked.arguing import ask_change, ask_rationale
from imrkit.course.asked.judging import ask_edition, ask_grounds, ask_verdict
from imrkit.course.asked.reading import ask_mark, ask_sort
from imrkit.course.catalog import Listed, found_of
from imrkit.course.progress import tried
from imrkit.determination.determination import Determination
from imrkit.errors import ImrkitError
from imrkit.exercises.asking import key
from imrkit.exercises.entry import Entry
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.schema import ExerciseFile
from imrkit.files.reading import read_toml
from imrkit.files.table import replace

ANY = "any-"
"""How the names of these exercises begin."""
CaseState = Literal["begun", "finished"]
SETTLED = ("upheld", "overturned")


def exercises_of(found: Determination) -> dict[str, Exercise]:
    """The exercises of a disputed item, by kind, in the order in which they are asked.

    Args:
        found: its determination.
    """
    made: dict[str, Exercise] = {}
    raw = read_toml(found.case.file)
    for order, data in enumerate(_asked(found), 1):
        name = f"{ANY}{found.case.name}-{found.item.id}-{data.kind}"
        exercise = Exercise(name, replace(data, order=order), found.case, raw, found.case.file)
        try:
            key(exercise)
        except (ImrkitError, KeyError, StopIteration):
            continue  # the engine has no answer to it here
        made[data.kind] = exercise
    return made


def parts_of_any(exercise: str) -> tuple[str, str] | None:
    """The case and the item that brought an exercise along; None where none did.

    Args:
        exercise: the name of the exercise, as a record has it.
    """
    parts = exercise.removeprefix(ANY).rsplit("-", 2)
    return (parts[0], parts[1]) if exercise.startswith(ANY) and len(parts) == 3 else None


def states_of(
    entries: Iterable[Entry], offered: Iterable[Listed]
) -> dict[tuple[str, str], CaseState]:
    """How far each case is that a learner began: finished once every question is done.

    Args:
        entries: the answers.
        offered: the disputed items that there are.
    """
    there = {(one.case, one.item): one for one in offered}
    own: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        place = parts_of_any(entry.exercise)
        if place is not None and place in there:
            own.setdefault(place, []).append(entry)
    return {place: _state(there[place], some) for place, some in own.items()}


def _state(chosen: Listed, entries: list[Entry]) -> CaseState:
    """What is under way tells it at once; only else are the questions of the case made."""
    begun = {entry.exercise for entry in entries}
    done = {name for name in begun if tried(entries, name)}
    return "finished" if done == begun and _questions(chosen) <= done else "begun"


@cache
def _questions(chosen: Listed) -> frozenset[str]:
    """The names of the exercises that a disputed item brings along."""
    return frozenset(exercise.id for exercise in exercises_of(found_of(chosen)).values())


def _asked(found: Determination) -> Iterator[ExerciseFile]:
    for asks in (ask_mark, ask_sort, ask_edition, ask_grounds):
        yield from asks(found)
    if found.outcome in SETTLED and found.agrees:
        for asks in (ask_verdict, ask_change, ask_rationale):
            yield from asks(found)
