"""A determination as text for a terminal: readable at 80 columns, in colour only where wanted."""

from __future__ import annotations

import textwrap

from imrkit.cases.schema import show_date
from imrkit.characters import neutral
from imrkit.determination.determination import Determination
from imrkit.determination.tree import Step
from imrkit.words.changes import WAYS_NOTE, decides_alone, what_would_change
from imrkit.words.english import lower_first, upper_first
from imrkit.words.headline import headline, meaning
from imrkit.words.numbers import branches
from imrkit.words.other_rules import considered_said, where_next
from imrkit.words.published import MATCH_MARK, agreement, points
from imrkit.words.rationale import ASIDE, NOTICE, aside
from imrkit.words.steps import MARK, VERDICT, cite_of, heading, rests_on, sentence

_COLOUR: dict[str, str] = {"Met": "34", "Not met": "35;1", "Not shown": "33"}
_BOLD, _PLAIN = "\033[1m", "\033[0m"


def as_text(
    determination: Determination, width: int = 80, colour: bool = False, notice: bool = True
) -> str:
    """Write a determination for a terminal.

    Args:
        determination: the determination of one disputed item.
        width: columns to fill at most.
        colour: mark verdicts and headings in colour too; each has its word and mark anyway.
        notice: end with the notice that this is for learning.

    Returns:
        Lines, without a newline at the end.
    """
    page = Lines(max(width, 40), colour)
    _head(page, determination)
    _grounds(page, determination)
    for tree in determination.shown_trees:
        page.heading(f"Step by step: {tree.rule.title}")
        _tree(page, tree, "", set())
    if beside := considered_said(determination):
        page.heading("Also considered")
        for said in beside:
            page.item("-", said)
    if noted := aside(determination):
        page.heading(ASIDE)
        for said in noted:
            page.item("-", said)
    if ways := what_would_change(determination):
        page.heading("What would change this result?")
        page.say(WAYS_NOTE)
        for way in ways:
            page.item("-", way.text)
    page.heading("The published determination")
    page.say(agreement(determination))
    for point in points(determination):
        published = point.published or "(not among the published reasons)"
        page.item(MATCH_MARK[point.match], published, f"{upper_first(point.ours)}")
    if notice:
        page.blank()
        page.say(NOTICE)
    return "\n".join(page.lines)


def _head(page: Lines, determination: Determination) -> None:
    case, item = determination.case, determination.item
    page.bold(item.request)
    about = [
        f"case {case.name}, item {item.id}",
        f"injury {show_date(case.data.injury.date)}",
        f"decided {show_date(case.data.decided)}",
    ]
    page.say(" · ".join(about))
    known = determination.known.values()
    if changed := [f"{lower_first(k.fact.label)}: {k.shown}" for k in known if k.changed]:
        page.say(f"Changed by you: {'; '.join(changed)}.")
    word, said = headline(determination)
    page.blank()
    page.bold(word.upper())
    page.say(f"{said} {meaning(determination)}".strip())
    page.blank()
    if determination.rule is not None:
        page.say(f"Governed by: {determination.rule.title}, {determination.rule.cite}.")
    for said in where_next(determination):
        page.say(said)


def _grounds(page: Lines, determination: Determination) -> None:
    met = [g for g in determination.grounds if g.verdict == "met"]
    if not determination.grounds:
        return
    page.heading("Grounds")
    for ground in (*determination.against, *met):
        said = sentence(ground)
        if decides_alone(determination, ground):
            said += " Decides alone."
        page.item(MARK[ground.verdict], said, cite_of(ground), VERDICT[ground.verdict])


def _tree(page: Lines, step: Step, indent: str, told: set[str]) -> None:
    """A step and its parts; a criterion that was told before is not told again."""
    text = heading(step) if indent or step.name else f"{step.rule.title}."
    again = step.name in told and bool(branches(step))
    below = "(As above.)" if again else rests_on(step)
    page.item(MARK[step.verdict], text, below, VERDICT[step.verdict], indent)
    told |= {step.name} - {""}
    for part in () if again else branches(step):
        _tree(page, part, indent + "  ", told)


class Lines:
    """Lines of text, neutral and wrapped; coloured after that, so that lengths are right."""

    def __init__(self, width: int, colour: bool = False) -> None:
        self.width, self.colour = width, colour
        self.lines: list[str] = []

    def blank(self) -> None:
        """An empty line, unless there is one already."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def bold(self, text: str) -> None:
        """A line that stands out."""
        lines = textwrap.wrap(neutral(text), self.width)
        self.lines += [f"{_BOLD}{line}{_PLAIN}" if self.colour else line for line in lines]

    def heading(self, text: str) -> None:
        """A heading, after an empty line."""
        self.blank()
        self.bold(text)

    def say(self, text: str) -> None:
        """A paragraph."""
        self.lines += textwrap.wrap(neutral(text), self.width)

    def item(
        self, mark: str, text: str, below: str = "", verdict: str = "", indent: str = ""
    ) -> None:
        """One entry: its mark, a verdict, its text; below it, smaller print."""
        first = f"{indent}{mark} "
        rest = " " * len(first)
        start = f"{verdict}. " if verdict else ""
        lines = textwrap.wrap(
            neutral(f"{start}{text}"), self.width, initial_indent=first, subsequent_indent=rest
        )
        if self.colour and verdict in _COLOUR:
            told = f"{mark} {verdict}."
            painted = f"\033[{_COLOUR[verdict]}m{told}{_PLAIN}"
            lines[0] = lines[0].replace(told, painted, 1)
        self.lines += lines
        if below:
            self.lines += textwrap.wrap(
                neutral(below), self.width, initial_indent=rest, subsequent_indent=rest
            )
