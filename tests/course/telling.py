"""Misconceptions told apart: by what a lesson asks, and by adaptive questions on pairs of cases."""

from __future__ import annotations

import random
from collections import Counter
from typing import get_args

from imrkit.cases.loading import load_case
from imrkit.determination.deciding import decide
from imrkit.exercises.answers import Answers
from imrkit.exercises.mastery import SLIP
from imrkit.exercises.misconceptions import Aspect, misconceptions
from imrkit.exercises.wrong_rules import WRONG_RULES, aspect
from tests.course import adaptive
from tests.course.adaptive import EXPERT, Item
from tests.course.lessons import asked, errs, names_of

LEAST = 3
"""In so many exercises of a lesson the holder of its misconception errs, at least."""
SEEDS = 12
MOST_ANSWERS = 16
"""Within so many adaptive answers all holders are told apart."""
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)


def answer_alike(number: int, one: str, other: str) -> bool:
    """Whether two holders give the same answers to all that a lesson asks."""
    return not any(
        key.believed.get(one, {}) != key.believed.get(other, {})
        for name in names_of(number)
        for question, key in asked(name, SEEDS)
        if errs((question, key), one) or errs((question, key), other)
    )


def questions() -> list[Item]:
    """Questions on the pairs of cases: for each holder what it would answer."""
    names = sorted({name for one in misconceptions().values() for name in one.pair})
    found: list[Item] = []
    for name in names:
        case_name, _, number = name.partition(".")
        case = load_case(case_name)
        item = case.item(number or None)
        one = decide(case, item, case.known(item))
        told = {rule: run(one) for rule, run in WRONG_RULES.items()} | {EXPERT: Answers(one)}
        for asks in ASPECTS:
            answers = {holder: repr(_aspect(a, asks, Answers(one))) for holder, a in told.items()}
            if len(set(answers.values())) > 1:
                found.append(answers)
    # Questions that tell the same holders apart count once.
    return list({_parted(item): item for item in found}.values())


def _parted(item: Item) -> tuple[int, ...]:
    options = adaptive.options(item)
    return tuple(options.index(answer) for answer in item.values())


def _aspect(answers: Answers, asks: Aspect, engine: Answers) -> object:
    """What is answered to a question; of another rule's criteria, what the engine asks."""
    if asks == "standings":
        names = [name for name in engine.steps if name in answers.steps]
        return tuple((name, answers.standing(name)) for name in names)
    return aspect(answers, asks)


def told_apart(items: list[Item], learners: int) -> dict[str, float]:
    """For each holder, how often it is the likeliest after the questions that tell most.

    Args:
        items: the questions to choose from.
        learners: how many holders of each misconception answer, and how many experts.
    """
    found: Counter[str] = Counter()
    next_after: dict[tuple[tuple[int, str], ...], int] = {}
    for one in [EXPERT, *WRONG_RULES]:
        for number in range(learners):
            rng = random.Random(f"{one} {number}")
            beliefs = adaptive.even(WRONG_RULES)
            history: tuple[tuple[int, str], ...] = ()
            for _ in range(MOST_ANSWERS):
                if history not in next_after:
                    next_after[history] = adaptive.most_telling(beliefs, items)
                place = next_after[history]
                item = items[place]
                slips = rng.random() < SLIP
                answer = rng.choice(adaptive.options(item)) if slips else item[one]
                beliefs = adaptive.after(beliefs, item, answer)
                history = (*history, (place, answer))
            found[one] += max(beliefs, key=beliefs.__getitem__) == one
    return {one: found[one] / learners for one in [EXPERT, *WRONG_RULES]}
