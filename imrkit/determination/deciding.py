"""Deciding: from the facts of a case to its determination."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from typing import Literal

from imrkit.cases.case import Case, Known, unsaid
from imrkit.cases.loading import load_case
from imrkit.cases.schema import Item
from imrkit.determination.determination import ROLES, Considered, Determination, Role
from imrkit.facts.fact import EVER, OPEN, fact_named
from imrkit.facts.spans import Days, Facts
from imrkit.logic.exact import exact
from imrkit.logic.favorable import favorable
from imrkit.logic.program import Program
from imrkit.rules.governing import Candidate, candidates, necessary, not_held
from imrkit.rules.rule import Rule


def decide(case: Case, item: Item, known: Mapping[str, Known]) -> Determination:
    """Determine one disputed item on given facts.

    Args:
        case: the case.
        item: the disputed item.
        known: what is known of every fact of the vocabulary.

    Raises:
        RuleConflict: if two rules surely govern and neither gives way.
    """
    facts: Facts = {name: k.value for name, k in known.items()}
    unheld = not_held(case.unheld(item), facts)
    found = candidates(case.rules(item), facts, unheld)
    facts = as_raised(found, known, facts)
    silent = not any(c.governs and c.applies.surely and _of_mtus(c.rule) for c in found)
    looked = sorted(
        (_considered(c, facts, silent) for c in found), key=lambda c: ROLES.index(c.role)
    )
    rule = looked[0].rule if looked and looked[0].role == "governs" else None
    return Determination(
        case,
        item,
        known,
        facts,
        necessary(found, facts, "text"),
        necessary(found, facts, "reviewers"),
        rule,
        tuple(looked),
        tuple(unheld),
    )


def as_raised(found: Iterable[Candidate], known: Mapping[str, Known], facts: Facts) -> Facts:
    """Take as in order what reviewers alone ask about and a published letter does not raise.

    A reviewer who asks for more than the text speaks of it; a letter that does not, did not ask.

    Args:
        found: the rules that may govern or stand beside.
        known: what is known of every fact.
        facts: its values.
    """
    rules = [c.rule for c in found if c.governs or (c.rule.data.cap and c.applies.possibly)]
    added = [program for rule in rules for program in rule.added_programs]
    free = {name for program in added for name in program.facts if unasked(known, name)}
    for rule in rules if free else ():
        free -= rule.by_text.facts.keys()
    return raised(added, facts, free) if free else facts


def unasked(known: Mapping[str, Known], name: str) -> bool:
    """Whether a letter is silent on a fact, and nobody supposes otherwise what it comes of.

    Args:
        known: what is known of every fact.
        name: the fact.
    """
    needs = known.get(known[name].fact.comes_of)
    return known[name].untold and not (needs is not None and needs.changed)


def raised(added: Iterable[Program], facts: Facts, free: Set[str]) -> Facts:
    """Choose the free facts such that what reviewers add holds, one thing after the other.

    Args:
        added: what reviewers add.
        facts: the values of all facts.
        free: the facts to choose.
    """
    found = dict(facts)
    for program in added:
        mine = [name for name in program.facts if name in free]
        found |= (favorable(program, found, mine) or {}) if mine else {}
    return found


def _of_mtus(rule: Rule) -> bool:
    return rule.guideline.layer == "mtus"


def _considered(candidate: Candidate, facts: Facts, silent: bool) -> Considered:
    """Say what part a rule plays; the MTUS is `silent` where no rule of it surely governs."""
    rule, applies = candidate.rule, candidate.applies
    role: Role
    if candidate.governs:
        role, why = (
            "governs",
            "in force on the date of the decision, and it addresses the item",
        )
    elif not applies.possibly:
        role, why = "does not apply", _condition(rule, "fails")
    elif candidate.displaced:
        role, why = "gives way", "a more special rule governs"
    elif rule.data.cap:
        role, why = "beside", _condition(rule, "says" if applies.surely else "open")
    elif applies.surely or not (silent or _of_mtus(rule)):
        role, why = "gives way", "the MTUS goes first"
    else:
        role, why = "might apply", _condition(rule, "open")
    would_be = exact(rule.necessary, facts) if role == "might apply" else None
    return Considered(rule, applies, role, why, facts, would_be)


def _condition(rule: Rule, sentence: Literal["says", "fails", "open"]) -> str:
    condition = rule.data.criterion.get(rule.data.applies)
    if condition is None:
        return {
            "says": "it applies",
            "fails": "it does not apply",
            "open": "it might apply",
        }[sentence]
    return getattr(condition, sentence) or condition.says


def determine(case: Case | str) -> tuple[Determination, ...]:
    """Determine every disputed item of a case.

    Args:
        case: a case, or the name or path of one.

    Returns:
        One determination for each disputed item, in the order of the letter.

    Raises:
        UnknownName: if there is no such case.
        DataError: if its file is not a case.
    """
    case = load_case(case) if isinstance(case, str) else case
    return tuple(decide(case, item, case.known(item)) for item in case.items)


def _follow(known: dict[str, Known], changes: Mapping[str, object]) -> None:
    """Move the dates that are only reckoned from the decision's along with it."""
    decided = known.get("decision_date")
    if decided is None or "decision_date" not in changes:
        return
    moved = decided.fact.value_of(changes["decision_date"])
    for name, one in known.items():
        if one.origin == "law" and name not in changes and isinstance(one.value, Days):
            first, last = one.value
            days = Days(
                first + moved[0] - decided.value[0],
                min(last + moved[1] - decided.value[1], EVER.last),
            )
            known[name] = replace(one, value=days)


def supposed(determination: Determination, name: str, value: object) -> Known:
    """What is known of a fact once a reader has it otherwise than the file.

    A file that does not document it is silent; where silence says something it is assumed, unless
    the case itself declares the fact open.

    Args:
        determination: the determination to start from.
        name: the fact.
        value: its new value, or a reason for being open.

    Raises:
        UnknownName: if there is no such fact.
        DataError: if the value does not fit it.
    """
    case = determination.case
    fact = fact_named(case.book.vocabulary, name)
    lost = value == "not documented" and fact.unstated is not None
    if lost and not case.leaves_open(determination.item, fact):
        return replace(unsaid(fact, whole=True), origin="taken out")
    why = str(value) if isinstance(value, str) and value in OPEN else ""
    dispute = determination.known[name].in_dispute
    return Known(fact, fact.value_of(value), why, "you", in_dispute=dispute)


def revise(determination: Determination, changes: Mapping[str, object]) -> Determination:
    """Determine the same item anew with some facts changed.

    Args:
        determination: the determination to start from.
        changes: for each fact to change, its new value, or a reason for being open; "not
            documented" is read as any file's silence is.

    Raises:
        UnknownName: if there is no such fact.
        DataError: if a value does not fit its fact.
    """
    known = dict(determination.known)
    _follow(known, changes)
    known |= {name: supposed(determination, name, value) for name, value in changes.items()}
    known |= _outdated(determination, known, changes)
    return decide(determination.case, determination.item, known)


def _outdated(
    determination: Determination, known: Mapping[str, Known], changes: Iterable[str]
) -> dict[str, Known]:
    """The facts whose notes in the case no more hold, without these notes.

    A note on a fact may speak of what rules that fact out: where that is changed, it goes as well.
    """
    file, found = determination.known, {}
    for name in determination.item.facts:
        other = known[name].fact.never_with
        if other in changes and bool(known[other].value[0]) != bool(file[other].value[0]):
            found[name] = replace(known[name], note="", argued="")
    return found
