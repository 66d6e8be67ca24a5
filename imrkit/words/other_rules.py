"""The rules that were looked at beside the governing one, and where to look where none governs."""

from __future__ import annotations

from collections.abc import Iterator

from imrkit.determination.determination import Considered, Determination
from imrkit.determination.tree import Step, grow, verdict_of
from imrkit.facts.spans import days_of
from imrkit.logic.exact import exact
from imrkit.rules.governing import By, asked
from imrkit.rules.rule import Rule
from imrkit.rules.terms import SEVERAL
from imrkit.words.english import listed, upper_first
from imrkit.words.known import value_said
from imrkit.words.numbers import one_of
from imrkit.words.search_sequence import where_to_look


def considered_said(determination: Determination) -> list[str]:
    """Say of each rule that was looked at beside the governing one why it does not decide."""
    said = []
    for c in beside(determination):
        what = f"{upper_first(c.rule.title)} ({c.rule.cite})"
        role = {
            "might apply": "might apply, which is not shown",
            "gives way": "gives way",
            "does not apply": "does not apply",
        }.get(c.role)
        if role:
            why = upper_first(why_said(determination, c).rstrip("."))
            said.append(f"{what} {role}. {why}.{would_follow(c)}")
    return said + elsewhere_said(determination)


def beside(determination: Determination) -> list[Considered]:
    """The rules that were looked at beside the governing one.

    Not those for another part of the body, nor what every request needs.
    """
    aside = (c for c in determination.considered if c.role != "governs")
    return [c for c in aside if not c.rule.for_every and not _elsewhere(c)]


def why_said(determination: Determination, considered: Considered) -> str:
    """Say why a rule does not decide: of two reasons the one that holds.

    A sentence of a rule that gives two tells the part of the body first.

    Args:
        determination: the determination.
        considered: a rule that was looked at for it.
    """
    return why_shown(determination, considered)[0]


def why_shown(determination: Determination, considered: Considered) -> tuple[str, Step | None]:
    """Say why a rule does not decide, and the step that this rests on; None where none draws it.

    Args:
        determination: the determination.
        considered: a rule that was looked at for it.
    """
    rule = considered.rule
    if considered.role == "gives way" or rule.applies is None:
        return considered.why, None
    whole = grow(rule, rule.applies, determination.known, determination.facts, determination.told)
    if considered.role != "does not apply":
        return considered.why, whole
    by_part = {step: _parts_of(step) for step in whole.parts if whole.joined_by == "and"}
    failing = [step for step in by_part if step.verdict == "not met"]
    if not failing or not any(by_part.values()):
        return considered.why, whole
    for step in failing:
        if by_part[step]:
            here = value_said(step.facts[0])
            said = f"The request is read as one for: {here}. This text is for: {by_part[step]}"
            return said, step
    return considered.why.partition(", or ")[2] or considered.why, whole


def _parts_of(step: Step) -> str:
    """The parts of the body that a condition asks for; "" where it asks for something else."""
    fact, wanted = one_of(step.node) or (None, [])
    return listed(wanted, "or") if fact and fact.given_in == "item.body_part" else ""


def elsewhere_said(determination: Determination) -> list[str]:
    """Name the guidelines for other parts of the body, if there are any.

    Of a guideline outside the MTUS that is not the reason, where a rule of the MTUS governs.
    """
    rule = determination.rule
    rules = [c.rule for c in determination.considered if _elsewhere(c)]
    governed = rule is not None and rule.guideline.layer != "beyond"
    outside = [r for r in rules if governed and r.guideline.layer == "beyond"]
    other = [r for r in rules if r not in outside]
    said = []
    if other:
        several = ", or for several at once," if any(map(_of_several, other)) else ""
        named = "; ".join(dict.fromkeys(r.guideline.short for r in other))
        start = f"Rules for other parts of the body{several} do not apply"
        said.append(f"{start}; they stand in: {named}.")
    if outside:
        named = listed(dict.fromkeys(r.guideline.short for r in outside))
        said.append(f"Outside the MTUS, and turned to only where it is silent: {named}.")
    return said


def _of_several(rule: Rule) -> bool:
    """Whether a rule is for a request that concerns several parts of the body."""
    fact, wanted = (rule.applies and one_of(rule.applies.root)) or (None, [])
    return fact is not None and SEVERAL in wanted


def _elsewhere(c: Considered) -> bool:
    asked = c.rule.applies.facts.values() if c.rule.applies else ()
    return c.role == "does not apply" and {f.given_in for f in asked} == {"item.body_part"}


def would_follow(considered: Considered) -> str:
    """Say what would follow if a rule that only might apply did; nothing of any other rule.

    Args:
        considered: a rule that was looked at.

    Returns:
        Sentences that begin with a space, to follow the reason; "" where there are none.
    """
    if considered.would_be is None:
        return ""
    result = {
        "met": "the item would be medically necessary",
        "not met": "the item would not be medically necessary either",
        "open": "medical necessity would still not be shown",
    }[verdict_of(considered.would_be)]
    return f" What only might apply displaces nothing. If it did apply, {result}."


def other_text(determination: Determination) -> list[str]:
    """Say of each text that gives way here, and speaks of the item, where its result is another.

    Which of two texts is opened is then a reason of its own for a result that can be argued with.

    Args:
        determination: the determination.
    """
    said = []
    for c, grants, added in _others(determination):
        end = "grant the request" if grants else "let the denial stand"
        more = " With what reviewers add to it, the denial would stand as well."
        said.append(
            "Which text is opened counts, too. By our rules this one gives way: "
            f"{c.rule.cite}. By itself it would {end}."
            f"{more if grants and not added else ''}"
        )
    return said


def text_to_open(determination: Determination) -> list[str]:
    """Say which text would grant what is denied here, were it opened in the place of ours.

    Args:
        determination: the determination.
    """
    if determination.outcome != "upheld":
        return []
    cites = [c.rule.cite for c, grants, _ in _others(determination) if grants]
    return [f"Argue that another text governs: {cite}. By itself it would grant." for cite in cites]


def _others(determination: Determination) -> Iterator[tuple[Considered, bool, bool]]:
    """The texts that give way and end otherwise: whether they grant, and with what is added."""
    ours = determination.outcome_by("text")
    for c in determination.considered:
        if c.role != "gives way" or c.rule.guideline.layer != "mtus" or not c.applies.surely:
            continue
        text, added = (exact(asked(c.rule, by), c.facts) for by in _WAYS)
        if text.surely == text.possibly and ours in _ENDS and _ENDS[bool(text.surely)] != ours:
            yield c, bool(text.surely), bool(added.surely)


_WAYS: tuple[By, By] = ("text", "reviewers")
_ENDS = ("upheld", "overturned")
"""By whether a text is surely met."""


def where_next(determination: Determination) -> list[str]:
    """Where the search for evidence goes, if no rule of the MTUS governs; else nothing."""
    rule = determination.rule
    if determination.outcome == "not determinable":
        return []  # an edition that is not held may speak of it: it is not known to be silent
    if rule is not None and rule.guideline.layer != "beyond":
        return []
    silent = "No rule of the MTUS that imrkit holds addresses this item."
    return [f"{silent} {where_to_look(days_of(determination.facts, 'decision_date'))}"]
