"""The explorer: a case whose facts can be changed, with all that follows shown at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from imrkit.cases.case import Case
from imrkit.cases.loading import load_case
from imrkit.errors import UnknownName

if TYPE_CHECKING:
    from imrkit.views.explorer.widget import Explorer


def explore(case: Case | str | Path, item: str | int | None = None, *, first: str = "") -> Explorer:
    """Open a case in the explorer.

    Args:
        case: a case, or the name ("flagship") or path of one.
        item: number of the disputed item to begin with; the first if absent.
        first: name of the fact to begin with, shown above all others.

    Returns:
        A widget; it shows itself as the last line of a cell.

    Raises:
        UnknownName: if there is no such case, item or fact; says which is nearest.
        DataError: if the file is not a case.
    """
    from imrkit.views.explorer.widget import Explorer

    found = case if isinstance(case, Case) else load_case(case)
    if first and first not in found.book.vocabulary:
        raise UnknownName("fact", first, found.book.vocabulary)
    return Explorer(found, item, first=first)
