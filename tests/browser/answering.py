"""What a learner answers: the right answer to a question, and wrong ones worth a reply.

All of it is worked out in the process of the test, where the key may be known; the page has only
what its learner enters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from imrkit.errors import DataError
from imrkit.exercises.asking import ask, check, key
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.grading import TRIES
from imrkit.exercises.loading import load_exercise
from imrkit.exercises.misconceptions import known_rules
from imrkit.exercises.question import Part, Question

Given = dict[str, str | list[str]]
"""An answer by the ids of the question."""
HINTS, FALSE_START = "hints", 2


@dataclass(frozen=True)
class Answers:
    """The answers to one question.

    Attributes:
        exercise: what is asked.
        question: the same as the page has it.
        right: the right answer.
        wrong: answers that are not right, the most telling first; no more than there are tries.
        because: why the right answer is right.
        secrets: what may be said to answers, none of which is on the page before one is checked;
            without what is said of a misconception everywhere.
        tells: whether an answer tells of misconceptions.
    """

    exercise: Exercise
    question: Question
    right: Given
    wrong: list[Given] = field(repr=False)
    because: str
    secrets: frozenset[str] = field(repr=False)
    tells: bool


def answers_to(name: str, seed: int = 0) -> Answers:
    """Work out what to answer to an exercise."""
    exercise = load_exercise(name)
    question, found = ask(exercise, seed), key(exercise, seed)
    meant = {of: tuple(sorted(some)) for of, some in found.right.items()}
    if question.kind == "mark":  # what only hints need not be marked
        meant = {of: some for of, some in meant.items() if HINTS not in some}
    right = question.told(meant)
    everywhere = {one.reply for one in known_rules().values()}
    secrets = {said.says for said in found.replies.values()} - everywhere | {found.because}
    held = [
        question.told({**meant, of: (told,)})
        for some in found.believed.values()
        for of, told in some.items()
    ]
    whole = [
        question.told({**meant, **{of: (told,) for of, told in some.items()}})
        for some in found.believed.values()
    ]
    wrong = _most_telling(exercise, seed, [*whole, *held, *_others(question, right)])
    return Answers(
        exercise,
        question,
        right,
        wrong,
        found.because,
        frozenset(filter(None, secrets)),
        bool(found.believed),
    )


def _most_telling(exercise: Exercise, seed: int, some: list[Given]) -> list[Given]:
    """The wrong ones of some answers: first who shows a misconception, then who gets a reply."""
    ranked: list[tuple[int, Given]] = []
    for answer in map(_as_entered, some):
        try:
            ask(exercise, seed).refuse_backwards(answer)  # as the form does, at no cost
            found = check(exercise, seed, answer)
        except DataError:
            continue
        if found.graded.right or found.half_way or any(answer == other for _, other in ranked):
            continue
        said = any(reply.says for reply in found.graded.replies if not reply.right)
        ranked.append((0 if found.graded.misconceptions and said else 1 if said else 2, answer))
    ranked.sort(key=lambda one: one[0])
    return [answer for _, answer in ranked[: len(TRIES)]]


def _as_entered(answer: Given) -> Given:
    """What a form lets a learner enter: a sentence that is marked takes "nothing" away."""
    marked = any(part.startswith("s") and part[1:].isdigit() for part in answer)
    if "guideline" in answer:  # edition and section are offered once date and guideline are right
        answer = {part: given for part, given in answer.items() if part in ("date", "guideline")}
    return {part: given for part, given in answer.items() if part != "nothing" or not marked}


def _others(question: Question, right: Given) -> Iterator[Given]:
    """Answers beside the right one, by the kind of the question."""
    parts = [part for part in question.parts if part.input != "text"]
    match question.kind:
        case "mark":
            for part in parts:
                for option in part.options:
                    yield {part.id: option.id}
        case "order":
            ids = sorted(right, key=lambda part: int(str(right[part])), reverse=True)
            for turn in range(len(ids) - 1):
                turned = ids[turn:] + ids[:turn]
                yield {part: str(place) for place, part in enumerate(turned, 1)}
        case "rationale":
            start = sorted(right, key=lambda part: int(str(right[part])))[:FALSE_START]
            for part in parts:
                if part.id not in right:
                    ids = [*start, part.id]
                    yield {one: str(place) for place, one in enumerate(ids, 1)}
            yield {one: str(place) for place, one in enumerate(start, 1)}
        case "change":
            for part in parts:
                yield from ({part.id: one} for one in _values(part, right))
        case "request":
            asks, _, argues = (part.options for part in parts)
            for asked, argued in product(asks, argues):
                yield {"ask": asked.id, "attach": [], "argue": argued.id}
        case "error":
            for option in parts[0].options:
                yield {"find": option.id}
        case _:
            for part in parts:
                for one in _values(part, right):
                    if one != right.get(part.id):
                        yield right | {part.id: one}


def _values(part: Part, right: Given) -> Iterator[str | list[str]]:
    """What may be entered in one part."""
    if part.options:  # what a fact is now is not offered again
        ids = [option.id for option in part.options if option.says != part.now]
        yield from ([one] if part.input == "many" else one for one in ids)
    elif part.input == "number":
        known = str(right.get(part.id, "0"))
        near = int(known) if known.isdigit() else 5
        stands = part.now.rpartition(": ")[2].partition(" ")[0]  # to enter it is no move
        some = (str(number) for number in (near + 1, near + 2, near - 1, 0) if number >= part.least)
        yield from (number for number in some if number != stands)
    elif part.input == "date":
        year, month, day = str(right[part.id]).split("-")
        yield from (f"{year}-{month}-{one:02}" for one in range(1, 29) if f"{one:02}" != day)
