"""The disputed items that a learner may choose: part, treatment, difficulty, and no outcome.

And the case of the day: one for all learners, by the date.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from imrkit.cases.case import Case
from imrkit.cases.loading import case_paths, load_case, read_case
from imrkit.determination.deciding import decide, determine
from imrkit.determination.determination import Determination
from imrkit.facts.spelling import american

Difficulty = Literal["short", "medium", "long"]
MEDIUM, LONG = 6, 13
"""From so many facts on that the governing rule reads, an item is medium, or long."""
NO_PART = "no part named"
NUMBER = re.compile(r"cm\d{2}-\d{7}")
"""The number of a published letter, as a case is named by it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One disputed item as a learner may choose it.

    Attributes:
        case: the name of its case.
        item: its number.
        request: what was asked for.
        part: the part of the body.
        family: the family of treatments.
        difficulty: how many facts its rule reads: few, some, or many.
        told: whether its documents are told sentence by sentence, and not in summary alone.
        outcome: how it ends; for choosing a case of the day, never shown.
        settled: whether the published outcome and ours are the same.
        words: what else it may be looked for by: diagnoses, and other words for what it names.
        patient: whom it is for, in a few words: age, sex, and the diagnosis it treats.
        parts: the parts of the body by which it is found: those that it names, or is for.
        follows: the number of the item of the same letter whose outcome it takes as given.
    """

    case: str
    item: str
    request: str
    part: str
    family: str
    difficulty: Difficulty
    told: bool
    outcome: str = field(repr=False)
    settled: bool = field(repr=False)
    words: str = field(default="", repr=False)
    parts: tuple[str, ...] = (NO_PART,)
    patient: str = ""
    follows: str = ""

    @property
    def number(self) -> str:
        """The number of its letter; "" where it is not known."""
        return self.case if NUMBER.fullmatch(self.case) else ""


def listed(found: Determination) -> Listed:
    """One disputed item as a learner may choose it."""
    case, item = found.case, found.item
    terms = case.book.terms
    facts = len(found.rule.facts) if found.rule else LONG
    difficulty: Difficulty = "short" if facts < MEDIUM else "medium" if facts < LONG else "long"
    told = any(document.sentence for document in case.data.document)
    if not told and difficulty == "long":  # a letter's summary is read in a minute
        difficulty = "medium"
    return Listed(
        case.name,
        item.id,
        item.request,
        terms.part_named(item.body_part or item.request) or NO_PART,
        terms.family_of(item.treatment),
        difficulty,
        told,
        found.outcome,
        found.agrees,
        _words(found),
        _parts(found),
        _patient(found),
        item.follows,
    )


def found_of(chosen: Listed) -> Determination:
    """The determination of a disputed item.

    Args:
        chosen: the item, as it is listed.
    """
    case = load_case(chosen.case)
    item = case.item(chosen.item)
    return decide(case, item, case.known(item))


def _patient(found: Determination) -> str:
    """Whom it is for, so that the same request for two people is told apart."""
    text = found.case.data
    treated = [found.item.treats] if found.item.treats else text.diagnoses
    adult = {"female": "woman", "male": "man", None: "worker"}[text.worker.sex]
    who = adult if text.worker.age is None else f"{text.worker.age}-year-old {adult}"
    return american(", ".join([who, *treated[:1]]))


def _parts(found: Determination) -> tuple[str, ...]:
    """The parts of the body that an item names, or else those that it is for."""
    item, terms = found.item, found.case.book.terms
    treats = item.treats or "; ".join(found.case.data.diagnoses)
    named = terms.parts_named(item.body_part or item.request) or terms.parts_named(treats)
    return tuple(sorted(named)) or (NO_PART,)


def _words(found: Determination) -> str:
    """Treatment, part and diagnoses, and what people may say for them who look for the case."""
    item, terms = found.item, found.case.book.terms
    treatment = terms.treatment_behind(item.treatment) or item.treatment
    part = terms.part_named(item.body_part) or ""
    of_part = (part, *terms.body_part.get(part, ()))
    treats = (item.treats, *found.case.data.diagnoses)
    said = "; ".join([item.request, treatment, item.treatment, item.body_part, *of_part, *treats])
    family = terms.family_of(item.treatment)
    plain = terms.plain_words.get(family, (family,))
    return american("; ".join([said, *plain, *terms.words_for(said)]))


@cache
def catalog() -> tuple[Listed, ...]:
    """The disputed items of the cases that come with imrkit, in order.

    An item of which no rule speaks is left out: it would give nothing to ask. So is a case that is
    known from a digest or a decision of a court alone: there would be nothing to read.
    """
    every = [listed(found) for case in _cases() for found in determine(case) if found.rule]
    there = {(one.case, one.item): one for one in every}

    def place(one: Listed) -> tuple[str, ...]:
        """Its place; of what rests on another item, after that one."""
        first = there.get((one.case, one.follows))
        return (*(place(first) if first else ()), one.part, one.family, one.case, one.item)

    return tuple(sorted(every, key=place))


def _cases() -> Iterable[Case]:
    return (case for path in case_paths().values() if (case := read_case(path)).data.document)


def day_name(case: str, item: str) -> str:
    """The name by which a record knows a case of the day.

    Args:
        case: the case's name.
        item: the number of its disputed item.
    """
    return f"day-{case}-{item}"


def case_of_day(day: dt.date, among: Sequence[Listed] | None = None) -> Listed:
    """The case of a day: as often overturned as upheld, and none twice before all came.

    Args:
        day: the day.
        among: what to choose from; the catalog, if absent.
    """
    among = catalog() if among is None else among
    fair = [one for one in among if one.settled]
    outcomes = sorted({one.outcome for one in fair})
    toss = random.Random(f"outcome {day.isoformat()}")
    wanted = toss.choice(outcomes)
    some = [one for one in fair if one.outcome == wanted]
    turn, place = divmod(day.toordinal(), len(some))
    random.Random(f"{wanted} {turn}").shuffle(some)
    return some[place]
