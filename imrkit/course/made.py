"""The questions that any case gives, one function a kind: each yields one, or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from imrkit.cases.known import Known
from imrkit.cases.sentences import bears_on, placed
from imrkit.course.lines import rationale_lines
from imrkit.course.on_screen import facts_to_find, told_beside
from imrkit.course.turning import (
    asked_by,
    by_turn,
    carrying,
    criteria,
    file_says,
    line_of,
    turned,
    turning,
)
from imrkit.determination.determination import Determination
from imrkit.determination.tree import Step
from imrkit.exercises.answers import GRANTED, Answers
from imrkit.exercises.kinds.change import smallest
from imrkit.exercises.kinds.edition import (
    before_chronic,
    letter_opens_chronic,
    near_a_switch,
)
from imrkit.exercises.resting import facts_named
from imrkit.exercises.schema import Card, ExerciseFile, KindName, Option, Reply
from imrkit.facts.spelling import american
from imrkit.rules.schema import NO_TEXT
from imrkit.words.english import lower_first
from imrkit.words.headline import headline
from imrkit.words.steps import criteria_below, sentence

MOST_CARDS, MOST_CRITERIA, MOST_GROUNDS, MOST_FACTS = 8, 5, 4, 6
_PROOF = {
    "number": "gives the number, or says that there was none",
    "truth": "says outright that it is so, or that it is not",
}
"""What a sentence does that proves a fact."""
GAIN = "functional_improvement"
FIRST_HALF = (
    "You may argue so: 8 CCR 9792.20 asks for a gain in activities or work, and for less "
    "dependence on treatment, and the second is rarely told. Letters look at the first, and so "
    "do we here. Read for that."
)
OPEN_HERE = "“Not documented” is a finding about the file, not about the world."
TOLD_HERE = "A line of the file tells each of them, so that nothing is left open here."
ARGUED_HERE = "A line of the file bears on each of them. Whether it is enough can be argued of one."
LEFT_OUT = " Criteria that are not in question on this file are left out."
MOST_QUOTED = 3
"""So many lines are quoted once all was sorted, at most."""
MOST_TOLD = 2
"""So many criteria that decide are told once the learner decided, at most."""


def _file(found: Determination, kind: KindName, ask: str, **more: Any) -> ExerciseFile:
    return ExerciseFile(
        schema=1,
        lesson=0,
        order=0,
        kind=kind,
        case=found.case.name,
        item=found.item.id,
        ask=ask,
        **more,
    )


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
        yield _file(
            found,
            "mark",
            f"{american(known.fact.question)} Mark every sentence that proves it, or say that "
            "nothing does.",
            fact=known.fact.name,
            hints=(
                _usually(known),
                f"Proof {proof}.",
                "A sentence on another part of the body, or on another time, does not answer.",
            ),
            because={
                "shown": f"What proves it {proof}. A hint may be marked as one, or left.",
                "open": "No sentence says so much: it is not documented.",
            },
        )


def _usually(known: Known) -> str:
    where = known.fact.found_in
    return (
        f"Usually found in: {american(where)}. That there is none may stand elsewhere."
        if where
        else "Read the latest visit first."
    )


def ask_sort(found: Determination) -> Iterator[ExerciseFile]:
    """How far the file answers each question."""
    beside = told_beside(found)  # what is told there is not to be found
    known = [one for one in facts_to_find(found) if one not in beside][:MOST_CARDS]
    papers = any(not document.is_finding for document in found.case.data.document)
    if len(known) < 2 or not papers:  # a summary tells what it tells, and nothing is to be found
        return
    cards = tuple(Card(k.fact.name, american(k.fact.question)) for k in known)
    yield _file(
        found,
        "sort",
        "How far does the file answer each of these? Sort them.",
        by="state",
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
    if any(one.argued for one in known):
        return ARGUED_HERE
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
        hints = [s.says for s in lines if one.fact.name in bears_on(s, found.item)]
        if hints and one.state == "not documented":
            says = f"“{american(hints[0])}” hints at it. Does a sentence say it outright?"
            yield Reply(says, to=one.fact.name, chosen="documented")


def chronic_text_early(found: Determination) -> bool:
    """Whether the chronic pain text of 2016 governs though less than three months have passed.

    Pain is chronic from three months on (8 CCR 9792.20 as amended in 2015); reviewers apply
    sections of that text sooner, as do our rules.
    """
    rule = found.rule
    if rule is None or (rule.guideline.name, rule.guideline.edition) != ("chronic_pain", "2016"):
        return False
    return before_chronic(found)


def ask_edition(found: Determination) -> Iterator[ExerciseFile]:
    """Which book: only where that is sure, and reviewer and engine agree."""
    rule = found.rule
    if rule is None or not found.agrees or found.item.differs or rule.guideline.layer != "mtus":
        return
    if near_a_switch(found) or chronic_text_early(found):
        return
    if before_chronic(found) and letter_opens_chronic(found):
        return  # its reviewer opened another one than our rules, as can be argued
    yield _file(
        found,
        "edition",
        "Which text decides this request?",
        hints=(
            "Look at the dates of the injury, of the request, and of the decision.",
            "An edition governs by the day of the request or of the decision, never of the injury.",
            "Which guideline speaks of this treatment, for this part, at this stage?",
        ),
        because=f"{american(rule.title)}: {rule.cite}.",
    )


def _mixed(steps: Sequence[Step], turns: Sequence[str], most: int) -> list[Step]:
    """Some of the criteria: those that turn the case, and both met ones and others."""
    against = [step for step in steps if step.verdict != "met"]
    met = [step for step in steps if step.verdict == "met"]
    first = [step for step in by_turn(steps, turns) if step.name in turns][: most - 1]
    some = list(dict.fromkeys([*first, *against[: most - 1], *met, *against]))[:most]
    for kind in (against, met):
        if kind and not any(step in kind for step in some):
            some[-1] = kind[0]
    return some


def in_question(found: Determination) -> list[Step]:
    """The criteria to judge, in the order of the text, met ones and others.

    Args:
        found: the determination.
    """
    steps = _mixed(criteria(found), turning(found), MOST_CRITERIA)
    return sorted(steps, key=lambda step: step.place)


def ask_grounds(found: Determination) -> Iterator[ExerciseFile]:
    """How each criterion in question stands, and which decides alone."""
    steps = in_question(found)
    if not steps:
        return
    asked = {step.name for step in steps}
    every = {s.name for tree in found.shown_trees for s in tree.walk() if s.criterion}
    yield _file(
        found,
        "grounds",
        "How does each criterion stand on this file, and which would by itself let the denial "
        f"stand?{LEFT_OUT if every - asked else ''}",
        criteria=tuple(step.name for step in steps),
        hints=(
            "Hold the criteria against the file one by one.",
            "Met and goes against need a line of the file; where there is none, it is not shown.",
            "Enough by itself: suppose that this one stays as it is, with any way around it, and "
            "all else is met. Does the denial stand?",
        ),
        because=_judged_by(found),
    )


def _judged_by(found: Determination) -> str:
    """The text by which the criteria are judged: how it ends is told once the learner decided."""
    if found.rule is None:
        return "Each is held against the file, line by line."
    return f"Each is held against {american(found.rule.cite)}, “{american(found.rule.title)}”."


def _because(found: Determination) -> str:
    """How it ends, what of the file decides it, and the text by which it does."""
    lines = [american(headline(found)[1])]
    for step in carrying(found)[:MOST_TOLD]:
        told = file_says(found, step)
        lines += [american(sentence(step)), told, *_why_none(step, told)]
    if found.rule:
        lines.append(f"By {american(found.rule.cite)}.")
    return " ".join(dict.fromkeys(filter(None, lines)))


def _why_none(step: Step, told: str) -> Iterator[str]:
    """Why a number is none, where the case says so: another one may stand in the file.

    Args:
        step: the criterion that reads it.
        told: what is told of the criterion already.
    """
    for known in step.facts:
        note = lower_first(known.note.rstrip("."))
        none = known.fact.type == "number" and known.value == (0, 0)
        if none and note and note not in lower_first(told):
            yield american(f"{known.fact.label}, {known.shown}: {note}.")


def ask_verdict(found: Determination) -> Iterator[ExerciseFile]:
    """Whether the denial stands, and on what ground above all."""
    main = Answers(found).main
    steps = criteria(found)
    first = [step for step in steps if step.name in main]
    if not first and found.outcome == "upheld":
        first = carrying(found)
    others = [step for step in steps if step.name not in main]
    # What turns the case is offered first, and what stands in no text last.
    others.sort(key=lambda step: step.criterion is not None and step.criterion.basis in NO_TEXT)
    others = by_turn(others, turning(found))
    some = (first[:2] + others)[:MOST_GROUNDS]
    if not some:
        return
    around = {
        below.name
        for ground in found.grounds
        for below in criteria_below(ground)
        if ground.verdict == "met" or (ground.verdict, below.verdict) == ("open", "not met")
    }
    options = [
        Option(
            f"Not so, or not shown: “{asked_by(step)}”",
            step.name,
            reply=_reply(step, found.outcome != "upheld" or step.name in around),
        )
        for step in some
    ]
    options.append(
        Option("None: every criterion is met", GRANTED, reply="Which sentence shows each of them?")
    )
    yield _file(
        found,
        "verdict",
        "Does the denial stand, and on what ground above all?",
        option=tuple(options),
        hints=(
            "Go back to how each criterion stands.",
            "A criterion that no record could cure goes before one that is only not shown.",
            "If every criterion is met or assumed, there is no ground, and the denial falls.",
        ),
        because=_because(found),
    )


def _reply(step: Step, around: bool) -> str:
    """What is said to who takes a criterion for the ground; `around` it the text has a way."""
    it = american(facts_named(step)) or "this criterion"
    if step.verdict == "met" and step.assumed:
        return (
            f"No sentence settles {it}. What does the text take that silence to mean, and does "
            "the rest of this criterion hold?"
        )
    if step.verdict == "met":
        return f"The file settles {it}, and that is enough for: “{asked_by(step)}” Find the line."
    if around:
        return (
            f"The file does not meet this criterion, which turns on {it}, and the text has "
            "another way. Which way does the file take?"
        )
    how = "goes against the request" if step.verdict == "not met" else "is not enough"
    return (
        f"True, too: what the file has on {it} {how}. It is not the main ground. "
        "Which ground could no record cure?"
    )


def ask_change(found: Determination) -> Iterator[ExerciseFile]:
    """The fewest moves that turn the result around."""
    names = list(turned(found))
    governing = found.rule.facts if found.rule else {}
    names += [
        known.fact.name
        for known in facts_to_find(found)
        if known.fact.name in governing and known.fact.kind in ("evidence", "request")
    ]
    if found.outcome == "overturned":  # what reviewers add turns it into a matter of judgment
        by_text = (step for step in criteria(found) if not step.by_reviewers)
        asked = {known.fact.name for step in by_text for known in step.facts}
        names = [name for name in names if name in asked]
    facts = tuple(dict.fromkeys(names))[:MOST_FACTS]
    if not facts or not smallest(found, facts):
        return
    yield _file(
        found,
        "change",
        "Turn the result around with the fewest moves. What would have to be otherwise?",
        facts=facts,
        hints=(
            "Start from the ground that decides.",
            "What would that criterion need to come out the other way?",
            "Count your moves: could one of them stay as it is?",
        ),
        because={
            "upheld": _turned_by(found, facts),
            "overturned": "A grant needs every criterion, so that one that falls is enough for "
            "the denial to stand.",
        },
    )


def _turned_by(found: Determination, names: Sequence[str]) -> str:
    """What is said of the fewest moves that turn a denial: a record shows them, or a request."""
    least = len(smallest(found, tuple(names)))
    kinds = {
        kind
        for kind in ("evidence", "request")
        if (some := tuple(n for n in names if found.known[n].fact.kind == kind))
        and len(smallest(found, some)) == least
    }
    if kinds == {"request"}:
        return "No record is missing for that: the physician would have to ask for something else."
    if kinds == {"evidence"}:
        return "Only what is so can be documented: this says what a record would have to show."
    return (
        "Only what is so can be documented: this says what a record would have to show, or what a "
        "new request would have to ask for."
    )


def ask_rationale(found: Determination) -> Iterator[ExerciseFile]:
    """The rationale, put together from sentences."""
    lines = rationale_lines(found)
    if len(lines) < 4:
        return
    yield _file(
        found,
        "rationale",
        "Choose the sentences that belong in the rationale, and put them in order. Leave out what "
        "the file does not bear out.",
        line=lines,
        hints=(
            "The guideline and the facts open it; then grounds, then the decision.",
            "Each ground that decides is told once, as the file has it.",
            "Of two sentences on one criterion at most one holds.",
        ),
        because="It names the guideline, tells each ground that decides, and invents none.",
    )
