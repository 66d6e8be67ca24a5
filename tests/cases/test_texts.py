"""What learners read of every bundled case is held to the style sheet of the course."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from imrkit.cases.case import Case
from imrkit.cases.loading import case_paths, load_case
from imrkit.cases.schema import Finding, Item
from imrkit.exercises.style import style_faults

MOST = 250
"""The most words of a note; sentences are far shorter."""


def _texts(case: Case) -> Iterator[str]:
    data = case.data
    yield from (data.title, data.note, data.source, data.decided_note, data.injury.mechanism)
    yield from data.diagnoses
    yield from (defect.says for defect in data.defect)
    for document in data.document:
        yield document.title
        yield from document.lines
    for item in case.items:
        yield from _texts_of(item)


def _texts_of(item: Item) -> Iterator[str]:
    yield item.request
    yield from (reason.says for reason in item.published.reasons)
    yield from (fact.note for fact in item.facts.values() if isinstance(fact, Finding))
    yield from (challenge.says for challenge in item.challenge)
    if item.differs:
        yield item.differs.says


@pytest.mark.parametrize("name", sorted(case_paths()))
def test_a_case_is_told_in_american_english_with_days_as_people_write_them(name: str) -> None:
    faults = [
        (text, fault) for text in _texts(load_case(name)) for fault in style_faults(text, MOST)
    ]
    assert faults == []
