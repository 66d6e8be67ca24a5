"""How a criterion may be said to stand as well, where that can be argued."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from imrkit.cases.known import Known
from imrkit.determination.deciding import revise
from imrkit.determination.tree import Step
from imrkit.exercises.answers import Answers
from imrkit.whatif.sense import barred_by, short_of_time
from imrkit.words.english import lower_first
from imrkit.words.known import value_said
from imrkit.words.sense import short_said
from imrkit.words.steps import NOT_SHOWN_OR_JUDGED, standing_said

_OTHERWISE = {
    "met": ("left to judgment", "not shown"),
    "goes against": ("left to judgment", "not shown"),
    "not shown": ("goes against",),
}
"""How a criterion may be said to stand as well, where a case says that it can be argued."""
_EITHER_UNMET = ("not shown",)
"""The same of what is not met for who doubts that the file says so either: nobody calls it met."""
_IF_GIVEN = ("goes against",)
"""How what is met may be said to stand besides, where what is argued is no record but a given."""


def told_arguable(step: Step) -> list[str]:
    """Why a criterion may be said to stand otherwise, where the case says so itself.

    What is not shown stands so for what is open, whatever else its criterion reads.

    Args:
        step: the criterion as it stands.
    """
    read = [known for known in step.facts if known.open or step.verdict != "open"]
    return [known.argued for known in read if known.argued]


def our_reading(known: Known) -> str:
    """How our rules take what a case says can be argued, for who may have read it otherwise.

    Args:
        known: what can be argued.
    """
    return f"Our rule book takes it so: {value_said(known)}."


def how_else(answers: Answers, name: str) -> dict[str, str]:
    """How else a criterion may be said to stand, and why that can be argued.

    Args:
        answers: the answers of the engine.
        name: the criterion.

    Returns:
        Why, by each standing that can be argued beside the engine's own.
    """
    step, stands = answers.step(name), answers.standing(name)
    known = {one.fact.name: one for one in step.facts}
    if (told := told_arguable(step)) and stands in _OTHERWISE:
        given = any(one.argued and one.fact.kind == "given" for one in step.facts)
        more = _IF_GIVEN if given and stands == "met" else ()
        silent = _if_silent(answers, step)
        unmet = stands == "goes against" and not silent and _no_is_doubted(step)
        how = _EITHER_UNMET if unmet else _OTHERWISE[stands]
        others = [one for one in how if not (silent and one == "not shown")]
        return dict.fromkeys((*others, *more, *silent), told[0])
    if stands == "not shown" and (new := _not_yet(answers, known.values())):
        return {"goes against": new}
    if stands == "not shown" and (some := _asked_open(known.values())):
        return {"goes against": some}
    short = [t for t in short_of_time(answers.determination) if t.known.fact.name in known]
    return {"goes against": short_said(short[0])} if short and stands == "not shown" else {}


def boxes(
    answers: Answers, name: str, argued: Collection[str], left: Answers, *, made: bool
) -> frozenset[str]:
    """Whether a criterion is enough by itself: yes, no, or either.

    Args:
        answers: the answers of the engine.
        name: the criterion.
        argued: how else it may be said to stand.
        left: the answers of who leaves to judgment what can be argued of it.
        made: whether the question is made from a case; a lesson says itself what it goes by.
    """
    if _either_box(answers, name, argued) or (made and for_reviewers(answers, name)):
        return frozenset({"yes", "no"})
    return frozenset({answers.alone(name), left.alone(name)})


def _either_box(answers: Answers, name: str, argued: Collection[str]) -> bool:
    """Whether who leaves a criterion to judgment may say either of whether it is enough.

    Args:
        answers: the answers of the engine.
        name: the criterion.
        argued: how else it may be said to stand.
    """
    return answers.alone(name) == "yes" and "left to judgment" in argued


def for_reviewers(answers: Answers, name: str) -> bool:
    """Whether a criterion lets the denial stand for reviewers alone: no text asks it.

    Args:
        answers: the answers of the engine.
        name: the criterion.
    """
    return answers.step(name).by_reviewers and answers.alone(name) == "yes"


def shown_or_judged(answers: Answers, name: str) -> bool:
    """Whether what is not shown may be left to judgment as well, as the views tell its ground.

    Args:
        answers: the answers of the engine.
        name: the criterion.
    """
    told = (standing_said(ground) == NOT_SHOWN_OR_JUDGED for ground in answers.grounds_of(name))
    return answers.standing(name) == "not shown" and any(told)


def left_to_judgment(answers: Answers, name: str) -> Answers:
    """The answers of who leaves to judgment what of a criterion a case says can be argued.

    Args:
        answers: the answers of the engine.
        name: the criterion.
    """
    settled = _settled(answers.step(name))
    other = Answers(revise(answers.determination, dict.fromkeys(settled, "reading")))
    return other if settled and name in other.steps else answers


def _settled(step: Step) -> list[str]:
    """What of a criterion is told, and can be argued."""
    return [one.fact.name for one in step.facts if one.argued and not one.open]


def _no_is_doubted(step: Step) -> bool:
    """Whether all that can be argued is truths: for who doubts a no the file is silent.

    Of a number another one may be read, and by that the criterion be met.
    """
    return all(one.fact.type == "truth" for one in step.facts if one.argued)


def _if_silent(answers: Answers, step: Step) -> list[str]:
    """How a criterion stands for who takes the file to be silent on what can be argued.

    Where that silence is read one way, and meets it, the criterion is not left unshown by it.
    """
    silent = dict.fromkeys(_settled(step), "not documented")
    stands = Answers(revise(answers.determination, silent)).standing(step.name) if silent else ""
    return [stands, "met"] if stands == "assumed" else []


def _asked_open(known: Iterable[Known]) -> str:
    """Why what a request itself leaves open may be held against it; "" where it leaves nothing."""
    for one in known:
        if one.asked_as_range:
            return (
                f"The request itself leaves it open ({lower_first(one.fact.label)}: {one.shown}): "
                "you may say that it goes against the request as a whole."
            )
    return ""


def _not_yet(answers: Answers, known: Iterable[Known]) -> str:
    """Why what is open cannot be so at all: it never goes with what the file tells; "" else."""
    for one in known:
        other = barred_by(answers.determination.known, one.fact.name)
        if other:
            return (
                f"By the file, {other.fact.yes}, and no record can yet show that {one.fact.yes}: "
                "you may say that this way goes against the request."
            )
    return ""
