"""Find the error that was planted in a rationale, and repair it."""

from __future__ import annotations

from typing import Any

from imrkit.exercises.graded import Key, Said
from imrkit.exercises.grading import is_right
from imrkit.exercises.kinds.checked import Checked
from imrkit.exercises.kinds.common import asked_for, because, choices, replies_of
from imrkit.exercises.lines import holds
from imrkit.exercises.misconceptions import said_of
from imrkit.exercises.question import Meant, Part
from imrkit.exercises.schema import Mutation
from imrkit.exercises.variants import Variant

FIND, REPAIR = "find", "repair"
LEFT = "as it is"
"""The repair of who has not repaired yet."""
CREDIT = {FIND: 0.6, REPAIR: 0.4}
HOLDS = {
    "guideline": "it names the text by which our rule book decides this.",
    "facts": "it says no more than there is.",
    "ground": "the file bears it out.",
    "conclusion": "it follows from the grounds.",
}
"""Why a sentence that was marked is so, by what it does: this is said first."""
BEGINS = 5
"""By so many of its words a sentence is named: the reply still stands when another is marked."""


def planted(variant: Variant) -> Mutation:
    """The error that the seed chooses, of those that are errors on this file.

    Raises:
        DataError: if a line is not so, or no planted error is one.
    """
    data, found = variant.exercise.data, variant.determination
    fit = []
    for number, mutation in enumerate(data.mutation):
        if not 1 <= mutation.line <= len(data.line):
            problem = f"the rationale has {len(data.line)} lines; found {mutation.line}"
            raise variant.exercise.refuse(f"mutation[{number}].line", problem)
        if holds(data.line[mutation.line - 1], found) and not _same(variant, mutation):
            fit.append(mutation)
    if not fit:
        raise variant.exercise.refuse("mutation", "none of the planted errors is one on this file")
    return fit[variant.seed % len(fit)]


def _same(variant: Variant, mutation: Mutation) -> bool:
    """Whether a planted line is no error: it holds too, and states what can be checked.

    A page, and text for judgment, are errors whatever the facts are: nothing of the file tells.
    """
    if mutation.of in ("page", "judgment as text", "other part"):
        return False
    return holds(mutation.becomes, variant.determination)


def _roles(variant: Variant) -> list[str]:
    """What each sentence does, in their order."""
    lines = variant.exercise.data.line
    return [line.role for line in lines if holds(line, variant.determination)]


def _lines(variant: Variant) -> list[str]:
    mutation = planted(variant)
    lines = list(variant.exercise.data.line)
    told = [line.says for line in lines if holds(line, variant.determination)]
    false = lines[mutation.line - 1].says
    return [variant.fill(mutation.becomes.says if says == false else says) for says in told]


def _named(line: str) -> str:
    """A sentence by its beginning."""
    words = line.split()
    return " ".join(words[:BEGINS]) + (" …" if len(words) > BEGINS else "")


def ask(variant: Variant) -> tuple[Part, ...]:
    """The lines to choose from; and the ways to repair, once the one to repair is found."""
    lines = _lines(variant)
    finds = choices([(str(n), says) for n, says in enumerate(lines)])
    repairs = [(f"{n}", variant.fill(o.says)) for n, o in enumerate(planted(variant).repair)]
    return (
        Part(FIND, "Which sentence is not so?", "one", finds, of=FIND),
        Part(
            REPAIR,
            "How should it read?",
            "one",
            choices(repairs, variant, REPAIR),
            later=True,
            default=LEFT,
            of=REPAIR,
        ),
    )


def key(variant: Variant) -> Key:
    """The planted line, and the repair that says what it said."""
    mutation = planted(variant)
    place = _lines(variant).index(variant.fill(mutation.becomes.says))
    fits = [str(n) for n, option in enumerate(mutation.repair) if option.value is True]
    if len(fits) != 1:
        problem = f"one way to repair has value = true; found {len(fits)}"
        raise variant.exercise.refuse("mutation", problem)
    right = {FIND: frozenset({str(place)}), REPAIR: frozenset(fits)}
    replies: dict[tuple[str, str], Said] = {(FIND, ""): said_of(mutation.rule, mutation.reply)}
    for number, (role, line) in enumerate(zip(_roles(variant), _lines(variant), strict=True)):
        holds_ = f"“{_named(line)}” holds: {HOLDS[role]}"
        replies[FIND, str(number)] = said_of(mutation.rule, f"{holds_} {mutation.reply}")
    for number, option in enumerate(mutation.repair):
        if option.reply or option.rule:
            replies[REPAIR, str(number)] = said_of(option.rule, option.reply)
    asked = asked_for(variant)
    replies[REPAIR, ""] = Said(
        f"That repairs something else in the text on {asked}. What did the planted word change?"
    )
    replies["", ""] = Said(
        f"That is the sentence: “{mutation.becomes.says}” Now choose how it should read."
    )
    filled = {part: Said(variant.fill(said.says), said.rule) for part, said in replies.items()}
    return Key(right, filled | replies_of(variant), because(variant, mutation.of))


def half_way(key: Key, meant: Meant) -> bool:
    """Whether the sentence is found and not yet repaired."""
    return is_right(key, FIND, meant[FIND]) and meant[REPAIR] == (LEFT,)


def after(checked: Checked) -> dict[str, Any]:
    """The ways to repair, once the sentence is found or told."""
    found = is_right(checked.key, FIND, checked.meant[FIND])
    return {"repairs": checked.part(REPAIR).offered()} if found or checked.over else {}


def credit(key: Key, meant: Meant) -> float:
    """0.6 for finding it; 0.4 for the repair of what was found."""
    if not is_right(key, FIND, meant[FIND]):
        return 0.0
    return CREDIT[FIND] + CREDIT[REPAIR] * is_right(key, REPAIR, meant[REPAIR])
