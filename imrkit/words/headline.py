"""The result in a word and a sentence or two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from imrkit.cases.known import Known, given_by
from imrkit.determination.deciding import revise
from imrkit.determination.determination import Determination, Outcome
from imrkit.determination.tree import Step, counted_by
from imrkit.logic.exact import exact
from imrkit.rules.edition import Edition
from imrkit.rules.governing import By
from imrkit.rules.terms import SEVERAL
from imrkit.words.criteria import unfilled
from imrkit.words.english import listed, lower_first, number_word
from imrkit.words.phrases import clause
from imrkit.words.steps import criteria_below, decided_by, open_facts

OUTCOME: dict[Outcome, str] = {
    "upheld": "Upheld",
    "overturned": "Overturned",
    "turns on judgment": "Turns on judgment",
    "turns on what the letter does not tell": "Turns on what the letter does not tell",
    "not determinable": "Not determinable here",
    "not addressed": "Not addressed",
}
BY: dict[By, str] = {
    "text": "By the text of the guideline",
    "reviewers": "With what reviewers add",
}


def headline(determination: Determination, by: By | None = None) -> tuple[str, str]:
    """Say the result in a word, and in one or two sentences what it means.

    Args:
        determination: the determination.
        by: what the item is judged by; None for its outcome in all.

    Returns:
        The word ("Upheld", "Turns on judgment") and the explanation.
    """
    outcome = determination.outcome_by(by) if by else determination.outcome
    return OUTCOME[outcome], _explained(determination, outcome, by)


def _explained(determination: Determination, outcome: Outcome, by: By | None) -> str:
    against = counted_by(determination.against, by)
    match outcome:
        case "overturned" if by == "text":
            asked = "the text of the guideline asks"
            taken = if_taken(determination, by)
            return f"The denial does not stand: {_shown(determination, by, asked)}{taken}."
        case "overturned":
            taken = if_taken(determination, by)
            return f"The denial does not stand: {granted(determination)}{taken}."
        case "upheld":
            taken = if_taken(determination, by)
            return f"The denial stands{taken}. {_upheld(determination, against, by or 'reviewers')}"
        case "turns on judgment":
            return _judgment(determination, by)
        case "turns on what the letter does not tell":
            return _not_told(determination, against)
        case "not determinable":
            return _not_determinable(determination)
    return "No rule in force that imrkit holds addresses this item, so it gives no answer."


def granted(determination: Determination) -> str:
    """Say why a request is granted, in a clause; what is only assumed is not told as shown."""
    return _shown(determination, None, "our rules ask for here")


def _shown(determination: Determination, by: By | None, asked: str) -> str:
    grounds = counted_by(determination.grounds, by)
    silent = any(ground.standing == "assumed" for ground in grounds)
    return f"all that {asked} is shown" + (
        ", or assumed where the file is silent" if silent else ""
    )


def _upheld(determination: Determination, against: Sequence[Step], by: By) -> str:
    failing = [g for g in against if g.verdict == "not met"]
    unshown = [g for g in against if g.standing in ("not shown", "reading")]
    if failing and unshown:
        more = f"{number_word(_how_many(unshown))} more {_are(unshown)} not shown"
        beside = sum(map(_untold_beside, unshown))
        silent = f"; of {number_word(beside)} more the letter does not tell" if beside else ""
        return f"The request goes against {_criteria(failing)}, and {more}{silent}."
    if failing:
        return f"The request goes against {_criteria(failing)}."
    if determination.verdict_by(by) == "not met":
        return "It goes against no criterion alone, but they cannot all be met together."
    untold = [g for g in against if g.standing == "not told"]
    if untold and not unshown:
        return (
            "Nothing that the letter tells goes against the guideline, but "
            f"{_criteria(untold)} {_are(untold)} not shown: it does not tell of "
            f"{_untold(untold)}."
        )
    if not unshown:
        return (
            "All that the guideline asks is met, but that this edition of it governs is not shown: "
            "on the days that count, more than one may have been in force."
        )
    shut = any(_shut(ground) for ground in unshown)
    said = (
        "The file shuts one way to pass, and"
        if shut
        else ("Nothing in the file goes against the guideline, but")
    )
    many = _how_many(untold) + sum(map(_untold_beside, unshown))
    left = f", and of {number_word(many)} more the letter does not tell" if many else ""
    because = "" if many else _because(unshown)
    return f"{said} {_criteria(unshown)} {_are(unshown)} not shown{left}{because}."


def _shut(ground: Step) -> bool:
    """Whether a document shuts a way of a ground that another way could still meet."""
    told = ("documented", "contradicted")
    return any(
        step.verdict == "not met" and any(known.state in told for known in decided_by(step))
        for step in criteria_below(ground)
    )


def _judgment(determination: Determination, by: By | None) -> str:
    if by is None and determination.outcome_by("text") == "overturned":
        return (
            f"The text of the guideline grants the request{if_taken(determination, 'text')}; a "
            "reviewer who adds what reviewers add would deny it. It turns on what they add: "
            f"{_asked(determination.turns_on)}"
        )
    return (
        "The text can be read in more than one way: one reading grants the request, another lets "
        "the denial stand."
    )


def _not_told(determination: Determination, against: Sequence[Step]) -> str:
    about = _labels(determination.not_told) or _untold(against)
    return (
        f"The published letter does not speak of what decides: {about}. "
        "The file may well have had it."
    )


def _untold(grounds: Iterable[Step]) -> str:
    """What the letter does not tell, of all that some grounds read."""
    read = [k for ground in grounds if ground.standing == "not told" for k in ground.facts]
    return _labels(k for k in read if k.state == "not told")


def _labels(known: Iterable[Known]) -> str:
    return listed(list(dict.fromkeys(lower_first(one.fact.label) for one in known))[:4])


def _not_determinable(determination: Determination) -> str:
    heads = [edition.guideline for edition in _may_speak(determination)]
    named = listed(dict.fromkeys(head.short for head in heads))
    where = listed(dict.fromkeys(head.read_at for head in heads if head.read_at))
    read = f" Its text: {where}." if where else ""
    return (
        f"A guideline in force on the days that count may speak of this item, and imrkit does not "
        f"hold what it says: {named}. So imrkit gives no answer.{read}"
    )


def _may_speak(determination: Determination) -> list[Edition]:
    """The editions that are not held: those on the parts that the case names, where it names some.

    A request for a medicine names none itself; what it treats does, and so do the diagnoses.
    """
    found = [edition for edition, _ in determination.unheld]
    item, terms = determination.item, determination.case.book.terms
    part = given_by(determination.known, "item.body_part")
    if part is None or part.changed:
        return found
    told = item.body_part or item.treats or "; ".join(determination.case.data.diagnoses)
    named = [part.fact.value_of(name) for name in terms.parts_named(told) - {SEVERAL}]
    facts = [{**determination.facts, part.fact.name: value} for value in named]
    about = [e for e in found if e.scope is None or any(exact(e.scope, f).possibly for f in facts)]
    return about if facts and about else found


def meaning(determination: Determination) -> str:
    """Say for newcomers what the word of the headline refers to."""
    match determination.outcome:
        case "upheld":
            return "(“Upheld” speaks of the denial: the treatment is not granted.)"
        case "overturned":
            return "(“Overturned” speaks of the denial: the treatment is granted.)"
    return ""


def both_ways(determination: Determination) -> tuple[str, ...]:
    """Tell the outcome by the text, and with what reviewers add; nothing where no rule governs."""
    if determination.rule is None:
        return ()
    return tuple(
        f"{says}: {OUTCOME[determination.outcome_by(by)].lower()}{if_taken(determination, by)}."
        for by, says in BY.items()
    )


def arguable(determination: Determination, by: By | None) -> tuple[Known, ...]:
    """The findings of the file on which a result rests, and which a case says can be argued.

    Args:
        determination: the determination.
        by: what the item is judged by; None for its outcome in all.
    """

    def result(found: Determination) -> Outcome:
        return found.outcome_by(by) if by else found.outcome

    now = result(determination)
    if now not in ("upheld", "overturned"):
        return ()

    def turns(known: Known, why: str) -> bool:
        return result(revise(determination, {known.fact.name: why})) != now

    told = (known for known in determination.known.values() if known.argued and not known.open)
    either = ("reading", "not documented")
    return tuple(known for known in told if all(turns(known, why) for why in either))


def if_taken(determination: Determination, by: By | None) -> str:
    """On which arguable findings a result rests, as a clause with its comma; "" for none.

    Args:
        determination: the determination.
        by: what the item is judged by; None for its outcome in all.
    """
    taken = arguable(determination, by)
    that = [clause(one.fact, int(one.value[0]), one.shown) for one in taken]
    return f", if it is taken as shown that {listed(that)}" if that else ""


def _asked(grounds: Sequence[Step]) -> str:
    """What some grounds ask, in the words of their criteria."""
    asked = dict.fromkeys(
        unfilled(step.rule, step.criterion.says)
        for ground in grounds
        for step in criteria_below(ground)
        if step.criterion is not None
    )
    return listed([f"“{says}”" for says in asked])


def _criteria(grounds: Sequence[Step]) -> str:
    """How many criteria, and whose: the guideline's, or what a reviewer adds."""
    count = number_word(_how_many(grounds))
    noun = "criterion" if _how_many(grounds) == 1 else "criteria"
    added = sum(ground.by_reviewers for ground in grounds)
    if added == len(grounds):
        return f"{count} {noun} that reviewers add"
    return f"{count} {noun}"


def _how_many(grounds: Sequence[Step]) -> int:
    """How many criteria some grounds come to: those that are all needed count each.

    Args:
        grounds: the grounds.
    """
    return sum(_needed(ground) for ground in grounds)


def _needed(step: Step) -> int:
    """How many criteria an open step still needs; of several ways that are open, one."""
    left = _left(step)
    if step.criterion is not None or step.verdict != "open" or not left:
        return 1
    if step.joined_by == "and":
        return sum(map(_needed, left))
    return _needed(left[0]) if len(left) == 1 else 1


def _left(step: Step) -> list[Step]:
    """The parts of a step that are not shown."""
    return [part for part in step.parts if part.standing in ("not shown", "reading")]


def _untold_beside(step: Step) -> int:
    """How many criteria that a step not shown needs as well does the letter not tell."""
    left = _left(step)
    if step.criterion is not None or not left or (step.joined_by != "and" and len(left) > 1):
        return 0
    beside = [p for p in step.parts if p.standing == "not told" and step.joined_by == "and"]
    return len(beside) + sum(map(_untold_beside, left))


def _are(grounds: Sequence[Step]) -> str:
    return "is" if _how_many(grounds) == 1 else "are"


def _because(unshown: Sequence[Step]) -> str:
    states = {known.state for ground in unshown for known in open_facts(ground)}
    match sorted(states - {"not told"}):
        case ["reading"]:
            return ": the text leaves it to the reviewer"
        case ["contradicted"]:
            return ": the documents contradict each other"
        case ["not documented"]:
            return f": the file does not document {'it' if _how_many(unshown) == 1 else 'them'}"
    return ""
