"""What a certificate tells: each aim of the course, with a figure and of how many answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from imrkit.exercises.entry import Entry
from imrkit.exercises.mastery import Calibration, calibration, first_tries, ideas, skill
from imrkit.exercises.schema import ExerciseFile

NOTICE = "For learning: no license, CME, or advice; some figures are not verified."
AIMS: Mapping[str, str] = {
    "O1": "Say of each item in a letter who won, on which text and ground",
    "O2": "Mark in a chart what proves a fact, and tell apart what is documented and what is not",
    "O3": "Pick guideline, edition and section from dates, body part and treatment",
    "O4": "Decide, naming every ground as going against the guideline or not shown",
    "O5": "Find the smallest change, and rewrite the request truthfully",
    "O6": "Write a rationale that covers each ground and invents none",
    "O7": "Tell guideline, regulation, reviewer's judgment, and our reading apart",
    "O8": "Compute the dates of review",
    "O9": "Be as sure as you are right",
}
"""The aims of the course, in short."""
WANTED: Mapping[str, float] = {"O1": 0.95, "O2": 0.8, "O3": 0.85, "O4": 0.6}
"""The figure that is aimed at, where one is."""
BRIER, GAP = 0.20, 0.10
"""The most of both that is aimed at in O9."""
_BY_KIND: Mapping[str, str] = {
    "choice": "O1",
    "mark": "O2",
    "sort": "O2",
    "count": "O2",
    "edition": "O3",
    "verdict": "O4",
    "grounds": "O4",
    "change": "O5",
    "request": "O5",
    "news": "O5",
    "pair": "O5",
    "rationale": "O6",
    "order": "O1",
    "error": "O7",
}
_BY_QUERY = {
    "basis of": "O7",
    "edition": "O3",
    "state of": "O2",
    "standing of": "O4",
    "alone of": "O4",
    "records alone": "O5",
}


def aim_of(data: ExerciseFile) -> str:
    """The aim of the course that an exercise serves.

    Args:
        data: the exercise.
    """
    if data.kind == "choice":
        return next((aim for head, aim in _BY_QUERY.items() if data.query.startswith(head)), "O1")
    if data.kind == "sort" and data.by in ("basis", "role"):
        return "O7"
    if data.kind == "count" and data.of.startswith("clock"):
        return "O8"
    if data.kind == "order" and data.by == "dates":
        return "O8"
    return _BY_KIND[data.kind]


@dataclass(frozen=True, slots=True)
class Figure:
    """One aim, and how the answers stand to it.

    Attributes:
        aim: its short name ("O1").
        says: what it is.
        measure: what the figure measures.
        value: the figure; None without answers.
        answers: of how many first tries.
        wanted: the figure aimed at; None where none is.
    """

    aim: str
    says: str
    measure: str
    value: float | None
    answers: int
    wanted: float | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate tells.

    Attributes:
        name: the learner's name, as typed.
        day: the day on which it was made.
        figures: each aim of the course.
        alone: skill on the cases decided alone, if any was.
        alone_answers: of how many.
        calibration: how sure the learner was, beside how often right.
        clear: how many ideas are clear.
        ideas: how many there are.
        minutes: how long was spent on answers.
        lessons: how many lessons are done.
        book: the version of the rule book.
        code: the check code of the record.
    """

    name: str
    day: dt.date
    figures: tuple[Figure, ...]
    alone: float | None
    alone_answers: int
    calibration: Calibration | None
    clear: int
    ideas: int
    minutes: int
    lessons: int
    book: str
    code: str


def certificate(
    name: str,
    day: dt.date,
    entries: Sequence[Entry],
    rules: Iterable[str],
    aims: Mapping[str, str],
    chances: Mapping[str, float],
    *,
    lessons: int,
    book: str,
    code: str,
) -> Certificate:
    """Make what a certificate tells.

    Args:
        name: the learner's name, as typed.
        day: the day.
        entries: the answers.
        rules: the misconceptions.
        aims: for each exercise the aim that it serves.
        chances: for each exercise what an answer that never changes earns.
        lessons: how many lessons are done.
        book: the version of the rule book.
        code: the check code of the record.
    """
    rules = list(rules)
    first = first_tries(entries)
    alone = [entry for entry in first if entry.transfer]
    found = ideas(entries, rules)
    sure = calibration(entries)
    return Certificate(
        name.strip(),
        day,
        (*_figures(first, aims, chances), _sure(sure)),
        skill(alone, chances),
        len(alone),
        sure,
        sum(idea.state == "clear" for idea in found.values()),
        len(rules),
        round(sum(entry.seconds for entry in entries if entry.attempt) / 60),
        lessons,
        book,
        code,
    )


def _figures(
    first: Sequence[Entry], aims: Mapping[str, str], chances: Mapping[str, float]
) -> Iterable[Figure]:
    measures: dict[str, tuple[str, Callable[[list[Entry]], float | None]]] = {
        **dict.fromkeys(AIMS, ("right at the first try", _share)),
        "O2": ("mean credit", _credit),
        "O4": ("skill; 0 is guessing, 1 is all right", lambda some: skill(some, chances)),
        "O6": ("mean credit", _credit),
    }
    for aim, says in AIMS.items():
        if aim == "O9":
            continue
        own = [entry for entry in first if aims.get(entry.exercise) == aim]
        measure, reckon = measures[aim]
        yield Figure(aim, says, measure, reckon(own) if own else None, len(own), WANTED.get(aim))


def _share(some: list[Entry]) -> float:
    return sum(entry.right for entry in some) / len(some)


def _credit(some: list[Entry]) -> float:
    return sum(entry.credit for entry in some) / len(some)


def _sure(found: Calibration | None) -> Figure:
    """How sure, how right: the Brier score; less is better."""
    value, answers = (found.brier, found.answers) if found else (None, 0)
    return Figure("O9", AIMS["O9"], "Brier score; 0 is perfect, 0.25 a coin", value, answers, BRIER)
