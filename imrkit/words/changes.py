"""What-if in words: which ground decides alone, and what would change a result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from imrkit.cases.known import Known
from imrkit.determination.deciding import revise
from imrkit.determination.determination import Determination
from imrkit.determination.tree import Step, counted_by
from imrkit.errors import ImrkitError
from imrkit.facts.fact import Kind
from imrkit.logic.exact import exact
from imrkit.logic.nodes import Logic, Node, Not
from imrkit.logic.program import Program
from imrkit.rules.governing import By
from imrkit.whatif.flips import MOST_TOGETHER, Change, Flip, flips
from imrkit.whatif.sense import arises
from imrkit.words.english import listed, lower_first, number_word, upper_first
from imrkit.words.headline import arguable
from imrkit.words.phrases import advise, may_be_done, suppose, together
from imrkit.words.sense import later_only, unweighed
from imrkit.words.steps import deciding, open_facts, sentence

MOST_SHOWN = 5
_RECORD = "the file documented"
WAYS_NOTE = "Only what is so can be documented: these ways say what a record would have to show."


def decides_alone(determination: Determination, ground: Step, by: By = "reviewers") -> bool:
    """Whether a ground by itself upholds the denial, the other grounds taken as met.

    A ground that is met in every way in which the other open grounds can be met decides nothing
    of its own.

    Args:
        determination: the determination.
        ground: one of its grounds.
        by: what the item is judged by; by the text, what only reviewers ask counts for nothing.
    """
    return decide_together(determination, (ground,), by)


def decide_together(
    determination: Determination, grounds: Sequence[Step], by: By = "reviewers"
) -> bool:
    """Whether some grounds, as they stand, uphold the denial, all others taken as met.

    Args:
        determination: the determination.
        grounds: some of its grounds, such as all that read one criterion.
        by: what the item is judged by; by the text, what only reviewers ask counts for nothing.
    """
    if any(ground.verdict == "not met" for ground in grounds):
        return True
    mine = tuple(ground.node for ground in grounds if ground.verdict == "open")
    if not mine:
        return False
    asked = counted_by(determination.grounds, by)
    others = tuple(g.node for g in asked if g.verdict == "open" and g not in grounds)
    left = _without(mine[0] if len(mine) == 1 else Logic("and", mine), others)
    return bool(exact(left, determination.facts).possibly)


@lru_cache(maxsize=512)
def _without(ground: Node, others: tuple[Node, ...]) -> Program:
    """All the others met, and this one not; kept, as compiling it takes longer than the answer."""
    return Program(Logic("and", (*others, Not(ground))))


class Suggestion(NamedTuple):
    """One thing to say about what would change a result.

    Attributes:
        text: the sentence.
        flip: the changes; None for a statement that nothing of a kind would.
        judgment: whether it turns on judgment.
    """

    text: str
    flip: Flip | None = None
    judgment: bool = False


def what_would_change(
    determination: Determination, most: int = MOST_SHOWN, by: By = "reviewers"
) -> tuple[Suggestion, ...]:
    """Tell what would turn a result around, cheapest first, without near-duplicates.

    Args:
        determination: the determination.
        most: how many ways to tell at most.
        by: what the item is judged by.

    Returns:
        First, where no record by itself would do it, a statement that says so; then the ways,
        those that turn on judgment last. Of ways that change the same facts only the cheapest.
        At the end what can be argued, where another reading of it turns the result.
    """
    if determination.rule is None:
        return ()
    try:
        found = flips(determination, ("evidence", "request", "reading"), by=by)
    except ImrkitError as error:
        return (Suggestion(f"Too much is open to look at every way: {error}."),)
    known = determination.known  # what comes of what never was is not for advice
    found = tuple(f for f in found if all(arises(known, c.fact.name) for c in f.changes))
    advice = determination.outcome_by(by) != "overturned"
    urgent = any(_kinds(f) <= {"evidence"} and _urgent(f) for f in found)
    if advice:
        found = tuple(f for f in found if all(may_be_wished(c.known) for c in f.changes))
    every = (c.rule.facts for c in determination.considered if c.rule.for_every)
    aside = set() if advice else {name for facts in every for name in facts}
    different: dict[frozenset[str], Flip] = {}
    for flip in found:
        if any(c.open and c.known.from_silence for c in flip.changes):
            continue  # what no document states cannot be lost
        if aside.issuperset(c.fact.name for c in flip.changes):
            continue  # any request whatever would fail so
        different.setdefault(frozenset(c.fact.name for c in flip.changes), flip)
    plain = [f for f in different.values() if not f.turns_on_judgment]
    judged = [f for f in different.values() if f.turns_on_judgment]
    room = max(most - min(len(judged), 2), 1)
    chosen = plain[:room]
    chosen += judged[: most - len(chosen)]
    told, said = [], set[str]()
    for f in chosen:
        minded = [one for one in _to_be_minded(determination, f) if advice and one not in said]
        said |= {*minded}
        text = " ".join([describe_flip(f, advice), *minded])
        told.append(Suggestion(text, f, f.turns_on_judgment))
    told += _read_otherwise(determination, by)
    if advice and not any(_kinds(f) <= {"evidence"} for f in found):
        settled = (
            {c.fact.name for c in f.changes if c.fact.kind == "evidence" and not may_be_done(c)}
            for f in found
        )
        supposed = set.intersection(*settled) if found else set[str]()
        told.insert(0, Suggestion(_records_alone(determination, by, urgent, supposed)))
    return tuple(told)


def _read_otherwise(determination: Determination, by: By) -> Iterator[Suggestion]:
    """What grants a request without another record: a finding that can be argued, left unshown."""
    if determination.outcome_by(by) == "overturned":
        return
    for known in arguable(determination, by):
        low, high = known.fact.unknown
        flip = Flip((Change(known, low, high, open=True),))
        if revise(determination, flip.values).outcome_by(by) == "overturned":
            label = lower_first(known.fact.label)
            yield Suggestion(
                f"If this is taken as not documented, as can be argued: {label}.", flip
            )


def _to_be_minded(determination: Determination, flip: Flip) -> tuple[str, ...]:
    """What only a later record could show, and what the rules do not weigh of it, in sentences."""
    later = later_only(determination, flip.values)
    if not any(c.rule.data.unweighed for c in determination.considered):
        return later
    return (*later, *unweighed(revise(determination, flip.values)))


def may_be_wished(known: Known) -> bool:
    """Whether advice may ask for a fact to be otherwise.

    What was cannot be undone (a medicine taken before is no first prescription), nobody wishes for
    an emergency, and without what is in dispute it would be another request.

    Args:
        known: the fact as it stands.
    """
    past = known.fact.history and known.state == "documented"
    return not (past or known.fact.unwished or known.in_dispute)


def _urgent(flip: Flip) -> bool:
    return any(change.fact.unwished for change in flip.changes)


def _kinds(flip: Flip) -> set[Kind]:
    return {change.fact.kind for change in flip.changes}


def _records_alone(determination: Determination, by: By, urgent: bool, supposed: set[str]) -> str:
    """That records by themselves would not do.

    Where each way supposes that what settles a ground is otherwise, only as long as that stands.
    """
    nothing = "Records alone: nothing, an emergency aside" if urgent else "Records alone: nothing"
    if _another_text(determination):
        nothing += ", as long as this text governs"
    asked = counted_by(determination.against, by)
    failing = [g for g in asked if g.verdict == "not met"]
    if failing:
        parts = [part for g in failing for part in ((g,) if g.criterion else deciding(g))]
        told = [part for part in parts if not part.assumed] or parts
        stands = sentence(told[0])
        if supposed & {known.fact.name for known in told[0].facts}:
            return f"{nothing}, as long as this stands: {lower_first(stands)}"
        read = (known for ground in asked for known in ground.facts)
        if any(known.open and known.fact.kind == "evidence" for known in read):
            return f"{nothing}. Whatever the missing documents say, {lower_first(stands)}"
        return f"{nothing}. {stands}"
    opens = {known for ground in asked for known in open_facts(ground)}
    if len(opens) > MOST_TOGETHER and all(known.fact.kind == "evidence" for known in opens):
        urgent |= any(known.fact.unwished for ground in asked for known in ground.facts)
        aside = ", an emergency aside" if urgent else ""
        few = number_word(MOST_TOGETHER)
        return f"Records alone: no {few} of those that are missing would be enough{aside}."
    for_records = any(known.fact.kind == "evidence" for known in opens)
    left = "Not all that is open is" if for_records else "What is open is not"
    return f"{nothing}. {left} for a record to show."


def _another_text(determination: Determination) -> bool:
    """Whether something of the past that no document tells could bring in another text."""
    known = determination.known
    given = {n for n, k in known.items() if k.fact.kind == "given" and k.state == "not documented"}
    others = (c.rule.applies for c in determination.considered if c.role != "governs")
    return any(given & applies.facts.keys() for applies in others if applies)


def describe_flip(flip: Flip, advice: bool = True) -> str:
    """Say a set of changes in a sentence.

    What the file documents is not for advice to change: it is told as a supposition.

    Args:
        flip: the changes.
        advice: as advice to the physician ("Ask for at most 3 visits, and document ..."); if
            False, or if a document is lost, as a supposition ("If ... were not documented").
    """
    lost = any(change.open for change in flip.changes)
    acts = [c for c in flip.changes if advice and not lost and may_be_done(c)]
    done = together([advise(c) for c in sorted(acts, key=lambda c: c.fact.kind != "request")])
    conditions = together([suppose(c) for c in flip.changes if c not in acts])
    text = ", and ".join(done)
    if conditions:
        joint = "; it would help only " if any(_RECORD in one for one in conditions) else ", "
        text += f"{joint if done else ''}if {listed(conditions)}"
    end = ". Turns on judgment." if flip.turns_on_judgment else "."
    return upper_first(text) + end
