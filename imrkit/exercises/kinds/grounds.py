"""Judge each criterion: met, goes against, not shown, assumed; and whether it suffices alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from imrkit.cases.known import Known
from imrkit.cases.sentences import bears_on, placed
from imrkit.determination.tree import Step
from imrkit.exercises.answers import Answers
from imrkit.exercises.arguable import (
    boxes,
    for_reviewers,
    how_else,
    left_to_judgment,
    shown_or_judged,
    told_arguable,
)
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
from imrkit.exercises.resting import SPOKEN_OF, facts_named, named, resting_on
from imrkit.exercises.variants import Variant
from imrkit.exercises.where import told_by_papers
from imrkit.facts.spelling import american
from imrkit.rules.rule import Rule
from imrkit.words.criteria import unfilled
from imrkit.words.english import ended, lower_first, upper_first
from imrkit.words.steps import decided_by

STANDINGS = (
    ("met", "Met"),
    ("goes against", "Goes against it"),
    ("not shown", "Not shown"),
    ("assumed", "Assumed, from silence"),
    ("left to judgment", "Left to judgment"),
)
YES_NO = (("yes", "Enough by itself"), ("no", "Not enough by itself"))
ALONE = "alone "
_UNMET = frozenset({"goes against", "not shown"})
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
_READ = "The file settles {it}. Find where, and hold this criterion against that."
_BESIDE = (
    "What the letter tells beside these papers settles {it}. Hold this criterion against that."
)
_READ_BESIDE = (
    "The file settles {it}; what the letter tells beside these papers settles {beside}. Hold this "
    "criterion against both."
)
"""What is said instead where no paper on the screen tells of it, or not of all of it."""
_TELLS = {
    "met": _READ,
    "goes against": _READ,
    "shown-is-open": _READ,
    "not shown": "{what}. What record would settle that?",
    "assumed": "{what}. Does the question say that silence is read one way on it?",
    "not assumed": "{what}. Is that among what the question says is read one way from silence?",
    "left to judgment": "The text can be read both ways on {it}. Whose reading decides?",
    "silence shuts": "What is taken from silence here ({taken}) does not meet this criterion, and "
    "“assumed” is for what silence lets pass. What does the file tell?",
    "not judged": "{what}. That is not shown, whoever reads it: “left to judgment” is for words "
    "that can be taken either way.",
    "range": "The request itself leaves {it} open, as a range. Does the criterion hold at both "
    "ends of it?",
    "M3": "{what}, and that is not a no. A record could still settle it; until one does, how far "
    "is it shown?",
    "M4": "{what}, and what is open does not pass. Whoever asks has to show it.",
    "assumed-is-shown": "{what}, and this criterion needs it. Does the question say that "
    "silence is read one way on it?",
}
"""What is said to a wrong standing, by the right one or by what it shows."""
_NOTED = "{note} Does that settle {it}? Whoever asks must show it."
"""What is said to "met" of what is not shown, where a case notes what the file has instead."""
_OWN_READING = (
    "Whether to ask this at all can be argued: no text does, reviewers add it. Asked as they ask "
    "it, the file settles {it}. Find where, and hold this criterion against that."
)
"""What is said where "left to judgment" is taken for a criterion that stands in no text."""
_EITHER_WAY = (
    "More than one answer can be argued here, and this is none of them. Which line speaks for the "
    "criterion, and what does it leave open?"
)
"""What is said to what cannot be argued, where a case says what can."""
_NEITHER_WAY = (
    "Read either way it is not met: not shown, or against the request. “Left to judgment” is for "
    "what one reader may call met."
)
"""What is said to "left to judgment" where what can be argued leaves a criterion unmet."""
_SILENCE_MEETS = (
    "Whoever finds the file silent on {it} assumes it, as the question tells; whoever finds it to "
    "speak of that finds it against the request, or a matter of judgment."
)
"""What is said to "not shown" where silence, if it were that, would meet a criterion."""
_OPEN = {
    "contradicted": "Sentences of the file disagree on {it}",
    "documented": "The file settles {it} only in part",
}
"""How the file speaks of what is open though it speaks of it; else it is silent."""
_HINTED, _SILENT = "The file only hints at {it}", "No sentence settles {it}"
_ALONE = {
    "yes": "Suppose that this one, with any way around it, stays as the file has it, and that all "
    "else is met. Would the denial still stand?",
    "no": "Suppose that this one alone fails. Is there another way to meet the rule?",
    "met": "It is met here, so it cannot carry the denial.",
    "assumed": "It is assumed to be met here, so it cannot carry the denial.",
}
"""What is said to a wrong box, by the right one, or by how what is met stands."""
_FOR_REVIEWERS = (
    "What only reviewers ask may be ticked or not: it is enough for a reviewer who asks it, and by "
    "the text alone it would not count."
)
"""Why either box is right beside a criterion that stands in no text."""
_NOT_MET = "It is not met here, nor is any way around it."
_OTHER_WAY = "Another way to the same is met here."
_NO_MORE = "With all else met, this would be met, too, or left to judgment."


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
    made = not variant.exercise.data.lesson  # a lesson says itself which reading it takes
    open_to = names if made else variant.exercise.data.argued
    argued = {name: how_else(answers, name) if name in open_to else {} for name in names}
    right |= {name: right[name] | frozenset(some) for name, some in argued.items()}
    right |= {
        name: right[name] | {"left to judgment"} for name in names if shown_or_judged(answers, name)
    }
    left = {name: left_to_judgment(answers, name) if argued[name] else answers for name in names}
    right |= {
        f"{ALONE}{name}": boxes(answers, name, argued[name], left[name], made=made)
        for name in names
    }
    notes = {name: " ".join(dict.fromkeys(some.values())) for name, some in argued.items() if some}
    held = believed(variant, lambda a: _told(a, names))
    replies: dict[tuple[str, str], Said] = {}
    for name in names:
        for meaning, _ in STANDINGS:
            rule = _SHOWS.get((told[name], meaning), "")
            says = _says(variant, name, rule, meaning)
            replies[name, meaning] = said_to(variant, rule, name, says)
        replies[f"{ALONE}{name}", ""] = _said_alone(left[name], name)
    for rule, belief in held.items():
        for part, meaning in belief.items():
            if meaning in right[part] or part.startswith(ALONE):
                continue
            if replies[part, meaning].rule != rule:
                tells = _says(variant, part, rule, meaning) if rule in _TELLS else ""
                replies[part, meaning] = said_to(variant, rule, part, tells)
    for name, some in argued.items():
        if set(some.values()) & set(told_arguable(answers.step(name))):
            for meaning in {standing for standing, _ in STANDINGS} - right[name]:
                says = _cannot_be_argued(answers.step(name), right[name], meaning)
                replies[name, meaning] = replace(replies[name, meaning], says=says)
    own = replies_of(variant)
    for name in names:
        if (
            name,
            "",
        ) in own:  # what the exercise says of a criterion goes before what any file gets
            for meaning, _ in STANDINGS:
                replies[name, meaning] = replace(own[name, ""], rule=replies[name, meaning].rule)
    replies |= own
    whys = list(dict.fromkeys(notes.values())) if made else []
    if made and any(for_reviewers(answers, name) for name in names):
        whys.append(_FOR_REVIEWERS)
    why = " ".join([because(variant, *endings(answers)), *whys])
    hang = {
        name: (answers if told[name] in _UNMET else left[name]).alone(name)
        for name in names
        if made and argued[name] and not for_reviewers(answers, name)
    }
    ours = {name: told[name] for name in notes} if made else {}
    said = {name: _said(variant, name) for name in ours}
    more = {"hang": hang, "ours": ours, "said": said}
    return Key(right, replies, why, held, more, notes=notes)


def as_read(key: Key, meant: Meant) -> Key:
    """The key for who reads the file as the answer does: whether what can be argued is enough.

    Left to judgment, it may be enough or not; met, it is not; not met, it is, unless what else is
    asked would meet it, too. Who reads it otherwise than our rules is told how they do.
    """
    right, replies, shared = dict(key.right), dict(key.replies), dict[str, str]()
    for name, if_unmet in key.more["hang"].items():
        stands = meant[name][0] if meant[name] else ""
        if stands not in key.right[name]:  # what is wrong is told by our own reading
            stands = key.more["ours"][name]
        if stands == "left to judgment":
            continue
        box, enough = f"{ALONE}{name}", if_unmet if stands in _UNMET else "no"
        right[box] = frozenset({enough})
        if enough == "yes":
            replies[box, ""] = Said(_ALONE["yes"], where=_NOT_MET)
        elif stands in _ALONE:
            replies[box, ""] = Said(_ALONE[stands], where=_ALONE[stands])
        else:
            shared[name] = f" Not enough by itself: {lower_first(replies[box, ''].where)}"
    labels = dict(STANDINGS)
    ours = {
        name: f"Our rule book has “{key.more['said'][name]}” as: {lower_first(labels[stands])}."
        + shared.get(name, "")
        for name, stands in key.more["ours"].items()
        if meant[name] != (stands,)
    }
    notes = {name: f"{note} {ours.get(name, '')}".strip() for name, note in key.notes.items()}
    why = " ".join([key.because, *ours.values()])
    return replace(key, right=right, replies=replies, because=why, notes=notes)


def _cannot_be_argued(step: Step, right: frozenset[str], meaning: str) -> str:
    """What is said to a standing that is none of those that can be argued."""
    if meaning == "assumed" and (shut := _silence_shuts(step)):
        return shut
    if meaning == "not shown" and "assumed" in right:
        return _SILENCE_MEETS.format(it=facts_named(step))
    return _NEITHER_WAY if meaning == "left to judgment" and right <= _UNMET else _EITHER_WAY


def _silence_shuts(step: Step) -> str:
    """What is said to "assumed" where silence keeps a criterion from being met; "" elsewhere."""
    read = [one for one in decided_by(step) if one.from_silence]
    if step.verdict != "not met" or not read:
        return ""
    taken = (
        f"{american(lower_first(one.fact.label))}: {lower_first(one.shown)}" for one in read[:2]
    )
    return _TELLS["silence shuts"].format(taken="; ".join(taken))


def _said_alone(answers: Answers, name: str) -> Said:
    """What is said to a wrong box, and why it is wrong, after the last try."""
    if answers.alone(name) == "yes":
        return Said(_ALONE["yes"], where=_NOT_MET)
    if (stands := answers.standing(name)) in _ALONE:
        return Said(_ALONE[stands], where=_ALONE[stands])
    around = any(ground.verdict == "met" for ground in answers.grounds_of(name))
    return Said(_ALONE["no"], where=_OTHER_WAY if around else _NO_MORE)


def _says(variant: Variant, name: str, rule: str, meaning: str) -> str:
    """What is said to a wrong standing of a criterion: it names the facts that are in doubt."""
    answers = Answers(variant.determination)
    step, stands = answers.step(name), answers.standing(name)
    tells = _TELLS[rule or stands]
    if stands == "left to judgment":
        tells = _TELLS[stands]  # no sentence could settle it
    elif (stands, meaning) == ("not shown", "assumed"):
        tells = _TELLS["not assumed"]
    elif meaning == "left to judgment" and stands in ("met", "goes against"):
        tells = _OWN_READING if step.by_reviewers else tells
    elif meaning == "left to judgment" and stands == "not shown":
        tells = _TELLS["not judged"]
    elif meaning == "assumed" and (shut := _silence_shuts(step)):
        return shut
    known = resting_on(step)
    if step.verdict == "open" and any(one.asked_as_range for one in known):
        tells = _TELLS["range"]
    elif rule == "M4" and meaning == "met" and (note := _noted(variant, known)):
        tells = _NOTED.replace("{note}", note)
    what = _HINTED if _touched(variant, known, "hints") else _SILENT
    if known and step.verdict == "open":
        what = _OPEN.get(known[0].state, what)
    beside = [one for one in known if _stands_beside(variant, one)] if tells == _READ else []
    if beside:
        papers = [one for one in known if one not in beside]
        tells = _READ_BESIDE if papers else _BESIDE
        return tells.format(it=named(papers or beside), beside=named(beside))
    return tells.replace("{what}", what).format(it=facts_named(step))


def _stands_beside(variant: Variant, known: Known) -> bool:
    """Whether what is known stands beside the papers on the screen, and in none of them."""
    told = known.fact.name in variant.item.facts and known.state in SPOKEN_OF
    asked = known.fact.kind == "request"  # the line of the request tells it
    if not (variant.exercise.data.beside and told) or asked:
        return False
    return not told_by_papers(variant.case, variant.item, known)


def _noted(variant: Variant, known: Iterable[Known]) -> str:
    """What the file has on an open truth of which it speaks, as the case notes; "" else."""
    for one in () if variant.exercise.data.lesson else known:
        if one.open and one.note and one.fact.type == "truth" and _touched(variant, [one]):
            return ended(upper_first(american(one.note)))
    return ""


def _touched(variant: Variant, known: Iterable[Known], strength: str = "") -> bool:
    """Whether a sentence of the file bears on one of some facts, with any strength or one."""
    names = {one.fact.name for one in known}
    told = (one.sentence for one in placed(variant.case))
    return any(
        strength in ("", sentence.strength) and names & set(bears_on(sentence, variant.item))
        for sentence in told
    )


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
