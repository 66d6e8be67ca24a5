"""Mark the sentences of a file that prove a fact, hint at it, or contradict each other about it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from imrkit.cases.schema import Kind
from imrkit.cases.sentences import Placed, bears_on, placed
from imrkit.exercises.arguable import our_reading
from imrkit.exercises.graded import Key, Said
from imrkit.exercises.kinds.checked import Checked
from imrkit.exercises.kinds.common import asked_for, authored, because, choices, replies_of, said_to
from imrkit.exercises.misconceptions import why_not
from imrkit.exercises.question import Meant, Part
from imrkit.exercises.variants import Variant
from imrkit.facts.fact import Fact
from imrkit.facts.spelling import american
from imrkit.words.english import ended, listed, lower_first

NOTHING = "nothing"
"""The part that says: nothing in the file answers it."""
UNMARKED = "unmarked"
STRENGTHS = (("proves", "Proves it"), ("hints", "Hints at it"), ("contradicts", "Contradicts"))
MOST_NEAR = 2
"""So many sentences are told to have come closest, at most."""
_FIRM = ("proves", "contradicts")
_TELLS = {
    "proves": "The right sentence, with another mark than yours. A hint leaves open what is "
    "sought: does this one? Sought: {it}",
    "hints": "We take that as a hint: alone, it leaves open what is sought. Proof settles it. "
    "Sought: {it}",
    "contradicts": "Look again: another sentence says otherwise. Mark both. Sought: {it}",
    "other mark": "The right sentence, with another mark than yours. To contradict takes two "
    "sentences that cannot both be so. Sought: {it}",
    "none": "{why} Sought: {it}",
    "unmarked": "Nothing is marked yet. Mark each sentence that tells it, or say that none does. "
    "Sought: {it}",
    "part": "What you marked holds. Another sentence speaks of it too, so read once more. "
    "Sought: {it}",
    "more": "What you marked only hints at it. Another sentence tells more, so read once more. "
    "Sought: {it}",
    "silent": "What you marked only hints at it, and no sentence gives it. "
    "Is there another answer to what is asked? Sought: {it}",
    "both": "You marked proof, and said that nothing answers it: only one of the two can hold. "
    "Sought: {it}",
    "told": "The file does answer it, in so many words. Sought: {it}",
    "not told": "Does any sentence settle it? If none does, say so. Sought: {it}",
}
_BY_TITLE: dict[str, Kind] = {
    "request for authorization": "request",
    "utilization review": "decision",
    "application for": "application",
}
"""The kind of a sentence that names none, by a word of its document's title."""
_ELSEWHERE = "It bears on another request of this letter."
_OTHER = "It bears on another question: {other}."
_NEAR = "It comes near what is sought, and does not settle it."
_NOT = "We take this sentence not to answer what is sought."
_GOES_BY = "It goes by this: {}."
"""Said to who marks no proof where our rules find one, and that can be argued."""
_SLIPS = {"hints": "hint-is-proof", "none": "other-matter"}
"""The slip that a wrong mark shows, by what the sentence does."""


def ask(variant: Variant) -> tuple[Part, ...]:
    """Every sentence of the file, and that nothing answers it."""
    options = choices(STRENGTHS)
    parts = [
        Part(f"s{n}", one.sentence.says, "one", options, default=UNMARKED, of=one.sentence.id)
        for n, one in enumerate(_read(variant), 1)
    ]
    label = "Nothing in this file answers it"
    nothing = choices([("yes", label)])
    return (*parts, Part("nothing", label, "one", nothing, default="no", of=NOTHING))


def _read(variant: Variant) -> list[Placed]:
    """The sentences that a learner reads: not the reviewer's own findings."""
    return [one for one in placed(variant.case) if not one.document.is_finding]


def key(variant: Variant) -> Key:
    """What each sentence does for the fact, as its tags say, held against the fact."""
    fact = variant.exercise.data.fact
    it = ended(f"{_sought(variant.determination.known[fact].fact)}, for {asked_for(variant)}")
    tells = {place: says.format(it=it, why=_NOT) for place, says in _TELLS.items()}
    right: dict[str, frozenset[str]] = {}
    replies: dict[tuple[str, str], Said] = {}
    for one in _read(variant):
        sentence = one.sentence
        bears = fact in bears_on(sentence, variant.item)
        strength = sentence.strength if bears else "none"
        if strength in _FIRM:
            right[sentence.id] = frozenset({strength})
        elif strength == "hints":
            right[sentence.id] = frozenset({"hints", UNMARKED})
        else:
            right[sentence.id] = frozenset({UNMARKED})
        slip = _SLIPS.get(strength, "")
        why = _why_not(variant, one) if strength == "none" else ""
        says = _TELLS[strength].format(it=it, why=why)
        replies[sentence.id, ""] = said_to(variant, slip, says=says)
        if strength == "proves":
            replies[sentence.id, "contradicts"] = Said(tells["other mark"])
    firm = [id for id, some in right.items() if some & set(_FIRM)]
    known = variant.determination.known[fact]
    argued = "" if variant.exercise.data.lesson else known.argued
    notes = dict.fromkeys(firm, argued) if argued else {}
    # What is argued to be a hint only may be marked as one or left, as any hint.
    right |= {id: right[id] | {"hints", UNMARKED} for id in notes}
    right[NOTHING] = frozenset({"no", "yes"} if notes else {"no" if firm else "yes"})
    replies[NOTHING, ""] = Said(tells["told" if firm else "not told"])
    replies |= replies_of(variant)
    told = argued if notes else because(variant, "shown" if firm else "open")
    ours = (our_reading(known), _GOES_BY.format(_quoted(variant, firm))) if notes else ()
    more = {"firm": tuple(firm), "tells": tells, "ours": ours}
    return Key(right, replies, told, authored(variant), more, notes=notes)


def _quoted(variant: Variant, firm: Collection[str]) -> str:
    """Some sentences of the file, word for word."""
    told = (one.sentence for one in _read(variant))
    return listed([f"“{one.says.rstrip('.')}”" for one in told if one.id in firm])


def as_read(key: Key, meant: Meant) -> Key:
    """The key with how our rules take what can be argued: a mark of proof is no yes and no no.

    Who holds it to be open is told as well by which sentence they go.
    """
    firm = any(meant[id][0] in _FIRM for id in key.more["firm"])
    ours = key.more["ours"][: 1 if firm else 2]
    return replace(key, because=" ".join([key.because, *ours]))


def nearest(key: Key, _meant: Meant) -> Mapping[str, frozenset[str]]:
    """The answer that is told in the end: of what can be argued our rules' own."""
    firm = {id: key.right[id] & set(_FIRM) for id in key.more["firm"]}
    return {**key.right, **firm, NOTHING: frozenset({"no" if firm else "yes"})}


def _why_not(variant: Variant, one: Placed) -> str:
    """Why a sentence does not answer what is sought, as far as the case tells."""
    sentence, fact = one.sentence, variant.exercise.data.fact
    if sentence.tells:
        return american(ended(sentence.tells))
    known, bears = variant.determination.known, bears_on(sentence, variant.item)
    answers = sentence.strength != "none"
    if sentence.kind and not (bears and answers):
        return why_not(sentence.kind)
    title = one.document.title.lower()
    where = next((kind for word, kind in _BY_TITLE.items() if word in title), None)
    if where and known[fact].fact.kind == "evidence":
        return why_not(where)
    if fact in bears:
        return _NEAR
    if answers and sentence.bears:
        return _OTHER.format(other=_sought(known[bears[0]].fact)) if bears else _ELSEWHERE
    return _NOT


def _sought(fact: Fact) -> str:
    """What is looked for: of what is so or not, whether it is."""
    return american(f"whether {fact.yes}") if fact.yes else lower_first(fact.label)


def rest(key: Key, meant: Meant) -> Said:
    """What to say where each mark holds and it is not all: no more than is so of this file."""
    tells = key.more["tells"]
    if meant[NOTHING] == ("yes",):
        return Said(tells["both"])
    marked = {meant[id][0] for id in key.right if id != NOTHING} - {UNMARKED}
    if not marked:
        return Said(tells["unmarked"])
    if marked & set(_FIRM):
        return Said(tells["part"])
    return Said(tells["more" if key.more["firm"] else "silent"])


def after(checked: Checked) -> dict[str, Any]:
    """How much was searched, and what came closest; nothing of it before it is over."""
    if not checked.over:
        return {}
    right, replies = checked.key.right, checked.key.replies
    own = {reply.to for reply in checked.variant.exercise.data.reply}
    read, papers = [one.sentence.id for one in _read(checked.variant)], checked.variant.papers
    hints = [id for id in read if "hints" in right[id]]
    # Where nothing hints, what learners most often take for an answer came closest.
    near = hints or [id for id in read if id in own and right[id] == {UNMARKED}]
    silent = not checked.key.more["firm"]
    return {
        "searched": {"papers": len(papers), "sentences": sum(len(one.lines) for one in papers)},
        "silent": silent,
        "nearest": [
            {"part": checked.part(id).id, "says": replies[id, ""].says} for id in near[:MOST_NEAR]
        ]
        if silent
        else [],
    }


def credit(key: Key, meant: Meant) -> float:
    """How well what was marked fits what is to be marked (F1); hints count neither way."""
    firm, silent = set(key.more["firm"]), meant[NOTHING] == ("yes",)
    marked = {id for id in key.right if id != NOTHING and meant[id][0] in _FIRM}
    if not firm or (silent and "yes" in key.right[NOTHING] and not marked):
        wrong = sum(1 for id, some in key.right.items() if meant[id][0] not in some)
        return 1 / (1 + wrong) if silent else 0.0
    hits = sum(1 for id in firm if meant[id][0] in key.right[id])
    extra = sum(
        meant[id][0] != UNMARKED
        for id, some in key.right.items()
        if id != NOTHING and id not in firm and "hints" not in some
    )
    hinted = sum(1 for id in marked - firm if "hints" in key.right[id])
    if silent:
        return 0.0
    score = 2 * hits / (hits + extra + len(firm)) if hits else 0.0
    return score - 1e-6 if hinted and score == 1 else score
