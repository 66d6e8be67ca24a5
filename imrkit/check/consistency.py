"""The rules together: editions that meet, rules that never contradict, places that are stated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from pathlib import Path

from imrkit.check.inputs import Inputs
from imrkit.errors import DataError, ImrkitError, RuleConflict
from imrkit.facts.fact import Fact, fact_given_in
from imrkit.facts.spans import Days, Facts
from imrkit.files.reading import at
from imrkit.logic.nodes import Compare, Const, Named, Node, Read, walk
from imrkit.rules.governing import Candidate, anywhere, candidates
from imrkit.rules.rule import Rule
from imrkit.rules.rulebook import Rulebook

FOREVER = dt.date.max.toordinal()


def gaps(book: Rulebook, folder: Path) -> list[DataError]:
    """Days between two editions of one guideline on which neither was in force.

    Args:
        book: the rules.
        folder: the folder that they were read from.
    """
    editions: dict[str, list[tuple[dt.date, str]]] = {}
    for stem, guideline in book.guidelines.items():
        editions.setdefault(guideline.name, []).append((guideline.since, stem))
    found = []
    for some in editions.values():
        ordered = [stem for _, stem in sorted(some)]
        for earlier, later in pairwise(ordered):
            ends, begins = book.guidelines[earlier].until, book.guidelines[later].since
            if ends and begins != ends + dt.timedelta(days=1):
                problem = (
                    f"{earlier}.toml ends on {ends} and this edition begins on {begins}: "
                    "no edition is in force between them"
                )
                found.append(at(folder / f"{later}.toml", "guideline.since", problem))
    return found


def without_successor(book: Rulebook) -> dict[str, dt.date]:
    """Guidelines whose last edition here has ended, with its last day."""
    last: dict[str, dt.date | None] = {}
    for guideline in sorted(book.guidelines.values(), key=lambda g: g.since):
        last[guideline.name] = guideline.until
    return {name: until for name, until in last.items() if until}


def contradictions(book: Rulebook) -> list[str]:
    """Disputed items that two rules govern, and rules that never get to govern an item.

    Every treatment is looked at on every stretch of dates on which the same rules are in force, on
    every input that tells whether they apply.
    """
    found: list[str] = []
    governs: dict[tuple[str, str], bool] = {}
    for treatment, rules in book.by_treatment.items():
        for first, last in _stretches(rules):
            here = [r for r in rules if r.guideline.in_force(Days(first, first))[1]]
            try:
                seen = _look(here, first)
            except ImrkitError as error:
                days = f"{dt.date.fromordinal(first)} to {dt.date.fromordinal(last)}"
                when = days if last < FOREVER else f"{dt.date.fromordinal(first)} on"
                found.append(f"{treatment}, decisions of {when}: {error}")
                continue
            for candidate in seen:
                key = (candidate.rule.id, treatment)
                truth = candidate.applies[1] if candidate.rule.data.cap else candidate.governs
                governs[key] = governs.get(key, False) or anywhere(truth)
    for (id, treatment), ever in governs.items():
        if not ever:
            problem = f"it never governs {treatment}: other rules always take its place"
            found.append(str(book.rule(id).refuse("applies", problem)))
    return found


def _look(rules: Sequence[Rule], day: int) -> list[Candidate]:
    """Who governs, for every input that tells; raises RuleConflict with an example."""
    programs = [rule.applies for rule in rules if rule.applies]
    inputs = Inputs(programs, dict.fromkeys(_dates_of(rules), Days(day, day)))
    try:
        return candidates(rules, inputs.boxes)
    except RuleConflict as conflict:
        facts, place = inputs.boxes, []
        for axis, size in enumerate(inputs.box_shape):
            kind = next(k for k in range(size) if _clash(rules, inputs.narrowed(facts, axis, k)))
            facts = inputs.narrowed(facts, axis, kind)
            place.append(kind)
        example = inputs.example(place, boxes=True)
        raise RuleConflict(f"{conflict}{f' ({example})' if example else ''}") from None


def _dates_of(rules: Sequence[Rule]) -> set[str]:
    """The dates by which editions are chosen; all of them are taken to be the same day."""
    decided = fact_given_in(rules[0].vocabulary, "decided") if rules else None
    return {rule.guideline.by for rule in rules} | ({decided.name} if decided else set())


def _clash(rules: Sequence[Rule], facts: Facts) -> bool:
    try:
        candidates(rules, facts)
    except RuleConflict:
        return True
    return False


def _stretches(rules: Sequence[Rule]) -> Iterator[tuple[int, int]]:
    """First and last day of every stretch on which the same rules are in force."""
    starts = set()
    for rule in rules:
        starts.add(rule.guideline.since.toordinal())
        if rule.guideline.until:
            starts.add(rule.guideline.until.toordinal() + 1)
    starts |= _turning_days([r.applies.root for r in rules if r.applies], _dates_of(rules))
    ordered = sorted(starts)
    yield from zip(ordered, [*(day - 1 for day in ordered[1:]), FOREVER], strict=True)


def _turning_days(truths: Sequence[Node], fixed: set[str]) -> set[int]:
    """Days of decision at which rules begin or cease to apply by their own words.

    Where a rule compares the day of decision with another date of the file, every day that any
    date is compared with counts: before it and after it the two can lie in other orders.
    """
    own: set[int] = set()
    of_others: set[int] = set()
    tied = False
    for node in chain.from_iterable(map(walk, truths)):
        if isinstance(node, Compare):
            for side, other in ((node.left, node.right), (node.right, node.left)):
                if isinstance(side, Read) and side.fact.type == "date":
                    decision = side.fact.name in fixed
                    if isinstance(other, Const):
                        (own if decision else of_others).add(other.value)
                    else:
                        tied |= decision
    return {day + after for day in own | (of_others if tied else set()) for after in (0, 1)}


def unplaced(rule: Rule) -> list[DataError]:
    """Verified figures and criteria that say neither where they stand nor where they were read."""
    found = []
    problem = "say where it stands (page) or where it was read (source), or call it unverified"
    for name, figure in rule.data.figure.items():
        for row in figure.rows:
            if row.status != "unverified" and not (row.page or row.source or rule.data.pages):
                found.append(rule.refuse(f"figure.{name}", problem))
                break
    for name, criterion in rule.data.criterion.items():
        placed = criterion.page or criterion.source or rule.data.pages
        if criterion.status != "unverified" and not placed:
            found.append(rule.refuse(f"criterion.{name}", problem))
    return found


def untold(rule: Rule) -> list[DataError]:
    """Criteria of the text that no sentence of the guideline stands for, where they are told."""
    if not rule.data.sentences:
        return []
    told = {name for sentence in rule.data.sentences for name in sentence.criteria}
    asked = {node.name for node in walk(rule.by_text.root) if isinstance(node, Named)}
    return [
        rule.refuse(f"criterion.{name}", "no sentence of the guideline stands for it (sentences)")
        for name, criterion in rule.data.criterion.items()
        if name in asked and name not in told and criterion.basis != "our reading"
    ]


def unread(book: Rulebook) -> list[Fact]:
    """Facts of the vocabulary that no rule reads."""
    read = {name for rule in book.rules.values() for name in rule.facts}
    read |= {f.by for rule in book.rules.values() for f in rule.data.figure.values() if f.by}
    read |= {guideline.by for guideline in book.guidelines.values()}
    facts = book.vocabulary.values()
    return [fact for fact in facts if fact.name not in read and fact.given_in != "decided"]


def unaddressed(book: Rulebook) -> list[str]:
    """Treatments that terms.toml names and no rule addresses."""
    return [t for t in book.terms.treatment if t not in book.by_treatment]
