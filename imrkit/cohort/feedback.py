"""What a learner is told of a hand-in, as data: never a key, only what was said to the answers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from imrkit.cohort.lessons import exercise_named, exercises_of
from imrkit.cohort.points import POINTS, LessonPoints, counting
from imrkit.cohort.regrading import Regraded
from imrkit.course.plan import plans
from imrkit.exercises.asking import ask
from imrkit.exercises.entry import Entry
from imrkit.exercises.mastery import calibration, ideas
from imrkit.exercises.misconceptions import misconceptions
from imrkit.exercises.question import OPEN_END, Part

VERSION = 1


def feedback_data(
    graded: Regraded, earned: Mapping[int, LessonPoints], name: str, notes: Sequence[str] = ()
) -> dict[str, Any]:
    """What one learner is told.

    Args:
        graded: the learner's answers, graded anew.
        earned: what each lesson earned.
        name: how the learner is called; the id, where there is no name.
        notes: what was odd with the hand-in, in words for the learner.
    """
    guesses = {step.exercise for plan in plans() for step in plan.data.step if step.sealed}
    some = [entry for entry in graded.entries if entry.exercise not in guesses]
    held = ideas(some, misconceptions())
    sure = calibration(graded.entries)
    return {
        "imrkit": "feedback",
        "version": VERSION,
        "learner": graded.learner,
        "name": name,
        "of": POINTS,
        "lessons": [_lesson(graded, number, some) for number, some in sorted(earned.items())],
        "ideas": [
            {"says": misconceptions()[rule].says, "reply": misconceptions()[rule].reply}
            for rule, idea in held.items()
            if idea.state == "open"
        ],
        "sure": None
        if sure is None
        else {"answers": sure.answers, "gap": round(100 * sure.gap), "brier": round(sure.brier, 2)},
        "notes": list(notes),
    }


def feedback_text(data: Mapping[str, Any]) -> str:
    """The same as the text of a file."""
    return json.dumps(data, ensure_ascii=True, indent=1) + "\n"


def _lesson(graded: Regraded, number: int, earned: LessonPoints) -> dict[str, Any]:
    said = {id(entry): says for entry, says in zip(graded.entries, graded.says, strict=True)}
    exercises = []
    for exercise in exercises_of(number):
        tries = counting(graded, exercise.id)
        score = earned.scores[exercise.id]
        told: dict[str, Any] = {"exercise": exercise.id, "score": score, "tries": []}
        if tries:
            question = ask(exercise, tries[0].seed)
            told |= {"ask": question.ask, "request": question.request, "hints": tries[-1].hints}
            told["tries"] = [_try(entry, question.parts, said[id(entry)]) for entry in tries]
        exercises.append(told)
    return {
        "lesson": number,
        "points": earned.points,
        "tried": earned.tried,
        "exercises": exercises,
    }


def _try(entry: Entry, parts: Sequence[Part], says: Sequence[str]) -> dict[str, Any]:
    answer = entry.answer or {}
    return {
        "right": entry.right,
        "score": entry.score,
        "sure": entry.confidence,
        "answer": [
            {"part": part.says, "says": told}
            for part in parts
            if (told := _told(part, answer.get(part.id, ""))) is not None
        ],
        "says": list(says),
    }


def _told(part: Part, given: Any) -> str | None:
    """What was answered, in words; None where nothing was."""
    words = {option.id: option.says for option in part.options}
    several = [given] if isinstance(given, str) else list(given)
    told = [words.get(one, one) for one in several if one]
    if part.input == "number" and told and told[0] != OPEN_END:
        told[0] = f"{told[0]} {part.unit}".strip()
    return "; ".join(told) if told else None


def lessons_in(graded: Regraded) -> list[int]:
    """The lessons to which somebody answered, in order."""
    found = {exercise_named(entry.exercise) for entry in graded.entries}
    return sorted({one.data.lesson for one in found if one is not None})
