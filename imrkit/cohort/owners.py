"""Whose a hand-in is: as it says itself, and as the folder says in which the course put it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from imrkit.characters import quoted
from imrkit.cohort.bulk import CANVAS, MOODLE
from imrkit.cohort.notes import Note
from imrkit.cohort.reading import EVIDENCE, HandIn
from imrkit.cohort.roster import Learner, Roster

CONTESTED = "two hand-ins"
"""A learner has two hand-ins, neither of which is a state of the other."""
FEWEST_SHARED = 3
"""So many answers alike, to the second, are no chance."""


def owner(found: HandIn, roster: Roster) -> Learner | None:
    """The learner of the roster whose hand-in it is; what does not fit is noted.

    Args:
        found: the hand-in.
        roster: the roster.

    Returns:
        None where nobody of the roster is meant, or two that differ are.
    """
    says = roster.by_id(found.learner) if found.learner else None
    lies = by_place(found.source.parts, roster)
    if says is not None and lies is not None and says.id != lies.id:
        found.odd(
            "wrong learner",
            f"It was handed in by {lies.id} and says that it is {says.id}'s; it is not graded.",
            lies.id,
        )
        return None
    if says is None and lies is None:
        says_id = f": it says {quoted(found.learner)}" if found.learner else ""
        if like := roster.like(found.learner):
            says_id += f", and the roster has {like.id} (did a spreadsheet take its zeros away?)"
        found.odd(
            "wrong learner",
            f"It is of nobody on the roster{says_id}; it is not graded. A record that was kept "
            "without an assignment bears an id of chance: put the file into a folder named by the "
            "learner's id, and grade again.",
        )
    owns = says or lies
    begun = roster.by_id(found.begun) if found.begun else None
    if owns is not None and begun is not None and begun.id != owns.id:
        told = (
            f"Its record was begun as {begun.id}'s. A shared computer, a copied lessons folder or "
            f"another's assignment.json does that. {EVIDENCE}"
        )
        found.odd("shared record", told)
    return owns


def by_place(parts: Sequence[str], roster: Roster) -> Learner | None:
    """Whom the names of folders and files mean, the innermost first."""
    for part in reversed(parts):
        canvas, moodle = CANVAS.fullmatch(part), MOODLE.fullmatch(part)
        found = None
        if canvas:
            found = roster.by_id(canvas["user"])
        if found is None and moodle:
            found = roster.by_name(moodle["name"])
        if found is None and part != parts[-1]:
            found = roster.by_id(part) or roster.by_name(part)
        if found is not None:
            return found
    return None


def counted(some: Iterable[HandIn], learner: Learner, roster: Roster) -> HandIn:
    """The hand-in that counts, of several of one learner; the others are noted with it.

    What came under the learner's own name counts before what only says so, a record that the
    learner began before another's, a whole one before a broken one; then most answers, then the
    last. A longer state of that same record counts in its place.

    Args:
        some: the hand-ins.
        learner: whose they are.
        roster: the roster.
    """

    def trust(one: HandIn) -> tuple[bool, bool, bool]:
        begun = roster.by_id(one.begun) if one.begun else None
        return (
            by_place(one.source.parts, roster) == learner,
            begun is None or begun == learner,
            not any(note.what in ("chain", "truncated") for note in one.notes),
        )

    every = sorted(some, key=lambda one: (*trust(one), len(one.entries), one.source.where))
    best = every[-1]
    for other in every[:-1]:
        same_hands = trust(other)[:2] == trust(best)[:2]
        if same_hands and set(_marks(best)) < set(_marks(other)):
            best = other
    for other in every:
        if other is best:
            continue
        what = "duplicate"
        if other.code and other.code == best.code:
            says = f"It is the same as {best.source.where}."
        elif set(_marks(other)) <= set(_marks(best)):
            says = f"It is an earlier state of {best.source.where}, which counts."
        else:
            what = CONTESTED
            says = (
                f"It has other answers than {best.source.where}, which counts: "
                f"{_why(trust(best), trust(other))}. Look at both."
            )
        best.notes.append(Note(other.source.where, what, says))
        # What is missing in a file that does not count is nothing to write to anybody about.
        best.notes += [one for one in other.notes if one.what != "truncated"]
    return best


def _why(best: Sequence[bool], other: Sequence[bool]) -> str:
    """Why one hand-in counts before another one."""
    reasons = (
        "it came under the learner's own name",
        "the learner began its record",
        "its chain is whole",
    )
    for reason, one, two in zip(reasons, best, other, strict=True):
        if one and not two:
            return reason
    return "it has more answers, or is the later by its name"


def _marks(found: HandIn) -> list[tuple[str, str, str]]:
    return [(entry.when, str(entry.sitting), str(entry.exercise)) for entry in found.entries]


def borrowed(some: Sequence[tuple[Learner, HandIn]]) -> list[Note]:
    """Hand-ins of different learners that share a record, or answers to the second."""
    begun, marks = defaultdict(set), defaultdict(set)
    for number, (_, found) in enumerate(some):
        if found.begun:
            begun[found.begun].add(number)
        for mark in set(_marks(found)):
            marks[mark].add(number)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for numbers in begun.values():
        for pair in _pairs(numbers):
            shared[pair] += FEWEST_SHARED
    for numbers in marks.values():
        for pair in _pairs(numbers):
            shared[pair] += 1
    notes = []
    for pair, count in sorted(shared.items()):
        if count >= FEWEST_SHARED:
            for one, other in (pair, pair[::-1]):
                (learner, found), (with_, _) = some[one], some[other]
                says = (
                    f"Lines of its record are in {with_.id}'s hand-in too. A shared computer or a "
                    f"copied lessons folder does that. {EVIDENCE}"
                )
                notes.append(Note(found.source.where, "shared record", says, learner.id))
    return notes


MOST_ALIKE = 50


def _pairs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Pairs of those who share something; of very many, each with the first alone."""
    every = sorted(numbers)
    firsts = every if len(every) <= MOST_ALIKE else every[:1]
    return [(a, b) for a in firsts for b in every if a < b]
