"""Keeps what a learner enters: one file beside the notebook, for all exercises of a kernel."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from imrkit.errors import DataError
from imrkit.exercises.assignment import Assignment, read_assignment
from imrkit.exercises.entry import Entry
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.own import own_seed
from imrkit.exercises.record import NAME, AnswerFile

ELSEWHERE = "IMRKIT_ANSWERS"
"""The environment's variable that names another file."""
UNSOUND = (
    "The variant that you are assigned here cannot be made, so the file is shown as it is, and "
    "your answer to it counts. Please show this to your instructor. {why}"
)


class Keeper:
    """The record of a learner as the exercises of one kernel use it.

    Nothing is written before something is entered, so that a notebook which is only run leaves no
    trace.

    Args:
        path: the record's file; an assignment may lie beside it.

    Attributes:
        assignment: the variants that this learner is assigned; none where there is no such file.
        notice: why the assignment cannot be used; "" where it can, or where there is none.
    """

    def __init__(self, path: Path) -> None:
        self.assignment, self.notice = Assignment(), ""
        try:
            self.assignment = read_assignment(path.parent)
        except DataError as error:
            self.notice = f"Your assignment cannot be used, so the file is shown as it is. {error}"
        self.file = AnswerFile(path, self.assignment.learner)

    @property
    def learner(self) -> str:
        """The id by which the record knows its learner; no name."""
        return self.file.learner

    @property
    def problem(self) -> str:
        """Why nothing can be written now; "" while it can."""
        return self.file.problem

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All that was entered, in other notebooks too."""
        self.file.refresh()
        return self.file.entries

    def own_seed(self, exercise: Exercise) -> tuple[int, str]:
        """The seed of the learner's variant, and what is to be known of it.

        Args:
            exercise: the exercise.

        Returns:
            The seed; 0, the file as it is, where the variant that is assigned cannot be made. Then
            why; else "".
        """
        seed, why = own_seed(exercise, self.assignment)
        return seed, UNSOUND.format(why=why) if why else ""

    def sitting(self, exercise: Exercise, seed: int) -> list[Entry]:
        """What was entered when a question was last asked, in order of time."""
        own = [e for e in self.entries if e.exercise == exercise.id and e.seed == seed]
        return [entry for entry in own if entry.sitting == own[-1].sitting]

    def keep(self, entry: Entry) -> str:
        """Write an entry to the disk.

        Returns:
            "" if it is written; else why it is not.
        """
        return self.file.append(entry)


def keeper() -> Keeper:
    """The keeper of this kernel: of `answers.jsonl` in the folder in which the notebook lies.

    The environment's IMRKIT_ANSWERS may name another file.
    """
    return _keeper_of(_path())


@cache
def _path() -> Path:
    """Found once: a lesson may change the folder, or the folder may vanish."""
    return Path(os.environ.get(ELSEWHERE) or Path.cwd() / NAME)


@cache
def _keeper_of(path: Path) -> Keeper:
    return Keeper(path)
