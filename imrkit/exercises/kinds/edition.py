"""Choose the book: the date that governs, the guideline, its edition, and the section.

Edition and section are asked once date and guideline are right: they would tell the guideline.
Where there is only one to choose from, it is not asked; nor is a section that is named after the
treatment itself.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from imrkit.check.citations import guideline_cited
from imrkit.determination.determination import Determination
from imrkit.errors import DataError
from imrkit.exercises.answers import Answers
from imrkit.exercises.dates import in_prose
from imrkit.exercises.graded import Key, Said
from imrkit.exercises.grading import is_right
from imrkit.exercises.kinds.checked import Checked
from imrkit.exercises.kinds.common import (
    answerable,
    asked_for,
    because,
    believed,
    choices,
    replies_of,
    stating,
    to_holders,
)
from imrkit.exercises.looking import words_of
from imrkit.exercises.misconceptions import said_of
from imrkit.exercises.question import Meant, Part
from imrkit.exercises.variants import Variant
from imrkit.facts.spans import Days
from imrkit.rules.rule import Rule
from imrkit.rules.schema import Guideline

DATE, GUIDELINE, EDITION, SECTION = "date", "guideline", "edition", "section"
CREDIT = {DATE: 0.2, GUIDELINE: 0.2, SECTION: 0.2, EDITION: 0.4}
DATES = {
    "injury_date": "The day when the injury happened",
    "request_date": "The day of the request",
    "decision_date": "The day of the decision",
    "service_date": "The day of the service",
    "today": "The day when the file is read",
}
OFFERED = ("injury_date", "request_date", "decision_date", "today")
EITHER = ("request_date", "decision_date")
"""The dates between which no text decides."""
MOST = 4
"""So many guidelines and sections are offered."""
CHRONIC = 90
"""So many days make the three months from which on pain is chronic (8 CCR 9792.20 of 2015)."""
EITHER_DAY = (
    "Either day is right here, that of the request and that of the decision: both lie in one "
    "edition. In our rule book the chapters on parts go by the day of the decision, the chronic "
    "pain chapters by the day of the request. That is our reading, not a section of law."
)
"""Said of either day where both lead to the same edition."""
TOLD_IN = 3
"""The lesson that says so itself, once, before and after it first asks."""
TOO_SOON = (
    "Pain is chronic from three months on (8 CCR 9792.20). Letters open that text sooner for some "
    "treatments; here {who} not. You may argue for it. What else speaks of this treatment?"
)
"""Said to the chronic pain text where it is not applied before the pain is chronic."""
OF_PART = "Start from what {asked} is for and how long it has hurt, then open that."
OF_ITS_OWN = (
    "A kind of treatment, or the time after an operation, may have a guideline of its own, "
    "whatever hurts and for how long. Is there one for {asked}?"
)
OF_EVERY_PART = (
    "No chapter on a part of the body has the text on {asked}. Where would the schedule put what "
    "may be asked for any part?"
)
"""What is said to another guideline than the one that governs, by the kind of that one."""
NEAR = 90
"""So many days from a switch of editions an exercise keeps away."""


def _rule(determination: Determination) -> Rule:
    if determination.rule is None:
        raise DataError("no rule of the book governs, so that there is no edition to ask for")
    return determination.rule


def ask(variant: Variant) -> tuple[Part, ...]:
    """The choices; editions in the order of their dates."""
    rule, book = _rule(variant.determination), variant.case.book
    editions = sorted(
        (head.since, stem, head)
        for stem, head in book.guidelines.items()
        if head.name == rule.guideline.name
    )
    years = [
        (stem, f"{head.edition}, applied from {since:%m/%d/%Y}") for since, stem, head in editions
    ]
    dates = [(date, DATES[date]) for date in OFFERED]
    parts = (
        Part(DATE, "Which date chooses the edition?", "one", choices(dates), of=DATE),
        Part(
            GUIDELINE,
            "Which guideline?",
            "one",
            choices(_guidelines(variant), variant, GUIDELINE),
            of=GUIDELINE,
        ),
        Part(EDITION, "Which edition?", "one", choices(years), later=True, of=EDITION),
        Part(
            SECTION,
            "Which section?",
            "one",
            choices(_sections(variant), variant, SECTION),
            later=True,
            of=SECTION,
        ),
    )
    return tuple(part for part in parts if len(part.options) > 1)


def _guidelines(variant: Variant) -> list[tuple[str, str]]:
    """The governing guideline, others that replies speak of or holders would take, and more.

    Those in force when it was decided come first, and the chapters of the parts that hurt.
    """
    found, book = variant.determination, variant.case.book
    rule = _rule(found)
    every = [g for g in book.guidelines.values() if g.layer == "mtus" and _later(g, rule)]
    every.sort(key=lambda head: (not _of_part(head, found), not _holds(head, found)))
    spoken_of = {r.chosen for r in variant.exercise.data.reply if r.to == GUIDELINE}
    named = [g for g in every if g.name in spoken_of]
    believed = [g for g in every if g.name in _believed(variant, GUIDELINE)]
    looked = [c.rule.guideline for c in found.considered]
    others = [g for g in looked if g.layer != "statute" and g.name != rule.guideline.name]
    offered = {rule.guideline.name: _title(rule.guideline)}
    for head in (*named, *believed, *others, *every):
        if len(offered) < MOST:
            offered.setdefault(head.name, _title(head))
    return list(offered.items())


def _title(head: Guideline) -> str:
    """What a guideline is called, without its edition, which is asked next."""
    return re.sub(r" \(ACOEM, [^)]*\)$", " (ACOEM)", head.title)


def _of_part(head: Guideline, found: Determination) -> bool:
    """Whether a guideline is the chapter of a part for which the treatment was requested."""
    asked = words_of(f"{found.item.request} {found.known['body_part'].shown}")
    return "Complaints" in head.title and bool(words_of(_title(head)) & asked - {"complaints"})


def _holds(head: Guideline, found: Determination) -> bool:
    """Whether a guideline was in force on the day of the decision."""
    days = found.facts["decision_date"]
    assert isinstance(days, Days)
    last = (head.until or dt.date.max).toordinal()
    return bool(head.since.toordinal() <= days.first <= last)


def _later(head: Guideline, rule: Rule) -> bool:
    """Whether a guideline had not ended before the edition that governs began.

    The whole 2nd edition of ACOEM had: beside its own chapters it would be right as well.
    """
    return head.until is None or head.until >= rule.guideline.since


def _sections(variant: Variant) -> list[tuple[str, str]]:
    """The governing rule, and others of the same edition: those that holders would take first."""
    rule, book = _rule(variant.determination), variant.case.book
    if _named_after(rule, variant.item.treatment):
        return [(_section(rule), rule.title)]
    same = [r for r in book.rules.values() if r.guideline == rule.guideline and r.id != rule.id]
    believed = _believed(variant, SECTION)  # what both name is told apart by their lists alone
    same = [
        r
        for r in same
        if _section(r) in believed or variant.item.treatment not in r.data.treatments
    ]
    same.sort(key=lambda r: _section(r) not in believed)
    return [(_section(r), r.title) for r in [rule, *same[: MOST - 1]]]


def _section(rule: Rule) -> str:
    return rule.id.partition(".")[2]


def _named_after(rule: Rule, treatment: str) -> bool:
    """Whether a section is named after the treatment itself, so that nothing is left to find."""

    def words(text: str) -> set[str]:
        return {word.removesuffix("s") for word in re.findall(r"[a-z]+", text.casefold())}

    return words(rule.title.rpartition(":")[2]) <= words(treatment)


def _believed(variant: Variant, part: str) -> set[str]:
    """What holders of misconceptions would answer to a part."""
    held = variant.once("believed", lambda: believed(variant, _told))
    return {told[part] for told in held.values() if part in told}


def key(variant: Variant) -> Key:
    """The date, guideline, edition and section of the rule that governs.

    No section of law that we found says whether the day of the request or that of the decision
    chooses; where both lie in the same edition, either is right.
    """
    parts, found = ask(variant), variant.determination

    def told(answers: Answers) -> Mapping[str, str]:
        every = _told(answers)
        return {part.id: every[part.id] for part in parts if part.id in every}

    right = {part: frozenset({one}) for part, one in told(Answers(found)).items()}
    right[DATE] |= {date for date in EITHER if _in_force(found, date)}
    held = answerable(believed(variant, told), parts)
    asked, later = asked_for(variant), [f"its {part.id}" for part in parts if part.later]
    replies: dict[tuple[str, str], Said] = {
        (DATE, "injury_date"): said_of("M5"),
        (DATE, "today"): Said(
            f"No edition governs {asked} by the day when somebody reads the file: each new edition "
            "would decide it anew. When was it asked for, and when decided?"
        ),
        (DATE, ""): Said(
            f"When was {asked} requested, and when decided? In which edition does each day lie?"
        ),
        (GUIDELINE, ""): Said(_where(_rule(found).guideline).format(asked=asked)),
        (EDITION, ""): Said(f"Which text on {asked} was in force on the date that you chose?"),
        (SECTION, ""): Said(
            f"Our rule book does not decide {asked} by that section. Which one names it?"
        ),
        ("", ""): Said(f"That is the guideline for {asked}. Choose {' and '.join(later)}."),
    }
    own = replies_of(variant)
    if EDITION in right and (EDITION, "") not in own:
        replies |= {
            (EDITION, stem): Said(f"{says} Which text on {asked} was in force then?")
            for stem, says in _out_of_force(variant)
        }
    if before_chronic(found) and not _rule(found).guideline.treatments:
        opens = letter_opens_chronic(found)
        who = "our rule book does" if opens else "this letter and our rule book do"
        replies[GUIDELINE, "chronic_pain"] = Said(TOO_SOON.format(who=who))
    said = variant.exercise.data.lesson == TOLD_IN
    notes = {DATE: EITHER_DAY} if either_day(found) and not said else {}
    replies |= to_holders(variant, held, right) | own
    replies = stating(replies, DATE, ["injury_date"])
    return Key(right, replies, because(variant), held, notes=notes)


def _out_of_force(variant: Variant) -> Iterator[tuple[str, str]]:
    """Each edition that does not govern, and why not: when it began or ended."""
    governs = _rule(variant.determination).guideline
    one_day = "request" if governs.by == "request_date" else "decision"
    days = "request and decision" if either_day(variant.determination) else f"the {one_day}"
    for stem, head in variant.case.book.guidelines.items():
        if head.name != governs.name or head == governs:
            continue
        if head.since > governs.since:
            yield stem, f"That edition begins on {in_prose(head.since)}; {days} came before."
        elif head.until is not None:
            yield stem, f"That edition ended on {in_prose(head.until)}; {days} came after."


def _where(head: Guideline) -> str:
    """Where the search for a guideline starts, so that it does not lead back to another one."""
    if head.treatments:
        return OF_ITS_OWN
    return OF_PART if head.scope or head.name == "chronic_pain" else OF_EVERY_PART


def either_day(determination: Determination) -> bool:
    """Whether the days of request and of decision lie in the edition that governs.

    Args:
        determination: a determination that a rule governs.
    """
    return all(_in_force(determination, date) for date in EITHER)


def before_chronic(determination: Determination) -> bool:
    """Whether a treatment was asked for when less than three months of pain had passed.

    Args:
        determination: its determination.
    """
    injury, asked = (determination.facts[date] for date in ("injury_date", "request_date"))
    assert isinstance(injury, Days)
    assert isinstance(asked, Days)
    return bool(asked.last - injury.first < CHRONIC)


def letter_opens_chronic(determination: Determination) -> bool:
    """Whether the published letter cites a chronic pain guideline.

    Args:
        determination: the determination of its item.
    """
    cites = determination.item.published.cites
    return any(guideline_cited(determination.case.book, c) == "chronic_pain" for c in cites)


def _told(answers: Answers) -> Mapping[str, str]:
    if "guideline" in answers.said:
        return {GUIDELINE: answers.said["guideline"]}
    rule = answers.determination.rule
    if rule is None:
        return {}
    by = rule.guideline.by
    told = {
        DATE: by if by in DATES else "decision_date",
        GUIDELINE: rule.guideline.name,
        EDITION: answers.edition,
        SECTION: _section(rule),
    }
    if "edition" in answers.said:
        told[DATE] = "injury_date"
    return told


def _in_force(determination: Determination, date: str) -> bool:
    """Whether the edition that governs was in force on a date of the file."""
    head, days = _rule(determination).guideline, determination.facts[date]
    until = head.until.toordinal() if head.until else days[1]
    return bool(head.since.toordinal() <= days[0] and days[1] <= until)


def near_a_switch(determination: Determination) -> bool:
    """Whether the date that chooses the edition lies near a switch of editions."""
    rule = _rule(determination)
    days = determination.facts[rule.guideline.by]
    assert isinstance(days, Days)
    since, until = rule.guideline.since.toordinal(), rule.guideline.until
    late = until is not None and until.toordinal() - days.last < NEAR
    return bool(days.first - since < NEAR or late)


def half_way(key: Key, meant: Meant) -> bool:
    """Whether date and guideline are right, and edition and section not chosen yet."""
    later = [part for part in (EDITION, SECTION) if part in key.right]
    waits = bool(later) and not any(meant[part] for part in later)
    return waits and all(is_right(key, part, meant[part]) for part in (DATE, GUIDELINE))


def after(checked: Checked) -> dict[str, Any]:
    """The editions and sections, once date and guideline are right or told."""
    found = all(is_right(checked.key, part, checked.meant[part]) for part in (DATE, GUIDELINE))
    if not found and not checked.over:
        return {}
    later = [part for part in (EDITION, SECTION) if part in checked.key.right]
    return {"offered": {part: checked.part(part).offered() for part in later}}


def credit(key: Key, meant: Meant) -> float:
    """0.4 for the edition, 0.2 for each of the others; in proportion where one is not asked."""
    earned = sum(CREDIT[part] * is_right(key, part, meant[part]) for part in key.right)
    return earned / sum(CREDIT[part] for part in key.right)
