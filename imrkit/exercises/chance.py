"""What an answer earns that knows nothing of the file: the measure that skill is held against.

Where what is right differs from variant to variant, it is the best answer that never changes:
always upheld, always the same number. Where one answer is right on every variant, who gives it may
as well know the file; there it is what choosing at random earns.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from itertools import product
from math import prod

from imrkit.errors import DataError
from imrkit.exercises.asking import key_of, question_of
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.graded import Key
from imrkit.exercises.kinds import kind_named
from imrkit.exercises.question import Meant, Question
from imrkit.exercises.variants import vary

SEEDS = 60
MOST_TRIED = 36
"""The most answers that are tried one by one."""
MOST_COUNTED = 256
"""Up to so many answers, what choosing at random earns is counted exactly."""
DRAWN = 96
"""So many answers are drawn where there are more."""


def chance(exercise: Exercise, seeds: int = SEEDS) -> float:
    """What the best answer that never changes earns over an exercise's variants.

    Args:
        exercise: the exercise.
        seeds: over how many variants.
    """
    kept: dict[int, float] = exercise.__dict__.setdefault("_chance", {})
    if seeds not in kept:
        kept[seeds] = _chance(exercise, seeds)
    return kept[seeds]


def _chance(exercise: Exercise, seeds: int) -> float:
    credit = kind_named(exercise.data.kind).credit
    asked = [(question_of(v), key_of(v)) for v in (vary(exercise, s) for s in range(seeds))]
    keys = Counter(str(sorted((p, sorted(some)) for p, some in k.right.items())) for _, k in asked)
    if len(keys) == 1:
        return _at_random(exercise, *asked[0])

    def earns(meant: Meant) -> float:
        total = 0.0
        for _, key in asked:
            try:
                total += min(1.0, max(0.0, credit(key, meant)))
            except (DataError, KeyError, IndexError):
                continue  # an answer that this variant does not have
        return total / len(asked)

    best = max(map(earns, _constant(asked)), default=0.0)
    return best if best < 1 - 1e-9 else _at_random(exercise, *asked[0])


def _constant(asked: list[tuple[Question, Key]]) -> Iterator[Meant]:
    """Answers that never change: what is right somewhere, and every combination of few options."""
    question, _ = asked[0]
    right = [{p: tuple(sorted(s)) for p, s in k.right.items()} for _, k in asked]
    single = [
        {p: s[:1] if _one(q, p) else s for p, s in r.items()}
        for (q, _), r in zip(asked, right, strict=True)
    ]
    blank = question.meant({}) if all(part.default for part in question.parts) else {}
    seen: list[Meant] = []
    for meant in single:
        whole = {**blank, **meant}
        if whole not in seen and len(seen) < MOST_TRIED:
            seen.append(whole)
    modal = {
        part: Counter(m[part] for m in single if part in m).most_common(1)[0][0]
        for part in single[0]
    }
    yield from seen
    yield {**blank, **modal}
    options = {p.of or p.id: [o.meaning for o in p.options] for p in question.parts}
    if all(options.values()) and prod(map(len, options.values())) <= MOST_TRIED:
        for some in product(*options.values()):
            yield {part: (one,) for part, one in zip(options, some, strict=True)}


def _one(question: Question, of: str) -> bool:
    return all(part.input != "many" for part in question.parts if (part.of or part.id) == of)


def _at_random(exercise: Exercise, question: Question, key: Key) -> float:
    """The mean of what random answers earn: of all there are, or of many drawn ones."""
    credit = kind_named(exercise.data.kind).credit
    answers = _all_answers(question)
    if answers is None:
        rng = random.Random(exercise.id)
        answers = [random_answer(question, rng) for _ in range(DRAWN)]
    earned = [min(1.0, max(0.0, credit(key, question.meant(answer)))) for answer in answers]
    return sum(earned) / len(earned)


def _all_answers(question: Question) -> list[dict[str, str | list[str]]] | None:
    """Every answer, where each part chooses one of a few options; else None."""
    offered = [
        [*(option.id for option in part.options), *([""] if part.default else [])]
        for part in question.parts
        if part.input == "one" and part.options
    ]
    if len(offered) < len(question.parts) or prod(map(len, offered)) > MOST_COUNTED:
        return None
    ids = [part.id for part in question.parts]
    return [dict(zip(ids, some, strict=True)) for some in product(*offered)]


def random_answer(question: Question, rng: random.Random) -> dict[str, str | list[str]]:
    """An answer drawn at random.

    Args:
        question: the question.
        rng: where chance comes from.
    """
    answer: dict[str, str | list[str]] = {}
    places = [part.id for part in question.parts if part.input == "place"]
    order = rng.sample(range(1, len(places) + 1), len(places))
    for part in question.parts:
        ids = [option.id for option in part.options]
        if part.input == "many":
            answer[part.id] = [one for one in ids if rng.random() < 0.5]
        elif ids and part.default:
            answer[part.id] = rng.choice([*ids, ""])
        elif ids:
            answer[part.id] = rng.choice(ids)
        elif part.input == "number":
            answer[part.id] = "" if part.default and rng.random() < 0.5 else str(rng.randint(0, 24))
        elif part.input == "date":
            answer[part.id] = f"{rng.randint(1, 12):02}/{rng.randint(1, 28):02}/2017"
        elif part.input == "place":
            answer[part.id] = str(order[places.index(part.id)])
    return answer
