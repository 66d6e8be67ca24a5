"""Simulated learners: holders of wrong rules are found out, and who does not look has no skill.

The normal run is small; `make course-proof` runs it with many learners.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

import pytest

from imrkit.cases.loading import load_case
from imrkit.course.plan import plan_paths, read_plan
from imrkit.determination.deciding import decide, revise
from imrkit.exercises import adaptive
from imrkit.exercises.adaptive import EXPERT, Item
from imrkit.exercises.answers import Answers
from imrkit.exercises.asking import grade, key_of, question_of
from imrkit.exercises.chance import chance, random_answer
from imrkit.exercises.entry import Entry
from imrkit.exercises.graded import Evidence, Key
from imrkit.exercises.mastery import ideas, skill
from imrkit.exercises.misconceptions import misconceptions
from imrkit.exercises.question import Question
from imrkit.exercises.returning import seed_that_tells
from imrkit.exercises.variants import vary
from imrkit.exercises.wrong_rules import WRONG_RULES, aspect
from tests.exercises.conftest import NAMES, exercise_named

FEW, MANY = 40, 1000
SEEDS = 24
ASPECTS = ("outcome", "verdict", "amount", "edition", "grounds", "standings", "bases", "states")
Asked = tuple[Question, Key]
Answer = dict[str, "str | list[str]"]
_ASKED: dict[str, list[Asked]] = {}


def asked(name: str) -> list[Asked]:
    if name not in _ASKED:
        some = [vary(exercise_named(name), seed) for seed in range(SEEDS)]
        _ASKED[name] = [(question_of(v), key_of(v)) for v in some]
    return _ASKED[name]


def right(question: Question, key: Key) -> Answer:
    return question.told({of: tuple(sorted(some)) for of, some in key.right.items()})


@dataclass(frozen=True)
class Learner:
    """Somebody who answers by a rule, and slips now and then."""

    rule: str = EXPERT
    slip: float = 0.1

    def answers(self, question: Question, key: Key, rng: random.Random) -> Answer:
        if rng.random() < self.slip:
            return random_answer(question, rng)
        believed = key.believed.get(self.rule, {})
        told = right(question, key)
        own = question.told({of: (meaning,) for of, meaning in believed.items()})
        return {**told, **own}


def entries_of(
    answers: Callable[[Question, Key, random.Random], Answer],
    names: list[str],
    rng: random.Random,
    rules: list[str] | None = None,
) -> list[Entry]:
    """The entries of answers to some exercises; on variants that tell of a misconception each."""
    found = []
    for number, name in enumerate(names):
        some = asked(name)
        if rules:
            some = [one for one in some if errs_on(one[1], rules[number])]
        question, key = rng.choice(some)
        graded = grade(question, key, answers(question, key, rng))
        found.append(
            Entry(
                f"2026-01-{number % 28 + 1:02}T12:00:00Z",
                f"s{number}",
                name,
                question.seed,
                "book",
                kind=question.kind,
                score=graded.credit,
                credit=graded.credit,
                right=graded.right,
                evidence=graded.evidence,
            )
        )
    return found


def errs_on(key: Key, rule: str) -> bool:
    told = key.believed.get(rule, {})
    return any(meaning not in key.right[of] for of, meaning in told.items())


@cache
def telling(rule: str) -> list[str]:
    """The exercises in which the holder of a misconception errs on some variant."""
    return [name for name in NAMES if any(errs_on(key, rule) for _, key in asked(name))]


TAUGHT = ("M1", "M2", "M3", "M7", "M15")
"""The misconceptions of lesson 4."""


LESSONS = {number: read_plan(path).data.misconceptions for number, path in plan_paths().items()}


def of_lesson(number: int, rule: str) -> list[str]:
    """The exercises of a lesson in which the holder of a misconception errs."""
    names = [name for name in NAMES if exercise_named(name).data.lesson == number]
    return [name for name in names if any(errs_on(key, rule) for _, key in asked(name))]


@pytest.mark.parametrize(("number", "rule"), [(n, r) for n, some in LESSONS.items() for r in some])
def test_a_misconception_of_a_lesson_errs_in_at_least_three_of_its_exercises(
    number: int, rule: str
) -> None:
    assert len(of_lesson(number, rule)) >= 3


@pytest.mark.parametrize("number", LESSONS)
def test_no_two_misconceptions_of_a_lesson_answer_alike(number: int) -> None:
    for one, other in combinations(LESSONS[number], 2):
        assert any(
            key.believed.get(one, {}) != key.believed.get(other, {})
            for name in of_lesson(number, one)
            for _, key in asked(name)
        )


@pytest.mark.parametrize("rule", TAUGHT)
@pytest.mark.parametrize("learners", [FEW, pytest.param(MANY, marks=pytest.mark.proof)])
def test_a_holder_is_found_out_within_eight_answers(rule: str, learners: int) -> None:
    exercises = telling(rule)
    found = 0
    for number in range(learners):
        rng = random.Random(f"{rule} {number}")
        names = [rng.choice(exercises) for _ in range(8)]
        entries = entries_of(Learner(rule).answers, names, rng, [rule] * 8)
        found += ideas(entries, [rule])[rule].highest >= 0.9
    assert found / learners >= 0.95


@pytest.mark.parametrize("learners", [FEW, pytest.param(MANY, marks=pytest.mark.proof)])
def test_the_expert_is_cleared(learners: int) -> None:
    rules = [rule for rule in TAUGHT for _ in range(4)]
    cleared = 0
    for number in range(learners):
        rng = random.Random(number)
        names = [rng.choice(telling(rule)) for rule in rules]
        held = ideas(entries_of(Learner().answers, names, rng, rules), TAUGHT)
        cleared += all(idea.belief < 0.1 for idea in held.values())
    assert cleared / learners >= 0.95


# ---- skill -------------------------------------------------------------------------------------


def always_upheld(question: Question, _: Key, rng: random.Random) -> Answer:
    """Upheld where a verdict is asked for; at random elsewhere."""
    answer = random_answer(question, rng)
    for part in question.parts:
        for option in part.options:
            if option.meaning == "upheld":
                answer[part.id] = option.id
    return answer


def longest(question: Question, _: Key, rng: random.Random) -> Answer:
    """The longest option of each part."""
    answer = random_answer(question, rng)
    for part in question.parts:
        if part.options and part.input == "one":
            answer[part.id] = max(part.options, key=lambda option: len(option.says)).id
    return answer


def by_the_stem(question: Question, _: Key, rng: random.Random) -> Answer:
    """The option that shares most words with the question: the file is not looked at."""
    answer = random_answer(question, rng)
    words = set(question.ask.casefold().split())
    for part in question.parts:
        if part.options and part.input == "one":
            best = max(
                part.options, key=lambda option: len(words & set(option.says.casefold().split()))
            )
            answer[part.id] = best.id
    return answer


def at_random(question: Question, _: Key, rng: random.Random) -> Answer:
    return random_answer(question, rng)


@pytest.fixture(scope="module")
def chances() -> Mapping[str, float]:
    return {name: chance(exercise_named(name)) for name in NAMES}


def skill_of(
    answers: Callable[[Question, Key, random.Random], Answer],
    chances: Mapping[str, float],
    rounds: int,
) -> float:
    rng = random.Random(1)
    entries = entries_of(answers, [name for name in NAMES for _ in range(rounds)], rng)
    found = skill(entries, chances)
    assert found is not None
    return found


@pytest.mark.parametrize("who", [always_upheld, longest, by_the_stem, at_random])
def test_who_does_not_look_at_the_file_has_no_skill(
    who: Callable[[Question, Key, random.Random], Answer], chances: Mapping[str, float]
) -> None:
    assert skill_of(who, chances, 6) <= 0.03


def test_the_expert_has_skill(chances: Mapping[str, float]) -> None:
    assert skill_of(Learner(slip=0.0).answers, chances, 4) == pytest.approx(1)
    assert skill_of(Learner(slip=0.05).answers, chances, 6) > 0.85


# ---- telling all sixteen apart -----------------------------------------------------------------


@pytest.fixture(scope="module")
def items() -> list[Item]:
    """Questions on the pairs of cases: for each holder what it would answer."""
    names = sorted({name for one in misconceptions().values() for name in one.pair})
    found: list[Item] = []
    for name in names:
        case_name, _, number = name.partition(".")
        case = load_case(case_name)
        item = case.item(number or None)
        one = decide(case, item, case.known(item))
        if case_name == "cm17-0009887" and "paresthesias" not in item.facts:
            one = revise(one, {"paresthesias": True})
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


def _aspect(answers: Answers, asks: str, engine: Answers) -> object:
    """What is answered to a question; of another rule's criteria, what the engine asks."""
    if asks == "standings":
        names = [name for name in engine.steps if name in answers.steps]
        return tuple((name, answers.standing(name)) for name in names)
    return aspect(answers, asks)


def test_no_two_holders_answer_alike(items: list[Item]) -> None:
    holders = [EXPERT, *WRONG_RULES]
    alike = [
        (one, other)
        for place, one in enumerate(holders)
        for other in holders[place + 1 :]
        if all(item[one] == item[other] for item in items)
    ]
    assert alike == []


@pytest.mark.parametrize("learners", [3, pytest.param(60, marks=pytest.mark.proof)])
def test_all_sixteen_are_told_apart_in_sixteen_adaptive_answers(
    items: list[Item], learners: int
) -> None:
    told, asked_of = 0, 0
    for holder in [EXPERT, *WRONG_RULES]:
        for number in range(learners):
            rng = random.Random(f"{holder} {number}")
            beliefs = adaptive.even(WRONG_RULES)
            for _ in range(16):
                item = items[adaptive.most_telling(beliefs, items)]
                options = adaptive.options(item)
                answer = item[holder] if rng.random() >= 0.1 else rng.choice(options)
                beliefs = adaptive.after(beliefs, item, answer)
            told += max(beliefs, key=beliefs.__getitem__) == holder
            asked_of += 1
    assert told / asked_of >= 0.95


def test_evidence_is_kept_by_an_entry() -> None:
    """What is told of a learner needs no engine: it is in the record."""
    entry = Entry("2026-01-01T00:00:00Z", "s", "e", 0, "b")
    held = replace(entry, evidence=(Evidence("M1", "held", 4),))
    assert ideas([held], ["M1"])["M1"].answers == 1


@pytest.mark.parametrize("rule", TAUGHT)
def test_when_an_idea_returns_a_variant_is_asked_on_which_its_holder_errs(rule: str) -> None:
    exercise = exercise_named(telling(rule)[0])
    seed = seed_that_tells(exercise, rule, first=3)
    assert seed is not None
    assert seed >= 3
    assert errs_on(key_of(vary(exercise, seed)), rule)
    assert seed_that_tells(exercise, "M13") is None
