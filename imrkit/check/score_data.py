"""How the rules fare with real determinations as judge, as plain data for other programs."""

from __future__ import annotations

from imrkit.check.judge import Judged, Score, by_family
from imrkit.check.share import Share
from imrkit.rules.governing import By

NAMES: dict[str, By | None] = {
    "together": None,
    "by_text": "text",
    "with_reviewers": "reviewers",
}


def as_data(judged: list[Judged]) -> dict[str, object]:
    """The scorecard as plain data, for other programs.

    Args:
        judged: the disputed items.
    """
    score = Score(tuple(judged))
    return {
        **_score_data(score),
        "families": {name: _score_data(part) for name, part in by_family(judged).items()},
        "items": [
            {
                "case": j.case.name,
                "item": j.item.id,
                "treatment": j.item.treatment,
                "family": j.family,
                "published": j.item.published.outcome,
                "outcome": j.outcome,
                "by_text": j.determination.outcome_by("text") if j.determination else None,
                "with_reviewers": (
                    j.determination.outcome_by("reviewers") if j.determination else None
                ),
                "rule": j.determination.rule.id
                if j.determination and j.determination.rule
                else None,
                "credit": j.credit(),
                "error": j.error,
            }
            for j in judged
        ],
    }


def _score_data(score: Score) -> dict[str, object]:
    def data(found: Share | None) -> dict[str, float] | None:
        return found.as_data() if found else None

    return {
        "count": len(score.items),
        "covered": len(score.covered),
        "coverage": data(score.coverage),
        "determinate": data(score.determinate),
        **{
            name: {
                "agreement": data(score.agreement(by)),
                "balanced": data(score.balanced(by)),
                "upheld": data(score.among("upheld", by)),
                "overturned": data(score.among("overturned", by)),
            }
            for name, by in NAMES.items()
        },
        "always_upheld": data(score.always_upheld),
        "confusion": score.confusion,
        "grounds": {"any": data(score.share_any), "all": data(score.share_all)},
    }
