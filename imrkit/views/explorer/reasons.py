"""The grounds of a determination, the rules beside it, and what would change it, as plain data."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict

from imrkit.views.explorer.controls import Plain
from imrkit.views.html.pictures import ground_picture
from imrkit.words.changes import Suggestion
from imrkit.words.telling import ALONE, Sign, Told


class Ground(TypedDict):
    """One thing the rules ask, or one rule that was looked at beside the governing one."""

    key: str
    sign: Sign
    mark: str
    verdict: str
    text: str
    alone: bool
    cite: str
    picture: str


class Way(TypedDict):
    """One thing to say about what would change the result; `values` are the changes to try."""

    lead: str
    text: str
    judgment: bool
    values: dict[str, Plain] | None


def ground(told: Told) -> Ground:
    """Turn one line that is told into what travels."""
    return Ground(
        key=told.key,
        sign=told.sign,
        mark=told.mark,
        verdict=told.word,
        text=" ".join([told.says, *(note for note in told.notes if note != ALONE)]),
        alone=told.alone,
        cite=told.cite,
        picture=ground_picture(told.step) if told.step is not None else "",
    )


def way(suggestion: Suggestion) -> Way:
    """Tell one thing that would change the result; its first words stand out."""
    ends = [at + 1 for end in (". ", ", ") if (at := suggestion.text.find(end)) > 0]
    lead = min(ends, default=0)
    flip = suggestion.flip
    return Way(
        lead=suggestion.text[:lead],
        text=suggestion.text[lead:],
        judgment=suggestion.judgment,
        values={name: _travels(value) for name, value in flip.values.items()} if flip else None,
    )


def _travels(value: object) -> Plain:
    if isinstance(value, dt.date):
        return value.isoformat()
    assert isinstance(value, int | str)
    return value
