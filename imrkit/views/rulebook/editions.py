"""What changed from one edition of a guideline to the next, figure by figure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from imrkit.facts.spelling import name_said
from imrkit.rules.rule import Rule
from imrkit.rules.rulebook import Rulebook
from imrkit.rules.schema import Guideline
from imrkit.views.rulebook.diagram import in_words
from imrkit.views.rulebook.entries import Chapter
from imrkit.views.rulebook.parts import figure_said
from imrkit.words.criteria import unfilled

NONE = "not in this rule"


@dataclass(frozen=True)
class Change:
    """One thing that editions state differently.

    Attributes:
        rule: the rule's title.
        what: what it is, in words.
        stated: what each edition states, in the order of the editions; "" where it has no rule.
    """

    rule: str
    what: str
    stated: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """The editions of a guideline side by side.

    Attributes:
        editions: those that rules stand in, the oldest first.
        empty: those that imrkit holds no rule of.
        new: for each edition, titles of rules that imrkit does not hold of the one before.
        gone: for each edition, titles of rules that it holds only of the one before.
        changes: what they state differently.
    """

    editions: tuple[Guideline, ...]
    empty: tuple[Guideline, ...]
    new: dict[str, list[str]]
    gone: dict[str, list[str]]
    changes: tuple[Change, ...]

    @property
    def same(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.empty or self.new or self.gone or self.changes)


def compare(book: Rulebook, chapter: Chapter) -> Comparison:
    """Set the editions of a guideline side by side.

    Args:
        book: the rules.
        chapter: the guideline.
    """
    stems = {guideline: stem for stem, guideline in book.guidelines.items()}
    held = {stem.partition(".")[0] for stem in book.rules}
    editions = tuple(g for g in chapter.editions if stems[g] in held)
    new: dict[str, list[str]] = {}
    gone: dict[str, list[str]] = {}
    found: list[Change] = []
    for name in dict.fromkeys(entry.rule.name.partition(".")[2] for entry in chapter.entries):
        rules = [book.rules.get(f"{stems[g]}.{name}") for g in editions]
        title = next(rule.title for rule in reversed(rules) if rule)
        for edition, (before, after) in zip(editions[1:], pairwise(rules), strict=True):
            if before is None and after:
                new.setdefault(edition.edition, []).append(title)
            if after is None and before:
                gone.setdefault(edition.edition, []).append(title)
        told = [_told(rule) if rule else None for rule in rules]
        for what in dict.fromkeys(key for facts in told for key in facts or ()):
            stated = tuple("" if facts is None else facts.get(what, NONE) for facts in told)
            if len(set(stated) - {""}) > 1:
                found.append(Change(title, what, stated))
    empty = tuple(g for g in chapter.editions if g not in editions)
    return Comparison(editions, empty, new, gone, tuple(found))


def _told(rule: Rule) -> dict[str, str]:
    """What a rule states, piece by piece, each in words."""
    told = {"It asks": in_words(rule.necessary.root, rule)}
    for figure in rule.data.figure.values():
        for row in figure.rows:
            when = f": {name_said(row.when)}" if row.when else ": all others" if figure.by else ""
            told[f"{figure.says}{when}"] = figure_said(figure, row)
    for name, criterion in rule.data.criterion.items():
        told[f"Criterion: {name_said(name)}"] = unfilled(rule, criterion.says)
    return told
