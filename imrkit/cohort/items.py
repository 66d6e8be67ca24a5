"""Each item of a cohort's lessons: how hard it is, what it tells of learners, what to mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from imrkit.cohort.intervals import Interval, correlation, share
from imrkit.exercises.entry import Entry

FEWEST = 10
"""With fewer answers nothing is said of an item."""
FEWEST_OTHERS = 4
TELLS = 0.15
"""An item whose answers agree less with the others' tells little."""
SURELY = 0.35
MISSED = 0.25
"""An item is mended only if surely more than this share miss it."""
WORSE = -0.1
"""What earns less than this misleads, unless those who understand are surely right more often."""
HARD, EASY = 0.3, 0.95
State = Literal["few", "mend", "look", "overlooked", "idea", "hard", "easy", ""]


@dataclass(frozen=True, slots=True)
class Item:
    """One item.

    Attributes:
        exercise: id of its exercise.
        right: the share of learners who were right at the first try.
        corrected: the mean of what they earned, with what needs no understanding taken off; None
            where too few answered.
        discrimination: how far being right at it goes with being right at the others.
        state: "mend" where many miss it, the strong as often as the weak, or more than would by
            guessing; "look" where that may be so; "few" where too few answered;
            "overlooked" where a fact was overlooked; "idea" where most misses come of a wrong rule
            that other items show too.
    """

    exercise: str
    right: Interval
    corrected: float | None
    discrimination: Interval | None
    state: State


def items_of(
    entries: Mapping[str, Sequence[Entry]],
    exercises: Sequence[str],
    chances: Mapping[str, float],
    known: Mapping[str, State],
) -> tuple[Item, ...]:
    """What a cohort's answers tell of each item.

    Args:
        entries: for each learner the first tries.
        exercises: the exercises, in order; those that nobody answered are left out.
        chances: for each exercise what an answer that never changes earns.
        known: what explains the misses of exercises: a fact "overlooked", or a wrong "idea".
    """
    own = {learner: _firsts(some) for learner, some in entries.items()}
    by_item: dict[str, list[Entry]] = {}
    for firsts in own.values():
        for entry in firsts.values():
            by_item.setdefault(entry.exercise, []).append(entry)
    means = {id: sum(one.right for one in some) / len(some) for id, some in by_item.items()}
    pairs: dict[str, list[tuple[float, float]]] = {id: [] for id in by_item}
    for firsts in own.values():
        # Against each item's mean, so that whoever answered only easy items seems no stronger.
        above = {id: one.right - means[id] for id, one in firsts.items()}
        total, others = sum(above.values()), len(above) - 1
        if others >= FEWEST_OTHERS:
            for id, one in firsts.items():
                pairs[id].append((float(one.right), (total - above[id]) / others))
    return tuple(
        _item(id, by_item[id], chances.get(id), correlation(pairs[id]), known.get(id, ""))
        for id in exercises
        if id in by_item
    )


def _firsts(entries: Sequence[Entry]) -> dict[str, Entry]:
    """The first answer to each exercise; what comes back later is practice."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(entry.exercise, entry)
    return found


def _item(
    id: str,
    answers: Sequence[Entry],
    chance: float | None,
    agrees: Interval | None,
    known: State,
) -> Item:
    right = share(sum(one.right for one in answers), len(answers))
    corrected = None
    if chance is not None and chance < 1 and len(answers) >= FEWEST:
        earned = sum(one.credit for one in answers) / len(answers)
        corrected = (earned - chance) / (1 - chance)
    return Item(id, right, corrected, agrees, _state(right, corrected, agrees, known))


def _state(
    right: Interval, corrected: float | None, agrees: Interval | None, known: State
) -> State:
    if right.n < FEWEST:
        return "few"
    if known:
        return known
    if agrees is not None and 1 - right.high > MISSED:
        if agrees.low < TELLS and corrected is not None and corrected < WORSE:
            return "mend"
        if agrees.value < TELLS:
            return "mend" if agrees.high < SURELY else "look"
    ease = right.value if corrected is None else corrected
    return "hard" if ease < HARD else "easy" if right.value > EASY else ""
