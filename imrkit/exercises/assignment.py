"""A learner's own variants: one small file in the lessons folder, `assignment.json`.

    {"imrkit": "assignment", "version": 1, "learner": "s1234567",
     "seeds": {"l04-verdict-first": 1093284511, ...}}

It holds for each exercise the seed of the learner's variant, and neither keys nor the secret from
which the seeds were made. `imrkit assign` writes it; a lesson asks `seed_for`:

>>> from pathlib import Path
>>> read_assignment(Path("no such folder")).seed_for("l04-verdict-first")
0
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from imrkit.characters import quoted, unseen
from imrkit.errors import DataError
from imrkit.files.opening import read_bytes

NAME = "assignment.json"
VERSION = 1
MOST_SEED = 2**31 - 1
MOST_BYTES = 200_000
LONGEST_ID = 200


@dataclass(frozen=True)
class Assignment:
    """The variants of one learner.

    Attributes:
        learner: the learner's id, as the roster has it; "" where nothing is assigned.
        seeds: for each exercise its seed.
    """

    learner: str = ""
    seeds: Mapping[str, int] = field(default_factory=dict)

    def seed_for(self, exercise: str) -> int:
        """The seed of the learner's variant of an exercise; 0, the file as it is, if none is given.

        Args:
            exercise: id of the exercise.
        """
        return self.seeds.get(exercise, 0)

    def as_text(self, read_me: str = "") -> str:
        """The content of the file.

        Args:
            read_me: what is told whoever opens it; nothing reads it.
        """
        head: dict[str, object] = {"imrkit": "assignment", "version": VERSION}
        head |= {"read me": read_me} if read_me else {}
        head |= {"learner": self.learner}
        return json.dumps(head | {"seeds": dict(sorted(self.seeds.items()))}, indent=1) + "\n"


def read_assignment(folder: Path) -> Assignment:
    """Read the assignment in a lessons folder; an empty one where there is none.

    Args:
        folder: the lessons folder.

    Raises:
        DataError: if the file is not an assignment; says what is wrong with it.
    """
    path = folder / NAME
    if not path.exists():
        return Assignment()
    return assignment_from(read_bytes(path, MOST_BYTES), path)


def assignment_from(content: bytes, file: Path) -> Assignment:
    """Read an assignment from the content of its file.

    Raises:
        DataError: if it is not one.
    """
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise DataError("is not an assignment: it is no JSON text", file=file) from None
    if not isinstance(data, dict) or data.get("imrkit") != "assignment":
        raise DataError('is not an assignment: expected "imrkit": "assignment"', file=file)
    version = data.get("version")
    if version != VERSION or isinstance(version, bool):
        problem = f"this imrkit reads version {VERSION}; found {quoted(version)}"
        raise DataError(problem, file=file, field="version")
    learner = data.get("learner")
    if not isinstance(learner, str) or not is_id(learner):
        problem = f"expected the learner's id; found {quoted(learner)}"
        raise DataError(problem, file=file, field="learner")
    seeds = data.get("seeds")
    if not isinstance(seeds, dict):
        raise DataError("expected a seed for each exercise", file=file, field="seeds")
    for exercise, seed in seeds.items():
        if type(seed) is not int or not 0 <= seed <= MOST_SEED:
            problem = f"a seed is a whole number from 0 to {MOST_SEED}; found {quoted(seed)}"
            raise DataError(problem, file=file, field=f"seeds.{exercise}")
    return Assignment(learner, seeds)


def is_id(text: object) -> bool:
    """Whether something can be a learner's id: a line of text that can be seen."""
    return (
        isinstance(text, str)
        and 0 < len(text) <= LONGEST_ID
        and text == text.strip()
        and not unseen(text)
    )
