"""The words in which every view tells a step: its sentence, its verdict, where it stands.

Sentences are the rule's own; where a step joins several criteria, those that matter to its verdict
are told together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from imrkit.cases.case import Known
from imrkit.determination.tree import Standing, Step, Verdict
from imrkit.facts.spans import Facts
from imrkit.logic.nodes import Arith, Compare, Named, walk
from imrkit.rules.rule import Rule, page_word
from imrkit.rules.schema import BASIS, NO_TEXT, STATUS, Status, verified
from imrkit.whatif.sense import arises
from imrkit.words.english import lower_first, number_word, upper_first
from imrkit.words.known import source_said, value_said
from imrkit.words.numbers import bare, branches, compared, facts_of

STANDING: dict[Standing, str] = {
    "met": "Met",
    "assumed": "Assumed",
    "not met": "Not met",
    "not shown": "Not shown",
    "not told": "Not told",
    "reading": "Left to judgment",
}
MARK: dict[Standing, str] = {
    "met": "✓",
    "assumed": "~",
    "not met": "✕",
    "not shown": "?",
    "not told": "…",
    "reading": "◐",
}
NOT_SHOWN_OR_JUDGED = "Not shown; left to judgment"
"""Of a step that a record could settle, or else the reviewer."""
_WEAKEST: tuple[Status, ...] = ("primary", "secondary", "unverified")


def standing_said(step: Step) -> str:
    """How a step stands, in a word; what a record could settle is never told as judgment alone."""
    missing = any(known.state in ("not documented", "contradicted") for known in open_facts(step))
    if step.standing == "reading" and missing:
        return NOT_SHOWN_OR_JUDGED
    return STANDING[step.standing]


def sentence(step: Step, *, by_letter: bool = True) -> str:
    """Say what a step found, in the rule's own words, filled in with the facts of the case.

    Args:
        step: a criterion, or a step that joins or compares.
        by_letter: say of what the published letter does not tell that it is the letter that does
            not; who decides on the documents alone calls it not shown.

    Returns:
        One or more whole sentences.
    """
    criterion = step.criterion
    if criterion is not None:
        said = {
            "met": criterion.says,
            "not met": criterion.fails or f"This does not hold: {lower_first(criterion.says)}",
            "open": criterion.open or f"This is not shown: {lower_first(criterion.says)}",
        }[step.verdict]
        said = step.rule.fill(_without_numbers(step, said), facts_of(step))
        if waived := _waived(step):
            return f"{upper_first(waived)}, which stands in for this: {lower_first(said)}"
        return _as_documented(step, said, by_letter) if step.verdict == "open" else said
    parts = deciding(step)
    if not parts or parts == (step,):
        return compared(step)
    parts = tuple(part for part in parts if _arises(part)) or parts
    said = " ".join(dict.fromkeys(sentence(part, by_letter=by_letter) for part in parts))
    ways = [part for part in parts if part.verdict == "open"]
    if step.joined_by == "or" and step.verdict == "open" and len(ways) > 1:
        said += f" {_any_way(ways, shut=len(ways) < len(parts))}"
    return said


def _waived(step: Step) -> str:
    """What stands in for what a criterion asks, where that alone meets it; "" elsewhere."""
    ways = step.parts if step.joined_by == "or" and step.verdict == "met" else ()
    met = [way.facts for way in ways if way.verdict == "met"]
    waived = [facts[0].fact for facts in met if len(facts) == 1 and facts[0].fact.stands_in]
    return waived[0].yes if waived and len(waived) == len(met) else ""


def _needed(step: Step) -> int:
    """How many things an open step needs together; 0 where it has ways of its own."""
    parts = () if step.criterion is not None else deciding(step)
    if not parts or parts == (step,):
        return 1
    inner = [_needed(part) for part in parts]
    return 0 if step.joined_by == "or" or 0 in inner else sum(inner)


def _any_way(ways: list[Step], *, shut: bool) -> str:
    """That one of several ways is enough, by how many things each of them needs together."""
    needed = [_needed(way) for way in ways]
    if set(needed) == {1}:
        one = "Either" if len(ways) == 2 else "Any one"
        return f"{one} of these {number_word(len(ways))} could meet it, once settled."
    if len(ways) == 2 and needed[0] == 1 and needed[1] and not shut:
        return f"The first alone, or the other {number_word(needed[1])} together, could meet it."
    if len(ways) == 2 and needed[1] == 1 and needed[0] and not shut:
        return "The last alone, or those before it together, could meet it."
    return "Not all of this is needed: one way through could meet it."


def _arises(step: Step) -> bool:
    """Whether what leaves a step open could be: of visits that never were nothing is missing."""
    if step.verdict != "open":
        return True
    if left := [part for part in step.parts if part.verdict == "open"]:
        return (all if step.joined_by == "and" else any)(map(_arises, left))
    known = open_facts(step)
    return not known or any(arises(step.tree.known, one.fact.name) for one in known)


def _as_documented(step: Step, said: str, by_letter: bool) -> str:
    """Say of an open criterion what the file does document against it, and where it conflicts."""
    failing = list(_failing(step))
    against = [known for leaf in failing for known in leaf.facts]
    told = {compared(leaf) for leaf in failing if leaf.verdict == "not met" and _is_sum(leaf)}
    told |= {
        f"{known.fact.label}: {value_said(known)}."
        for known in against
        if known.fact.kind == "evidence" and known.fact.type == "truth" and not known.from_silence
    }
    if by_letter and {known.state for known in open_facts(step)} == {"not told"}:
        said = re.sub(r"\b(is|are) not (documented|shown)\b", r"\1 not told by the letter", said)
    if {known.why for known in open_facts(step)} == {"conflicting"}:
        conflict = r"\1 open: the documents contradict each other."
        said = re.sub(r"\b(is|are) not (documented|shown)\.$", conflict, said)
    return " ".join([said, *sorted(told)])


def _is_sum(leaf: Step) -> bool:
    """Whether a leaf compares a sum, of which no sentence gives more than the parts."""
    node, _ = bare(leaf.node)
    return isinstance(node, Compare) and isinstance(bare(node.left)[0], Arith)


def _failing(step: Step, fails: Verdict = "not met") -> Iterator[Step]:
    """What fails below a step: under a "not", what holds."""
    if not step.parts and step.verdict == fails:
        yield step
    if step.joined_by == "not":
        fails = "met" if fails == "not met" else "not met"
    for part in step.parts:
        yield from _failing(part, fails)


def _without_numbers(step: Step, said: str) -> str:
    """Name the numbers that a sentence takes for granted but no document gives.

    After a colon, comma or bracket "not documented" can stand by itself.
    """
    for known in step.facts:
        fact = known.fact
        if fact.type == "number" and known.value == fact.unknown:
            unit = "a percentage" if fact.unit == "%" else fact.unit
            number = f"{unit} (number not documented)".strip()
            place = re.compile(rf"(?<![:,] )(?<!\()\{{{fact.name}\}}")
            said = number.join(place.split(said))
    return said


def criteria_below(step: Step) -> tuple[Step, ...]:
    """The criteria that a step asks: itself where it is one, else those nearest below it."""
    if step.criterion is not None:
        return (step,)
    return tuple(found for part in step.parts for found in criteria_below(part))


def deciding(step: Step) -> tuple[Step, ...]:
    """The parts on which a step's verdict rests; the step itself where it has none of its own.

    An `or` is met by the first of its parts that are met, one that needs no silence before one
    that does; it stays open by those that fail and those that are open. An `and` fails by the
    parts that fail, and so on.
    """
    parts = step.parts
    if not parts or step.joined_by == "not":
        return (step,)
    same = tuple(part for part in parts if part.verdict == step.verdict)
    match (step.joined_by, step.verdict):
        case ("or", "met"):
            same = tuple(sorted(same, key=lambda part: part.assumed)[:1])
        case ("or", "open"):
            same = tuple(p for p in parts if p.verdict == "not met") + same
    return same or (step,)


def decided_by(step: Step) -> Iterator[Known]:
    """The facts on which a step's verdict rests."""
    parts = deciding(step)
    if parts == (step,):
        yield from step.facts
        return
    for part in parts:
        yield from decided_by(part)


def carrying(step: Step) -> tuple[Step, ...]:
    """What carries a step that is met: each criterion, or comparison, on which that rests."""
    parts = deciding(step)
    if step.criterion is not None or parts == (step,):
        return (step,)
    return tuple(found for part in parts for found in carrying(part))


def argued_of(step: Step) -> tuple[str, ...]:
    """What a case says can be argued of the settled facts on which a step rests."""
    return tuple(known.argued for known in decided_by(step) if known.argued and not known.open)


def open_facts(step: Step) -> tuple[Known, ...]:
    """The open facts that leave a step open; none where it is settled without them."""
    if step.verdict != "open":
        return ()
    below = [part for part in step.parts if part.verdict == "open"]
    if not below:
        return tuple(known for known in step.facts if known.open)
    found = {known.fact.name: known for part in below for known in open_facts(part)}
    return tuple(found.values())


# ---- the tree ----------------------------------------------------------------------------------


def heading(step: Step) -> str:
    """Say a step in one line of a tree: its sentence, or how the parts below it are joined."""
    if step.name or not branches(step):
        return sentence(step)
    return "One of these would be enough:" if step.joined_by == "or" else "All of these:"


def rests_on(step: Step) -> str:
    """The facts that a step without further parts rests on, each with its source.

    Returns:
        "Visits requested: 6 visits (office visit of 01/06/2014)"; where the step's own line gives
        the only value, the source alone; "" where parts below tell it.
    """
    if branches(step):
        return ""
    facts = step.facts
    if len(facts) == 1 and not step.name:
        source = source_said(facts[0])
        return f"Source: {source}" if source else ""
    told = []
    for known in facts:
        source = source_said(known)
        value = f"{known.fact.label}: {value_said(known)}"
        told.append(f"{value} ({source})" if source else value)
    return "; ".join([*told[:1], *map(lower_first, told[1:])])


# ---- where it stands ---------------------------------------------------------------------------


def cite_of(step: Step) -> str:
    """Say where a step stands, what it rests on, and how far that is verified.

    A figure that is less well verified than the criterion that uses it lends it its status.

    Args:
        step: a criterion, or a step that joins several.

    Returns:
        "Chronic Pain Medical Treatment Guidelines, 2009, page 99 · guideline figure · known
        through a secondary source"; several are told one after the other, as sentences.
    """
    return ". ".join(dict.fromkeys(_cites(step))) or step.rule.cite


def _cites(step: Step) -> Iterator[str]:
    if step.criterion is not None:
        yield cite(step.rule, step.name, facts_of(step))
        return
    for part in deciding(step):
        if part != step:
            yield from _cites(part)


def cite(rule: Rule, criterion: str, facts: Facts | None = None) -> str:
    """Say where a criterion stands, what it rests on, and how far that is verified.

    Args:
        rule: the rule.
        criterion: the name of one of its criteria.
        facts: the facts of a case, to tell which row of a figure counts; all of them if absent.
    """
    text = rule.data.criterion[criterion]
    figures = [
        node.name
        for node in walk(rule.criteria[criterion])
        if isinstance(node, Named) and node.name in rule.data.figure
    ]
    status = max(
        [text.status, *(s for name in figures for s in _statuses(rule, name, facts))],
        key=_WEAKEST.index,
    )
    basis = BASIS[text.basis]
    if text.quotes:
        basis = f"quoted in letters from {text.quotes}"
    if text.basis in NO_TEXT:
        return f"{upper_first(basis)} · {verified(text.basis, status)}"
    if figures:
        basis += " figure"
    return f"{_place(rule, text.page or rule.data.pages)} · {basis} · {STATUS[status]}"


def _statuses(rule: Rule, figure: str, facts: Facts | None) -> Iterator[Status]:
    text = rule.data.figure[figure]
    rows = text.rows
    if text.by and facts is not None:
        low, high = facts[text.by]
        choices = rule.vocabulary[text.by].choices[int(low) : int(high) + 1]
        rows = tuple(text.at(choice) for choice in choices)
    for row in rows:
        yield row.status or text.status


def _place(rule: Rule, page: str) -> str:
    if re.search(r"\bCCR\b|\bCode\b", page):
        return page
    return f"{rule.guideline.short}, {page_word(page)}" if page else rule.guideline.short
