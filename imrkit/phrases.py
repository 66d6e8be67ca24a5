"""One change in words: as advice ("ask for at most 3 visits") or as a supposition.

Labels of the vocabulary are clauses ("Treatment goals are stated"), things ("Red flags") or
qualities ("Motivated to change"); each takes its own words.
"""

from __future__ import annotations

import re
from typing import Literal

from imrkit.comparisons import listed, lower_first
from imrkit.facts import Fact
from imrkit.whatif import Change

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


def advise(change: Change) -> str:
    """What to do: "ask for at most 3 visits", "document red flags", or under what condition."""
    fact, shown = change.fact, change.shown
    about = lower_first(fact.label)
    if fact.kind in ("given", "reading"):
        return suppose(change)
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


def together(acts: list[str]) -> list[str]:
    """Join what is to be documented, and what is to be ruled out, each under one word."""
    joined = []
    for word in ("document", "rule out"):
        some = [act.removeprefix(f"{word} ") for act in acts if act.startswith(f"{word} ")]
        if some:
            joined.append(f"{word} {listed(some)}")
    return joined


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
            return (
                f"no {about} were documented" if change.high == 0 else f"{amount} were documented"
            )
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
    if fact.type == "truth" and sort_of(fact) == "clause":
        return f"it were not documented {'that' if change.known.pair[0] else 'whether'} {about}"
    return f"{_the(about)} were not documented"


def _days(change: Change) -> str:
    least, most = change.fact.span
    if change.low == least:
        return f"on or before {change.fact.decode(change.high)}"
    if change.high == most:
        return f"on or after {change.fact.decode(change.low)}"
    return change.shown
