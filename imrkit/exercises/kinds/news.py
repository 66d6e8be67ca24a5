"""Something becomes known: is the request then more justified, less, or neither?

Of all the files that the open facts leave possible, the share that meets the rule is counted before
and after; of one criterion, where the exercise asks about one. Values that no rule tells apart
count as one.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from imrkit.cases.known import Known
from imrkit.determination.deciding import decide, revise
from imrkit.determination.determination import Determination
from imrkit.errors import ImrkitError
from imrkit.exercises.answers import Answers
from imrkit.exercises.graded import Key, Said
from imrkit.exercises.grading import share_right
from imrkit.exercises.kinds.common import (
    asked_for,
    authored,
    because,
    choices,
    endings,
    replies_of,
    said_to,
)
from imrkit.exercises.question import Meant, Part
from imrkit.exercises.variants import Variant
from imrkit.whatif.space import Space, facts_in_reach, varied
from imrkit.words.english import listed, lower_first

PART = "answer"
SAYS = (
    ("more", "More justified"),
    ("less", "Less justified"),
    ("neither", "Neither: what decides stays as it was"),
)
SAYS_OF_ONE = (
    ("more", "More likely to be met"),
    ("less", "Less likely to be met"),
    ("neither", "Neither: it stands as it stood"),
)
"""The same of one criterion."""


def ask(variant: Variant) -> tuple[Part, ...]:
    """The news, and what it does."""
    news = variant.exercise.data.news
    assert news is not None
    says = SAYS_OF_ONE if variant.exercise.data.of else SAYS
    return (Part(PART, variant.fill(news.says), "one", choices(says), of=PART),)


def share(determination: Determination, names: list[str]) -> Fraction:
    """The share of what open facts leave possible that meets the rule.

    Args:
        determination: the determination.
        names: the facts that are looked at; what else is open stays so.
    """
    spread = [name for name in names if determination.known[name].open]
    if not spread:
        return Fraction(int(bool(determination.with_reviewers.surely)))
    low, _ = Space(determination, spread, within=spread).outcomes(spread)
    return Fraction(int(low.sum()), int(low.size))


def share_of(determination: Determination, criterion: str) -> Fraction:
    """The share of what open facts leave possible in which a criterion is met.

    Args:
        determination: the determination.
        criterion: its name.

    Raises:
        UnknownName: if no rule that decides has it.
    """
    read = [known.fact.name for known in Answers(determination).step(criterion).facts]
    spread = [name for name in read if not determination.facts[name].settled]
    space = Space(determination, spread, within=spread)
    met = []
    for values in product(*map(space.values, spread)):
        known = dict(determination.known)
        for name, value in zip(spread, values, strict=True):
            known[name] = Known(known[name].fact, value, "", "you")
        there = decide(determination.case, determination.item, known)
        met.append(Answers(there).step(criterion).verdict == "met")
    return Fraction(sum(met), len(met))


def key(variant: Variant) -> Key:
    """Whether the share grows, shrinks or stays."""
    exercise, found = variant.exercise, variant.determination
    assert exercise.data.news is not None
    after = revise(found, exercise.data.news.sets)
    open_ones = [known for known in facts_in_reach(found) if known.open]
    read = {name for c in found.considered if c.role != "does not apply" for name in c.rule.facts}
    names = [n for n in varied(open_ones, ("evidence", "reading")) if n in read]
    of = exercise.data.of
    try:
        before, then = (share_of(f, of) if of else share(f, names) for f in (found, after))
    except ImrkitError as error:
        raise exercise.refuse("of" if of else "news", error) from None
    told = "more" if then > before else "less" if then < before else "neither"
    right = {PART: frozenset({told})}
    why = because(variant, told, *endings(Answers(found)))
    return Key(right, _replies(variant, told), why, authored(variant))


def _replies(variant: Variant, told: str) -> dict[tuple[str, str], Said]:
    matter = _matter(variant)
    replies: dict[tuple[str, str], Said] = {
        (PART, "neither"): Said(
            f"More is known now of {matter}. Which criterion asks for that, and does it stand "
            "as before?"
        ),
        (PART, ""): Said(
            f"Suppose the record had said the opposite of {matter}. Would the request then stand "
            "better, or worse?"
        ),
    }
    if told == "neither":
        replies[PART, ""] = Said(
            f"Go through the criteria once more, now that the file tells of {matter}. Does any "
            "of them change, and does the result hang on it?"
        )
    elif told == "less":
        replies[PART, "more"] = said_to(variant, "M4")
    else:
        replies[PART, "less"] = said_to(variant, "M3")
    return replies | replies_of(variant)


def _matter(variant: Variant) -> str:
    """What the news is about: the facts that it tells, or else the request."""
    news, known = variant.exercise.data.news, variant.determination.known
    assert news is not None
    labels = [f"“{lower_first(known[name].fact.label)}”" for name in news.sets]
    about = f", for {asked_for(variant)}"
    return (listed(labels) if labels else "what the record tells") + about


def credit(key: Key, meant: Meant) -> float:
    """All or nothing."""
    return share_right(key, meant)
