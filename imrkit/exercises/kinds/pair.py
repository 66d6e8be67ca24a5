"""Name the fact that parts two files with two outcomes, and which way it parts them.

Where the exercise names one criterion, the files are compared by that one alone.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations

from imrkit.determination.deciding import decide
from imrkit.determination.determination import Determination
from imrkit.errors import UnknownName
from imrkit.exercises.answers import Answers
from imrkit.exercises.graded import Key, Said
from imrkit.exercises.grading import Together, is_right
from imrkit.exercises.kinds.common import asked_for, authored, because, choices, replies_of
from imrkit.exercises.question import Meant, Part
from imrkit.exercises.variants import Variant
from imrkit.facts.spelling import american
from imrkit.words.english import lower_first

FACT, WAY = "fact", "way"
READING = "a reading"
SAME = (
    "None: by our rules both end one way",
    "Neither: both end the same way",
)
SAME_OF_ONE = (
    "None: it stands the same way in both files",
    "Neither: it stands the same way in both",
)
"""The same of one criterion."""
CREDIT = {FACT: 0.5, WAY: 0.5}
MOST = 3
"""The most facts that are swapped together."""


def ask(variant: Variant) -> tuple[Part, ...]:
    """The facts to choose from, and which of the two requests it favors."""
    known = variant.determination.known
    facts = [(name, known[name].fact.label) for name in variant.exercise.data.facts]
    same = SAME_OF_ONE if variant.exercise.data.of else SAME
    facts.append((READING, same[0]))
    ways = [
        ("this", f"The one in this file ({variant.item.request})"),
        ("other", f"The one in the other file ({variant.other.item.request})"),
        (READING, same[1]),
    ]
    return (
        Part(
            FACT,
            "A fact that parts the two, alone or with others",
            "one",
            choices(facts, variant, FACT),
            of=FACT,
        ),
        Part(WAY, "Which request does it favor?", "one", choices(ways), of=WAY),
    )


def swap(one: Determination, other: Determination, names: tuple[str, ...]) -> Determination:
    """A file decided with some facts as the other file has them."""
    known = {**one.known, **{name: other.known[name] for name in names}}
    return decide(one.case, one.item, known)


def ends(found: Determination, of: str = "") -> str:
    """How a determination ends; of one criterion, whether it is met.

    Args:
        found: the determination.
        of: the criterion; "" for the whole.

    Raises:
        UnknownName: if no rule that decides has it.
    """
    if not of:
        return found.outcome
    return "overturned" if Answers(found).step(of).verdict == "met" else "upheld"


def parting(
    one: Determination, other: Determination, names: tuple[str, ...], of: str = ""
) -> tuple[str, ...]:
    """The smallest set of facts whose swap swaps how two files end; none if there is none.

    Args:
        one: a determination.
        other: another that ends otherwise.
        names: the facts that may be swapped.
        of: the criterion by which alone they are compared; "" for the whole.
    """
    apart = [n for n in names if one.known[n].value != other.known[n].value]
    for size in range(1, min(MOST, len(apart)) + 1):
        for some in combinations(apart, size):
            turned = ends(swap(one, other, some), of), ends(swap(other, one, some), of)
            if turned == (ends(other, of), ends(one, of)):
                return some
    return ()


def key(variant: Variant) -> Key:
    """Any fact of the smallest swap, and the file whose request is granted."""
    one, other = variant.determination, variant.other
    names, of = variant.exercise.data.facts, variant.exercise.data.of
    try:
        found = parting(one, other, names, of) if ends(one, of) != ends(other, of) else ()
    except UnknownName as error:
        raise variant.exercise.refuse("of", error) from None
    if found:
        way = "this" if ends(one, of) == "overturned" else "other"
        right = {FACT: frozenset(found), WAY: frozenset({way})}
    else:
        right = {FACT: frozenset({READING}), WAY: frozenset({READING})}
    this, that = asked_for(variant), american(variant.other.item.request)
    replies: dict[tuple[str, str], Said] = {
        (FACT, READING): Said(
            f"One fact is told otherwise in the files of {this} and of “{that}”. Compare them."
        ),
        (WAY, ""): Said(
            f"Swap it in mind: with the other file's value, would {this} pass, or “{that}”?"
        ),
    }
    for name in names:
        label = lower_first(one.known[name].fact.label)
        same = one.known[name].value == other.known[name].value
        told = "The two files say the same of this" if same else "The two files differ in this, but"
        told += f": {label}." if same else f" it parts nothing by itself: {label}."
        replies[FACT, name] = Said(f"{told} Swap one fact at a time in mind, for {this}.")
    told = because(variant, ends(one, of))
    return Key(right, replies | replies_of(variant), told, authored(variant))


def together(meant: Meant, _holds: Collection[str] | None = None) -> Together:
    """The fact and its direction tell each other: what parts two files favors one of them."""
    if (meant[FACT] == (READING,)) != (meant[WAY] == (READING,)):
        return (
            "The two answers do not go together: a fact that parts the files favors one of the two "
            "requests."
        ), ()
    return (
        "The fact and its direction are marked together; at least one of them does not hold yet.",
        (FACT, WAY),
    )


def credit(key: Key, meant: Meant) -> float:
    """Half for the fact, half for the direction."""
    return sum(CREDIT[part] * is_right(key, part, meant[part]) for part in CREDIT)
