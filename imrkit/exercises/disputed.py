"""What becomes of disputed items that an exercise names: of its own case, and of others."""

from __future__ import annotations

from typing import Any

from imrkit.cases.case import Case
from imrkit.cases.loading import case_of, load_case
from imrkit.cases.schema import Item
from imrkit.determination.deciding import decide, revise
from imrkit.determination.determination import Determination
from imrkit.errors import DataError
from imrkit.exercises.answers import Answers

OPERATION = "surgery_necessary"
"""The fact on which services around an operation hang."""


def item_named(case: Case, name: str) -> tuple[Case, Item]:
    """A disputed item by its number, or of another case as "cm17-0009282.1".

    Raises:
        UnknownName: if there is no such case or item.
    """
    other, dot, number = name.rpartition(".")
    if not dot:
        return case, case.item(name)
    found = case if other == case.name else load_case(other)
    return found, found.item(number)


def gets(case: Case, name: str) -> str:
    """Whether a patient gets an item, by the published letter: "all", "0", or "part"."""
    _, item = item_named(case, name)
    return {"overturned": "all", "upheld": "0"}.get(str(item.published.outcome), "part")


def falls(case: Case, name: str) -> str:
    """How an item hangs on the operation that it goes along with.

    Returns:
        "alone" if it is granted even without the operation; "with" if it is granted and falls with
        the operation; "own" if something of its own is missing even where the operation is granted.
    """
    found = _decided(*item_named(case, name))
    granted = {
        necessary: revise(found, {OPERATION: necessary}).outcome == "overturned"
        for necessary in (True, False)
    }
    return "alone" if granted[False] else "with" if granted[True] else "own"


def by_itself(case: Case, treatment: str) -> str:
    """Whether what a treatment is rules it out, on the day and by the rules of a case.

    Returns:
        "ruled out" if a criterion speaks against it with nothing else known; "possible" if not.

    Raises:
        DataError: if no rule speaks of it.
    """
    raw: dict[str, Any] = {
        "schema": 1,
        "title": treatment,
        "source": case.data.source,
        "decided": case.data.decided,
        "injury": {"date": case.data.injury.date},
        "item": [
            {
                "id": "1",
                "request": treatment,
                "treatment": treatment,
                "refusal": {"action": "denied"},
                "published": {"outcome": "upheld"},
            }
        ],
    }
    alone = case_of(raw, case.file, case.book)
    found = _decided(alone, alone.item())
    if found.rule is None:
        raise DataError(f"no rule speaks of {treatment!r} on that day")
    against = any(step.standing == "not met" for step in Answers(found).steps.values())
    return "ruled out" if against else "possible"


def _decided(case: Case, item: Item) -> Determination:
    return decide(case, item, case.known(item))
