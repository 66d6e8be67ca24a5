"""Simulated learners: holders of wrong rules, the expert, and those who do not look at the file.

Each slips now and then: a slip is an answer drawn at random in place of the whole answer.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from imrkit.exercises.asking import answer_by, grade
from imrkit.exercises.chance import chance, random_answer
from imrkit.exercises.entry import Entry
from imrkit.exercises.graded import Graded
from imrkit.exercises.mastery import Idea, ideas, skill
from imrkit.exercises.question import Answer, Part
from tests.course.adaptive import EXPERT
from tests.course.lessons import (
    Asked,
    asked,
    exercise_named,
    names_of,
    rules_of,
    telling,
    told_by,
)

SLIP = 0.1
"""How often a learner slips, where figures must be reached."""
WITHIN, SURE = 8, 0.9
"""Within so many answers a holder is found out, and as surely as this."""
REACHED = 0.95
"""Of so many learners it holds."""
NO_SKILL, HAS_SKILL = 0.03, 0.85
"""The skill of who does not look is not above the one, that of the expert above the other."""
FOR_EACH = 4
"""So many answers on each misconception of a lesson clear the expert."""
Answers = Callable[[Asked, random.Random], Answer]


# ---- who answers


def holder(rule: str = EXPERT, slip: float = SLIP) -> Answers:
    """Who answers by a wrong rule where it has an answer, and else rightly; the expert has none."""

    def answers(asked: Asked, rng: random.Random) -> Answer:
        if rng.random() < slip:
            return random_answer(asked[0], rng)
        return dict(answer_by(rule, *asked))

    return answers


def at_random(asked: Asked, rng: random.Random) -> Answer:
    """Any answer."""
    return random_answer(asked[0], rng)


def always_upheld(asked: Asked, rng: random.Random) -> Answer:
    """Upheld wherever a verdict is asked for, for a ground drawn at random; at random elsewhere."""

    def chosen(part: Part) -> str | None:
        upheld = [o.id for o in part.options if o.meaning.partition(",")[0] == "upheld"]
        return rng.choice(upheld) if upheld else None

    return _chosen(asked, rng, chosen)


def longest_option(asked: Asked, rng: random.Random) -> Answer:
    """The longest option of each part."""
    return _chosen(asked, rng, lambda part: _most(part, rng, lambda says: len(says)))


def stem_only(asked: Asked, rng: random.Random) -> Answer:
    """The option that shares most words with the question."""
    words = set(asked[0].ask.casefold().split())
    return _chosen(
        asked,
        rng,
        lambda part: _most(part, rng, lambda says: len(words & set(says.casefold().split()))),
    )


def _chosen(asked: Asked, rng: random.Random, choose: Callable[[Part], str | None]) -> Answer:
    question, _ = asked
    answer = random_answer(question, rng)
    for part in question.parts:
        if part.options and part.input == "one" and (option := choose(part)):
            answer[part.id] = option
    return answer


def _most(part: Part, rng: random.Random, much: Callable[[str], int]) -> str:
    """The option that has most of something; of equals any."""
    return max(part.options, key=lambda option: (much(option.says), rng.random())).id


BLIND: Mapping[str, Answers] = {
    "always upheld": always_upheld,
    "random": at_random,
    "stem only": stem_only,
    "longest option": longest_option,
}
"""Learners who do not look at the file."""


# ---- what they answer, and what it tells


@lru_cache(maxsize=200_000)
def _graded(
    exercise: str, seed: int, answer: tuple[tuple[str, str | tuple[str, ...]], ...]
) -> Graded:
    question, key = asked(exercise, seed + 1)[seed]
    return grade(question, key, dict(answer))


def graded(asked: Asked, answer: Answer) -> Graded:
    """An answer, graded; the same answer to the same question only once."""
    question, _ = asked
    told = tuple(
        (id, some if isinstance(some, str) else tuple(some)) for id, some in answer.items()
    )
    return _graded(question.exercise, question.seed, told)


def entry(asked: Asked, answers: Answers, rng: random.Random, number: int = 0) -> Entry:
    """What a record keeps of an answer; each is given on a day of its own."""
    question, _ = asked
    found = graded(asked, answers(asked, rng))
    return Entry(
        f"2026-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}T12:00:00Z",
        f"s{number}",
        question.exercise,
        question.seed,
        "book",
        kind=question.kind,
        score=found.credit,
        credit=found.credit,
        right=found.right,
        evidence=found.evidence,
    )


def ideas_after(
    number: int, asks: list[str], answers: Answers, seeds: int, rng: random.Random
) -> dict[str, Idea]:
    """What is known of a learner after answers on variants that tell of some misconceptions.

    Args:
        number: the lesson.
        asks: the misconceptions, one for each answer.
        answers: how the learner answers.
        seeds: among how many variants of an exercise.
        rng: where chance comes from.
    """
    entries = []
    for place, rule in enumerate(asks):
        some = _telling(number, rule, seeds)
        entries.append(entry(rng.choice(rng.choice(some)), answers, rng, place))
    return ideas(entries, dict.fromkeys(asks))


@cache
def _telling(number: int, rule: str, seeds: int) -> list[list[Asked]]:
    """For each exercise that tells of a misconception, what it asks where it does."""
    some = [telling(name, rule, seeds) for name in told_by(number, rule)]
    return [one for one in some if one]


def found_out(
    number: int, rule: str, learners: int, seeds: int, slip: float = SLIP
) -> float | None:
    """The share of holders of a misconception who are found out in a lesson; None if none can be.

    Args:
        number: the lesson.
        rule: the misconception.
        learners: how many learners.
        seeds: among how many variants of an exercise.
        slip: how often they slip.
    """
    if not _telling(number, rule, seeds):
        return None
    found = 0
    for learner in range(learners):
        rng = random.Random(f"{number} {rule} {slip} {learner}")
        held = ideas_after(number, [rule] * WITHIN, holder(rule, slip), seeds, rng)
        found += held[rule].highest >= SURE
    return found / learners


def cleared(number: int, learners: int, seeds: int, slip: float = SLIP) -> float:
    """The share of experts of whom every misconception of a lesson is clear in the end."""
    rules = [rule for rule in rules_of(number) if _telling(number, rule, seeds)]
    asks = [rule for _ in range(FOR_EACH) for rule in rules]
    found = 0
    for learner in range(learners):
        rng = random.Random(f"{number} {slip} {learner}")
        held = ideas_after(number, asks, holder(slip=slip), seeds, rng)
        found += all(idea.state == "clear" for idea in held.values())
    return found / learners


def skill_in(names: tuple[str, ...], answers: Answers, learners: int, seeds: int) -> float:
    """The skill of many learners together: each answers each exercise once, on some variant.

    Args:
        names: the exercises.
        answers: how they answer.
        learners: how many learners.
        seeds: among how many variants of an exercise.
    """
    rng = random.Random("skill")
    entries = [
        entry(asked(name, seeds)[(learner + shift) % seeds], answers, rng)
        for shift, name in enumerate(names)
        for learner in range(learners)
    ]
    found = skill(entries, {name: _chance(name) for name in names})
    assert found is not None
    return found


@cache
def _chance(name: str) -> float:
    return chance(exercise_named(name))


def skill_in_lesson(number: int, answers: Answers, learners: int, seeds: int) -> float:
    """The skill of many learners in one lesson."""
    return skill_in(names_of(number), answers, learners, seeds)
