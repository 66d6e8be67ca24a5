"""The questions of a lesson, with answers computed from the determination, never written by hand.

Each question has one answer that follows from the rules, the reason for it, and sometimes answers
that are not wrong either: what the reviewer decided is never called wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from imrkit.cases.case import Known, State
from imrkit.cases.schema import show_when
from imrkit.determination.determination import Determination, Outcome
from imrkit.determination.tree import Standing, Step
from imrkit.whatif.space import facts_that_count
from imrkit.words.english import lower_first, upper_first
from imrkit.words.headline import headline
from imrkit.words.known import source_said, value_said
from imrkit.words.numbers import facts_of
from imrkit.words.published import agreement
from imrkit.words.steps import sentence
from imrkit.words.telling import ADDED

Kind = Literal["sort", "guideline", "criterion", "outcome", "ground"]
STATES: dict[str, str] = {
    "documented": "Documented",
    "in part": "Documented in part: only a limit or a range",
    "contradicted": "Contradicted: the documents do not agree",
    "not documented": "Not documented",
}
STANDINGS: dict[Standing, str] = {
    "met": "Met",
    "assumed": "Met as far as silence goes: the file says nothing against it",
    "not shown": "Not shown: the file leaves it open",
    "not told": "Not told: the letter does not speak of it",
    "reading": "Left to judgment: the text can be read both ways",
    "not met": "Not met: the file goes against it",
}
OUTCOMES: dict[str, str] = {
    "upheld": "Upheld: the denial stands",
    "overturned": "Overturned: the treatment is necessary",
    "turns on judgment": "It turns on judgment: reviewers may differ",
    "open": "It cannot be told from the rules and the letter",
}
_KEYED: dict[Outcome, str] = {
    "turns on what the letter does not tell": "open",
    "not determinable": "open",
    "not addressed": "open",
}
GROUNDS: dict[str, str] = {
    "not met": "It goes against a criterion, whatever the missing records say",
    "not shown": "The file does not show what the guideline asks for",
    "judgment": "A judgment that the text leaves to the reviewer, or that reviewers add to it",
    "not told": "Something of which the letter does not speak",
    "met": "Everything that the guideline asks for is shown",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its choices.

    Attributes:
        id: its name in the lesson, the same whenever the lesson is opened.
        kind: what sort of question it is.
        ask: the question.
        choices: the answers to choose from, by id.
        key: the id of the answer that follows from the rules.
        because: why it follows, shown once the learner has answered.
        hint: a line under the question.
        parts: what the question lists, one line each.
        also: answers that are not wrong either, each with what to say to it.
    """

    id: str
    kind: Kind
    ask: str
    choices: Mapping[str, str]
    key: str
    because: str
    hint: str = ""
    parts: tuple[str, ...] = ()
    also: Mapping[str, str] = field(default_factory=dict)


def sorting(determination: Determination) -> tuple[Question, ...]:
    """Ask of each fact how far the file documents it.

    Args:
        determination: the determination.

    Returns:
        One question for each fact that the file speaks of and that the governing rule reads, or
        that is open.
    """
    return tuple(
        Question(f"sort.{k.fact.name}", "sort", k.fact.question, STATES, _sorted(k), _where(k))
        for k in facts_to_find(determination)
    )


def _sorted(known: Known) -> str:
    return "in part" if known.state == "documented" and known.open else known.state


def facts_to_find(determination: Determination) -> tuple[Known, ...]:
    """The facts that a reader of the file must look for."""
    states: set[State] = {"documented", "contradicted", "not documented"}
    governing = determination.rule.facts if determination.rule else {}
    return tuple(
        k
        for k in facts_that_count(determination)
        if k.fact.name in determination.item.facts
        and k.origin != "reviewer"
        and k.fact.kind in ("evidence", "request", "given")
        and k.state in states
        and (k.fact.name in governing or k.open)
    )


def _where(known: Known) -> str:
    source = source_said(known)
    said = upper_first(value_said(known)) + (f" ({source})." if source else ".")
    usual = (
        f"Usually found in: {known.fact.found_in}." if known.open and known.fact.found_in else ""
    )
    return " ".join(filter(None, [said, known.note, usual]))


def guideline(determination: Determination) -> tuple[Question, ...]:
    """Ask which guideline edition governs the item.

    Args:
        determination: the determination.

    Returns:
        The question; none where no guideline governs.
    """
    rule = determination.rule
    if rule is None:
        return ()
    stems = {head: stem for stem, head in determination.case.book.guidelines.items()}
    family = [head for head in stems if head.name == rule.guideline.name]
    considered = {c.rule.guideline for c in determination.considered}
    others = [h for h in stems if h.layer == "mtus" and h.name != rule.guideline.name]
    near = [head for head in others if head in considered] or others[:1]
    odg = [head for head in stems if head.layer == "beyond"]
    options = sorted({*family, *near[:2], *odg[:1]}, key=lambda head: head.short)
    reasons = " ".join(
        f"{c.rule.guideline.short}: {c.why.rstrip('.')}."
        for c in determination.considered
        if c.role != "governs" and c.why
    )
    since, until = rule.guideline.since, rule.guideline.until or "today"
    decided = show_when(determination.case.data.decided)
    return (
        Question(
            id="guideline",
            kind="guideline",
            ask="Which guideline governs this item?",
            choices={stems[head]: head.short for head in options},
            key=stems[rule.guideline],
            hint="The edition is chosen by the date of the decision, whatever the date of injury.",
            because=(
                f"{rule.cite}. It was in force from {since} to {until}, "
                f"and the decision was made {decided}. {reasons}"
            ).strip(),
        ),
    )


def grounds(determination: Determination) -> tuple[Question, ...]:
    """Ask of each thing that the rules ask whether the file shows it.

    Args:
        determination: the determination.

    Returns:
        One question for each ground.
    """
    steps = _in_question(determination)
    offered = {"met", "not shown", "not met", *(step.standing for step in steps)}
    choices: dict[str, str] = {
        standing: word for standing, word in STANDINGS.items() if standing in offered
    }
    found = []
    for step in steps:
        said = _said(step)
        found.append(
            Question(
                id=f"criterion.{step.rule.id}.{step.place}",
                kind="criterion",
                ask=said[0] if len(said) == 1 else "At least one of these holds:",
                parts=said if len(said) > 1 else (),
                choices=choices,
                key=step.standing,
                because=sentence(step),
                hint=ADDED if step.by_reviewers else "",
            )
        )
    return tuple(found)


def asked(determination: Determination) -> tuple[str, ...]:
    """What the rules ask, each ground as half a sentence to follow "whether"."""
    return tuple(
        ", or whether ".join(lower_first(said).rstrip(".") for said in _said(step))
        for step in _in_question(determination)
    )


def _in_question(determination: Determination) -> tuple[Step, ...]:
    """The grounds; not what every request needs, where it is met."""
    shown = {tree.rule.id for tree in determination.shown_trees}
    return tuple(g for g in determination.grounds if g.rule.id in shown)


def _said(step: Step) -> tuple[str, ...]:
    """What a ground asks, as statements to be judged, of which one is enough."""
    facts = facts_of(step)
    named = [step] if step.criterion else [part for part in step.parts if part.criterion]
    said = [step.rule.fill(part.criterion.says, facts) for part in named if part.criterion]
    return tuple(said) or (step.rule.title,)


def decision(determination: Determination) -> tuple[Question, ...]:
    """Ask for the outcome and for what it rests on.

    Where our outcome is not the published one, the published one is not wrong, and it is told.

    Args:
        determination: the determination.

    Returns:
        The question of the outcome, and of what it rests on where there is an answer.
    """
    word, why = headline(determination)
    published = determination.item.published.outcome
    agrees = determination.agrees
    compared = agreement(determination)
    questions = [
        Question(
            id="outcome",
            kind="outcome",
            ask="What is the outcome of the review?",
            choices=OUTCOMES,
            key=_KEYED.get(determination.outcome, determination.outcome),
            because=f"{word}. {why}" if agrees else f"{word}. {why} {compared}",
            hint="The word is said of the denial: upheld means that the worker does not get it.",
            also={} if agrees else {published: f"So did the reviewer of this case. {compared}"},
        )
    ]
    if determination.verdict in GROUNDS:
        questions.append(
            Question(
                id="ground",
                kind="ground",
                ask="What does it rest on in the first place?"
                if agrees
                else "By the rules as imrkit holds them, what does it rest on in the first place?",
                choices=GROUNDS,
                key=determination.verdict,
                because=why,
                hint="Going against the guideline and not being documented are two things.",
            )
        )
    return tuple(questions)
