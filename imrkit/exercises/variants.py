"""Variants: the same exercise on a file in which some facts differ, chosen by a seed.

Seed 0 is the file as it is. Every other seed picks how the case ends, upheld or overturned, by the
toss of a coin, and then one of the files that end so; and it moves all dates together.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any, TypeVar

from imrkit.cases.case import Case
from imrkit.cases.loading import case_of
from imrkit.cases.schema import Finding, Item, Plain
from imrkit.check.sentences import sentence_faults
from imrkit.determination.deciding import decide
from imrkit.determination.determination import Determination
from imrkit.errors import DataError
from imrkit.exercises.dates import moved, moved_all, title_said
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.question import Paper
from imrkit.exercises.retelling import Value, fresh, set_fact, shown
from imrkit.exercises.schema import Vary
from imrkit.exercises.tells import fill
from imrkit.facts.fact import OPEN
from imrkit.whatif.space import Space
from imrkit.words.known import value_said

MOST_COMBINATIONS = 400
"""The most files that one exercise may vary between."""
WEEK = 7
T = TypeVar("T")
SETTLED = ("upheld", "overturned")
SUPPOSED = "supposed for this question"
BESIDE = "What the letter tells beside these papers"
"""The title of what a letter tells and none of the papers on the screen."""
GOES_FIRST = "Where a paper below says otherwise, this holds."


@dataclass(frozen=True, eq=False)
class Variant:
    """An exercise on one file.

    Attributes:
        exercise: the exercise.
        seed: what chose it.
        case: the case as this seed has it.
        days: by how many days its dates are moved.
        values: the facts that were chosen.
    """

    exercise: Exercise
    seed: int
    case: Case
    days: int = 0
    values: Mapping[str, Value] = field(default_factory=dict)
    shared: dict[str, Any] = field(default_factory=dict, repr=False)
    """What was worked out already for this file, whichever seed chose it."""

    @property
    def item(self) -> Item:
        """The disputed item."""
        return self.case.item(self.exercise.data.item or None)

    def once(self, what: str, work: Callable[[], T]) -> T:
        """Work something out once for all seeds that choose this file."""
        if what not in self.shared:
            self.shared[what] = work()
        return self.shared[what]  # type: ignore[no-any-return]

    @property
    def determination(self) -> Determination:
        """How the engine decides it."""
        return self.once(
            "determination", lambda: decide(self.case, self.item, self.case.known(self.item))
        )

    @cached_property
    def other(self) -> Determination:
        """How the engine decides the case that it is compared with."""
        data, case = self.exercise.data.other, self.exercise.other
        assert data is not None
        assert case is not None
        item = case.item(data.item or None)
        return decide(case, item, case.known(item))

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The file as the learner reads it, and the one that it is compared with."""
        found = [*self._supposed(), *_papers(self.case, shown=self.exercise.data.papers)]
        if self.exercise.other is not None:
            found += _papers(self.exercise.other, "The other file: ")
        if lines := self.exercise.data.beside:
            found.append(Paper(BESIDE, lines))
        return tuple(found)

    def _supposed(self) -> Iterator[Paper]:
        """What differs from the file without a sentence of it that tells so: it goes first."""
        was, told = self.exercise.case.known(self.exercise.item), self.determination.known
        changed = [
            told[vary_.fact]
            for vary_ in self.exercise.data.vary
            if vary_.fact in self.values
            and not (vary_.sentence or vary_.document or vary_.documents)
            and (told[vary_.fact].value, told[vary_.fact].state)
            != (was[vary_.fact].value, was[vary_.fact].state)
        ]
        if changed and any(_papers(self.case)):
            lines = [f"{known.fact.label}: {value_said(known)}." for known in changed]
            yield Paper(SUPPOSED, (*lines, GOES_FIRST))

    def fill(self, text: str) -> str:
        """A text of the exercise with the values of facts put in, and its dates moved."""
        return moved(fill(text, self.determination), self.days)

    def random(self, what: str) -> random.Random:
        """Chance that is the same whenever the same is asked of the same seed."""
        return random.Random(f"{self.exercise.id}:{self.seed}:{what}")

    @property
    def faults(self) -> list[DataError]:
        """Where its sentences and its facts do not say the same."""
        return self.once("faults", lambda: sentence_faults(self.case, outcomes=False))


def _papers(case: Case, which: str = "", shown: tuple[str, ...] = ()) -> Iterator[Paper]:
    """The documents of a case, without the reviewer's own findings; all, or those shown."""
    for document in case.data.document:
        if not document.is_finding and (not shown or document.id in shown):
            yield Paper(which + title_said(document), document.lines)


def vary(exercise: Exercise, seed: int) -> Variant:
    """Make the variant of an exercise that belongs to a seed.

    Raises:
        DataError: if a sentence of the file then contradicts a fact, if dates then run backwards,
            or if no variant ends upheld or overturned.
    """
    places = chosen(exercise, seed)
    if places is None:
        as_it_is = exercise.__dict__.setdefault("_as_it_is", {})
        return Variant(exercise, seed, exercise.case, shared=as_it_is)
    return made(exercise, *places, seed)


Values = tuple[tuple[str, int], ...]
"""For each fact that varies, the place of its value."""


def chosen(exercise: Exercise, seed: int) -> tuple[Values, int] | None:
    """What a seed chooses: the values of facts, and by how many days dates are moved.

    Returns:
        None where the file stays as it is.

    Raises:
        DataError: if a variant is not sound.
    """
    if seed == 0 or not (exercise.data.vary or exercise.data.shift):
        return None
    rng = random.Random(f"{exercise.id}:{seed}")
    endings = variants_of(exercise)
    values = rng.choice(endings[rng.choice(sorted(endings))])
    return values, rng.randint(-exercise.data.shift, exercise.data.shift) * WEEK


def variants_of(exercise: Exercise) -> dict[str, list[Values]]:
    """All files between which an exercise varies, by how they end.

    Raises:
        DataError: if there are too many, one is not sound, or none ends upheld or overturned.
    """
    cache = exercise.__dict__.setdefault("_variants", {})
    if cache:
        return cache  # type: ignore[no-any-return]
    axes = [range(len(values_of(exercise, v))) for v in exercise.data.vary]
    count = 1
    for axis in axes:
        count *= len(axis)
    if count > MOST_COMBINATIONS:
        problem = f"it varies between {count} files; at most {MOST_COMBINATIONS}"
        raise exercise.refuse("vary", problem)
    for places in product(*axes):
        values = tuple(zip((v.fact for v in exercise.data.vary), places, strict=True))
        outcome = made(exercise, values, 0).determination.outcome
        if outcome in SETTLED:
            cache.setdefault(outcome, []).append(values)
    if not cache:
        problem = "none of its variants ends upheld or overturned"
        raise exercise.refuse("vary", problem)
    return cache  # type: ignore[no-any-return]


def made(exercise: Exercise, places: Values, days: int, seed: int = 0) -> Variant:
    """A variant by what it is made of; its case is read once for all seeds with the same file.

    Args:
        exercise: the exercise.
        places: for each fact that varies, the place of its value.
        days: by how many days its dates are moved.
        seed: what chose it.

    Raises:
        DataError: if it is not sound.
    """
    cache: dict[tuple[Values, int], Variant] = exercise.__dict__.setdefault("_cases", {})
    if (places, days) not in cache:
        cache[places, days] = _made(exercise, places, days)
    known = cache[places, days]
    return Variant(exercise, seed, known.case, days, known.values, known.shared)


def _made(exercise: Exercise, places: Values, days: int) -> Variant:
    raw = fresh(exercise.raw)
    values: dict[str, Value] = {}
    for number, (vary_, (_, place)) in enumerate(zip(exercise.data.vary, places, strict=True)):
        value = values_of(exercise, vary_)[place]
        if isinstance(value, Finding) or value not in OPEN:
            values[vary_.fact] = value
        else:
            values[vary_.fact] = str(value)
        try:
            set_fact(exercise, raw, vary_, place, value)
        except DataError as error:
            raise exercise.refuse(f"vary[{number}]", error.problem) from None
    case = case_of(moved_all(raw, days) if days else raw, exercise.case.file, exercise.case.book)
    variant = Variant(exercise, 0, case, days, values)
    for fault in variant.faults:
        told = ", ".join(f"{name} = {shown(value)}" for name, value in values.items())
        raise exercise.refuse("vary", f"with {told or f'dates moved by {days} days'}: {fault}")
    return variant


def values_of(exercise: Exercise, vary_: Vary) -> tuple[Value, ...]:
    """The values between which a fact varies: those given, or those around each limit."""
    if vary_.values:
        return vary_.values
    cache = exercise.__dict__.setdefault("_values", {})
    if vary_.fact not in cache:
        base = Variant(exercise, 0, exercise.case).determination
        cache[vary_.fact] = _around(base, vary_.fact)
    return cache[vary_.fact]  # type: ignore[no-any-return]


def _around(determination: Determination, name: str) -> tuple[Value, ...]:
    """Below, at and above each limit of a fact, and open where it is a record that shows it."""
    fact = determination.known[name].fact
    classes = Space(determination, [name]).classes[name]
    codes: set[int] = set()
    for values in classes:
        codes |= {values.first, values.last}
    low, high = fact.unknown
    inner = [code for code in sorted(codes) if low <= code < high] if fact.type == "number" else []
    codes_used = inner or sorted(codes)
    found: list[Value] = [_plain(fact.decode(code)) for code in codes_used]
    return tuple(found) + (("not documented",) if fact.kind == "evidence" else ())


def _plain(value: object) -> Plain:
    return value if isinstance(value, int | bool | str) else str(value)
