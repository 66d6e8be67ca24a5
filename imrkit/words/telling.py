"""A determination told once: what every view shows of it, whatever it is drawn with.

A view asks a `Telling` for what it shows and decides only how it looks; nothing that it does not
ask for is worked out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from imrkit.cases.known import Known
from imrkit.determination.determination import Considered, Determination, Role
from imrkit.determination.tree import Standing, Step
from imrkit.rules.governing import By
from imrkit.words.changes import Suggestion, decides_alone, what_would_change
from imrkit.words.english import lower_first, upper_first
from imrkit.words.headline import both_ways, headline, meaning
from imrkit.words.known import source_said, value_said
from imrkit.words.numbers import branches
from imrkit.words.other_rules import beside, elsewhere_said, where_next, why_shown, would_follow
from imrkit.words.published import Point, agreement, points
from imrkit.words.rationale import aside, rationale
from imrkit.words.silence import in_order
from imrkit.words.steps import (
    MARK,
    argued_of,
    carrying,
    cite_of,
    heading,
    rests_on,
    sentence,
    standing_said,
)

Sign = Standing | Literal["might apply", "aside"]
"""How a line looks: how a step stands; or that a rule only might apply, or does not decide."""
ROLE: dict[Role, str] = {
    "governs": "Governs",
    "beside": "Stands beside",
    "might apply": "Might apply",
    "gives way": "Gives way",
    "does not apply": "Does not apply",
}
ADDED = "Reviewers ask this; the text of the guideline does not."
FROM_ANOTHER = "Reviewers ask this from another text ({}); ours does not."
"""The same of what they take from a guideline that does not govern."""
ALONE = "Enough by itself to uphold."
ALONE_NOT_SHOWN = "If the file does not show it either, enough by itself to uphold."
"""The same of what the text asks and only the published letter does not tell."""
ALONE_READ_STRICTLY = "Read strictly, enough by itself to uphold."
"""The same of a ground that is left to judgment: who reads it otherwise may grant."""
ASSUMED = "Taken from silence."
ASSUMED_IN_PART = "Assumed in part"
"""Of a ground some of which a document shows, and the rest is read from silence."""


def alone_said(step: Step) -> str:
    """Say of a ground that alone lets the denial stand that it does.

    Args:
        step: the ground.
    """
    if step.standing == "not told" and not step.by_reviewers:
        return ALONE_NOT_SHOWN
    return ALONE_READ_STRICTLY if step.standing == "reading" else ALONE


@dataclass(frozen=True, slots=True)
class Told:
    """One line: a ground, a step of the tree, or a rule that was looked at.

    Attributes:
        key: what it is about, the same through every change of facts.
        sign: how it looks.
        mark: a character for the sign.
        word: a word for the sign ("Not met").
        says: what was found.
        notes: what else to say of it, each a sentence.
        cite: where it stands, what it rests on and how far that is verified.
        rests_on: the facts that it rests on, each with its source.
        alone: whether it alone lets the denial stand.
        added: whether reviewers ask it, and not the text.
        step: the step itself, for pictures; None for a rule that always applies.
        parts: the lines below it.
        again: whether it is told in full further up.
    """

    key: str
    sign: Sign
    mark: str
    word: str
    says: str
    notes: tuple[str, ...] = ()
    cite: str = ""
    rests_on: str = ""
    alone: bool = False
    added: bool = False
    step: Step | None = None
    parts: tuple[Told, ...] = ()
    again: bool = False

    @property
    def rule(self) -> str:
        """The id of the rule that it belongs to."""
        return self.step.rule.id if self.step is not None else self.key

    @property
    def against(self) -> bool:
        """Whether it stands in the way of the request, or may."""
        return self.sign not in ("met", "assumed", "aside")


@dataclass(frozen=True, slots=True)
class FactTold:
    """One fact: what is known of it, and what that rests on."""

    known: Known
    label: str
    value: str
    source: str


class Telling:
    """All there is to tell of a determination, each part worked out when it is asked for.

    Args:
        determination: the determination of one disputed item.
    """

    def __init__(self, determination: Determination) -> None:
        self.determination = determination

    @cached_property
    def word(self) -> str:
        """The result in a word."""
        return headline(self.determination)[0]

    @cached_property
    def said(self) -> str:
        """What the result means here, in a sentence or two."""
        return headline(self.determination)[1]

    @property
    def meaning(self) -> str:
        """What the word refers to, for newcomers."""
        return meaning(self.determination)

    @property
    def both_ways(self) -> tuple[str, ...]:
        """The outcome by the text, and with what reviewers add."""
        return both_ways(self.determination)

    @cached_property
    def next(self) -> tuple[str, ...]:
        """Where the search for evidence goes, where no rule of the MTUS governs."""
        return tuple(where_next(self.determination))

    @cached_property
    def governed_by(self) -> str:
        """The rule that governs; "" where none does."""
        rule = self.determination.rule
        return f"{rule.title}, {rule.cite}" if rule else ""

    @cached_property
    def changed(self) -> tuple[FactTold, ...]:
        """The facts that were changed from those of the file."""
        return tuple(_fact(k) for k in self.determination.known.values() if k.changed)

    @cached_property
    def found(self) -> tuple[Told, ...]:
        """What the rules ask, each on its own: first what is not met, then what is open."""
        found = self.determination
        met = [g for g in found.grounds if g.verdict == "met"]
        against = (replace(_step(step), says=sentence(step)) for step in found.against)
        every = (*against, *map(_in_order, met))
        return tuple(replace(told, cite=cite_of(told.step)) for told in every if told.step)

    @cached_property
    def grounds(self) -> tuple[Told, ...]:
        """The same, each with whether it is enough by itself."""
        return tuple(map(self._alone, self.found))

    def _alone(self, told: Told) -> Told:
        step = told.step
        if step is None or step.verdict == "met" or not decides_alone(self.determination, step):
            return told
        return replace(told, alone=True, notes=(*told.notes, alone_said(step)))

    @cached_property
    def beside(self) -> tuple[Told, ...]:
        """The rules that were looked at beside the governing one, and why they do not decide."""
        return tuple(self._rule(considered) for considered in beside(self.determination))

    def _rule(self, considered: Considered) -> Told:
        rule, might = considered.rule, considered.role == "might apply"
        why, step = why_shown(self.determination, considered)
        return Told(
            key=rule.id,
            sign="might apply" if might else "aside",
            mark="?" if might else "§" if considered.role == "beside" else "\N{EN DASH}",
            word=ROLE[considered.role],
            says=f"{upper_first(rule.title)}: {why.rstrip('.')}.",
            notes=tuple(filter(None, [would_follow(considered).strip()])),
            cite=rule.cite,
            step=step,
        )

    @cached_property
    def elsewhere(self) -> tuple[str, ...]:
        """The guidelines for other parts of the body, in a sentence, if there are any."""
        return tuple(elsewhere_said(self.determination))

    @cached_property
    def trees(self) -> tuple[Told, ...]:
        """The reasons step by step; a criterion that was told before is not told again."""
        seen: set[str] = set()
        return tuple(_tree(tree, seen, top=True) for tree in self.determination.shown_trees)

    @cached_property
    def ways(self) -> tuple[Suggestion, ...]:
        """What would change the result."""
        return what_would_change(self.determination)

    def rationale(self, by: By | None = None) -> tuple[str, ...]:
        """The rationale, paragraph by paragraph."""
        return tuple(rationale(self.determination, by).split("\n\n"))

    @cached_property
    def aside(self) -> tuple[str, ...]:
        """What is wrong with the file and yet no reason for the result."""
        return aside(self.determination)

    @cached_property
    def agreement(self) -> str:
        """Whether the published outcome and ours are the same, and if not, why."""
        return agreement(self.determination)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The published reasons against ours, one by one."""
        return points(self.determination)


def _fact(known: Known) -> FactTold:
    return FactTold(known, lower_first(known.fact.label), value_said(known), source_said(known))


def _step(step: Step) -> Told:
    standing = step.standing
    return Told(
        key=f"{step.rule.id} {step.place}",
        sign=standing,
        mark=MARK[standing],
        word=standing_said(step),
        says=heading(step),
        notes=tuple(_notes(step)),
        added=step.by_reviewers,
        step=step,
    )


def _in_order(step: Step) -> Told:
    """A ground that is met, or assumed; the word says where only some of it is assumed."""
    told = _step(step)
    partly = step.assumed and any(not leaf.assumed for leaf in carrying(step))
    return replace(told, says=in_order(step), word=ASSUMED_IN_PART if partly else told.word)


def _notes(step: Step) -> Iterator[str]:
    if step.verdict == "not met" and step.assumed:
        yield _assumed(step)
    if added := added_said(step):
        yield added
    yield from argued_of(step)


def added_said(step: Step) -> str:
    """Say of a criterion that only reviewers ask that they do, and from which text.

    Args:
        step: a step; "" is said of one that the text asks.
    """
    if step.criterion is None or step.criterion.basis != "reviewer judgement":
        return ""
    quotes = step.criterion.quotes
    return FROM_ANOTHER.format(quotes) if quotes else ADDED


def _assumed(step: Step) -> str:
    """Say what is taken from silence, beside what the file tells."""
    silent = step.taken_from_silence
    if not silent or all(known.from_silence for known in step.facts):
        return ASSUMED
    told = "; ".join(f"{lower_first(known.fact.label)}: {known.shown}" for known in silent)
    return f"Taken from silence ({told})."


def _tree(step: Step, seen: set[str], *, top: bool = False) -> Told:
    told = _step(step)
    if top and not step.name:
        told = replace(told, says=f"{step.rule.title}.")
    parts = branches(step)
    again = step.name in seen and bool(parts)
    cite = cite_of(step) if step.criterion else ""
    seen |= {step.name} - {""}
    if again:
        return replace(told, cite=cite, again=True)
    below = tuple(_tree(part, seen) for part in parts)
    return replace(told, cite=cite, rests_on=rests_on(step), parts=below)
