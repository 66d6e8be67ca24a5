"""A guess that was sealed, opened: what was answered and, where that may be told, how it was."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from imrkit.course.progress import kept
from imrkit.errors import ImrkitError
from imrkit.exercises.asking import Feedback, ask, check, key
from imrkit.exercises.assignment import Assignment
from imrkit.exercises.dates import in_prose
from imrkit.exercises.entry import Entry, checked, draft_of
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.graded import PartReply
from imrkit.exercises.own import own_seed
from imrkit.exercises.question import Part, Question
from imrkit.views.exercise import Keeper
from imrkit.views.html.markup import NOTHING, Html, join
from imrkit.views.lesson.telling import tell
from imrkit.words.english import lower_first

_RIGHT = Html('<span role="img" aria-label="Right.">✓</span> ')
_NOT_SO = Html('<span role="img" aria-label="Not so.">○</span> ')
MOST_PARTS = 3
"""A guess of more parts is a row of bets, told bet by bet."""


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
        none = Html(
            "<p>No guess was kept. Lesson {} asks for it; if you have sealed one since this page "
            "was opened, open it anew.</p>"
        ).format(exercise.data.lesson)
        return asked + none
    if opened and len(question.parts) > MOST_PARTS:
        return asked + _bets(exercise, question, entry, keeper)
    when = in_prose(entry.day)
    sure = f", {entry.confidence}% sure" if entry.confidence is not None else ""
    told = Html('<p class="imr-guess">Your answer of {}{}:</p><ul>{}</ul>').format(
        when,
        sure,
        join(Html("<li>{}</li>").format(one) for one in answer_said(question, entry.answer)),
    )
    graded = _graded(exercise, question, entry, keeper) if opened else NOTHING
    return asked + told + graded


def _bets(exercise: Exercise, question: Question, entry: Entry, keeper: Keeper) -> Html:
    """Each of a row of bets beside how it ended, and what one answer to all would have had."""
    found = _opened(exercise, entry, keeper)
    if found is None:
        return NOTHING
    right = key(exercise, entry.seed)
    replies = {reply.part: reply for reply in found.shown}
    rows = [_bet(part, entry, replies.get(part.id)) for part in question.parts]
    told = question.told({of: tuple(some) for of, some in right.right.items()})
    same = Counter(map(str, told.values())).most_common(1)[0][1]
    had = sum(reply.right for reply in replies.values())
    count = Html("<p><strong>You had {} of {}.</strong> One answer to all would have had {}.</p>")
    return Html('<ul class="imr-bets">{}</ul>').format(join(rows)) + (
        count.format(had, len(rows), same) + Html("<p>{}</p>").format(right.because)
    )


def _bet(part: Part, entry: Entry, reply: PartReply | None) -> Html:
    """One bet: what was bet, whether it ended so, and why, where it did not."""
    given = (entry.answer or {}).get(part.id, "")
    bet = next((option.says for option in part.options if option.id == given), "no bet")
    if reply is not None and reply.right:
        return Html("<li>{}{}: {}</li>").format(_RIGHT, part.says, lower_first(bet))
    said = reply.says if reply else ""
    told = Html("<li>{}{}: {}. <em>{}</em></li>")
    return told.format(_NOT_SO, part.says, lower_first(bet), said)


def answer_said(question: Question, answer: Mapping[str, str | Sequence[str]]) -> list[str]:
    """An answer in the words of the question, a line for each part."""
    found = []
    for part in question.parts:
        given = answer.get(part.id)
        if not given:
            continue
        ids = [given] if isinstance(given, str) else list(given)
        says = {option.id: option.says for option in part.options}
        told = ", ".join(says.get(one, one) for one in ids)
        found.append(f"{part.says} {told}".strip() if len(question.parts) > 1 else told)
    return found


def _graded(exercise: Exercise, question: Question, entry: Entry, keeper: Keeper) -> Html:
    """Whether a guess was right; if not, the answer; and why."""
    found = _opened(exercise, entry, keeper)
    if found is None:
        return NOTHING
    said = [reply.says for reply in found.shown if reply.says]
    if found.key is None:
        return Html("<p><strong>You saw it.</strong> {}</p>").format(" ".join(said))
    answer = Html("<ul>{}</ul>").format(
        join(Html("<li>{}</li>").format(one) for one in answer_said(question, found.key))
    )
    because = key(exercise, entry.seed).because
    told = Html('<p><strong>Not this time.</strong> {}</p><p class="imr-guess">The answer:</p>{}')
    return told.format(" ".join(said), answer) + Html("<p>{}</p>").format(because)


def _opened(exercise: Exercise, entry: Entry, keeper: Keeper) -> Feedback | None:
    """Grade a guess when it is opened; the first time this is kept as its first try, and told."""
    try:
        found = check(exercise, entry.seed, dict(entry.answer or {}), last=True)
    except ImrkitError:
        return None
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
        tell(keeper)
    return found
