"""What somebody answers about a determination: the engine, or the holder of a wrong rule.

The engine's answers are read from the determination; a wrong rule gives some of them itself and
takes the others from the engine.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import get_args

from imrkit.cases.known import Known, State
from imrkit.determination.determination import Determination, Outcome, Verdict
from imrkit.determination.tree import Standing, Step
from imrkit.errors import DataError, UnknownName
from imrkit.exercises.amounts import number, requested
from imrkit.logic.favorable import can_be_shown
from imrkit.logic.nodes import Logic, facts_read
from imrkit.logic.program import Program
from imrkit.process.questions import answer
from imrkit.process.timeline import timeline
from imrkit.rules.schema import Basis
from imrkit.whatif.sense import barred_by
from imrkit.words.changes import decide_together, decides_alone
from imrkit.words.numbers import ends, unbounded
from imrkit.words.steps import criteria_below

GRANTED = "met"
"""In place of a ground: every criterion is met."""
SIDE = "the physician who asks"
STANDINGS: dict[Standing, str] = {
    "met": "met",
    "assumed": "assumed",
    "not met": "goes against",
    "not shown": "not shown",
    "not told": "not shown",
    "reading": "left to judgment",
}
"""How a criterion stands, as learners are asked."""
Ends = tuple[int, int | None]
"""The least and the greatest that a number could be; None where nothing bounds it from above."""


@dataclass(frozen=True)
class Answers:
    """Answers to questions about one disputed item.

    Attributes:
        determination: the determination as its holder has it.
        said: answers of its own, by query.
    """

    determination: Determination
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def outcome(self) -> str:
        """Upheld or overturned; or what it turns on."""
        return self.said.get("outcome", self.determination.outcome)

    @property
    def verdict(self) -> str:
        """Outcome and why: "upheld, not shown"."""
        default = f"{self.determination.outcome}, {self.determination.verdict}"
        return self.said.get("verdict", default)

    @property
    def amount(self) -> str:
        """How much of what is asked for the patient gets: all or none."""
        if "amount" in self.said:
            return self.said["amount"]
        asked = requested(self.determination)
        all_of_it = "all" if asked is None else str(asked.value[1])
        none = "none" if asked is None else "0"
        return all_of_it if self.outcome == "overturned" else none

    @property
    def share(self) -> str:
        """The same in a word: "all", "0" for none, or "part"."""
        asked = requested(self.determination)
        everything = "all" if asked is None else str(asked.value[1])
        return {everything: "all", "none": "0", "0": "0"}.get(self.amount, "part")

    @property
    def edition(self) -> str:
        """The edition that governs, by the name of its file; "none" where none does."""
        rule = self.determination.rule
        return self.said.get("edition", rule.id.partition(".")[0] if rule else "none")

    @cached_property
    def steps(self) -> dict[str, Step]:
        """The first step of each named criterion in the trees."""
        found: dict[str, Step] = {}
        for tree in self.determination.trees:
            for step in tree.walk():
                if step.criterion is not None:
                    found.setdefault(step.name, step)
        return found

    def step(self, name: str) -> Step:
        """The step of a criterion.

        Raises:
            UnknownName: if no rule that decides has it.
        """
        if name not in self.steps:
            raise UnknownName("criterion of the rules that decide", name, self.steps)
        return self.steps[name]

    def grounds_of(self, name: str) -> list[Step]:
        """The grounds that read a criterion."""
        return [g for g in self.determination.grounds if name in {s.name for s in g.walk()}]

    def standing(self, name: str) -> str:
        """How a criterion stands: met, goes against, not shown, assumed, left to judgment."""
        own = self.said.get(f"standing of {name}")
        return own or STANDINGS[self.step(name).standing]

    def alone(self, name: str) -> str:
        """Whether the ground of a criterion by itself lets the denial stand: yes or no."""
        own = self.said.get(f"alone {name}")
        if own:
            return own
        against = [g for g in self.grounds_of(name) if g.verdict != "met" and _counts(g, name)]
        if not against or self.step(name).verdict == "met":
            return "no"
        return "yes" if decide_together(self.determination, against) else "no"

    def basis(self, name: str) -> str:
        """What a criterion rests on: guideline, regulation, reviewer judgement ..."""
        own = self.said.get("basis")
        criterion = self.step(name).criterion
        return own or (criterion.basis if criterion else "")

    def state(self, name: str) -> str:
        """How far a fact is shown."""
        own = self.said.get(f"state of {name}")
        if own:
            return own
        state = self.known(name).state
        return "not documented" if state == "not told" else state

    def known(self, name: str) -> Known:
        """What is known of a fact.

        Raises:
            UnknownName: if there is no such fact.
        """
        known = self.determination.known
        if name not in known:
            raise UnknownName("fact", name, known)
        return known[name]

    @property
    def grounds(self) -> tuple[str, ...]:
        """The criteria for which the denial stands, those that are surely not met first."""
        if "grounds" in self.said:
            return tuple(filter(None, self.said["grounds"].split("; ")))
        below = (s for ground in self.determination.against for s in criteria_below(ground))
        return self._named([step for step in below if step.verdict != "met"])

    def _named(self, steps: list[Step]) -> tuple[str, ...]:
        """Grounds by name: of ways one of which the file bars as yet, the other is the ground."""
        some = [s for s in steps if s.verdict != "open" or not self.barred(s)] or steps
        return tuple(dict.fromkeys(step.name for step in some))

    def barred(self, step: Step) -> bool:
        """Whether a step is not met, or what it leaves open cannot be so by what the file tells."""
        if step.verdict != "open":
            return step.verdict == "not met"
        if not step.parts:
            known = self.determination.known
            return any(barred_by(known, one.fact.name) for one in step.facts)
        meets = all if step.joined_by == "or" else any
        return meets(self.barred(part) for part in step.parts)

    @property
    def main(self) -> tuple[str, ...]:
        """The criteria that are the main ground: those that no record could cure go first."""
        if "ground" in self.said:
            return tuple(self.said["ground"].split("; "))
        against = self.determination.against
        if self.outcome == "overturned" or not against:
            return (GRANTED,)
        firm = [g for g in against if g.verdict == "not met"]
        alone = firm or [g for g in against if decides_alone(self.determination, g)]
        holding = ((ground, s) for ground in alone or against for s in _holding(ground))
        return self._named([s for ground, s in holding if s.verdict == ground.verdict])

    @property
    def open_ground(self) -> str:
        """The first ground that is only not shown; "met" where no ground is open."""
        if "ground" in self.said:
            return self.main[0]
        if any(name not in self.steps for name in self.grounds):
            return "flaw"  # somebody counts what is wrong with the file among the grounds
        return next((n for n in self.grounds if self.standing(n) == "not shown"), GRANTED)

    @property
    def appeal(self) -> str:
        """The ground on which the published determination was set aside; "none" if it was not."""
        challenges = self.determination.item.challenge
        return next((ground for one in challenges for ground in one.grounds), "none")

    @property
    def late_application(self) -> str:
        """What the rules of the process say of an application that came too late."""
        found = self.determination
        late = timeline(found.case, found.item.id, settings={"application_in_time": False})
        told = answer(late.book.rules, "eligibility for review", late.known)
        return {"met": "eligible", "not met": "not eligible"}.get(told.verdict, "open")

    @property
    def records_alone(self) -> str:
        """Whether records by themselves could turn the denial: yes or no."""
        if "records alone" in self.said:
            return self.said["records alone"]
        return "yes" if self._shown_by(self._open_evidence) else "no"

    @property
    def saving_record(self) -> str:
        """The record that by itself would turn the denial: a fact; "none"; "met" if it falls."""
        if self.said.get("records alone") == "part":
            return "part"
        if self.outcome == "overturned":
            return GRANTED
        return next((name for name in self._open_evidence if self._shown_by([name])), "none")

    @cached_property
    def _asked(self) -> Program | None:
        """All that the rules ask; None where none governs."""
        found = self.determination
        rules = [c.rule for c in found.considered if c.decides]
        parts = tuple(rule.necessary.root for rule in rules)
        if found.rule is None:
            return None
        return Program(parts[0] if len(parts) == 1 else Logic("and", parts))

    @cached_property
    def _open_evidence(self) -> list[str]:
        """The open records that the rules read."""
        known = self.determination.known
        read = facts_read(self._asked.root) if self._asked else {}
        return [n for n, k in known.items() if n in read and k.open and k.fact.kind == "evidence"]

    def _shown_by(self, records: list[str]) -> bool:
        """Whether some facts, told as well as they could be, would meet the rules."""
        asked = self._asked
        return asked is not None and can_be_shown(asked, self.determination.facts, records)

    def ends(self, expression: str) -> Ends:
        """The least and the greatest that a number of the file could be.

        Raises:
            ExpressionError: if it is no expression of facts and figures.
        """
        own = self.said.get(f"ends of {expression}")
        if own is not None:
            least, _, most = own.partition(" ")
            return int(least), (None if most == "open" else int(most))
        node = number(expression, self.determination)
        facts = {name: self.determination.facts[name] for name in facts_read(node)}
        low, high = ends(node, facts)
        return low, (None if unbounded(node, facts)[1] else high)

    def can_be(self, query: str, value: str) -> bool:
        """Whether the engine could answer a query so on some file, as far as that can be told."""
        what = query.partition(" of ")[0]
        if what in ("ground", "open ground"):
            return value == GRANTED or value in self.steps
        if what == "saving record":
            return value in (GRANTED, "none") or (
                self._asked is not None and value in facts_read(self._asked.root)
            )
        return what not in _ANSWERS or value in _ANSWERS[what]

    def to(self, query: str) -> str:
        """Answer a query of a `choice`.

        Raises:
            DataError: if it is no query.
        """
        what, _, name = query.partition(" of ")
        if name and what in _NAMED:
            return _NAMED[what](self, name)
        if query in _PLAIN:
            return _PLAIN[query](self)
        known = [*_PLAIN, *(f"{word} of NAME" for word in _NAMED)]
        raise DataError(str(UnknownName("query", query, known)))


def _holding(step: Step) -> tuple[Step, ...]:
    """The criteria that leave a step as it is; of a way that another of its parts shuts, none."""
    if step.criterion is not None:
        return (step,)
    same = (part for part in step.parts if part.verdict == step.verdict)
    return tuple(found for part in same for found in _holding(part))


def _counts(step: Step, name: str) -> bool:
    """Whether a criterion below a step counts: of ways of which one is met, no other does."""
    if step.name == name:
        return True
    if step.joined_by == "or" and step.verdict == "met":
        return False
    return any(_counts(part, name) for part in step.parts)


_PLAIN: dict[str, Callable[[Answers], str]] = {
    "outcome": lambda a: a.outcome,
    "verdict": lambda a: a.verdict,
    "share": lambda a: a.share,
    "edition": lambda a: a.edition,
    "ground": lambda a: a.main[0],
    "open ground": lambda a: a.open_ground,
    "records alone": lambda a: a.records_alone,
    "saving record": lambda a: a.saving_record,
    "appeal": lambda a: a.appeal,
    "who must show it": lambda a: a.said.get("who must show it", SIDE),
    "late application": lambda a: a.late_application,
}
_NAMED: dict[str, Callable[[Answers, str], str]] = {
    "basis": Answers.basis,
    "standing": Answers.standing,
    "state": Answers.state,
    "alone": Answers.alone,
    "value": lambda a, name: str(a.known(name).shown),
}
_ANSWERS: dict[str, Collection[str]] = {
    "outcome": get_args(Outcome),
    "verdict": [f"{outcome}, {why}" for outcome in get_args(Outcome) for why in get_args(Verdict)],
    "share": ("all", "0"),
    "records alone": ("yes", "no"),
    "who must show it": (SIDE,),
    "late application": ("eligible", "not eligible", "open"),
    "basis": get_args(Basis),
    "standing": [*STANDINGS.values()],
    "state": get_args(State),
    "alone": ("yes", "no"),
}
"""What the engine can answer to a query, where that is a list."""
QUERIES = (*_PLAIN, *(f"{word} of NAME" for word in _NAMED))
OF_LAW = ("who must show it", "late application")
"""The queries whose answer no file changes."""
