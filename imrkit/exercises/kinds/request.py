"""Rewrite the request in three moves: ask for something else, attach records, argue.

The cabinet holds supposed records; attaching one sets the facts that it would document. What an
argument claims must be in the file or in what was attached. An argument that is a misconception's
is not right even where it claims nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from imrkit.determination.deciding import revise
from imrkit.determination.determination import Determination
from imrkit.exercises.graded import Key, Said
from imrkit.exercises.kinds.change import standing
from imrkit.exercises.kinds.checked import Checked
from imrkit.exercises.kinds.common import because, choices
from imrkit.exercises.misconceptions import said_of
from imrkit.exercises.question import Meant, Part
from imrkit.exercises.schema import ExerciseFile
from imrkit.exercises.variants import Variant
from imrkit.facts.spelling import american
from imrkit.rules.governing import By
from imrkit.words.english import lower_first, number_word, upper_first
from imrkit.words.headline import OUTCOME
from imrkit.words.known import value_said
from imrkit.words.telling import Telling, Told

ASK, ATTACH, ARGUE = "ask", "attach", "argue"
PASSES, NO_WASTE, NO_CLAIM = 0.6, 0.2, 0.2
READINGS: tuple[By, ...] = ("text", "reviewers")
"""How a request is read: by the guideline's text, or by a reviewer who asks for more."""
Moves = tuple[int, frozenset[str]]
"""What is asked for, and the records that are attached."""


def ask(variant: Variant) -> tuple[Part, ...]:
    """What to ask for, which records to attach, and what to argue."""
    data = variant.exercise.data
    asks = [(str(n), variant.fill(o.says)) for n, o in enumerate(data.asks)]
    records = [(r.id, variant.fill(r.says)) for r in data.record]
    arguments = [(str(n), variant.fill(o.says)) for n, o in enumerate(data.option)]
    return (
        Part(ASK, "Ask for", "one", choices(asks, variant, ASK), of=ASK),
        Part(ATTACH, "Attach", "many", choices(records, variant, ATTACH), of=ATTACH),
        Part(ARGUE, "Argue", "one", choices(arguments, variant, ARGUE), of=ARGUE),
    )


def key(variant: Variant) -> Key:
    """The truthful request that passes with the fewest records."""
    data, found = variant.exercise.data, variant.determination
    best = None
    for asked in range(len(data.asks)):
        for argued in range(len(data.option)):
            for attached in _sets([r.id for r in data.record]):
                meant = {ASK: (str(asked),), ATTACH: attached, ARGUE: (str(argued),)}
                moves = _moves(data, meant)
                if best is None or moves < best[0]:
                    after = _after(data, found, meant)
                    if after.outcome == "overturned" and _holds(data, after, meant):
                        best = (moves, meant)
    if best is None:
        problem = "no truthful request with these moves passes"
        raise variant.exercise.refuse("record", problem)
    right = {part: frozenset(some) for part, some in best[1].items()}
    more = {"data": data, "found": found, "least": best[0], "many": ATTACH}
    stated = {str(n): said_of(o.rule, o.reply) for n, o in enumerate(data.option) if o.rule}
    replies = {(ARGUE, number): replace(said, states=True) for number, said in stated.items()}
    return Key(right, replies, because(variant), more=more)


def _moves(data: ExerciseFile, meant: Meant) -> int:
    return len(meant[ATTACH]) + bool(data.asks[int(meant[ASK][0])].sets)


def _sets(ids: list[str]) -> list[tuple[str, ...]]:
    every: list[tuple[str, ...]] = [()]
    for id in ids:
        every += [(*some, id) for some in every]
    return sorted(every, key=len)


def _changes(data: ExerciseFile, meant: Meant) -> dict[str, Any]:
    changes: dict[str, Any] = dict(data.asks[int(meant[ASK][0])].sets)
    for record in data.record:
        if record.id in meant[ATTACH]:
            changes |= record.sets
    return changes


def _after(data: ExerciseFile, found: Determination, meant: Meant) -> Determination:
    return revise(found, _changes(data, meant))


def _claims(data: ExerciseFile, after: Determination, meant: Meant) -> list[str]:
    """The facts that the argument claims and that neither file nor records show."""
    claims = data.option[int(meant[ARGUE][0])].claims
    known = after.known
    return [n for n, v in claims.items() if known[n].value != known[n].fact.value_of(v)]


def _holds(data: ExerciseFile, after: Determination, meant: Meant) -> bool:
    """Whether the argument claims only what is shown, and rests on no misconception."""
    return not _claims(data, after, meant) and not data.option[int(meant[ARGUE][0])].rule


def credit(key: Key, meant: Meant) -> float:
    """0.6 if it passes; 0.2 for no wasted move; 0.2 for an argument that holds."""
    data: ExerciseFile = key.more["data"]
    found: Determination = key.more["found"]
    after = _after(data, found, meant)
    holds = _holds(data, after, meant)
    if after.outcome != "overturned":
        return NO_CLAIM * holds if _changes(data, meant) else 0.0
    return PASSES + NO_WASTE * (_moves(data, meant) <= int(key.more["least"])) + NO_CLAIM * holds


def whole(key: Key, meant: Meant) -> Said:
    """What keeps the request from passing, or what was too much."""
    data, found = key.more["data"], key.more["found"]
    after = _after(data, found, meant)
    argued = data.option[int(meant[ARGUE][0])]
    if after.outcome != "overturned":
        asked = data.asks[int(meant[ASK][0])]
        # Where records could do and some are attached, the gap that they leave is told.
        lacking = [name for r in data.record if r.id not in meant[ATTACH] for name in r.sets]
        could = meant[ATTACH] and _could_pass(data, found, meant)
        gap = f"“{asked.says}”: {lower_first(standing(after, lacking))}" if could else ""
        told = gap or asked.reply or standing(after)
        idle = " One attached record adds nothing." if _idle(key, meant) else ""
        return Said(f"{told} Change that first.{idle}", asked.rule)
    if not _holds(data, after, meant):
        told = argued.reply or "It passes, but the argument claims what no record here shows."
        return Said(told, argued.rule)
    asks = data.asks[int(meant[ASK][0])].says
    spare = _moves(data, meant) - int(key.more["least"])
    many = "One record" if spare == 1 else f"{upper_first(number_word(spare))} records"
    change = "changes" if spare == 1 else "change"
    every = {record.id: record.says for record in data.record if record.id in meant[ATTACH]}
    without = {id: {**meant, ATTACH: tuple(set(every) - {id})} for id in every}
    free = [every[id] for id, one in without.items() if _passes(data, found, one)]
    named = f"Not needed: {' '.join(f'“{record}”' for record in free)}" if free else ""
    says = f"“{asks}” passes. {many} that you attached {change} nothing. Which?"
    return Said(says, where=named)


def _passes(data: ExerciseFile, found: Determination, meant: Meant) -> bool:
    """Whether a request is granted by an argument that holds."""
    after = _after(data, found, meant)
    return after.outcome == "overturned" and _holds(data, after, meant)


def _idle(key: Key, meant: Meant) -> list[str]:
    """The records that are attached and tell no more than the file does."""
    data: ExerciseFile = key.more["data"]
    known = key.more["found"].known
    return [
        record.says
        for record in data.record
        if record.id in meant[ATTACH]
        and all(known[n].value == known[n].fact.value_of(v) for n, v in record.sets.items())
    ]


def _could_pass(data: ExerciseFile, found: Determination, meant: Meant) -> bool:
    """Whether what is asked for would pass with other records."""
    every = _sets([record.id for record in data.record])
    requests = ({**meant, ATTACH: attached} for attached in every)
    return any(_after(data, found, one).outcome == "overturned" for one in requests)


def after(checked: Checked) -> dict[str, Any]:
    """How the request stands by the text and by a strict reviewer, and how far off approval is."""
    data, found = checked.variant.exercise.data, checked.variant.determination
    then = _after(data, found, checked.meant)
    now = int(checked.meant[ASK][0]), frozenset(checked.meant[ATTACH])
    told = Telling(then).found
    keys = {one.key for one in (*told, *Telling(found).found) if one.against}
    return {
        "readings": [
            {"outcome": OUTCOME[then.outcome_by(by)], "verdict": then.verdict_by(by)}
            | {"away": _away(checked, now, by)}
            for by in READINGS
        ],
        "rows": [_row(one) for one in told if one.key in keys],
        **_overclaimed(data, then, checked.meant),
    }


def _row(told: Told) -> dict[str, Any]:
    """One criterion, and how it stands by either reading."""
    stands = {"sign": told.sign, "mark": told.mark, "word": told.word}
    not_asked = {"sign": "aside", "mark": "\N{EN DASH}", "word": "Not asked"}
    return {
        "says": american(told.says),
        "stands": [not_asked if told.added else stands, stands],
    }


def _overclaimed(data: ExerciseFile, then: Determination, meant: Meant) -> dict[str, str]:
    """What the argument claims and nothing shows, and what is told otherwise."""
    claimed = [then.known[name] for name in _claims(data, then, meant)]
    told = [known for known in claimed if known.state == "documented"]
    unshown = [known.fact.label for known in claimed if known not in told]
    denied = [f"{known.fact.label} ({value_said(known)})" for known in told]
    return {"unshown": american("; ".join(unshown)), "denied": american("; ".join(denied))}


def _away(checked: Checked, now: Moves, by: By) -> int | None:
    """By how many moves a request is off approval; None where none of them leads there."""
    every = checked.variant.once("requests", lambda: _outcomes(checked.variant))
    far = [
        (asked != now[0]) + len(attached ^ now[1])
        for (asked, attached), outcome in every.items()
        if outcome[READINGS.index(by)] == "overturned"
    ]
    return min(far, default=None)


def _outcomes(variant: Variant) -> dict[Moves, tuple[str, ...]]:
    """How every request with these moves ends, by either reading."""
    data, found = variant.exercise.data, variant.determination
    every: dict[Moves, tuple[str, ...]] = {}
    for asked in range(len(data.asks)):
        for attached in _sets([record.id for record in data.record]):
            then = _after(data, found, {ASK: (str(asked),), ATTACH: attached})
            every[asked, frozenset(attached)] = tuple(then.outcome_by(by) for by in READINGS)
    return every
