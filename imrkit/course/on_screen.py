"""What learners find in the papers of a case, and what must be told beside them."""

from __future__ import annotations

from imrkit.cases.known import Known
from imrkit.course.turning import criteria
from imrkit.determination.determination import Determination
from imrkit.exercises.resting import SPOKEN_OF, resting_on
from imrkit.exercises.where import told_by_papers
from imrkit.facts.spelling import american
from imrkit.whatif.space import facts_that_count
from imrkit.words.english import upper_first
from imrkit.words.known import value_said


def facts_to_find(found: Determination) -> tuple[Known, ...]:
    """The facts that a reader of the file must look for."""
    governing = found.rule.facts if found.rule else {}
    return tuple(
        known
        for known in facts_that_count(found)
        if known.fact.name in found.item.facts
        and known.origin != "reviewer"
        and known.fact.kind in ("evidence", "request", "given")
        and known.state in ("documented", "contradicted", "not documented")
        and (known.fact.name in governing or known.open)
        and not still_to_come(known)
    )


def still_to_come(known: Known) -> bool:
    """Whether a fact counts from what has not been yet, so that no line tells a number.

    Args:
        known: the fact.
    """
    fact = known.fact
    return (
        fact.type == "number"
        and fact.kind == "given"
        and bool(fact.comes_of)
        and known.value == (0, 0)
    )


def told_beside(found: Determination) -> tuple[Known, ...]:
    """What the letter tells and none of the papers on the screen, as far as questions need it.

    Args:
        found: the determination.

    Returns:
        What the letter's summary gives, and what the reviewer found on which a criterion rests.
    """
    if all(document.is_finding for document in found.case.data.document):
        return ()  # the summary tells all of it
    reviewers = {
        known.fact.name: known
        for step in criteria(found)
        for known in resting_on(step)
        if known.origin == "reviewer"
    }
    asked = {
        known.fact.name: known
        for known in facts_to_find(found)
        if known.fact.kind != "request"  # the line of the request tells it
    }
    return tuple(
        known
        for known in (asked | reviewers).values()
        if known.state in SPOKEN_OF and not told_by_papers(found.case, found.item, known)
    )


def lines_beside(found: Determination) -> tuple[str, ...]:
    """What the letter tells beside the papers, a line each.

    Args:
        found: the determination.
    """
    return tuple(american(summed_up(known)) for known in told_beside(found))


def summed_up(known: Known) -> str:
    """What a letter's summary tells of one fact.

    Args:
        known: the fact.
    """
    note = f" {upper_first(known.note.rstrip('.'))}." if known.note else ""
    return f"{known.fact.label}: {value_said(known)}.{note}"
