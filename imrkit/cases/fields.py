"""What a case's own fields say of facts: its heading, worker, injury, diagnoses and request."""

from __future__ import annotations

from collections.abc import Iterator

from imrkit.cases.known import Known, Origin
from imrkit.cases.schema import CaseFile, Item, show_date
from imrkit.facts.dates import date_span
from imrkit.facts.fact import EVER, OPEN, CaseField, Fact, Vocabulary
from imrkit.facts.spans import Days
from imrkit.rules.terms import Terms, found


def said_by_fields(
    case: CaseFile, item: Item, vocabulary: Vocabulary, terms: Terms
) -> Iterator[Known]:
    """Say what a case tells of facts apart from those of an item.

    Args:
        case: the file's content.
        item: one of its disputed items.
        vocabulary: the facts; those that it lacks are left out.
        terms: what the words of the file mean.
    """
    given = {fact.given_in: fact for fact in vocabulary.values() if fact.given_in}

    def said(field: CaseField, value: object, origin: Origin, whence: str = "") -> Iterator[Known]:
        if fact := given.get(field):
            yield Known(fact, fact.value_of(value), "", origin, whence)

    yield from said("decided", case.decided, "heading", case.decided_note)
    if case.injury.date:
        yield from said("injury.date", case.injury.date, "heading")
    if case.worker.age is not None:
        yield from said("worker.age", case.worker.age, "case summary")
    for name, value in terms.implied_by(item.treatment).items():
        if fact := vocabulary.get(name):
            yield Known(fact, fact.value_of(value), "", "name of the treatment")
    if part := terms.part_named(item.body_part):
        yield from said("item.body_part", part, "request")
    treated = [item.treats] if item.treats else list(case.diagnoses)
    if treated and (groups := given.get("diagnoses")):
        group = found(terms.diagnosis_group, treated) or groups.choices[-1]
        yield from said("diagnoses", group, "diagnosis", f"the diagnosis: {', '.join(treated)}")
    if case.injury.date and (weeks := given.get("injury.date to item.refusal.date")):
        between = _weeks(case, case.injury.date, item, weeks)
        yield Known(weeks, weeks.value_of(between), "", "dates", _counted_to(item))
    if item.requested:
        yield from said("item.requested", item.requested, "request")
    elif requested := given.get("item.requested"):
        yield _requested(case, item, requested)


def _counted_to(item: Item) -> str:
    """Up to which day the weeks since the injury are counted."""
    day = f" of {show_date(item.refusal.date)}" if item.refusal.date else ", which is not dated"
    return f"the dates of the letter, up to the utilization review{day}"


def _weeks(case: CaseFile, injured: str, item: Item, fact: Fact) -> tuple[int, int]:
    """Weeks from the injury to the utilization review, between the bounds that dates set.

    Where the refusal is not dated it lies between the last dated document and the decision.
    """
    first, last = date_span(injured)
    dated = [date_span(d.date).first for d in case.document if d.date]
    if item.refusal.date:
        since, until = date_span(item.refusal.date)
    else:
        since, until = max(dated, default=last), date_span(case.decided).last
    most = fact.unknown[1]
    low = max(0, since - last) // 7
    return (min(low, most), min(max(low, (until - first) // 7), most))


def _requested(case: CaseFile, item: Item, fact: Fact) -> Known:
    """When an undated request can have been made: before the refusal, and not long before it."""
    whole = case.file == "whole"
    decided = date_span(case.decided)
    refused = date_span(item.refusal.date) if item.refusal.date else None
    last = refused.last if refused else decided.last
    why, days = "not documented", None
    if not item.retrospective:
        if refused and fact.within is not None:
            days = Days(refused.first - fact.within, last)
            return Known(fact, days, why, "law", fact.within_because, whole=whole)
        if fact.before_decision is not None:
            days = Days(decided.first - fact.before_decision, last)
            return Known(fact, days, why, "law", fact.before_decision_because, whole=whole)
    return Known(fact, Days(EVER.first, last), why, "silence", OPEN[why], whole=whole)
