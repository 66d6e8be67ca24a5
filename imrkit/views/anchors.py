"""Where in the rule book a rule stands, so that a citation can lead to it."""

from __future__ import annotations

import re


def anchor(rule: str) -> str:
    """The place of a rule in the rule book, by its id."""
    return re.sub(r"\W+|_", "-", rule)
