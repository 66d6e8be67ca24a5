"""Each family: a complete request is granted; with one thing missing it is not, and for that.

The requests are made up and stand in scenarios/, as TOML that an instructor can add to.
"""

from __future__ import annotations

import pytest

from imrkit.check.judge import Judged
from imrkit.determination.determination import Determination
from imrkit.rules.rulebook import rulebook
from tests.support.scenarios import Lack, Scenario, scenarios

EVERY_REQUEST = (
    Lack("the same was authorized already", {"already_authorised": True}, "not_duplicate"),
    Lack("it belongs to a denied request", {"depends_on_refused_request": True}, "own_need"),
    Lack("it does not say how much", {"quantity_specified": False}, "quantity"),
)
LACKING = [
    pytest.param(scenario, lack, id=f"{scenario.title}, but {lack.what}")
    for scenario in scenarios()
    for lack in scenario.lacks
]
COMPLETE = [pytest.param(scenario, id=scenario.title) for scenario in scenarios()]


def failing(found: Determination) -> frozenset[str]:
    return Judged(found.case, found.item, found).our_grounds


@pytest.mark.parametrize("scenario", COMPLETE)
def test_a_complete_request_is_granted(scenario: Scenario) -> None:
    """By the text and with what reviewers add, and by the rule that the scenario names."""
    found = scenario.determined()
    assert [(ground.name, ground.standing) for ground in found.against] == []
    assert found.outcome_by("text") == found.outcome_by("reviewers") == "overturned"
    assert not scenario.rule or (found.rule and found.rule.id == scenario.rule)


@pytest.mark.parametrize(("scenario", "lack"), LACKING)
def test_one_thing_missing_fails_on_its_criterion(scenario: Scenario, lack: Lack) -> None:
    """What the text asks upholds the denial; what it leaves to reviewers turns on judgment."""
    found = scenario.determined(lack.change)
    assert lack.fails in failing(found)
    judged = all(g.by_reviewers or g.standing == "reading" for g in found.against)
    assert found.outcome == ("turns on judgment" if judged else "upheld")


@pytest.mark.parametrize("lack", EVERY_REQUEST, ids=lambda lack: lack.what)
@pytest.mark.parametrize("scenario", COMPLETE)
def test_what_every_request_needs_is_asked_of_every_family(scenario: Scenario, lack: Lack) -> None:
    """A duplicate, a part of a denied request or a vague request fails, and on that alone."""
    found = scenario.determined(lack.change)
    assert found.outcome in ("upheld", "turns on judgment")
    assert [ground.name for ground in found.against] == [lack.fails]


def test_every_family_of_treatments_is_tried() -> None:
    """No family of treatments is left out; some treatments within them are."""
    terms = rulebook().terms
    families = {treatment.family for treatment in terms.treatment.values()}
    tried = {terms.treatment[terms.treatment_named(s.treatment)].family for s in scenarios()}
    assert families == tried
