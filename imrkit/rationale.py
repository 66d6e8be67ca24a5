"""The rationale: a determination in plain prose, built from its justification tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from imrkit.cases import Citation, Known, show_date
from imrkit.changes import (
    Suggestion,
    decides_alone,
    describe_flip,
    what_would_change,
)
from imrkit.comparisons import listed, lower_first, upper_first
from imrkit.determination import Considered, Determination, Step, verdict_of
from imrkit.search_sequence import where_to_look
from imrkit.wording import cite_of, number_word, open_facts, page_word, sentence

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
            "The refusal does not stand: all that is asked for is shown.",
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
    known = [k for ground in unshown for k in open_facts(ground)]
    reasons = {"reading" if k.fact.kind == "reading" else k.why for k in known}
    match list(reasons):
        case ["reading"]:
            return "because the text leaves it to the reviewer"
        case ["conflicting"]:
            return "because the documents contradict each other"
        case ["illegible"]:
            return "because a document cannot be read"
    return f"because the file does not document {'it' if len(unshown) == 1 else 'them'}"


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
    return [f"{silent} {where_to_look(determination.facts['decision_date'])}"]


def _question(determination: Determination) -> str:
    case, item = determination.case, determination.item
    action: str = item.refusal.action
    if item.refusal.authorised:
        action += f" (authorised: {item.refusal.authorised})"
    said = f"In dispute: {lower_first(item.request)}. The request was {action}."
    if item.refusal.cites:
        said += f" The claims administrator relied on {listed(map(_cited, item.refusal.cites))}."
    rule = determination.rule
    if rule is None:
        return f"{said} The decision is {_decided(case.text.decided)}."
    guideline = rule.guideline
    until = f"until {guideline.until}" if guideline.until else "with no end so far"
    injury = case.text.injury.date
    whatever = f" and not by the date of injury ({show_date(injury)})" if injury else ""
    return (
        f"{said} The decision is {_decided(case.text.decided)}. By that date{whatever} the rules "
        f"are chosen: {rule.title}, {rule.cite}, {guideline.citation}, in force from "
        f"{guideline.since} {until}."
    )


def _cited(cite: Citation) -> str:
    parts = [cite.guideline, cite.section, page_word(cite.pages)]
    return ", ".join(part for part in parts if part)


def _decided(decided: str) -> str:
    return f"{'of' if len(decided) < 10 or '/' in decided else 'of the day'} {show_date(decided)}"


def considered_said(determination: Determination) -> list[str]:
    """Say of each rule that was looked at beside the governing one why it does not decide."""
    said = []
    for c in beside(determination):
        what = f"{upper_first(c.rule.title)} ({c.rule.cite})"
        role = {
            "might apply": "might apply, which is not shown",
            "gives way": "gives way",
            "does not apply": "does not apply",
        }.get(c.role)
        if role:
            said.append(f"{what} {role}. {upper_first(c.why.rstrip('.'))}.{would_follow(c)}")
    return said + elsewhere_said(determination)


def beside(determination: Determination) -> list[Considered]:
    """The rules that were looked at beside the governing one; not those for another body part."""
    return [c for c in determination.considered if c.role != "governs" and not _elsewhere(c)]


def elsewhere_said(determination: Determination) -> list[str]:
    """Name the guidelines for other parts of the body in one sentence, if there are any."""
    other = dict.fromkeys(c.rule.guideline.short for c in determination.considered if _elsewhere(c))
    if not other:
        return []
    return [f"Guidelines for other parts of the body do not apply: {'; '.join(other)}."]


def _elsewhere(c: Considered) -> bool:
    asked = c.rule.applies.facts.keys() if c.rule.applies else set()
    return c.role == "does not apply" and asked == {"body_part"}


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


_ORDER = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def _ground(determination: Determination, ground: Step, place: int, count: int) -> str:
    start = f"{_ordinal(place)}, " if count > 1 else ""
    kind = "contrary to a criterion" if ground.verdict == "not met" else "not shown"
    said = [f"{upper_first(start + kind)}: {sentence(ground)}", _in_brackets(ground)]
    said += _missing(open_facts(ground))
    if decides_alone(determination, ground):
        said.append("This ground alone would uphold the refusal.")
    else:
        said.append("It falls away wherever the other grounds are met.")
    return " ".join(said)


def _ordinal(place: int) -> str:
    return _ORDER[place] if place < len(_ORDER) else f"{place + 1}th"


def _in_brackets(ground: Step) -> str:
    return f"({cite_of(ground).replace(' · ', ', ')}.)"


def _missing(known: Iterable[Known]) -> list[str]:
    """Which facts are not documented, and where they are usually found."""
    said = []
    for one in known:
        if one.fact.kind != "reading":
            state = one.shown if one.pair == one.fact.span else f"known only as {one.shown}"
            where = f"; usually found in: {one.fact.found_in}" if one.fact.found_in else ""
            said.append(f"{upper_first(one.fact.label)}: {state}{where}.")
    return said


def _met(determination: Determination) -> str:
    met = [g for g in determination.grounds if g.verdict == "met"]
    if not met:
        return ""
    start = "On the other points the request is in order: " if determination.against else ""
    return start + " ".join(f"{sentence(g)} {_in_brackets(g)}" for g in met)


def _defects(determination: Determination) -> str:
    aside = [d.says for d in determination.case.text.defect if not d.reason]
    return f"Noted in the file, but no reason for the result: {' '.join(aside)}" if aside else ""


def _conclusion(determination: Determination) -> str:
    word, said = headline(determination)
    if determination.outcome == "not addressed":
        return f"{word}: {lower_first(said)}"
    if determination.outcome == "overturned":
        return "The refusal is overturned: all that is asked for is shown."
    against = determination.against
    parts = ["The refusal is upheld."]
    if len(against) > 1:
        contrary = [_ordinal(n) for n, g in enumerate(against) if g.verdict == "not met"]
        unshown = [_ordinal(n) for n, g in enumerate(against) if g.verdict == "open"]
        told = [
            f"on the {listed(some)} {'ground' if len(some) == 1 else 'grounds'} {what}"
            for some, what in (
                (contrary, "the request is contrary to what is asked for"),
                (unshown, "the file leaves open whether it is"),
            )
            if some
        ]
        parts.append(f"{upper_first('; '.join(told))}.")
    if any(ground.verdict == "open" for ground in against):
        parts.append(
            "The requesting physician carries the burden of showing medical necessity. That the "
            "file does not show something is a finding about the file; it does not make it untrue."
        )
    parts.append("An item is decided whole, as it was requested; no smaller part is granted.")
    return " ".join(parts)
