"""A determination as plain data, for other programs."""

from __future__ import annotations

from typing import Any

from imrkit.determination.determination import Considered, Determination
from imrkit.determination.tree import verdict_of
from imrkit.whatif.space import facts_that_count
from imrkit.words.rationale import NOTICE
from imrkit.words.steps import open_facts
from imrkit.words.telling import Telling, Told


def as_data(determination: Determination) -> dict[str, Any]:
    """Turn a determination into texts, numbers, truths, lists and tables, as JSON has them.

    Args:
        determination: the determination of one disputed item.
    """
    item, rule, telling = determination.item, determination.rule, Telling(determination)
    return {
        "case": determination.case.name,
        "item": item.id,
        "request": item.request,
        "outcome": determination.outcome,
        "verdict": determination.verdict,
        "by_text": determination.outcome_by("text"),
        "with_reviewers": determination.outcome_by("reviewers"),
        "turns_on": [step.name for step in determination.turns_on],
        "headline": telling.said,
        "rule": rule.id if rule else None,
        "cites": rule.cite if rule else None,
        "not_held": [edition.id for edition, _ in determination.unheld],
        "grounds": [_ground(told) for told in telling.grounds],
        "considered": [_considered(c) for c in determination.considered],
        "facts": {
            k.fact.name: {
                "value": k.shown,
                "state": k.state,
                "open": k.open,
                "source": k.source,
            }
            for k in facts_that_count(determination)
        },
        "would_change": [
            {
                "says": way.text,
                "values": {n: _plain(v) for n, v in way.flip.values.items()} if way.flip else None,
                "turns_on_judgment": way.judgment,
            }
            for way in telling.ways
        ],
        "published": {"outcome": item.published.outcome, "agrees": determination.agrees},
        "rationale": list(telling.rationale()),
        "notice": NOTICE,
    }


def _ground(told: Told) -> dict[str, Any]:
    assert told.step is not None
    return {
        "name": told.step.name or None,
        "verdict": told.step.verdict,
        "standing": told.sign,
        "asked_by": "reviewers" if told.added else "text",
        "says": told.says,
        "cites": told.cite,
        "decides_alone": told.alone,
        "open_facts": [known.fact.name for known in open_facts(told.step)],
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
