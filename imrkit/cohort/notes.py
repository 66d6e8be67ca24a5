"""What is odd with a hand-in: told, and never a reason to stop."""

from __future__ import annotations

from dataclasses import dataclass

from imrkit.characters import neutral

LONGEST = 300


@dataclass(frozen=True, order=True)
class Note:
    """Something that an instructor should know.

    Attributes:
        where: the hand-in: its place in the folder, archives as "all.zip > ann.jsonl".
        what: a word for it, such as "truncated", to sort by.
        says: what was found, and what was done.
        learner: whose it is, where that is known.
    """

    where: str
    what: str
    says: str
    learner: str = ""


def place(*parts: str) -> str:
    """The place of a hand-in, of names that somebody else chose: short, and nothing unseen."""
    told = " > ".join(neutral(part.replace("\n", " ").replace("\t", " ")) for part in parts)
    told = told.encode("utf-8", "replace").decode()
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 4]} ..."
