"""The grounds of a determination, the rules beside it, and what would change it, as plain data."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypedDict

from imrkit.determination.determination import Considered, Determination
from imrkit.determination.tree import Step, grow
from imrkit.views.explorer.controls import Plain
from imrkit.views.html.pictures import ground_picture
from imrkit.words.changes import Suggestion, decides_alone
from imrkit.words.english import upper_first
from imrkit.words.other_rules import would_follow
from imrkit.words.steps import MARK, VERDICT, cite_of, sentence

Sign = Literal["met", "not met", "open", "aside"]


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
    judgement: bool
    values: dict[str, Plain] | None


def ground(determination: Determination, step: Step) -> Ground:
    """Tell one ground of a determination."""
    return Ground(
        key=f"{step.rule.id} {step.place}",
        sign=step.verdict,
        mark=MARK[step.verdict],
        verdict=VERDICT[step.verdict],
        text=sentence(step),
        alone=step.verdict != "met" and decides_alone(determination, step),
        cite=cite_of(step),
        picture=ground_picture(step),
    )


def beside(determination: Determination, considered: Considered) -> Ground:
    """Tell a rule that does not govern, and what would follow if it did."""
    rule = considered.rule
    verdict = {"beside": "Stands beside it"}.get(considered.role, upper_first(considered.role))
    why = f"{upper_first(rule.title)}: {considered.why.rstrip('.')}.{would_follow(considered)}"
    return Ground(
        key=rule.id,
        sign="open" if considered.role == "might apply" else "aside",
        mark="?" if considered.role == "might apply" else "–",
        verdict=verdict,
        text=why,
        alone=False,
        cite=rule.cite,
        picture=_condition(determination, considered),
    )


def _condition(determination: Determination, considered: Considered) -> str:
    """The picture of what a rule needs to apply."""
    program = considered.rule.applies
    if program is None:
        return ""
    step = grow(considered.rule, program, determination.known, determination.facts)
    return ground_picture(step)


def way(suggestion: Suggestion) -> Way:
    """Tell one thing that would change the result; its first words stand out."""
    ends = [at + 1 for end in (". ", ", ") if (at := suggestion.text.find(end)) > 0]
    lead = min(ends, default=0)
    flip = suggestion.flip
    return Way(
        lead=suggestion.text[:lead],
        text=suggestion.text[lead:],
        judgement=suggestion.judgement,
        values={name: _travels(value) for name, value in flip.values.items()} if flip else None,
    )


def _travels(value: object) -> Plain:
    if isinstance(value, dt.date):
        return value.isoformat()
    assert isinstance(value, int | str)
    return value
