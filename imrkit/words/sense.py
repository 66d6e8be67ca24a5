"""What no record could truthfully show, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from imrkit.cases.known import Known, given_by, known_by
from imrkit.determination.determination import Determination
from imrkit.facts.fact import CaseField
from imrkit.rules.governing import By
from imrkit.whatif.sense import (
    WEEK,
    YEAR,
    Time,
    at_odds,
    claimed,
    short_of_time,
    too_early,
)
from imrkit.whatif.sense import unweighed as not_weighed
from imrkit.words.english import number_word
from imrkit.words.phrases import clause

NO_RESULT = "No result here"
"""In place of a grant that rests on what our rules do not weigh."""
CANNOT_BE = "This cannot be"
"""In place of a result, where no record could truthfully show what was changed."""
TREAT_FIRST = (
    "Unless it is urgent, treat and examine again first; then send that record, or ask anew with "
    "it."
)
"""Advice on what hardly any record can show yet."""
YOUNG = 14
"""Below so many years the age of a worker is asked about again: it is more likely a slip."""
_WEEKS: tuple[CaseField, ...] = (
    "injury.date to item.refusal.date",
    "injury.date",
    "item.requested",
    "decided",
)
_YEARS: tuple[CaseField, ...] = ("injury.date", "decided", "worker.age")


def impossible(found: Determination) -> tuple[str, ...]:
    """Say which of the facts that were changed cannot be so; nothing where all of them can.

    Args:
        found: the determination on the facts as they stand.
    """
    names = (one.fact.name for one in found.counted)
    told = (_never_both(one, other) for one, other in at_odds(found.known, names))
    never = (_never_said(time) for time in _short(found) if not time.enough)
    return (*told, *_unborn(found), *_not_reviewed(found), *never)


def doubts(found: Determination) -> tuple[str, ...]:
    """Say what is to be minded of changes that can be so: dates, and what came only later.

    Args:
        found: the determination on the facts as they stand.
    """
    later = (_later_said(time) for time in _short(found) if time.enough)
    soon = (t for t in too_early(found) if t.known.changed and claimed(t.known))
    early = (f"Mind the time. {_early(time)}" for time in soon)
    return (*_out_of_step(found), *_too_young(found), *unweighed(found), *later, *early)


def _never_both(one: Known, other: Known) -> str:
    return f"It cannot be that {_so(one)} where {_so(other)}: no record could truthfully show both."


def _unborn(found: Determination) -> Iterator[str]:
    """Whether the injury would come before the worker was born."""
    try:
        injured, decided, age = (known_by(found.known, field) for field in _YEARS)
    except KeyError:
        return
    years = (int(decided.value[0]) - int(injured.value[1])) // YEAR
    if any(one.changed for one in (injured, decided, age)) and years > int(age.value[1]):
        yield f"It cannot be that a worker of {age.shown} was injured {years} years ago."


def _not_reviewed(found: Determination) -> Iterator[str]:
    """What would have kept utilization review from deciding, where it did."""
    for one in found.counted:
        if one.fact.no_review and one.changed and claimed(one):
            yield f"It cannot be that {_so(one)}: {one.fact.unstated_because}, and this one was."


def _too_young(found: Determination) -> Iterator[str]:
    """Whether an age that was changed is a child's."""
    age = given_by(found.known, "worker.age")
    if age is not None and age.changed and not age.open and int(age.value[1]) < YOUNG:
        yield f"Mind the age: is a worker of {age.shown} meant?"


def unweighed(found: Determination) -> tuple[str, ...]:
    """Say what the rules that decide do not weigh, where somebody supposes it.

    Args:
        found: the determination.
    """
    told = not_weighed(found.considered, found.known)
    return tuple(rule.fill(one.says, found.facts) for rule, one in told)


def no_result(found: Determination, by: By) -> tuple[str, ...]:
    """Say why what would pass for a grant is none: the rules do not weigh what somebody supposes.

    Args:
        found: the determination.
        by: what the item is judged by.
    """
    return unweighed(found) if found.verdict_by(by) == "met" else ()


def _out_of_step(found: Determination) -> Iterator[str]:
    """Whether weeks since the injury and dates do not fit each other, once one was changed."""
    try:
        weeks, injured, asked, decided = (known_by(found.known, field) for field in _WEEKS)
    except KeyError:  # a vocabulary of somebody's own may do without
        return
    if injured.open or not any(one.changed for one in (weeks, injured, asked, decided)):
        return
    last, most = "decision", (int(decided.value[1]) - int(injured.value[0])) // WEEK
    file = found.case.known(found.item)[weeks.fact.name]
    if not (file.open or injured.changed or decided.changed):
        last, most = "utilization review", int(file.value[1])
    least = (int(asked.value[0]) - int(injured.value[1])) // WEEK
    too_many = int(weeks.value[0]) > most
    if too_many or (not asked.open and int(weeks.value[1]) < least):
        came = (
            f"{last} came {_less(most)}" if too_many else f"request came at least {_weeks(least)}"
        )
        other = "the date of the injury" if weeks.changed else "the weeks since the injury"
        yield (
            f"Mind the dates: the {came} after the injury, so that {other} would have to move as "
            "well."
        )


def short_said(time: Time) -> str:
    """Say why a criterion may be said to go against the request, though a record may come.

    Args:
        time: the fact that it needs, and how little time there was for it.
    """
    said = (
        f"When utilization review decided, {_less(time.refused)} had passed since the injury, and "
        f"the {_weeks(time.takes)} that the text asks for cannot have passed: you may say that "
        "this goes against the request."
    )
    if not time.enough:
        return f"{said} No record could show it."
    return (
        f"{said} The decision came {_weeks(time.decided)} after the injury, and what comes in by "
        "then counts, so that a record could still show it: then it is not shown."
    )


def later_only(found: Determination, names: Iterable[str]) -> tuple[str, ...]:
    """Say which of some facts no record from before the utilization review could show, or hardly.

    Args:
        found: the determination.
        names: the facts that would change.
    """
    wanted = set(names)
    told = (
        f"{time.known.fact.label}: the text asks for {_weeks(time.takes)} of it, which only a "
        "record from after the utilization review could show."
        for time in short_of_time(found)
        if time.known.fact.name in wanted
    )
    early = (f"{_early(t)} {TREAT_FIRST}" for t in too_early(found) if t.known.fact.name in wanted)
    return (*told, *early)


def _early(time: Time) -> str:
    """Say of a fact that hardly any record can show it so soon after the injury."""
    return (
        f"{time.known.fact.label}: our rule counts no weeks of it, but "
        f"{time.known.fact.early_because}, and utilization review came "
        f"{_less(time.refused)} after the injury."
    )


def _short(found: Determination) -> list[Time]:
    return [t for t in short_of_time(found) if t.known.changed and claimed(t.known)]


def _so(known: Known) -> str:
    return clause(known.fact, int(known.value[0]), known.shown)


def _never_said(time: Time) -> str:
    return (
        f"It cannot be that {_so(time.known)}: the text asks for {_weeks(time.takes)} of it, and "
        f"the decision came {_weeks(time.decided)} after the injury."
    )


def _later_said(time: Time) -> str:
    return (
        f"Mind the time: the text asks for {_weeks(time.takes)} of it, and the utilization review "
        f"came {_less(time.refused)} after the injury. Only a record of a later day could show "
        f"it; the decision came {_weeks(time.decided)} after the injury."
    )


def _weeks(number: int) -> str:
    return f"{number_word(number)} week{'' if number == 1 else 's'}"


def _less(number: int) -> str:
    """Say a time of which only the whole weeks are known."""
    return f"less than {_weeks(number + 1)}"
