"""Decide: upheld or overturned, and the main ground."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from imrkit.determination.deciding import revise
from imrkit.exercises.answers import GRANTED, Answers
from imrkit.exercises.graded import Key, Said
from imrkit.exercises.grading import Together, is_right
from imrkit.exercises.kinds.common import (
    answerable,
    asked_for,
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
from imrkit.exercises.misconceptions import misconceptions, said_of
from imrkit.exercises.question import Meant, Part
from imrkit.exercises.variants import Variant
from imrkit.exercises.wrong_rules import WRONG_RULES

OUTCOME, GROUND = "outcome", "ground"
OUTCOMES = (
    ("upheld", "Upheld: the denial stands"),
    ("overturned", "Overturned: the treatment is granted"),
)
CREDIT = {OUTCOME: 0.4, GROUND: 0.6}


def grants(ground: str) -> bool:
    """Whether a ground grants: all is met; or, for a wrong reason, as "met, one of two"."""
    return ground.partition(",")[0] == GRANTED


def ask(variant: Variant) -> tuple[Part, ...]:
    """Outcome and ground; how sure the learner is goes with every answer."""
    grounds = [(str(o.value), variant.fill(o.says)) for o in variant.exercise.data.option]
    return (
        Part(OUTCOME, "Your verdict", "one", choices(OUTCOMES), of=OUTCOME),
        Part(GROUND, "The main ground", "one", choices(grounds, variant, GROUND), of=GROUND),
    )


def key(variant: Variant) -> Key:
    """The engine's outcome, and any of the grounds that decide."""
    data, answers = variant.exercise.data, Answers(variant.determination)
    offered = {str(option.value) for option in data.option}
    main = frozenset(answers.main) & offered
    if not data.lesson:  # a lesson says itself whether it goes by what reviewers add
        main = frozenset(texts_own(answers, main)) or main
    right = {OUTCOME: frozenset({answers.outcome}), GROUND: main or frozenset(answers.main)}
    right[GROUND] |= _argued(variant) & offered
    held = answerable(believed(variant, lambda a: _told(a, offered)), ask(variant))
    held = by_option(variant, held, right, _beside(variant, answers))
    replies: dict[tuple[str, str], Said] = {
        (OUTCOME, "upheld"): Said(
            f"Which ground keeps up the denial of {asked_for(variant)}? "
            "Name the sentence behind it."
        ),
        (OUTCOME, "overturned"): Said(
            f"Whoever asks for {asked_for(variant)} must show each criterion. "
            "Which one does no sentence show?"
        ),
    }
    for option in data.option:
        if option.rule or option.reply:
            said = said_of(option.rule, option.reply)
            replies[GROUND, str(option.value)] = Said(variant.fill(said.says), said.rule)
    own = replies | replies_of(variant)
    # A holder's outcome says little by itself; what the exercise says of a ground goes first.
    replies = to_holders(variant, held, right) | own
    every = {place: said for place, said in own.items() if said.rule and place[1] != GRANTED}
    named = {place: said for place, said in every.items() if not grants(place[1])}
    denying = {rule: told for rule, told in held.items() if told.get(OUTCOME) == "upheld"}
    held |= named_first(denying, right, named, ask(variant))
    granting = {rule: told for rule, told in held.items() if told.get(GROUND) == GRANTED}
    why = {place: said for place, said in every.items() if grants(place[1])}
    held |= named_first(granting, right, why, ask(variant))
    by_rule = {said.rule for said in named.values()}
    # That all is met may be said for many a reason, or by an oversight: it shows no more than it is
    # said to show.
    plain = own.get((GROUND, GRANTED), Said("")).rule
    replies = stating(replies, GROUND, offered - answers.steps.keys() - {GRANTED})
    bare = {rule for rule, told in granting.items() if held[rule].get(GROUND) == GRANTED} - {plain}
    if GRANTED not in right[GROUND]:
        held = {rule: told for rule, told in held.items() if rule not in bare}
    as_well = {
        rule: {GROUND: {one for one in offered if not grants(one)} & _main(rule, variant)}
        for rule in denying
        if answers.outcome != "upheld" and rule not in by_rule
    }
    return Key(right, replies, because(variant, *endings(answers)), held, as_well=as_well)


def texts_own(answers: Answers, names: Iterable[str]) -> list[str]:
    """The criteria that the text itself asks; a denial that stands rests on one of them."""
    return [name for name in names if name in answers.steps and not answers.step(name).by_reviewers]


def _argued(variant: Variant) -> set[str]:
    """The grounds that decide for who leaves open what a case says can be argued."""
    found = variant.determination
    if variant.exercise.data.lesson:  # a lesson says itself which reading it takes
        return set()
    left_open = {name: "not documented" for name, known in found.known.items() if known.argued}
    if not left_open:
        return set()
    other = revise(found, left_open)
    answers = Answers(other)
    return set(texts_own(answers, answers.main)) if other.outcome == found.outcome else set()


def _main(rule: str, variant: Variant) -> set[str]:
    """The grounds of a denial by a wrong rule."""
    return set(WRONG_RULES[rule](variant.determination).main)


def _told(answers: Answers, offered: set[str]) -> Mapping[str, str]:
    """Outcome and ground; nothing where a denial has no ground that is offered."""
    if answers.outcome == "overturned":
        return {OUTCOME: answers.outcome, GROUND: GRANTED}
    if "ground" in answers.said or answers.outcome == "upheld":
        named = [name for name in answers.main if name in offered and not grants(name)]
        return {OUTCOME: answers.outcome, GROUND: named[0]} if named else {}
    return {OUTCOME: answers.outcome}


def _beside(variant: Variant, answers: Answers) -> dict[str, dict[str, str]]:
    """The options that are no criterion: what is chosen by who holds a rule about other things.

    A rule about outcomes can be run on the file, and tells itself what its holder would say.
    """
    return {
        str(place): {OUTCOME: "upheld", GROUND: str(option.value)}
        for place, option in enumerate(variant.exercise.data.option)
        if option.rule in misconceptions()
        and misconceptions()[option.rule].asks not in ("outcome", "verdict")
        and not grants(str(option.value))
        and option.value not in answers.steps
    }


def together(meant: Meant, holds: Collection[str] | None = None) -> Together:
    """Verdict and ground tell each other: a denial that stands has a ground.

    Of an answer that is not right and does not contradict itself the ground never holds. Whether
    the verdict does, the first try leaves open: there are only two.
    """
    if (meant[OUTCOME] == ("overturned",)) != all(map(grants, meant[GROUND] or ("",))):
        return (
            "Your verdict and your ground do not go together: a denial that stands has a ground, "
            "and one that falls has none."
        ), ()
    if holds is None:
        says = "That is not the main ground. A verdict is not marked at the first try."
    elif OUTCOME in holds:
        says = "Your verdict holds; its ground does not yet."
    else:
        says = "Neither your verdict nor its ground holds yet."
    return says, (GROUND,)


def credit(key: Key, meant: Meant) -> float:
    """0.4 for the outcome; 0.6 for the ground where the outcome is right."""
    if not is_right(key, OUTCOME, meant[OUTCOME]):
        return 0.0
    return CREDIT[OUTCOME] + CREDIT[GROUND] * is_right(key, GROUND, meant[GROUND])
