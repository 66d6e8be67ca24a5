"""Whose file is where: a list to hand files out by, as a mail merge or an upload reads it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from imrkit.cohort.cells import as_csv
from imrkit.cohort.roster import Roster

HEADS = ("Learner", "Name", "Email address", "File")
MAIL = ("email address", "email", "e-mail", "sis login id")


def handout(people: Roster, name: str, place: Callable[[str], Path]) -> bytes:
    """A list of files, a line for each learner of a roster, in its order.

    Args:
        people: the roster.
        name: the name of each learner's file.
        place: the folder of a learner's file, by the learner's id.
    """
    rows = []
    for learner in people.learners:
        mail = next((learner.cells[c] for c in MAIL if "@" in learner.cells.get(c, "")), "")
        rows.append((learner.id, learner.name, mail, (place(learner.id) / name).as_posix()))
    return as_csv([HEADS, *rows])
