"""Handing out and back: whose file is where, what a learner is to do with it, and zips to upload.

The list is read by a mail merge; the zips are taken by Canvas and Moodle.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

from imrkit.cohort import owners
from imrkit.cohort.assigned import place_of
from imrkit.cohort.bulk import CANVAS, Parts, write_bulk
from imrkit.cohort.cells import as_csv
from imrkit.cohort.columns import FIRST, MAIL, PARTICIPANT, participant
from imrkit.cohort.notes import Note
from imrkit.cohort.points import EARNS
from imrkit.cohort.roster import Learner, Roster
from imrkit.cohort.sources import sources
from imrkit.exercises.assignment import NAME

HEADS = ("Learner", "Name", "First name", "Email address", "File")
README = "README.txt"
IN_SHORT = (
    "Keep this file's name, and put it into the folder imrkit-lessons before you answer anything. "
    "Then start imrkit lab: its first page says whose variants are read."
)
"""Stands in the file itself, for whoever gets it alone."""
HANDOUT_ZIP = "handout"


def handout(people: Roster, name: str, place: Callable[[str], Path]) -> bytes:
    """A list of files, a line for each learner of a roster, in its order.

    Args:
        people: the roster.
        name: the name of each learner's file.
        place: the folder of a learner's file, by the learner's id.
    """
    rows = []
    for learner in people.learners:
        mails = (learner.cells.get(column, "") for column in (*MAIL, "sis login id"))
        mail = next((one for one in mails if "@" in one), "")
        file = (place(learner.id) / name).as_posix()
        rows.append((learner.id, learner.name, _first_name(learner), mail, file))
    return as_csv([HEADS, *rows])


def _first_name(learner: Learner) -> str:
    """A learner's first name as the roster has it: in a column, or behind the comma."""
    known = next((learner.cells[c] for c in FIRST if learner.cells.get(c)), "")
    return known or learner.name.partition(",")[2].strip()


@dataclass(frozen=True)
class HandedOut:
    """What was written to hand out in bulk.

    Attributes:
        zips: for each zip, how many learners' files are in it.
        renamed: the name under which Canvas will show a learner the assignment, where it is
            another one.
    """

    zips: Mapping[str, int]
    renamed: Mapping[str, str]


def hand_out(out: Path, people: Roster, submissions: Path | None) -> HandedOut:
    """Write the assignments as zips that Canvas or Moodle takes.

    Args:
        out: the folder of assignments.
        people: the roster; the grading worksheet of Moodle tells each participant's number.
        submissions: what the system gave of anything that each learner handed in: by its names
            files find their way back.

    Raises:
        DataError: if the submissions cannot be read.
    """
    parts = _participants(people)
    renamed: dict[str, str] = {}
    if submissions is not None:
        for source in sources(submissions):
            if not isinstance(source, Note) and (who := owners.by_place(source.parts, people)):
                parts[who.id] = source.parts
                renamed.pop(who.id, None)
                canvas = CANVAS.fullmatch(source.parts[-1])
                if canvas and (name := source.parts[-1][len(canvas["place"]) + 1 :]) != NAME:
                    renamed[who.id] = name
    files = {
        one.id: [place_of(out, one.id) / name for name in (NAME, README)] for one in people.learners
    }
    return HandedOut(write_bulk(out, HANDOUT_ZIP, files, parts), renamed)


def _participants(people: Roster) -> dict[str, Parts]:
    """Where Moodle would put each learner's hand-in, as far as its worksheet tells the number."""
    found: dict[str, Parts] = {}
    for learner in people.learners:
        if number := participant(learner.cells.get(PARTICIPANT, "")):
            name = re.sub(r"[_/\\]+", " ", learner.name or "learner")
            found[learner.id] = (f"{name}_{number}_assignsubmission_file_",)
    return found


def read_me(learner: str) -> str:
    """What a learner is to do with the own file, in plain words.

    Args:
        learner: the learner's id.
    """
    earns = fill(EARNS, 84, initial_indent="   ", subsequent_indent="   ").strip()
    return f"""\
This is for learner {learner}.

The file {NAME} gives you your own variants of the exercises: the numbers in them are
yours alone. It holds no answers. Nothing needs to be opened or changed in it.

1. Start the course once, so that its folder is there. In a terminal, in the folder of
   the course:  make lab  (the first time this installs it, and takes a minute or two;
   on Windows without make:  .venv\\Scripts\\imrkit lab  as README.md there says).
2. Put {NAME} into the folder imrkit-lessons, beside the lessons. Keep its name.
   Do this BEFORE you answer anything: answers given without it may not count.
3. Start the course again, in the same way.
   The start page now says that its files are those assigned to {learner}.
   If it does not, the file is in another folder, or has another name.
4. Answer the exercises of the lesson.
   {earns}
5. To hand in, press "Make the file to hand in" on the start page, and save it. (Or in a
   terminal:  .venv/bin/imrkit submit  or  .venv\\Scripts\\imrkit submit  on Windows.)
   It shows what is in the file. Hand in that one file.

If your instructor gives you a newer {NAME}, put it in the place of the old one.
What you have answered stays.
"""
