"""Put a rationale together from sentences: cover each ground, invent none.

Written text is kept for the instructor and lights the criteria that it seems to cover; it is not
scored, since words alone do not tell what was meant.
"""

from __future__ import annotations

import re
from typing import Any

from imrkit.determination.determination import Determination
from imrkit.exercises.answers import Answers
from imrkit.exercises.graded import Key, Said
from imrkit.exercises.kinds.checked import Checked
from imrkit.exercises.kinds.common import because, replies_of
from imrkit.exercises.misconceptions import said_of
from imrkit.exercises.question import Meant, Part
from imrkit.exercises.schema import Line
from imrkit.exercises.style import american
from imrkit.exercises.variants import Variant
from imrkit.words.rationale import BURDEN, WHOLE

ROLES = ("guideline", "facts", "ground", "conclusion")
"""The order in which a determination tells its reasons."""
LEFT_OUT = "0"
OWN = "own"
"""The part in which a rationale may be written instead."""
TICKED = "ticked"
"""The part in which a writer says which points are covered in other words."""
WORDS = (120, 180)
"""So many words a written rationale should have."""
TITLES = {
    "guideline": "The guideline, named",
    "facts": "What is asked for, and what the file shows",
    "ground": "A ground that decides",
    "conclusion": "What follows",
}
"""What has to be covered, as learners read it before the sentences themselves are told."""


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


def holds(line: Line, determination: Determination) -> bool:
    """Whether a sentence of a rationale is so, by the engine."""
    known = determination.known
    for name, value in line.shows.items():
        if known[name].value != known[name].fact.value_of(value):
            return False
    answers = Answers(determination)
    if line.role == "ground":
        return line.ground in answers.steps and answers.step(line.ground).verdict == line.finds
    if line.role == "conclusion":
        return line.finds == determination.outcome
    if line.role == "guideline" and line.finds:
        return line.finds == answers.edition
    return True


def covers(line: Line) -> str:
    """What a sentence covers: its role, and of a ground its criterion."""
    return f"ground {line.ground}" if line.role == "ground" else line.role


def needed(determination: Determination, lines: tuple[Line, ...]) -> tuple[str, ...]:
    """What has to be covered: guideline, facts, each ground that decides, and the conclusion."""
    answers = Answers(determination)
    grounds = answers.grounds or tuple(n for n in answers.steps)
    offered = {covers(line) for line in lines if holds(line, determination)}
    wanted = ["guideline", "facts", *(f"ground {name}" for name in grounds), "conclusion"]
    return tuple(point for point in wanted if point in offered)


def key(variant: Variant) -> Key:
    """The sentences that hold and are needed, in the order of a determination."""
    lines, found = variant.exercise.data.line, variant.determination
    points = needed(found, lines)
    right: dict[str, frozenset[str]] = {}
    place = 0
    for role in ROLES:
        for number, line in enumerate(lines):
            if line.role == role:
                take = holds(line, found) and covers(line) in points
                place += take
                right[str(number)] = frozenset({str(place) if take else LEFT_OUT})
    more = {"lines": lines, "found": found, "points": points, "replies": replies_of(variant)}
    return Key(right, {}, because(variant, found.outcome), more=more)


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
    places = [ROLES.index(line.role) for line in lines]
    return places == sorted(places)


def whole(key: Key, meant: Meant) -> Said:
    """The first sentence that is not so; else how many points are missing; else the order."""
    found, points = key.more["found"], key.more["points"]
    taken = _taken(key, meant)
    for line in taken:
        if not holds(line, found):
            if line.rule or line.reply:
                return said_of(line.rule, line.reply)
            return Said(f"The file does not bear this out: “{line.says}” Check it at its source.")
    missing = set(points) - {covers(line) for line in taken}
    if missing:
        grounds = sum(point.startswith("ground") for point in missing)
        what = "a ground that decides" if grounds else f"the {min(missing)}"
        return Said(f"What is there holds. Still missing: {what}. Read the criteria once more.")
    return Said(
        "All is there. A determination names the guideline first, then facts, then grounds."
    )


def after(checked: Checked) -> dict[str, Any]:
    """What is covered and what is not yet; once it is over, all that a writer may look at."""
    key, found = checked.key, checked.variant.determination
    taken = _taken(key, checked.meant)
    lines: tuple[Line, ...] = key.more["lines"]
    ids = {line.says: checked.part(str(place)).id for place, line in enumerate(lines)}
    points = []
    for point in _in_order(key):
        by = [line for line in taken if holds(line, found) and covers(line) == point]
        title = TITLES[point.partition(" ")[0]]
        points.append({"title": title, "parts": [ids[line.says] for line in by]})
    false = next((line for line in taken if not holds(line, found)), None)
    more: dict[str, Any] = {"points": points, "false": ids[false.says] if false else ""}
    return more | (_for_writers(checked) if checked.over else {})


def _in_order(key: Key) -> list[str]:
    """What has to be covered, in the order in which a determination tells it."""
    lines, found = key.more["lines"], key.more["found"]
    told = [covers(line) for role in ROLES for line in lines if line.role == role]
    true = {covers(line) for line in lines if holds(line, found)}
    return [point for point in dict.fromkeys(told) if point in key.more["points"] and point in true]


def _for_writers(checked: Checked) -> dict[str, Any]:
    """The points with the words by which they are looked for, a model, and the published reasons.

    Reasons are told only where the file is as it was published.
    """
    variant, points = checked.variant, _in_order(checked.key)
    found = variant.determination
    model: list[dict[str, Any]] = []
    looked: list[list[dict[str, Any]]] = [[] for _ in points]
    for role in ROLES:
        for line in variant.exercise.data.line:
            if line.role != role or not holds(line, found) or covers(line) not in points:
                continue
            place = points.index(covers(line))
            says = variant.fill(line.says)
            model.append({"says": says, "point": place + 1})
            looked[place].append({"words": list(line.words), "like": sorted(_words(says))})
    closing = _closing(found)
    published = [
        {
            "says": american(reason.says),
            "point": points.index(f"ground {reason.ground}") + 1
            if f"ground {reason.ground}" in points
            else 0,
        }
        for reason in (found.item.published.reasons if not variant.values else ())
    ]
    opening = {"says": f"In dispute: {found.item.request}.", "point": 0}
    return {
        "looked": looked,
        "model": [opening, *model, *({"says": says, "point": 0} for says in closing)],
        "published": published,
        "words": list(WORDS),
    }


def _closing(determination: Determination) -> list[str]:
    """What every determination adds of the burden of proof, where it decides."""
    said = []
    if determination.outcome == "upheld":
        if any(ground.verdict == "open" for ground in determination.against):
            said.append(BURDEN)
        said.append(WHOLE)
    return said


def lit(text: str, variant: Variant) -> tuple[str, ...]:
    """The points that a written rationale seems to cover, by the words of its sentences.

    Args:
        text: what the learner wrote.
        variant: the exercise.

    Returns:
        Points such as "guideline" and "ground within_course", in the order of the sentences.
    """
    found: list[str] = []
    lines = [line for line in variant.exercise.data.line if holds(line, variant.determination)]
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        for line in lines:
            if covers(line) not in found and _speaks(sentence, line):
                found.append(covers(line))
    return tuple(found)


def _speaks(sentence: str, line: Line) -> bool:
    """Whether a sentence seems to say what a line says; the page looks in the same way."""
    folded = sentence.casefold()
    if line.words:
        begins = (group.split("|") for group in line.words)
        return all(
            any(re.search(rf"(?<![a-z0-9]){re.escape(one)}", folded) for one in group)
            for group in begins
        )
    own = _words(line.says)
    return bool(own) and len(_words(sentence) & own) / len(own) >= ALIKE


ALIKE = 0.5
"""So large a share of a line's words makes a written sentence like it."""
_SMALL = {"the", "and", "that", "this", "for", "with", "from", "are", "was", "were", "has", "had"}


def _words(text: str) -> set[str]:
    return {w for w in re.findall(r"[a-z0-9]+", text.casefold()) if len(w) > 2 or w.isdigit()} - (
        _SMALL
    )
