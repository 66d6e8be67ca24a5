"""The questions of the process, each answered by the rule in force, with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from imrkit.cases.case import Known
from imrkit.determination.tree import Step, Verdict, grow
from imrkit.facts.spans import Facts
from imrkit.rules.governing import candidates, necessary
from imrkit.rules.rule import Rule
from imrkit.rules.rulebook import Rulebook


@dataclass(frozen=True, eq=False, repr=False)
class Answer:
    """The answer to one question.

    Attributes:
        question: the question, in a few words.
        rule: the rule that answers it; None where none was in force.
        others: other versions that may have been in force.
        tree: its reasons; None where there is no rule.
        verdict: whether what the rule says is so; "open" where no rule was surely in force.
    """

    question: str
    rule: Rule | None
    others: tuple[Rule, ...]
    tree: Step | None
    verdict: Verdict

    def __repr__(self) -> str:
        return f"<Answer on {self.question}: {self.verdict if self.rule else 'no rule'}>"

    @property
    def grounds(self) -> tuple[Step, ...]:
        """What the rule asks, each on its own; those that are not met first."""
        if self.tree is None:
            return ()
        apart = self.tree.joined_by in ("and", "or") and not self.tree.name
        parts = self.tree.parts if apart else (self.tree,)
        order: dict[Verdict, int] = {"not met": 0, "open": 1, "met": 2}
        return tuple(sorted(parts, key=lambda step: order[step.verdict]))

    @property
    def enough(self) -> bool:
        """Whether one of its grounds is enough."""
        return self.tree is not None and self.tree.joined_by == "or" and not self.tree.name


def answers(book: Rulebook, known: Mapping[str, Known]) -> tuple[Answer, ...]:
    """Answer every question.

    Args:
        book: the rules of the process.
        known: what is known of its facts.
    """
    return tuple(answer(book, question, known) for question in book.terms.treatment)


def answer(book: Rulebook, question: str, known: Mapping[str, Known]) -> Answer:
    """Answer one question by the rule in force.

    Args:
        book: the rules of the process.
        question: the question, by a name of mtus/process/rules/terms.toml.
        known: what is known of the facts of the process.

    Raises:
        UnknownName: if there is no such question.
    """
    facts: Facts = {name: one.value for name, one in known.items()}
    told: Facts = {
        name: one.fact.unknown if one.state == "assumed" else one.value
        for name, one in known.items()
    }
    name = book.terms.treatment_named(question)
    found = candidates(book.by_treatment.get(name, ()), facts)
    governing = next((one for one in found if one.governs), None)
    if governing is None:
        return Answer(name, None, (), None, "open")
    rule, truth = governing.rule, necessary(found, facts)
    others = tuple(one.rule for one in found if one is not governing)
    tree = grow(rule, rule.necessary, known, facts, told)
    verdict: Verdict = "met" if truth.surely else "open" if truth.possibly else "not met"
    return Answer(name, rule, others, tree, verdict)
