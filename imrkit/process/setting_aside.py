"""Setting aside: the five grounds, what each takes, what follows, and what became of a case."""

from __future__ import annotations

from dataclasses import dataclass

from imrkit.cases.case import Case
from imrkit.cases.schema import Challenge, Item
from imrkit.errors import DataError, UnknownName
from imrkit.facts.dates import date_span
from imrkit.files.reading import at
from imrkit.process.book import ProcessBook
from imrkit.process.schema import GroundData


@dataclass(frozen=True)
class Appeal:
    """An appeal of a determination, with the grounds that were found."""

    challenge: Challenge
    grounds: tuple[GroundData, ...]


def appeals_of(case: Case, item: Item, book: ProcessBook) -> tuple[Appeal, ...]:
    """What became of the determination of a disputed item, in the order of the file.

    Args:
        case: the case.
        item: the disputed item.
        book: the law of the process.

    Raises:
        DataError: naming file, line and field, if a ground does not exist, or the appeal was
            decided before the determination.
    """
    place, found = case.items.index(item), []
    for nth, challenge in enumerate(item.challenge):
        where = f"item[{place}].challenge[{nth}]"
        for ground in challenge.grounds:
            if ground not in book.grounds.ground:
                unknown = UnknownName("ground", ground, book.grounds.ground)
                raise at(case.file, f"{where}.grounds", str(unknown))
        if challenge.date:
            try:
                last = date_span(challenge.date).last
            except DataError as error:
                raise at(case.file, f"{where}.date", error.problem) from None
            if last < case.decided.first:
                problem = f"{challenge.date} is before the determination ({case.data.decided})"
                raise at(case.file, f"{where}.date", problem)
        grounds = tuple(book.grounds.ground[ground] for ground in challenge.grounds)
        found.append(Appeal(challenge, grounds))
    return tuple(found)


def by_ground(cases: list[Case], book: ProcessBook) -> dict[str, list[Case]]:
    """For each ground, the cases in which it was found."""
    found: dict[str, list[Case]] = {name: [] for name in book.grounds.ground}
    for case in cases:
        for item in case.items:
            for appeal in appeals_of(case, item, book):
                for name in appeal.challenge.grounds:
                    if case not in found[name]:
                        found[name].append(case)
    return found
