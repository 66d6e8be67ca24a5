"""The parts of the explorer that are told only when they are asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypedDict

from imrkit.determination.determination import Determination
from imrkit.determination.tree import counted_by
from imrkit.facts.fact import KINDS
from imrkit.rules.governing import By
from imrkit.views.explorer.map import MapData, map_data
from imrkit.views.explorer.question import Part, Plain
from imrkit.views.explorer.reasons import Reason, reason
from imrkit.views.html.markup import NOTHING, Html
from imrkit.views.html.parts import rationale_html, tree_html
from imrkit.whatif.flips import flips
from imrkit.words.changes import WAYS_NOTE, Suggestion, decides_alone, what_would_change
from imrkit.words.headline import headline
from imrkit.words.other_rules import where_next
from imrkit.words.sense import CANNOT_BE, NO_RESULT, impossible, no_result
from imrkit.words.steps import sentence
from imrkit.words.telling import Telling, alone_said

BOTH_HERE = "What reviewers add stands here as well; by the text alone it counts for nothing."
"""Before the tree of reasons, where the item is judged by the text."""


class Way(TypedDict):
    """One thing to say about what would change the result; `values` are the changes to try."""

    lead: str
    text: str
    judgment: bool
    values: dict[str, Plain] | None


class Ways(TypedDict):
    """What would change the result.

    `could`: the facts each of which could turn it alone; `alone`: by its key, what is said of each
    reason that alone lets the denial stand; `note`: that only what is so can be documented;
    `next`: where the search for evidence goes, where no rule of the MTUS governs.
    """

    note: str
    next: str
    ways: list[Way]
    could: list[str]
    alone: dict[str, str]


def ways(_: Determination, current: Determination, by: By) -> Ways:
    """Say what would change the result, and what could do it alone."""
    if impossible(current) or no_result(current, by):
        return Ways(note="", next="", ways=[], could=[], alone={})
    asked = [g for g in Telling(current).found if g.against and (by == "reviewers" or not g.added)]
    told = what_would_change(current, by=by)
    advice = current.outcome_by(by) != "overturned" and any(one.flip for one in told)
    return Ways(
        note=WAYS_NOTE if advice else "",
        next=" ".join(where_next(current)),
        ways=[way(suggestion) for suggestion in told],
        could=sorted({f.changes[0].fact.name for f in flips(current, tuple(KINDS), 1, by)}),
        alone={
            g.key: alone_said(g.step)
            for g in asked
            if g.step and decides_alone(current, g.step, by)
        },
    )


def way(suggestion: Suggestion) -> Way:
    """Tell one thing that would change the result; its first words stand out."""
    ends = [at + 1 for end in (". ", ", ", "; ") if (at := suggestion.text.find(end)) > 0]
    lead = min(ends, default=len(suggestion.text))
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


def other_rules(_: Determination, current: Determination, _by: By) -> list[Reason]:
    """The rules that were looked at beside the governing one, and why they do not decide."""
    return [reason(told) for told in Telling(current).beside]


def step_by_step(_: Determination, current: Determination, by: By) -> str:
    """The reasons as a tree; it holds what only reviewers ask, too."""
    more = by == "text" and any(ground.by_reviewers for ground in current.grounds)
    return (Html("<p>{}</p>").format(BOTH_HERE) if more else NOTHING) + tree_html(current)


def in_prose(_: Determination, current: Determination, by: By) -> str:
    """The rationale, by what the item is judged by; where there is no result, only why."""
    if never := impossible(current) or no_result(current, by):
        return Html("<p>{}</p>").format(" ".join(never))
    return rationale_html(current, by)


def the_map(original: Determination, current: Determination, by: By) -> MapData | None:
    """The map on which the case stands."""
    return map_data(original, current, by)


PARTS: dict[Part, Callable[[Determination, Determination, By], Any]] = {
    "ways": ways,
    "map": the_map,
    "rules": other_rules,
    "why": step_by_step,
    "rationale": in_prose,
}


def cell_said(there: Determination, by: By) -> dict[str, str]:
    """What a case would be at a cell of the map, and the first reason for it."""
    if never := impossible(there):
        return {"word": CANNOT_BE, "ground": "not determinable", "says": " ".join(never)}
    if unweighed := no_result(there, by):
        return {"word": NO_RESULT, "ground": "not determinable", "says": " ".join(unweighed)}
    word, said = headline(there, by)
    against = counted_by(there.against, by)
    verdict = there.verdict_by(by)
    return {
        "word": f"{word}, {verdict}" if word == "Upheld" else word,
        "ground": verdict,
        "says": sentence(against[0]) if against else said,
    }
