"""Sort cards into bins: how far a fact is shown, its basis, what a sentence does, who wins."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from imrkit.cases.schema import Reason
from imrkit.cases.sentences import bears_on, sentence_of
from imrkit.errors import DataError, UnknownName
from imrkit.exercises.answers import Answers
from imrkit.exercises.graded import Key, Said
from imrkit.exercises.grading import share_right
from imrkit.exercises.kinds.common import authored, because, believed, choices, replies_of
from imrkit.exercises.misconceptions import said_of
from imrkit.exercises.question import Meant, Part
from imrkit.exercises.variants import Variant

NEITHER = "none of these"
BINS: dict[str, tuple[tuple[str, str], ...]] = {
    "state": (
        ("documented", "Documented"),
        ("not documented", "Not documented"),
        ("contradicted", "Contradicted"),
        ("assumed", "Assumed, from silence"),
    ),
    "basis": (
        ("guideline", "The guideline's text"),
        ("regulation", "The regulation or statute"),
        ("reviewer judgement", "The reviewer's judgment"),
        ("our reading", "Our reading"),
    ),
    "strength": (
        ("proves", "Proves it"),
        ("hints", "Hints at it"),
        ("contradicts", "Contradicts"),
        ("none", "Says nothing of it"),
    ),
    "role": (
        ("guideline", "What the guideline says"),
        ("finding", "A finding on the file"),
        ("judgment", "The reviewer's judgment"),
        ("decision", "The decision"),
        ("context", "Beside the point"),
    ),
    "gets": (
        ("all", "The patient gets it"),
        ("0", "The patient goes without"),
        ("part", "The patient gets a part of it"),
    ),
}
"""The bins of each way to sort; of `bears` the exercise names them: the facts in its options."""
_BY_SENTENCE = ("strength", "bears")
_SHOWS = {
    ("not documented", "documented"): "M4",
    ("assumed", "documented"): "assumed-is-shown",
    ("documented", "not documented"): "shown-is-open",
    ("hints", "proves"): "hint-is-proof",
    ("reviewer judgement", "guideline"): "M11",
    ("judgment", "guideline"): "M11",
    ("judgment", "finding"): "M11",
    ("0", "all"): "M6",
    ("all", "0"): "M6",
    ("0", "part"): "M7",
    ("all", "part"): "M7",
}


def ask(variant: Variant) -> tuple[Part, ...]:
    """Each card, with the bins to choose from."""
    bins = choices(_bins(variant))
    cards = [(card.of, _text(variant, card.of, card.says)) for card in variant.exercise.data.card]
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
            item = variant.case.item(of)
            return f"{item.request}: denial {item.published.outcome}"
    return sentence_of(variant.case, of).sentence.says


_GETS = {"overturned": "all", "upheld": "0"}


def _gets(variant: Variant, answers: Answers, of: str) -> str:
    """Whether the patient gets a disputed item, by the published letter; M6 has it reversed."""
    gets = _GETS.get(str(variant.case.item(of).published.outcome), "part")
    reverse = "amount" in answers.said and answers.share != Answers(answers.determination).share
    return {"all": "0", "0": "all"}.get(gets, gets) if reverse else gets


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
    held = believed(variant, lambda a: {of: _sorted(variant, a, of) for of in names})
    if variant.exercise.data.by in _BY_SENTENCE:
        # What a sentence does is in its tags, whatever rule a reader holds.
        held = dict(authored(variant))
    replies: dict[tuple[str, str], Said] = {}
    for of, one in told.items():
        for other, _ in _bins(variant):
            if rule := _SHOWS.get((one, other), ""):
                replies[of, other] = said_of(rule)
        replies[of, ""] = Said(_TELLS.get(one, "Read it again: what does it do, and who says so?"))
    for rule, belief in held.items():
        for of, one in belief.items():
            if one not in right[of]:
                replies[of, one] = said_of(rule)
    bins = len(_bins(variant))
    return Key(right, replies | replies_of(variant), because(variant), held, {"bins": bins})


_TELLS = {
    "documented": "A sentence of the file says so. Find it before you call it open.",
    "not documented": "Which sentence would you cite? If none says it, it is not documented.",
    "contradicted": "Two sentences disagree about this. Find the second one.",
    "assumed": "Nothing speaks of it, and the rule says what silence means.",
    "proves": "This one settles it: it gives the number, the task or the limit itself.",
    "hints": "This points there and settles nothing. What would proof have to say?",
    "none": "That is about something else. Ask what fact it would change.",
    "guideline": "This describes the text, with its page. It decides nothing by itself.",
    "regulation": "That is law, not guideline: it holds whatever the chapter says.",
    "reviewer judgement": "No page is given for it. Who says it, then?",
    "our reading": "The text leaves this open. We chose a reading, and say so.",
    "finding": "That is read from the file. Which document would you cite?",
    "judgment": "No page and no record stands behind it. Whose view is it?",
    "decision": "That states the result. What is the reason, and what the result?",
    "context": "True, perhaps, and nothing was decided on it.",
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
