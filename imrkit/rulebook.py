"""All guideline editions together: read from imrkit/mtus/, checked, and found by treatment.

An edition that `continues` another carries its rules over and states only what changed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from imrkit.errors import DataError, UnknownName
from imrkit.expressions import Named, Node, walk
from imrkit.facts import Fact, Vocabulary
from imrkit.files import at, convert, read_toml
from imrkit.places import mtus_dir
from imrkit.rules import Guideline, GuidelineFile, Rule
from imrkit.terms import Terms, load_terms


@dataclass(frozen=True)
class Rulebook:
    """All guideline editions, the facts they read, and the terms they use."""

    vocabulary: Vocabulary
    terms: Terms
    rules: Mapping[str, Rule]
    guidelines: Mapping[str, Guideline]

    def rule(self, id: str) -> Rule:
        """Return a rule by its id.

        Raises:
            UnknownName: if there is none.
        """
        if id not in self.rules:
            raise UnknownName("rule", id, self.rules)
        return self.rules[id]

    @cached_property
    def by_treatment(self) -> dict[str, tuple[Rule, ...]]:
        """The rules that address a treatment, in all editions."""
        found: dict[str, list[Rule]] = {}
        for rule in self.rules.values():
            for treatment in rule.text.treatments:
                found.setdefault(treatment, []).append(rule)
        return {treatment: tuple(rules) for treatment, rules in found.items()}


@dataclass(frozen=True, slots=True)
class _FactText:
    label: str
    type: Literal["number", "truth", "choice", "date"]
    kind: Literal["evidence", "request", "given", "reading"]
    question: str
    unit: str = ""
    bounds: tuple[int, int] | None = None
    choices: tuple[str, ...] = ()
    found_in: str = ""
    unstated: int | bool | str | None = None
    unstated_because: str = ""


@dataclass(frozen=True, slots=True)
class _FactsFile:
    schema: int
    fact: dict[str, _FactText]


Wrong = list[DataError] | None
"""Where a reader notes what is wrong and reads on; None to raise at the first."""


@contextmanager
def noting(wrong: Wrong) -> Iterator[None]:
    """Note what is wrong in a piece of data, so that the rest can still be read."""
    try:
        yield
    except DataError as error:
        if wrong is None:
            raise
        wrong.append(error)


def load_vocabulary(path: Path, wrong: Wrong = None) -> dict[str, Fact]:
    """Read the vocabulary of facts.

    Args:
        path: the file.
        wrong: notes the entries that are wrong, where given; they are left out.

    Raises:
        DataError: if an entry lacks what its type needs.
    """
    file = convert(read_toml(path), _FactsFile, path)
    facts: dict[str, Fact] = {}
    for name, text in file.fact.items():
        with noting(wrong):
            facts[name] = _fact(name, text, path)
    return facts


def _fact(name: str, text: _FactText, path: Path) -> Fact:
    fact = Fact(name, **{s: getattr(text, s) for s in text.__slots__})
    if fact.type == "number" and fact.bounds is None:
        raise at(path, f"fact.{name}", "a number needs bounds, such as bounds = [0, 999]")
    if fact.type == "choice" and len(fact.choices) < 2:
        raise at(path, f"fact.{name}", "a choice needs at least two choices")
    if fact.unstated is not None:
        try:
            fact.encode(fact.unstated)
        except DataError as error:
            raise at(path, f"fact.{name}.unstated", error.problem) from None
        if not fact.unstated_because:
            raise at(path, f"fact.{name}.unstated", "say why in unstated_because")
    return fact


def load_rulebook(folder: Path, wrong: Wrong = None) -> Rulebook:
    """Read, check and compile every guideline edition of a folder.

    Args:
        folder: holds facts.toml, terms.toml and one TOML file for each guideline edition.
        wrong: notes what is wrong, where given; the file or rule at fault is left out.

    Raises:
        DataError: naming file, rule and place, for anything that is not right.
    """
    vocabulary = load_vocabulary(folder / "facts.toml", wrong)
    terms = load_terms(folder / "terms.toml", vocabulary)
    raw: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in ("facts", "terms"):
            with noting(wrong):
                raw[path.stem] = read_toml(path)
    rules: dict[str, Rule] = {}
    guidelines: dict[str, Guideline] = {}
    for stem in raw:
        path = folder / f"{stem}.toml"
        with noting(wrong):
            file = convert(_with_continued(stem, raw, path), GuidelineFile, path)
            _no_overlap(guidelines, file.guideline, path)
            guidelines[stem] = file.guideline
            for name, text in file.rule.items():
                rule = Rule(
                    f"{stem}.{name}",
                    f"{file.guideline.name}.{name}",
                    file.guideline,
                    text,
                    folder / f"{_home(stem, name, raw)}.toml",
                    vocabulary,
                )
                with noting(wrong):
                    _check(rule, terms)
                    rules[rule.id] = rule
    names = {rule.name for rule in rules.values()}
    for rule in rules.values():
        for other in rule.text.displaces:
            with noting(wrong):
                if other not in names:
                    raise rule.refuse("displaces", f"no rule is named {other!r}")
    return Rulebook(vocabulary, terms, rules, guidelines)


@cache
def rulebook() -> Rulebook:
    """The rulebook that comes with imrkit."""
    return load_rulebook(mtus_dir())


def _with_continued(
    stem: str, raw: dict[str, dict[str, Any]], path: Path, seen: tuple[str, ...] = ()
) -> dict[str, Any]:
    """A file's tables, laid over those of the edition that it continues."""
    own = raw[stem]
    head = own.get("guideline", {})
    base = head.get("continues", "") if isinstance(head, dict) else ""
    if not base:
        return own
    if base not in raw or stem in seen:
        raise at(
            path,
            "guideline.continues",
            f"there is no other file {base}.toml to continue",
        )
    older = _with_continued(base, raw, path.with_name(f"{base}.toml"), (*seen, stem))
    drops = head.get("drops", ())
    carried = {k: _without_pages(v) for k, v in older.get("rule", {}).items() if k not in drops}
    return {**own, "rule": _laid_over(carried, own.get("rule", {}))}


def _without_pages(table: Any) -> Any:
    """A carried-over table without page numbers: they belong to the edition they were printed in."""
    if isinstance(table, list):
        return [_without_pages(part) for part in table]
    if not isinstance(table, dict):
        return table
    return {
        k: _without_pages(v)
        for k, v in table.items()
        if not (k in ("page", "pages") and re.fullmatch(r"\d+([-–, ]+\d+)*", str(v)))
    }


def _laid_over(under: Any, over: Any) -> Any:
    if isinstance(under, dict) and isinstance(over, dict):
        return under | {k: _laid_over(under[k], v) if k in under else v for k, v in over.items()}
    return over


def _home(stem: str, rule: str, raw: dict[str, dict[str, Any]]) -> str:
    """The file in which a rule is written out: this one, or the one that it carries over from."""
    while rule not in raw[stem].get("rule", {}) and (
        base := raw[stem]["guideline"].get("continues")
    ):
        stem = base
    return stem


def _no_overlap(others: dict[str, Guideline], new: Guideline, path: Path) -> None:
    if new.until and new.until < new.since:
        raise at(path, "guideline.until", f"{new.until} is before since = {new.since}")
    last = new.until.toordinal() if new.until else dt.date.max.toordinal()
    for other_stem, other in others.items():
        if other.name == new.name and other.in_force((new.since.toordinal(), last))[1]:
            raise at(
                path,
                "guideline.since",
                f"in force at the same time as {other_stem}.toml, another edition of {new.name}",
            )


def _check(rule: Rule, terms: Terms) -> None:
    text = rule.text
    for treatment in text.treatments:
        if treatment not in terms.treatment:
            raise rule.refuse(
                "treatments", str(UnknownName("treatment", treatment, terms.treatment))
            )
    for name, figure in text.figure.items():
        where = f"figure.{name}"
        if name in rule.vocabulary or name in text.criterion:
            raise rule.refuse(where, "a fact or criterion has the same name")
        if (figure.value is None) == (not figure.row):
            raise rule.refuse(where, "give either value, or by and rows")
        if bool(figure.by) != bool(figure.row):
            raise rule.refuse(where, "rows and by go together")
        if figure.by:
            by = rule.vocabulary.get(figure.by)
            if by is None or by.type != "choice":
                raise rule.refuse(f"{where}.by", f"{figure.by!r} is not a choice fact")
            for row in figure.row:
                if row.when and row.when not in by.choices:
                    raise rule.refuse(
                        where,
                        str(UnknownName(f"choice of {by.name}", row.when, by.choices)),
                    )
            unserved = [c for c in by.choices if not any(r.when in ("", c) for r in figure.row)]
            if unserved:
                raise rule.refuse(
                    where, f"no row for {', '.join(unserved)}, and none for the others"
                )
    used = {
        n.name for p in (rule.necessary, rule.applies) if p for n in p.nodes if isinstance(n, Named)
    }
    used |= {
        node.name for c in used & text.criterion.keys() for node in _named_below(rule.criteria[c])
    }
    for name, criterion in text.criterion.items():
        if name in rule.vocabulary:
            raise rule.refuse(f"criterion.{name}", "a fact has the same name")
        if name not in used:
            raise rule.refuse(f"criterion.{name}", "the rule never asks it: join it in `necessary`")
        for sentence in (criterion.says, criterion.fails, criterion.open):
            for word in re.findall(r"\{(\w*)\}", sentence):
                if word not in text.figure and word not in rule.vocabulary:
                    raise rule.refuse(
                        f"criterion.{name}",
                        f"nothing is named {{{word}}} in its sentence",
                    )


def _named_below(node: Node) -> list[Named]:
    return [n for n in walk(node) if isinstance(n, Named)]
