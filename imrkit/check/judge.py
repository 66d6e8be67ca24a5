"""Real determinations as judge: how often imrkit decides as the published letters did.

Nine in ten refusals are upheld, so always answering "upheld" agrees often and knows nothing. That
is why agreement is balanced: the mean of the credit among the upheld and among the overturned.
A result that is not settled ("turns on ...") earns half: always answering "upheld" and always
answering "it turns on something" both come to 50 %.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from imrkit.cases.case import Case
from imrkit.cases.schema import Item
from imrkit.check.share import Share, mean_of, share
from imrkit.determination.deciding import decide
from imrkit.determination.determination import Determination, Outcome
from imrkit.determination.tree import Step
from imrkit.errors import ImrkitError
from imrkit.rules.governing import By


@dataclass(frozen=True)
class Judged:
    """One disputed item, decided by imrkit and by the published letter.

    Attributes:
        case: the case.
        item: the disputed item.
        determination: ours; None where the rules could not decide at all.
        error: why they could not.
    """

    case: Case
    item: Item
    determination: Determination | None
    error: str = ""

    @property
    def place(self) -> str:
        """Case and item, for a list."""
        alone = len(self.case.items) == 1
        return self.case.name if alone else f"{self.case.name}, item {self.item.id}"

    @property
    def family(self) -> str:
        """The treatment family, by terms.toml."""
        return self.case.book.terms.family_of(self.item.treatment)

    @property
    def covered(self) -> bool:
        """Whether a rule governs the item."""
        return self.determination is not None and self.determination.rule is not None

    @property
    def agrees(self) -> bool:
        """Whether our outcome is the published one."""
        return self.determination is not None and self.determination.agrees

    @property
    def determinate(self) -> bool:
        """Whether our outcome is upheld or overturned, and turns on nothing."""
        return self.outcome in ("upheld", "overturned")

    @property
    def outcome(self) -> Outcome:
        """Our outcome; not addressed where the rules could not decide."""
        return self.determination.outcome if self.determination else "not addressed"

    def credit(self, by: By | None = None) -> float:
        """How far our outcome is the published one: 1, 0, or a half where it is not settled.

        Args:
            by: by the text, or with what reviewers add; both together, if absent.
        """
        outcome: Outcome = self.outcome
        if by and self.determination:
            outcome = self.determination.outcome_by(by)
        if outcome == self.item.published.outcome:
            return 1.0
        return 0.5 if outcome.startswith("turns on") else 0.0

    @property
    def upheld(self) -> bool:
        """Whether the published outcome is upheld."""
        return self.item.published.outcome == "upheld"

    @cached_property
    def published_grounds(self) -> frozenset[str]:
        """The criteria that the published reasons rest on."""
        return frozenset(r.ground for r in self.item.published.reasons if r.ground)

    @cached_property
    def our_grounds(self) -> frozenset[str]:
        """The criteria on which we uphold the refusal."""
        against = self.determination.against if self.determination else ()
        return frozenset(step.name for ground in against for step in _failing(ground))


def _failing(step: Step) -> Iterator[Step]:
    """A ground and the criteria below it that are not met."""
    if step.name:
        yield step
    for part in step.parts:
        if part.verdict != "met":
            yield from _failing(part)


def judge(cases: Iterable[Case]) -> Iterator[Judged]:
    """Decide every disputed item of some cases and set it beside the published outcome.

    Args:
        cases: the cases.

    Yields:
        One for each disputed item, in order; an item that the rules cannot decide says why.
    """
    for case in cases:
        for item in case.items:
            try:
                yield Judged(case, item, decide(case, item, case.known(item)))
            except ImrkitError as error:
                yield Judged(case, item, None, str(error))


@dataclass(frozen=True)
class Score:
    """How some disputed items came out.

    Attributes:
        items: the items.
    """

    items: tuple[Judged, ...]

    @cached_property
    def covered(self) -> tuple[Judged, ...]:
        """The items that a rule governs."""
        return tuple(j for j in self.items if j.covered)

    @property
    def coverage(self) -> Share | None:
        """Share of the items that a rule governs."""
        return share(j.covered for j in self.items)

    @property
    def determinate(self) -> Share | None:
        """Share of the covered items whose outcome turns on nothing."""
        return share(j.determinate for j in self.covered)

    def agreement(self, by: By | None = None) -> Share | None:
        """Share of the covered items that come out as published, halves counted."""
        return share(j.credit(by) for j in self.covered)

    def among(self, published: str, by: By | None = None) -> Share | None:
        """The same among those that were published as upheld, or as overturned."""
        return share(j.credit(by) for j in self.covered if j.item.published.outcome == published)

    def balanced(self, by: By | None = None) -> Share | None:
        """Mean of the shares among upheld and overturned; None where one kind is missing."""
        return mean_of(self.among("upheld", by), self.among("overturned", by))

    @property
    def always_upheld(self) -> Share | None:
        """The agreement of always answering "upheld"; balanced, it is one half."""
        return share(j.upheld for j in self.covered)

    @property
    def confusion(self) -> dict[str, dict[str, int]]:
        """For each published outcome, how often each of ours."""
        found: dict[str, dict[str, int]] = {}
        for published in ("upheld", "overturned"):
            mine = Counter(j.outcome for j in self.items if j.item.published.outcome == published)
            found[published] = {outcome: mine[outcome] for outcome in get_args(Outcome)}
        return found

    @property
    def with_grounds(self) -> tuple[Judged, ...]:
        """Items that both uphold and whose published reasons name criteria of our rules."""
        return tuple(j for j in self.covered if j.upheld and j.agrees and j.published_grounds)

    @property
    def share_any(self) -> Share | None:
        """Share of those on which at least one ground is the same."""
        return share(bool(j.published_grounds & j.our_grounds) for j in self.with_grounds)

    @property
    def share_all(self) -> Share | None:
        """Share of those on which every published ground is among ours."""
        return share(j.published_grounds <= j.our_grounds for j in self.with_grounds)


def by_family(items: Iterable[Judged]) -> dict[str, Score]:
    """The score of every treatment family, the largest first."""
    found: dict[str, list[Judged]] = {}
    for judged in items:
        found.setdefault(judged.family, []).append(judged)
    order = sorted(found, key=lambda family: (-len(found[family]), family))
    return {family: Score(tuple(found[family])) for family in order}
