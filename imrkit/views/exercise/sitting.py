"""One learner at one question: what was entered, what was said, and what comes next."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from imrkit.errors import DataError
from imrkit.exercises.asking import CONFIDENCE, Feedback, ask, check, hint
from imrkit.exercises.entry import Entry, checked, draft_of
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.grading import TRIES
from imrkit.views.exercise.exchange import (
    Given,
    entered,
    feedback_data,
    named,
    past,
    seconds_of,
)
from imrkit.views.exercise.keeper import Keeper

LONGEST_THOUGHT = 1800.0
"""Seconds: who answers later than this was away meanwhile."""
NOTHING_YET = {
    "mark": "Nothing is marked yet. Mark what answers it, or say that nothing does.",
    "change": "Nothing is moved yet. Move a fact, then check where that leads.",
    "rationale": "Nothing is added yet. Add the sentences that belong, then check.",
}
"""What is said to an answer in which nothing was done, where that is no answer: it costs no try."""
WRITTEN = ("own", "ticked")
"""The parts of a rationale in which a learner writes; they are kept and not graded."""


class Sitting:
    """One learner at one question.

    Args:
        exercise: the exercise.
        seed: the seed of its variant.
        keeper: keeps what is entered; what it has of this question is put back.
        sealed: whether the answer is kept and not graded: a later step opens it.
        notice: what is to be known of the variant before it is answered.

    Attributes:
        question: what is asked.
        answer: what is entered, by the ids of the question.
        confidence: how sure the learner said to be, in percent.
        attempt: how often an answer was checked.
        hints: the hints taken.
        feedback: what was said to the last answer that was checked, as plain data.
        right: whether it was right.
        kept: whether the answer is sealed now.
        elsewhere: whether what came last was what another notebook has done meanwhile.
        problem: why nothing can be written now; "" while it can.
        refused: why the last check could not be made; "" where it was.
    """

    def __init__(
        self,
        exercise: Exercise,
        seed: int,
        keeper: Keeper,
        *,
        sealed: bool = False,
        notice: str = "",
    ) -> None:
        self.exercise, self.seed, self.keeper, self.sealed = exercise, seed, keeper, sealed
        question = ask(exercise, seed)
        # Who guesses has read nothing yet: the papers come with the question that decides.
        self.question = replace(question, papers=()) if sealed else question
        self.id = secrets.token_hex(6)
        self.answer: Given = {}
        self.confidence: int | None = None
        self.attempt = 0
        self.hints: list[str] = []
        self.feedback: dict[str, Any] | None = None
        self.right = False
        self.kept = False
        self.elsewhere = False
        self.notice = " ".join(filter(None, (keeper.notice, notice)))
        self.problem = keeper.problem
        self.refused = ""
        self._put_back(keeper.sitting(exercise, seed))

    @property
    def done(self) -> bool:
        """Whether nothing more is to be answered."""
        return self.kept or self.right or self.attempt >= len(TRIES)

    def as_data(self) -> dict[str, Any]:
        """What a page may know, as plain data."""
        return {
            "answer": dict(self.answer),
            "confidence": self.confidence,
            "attempt": self.attempt,
            "tries": len(TRIES),
            "hints": list(self.hints),
            "feedback": self.feedback,
            "done": self.done,
            "sealed": self.sealed,
            "kept": self.kept,
            "notice": self.notice,
            "problem": self.problem,
            "refused": self.refused,
        }

    def draft(self, answer: object, confidence: object = None, seconds: object = 0) -> None:
        """Keep what is entered so far."""
        if self._went_on():
            return
        before = self.done, self.answer
        self._enter(answer, confidence)
        if before != (True, self.answer):
            self._keep(self._draft(self._took(seconds)))

    def take_hint(self, number: object) -> None:
        """Show the next hint."""
        if self.done or number != len(self.hints) + 1 or len(self.hints) >= self.question.hints:
            return
        self.hints.append(hint(self.exercise, self.seed, len(self.hints) + 1))
        self._keep(self._draft())

    def seal(self, answer: object, confidence: object = None, seconds: object = 0) -> None:
        """Keep an answer that is not graded now, and change it no more."""
        if not self.sealed or self._went_on() or self.done:
            return
        self._enter(answer, confidence)
        try:
            self.question.meant(self.answer)
        except DataError as error:
            self.refused = named(str(error), self.question)
            return
        self.kept = True
        self._keep(replace(self._draft(self._took(seconds)), sealed=True))

    def check(self, answer: object, confidence: object = None, seconds: object = 0) -> None:
        """Check an answer: only here is the key computed."""
        if self.sealed or self._went_on() or self.done:
            return
        self._enter(answer, confidence)
        done = any(given for part, given in self.answer.items() if part not in WRITTEN)
        if self.question.kind in NOTHING_YET and not done:
            self.refused = NOTHING_YET[self.question.kind]
            return
        try:
            self.question.refuse_backwards(self.answer)
            self.question.refuse_beyond(self.answer)
            found = check(
                self.exercise,
                self.seed,
                self.answer,
                attempt=self.attempt + 1,
                hints=len(self.hints),
                confidence=None if self.attempt else self.confidence,
            )
        except DataError as error:
            self.refused = named(str(error), self.question)
            return
        self._told(found)
        entry = checked(self._draft(self._took(seconds)), found)
        # Half an answer is no try: the record has it as it has a draft.
        self._keep(replace(entry, attempt=0) if found.half_way else entry)
        self._look_back()

    def _went_on(self) -> bool:
        """Whether this was answered in another notebook since; how it stands is then put back."""
        self.elsewhere = False
        entries = self.keeper.sitting(self.exercise, self.seed)
        if not entries:
            return False
        self.id = entries[-1].sitting
        tried = max(entry.attempt for entry in entries)
        sealed = self.sealed and any(entry.sealed for entry in entries)
        self.elsewhere = tried > self.attempt or sealed > self.kept
        if self.elsewhere:
            self._put_back(entries)
            self.refused = "You answered this in another notebook. Here is how it stands now."
        return self.elsewhere

    def _enter(self, answer: object, confidence: object) -> None:
        """Take over what a page sends; it may send anything."""
        self.refused = ""
        # What is written freely is not graded, and may be written after all else is answered.
        over, free = self.done, "" if self.sealed else "text"
        parts = [part.id for part in self.question.parts if not over or part.input == free]
        kept = {part: text for part, text in self.answer.items() if part not in parts}
        self.answer = kept | entered(answer, parts)
        if over:
            return
        # How sure a learner was counts before the first feedback, and is left alone after it.
        if not self.attempt:
            self.confidence = _known(confidence)

    def _draft(self, seconds: float = 0.0) -> Entry:
        return draft_of(
            self.exercise,
            self.seed,
            self.answer,
            sitting=self.id,
            when=dt.datetime.now(dt.UTC),
            confidence=self.confidence,
            hints=len(self.hints),
            seconds=seconds,
        )

    def _took(self, seconds: object) -> float:
        """How long it took: a lesson opens whole, so time counts from the last answer to any."""
        told = min(seconds_of(seconds), LONGEST_THOUGHT)
        last = next((e.when for e in reversed(self.keeper.entries) if e.attempt or e.sealed), None)
        if last is None:
            return told
        since = (dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(last)).total_seconds()
        return min(told, max(since, 0.0))

    def _keep(self, entry: Entry) -> None:
        self.problem = self.keeper.keep(entry)

    def _told(self, found: Feedback) -> None:
        self.attempt, self.right = found.attempt, found.graded.right
        because = found.because if self.done else ""
        self.feedback = feedback_data(found, self.answer, because)

    def _look_back(self) -> None:
        """Tell how often first answers as sure as this one were right; once there are enough."""
        if self.feedback is not None and self.confidence is not None and self.done:
            self.feedback["past"] = past(self.keeper.entries, self.confidence)

    def _put_back(self, entries: Sequence[Entry]) -> None:
        """Put back what a record has of this question; what no longer fits is left out.

        Of several tries only the last is graded again: what was said to the others is past.
        """
        if not entries:
            return
        self.id = entries[-1].sitting
        kept = self.sealed and any(entry.sealed for entry in entries)
        # What was half answered earned credit and is no try; what was said to it still stands.
        told = [] if self.sealed else [entry for entry in entries if entry.attempt or entry.credit]
        tries = [entry for entry in told if entry.attempt]
        most = max((entry.attempt for entry in tries), default=0)
        again = (replace(e, attempt=e.attempt or most + 1) for e in reversed(told))
        next(filter(self._told_again, again), None)
        self.confidence = _known(tries[0].confidence) if tries else None
        sealed = [entry for entry in entries if entry.sealed] if kept else []
        last = (sealed or entries)[-1]
        self.kept = False  # what is sealed takes no answer, not even its own
        self._enter(last.answer, last.confidence)
        self.kept = kept
        self.attempt = most
        self._look_back()
        taken = min(self.question.hints, max(entry.hints for entry in entries))
        self.hints = [hint(self.exercise, self.seed, n + 1) for n in range(taken)]

    def _told_again(self, entry: Entry) -> bool:
        """Say again what was said to a try, unless it does not fit the question any more."""
        self.answer = entered(entry.answer, [part.id for part in self.question.parts])
        sure = entry.confidence if entry.attempt == 1 else None
        try:
            found = check(
                self.exercise,
                self.seed,
                self.answer,
                attempt=entry.attempt,
                hints=entry.hints,
                confidence=sure,
            )
        except DataError:
            return False
        self._told(found)
        return True


def _known(confidence: object) -> int | None:
    """How sure, if it is one of the words that can be chosen."""
    return next((one for one in CONFIDENCE if one == confidence), None)
