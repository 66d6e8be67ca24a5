"""The result in a word and a sentence or two."""

from __future__ import annotations

from collections.abc import Sequence

from imrkit.determination.determination import Determination
from imrkit.determination.tree import Step
from imrkit.words.english import number_word
from imrkit.words.steps import open_facts


def headline(determination: Determination) -> tuple[str, str]:
    """Say the result in a word, and in one or two sentences what it means.

    Args:
        determination: the determination.

    Returns:
        The word ("Upheld", "Overturned", "Not addressed") and the explanation.
    """
    if determination.outcome == "not addressed":
        return (
            "Not addressed",
            "No rule in force that imrkit holds addresses this item, so it gives no answer.",
        )
    if determination.outcome == "overturned":
        return (
            "Overturned",
            "The refusal does not stand: all that the rules ask for is shown.",
        )
    contrary = [g for g in determination.against if g.verdict == "not met"]
    unshown = [g for g in determination.against if g.verdict == "open"]
    because = _not_shown_because(unshown)
    if contrary and unshown:
        more = f"{number_word(len(unshown))} more {_are(unshown)} not shown {because}"
        said = f"The request is contrary to {_criteria(contrary)}, and {more}."
    elif contrary:
        said = f"The request is contrary to {_criteria(contrary)}."
    elif determination.verdict == "not met":
        said = "No criterion alone is contrary to it, but they cannot all be met together."
    elif not unshown:
        said = (
            "All that the guideline asks is met, but that this edition of it governs is not shown: "
            "on the days on which the decision may have been made, more than one was in force."
        )
    else:
        said = (
            f"Nothing in the file is contrary to the guideline, but {_criteria(unshown)} "
            f"{_are(unshown)} not shown {because}."
        )
    return "Upheld", f"The refusal stands. {said}"


def meaning(determination: Determination) -> str:
    """Say for newcomers what the word of the headline refers to."""
    if determination.outcome == "not addressed":
        return ""
    if determination.outcome == "upheld":
        return "(“Upheld” speaks of the refusal: the treatment is not granted.)"
    return "(“Overturned” speaks of the refusal: the treatment is granted.)"


def _criteria(grounds: Sequence[Step]) -> str:
    return f"{number_word(len(grounds))} {'criterion' if len(grounds) == 1 else 'criteria'}"


def _are(grounds: Sequence[Step]) -> str:
    return "is" if len(grounds) == 1 else "are"


def _not_shown_because(unshown: Sequence[Step]) -> str:
    known = [k for ground in unshown for k in open_facts(ground)]
    reasons = {"reading" if k.fact.kind == "reading" else k.why for k in known}
    match list(reasons):
        case ["reading"]:
            return "because the text leaves it to the reviewer"
        case ["conflicting"]:
            return "because the documents contradict each other"
        case ["illegible"]:
            return "because a document cannot be read"
    return f"because the file does not document {'it' if len(unshown) == 1 else 'them'}"
