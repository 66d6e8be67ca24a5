"""The case of the day: a guess, how sure, and then how it was decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from typing import Any

from imrkit.cases.schema import Refusal
from imrkit.course.catalog import Listed, day_name, found_of
from imrkit.course.in_brief import GIVEN, asks, criteria_asked, file_tells, left_out, one_course
from imrkit.course.silence import assumed_here
from imrkit.course.turning import asked_by, carrying, criteria, file_says, shut_ways
from imrkit.determination.determination import Determination
from imrkit.determination.tree import Step
from imrkit.exercises.entry import Entry, rule_book_version
from imrkit.facts.spelling import american
from imrkit.views.lesson.any_case import order_said
from imrkit.words.headline import headline
from imrkit.words.steps import criteria_below, sentence

MOST_STEPS = 1
GUESSES = {"upheld": "The denial stands", "overturned": "The denial falls"}


def day_view(chosen: Listed, entries: Sequence[Entry]) -> dict[str, Any]:
    """The case of the day as a page may show it: how it ends only once it was guessed.

    Args:
        chosen: the case.
        entries: the answers.
    """
    guess = guessed(chosen, entries)
    ended = {"right": guess.right, **_ended(chosen)} if guess else None
    return {**_before(chosen), "guess": ended}


@lru_cache(maxsize=1)  # the page is told how things stand again and again all day
def _before(chosen: Listed) -> dict[str, Any]:
    """What is told before the guess: the item, what the file shows, what is asked and assumed."""
    found = found_of(chosen)
    asked = criteria_asked(found)
    reviewers = ", and by reviewers" if any(step.by_reviewers for step in asked) else ""
    by = american(f"{found.rule.cite}, “{found.rule.title}”") if found.rule else ""
    return {
        "case": chosen.case,
        "item": chosen.item,
        "request": chosen.request,
        "decided": _decided(found.item.refusal),
        "told": [*_for(found), *file_tells(found)],
        "by": f"{by}{reviewers}",
        "asks": asks(found),
        "left_out": left_out(found),
        "argued": [order_said(found), one_course(found)],
        "silent": assumed_here(asked),
    }


def _decided(refusal: Refusal) -> str:
    """What utilization review made of a request, and what of it was authorized."""
    authorized = f" and authorized: {refusal.authorised}" if refusal.authorised else ""
    return american(f"Utilization review {refusal.action} the request{authorized}.")


def _for(found: Determination) -> list[str]:
    """What the item is for, where that is not one part of the body."""
    treated = found.item.treats or "; ".join(found.case.data.diagnoses)
    one_part = found.known[GIVEN[0]].state == "documented"
    return [] if one_part or not treated else [american(f"For: {treated}")]


def guessed(chosen: Listed, entries: Sequence[Entry]) -> Entry | None:
    """The guess at a case of the day; None before it."""
    name = day_name(chosen.case, chosen.item)
    return next((e for e in entries if e.exercise == name and e.attempt), None)


@lru_cache(maxsize=1)
def _ended(chosen: Listed) -> dict[str, Any]:
    """What is said to a guess: whose verdict it is, what the section asks, what the file shows."""
    found = found_of(chosen)
    word, why = headline(found)
    ours = "; our rule book comes to the same" if found.agrees else ""
    lines = [f"So the published determination says{ours}. {why}"]
    silent = assumed_here(criteria_asked(found)) if found.outcome == "overturned" else []
    if silent:  # what one may doubt, and not what the file tells
        lines.append(f"The file is silent on this, and it is assumed. {' '.join(silent)}")
    told = [] if silent else carrying(found)[:MOST_STEPS]
    for step in told:
        says, here = asked_by(step, figures=True), american(sentence(step))
        how = f"Here: {here}" if here != says else "That is so."
        lines.append(" ".join([f"It asks: “{says}”", how, file_says(found, step)]))
    lines += _besides(found, told) if found.outcome == "upheld" else []
    return {
        "word": word,
        "why": [american(line.strip()) for line in lines],
        "number": chosen.number.upper(),
    }


def _besides(found: Determination, told: Sequence[Step]) -> Iterator[str]:
    """The other criteria for which a denial stands: each by name, as the reason counts them."""
    names = {step.name for step in told}
    names |= {step.name for ground in found.against for step in _other_ways(ground, names)}
    left = [step for step in criteria(found) if step.verdict != "met" and step.name not in names]
    counted = names | {step.name for step in left}
    for ground in found.against:  # one of which nothing is named yet: what it asks first
        below = [step for step in criteria_below(ground) if step.verdict == ground.verdict]
        if not counted & {step.name for step in below}:
            left += below[:1]
    failing = [ground for ground in found.against if ground.verdict == "not met"]
    failed = {step.name for ground in failing for step in criteria_below(ground)}
    shut = [] if failing else [step for step in shut_ways(found) if step not in told]
    lines = {
        "Against it, too": [s for s in left if s.verdict == "not met" and s.name in failed],
        "Shut by the file": shut[:MOST_STEPS],
    }
    for head, steps in lines.items():
        if steps:
            yield f"{head}: {' '.join(american(sentence(step)) for step in steps)}"
    open_ones = [asked_by(step, figures=True) for step in left if step.verdict == "open"]
    if unshown := [f"“{says}”" for says in open_ones]:
        yield f"Not shown either: {' '.join(unshown)}"


def _other_ways(ground: Step, names: Set[str]) -> Iterator[Step]:
    """The criteria of a ground by other ways than that of some criteria: it counts once."""
    ways = [criteria_below(part) for part in ground.parts] if ground.joined_by == "or" else []
    own = [way for way in ways if names & {step.name for step in way}]
    return (step for way in ways if own and way not in own for step in way)


def guess_entry(chosen: Listed, guess: str, sure: int | None, when: dt.datetime) -> Entry:
    """A guess at a case of the day, as a record keeps it: a verdict, with how sure.

    Args:
        chosen: the case.
        guess: upheld or overturned.
        sure: how sure the learner said to be, in percent.
        when: the moment, with its time zone.
    """
    right, name = guess == chosen.outcome, day_name(chosen.case, chosen.item)
    return Entry(
        when.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        f"{name}-{when.date().isoformat()}",
        name,
        0,
        rule_book_version(),
        kind="verdict",
        family=chosen.family,
        attempt=1,
        answer={"outcome": guess},
        credit=float(right),
        score=float(right),
        right=right,
        confidence=sure,
    )
