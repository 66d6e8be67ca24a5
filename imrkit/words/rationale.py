"""The rationale: a determination in plain prose, built from its justification tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from imrkit.cases.case import Known
from imrkit.cases.known import given_by
from imrkit.cases.schema import Citation, show_date
from imrkit.determination.determination import Determination, Outcome
from imrkit.determination.tree import Standing, Step, counted_by
from imrkit.facts.fact import CaseField
from imrkit.rules.governing import By
from imrkit.rules.rule import page_word
from imrkit.words.changes import decides_alone
from imrkit.words.english import listed, ordinal, upper_first
from imrkit.words.headline import arguable, both_ways, granted, headline, if_taken
from imrkit.words.known import value_said
from imrkit.words.other_rules import considered_said, where_next
from imrkit.words.silence import SILENCE, by_silence, met_said
from imrkit.words.steps import (
    NOT_SHOWN_OR_JUDGED,
    argued_of,
    carrying,
    cite_of,
    open_facts,
    sentence,
    standing_said,
)

NOTICE = "For learning. Neither legal nor medical advice."
BURDEN = (
    "The requesting physician carries the burden of showing medical necessity. That the "
    "file does not show something is a finding about the file; it does not make it untrue."
)
ADDED = "Of what reviewers add to the text, this is in order:"
NO_WAY = (
    "one of several ways would be enough, and none is shown",
    "reviewers ask for one of several ways, and none is shown",
)
"""How a ground stands with ways some of which the file shuts, while others are not shown."""
WHOLE = "A disputed item is decided whole; no smaller part of it is granted."
"""What a denial that stands always says."""


def rationale(determination: Determination, by: By | None = None) -> str:
    """Write the rationale of a determination in plain prose.

    Args:
        determination: the determination of one disputed item.
        by: what the item is judged by; None for its outcome in all.

    Returns:
        Paragraphs, separated by blank lines: the question and the guideline that governs; what
        was considered beside it; each ground against; what is met; the conclusion.
    """
    paragraphs = [_question(determination), " ".join(considered_said(determination))]
    paragraphs += where_next(determination)
    against = counted_by(determination.against, by)
    paragraphs += [
        _ground(determination, ground, place, len(against), by)
        for place, ground in enumerate(against)
    ]
    paragraphs += [
        _met(determination, by),
        _defects(determination),
        _conclusion(determination, by),
    ]
    return "\n\n".join(p for p in paragraphs if p)


def _question(determination: Determination) -> str:
    case, item = determination.case, determination.item
    action: str = item.refusal.action
    if item.refusal.authorised:
        action += f" (authorized: {item.refusal.authorised})"
    said = f"In dispute: {item.request}. The request was {action}."
    if item.refusal.cites:
        said += f" The claims administrator relied on {listed(map(_cited, item.refusal.cites))}."
    rule = determination.rule
    said += f" The decision is {_decided(_day(determination, 'decided') or case.data.decided)}."
    if rule is None:
        return said
    guideline = rule.guideline
    stands = "a guideline outside the MTUS, to which the search turns where the MTUS is silent"
    if guideline.layer != "beyond":
        until = f"until {guideline.until}" if guideline.until else "with no end so far"
        stands = f"in force from {guideline.since} {until}"
    injury = _day(determination, "injury.date") or case.data.injury.date
    whatever = f" and not by the date of injury ({show_date(injury)})" if injury else ""
    asked = given_by(determination.known, "item.requested")
    by_request = asked is not None and asked.fact.name == guideline.by
    day = "the day of the request" if by_request else "that date"
    return (
        f"{said} By {day}{whatever} the rules are chosen: {rule.title}, {rule.cite}, "
        f"{guideline.citation}, {stands}."
    )


def _day(determination: Determination, field: CaseField) -> str:
    """A day that was moved, as it stands now; "" where it is that of the file."""
    known = given_by(determination.known, field)
    return known.shown if known is not None and known.changed and not known.open else ""


def _cited(cite: Citation) -> str:
    parts = [cite.guideline, cite.section, page_word(cite.pages)]
    return ", ".join(part for part in parts if part)


def _decided(decided: str) -> str:
    return f"{'of' if len(decided) < 10 or '/' in decided else 'dated'} {show_date(decided)}"


_KIND: dict[Standing, tuple[str, str]] = {
    "not met": (
        "the request goes against a criterion",
        "the request goes against what reviewers ask",
    ),
    "not shown": ("a criterion is not shown", "what reviewers ask is not shown"),
    "not told": (
        "the letter does not tell whether a criterion holds",
        "the letter is silent on this",
    ),
    "reading": ("a criterion is left to judgment", "what reviewers ask is left to judgment"),
}
"""How a ground stands, of the guideline's own and of those that reviewers add."""


def _ground(
    determination: Determination, ground: Step, place: int, count: int, by: By | None
) -> str:
    start = f"{ordinal(place + 1)}, " if count > 1 else ""
    kind = _KIND[ground.standing][ground.by_reviewers]
    if standing_said(ground) == NOT_SHOWN_OR_JUDGED:
        kind = kind.replace("left to judgment", "not shown, and left to judgment")
    ways = ground.parts if ground.joined_by == "or" and not ground.name else ()
    if ground.standing == "not shown" and any(way.verdict == "not met" for way in ways):
        kind = NO_WAY[ground.by_reviewers]  # what fails is told beside what is not shown
    said = [f"{upper_first(start + kind)}: {sentence(ground)}", _in_brackets(ground)]
    said += _missing(open_facts(ground))
    if _outcome(determination, by) == "upheld":
        if decides_alone(determination, ground, by or "reviewers"):
            said.append("This ground alone would uphold the denial.")
        else:
            said.append("It falls away wherever the other grounds are met.")
    return " ".join(said)


def _in_brackets(ground: Step) -> str:
    return _brackets(cite_of(ground))


def _brackets(cites: str) -> str:
    return f"({cites.replace(' · ', ', ')}.)"


def _missing(known: Iterable[Known]) -> list[str]:
    """What is known of the facts that leave a ground open, and where they are usually found."""
    said = []
    for one in known:
        if one.fact.kind != "reading":
            settled = one.value == one.fact.unknown or one.state == "contradicted"
            state = value_said(one) if settled else f"known only as {one.shown}"
            where = f"; usually found in: {one.fact.found_in}" if one.fact.found_in else ""
            said.append(f"{upper_first(one.fact.label)}: {state}{where}.")
    return said


def _outcome(determination: Determination, by: By | None) -> Outcome:
    return determination.outcome_by(by) if by else determination.outcome


def _met(determination: Determination, by: By | None) -> str:
    met = [g for g in counted_by(determination.grounds, by) if g.verdict == "met"]
    own = [leaf for g in met if not g.by_reviewers for leaf in carrying(g)]
    added = [leaf for g in met if g.by_reviewers for leaf in carrying(g)]
    against = counted_by(determination.against, by)
    start = "On the other points the request is in order:" if against else ""
    return " ".join([*_by_silence(start, own), *_by_silence(ADDED, added)])


def _by_silence(start: str, met: Iterable[Step]) -> Iterator[str]:
    """Tell what is shown, and then what is only assumed."""
    met = tuple(met)
    shown = [leaf for leaf in met if not by_silence(leaf)]
    assumed = [leaf for leaf in met if by_silence(leaf)]
    if shown:
        yield f"{start} {_told(shown)}".strip()
    if assumed:
        yield f"{start if not shown else ''} {SILENCE} {_told(assumed)}".strip()


def _told(grounds: Iterable[Step]) -> str:
    """Some grounds, each once: two editions of what every request needs ask for the same."""
    cited: dict[str, dict[str, None]] = {}
    for ground in grounds:
        said = " ".join([met_said(ground), *argued_of(ground)])
        cited.setdefault(said, {})[cite_of(ground)] = None
    alike: dict[str, list[str]] = {}
    for one, cites in cited.items():
        alike.setdefault("; ".join(cites), []).append(one)
    return " ".join(f"{' '.join(said)} {_brackets(cites)}" for cites, said in alike.items())


ASIDE = "Noted in the file, but no reason for the result"


def aside(determination: Determination) -> tuple[str, ...]:
    """What is wrong with the file and yet no reason for the result."""
    return tuple(d.says for d in determination.case.data.defect if not d.reason)


def _defects(determination: Determination) -> str:
    said = " ".join(aside(determination))
    return f"{ASIDE}: {said}" if said else ""


def _conclusion(determination: Determination, by: By | None) -> str:
    """The result, by the text and with what reviewers add where the two are not the same."""
    _, said = headline(determination, by)
    told = _met(determination, by)
    argued = [one.argued for one in arguable(determination, by) if one.argued not in told]
    match _outcome(determination, by):
        case "upheld":
            return " ".join(
                [
                    "The denial is upheld.",
                    *_both(determination),
                    *argued,
                    *_upheld(determination, by),
                ]
            )
        case "overturned" if by == "text":
            return " ".join(["The denial is overturned.", *_both(determination), *argued])
        case "overturned":
            taken = if_taken(determination, by)
            granting = f"The denial is overturned: {granted(determination)}{taken}."
            return " ".join([granting, *argued])
        case "turns on judgment":
            return " ".join(
                ["Whether the denial stands turns on judgment.", said, *_both(determination)]
            )
        case "turns on what the letter does not tell":
            start = "Whether the denial stands cannot be told from the letter."
            return " ".join([start, said])
    return said


def _both(determination: Determination) -> tuple[str, ...]:
    same = determination.outcome_by("text") == determination.outcome_by("reviewers")
    return () if same else both_ways(determination)


def _upheld(determination: Determination, by: By | None) -> Iterator[str]:
    against = counted_by(determination.against, by)
    if len(against) > 1:
        failing = [ordinal(n) for n, g in enumerate(against, 1) if g.verdict == "not met"]
        unshown = [ordinal(n) for n, g in enumerate(against, 1) if g.verdict == "open"]
        told = [
            f"on the {listed(some)} {'ground' if len(some) == 1 else 'grounds'} {what}"
            for some, what in (
                (failing, "the criterion is not met"),
                (unshown, "the file leaves open whether the criterion is met"),
            )
            if some
        ]
        yield f"{upper_first('; '.join(told))}."
    if any(ground.verdict == "open" for ground in against):
        yield BURDEN
    yield WHOLE
