"""All that learners meet in a lesson, over some seeds: its screens, and what is said to answers."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from imrkit.course.glossary import glossary
from imrkit.course.readability import grade
from imrkit.exercises.asking import grade as graded
from imrkit.exercises.chance import random_answer
from imrkit.exercises.graded import Key, Said
from imrkit.exercises.kinds import kind_named
from imrkit.exercises.question import Meant, Question
from imrkit.exercises.style import words
from imrkit.facts.spelling import american
from tests.course.lessons import LESSONS, asked, exercise_named, names_of

DRAWN = 6
"""So many answers are drawn where a kind says one thing to the whole answer."""


def screens(number: int, seeds: int) -> Iterator[tuple[str, str]]:
    """The title and the text of each screen of a lesson; of exercises, over some seeds."""
    for step in LESSONS[number].data.step:
        some = asked(step.exercise, seeds) if step.exercise else []
        for ask in dict.fromkeys([question.ask for question, _ in some] or [""]):
            yield step.title, f"{step.title}. {step.says} {ask}"


def hardest(number: int, seeds: int) -> tuple[float, str]:
    """The grade and the title of the screen that is hardest to read."""
    terms = [one.word for one in glossary()]
    return max((grade(text, terms), title) for title, text in screens(number, seeds))


def longest(number: int, seeds: int) -> tuple[int, str]:
    """The words and the title of the screen that has most."""
    return max((words(text), title) for title, text in screens(number, seeds))


def replies_to(question: Question, key: Key) -> Iterator[str]:
    """What is said to wrong answers: to each wrong choice, or to whole answers drawn at random."""
    if hasattr(kind_named(question.kind), "whole"):
        rng = random.Random(f"{question.exercise} {question.seed}")
        so_far = getattr(kind_named(question.kind), "so_far", None)
        for _ in range(DRAWN):
            answer = random_answer(question, rng)
            found = graded(question, key, answer)
            if not found.right:
                yield from (reply.says for reply in found.replies if reply.says)
            if not found.right and so_far:
                yield so_far(key, question.meant(answer)).says
        return
    for part in question.parts:
        of = part.of or part.id
        for meaning in [option.meaning for option in part.options] or [""]:
            if of in key.right and meaning not in key.right[of]:
                said = key.replies.get((of, meaning)) or key.replies.get((of, ""))
                if said and said.says:
                    yield said.says
    if rest := getattr(kind_named(question.kind), "rest", None):
        yield from rest_of(question, key, rest)
    yield from (said.says for (of, _), said in key.replies.items() if not of and said.says)
    yield from (said.says for (_, meaning), said in key.replies.items() if meaning and said.says)


def rest_of(question: Question, key: Key, rest: Callable[[Key, Meant], Said]) -> Iterator[str]:
    """What is said where all that was marked is right, and it is not all."""
    blank = question.meant({})
    for of, some in key.right.items():
        for one in some:
            yield rest(key, {**blank, of: (one,)}).says


def replies(number: int, seeds: int) -> dict[str, dict[str, set[str]]]:
    """What a lesson says to answers: each text with its exercises, and what they ask."""
    found: dict[str, dict[str, set[str]]] = {}
    for name in names_of(number):
        for question, key in asked(name, seeds):
            for says in (*replies_to(question, key), key.because):
                found.setdefault(says, {}).setdefault(name, set()).add(question.ask)
    return found


def offered(number: int, seeds: int) -> Iterator[tuple[str, str]]:
    """All else that learners read of exercises: options, parts, hints."""
    for name in names_of(number):
        for hint in exercise_named(name).data.hints:
            yield name, hint
        for question, _ in asked(name, seeds):
            for part in question.parts:
                if question.kind != "mark":  # there, the parts are the sentences of the papers
                    yield name, part.says
                    yield from ((name, option.says) for option in part.options)


def alike(number: int, seeds: int) -> dict[str, list[str]]:
    """The replies that more than one exercise of a lesson gives."""
    every = replies(number, seeds)
    return {american(says): sorted(names) for says, names in every.items() if len(names) > 1}
