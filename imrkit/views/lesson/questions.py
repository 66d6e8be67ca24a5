"""The questions of a lesson, with answers computed from the determination, never written by hand.

Each question has one right answer and, for every choice, what a teacher would say to it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from imrkit.cases.case import Known
from imrkit.cases.schema import show_when
from imrkit.determination.determination import Determination
from imrkit.determination.tree import Step
from imrkit.whatif.space import facts_that_count
from imrkit.words.english import lower_first
from imrkit.words.headline import headline
from imrkit.words.numbers import facts_of
from imrkit.words.steps import sentence

GROUND_WORDS = {
    "met": "Met",
    "open": "Not shown: the file leaves it open",
    "not met": "Not met: contrary to it",
}
KIND_WORDS = {
    "not met": "It is contrary to a criterion, whatever the missing records say",
    "not shown": "The file does not show what the guideline asks for",
    "met": "Everything that the guideline asks for is shown",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its choices.

    Attributes:
        ask: the question.
        choices: the answers to choose from.
        right: place of the right answer.
        because: why it is right, shown once the learner has chosen.
        hint: a line under the question.
        parts: what the question lists, one line each.
    """

    ask: str
    choices: tuple[str, ...]
    right: int
    because: str
    hint: str = ""
    parts: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The question as plain data."""
        return asdict(self)


def sorting(determination: Determination) -> tuple[Question, ...]:
    """Ask of each fact whether the file documents it.

    Args:
        determination: the determination.

    Returns:
        One question for each fact of evidence or request that the governing rule reads and on
        which the file is not simply silent by nature.
    """
    return tuple(
        Question(
            ask=k.fact.question,
            choices=("Documented", "Not documented"),
            right=1 if k.open else 0,
            because=_where(k),
        )
        for k in facts_to_find(determination)
    )


def facts_to_find(determination: Determination) -> tuple[Known, ...]:
    """The facts that a reader of the file must look for."""
    governing = determination.rule.facts if determination.rule else {}
    return tuple(
        k
        for k in facts_that_count(determination)
        if k.fact.name in determination.item.facts
        and k.origin != "reviewer"
        and k.fact.kind in ("evidence", "request", "given")
        and (k.fact.name in governing or k.open)
    )


def _where(known: Known) -> str:
    note = f" {known.note}" if known.note else ""
    if known.open:
        usual = f" Usually found in: {known.fact.found_in}." if known.fact.found_in else ""
        return f"{known.shown.capitalize()}.{note}{usual}"
    return f"{known.shown.capitalize()} ({known.source}).{note}"


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
    book = determination.case.book
    family = [g for g in book.guidelines.values() if g.name == rule.guideline.name]
    others = [
        g for g in book.guidelines.values() if g.layer == "mtus" and g.name != rule.guideline.name
    ]
    considered = {c.rule.guideline for c in determination.considered}
    near = [g for g in others if g in considered] or others[:1]
    options = sorted({g.short for g in [*family, *near[:2]]} | {"Official Disability Guidelines"})
    reasons = " ".join(
        f"{c.rule.guideline.short}: {c.why}"
        for c in determination.considered
        if c.role != "governs" and c.why
    )
    since, until = rule.guideline.since, rule.guideline.until or "today"
    decided = show_when(determination.case.data.decided)
    return (
        Question(
            ask="Which guideline governs this item?",
            choices=tuple(options),
            right=options.index(rule.guideline.short),
            hint="The edition is chosen by the date of the decision, whatever the date of injury.",
            because=(
                f"{rule.cite}. It was in force from {since} to {until}, "
                f"and the decision was made {decided}. {reasons}"
            ).strip(),
        ),
    )


def grounds(determination: Determination) -> tuple[Question, ...]:
    """Ask of each thing that the rule asks whether the file shows it.

    Args:
        determination: the determination.

    Returns:
        One question for each ground.
    """
    choices = tuple(GROUND_WORDS.values())
    found = []
    for step in _in_question(determination):
        said = _said(step)
        found.append(
            Question(
                ask=said[0] if len(said) == 1 else "At least one of these holds:",
                parts=said if len(said) > 1 else (),
                choices=choices,
                right=list(GROUND_WORDS).index(step.verdict),
                because=sentence(step),
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
    """Ask for the outcome and for the kind of ground.

    Args:
        determination: the determination.

    Returns:
        Two questions.
    """
    outcome, why = headline(determination)
    kinds = tuple(KIND_WORDS.values())
    questions = [
        Question(
            ask="What is the outcome of the review?",
            choices=("Upheld: the refusal stands", "Overturned: the treatment is necessary"),
            right=0 if determination.outcome == "upheld" else 1,
            because=f"{outcome}. {why}",
            hint="The word is said of the refusal: upheld means that the worker does not get it.",
        )
    ]
    if determination.verdict in KIND_WORDS:
        questions.append(
            Question(
                ask="What does it rest on in the first place?",
                choices=kinds,
                right=list(KIND_WORDS).index(determination.verdict),
                because=why,
                hint="Being contrary to the guideline and not being documented are two things.",
            )
        )
    return tuple(questions)
