"""Whether the sentences of a case's documents and its facts say the same.

Each documented fact has a sentence that proves it, no open fact has one, documents that contradict
each other do so in two sentences, and what is there only to fill a page bears on nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from imrkit.cases.case import Case, Known
from imrkit.cases.schema import ROUTINE, Item
from imrkit.cases.sentences import Placed, bears_on, placed
from imrkit.determination.deciding import decide
from imrkit.errors import DataError, ImrkitError
from imrkit.facts.dates import date_span
from imrkit.facts.spans import Value
from imrkit.files.reading import at
from imrkit.files.table import replace
from imrkit.words.english import numbers_in


def sentence_faults(case: Case, *, outcomes: bool = True) -> list[DataError]:
    """What is wrong with the sentences of a case; nothing where it has none.

    Args:
        case: a case, read.
        outcomes: also look whether the dates of its documents turn an outcome.
    """
    sentences = tuple(placed(case))
    if not sentences:
        return []
    found = [*_each(case, sentences), *_in_pairs(case, sentences)]
    for place, item in enumerate(case.items):
        found += _facts(case, item, f"item[{place}]", sentences)
    return [*found, *_outcomes(case)] if outcomes else found


def _each(case: Case, sentences: tuple[Placed, ...]) -> Iterator[DataError]:
    """Filler bears on nothing, what proves or hints on something; its kind fits, beside no more."""
    for document, sentence, field in sentences:
        if sentence.filler and (sentence.bears or sentence.strength != "none"):
            yield at(case.file, field, "filler bears on nothing, and has no strength")
        if sentence.kind in ROUTINE and not sentence.filler:
            problem = f"{sentence.kind!r} is told as what no criterion asks for: only filler is"
            yield at(case.file, f"{field}.kind", problem)
        if sentence.kind and sentence.tells:
            yield at(case.file, f"{field}.kind", "give its kind or what it `tells`, not both")
        if sentence.strength in ("proves", "hints") and not sentence.bears:
            problem = f"it {sentence.strength}: say in `bears` of which fact"
            yield at(case.file, field, problem)
        if sentence.strength == "contradicts" and sentence.bears and not sentence.shows:
            problem = "it contradicts another sentence: say in `shows` what value it shows"
            yield at(case.file, field, problem)
        if document.is_finding and sentence.filler:
            yield at(case.file, field, "a reviewer's finding needs no filler")


def _in_pairs(case: Case, sentences: tuple[Placed, ...]) -> Iterator[DataError]:
    """Sentences that contradict each other of what no fact holds are two at least."""
    alone = [s for s in sentences if s.sentence.strength == "contradicts" and not s.sentence.bears]
    if len(alone) == 1:
        yield at(case.file, alone[0].field, "no other sentence is there for it to contradict")


def _facts(
    case: Case, item: Item, where: str, sentences: tuple[Placed, ...]
) -> Iterator[DataError]:
    known = case.known(item)
    by_fact: dict[str, list[Placed]] = {}
    for one in sentences:
        for name in bears_on(one.sentence, item):
            by_fact.setdefault(name, []).append(one)
    for name, some in by_fact.items():
        for one in some:
            if problem := _fault(case, known[name], one):
                yield at(case.file, one.field, problem)
        if problem := _from_elsewhere(known[name], proofs := _proofs(some)):
            yield at(case.file, proofs[0].field, problem)
    for name in item.facts:
        one_fact = known[name]
        some = by_fact.get(name, [])
        needs_proof = one_fact.fact.kind != "reading" and one_fact.origin != "reviewer"
        needs_proof &= not _own_date(case, one_fact)
        if one_fact.state == "documented" and needs_proof and not _proofs(some):
            problem = "it is documented, and no sentence proves it"
            yield at(case.file, f"{where}.facts.{name}", problem)
        if one_fact.state == "contradicted":
            shown = {_shown(case, s, one_fact) for s in some if s.sentence.strength not in _WEAK}
            if len(shown - {None}) < 2:
                problem = "it is conflicting: two sentences must contradict each other about it"
                yield at(case.file, f"{where}.facts.{name}", problem)


def _own_date(case: Case, known: Known) -> bool:
    """Whether it is the date of the document that it comes from, whose heading tells it."""
    return known.fact.type == "date" and any(
        document.id == known.document and document.date and date_span(document.date) == known.value
        for document in case.data.document
    )


_WEAK = ("hints", "none")


def _fault(case: Case, known: Known, one: Placed) -> str:
    """What is wrong with a sentence that bears on a fact; "" if nothing."""
    name, strength = known.fact.name, one.sentence.strength
    if strength == "contradicts" and known.state != "contradicted":
        return f"it contradicts {name}, which is not conflicting in this case"
    if strength != "proves":
        return ""
    if known.state != "documented":
        return f"it proves {name}, which the case does not document ({known.state})"
    if problem := _other_number(one, known):
        return problem
    shown = _shown(case, one, known)
    if shown is not None and shown != known.value:
        told = known.fact.show(shown)
        return f"it shows {name}: {told}; the case documents {known.shown}"
    return ""


def _proofs(some: list[Placed]) -> list[Placed]:
    return [one for one in some if one.sentence.strength == "proves"]


def _from_elsewhere(known: Known, proofs: list[Placed]) -> str:
    """That a fact is proved, and not in the document that it comes from; "" if it is."""
    if not proofs or known.state != "documented" or known.origin != "document":
        return ""
    if known.document in ("", *(one.document.id for one in proofs)):
        return ""
    return f"it proves {known.fact.name}, which comes from another document ({known.document})"


def _other_number(one: Placed, known: Known) -> str:
    """That a sentence tells of other numbers than the one it proves; "" if it does not."""
    if known.fact.type != "number":
        return ""
    told = numbers_in(one.sentence.says)
    low, high = (int(end) for end in known.value)
    # "More than five" is at least six; "fewer than five" is at most four.
    if not told or told & {low, high, low - 1, high + 1}:
        return ""
    return f"it tells of {min(told)}; the case documents {known.fact.name}: {known.shown}"


def _shown(case: Case, one: Placed, known: Known) -> Value | None:
    """The value that a sentence says it shows of a fact; None where it leaves it to the case."""
    shows = one.sentence.shows
    name = known.fact.name
    return case.as_known(known.fact, shows[name]).value if name in shows else None


def _outcomes(case: Case) -> Iterator[DataError]:
    """The dates of documents that no fact comes from must not move the outcome."""
    named = {f.document for i in case.items for f in i.facts.values() if hasattr(f, "document")}
    documents = tuple(d if d.id in named else replace(d, date=None) for d in case.data.document)
    bare = Case(
        case.name, replace(case.data, document=documents), case.decided, case.file, case.book
    )
    for place, item in enumerate(case.items):
        try:
            told, without = (decide(some, item, some.known(item)).outcome for some in (case, bare))
        except ImrkitError:
            continue  # told where cases are judged
        if told != without:
            problem = f"dates of documents turn it from {without!r} to {told!r}: date the refusal"
            yield at(case.file, f"item[{place}].refusal", problem)
