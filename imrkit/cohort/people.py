"""Learners to look after: those of whom two signs or more agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from imrkit.cohort.believing import LIKELY, Idea
from imrkit.exercises.entry import Entry
from imrkit.exercises.mastery import skill

FEWEST = 6
"""With fewer answers nothing is said of a learner's skill."""
LOW = 0.2
CERTAIN, CERTAIN_MISSES = 90, 2
SIGNS = 2
Help = Literal["Write", "Talk one case through", "Send the practice that is due"]


@dataclass(frozen=True, slots=True)
class Person:
    """A learner to look after.

    Attributes:
        learner: the id.
        signs: what was seen, in words.
        start: what to start with.
    """

    learner: str
    signs: tuple[str, ...]
    start: Help


def skills_of(
    entries: Mapping[str, Sequence[Entry]], chances: Mapping[str, float]
) -> dict[str, float]:
    """The skill of each learner with enough answers."""
    found = {}
    for learner, some in entries.items():
        counted = [entry for entry in some if entry.exercise in chances]
        figure = skill(counted, chances)
        if len(counted) >= FEWEST and figure is not None:
            found[learner] = figure
    return found


def people_of(
    entries: Mapping[str, Sequence[Entry]],
    unfinished: Mapping[str, str],
    skills: Mapping[str, float],
    ideas: Sequence[Idea],
    says: Mapping[str, str],
) -> tuple[Person, ...]:
    """The learners to look after, those with most signs first.

    Args:
        entries: for each learner the first tries, those at weak items left out.
        unfinished: how far those came who stopped.
        skills: the skill of each learner with enough answers.
        ideas: the misconceptions in the cohort.
        says: each misconception in words.
    """
    found = []
    for learner, some in entries.items():
        misses = sum(
            one.kind == "verdict" and not one.right and (one.confidence or 0) >= CERTAIN
            for one in some
        )
        own = [
            idea.rule
            for idea in ideas
            if idea.found and learner in idea.learners and idea.learners[learner].still > LIKELY
        ]
        signs = [unfinished[learner]] if learner in unfinished else []
        if misses >= CERTAIN_MISSES:
            signs.append(f"sure and wrong in {misses} verdicts")
        signs += [f"answers by “{says[rule]}”" for rule in own]
        if skills.get(learner, 1.0) < LOW:
            signs.append(f"skill {_signed(skills[learner])}, where guessing earns 0")
        if len(signs) >= SIGNS:
            found.append(Person(learner, tuple(signs), _start(learner in unfinished, misses, own)))
    order = {learner: skills.get(learner, 0.0) for learner in entries}
    return tuple(sorted(found, key=lambda one: (-len(one.signs), order[one.learner], one.learner)))


def _start(stopped: bool, misses: int, own: Sequence[str]) -> Help:
    if stopped:
        return "Write"
    return "Talk one case through" if own or misses else "Send the practice that is due"


def _signed(figure: float) -> str:
    return f"{100 * figure:.0f}".replace("-", "−")
