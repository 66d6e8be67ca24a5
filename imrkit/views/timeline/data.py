"""A timeline as plain data, for other programs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from imrkit.facts.fact import EVER
from imrkit.facts.spans import Days
from imrkit.process.timeline import Timeline
from imrkit.words.process import answers_told, appeal_said
from imrkit.words.rationale import NOTICE
from imrkit.words.timeline import ClockTold, clocks_told, summary


def as_data(timeline: Timeline) -> dict[str, Any]:
    """Turn a timeline into texts, truths, lists and tables, as JSON has them.

    Args:
        timeline: the timeline of one disputed item.
    """
    return {
        "case": timeline.case.name,
        "item": timeline.item.id,
        "request": timeline.item.request,
        "events": [
            {"event": e.name, "label": e.kind.label, **_days(e.days), "from": e.origin}
            for e in timeline.events.values()
        ],
        "clocks": [_clock(told) for told in clocks_told(timeline)],
        "questions": [
            {
                "question": answer.question,
                "answer": answer.word.lower(),
                "says": answer.says,
                "grounds": [
                    {"stands": word, "says": says, "cites": cite}
                    for _, word, says, cite in answer.grounds
                ],
                "note": answer.note,
            }
            for answer in answers_told(timeline)
        ],
        "appeals": [
            {"result": a.challenge.result, "grounds": list(a.challenge.grounds), "says": said}
            for a in timeline.appeals
            for said in [appeal_said(a)]
        ],
        "summary": summary(timeline),
        "notice": NOTICE,
    }


def _clock(told: ClockTold) -> dict[str, Any]:
    row = told.row
    return {
        "clock": row.clock.name,
        "title": told.title,
        "stands": row.standing,
        "starts": row.start.name,
        "limits": row.clock.data.ends,
        "deadline": _days(row.deadline.days),
        "applies": {
            "surely": bool(row.deadline.applies.surely),
            "possibly": bool(row.deadline.applies.possibly),
        },
        "says": told.found,
        "rule": told.limit,
        "because": list(told.because),
        "cites": told.cites,
    }


def _days(days: Days) -> dict[str, str | None]:
    """The ends of a span as dates; None where nothing bounds it."""
    return {
        "first": None if days.first <= EVER.first else dt.date.fromordinal(days.first).isoformat(),
        "last": None if days.last >= EVER.last else dt.date.fromordinal(days.last).isoformat(),
    }
