"""A rule, checked and compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from imrkit.errors import DataError, ExpressionError
from imrkit.facts.fact import Fact, Vocabulary
from imrkit.facts.spans import Value
from imrkit.files.reading import at
from imrkit.logic.nodes import Const, Logic, Lookup, Named, Node, Read
from imrkit.logic.parse import Scope, parse
from imrkit.logic.program import Program
from imrkit.rules.schema import (
    EVERY,
    Guideline,
    RuleData,
)


@dataclass(frozen=True, eq=False, repr=False)
class Rule:
    """A rule, checked and compiled.

    Attributes:
        id: file and name ("chronic_pain_2009.physical_medicine").
        name: guideline and name, the same through the editions ("chronic_pain.physical_medicine").
        guideline: the edition that it stands in.
        data: the rule as its file states it.
        file: the file.
        vocabulary: the facts it may read.
    """

    id: str
    name: str
    guideline: Guideline
    data: RuleData
    file: Path
    vocabulary: Vocabulary

    def __repr__(self) -> str:
        return f"<Rule {self.id}: {self.title}>"

    @cached_property
    def criteria(self) -> dict[str, Node]:
        """The compiled test of each criterion, by name."""
        done: dict[str, Node] = {}

        def criterion(name: str, above: tuple[str, ...]) -> Node:
            if name in above:
                raise self.refuse(f"criterion.{name}.test", "the criterion refers to itself")
            if name not in done:
                done[name] = self._parse(
                    self.data.criterion[name].test,
                    f"criterion.{name}.test",
                    lambda other: (
                        Named(other, criterion(other, (*above, name)))
                        if other in self.data.criterion
                        else self.leaf(other)
                    ),
                )
            return done[name]

        for name in self.data.criterion:
            criterion(name, ())
        return done

    def leaf(self, name: str) -> Node | None:
        """The figure or fact behind a name, or None."""
        if name in self.data.figure:
            return Named(name, self.figure(name))
        return Read(self.vocabulary[name]) if name in self.vocabulary else None

    def figure(self, name: str) -> Node:
        """A figure as a number, or as a look-up by the fact that it depends on."""
        figure = self.data.figure[name]
        if not figure.by:
            return Const(figure.rows[0].limit)
        by = self.vocabulary[figure.by]
        return Lookup(name, by, tuple(figure.at(choice).limit for choice in by.choices))

    @cached_property
    def necessary(self) -> Program:
        """Whether the item is medically necessary with what reviewers add."""
        if not self.added:
            return self.by_text
        return Program(Logic("and", (*_joined_by_and(self.by_text.root), *self.added)))

    @cached_property
    def by_text(self) -> Program:
        """Whether the item is medically necessary by what the text asks alone."""
        return Program(self._joined(self.data.necessary, "necessary"))

    @cached_property
    def added(self) -> tuple[Node, ...]:
        """What reviewers ask beside the text, each on its own."""
        if not self.data.reviewers:
            return ()
        return _joined_by_and(self._joined(self.data.reviewers, "reviewers"))

    @cached_property
    def added_programs(self) -> tuple[Program, ...]:
        """The same, compiled."""
        return tuple(map(Program, self.added))

    def _joined(self, text: str, where: str) -> Node:
        named = {name: Named(name, node) for name, node in self.criteria.items()}
        return self._parse(text, where, named.get, named, "criterion")

    @cached_property
    def applies(self) -> Program | None:
        """Whether the rule applies; None where it always does."""
        if not self.data.applies:
            return None
        return self._condition(self.data.applies, "applies")

    @cached_property
    def unweighed(self) -> tuple[Program, ...]:
        """When each thing that it does not weigh is to be minded."""
        return tuple(
            self._condition(one.when, f"unweighed[{place}].when")
            for place, one in enumerate(self.data.unweighed)
        )

    def _condition(self, text: str, where: str) -> Program:
        """A truth of criteria, facts, and figures."""
        named = {name: Named(name, node) for name, node in self.criteria.items()}
        return Program(self._parse(text, where, lambda n: named.get(n) or self.leaf(n), named))

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """All facts that the rule reads, by name."""
        return self.necessary.facts | (self.applies.facts if self.applies else {})

    def _parse(
        self,
        text: str,
        where: str,
        scope: Scope,
        named: Iterable[str] | None = None,
        names: str = "fact, figure or criterion",
    ) -> Node:
        known = list(named or [*self.data.criterion, *self.data.figure, *self.vocabulary])
        try:
            return parse(text, scope, lambda: known, names)
        except ExpressionError as error:
            if error.file:  # the fault lies in a criterion that this one names
                raise
            raise self.refuse(where, error.problem, ExpressionError) from None

    def refuse(self, where: str, problem: str, kind: type[DataError] = DataError) -> DataError:
        """An error at a field of this rule."""
        found = at(self.file, f"rule.{self.id.partition('.')[2]}.{where}", problem)
        return kind(found.problem, file=found.file, field=found.field, line=found.line)

    @property
    def title(self) -> str:
        """Its name in the guideline."""
        return self.data.title

    @property
    def for_every(self) -> bool:
        """Whether it is asked of every request, whatever the treatment."""
        return self.data.treatments == (EVERY,)

    @property
    def cite(self) -> str:
        """Guideline and pages, for a sentence."""
        pages = self.data.pages
        where = f", {page_word(pages)}" if pages else ""
        return f"{self.guideline.short}{where}"

    def fill(self, sentence: str, facts: Mapping[str, Value]) -> str:
        """Put facts and figures into a sentence of the rule."""

        def word(match: re.Match[str]) -> str:
            name = match[1]
            if name in self.data.figure:
                figure = self.data.figure[name]
                if not figure.by:
                    return figure.rows[0].show(figure.unit)
                by = self.vocabulary[figure.by]
                low, high = facts[figure.by]
                shown = dict.fromkeys(
                    figure.at(by.choices[c]).show(figure.unit)
                    for c in range(int(low), int(high) + 1)
                )
                if len(shown) < 3:
                    return " or ".join(shown)
                return f"the number for the {by.label[:1].lower()}{by.label[1:]}"
            return self.vocabulary[name].show(facts[name])

        return re.sub(r"\{(\w+)\}", word, sentence)


def _joined_by_and(node: Node) -> tuple[Node, ...]:
    return node.parts if isinstance(node, Logic) and node.op == "and" else (node,)


def page_word(pages: str) -> str:
    """Write pages for a sentence: "page 99", "pages 98-99"; a section stays as it is."""
    one = r"\d+([-\u2013]\d+)?"
    numbers = re.match(rf"{one}(, ?{one})*(?=$|, \D| \()", pages)
    if not numbers:
        return pages
    return f"{'page' if numbers[0].isdigit() else 'pages'} {pages}"
