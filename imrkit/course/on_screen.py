"""What of a case no paper on the screen tells, and must be told beside them."""

from __future__ import annotations

from imrkit.cases.known import Known
from imrkit.course.finding import facts_to_find
from imrkit.course.turning import criteria
from imrkit.determination.determination import Determination
from imrkit.exercises.resting import resting_on
from imrkit.exercises.where import TOLD, told_by_papers


def told_beside(found: Determination) -> tuple[Known, ...]:
    """What the letter tells and none of the papers on the screen, as far as questions need it.

    Args:
        found: the determination.

    Returns:
        What the letter's summary gives, and what the reviewer found on which a criterion rests.
    """
    reviewers = {
        known.fact.name: known
        for step in criteria(found)
        for known in resting_on(step)
        if known.origin == "reviewer"
    }
    asked = {known.fact.name: known for known in facts_to_find(found)}
    return tuple(
        known
        for known in (asked | reviewers).values()
        if known.state in TOLD and not _shown(found, known)
    )


def _shown(found: Determination, known: Known) -> bool:
    """Whether a paper tells it, or the line of the request above them."""
    papers = any(not document.is_finding for document in found.case.data.document)
    asked = papers and known.fact.kind == "request"
    return asked or told_by_papers(found.case, found.item, known)
