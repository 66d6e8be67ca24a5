"""Keys against brute force: every way in which the open facts could turn out, tried in turn.

Every exercise of every kind, on some seeds; on 500 in `make course-proof`. The reference knows
nothing of the kinds: it asks the rules' own tests, as Python, of plain values, and reads what else
it needs from the case file itself.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, product
from typing import Any

import pytest

from imrkit.cases.loading import load_case
from imrkit.cases.schema import Finding
from imrkit.determination.deciding import decide, revise
from imrkit.determination.determination import Determination
from imrkit.exercises.asking import key_of, question_of
from imrkit.exercises.kinds.change import AS_IS
from imrkit.exercises.loading import exercise_paths
from imrkit.exercises.schema import Line
from imrkit.exercises.variants import Variant, vary
from imrkit.facts.dates import date_span
from imrkit.facts.fact import OPEN, Fact
from imrkit.process.timeline import timeline
from tests.course.brute import Brute, values
from tests.course.lessons import exercise_named

NAMES = tuple(exercise_paths())
FEW, MANY = 3, 500
pytestmark = pytest.mark.parametrize("seeds", [FEW, pytest.param(MANY, marks=pytest.mark.proof)])


def of_kind(*kinds: str) -> pytest.MarkDecorator:
    """Every exercise of some kinds."""
    return each([name for name in NAMES if exercise_named(name).data.kind in kinds])


def each(names: list[str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("name", names)


def variants(name: str, seeds: int) -> Iterator[Variant]:
    """The variants of an exercise; of seeds that choose the same file, one."""
    exercise, seen = exercise_named(name), set()
    for seed in range(seeds):
        variant = vary(exercise, seed)
        chosen = id(variant.shared), seed if exercise.data.kind == "error" else 0
        if chosen not in seen:
            seen.add(chosen)
            yield variant


def brute(variant: Variant) -> Brute:
    return variant.once("brute", lambda: Brute(variant.determination))


# ---- verdict and choice


@of_kind("verdict")
def test_the_outcome_is_what_trying_everything_gives(name: str, seeds: int) -> None:
    for variant in variants(name, seeds):
        assert key_of(variant).right["outcome"] == {brute(variant).outcome}


@of_kind("verdict")
def test_a_main_ground_fails_in_some_way_and_none_does_where_all_is_met(
    name: str, seeds: int
) -> None:
    for variant in variants(name, seeds):
        right = key_of(variant).right["ground"]
        assert (right == {"met"}) == brute(variant).granted
        _are_grounds(variant, right - {"met"})


def _are_grounds(variant: Variant, names: frozenset[str]) -> None:
    """Each fails in some way; where one cannot be met at all, each of them cannot."""
    found = brute(variant)
    verdicts = {name: found.verdict(name) for name in names}
    assert "met" not in verdicts.values()
    firm = not found.possible and any(found.verdict(n) == "not met" for n in names)
    assert not firm or set(verdicts.values()) == {"not met"}


@of_kind("choice")
def test_a_choice_is_answered_as_trying_everything_answers_it(name: str, seeds: int) -> None:
    for variant in variants(name, seeds):
        (told,) = key_of(variant).right["answer"]
        what, _, of = variant.exercise.data.query.partition(" of ")
        _CHOICES[what](variant, told, of)


def _outcome(variant: Variant, told: str, _: str) -> None:
    assert told == brute(variant).outcome


def _verdict(variant: Variant, told: str, _: str) -> None:
    found = brute(variant)
    why = "met" if found.granted else "not shown" if found.possible else "not met"
    assert told == f"{found.outcome}, {why}"


def _share(variant: Variant, told: str, _: str) -> None:
    assert told == ("all" if brute(variant).granted else "0")


def _ground(variant: Variant, told: str, _: str) -> None:
    assert (told == "met") == brute(variant).granted
    _are_grounds(variant, frozenset({told} - {"met"}))


def _open_ground(variant: Variant, told: str, _: str) -> None:
    found = brute(variant)
    offered = {str(o.value) for o in variant.exercise.data.option} & found.worlds[0].keys()
    still = {name for name in offered if found.verdict(name) == "open"}
    assert told in still if told != "met" else not still or found.granted


def _standing(variant: Variant, told: str, of: str) -> None:
    _stands(variant, of, told)


def _state(variant: Variant, told: str, of: str) -> None:
    assert told == state(variant, of)


def _basis(variant: Variant, told: str, of: str) -> None:
    assert told == basis(variant, of)


def _edition(variant: Variant, told: str, _: str) -> None:
    assert told == edition(variant)


def _records_alone(variant: Variant, told: str, _: str) -> None:
    found = brute(variant)
    assert told == ("yes" if found.saved_by(found.records) else "no")


def _saving_record(variant: Variant, told: str, _: str) -> None:
    found = brute(variant)
    saving = [name for name in found.records if found.saved_by([name])]
    if found.granted:
        assert told == "met"
    else:
        assert told in saving if saving else told == "none"


def _appeal(variant: Variant, told: str, _: str) -> None:
    grounds = [ground for one in variant.item.challenge for ground in one.grounds]
    assert told == (grounds[0] if grounds else "none")


def _who_must_show_it(_variant: Variant, told: str, _: str) -> None:
    """The law, written down here by hand: who asks for a treatment must show the need."""
    assert told == "the physician who asks"


def _late_application(_variant: Variant, told: str, _: str) -> None:
    """The law, written down here by hand: an application that is late is not eligible."""
    assert told == "not eligible"


_CHOICES = {
    "outcome": _outcome,
    "verdict": _verdict,
    "share": _share,
    "ground": _ground,
    "open ground": _open_ground,
    "standing": _standing,
    "state": _state,
    "basis": _basis,
    "edition": _edition,
    "records alone": _records_alone,
    "saving record": _saving_record,
    "appeal": _appeal,
    "who must show it": _who_must_show_it,
    "late application": _late_application,
}


# ---- what the file itself says


def state(variant: Variant, name: str) -> str:
    """How far a fact is shown, read from the case file."""
    told = variant.item.facts.get(name)
    if isinstance(told, Finding):
        told = told.open if told.open is not None else "documented"
    if told in OPEN:
        return {"conflicting": "contradicted"}.get(str(told), "not documented")
    if told is not None:
        return "documented"
    fact = variant.case.book.vocabulary[name]
    if fact.given_in:
        return "documented"
    # A letter may pass over what a file would say; a file that is read whole may not.
    silence = fact.unstated if variant.case.data.file == "whole" else (fact.unstated, fact.untold)
    return "not documented" if silence in (None, (None, None)) else "assumed"


def basis(variant: Variant, name: str) -> str:
    """What a criterion rests on, read from the rules."""
    rules = [one.rule for one in brute(variant).rules]
    return next(r.data.criterion[name].basis for r in rules if name in r.data.criterion)


def edition(variant: Variant) -> str:
    """The edition in force on the date that governs, by the guidelines' own dates."""
    rule = variant.determination.rule
    assert rule is not None
    return edition_on(variant, rule.guideline.by)


def edition_on(variant: Variant, date: str) -> str:
    """The edition of the guideline that governs in force on some date of the file."""
    rule = variant.determination.rule
    assert rule is not None
    days = variant.determination.facts[date]
    heads = variant.case.book.guidelines.items()
    (stem,) = [
        stem
        for stem, head in heads
        if head.name == rule.guideline.name
        and head.since.toordinal() <= days[0]
        and (head.until is None or days[1] <= head.until.toordinal())
    ]
    return stem


@of_kind("edition")
def test_the_edition_is_the_one_in_force_on_the_governing_date(name: str, seeds: int) -> None:
    for variant in variants(name, seeds):
        (dates, *others) = key_of(variant).right.items()
        right = {part: next(iter(some)) for part, some in others}
        right.setdefault("edition", edition(variant))  # not asked where there is only one
        assert right["edition"] == edition(variant)
        head = variant.case.book.guidelines[right["edition"]]
        assert right["guideline"] == head.name
        either = {"request_date", "decision_date"}
        same = {d for d in either if edition_on(variant, d) == right["edition"]}
        assert dates == ("date", frozenset(same | {head.by}))
        if "section" in right:  # not asked where it is named after the treatment itself
            assert f"{right['edition']}.{right['section']}" in variant.case.book.rules


@of_kind("mark")
def test_marks_are_the_tags_of_the_file(name: str, seeds: int) -> None:
    for variant in variants(name, seeds):
        fact, key = variant.exercise.data.fact, key_of(variant)
        documents = [d for d in variant.case.data.document if d.by != "reviewer"]
        firm = False
        for sentence in (s for d in documents for s in d.sentence):
            wanted = _does(variant, sentence.id, fact)
            firm = firm or wanted in ("proves", "contradicts")
            if wanted in ("proves", "contradicts"):
                assert key.right[sentence.id] == {wanted}
            else:
                assert "unmarked" in key.right[sentence.id]
        assert key.right["nothing"] == {"no" if firm else "yes"}
        assert firm == (state(variant, fact) in ("documented", "contradicted"))


def _does(variant: Variant, id: str, fact: str) -> str:
    """What a sentence does for a fact, by its tags."""
    sentences = [s for d in variant.case.data.document for s in d.sentence]
    sentence = next(s for s in sentences if s.id == id)
    item = variant.item.id
    bears = {fact, f"{item}.{fact}"} & set(sentence.bears)
    return sentence.strength if bears else "none"


# ---- sort and order


@of_kind("sort")
def test_a_card_lies_in_the_bin_that_the_file_gives_it(name: str, seeds: int) -> None:
    for variant in variants(name, seeds):
        data, right = variant.exercise.data, key_of(variant).right
        for card in data.card:
            assert right[card.of] == {_bin(variant, card.of)}


def _bin(variant: Variant, of: str) -> str:
    data = variant.exercise.data
    match data.by:
        case "state":
            return state(variant, of)
        case "basis":
            told = basis(variant, of)
            return {"statute": "regulation", "other guideline": "guideline"}.get(told, told)
        case "strength":
            return _does(variant, of, data.fact)
        case "bears":
            bins = [str(option.value) for option in data.option]
            return next((f for f in bins if _does(variant, of, f) != "none"), "none of these")
        case "role":
            return _role(variant, of)
        case "gets":
            outcome = str(_item(variant, of).published.outcome)
            return {"overturned": "all", "upheld": "0"}.get(outcome, "part")
        case "falls":
            granted = [
                Brute(revise(_decided(variant, of), {"surgery_necessary": told})).granted
                for told in (False, True)
            ]
            return "alone" if granted[0] else "with" if granted[1] else "own"
    return "ruled out" if of in RULED_OUT else "possible"


RULED_OUT = ("cyclobenzaprine cream", "gabapentin cream", "lidocaine cream")
"""Medicines on the skin that the chapter of 2016 rules out, written down here by hand."""


def _item(variant: Variant, of: str) -> Any:
    other, dot, number = of.rpartition(".")
    case = load_case(other) if dot and other != variant.case.name else variant.case
    return case.item(number)


def _decided(variant: Variant, of: str) -> Determination:
    item = _item(variant, of)
    return decide(variant.case, item, variant.case.known(item))


def _role(variant: Variant, of: str) -> str:
    reason = variant.item.published.reasons[int(of) - 1]
    criteria = {n for one in brute(variant).rules for n, _ in one.criteria}
    if reason.kind != "ground" or reason.ground not in criteria:
        return {"conclusion": "decision", "ground": "finding"}.get(reason.kind, str(reason.kind))
    told = basis(variant, reason.ground)
    return "judgment" if told == "reviewer judgement" else "finding"


ORDERS = {
    "letter": ["summary", "issue", "citations", "rationale", "conclusion"],
    "rationale": ["guideline", "facts", "ground", "conclusion"],
    "search": ["mtus", "step-1", "step-2", "step-3", "step-4"],
}
"""The orders of a letter, a rationale and a search for evidence, written down here by hand."""


@of_kind("order")
def test_steps_stand_in_the_order_of_their_dates_or_of_what_they_are_part_of(
    name: str, seeds: int
) -> None:
    for variant in variants(name, seeds):
        data = variant.exercise.data
        cards = [card.of for card in data.card]
        if data.by == "dates":
            ordered = sorted(cards, key=lambda of: date_span(str(_date(variant, of))).first)
        else:
            ordered = [part for part in ORDERS[data.by] if part in cards]
        right = key_of(variant).right
        assert [right[of] for of in ordered] == [{str(n)} for n in range(1, len(cards) + 1)]


def _date(variant: Variant, of: str) -> object:
    case, item = variant.case.data, variant.item
    named = {"injury": case.injury.date, "request": item.requested, "decision": case.decided}
    named["denial"] = item.refusal.date
    return named[of] if of in named else next(d.date for d in case.document if d.id == of)


# ---- count


@each([n for n in NAMES if exercise_named(n).data.of.startswith("clock ")])
def test_a_deadline_is_what_counting_days_one_by_one_gives(name: str, seeds: int) -> None:
    for variant in variants(name, seeds):
        event, count, unit = CLOCKS[variant.exercise.data.of.removeprefix("clock ")]
        start = timeline(variant.case, variant.item.id).events[event].days.first
        day = _later(dt.date.fromordinal(start), count, unit)
        assert key_of(variant).right == {"low": {day.isoformat()}, "high": {day.isoformat()}}


CLOCKS = {
    "decide": ("request", 5, "business days"),
    "records_mailed": ("assigned", 15, "days"),
    "refusal_stands": ("decision", 12, "months"),
}
"""For each clock the event that starts it and its length, written down here by hand."""
CLOSED = {dt.date(2016, 12, 26), dt.date(2017, 1, 2), dt.date(2017, 1, 16)}
"""California's holidays of the winter of 2016 to 2017, written down here by hand."""


def _later(day: dt.date, count: int, unit: str) -> dt.date:
    if unit == "months":
        years, month = divmod(day.month - 1 + count, 12)
        return day.replace(year=day.year + years, month=month + 1)
    while count:
        day += dt.timedelta(days=1)
        count -= unit == "days" or (day.weekday() < 5 and day not in CLOSED)
    return day


GENERAL_COURSE = {"shoulder dislocation, Bankart repair": 24}
"""Visits after an operation, written down here by hand."""


@each(
    [
        n
        for n in NAMES
        if exercise_named(n).data.kind == "count" and "clock" not in exercise_named(n).data.of
    ]
)
def test_the_ends_of_a_count_are_the_least_and_the_most_of_all_sums(name: str, seeds: int) -> None:
    for variant in variants(name, seeds):
        known = variant.determination.known
        terms = re.findall(r"([+-]?) ?(\w+)", variant.exercise.data.of)
        parts = []
        for sign, of in terms:
            if of == "general_course":
                codes = [GENERAL_COURSE[known["surgery"].shown]]
            else:
                codes = values(known[of].value)
            parts.append([-code if sign == "-" else code for code in codes])
        sums = [sum(codes) for codes in product(*parts)]
        endless = any(
            known[of].open and known[of].value[1] == known[of].fact.unknown[1]
            for _, of in terms
            if of in known
        )
        right = key_of(variant).right
        assert right["low"] == {str(min(sums))}
        assert right["high"] == {"open" if endless else str(max(sums))}


# ---- criteria, changes, news


@of_kind("grounds")
def test_each_criterion_stands_and_decides_as_its_completions_say(name: str, seeds: int) -> None:
    for variant in variants(name, seeds):
        right, argued = key_of(variant).right, key_of(variant).notes
        for criterion in variant.exercise.data.criteria:
            told = {one for one in right[criterion] if _stands(variant, criterion, one)}
            assert told, criterion
            assert criterion in argued or told == right[criterion], criterion
            assert right[f"alone {criterion}"] == {brute(variant).alone(criterion)}


def _stands(variant: Variant, criterion: str, told: str) -> bool:
    allowed = {
        "met": {"met", "assumed"},
        "not met": {"goes against"},
        "open": {"not shown", "left to judgment"},
    }
    return told in allowed[brute(variant).verdict(criterion)]


@of_kind("change")
def test_no_fewer_moves_turn_a_result_and_those_of_the_key_do(name: str, seeds: int) -> None:
    for variant in variants(name, seeds):
        found, data = variant.determination, variant.exercise.data
        right = {of: next(iter(some)) for of, some in key_of(variant).right.items()}
        moved = {of: told for of, told in right.items() if told != AS_IS}
        plain = {n: _plain(found.known[n].fact, told) for n, told in moved.items()}
        before = brute(variant).granted
        assert Brute(revise(found, plain)).granted != before
        for size in range(len(moved)):
            for some in combinations(data.facts, size):
                for told in product(*(_grid(found.known[n].fact) for n in some)):
                    after = revise(found, dict(zip(some, told, strict=True)))
                    assert (after.outcome == "overturned") == before


def _plain(fact: Fact, told: str) -> object:
    return int(told) if fact.type == "number" else told == "true" if fact.type == "truth" else told


def _grid(fact: Fact) -> list[object]:
    if fact.type == "number":
        return [n for n in (0, 1, 2, 3, 4, 6, 7, 10, 11, 30) if n >= fact.unknown[0]]
    return [fact.decode(code) for code in range(fact.unknown[0], fact.unknown[1] + 1)]


@of_kind("news")
def test_news_moves_the_share_of_completions_as_the_key_says(name: str, seeds: int) -> None:
    """The share is taken over plain values here, not over classes; it moves the same way."""
    for variant in variants(name, seeds):
        news = variant.exercise.data.news
        assert news is not None
        after = Brute(revise(variant.determination, news.sets))
        of = variant.exercise.data.of
        shares = [
            Fraction(sum(bool(world[of]) for world in found.worlds), len(found.worlds))
            for found in (brute(variant), after)
        ]
        told = "more" if shares[1] > shares[0] else "less" if shares[1] < shares[0] else "neither"
        assert key_of(variant).right["answer"] == {told}


# ---- pairs, requests, rationales


@of_kind("pair")
def test_no_smaller_swap_parts_a_pair(name: str, seeds: int) -> None:
    for variant in variants(name, seeds):
        one, other = variant.determination, variant.other
        data, right = variant.exercise.data, key_of(variant).right["fact"]
        if _ends(one, data.of) == _ends(other, data.of):
            assert right == {"a reading"}
        else:
            swaps = _smallest_swaps(one, other, data.facts, data.of)
            assert right in (swaps or [{"a reading"}])


def _ends(found: Determination, of: str) -> object:
    """How a file ends; of one criterion, whether it is met."""
    return Brute(found).verdict(of) == "met" if of else Brute(found).outcome


def _smallest_swaps(
    one: Determination, other: Determination, names: tuple[str, ...], of: str
) -> list[set[str]]:
    """The smallest sets of facts whose swap swaps how two files end, by trying all."""

    def swaps(some: tuple[str, ...]) -> bool:
        there = _ends(revise(one, {n: _told(other, n) for n in some}), of)
        back = _ends(revise(other, {n: _told(one, n) for n in some}), of)
        return (there, back) == (_ends(other, of), _ends(one, of))

    for size in range(1, len(names) + 1):
        if found := [set(some) for some in combinations(names, size) if swaps(some)]:
            return found
    return []


def _told(found: Determination, name: str) -> object:
    known = found.known[name]
    return "not documented" if known.open else known.fact.decode(int(known.value[0]))


@of_kind("request")
def test_no_cheaper_truthful_request_passes(name: str, seeds: int) -> None:
    for variant in variants(name, seeds):
        data, found = variant.exercise.data, variant.determination
        costs = []
        for asked in data.asks:
            for size in range(len(data.record) + 1):
                for records in combinations(data.record, size):
                    changes: dict[str, object] = dict(asked.sets)
                    for record in records:
                        changes |= record.sets
                    after = revise(found, changes)
                    if Brute(after).granted and any(
                        _true(after, o.claims) and not o.rule for o in data.option
                    ):
                        costs.append(size + bool(asked.sets))
        assert min(costs) == key_of(variant).more["least"]


def _true(found: Determination, claims: dict[str, Any]) -> bool:
    known = found.known
    return all(known[n].value == known[n].fact.value_of(v) for n, v in claims.items())


def so(variant: Variant, line: Line) -> bool:
    """Whether a line of a rationale is so."""
    found = brute(variant)
    if not _true(variant.determination, line.shows):
        return False
    match line.role:
        case "ground":
            known = line.ground in found.worlds[0]
            return known and found.verdict(line.ground) == line.finds
        case "conclusion":
            return found.outcome == line.finds
        case "guideline" if line.finds:
            return edition(variant) == line.finds
    return True


@of_kind("rationale")
def test_a_rationale_takes_lines_that_are_so_and_covers_what_decides(name: str, seeds: int) -> None:
    for variant in variants(name, seeds):
        lines, right = variant.exercise.data.line, key_of(variant).right
        places = [int(next(iter(right[str(n)]))) for n in range(len(lines))]
        taken = [line for line, place in zip(lines, places, strict=True) if place]
        assert all(so(variant, line) for line in taken)
        true = [line for line in lines if so(variant, line)]
        assert {line.role for line in taken} >= {line.role for line in true} - {"ground"}
        for line in true:
            assert line.finds != "not met" or line in taken
        ranks = [ORDERS["rationale"].index(line.role) for line in lines]
        in_order = [rank for place, rank in sorted(zip(places, ranks, strict=True)) if place]
        assert in_order == sorted(in_order)


@of_kind("error")
def test_the_planted_sentence_is_not_so_and_every_other_is(name: str, seeds: int) -> None:
    for variant in variants(name, seeds):
        data, right = variant.exercise.data, key_of(variant).right
        (place,) = right["find"]
        said = [o.says for p in question_of(variant).parts if p.of == "find" for o in p.options]
        planted = [m for m in data.mutation if variant.fill(m.becomes.says) == said[int(place)]]
        assert planted
        unseen = ("page", "judgment as text", "other part")  # errors whatever the facts are
        assert all(m.of in unseen or not so(variant, m.becomes) for m in planted)
        true = {variant.fill(line.says) for line in data.line if so(variant, line)}
        assert set(said) - {said[int(place)]} <= true
