"""How the request stands: by which text, criterion by criterion, and in all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from imrkit.course.asked.question import question
from imrkit.course.on_screen import lines_beside
from imrkit.course.turning import (
    asked_by,
    by_turn,
    carrying,
    criteria,
    file_says,
    shut_ways,
    turning,
)
from imrkit.determination.determination import Determination
from imrkit.determination.tree import Step
from imrkit.exercises.answers import GRANTED, Answers
from imrkit.exercises.kinds.edition import (
    before_chronic,
    letter_opens_chronic,
    near_a_switch,
)
from imrkit.exercises.kinds.verdict import texts_own
from imrkit.exercises.resting import facts_named, resting_on
from imrkit.exercises.schema import ExerciseFile, Option
from imrkit.facts.spelling import american
from imrkit.rules.schema import NO_TEXT
from imrkit.whatif.sense import barred_by
from imrkit.words.english import lower_first
from imrkit.words.headline import headline
from imrkit.words.steps import criteria_below, sentence

MOST_CRITERIA, MOST_GROUNDS = 5, 4
LEFT_OUT = " Criteria that are not in question on this file are left out."
MOST_TOLD = 3
"""So many criteria that decide are told once the learner decided, at most."""
TEXT_FIRST = (
    "The text’s own ground goes before what reviewers add: by the text alone that would not count."
)
"""Where a denial rests on both."""
NONE_FAILS = (
    "Without a ground the denial falls, and then each criterion is met, or a way around it is. Is "
    "that so of each of them on this file?"
)
"""What is said to who finds no ground where there is one."""
NOT_TOLD = (
    "What the letter does not tell is not shown on these papers; “Vary the facts” has it as not "
    "told, since the whole file may show it."
)
"""Why one screen has as not told what is judged as not shown."""
_SHUT = (
    "True, too: the file shuts this way, by {it}. The text has another one, and both have to fail. "
    "Which criterion is the other way, and how far is that shown?"
)


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
    yield question(
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


def _mixed(steps: Sequence[Step], turns: Sequence[str], around: Set[str], most: int) -> list[Step]:
    """Some of the criteria: those that turn the case, and both met ones and others.

    Of those that are met a way around one that is not goes first.
    """
    against = [step for step in steps if step.verdict != "met"]
    met = [step for step in steps if step.verdict == "met"]
    met.sort(key=lambda step: step.name not in around)
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
    asked = criteria(found)
    unmet = {step.name for step in asked if step.verdict != "met"}
    met = [ground for ground in found.grounds if ground.verdict == "met"]
    ways = [{step.name for step in criteria_below(ground)} for ground in met]
    around = set().union(*(way for way in ways if way & unmet))
    steps = _mixed(asked, turning(found), around, MOST_CRITERIA)
    named = {step.name for step in steps}
    steps += [step for step in shut_ways(found) if step.name not in named]
    return sorted(steps[:MOST_CRITERIA], key=lambda step: step.place)


def ask_grounds(found: Determination) -> Iterator[ExerciseFile]:
    """How each criterion in question stands, and which decides alone."""
    steps = in_question(found)
    if not steps:
        return
    asked = {step.name for step in steps}
    every = {s.name for tree in found.shown_trees for s in tree.walk() if s.criterion}
    yield question(
        found,
        "grounds",
        "How does each criterion stand on this file, and which would by itself let the denial "
        f"stand? {_silence(steps)}{LEFT_OUT if every - asked else ''}",
        criteria=tuple(step.name for step in steps),
        beside=lines_beside(found),
        hints=(
            "Take one criterion at a time, and find the line of the file that settles it.",
            "Where no line settles it, it is assumed if the question says that silence is read one "
            "way on it; else it is not shown.",
            "Enough by itself: suppose that this one stays as it is, with any way around it, and "
            "all else is met. Does the denial stand?",
        ),
        because=_judged_by(found),
    )


def _silence(steps: Sequence[Step]) -> str:
    """On what the rules read silence one way: told before it is asked, whatever the file says."""
    settled = [step for step in steps if step.verdict != "open"]
    read = [
        known
        for step in settled
        for known in resting_on(step)
        if step.standing == "assumed" or known.fact.unstated is not None
    ] or [one for step in settled for one in step.facts if one.fact.unstated is not None]
    if not read:
        return "Nothing here is read from silence."
    on = "; ".join(dict.fromkeys(american(lower_first(known.fact.label)) for known in read))
    return f"Silence is read one way on: {on}. Whether the file is silent there is yours to find."


def _judged_by(found: Determination) -> str:
    """The text by which the criteria are judged: how it ends is told once the learner decided."""
    if found.rule is None:
        return "Each is held against the file, line by line."
    asked = in_question(found)
    added = any(step.by_reviewers for step in asked)
    each = "Each that the text asks" if added else "Each"
    held = f"{each} is held against {american(found.rule.cite)}, “{american(found.rule.title)}”."
    untold = any(step.standing == "not told" for step in asked)
    return f"{held} {NOT_TOLD}" if untold else held


def _because(found: Determination) -> str:
    """How it ends, what of the file decides it, and the text by which it does."""
    lines = [american(headline(found)[1])]
    carry = carrying(found)[:MOST_TOLD]
    for step in carry:
        told = file_says(found, step)
        lines += [american(sentence(step)), told, *_why_none(step, told)]
        lines += [american(known.argued) for known in step.facts if known.argued]
    if found.outcome == "upheld" and len({step.by_reviewers for step in carry}) > 1:
        lines.append(TEXT_FIRST)
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
    answers = Answers(found)
    main = answers.main
    steps = criteria(found)
    first = [step for step in steps if step.name in main]
    if not first and found.outcome == "upheld":
        first = carrying(found)
    others = [step for step in steps if step.name not in main]
    # What turns the case is offered first, and what stands in no text last.
    others.sort(key=lambda step: step.criterion is not None and step.criterion.basis in NO_TEXT)
    others = by_turn(others, turning(found))
    some = (first[:MOST_TOLD] + others)[:MOST_GROUNDS]
    if not some:
        return
    below = [(ground, step) for ground in found.grounds for step in criteria_below(ground)]
    around = {step.name for ground, step in below if ground.verdict == "met"}
    shut = {s.name for g, s in below if g.verdict == "open" and answers.barred(s)}
    firm = any(step.verdict == "not met" for step in first)
    by_text = bool(texts_own(answers, main))
    options = [
        Option(
            f"Not so, or not shown: “{asked_by(step)}”",
            step.name,
            reply=_SHUT.format(it=american(_shut_by(found, step)))
            if step.name in shut - around
            else _reply(step, found.outcome != "upheld" or step.name in around, firm, by_text),
        )
        for step in some
    ]
    options.append(Option("None: each is met, or a way around it is", GRANTED, reply=NONE_FAILS))
    yield question(
        found,
        "verdict",
        "Does the denial stand, and on what ground above all? The text’s own grounds go before "
        "what only reviewers ask; of several alike any one is right.",
        option=tuple(options),
        hints=(
            "Go back to how each criterion stands.",
            "A criterion that no record could cure goes before one that is only not shown, and of "
            "those the text’s own before what only reviewers ask.",
            "If each criterion, or a way around it, is met or assumed, there is no ground, and the "
            "denial falls.",
        ),
        because=_because(found),
    )


def _shut_by(found: Determination, step: Step) -> str:
    """What of the file shuts a way: the facts that fail it, or what it cannot be so beside."""
    if step.verdict == "not met":
        return facts_named(step)
    bars = (barred_by(found.known, known.fact.name) for known in step.facts)
    return next(f"“{lower_first(one.fact.label)}”" for one in bars if one)


def _reply(step: Step, around: bool, firm: bool, by_text: bool) -> str:
    """What is said to who takes a criterion for the ground.

    Args:
        step: the criterion.
        around: whether the text has a way around it.
        firm: whether the main ground goes against the request.
        by_text: whether the main ground is the text's own.
    """
    it = american(facts_named(step)) or "this criterion"
    if step.verdict == "met" and step.assumed:
        return (
            f"No sentence settles {it}. What is that silence taken to mean, and does the rest of "
            "this criterion hold?"
        )
    if any(known.argued for known in resting_on(step)) and step.verdict == "met":
        return (
            f"This rests on {it}, and that can be argued. The verdict takes it as shown. Does the "
            f"denial then stand on “{asked_by(step).rstrip('.')}”?"
        )
    if step.verdict == "met":
        return f"The file settles {it}, and that is enough for: “{asked_by(step)}” Find the line."
    if around:
        return (
            f"The file does not meet this criterion, which turns on {it}, and the text has "
            "another way. Which way does the file take?"
        )
    how = "goes against the request" if step.verdict == "not met" else "is not enough"
    what = f"what the file has on {it} {how}"
    if any(known.asked_as_range for known in step.facts):
        what = f"the request itself leaves {it} open"
    if step.by_reviewers and by_text and (step.verdict == "not met") >= firm:
        return f"True, too, for a reviewer who asks it: {what}. Which ground has the text itself?"
    return f"True, too: {what}. It is not the main ground. " + (
        "Which ground could no record cure?"
        if firm
        else "Which one would by itself let the denial stand?"
    )
