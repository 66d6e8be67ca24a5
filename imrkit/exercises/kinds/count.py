"""Give a number or a day, or the range that the file leaves: its least, and its most or "open"."""

from __future__ import annotations

from collections.abc import Mapping

from imrkit.errors import DataError, UnknownName
from imrkit.exercises import clock_days, deadlines
from imrkit.exercises.amounts import number, requested
from imrkit.exercises.answers import Answers, Ends
from imrkit.exercises.graded import Key, Said
from imrkit.exercises.grading import CLOSE, is_right
from imrkit.exercises.kinds.common import (
    asked_for,
    because,
    believed,
    replies_of,
    said_to,
    to_holders,
)
from imrkit.exercises.question import OPEN_END, Meant, Part
from imrkit.exercises.variants import Variant
from imrkit.logic.nodes import facts_read
from imrkit.words.english import listed, lower_first

LOW, HIGH = "low", "high"
_AUTHORIZED = "visits_authorised"


def ask(variant: Variant) -> tuple[Part, ...]:
    """The two ends."""
    if variant.exercise.data.of.startswith(deadlines.CLOCK):
        return (
            Part(LOW, "The last day, at the earliest", "date", of=LOW),
            Part(HIGH, "The last day, at the latest", "date", of=HIGH),
        )
    node = number(variant.exercise.data.of, variant.determination)
    unit = next((f.unit for f in facts_read(node).values() if f.unit), "")
    return (
        Part(LOW, "At least", "number", unit=unit, of=LOW),
        Part(HIGH, f"At most (or {OPEN_END})", "number", unit=unit, of=HIGH),
    )


def key(variant: Variant) -> Key:
    """The ends of what the number could be."""
    if variant.exercise.data.of.startswith(deadlines.CLOCK):
        return _deadline(variant)
    of = variant.exercise.data.of
    ends = Answers(variant.determination).ends(of)
    right = {part: frozenset({told}) for part, told in _told(ends).items()}
    held = believed(variant, lambda answers: _told(answers.ends(of)))
    replies = _slips(variant, ends) | to_holders(variant, held, right) | replies_of(variant)
    return Key(right, replies, because(variant, "open" if ends[1] is None else "shown"), held)


def _deadline(variant: Variant) -> Key:
    """The days on which a clock may end."""
    try:
        row = deadlines.row_of(variant)
    except (DataError, UnknownName) as error:
        raise variant.exercise.refuse("of", error) from None
    parts = (LOW, HIGH)
    ends = dict(zip(parts, deadlines.ends(row), strict=True))
    calendar = dict(zip(parts, deadlines.in_calendar_days(row), strict=True))
    clock = f"of the clock “{row.clock.data.title}”"
    replies: dict[tuple[str, str], Said] = {}
    told = clock_days.slips(row)
    for part in parts:
        for day, slip in told.items():
            if day != ends[part]:
                said = said_to(variant, slip.rule, says=slip.says) if slip.rule else Said(slip.says)
                replies[part, day] = said
        for day in deadlines.near(ends[part]):
            if day not in told or not told[day].rule:
                replies[part, day] = _off_by_one(variant, f"the days {clock}")
        if calendar[part] != ends[part]:
            replies[part, calendar[part]] = said_to(variant, "calendar-for-business")
        replies[part, ""] = Said(f"Which event starts the days {clock}? {_COUNTED}")
    if ends[LOW] != ends[HIGH]:
        replies[HIGH, ends[LOW]] = said_to(variant, "low-for-high")
    right = {part: frozenset({day}) for part, day in ends.items()}
    why = " ".join(filter(None, (because(variant), clock_days.counted(row))))
    return Key(right, replies | replies_of(variant), why)


_COUNTED = "The day of the event itself is not counted."


def _off_by_one(variant: Variant, what: str = "") -> Said:
    how = f"{what}, and mind whether the first one counts" if what else f"for {asked_for(variant)}"
    return said_to(variant, "off-by-one", says=f"{CLOSE}Count again {how}.")


def _told(ends: Ends) -> Mapping[str, str]:
    return {LOW: str(ends[0]), HIGH: OPEN_END if ends[1] is None else str(ends[1])}


def _slips(variant: Variant, ends: Ends) -> dict[tuple[str, str], Said]:
    """What to say to the mistakes of hand and eye that can be told from the number."""
    low, high = _told(ends).values()
    found: dict[tuple[str, str], Said] = {}

    def slip(part: str, told: str, name: str) -> None:
        if told != _told(ends)[part]:
            found.setdefault((part, told), said_to(variant, name))

    node = number(variant.exercise.data.of, variant.determination)
    read = list(facts_read(node))
    if _AUTHORIZED in read:
        least, most = variant.determination.facts[_AUTHORIZED]
        for part, told, less in ((LOW, low, least), (HIGH, high, most)):
            if told != OPEN_END and less:
                slip(part, str(int(told) - int(less)), "authorized-left-out")
    if low != high:
        slip(HIGH, low, "low-for-high")
    for part, told in ((LOW, low), (HIGH, high)):
        if told != OPEN_END:
            for near in (int(told) - 1, int(told) + 1):
                if str(near) != told:
                    found.setdefault((part, str(near)), _off_by_one(variant))
    if high != OPEN_END:
        asked = asked_for(variant)
        found[HIGH, OPEN_END] = Said(
            f"“No upper end” would mean that nothing in the file bounds the number for {asked}. "
            "What is the most that its sentences leave possible?"
        )
    parts = _parts_of(variant, read)
    for part, how in ((LOW, _LEAST), (HIGH, _MOST)):
        if low != high:
            says = how.format(asked_for(variant), parts)
            found[part, ""] = said_to(variant, "range-not-seen", says=says)
        else:
            found[part, ""] = Said(
                f"Build it from its parts: {parts}. Which one is left out, or counted twice?"
            )
    return found


_IN_DISPUTE = "as far as still in dispute"
_LEAST = "For {} the least is what is certain. Of {}, which does a sentence give?"
_MOST = "For {} the file sets another end, or none. Of {}, which has a bound?"


def _parts_of(variant: Variant, read: list[str]) -> str:
    """What goes into the number; of a request that was cut, what is still in dispute."""
    asked = requested(variant.determination)
    cut = variant.item.refusal.action == "modified"
    known = [variant.determination.known[name] for name in read]
    return listed(
        [
            lower_first(one.fact.label) + (f", {_IN_DISPUTE}" if cut and one is asked else "")
            for one in known
            if one.fact.type == "number"
        ]
    )


def unsaid(key: Key, meant: Meant) -> frozenset[str]:
    """The end of which it is not told that it is close: one number alone, and the other has it."""
    if key.right[LOW] != key.right[HIGH]:
        return frozenset()
    wrong = [part for part in (LOW, HIGH) if not is_right(key, part, meant[part])]
    close = [part for part in wrong if _close(key.replies.get((part, meant[part][0])))]
    return frozenset(close) if len(wrong) == 1 else frozenset()


def _close(said: Said | None) -> bool:
    return said is not None and said.rule == "off-by-one"


def credit(key: Key, meant: Meant) -> float:
    """Half for each end."""
    return sum(is_right(key, part, meant[part]) for part in (LOW, HIGH)) / 2


__all__ = ["ask", "credit", "key"]
