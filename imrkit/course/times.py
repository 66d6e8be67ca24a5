"""How long a lesson takes: by the words that are read, and by the answers that are given.

Papers are read once in a lesson, where they are first shown or asked about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median

from imrkit.cases.loading import load_case
from imrkit.course.plan import Plan, Step
from imrkit.exercises.asking import key_of, question_of
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.graded import Key
from imrkit.exercises.kinds.rationale import OWN
from imrkit.exercises.question import Part, Question
from imrkit.exercises.style import words
from imrkit.exercises.variants import vary

WORDS_A_MINUTE = 200
CHOICE, MARK, NUMBER, WRITING = 8.0, 12.0, 20.0, 240.0
"""Seconds for a choice, a mark in a text, a number or date, and a written rationale."""
BET = 2.0
"""Seconds for one of a row of bets, with nothing to read but a title."""
LOOKING: Mapping[str, float] = {
    "summary": 45,
    "pictures": 45,
    "considered": 30,
    "editions": 30,
    "rule": 45,
    "explorer": 120,
    "timeline": 60,
    "guess": 15,
    "worked": 90,
    "odds": 120,
    "calibration": 45,
    "own": 45,
}
"""Seconds for what is looked at more than read."""
TOLD = 0.15
"""So far may the minutes that a plan tells be from those reckoned here."""
MOST_SCREEN, MOST_HOOK = 75, 45
"""The most seconds of the median screen, and of the hook: the guess that opens a lesson."""


@dataclass(frozen=True, slots=True)
class Times:
    """How long a lesson takes.

    Attributes:
        screens: the seconds of each step, in order, papers left out.
        papers: the seconds of reading papers.
        hook: the seconds of the steps up to the first guess: a question, or a sealed one opened.
    """

    screens: tuple[float, ...]
    papers: float
    hook: float

    @property
    def minutes(self) -> float:
        """The minutes of the whole lesson."""
        return (sum(self.screens) + self.papers) / 60

    @property
    def median(self) -> float:
        """The seconds of the median screen."""
        return median(self.screens)


def times(plan: Plan, exercises: Mapping[str, Exercise]) -> Times:
    """Reckon how long a lesson takes.

    Args:
        plan: the lesson.
        exercises: its exercises by id; those that are not there take no time.

    Raises:
        ImrkitError: if a case is not there, or an exercise is not sound.
    """
    reading = _Papers()
    screens = [_seconds(plan, step, exercises, reading) for step in plan.data.step]
    steps = enumerate(plan.data.step)
    asked = [place for place, step in steps if step.exercise or step.shows == "guess"]
    hook = sum(screens[: asked[0] + 1]) if asked else 0.0
    return Times(tuple(screens), reading.seconds, hook)


@dataclass
class _Papers:
    """The papers that were read so far."""

    seconds: float = 0.0
    cases: set[str] = field(default_factory=set)

    def read(self, case: str, lines: list[str]) -> None:
        if case not in self.cases:
            self.cases.add(case)
            self.seconds += read(*lines)


def read(*texts: str) -> float:
    """The seconds that it takes to read some texts."""
    return sum(map(words, texts)) * 60 / WORDS_A_MINUTE


def _seconds(plan: Plan, step: Step, exercises: Mapping[str, Exercise], papers: _Papers) -> float:
    seconds = read(step.title, step.says) + LOOKING.get(step.shows, 0.0)
    if exercise := exercises.get(step.exercise):
        variant = vary(exercise, 0)
        question = question_of(variant)
        if not step.sealed:
            papers.read(exercise.case.name, [line for p in question.papers for line in p.lines])
        if step.sealed and len(question.parts) > 1:
            return seconds + betting(question)
        return seconds + answering(question, key_of(variant))
    if step.shows in ("file", "letter", "compare"):
        case = load_case(plan.case_of(step))
        if step.shows == "file":
            documents = [d for d in case.data.document if not d.is_finding]
            papers.read(case.name, [line for d in documents for line in d.lines])
        else:
            item = case.item(step.item or None)
            reasons = [reason.says for reason in item.published.reasons]
            seconds += read(*reasons) * (2 if step.shows == "compare" else 1)
    return seconds


def betting(question: Question) -> float:
    """The seconds that a row of bets takes; nothing is said to them before they are opened."""
    told = {part.says for part in question.parts}
    told |= {option.says for part in question.parts for option in part.options}
    return read(question.ask, *told) + BET * len(question.parts)


def answering(question: Question, key: Key) -> float:
    """The seconds that it takes to read a question and what is said to it, and to answer it.

    Args:
        question: the question.
        key: its key; what need not be answered takes no time.
    """
    seconds = read(question.ask, key.because)
    told: set[str] = set()
    for part in question.parts:
        if question.kind != "mark":  # there, the parts are the sentences of the papers
            told |= {part.says, *(option.says for option in part.options)}
        seconds += _part(question, part, key.right.get(part.of or part.id, frozenset()))
    return seconds + read(*told)


def _part(question: Question, part: Part, right: frozenset[str]) -> float:
    if part.input == "text":  # of the two, one holds the text and the other what is ticked in it
        asks_to_write = re.search(r"\bwrite\b", question.ask, re.IGNORECASE)
        return WRITING if asks_to_write and part.of == OWN else 0.0
    if part.default and part.default in right:
        return 0.0
    if part.input in ("number", "date"):
        return NUMBER
    if part.input == "many":
        return CHOICE * max(1, len(right))
    return MARK if question.kind == "mark" else CHOICE
