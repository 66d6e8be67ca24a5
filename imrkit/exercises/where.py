"""Where a file tells of a fact: which of its papers, and in which words."""

from __future__ import annotations

from collections.abc import Iterator

from imrkit.cases.case import Case
from imrkit.cases.known import Known
from imrkit.cases.schema import Item
from imrkit.cases.sentences import Placed, bears_on, placed
from imrkit.exercises.dates import title_said
from imrkit.exercises.resting import SPOKEN_OF
from imrkit.facts.spelling import american
from imrkit.words.english import ended, upper_first

SETTLES = ("proves", "contradicts")
"""What a sentence does that tells of a fact outright."""


def told_by_papers(case: Case, item: Item, known: Known) -> bool:
    """Whether a paper that learners read tells of a fact.

    Args:
        case: the case.
        item: the disputed item.
        known: what is known of the fact.
    """
    papers = {document.id for document in case.data.document if not document.is_finding}
    return known.document in papers or any(_telling(case, item, known))


def where_told(case: Case, item: Item, known: Known) -> str:
    """Say where a fact is told, once that may be said.

    Args:
        case: the case.
        item: the disputed item.
        known: what is known of the fact.

    Returns:
        The paper and its words, or the paper alone; what the case notes of a fact that is not
        documented; "" where neither tells of it.
    """
    if known.state == "not documented":
        return american(ended(upper_first(known.note))) if known.note else ""
    if known.state not in SPOKEN_OF:
        return ""
    telling = list(_telling(case, item, known))[: 2 if known.state == "contradicted" else 1]
    if telling:
        lines = (f"{upper_first(title_said(t.document))}: “{t.sentence.says}”" for t in telling)
        return " ".join(lines)
    papers = {d.id: title_said(d) for d in case.data.document if not d.is_finding}
    paper = papers.get(known.document)
    return f"It is told in this paper: {paper}." if paper else ""


def _telling(case: Case, item: Item, known: Known) -> Iterator[Placed]:
    """The sentences that settle a fact, those of the paper that the case names first."""
    name = known.fact.name
    found = [
        one
        for one in placed(case)
        if one.sentence.strength in SETTLES
        and name in bears_on(one.sentence, item)
        and not one.document.is_finding
    ]
    found.sort(key=lambda one: one.document.id != known.document)
    yield from found
