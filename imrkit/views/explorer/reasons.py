"""The reasons for a result, each with what it was on the facts of the file, as plain data."""

from __future__ import annotations

from functools import lru_cache
from typing import TypedDict

from imrkit.determination.determination import Determination
from imrkit.rules.governing import By
from imrkit.views.html.pictures import ground_picture
from imrkit.words.english import lower_first
from imrkit.words.steps import criteria_below
from imrkit.words.telling import ADDED, Sign, Telling, Told, added_said

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
    told = _told(current, by)
    found = [reason(one) for one in told]
    for one, said in zip(found, told, strict=True) if was else ():
        before = dict.fromkeys(was[key] for key in _asked(said) if key in was)
        if set(before) != {one["verdict"]}:
            one["was"] = _before(list(before))
    return found


def _before(words: list[str]) -> str:
    """How it stood on the facts of the file; of several, how each of its parts did."""
    return f"was: {', '.join(map(lower_first, words))}" if words else "new"


@lru_cache(maxsize=64)
def _words(original: Determination, by: By) -> dict[str, str]:
    """How each criterion stands on the facts of the file, by the reason that it is told in."""
    return {key: one.word for one in _told(original, by) for key in _asked(one)}


def _asked(told: Told) -> list[str]:
    """What tells a reason from others: the criteria that it asks, whatever else it is told with."""
    asked = criteria_below(told.step) if told.step else ()
    return [f"{step.rule.id} {step.name}" for step in asked] or [told.key]


def _told(determination: Determination, by: By) -> list[Told]:
    found = Telling(determination).found
    if by == "reviewers":
        return list(found)
    return [t for t in found if not t.added] + [_not_asked(t) for t in found if t.added]


def _not_asked(told: Told) -> Told:
    added = (told.step and added_said(told.step)) or ADDED
    return Told(told.key, "aside", "\N{EN DASH}", NOT_ASKED, told.says, (added,), told.cite)


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
