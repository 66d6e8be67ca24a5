"""Random worlds: a few rules for one treatment, and one case, small enough to look at whole."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from imrkit.cases.case import Case, Known
from imrkit.cases.schema import CaseFile, Item, Published, Refusal
from imrkit.determination.deciding import decide
from imrkit.determination.determination import Determination
from imrkit.facts.fact import KINDS, Vocabulary
from imrkit.facts.spans import Days, Value
from imrkit.files.table import replace
from imrkit.rules.rule import Rule
from imrkit.rules.rulebook import Rulebook
from imrkit.rules.schema import Criterion, Figure, Guideline, Layer, Row, RuleData
from imrkit.rules.terms import Terms, Treatment
from tests.support.strategies import (
    Figures,
    date,
    figures,
    known_pair,
    pick,
    truth_text,
    vocabulary,
)

IN_2009 = Days(*(dt.date(2009, 3, 1).toordinal(),) * 2)
IN_2010 = Days(*(dt.date(2010, 3, 1).toordinal(),) * 2)
DECIDED = replace(date("decision_date"), given_in="decided")
IN_EITHER = Days(IN_2009.first, IN_2010.last)


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
            by=DECIDED.name,
        )
        text = RuleData(
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
    facts: dict[str, Value]
    decided: Days

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
        return {**self.vocabulary, "decision_date": DECIDED}

    def determine(self) -> Determination:
        pairs = {**self.facts, "decision_date": self.decided}
        known = {
            name: Known(fact, pairs[name], "" if pairs[name].settled else "not documented")
            for name, fact in self.every_fact.items()
        }
        return decide(self.case, self.case.items[0], known)


def ruling(
    draw: DrawFn, vocabulary: Vocabulary, named: Figures, guideline: str, **more: object
) -> Ruling:
    """Draw a rule: one to three tests, joined by and, or, not."""
    names = list("xyz"[: pick(draw, (2, 1, 3))])
    figure_names = list(named.values)

    def test() -> str:
        return truth_text(draw, vocabulary, figure_names, depth=1, leaves=2)

    def joined(depth: int) -> str:
        form = pick(draw, ("and", "name", "or", "and", "not")) if depth else "name"
        if form == "name":
            return pick(draw, names)
        if form == "not":
            return f"not {joined(depth - 1)}"
        return f"({f' {form} '.join(joined(depth - 1) for _ in range(2))})"

    criteria = {name: test() for name in names}
    applies = test() if more.pop("conditional", pick(draw, (False, True))) else ""
    return Ruling(guideline, criteria, joined(2), applies, **more)  # type: ignore[arg-type]


@st.composite
def worlds(draw: DrawFn, kinds: tuple[str, ...] = tuple(KINDS), rivals: bool = False) -> World:
    """Draw a general rule in one or two editions, and perhaps a special one, one beyond and a cap.

    Args:
        draw: draws from strategies.
        kinds: kinds of facts.
        rivals: add a rule that gives way to none, so that two may govern at once.
    """
    facts = vocabulary(draw, 2, kinds, extra=2)
    named = figures(draw, facts)
    found = []

    def add(guideline: str, **more: object) -> None:
        found.append(ruling(draw, facts, named, guideline, **more))

    if pick(draw, (True, True, True, False)):
        new_year = pick(draw, (None, dt.date(2010, 1, 1)))
        add("general", until=new_year - dt.timedelta(days=1) if new_year else None)
        if new_year:
            add("general", since=new_year)
    if pick(draw, (False, True)):
        add("special", conditional=True, displaces=("general.rule",))
    if rivals:
        add("rival")
    if pick(draw, (False, False, True)):
        add("beyond", layer="beyond")
    if pick(draw, (False, True)):
        add("cap", layer="statute", cap=True)
    known = {name: known_pair(draw, fact) for name, fact in facts.items()}
    return World(facts, named, tuple(found), known, pick(draw, (IN_2009, IN_2010, IN_EITHER)))
