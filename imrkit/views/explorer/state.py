"""All that the explorer shows of a determination, as plain data for its script to draw."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TypedDict

from imrkit.cases.case import Case
from imrkit.determination.deciding import decide, revise
from imrkit.determination.determination import Determination
from imrkit.facts.fact import fact_named
from imrkit.views.explorer.controls import Group, Plain, groups, names, plain
from imrkit.views.explorer.map import MapData, map_data
from imrkit.views.explorer.reasons import Ground, Way, ground, way
from imrkit.views.html.parts import rationale_html, tree_html
from imrkit.words.changes import what_would_change
from imrkit.words.headline import headline, meaning
from imrkit.words.other_rules import where_next
from imrkit.words.rationale import NOTICE
from imrkit.words.telling import Telling


class Outcome(TypedDict):
    """The result in words. `ground` chooses its look; `compared` sets it against the file's.

    `next` says where the search for evidence goes, where no rule of the MTUS governs.
    """

    word: str
    said: str
    ground: str
    compared: str
    next: str


class Choice(TypedDict):
    """A disputed item of the letter to choose."""

    id: str
    label: str


class View(TypedDict):
    """The whole explorer."""

    turn: int
    item: str
    items: list[Choice]
    title: str
    meta: str
    groups: list[Group]
    changes: dict[str, Plain]
    outcome: Outcome
    against: list[Ground]
    met: list[Ground]
    rules: list[Ground]
    map: MapData | None
    ways: list[Way] | None
    why: str
    rationale: str
    notice: str
    problem: str


def view(
    original: Determination, current: Determination, turn: int = 0, *, ways: bool = True
) -> View:
    """Gather all that the explorer shows.

    Args:
        original: the determination on the facts of the file.
        current: the determination on the facts as the reader has set them.
        turn: number of the question that this answers, so that a late answer is known as late.
        ways: also say what would change the result, which takes longer than all the rest.
    """
    changed = changes(original, current)
    telling = Telling(current)
    grounds = telling.grounds
    return View(
        turn=turn,
        item=current.item.id,
        items=[Choice(id=i.id, label=f"{i.id}. {i.request}") for i in current.case.items],
        title=current.item.request,
        meta=meta(current),
        groups=groups(original, current, changed),
        changes=changed,
        outcome=_outcome(original, current, bool(changed)),
        against=[ground(told) for told in grounds if told.against],
        met=[ground(told) for told in grounds if not told.against],
        rules=[ground(told) for told in telling.beside],
        map=map_data(original, current),
        ways=[way(s) for s in what_would_change(current)] if ways else None,
        why=tree_html(current),
        rationale=rationale_html(current),
        notice=NOTICE,
        problem="",
    )


@lru_cache(maxsize=64)
def original(case: Case, item: str) -> Determination:
    """Determine a disputed item on the facts of the file.

    Raises:
        UnknownName: if the letter has no item of that number.
    """
    found = case.item(item)
    return decide(case, found, case.known(found))


def revised(original: Determination, wanted: Mapping[str, object]) -> Determination:
    """Determine an item anew with some facts changed; what says the same as the file is none.

    Args:
        original: the determination on the facts of the file.
        wanted: for each fact its value, or a reason for being open, or None for the file's.

    Raises:
        UnknownName: if there is no such fact.
        DataError: if a value does not fit its fact.
    """
    kept: dict[str, object] = {}
    for name, value in wanted.items():
        fact = fact_named(original.case.book.vocabulary, name)
        file = original.known[name]
        same_reason = file.why == value or not file.open
        if value is not None and not (fact.value_of(value) == file.value and same_reason):
            kept[name] = value
    return revise(original, kept) if kept else original


def changes(original: Determination, current: Determination) -> dict[str, Plain]:
    """The facts that differ from the file, with their values as they travel."""
    return {
        name: plain(now)
        for name, now in current.known.items()
        if now.value != original.known[name].value or now.why != original.known[name].why
    }


def values(original: Determination, current: Determination) -> dict[str, Plain]:
    """The value of every fact that the explorer shows; None where it is known in part."""
    return {name: plain(current.known[name]) for name in names(original, current)}


def meta(determination: Determination) -> str:
    """Injury, decision and the rule that governs, in a line."""
    injured = determination.known["injury_date"]
    decided = determination.known["decision_date"]
    parts = [f"Injury {injured.shown}", f"decided {decided.shown}"]
    if determination.rule is None:
        return " · ".join([*parts, "no rule in force addresses it"])
    return " · ".join(
        [*parts, f"governed by {determination.rule.cite}: {determination.rule.title}"]
    )


def _outcome(original: Determination, current: Determination, changed: bool) -> Outcome:
    word, said = headline(current)
    if changed:
        same = (original.outcome, original.verdict) == (current.outcome, current.verdict)
        compared = f"{'As in' if same else 'On the facts of'} the file: {_result(original)}."
    elif original.agrees:
        compared = "As in the published determination."
    else:
        published: str = original.item.published.outcome
        because = original.item.differs.says if original.item.differs else ""
        compared = f"The published determination: {published}. {because}".strip()
    return Outcome(
        word=word,
        said=said,
        ground=current.verdict,
        compared=f"{compared} {meaning(current)}".strip(),
        next=" ".join(where_next(current)),
    )


def _result(determination: Determination) -> str:
    if determination.outcome != "upheld":
        return determination.outcome
    return f"{determination.outcome}, {determination.verdict}"
