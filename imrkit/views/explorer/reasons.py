"""The reasons for a result, each with what it was on the facts of the file, as plain data."""

from __future__ import annotations

from functools import lru_cache
from typing import TypedDict

from imrkit.determination.determination import Determination
from imrkit.rules.governing import By
from imrkit.views.html.pictures import ground_picture
from imrkit.words.english import lower_first
from imrkit.words.telling import ADDED, Sign, Telling, Told

NOT_ASKED = "Not asked by the text"


class Reason(TypedDict):
    """One thing the rules ask, or one rule that was looked at beside the governing one.

    `was` says how it stood on the facts of the file, where that is another.
    """

    key: str
    sign: Sign
    mark: str
    verdict: str
    was: str
    text: str
    cite: str
    picture: str


def reasons(original: Determination, current: Determination, by: By) -> list[Reason]:
    """What the rules ask: first what is not met, then what is open, then what is met.

    Judged by the text, what only reviewers ask comes last and counts for nothing.
    """
    was = {} if current is original else _words(original, by)
    found = [reason(told) for told in _told(current, by)]
    for one in found if was else ():
        before = was.get(one["key"])
        if before != one["verdict"]:
            one["was"] = f"was: {lower_first(before)}" if before else "new"
    return found


@lru_cache(maxsize=64)
def _words(original: Determination, by: By) -> dict[str, str]:
    """How each reason stands on the facts of the file."""
    return {one.key: one.word for one in _told(original, by)}


def _told(determination: Determination, by: By) -> list[Told]:
    found = Telling(determination).found
    if by == "reviewers":
        return list(found)
    return [t for t in found if not t.added] + [_not_asked(t) for t in found if t.added]


def _not_asked(told: Told) -> Told:
    return Told(told.key, "aside", "\N{EN DASH}", NOT_ASKED, told.says, (ADDED,), told.cite)


def reason(told: Told) -> Reason:
    """Turn one line that is told into what travels."""
    return Reason(
        key=told.key,
        sign=told.sign,
        mark=told.mark,
        verdict=told.word,
        was="",
        text=" ".join([told.says, *told.notes]),
        cite=told.cite,
        picture=ground_picture(told.step) if told.step is not None else "",
    )
