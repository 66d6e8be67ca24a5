"""The rationale: a determination in plain prose, built from its justification tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from imrkit.cases import Known, show_date
from imrkit.changes import (
    Suggestion,
    decides_alone,
    describe_flip,
    open_kinds,
    what_would_change,
)
from imrkit.comparisons import listed, lower_first, upper_first
from imrkit.determination import Considered, Determination, Step, verdict_of
from imrkit.search_sequence import where_to_look
from imrkit.wording import cite_of, number_word, open_facts, sentence

__all__ = [
    "NOTICE",
    "Suggestion",
    "cite_of",
    "decides_alone",
    "describe_flip",
    "headline",
    "rationale",
    "sentence",
    "what_would_change",
]
NOTICE = "For learning. Neither legal nor medical advice."


def headline(determination: Determination) -> tuple[str, str]:
    """Say the result in a word, and in one or two sentences what it means.

    Args:
        determination: the determination.

    Returns:
        The word ("Upheld", "Overturned", "Not addressed") and the explanation.
    """
    if determination.outcome == "not addressed":
        return (
            "Not addressed",
            "No rule in force that imrkit holds addresses this item, so it gives no answer.",
        )
    if determination.outcome == "overturned":
        return (
            "Overturned",
            "The refusal does not stand: all that is asked for is shown. Medically necessary.",
        )
    contrary = [g for g in determination.against if g.verdict == "not met"]
    unshown = [g for g in determination.against if g.verdict == "open"]
    because = _not_shown_because(unshown)
    if contrary and unshown:
        more = f"{number_word(len(unshown))} more {_are(unshown)} not shown {because}"
        said = f"The request is contrary to {_criteria(contrary)}, and {more}."
    elif contrary:
        said = f"The request is contrary to {_criteria(contrary)}."
    elif determination.ground == "not met":
        said = "No criterion alone is contrary to it, but they cannot all be met together."
    else:
        said = (
            f"Nothing in the file is contrary to the guideline, but {_criteria(unshown)} "
            f"{_are(unshown)} not shown {because}."
        )
    return "Upheld", f"The refusal stands. {said}"


def _criteria(grounds: Sequence[Step]) -> str:
    return f"{number_word(len(grounds))} {'criterion' if len(grounds) == 1 else 'criteria'}"


def _are(grounds: Sequence[Step]) -> str:
    return "is" if len(grounds) == 1 else "are"


def _not_shown_because(unshown: Sequence[Step]) -> str:
    kinds = open_kinds(known for ground in unshown for known in open_facts(ground))
    them = "it" if len(unshown) == 1 else "them"
    if kinds.keys() == {"reading"}:
        return "because the text leaves it to the reviewer"
    return f"because the file does not document {them}"


def rationale(determination: Determination) -> str:
    """Write the rationale of a determination in plain prose.

    Args:
        determination: the determination of one disputed item.

    Returns:
        Paragraphs, separated by blank lines: the question and the guideline that governs; what
        was considered beside it; each ground against; what is met; the conclusion.
    """
    paragraphs = [_question(determination), " ".join(considered_said(determination))]
    paragraphs += where_next(determination)
    against = determination.against
    paragraphs += [
        _ground(determination, ground, place, len(against)) for place, ground in enumerate(against)
    ]
    paragraphs += [
        _met(determination),
        _defects(determination),
        _conclusion(determination),
    ]
    return "\n\n".join(p for p in paragraphs if p)


def meaning(determination: Determination) -> str:
    """Say for newcomers what the word of the headline refers to."""
    if determination.outcome == "not addressed":
        return ""
    if determination.outcome == "upheld":
        return "(“Upheld” speaks of the refusal: the treatment is not granted.)"
    return "(“Overturned” speaks of the refusal: the treatment is granted.)"


def where_next(determination: Determination) -> list[str]:
    """Where the search for evidence goes, if no rule of the MTUS governs; else nothing."""
    rule = determination.rule
    if rule is not None and rule.guideline.layer != "beyond":
        return []
    silent = "No rule of the MTUS that imrkit holds addresses this item."
    return [f"{silent} {where_to_look(determination.case.decided)}"]


def _question(determination: Determination) -> str:
    case, item = determination.case, determination.item
    action: str = item.refusal.action
    if item.refusal.authorised:
        action += f" (authorised: {item.refusal.authorised})"
    said = f"In dispute: {lower_first(item.request)}. The request was {action}. "
    decided = _decided(case.text.decided)
    rule = determination.rule
    if rule is None:
        return said + f"The decision is {decided}."
    force = rule.guideline
    until = f"until {force.until}" if force.until else "with no end so far"
    injury = case.text.injury.date
    whatever = f", whatever the date of injury ({show_date(injury)})" if injury else ""
    return said + (
        f"Which edition governs follows from the date of the decision, {decided}{whatever}: "
        f"{rule.cite}, {lower_first(rule.title)}, in force from {force.since} {until}."
    )


def _decided(decided: str) -> str:
    return f"{'of' if len(decided) < 10 or '/' in decided else 'made on'} {show_date(decided)}"


def considered_said(determination: Determination) -> list[str]:
    """Say of each rule that was looked at beside the governing one why it does not decide."""
    said = []
    for c in determination.considered:
        if c.role in ("governs", "beside"):
            continue
        what = f"{upper_first(c.rule.title)} ({c.rule.cite})"
        role = {
            "might apply": "might apply, which is not shown",
            "gives way": "gives way",
            "does not apply": "does not apply",
        }[c.role]
        why = f"{upper_first(c.why.rstrip('.'))}."
        said.append(f"{what} {role}. {why}{would_follow(c)}")
    return said


def would_follow(considered: Considered) -> str:
    """Say what would follow if a rule that only might apply did; nothing of any other rule.

    Args:
        considered: a rule that was looked at.

    Returns:
        Sentences that begin with a space, to follow the reason; "" where there are none.
    """
    if considered.would_be is None:
        return ""
    result = {
        "met": "the item would be medically necessary",
        "not met": "the item would not be medically necessary either",
        "open": "medical necessity would still not be shown",
    }[verdict_of(considered.would_be)]
    return f" What only might apply displaces nothing. If it did apply, {result}."


def _ground(determination: Determination, ground: Step, place: int, count: int) -> str:
    order = [
        "First",
        "Second",
        "Third",
        "Fourth",
        "Fifth",
        "Sixth",
        "Seventh",
        "Eighth",
    ]
    start = f"{order[place]}, " if count > 1 and place < len(order) else ""
    kind = "contrary to a criterion" if ground.verdict == "not met" else "not shown"
    said = [upper_first(f"{start}{kind}: ") + sentence(ground), f"({cite_of(ground)}.)"]
    if ground.verdict == "open":
        said += _missing(open_facts(ground))
    if decides_alone(determination, ground):
        said.append("This ground alone would uphold the refusal.")
    else:
        said.append("It falls away where the other grounds are met.")
    return " ".join(said)


def _missing(known: Iterable[Known]) -> list[str]:
    """Which facts are not documented, and where they are usually found."""
    said = []
    kinds = open_kinds(known)
    for kind in ("evidence", "request", "given"):
        for one in kinds.get(kind, ()):
            why = one.why or "not documented"
            state = why if one.pair == one.fact.span else f"{why} beyond {one.shown}"
            where = f"; usually found in: {one.fact.found_in}" if one.fact.found_in else ""
            said.append(f"{upper_first(one.fact.label)}: {state}{where}.")
    return said


def _met(determination: Determination) -> str:
    met = [g for g in determination.grounds if g.verdict == "met"]
    if not met:
        return ""
    start = "On the other points the request is in order: " if determination.against else ""
    told = [f"{sentence(g)} ({cite_of(g)}.)" for g in met]
    return start + " ".join(told)


def _defects(determination: Determination) -> str:
    aside = [d.says for d in determination.case.text.defect if not d.reason]
    if not aside:
        return ""
    return f"Noted in the file, but no reason for the result: {' '.join(aside)}"


def _conclusion(determination: Determination) -> str:
    word, said = headline(determination)
    if determination.outcome == "not addressed":
        return f"{word}: {lower_first(said)}"
    if determination.outcome == "overturned":
        return f"The refusal is overturned. {said.partition(': ')[2].capitalize()}"
    contrary = [g for g in determination.against if g.verdict == "not met"]
    unshown = [g for g in determination.against if g.verdict == "open"]
    parts = ["The refusal is upheld."]
    if contrary:
        parts.append(f"Contrary to the rules: {listed([_short(g) for g in contrary])}.")
    if unshown:
        parts.append(
            f"Not shown: {listed([_short(g) for g in unshown])}. The requesting physician "
            "carries the burden of showing medical necessity; that the file does not show "
            "something is a finding about the file, and does not make it untrue."
        )
    parts.append("An item is decided whole, as it was requested; no smaller part is granted.")
    return " ".join(parts)


def _short(ground: Step) -> str:
    """A ground by the name of its first criterion, as words."""
    step = ground
    while not step.name and step.parts:
        step = step.parts[0]
    return f"“{step.name.replace('_', ' ')}”" if step.name else lower_first(step.rule.title)
