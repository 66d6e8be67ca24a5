"""How texts of exercises are held to the style sheet: short, kind, exact American English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from imrkit.facts.spelling import BRITISH

MOST_REPLY, MOST_ASK = 45, 120
"""The most words of a reply, and of what one screen asks."""
AVOIDED = (
    "amiss",
    "contrary to",
    "refused",
    "aforementioned",
    "obviously",
    "simply",
    "the patient failed",
    "wrong.",
    "wrong,",
)
_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def words(text: str) -> int:
    """How many words a text has.

    >>> words("Six are asked for; ten covers the course.")
    8
    """
    return len(text.split())


def style_faults(text: str, most: int) -> Iterator[str]:
    """What is not as the style sheet asks.

    Args:
        text: a reply, a question or a hint.
        most: the most words that it may have.
    """
    if (count := words(text)) > most:
        yield f"it has {count} words; at most {most} are read"
    folded = text.casefold()
    for avoided in AVOIDED:
        if re.search(rf"(?<!\w){re.escape(avoided)}(?!\w)", folded):
            yield f"avoid “{avoided.rstrip('.,')}”"
    for british, american in BRITISH.items():
        if british in folded:
            yield f"write American English: “{american}” for “{british}”"
    if "!" in text:
        yield "no exclamation points"
    if found := _ISO.search(text):
        yield f"write the date as “January 6, 2014”; found {found[0]}"
    if " %" in text:
        yield "write 50%, without a space"


def repeats(reply: str, question: str) -> bool:
    """Whether a reply says a question's sentence again.

    >>> repeats("Does the denial stand?", "You read it. Does the denial stand? Decide.")
    True
    """
    asked = {_folded(one) for one in re.split(r"(?<=[.?!])\s+", question)}
    return any(_folded(one) in asked for one in re.split(r"(?<=[.?!])\s+", reply) if words(one) > 3)


def tells(reply: str, label: str) -> bool:
    """Whether a reply has the words of a choice in it, of three words or more.

    >>> tells("Only the day of the decision ends it.", "The day of the decision")
    True
    """
    wanted = _folded(label)
    return len(wanted.split()) >= 3 and f" {wanted} " in f" {_folded(reply)} "


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
