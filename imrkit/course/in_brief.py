"""A case in brief, for who guesses how it ends: what is asked, and what the file has on that."""

from __future__ import annotations

from functools import lru_cache

from imrkit.cases.known import Known
from imrkit.course.asked.judging import in_question
from imrkit.course.on_screen import still_to_come
from imrkit.course.silence import left_in_order
from imrkit.course.turning import asked_by, criteria, grounds_shown
from imrkit.determination.determination import Determination
from imrkit.determination.tree import Step
from imrkit.exercises.resting import SPOKEN_OF, met_by_name, shut_by_silence
from imrkit.facts.spelling import american
from imrkit.rules.terms import SEVERAL
from imrkit.words.english import lower_first
from imrkit.words.known import value_said
from imrkit.words.steps import criteria_below, decided_by, open_facts

Line = tuple[str, tuple["Line", ...]]
"""A line, and the lines below it."""
ONE, ALL = "One of these is enough:", "All of these together:"
LEFT_OUT = "Other ways to pass, of which the file says nothing, are left out."
ONE_COURSE = (
    "Our rules count the visits for all these parts as one course. You may argue that each part "
    "has its own."
)
GIVEN = ("body_part", "weeks_since_injury")
"""What a reviewer looks at first: it chooses the text."""
NOT_LOOKED_FOR = ("name of the treatment", "law", "diagnosis")
"""What no line of a file has to tell."""


@lru_cache(maxsize=1)  # each part of what is told of a case asks for them
def grounds_asked(found: Determination) -> tuple[Step, ...]:
    """The grounds in question, in the order of the text, met ones and others.

    Args:
        found: the determination.
    """
    unmet = (step for step in criteria(found) if step.verdict != "met")
    names = {step.name for step in (*in_question(found), *unmet)}
    return tuple(
        ground
        for ground in grounds_shown(found)
        if names & {step.name for step in criteria_below(ground)}
        or (ground.verdict != "met" and not any(map(_in_mind, criteria_below(ground))))
    )


def _in_mind(step: Step) -> bool:
    return not shut_by_silence(step) and not met_by_name(step)


def _asked(ground: Step) -> list[Step]:
    """The criteria of a ground that anybody has in mind; all, where nobody has one."""
    below = criteria_below(ground)
    return [step for step in below if _in_mind(step)] or list(below)


def criteria_asked(found: Determination) -> list[Step]:
    """The criteria in question, of ways to meet a ground all but those that nobody has in mind.

    Args:
        found: the determination.
    """
    return [step for ground in grounds_asked(found) for step in _asked(ground)]


def asks(found: Determination) -> tuple[Line, ...]:
    """What is asked, with its numbers, and of several ways to meet a ground each as one.

    Args:
        found: the determination.
    """
    lines: list[Line] = []
    for ground in grounds_asked(found):
        lines += _lines(ground, {step.name for step in _asked(ground)})
    return tuple(dict.fromkeys(lines))


def left_out(found: Determination) -> str:
    """That ways are left out of what is asked; "" where none is.

    Args:
        found: the determination.
    """
    every = {
        step.name
        for ground in grounds_asked(found)
        for step in criteria_below(ground)
        if shut_by_silence(step)
    }
    return LEFT_OUT if every - {step.name for step in criteria_asked(found)} else ""


def _lines(step: Step, names: set[str]) -> list[Line]:
    if step.criterion is not None:
        return [(asked_by(step, figures=True), ())] if step.name in names else []
    parts = [lines for part in step.parts if (lines := _lines(part, names))]
    if step.joined_by != "or" or len(parts) < 2:
        return [line for lines in parts for line in lines]
    return [(ONE, tuple(one[0] if len(one) == 1 else (ALL, tuple(one)) for one in parts))]


def one_course(found: Determination) -> str:
    """That the visits for several parts are counted together; "" where they are not.

    Args:
        found: the determination.
    """
    part = found.known[GIVEN[0]]
    counted = any(known.fact.one == "visit" for known in _read(found))
    several = not part.open and part.fact.decode(int(part.value[0])) == SEVERAL
    return ONE_COURSE if several and counted else ""


def file_tells(found: Determination) -> list[str]:
    """What the file tells of what is asked, a line each, and last what it does not tell.

    Args:
        found: the determination.
    """
    rest = [known for known in _read(found) if known.fact.name not in GIVEN]
    told = [known for known in rest if known.state in SPOKEN_OF]
    given = [found.known[name] for name in GIVEN if found.known[name].state in SPOKEN_OF]
    missing = [k.fact.label for k in rest if k.state in ("not documented", "not told")]
    lines = [_line(known) for known in (*given, *told)]
    if missing:
        lines.append(f"Not documented: {'; '.join(map(lower_first, missing))}")
    return [american(line) for line in lines]


def _read(found: Determination) -> list[Known]:
    """The facts on which it rests how the criteria in question stand; not what is assumed."""
    steps = criteria_asked(found)
    read = (known for step in steps for known in (*decided_by(step), *open_facts(step)))
    taken = {known.fact.name for step in steps for known in left_in_order(step)}
    once = {known.fact.name: known for known in read if known.fact.name not in taken}
    some = [k for k in once.values() if not k.from_silence and k.origin not in NOT_LOOKED_FOR]
    return [known for known in some if not still_to_come(known)]


def _line(known: Known) -> str:
    """What the file shows of a fact; whose finding it is, and up to which day a time counts."""
    beside = ""
    if known.origin == "reviewer":
        beside = ", as the reviewer finds"
    elif known.state == "documented" and known.fact.name == GIVEN[1]:
        beside = ", to the utilization review"
    elif known.asked_as_range and known.note:
        beside = f" ({lower_first(known.note.removesuffix('.'))})"
    return f"{known.fact.label}: {value_said(known)}{beside}"
