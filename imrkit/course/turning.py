"""What turns a case: the criteria on which its result hangs, and how the file tells of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache

from imrkit.cases.known import Known
from imrkit.cases.sentences import bears_on, placed
from imrkit.determination.determination import Determination
from imrkit.determination.tree import Step, Verdict
from imrkit.exercises.answers import Answers
from imrkit.exercises.dates import title_said
from imrkit.exercises.resting import met_by_name, resting_on, shut_by_silence
from imrkit.facts.spelling import american
from imrkit.whatif.sense import arises
from imrkit.words.changes import what_would_change
from imrkit.words.criteria import unfilled
from imrkit.words.english import ended, upper_first
from imrkit.words.numbers import facts_of
from imrkit.words.steps import criteria_below

WAYS = 3
"""So many ways to turn a result are looked at."""
MOST_LINES = 2
"""So many lines of the file are told of one criterion, at most."""


def turning(found: Determination) -> tuple[str, ...]:
    """The criteria on which a result hangs: the published grounds, ours, and what would turn it.

    Args:
        found: the determination.
    """
    answers, facts = Answers(found), set(turned(found))
    reasons = (r for r in found.item.published.reasons if r.kind != "context")
    published = [r.ground for r in reasons if r.ground in answers.steps]
    read = [n for n, step in answers.steps.items() if {k.fact.name for k in step.facts} & facts]
    return tuple(dict.fromkeys([*published, *answers.main, *read]))


@lru_cache(maxsize=16)
def turned(found: Determination) -> tuple[str, ...]:
    """The facts whose change would turn a result; every question on a case asks for them.

    Args:
        found: the determination.
    """
    ways = [way.flip for way in what_would_change(found, WAYS) if way.flip]
    return tuple(dict.fromkeys(change.fact.name for flip in ways for change in flip.changes))


def by_turn(steps: Iterable[Step], turns: Sequence[str]) -> list[Step]:
    """Criteria with those first on which the result hangs, in their order.

    Args:
        steps: the criteria.
        turns: what turns the case.
    """
    return sorted(steps, key=lambda s: turns.index(s.name) if s.name in turns else len(turns))


def grounds_shown(found: Determination) -> list[Step]:
    """The grounds of the rules that are shown.

    Args:
        found: the determination.
    """
    shown = {tree.rule.id for tree in found.shown_trees}
    return [ground for ground in found.grounds if ground.rule.id in shown]


def shut_ways(found: Determination) -> list[Step]:
    """Ways of a ground that is not met which a document shuts; a careful reader tries them, too.

    Args:
        found: the determination.
    """
    ways = (ground for ground in grounds_shown(found) if ground.joined_by == "or")
    below = (step for ground in ways if ground.verdict != "met" for step in criteria_below(ground))
    return [step for step in below if step.verdict == "not met" and not shut_by_silence(step)]


def criteria(found: Determination) -> list[Step]:
    """The criteria that are in question, those for which a denial may stand first.

    Args:
        found: the determination.
    """
    grounds = grounds_shown(found)
    order = ("not met", "not shown", "not told", "reading", "assumed", "met")
    grounds.sort(key=lambda ground: order.index(ground.standing))
    steps: dict[str, Step] = {}
    for ground in grounds:
        for step in _in_question(found, ground):
            steps.setdefault(step.name, step)
    return list(steps.values())


def _in_question(found: Determination, ground: Step) -> list[Step]:
    """The criteria of a ground: of ways none of which is met, those that the letter names.

    With them goes what is needed beside them. Where it names none, the one that comes closest; a
    way that is shut because nothing is told of it is in nobody's mind.
    """
    below = [
        step
        for step in criteria_below(ground)
        if step.criterion is not None
        and not shut_by_silence(step)
        and not met_by_name(step)
        and _arises(found, step)
    ]
    if ground.joined_by != "or" or ground.verdict == "met":
        return below
    same = [step for step in below if step.verdict == ground.verdict] or below
    published = {reason.ground for reason in found.item.published.reasons}
    named = [step for step in same if step.name in published] or same[:1]
    asked = {step.name for step in _with(ground, ground.verdict, {step.name for step in named})}
    return [s for s in below if s in named or s.name in asked or _is_named(s, published)]


def _with(step: Step, verdict: Verdict, named: Set[str]) -> Iterator[Step]:
    """Some criteria and what is needed with them: of several ways theirs, or else the first."""
    if step.criterion is not None:
        yield step
        return
    left = [part for part in step.parts if part.verdict == verdict]
    if step.joined_by == "or":
        theirs = [p for p in left if named & {s.name for s in criteria_below(p)}]
        left = theirs or left[:1]
    for part in left:
        yield from _with(part, verdict, named)


def _is_named(step: Step, published: Set[str]) -> bool:
    """Whether a letter names a criterion that fails, as it does one that is not shown."""
    return step.verdict != "met" and step.name in published


def _arises(found: Determination, step: Step) -> bool:
    """Whether what a criterion asks could be: nothing comes of visits of which there were none."""
    asked = [known.fact.name for known in resting_on(step)] if step.verdict == "open" else []
    return not asked or any(arises(found.known, name) for name in asked)


def carrying(found: Determination) -> list[Step]:
    """The criteria that carry a result: the main grounds, or of what is granted what would turn it.

    Args:
        found: the determination.
    """
    answers, turns = Answers(found), turning(found)
    if found.outcome == "upheld":
        main = [answers.steps[name] for name in answers.main if name in answers.steps]
        return [step for step in main if not shut_by_silence(step)] or main
    shown = [step for step in criteria(found) if step.standing == "met"]
    return [step for step in by_turn(shown, turns) if step.name in turns]


def asked_by(step: Step, *, figures: bool = False) -> str:
    """What a criterion asks, without the case.

    Args:
        step: how it stands.
        figures: with the number that counts for this case, where it depends on one.
    """
    assert step.criterion is not None
    facts = facts_of(step) if figures else None
    return unbraced(unfilled(step.rule, step.criterion.says, facts))


def unbraced(says: str) -> str:
    """A sentence as learners read it; braces would be filled with facts.

    Args:
        says: the sentence.
    """
    return american(says).replace("{", "(").replace("}", ")")


def file_says(found: Determination, step: Step) -> str:
    """The lines of the file that show a criterion, or notes on it; "" where there are none.

    Of the facts of a criterion those are told that would turn the result, where one of them would.

    Args:
        found: the determination.
        step: how the criterion stands.
    """
    facts = turned(found)
    known = [one for one in step.facts if one.fact.name in facts] or list(step.facts)
    told = dict.fromkeys(filter(None, (line_of(found, one) for one in known)))
    return " ".join(list(told)[:MOST_LINES])


def line_of(found: Determination, known: Known) -> str:
    """The line of the file that settles a fact, or a note on it; "" where there is none.

    Args:
        found: the determination.
        known: the fact.
    """
    for one in () if known.open else placed(found.case):
        sentence, document = one.sentence, one.document
        if sentence.strength == "proves" and known.fact.name in bears_on(sentence, found.item):
            if document.is_finding:
                return american(f"The reviewer finds: “{sentence.says}”")
            return american(f"{upper_first(title_said(document))}: “{sentence.says}”")
    return american(ended(upper_first(known.note))) if known.note else ""
