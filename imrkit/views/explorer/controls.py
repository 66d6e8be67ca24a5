"""The controls of the explorer: every fact that the rules read, its value, and its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Literal, TypedDict

from imrkit.cases.known import Known, State, known_by
from imrkit.determination.deciding import supposed
from imrkit.determination.determination import Determination
from imrkit.facts.fact import KINDS, OPEN
from imrkit.views.explorer.days import Edition, along, chosen_by, editions
from imrkit.views.explorer.question import Plain
from imrkit.whatif.space import Space
from imrkit.words.english import lower_first, upper_first
from imrkit.words.known import source_said, value_said
from imrkit.words.silence import IN_ORDER

Kept = Literal["first", "request", "evidence", "reading", "silence", "given"]
TITLES: dict[Kept, str] = {
    "first": "Begin here",
    "request": KINDS["request"],
    "evidence": KINDS["evidence"],
    "reading": KINDS["reading"],
    "silence": "Assumed from silence",
    "given": KINDS["given"],
}
LONGEST_ROW = 46
"""How many letters of choices still fit beside each other."""
WHICH_DAY = (
    "Clinical topics go by the day of the decision, the chronic pain chapters by the day of the "
    "request. That is our reading, not a section of law."
)
"""Said beside a day that was changed, where editions go by both."""
_ROUND = (5, 10, 12, 15, 20, 24, 30, 36, 48, 60, 100, 120, 180, 200, 250, 365, 500, 600, 999)


class Option(TypedDict):
    """One value to choose; `state` says how it is drawn."""

    value: Plain
    label: str
    state: State


class Slider(TypedDict):
    """The numbers to enter, the end of the slider, and the unit."""

    least: int
    most: int
    end: int
    unit: str


class Control(TypedDict):
    """One fact to set.

    `type` says how: buttons beside each other, a list to choose from, a number or a date.
    For a number or a date, `options` holds what is chosen in place of one ("not documented"),
    `exact` names the choice to give one, and `start` is the one to begin with. `along` holds the
    days that move along with a date, each so many days before it.
    """

    name: str
    label: str
    question: str
    type: Literal["row", "list", "number", "date"]
    options: list[Option]
    exact: str
    start: int | str
    value: Plain
    state: State
    source: str
    note: str
    changed: bool
    slider: Slider | None
    editions: list[Edition]
    along: dict[str, int]
    expected: str


class Group(TypedDict):
    """The controls of one kind; those under `more` are of rules that do not apply as it stands."""

    kind: Kept
    title: str
    controls: list[Control]
    more: list[Control]


def groups(
    original: Determination, current: Determination, changed: Collection[str], first: str = ""
) -> list[Group]:
    """Gather the controls; what is in which group is settled by the file, not by the changes.

    Args:
        original: the determination on the facts of the file.
        current: the determination on the facts as they stand.
        changed: names of the facts that the reader changed.
        first: name of the fact to begin with, above all others.
    """
    found = {kind: Group(kind=kind, title=t, controls=[], more=[]) for kind, t in TITLES.items()}
    asked = read_here(original)
    for name in names(original, current, changed):
        file, now = original.known[name], current.known[name]
        raised = current.facts[name] != now.value
        kind: Kept = "silence" if file.state == "assumed" else file.fact.kind
        if name == first:
            kind = "first"
        found[kind]["controls" if name in asked or name == first else "more"].append(
            _control(original, file, now, raised)
        )
    return [group for group in found.values() if group["controls"] or group["more"]]


def names(
    original: Determination, current: Determination, changed: Collection[str] = ()
) -> list[str]:
    """The facts to show, in the order of the vocabulary.

    Those that count in the file or now, those changed and what these need or rule out, and the days
    by which the edition is chosen; not the part of the body that the request is for, nor what the
    treatment's name rules out, nor the very thing in dispute.
    """
    wanted = {known.fact.name for d in (original, current) for known in d.counted}
    wanted |= chosen_by(original)
    part = known_by(original.known, "item.body_part")
    if not part.open:  # for another part it would be another request
        wanted -= {part.fact.name}
    # Of another medicine, or without what is in dispute, it would be another request, too.
    wanted -= {n for n, k in original.known.items() if _ruled_out(k) or k.in_dispute}
    wanted |= {*changed}
    facts = [original.known[name].fact for name in changed]
    wanted |= {name for fact in facts for name in (fact.comes_of, fact.never_with) if name}
    return [name for name in original.known if name in wanted]


def _ruled_out(known: Known) -> bool:
    """Whether the treatment's name says that something is not so: naproxen is no diclofenac."""
    return known.origin == "name of the treatment" and not known.value[1]


def plain(known: Known) -> Plain:
    """A fact's value as it travels; None for what only the file says."""
    if known.origin == "taken out":
        return "not documented"
    if known.state in ("assumed", "not told"):
        return None
    low, high = known.value
    if low == high:
        value = known.fact.decode(int(low))
        return value.isoformat() if isinstance(value, dt.date) else value
    return _reason(known) if known.value == known.fact.unknown else None


def _reason(known: Known) -> str:
    """Why a fact is open, or would be."""
    usual = "reading" if known.fact.kind == "reading" else "not documented"
    return known.why if known.open and known.why in OPEN else usual


@lru_cache(maxsize=64)
def read_here(original: Determination) -> frozenset[str]:
    """The facts that decide which rule applies, and those that the rules that do apply read.

    Args:
        original: the determination.
    """
    asked = set(chosen_by(original))
    for c in original.considered:
        if c.rule.applies:
            asked |= c.rule.applies.facts.keys()
        if c.decides:
            asked |= c.rule.facts.keys()
    return frozenset(asked)


def _control(original: Determination, file: Known, now: Known, raised: bool) -> Control:
    fixed = _fixed(original, file.fact.name)
    other = now.changed or now.value != file.value
    if other:
        note = f"Changed by you. In the file: {value_said(file)}."
        if file.fact.name in chosen_by(original) and len(chosen_by(original)) > 1:
            note = f"{note} {WHICH_DAY}"
    else:
        note = IN_ORDER if raised else _note(now)
    slider = fixed["slider"]
    if slider and not now.open and now.value[0] > slider["end"]:
        slider = Slider(**{**slider, "end": _end(int(now.value[0]), slider["most"])})
    return Control(
        **{
            **fixed,
            "value": plain(now),
            "state": now.state,
            "note": note,
            "changed": other,
            "slider": slider,
        }
    )


@lru_cache(maxsize=2048)
def _fixed(original: Determination, name: str) -> Control:
    """The control of a fact as the file has it: of this little changes as facts change."""
    file = original.known[name]
    fact = file.fact
    options = [_own(file)] if plain(file) is None else []
    if fact.unstated is None or file.state != "assumed":  # of itself silence is no other choice
        options.append(_open_option(original, file))
    type_: Literal["row", "list", "number", "date"]
    if fact.type in ("number", "date"):
        type_ = "number" if fact.type == "number" else "date"
    else:
        for value in [True, False] if fact.type == "truth" else _choices(original, file):
            said = upper_first(fact.show(fact.value_of(value)))
            options.append(Option(value=value, label=said, state="documented"))
        short = sum(len(option["label"]) + 2 for option in options) <= LONGEST_ROW
        type_ = "row" if short else "list"
    date = fact.type == "date"
    return Control(
        name=fact.name,
        label=fact.label,
        question=fact.question,
        type=type_,
        options=options,
        exact="A date" if date else "Documented",
        start=_first_day(original, file) if date else int(file.value[0]),
        value=plain(file),
        state=file.state,
        source=source_said(file),
        note=_note(file),
        changed=False,
        slider=_slider(original, file) if fact.type == "number" else None,
        editions=editions(original) if fact.given_in == "decided" else [],
        along=along(original) if fact.given_in == "decided" else {},
        expected=fact.expected,
    )


def _choices(original: Determination, file: Known) -> list[str]:
    """The choices of a fact: of operations those of the part that the request is for."""
    part, terms = known_by(original.known, "item.body_part"), original.case.book.terms
    where = "" if part.open else str(part.fact.decode(int(part.value[0])))
    name, own = file.fact.name, [] if file.open else [file.fact.decode(int(file.value[0]))]
    return [c for c in file.fact.choices if c in own or terms.can_be_of(name, c, where)]


def _own(file: Known) -> Option:
    """What only the file says: in part, by its silence, or not at all."""
    label = "Not told" if file.state == "not told" else upper_first(value_said(file))
    drawn: State = "not documented" if file.open and file.state == "documented" else file.state
    return Option(value=None, label=label, state=drawn)


def _open_option(original: Determination, file: Known) -> Option:
    silent = supposed(original, file.fact.name, "not documented")
    if silent.from_silence:
        label = f"Not documented ({value_said(silent)})"
        return Option(value="not documented", label=label, state="assumed")
    if file.fact.kind == "reading":
        return Option(value="reading", label="Open", state="reading")
    own = file.state in ("not documented", "contradicted") and plain(file) is not None
    why = _reason(file) if own else "not documented"
    label = "Contradicted" if why == "conflicting" else upper_first(why)
    return Option(value=why, label=label, state=file.state if own else "not documented")


def _note(known: Known) -> str:
    """What else the case says; of what no document shows, else where it is usually found."""
    if known.state == "not told" and known.value != known.fact.unknown:
        return f"{upper_first(value_said(known))}."
    if not known.note and known.open and known.fact.kind == "evidence" and known.fact.found_in:
        return f"Usually found in: {lower_first(known.fact.found_in)}."
    return upper_first(known.note)


def _slider(original: Determination, file: Known) -> Slider:
    least, most = (int(end) for end in file.fact.unknown)
    reach = _reaches(original).get(file.fact.name, 0)
    end = _end(max(reach, 0 if file.open else int(file.value[0])), most)
    return Slider(least=least, most=most, end=end, unit=file.fact.unit)


def _end(wanted: int, most: int) -> int:
    return min(next((size for size in _ROUND if size >= wanted), most), most)


@lru_cache(maxsize=64)
def _reaches(original: Determination) -> Mapping[str, int]:
    """For each number, the value from which on no rule tells it from a greater one."""
    numbers = [known.fact.name for known in original.counted if known.fact.type == "number"]
    return {name: classes[-1].first for name, classes in Space(original, numbers).classes.items()}


def _first_day(original: Determination, file: Known) -> str:
    """A date to begin with: the first that the file allows, else that of the decision."""
    days = (
        file.value if file.value != file.fact.unknown else known_by(original.known, "decided").value
    )
    return dt.date.fromordinal(int(days[0])).isoformat()
