"""The wrong rules about reading: silence, dates, verdicts, lists, parts, files, reviewers."""

from __future__ import annotations

import re
from typing import Any

from imrkit.determination.deciding import revise
from imrkit.determination.determination import Determination
from imrkit.errors import ImrkitError
from imrkit.exercises.amounts import requested
from imrkit.exercises.answers import Answers
from imrkit.exercises.misconceptions import misconceptions
from imrkit.exercises.wrong_counts import granting
from imrkit.facts.fact import fact_given_in
from imrkit.logic.exact import exact
from imrkit.logic.nodes import Logic, Named, Node, Not, Read
from imrkit.logic.program import Program
from imrkit.words.steps import criteria_below

_NOT_DOCUMENTED = re.compile(
    r"\bnot (to be |yet )?(documented|addressed|recorded|provided|given|stated)\b"
)


def absent_is_no(determination: Determination) -> Answers:
    """M3: what the file does not say is taken to be none, or no."""
    changes: dict[str, object] = {}
    for name, known in determination.known.items():
        fact = known.fact
        if known.open and known.state in ("not documented", "not told", "contradicted"):
            if fact.kind == "evidence" and fact.type == "truth":
                changes[name] = False
            elif fact.kind == "evidence" and fact.type == "number":
                changes[name] = fact.decode(fact.unknown[0])
    read = {name for c in determination.considered for name in c.rule.facts}
    changes = {name: value for name, value in changes.items() if name in read}
    altered = revise(determination, changes)
    states = {f"state of {name}": "documented" for name in changes}
    return Answers(altered, states)


def absent_is_yes(determination: Determination) -> Answers:
    """M4: what nothing speaks against is granted."""
    answers = granting(determination, bool(determination.with_reviewers.possibly))
    standings = {
        f"standing of {name}": "met"
        for name, step in answers.steps.items()
        if step.verdict == "open"
    }
    return Answers(determination, {**answers.said, **standings})


def injury_date(determination: Determination) -> Answers:
    """M5: the edition of the day of the injury governs."""
    rule = determination.rule
    injured = fact_given_in(determination.case.book.vocabulary, "injury.date")
    if rule is None or injured is None:
        return Answers(determination)
    day = determination.known[injured.name].value
    editions = sorted(
        (head.since, stem, head)
        for stem, head in determination.case.book.guidelines.items()
        if head.name == rule.guideline.name
    )
    then = [stem for _, stem, head in editions if head.in_force(day).possibly]  # type: ignore[arg-type]
    return Answers(determination, {"edition": then[0] if then else editions[0][1]})


def upheld_is_win(determination: Determination) -> Answers:
    """M6: upheld is taken to be said of the request."""
    right = Answers(determination)
    asked = requested(determination)
    everything, nothing = ("all", "none") if asked is None else (str(asked.value[1]), "0")
    return Answers(determination, {"amount": everything if right.outcome == "upheld" else nothing})


def or_as_and(determination: Determination) -> Answers:
    """M9: of a list of which one is enough, all is asked."""
    return _rejoined(determination, "or", "and")


def and_as_or(determination: Determination) -> Answers:
    """M10: of a list of which all is asked, one is enough."""
    return _rejoined(determination, "and", "or")


def _rejoined(determination: Determination, old: str, new: Any) -> Answers:
    rule = determination.rule
    if rule is None:
        return Answers(determination)

    def joined(node: Node) -> Node:
        match node:
            case Logic(op=op, parts=parts):
                return Logic(new if op == old else op, tuple(map(joined, parts)))
            case Not(part=part):
                return Not(joined(part))
            case Named(name=name, node=inner) if not isinstance(inner, Read):
                return Named(name, joined(inner))
        return node

    facts = determination.facts
    granted = bool(exact(Program(joined(rule.necessary.root)), facts).surely)
    truths = {
        name: exact(Program(joined(step.node)), facts)
        for name, step in Answers(determination).steps.items()
    }
    asked = [step.name for tree in determination.trees for step in criteria_below(tree)]
    failing = [name for name in dict.fromkeys(asked) if not truths[name].surely]
    failing.sort(key=lambda name: truths[name].possibly)  # those that nothing could meet go first
    answers = granting(determination, granted, failing)
    standings: dict[str, str] = {}
    for name, step in answers.steps.items():
        truth = truths[name]
        if truth != step.truth:
            told = "met" if truth.surely else "not shown" if truth.possibly else "goes against"
            standings[f"standing of {name}"] = told
    return Answers(determination, {**answers.said, **standings})


def judgment_as_text(determination: Determination) -> Answers:
    """M11: whatever a letter asks is taken for the guideline's text."""
    return Answers(determination, {"basis": "guideline"})


def _taking(determination: Determination, rule: str) -> Determination:
    """The file with some facts read as others."""
    changes: dict[str, object] = {}
    for name, instead in misconceptions()[rule].takes.items():
        known, other = determination.known.get(name), determination.known.get(instead)
        if known is not None and other is not None and other.value == (True, True):
            changes[name] = True
    return revise(determination, changes) if changes else determination


def relief_is_function(determination: Determination) -> Answers:
    """M12: relief of pain counts as gain in function."""
    return Answers(_taking(determination, "M12"))


def part_blind(determination: Determination) -> Answers:
    """M13: the text for the low back is applied to every part.

    Its holder opens the chapter on the low back, though a search for the back might go on from it.
    """
    part = fact_given_in(determination.case.book.vocabulary, "item.body_part")
    if part is None or "low back" not in part.choices:
        return Answers(determination)
    taken = revise(determination, {part.name: "low back"})
    books = {found.rule.guideline.name for found in (determination, taken) if found.rule}
    return Answers(taken, {"guideline": "low_back"} if len(books) > 1 else {})


def complaint_is_finding(determination: Determination) -> Answers:
    """M14: what the worker reports is taken for what the examiner found."""
    return Answers(_taking(determination, "M14"))


def flaw_is_ground(determination: Determination) -> Answers:
    """M15: whatever is wrong with the file is a ground."""
    own = [*Answers(determination).grounds]
    own += [
        f"flaw {n}" for n, flaw in enumerate(determination.case.data.defect, 1) if not flaw.reason
    ]
    said = {"grounds": "; ".join(own)}
    if any(not flaw.reason for flaw in determination.case.data.defect):
        said |= {"ground": "flaw"} if determination.outcome == "upheld" else {}
    return Answers(determination, said)


def reviewer_is_file(determination: Determination) -> Answers:
    """M16: what the reviewer calls not documented is taken to be so."""
    right = Answers(determination)
    states: dict[str, str] = {}
    for reason in determination.item.published.reasons:
        if reason.ground in right.steps and _NOT_DOCUMENTED.search(reason.says):
            for known in right.steps[reason.ground].facts:
                if known.fact.name in determination.item.facts:
                    states[f"state of {known.fact.name}"] = "not documented"
    changes: dict[str, object] = {
        name.removeprefix("state of "): "not documented" for name in states
    }
    try:
        return Answers(revise(determination, changes), states)
    except ImrkitError:
        return Answers(determination, states)
