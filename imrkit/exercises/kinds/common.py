"""What several kinds need: options in an order that tells nothing, replies, beliefs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import combinations
from string import ascii_lowercase
from typing import get_args

from imrkit.cases.known import State
from imrkit.cases.schema import Plain
from imrkit.errors import DataError, UnknownName
from imrkit.exercises.answers import Answers
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.graded import Said
from imrkit.exercises.misconceptions import misconceptions, said_of
from imrkit.exercises.question import Choice, Part
from imrkit.exercises.schema import Reply
from imrkit.exercises.variants import Variant
from imrkit.exercises.wrong_rules import WRONG_RULES
from imrkit.facts.spelling import american

BelievedBy = Callable[[Answers], Mapping[str, str]]
RIGHT = "because"
"""In place of a part: what is right."""


def choices(
    options: Iterable[tuple[str, str]], variant: Variant | None = None, what: str = ""
) -> tuple[Choice, ...]:
    """Options with ids that tell nothing.

    Args:
        options: the meaning and the text of each.
        variant: shuffles them, where given; their order stays where it has one of its own.
        what: for which part.
    """
    every = list(options)
    if variant is not None:
        variant.random(f"options of {what}").shuffle(every)
    return tuple(Choice(ascii_lowercase[n], says, mean) for n, (mean, says) in enumerate(every))


def rules_shown(exercise: Exercise) -> tuple[str, ...]:
    """The misconceptions that the answers of an exercise can show, in order."""
    data = exercise.data
    named = [*data.reveals, *data.returns]
    for parts in (data.option, data.asks, data.reply, data.line, data.mutation):
        named += [part.rule for part in parts]
    return tuple(rule for rule in dict.fromkeys(named) if rule in misconceptions())


def believed(variant: Variant, told: BelievedBy) -> dict[str, Mapping[str, str]]:
    """What the holder of each misconception would answer, part by part.

    Args:
        variant: the variant.
        told: what somebody with given answers would say, part by part.
    """
    found = {}
    for rule in rules_shown(variant.exercise):
        found[rule] = told(WRONG_RULES[rule](variant.determination))
    return found


def answerable(
    held: Mapping[str, Mapping[str, str]], parts: Iterable[Part]
) -> dict[str, Mapping[str, str]]:
    """What holders would answer, as far as it can be chosen: what is not offered tells nothing."""
    offered = {part.of or part.id: {o.meaning for o in part.options} for part in parts}
    return {
        rule: {of: meaning for of, meaning in told.items() if meaning in offered[of]}
        for rule, told in held.items()
    }


def named_first(
    held: Mapping[str, Mapping[str, str]],
    right: Mapping[str, frozenset[str]],
    replies: Mapping[tuple[str, str], Said],
    parts: Iterable[Part],
) -> dict[str, Mapping[str, str]]:
    """What holders would choose, those options first that name their misconception.

    Args:
        held: what the wrong rules answer.
        right: what is right.
        replies: what is said to each answer.
        parts: what to choose from.
    """
    named: dict[tuple[str, str], list[str]] = {}
    for part in parts:
        of = part.of or part.id
        for option in part.options:
            said = replies.get((of, option.meaning))
            if said is not None and said.rule and option.meaning not in right[of]:
                named.setdefault((said.rule, of), []).append(option.meaning)

    def first(rule: str, of: str, meaning: str) -> str:
        own = named.get((rule, of), [])
        return meaning if meaning in right[of] or meaning in own or not own else own[0]

    return {
        rule: {of: first(rule, of, meaning) for of, meaning in told.items()}
        for rule, told in held.items()
    }


def authored(variant: Variant) -> dict[str, Mapping[str, str]]:
    """What holders would answer by the exercise's own word, where no wrong rule answers itself."""
    found: dict[str, dict[str, str]] = {}
    for reply in fitting(variant):
        if reply.rule in misconceptions() and reply.to and reply.chosen:
            found.setdefault(reply.rule, {})[reply.to] = reply.chosen
    return {**found}


def by_option(
    variant: Variant,
    held: Mapping[str, Mapping[str, str]],
    right: Mapping[str, frozenset[str]],
    own: Mapping[str, Mapping[str, str]],
) -> dict[str, Mapping[str, str]]:
    """What holders would choose, those included of whom only the options tell.

    Args:
        variant: the variant.
        held: what the wrong rules answer.
        right: what is right.
        own: for each option of which no wrong rule can tell, by its place, what choosing it says.
    """
    found = dict(held)
    for place, told in own.items():
        rule = variant.exercise.data.option[int(place)].rule
        errs = any(said not in right[part] for part, said in held.get(rule, {}).items())
        if rule in misconceptions() and not errs:
            found[rule] = told
    return found


def stating(
    replies: Mapping[tuple[str, str], Said], part: str, meanings: Iterable[str]
) -> dict[tuple[str, str], Said]:
    """Replies, with those marked of which the answer states a misconception by itself.

    Args:
        replies: what is said to each answer.
        part: a part.
        meanings: the answers to it that no file makes right.
    """
    places = {(part, meaning) for meaning in meanings} & replies.keys()
    return {**replies, **{place: replace(replies[place], states=True) for place in places}}


def fitting(variant: Variant) -> tuple[Reply, ...]:
    """What the exercise says to single answers on this file: of several to one answer the first."""
    found: dict[tuple[str, str, str], Reply] = {}
    for number, reply in enumerate(variant.exercise.data.reply):
        try:
            fits = all(_told(variant, *one) for one in reply.when.items())
        except DataError as error:
            raise variant.exercise.refuse(f"reply[{number}].when", error) from None
        if fits:
            found.setdefault((reply.to, reply.chosen, "" if reply.to else reply.rule), reply)
    return tuple(found.values())


def _told(variant: Variant, name: str, plain: Plain) -> bool:
    """Whether the file tells a fact so: its value, where a document gives it, or how far it is."""
    known = variant.determination.known
    if name not in known:
        raise DataError(str(UnknownName("fact", name, known)))
    one = known[name]
    if plain in get_args(State):
        return one.state == plain
    return one.state == "documented" and one.value == one.fact.value_of(plain)


def replies_of(variant: Variant) -> dict[tuple[str, str], Said]:
    """What the exercise says itself to single answers, with values put in."""
    return {
        (reply.to, reply.chosen): Said(variant.fill(said.says), said.rule)
        for reply in fitting(variant)
        if reply.to != RIGHT and (reply.to or not reply.rule)
        for said in [said_of(reply.rule, reply.says)]
    }


def asked_for(variant: Variant) -> str:
    """What the physician asked for, as a reply names it: so it fits this exercise alone."""
    return f"“{american(variant.item.request).replace(' %', '%')}”"


def said_to(variant: Variant, rule: str, part: str = "", says: str = "") -> Said:
    """What is said to a misconception or slip: the exercise's own words, if it has any.

    Args:
        variant: the variant.
        rule: the misconception or slip; "" for none.
        part: the part that is answered so; words for it go before those for every part.
        says: what to say where the exercise has no words of its own; what the misconception or
            slip is answered with everywhere, if absent.
    """
    replies = fitting(variant) if rule else ()
    own = {r.to: r.says for r in replies if r.rule == rule and not r.chosen}
    told = own.get(part) or own.get("") or says
    said = said_of(rule, told) if rule else Said(told)
    return Said(variant.fill(said.says), said.rule)


def to_holders(
    variant: Variant, beliefs: Mapping[str, Mapping[str, str]], right: Mapping[str, frozenset[str]]
) -> dict[tuple[str, str], Said]:
    """The reply of a misconception to each answer that only its holder would give."""
    found: dict[tuple[str, str], Said] = {}
    for rule, told in beliefs.items():
        for part, meaning in told.items():
            if part in right and meaning not in right[part]:
                found.setdefault((part, meaning), said_to(variant, rule, part))
    return found


def because(variant: Variant, *keys: str) -> str:
    """Why the right answer is right: what the exercise says of this file, or of any of these.

    Args:
        variant: the variant.
        keys: what is right, told closely and less so: "upheld, care_failed", "upheld".
    """
    own = next((reply.says for reply in fitting(variant) if reply.to == RIGHT), "")
    told = own or variant.exercise.data.because
    if isinstance(told, str):
        return variant.fill(told)
    return variant.fill(next((told[key] for key in told if key in keys), told.get("", "")))


def endings(answers: Answers) -> tuple[str, ...]:
    """How a file ends: with main grounds together, with how each stands, with each, and bare.

    So an exercise can say of a sum that it goes too far, and otherwise that nobody counted:
    "upheld, within_course, goes against"; and of two main grounds, in the order of the alphabet:
    "upheld, deficits and improved".
    """
    outcome, main = answers.outcome, answers.main
    sizes = range(len(main), 1, -1)
    every = [" and ".join(some) for size in sizes for some in combinations(sorted(main), size)]
    named = [name for name in main if name in answers.steps]
    closely = [f"{outcome}, {name}, {answers.standing(name)}" for name in named]
    together = [f"{outcome}, {some}" for some in every]
    return (*together, *closely, *(f"{outcome}, {ground}" for ground in main), outcome)
