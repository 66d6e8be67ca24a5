"""How likely each learner reasoned by a misconception, and what share of a cohort does.

One learner's answers say how much likelier they are if the misconception was held at first than if
not (slip, and survival of a reply, as in mastery). All learners together say how common it is. Each
is weighed by the other, so that in a cohort of which nobody holds it one slip proves nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from imrkit.cohort.intervals import Interval
from imrkit.exercises.entry import Entry
from imrkit.exercises.graded import Evidence
from imrkit.exercises.mastery import PRIOR, SLIP, SURVIVES

WEIGHT = 2.0
"""The prior counts as much as so many learners of whom all is known."""
STEPS = 1000
STEP = 0.25
MOST = 12.0
"""A learner's answers count for no more than e to the power of this."""
SURE, LIKELY, POSSIBLE = 0.9, 0.6, 0.3
MISSED = 0.2
"""Fewer misses of an exercise need no explanation."""
FOUND = 0.03
"""A misconception stands out if surely more than this share hold it."""


@dataclass(frozen=True, slots=True)
class Belief:
    """How likely a learner held a misconception at first, and holds it still."""

    held: float
    still: float
    answers: int

    @property
    def sure(self) -> bool:
        """Whether that is sure: one answer may be a slip, whatever the others answered."""
        return self.held > SURE and self.answers > 1


@dataclass(frozen=True, slots=True)
class Idea:
    """A misconception in a cohort.

    Attributes:
        rule: its id.
        share: what share of the cohort held it at first.
        learners: what is known of each learner whose answers tell of it.
        exercises: the exercises that tell of it.
    """

    rule: str
    share: Interval
    learners: Mapping[str, Belief]
    exercises: tuple[str, ...]

    @property
    def found(self) -> bool:
        """Whether it stands out: more hold it than slips make it seem, at two exercises or more.

        What one exercise alone tells may be a fault of the exercise.
        """
        return self.common and bool(self.sure) and len(self.exercises) > 1

    @property
    def common(self) -> bool:
        """Whether more learners hold it than slips make it seem."""
        return self.share.low > FOUND

    @property
    def sure(self) -> int:
        """How many learners surely held it; one answer alone makes nobody sure."""
        return sum(one.sure for one in self.learners.values())

    @property
    def likely(self) -> int:
        """How many learners are likely to have held it."""
        return sum(one.held > LIKELY and not one.sure for one in self.learners.values())

    @property
    def possible(self) -> int:
        """How many learners may have held it."""
        return sum(POSSIBLE < one.held <= LIKELY for one in self.learners.values())

    @property
    def still(self) -> float:
        """About how many learners hold it still."""
        return sum(one.still for one in self.learners.values())


@dataclass(frozen=True, slots=True)
class Told:
    """What one answer tells of a misconception, and which others would answer the same."""

    evidence: Evidence
    rivals: tuple[str, ...]


def weigh(told: Iterable[tuple[Evidence, float]]) -> tuple[float, float]:
    """What answers tell of one misconception.

    Args:
        told: what each tells, in order, with how likely another misconception explains it.

    Returns:
        The logarithm of how much likelier they are if it was held at first; and how likely it then
        is held still.
    """
    ratio, still = 0.0, 1.0
    for one, rival in told:
        rare = SLIP / max(one.options - 1, 1)
        signs = {"held": (1 - SLIP, rare), "right": (rare, 1 - SLIP)}
        by_holder, by_other = signs.get(one.sign, (rare, rare))
        now = still * by_holder + (1 - still) * by_other
        ratio += math.log(now / (rival * (1 - SLIP) + (1 - rival) * by_other))
        still = still * by_holder / now
        if one.sign == "held":
            still *= SURVIVES
    return ratio, still


def ideas_of(entries: Mapping[str, Sequence[Entry]], rules: Iterable[str]) -> tuple[Idea, ...]:
    """The misconceptions that a cohort's answers tell of, the most common first.

    An answer that several of them would give is weighed last: by what each learner's other answers
    say of the others.

    Args:
        entries: for each learner the first tries, in order.
        rules: the misconceptions.
    """
    wanted = set(rules)
    told: dict[str, dict[str, list[Told]]] = {}
    where: dict[str, set[str]] = {}
    for learner, some in entries.items():
        for entry in some:
            held = [one.rule for one in entry.evidence if one.sign == "held" and one.rule in wanted]
            for one in entry.evidence:
                if one.rule in wanted:
                    rivals = tuple(r for r in held if r != one.rule) if one.sign == "held" else ()
                    own = told.setdefault(one.rule, {}).setdefault(learner, [])
                    own.append(Told(one, rivals))
                    where.setdefault(one.rule, set()).add(entry.exercise)
    alone = {rule: _idea(rule, some, (), {}) for rule, some in told.items()}
    found = [_idea(rule, some, tuple(sorted(where[rule])), alone) for rule, some in told.items()]
    return tuple(sorted(found, key=lambda one: (-one.share.value, one.rule)))


def explained(entries: Mapping[str, Sequence[Entry]], rules: Iterable[str]) -> tuple[str, ...]:
    """The exercises most of whose misses come of misconceptions that the other answers show too.

    Args:
        entries: for each learner the first tries, in order.
        rules: the misconceptions.
    """
    wanted = set(rules)
    answers: dict[str, list[Entry]] = {}
    for some in entries.values():
        for entry in some:
            answers.setdefault(entry.exercise, []).append(entry)
    found = []
    for exercise, own in answers.items():
        misses = [
            {one.rule for one in entry.evidence if one.sign == "held"} & wanted
            for entry in own
            if not entry.right
        ]
        if len(misses) < MISSED * len(own) or sum(map(bool, misses)) * 2 < len(misses):
            continue
        others = {
            learner: [entry for entry in some if entry.exercise != exercise]
            for learner, some in entries.items()
        }
        stands = {one.rule for one in ideas_of(others, wanted) if one.sure and one.common}
        if sum(bool(shown & stands) for shown in misses) * 2 >= len(misses):
            found.append(exercise)
    return tuple(found)


def _idea(
    rule: str,
    told: Mapping[str, Sequence[Told]],
    where: tuple[str, ...],
    alone: Mapping[str, Idea],
) -> Idea:
    """One misconception; without `alone`, by the answers that no other one would give."""

    def rival(learner: str, one: Told) -> float:
        return max((alone[other].learners[learner].held for other in one.rivals), default=0.0)

    weighed = {
        learner: weigh(
            (one.evidence, rival(learner, one)) for one in some if alone or not one.rivals
        )
        for learner, some in told.items()
    }
    common = share_of_holders([ratio for ratio, _ in weighed.values()])
    odds = math.log(common.value / (1 - common.value))
    learners = {}
    for learner, (ratio, still) in weighed.items():
        held = 1 / (1 + math.exp(-max(-700.0, min(700.0, odds + ratio))))
        learners[learner] = Belief(held, held * still, len(told[learner]))
    return Idea(rule, common, learners, where)


def share_of_holders(ratios: Sequence[float]) -> Interval:
    """What share of learners hold a misconception.

    Args:
        ratios: for each the logarithm of how much likelier the answers are if it is held.

    Returns:
        The mean and the 95% interval of what is believed after all answers, from a prior with the
        mean of mastery's and the weight of two learners.
    """
    alike = Counter(round(max(-MOST, min(MOST, one)) / STEP) * STEP for one in ratios)
    places = [(step + 0.5) / STEPS for step in range(STEPS)]
    logs = []
    for place in places:
        prior = (WEIGHT * PRIOR - 1) * math.log(place)
        prior += (WEIGHT * (1 - PRIOR) - 1) * math.log(1 - place)
        terms = (n * math.log(place * math.exp(one) + 1 - place) for one, n in alike.items())
        logs.append(prior + sum(terms))
    top = max(logs)
    weights = [math.exp(one - top) for one in logs]
    total = sum(weights)
    mean = sum(w * place for w, place in zip(weights, places, strict=True)) / total
    below, low, high = 0.0, places[0], places[-1]
    for weight, place in zip(weights, places, strict=True):
        before, below = below, below + weight / total
        if before < 0.025 <= below:
            low = place
        if before < 0.975 <= below:
            high = place
    return Interval(mean, low, high, len(ratios))
