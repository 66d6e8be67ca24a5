"""The sentences of a case's documents: what each bears on, and whether its names exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from imrkit.cases.case import Case
from imrkit.cases.schema import Document, Item, Sentence
from imrkit.characters import quoted
from imrkit.errors import DataError, UnknownName
from imrkit.facts.fact import fact_named
from imrkit.files.reading import at

_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


class Placed(NamedTuple):
    """A sentence, with the document that it stands in and its field in the case file."""

    document: Document
    sentence: Sentence
    field: str


def placed(case: Case) -> Iterator[Placed]:
    """Every sentence of a case's documents, in order."""
    for number, document in enumerate(case.data.document):
        for place, sentence in enumerate(document.sentence):
            yield Placed(document, sentence, f"document[{number}].sentence[{place}]")


def sentence_of(case: Case, id: str) -> Placed:
    """Return a sentence by its id.

    Raises:
        UnknownName: if no document of the case has it.
    """
    found = {one.sentence.id: one for one in placed(case)}
    if id not in found:
        raise UnknownName(f"sentence in {case.name}", id, found)
    return found[id]


def bears_on(sentence: Sentence, item: Item) -> tuple[str, ...]:
    """The facts of one disputed item that a sentence bears on, by name."""
    found = []
    for text in sentence.bears:
        number, dot, name = text.rpartition(".")
        if not dot or number == item.id:
            found.append(name)
    return tuple(found)


def check_sentences(case: Case) -> None:
    """Refuse sentences that name what does not exist, and those that share a name.

    Raises:
        DataError: with file, line and field.
    """
    seen: set[str] = set()
    for number, document in enumerate(case.data.document):
        if document.says and document.sentence:
            problem = "give what it says either in `says` or sentence by sentence, not in both"
            raise at(case.file, f"document[{number}].says", problem)
    for one in placed(case):
        if one.sentence.id in seen:
            problem = f"two sentences are called {quoted(one.sentence.id)}"
            raise at(case.file, f"{one.field}.id", problem)
        seen.add(one.sentence.id)
        _check_names(case, one)


def _check_names(case: Case, one: Placed) -> None:
    sentence, items = one.sentence, {item.id: item for item in case.items}
    if not sentence.says.strip():
        raise at(case.file, f"{one.field}.says", "a sentence says something; found nothing")
    if iso := _ISO.search(sentence.says):
        problem = f"write a date as charts do, 01/06/2014; found {iso[0]}"
        raise at(case.file, f"{one.field}.says", problem)
    try:
        for place, text in enumerate(sentence.bears):
            where = f"bears[{place}]"
            number, dot, name = text.rpartition(".")
            if dot and number not in items:
                raise UnknownName("disputed item", number, items)
            fact_named(case.book.vocabulary, name)
        borne = {text.rpartition(".")[2] for text in sentence.bears}
        for name, shown in sentence.shows.items():
            where = f"shows.{name}"
            if name not in borne:
                raise DataError("it shows a value of a fact that it does not bear on")
            case.as_known(case.book.vocabulary[name], shown)
    except DataError as error:
        raise at(case.file, f"{one.field}.{where}", error.problem) from None
    except UnknownName as error:
        raise at(case.file, f"{one.field}.{where}", str(error)) from None
