"""The wrong rules by which learners go astray, each to be run: determination -> answers.

What each thinks, what to say to it, and the two cases that part it from the engine stand in
exercises/misconceptions.toml.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from imrkit.cases.known import Known
from imrkit.determination.deciding import revise
from imrkit.determination.determination import Determination
from imrkit.errors import ImrkitError
from imrkit.exercises.answers import Answers, requested
from imrkit.exercises.misconceptions import misconceptions
from imrkit.facts.fact import fact_given_in
from imrkit.logic.exact import exact
from imrkit.logic.nodes import Arith, Compare, Logic, Named, Node, Not, Read, facts_read, walk
from imrkit.logic.program import Program
from imrkit.words.numbers import ends

WrongRule = Callable[[Determination], Answers]
OTHER_LIMIT = 10
"""The number that is carried over to every diagnosis and operation."""
MOST_TRIED = 60
_NOT_DOCUMENTED = re.compile(
    r"\bnot (to be |yet )?(documented|addressed|recorded|provided|given|stated)\b"
)


def _granting(determination: Determination, granted: bool) -> Answers:
    """The answers of whoever grants or denies by one look, and takes all else from the file."""
    own = "overturned" if granted else "upheld"
    if own == determination.outcome:
        return Answers(determination)
    said = {"outcome": own, "verdict": f"{own}, {'met' if granted else 'not met'}"}
    if granted:
        said["ground"] = "met"
    return Answers(determination, said)


def _ceiling(determination: Determination) -> Compare | None:
    """The highest limit on a sum of what is asked for and what was had before."""
    rule, asked = determination.rule, requested(determination)
    if rule is None or asked is None:
        return None
    found = [
        node
        for node in walk(rule.necessary.root)
        if isinstance(node, Compare) and node.op == "<=" and isinstance(_bare(node.left), Arith)
        if asked.fact.name in facts_read(node.left)
    ]
    facts = determination.facts
    return max(found, key=lambda node: ends(node.right, facts)[1], default=None)


def _bare(node: Node) -> Node:
    return _bare(node.node) if isinstance(node, Named) else node


def count_only(determination: Determination) -> Answers:
    """M1: what is asked for alone is held against the limit."""
    limit, asked = _ceiling(determination), requested(determination)
    if limit is None or asked is None:
        return Answers(determination)
    number = int(asked.value[1])
    granted = number <= ends(limit.right, determination.facts)[1]
    answers = _granting(determination, granted)
    sums = {f"ends of {text}": f"{number} {number}" for text in _sums(limit.left)}
    held = dict.fromkeys(_criteria_with(answers, limit), "met" if granted else "goes against")
    standings = {f"standing of {name}": told for name, told in held.items()}
    return Answers(determination, {**answers.said, **sums, **standings})


def _sums(node: Node) -> list[str]:
    """The ways to write a sum of facts, as exercises ask for it."""
    names = list(facts_read(node))
    return [" + ".join(names), " + ".join(sorted(names)), "the sum"]


def _criteria_with(answers: Answers, compare: Compare) -> list[str]:
    return [n for n, s in answers.steps.items() if compare in set(walk(s.node))]


def cap_is_right(determination: Determination) -> Answers:
    """M2: whatever stays under the ceiling is granted."""
    limit = _ceiling(determination)
    if limit is None:
        return Answers(determination)
    facts = determination.facts
    granted = ends(limit.left, facts)[1] <= ends(limit.right, facts)[0]
    return _granting(determination, granted)


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
    answers = _granting(determination, bool(determination.with_reviewers.possibly))
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


def part_grant(determination: Determination) -> Answers:
    """M7: as much is granted as would pass."""
    asked = requested(determination)
    if asked is None or asked.value[1] > MOST_TRIED:
        return Answers(determination)
    for number in range(int(asked.value[1]), int(asked.fact.unknown[0]), -1):
        if revise(determination, {asked.fact.name: number}).outcome == "overturned":
            return _granting_part(determination, number, asked)
    # Nothing passes surely; what the file leaves open is left out of account.
    for number in range(int(asked.value[1]), int(asked.fact.unknown[0]), -1):
        if revise(determination, {asked.fact.name: number}).with_reviewers.possibly:
            return _granting_part(determination, number, asked)
    return Answers(determination, {"amount": "0"})


def _granting_part(determination: Determination, number: int, asked: Known) -> Answers:
    said = {"amount": str(number)}
    if number < asked.value[1]:
        said["records alone"] = "part"
    return Answers(determination, said)


def one_number(determination: Determination) -> Answers:
    """M8: ten is the limit, whatever the diagnosis and the operation."""
    limit = _ceiling(determination)
    if limit is None:
        return Answers(determination)
    granted = ends(limit.left, determination.facts)[1] <= OTHER_LIMIT
    right = determination.outcome == "overturned"
    # Within ten it goes by the file; beyond ten nothing helps, and what ten allows is allowed.
    return _granting(determination, granted and (right or _within_all_but(determination, limit)))


def _within_all_but(determination: Determination, limit: Compare) -> bool:
    left = [g for g in determination.against if limit not in set(walk(g.node))]
    return not left


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
    answers = _granting(determination, granted)
    standings: dict[str, str] = {}
    for name, step in answers.steps.items():
        truth = exact(Program(joined(step.node)), facts)
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
    """M13: the text for the low back is applied to every part."""
    part = fact_given_in(determination.case.book.vocabulary, "item.body_part")
    if part is None or "low back" not in part.choices:
        return Answers(determination)
    return Answers(revise(determination, {part.name: "low back"}))


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


WRONG_RULES: dict[str, WrongRule] = {
    "M1": count_only,
    "M2": cap_is_right,
    "M3": absent_is_no,
    "M4": absent_is_yes,
    "M5": injury_date,
    "M6": upheld_is_win,
    "M7": part_grant,
    "M8": one_number,
    "M9": or_as_and,
    "M10": and_as_or,
    "M11": judgment_as_text,
    "M12": relief_is_function,
    "M13": part_blind,
    "M14": complaint_is_finding,
    "M15": flaw_is_ground,
    "M16": reviewer_is_file,
}
"""Each wrong rule by the id of its misconception."""


def aspect(answers: Answers, asks: str) -> object:
    """What answers say of that about which a misconception is wrong."""
    match asks:
        case "outcome" | "verdict" | "amount" | "edition" | "grounds":
            return getattr(answers, asks)
        case "standings":
            return tuple((name, answers.standing(name)) for name in answers.steps)
        case "bases":
            return tuple(
                (name, answers.basis(name)) for name in answers.main[:1] if name in answers.steps
            )
    return tuple((name, answers.state(name)) for name in answers.determination.item.facts)


def errs(rule: str, determination: Determination) -> bool:
    """Whether the holder of a misconception answers otherwise than the engine.

    Args:
        rule: its id.
        determination: the determination of one disputed item.
    """
    asks = misconceptions()[rule].asks
    return aspect(WRONG_RULES[rule](determination), asks) != aspect(Answers(determination), asks)
