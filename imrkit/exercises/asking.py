"""The contract of every kind: ask, key, grade; and what a page says to an answer.

>>> from imrkit.exercises.asking import ask, check
>>> from imrkit.exercises.loading import load_exercise
>>> exercise = load_exercise("l04-verdict-first")
>>> question = ask(exercise, seed=0)                # all that a page may show
>>> [part.id for part in question.parts]
['outcome', 'ground']
>>> answer = {"outcome": "a", "ground": "a"}        # the ids of options, part by part
>>> check(exercise, 0, answer).attempt
1
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from imrkit.errors import DataError
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.graded import Graded, Key, PartReply, Said
from imrkit.exercises.grading import CLOSE, TRIES, graded, scored, with_confidence
from imrkit.exercises.kinds import kind_named
from imrkit.exercises.kinds.checked import Checked
from imrkit.exercises.question import Answer, Meant, Question
from imrkit.exercises.shown import shown
from imrkit.exercises.variants import Variant, vary

CONFIDENCE = (50, 65, 80, 90, 97)
"""How sure a learner may say to be, in percent."""


def ask(exercise: Exercise, seed: int = 0) -> Question:
    """Put a question: all that a page may show of it, and nothing of its key.

    Args:
        exercise: the exercise.
        seed: chooses the variant; 0 is the file as it is.

    Raises:
        DataError: if the variant is not sound.
    """
    return question_of(vary(exercise, seed))


def question_of(variant: Variant) -> Question:
    """The question of a variant."""
    data = variant.exercise.data
    # Bets on items of several cases are about none of them; the words of a request may hold a sum.
    several = data.by == "gets" and any("." in card.of for card in data.card)
    return Question(
        variant.exercise.id,
        variant.seed,
        data.kind,
        variant.fill(data.ask),
        "" if several or data.kind == "count" else data.request or variant.item.request,
        kind_named(data.kind).ask(variant),
        variant.papers,
        len(data.hints),
    )


def key(exercise: Exercise, seed: int = 0) -> Key:
    """Compute the key of a question; only ever when an answer is checked."""
    return key_of(vary(exercise, seed))


def key_of(variant: Variant) -> Key:
    """The key of a variant.

    Raises:
        DataError: if the engine has no answer to what is asked.
    """
    kind = variant.exercise.data.kind
    # Only where the seed plants an error does the key depend on more than the file.
    name = f"key {variant.seed}" if kind == "error" else "key"
    return variant.once(name, lambda: kind_named(kind).key(variant))


def grade(question: Question, key: Key, answer: Answer) -> Graded:
    """Grade an answer, before tries and hints.

    Raises:
        DataError: if the answer does not fit the question.
    """
    kind = kind_named(question.kind)
    key = as_read(question, key, answer)
    whole, rest = getattr(kind, "whole", None), getattr(kind, "rest", None)
    together = getattr(kind, "together", None)
    return graded(question, key, answer, kind.credit, whole, rest, together)


def as_read(question: Question, key: Key, answer: Answer) -> Key:
    """The key for who reads the file as an answer does, where it can be read in several ways.

    Args:
        question: the question.
        key: its key.
        answer: the answer, by the ids of the question.

    Raises:
        DataError: if the answer does not fit the question.
    """
    read = getattr(kind_named(question.kind), "as_read", None)
    return read(key, question.meant(answer)) if read else key


def answer_by(rule: str, question: Question, key: Key) -> Answer:
    """What the holder of a misconception answers: right wherever it does not mislead.

    Args:
        rule: the misconception; "" for none.
        question: the question.
        key: its key.
    """
    right = question.told({of: tuple(sorted(some)) for of, some in key.right.items()})
    believed = key.believed.get(rule, {})
    return {**right, **question.told({of: (meaning,) for of, meaning in believed.items()})}


def shows(rule: str, question: Question, key: Key) -> bool:
    """Whether the holder of a misconception errs here, and the answer shows it.

    Args:
        rule: the misconception.
        question: the question.
        key: its key.
    """
    if rule not in key.believed:
        return False
    found = grade(question, key, answer_by(rule, question, key))
    return any(one.rule == rule and one.sign == "held" for one in found.evidence)


def hint(exercise: Exercise, seed: int, number: int) -> str:
    """Give a hint: 1 the document, 2 what the rule asks, 3 the sentence.

    Raises:
        DataError: if there is no such hint.
    """
    hints = exercise.data.hints
    if not 1 <= number <= len(hints):
        raise DataError(f"there are {len(hints)} hints; found {number}")
    return vary(exercise, seed).fill(hints[number - 1])


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a page shows once an answer was checked.

    Attributes:
        graded: how it was graded, part by part.
        score: what it earns, by tries and hints.
        attempt: which try it was.
        key: for each part what is right, by the question's ids; only after the last try.
        more: what else a page draws now, as plain data.
        half_way: whether the first part is right and the rest is asked now; no try is used up.
        shown: what is said of it, as far as that tells not too much now.
        partly: whether it may be told to be partly right.
        because: why the right answer is right, for who reads the file as this answer does.
    """

    graded: Graded
    score: float
    attempt: int
    key: Answer | None = None
    more: Mapping[str, Any] = field(default_factory=dict)
    half_way: bool = False
    shown: tuple[PartReply, ...] = ()
    partly: bool = False
    because: str = ""


def check(
    exercise: Exercise,
    seed: int,
    answer: Answer,
    *,
    attempt: int = 1,
    hints: int = 0,
    confidence: int | None = None,
    last: bool = False,
) -> Feedback:
    """Check an answer: compute the key, grade, and say what to say.

    Args:
        exercise: the exercise.
        seed: the seed of the question.
        answer: the answer, by the ids of the question.
        attempt: which try it is, counted from 1.
        hints: how many hints were taken.
        confidence: how sure the learner said to be, in percent, if at all.
        last: whether no other try follows, whichever this is: a guess is opened.

    Raises:
        DataError: if the answer does not fit the question.
    """
    if confidence is not None and confidence not in CONFIDENCE:
        raise DataError(f"confidence is one of {', '.join(map(str, CONFIDENCE))}")
    variant = vary(exercise, seed)
    question, own = question_of(variant), key_of(variant)
    found, right = grade(question, own, answer), as_read(question, own, answer)
    kind, meant = kind_named(exercise.data.kind), question.meant(answer)
    half_way = not found.right and getattr(kind, "half_way", _never)(right, meant)
    attempt -= half_way
    over = last or found.right or attempt >= len(TRIES)
    if not over and (so_far := getattr(kind, "so_far", None)):
        found = replace(found, replies=(_only(so_far(right, meant)),))
    if not over and (unsaid := getattr(kind, "unsaid", None)):
        ids = {part.id for part in question.parts if (part.of or part.id) in unsaid(right, meant)}
        found = replace(found, replies=tuple(_plain(one, ids) for one in found.replies))
    if not found.right:
        hint_next = min(hints + 1, len(exercise.data.hints))
        found = replace(
            found,
            replies=_sure(found.replies, confidence),
            hint=hint_next if hints < hint_next else 0,
        )
    told = None
    if over and not found.right:
        nearest = getattr(kind, "nearest", _the_key)
        told = question.keyed(nearest(right, meant))
    checked = Checked(variant, question, right, meant, over)
    more = getattr(kind, "after", _nothing)(checked)
    score = scored(found.credit, max(1, attempt), hints)
    said = shown(question, found, meant, over, first=attempt <= 1)
    partly = found.credit > 0 and not hasattr(kind, "together")
    return Feedback(found, score, attempt, told, more, half_way, said, partly, right.because)


def _only(said: Said) -> PartReply:
    """What is said to a wrong answer that is told as a whole."""
    return PartReply("", False, said.says, said.rule)


def _sure(replies: tuple[PartReply, ...], confidence: int | None) -> tuple[PartReply, ...]:
    """The first reply to a confident miss tells it so."""
    first = next((n for n, one in enumerate(replies) if one.says and not one.right), None)
    return tuple(
        replace(one, says=with_confidence(one.says, one.right, confidence)) if n == first else one
        for n, one in enumerate(replies)
    )


def _plain(reply: PartReply, ids: Container[str]) -> PartReply:
    """A reply, without saying how close it is if that would tell the rest."""
    return replace(reply, says=reply.says.removeprefix(CLOSE)) if reply.part in ids else reply


def _the_key(key: Key, _meant: Meant) -> Mapping[str, frozenset[str]]:
    return key.right


def _never(_key: Key, _meant: Meant) -> bool:
    return False


def _nothing(_checked: Checked) -> dict[str, Any]:
    return {}
