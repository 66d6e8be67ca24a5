"""The controls of the explorer: every fact that the rules read, its value, and its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal, TypedDict

from imrkit.cases.case import Known, known_by
from imrkit.determination.determination import Determination
from imrkit.facts.fact import KINDS, OPEN, Kind
from imrkit.whatif.space import Space, facts_that_count
from imrkit.words.english import upper_first

Plain = int | bool | str | None
"""A value as it travels: a number, a truth, a choice, a date ("2014-01-06"), a reason for being
open ("not documented"), or None for what the file gives in part and no single value says."""

LONGEST_ROW = 46
"""How many letters of choices still fit beside each other."""
NOTES: dict[Kind, str] = {"reading": "a choice left to the reviewer"}
_ROUND = (5, 10, 12, 15, 20, 24, 30, 36, 48, 60, 100, 120, 180, 200, 250, 365, 500, 600, 999)


class Option(TypedDict):
    """One value to choose. `open`: it leaves the fact open; it is drawn hatched."""

    value: Plain
    label: str
    open: bool


class Slider(TypedDict):
    """The numbers to enter, the end of the slider, and the number to begin with."""

    least: int
    most: int
    end: int
    unit: str
    start: int


class Control(TypedDict):
    """One fact to set.

    `type` says how: buttons beside each other, a list to choose from, a number or a date.
    For a number or a date, `options` holds what is chosen in place of one ("not documented"), and
    `exact` names the choice to give one.
    """

    name: str
    label: str
    question: str
    type: Literal["row", "list", "number", "date"]
    options: list[Option]
    exact: str
    value: Plain
    shown: str
    source: str
    note: str
    changed: bool
    slider: Slider | None
    expected: str


class Group(TypedDict):
    """The controls of one kind; those under `more` are seldom needed and start out of sight."""

    kind: Kind
    title: str
    note: str
    controls: list[Control]
    more: list[Control]


def groups(original: Determination, current: Determination, changed: Iterable[str]) -> list[Group]:
    """Gather the controls by kind.

    Args:
        original: the determination on the facts of the file.
        current: the determination on the facts as they stand.
        changed: names of the facts that the reader changed.
    """
    found: dict[Kind, Group] = {
        kind: Group(kind=kind, title=title, note=NOTES.get(kind, ""), controls=[], more=[])
        for kind, title in KINDS.items()
    }
    asked = _asked(current)
    for name in names(original, current, changed):
        file = original.known[name]
        one = _control(file, current.known[name], _reaches(original).get(name, 0))
        seldom = _unspoken(file) or name not in asked
        found[file.fact.kind]["more" if seldom else "controls"].append(one)
    return [group for group in found.values() if group["controls"] or group["more"]]


def names(
    original: Determination, current: Determination, changed: Iterable[str] = ()
) -> list[str]:
    """The facts to show, in the order of the vocabulary.

    Those that count in the file or now, those changed, and the date of the decision, by which the
    edition is chosen.
    """
    wanted = {known.fact.name for d in (original, current) for known in facts_that_count(d)}
    wanted |= {*changed, known_by(original.known, "decided").fact.name}
    return [name for name in original.known if name in wanted]


def plain(known: Known) -> Plain:
    """A fact's value as it travels."""
    low, high = known.value
    if low == high:
        value = known.fact.decode(int(low))
        return value.isoformat() if isinstance(value, dt.date) else value
    return _reason(known) if known.value == known.fact.unknown else None


def _reason(known: Known) -> str:
    """Why a fact is open, or would be."""
    usual = "reading" if known.fact.kind == "reading" else "not documented"
    return known.why if known.open and known.why in OPEN else usual


def _asked(determination: Determination) -> set[str]:
    """The facts that decide which rule applies, and those that the rules that do apply read."""
    asked = {known_by(determination.known, "decided").fact.name}
    for c in determination.considered:
        if c.rule.applies:
            asked |= c.rule.applies.facts.keys()
        if c.role in ("governs", "beside"):
            asked |= c.rule.facts.keys()
    return asked


def _unspoken(file: Known) -> bool:
    """Whether the file is silent on a fact and that is read as an answer."""
    return file.fact.unstated is not None and file.from_silence


def _control(file: Known, now: Known, reach: int) -> Control:
    fact, changed = file.fact, now is not file
    options = [_open_option(file)]
    if plain(file) is None:
        options.append(Option(value=None, label=upper_first(file.shown), open=True))
    type_: Literal["row", "list", "number", "date"]
    if fact.type in ("number", "date"):
        type_ = "number" if fact.type == "number" else "date"
    else:
        values = [True, False] if fact.type == "truth" else list(fact.choices)
        for value in values:
            pair = fact.value_of(value)
            options.append(Option(value=value, label=upper_first(fact.show(pair)), open=False))
        short = sum(len(option["label"]) + 2 for option in options) <= LONGEST_ROW
        type_ = "row" if short else "list"
    return Control(
        name=fact.name,
        label=fact.label,
        question=fact.question,
        type=type_,
        options=options,
        exact="A date" if fact.type == "date" else "Documented",
        value=plain(now),
        shown=now.shown,
        source=_source(file),
        note=f"Changed by you. In the file: {file.shown}." if changed else _note(file),
        changed=changed,
        slider=_slider(file, now, reach) if fact.type == "number" else None,
        expected=fact.expected,
    )


def _open_option(file: Known) -> Option:
    why = _reason(file) if file.value == file.fact.unknown else "not documented"
    label = "Open" if file.fact.kind == "reading" else upper_first(why)
    if file.fact.kind == "reading":
        why = "reading"
    return Option(value=why, label=label, open=True)


def _source(known: Known) -> str:
    """What a value rests on; nothing where "not documented" or "open" says it all."""
    return "" if known.source == OPEN.get(known.why) else known.source


def _note(known: Known) -> str:
    """What else the case says; of what no document shows, else where it is usually found."""
    if not known.note and known.open and known.fact.kind == "evidence" and known.fact.found_in:
        return f"Usually found in: {known.fact.found_in[0].lower()}{known.fact.found_in[1:]}."
    return upper_first(known.note)


def _slider(file: Known, now: Known, reach: int) -> Slider:
    least, most = (int(end) for end in file.fact.unknown)
    stands = [int(known.value[0]) for known in (file, now) if not known.open]
    wanted = max([reach, *stands])
    end = min(next((size for size in _ROUND if size >= wanted), most), most)
    start = int(file.value[0])
    return Slider(least=least, most=most, end=end, unit=file.fact.unit, start=start)


@lru_cache(maxsize=64)
def _reaches(original: Determination) -> Mapping[str, int]:
    """For each number, the value from which on no rule tells it from a greater one."""
    numbers = [
        known.fact.name for known in facts_that_count(original) if known.fact.type == "number"
    ]
    return {name: classes[-1].first for name, classes in Space(original, numbers).classes.items()}
