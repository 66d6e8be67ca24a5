"""What every request needs: asked beside every rule, told in one line where it is met."""

from __future__ import annotations

from pathlib import Path

import pytest

from imrkit.determination.deciding import determine, revise
from imrkit.determination.determination import Determination
from imrkit.errors import DataError
from imrkit.rules.rulebook import load_rulebook, rulebook
from imrkit.rules.schema import EVERY
from imrkit.views.diagram import as_mermaid
from imrkit.views.explorer.parts import other_rules
from imrkit.views.explorer.state import view
from imrkit.views.html.page import as_html
from imrkit.views.terminal.determination import as_text
from imrkit.words.other_rules import considered_said
from tests.support.planted import GUIDELINE, Folders

GATE = "request_requirements.every_request"


@pytest.fixture(scope="module")
def flagship() -> Determination:
    (found,) = determine("flagship")
    return found


def test_it_stands_beside_the_rules_of_every_treatment() -> None:
    every = rulebook().by_treatment
    assert EVERY not in every
    for rules in every.values():
        last = [rule for rule in rules if rule.name == GATE]
        assert rules[-len(last) :] == tuple(last)
        assert GATE in [rule.id for rule in last]


def test_where_it_is_met_every_view_tells_it_in_one_line_at_most(flagship: Determination) -> None:
    """One ground, no tree of its own, no place among the rules considered."""
    gate = [ground for ground in flagship.grounds if ground.rule.id == GATE]
    assert [ground.verdict for ground in gate] == ["met"]
    assert len(flagship.against) == 3
    title = gate[0].rule.title
    for told in (as_text(flagship), as_html(flagship), str(as_mermaid(flagship))):
        assert title not in told
    assert title not in " ".join(considered_said(flagship))
    assert title not in str(other_rules(flagship, flagship, "reviewers"))
    shown = view(flagship, flagship)["reasons"]
    met = [one for one in shown if one["sign"] in ("met", "assumed")]
    assert len(met) == len(flagship.grounds) - 3


def test_where_it_fails_its_criterion_is_a_ground_of_its_own_and_its_tree_is_told(
    flagship: Determination,
) -> None:
    twice = revise(flagship, {"already_authorised": True})
    assert [g.name for g in twice.against if g.rule.id == GATE] == ["not_duplicate"]
    text = " ".join(as_text(twice).split())
    assert "✕ Not met. The same was authorized already" in text
    assert "Step by step: What every request needs" in text


def test_what_stands_beside_needs_something_to_stand_beside() -> None:
    """Where no rule governs, there are no grounds, only where to look next."""
    (scan,) = determine("cm16-0224814")
    none = revise(scan, {"decision_date": "2018-03-01", "already_authorised": True})
    assert none.rule is None
    assert (none.outcome, none.trees, none.grounds) == ("not determinable", (), ())


@pytest.mark.parametrize("treatments", ['["*"]', '["*", "physical therapy"]'])
def test_a_rule_for_every_treatment_stands_alone_and_beside(
    tmp_path: Path, treatments: str
) -> None:
    """It cannot govern, and names no treatment besides."""
    folders = Folders(tmp_path)
    folders.rule("planted_2009", GUIDELINE.replace('["physical therapy"]', treatments))
    with pytest.raises(DataError, match=r'treatments: "\*" stands alone.*cap = true'):
        load_rulebook(folders.mtus)
