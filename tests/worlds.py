"""Random worlds: a few rules for one treatment, and one case, small enough to look at whole."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from imrkit.cases import Case, CaseFile, Item, Known, Published, Refusal
from imrkit.determination import Determination, decide
from imrkit.facts import KINDS, Pair, Vocabulary
from imrkit.rulebook import Rulebook
from imrkit.rules import Criterion, Figure, Guideline, Layer, Row, Rule, RuleText
from imrkit.terms import Terms, Treatment
from tests.strategies import Figures, date, figures, knowledge, truths, vocabularies

IN_2009 = (dt.date(2009, 3, 1).toordinal(),) * 2
IN_2010 = (dt.date(2010, 3, 1).toordinal(),) * 2
IN_EITHER = (IN_2009[0], IN_2010[1])


@dataclass(frozen=True)
class Ruling:
    """A rule as a random world states it: named tests, joined by name."""

    guideline: str
    criteria: dict[str, str]
    necessary: str
    applies: str = ""
    layer: Layer = "mtus"
    displaces: tuple[str, ...] = ()
    cap: bool = False
    since: dt.date = dt.date(2000, 1, 1)
    until: dt.date | None = None

    @property
    def name(self) -> str:
        return f"{self.guideline}.rule"

    @property
    def id(self) -> str:
        return f"{self.guideline}_{self.since.year}.rule"

    def build(self, vocabulary: Vocabulary, named: Figures) -> Rule:
        tests = self.criteria | ({"when": self.applies} if self.applies else {})
        guideline = Guideline(
            self.guideline,
            str(self.since.year),
            self.guideline.title(),
            "no law",
            self.since,
            self.layer,
            "primary",
            "invented",
            self.until,
        )
        text = RuleText(
            "A rule",
            ("therapy",),
            self.necessary,
            {
                name: Criterion(f"{name} holds.", test, "guideline", "primary")
                for name, test in tests.items()
            },
            {name: _figure(value) for name, value in named.values.items()},
            "when" if self.applies else "",
            self.displaces,
            self.cap,
        )
        return Rule(self.id, self.name, guideline, text, Path("invented.toml"), vocabulary)


def _figure(value: int | tuple[object, tuple[int, ...]]) -> Figure:
    if isinstance(value, int):
        return Figure("A limit", "guideline", "primary", "visits", value)
    rows = tuple(Row(number, choice) for number, choice in zip(value[1], "abc", strict=False))
    return Figure("A table", "guideline", "primary", "visits", by="c1", row=rows)


@dataclass(frozen=True, eq=False)
class World:
    """Rules, and what one case documents."""

    vocabulary: Vocabulary
    figures: Figures
    rulings: tuple[Ruling, ...]
    facts: dict[str, Pair]
    decided: Pair

    @cached_property
    def case(self) -> Case:
        rules = [ruling.build(self.every_fact, self.figures) for ruling in self.rulings]
        terms = Terms({"therapy": Treatment("physical medicine")}, {}, {})
        book = Rulebook(
            self.every_fact,
            terms,
            {rule.id: rule for rule in rules},
            {rule.id.partition(".")[0]: rule.guideline for rule in rules},
        )
        item = Item("1", "Therapy", "therapy", Refusal("denied"), Published("upheld"))
        text = CaseFile(1, "A case", "invented", "2009/2010", (item,))
        return Case("invented", text, self.decided, Path("invented.toml"), book)

    @cached_property
    def every_fact(self) -> Vocabulary:
        return {**self.vocabulary, "decision_date": date("decision_date")}

    def determine(self) -> Determination:
        pairs = {**self.facts, "decision_date": self.decided}
        known = {
            name: Known(
                fact, pairs[name], "" if pairs[name][0] == pairs[name][1] else "not documented"
            )
            for name, fact in self.every_fact.items()
        }
        return decide(self.case, self.case.items[0], known)


@st.composite
def rulings(
    draw: DrawFn, vocabulary: Vocabulary, named: Figures, guideline: str, **more: object
) -> Ruling:
    """Draw a rule: one to three tests, joined by and, or, not."""
    text = truths(vocabulary, list(named.values), leaves=2)
    names = list("xyz"[: draw(st.integers(1, 3))])
    criteria = {name: draw(text) for name in names}
    joined = draw(
        st.recursive(
            st.sampled_from(names),
            lambda part: st.one_of(
                st.lists(part, min_size=2, max_size=3).map(lambda p: f"({' and '.join(p)})"),
                st.lists(part, min_size=2, max_size=2).map(lambda p: f"({' or '.join(p)})"),
                part.map(lambda p: f"not {p}"),
            ),
            max_leaves=4,
        )
    )
    applies = draw(text) if more.pop("conditional", draw(st.booleans())) else ""
    return Ruling(guideline, criteria, joined, applies, **more)  # type: ignore[arg-type]


@st.composite
def worlds(draw: DrawFn, kinds: tuple[str, ...] = tuple(KINDS), rivals: bool = False) -> World:
    """Draw a general rule in one or two editions, and perhaps a special one, one beyond and a cap.

    Args:
        kinds: kinds of facts.
        rivals: add a rule that gives way to none, so that two may govern at once.
    """
    vocabulary = draw(vocabularies(2, kinds, extra=2))
    named = draw(figures(vocabulary))
    some = st.booleans()
    found = []
    if draw(st.integers(0, 5)):
        new_year = dt.date(2010, 1, 1) if draw(some) else None
        until = new_year - dt.timedelta(days=1) if new_year else None
        found.append(draw(rulings(vocabulary, named, "general", until=until)))
        if new_year:
            found.append(draw(rulings(vocabulary, named, "general", since=new_year)))
    if draw(some):
        found.append(
            draw(
                rulings(vocabulary, named, "special", conditional=True, displaces=("general.rule",))
            )
        )
    if rivals:
        found.append(draw(rulings(vocabulary, named, "rival")))
    if draw(st.integers(0, 2)) == 0:
        found.append(draw(rulings(vocabulary, named, "beyond", layer="beyond")))
    if draw(some):
        found.append(draw(rulings(vocabulary, named, "cap", layer="statute", cap=True)))
    facts = {name: draw(knowledge(fact)) for name, fact in vocabulary.items()}
    decided = draw(st.sampled_from([IN_2009, IN_2010, IN_EITHER]))
    return World(vocabulary, named, tuple(found), facts, decided)
