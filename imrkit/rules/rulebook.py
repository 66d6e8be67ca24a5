"""All guideline editions together: read from imrkit/mtus/, checked, and found by treatment.

An edition that `continues` another carries its rules over and states only what changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from imrkit.errors import DataError, ExpressionError, UnknownName
from imrkit.facts.fact import Vocabulary, fact_given_in
from imrkit.facts.spans import Days
from imrkit.facts.vocabulary import Wrong, load_vocabulary, noting
from imrkit.files.folders import mtus_dir
from imrkit.files.parsed import read_parsed
from imrkit.files.reading import at, convert, read_toml
from imrkit.files.table import replace
from imrkit.logic.nodes import Node, Read
from imrkit.logic.parse import parse
from imrkit.logic.program import Program
from imrkit.rules.checking import check_rule
from imrkit.rules.continuing import continued, home, table, with_continued
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
    unchecked: set[str] = field(default_factory=set)
    """The rules, by id, that are still to be checked before they are first asked for."""

    def rule(self, id: str) -> Rule:
        """Return a rule by its id.

        Raises:
            UnknownName: if there is none.
        """
        if id not in self.rules:
            raise UnknownName("rule", id, self.rules)
        return self._checked(self.rules[id])

    def addressing(self, treatment: str) -> tuple[Rule, ...]:
        """The rules that address a treatment, checked, as in `by_treatment`.

        Raises:
            DataError: if something is not right in one of them.
        """
        return tuple(map(self._checked, self.by_treatment.get(treatment, ())))

    def _checked(self, rule: Rule) -> Rule:
        if rule.id in self.unchecked:
            check_rule(rule, self.terms)
            self.unchecked.discard(rule.id)
        return rule

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


def load_rulebook(folder: Path, wrong: Wrong = None, *, ours: bool = False) -> Rulebook:
    """Read, check and compile every guideline edition of a folder.

    Args:
        folder: holds facts.toml, terms.toml and one TOML file for each guideline edition.
        wrong: notes what is wrong, where given; the file or rule at fault is left out.
        ours: it comes with imrkit, which was checked: the files may have been kept parsed, and
            each rule is checked and compiled when it is first asked for.

    Raises:
        DataError: naming file, rule and place, for anything that is not right.
    """
    read = read_parsed if ours else read_toml
    vocabulary = load_vocabulary(folder / "facts.toml", wrong, read)
    terms = load_terms(folder / "terms.toml", vocabulary, read)
    raw: dict[str, dict[str, Any]] = {}
    unreadable: set[str] = set()
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in ("facts", "terms"):
            unreadable.add(path.stem)
            with noting(wrong):
                raw[path.stem] = read(path)
                unreadable.remove(path.stem)
    rules: dict[str, Rule] = {}
    guidelines: dict[str, Guideline] = {}
    for stem in raw:
        if continued(stem, raw) in unreadable:
            unreadable.add(stem)
            continue
        path = folder / f"{stem}.toml"
        before = len(wrong or ())
        with noting(wrong):
            file = convert(with_continued(stem, raw, folder), GuidelineFile, path)
            head = _dated(file.guideline, vocabulary, path)
            _no_overlap(guidelines, head, path)
            guidelines[stem] = head
            for name, text in file.rule.items():
                rule = Rule(
                    f"{stem}.{name}",
                    f"{head.name}.{name}",
                    head,
                    text,
                    folder / f"{home(stem, name, raw)}.toml",
                    vocabulary,
                )
                with noting(wrong):
                    if not ours:
                        check_rule(rule, terms)
                    rules[rule.id] = rule
        if wrong is not None:
            _leave_out_echoes(wrong, before, folder / f"{continued(stem, raw)}.toml")
    names = _named(raw)
    for rule in rules.values():
        for other in rule.data.displaces:
            with noting(wrong):
                if other not in names and not unreadable:
                    raise rule.refuse("displaces", str(UnknownName("rule", other, names)))
    return Rulebook(vocabulary, terms, rules, guidelines, folder, set(rules) if ours else set())


@cache
def rulebook() -> Rulebook:
    """The rulebook that comes with imrkit."""
    return load_rulebook(mtus_dir(), ours=True)


def _dated(head: Guideline, vocabulary: Vocabulary, path: Path) -> Guideline:
    """An edition with the name of the date that decides whether it was in force."""
    decided = fact_given_in(vocabulary, "decided")
    if not head.by and decided:
        return replace(head, by=decided.name)
    if head.by not in vocabulary or vocabulary[head.by].type != "date":
        raise at(path, "guideline.by", f"{head.by!r} is no date of the vocabulary")
    return head


def _leave_out_echoes(wrong: list[DataError], before: int, older: Path) -> None:
    """Drop what is wrong in an edition only because it is wrong in the one that it carries over."""
    told = {(error.field, error.problem) for error in wrong[:before] if error.file == older}
    wrong[before:] = [e for e in wrong[before:] if (e.field, e.problem) not in told]


def _named(raw: dict[str, dict[str, Any]]) -> set[str]:
    """The names of all rules, of those too that are left out because they are wrong."""
    return {
        f"{table(raw[stem], 'guideline').get('name')}.{rule}"
        for stem in raw
        for rule in table(raw[stem], "rule")
    }


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
