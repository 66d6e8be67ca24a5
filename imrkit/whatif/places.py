"""The places along an axis of a map: the values of a fact, and which of them are drawn as one."""

from __future__ import annotations

from typing import Any

from imrkit.cases.case import Known
from imrkit.logic.classes import Values
from imrkit.whatif.outcome_map import Tick

MOST = 14
"""Beyond so many places along an axis, neighbors that are all alike are one."""


def values(own: list[Known], classes: list[Values]) -> list[Known]:
    """What may be known of one fact: that it is open, if it may be; then each value in turn.

    Where silence says something, a fact is open only where the case declares it so.
    Dates stand in spans that no rule tells apart, numbers up to where no rule tells more apart.
    """
    known, fact = own[0], own[0].fact
    least, most = fact.unknown
    if fact.type == "date":
        values = [fact.between(first, last) for first, last, _ in classes]
    else:
        if fact.type == "number":
            most = min(most, max([classes[-1].first, *(k.value[0] + 1 for k in own if not k.open)]))
        values = [fact.value_of(fact.decode(v)) for v in range(int(least), int(most) + 1)]
    settled = [k.value for k in own if not k.open and k.value not in values]
    values = sorted({*values, *settled}) if settled else values
    silent = fact.unstated is not None and all(k.value != fact.unknown for k in own)
    opens = fact.kind in ("evidence", "reading") and not silent
    if (opens or known.open) and fact.unknown not in values:
        values.insert(0, fact.unknown)
    if known.value not in values:
        values.insert(1, known.value)
    why = "reading" if fact.kind == "reading" else "not documented"
    stand = {k.value: k for k in reversed(own)}
    return [stand.get(v) or Known(fact, v, why if v == fact.unknown else "", "you") for v in values]


def groups(cells: Any, axis: int, side: list[Known], own: list[Known]) -> list[list[int]]:
    """The places along an axis; where there are many, the longest runs of numbers alike are one.

    Where the case stands, and where the file has it, stay places of their own.
    """
    if len(side) <= MOST or side[0].fact.type != "number":
        return [[place] for place in range(len(side))]
    kept = [known.value for known in own]
    alone = [known.open or known.value in kept for known in side]
    runs: list[list[int]] = []
    for place in range(len(side)):
        before = place - 1
        if runs and not (alone[place] or alone[before]) and _alike(cells, axis, before, place):
            runs[-1].append(place)
        else:
            runs.append([place])
    gathered: list[int] = []
    for run in sorted(range(len(runs)), key=lambda n: -len(runs[n])):
        if sum(1 if n in gathered else len(some) for n, some in enumerate(runs)) > MOST:
            gathered.append(run)
    apart = [[some] if n in gathered else [[p] for p in some] for n, some in enumerate(runs)]
    return [group for groups in apart for group in groups]


def _alike(cells: Any, axis: int, one: int, other: int) -> bool:
    return bool((cells.take(one, axis) == cells.take(other, axis)).all())


def tick(first: Known, last: Known, *, end: bool) -> Tick:
    """A place along an axis; a number at the `end` of it stands for all beyond too."""
    fact, (low, high) = first.fact, first.value
    if end and fact.type == "number" and low == high and low < fact.unknown[1]:
        most = fact.unknown[1]
        beyond = Known(fact, fact.between(most, most), "", "you")
        return Tick(first, beyond, fact.show(fact.between(low, most)), f"{low}+")
    if first is not last:
        label = fact.show(fact.between(low, last.value[1]))
        return Tick(first, last, label, f"{low}\N{EN DASH}{last.value[1]}")
    label = "not told" if first.state == "not told" else first.shown
    if fact.type == "number" and low == high:
        return Tick(first, last, label, str(low))
    return Tick(first, last, label, "not doc." if label == "not documented" else label)
