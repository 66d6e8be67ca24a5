"""Whose file is where: a list to hand files out by, as a mail merge or an upload reads it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from imrkit.cohort.cells import as_csv
from imrkit.cohort.roster import MAIL, Roster
from imrkit.exercises.assignment import NAME

HEADS = ("Learner", "Name", "Email address", "File")
README = "README.txt"


def handout(people: Roster, name: str, place: Callable[[str], Path]) -> bytes:
    """A list of files, a line for each learner of a roster, in its order.

    Args:
        people: the roster.
        name: the name of each learner's file.
        place: the folder of a learner's file, by the learner's id.
    """
    rows = []
    for learner in people.learners:
        mail = next(
            (learner.cells[c] for c in (*MAIL, "sis login id") if "@" in learner.cells.get(c, "")),
            "",
        )
        rows.append((learner.id, learner.name, mail, (place(learner.id) / name).as_posix()))
    return as_csv([HEADS, *rows])


def read_me(learner: str) -> str:
    """What a learner is to do with the own file, in plain words.

    Args:
        learner: the learner's id.
    """
    return f"""\
This is for learner {learner}.

The file {NAME} gives you your own variants of the exercises: the numbers in them are
yours alone. It holds no answers. Nothing needs to be opened or changed in it.

1. Start the course once, so that its folder is there. In a terminal:  imrkit lab
2. Put {NAME} into the folder imrkit-lessons, beside the lessons. Keep its name.
   Do this BEFORE you answer anything: answers given without it may not count.
3. Start the course again:  imrkit lab
   The start page now says that its files are those assigned to {learner}.
   If it does not, the file is in another folder, or has another name.
4. Answer the exercises of the lesson.
5. To hand in:  imrkit submit
   It names the file that it wrote, and says what is in it. Hand in that one file.

If your instructor gives you a newer {NAME}, put it in the place of the old one.
What you have answered stays.
"""
