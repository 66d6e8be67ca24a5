"""Pick one of four: each option is an answer to a query, and the engine answers the query."""

from __future__ import annotations

from collections.abc import Mapping

from imrkit.exercises.answers import OF_LAW, Answers
from imrkit.exercises.graded import Key, Said
from imrkit.exercises.grading import share_right
from imrkit.exercises.kinds.common import (
    answerable,
    because,
    believed,
    by_option,
    choices,
    endings,
    named_first,
    replies_of,
    stating,
    to_holders,
)
from imrkit.exercises.misconceptions import said_of
from imrkit.exercises.question import Meant, Part
from imrkit.exercises.variants import Variant

PART = "answer"


def ask(variant: Variant) -> tuple[Part, ...]:
    """The options, in an order that the seed chooses."""
    options = [(value(o.value), variant.fill(o.says)) for o in variant.exercise.data.option]
    return (Part(PART, "", "one", choices(options, variant, PART)),)


def value(plain: object) -> str:
    """A value of an option in the engine's words."""
    return {True: "yes", False: "no"}[plain] if isinstance(plain, bool) else str(plain)


def key(variant: Variant) -> Key:
    """The option that answers the query as the engine does."""
    data = variant.exercise.data
    answers = Answers(variant.determination)
    right = answers.to(data.query)
    keys = {PART: frozenset({right})}
    held = answerable(believed(variant, lambda a: _told(a, data.query)), ask(variant))
    if data.query in OF_LAW:  # the file tells nothing of it, so that no wrong rule does
        own = {str(n): {PART: value(o.value)} for n, o in enumerate(data.option)}
        held = by_option(variant, held, keys, own)
    replies = to_holders(variant, held, keys)
    for option in data.option:
        if option.rule or option.reply:
            said = said_of(option.rule, option.reply)
            replies[PART, value(option.value)] = Said(variant.fill(said.says), said.rule)
    replies |= replies_of(variant)
    offered = [value(option.value) for option in data.option]
    unlike = [one for one in offered if not answers.can_be(data.query, one)]
    replies = stating(replies, PART, unlike)
    held = named_first(held, keys, replies, ask(variant))
    return Key(keys, replies, because(variant, right, *endings(answers)), held)


def _told(answers: Answers, query: str) -> Mapping[str, str]:
    return {PART: answers.to(query)}


def credit(key: Key, meant: Meant) -> float:
    """All or nothing."""
    return share_right(key, meant)
