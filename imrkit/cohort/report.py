"""What a cohort's results show, as figures: pure, from results to a report.

Items come before learners: what is told of learners leaves out the answers at items to be mended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from imrkit.cohort.believing import Idea, explained, ideas_of
from imrkit.cohort.intervals import Interval, median, share_of_groups
from imrkit.cohort.items import Item, State, items_of
from imrkit.cohort.lessons import exercise_named
from imrkit.cohort.overlooking import Overlooked, overlooked_in
from imrkit.cohort.people import Person, people_of, skills_of
from imrkit.cohort.reaching import (
    Entries,
    Reached,
    asked_in,
    lessons_taken,
    reached_by,
    unfinished_by,
)
from imrkit.cohort.results import Results
from imrkit.cohort.tables import CUT_SHORT, NOT_GRADED, NOTHING
from imrkit.exercises.asking import CONFIDENCE
from imrkit.exercises.chance import chance
from imrkit.exercises.misconceptions import misconceptions

SEEDS = 24
"""Over so many variants what an answer that never changes earns is taken."""
FEW = 20
"""A cohort with fewer learners is told to be small."""


@dataclass(frozen=True, slots=True)
class Sureness:
    """How often answers were right of which learners were so sure."""

    confidence: int
    right: Interval


@dataclass(frozen=True)
class Report:
    """What a cohort's results show.

    Attributes:
        made_up: whether no learner in it is a person.
        learners: how many handed in.
        on_roster: how many are on the roster; None where nobody says so.
        lessons: the numbers of the lessons.
        finished: how many finished all of them.
        reached: how far they came: by lesson, or by exercise where there is one lesson.
        skills: the skill of each learner with enough answers, sorted.
        skill: the median of them.
        by_lesson: the same for each lesson, where there are several.
        items: the items.
        overlooked: how often facts were overlooked.
        ideas: the misconceptions that the answers tell of.
        sureness: how sure, beside how right, of verdicts.
        gap: how much surer than right, on average; None where nobody said how sure.
        unfinished: how far those came who stopped before the end.
        damaged: whose file could not be graded, or not as a whole.
        silent: who handed in nothing, as far as ids are known.
        unread: of how many learners' files nothing could be graded.
        people: the learners to look after.
    """

    made_up: bool
    learners: int
    on_roster: int | None
    lessons: tuple[int, ...]
    finished: int
    reached: tuple[Reached, ...]
    skills: tuple[float, ...]
    skill: Interval | None
    by_lesson: Mapping[int, Interval | None]
    items: tuple[Item, ...]
    overlooked: tuple[Overlooked, ...]
    ideas: tuple[Idea, ...]
    sureness: tuple[Sureness, ...]
    gap: float | None
    unfinished: Mapping[str, str]
    damaged: tuple[str, ...]
    silent: tuple[str, ...]
    unread: int
    people: tuple[Person, ...]

    @property
    def stopped(self) -> int:
        """How many stopped before the end; who has but a part of the file is none of them."""
        return len(self.unfinished.keys() - set(self.damaged))

    @property
    def absent(self) -> int:
        """How many on the roster handed in nothing."""
        return max(0, (self.on_roster or 0) - self.learners - self.unread)

    @property
    def to_mend(self) -> tuple[Item, ...]:
        """The items to mend."""
        return tuple(item for item in self.items if item.state == "mend")

    @property
    def few(self) -> bool:
        """Whether the cohort is small."""
        return self.learners < FEW

    def number(self, exercise: str) -> int:
        """The number by which the report calls an item; 0 for none of them."""
        ids = [item.exercise for item in self.items]
        return ids.index(exercise) + 1 if exercise in ids else 0


def report(results: Results) -> Report:
    """What a cohort's results show.

    Args:
        results: the first tries of each learner.
    """
    lessons = lessons_taken(results.entries)
    asked = {lesson: asked_in(lesson) for lesson in lessons}
    exercises = [id for some in asked.values() for id in some]
    entries: Entries = {
        learner: [entry for entry in some if entry.exercise in exercises]
        for learner, some in results.entries.items()
    }
    chances = {id: chance(one, SEEDS) for id in exercises if (one := exercise_named(id))}
    overlooked = overlooked_in(entries)
    known: dict[str, State] = dict.fromkeys(explained(entries, misconceptions()), "idea")
    known |= {one.exercise: "overlooked" for one in overlooked if one.found}
    items = items_of(entries, exercises, chances, known)
    weak = {item.exercise for item in items if item.state == "mend"}
    sound = {
        learner: [entry for entry in some if entry.exercise not in weak]
        for learner, some in entries.items()
    }
    counted = {id: chances[id] for id in chances if id not in weak}
    skills = skills_of(sound, counted)
    ideas = ideas_of(sound, misconceptions())
    unfinished = unfinished_by(entries, asked)
    came = results.handed_in
    unread = {one for one, state in came.items() if state == NOT_GRADED} - entries.keys()
    cut = {one for one, state in came.items() if state == CUT_SHORT} & unfinished.keys()
    unfinished |= dict.fromkeys(cut, "the file was cut short")
    says = {rule: one.says.rstrip(".") for rule, one in misconceptions().items()}
    sureness, gap = _sureness(sound)
    return Report(
        results.made_up,
        len(entries),
        results.on_roster,
        lessons,
        len(entries) - len(unfinished),
        reached_by(entries, asked),
        tuple(sorted(skills.values())),
        median(tuple(skills.values())),
        _by_lesson(sound, counted, asked),
        items,
        overlooked,
        ideas,
        sureness,
        gap,
        unfinished,
        tuple(sorted(unread | cut)),
        tuple(one for one, state in came.items() if state == NOTHING and one not in entries),
        len(unread),
        people_of(sound, unfinished, skills, ideas, says),
    )


def _by_lesson(
    entries: Entries, chances: Mapping[str, float], asked: Mapping[int, Sequence[str]]
) -> dict[int, Interval | None]:
    """The median skill in each lesson, where there are several: how learners get on."""
    if len(asked) < 2:
        return {}
    found = {}
    for lesson, ids in asked.items():
        own = {id: chances[id] for id in ids if id in chances}
        found[lesson] = median(tuple(skills_of(entries, own).values()))
    return found


def _sureness(entries: Entries) -> tuple[tuple[Sureness, ...], float | None]:
    told = [
        [
            (one.confidence, one.right)
            for one in some
            if one.kind == "verdict" and one.confidence is not None
        ]
        for some in entries.values()
    ]
    every = [one for some in told for one in some]
    if not every:
        return (), None
    found = []
    for sure in CONFIDENCE:
        groups = [[right for said, right in some if said == sure] for some in told]
        found.append(Sureness(sure, share_of_groups((sum(one), len(one)) for one in groups)))
    return tuple(found), sum(said / 100 - right for said, right in every) / len(every)
