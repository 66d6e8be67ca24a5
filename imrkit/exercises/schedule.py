"""When ideas return: one card for each misconception in each family of treatments.

The schedule is FSRS (the package `fsrs`), with one step: what was answered returns after as many
days as keep the chance to recall it at nine in ten, at most half a year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from imrkit.exercises.entry import Entry

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

RETENTION = 0.9
MOST_DAYS = 180
MOST_A_DAY = 10
SURE = 90
CardName = tuple[str, str]
"""A misconception and a family of treatments."""


@dataclass(frozen=True, slots=True)
class Due:
    """A card that is due.

    Attributes:
        rule: the misconception.
        family: the family of treatments.
        since: when it came due.
    """

    rule: str
    family: str
    since: dt.datetime


def rating(tries: Iterable[Entry]) -> int:
    """How a question went, over all its tries: 1 again, 2 hard, 3 good, 4 easy."""
    every = sorted(tries, key=lambda entry: entry.attempt)
    if not any(entry.right for entry in every):
        return 1
    first = every[0]
    if not first.right or first.attempt > 1 or any(entry.hints for entry in every):
        return 2
    return 4 if first.confidence is not None and first.confidence >= SURE else 3


def cards(entries: Iterable[Entry]) -> Mapping[CardName, Card]:
    """The cards as all answers have left them.

    Args:
        entries: the answers, in order.
    """
    from fsrs import Card, Rating

    scheduler = _scheduler()
    found: dict[CardName, Card] = {}
    for sitting in _sittings(entries):
        how = Rating(rating(sitting))
        when = sitting[-1].moment
        for rule in dict.fromkeys(one.rule for entry in sitting for one in entry.evidence):
            name = (rule, sitting[0].family)
            card = found.get(name) or Card(card_id=len(found) + 1, due=when)
            found[name], _ = scheduler.review_card(card, how, review_datetime=when)
    return found


def comes_back(card: Card) -> dt.date:
    """The day from whose start on a card is due, where the learner is.

    Args:
        card: the card.
    """
    return card.due.astimezone().date()


def due(entries: Iterable[Entry], now: dt.datetime, most: int = MOST_A_DAY) -> tuple[Due, ...]:
    """The cards that are due on a day, the longest due first.

    Args:
        entries: the answers.
        now: the moment, with its time zone.
        most: how many to give at most.
    """
    waiting = [
        Due(rule, family, card.due)
        for (rule, family), card in cards(entries).items()
        if comes_back(card) <= now.astimezone().date()
    ]
    return tuple(sorted(waiting, key=lambda one: (one.since, one.rule, one.family))[:most])


def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=MOST_DAYS,
        enable_fuzzing=False,
    )


def _sittings(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """The tries at each question together, in the order in which questions were last tried."""
    found: dict[tuple[str, str, int], list[Entry]] = {}
    for entry in entries:
        if entry.attempt:
            found.setdefault((entry.sitting, entry.exercise, entry.seed), []).append(entry)
    yield from sorted(found.values(), key=lambda tries: tries[-1].moment)
