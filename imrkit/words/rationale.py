"""The rationale: a determination in plain prose, built from its justification tree."""

from __future__ import annotations

from collections.abc import Iterable

from imrkit.cases.case import Known
from imrkit.cases.schema import Citation, show_date
from imrkit.determination.determination import Determination
from imrkit.determination.tree import Step
from imrkit.rules.rule import page_word
from imrkit.words.changes import decides_alone
from imrkit.words.english import listed, lower_first, upper_first
from imrkit.words.headline import headline
from imrkit.words.other_rules import considered_said, where_next
from imrkit.words.steps import cite_of, open_facts, sentence

NOTICE = "For learning. Neither legal nor medical advice."


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
        return f"{said} The decision is {_decided(case.data.decided)}."
    guideline = rule.guideline
    until = f"until {guideline.until}" if guideline.until else "with no end so far"
    injury = case.data.injury.date
    whatever = f" and not by the date of injury ({show_date(injury)})" if injury else ""
    return (
        f"{said} The decision is {_decided(case.data.decided)}. By that date{whatever} the rules "
        f"are chosen: {rule.title}, {rule.cite}, {guideline.citation}, in force from "
        f"{guideline.since} {until}."
    )


def _cited(cite: Citation) -> str:
    parts = [cite.guideline, cite.section, page_word(cite.pages)]
    return ", ".join(part for part in parts if part)


def _decided(decided: str) -> str:
    return f"{'of' if len(decided) < 10 or '/' in decided else 'of the day'} {show_date(decided)}"


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
            state = one.shown if one.value == one.fact.unknown else f"known only as {one.shown}"
            where = f"; usually found in: {one.fact.found_in}" if one.fact.found_in else ""
            said.append(f"{upper_first(one.fact.label)}: {state}{where}.")
    return said


def _met(determination: Determination) -> str:
    met = [g for g in determination.grounds if g.verdict == "met"]
    if not met:
        return ""
    start = "On the other points the request is in order: " if determination.against else ""
    return start + " ".join(f"{sentence(g)} {_in_brackets(g)}" for g in met)


ASIDE = "Noted in the file, but no reason for the result"


def aside(determination: Determination) -> tuple[str, ...]:
    """What is wrong with the file and yet no reason for the result."""
    return tuple(d.says for d in determination.case.data.defect if not d.reason)


def _defects(determination: Determination) -> str:
    said = " ".join(aside(determination))
    return f"{ASIDE}: {said}" if said else ""


def _conclusion(determination: Determination) -> str:
    word, said = headline(determination)
    if determination.outcome == "not addressed":
        return f"{word}: {lower_first(said)}"
    if determination.outcome == "overturned":
        return "The refusal is overturned: all that the rules ask for is shown."
    against = determination.against
    parts = ["The refusal is upheld."]
    if len(against) > 1:
        contrary = [_ordinal(n) for n, g in enumerate(against) if g.verdict == "not met"]
        unshown = [_ordinal(n) for n, g in enumerate(against) if g.verdict == "open"]
        told = [
            f"on the {listed(some)} {'ground' if len(some) == 1 else 'grounds'} {what}"
            for some, what in (
                (contrary, "the criterion is not met"),
                (unshown, "the file leaves open whether the criterion is met"),
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
