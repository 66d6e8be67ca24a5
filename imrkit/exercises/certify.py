"""Certification: what no exercise may do, looked for over many seeds.

Each variant has one key and an answer that earns all; every wrong choice is answered; sentences
and dates agree with facts; the key cannot be read from where an option stands, from its length, or
without the file; and half of what a lesson asks ends overturned.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from imrkit.cases.loading import case_of
from imrkit.check.citations import compare
from imrkit.errors import DataError, ImrkitError
from imrkit.exercises.answers import OF_LAW
from imrkit.exercises.asking import grade, key_of, question_of
from imrkit.exercises.certified import Certified, count_length, count_places, uneven
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.graded import Key
from imrkit.exercises.kinds import kind_named
from imrkit.exercises.kinds.edition import near_a_switch
from imrkit.exercises.question import Question
from imrkit.exercises.retelling import fresh
from imrkit.exercises.style import MOST_ASK, MOST_REPLY, repeats, style_faults, tells
from imrkit.exercises.variants import Variant, vary

QUICK, WHOLE = 24, 500
"""How many seeds are looked at in `imrkit check`, and with `--release`."""
_PLACE = re.compile(r"\{[\w.]+\}")
"""Where the value of a fact is put: its name is no word that anybody reads."""
_ABOUT_THE_FILE = ("mark", "count", "verdict", "grounds", "change")


def certify(exercise: Exercise, seeds: int = QUICK) -> Certified:
    """Look at an exercise over many seeds.

    Args:
        exercise: the exercise.
        seeds: how many.

    Returns:
        What was found; a fault is told once, with the seed at which it was first seen.
    """
    found = Certified(exercise, seeds)
    places: dict[str, Counter[int]] = {}
    seen: dict[str, None] = {}
    same = bool(exercise.data.kind in _ABOUT_THE_FILE or _asks_of_file(exercise))
    for seed in range(seeds):
        try:
            variant = vary(exercise, seed)
            question, key = question_of(variant), key_of(variant)
        except DataError as error:
            found.faults.append(error)
            break
        except ImrkitError as error:
            found.faults.append(exercise.refuse("case", f"with seed {seed}: {error}"))
            break
        found.outcomes[variant.determination.outcome] += 1
        for problem in (*faults_of_key(question, key), *_of_variant(variant)):
            if problem not in seen:
                seen[problem] = None
                found.faults.append(exercise.refuse("kind", f"with seed {seed}: {problem}"))
        found.replies |= {said.says for said in key.replies.values()} | {key.because}
        count_places(exercise.data.kind, question, key, places)
        count_length(found, question, key)
        same = same and key.right == _without_file(variant)
    found.faults += [
        exercise.refuse(where, told) for where, told in _texts(found, exercise.data.ask)
    ]
    found.faults += [exercise.refuse("option", told) for told in uneven(places)]
    if same and not found.faults:
        problem = "its key is the same for an empty file: it asks nothing of the file"
        found.faults.append(exercise.refuse("ask", problem))
    return found


def faults_of_key(question: Question, key: Key) -> Iterator[str]:
    """One key, of what is offered, that earns all; a reply to each wrong choice that tells none.

    Args:
        question: the question.
        key: its key.
    """
    for part in question.parts:
        of = part.of or part.id
        if of not in key.right or not part.options:
            continue
        meanings = [option.meaning for option in part.options]
        if len(set(meanings)) < len(meanings):
            yield f"two options of {of!r} answer the same"
        right = [one for one in meanings if one in key.right[of]]
        if part.input == "one" and not right and not part.default:
            yield f"no option of {of!r} is right (it would be {', '.join(sorted(key.right[of]))})"
        if question.kind == "choice" and len(right) > 1:
            yield "two options are right"
    answer = question.told({of: tuple(sorted(some)) for of, some in key.right.items()})
    try:
        best = grade(question, key, answer)
    except DataError as error:
        yield f"what is right cannot be answered: {error}"
        return
    if not best.right:
        yield f"what is right earns {best.credit:.2f}, not all"
    if hasattr(kind_named(question.kind), "whole"):
        return
    for part in question.parts:
        of = part.of or part.id
        labels = [option.says for option in part.options if option.meaning in key.right.get(of, ())]
        for option in part.options if of in key.right else ():
            if option.meaning in key.right[of]:
                continue
            said = key.replies.get((of, option.meaning)) or key.replies.get((of, ""))
            if said is None or not said.says:
                yield f"nothing is said to {option.says!r} ({option.meaning})"
            elif told := next((one for one in labels if tells(said.says, one)), ""):
                yield f"what is said to {option.says!r} tells what is right, “{told}”: {said.says}"


def _of_variant(variant: Variant) -> Iterator[str]:
    """Sentences that agree with facts; editions on which both sides agree."""
    for fault in variant.faults:
        yield str(fault)
    if variant.exercise.data.kind == "edition":
        if near_a_switch(variant.determination):
            yield "the date lies near a switch of editions"
        cited = compare(variant.determination, variant.item.published.cites)
        if variant.seed == 0 and cited != "the same guideline":
            yield "the reviewer cited another guideline or edition than the one that governs"


def _asks_of_file(exercise: Exercise) -> bool:
    data = exercise.data
    if data.kind == "news":
        return bool(data.news and data.news.sets)
    if data.kind == "choice":
        return not data.query.startswith(("basis", "edition", "appeal", *OF_LAW))
    return data.kind == "sort" and data.by in ("state", "strength", "bears")


def _without_file(variant: Variant) -> object:
    """The key for the same request with an empty file; None where there is none."""
    raw = fresh(variant.exercise.raw)
    for document in raw.get("document", []):
        document["sentence"] = document["says"] = []
    for item in raw["item"]:
        item["facts"] = {}
    try:
        case = case_of(raw, variant.case.file, variant.case.book)
        return key_of(Variant(variant.exercise, variant.seed, case, variant.days)).right
    except ImrkitError:
        return None


def _marks(text: str) -> Iterator[str]:
    """Marks of Markdown, which a form shows as they are."""
    if "**" in text:
        yield f"it is shown as it stands, asterisks too: “{text}”"


def _texts(found: Certified, asked: str) -> Iterator[tuple[str, str]]:
    """What is not as the style sheet asks."""
    data = found.exercise.data
    for where, text, most in (
        ("ask", _PLACE.sub("six", data.ask), MOST_ASK),
        *((f"hints[{n}]", hint, MOST_REPLY) for n, hint in enumerate(data.hints)),
        *((f"option[{n}].says", option.says, MOST_REPLY) for n, option in enumerate(data.option)),
    ):
        for problem in (*style_faults(text, most), *_marks(text)):
            yield where, problem
    if not data.because:
        yield "because", "say why the right answer is right, with its page"
    for reply in sorted(found.replies):
        for problem in (*style_faults(reply, MOST_REPLY), *_marks(reply)):
            yield "reply", f"{problem}: “{reply}”"
        if repeats(reply, asked):
            yield "reply", f"it repeats its question: “{reply}”"
