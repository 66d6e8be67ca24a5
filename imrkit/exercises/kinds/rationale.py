"""Put a rationale together from sentences: cover each ground, invent none.

Written text is kept for the instructor and lights the criteria that it seems to cover; it is not
scored, since words alone do not tell what was meant.
"""

from __future__ import annotations

from typing import Any

from imrkit.determination.determination import Determination
from imrkit.exercises.graded import Key, Said
from imrkit.exercises.kinds.checked import Checked
from imrkit.exercises.kinds.common import because
from imrkit.exercises.lines import ROLES, covers, holds, in_order, needed, optional
from imrkit.exercises.misconceptions import said_of
from imrkit.exercises.question import Meant, Part
from imrkit.exercises.schema import Line
from imrkit.exercises.style import MOST_REPLY, words
from imrkit.exercises.variants import Variant
from imrkit.exercises.written import for_writers
from imrkit.words.english import listed

LEFT_OUT = "0"
OWN = "own"
"""The part in which a rationale may be written instead."""
TICKED = "ticked"
"""The part in which a writer overrules what was found: "3" is said all the same, "not 3" is not."""
TITLES = {
    "guideline": "The guideline, named",
    "facts": "What the dispute is about",
    "ground": "A ground that decides",
    "conclusion": "What follows",
}
"""What has to be covered, as learners read it before the sentences themselves are told."""

MISSING = {
    "guideline": "the guideline",
    "facts": "what the dispute is about",
    "ground": "a ground that decides",
    "conclusion": "the result",
}
"""What is said to be missing, by what it does."""
ORDER = (
    "the guideline and the dispute open, in either order; the grounds follow, and the result comes "
    "last."
)

NOT_NEEDED = " What is marked as not needed is true, and decides nothing here."
"""What is said of true sentences that no ground needs; they cost nothing."""


def ask(variant: Variant) -> tuple[Part, ...]:
    """Each sentence, with its place in the rationale; 0 or blank leaves it out."""
    lines = list(enumerate(variant.exercise.data.line))
    variant.random("lines").shuffle(lines)
    parts = [
        Part(f"r{n}", variant.fill(line.says), "place", default=LEFT_OUT, of=str(place))
        for n, (place, line) in enumerate(lines, 1)
    ]
    own = Part(OWN, "In your own words, if you like", "text", of=OWN)
    return (*parts, own, Part(TICKED, "Points that you say in other words", "text", of=TICKED))


def key(variant: Variant) -> Key:
    """The sentences that hold and are needed, in the order of a determination."""
    lines, found = variant.exercise.data.line, variant.determination
    every = needed(found, lines)
    # A lesson says itself by whose view a rationale is put together.
    free = frozenset[str]() if variant.exercise.data.lesson else optional(found, every)
    points = tuple(point for point in every if point not in free)
    right = _places(lines, found, points, ROLES)
    more = {"lines": lines, "found": found, "points": points, "free": free}
    return Key(right, {}, because(variant, found.outcome), more=more)


def _places(
    lines: tuple[Line, ...], found: Determination, points: tuple[str, ...], roles: tuple[str, ...]
) -> dict[str, frozenset[str]]:
    """The place of each sentence that holds and is needed, in the order of some roles."""
    right: dict[str, frozenset[str]] = {}
    place = 0
    for role in roles:
        for number, line in enumerate(lines):
            if line.role == role:
                take = holds(line, found) and covers(line) in points
                place += take
                right[str(number)] = frozenset({str(place) if take else LEFT_OUT})
    return right


def nearest(key: Key, meant: Meant) -> dict[str, frozenset[str]]:
    """The places that are told in the end: who opened with the facts, or told more, may do so."""
    taken = _taken(key, meant)
    opens = [line.role for line in taken if line.role in ROLES[:2]]
    roles = (*ROLES[1::-1], *ROLES[2:]) if opens[:1] == [ROLES[1]] else ROLES
    told = {covers(line) for line in taken} & key.more["free"]
    return _places(key.more["lines"], key.more["found"], (*key.more["points"], *told), roles)


def _taken(key: Key, meant: Meant) -> list[Line]:
    """The sentences that were taken, in the order given."""
    lines: tuple[Line, ...] = key.more["lines"]
    given = {n: some for n, some in meant.items() if n not in (OWN, TICKED)}
    places = [(int(some[0]), int(n)) for n, some in given.items() if some[0] != LEFT_OUT]
    return [lines[number] for _, number in sorted(places)]


def credit(key: Key, meant: Meant) -> float:
    """What is covered, less what is invented; a tenth for the order."""
    found, points = key.more["found"], key.more["points"]
    taken = _taken(key, meant)
    true = [line for line in taken if holds(line, found)]
    covered = {covers(line) for line in true} & set(points)
    invented = len(taken) - len(true)
    score = (len(covered) - invented) / len(points) if points else 0.0
    return score * (1.0 if _ordered(taken) else 0.9)


def _ordered(lines: list[Line]) -> bool:
    """Whether grounds follow what they rest on; letters open with the text or with the file."""
    places = [max(1, ROLES.index(line.role)) for line in lines]
    return places == sorted(places)


def whole(key: Key, meant: Meant) -> Said:
    """What of the sentences is not so; else what is missing, or the order, and what is idle."""
    found, points = key.more["found"], key.more["points"]
    taken = _taken(key, meant)
    if false := [_refuted(line) for line in taken if not holds(line, found)]:
        says = ""
        for said in dict.fromkeys(one.says for one in false):
            if not says or words(f"{says} {said}") <= MOST_REPLY:
                says = f"{says} {said}".strip()
        return Said(says, false[0].rule)
    idle = NOT_NEEDED if any(_idle(key, line) for line in taken) else ""
    missing = set(points) - {covers(line) for line in taken}
    if missing:
        roles = (point.partition(" ")[0] for point in points if point in missing)
        what = listed(dict.fromkeys(MISSING[role] for role in roles))
        order = "" if _ordered(taken) else f" Nor is it in order yet: {ORDER}"
        return Said(f"What is there holds. Still missing: {what}.{order or idle}")
    return Said(f"All is there, and not yet in order: {ORDER}{idle}")


def _idle(key: Key, line: Line) -> bool:
    """Whether a sentence decides nothing here, whoever decides."""
    return covers(line) not in key.more["points"] and covers(line) not in key.more["free"]


def _refuted(line: Line) -> Said:
    """What is said to a sentence that does not hold."""
    if line.rule or line.reply:
        return said_of(line.rule, line.reply)
    return Said(f"This does not hold on this file: “{line.says}” Check it at its source.")


def after(checked: Checked) -> dict[str, Any]:
    """What is covered and what is not yet; once it is over, all that a writer may look at."""
    key, found = checked.key, checked.variant.determination
    taken = _taken(key, checked.meant)
    lines: tuple[Line, ...] = key.more["lines"]
    ids = {line.says: checked.part(str(place)).id for place, line in enumerate(lines)}
    points = []
    ordered = in_order(key.more["points"], lines, found)
    grounds = [point for point in ordered if point.startswith("ground")]
    for point in ordered:
        by = [line for line in taken if holds(line, found) and covers(line) == point]
        title = TITLES[point.partition(" ")[0]]
        if point in grounds and len(grounds) > 1:
            title += f", {grounds.index(point) + 1} of {len(grounds)}"
        told = {"title": title, "parts": [ids[line.says] for line in by]}
        if checked.over:
            right = [line for line in lines if holds(line, found) and covers(line) == point]
            told["right"] = [ids[line.says] for line in right]
        points.append(told)
    false = [ids[line.says] for line in taken if not holds(line, found)]
    true = [line for line in taken if holds(line, found)]
    idle = [ids[line.says] for line in true if _idle(key, line)]
    more: dict[str, Any] = {"points": points, "false": false, "idle": idle}
    if not checked.over:
        return more
    return more | for_writers(checked.variant, ordered)
