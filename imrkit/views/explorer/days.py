"""The days by which the explorer chooses an edition, and the editions that can be tried by them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import TypedDict

from imrkit.cases.known import given_by, known_by
from imrkit.determination.deciding import revise
from imrkit.determination.determination import Determination
from imrkit.errors import ImrkitError
from imrkit.logic.exact import exact
from imrkit.rules.rule import Rule
from imrkit.rules.schema import Guideline

USUAL = 30
"""So many days lie between request and decision, where nothing tells."""


class Edition(TypedDict):
    """An edition of a guideline, and a day on which it was in force.

    `also` holds the other days that move along with it, so that the whole case is a later one.
    """

    label: str
    value: str
    also: dict[str, str]


@lru_cache(maxsize=64)
def chosen_by(original: Determination) -> frozenset[str]:
    """The days by which editions that could speak of the item are chosen; that of the decision.

    Args:
        original: the determination on the facts of the file.
    """
    rules = original.case.rules(original.item)
    by = {rule.guideline.by for rule in rules if _could_govern(original, rule)}
    return frozenset(by | {known_by(original.known, "decided").fact.name})


def _could_govern(original: Determination, rule: Rule) -> bool:
    """Whether a rule could speak of the part of the body that the item is for."""
    part = known_by(original.known, "item.body_part")
    facts = {name: known.fact.unknown for name, known in original.known.items()}
    facts[part.fact.name] = part.value
    return rule.applies is None or exact(rule.applies, facts).possibly


def editions(original: Determination) -> list[Edition]:
    """The editions that rules for the item stand in, in order, each with a day to try it by.

    Args:
        original: the determination on the facts of the file.
    """
    decided, injured = (known_by(original.known, f) for f in ("decided", "injury.date"))
    first = decided.value[0]
    heads = {
        r.guideline.short: r.guideline
        for r in original.case.rules(original.item)
        if _could_govern(original, r)
    }
    found = []
    for head in sorted(heads.values(), key=lambda head: (head.since, head.short)):
        if head.layer != "mtus":
            continue
        # An edition that goes by an earlier date than the decision's is tried that much later.
        later = dt.timedelta(int(first) - int(original.known[head.by].value[0]))
        day = max(head.since + later, dt.date.fromordinal(int(first)))
        if head.until and day > head.until + later:
            day = head.since + later
        also = _moved_along(original, day)
        days = {decided.fact.name: day.isoformat(), **also}
        if day.toordinal() < injured.value[0] or not _chosen(original, days, head):
            continue
        span = f"from {head.since}" + (f" to {head.until}" if head.until else " on")
        found.append(Edition(label=f"{head.short}, {span}", value=day.isoformat(), also=also))
    return found


def _moved_along(original: Determination, day: dt.date) -> dict[str, str]:
    """The day of the request, as long before another day of the decision as in the file."""
    return {n: (day - dt.timedelta(days)).isoformat() for n, days in along(original).items()}


def along(original: Determination) -> dict[str, int]:
    """The day of the request, and how many days before the decision it lies in the file.

    Where the file gives no day of the request, some weeks, as far as what it gives allows.

    Args:
        original: the determination on the facts of the file.
    """
    asked = given_by(original.known, "item.requested")
    if asked is None or asked.value == asked.fact.unknown:
        return {}
    decided = int(known_by(original.known, "decided").value[0])
    first, last = (int(end) for end in asked.value)
    before = min(max(USUAL, decided - last), decided - first)
    return {asked.fact.name: before} if before >= 0 else {}


def _chosen(original: Determination, days: Mapping[str, str], head: Guideline) -> bool:
    """Whether an edition judges the item on some days; or may, and is not held."""
    try:
        then = revise(original, days)
    except ImrkitError:
        return False  # on these days two editions would govern
    if then.rule is None:
        return any(edition.guideline == head for edition, _ in then.unheld)
    return then.rule.guideline == head
