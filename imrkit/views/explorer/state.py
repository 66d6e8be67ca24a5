"""All that the explorer shows of a determination, as plain data for its script to draw.

The view holds what follows at once from a change. Its parts are worked out when the script asks for
them: when the hand rests, or when one is unfolded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, TypedDict

from imrkit.cases.case import Case
from imrkit.cases.known import Known, given_by, known_by
from imrkit.determination.deciding import decide, revise, supposed
from imrkit.determination.determination import Determination, Verdict
from imrkit.errors import DataError
from imrkit.facts.dates import too_late
from imrkit.facts.spans import days_of
from imrkit.rules.governing import By
from imrkit.views.explorer.controls import Group, groups, names, plain, read_here
from imrkit.views.explorer.days import along
from imrkit.views.explorer.question import Part, Plain
from imrkit.views.explorer.reasons import Reason, reasons
from imrkit.words.english import lower_first
from imrkit.words.headline import OUTCOME, headline, if_taken, meaning
from imrkit.words.known import value_said
from imrkit.words.sense import CANNOT_BE, NO_RESULT, doubts, impossible, no_result


class Outcome(TypedDict):
    """The result in words.

    `ground` chooses its look; `more` says why in a word; `compared` sets it against the file's;
    `other` says what it is when judged the other way, where that differs; `doubt` what of the
    changes no record could truthfully show; `urgent` what must not wait, whatever the result.
    """

    word: str
    more: str
    said: str
    ground: Verdict
    compared: str
    other: str
    doubt: str
    urgent: str


class Choice(TypedDict):
    """A disputed item of the letter to choose."""

    id: str
    label: str


class Changed(TypedDict):
    """A fact that the reader changed: what it was in the file, and what it is now."""

    name: str
    label: str
    was: str
    now: str


class View(TypedDict):
    """The whole explorer; beside it stand the parts that the script asks for, by name."""

    turn: int
    case: str
    item: str
    items: list[Choice]
    title: str
    meta: str
    by: By
    groups: list[Group]
    changes: dict[str, Plain]
    changed: list[Changed]
    outcome: Outcome
    reasons: list[Reason]
    problem: str


def view(
    original: Determination, current: Determination, by: By = "reviewers", first: str = ""
) -> View:
    """Gather what follows at once from the facts as they stand.

    Args:
        original: the determination on the facts of the file.
        current: the determination on the facts as the reader has set them.
        by: what the item is judged by.
        first: name of the fact to begin with.
    """
    changed = {name: known for name, known in current.known.items() if known.changed}
    return View(
        turn=0,
        case=current.case.name,
        item=current.item.id,
        items=[Choice(id=i.id, label=f"{i.id}. {i.request}") for i in current.case.items],
        title=current.item.request,
        meta=_meta(current),
        by=by,
        groups=groups(original, current, changed, first),
        changes={name: plain(known) for name, known in changed.items()},
        changed=[_changed(original, current, name) for name in changed],
        outcome=_outcome(original, current, by, bool(changed)),
        reasons=reasons(original, current, by),
        problem="",
    )


def parts(
    original: Determination, current: Determination, by: By, want: Sequence[Part]
) -> dict[str, Any]:
    """Work out the parts that the script asks for."""
    if not want:
        return {}
    from imrkit.views.explorer.parts import PARTS

    return {part: PARTS[part](original, current, by) for part in want}


def cell(there: Determination, by: By) -> dict[str, str]:
    """Say what a cell of the map shows, and the first reason for it."""
    from imrkit.views.explorer.parts import cell_said

    return cell_said(there, by)


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
        DataError: if a value does not fit its fact, or the injury comes after the decision.
    """
    kept = {
        name: value
        for name, value in wanted.items()
        if value is not None and not _same(supposed(original, name, value), original)
    }
    if not kept:
        return original
    current = revise(original, kept)
    _check_order(current.known)
    return current


def _same(new: Known, original: Determination) -> bool:
    file = original.known[new.fact.name]
    same = new.value == file.value and new.state == file.state
    return same and (not new.open or new.why == file.why)


def _check_order(known: Mapping[str, Known]) -> None:
    """Refuse an injury after the decision, as in a file, and a request that is not between them."""
    injury, decided = known_by(known, "injury.date"), known_by(known, "decided")
    if injury.changed or decided.changed:
        days = {"injury": injury.value, "decided": decided.value}
        late = too_late(days_of(days, "injury"), days_of(days, "decided"), injury.shown)
        if late and decided.changed and not injury.changed:
            said = f"a decision on {decided.shown} would come before the injury of {injury.shown}"
            raise DataError(f"Nothing was changed: {said}.")
        if late:
            raise DataError(late, field="injury.date")
    asked = given_by(known, "item.requested")
    if asked is None or not (asked.changed or injury.changed or decided.changed):
        return
    said = f"Nothing was changed: a request on {asked.shown} would come"
    if asked.value[1] < injury.value[0]:
        along = " The request moves along with the decision." if decided.changed else ""
        raise DataError(f"{said} before the injury of {injury.shown}.{along}")
    if asked.value[0] > decided.value[1]:
        raise DataError(f"{said} after the decision of {decided.shown}.")


def values(original: Determination, current: Determination) -> dict[str, Plain]:
    """The value of every fact that the explorer shows; None for what only the file says."""
    return {name: plain(current.known[name]) for name in names(original, current)}


def _changed(original: Determination, current: Determination, name: str) -> Changed:
    file, now = original.known[name], current.known[name]
    decided = known_by(current.known, "decided")
    before = along(original).get(name)
    read = name in read_here(current) or current.rule is None
    moved = before is not None and decided.changed and decided.value[0] - now.value[0] == before
    return Changed(
        name=name,
        label=lower_first(now.fact.label),
        was=value_said(file),
        now=value_said(now) + (MOVED_ALONG if moved else "" if read else NOT_READ),
    )


def _meta(determination: Determination) -> str:
    """Injury, decision and the rule that governs, in a line."""
    injured, decided = (known_by(determination.known, f) for f in ("injury.date", "decided"))
    rule = determination.rule
    governs = f"{rule.cite}: {lower_first(rule.title)}" if rule else NO_TEXT
    return f"Injury {injured.shown} · decided {decided.shown} · {governs}"


def _outcome(original: Determination, current: Determination, by: By, changed: bool) -> Outcome:
    word, said = headline(current, by)
    verdict = current.verdict_by(by)
    if changed:
        same = original.verdict_by(by) == verdict
        compared = f"{'As in' if same else 'On the facts of'} the file: {_result(original, by)}."
    elif original.agrees:
        compared = "As in the published determination."
    else:
        published: str = original.item.published.outcome
        because = original.item.differs.says if original.item.differs else ""
        compared = f"The published determination: {published}. {because}".strip()
    ways: tuple[By, By] = ("text", "reviewers")
    other = ways[by == "text"]
    if never := impossible(current):
        return Outcome(
            word=CANNOT_BE,
            more="",
            said="Undo one of these changes, or change what it needs as well.",
            ground="not determinable",
            compared=f"On the facts of the file: {_result(original, by)}.",
            other="",
            doubt=" ".join(never),
            urgent=current.item.urgent,
        )
    weighed = not no_result(current, by)
    if not weighed:
        word, said, verdict = NO_RESULT, NOT_WEIGHED, NOT_HERE
    return Outcome(
        word=word,
        more=verdict if word == "Upheld" else "",
        said=said,
        ground=verdict,
        compared=f"{compared} {meaning(current) if weighed else ''}".strip(),
        other=""
        if current.outcome_by(other) == current.outcome_by(by)
        else f"{OTHER[other]}: {_result(current, other)}{if_taken(current, other)}.",
        doubt=" ".join(doubts(current)),
        urgent=current.item.urgent,
    )


NOT_HERE: Final = "not determinable"
NOT_WEIGHED = "This rests on something that our rules do not weigh."
NO_TEXT = "imrkit holds no text for it"
"""Said where no rule that imrkit holds governs, whether or not another edition may."""
MOVED_ALONG = " (as long before the decision as in the file)"
"""Said of the day of the request where it moved along with the decision's."""
NOT_READ = " (no criterion that decides here reads this; a reviewer still may)"
"""Said of a change that nothing here turns on."""
OTHER: dict[By, str] = {
    "text": "By the guideline’s text alone",
    "reviewers": "With what reviewers add",
}


def _result(determination: Determination, by: By) -> str:
    if no_result(determination, by):
        return lower_first(NO_RESULT)
    word = OUTCOME[determination.outcome_by(by)].lower()
    return f"{word}, {determination.verdict_by(by)}" if word == "upheld" else word
