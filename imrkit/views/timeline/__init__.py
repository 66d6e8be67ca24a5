"""The timeline of a case as a view: a page, and a widget whose dates can be moved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from imrkit.cases.case import Case
from imrkit.cases.loading import load_case
from imrkit.process.timeline import timeline as timeline_of

if TYPE_CHECKING:
    from imrkit.views.timeline.widget import TimelineExplorer


def timeline(case: Case | str | Path, item: str | int | None = None) -> TimelineExplorer:
    """Open the timeline of a case, with dates that can be moved.

    Args:
        case: a case, or the name ("flagship") or path of one.
        item: number of the disputed item; the first if absent.

    Returns:
        A widget; it shows itself as the last line of a cell. Its `timeline` holds the events,
        clocks and answers.

    Raises:
        UnknownName: if there is no such case or item; says which is nearest.
        DataError: if the file is not a case, or its dates are in an order that cannot be.
    """
    from imrkit.views.timeline.widget import TimelineExplorer

    found = case if isinstance(case, Case) else load_case(case)
    return TimelineExplorer(timeline_of(found, item))
