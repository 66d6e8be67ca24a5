"""What was found of an exercise over many seeds, and of the exercises of a lesson together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import sqrt

from imrkit.errors import DataError
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.graded import Key
from imrkit.exercises.question import Question
from imrkit.exercises.variants import variants_of

BALANCE = (0.45, 0.55)
"""The share of a lesson's variants that ends overturned."""


SEVERAL = 4
"""So many exercises of a lesson can be expected to keep that share."""


TOLERANCE = 4.0
"""So many standard deviations a share may lie off by chance."""


_SHUFFLED = {"choice": ("answer",), "verdict": ("ground",), "pair": ("fact",)}


@dataclass
class Certified:
    """What was found of one exercise.

    Attributes:
        exercise: the exercise.
        seeds: how many seeds were looked at.
        outcomes: how often its variants end so.
        longest: how often the right option was the longest, of how many, and what chance gives.
        faults: what is not right.
        replies: what it says to wrong answers.
    """

    exercise: Exercise
    seeds: int
    outcomes: Counter[str] = field(default_factory=Counter)
    longest: tuple[float, int, float] = (0.0, 0, 0.0)
    faults: list[DataError] = field(default_factory=list)
    replies: set[str] = field(default_factory=set)

    @property
    def overturned(self) -> float:
        """The share of its variants that ends overturned, over all seeds there are."""
        if not self.exercise.data.vary:
            return float(self.outcomes["overturned"] > 0)
        endings = variants_of(self.exercise)
        return ("overturned" in endings) / len(endings)


def count_places(kind: str, question: Question, key: Key, places: dict[str, Counter[int]]) -> None:
    """Where the right option stands, among options whose order is chosen."""
    for part in question.parts:
        of = part.of or part.id
        if of in _SHUFFLED.get(kind, ()):
            right = [n for n, option in enumerate(part.options) if option.meaning in key.right[of]]
            if len(right) == 1:
                places.setdefault(f"{of}/{len(part.options)}", Counter())[right[0]] += 1


def uneven(places: dict[str, Counter[int]]) -> Iterator[str]:
    """The options that stand in some place too often or too seldom to be chance."""
    for name, counts in places.items():
        of, _, options = name.partition("/")
        total, share = counts.total(), 1 / int(options)
        spread = TOLERANCE * sqrt(total * share * (1 - share))
        for place in range(int(options)):
            if total >= 100 and abs(counts[place] - total * share) > spread:
                yield f"the right option of {of!r} does not stand in place {place + 1} as others do"


def count_length(found: Certified, question: Question, key: Key) -> None:
    """Note whether the right option is the longest, among options whose order is chosen."""
    longest, asked, chance = found.longest
    for part in question.parts:
        of = part.of or part.id
        if of not in _SHUFFLED.get(question.kind, ()):
            continue
        sizes = {option.meaning: len(option.says) for option in part.options}
        right = [size for meaning, size in sizes.items() if meaning in key.right[of]]
        if len(right) == 1:
            top = [size for size in sizes.values() if size == max(sizes.values())]
            longest += (right[0] == max(sizes.values())) / len(top)
            asked, chance = asked + 1, chance + 1 / len(sizes)
    found.longest = longest, asked, chance


def lesson_faults(found: Iterable[Certified]) -> Iterator[DataError]:
    """What is not right with a lesson's exercises together.

    Args:
        found: what was found of each exercise of one lesson.
    """
    every = [one for one in found if one.outcomes]
    if not every:
        return
    first = min(every, key=lambda one: one.exercise.data.order).exercise
    share = sum(one.overturned for one in every) / len(every)
    if len(every) >= SEVERAL and not BALANCE[0] <= share <= BALANCE[1]:
        yield first.refuse(
            "lesson",
            f"{share:.0%} of what lesson {first.data.lesson} asks ends overturned; "
            f"{BALANCE[0]:.0%} to {BALANCE[1]:.0%} should",
        )
    shares = [
        (one.longest[0] / one.longest[1], one.longest[2] / one.longest[1])
        for one in every
        if one.longest[1]
    ]
    if sum(share for share, _ in shares) > sum(chance for _, chance in shares) + 1e-9:
        yield first.refuse("lesson", "the right option is the longest more often than chance")
    seen: dict[str, Exercise] = {}
    for one in every:
        own = {reply.says for reply in one.exercise.data.reply}
        own |= {option.reply for option in one.exercise.data.option if option.reply}
        for says in sorted(own):
            if (other := seen.get(says)) and other is not one.exercise:
                yield one.exercise.refuse("reply", f"{other.id} says the same: “{says}”")
            seen[says] = one.exercise
