"""What made-up learners answer: by planted rules, with slips, and with what they overlook."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from imrkit.cohort.lessons import exercises_of
from imrkit.exercises import chain
from imrkit.exercises.answers import Answers
from imrkit.exercises.asking import CONFIDENCE, answer_by, check, key_of, question_of
from imrkit.exercises.assignment import Assignment
from imrkit.exercises.chance import random_answer
from imrkit.exercises.entry import Entry, checked, draft_of
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.graded import Key
from imrkit.exercises.grading import TRIES
from imrkit.exercises.kinds.mark import NOTHING
from imrkit.exercises.question import Answer, Question
from imrkit.exercises.record import VERSION
from imrkit.exercises.variants import Variant, vary
from imrkit.logic.nodes import facts_read

BEGIN = dt.datetime(2026, 1, 5, 15, tzinfo=dt.UTC)
GIVEN_UP, FEWER_SLIPS = 0.3, 0.8
"""How often a misconception is given up after a lesson, and what is left of slips in the next."""


@dataclass(frozen=True)
class MadeUp:
    """A made-up learner.

    Attributes:
        id: the id on the roster.
        name: the name on the roster.
        rule: the misconception that is held; "" for none.
        slip: how often an answer is given without thought.
        learns: how often a reply leads to the right answer on the next try.
        surer: by how many steps the learner is surer than right; below 0, less sure.
        stops: after how many exercises the learner stops; None for never.
        overlooks: a fact that the learner does not see in a file that tells it.
        hard: for each exercise that is hard for everybody, how often it is guessed.
    """

    id: str
    name: str
    rule: str = ""
    slip: float = 0.1
    learns: float = 0.7
    surer: int = 0
    stops: int | None = None
    overlooks: str = ""
    hard: Mapping[str, float] = field(default_factory=dict)


def course_of(learner: MadeUp, lessons: Sequence[int], own: Assignment) -> list[Entry]:
    """What a learner answers in one lesson after another.

    From lesson to lesson slips grow fewer, and a misconception may be given up.
    """
    chance = random.Random(f"course of {learner.id} {learner.rule}")
    entries: list[Entry] = []
    for week, lesson in enumerate(lessons):
        exercises = exercises_of(lesson)
        if learner.stops is not None and learner.stops <= 0:
            break
        entries += answers_of(learner, exercises, own, week)
        stops = None if learner.stops is None else learner.stops - len(exercises)
        rule = "" if chance.random() < GIVEN_UP else learner.rule
        learner = replace(learner, stops=stops, rule=rule, slip=learner.slip * FEWER_SLIPS)
    return entries


def answers_of(
    learner: MadeUp, exercises: Sequence[Exercise], own: Assignment, week: int = 0
) -> list[Entry]:
    """What a learner answers, try by try, graded as the page would.

    Args:
        learner: the learner.
        exercises: what is asked.
        own: the learner's variants.
        week: in which week, from 0.
    """
    again = f" {week}" if week else ""
    rng = random.Random(f"answers of {learner.id} {learner.rule}{again}")
    when = BEGIN + dt.timedelta(days=7 * week + rng.randrange(7), minutes=rng.randrange(600))
    entries: list[Entry] = []
    for exercise in exercises[: learner.stops]:
        variant = vary(exercise, own.seed_for(exercise.id))
        question, key = question_of(variant), key_of(variant)
        sitting, hints = rng.randbytes(8).hex(), 0
        learned = False
        for attempt in range(1, len(TRIES) + 1):
            answer = _answer(learner, question, key, rng, learned)
            if learner.overlooks and not learned:
                unseen = question.told(_unseen(variant, key, learner.overlooks))
                answer = unseen if NOTHING in unseen else {**answer, **unseen}
            if attempt == 1 and rng.random() < learner.hard.get(exercise.id, 0.0):
                answer = random_answer(question, rng)
            sure = _sure(learner, question, rng)
            if attempt == 1 and question.hints and rng.random() < 0.1:
                hints = 1
            feedback = check(
                exercise, variant.seed, answer, attempt=attempt, hints=hints, confidence=sure
            )
            seconds = rng.lognormvariate(3.5, 0.5)
            when += dt.timedelta(seconds=seconds + 5)
            draft = draft_of(
                exercise,
                variant.seed,
                answer,
                sitting=sitting,
                when=when,
                confidence=sure,
                hints=hints,
                seconds=seconds,
            )
            entries.append(checked(draft, feedback))
            if feedback.graded.right:
                break
            learned = rng.random() < learner.learns
    return entries


def _answer(
    learner: MadeUp, question: Question, key: Key, rng: random.Random, learned: bool
) -> Answer:
    if rng.random() < learner.slip:
        return random_answer(question, rng)
    return answer_by("" if learned else learner.rule, question, key)


def _unseen(variant: Variant, key: Key, fact: str) -> dict[str, tuple[str, ...]]:
    """What is answered otherwise by who does not see what the file tells of a fact."""
    data = variant.exercise.data
    if data.kind == "mark" and data.fact == fact:
        return {NOTHING: ("yes",)}
    if data.by == "state" and key.right.get(fact, frozenset()) == {"documented"}:
        return {fact: ("not documented",)}
    if data.kind == "grounds":
        steps = Answers(variant.determination).steps
        return {
            name: ("not shown",)
            for name in data.criteria
            if fact in facts_read(steps[name].node) and key.right[name] <= {"met", "goes against"}
        }
    return {}


def _sure(learner: MadeUp, question: Question, rng: random.Random) -> int | None:
    if question.kind != "verdict" and rng.random() < 0.3:
        return None
    place = rng.choice((1, 2, 3)) + learner.surer
    return CONFIDENCE[min(place, len(CONFIDENCE) - 1)]


def record_of(learner: str, entries: Sequence[Entry]) -> bytes:
    """The content of a record that has these answers."""
    hashed, text = chain.line("", {"imrkit": "answers", "version": VERSION, "learner": learner})
    lines = [text]
    for entry in entries:
        hashed, text = chain.line(hashed, entry.as_data())
        lines.append(text)
    return b"".join(lines)
