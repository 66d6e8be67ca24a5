"""The sentences of a rationale to put together: those that hold, and some that do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from imrkit.cases.known import known_by
from imrkit.course.turning import by_turn, criteria, file_says, turning, unbraced
from imrkit.determination.determination import Determination
from imrkit.determination.tree import Step, Verdict
from imrkit.exercises.answers import Answers
from imrkit.exercises.looking import RESULTS
from imrkit.exercises.resting import met_by_name, met_by_silence, resting_on, shut_by_silence
from imrkit.exercises.schema import Line
from imrkit.rules.rule import Rule
from imrkit.words.english import lower_first
from imrkit.words.numbers import facts_of
from imrkit.words.silence import SILENCE
from imrkit.words.steps import sentence

MOST_AGAINST, MOST_MET, MOST_GRANTING = 3, 1, 4
TELLS = "Look for a line of the file that does tell of it."
DISAGREE = "One line of the file says so, and another says the opposite: neither settles it."
CONCLUSIONS = {
    "upheld": "The denial is upheld: medical necessity is not shown for the whole disputed item.",
    "overturned": "The denial is overturned: the request is medically necessary.",
}


def rationale_lines(found: Determination) -> tuple[Line, ...]:
    """The sentences for one disputed item.

    Args:
        found: its determination.
    """
    return tuple(_lines(found))


def _lines(found: Determination) -> Iterator[Line]:
    rule = found.rule
    if rule is None:
        return
    stem = Answers(found).edition
    silent = rule.guideline.layer == "beyond"
    turned = (
        "The MTUS is silent, and the search turns to" if silent else "The guideline in force is"
    )
    title = lower_first(rule.title)
    under = "" if rule.cite.endswith(title) else f", {title}"  # a page may bear the same name
    yield _line(
        f"{turned} {rule.cite}{under}.",
        "guideline",
        finds=stem,
        words=("|".join(_names(rule)),),
    )
    other = _other_edition(found, stem)
    if other:
        name, short = other
        yield _line(
            f"The guideline in force is {short}.",
            "guideline",
            finds=name,
            reply="Was that edition in force on the day of the decision? Look at its dates.",
        )
    yield _line(f"In dispute: {found.item.request}.", "facts")
    for says in (_why_it_governs(found), _assumed(found)):
        if says:
            yield _line(says, "facts")
    yield from _grounds(found)
    for outcome, says in CONCLUSIONS.items():
        reply = "Does that follow from the grounds that you chose?"
        stated = (RESULTS[outcome],)
        yield _line(says, "conclusion", finds=outcome, reply=reply, words=stated)


def _names(rule: Rule) -> Iterator[str]:
    """By what a written sentence names a guideline: its title, its section, a table, a page."""
    head = rule.guideline
    yield head.title.partition(" (")[0].casefold()
    yield head.name.replace("_", " ").removesuffix("s")
    yield rule.title.partition(" (")[0].partition(":")[0].casefold()
    yield from (one.casefold() for one in re.findall(r"Table [\d-]+", rule.cite))


def _why_it_governs(found: Determination) -> str:
    """What brings the governing text into play, where one criterion says it; else ""."""
    rule = found.rule
    if rule is None or rule.data.applies not in rule.data.criterion:
        return ""
    part = known_by(found.known, "item.body_part").fact.name
    if rule.applies is None or rule.applies.facts.keys() <= {part}:
        return ""  # the item says itself which part it is for
    if any(found.known[name].argued for name in rule.applies.facts):
        return ""  # it is not for every reader
    surely = any(c.applies.surely for c in found.considered if c.rule == rule)
    criterion = rule.data.criterion[rule.data.applies]
    values = {name: known.value for name, known in found.known.items()}
    return rule.fill(criterion.says, values) if surely else ""


def _assumed(found: Determination) -> str:
    """What a grant rests on by silence alone, of what the text asks of this treatment; else ""."""
    if found.outcome != "overturned":
        return ""
    silent = dict.fromkeys(
        sentence(step)
        for step in criteria(found)
        if met_by_silence(step) and not step.by_reviewers and not step.rule.for_every
    )
    return f"{SILENCE} {lower_first(' '.join(silent))}" if silent else ""


def _other_edition(found: Determination, stem: str) -> tuple[str, str] | None:
    book = found.case.book
    own = book.guidelines[stem].name
    others = [(n, head.short) for n, head in book.guidelines.items() if head.name == own]
    return next(((n, short) for n, short in others if n != stem), None)


def _grounds(found: Determination) -> Iterator[Line]:
    answers = Answers(found)
    against = [answers.steps[name] for name in answers.grounds if name in answers.steps]
    against = [step for step in against if not shut_by_silence(step)]
    asked = {step.name for step in criteria(found)}  # of several ways those that were tried
    against = by_turn([s for s in against if s.name in asked] or against, turning(found))
    shown = {tree.rule.id for tree in found.shown_trees}
    met = [
        step
        for ground in found.grounds
        if ground.verdict == "met" and ground.rule.id in shown
        for step in _carrying(ground)
        if step.name in answers.steps
        and step.verdict == "met"
        and not (step.by_reviewers and step.standing == "assumed")  # no document bears it out
        and not met_by_silence(step)
        and not met_by_name(step)
    ]
    told: set[str] = set()
    met = _once(by_turn(met, turning(found)))[: MOST_MET if against else MOST_GRANTING]
    for step in (*_once(against)[:MOST_AGAINST], *met):
        in_full = " ".join(filter(None, (_told(step), file_says(found, step))))
        yield _line(_told(step), "ground", ground=step.name, finds=step.verdict, model=in_full)
        told.add(_told(step))
        otherwise: Verdict = "met" if step.verdict != "met" else "open"
        said = _otherwise(step, otherwise)
        if said and said not in told:
            told.add(said)
            reply = f"“{said}” {_asks(step, otherwise)}"
            yield _line(said, "ground", ground=step.name, finds=otherwise, reply=reply)


def _carrying(step: Step) -> Iterator[Step]:
    """The criteria below a step that is met; of several ways, those of the ways that are."""
    if step.criterion is not None:
        yield step
        return
    for part in step.parts:
        if part.verdict == "met" or step.joined_by != "or":
            yield from _carrying(part)


def _told(step: Step) -> str:
    """What a step found, as a reviewer tells it, who has the documents and no letter yet."""
    return sentence(step, by_letter=False)


def _asks(step: Step, otherwise: Verdict) -> str:
    """What is asked of somebody who takes a criterion to stand otherwise than it does."""
    if otherwise != "met":
        return TELLS
    disputed = any(known.state == "contradicted" for known in resting_on(step))
    return DISAGREE if disputed else "Which line of the file shows that?"


def _once(steps: Iterable[Step]) -> list[Step]:
    """Criteria without those of which another has said the same: two rules may ask alike."""
    return list({_told(step): step for step in reversed(list(steps))}.values())[::-1]


def _otherwise(step: Step, verdict: Verdict) -> str:
    """What would be said of a criterion if it came out otherwise."""
    criterion = step.criterion
    if criterion is None:
        return ""
    if verdict == "met":
        return step.rule.fill(criterion.says, facts_of(step))
    rests = resting_on(step)
    told = {
        known.fact.name: known.fact.unknown
        for known in step.facts
        if (known.fact.kind, known.state) == ("evidence", "documented")
        and (known in rests or known.fact.type == "number")
    }
    if not told:  # no document tells of it, so that to say so would be true
        return ""
    says = criterion.open or f"This is not shown: {lower_first(criterion.says)}"
    return step.rule.fill(says, {**facts_of(step), **told})


def _line(says: str, role: str, **more: Any) -> Line:
    told = {"says": says} | more
    told |= {name: unbraced(told[name]) for name in ("says", "model") if name in told}
    return Line(role=role, **told)  # type: ignore[arg-type]
