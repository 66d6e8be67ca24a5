"""What a learner earns in a lesson: the best of three tries at each exercise, averaged, of 100."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from imrkit.cohort.regrading import Regraded
from imrkit.exercises.entry import Entry
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.grading import HINT, TRIES

POINTS = 100
EARNS = (
    f"A right answer earns {TRIES[0]:.0%} at the first try, {TRIES[1]:.0%} at the second, and "
    f"{TRIES[2]:.0%} at the third. Each hint takes {100 * HINT:.0f} points of the 100 away. An "
    "answer that is right in part may earn a part of that. The best of three tries counts."
)
"""What a learner is told of what earns what."""


@dataclass(frozen=True)
class LessonPoints:
    """What a learner earns in a lesson.

    Attributes:
        points: of 100.
        scores: for each exercise what it earns, from 0 to 1; None where it was not answered.
        tried: how many exercises were answered.
    """

    points: float
    scores: Mapping[str, float | None]

    @property
    def tried(self) -> int:
        """How many exercises were answered."""
        return sum(score is not None for score in self.scores.values())


def lesson_points(graded: Regraded, exercises: Sequence[Exercise]) -> LessonPoints:
    """What a learner earns in a lesson.

    Args:
        graded: the learner's answers.
        exercises: the exercises of the lesson.
    """
    scores = {one.id: _score(counting(graded, one.id)) for one in exercises}
    earned = sum(score or 0.0 for score in scores.values())
    return LessonPoints(round(POINTS * earned / len(scores), 2), scores)


def counting(graded: Regraded, exercise: str) -> list[Entry]:
    """The tries at an exercise that count: at the variant assigned, or else the first answered.

    After the third try the key has been shown.
    """
    some = [entry for entry in graded.entries if entry.exercise == exercise]
    if not some:
        return []
    seed = graded.assignment.seeds.get(exercise, some[0].seed)
    return [entry for entry in some if entry.seed == seed and entry.attempt <= len(TRIES)]


def _score(tries: Sequence[Entry]) -> float | None:
    return max((entry.score for entry in tries), default=None)
