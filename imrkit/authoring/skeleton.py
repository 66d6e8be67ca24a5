"""The text of a new case file: commented, with every fact that the rules for its item read."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from imrkit.cases.fields import said_by_fields
from imrkit.cases.schema import CaseFile, Item, Published, Refusal
from imrkit.facts.fact import KINDS, CaseField, Fact
from imrkit.files.reading import SCHEMA
from imrkit.rules.governing import candidates
from imrkit.rules.rule import Rule
from imrkit.rules.rulebook import Rulebook
from imrkit.words.criteria import unfilled

WIDTH = 98
ELSEWHERE: dict[CaseField, str] = {
    "injury.date": "date, under [injury]",
    "decided": "decided, above",
    "worker.age": "age, under [worker]",
    "item.body_part": "body_part, under [[item]]",
    "diagnoses": "treats, under [[item]], or diagnoses, above",
    "item.requested": "requested, under [[item]]",
}
"""Where a case file gives a fact outside [item.facts]; weeks may be given there all the same."""
HOW = """
# How to write what the letter says of a fact:
#   fact = 6, true, "..."      it says so
#   fact = false               it says that it is not so, or finds so
#   fact = { open = "..." }    it says that this is open: "not documented", "not asked",
#                              "conflicting" (documents contradict each other), "illegible"
#   (no line at all)           it does not touch it
#   fact = { at_least = 6 }    a bound ("more than five"); or at_most
#   fact = { at_least = 6, at_most = 8 }     a range ("6 to 8")
# Weeks are whole and rounded down: a month is 4, three months are 13, half a year is 26, a year 52.
# What is only about so ("several months") is a bound or a range, as wide as the words are.
# A value may name its document, and be explained:
#   fact = { value = 6, document = "pr2", note = "in your own words" }
""".strip().splitlines()
"""How a case file gives a fact: what the author of a case asks most."""
SILENCE = """
# Where the letter finds something missing: open if it says that nothing documents it, false if it
# says that it is not so. Where silence is read as an answer, the comment above the fact says so.
""".strip().splitlines()


@dataclass(frozen=True)
class Skeleton:
    """What a new case file is to be about.

    Attributes:
        book: the rules.
        treatment: the treatment, as the letter names it.
        date: when the determination was made: a day, month or year; tells which editions count.
        body_part: the part of the body, as the letter names it; "" where it names none.
        blind: leave out all that tells of rules, so that the letter is read without them.
    """

    book: Rulebook
    treatment: str
    date: str
    body_part: str = ""
    blind: bool = False

    @cached_property
    def rules(self) -> list[Rule]:
        """The rules that can apply to such an item on such a date."""
        terms, vocabulary = self.book.terms, self.book.vocabulary
        treatment = terms.treatment_behind(self.treatment)
        refusal, published = Refusal("denied"), Published("upheld")
        item = Item("1", "", self.treatment, refusal, published, body_part=self.body_part)
        letter = CaseFile(SCHEMA, "", "", self.date, (item,))
        facts = {name: fact.unknown for name, fact in vocabulary.items()}
        for known in said_by_fields(letter, item, vocabulary, terms):
            facts[known.fact.name] = known.value
        rules = self.book.addressing(treatment) if treatment else ()
        return [c.rule for c in candidates(rules, facts) if c.applies.possibly]

    @property
    def implied(self) -> dict[str, bool]:
        """The facts that the name of the treatment says by itself."""
        return dict(self.book.terms.implied_by(self.treatment))

    @property
    def facts(self) -> list[Fact]:
        """The facts that count, in the order of the vocabulary."""
        names = {name for rule in self.rules for name in rule.facts}
        return [fact for name, fact in self.book.vocabulary.items() if name in names]

    def text(self, first: str = "") -> str:
        """Write the file.

        Args:
            first: a comment to stand in the first line.
        """
        title = f"{self.treatment[:1].upper()}{self.treatment[1:]}"
        part = f"body_part = {quoted(self.body_part)}"
        part = part if self.body_part else '# body_part = "low back"'
        lines = [
            *([first] if first else []),
            f"# A case to fill in: {self.treatment}, decided {self.date}. "
            "Lines that begin with # are comments.",
            "# Write in your own words; no names of people, ages and dates as published.",
            "# `imrkit check --cases FOLDER` says what is wrong in it, if anything is.",
            f"schema = {SCHEMA}",
            f"title = {quoted(title)}",
            'source = "where the determination was published"',
            f"decided = {quoted(self.date)}  # a day (2017-01-31), a month or a year (in quotes)",
            'file = "letter"  # or "whole", where you have the whole file and not only the letter',
            "diagnoses = []  # as the letter names them",
            "",
            "[worker]",
            "# age = 50",
            '# sex = "female"',
            "",
            "[injury]",
            '# date = 2016-01-31  # or "2016-01", or "2016"',
            "",
            "# One block for each document that the facts come from; a fact names it by its id.",
            "# [[document]]",
            '# id = "pr2"',
            '# title = "progress report (PR-2) of 01/05/2017"',
            '# says = ["What it says, in your own words."]',
            '# by = "reviewer"  # only where it is no document but the reviewer\'s own finding',
            "",
            "# One block for each disputed item of the letter.",
            "[[item]]",
            'id = "1"',
            f"request = {quoted(title)}  # with the number, as asked for",
            f"treatment = {quoted(self.treatment)}",
            f'{part}  # as the letter says it; two are "several parts"',
            '# treats = "the diagnosis that the request treats, if it says so"',
            "# requested = 2016-12-15  # the date of the request, if the letter gives it",
            "# retrospective = true  # if it had been given before it was asked for",
            "",
            "[item.facts]",
            *self._facts(),
            "",
            "[item.refusal]",
            'action = "denied"  # or "modified" (then: authorised = "what was allowed")',
            "# date = 2016-12-22  # of the utilization review",
            'cites = []  # { guideline = "as cited", section = "...", pages = "..." }',
            "",
            "[item.published]",
            'outcome = "upheld"  # or "overturned"',
            '# specialty = "Orthopedic surgery"',
            'cites = []  # { guideline = "as cited", section = "...", pages = "..." }',
            *self._reasons(),
            "",
        ]
        return "\n".join(lines)

    def _facts(self) -> Iterator[str]:
        if not self.rules and not self.blind:
            yield f"# No rule of imrkit addresses {self.treatment} in {self.date}."
        for rule in () if self.blind else self.rules:
            yield from _comment(f"Read by: {rule.title} ({rule.cite})")
        yield from HOW
        yield from () if self.blind else SILENCE
        for kind, says in KINDS.items():
            here = [fact for fact in self.facts if fact.kind == kind]
            if self.blind:
                here = [fact for fact in here if kind != "reading" and not self._given(fact)]
            if here:
                yield from ("", f"# ---- {says}")
            for fact in here:
                yield from ("", *(self._asked(fact) if self.blind else self._explained(fact)))

    def _given(self, fact: Fact) -> str:
        """Where else the file says it; "" if nowhere."""
        if fact.name in self.implied:
            return "the name of the treatment"
        return ELSEWHERE.get(fact.given_in, "") if fact.given_in else ""

    def _asked(self, fact: Fact) -> Iterator[str]:
        yield from _comment(fact.question)
        yield from _comment(f"Its value is {_expected(fact)}.")
        yield f"# {fact.name} ="

    def _explained(self, fact: Fact) -> Iterator[str]:
        yield from _comment(f"{fact.label}: {fact.question}")
        if given := self._given(fact):
            yield f"# Taken from {given}."
            return
        if fact.found_in:
            yield from _comment(f"Usually found in: {fact.found_in}.")
        if fact.type != "truth":
            yield from _comment(f"Its value is {_expected(fact)}.")
        if fact.unstated is not None:
            shown = fact.show(fact.value_of(fact.unstated))
            yield from _comment(
                f"Where the file is silent, delete the line below: that stands for {shown!r}, "
                f"because {fact.unstated_because}."
            )
        why = "reading" if fact.kind == "reading" else "not documented"
        yield f'{fact.name} = {{ open = "{why}" }}'

    def _reasons(self) -> Iterator[str]:
        if self.blind:
            yield "# The published reasons in your own words, each in a sentence."
            yield 'reasons = []  # { says = "..." }'
            return
        yield "# The published reasons in your own words. `ground` names the criterion that a"
        yield "# reason speaks of, one of these:"
        for rule in self.rules:
            for name, criterion in rule.data.criterion.items():
                yield from _comment(f"  {name}: {unfilled(rule, criterion.says)}")
        yield 'reasons = []  # { says = "...", ground = "..." }'


def quoted(text: str) -> str:
    """Write a text as TOML does."""
    return json.dumps(text, ensure_ascii=False)


def _expected(fact: Fact) -> str:
    """What a value must be, with the unit of a number."""
    if fact.type == "number" and fact.unit:
        low, high = fact.unknown
        return f"a whole number of {fact.unit}, from {low} to {high}"
    return "true or false" if fact.type == "truth" else fact.expected


def _comment(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="# ", subsequent_indent="#   ")
