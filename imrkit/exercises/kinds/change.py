"""Move the fewest facts that turn the result around.

A result is turned where it is the other one for certain: from upheld to overturned, or back. One
that turns on judgment is neither. What a published letter does not tell is not shown to somebody
who decides on the documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from imrkit.cases.known import Known
from imrkit.determination.deciding import revise
from imrkit.determination.determination import Determination, Outcome
from imrkit.determination.tree import Step
from imrkit.errors import DataError
from imrkit.exercises.graded import Key, Said
from imrkit.exercises.kinds.checked import Checked
from imrkit.exercises.kinds.common import asked_for, because, choices, replies_of
from imrkit.exercises.question import OPEN_END, Meant, Part
from imrkit.exercises.resting import shut_by_silence
from imrkit.exercises.variants import Variant
from imrkit.facts.fact import Fact
from imrkit.facts.spelling import american
from imrkit.logic.classes import Values
from imrkit.whatif.sense import arises
from imrkit.whatif.space import Space
from imrkit.words.english import lower_first, number_word, upper_first
from imrkit.words.headline import OUTCOME, headline
from imrkit.words.known import value_said
from imrkit.words.sense import CANNOT_BE, impossible
from imrkit.words.steps import criteria_below, sentence

AS_IS = "as it is"
MOST_MOVES = 3
FEWER = "It turns, and with fewer moves {it} would, too. Which one can be left out?"
UNTOLD = (
    "Decided on the documents, as here, the denial stands: what no document tells is not shown. "
    "“Vary the facts,” further on, goes by the letter alone and leaves it open."
)
"""What is said where it is only the letter that does not tell what would keep up a grant."""
NO_WAY = "No way to meet it is open:"
ANOTHER = (
    "It turns, and it needs each of these moves. Another way for {it} takes fewer: which fact that "
    "you left as it is would do it?"
)


def ask(variant: Variant) -> tuple[Part, ...]:
    """Each fact that may be moved; what is left blank stays as it is."""
    parts = []
    for name in variant.exercise.data.facts:
        known = variant.determination.known[name]
        fact = known.fact
        now = american(upper_first(value_said(known)))
        if fact.type == "number":
            least, most = fact.bounds or (0, None)
            part = Part(
                name,
                fact.label,
                "number",
                unit=fact.unit,
                one=fact.counted(1),
                now=now,
                least=least,
                most=most,
                default=AS_IS,
                of=name,
            )
        else:
            options = choices(_values(fact))
            part = Part(name, fact.label, "one", options, now=now, default=AS_IS, of=name)
        parts.append(part)
    return tuple(parts)


def _values(fact: Fact) -> list[tuple[str, str]]:
    if fact.type == "truth":
        return [("true", "Yes"), ("false", "No")]
    return [(choice, american(upper_first(choice))) for choice in fact.choices]


def key(variant: Variant) -> Key:
    """The smallest sets of moves that turn the result, of those that are offered."""
    names = variant.exercise.data.facts
    moved = smallest(variant.determination, names)
    if not moved:
        raise variant.exercise.refuse("facts", "no move of these facts turns the result")
    right = {name: frozenset({moved.get(name, AS_IS)}) for name in names}
    more = {"variant": variant, "least": len(moved)}
    told = because(variant, variant.determination.outcome)
    return Key(right, replies_of(variant), told, more=more)


def smallest(determination: Determination, names: tuple[str, ...]) -> dict[str, str]:
    """The fewest moves of some facts that turn a result; of as few the nearest; none if none does.

    Args:
        determination: the determination.
        names: the facts that may be moved.
    """
    space = Space(determination, names)
    granted = determination.outcome == "overturned"
    known = determination.known
    for size in range(1, min(MOST_MOVES, len(names)) + 1):
        found: list[tuple[int, dict[str, str]]] = []
        for some in combinations(names, size):
            low, _ = space.outcomes(some)
            turns = (~low if granted else low) & space.possible(some)
            for cell in np.argwhere(turns).tolist():
                values = [space.classes[n][at] for n, at in zip(some, cell, strict=True)]
                ends = [_nearest(known[n], v) for n, v in zip(some, values, strict=True)]
                if all(
                    code != known[n].value[0] or known[n].open
                    for n, (code, _) in zip(some, ends, strict=True)
                ):
                    codes = {
                        n: _text(known[n].fact.decode(c))
                        for n, (c, _) in zip(some, ends, strict=True)
                    }
                    found.append((sum(far for _, far in ends), codes))
        for _, codes in sorted(found, key=lambda one: one[0]):
            plain = {n: _plain(known[n].fact, text) for n, text in codes.items()}
            if turned(determination, revise(determination, plain)):
                return codes
    return {}


def turned(before: Determination, after: Determination) -> bool:
    """Whether a result became the other one for certain."""
    return {_by_documents(before), _by_documents(after)} == {"upheld", "overturned"}


def _by_documents(found: Determination) -> Outcome:
    """The outcome for somebody who decides on the documents alone, with no letter to wait for."""
    return "upheld" if found.verdict == "not told" else found.outcome


def _nearest(known: Known, values: Values) -> tuple[int, int]:
    """The value of a class nearest to what stands, and how far off it is."""
    low, high = (int(end) for end in known.value)
    if low != high:
        return (values.first if values.last == known.fact.unknown[1] else values.last), 0
    code = min(max(low, values.first), values.last)
    return code, abs(code - low) if known.fact.type == "number" else int(code != low)


def _text(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _plain(fact: Fact, text: str) -> object:
    if text == OPEN_END:
        return "not documented"
    if fact.type == "number":
        return int(text)
    return text == "true" if fact.type == "truth" else text


def moves(determination: Determination, meant: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """The facts that an answer moves, with their values."""
    found: dict[str, Any] = {}
    for name, (text, *_) in ((n, some) for n, some in meant.items() if some):
        fact = determination.known[name].fact
        if text == AS_IS:
            continue
        plain = _plain(fact, text)
        if fact.value_of(plain) != determination.known[name].value:
            found[name] = plain
    return found


def credit(key: Key, meant: Meant) -> float:
    """1 for the fewest moves that turn it, 0.6 for more, else nothing."""
    variant: Variant = key.more["variant"]
    found = variant.determination
    try:
        moved = moves(found, meant)
        after = revise(found, moved)
    except DataError:
        return 0.0
    if not turned(found, after) or impossible(after):
        return 0.0
    return 1.0 if len(moved) == key.more["least"] else 0.6


def whole(key: Key, meant: Meant) -> Said:
    """What to say to moves that do not turn it, or are more than it takes."""
    variant: Variant = key.more["variant"]
    found = variant.determination
    try:
        moved = moves(found, meant)
        after = revise(found, moved)
    except DataError as error:
        return Said(f"That cannot be for {asked_for(variant)}: {error.problem}.")
    if never := impossible(after):
        return Said(never[0])
    if _idle(moved, meant):
        return Said(
            f"{asked_for(variant)} is judged so already, and nothing changes. Which other value "
            "could it have?"
        )
    if credit(key, meant):
        more = FEWER if _one_too_many(found, moved) else ANOTHER
        return Said(more.format(it=asked_for(variant)))
    if found.outcome == "overturned":
        if after.outcome == "overturned":
            return Said(
                f"Moved so, {asked_for(variant)} still passes. Which criterion carries it, and "
                "what would make that fail?"
            )
        return Said(
            f"That makes {asked_for(variant)} a matter of judgment: the text still grants it, and "
            "only what reviewers add would deny it. Which criterion of the text is closest to its "
            "limit?"
        )
    return Said(_strictly(after, standing(after, variant.exercise.data.facts)))


def _idle(moved: Mapping[str, Any], meant: Meant) -> bool:
    """Whether facts were set, and only to what they are."""
    return not moved and any(some and some[0] != AS_IS for some in meant.values())


def _one_too_many(determination: Determination, moved: Mapping[str, Any]) -> bool:
    """Whether one of some moves could stay as it is, and the result would turn all the same."""
    fewer = ({n: v for n, v in moved.items() if n != name} for name in moved)
    return any(turned(determination, revise(determination, some)) for some in fewer)


def so_far(key: Key, meant: Meant) -> Said:
    """The same while a try is left: a ground that still stands is counted, and not named."""
    said = whole(key, meant)
    variant: Variant = key.more["variant"]
    found = variant.determination
    try:
        moved = moves(found, meant)
        after = revise(found, moved)
    except DataError:
        return said
    if _idle(moved, meant) or turned(found, after) or impossible(after):
        return said
    if found.outcome == "overturned":
        return said
    told = _strictly(after, f"{_still_stand(after)}, your moves counted in.")
    return Said(f"{told} Go through the criteria one by one: which of them is still not met?")


def _strictly(after: Determination, told: str) -> str:
    if after.outcome != "turns on judgment":
        return told
    if all(ground.by_reviewers for ground in after.against):
        now = "It turns on judgment now: by the text the denial falls, and by what reviewers add"
        return f"{now} {lower_first(told)}"
    return f"It turns on judgment now. By a strict reading, {lower_first(told)}"


def _still_stand(determination: Determination) -> str:
    """How many grounds still stand; "at least" so many where the text has several ways.

    A criterion that each way needs counts; of several ways those of the shortest are sure to.
    """
    steps = {s.name: s for g in determination.against for s in criteria_below(g)}
    every = {n: s for n, s in steps.items() if s.verdict != "met" and not shut_by_silence(s)}
    sure = {name for ground in determination.against for name in _fewest(ground)}
    fewest = _told_apart(steps[name] for name in sure)
    least = "" if fewest == _told_apart(every.values()) else "at least "
    stand = "ground still stands" if fewest == 1 else "grounds still stand"
    return upper_first(f"{least}{number_word(fewest)} {stand}")


def _fewest(step: Step) -> frozenset[str]:
    """The criteria that leave a step as it is; of several ways those of the shortest.

    A way that is shut because nothing is told of it is in nobody's mind.
    """
    if step.criterion is not None:
        return frozenset({step.name})
    same = [part for part in step.parts if part.verdict == step.verdict]
    ways = [_fewest(part) for part in same if not shut_by_silence(part)] or [*map(_fewest, same)]
    if not ways:
        return frozenset()
    return min(ways, key=len) if step.joined_by == "or" else frozenset().union(*ways)


def _told_apart(steps: Iterable[Step]) -> int:
    """How many criteria there are; two rules may ask alike."""
    return len({sentence(step, by_letter=False) for step in steps})


def after(checked: Checked) -> dict[str, Any]:
    """What the moves come to: the result, and what keeps it so."""
    found = checked.variant.determination
    try:
        moved = moves(found, checked.meant)
        then = revise(found, moved)
    except DataError:
        return {}
    word, said = headline(then)
    verdict = then.verdict
    if verdict == "not told":
        word, verdict, said = OUTCOME[_by_documents(then)], "not shown", UNTOLD
    never = impossible(then)
    if never or (not checked.over and not turned(found, then)):
        said = ""  # it names what still stands
    against = _against(then) if turned(found, then) and not never else []
    if len(against) > 1 and _fails_every_way(then):
        said = f"{said} {NO_WAY}"
    return {
        "outcome": CANNOT_BE if never else word,
        "was": headline(found)[0],
        "verdict": verdict,
        "says": american(said),
        "against": against,
        "moves": len(moved),
        "least": checked.key.more["least"] if checked.over else None,
    }


def _against(determination: Determination) -> list[str]:
    """The criteria for which a denial now stands, each in a sentence; a few of them.

    What no document tells of, or what could not be so, is in nobody's mind.
    """
    told: dict[str, None] = {}
    for ground in determination.against:
        unmet = [s for s in _unmet(ground) if not shut_by_silence(s)]
        some = [s for s in unmet if _could_be(determination, s)] or unmet or [ground]
        told |= dict.fromkeys(american(sentence(step, by_letter=False)) for step in some)
    return list(told)[:MOST_MOVES]


def _fails_every_way(determination: Determination) -> bool:
    """Whether a denial stands for one criterion alone, of several ways to meet it."""
    return [(g.verdict, g.joined_by) for g in determination.against] == [("not met", "or")]


def _could_be(determination: Determination, step: Step) -> bool:
    return all(arises(determination.known, known.fact.name) for known in step.facts)


def standing(determination: Determination, names: Sequence[str] = ()) -> str:
    """How many grounds still stand, and the first of them.

    Args:
        determination: the determination.
        names: the facts that may be moved: a criterion that reads one of them is told first.
    """
    against = determination.against
    if not against:
        return ""
    read = (s for ground in against for s in _unmet(ground) if _reads(s, names))
    first = lower_first(sentence(next(read, against[0])).partition(". ")[0].rstrip("."))
    stand = _still_stand(determination)
    return f"{stand}: {first}." if stand.endswith("stands") else f"{stand}, among them: {first}."


def _unmet(step: Step) -> Iterator[Step]:
    """The criteria that keep a step from being met; of what fails, those that fail."""
    if step.verdict == "met":
        return
    if step.criterion is not None:
        yield step
        return
    failing = [part for part in step.parts if part.verdict == "not met"]
    for part in failing if step.verdict == "not met" else step.parts:
        yield from _unmet(part)


def _reads(step: Step, names: Sequence[str]) -> bool:
    return any(known.fact.name in names for known in step.facts)
