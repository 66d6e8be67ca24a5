"""Every fact of the vocabulary in every sentence that it is told in, one file to read through.

`python -m tests.words.sentences` writes sentences.txt anew, after facts or words changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from imrkit.cases.known import Known
from imrkit.facts.fact import Fact
from imrkit.rules.rulebook import rulebook
from imrkit.whatif.flips import Change
from imrkit.words.english import upper_first
from imrkit.words.known import value_said
from imrkit.words.phrases import advise, may_be_done, suppose

FILE = Path(__file__).with_name("sentences.txt")


def sentences() -> str:
    """All facts, each with its sentences."""
    return "\n".join(line for fact in rulebook().vocabulary.values() for line in _fact(fact))


def _fact(fact: Fact) -> Iterator[str]:
    yield f"{fact.name} ({fact.kind})"
    yield f"    {fact.question}"
    for low, high in _values(fact):
        yield f"  {upper_first(fact.label)}: {value_said(Known(fact, fact.between(low, high)))}."
        changes = [Change(known, low, high) for known in _stands(fact, low)]
        told = [f"    {upper_first(advise(c))}." for c in changes if may_be_done(c)]
        yield from dict.fromkeys([*told, *(f"    If {suppose(c)}, …" for c in changes)])
    if fact.kind == "evidence":
        low, high = fact.unknown
        yield f"    If {suppose(Change(_documented(fact), low, high, open=True))}, …"
    yield ""


def _values(fact: Fact) -> list[tuple[int, int]]:
    """The values to tell: both truths, two choices, or numbers alone, to and from."""
    least, most = (int(end) for end in fact.unknown)
    if fact.type == "truth":
        return [(1, 1), (0, 0)]
    if fact.type == "choice":
        return [(least, least), (most, most)]
    if fact.type == "date":
        day = 735_000
        return [(day, day), (day, most), (least, day)]
    one = max(least, 1)
    return [(least, least), (one, one), (one + 1, one + 5), (least, one + 1), (one + 1, most)]


def _stands(fact: Fact, low: int) -> list[Known]:
    """What the file says before: nothing; of evidence, also something else."""
    unknown = Known(fact, fact.unknown, "not documented", "silence", whole=True)
    return [unknown, _documented(fact, low)] if fact.kind == "evidence" else [unknown]


def _documented(fact: Fact, other: int = 0) -> Known:
    least, most = fact.unknown
    code = int(most if other != most else least)
    return Known(fact, fact.value_of(fact.decode(code)), origin="document")


def main() -> None:
    """Write the file anew."""
    FILE.write_text(sentences(), encoding="utf-8")


if __name__ == "__main__":
    main()
