"""What a record of answers tells of a learner: skill, ideas, calibration, the state of lessons.

Pure functions of a list of entries. The first answer measures, later ones teach: of these it only
counts whether one put right what the first one showed. A guess that was sealed shows nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from imrkit.exercises.entry import Entry

PRIOR = 0.3
"""How likely a learner holds a misconception before any answer."""
SLIP = 0.1
"""How often an answer is not what its giver thinks."""
SURVIVES = 0.7
"""How likely a misconception outlives a reply; as likely again, the right answer that follows."""
OPEN, CLEAR = 0.5, 0.1
CLEAR_DAYS = 2
BINS = (50, 65, 80, 90, 97)
FEWEST_FOR_CURVE = 20
IdeaState = Literal["new", "open", "shaky", "clear"]
LessonState = Literal["new", "started", "done", "clear"]


def first_tries(entries: Iterable[Entry]) -> list[Entry]:
    """The first try at each question, in order of time."""
    return [entry for entry in entries if entry.attempt == 1]


def skill(entries: Iterable[Entry], chances: Mapping[str, float]) -> float | None:
    """How far first tries are above what the best constant answer earns; 1 is perfect.

    Args:
        entries: the answers.
        chances: for each exercise what an answer that never changes earns.

    Returns:
        Not clipped: who does worse than a constant answer is below 0. None without answers.
    """
    some = [entry for entry in first_tries(entries) if entry.exercise in chances]
    if not some:
        return None
    earned = sum(entry.score for entry in some) / len(some)
    chance = sum(chances[entry.exercise] for entry in some) / len(some)
    return (earned - chance) / (1 - chance) if chance < 1 else None


def updated(belief: float, sign: str, options: int) -> float:
    """The probability that a misconception is held, after one answer that tells of it.

    Args:
        belief: the probability before.
        sign: whether the answer is the holder's ("held"), the right one, or another ("other").
        options: among how many answers it was chosen.

    >>> round(updated(0.3, "held", 4), 2), round(updated(0.3, "right", 4), 2)
    (0.92, 0.02)
    """
    rare = SLIP / (options - 1)
    held, free = {
        "held": (1 - SLIP, rare),
        "right": (rare, 1 - SLIP),
        "other": (rare, rare),
    }[sign]
    return belief * held / (belief * held + (1 - belief) * free)


@dataclass(frozen=True, slots=True)
class Idea:
    """What is known of one misconception.

    Attributes:
        rule: its id.
        belief: the probability that the learner holds it now.
        highest: the highest that it has been, just after an answer.
        answers: how many answers tell of it, for or against.
        clear_days: on how many days it ended below the line.
        shown_in: the last first answer that showed it.
        last: what the last of them was, "held" or "right"; "" for none.
        put_right: whether a later try at the question that showed it last was right.
        tried_in: a later try that fits it, with none since that avoids it.
    """

    rule: str
    belief: float = PRIOR
    highest: float = PRIOR
    answers: int = 0
    clear_days: int = 0
    shown_in: Entry | None = None
    last: str = ""
    put_right: bool = False
    tried_in: Entry | None = None

    @property
    def state(self) -> IdeaState:
        """New, open, shaky, or clear."""
        if not self.answers:
            return "new"
        if self.belief >= OPEN:
            return "open"
        return "clear" if self.belief < CLEAR and self.clear_days >= CLEAR_DAYS else "shaky"


def ideas(entries: Iterable[Entry], rules: Iterable[str]) -> dict[str, Idea]:
    """What the answers tell of each misconception.

    Args:
        entries: the answers.
        rules: the misconceptions.
    """
    belief = dict.fromkeys(rules, PRIOR)
    highest, answers = dict(belief), dict.fromkeys(belief, 0)
    clear: dict[str, dict[dt.date, bool]] = {rule: {} for rule in belief}
    shown_in: dict[str, Entry] = {}
    last: dict[str, str] = {}
    put_right: dict[str, bool] = {}
    tried_in: dict[str, Entry] = {}
    every = list(entries)
    guesses = {entry.sitting for entry in every if entry.sealed}
    for entry in every:
        if entry.attempt > 1 and entry.right:
            for rule in _still_shown(entry, shown_in, last, put_right):
                belief[rule], put_right[rule] = belief[rule] * SURVIVES, True
        if entry.attempt > 1:
            _note_tried(entry, tried_in)
        if entry.attempt != 1 or entry.sitting in guesses:
            continue
        for one in entry.evidence:
            if one.rule not in belief or one.sign == "other":
                continue  # what neither shows nor avoids it tells nothing
            now = updated(belief[one.rule], one.sign, one.options)
            highest[one.rule] = max(highest[one.rule], now)
            answers[one.rule] += 1
            last[one.rule] = one.sign
            tried_in.pop(one.rule, None)
            belief[one.rule] = now
            if one.sign == "held":
                belief[one.rule], shown_in[one.rule] = now * SURVIVES, entry
                put_right[one.rule] = False
            clear[one.rule][entry.day] = belief[one.rule] < CLEAR
    return {
        rule: Idea(
            rule,
            belief[rule],
            highest[rule],
            answers[rule],
            sum(clear[rule].values()),
            shown_in.get(rule),
            last.get(rule, ""),
            put_right.get(rule, False),
            tried_in.get(rule),
        )
        for rule in belief
    }


def _note_tried(entry: Entry, tried_in: dict[str, Entry]) -> None:
    """Note which misconceptions a later try fits, and which one at the same question puts right."""
    again = {rule for rule, one in tried_in.items() if _question(one) == _question(entry)}
    for rule in again if entry.right else ():
        del tried_in[rule]
    tried_in.update({one.rule: entry for one in entry.evidence if one.sign == "held"})


def _question(entry: Entry) -> tuple[str, str, int]:
    return entry.sitting, entry.exercise, entry.seed


def _still_shown(
    right: Entry,
    shown_in: Mapping[str, Entry],
    last: Mapping[str, str],
    put_right: Mapping[str, bool],
) -> list[str]:
    """The misconceptions that the same question showed last, and that nothing has put right."""
    return [
        rule
        for rule, one in shown_in.items()
        if _question(one) == _question(right) and last[rule] == "held" and not put_right[rule]
    ]


@dataclass(frozen=True, slots=True)
class Bin:
    """One bin of a calibration curve: how sure, how often right, of how many."""

    confidence: int
    right: float
    answers: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """How sure a learner is, beside how often right.

    Attributes:
        brier: the mean squared distance of confidence from being right; 0 is perfect.
        gap: how far mean confidence lies above the share that is right; below 0 if under it.
        answers: of how many verdicts.
        curve: five bins, once there are enough answers.
        surest_misses: the three misses of which the learner was surest, latest first of equals.
    """

    brier: float
    gap: float
    answers: int
    curve: tuple[Bin, ...]
    surest_misses: tuple[Entry, ...]


def calibration(entries: Iterable[Entry]) -> Calibration | None:
    """How sure the learner was of verdicts, beside how often right; None where none was said.

    A case of the learner's choice counts once, as the case of the day or as any case: whoever meets
    it again was told how it ends.
    """
    met: set[str] = set()
    told = []
    for entry in first_tries(entries):
        if entry.kind != "verdict":
            continue
        case = _chosen_case(entry)
        if entry.confidence is not None and case not in met:
            told.append((entry.confidence, entry))
        met |= {case} if case else set()
    if not told:
        return None
    count = len(told)
    brier = sum((sure / 100 - entry.right) ** 2 for sure, entry in told) / count
    gap = sum(sure / 100 - entry.right for sure, entry in told) / count
    misses = [(sure, entry.when, entry) for sure, entry in told if not entry.right]
    misses.sort(key=lambda one: one[:2], reverse=True)
    curve = tuple(_bins(told)) if count >= FEWEST_FOR_CURVE else ()
    return Calibration(brier, gap, count, curve, tuple(entry for *_, entry in misses[:3]))


def _chosen_case(entry: Entry) -> str:
    """The case and item of a verdict outside of the lessons; "" within them, and for a variant."""
    if entry.lesson or entry.seed or not entry.exercise.startswith(("any-", "day-")):
        return ""
    return entry.exercise[4:].removesuffix("-verdict")


def _bins(told: Sequence[tuple[int, Entry]]) -> list[Bin]:
    found = []
    for sure in BINS:
        here = [entry.right for said, entry in told if _bin(said) == sure]
        found.append(Bin(sure, sum(here) / len(here) if here else 0.0, len(here)))
    return found


def _bin(confidence: int) -> int:
    return min(BINS, key=lambda sure: abs(sure - confidence))


def lesson_state(
    entries: Iterable[Entry],
    exercises: Iterable[str],
    transfer: Iterable[str],
    held: Mapping[str, Idea],
) -> LessonState:
    """How far a lesson is.

    Args:
        entries: the answers.
        exercises: the ids of all its exercises.
        transfer: those that are decided alone.
        held: what is known of its misconceptions.

    Returns:
        Done once all its exercises were tried, the last case among them, and no idea of the lesson
        is open; clear once all its ideas are.
    """
    tried = {entry.exercise for entry in first_tries(entries)}
    every = set(exercises)
    if not tried & every:
        return "new"
    if not every | set(transfer) <= tried or any(i.belief >= OPEN for i in held.values()):
        return "started"
    return "clear" if all(idea.state == "clear" for idea in held.values()) else "done"
