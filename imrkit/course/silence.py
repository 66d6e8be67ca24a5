"""What a file that says nothing is taken to say: what is read so, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from imrkit.cases.known import Known
from imrkit.course.asked.judging import in_question
from imrkit.determination.determination import Determination
from imrkit.determination.tree import Step
from imrkit.exercises.resting import met_by_silence, shut_by_silence
from imrkit.facts.fact import Fact
from imrkit.facts.spelling import american
from imrkit.words.english import lower_first, upper_first
from imrkit.words.silence import IN_ORDER

GIVEN = ("name of the treatment", "law", "dates")
"""What never hangs on a file's silence."""


def read_from_silence(found: Determination) -> list[str]:
    """What silence is taken to mean for the criteria in question, whatever this file tells.

    Args:
        found: the determination.
    """
    steps = in_question(found)
    told = [taken(k.fact) for k in _read(steps) if k.origin not in GIVEN and taken(k.fact)]
    return told + _in_order(steps)


def assumed_here(steps: Sequence[Step]) -> list[str]:
    """What is assumed in a file, as it is silent, for the criteria that rest on that.

    Args:
        steps: the criteria.
    """
    assumed = (step for step in steps if step.standing == "assumed" or shut_by_silence(step))
    told = [taken(known.fact) for known in _read(assumed) if known.from_silence]
    return [*filter(None, told), *_in_order(steps)]


def _in_order(steps: Iterable[Step]) -> list[str]:
    known = {known.fact.name: known for step in steps for known in left_in_order(step)}
    return [f"{american(one.fact.label)}. {IN_ORDER}" for one in known.values()]


def left_in_order(step: Step) -> Iterator[Known]:
    """The facts that a criterion of reviewers takes to be in order, as its letter is silent.

    Args:
        step: the criterion.
    """
    if step.standing == "assumed" and step.by_reviewers and not met_by_silence(step):
        yield from (one for one in step.facts if one.open and not taken(one.fact))


def _read(steps: Iterable[Step]) -> list[Known]:
    """The facts that some criteria read, each once."""
    return list({known.fact.name: known for step in steps for known in step.facts}.values())


def taken(fact: Fact) -> str:
    """What silence on a fact is taken to mean, and why; "" where it means nothing.

    Args:
        fact: the fact.
    """
    if fact.unstated is None:
        return ""
    value = fact.unstated_says or fact.show(fact.value_of(fact.unstated))
    return american(f"{fact.label}: {lower_first(value)}. {upper_first(fact.unstated_because)}.")
