"""One change in words: as advice ("ask for at most 3 visits") or as a supposition.

Labels of the vocabulary are clauses ("Treatment goals are stated"), things ("Red flags") or
qualities ("Motivated to change"); each takes its own words.
"""

from __future__ import annotations

import re
from typing import Literal

from imrkit.facts.fact import Fact
from imrkit.whatif.flips import Change
from imrkit.words.english import listed, lower_first

_VERB = re.compile(
    r"\b(is|are|was|were|has|have|had|does|did|do|can|could|would|must|may|needs?|shows?|points to|"
    r"affects|limits|relieves|helped|helps|improved|allows|lets|takes|accompanies|stands|depends|"
    r"failed|brought|returned|includes|names|says|control|conflict|monitors|changed|authorised)\b"
)
_QUALITY = re.compile(
    r"(under|as|asked|stronger|close|confined|released|motivated|just|too|part|dispensed|"
    r"first(?!-))\b"
)
_PAST = re.compile(r"\b(no|did|does) not\b")


def sort_of(fact: Fact) -> Literal["clause", "quality", "thing"]:
    """What sort of words the label of a truth is."""
    about = fact.label.lower()
    if _QUALITY.match(about):
        return "quality"
    return "clause" if _VERB.search(about) or _PAST.search(about) else "thing"


def may_be_done(change: Change) -> bool:
    """Whether a physician can do it: ask for something else, or document what the file does not."""
    known = change.known
    if known.fact.kind == "request":
        return True
    return known.fact.kind == "evidence" and (known.open or known.from_silence)


def advise(change: Change) -> str:
    """What to do: "ask for at most 3 visits", "document red flags"."""
    fact, shown = change.fact, change.shown
    about = lower_first(fact.label)
    if fact.type == "truth":
        yes, sort = bool(change.low), sort_of(fact)
        if fact.kind == "evidence":
            return f"{'document' if yes else 'rule out'} {_that(sort, about)}"
        if sort == "thing":
            return f"add {about} to the request" if yes else f"drop {about} from the request"
        if sort == "clause" and yes:
            how = "make sure" if about.startswith("the request ") else "change the request so"
            return f"{how} that {about}"
        return f"change the request so that “{about}” {'holds' if yes else 'no longer holds'}"
    amount = _amount(fact, shown)
    if fact.kind == "request":
        if amount:
            return f"ask for {amount.removesuffix(' requested')}"
        return f"change {_the(about)} to {shown}"
    if change.high == 0 and amount:
        return f"document that there were no {about}"
    return f"document {amount or f'{about} of {shown}'}"


_TOGETHER = ("document ", "rule out ", "it were documented ", "it were ruled out ")


def together(told: list[str]) -> list[str]:
    """Join under one word what begins with it: "document red flags and that surgery is planned"."""
    joined: dict[str, list[str]] = {}
    for one in told:
        word = next((w for w in _TOGETHER if one.startswith(w)), one)
        joined.setdefault(word, []).append(one.removeprefix(word))
    for some in joined.values():
        some.sort(key=lambda one: one.startswith("that "))  # things before clauses
    return [f"{word}{listed(some)}" for word, some in joined.items()]


def suppose(change: Change) -> str:
    """What would have to be so, to stand after "if"."""
    fact, shown = change.fact, change.shown
    about = lower_first(fact.label)
    if change.open:
        return _lost(change)
    if fact.type == "truth":
        yes, sort = bool(change.low), sort_of(fact)
        match fact.kind:
            case "reading":
                return f"the text is {'' if yes else 'not '}read to mean that {about}"
            case "request" if yes and about.startswith("the request "):
                return about
            case "request":
                said = f"said that {about}" if sort == "clause" else f"had {_that(sort, about)}"
                return f"the request {said if yes else f'no longer {said}'}"
            case "evidence":
                done = "documented" if yes else "ruled out"
                if sort == "clause":
                    return f"it were {done} that {about}"
                return f"{_that(sort, about)} were {done}"
        return f"it were {'' if yes else 'not '}so: {about}"
    amount = _amount(fact, _days(change) if fact.type == "date" else shown)
    match fact.kind:
        case "request" if amount:
            return f"{amount.removesuffix(' requested')} were asked for"
        case "evidence" if amount:
            known = change.known
            stands = "" if known.open or known.from_silence else f" instead of {known.shown}"
            if change.high == 0:
                return f"it were documented that there were no {about}{stands}"
            return f"{amount} were documented{stands}"
        case "given" if amount:
            return f"it were {amount}"
    return f"{_the(about)} were {_days(change) if fact.type == 'date' else shown}"


def _that(sort: str, about: str) -> str:
    return {"clause": f"that {about}", "quality": f"“{about}”", "thing": about}[sort]


def _the(about: str) -> str:
    return f"“{about}”" if about.startswith(("how ", "what ", "which ")) else f"the {about}"


def _amount(fact: Fact, shown: str) -> str:
    """A number as part of a sentence: "1 to 7 visits completed before"; "" where none fits."""
    about = lower_first(fact.label)
    if fact.type != "number" or not fact.unit or not about.startswith(fact.unit):
        return ""
    return f"{shown} {about.removeprefix(fact.unit).strip()}".strip()


def _lost(change: Change) -> str:
    fact, about = change.fact, lower_first(change.fact.label)
    if fact.type == "truth":
        sort = sort_of(fact)
        if sort == "clause":
            return (
                f"it were not documented {'that' if change.known.value[0] else 'whether'} {about}"
            )
        return f"{_that(sort, about)} were not documented"
    return f"{_the(about)} were not documented"


def _days(change: Change) -> str:
    least, most = change.fact.unknown
    if change.low == least:
        return f"on or before {change.fact.decode(change.high)}"
    if change.high == most:
        return f"on or after {change.fact.decode(change.low)}"
    return change.shown
