"""What the file says: the sentence that proves a fact, and how far each fact is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from imrkit.cases.known import Known
from imrkit.cases.sentences import bears_on, placed
from imrkit.course.asked.question import question
from imrkit.course.on_screen import facts_to_find, told_beside
from imrkit.course.turning import line_of
from imrkit.determination.determination import Determination
from imrkit.exercises.kinds.bins import BINS
from imrkit.exercises.schema import Card, ExerciseFile, Option, Reply
from imrkit.facts.spelling import american
from imrkit.words.english import ended, listed, lower_first, upper_first

MOST_CARDS = 8
_PROOF = {
    "number": "gives the number, or says that there was none",
    "truth": "says outright that it is so, or that it is not",
}
"""What a sentence does that proves a fact."""
_STATES = tuple(Option(says, state) for state, says in BINS["state"] if state != "assumed")
"""How far the file itself tells a fact: what may be assumed is a question to the text."""
GAIN = "functional_improvement"
FIRST_HALF = (
    "You may argue so: 8 CCR 9792.20 asks for a gain in activities or work, and for less "
    "dependence on treatment, and the second is rarely told. Letters look at the first, and so "
    "do we here. Read for that."
)
OPEN_HERE = "“Not documented” is a finding about the file, not about the world."
TOLD_HERE = "A line of the file tells each of them, so that nothing is left open here."
ARGUED_HERE = (
    "A line of the file bears on each of them. Whether it is enough can be argued of this: {}."
)
MOST_QUOTED = 3
"""So many lines are quoted once all was sorted, at most."""


def ask_mark(found: Determination) -> Iterator[ExerciseFile]:
    """Of a file told by sentences: mark what proves one fact, if anything does."""
    told = [one.sentence for one in placed(found.case) if not one.document.is_finding]
    if not told:
        return
    proved = {fact for s in told if s.strength == "proves" for fact in bears_on(s, found.item)}
    asked = [known for known in facts_to_find(found) if known.fact.kind == "evidence"]
    asked.sort(key=lambda known: known.fact.name not in proved)
    for known in asked[:1]:
        proof = _PROOF.get(known.fact.type, _PROOF["truth"])
        note = ended(upper_first(american(known.note))) if known.note else ""
        yield question(
            found,
            "mark",
            f"{american(known.fact.question)} Mark every sentence that settles it, yes "
            "or no, or say that nothing does.",
            fact=known.fact.name,
            hints=(
                _usually(found, known),
                f"Proof {proof}.",
                "A sentence on another part of the body, or on another time, does not answer.",
            ),
            because={
                "shown": f"What proves it {proof}. A hint may be marked as one, or left.",
                "open": f"No sentence says so much: it is not documented. {note}".strip(),
            },
        )


def _usually(found: Determination, known: Known) -> str:
    """In which of its documents a file usually tells a fact; where it has none of these, none."""
    titles = [one.title.lower() for one in found.case.data.document if not one.is_finding]
    usual = known.fact.found_in.split("; ")
    there = [
        one for one in usual if any(one.partition(" (")[0].lower() in title for title in titles)
    ]
    return (
        f"Usually found in: {american('; '.join(there))}. A “no” may stand in another document."
        if there and there[0]
        else "Begin with the latest report or visit. A “no” may stand in another document."
    )


def ask_sort(found: Determination) -> Iterator[ExerciseFile]:
    """How far the file answers each question."""
    beside = told_beside(found)  # what is told there is not to be found
    known = [one for one in facts_to_find(found) if one not in beside][:MOST_CARDS]
    papers = any(not document.is_finding for document in found.case.data.document)
    if len(known) < 2 or not papers:  # a summary tells what it tells, and nothing is to be found
        return
    cards = tuple(Card(k.fact.name, american(k.fact.question)) for k in known)
    yield question(
        found,
        "sort",
        "How far does the file answer each of these? Sort them: “documented” is a no "
        "that a line proves, too. How silence is read comes later.",
        by="state",
        option=_STATES,
        card=cards,
        hints=(
            "Go through the file once for each question.",
            "Documented means that you could cite a line.",
            "Where two lines disagree, it is contradicted; where none speaks, not documented.",
        ),
        reply=(*_first_half(known), *_hinted(found, known)),
        because=_sorted(found, known),
    )


def _sorted(found: Determination, known: Sequence[Known]) -> str:
    """What the sorting comes to: what is left open or can be argued, or the line behind each."""
    if any(one.open for one in known):
        return OPEN_HERE
    if argued := [lower_first(american(one.fact.label)) for one in known if one.argued]:
        return ARGUED_HERE.format(listed(argued))
    lines = dict.fromkeys(line_of(found, one) for one in known[:MOST_QUOTED])
    quoted = "" if len(known) > MOST_QUOTED else " ".join(filter(None, lines))
    return f"{TOLD_HERE} {quoted}".strip()


def _first_half(known: Sequence[Known]) -> tuple[Reply, ...]:
    """What is said of a gain that is told by its first half alone."""
    gain = any(k.fact.name == GAIN and k.state == "documented" and not k.argued for k in known)
    return (Reply(FIRST_HALF, to=GAIN, chosen="not documented"),) if gain else ()


def _hinted(found: Determination, known: Sequence[Known]) -> Iterator[Reply]:
    """What is said where a hint is taken for a document: the hint is named."""
    lines = [told.sentence for told in placed(found.case) if told.sentence.strength == "hints"]
    for one in known:
        hints = [s for s in lines if one.fact.name in bears_on(s, found.item)]
        if hints and one.state == "not documented":
            hint = f"“{hints[0].says}” hints at it. Does a sentence say it outright?"
            says = american(hints[0].tells or hint)
            yield Reply(says, to=one.fact.name, chosen="documented")
