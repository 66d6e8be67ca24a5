"""The wrong rules by which learners go astray, each to be run: determination -> answers.

What each thinks, what to say to it, and the two cases that part it from the engine stand in
exercises/misconceptions.toml.
"""

from __future__ import annotations

from collections.abc import Callable

from imrkit.determination.determination import Determination
from imrkit.exercises.answers import Answers
from imrkit.exercises.misconceptions import misconceptions
from imrkit.exercises.wrong_counts import cap_is_right, count_only, one_number, part_grant
from imrkit.exercises.wrong_readings import (
    absent_is_no,
    absent_is_yes,
    and_as_or,
    complaint_is_finding,
    flaw_is_ground,
    injury_date,
    judgment_as_text,
    or_as_and,
    part_blind,
    relief_is_function,
    reviewer_is_file,
    upheld_is_win,
)

WrongRule = Callable[[Determination], Answers]


WRONG_RULES: dict[str, WrongRule] = {
    "M1": count_only,
    "M2": cap_is_right,
    "M3": absent_is_no,
    "M4": absent_is_yes,
    "M5": injury_date,
    "M6": upheld_is_win,
    "M7": part_grant,
    "M8": one_number,
    "M9": or_as_and,
    "M10": and_as_or,
    "M11": judgment_as_text,
    "M12": relief_is_function,
    "M13": part_blind,
    "M14": complaint_is_finding,
    "M15": flaw_is_ground,
    "M16": reviewer_is_file,
}
"""Each wrong rule by the id of its misconception."""


def aspect(answers: Answers, asks: str) -> object:
    """What answers say of that about which a misconception is wrong."""
    match asks:
        case "outcome" | "verdict" | "amount" | "edition" | "grounds":
            return getattr(answers, asks)
        case "standings":
            return tuple((name, answers.standing(name)) for name in answers.steps)
        case "bases":
            return tuple(
                (name, answers.basis(name)) for name in answers.main[:1] if name in answers.steps
            )
    return tuple((name, answers.state(name)) for name in answers.determination.item.facts)


def errs(rule: str, determination: Determination) -> bool:
    """Whether the holder of a misconception answers otherwise than the engine.

    Args:
        rule: its id.
        determination: the determination of one disputed item.
    """
    asks = misconceptions()[rule].asks
    return aspect(WRONG_RULES[rule](determination), asks) != aspect(Answers(determination), asks)
