"""Facts that a cohort overlooks: a sentence of the file tells of one, and learners did not see it.

Three kinds of exercises tell it: `mark`, where no sentence that tells of the fact was marked;
`sort` by state, where a documented fact was called not documented; and `grounds`, where a criterion
that the file settles was called not shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from imrkit.cohort.intervals import Interval, share
from imrkit.cohort.lessons import exercise_named
from imrkit.errors import ImrkitError
from imrkit.exercises.asking import key_of
from imrkit.exercises.entry import Entry
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.kinds import kind_named
from imrkit.exercises.kinds.mark import NOTHING
from imrkit.exercises.variants import Variant, vary
from imrkit.facts.spelling import american

OFTEN = 0.15
"""A fact is overlooked if surely more than this share do: more than slips explain."""
OPEN = {"sort": "not documented", "grounds": "not shown"}
SETTLED = {"sort": ("documented",), "grounds": ("met", "goes against")}
"""What says that a fact is open, and what the key says where the file tells it."""


@dataclass(frozen=True, slots=True)
class Overlooked:
    """How often a fact was overlooked in one exercise.

    Attributes:
        exercise: id of the exercise.
        label: the fact, or the criterion that reads it, in words.
        share: the share of learners who did not see what the file tells of it, of those whose file
            tells it.
        said_nothing: how many of them said that nothing in the file does.
    """

    exercise: str
    label: str
    share: Interval
    said_nothing: int

    @property
    def found(self) -> bool:
        """Whether that is more than slips explain."""
        return self.share.low > OFTEN


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one answer tells of one fact that the file tells: missed or not, and said to be open."""

    label: str
    missed: bool
    said_nothing: bool


def overlooked_in(entries: Mapping[str, Sequence[Entry]]) -> tuple[Overlooked, ...]:
    """Which facts were overlooked how often, the most often overlooked first.

    Args:
        entries: for each learner the first tries.
    """
    told: defaultdict[tuple[str, str], list[_Seen]] = defaultdict(list)
    for some in entries.values():
        firsts = {entry.exercise: entry for entry in reversed(some)}
        for id, entry in firsts.items():
            exercise = exercise_named(id)
            if exercise is not None and entry.answer is not None:
                for seen in _seen(exercise, entry):
                    told[id, seen.label].append(seen)
    found = [
        Overlooked(
            id,
            label,
            share(sum(one.missed for one in some), len(some)),
            sum(one.said_nothing for one in some),
        )
        for (id, label), some in told.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.share.value, one.exercise, one.label)))


def _seen(exercise: Exercise, entry: Entry) -> Iterator[_Seen]:
    try:
        if exercise.data.kind == "mark":
            yield from _marked(exercise, entry)
        elif exercise.data.kind == "grounds" or exercise.data.by == "state":
            yield from _judged(exercise, entry)
    except ImrkitError:  # an answer to a variant that cannot be made tells nothing
        return


def _marked(exercise: Exercise, entry: Entry) -> Iterator[_Seen]:
    said_nothing = bool((entry.answer or {}).get(NOTHING))
    # What the answer earned mostly tells it; only where it earned nothing the key must.
    if entry.right or entry.credit:
        is_told = not said_nothing
    else:
        is_told = said_nothing or key_of(vary(exercise, entry.seed)).right[NOTHING] == {"no"}
    if is_told:
        label = exercise.case.book.vocabulary[exercise.data.fact].label
        missed = not entry.credit
        yield _Seen(label, missed, missed and said_nothing)


def _judged(exercise: Exercise, entry: Entry) -> Iterator[_Seen]:
    """What was said of each fact or criterion that the file settles.

    Who answers by a misconception saw the fact, and takes it otherwise: this is told elsewhere.
    """
    if any(one.sign == "held" for one in entry.evidence):
        return
    variant, kind = vary(exercise, entry.seed), exercise.data.kind
    right = key_of(variant).right
    given = {} if entry.right else _meant(variant, entry)
    for of, meanings in right.items():
        if meanings <= set(SETTLED[kind]):
            missed = given.get(of) == OPEN[kind]
            yield _Seen(_label(variant, of), missed, missed)


def _meant(variant: Variant, entry: Entry) -> dict[str, str]:
    """What was chosen, part by part."""
    meant = {}
    for part in kind_named(variant.exercise.data.kind).ask(variant):
        chosen = (entry.answer or {}).get(part.id, "")
        meanings = {option.id: option.meaning for option in part.options}
        meant[part.of or part.id] = meanings.get(chosen if isinstance(chosen, str) else "", "")
    return meant


def _label(variant: Variant, of: str) -> str:
    """A fact or a criterion in words, the same in every variant."""

    def work() -> str:
        if variant.exercise.data.kind == "sort":
            return variant.exercise.case.book.vocabulary[of].label
        parts = kind_named("grounds").ask(variant)
        return american(next(part.says for part in parts if part.of == of)).rstrip(".")

    return variant.once(f"label of {of}", work)
