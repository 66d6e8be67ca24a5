"""A fact of a case given another value, with the sentence of the file that tells it."""

from __future__ import annotations

import re
from typing import Any

from imrkit.cases.schema import Finding, Plain
from imrkit.errors import DataError
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.schema import Vary
from imrkit.exercises.tells import value_in_words
from imrkit.facts.fact import OPEN
from imrkit.files.table import asdict
from imrkit.words.english import numbers_in

AS_IT_IS = "as it is"
"""In place of a value: the file stays as it is there."""
Value = Finding | Plain
"""What a fact may be told to be: a value, bounds, or why it is open."""
_WHY_NOT = ("tells", "kind")
"""What a sentence has that says why it is no answer."""


def shown(value: Value) -> str:
    """A value as an error tells it."""
    if isinstance(value, Finding):
        return ", ".join(f"{k} {v}" for k, v in asdict(value).items() if v not in (None, ""))
    return str(value)


def fresh(raw: Any) -> Any:
    """A copy of a file as it parses, to be changed: `copy.deepcopy` takes four times as long."""
    if isinstance(raw, dict):
        return {key: fresh(part) for key, part in raw.items()}
    return [fresh(part) for part in raw] if isinstance(raw, list) else raw


def set_fact(
    exercise: Exercise, raw: dict[str, Any], vary_: Vary, place: int, value: Value
) -> None:
    """Give a fact another value in the parsed case, and let its documents tell it.

    Args:
        exercise: the exercise.
        raw: the case as its file parses; changed in place.
        vary_: how the fact varies.
        place: the place of the value among those that it may have.
        value: the value.

    Raises:
        DataError: if another sentence of the file still tells of the value that it had.
    """
    if value == AS_IT_IS:
        return
    items = [item for item in raw["item"] if str(item["id"]) == exercise.item.id]
    was = items[0].setdefault("facts", {}).get(vary_.fact)
    document = was.get("document", "") if isinstance(was, dict) else ""
    told = _told_by(exercise, vary_, place, value)
    elsewhere = vary_.documents[place] if vary_.documents else ""
    if elsewhere:
        document = _put_in(raw, vary_, told, elsewhere, items[0]["id"], _is_open(value))
    else:
        document = _tell(raw, vary_, told, value, document, items[0]["id"])
    finding = _raw(value)
    if document and "open" not in finding:
        finding["document"] = document
    items[0]["facts"][vary_.fact] = finding
    _tell_also(exercise, raw, vary_, value)
    if vary_.request:
        items[0]["request"] = _put(vary_.request, exercise, vary_, value)


def _raw(value: Value) -> dict[str, Any]:
    if isinstance(value, Finding):
        return {k: v for k, v in asdict(value).items() if v not in (None, "")}
    return {"open": value} if value in OPEN else {"value": value}


def _is_open(value: Value) -> bool:
    return not isinstance(value, Finding) and value in OPEN


def _told_by(exercise: Exercise, vary_: Vary, place: int, value: Value) -> str:
    if isinstance(vary_.says, tuple):
        return _put(vary_.says[place], exercise, vary_, value)
    return "" if _is_open(value) else _put(vary_.says, exercise, vary_, value)


def _put(text: str, exercise: Exercise, vary_: Vary, value: Value) -> str:
    """Put a value into a text, as a word up to nine, or as a figure for {number}."""
    fact = exercise.case.book.vocabulary[vary_.fact]
    word = value_in_words(fact, value)
    text = re.sub(r"^\{value\}", word[:1].upper() + word[1:], text)
    figure = str(value.value if isinstance(value, Finding) else value)
    return text.replace("{value}", word).replace("{number}", figure)


def _tell(
    raw: dict[str, Any], vary_: Vary, told: str, value: Value, document: str, item: Any
) -> str:
    """Let a sentence of the parsed case tell a fact; return the document that then does."""
    strength = _strength(_is_open(value))
    for paper in raw.get("document", []):
        for sentence in paper.get("sentence", []):
            if sentence["id"] == vary_.sentence:
                if told:
                    sentence |= {"says": told, "strength": strength}
                    _forget(sentence, "shows", *_WHY_NOT)
                    return str(paper["id"])
                paper["sentence"] = [s for s in paper["sentence"] if s is not sentence]
                return ""
        if not vary_.sentence and paper["id"] == vary_.document and told:
            new = {"id": f"varied-{vary_.fact}", "says": told, "strength": strength}
            paper.setdefault("sentence", []).append(new | {"bears": [f"{item}.{vary_.fact}"]})
            return str(paper["id"])
    return "" if vary_.sentence or vary_.document else document


def _forget(sentence: dict[str, Any], *fields: str) -> None:
    """Leave out what was so of other words than a sentence has now."""
    for field in fields:
        sentence.pop(field, None)


def _put_in(
    raw: dict[str, Any], vary_: Vary, told: str, document: str, item: Any, is_open: bool
) -> str:
    """Put a sentence into another document than the one that told it; return that document."""
    for paper in raw["document"]:
        sentences = [s for s in paper.get("sentence", []) if s["id"] != vary_.sentence]
        if paper["id"] == document:
            new: dict[str, Any] = {"id": f"varied-{vary_.fact}-{document}", "says": told}
            new |= {"bears": [f"{item}.{vary_.fact}"], "strength": _strength(is_open)}
            # Not at the end: there the eye would look first.
            sentences.insert(len(sentences) // 2, new)
        if sentences or "sentence" in paper:
            paper["sentence"] = sentences
    return document


def _strength(is_open: bool) -> str:
    return "hints" if is_open else "proves"


def _tell_also(exercise: Exercise, raw: dict[str, Any], vary_: Vary, value: Value) -> None:
    """Let the other sentences that name a fact follow, and refuse one that does not."""
    known = exercise.known[vary_.fact]
    number = known.fact.type == "number" and not known.open and value != known.value[0]
    for paper in raw.get("document", []):
        for sentence in paper.get("sentence", []):
            if sentence["id"] in vary_.also:
                sentence["says"] = _put(vary_.also[sentence["id"]], exercise, vary_, value)
                _forget(sentence, *_WHY_NOT)
            borne = {text.rpartition(".")[2] for text in sentence.get("bears", ())}
            told = sentence["id"] == vary_.sentence or paper.get("by") == "reviewer"
            looked_at = number and vary_.fact in borne and not told
            if looked_at and int(known.value[0]) in numbers_in(sentence["says"]):
                problem = f"the sentence {sentence['id']!r} still tells of {known.shown}"
                raise DataError(f"{problem}; retell it in `also`")
