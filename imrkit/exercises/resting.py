"""The facts on which it rests how a criterion stands, as replies name them."""

from __future__ import annotations

from collections.abc import Iterable

from imrkit.cases.known import Known
from imrkit.determination.tree import Step
from imrkit.facts.fact import Fact
from imrkit.words.english import listed, lower_first
from imrkit.words.steps import decided_by, open_facts

MOST_NAMED = 2
"""So many facts of a criterion are named in a reply, at most."""
MOST_WORDS = 9
"""A fact is named by a clause of so many words, at most; else by its label."""
SPOKEN_OF = ("documented", "contradicted")
"""How far a fact is shown of which the file does speak."""


def resting_on(step: Step) -> tuple[Known, ...]:
    """The facts on which it rests how a criterion stands.

    Args:
        step: the criterion.

    Returns:
        Of what is open the open facts; of what is read from silence those of which nothing is
        told; else those that the file documents.
    """
    if step.verdict == "open":
        known = open_facts(step)
        reading = step.standing == "reading"
        some = [one for one in known if (one.state == "reading") == reading]
        silent = [one for one in some if one.state not in SPOKEN_OF]
        return tuple(silent or [one for one in some if one.state == some[0].state]) or known
    leaves = tuple(decided_by(step))
    silent = [one for one in leaves if one.from_silence]
    told = [one for one in leaves if one.state == "documented"]
    return tuple(silent if step.standing == "assumed" else told) or leaves


def shut_by_silence(step: Step) -> bool:
    """Whether a criterion is not met and no document tells of it: a way that nobody took.

    Args:
        step: the criterion.
    """
    told = (one for one in decided_by(step) if one.state in SPOKEN_OF)
    return step.verdict == "not met" and not any(told)


def met_by_silence(step: Step) -> bool:
    """Whether a criterion is met by what no document tells: no rationale has to say that.

    Args:
        step: the criterion.
    """
    return step.verdict == "met" and all(one.from_silence for one in decided_by(step))


def met_by_name(step: Step) -> bool:
    """Whether the name of the treatment alone meets a criterion: "it is not diclofenac".

    Args:
        step: the criterion.
    """
    carry = [one for one in decided_by(step) if not one.open]
    return step.standing == "met" and all(o.origin == "name of the treatment" for o in carry)


def facts_named(step: Step) -> str:
    """The facts on which a criterion rests, a few of them, as learners read them.

    Args:
        step: the criterion.
    """
    return named(resting_on(step))


def named(known: Iterable[Known]) -> str:
    """Some facts, a few of them, as learners read them.

    Args:
        known: the facts.
    """
    told = dict.fromkeys(_named(one.fact) for one in known)
    return listed(list(told)[:MOST_NAMED])


def _named(fact: Fact) -> str:
    short = fact.yes and len(fact.yes.split()) <= MOST_WORDS
    return f"whether {fact.yes}" if short else f"“{lower_first(fact.label)}”"
