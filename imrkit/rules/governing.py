"""Which rule governs a disputed item: a three-valued question too.

A special guideline displaces the general one where it surely applies; what only might apply does
not displace. Caps stand beside whichever rule governs. Guidelines beyond the MTUS are turned to
only where no rule of the MTUS can apply (medical evidence search sequence, 8 CCR 9792.21.1).

All of it is written on truths that may be Python bools or NumPy arrays, so that one case and a
what-if map of many are decided by the same lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, TypeVar

from imrkit.errors import RuleConflict
from imrkit.facts.spans import Days, Facts, Truth, days_of
from imrkit.logic.exact import exact
from imrkit.logic.program import Program
from imrkit.rules.edition import Edition
from imrkit.rules.rule import Rule


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A rule in force that addresses the treatment.

    Attributes:
        rule: the rule.
        applies: whether it (surely, possibly) applies.
        governs: whether it is the one that governs; for a cap, always False.
        displaced: whether a more special rule surely takes its place.
    """

    rule: Rule
    applies: Truth
    governs: Any
    displaced: Any = False


def candidates(
    rules: Sequence[Rule], facts: Facts, unheld: Sequence[tuple[Edition, Truth]] = ()
) -> list[Candidate]:
    """Look at every rule for a treatment that might be in force on the day of the decision.

    Args:
        rules: the rules for the treatment, in all editions.
        unheld: the editions of the MTUS that may speak of the treatment and whose rules on it
            imrkit does not hold, as `not_held` gives them; the MTUS is then not known to be silent.
        facts: the pairs of all facts, scalars or arrays; the decision date is a scalar pair.

    Returns:
        The candidates: rules of the MTUS, rules beyond it, caps.

    Raises:
        RuleConflict: if two rules surely apply and neither gives way.
    """
    standing: list[tuple[Rule, Truth]] = []
    for rule, force in in_force(rules, facts):
        applies = force
        if rule.applies:
            low, high = exact(rule.applies, facts)
            applies = Truth(low & force[0], high)
        standing.append((rule, applies))
    found: list[Candidate] = []
    free: Any = True
    for layer in ("mtus", "beyond"):
        if layer == "beyond":
            for _, speaks in unheld:
                free = free & (speaks.possibly ^ True)
        here = [r for r in standing if r[0].guideline.layer == layer and not r[0].data.cap]
        if not here:
            continue
        chosen = _choose(here, free)
        found += chosen
        for candidate in chosen:
            free = free & (candidate.governs ^ True)
    found += [Candidate(rule, applies, False) for rule, applies in standing if rule.data.cap]
    return found


Text = TypeVar("Text", Rule, Edition)


def in_force(texts: Sequence[Text], facts: Facts) -> list[tuple[Text, Truth]]:
    """The rules or editions that may be in force, and whether they surely are.

    Args:
        texts: rules, or editions.
        facts: what is known of all facts; dates by which a text is in force are scalars.
    """
    some = tuple(texts)
    days = [days_of(facts, by) for by in _dates_of(some)]
    found = _in_force(some, tuple((int(low), int(high)) for low, high in days))
    return [(some[place], truth) for place, truth in found]


@lru_cache(maxsize=1024)
def _dates_of(texts: tuple[Rule | Edition, ...]) -> tuple[str, ...]:
    """The facts on whose days these are in force or not."""
    return tuple(dict.fromkeys(text.guideline.by for text in texts))


@lru_cache(maxsize=4096)
def _in_force(
    texts: tuple[Rule | Edition, ...], days: tuple[tuple[int, int], ...]
) -> list[tuple[int, Truth]]:
    """By place. Kept: a case is decided anew with every change, and dates change seldom."""
    on = {by: Days(*day) for by, day in zip(_dates_of(texts), days, strict=True)}
    truths = [text.guideline.in_force(on[text.guideline.by]) for text in texts]
    return [(place, truth) for place, truth in enumerate(truths) if truth.possibly]


def not_held(unheld: Sequence[Edition], facts: Facts) -> list[tuple[Edition, Truth]]:
    """The editions not held that may be in force and about the item, and whether they are."""
    found = []
    for edition, truth in in_force(unheld, facts):
        speaks = truth
        if edition.scope is not None:
            scope = exact(edition.scope, facts)
            speaks = Truth(scope.surely & truth.surely, scope.possibly)
        if anywhere(speaks.possibly):
            found.append((edition, speaks))
    return found


def _choose(rules: list[tuple[Rule, Truth]], free: Any) -> list[Candidate]:
    displaced: list[Any] = []
    for rule, _ in rules:
        by: Any = False
        for other, applies in rules:
            if rule.name in other.data.displaces:
                by = by | applies[0]
        displaced.append(by)
    surely = [a[0] & (d ^ True) for (_, a), d in zip(rules, displaced, strict=True)]
    taken: Any = False
    for place, ((rule, _), sure) in enumerate(zip(rules, surely, strict=True)):
        if anywhere(taken & sure):
            others = [
                r.id for (r, _), s in zip(rules[:place], surely, strict=False) if anywhere(s & sure)
            ]
            raise RuleConflict(
                f"{rule.id} and {' and '.join(others)} both govern this item, "
                "and neither gives way to the other"
            )
        taken = taken | sure
    # Where nothing surely applies, the most general rule that might: one that displaces no other.
    order = sorted(range(len(rules)), key=lambda i: bool(rules[i][0].data.displaces))
    governs: list[Any] = [sure & free for sure in surely]
    for place in order:
        maybe = rules[place][1][1] & (displaced[place] ^ True) & (taken ^ True)
        governs[place] = governs[place] | (maybe & free)
        taken = taken | maybe
    return [
        Candidate(rule, applies, g, d)
        for (rule, applies), g, d in zip(rules, governs, displaced, strict=True)
    ]


def anywhere(truth: Any) -> bool:
    """Whether a truth holds, or an array of truths holds in some place."""
    return bool(truth) if isinstance(truth, bool) else bool(truth.any())


By = Literal["text", "reviewers"]
"""What a request is judged by: what the guideline asks, or that and what reviewers add."""


def asked(rule: Rule, by: By) -> Program:
    """What a rule asks of a request."""
    return rule.by_text if by == "text" else rule.necessary


def necessary(found: Sequence[Candidate], facts: Facts, by: By = "reviewers") -> Truth:
    """Whether the item is (surely, possibly) medically necessary, by the governing rule and caps.

    Args:
        found: the candidates.
        facts: what is known of all facts, scalars or arrays.
        by: what it is judged by.

    Returns:
        The truth; (False, True) where nothing governs.
    """
    low: Any = False
    high: Any = True
    for candidate in found:
        if anywhere(candidate.governs):
            needs = exact(asked(candidate.rule, by), facts)
            # A rule that only might apply governs for want of another, but grants nothing.
            low = low | (candidate.governs & needs[0] & candidate.applies[0])
            high = high & ((candidate.governs ^ True) | needs[1])
    for candidate in found:
        if candidate.rule.data.cap and anywhere(candidate.applies[1]):
            needs = exact(asked(candidate.rule, by), facts)
            low = low & ((candidate.applies[1] ^ True) | needs[0])
            high = high & ((candidate.applies[0] ^ True) | needs[1])
    return Truth(low, high)
