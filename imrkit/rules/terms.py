"""The words of the files, gathered under the words of the rules.

A letter says "myofascial pain syndrome", a guideline's table says "myalgia and myositis"; a letter
says "chiropractic physiotherapy", a rule says "manual therapy". terms.toml says which is which.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as data_field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from imrkit.characters import quoted
from imrkit.errors import ImrkitError, UnknownName, nearest
from imrkit.facts.fact import CaseField, Vocabulary, fact_given_in, fact_named
from imrkit.files.reading import at, convert, read_toml
from imrkit.files.table import Table
from imrkit.files.table import field as table_field

OTHER = "other"
"""The family of a treatment that terms.toml does not name."""
SEVERAL = "several parts"
"""What an item's part of the body is where it names more than one."""


class Treatment(Table, frozen=True):
    """A treatment that rules address.

    Attributes:
        family: the treatment family that reports count it under ("physical medicine").
        also: the other names that it goes by.
    """

    family: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Terms:
    """Words of the files by words of the rules.

    Attributes:
        treatment: the treatments that rules address, by name.
        body_part: for each choice of the fact body_part, the words that mean it.
        diagnosis_group: for each choice of the fact diagnosis_group, the words that mean it.
        cited_as: for each guideline, by name, the words by which letters cite it.
        implies: for the name of a treatment, the facts that it says by itself.
        of_part: for a fact, for parts of the body, the choices that can be of that part; one that
            stands under no part can be of any.
        alike: words that people use for the same thing who look for a case, line by line.
        plain_words: for a family of treatments, the everyday words by which it is looked for, in
            the place of its name.
    """

    treatment: Mapping[str, Treatment]
    body_part: Mapping[str, tuple[str, ...]]
    diagnosis_group: Mapping[str, tuple[str, ...]]
    cited_as: Mapping[str, tuple[str, ...]] = data_field(default_factory=dict)
    implies: Mapping[str, Mapping[str, bool]] = data_field(default_factory=dict)
    of_part: Mapping[str, Mapping[str, tuple[str, ...]]] = data_field(default_factory=dict)
    alike: tuple[tuple[str, ...], ...] = ()
    plain_words: Mapping[str, tuple[str, ...]] = data_field(default_factory=dict)

    def can_be_of(self, name: str, choice: str, part: str) -> bool:
        """Whether a choice of a fact can be of a part of the body.

        Args:
            name: the fact.
            choice: one of its choices.
            part: a choice of the fact body_part.
        """
        parts = self.of_part.get(name, {})
        named = any(choice in choices for choices in parts.values())
        return part not in parts or not named or choice in parts[part]

    def implied_by(self, name: str) -> Mapping[str, bool]:
        """The facts that the name of a treatment says by itself."""
        folded = name.casefold().strip()
        return next((f for word, f in self.implies.items() if word.casefold() == folded), {})

    def treatment_behind(self, name: str) -> str | None:
        """Return the treatment behind a name or another name of it; None if it is neither."""
        return self._folded.get(name.casefold().strip())

    def treatment_named(self, name: str) -> str:
        """Return the treatment behind a name or another name of it.

        Raises:
            UnknownName: if it is neither.
        """
        if treatment := self.treatment_behind(name):
            return treatment
        raise UnknownName("treatment", name, self._every_name)

    def unknown(self, name: str) -> str:
        """Say that terms.toml does not name a treatment, and which it names that is near."""
        near = nearest(name, self._every_name)
        hint = f" (did you mean {near!r}?)" if near else ""
        return f"imrkit does not know the treatment {quoted(name)}{hint}"

    def family_of(self, name: str) -> str:
        """Return the family of a treatment, by any of its names; "other" if none knows it."""
        treatment = self.treatment_behind(name)
        return self.treatment[treatment].family if treatment else OTHER

    def part_named(self, text: str) -> str | None:
        """Return the part of the body that a text names, "several parts" if it names more than one.

        Args:
            text: the words of a letter.
        """
        named = self.parts_named(text)
        return named.pop() if len(named) == 1 else SEVERAL if named else None

    def parts_named(self, text: str) -> set[str]:
        """Return every part of the body that a text names.

        Longer words are looked for first, so that the spine of "cervical spine" is the neck's.

        Args:
            text: the words of a letter.
        """
        named, text = set(), text.casefold()
        for word, part in self._part_words:
            if word in text:
                text, times = _pattern(word).subn(" ", text)
                if times:
                    named.add(part)
        return named

    def words_for(self, text: str) -> list[str]:
        """Return what people may say for the words of a text, who look for it by others.

        Args:
            text: the words of a case.
        """
        same = [line for line in self.alike if any(_pattern(w).search(text) for w in line)]
        return list(dict.fromkeys(word for line in same for word in line))

    def unknown_part(self, text: str) -> str:
        """Say that a text names no part of the body, with the nearest word for one."""
        near = nearest(text, [word for word, _ in self._part_words])
        hint = f"did you mean {near!r}? " if near else ""
        parts = ", ".join(self.body_part)
        return f"{quoted(text)} names no part of the body; {hint}expected one of {parts}"

    @cached_property
    def _part_words(self) -> list[tuple[str, str]]:
        """Every word for a part of the body with its part, the longest word first."""
        words = [
            (w.casefold(), part) for part, others in self.body_part.items() for w in (part, *others)
        ]
        return sorted(words, key=lambda pair: -len(pair[0]))

    @property
    def _every_name(self) -> list[str]:
        """The treatments and their other names."""
        others = [other for treatment in self.treatment.values() for other in treatment.also]
        return [*self.treatment, *others]

    @cached_property
    def _folded(self) -> dict[str, str]:
        """The treatment behind each name, in small letters."""
        others = {
            o.casefold(): t for t, treatment in self.treatment.items() for o in treatment.also
        }
        return others | {t.casefold(): t for t in self.treatment}


@cache
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)


def found(words: Mapping[str, tuple[str, ...]], texts: Iterable[str]) -> str | None:
    """Return the first term one of whose words stands in the texts, read in order, or None."""
    for text in texts:
        for term, others in words.items():
            for word in (term, *others):
                if _pattern(word).search(text):
                    return term
    return None


class TermsFile(Table, frozen=True):
    """The content of terms.toml.

    Attributes:
        treatment: the treatments that rules address, by name.
        body_part: for each choice of the fact body_part, the words that mean it.
        diagnosis_group: for each choice of the fact diagnosis_group, the words that mean it.
        cited_as: for each guideline, by name, the words by which letters cite it.
        implies: for the name of a treatment, the facts that it says by itself.
        of_part: for a fact, for parts of the body, the choices that can be of that part; one that
            stands under no part can be of any.
        alike: words that people use for the same thing who look for a case, line by line.
        plain_words: for a family of treatments, the everyday words by which it is looked for, in
            the place of its name.
    """

    schema: int
    treatment: dict[str, Treatment]
    body_part: dict[str, tuple[str, ...]]
    diagnosis_group: dict[str, tuple[str, ...]]
    cited_as: dict[str, tuple[str, ...]] = table_field(default_factory=dict)
    implies: dict[str, dict[str, bool]] = table_field(default_factory=dict)
    of_part: dict[str, dict[str, tuple[str, ...]]] = table_field(default_factory=dict)
    alike: tuple[tuple[str, ...], ...] = ()
    plain_words: dict[str, tuple[str, ...]] = table_field(default_factory=dict)


def load_terms(
    path: Path, vocabulary: Vocabulary, read: Callable[[Path], dict[str, Any]] = read_toml
) -> Terms:
    """Read the terms.

    Args:
        path: the file.
        vocabulary: the facts.
        read: parses it.

    Raises:
        DataError: if a body part or diagnosis group is not a choice of the vocabulary, or a name
            implies a fact that there is not.
    """
    file = convert(read(path), TermsFile, path)
    tables: dict[str, CaseField] = {"body_part": "item.body_part", "diagnosis_group": "diagnoses"}
    for table, field in tables.items():
        fact = fact_given_in(vocabulary, field)
        for term in getattr(file, table):
            if fact and term not in fact.choices:
                problem = UnknownName(f"choice of {fact.name}", term, fact.choices)
                raise at(path, f"{table}.{term}", str(problem))
    terms = Terms(
        file.treatment,
        file.body_part,
        file.diagnosis_group,
        file.cited_as,
        file.implies,
        file.of_part,
        file.alike,
        file.plain_words,
    )
    families = {treatment.family for treatment in file.treatment.values()}
    for family in file.plain_words:
        if family not in families:
            raise at(path, f"plain_words.{family}", str(UnknownName("family", family, families)))
    for name, facts in file.implies.items():
        try:
            terms.treatment_named(name)
            for named, value in facts.items():
                fact_named(vocabulary, named).encode(value)
        except ImrkitError as error:
            raise at(path, f"implies.{name}", str(error)) from None
    for name, parts in file.of_part.items():
        try:
            for choice in (choice for choices in parts.values() for choice in choices):
                fact_named(vocabulary, name).encode(choice)
        except ImrkitError as error:
            raise at(path, f"of_part.{name}", str(error)) from None
    return terms
