"""All guideline editions together: read from imrkit/mtus/, checked, and found by treatment.

An edition that `continues` another carries its rules over and states only what changed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from imrkit.errors import DataError, ExpressionError, UnknownName
from imrkit.facts.fact import Vocabulary
from imrkit.facts.spans import Days
from imrkit.facts.vocabulary import Wrong, load_vocabulary, noting
from imrkit.files.folders import mtus_dir
from imrkit.files.reading import at, convert, read_toml
from imrkit.logic.nodes import Node, Read
from imrkit.logic.parse import parse
from imrkit.logic.program import Program
from imrkit.rules.checking import check_rule
from imrkit.rules.edition import Edition
from imrkit.rules.rule import Rule
from imrkit.rules.schema import EVERY, Guideline, GuidelineFile
from imrkit.rules.terms import Terms, load_terms


@dataclass(frozen=True)
class Rulebook:
    """All guideline editions, the facts they read, and the terms they use."""

    vocabulary: Vocabulary
    terms: Terms
    rules: Mapping[str, Rule]
    guidelines: Mapping[str, Guideline]
    folder: Path = field(default_factory=mtus_dir)

    def rule(self, id: str) -> Rule:
        """Return a rule by its id.

        Raises:
            UnknownName: if there is none.
        """
        if id not in self.rules:
            raise UnknownName("rule", id, self.rules)
        return self.rules[id]

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """All editions, each with what it is about and what imrkit holds of it.

        Raises:
            DataError: if the scope of one is no expression that holds or not.
        """
        addressed: dict[str, set[str]] = {id: set() for id in self.guidelines}
        for rule in self.rules.values():
            addressed[rule.id.partition(".")[0]].update(rule.data.treatments)
        return tuple(
            Edition(id, head, self._scope(id, head), frozenset(addressed[id]))
            for id, head in self.guidelines.items()
        )

    def _scope(self, id: str, head: Guideline) -> Program | None:
        if not head.scope:
            return None

        def leaf(name: str) -> Node | None:
            return Read(self.vocabulary[name]) if name in self.vocabulary else None

        try:
            return Program(parse(head.scope, leaf, lambda: list(self.vocabulary), "fact"))
        except ExpressionError as error:
            raise at(self.folder / f"{id}.toml", "guideline.scope", error.problem) from None

    def unheld(self, treatment: str) -> tuple[Edition, ...]:
        """The editions of the MTUS that may speak of a treatment, and are not held."""
        return tuple(edition for edition in self.editions if edition.withholds(treatment))

    @cached_property
    def by_treatment(self) -> dict[str, tuple[Rule, ...]]:
        """The rules that address a treatment, in all editions; those of every treatment last."""
        found: dict[str, list[Rule]] = {}
        for rule in self.rules.values():
            for treatment in rule.data.treatments:
                found.setdefault(treatment, []).append(rule)
        every = found.pop(EVERY, [])
        return {treatment: (*rules, *every) for treatment, rules in found.items()}


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
    unreadable: set[str] = set()
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in ("facts", "terms"):
            unreadable.add(path.stem)
            with noting(wrong):
                raw[path.stem] = read_toml(path)
                unreadable.remove(path.stem)
    rules: dict[str, Rule] = {}
    guidelines: dict[str, Guideline] = {}
    for stem in raw:
        if _continued(stem, raw) in unreadable:
            unreadable.add(stem)
            continue
        path = folder / f"{stem}.toml"
        before = len(wrong or ())
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
                    check_rule(rule, terms)
                    rules[rule.id] = rule
        if wrong is not None:
            _leave_out_echoes(wrong, before, folder / f"{_continued(stem, raw)}.toml")
    names = _named(raw)
    for rule in rules.values():
        for other in rule.data.displaces:
            with noting(wrong):
                if other not in names and not unreadable:
                    raise rule.refuse("displaces", str(UnknownName("rule", other, names)))
    return Rulebook(vocabulary, terms, rules, guidelines, folder)


@cache
def rulebook() -> Rulebook:
    """The rulebook that comes with imrkit."""
    return load_rulebook(mtus_dir())


def _with_continued(
    stem: str, raw: dict[str, dict[str, Any]], path: Path, seen: tuple[str, ...] = ()
) -> dict[str, Any]:
    """A file's tables, laid over those of the edition that it continues."""
    own = raw[stem]
    head = _table(own, "guideline")
    base = head.get("continues")
    if not base or not isinstance(base, str):
        return own
    if base not in raw or stem in seen:
        problem = f"there is no other file {base}.toml to continue"
        raise at(path, "guideline.continues", problem)
    older = _with_continued(base, raw, path.with_name(f"{base}.toml"), (*seen, stem))
    drops, rules = head.get("drops", ()), _table(older, "rule")
    carried = {k: _without_pages(v) for k, v in rules.items() if k not in drops}
    return {**own, "rule": _laid_over(carried, own.get("rule", {}))}


def _continued(stem: str, raw: dict[str, dict[str, Any]]) -> str:
    """The edition that a file continues, as far as it says so."""
    return str(_table(raw[stem], "guideline").get("continues"))


def _leave_out_echoes(wrong: list[DataError], before: int, older: Path) -> None:
    """Drop what is wrong in an edition only because it is wrong in the one that it carries over."""
    told = {(error.field, error.problem) for error in wrong[:before] if error.file == older}
    wrong[before:] = [e for e in wrong[before:] if (e.field, e.problem) not in told]


def _named(raw: dict[str, dict[str, Any]]) -> set[str]:
    """The names of all rules, of those too that are left out because they are wrong."""
    return {
        f"{_table(raw[stem], 'guideline').get('name')}.{rule}"
        for stem in raw
        for rule in _table(raw[stem], "rule")
    }


def _table(raw: dict[str, Any], name: str) -> dict[str, Any]:
    """A table of a file whose shape is not checked yet."""
    found = raw.get(name)
    return found if isinstance(found, dict) else {}


def _without_pages(table: Any) -> Any:
    """A carried-over table without page numbers: they belong to the edition that printed them."""
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
    while rule not in _table(raw[stem], "rule") and (
        base := _table(raw[stem], "guideline").get("continues")
    ):
        stem = base
    return stem


def _no_overlap(others: dict[str, Guideline], new: Guideline, path: Path) -> None:
    if new.until and new.until < new.since:
        raise at(path, "guideline.until", f"{new.until} is before since = {new.since}")
    last = new.until.toordinal() if new.until else dt.date.max.toordinal()
    for other_stem, other in others.items():
        if other.name == new.name and other.in_force(Days(new.since.toordinal(), last))[1]:
            raise at(
                path,
                "guideline.since",
                f"in force at the same time as {other_stem}.toml, another edition of {new.name}",
            )
