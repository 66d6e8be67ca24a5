"""A determination as text for a terminal: readable at 80 columns, in color only where wanted."""

from __future__ import annotations

from imrkit.cases.schema import show_date
from imrkit.determination.determination import Determination
from imrkit.views.terminal.lines import Lines
from imrkit.words.changes import WAYS_NOTE
from imrkit.words.english import upper_first
from imrkit.words.published import MATCH_MARK
from imrkit.words.rationale import ASIDE, NOTICE
from imrkit.words.telling import Telling, Told


def as_text(
    determination: Determination, width: int = 80, colour: bool = False, notice: bool = True
) -> str:
    """Write a determination for a terminal.

    Args:
        determination: the determination of one disputed item.
        width: columns to fill at most.
        colour: mark verdicts and headings in color too; each has its word and mark anyway.
        notice: end with the notice that this is for learning.

    Returns:
        Lines, without a newline at the end.
    """
    page, telling = Lines(max(width, 40), colour), Telling(determination)
    _head(page, telling)
    if telling.grounds:
        page.heading("Grounds")
    for ground in telling.grounds:
        _line(page, ground, ground.cite)
    for tree, told in zip(determination.shown_trees, telling.trees, strict=True):
        page.heading(f"Step by step: {tree.rule.title}")
        _tree(page, told, "")
    _listed(page, "Also considered", [*map(_rule, telling.beside), *telling.elsewhere])
    _listed(page, ASIDE, telling.aside)
    if telling.ways:
        _listed(page, "What would change this result?", [w.text for w in telling.ways], WAYS_NOTE)
    page.heading("The published determination")
    page.say(telling.agreement)
    for point in telling.points:
        published = point.published or "(not among the published reasons)"
        page.item(MATCH_MARK[point.match], published, f"{upper_first(point.ours)}")
    if notice:
        page.blank()
        page.say(NOTICE)
    return "\n".join(page.lines)


def _head(page: Lines, telling: Telling) -> None:
    case, item = telling.determination.case, telling.determination.item
    page.bold(item.request)
    about = [
        f"case {case.name}, item {item.id}",
        f"injury {show_date(case.data.injury.date)}",
        f"decided {show_date(case.data.decided)}",
    ]
    page.say(" · ".join(about))
    if changed := [f"{fact.label}: {fact.value}" for fact in telling.changed]:
        page.say(f"Changed by you: {'; '.join(changed)}.")
    page.blank()
    page.bold(telling.word.upper())
    page.say(f"{telling.said} {telling.meaning}".strip())
    if item.urgent:
        page.say(item.urgent)
    for said in telling.both_ways:
        page.say(said)
    page.blank()
    if telling.governed_by:
        page.say(f"Governed by: {telling.governed_by}.")
    for said in telling.next:
        page.say(said)


def _listed(page: Lines, title: str, entries: tuple[str, ...] | list[str], note: str = "") -> None:
    if not entries:
        return
    page.heading(title)
    if note:
        page.say(note)
    for entry in entries:
        page.item("-", entry)


def _rule(told: Told) -> str:
    return " ".join([f"{told.word}. {told.says}", *told.notes, f"({told.cite}.)"])


def _line(page: Lines, told: Told, below: str, indent: str = "") -> None:
    page.item(told.mark, " ".join([told.says, *told.notes]), below, told.word, indent)


def _tree(page: Lines, told: Told, indent: str) -> None:
    _line(page, told, "(As above.)" if told.again else told.rests_on, indent)
    for part in told.parts:
        _tree(page, part, indent + "  ")
