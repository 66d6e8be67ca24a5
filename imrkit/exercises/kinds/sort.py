"""Sort cards into bins: how far a fact is shown, its basis, what a sentence does, who gets what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from imrkit.cases.schema import Reason
from imrkit.cases.sentences import bears_on, placed, sentence_of
from imrkit.errors import DataError, UnknownName
from imrkit.exercises.answers import Answers
from imrkit.exercises.arguable import our_reading
from imrkit.exercises.disputed import by_itself, falls, gets, item_named
from imrkit.exercises.graded import Key, Said
from imrkit.exercises.grading import share_right
from imrkit.exercises.kinds.bins import BINS, SHOWS, TELLS
from imrkit.exercises.kinds.common import (
    asked_for,
    authored,
    because,
    believed,
    choices,
    replies_of,
    said_to,
    stating,
)
from imrkit.exercises.question import Meant, Part
from imrkit.exercises.resting import named
from imrkit.exercises.variants import Variant
from imrkit.exercises.where import where_told
from imrkit.facts.spelling import american
from imrkit.words.english import ended, upper_first

NEITHER = "none of these"
CLASH = (
    "To contradict takes two lines that cannot both be so. Which two lines of this file speak of "
    "{it}?"
)
SILENT = "No sentence settles {it}, yes or no. Which line would you cite for it?"
_BY_WORD = ("strength", "bears", "falls", "form")
"""The ways of which no wrong rule tells: what a sentence does, say, is in its tags."""


def ask(variant: Variant) -> tuple[Part, ...]:
    """Each card, with the bins to choose from."""
    bins = choices(_bins(variant))
    cards = [(card.of, _text(variant, card.of, card.says)) for card in variant.exercise.data.card]
    own_lines = variant.exercise.data.by == "gets" and all(of.isdigit() for of, _ in cards)
    if not own_lines:  # the lines of one letter keep their order
        variant.random("cards").shuffle(cards)
    return tuple(Part(f"k{n}", says, "one", bins, of=of) for n, (of, says) in enumerate(cards, 1))


def _bins(variant: Variant) -> tuple[tuple[str, str], ...]:
    data = variant.exercise.data
    if data.option:
        return tuple((str(option.value), option.says) for option in data.option)
    if data.by not in BINS:
        raise variant.exercise.refuse("by", UnknownName("way to sort", data.by, [*BINS, "bears"]))
    return BINS[data.by]


def _text(variant: Variant, of: str, says: str) -> str:
    if says:
        return variant.fill(says)
    match variant.exercise.data.by:
        case "state":
            return variant.determination.known[of].fact.question
        case "basis":
            step = Answers(variant.determination).step(of)
            criterion = step.criterion
            return step.rule.fill(criterion.says, step.tree.facts) if criterion else of
        case "role":
            return _reason(variant, of).says
        case "gets":
            _, item = item_named(variant.case, of)
            return f"{item.request}: denial {item.published.outcome}"
        case "falls":
            return american(item_named(variant.case, of)[1].request)
    return sentence_of(variant.case, of).sentence.says


def _gets(variant: Variant, answers: Answers, of: str) -> str:
    """Whether the patient gets a disputed item, by the published letter; M6 has it reversed."""
    told = gets(variant.case, of)
    reverse = "amount" in answers.said and answers.share != Answers(answers.determination).share
    return {"all": "0", "0": "all"}.get(told, told) if reverse else told


def _reason(variant: Variant, of: str) -> Reason:
    reasons = variant.item.published.reasons
    if not of.isdigit() or not 1 <= int(of) <= len(reasons):
        raise DataError(f"the letter has {len(reasons)} reasons; found {of!r}")
    return reasons[int(of) - 1]


def key(variant: Variant) -> Key:
    """The bin of each card."""
    names = [card.of for card in variant.exercise.data.card]
    answers = Answers(variant.determination)
    try:
        told = {of: _sorted(variant, answers, of) for of in names}
    except UnknownName as error:
        raise variant.exercise.refuse("card", error) from None
    right = {of: frozenset({one}) for of, one in told.items()}
    argued = _argued(variant, told)
    right |= {of: right[of] | {"documented", "not documented"} for of in argued}
    held = believed(variant, lambda a: {of: _sorted(variant, a, of) for of in names})
    if variant.exercise.data.by in _BY_WORD:
        held = dict(authored(variant))
    replies: dict[tuple[str, str], Said] = {}
    for of, one in told.items():
        for other, _ in _bins(variant):
            if rule := SHOWS.get((one, other), ""):
                replies[of, other] = said_to(variant, rule, of, _unsettled(variant, of, rule))
        if open_note := _open_note(variant, of, one):
            replies[of, "documented"] = said_to(variant, SHOWS[one, "documented"], of, open_note)
        if clash := _clash(variant, of, one):
            replies[of, "contradicted"] = Said(clash)
        tells = TELLS.get(one, "Read it again: what does it do, and who says so?")
        replies[of, ""] = Said(tells.format(it=asked_for(variant)))
    where = _where(variant, names)
    for rule, belief in held.items():
        for of, one in belief.items():
            if one not in right[of]:
                replies[of, one] = said_to(variant, rule, of)
    own = replies_of(variant)
    # What the exercise says of a card goes before what any card gets.
    replies = {place: said for place, said in replies.items() if (place[0], "") not in own}
    bins, said = len(_bins(variant)), replies | own
    never = ["part"] if variant.exercise.data.by == "gets" else []  # no item is granted in part
    for of in names:
        said = stating(said, of, [*never, *(other for card, other in own if card == of)])
    said = {
        place: one if (paper := where.get(place[0], "")) in one.says else replace(one, where=paper)
        for place, one in said.items()
    }
    ours = {of: (told[of], our_reading(variant.determination.known[of])) for of in argued}
    more = {"bins": bins, "ours": ours}
    return Key(right, said, because(variant), held, more, notes=argued)


def as_read(key: Key, meant: Meant) -> Key:
    """The key for who sorts otherwise than our rules what can be argued: it says how they do."""
    other = [of for of, (told, _) in key.more["ours"].items() if meant[of] != (told,)]
    lines = [f"{key.notes[of]} {key.more['ours'][of][1]}" for of in other]
    return replace(key, because=" ".join(lines)) if lines else key


def _argued(variant: Variant, told: Mapping[str, str]) -> dict[str, str]:
    """The cards that may be taken for settled or for open, and why; a lesson says its reading."""
    data = variant.exercise.data
    if data.by != "state" or data.lesson:
        return {}
    argued = {of: variant.determination.known[of].argued for of in told}
    return {of: says for of, says in argued.items() if says}


def _unsettled(variant: Variant, of: str, rule: str) -> str:
    """What is said to who takes silence on a fact for a document: the fact is named.

    A lesson says what it says of silence everywhere.
    """
    data = variant.exercise.data
    if rule != "M4" or data.by != "state" or data.lesson:
        return ""
    return SILENT.format(it=american(named([variant.determination.known[of]])))


def _open_note(variant: Variant, of: str, state: str) -> str:
    """What is said to "documented" of a fact of which the case notes what the file has instead."""
    data = variant.exercise.data
    known = variant.determination.known[of] if data.by == "state" else None
    if known is None or data.lesson or state != "not documented" or not known.note:
        return ""
    return f"{ended(upper_first(american(known.note)))} Does that settle it, yes or no?"


def _clash(variant: Variant, of: str, state: str) -> str:
    """What is said to "contradicted" of a fact on which no two sentences disagree."""
    if variant.exercise.data.by != "state" or state == "contradicted":
        return ""
    touching = [
        one
        for one in placed(variant.case)
        if of in bears_on(one.sentence, variant.item) and not one.document.is_finding
    ]
    touching.sort(key=lambda one: (one.sentence.strength == "hints", str(one.document.date)))
    lines = " and ".join(f"“{one.sentence.says.rstrip('.')}”" for one in touching[:-3:-1])
    fact = variant.determination.known[of].fact
    if len(touching) == 1:
        return f"{lines} speaks of it. Which line says otherwise? Only then do the two contradict."
    if state != "not documented":
        return ""
    if len(touching) < 2 or not fact.yes:
        return CLASH.format(it=american(named([variant.determination.known[of]])))
    return (
        f"You may have {lines} in mind. Does one sentence say outright that {fact.yes}, and "
        "another that it is not so? Only then do they contradict each other on it."
    )


def _where(variant: Variant, names: list[str]) -> dict[str, str]:
    """Where the file tells of each fact, where that is what cards are sorted by."""
    if variant.exercise.data.by != "state":
        return {}
    return {
        of: where_told(variant.case, variant.item, variant.determination.known[of]) for of in names
    }


def _sorted(variant: Variant, answers: Answers, of: str) -> str:
    by = variant.exercise.data.by
    ways: Mapping[str, Callable[[], str]] = {
        "state": lambda: answers.state(of),
        "basis": lambda: {"statute": "regulation", "other guideline": "guideline"}.get(
            answers.basis(of), answers.basis(of)
        ),
        "strength": lambda: _strength(variant, of),
        "role": lambda: _role(variant, answers, of),
        "bears": lambda: _bears(variant, of),
        "gets": lambda: _gets(variant, answers, of),
        "falls": lambda: falls(variant.case, of),
        "form": lambda: by_itself(variant.case, of),
    }
    return ways[by]()


def _strength(variant: Variant, of: str) -> str:
    sentence = sentence_of(variant.case, of).sentence
    fact = variant.exercise.data.fact
    return sentence.strength if fact in bears_on(sentence, variant.item) else "none"


def _bears(variant: Variant, of: str) -> str:
    """The bin whose fact a sentence proves or hints at."""
    sentence = sentence_of(variant.case, of).sentence
    named = bears_on(sentence, variant.item) if sentence.strength != "none" else ()
    bins = [str(option.value) for option in variant.exercise.data.option]
    return next((fact for fact in named if fact in bins), NEITHER)


def _role(variant: Variant, answers: Answers, of: str) -> str:
    reason = _reason(variant, of)
    if reason.kind != "ground":
        return {"conclusion": "decision"}.get(reason.kind, str(reason.kind))
    if not reason.ground or reason.ground not in answers.steps:
        return "finding"
    if not answers.step(reason.ground).by_reviewers:
        return "finding"
    return "guideline" if answers.basis(reason.ground) == "guideline" else "judgment"


def credit(key: Key, meant: Meant) -> float:
    """The share that is right above what guessing earns."""
    chance = 1 / key.more["bins"]
    return float((share_right(key, meant) - chance) / (1 - chance))
