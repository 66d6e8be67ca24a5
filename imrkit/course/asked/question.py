"""A question to a disputed item, before it has an answer."""

from __future__ import annotations

from typing import Any

from imrkit.determination.determination import Determination
from imrkit.exercises.schema import ExerciseFile, KindName


def question(found: Determination, kind: KindName, ask: str, **more: Any) -> ExerciseFile:
    """A question to a disputed item.

    Args:
        found: its determination.
        kind: the kind of exercise.
        ask: what is asked.
        more: whatever else the kind needs, by the names of an exercise's fields.
    """
    return ExerciseFile(
        schema=1,
        lesson=0,
        order=0,
        kind=kind,
        case=found.case.name,
        item=found.item.id,
        ask=ask,
        **more,
    )
