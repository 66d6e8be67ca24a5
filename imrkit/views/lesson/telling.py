"""Tells the sidebar, or whoever asks, how far a learner is, when an answer was checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from imrkit.course.plan import plans
from imrkit.course.progress import progress
from imrkit.course.telling import grown, tell_progress
from imrkit.exercises.misconceptions import misconceptions
from imrkit.views.exercise import ExerciseView, Keeper


def tell(kept: Keeper) -> None:
    """Tell the sidebar beside a record.

    Args:
        kept: the record.
    """
    now = dt.datetime.now(dt.UTC)
    found = progress(plans(), kept.entries, misconceptions(), now)
    tell_progress(kept.file.path.parent, found)


def tell_when_answered(view: ExerciseView, kept: Keeper) -> None:
    """Tell the sidebar whenever an answer to an exercise was checked or sealed.

    Args:
        view: the exercise.
        kept: the record.
    """
    when_answered(view, kept, lambda: tell(kept))


def when_answered(view: ExerciseView, kept: Keeper, do: Callable[[], None]) -> None:
    """Do something whenever an answer to an exercise was checked or sealed.

    Args:
        view: the exercise.
        kept: the record.
        do: what to do.
    """
    known = grown(kept.entries)

    def look(_: object) -> None:
        nonlocal known
        if (now := grown(kept.entries)) != known:
            known = now
            do()

    view.observe(look, "state")
