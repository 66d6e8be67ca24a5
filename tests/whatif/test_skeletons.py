"""What-if on fresh skeletons, where everything is open: never an exception, never a long wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from imrkit.authoring.new_case import new_case
from imrkit.authoring.skeleton import Skeleton
from imrkit.cases.loading import read_case
from imrkit.determination.deciding import determine
from imrkit.determination.determination import Determination
from imrkit.rules.rulebook import rulebook
from imrkit.views.explorer.parts import ways
from imrkit.whatif.maps import map_of
from imrkit.whatif.matters import matters

TREATMENTS = tuple(rulebook().terms.treatment)
PARTS = 6
"""The treatments are looked at in so many turns, so that they can be shared out."""


def skeletons(treatment: str, folder: Path) -> list[Determination]:
    """One case for each edition whose rules address the treatment, with all facts left open."""
    book = rulebook()
    name = book.terms.treatment_behind(treatment)
    days = {rule.guideline.since for rule in book.by_treatment.get(name or "", ())}
    found = []
    for place, day in enumerate(sorted(days)):
        path = new_case(f"{place}", Skeleton(book, treatment, day.isoformat()), folder)
        found.append(determine(read_case(path))[0])
    return found


@pytest.mark.timeout(120)
@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_is_asked_of_a_fresh_case_is_answered(part: int, tmp_path: Path) -> None:
    """For every treatment in every edition: what matters, and what would change the result."""
    for place, treatment in enumerate(TREATMENTS[part::PARTS]):
        for found in skeletons(treatment, tmp_path / str(place)):
            if found.rule is None:
                continue
            sorted_ones = matters(found)
            told = ways(found, found, "reviewers")
            opens = {known.fact.name for known in found.known.values() if known.open}
            assert {known.fact.name for known in sorted_ones.needed} <= opens
            assert all("combinations" not in way["text"] for way in told["ways"])


@pytest.mark.timeout(60)
@pytest.mark.parametrize("treatment", ["physical therapy", "EMG", "MRI"])
def test_the_largest_maps_of_fresh_cases_do_not_keep_one_waiting(
    treatment: str, tmp_path: Path
) -> None:
    for found in skeletons(treatment, tmp_path):
        map_of(found)
