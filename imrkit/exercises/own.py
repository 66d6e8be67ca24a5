"""A learner's own variant of an exercise, and how its file differs from the published one.

>>> from imrkit.exercises.assignment import Assignment
>>> from imrkit.exercises.loading import load_exercise
>>> exercise = load_exercise("l04-verdict-first")
>>> own_seed(exercise, Assignment("s1", {exercise.id: 7}))
(7, '')
"""

from __future__ import annotations

from dataclasses import dataclass

from imrkit.errors import ImrkitError
from imrkit.exercises.asking import ask
from imrkit.exercises.assignment import Assignment
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.variants import WEEK, Variant, vary
from imrkit.words.known import value_said


@dataclass(frozen=True, slots=True)
class Difference:
    """What a learner's own file tells otherwise than the published one.

    Attributes:
        label: the fact in words.
        own: what is known of it in the learner's file.
        published: what is known of it in the published one.
    """

    label: str
    own: str
    published: str


def own_seed(exercise: Exercise, assignment: Assignment) -> tuple[int, str]:
    """The seed that a learner is asked.

    Args:
        exercise: the exercise.
        assignment: the learner's variants.

    Returns:
        The seed that is assigned, and "". Where its file cannot be made, 0, the file as it is, and
        why.
    """
    seed = assignment.seed_for(exercise.id)
    try:
        ask(exercise, seed)
    except ImrkitError as error:
        return 0, str(getattr(error, "problem", error))
    return seed, ""


def differences(variant: Variant) -> tuple[Difference, ...]:
    """How the file of a variant differs from the published one, fact by fact.

    Args:
        variant: the variant.
    """
    found = []
    published = vary(variant.exercise, 0).determination.known
    own = variant.determination.known
    for fact in variant.values:
        here, there = value_said(own[fact]), value_said(published[fact])
        # What was assumed and is now documented tells the reader of nothing new.
        assumed = "assumed" in (own[fact].state, published[fact].state)
        if here != there and not (assumed and own[fact].value == published[fact].value):
            found.append(Difference(own[fact].fact.label, here, there))
    if weeks := variant.days // WEEK:
        moved = f"{abs(weeks)} week{'s' if abs(weeks) > 1 else ''}"
        found.append(
            Difference("All dates", f"{moved} {'later' if weeks > 0 else 'earlier'}", "as they are")
        )
    return tuple(found)
