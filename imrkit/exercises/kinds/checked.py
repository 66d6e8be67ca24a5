"""An answer that was checked, for kinds of which a page then draws more."""

from __future__ import annotations

from dataclasses import dataclass

from imrkit.exercises.graded import Key
from imrkit.exercises.question import Meant, Part, Question
from imrkit.exercises.variants import Variant


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer that was checked.

    Attributes:
        variant: the exercise on its file.
        question: what was asked.
        key: its key.
        meant: the answer, in the engine's terms.
        over: whether nothing more is to be answered: only then may the key be told.
    """

    variant: Variant
    question: Question
    key: Key
    meant: Meant
    over: bool

    def part(self, of: str) -> Part:
        """The part that is about something."""
        return next(part for part in self.question.parts if (part.of or part.id) == of)
