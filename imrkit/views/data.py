"""A determination as plain data, for other programs."""

from __future__ import annotations

from typing import Any

from imrkit.determination.determination import Considered, Determination
from imrkit.determination.tree import Step, verdict_of
from imrkit.whatif.space import facts_that_count
from imrkit.words.changes import decides_alone, what_would_change
from imrkit.words.headline import headline
from imrkit.words.rationale import NOTICE, rationale
from imrkit.words.steps import cite_of, open_facts, sentence


def as_data(determination: Determination) -> dict[str, Any]:
    """Turn a determination into texts, numbers, truths, lists and tables, as JSON has them.

    Args:
        determination: the determination of one disputed item.
    """
    item, rule = determination.item, determination.rule
    return {
        "case": determination.case.name,
        "item": item.id,
        "request": item.request,
        "outcome": determination.outcome,
        "verdict": determination.verdict,
        "headline": headline(determination)[1],
        "rule": rule.id if rule else None,
        "cites": rule.cite if rule else None,
        "grounds": [_ground(determination, step) for step in determination.grounds],
        "considered": [_considered(c) for c in determination.considered],
        "facts": {
            k.fact.name: {"value": k.shown, "open": k.open, "source": k.source}
            for k in facts_that_count(determination)
        },
        "would_change": [
            {
                "says": way.text,
                "values": {n: _plain(v) for n, v in way.flip.values.items()} if way.flip else None,
                "turns_on_judgement": way.judgement,
            }
            for way in what_would_change(determination)
        ],
        "published": {"outcome": item.published.outcome, "agrees": determination.agrees},
        "rationale": rationale(determination).split("\n\n"),
        "notice": NOTICE,
    }


def _ground(determination: Determination, step: Step) -> dict[str, Any]:
    return {
        "name": step.name or None,
        "verdict": step.verdict,
        "says": sentence(step),
        "cites": cite_of(step),
        "decides_alone": decides_alone(determination, step),
        "open_facts": [known.fact.name for known in open_facts(step)],
    }


def _considered(considered: Considered) -> dict[str, Any]:
    would_be = considered.would_be
    return {
        "rule": considered.rule.id,
        "role": considered.role,
        "why": considered.why,
        "would_be": verdict_of(would_be) if would_be is not None else None,
    }


def _plain(value: object) -> object:
    return value if isinstance(value, bool | int | str) else str(value)
