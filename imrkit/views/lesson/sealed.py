"""A guess that was sealed, opened: what was answered and, where that may be told, how it was."""

from __future__ import annotations

import datetime as dt

from imrkit.course.progress import kept
from imrkit.errors import ImrkitError
from imrkit.exercises.asking import ask, check
from imrkit.exercises.assignment import Assignment
from imrkit.exercises.dates import in_prose
from imrkit.exercises.entry import Entry, checked, draft_of
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.own import own_seed
from imrkit.exercises.question import Question
from imrkit.views.exercise import Keeper
from imrkit.views.html.markup import NOTHING, Html, join


def guess_html(exercise: Exercise, keeper: Keeper, opened: bool) -> Html:
    """What was guessed; once opened, whether it was right, and why.

    Args:
        exercise: the exercise whose answer was sealed.
        keeper: the record.
        opened: whether the answer may now be told; the guess is then graded, and kept so.
    """
    entry = kept(keeper.entries, exercise.id)
    given = {exercise.id: entry.seed} if entry else keeper.assignment.seeds
    seed, why = own_seed(exercise, Assignment(keeper.learner, given))
    question = ask(exercise, seed)
    asked = Html('<p class="imr-meta">{}</p>').format(question.ask)
    if entry is None or not entry.answer or why:
        none = Html("<p>No guess was kept. Lesson {} asks for it.</p>").format(exercise.data.lesson)
        return asked + none
    when = in_prose(entry.day)
    sure = f", {entry.confidence}% sure" if entry.confidence is not None else ""
    told = Html('<p class="imr-guess">Your answer of {}{}:</p><ul>{}</ul>').format(
        when, sure, join(Html("<li>{}</li>").format(one) for one in answer_said(question, entry))
    )
    return asked + told + (_graded(exercise, entry, keeper) if opened else NOTHING)


def answer_said(question: Question, entry: Entry) -> list[str]:
    """An answer in the words of the question, a line for each part."""
    found = []
    for part in question.parts:
        given = (entry.answer or {}).get(part.id)
        if not given:
            continue
        ids = [given] if isinstance(given, str) else list(given)
        says = {option.id: option.says for option in part.options}
        told = ", ".join(says.get(one, one) for one in ids)
        found.append(f"{part.says} {told}".strip() if len(question.parts) > 1 else told)
    return found


def _graded(exercise: Exercise, entry: Entry, keeper: Keeper) -> Html:
    """Grade a guess when it is opened; the first time this is kept as its first try."""
    try:
        found = check(exercise, entry.seed, dict(entry.answer or {}))
    except ImrkitError:
        return NOTHING
    if not entry.attempt:
        now = dt.datetime.now(dt.UTC)
        draft = draft_of(
            exercise,
            entry.seed,
            dict(entry.answer or {}),
            sitting=entry.sitting,
            when=now,
            confidence=entry.confidence,
        )
        keeper.keep(checked(draft, found))
    word = "You saw it." if found.graded.right else "Not this time."
    said = [reply.says for reply in found.graded.replies if reply.says]
    return Html("<p><strong>{}</strong> {}</p>").format(word, " ".join(said))
