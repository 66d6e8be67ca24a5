"""Judge each criterion: met, goes against, not shown, assumed; and whether it suffices alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from imrkit.exercises.answers import Answers
from imrkit.exercises.graded import Key, Said
from imrkit.exercises.grading import is_right
from imrkit.exercises.kinds.common import (
    because,
    believed,
    choices,
    endings,
    replies_of,
    said_to,
)
from imrkit.exercises.question import Meant, Part
from imrkit.exercises.variants import Variant
from imrkit.rules.rule import Rule
from imrkit.words.criteria import unfilled
from imrkit.words.english import listed, lower_first

STANDINGS = (
    ("met", "Met"),
    ("goes against", "Goes against it"),
    ("not shown", "Not shown"),
    ("assumed", "Assumed, from silence"),
    ("left to judgment", "Left to judgment"),
)
YES_NO = (("yes", "Enough by itself"), ("no", "Not enough by itself"))
ALONE = "alone "
MOST_NAMED = 2
"""So many facts of a criterion are named in a reply, at most."""
_SHOWS = {
    ("not shown", "goes against"): "M3",
    ("not shown", "met"): "M4",
    ("left to judgment", "met"): "M4",
    ("left to judgment", "goes against"): "M3",
    ("assumed", "met"): "assumed-is-shown",
    ("met", "not shown"): "shown-is-open",
    ("goes against", "not shown"): "shown-is-open",
}
"""What a wrong standing shows, where the exercise says nothing of its own."""
_TELLS = {
    "met": "The file shows this one. Find what it says of {it}, and hold the rule against that.",
    "goes against": "The file settles this one against the request. Which sentence? Look for what "
    "it says of {it}.",
    "not shown": "No sentence settles this one either way. What record would tell of {it}?",
    "assumed": "Nothing in the file speaks of {it}. What does the rule take silence to mean?",
    "left to judgment": "The text can be read both ways on {it}. Whose reading decides?",
    "M3": "The file is silent on {it}, and that is not a no. A record could still settle it; "
    "until one does, how far is it shown?",
    "M4": "Nothing speaks against it, and no sentence tells of {it}. Whoever asks has to show it.",
    "assumed-is-shown": "No sentence tells of {it}. The rule reads it from silence, and a record "
    "could still show otherwise. Which standing is that?",
    "shown-is-open": "A sentence of the file settles this one. Read again what it says of {it}.",
}
"""What is said to a wrong standing, by the right one or by what it shows."""
_ALONE = {
    "yes": "Suppose that every other criterion is met. Would the denial still stand?",
    "no": "Suppose that this one alone fails. Is there another way to meet the rule?",
}


def ask(variant: Variant) -> tuple[Part, ...]:
    """Each criterion, how it stands, and whether it is enough by itself."""
    parts = []
    for number, name in enumerate(variant.exercise.data.criteria, 1):
        said = _said(variant, name)
        parts.append(Part(f"c{number}", said, "one", choices(STANDINGS), of=name))
        alone = choices(YES_NO)
        parts.append(Part(f"a{number}", said, "one", alone, default="no", of=f"{ALONE}{name}"))
    return tuple(parts)


def _said(variant: Variant, name: str) -> str:
    """What a criterion asks, without what the file gives for it."""
    step = Answers(variant.determination).step(name)
    rule: Rule = step.rule
    return unfilled(rule, rule.data.criterion[name].says)


def key(variant: Variant) -> Key:
    """How each stands in the engine's tree."""
    answers, names = Answers(variant.determination), variant.exercise.data.criteria
    told = _told(answers, names)
    right = {part: frozenset({meaning}) for part, meaning in told.items()}
    held = believed(variant, lambda a: _told(a, names))
    replies: dict[tuple[str, str], Said] = {}
    for name in names:
        stands, it = told[name], _read(answers, name)
        for meaning, _ in STANDINGS:
            rule = _SHOWS.get((stands, meaning), "")
            replies[name, meaning] = said_to(
                variant, rule, name, _TELLS[rule or stands].format(it=it)
            )
        replies[f"{ALONE}{name}", ""] = Said(_ALONE[told[f"{ALONE}{name}"]])
    for rule, belief in held.items():
        for part, meaning in belief.items():
            if meaning in right[part] or part.startswith(ALONE):
                continue
            if replies[part, meaning].rule != rule:
                tells = _TELLS.get(rule, "").format(it=_read(answers, part))
                replies[part, meaning] = said_to(variant, rule, part, tells)
    own = replies_of(variant)
    for name in names:
        if (
            name,
            "",
        ) in own:  # what the exercise says of a criterion goes before what any file gets
            for meaning, _ in STANDINGS:
                replies[name, meaning] = replace(own[name, ""], rule=replies[name, meaning].rule)
    replies |= own
    return Key(right, replies, because(variant, *endings(answers)), held)


def _read(answers: Answers, name: str) -> str:
    """The facts that a criterion reads, a few of them, as learners read them."""
    labels = [f"“{lower_first(known.fact.label)}”" for known in answers.step(name).facts]
    return listed(labels[:MOST_NAMED])


def _told(answers: Answers, names: tuple[str, ...]) -> Mapping[str, str]:
    told: dict[str, str] = {}
    for name in names:
        if name in answers.steps:
            told[name] = answers.standing(name)
            told[f"{ALONE}{name}"] = answers.alone(name)
    return told


def credit(key: Key, meant: Meant) -> float:
    """The mean over the criteria: half for how one stands, and then half for what it decides."""
    names = [part for part in key.right if not part.startswith(ALONE)]
    told = [
        is_right(key, name, meant[name])
        * (0.5 + 0.5 * is_right(key, f"{ALONE}{name}", meant[f"{ALONE}{name}"]))
        for name in names
    ]
    return sum(told) / len(told)
