"""Move the fewest facts that turn the result around."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from imrkit.cases.known import Known
from imrkit.determination.deciding import revise
from imrkit.determination.determination import Determination
from imrkit.determination.tree import Step
from imrkit.errors import DataError
from imrkit.exercises.graded import Key, Said
from imrkit.exercises.kinds.checked import Checked
from imrkit.exercises.kinds.common import asked_for, because, choices, replies_of
from imrkit.exercises.question import OPEN_END, Meant, Part
from imrkit.exercises.variants import Variant
from imrkit.facts.fact import Fact
from imrkit.facts.spelling import american
from imrkit.logic.classes import Values
from imrkit.whatif.space import Space
from imrkit.words.english import lower_first, upper_first
from imrkit.words.headline import headline
from imrkit.words.known import value_said
from imrkit.words.steps import sentence

AS_IS = "as it is"
MOST_MOVES = 3


def ask(variant: Variant) -> tuple[Part, ...]:
    """Each fact that may be moved; what is left blank stays as it is."""
    parts = []
    for name in variant.exercise.data.facts:
        known = variant.determination.known[name]
        fact = known.fact
        now = american(upper_first(value_said(known)))
        if fact.type == "number":
            part = Part(name, fact.label, "number", unit=fact.unit, now=now, default=AS_IS, of=name)
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
    turned = determination.outcome == "overturned"
    known = determination.known
    for size in range(1, min(MOST_MOVES, len(names)) + 1):
        found: list[tuple[int, dict[str, str]]] = []
        for some in combinations(names, size):
            low, _ = space.outcomes(some)
            for cell in np.argwhere(~low if turned else low).tolist():
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
        if found:
            return min(found, key=lambda one: one[0])[1]
    return {}


def _nearest(known: Known, values: Values) -> tuple[int, int]:
    """The value of a class nearest to what stands, and how far off it is."""
    low, high = (int(end) for end in known.value)
    if low != high:
        return (values.first if values.last == known.fact.unknown[1] else values.last), 0
    code = min(max(low, values.first), values.last)
    return code, abs(code - low) if known.fact.type == "number" else int(code != low)


def _text(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def moves(determination: Determination, meant: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """The facts that an answer moves, with their values."""
    found: dict[str, Any] = {}
    for name, (text, *_) in ((n, some) for n, some in meant.items() if some):
        fact = determination.known[name].fact
        if text == AS_IS:
            continue
        plain: object = text
        if text == OPEN_END:
            plain = "not documented"
        elif fact.type == "number":
            plain = int(text)
        elif fact.type == "truth":
            plain = text == "true"
        if fact.value_of(plain) != determination.known[name].value:
            found[name] = plain
    return found


def credit(key: Key, meant: Meant) -> float:
    """1 for the fewest moves that turn it, 0.6 for more, else nothing."""
    variant: Variant = key.more["variant"]
    found = variant.determination
    try:
        moved = moves(found, meant)
        after = revise(found, moved).outcome
    except DataError:
        return 0.0
    if (after == "overturned") == (found.outcome == "overturned"):
        return 0.0
    return 1.0 if len(moved) == key.more["least"] else 0.6


def whole(key: Key, meant: Meant) -> Said:
    """What to say to moves that do not turn it, or are more than it takes."""
    variant: Variant = key.more["variant"]
    found, asked = variant.determination, asked_for(variant)
    try:
        after = revise(found, moves(found, meant))
    except DataError as error:
        return Said(f"That cannot be for {asked}: {error.problem}.")
    if credit(key, meant):
        return Said(f"It turns for {asked}, and with fewer moves it would, too. Which can stay?")
    if found.outcome == "overturned":
        return Said(f"{asked} still meets every criterion. Which one is closest to its limit?")
    stands = standing(after, variant.exercise.data.facts)
    return Said(f"One ground still stands: {stands} What would it take?")


def after(checked: Checked) -> dict[str, Any]:
    """What the moves come to: the result, and what keeps it so."""
    found = checked.variant.determination
    try:
        moved = moves(found, checked.meant)
        then = revise(found, moved)
    except DataError:
        return {}
    word, said = headline(then)
    return {
        "outcome": word,
        "was": headline(found)[0],
        "verdict": then.verdict,
        "says": american(said),
        "moves": len(moved),
        "least": checked.key.more["least"] if checked.over else None,
    }


def standing(determination: Determination, names: Sequence[str] = ()) -> str:
    """The first ground that still stands, in a sentence that goes on after a colon.

    Args:
        determination: the determination.
        names: the facts that may be moved: a criterion that reads one of them is told first.
    """
    against = determination.against
    if not against:
        return ""
    read = (s for ground in against for s in _unmet(ground) if _reads(s, names))
    return lower_first(sentence(next(read, against[0])).partition(". ")[0].rstrip(".")) + "."


def _unmet(step: Step) -> Iterator[Step]:
    """The criteria that keep a step from being met; none below what is met."""
    if step.verdict == "met":
        return
    if step.criterion is not None:
        yield step
        return
    for part in step.parts:
        yield from _unmet(part)


def _reads(step: Step, names: Sequence[str]) -> bool:
    return any(known.fact.name in names for known in step.facts)
