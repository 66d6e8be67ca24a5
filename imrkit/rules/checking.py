"""Whether a rule hangs together: its figures, its criteria and the sentences that name them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain

from imrkit.errors import UnknownName
from imrkit.facts.fact import LARGEST
from imrkit.logic.nodes import Named, walk
from imrkit.rules.rule import Rule
from imrkit.rules.schema import EVERY, Figure
from imrkit.rules.terms import Terms


def check_rule(rule: Rule, terms: Terms) -> None:
    """Compile a rule and check all that it names.

    Args:
        rule: the rule.
        terms: the treatments there are.

    Raises:
        DataError: naming file, rule and place, for the first thing that is not right.
    """
    if EVERY in rule.data.treatments and not (rule.for_every and rule.data.cap):
        problem = f'"{EVERY}" stands alone, and in a rule with cap = true'
        raise rule.refuse("treatments", problem)
    for treatment in () if rule.for_every else rule.data.treatments:
        if treatment not in terms.treatment:
            unknown = UnknownName("treatment", treatment, terms.treatment)
            raise rule.refuse("treatments", str(unknown))
    for name, figure in rule.data.figure.items():
        _check_figure(rule, f"figure.{name}", figure)
        if name in rule.vocabulary or name in rule.data.criterion:
            raise rule.refuse(f"figure.{name}", "a fact or criterion has the same name")
    asked = _asked(rule)
    for name, criterion in rule.data.criterion.items():
        where = f"criterion.{name}"
        if name in rule.vocabulary:
            raise rule.refuse(where, "a fact has the same name")
        if name not in asked:
            raise rule.refuse(where, "the rule never asks it: join it in `necessary`")
        for field in ("says", "fails", "open"):
            _check_sentence(rule, f"{where}.{field}", getattr(criterion, field))
        _check_lasts(rule, where, criterion.lasts)
    for place, (one, _) in enumerate(zip(rule.data.unweighed, rule.unweighed, strict=True)):
        _check_sentence(rule, f"unweighed[{place}].says", one.says)
    _check_text(rule)


def _check_text(rule: Rule) -> None:
    """Whether the text and what reviewers add are kept apart, and the text is told."""
    of_text = {
        node.name
        for program in (rule.by_text, rule.applies)
        for node in walk(program.root if program else rule.by_text.root)
        if isinstance(node, Named)
    }
    for name, criterion in rule.data.criterion.items():
        if criterion.basis == "reviewer judgement" and name in of_text:
            problem = "reviewers ask it, and not the text: join it in `reviewers`"
            raise rule.refuse(f"criterion.{name}", problem)
    for place, sentence in enumerate(rule.data.sentences):
        where = f"sentences[{place}]"
        if bool(sentence.criteria) == bool(sentence.not_encoded):
            problem = "name the criteria that encode it, or say in not_encoded why none does"
            raise rule.refuse(where, problem)
        for name in sentence.criteria:
            if name not in rule.data.criterion:
                unknown = UnknownName("criterion of the rule", name, rule.data.criterion)
                raise rule.refuse(f"{where}.criteria", str(unknown))


def _check_figure(rule: Rule, where: str, figure: Figure) -> None:
    if (figure.value is None) == (not figure.row):
        raise rule.refuse(where, "give either value, or by and rows")
    if bool(figure.by) != bool(figure.row):
        raise rule.refuse(where, "rows and by go together")
    for nth, row in enumerate(figure.rows):
        for field in ("value", "over_weeks"):
            given = getattr(row, field)
            at = f"{where}.row[{nth}].{field}" if figure.row else f"{where}.{field}"
            if isinstance(given, tuple) and given[0] > given[1]:
                raise rule.refuse(at, f"{given[0]} to {given[1]} runs backwards")
            ends = given if isinstance(given, tuple) else (given or 0,)
            if max(map(abs, ends)) > LARGEST:
                raise rule.refuse(at, f"figures lie from -{LARGEST:,} to {LARGEST:,}")
    if not figure.by:
        return
    by = rule.vocabulary.get(figure.by)
    if by is None or by.type != "choice":
        raise rule.refuse(f"{where}.by", f"{figure.by!r} is not a choice fact")
    served: set[str] = set()
    for nth, row in enumerate(figure.row):
        if row.when and row.when not in by.choices:
            unknown = UnknownName(f"choice of {by.name}", row.when, by.choices)
            raise rule.refuse(f"{where}.row[{nth}].when", str(unknown))
        if row.when in served:
            raise rule.refuse(f"{where}.row[{nth}]", f"a second row for {row.when or 'the others'}")
        served.add(row.when)
    if "" not in served and (missing := [c for c in by.choices if c not in served]):
        raise rule.refuse(where, f"no row for {', '.join(missing)}, and none for the others")


def _check_lasts(rule: Rule, where: str, lasts: Mapping[str, int]) -> None:
    for name, weeks in lasts.items():
        fact = rule.vocabulary.get(name)
        if fact is None or fact.type != "truth":
            raise rule.refuse(f"{where}.lasts", f"{name!r} is no truth of the vocabulary")
        if weeks < 1:
            raise rule.refuse(f"{where}.lasts", f"a week at least; found {weeks}")


def _asked(rule: Rule) -> set[str]:
    """The criteria that the rule asks, directly or through another."""
    roots = [program.root for program in (rule.necessary, rule.applies) if program]
    nodes = chain.from_iterable(walk(root) for root in roots)
    return {node.name for node in nodes if isinstance(node, Named)}


def _check_sentence(rule: Rule, where: str, sentence: str) -> None:
    for word in re.findall(r"\{([^{}]*)\}", sentence):
        if word not in rule.data.figure and word not in rule.vocabulary:
            raise rule.refuse(where, f"no fact or figure is named {{{word}}}")
    if re.search(r"[{}]", re.sub(r"\{\w*\}", "", sentence)):
        raise rule.refuse(where, "a bracket is not closed: write {name}")
