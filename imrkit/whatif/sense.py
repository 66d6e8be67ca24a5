"""What no record could truthfully show: it comes of what never was, or there was no time for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from imrkit.cases.known import Known, given_by, known_by
from imrkit.determination.determination import Considered, Determination
from imrkit.rules.rule import Rule
from imrkit.rules.schema import Unweighed

WEEK, YEAR = 7, 366


def arises(known: Mapping[str, Known], name: str) -> bool:
    """Whether a fact can be at all: nothing comes of earlier treatment of which there was none.

    Nor is it so where the file tells of something with which it cannot be.

    Args:
        known: what is known of every fact.
        name: the fact.
    """
    needs = known[name].fact.comes_of
    if barred_by(known, name) is not None:
        return False
    return not needs or (not never(known[needs]) and arises(known, needs))


def could_be(known: Mapping[str, Known], name: str) -> bool:
    """Whether what is known of a fact could be so, with all else that is known.

    Args:
        known: what is known of every fact.
        name: the fact.
    """
    return not claimed(known[name]) or arises(known, name)


def never(known: Known) -> bool:
    """Whether there was none: by a document, or by the silence of any file, not only a letter's."""
    told = known.state == "documented" or known.fact.unstated is not None
    return told and bool(known.value[1] <= 0)


def claimed(known: Known) -> bool:
    """Whether something is said to have been: a truth that is so, or a number above none."""
    if known.fact.type == "truth":
        return bool(known.value[0])
    return not known.open and known.state != "assumed" and bool(known.value[1] > 0)


def barred_by(known: Mapping[str, Known], name: str) -> Known | None:
    """What the file tells with which a truth that is open cannot be so; None where nothing bars it.

    Args:
        known: what is known of every fact.
        name: the truth.
    """
    one = known[name]
    return ruled_out_by(known, name) if one.open and one.fact.type == "truth" else None


def ruled_out_by(known: Mapping[str, Known], name: str) -> Known | None:
    """What the file tells beside which a fact can only be none; None where nothing rules it out.

    Args:
        known: what is known of every fact.
        name: the fact.
    """
    other = known.get(known[name].fact.never_with)
    told = other is not None and other.state == "documented" and claimed(other)
    return other if told else None


def at_odds(known: Mapping[str, Known], names: Iterable[str]) -> Iterator[tuple[Known, Known]]:
    """The facts that cannot both be so, where one of the two was changed.

    Args:
        known: what is known of every fact.
        names: the facts that count.
    """
    count = [known[name] for name in names]
    for one in count:
        needs = known.get(one.fact.comes_of)
        if needs and (one.changed or needs.changed) and not could_be(known, one.fact.name):
            yield one, ruled_out_by(known, needs.fact.name) or needs
    for one in count:
        other = known.get(one.fact.never_with)
        if other and (one.changed or other.changed) and claimed(one) and claimed(other):
            yield one, other


def unweighed(
    considered: Iterable[Considered], known: Mapping[str, Known]
) -> Iterator[tuple[Rule, Unweighed]]:
    """What the rules that decide do not weigh, where somebody supposes it.

    Args:
        considered: the rules that were looked at.
        known: what is known of every fact.
    """
    for one in considered:
        if not one.decides:
            continue
        for told, when in zip(one.rule.data.unweighed, one.rule.unweighed, strict=True):
            some = {name: known[name] for name in when.facts}
            supposed = any(fact.changed for fact in some.values())
            if supposed and when.bounds({name: fact.value for name, fact in some.items()})[0]:
                yield one.rule, told


class Time(NamedTuple):
    """A fact that takes some weeks, and how many there were since the injury.

    Attributes:
        known: the fact.
        takes: the weeks that it takes at least, by the text.
        refused: the weeks to the utilization review, at most.
        decided: the weeks to the decision, at most.
    """

    known: Known
    takes: int
    refused: int
    decided: int

    @property
    def enough(self) -> bool:
        """Whether a record that came up to the decision could show it."""
        return self.decided >= self.takes


def short_of_time(found: Determination) -> Iterator[Time]:
    """The facts that take longer than there was from the injury to the utilization review.

    Worker and physician may send records to the review (8 CCR 9792.10.5), so that what comes after
    the utilization review can still be shown.

    Args:
        found: the determination.
    """
    lasting = _lasting(found)
    if not lasting:
        return
    injured, decided = (known_by(found.known, f) for f in ("injury.date", "decided"))
    refused = int(known_by(found.known, "injury.date to item.refusal.date").value[1])
    weeks = (int(decided.value[1]) - int(injured.value[0])) // WEEK
    for name, takes in lasting.items():
        if refused < takes:
            yield Time(found.known[name], takes, refused, weeks)


def too_early(found: Determination) -> Iterator[Time]:
    """The facts that could hardly be so when utilization review decided; no rule counts weeks.

    None where the case is urgent: nobody is told to wait for them.

    Args:
        found: the determination.
    """
    weeks = given_by(found.known, "injury.date to item.refusal.date")
    if (
        found.item.urgent
        or weeks is None
        or found.rule is None
        or weeks.fact.name in found.rule.necessary.facts
    ):
        return
    refused, lasting = int(weeks.value[1]), _lasting(found)
    for known in found.counted:
        takes = known.fact.early
        if takes is not None and refused < takes and known.fact.name not in lasting:
            yield Time(known, takes, refused, refused)


def _lasting(found: Determination) -> dict[str, int]:
    """The facts for which the text that decides gives a number of weeks."""
    lasting: dict[str, int] = {}
    for considered in found.considered:
        if considered.decides:
            for criterion in considered.rule.data.criterion.values():
                lasting |= criterion.lasts
    return lasting
