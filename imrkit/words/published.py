"""The published reasons against ours, point by point."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from imrkit.cases.schema import Reason
from imrkit.determination.determination import Determination
from imrkit.determination.tree import Step, Verdict
from imrkit.whatif.sense import barred_by
from imrkit.words.english import listed, lower_first
from imrkit.words.headline import if_taken
from imrkit.words.known import taken_said, value_said
from imrkit.words.other_rules import other_text
from imrkit.words.steps import decided_by, deciding, open_facts, sentence

Match = Literal["same", "same gap", "other figure", "differs", "ours alone", "context"]
MATCH_MARK: dict[Match, str] = {
    "same": "=",
    "same gap": "≈",
    "other figure": "≈",
    "differs": "≠",
    "ours alone": "+",
    "context": "·",
}
_KIND = {
    "guideline": "it describes the guideline, and decides nothing by itself.",
    "context": "it is a finding beside the reasons.",
    "ground": "no criterion of ours speaks of it.",
}
_FOUND: dict[Verdict, str] = {
    "met": "we find it met: ",
    "not met": "we find it not met: ",
    "open": "",  # the sentence itself says that it is not shown
}
_GAP = re.compile(r"\bnot documented\b")
"""How a letter's reason, as we tell it, speaks of what the file does not show."""
_ASSUMED = "we assume it, where the file is silent: "
_ASSUMED_IN_PART = "we find it met, a part of it assumed where the file is silent ({silent}): "


class Point(NamedTuple):
    """One point of the comparison.

    Attributes:
        published: the published reason; "" where only we have it.
        ours: what we find on the same point.
        match: whether the two say the same.
    """

    published: str
    ours: str
    match: Match


def points(determination: Determination) -> tuple[Point, ...]:
    """Set the published reasons beside ours, one by one; what we alone find comes last."""
    steps: dict[str, Step] = {}
    for tree in determination.trees:
        for step in tree.walk():
            if step.name:
                steps.setdefault(step.name, step)
    found = [_point(determination, r, steps) for r in determination.item.published.reasons]
    told = {reason.ground for reason in determination.item.published.reasons}
    for ground in determination.against:
        beside = _beside(ground, told)
        if not _is_told(ground, told, determination.against):
            beside = [ground]
        said = (" ".join([sentence(step), *_argued(step)]) for step in beside)
        found += [Point("", one, "ours alone") for one in said]
    return tuple(found)


def _is_told(ground: Step, told: set[str], against: tuple[Step, ...]) -> bool:
    """Whether a letter tells a ground: an exception that it shares with others does not tell it."""
    inner = told & _names(ground)
    if ground.name and ground.name not in told:
        shared = [_names(other) for other in against if other is not ground]
        return bool(inner - set().union(*shared))
    return bool(inner)


def _names(step: Step) -> set[str]:
    return {part.name for part in step.walk() if part.name}


def _beside(ground: Step, told: set[str]) -> list[Step]:
    """What a ground asks together with a reason that is told, and is not met either."""
    found = []
    for step in ground.walk():
        parts = [part for part in step.parts if part.criterion is not None]
        unmet = [part for part in parts if part.verdict != "met"]
        if step.joined_by == "and" and told & {part.name for part in unmet}:
            found += [part for part in unmet if part.name not in told]
    return found


def _point(determination: Determination, reason: Reason, steps: dict[str, Step]) -> Point:
    beside = reason.kind == "context"
    if beside and reason.ground in steps and steps[reason.ground].verdict == "met":
        found = _found(steps[reason.ground])
        told = " ".join([f"we find it met, too: {found}", *_argued(steps[reason.ground])])
        return Point(reason.says, told, "same")
    if reason.ground in steps and not beside:
        step = steps[reason.ground]
        bars = (barred_by(determination.known, known.fact.name) for known in open_facts(step))
        if bar := next(filter(None, bars), None):
            why = f"by the file, {bar.fact.yes}, and no record could show it yet"
            return Point(reason.says, f"we leave it aside: {why}.", "context")
        overturns = determination.item.published.outcome == "overturned"
        match: Match = "same" if (step.verdict == "met") == overturns else "differs"
        if match == "same" and reason.figure:
            match = "other figure"
        elif match == "same" and step.verdict == "not met" and _GAP.search(reason.says):
            match = "same gap"
        found = _assumed(step) if step.standing == "assumed" else _FOUND[step.verdict]
        argued = _argued(step) if step.verdict == "met" else []
        return Point(reason.says, " ".join([found + _found(step), *argued]), match)
    if reason.kind == "conclusion" and not _settled(determination):
        return Point(reason.says, f"we find that it {_unsettled(determination)}.", "context")
    if reason.kind == "conclusion":
        same = determination.agrees
        return Point(
            reason.says, f"we find: {determination.outcome}.", "same" if same else "differs"
        )
    if determination.rule and reason.ground in determination.rule.data.criterion:
        # It is met wherever its rule governs, and stands among no grounds.
        return Point(reason.says, "we find it met: it brings this text into play.", "same")
    return Point(reason.says, _KIND[reason.kind], "context")


def _assumed(step: Step) -> str:
    """What is said of a step that rests on silence, and which part of it does, if not all."""
    facts = [one for part in step.walk() for one in part.facts]
    if all(one.state == "assumed" for one in facts):
        return _ASSUMED
    told = []
    for one in decided_by(step):
        label = lower_first(one.fact.label)
        if one.state == "assumed":
            told.append(f"{label}: {taken_said(one)}")
        elif one.state == "not told":  # what the letters always tell, where it is so
            told.append(label)
    return _ASSUMED_IN_PART.format(silent="; ".join(dict.fromkeys(told)))


def _found(step: Step) -> str:
    """What a step found; of several ways, one of which is enough, that too which is met."""
    said = lower_first(sentence(step))
    if (
        step.verdict == "met"
        and " or " in said
        and any(part.verdict != "met" for part in step.parts)
    ):
        leaves = [one for part in deciding(step) for one in part.walk() if not one.parts]
        known = [one for leaf in leaves if leaf.verdict == "met" for one in leaf.facts]
        if len(known) == len(leaves) and all(value_said(one) == "yes" for one in known):
            here = listed([lower_first(one.fact.label) for one in known])
            return f"{said.removesuffix('.')} (here: {here})."
    return said


def _argued(step: Step) -> list[str]:
    """Why a finding may be left to judgment all the same, where the case says so."""
    left = step.verdict == "open"
    told = (
        known.argued
        for one in step.walk()
        if not one.parts and (one.verdict == "open") == left
        for known in one.facts
        if known.open == left
    )
    return list(filter(None, dict.fromkeys(told)))


def agreement(determination: Determination) -> str:
    """Say whether the published outcome and ours are the same, and if not, why."""
    item, outcome = determination.item, determination.outcome
    published = f"Published: {item.published.outcome}."
    if determination.agrees:
        return f"{published} Ours: {outcome}. They agree."
    if _settled(determination):
        said = f"{published} Ours: {outcome}. They differ."
    elif determination.rule is None:
        said = f"{published} By our rules it {_unsettled(determination)}."
    else:
        ways = _by_each(determination)
        said = f"{published} By our rules it {outcome}{ways}, so that either outcome can be argued."
    if item.differs:
        said += f" Because of {_BECAUSE[item.differs.because]}: {lower_first(item.differs.says)}"
    elif any(known.changed for known in determination.known.values()):
        return f"{said} Facts were changed from those of the file."
    elif _settled(determination):
        said += " The case file does not say why."
    return " ".join([said, *other_text(determination)])


def _by_each(determination: Determination) -> str:
    """What each way to judge comes to, in brackets, where they come to different outcomes."""
    text, reviewers = (determination.outcome_by(by) for by in ("text", "reviewers"))
    if text == reviewers:
        return ""
    taken = if_taken(determination, "text")
    return f" (by the text alone: {text}{taken}; with what reviewers add: {reviewers})"


_BECAUSE = {
    "reviewer judgement": "the reviewer's judgment",
    "another text": "the text that the reviewer opened",
    "error of fact": "an error of fact in the letter",
    "fact not in the letter": "a fact that is not in the letter",
    "rule we lack": "a rule that imrkit lacks",
}


def _settled(determination: Determination) -> bool:
    return determination.outcome in ("upheld", "overturned")


def _unsettled(determination: Determination) -> str:
    """What an outcome that is not settled comes to, to stand after "it"."""
    match determination.outcome:
        case "not determinable":
            return "cannot be determined, as a guideline in force is not held"
        case "not addressed":
            return "is not addressed"
    return determination.outcome
