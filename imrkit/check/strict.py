"""A whole request that the text of a rule grants and that a strict reviewer would still deny."""

from __future__ import annotations

import numpy as np

from imrkit.check.inputs import Inputs
from imrkit.rules.rule import Rule


def granted_by_the_text_alone(rule: Rule, inputs: Inputs | None = None) -> str | None:
    """Tell one such request, fact by fact.

    Args:
        rule: a rule to which reviewers add something.
        inputs: its whole input space, where that is at hand.

    Returns:
        "visits_requested: 6 visits, ..."; None where there is none.

    Raises:
        ImrkitError: if there are too many inputs to look at.
    """
    inputs = inputs or Inputs([p for p in (rule.necessary, rule.applies) if p])
    alone = inputs.at_points(rule.by_text) & ~inputs.at_points(rule.necessary)
    if rule.applies:
        alone = alone & inputs.at_points(rule.applies)
    places = np.argwhere(alone)
    return inputs.example(places[0].tolist()) if len(places) else None


def never_stricter(rule: Rule, inputs: Inputs) -> str:
    """Say that reviewers add nothing, where they are said to; "" where they do.

    Args:
        rule: the rule.
        inputs: its whole input space.
    """
    if not rule.added:
        return ""
    found = granted_by_the_text_alone(rule, inputs)
    return "" if found else "it adds nothing: whatever the text grants, reviewers grant"
