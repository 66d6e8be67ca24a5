"""What a criterion asks, in words that need no case."""

from __future__ import annotations

import re

from imrkit.facts.spans import Facts
from imrkit.rules.rule import Rule
from imrkit.words.english import lower_first


def unfilled(rule: Rule, sentence: str, facts: Facts | None = None) -> str:
    """A sentence without a case: figures filled in; what only a case fills in is left out.

    Left out is a bracket or clause about a fact ("(6 weeks since the injury)", ": treatment");
    where a fact stands in the midst of a sentence, its label stands for it.

    Args:
        rule: the rule that the sentence is of.
        sentence: the sentence.
        facts: the facts of a case, to choose the row of a figure; it is named only, if absent.
    """

    def figure(match: re.Match[str]) -> str:
        found = rule.data.figure.get(match[1])
        if found is None:
            return match[0]
        if not found.by or facts is not None:
            return rule.fill(match[0], facts or {})
        return f"the number for the {lower_first(rule.vocabulary[found.by].label)}"

    said = re.sub(r"\{(\w+)\}", figure, sentence)
    said = re.sub(r" \([^()]*\{\w+\}[^()]*\)", "", said)
    said = re.sub(r"[:;] [^.:;]*\{\w+\}[^.:;]*(?=[.:;])", "", said)
    return re.sub(r"\{(\w+)\}", lambda m: f"the {lower_first(rule.vocabulary[m[1]].label)}", said)
