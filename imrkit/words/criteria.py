"""What a criterion asks, in words that need no case."""

from __future__ import annotations

import re

from imrkit.rules.rule import Rule
from imrkit.words.english import lower_first


def unfilled(rule: Rule, sentence: str) -> str:
    """A sentence without a case: figures filled in, facts by their names.

    Args:
        rule: the rule that the sentence belongs to.
        sentence: its words, with the names of figures and facts in braces.
    """

    def word(match: re.Match[str]) -> str:
        figure = rule.data.figure.get(match[1])
        if figure is None:
            return f"[{lower_first(rule.vocabulary[match[1]].label)}]"
        if not figure.by:
            return figure.rows[0].show(figure.unit)
        return f"the number for the {lower_first(rule.vocabulary[figure.by].label)}"

    return re.sub(r"\{(\w+)\}", word, sentence)
