"""One change in words: as advice ("ask for at most 3 visits") or as a supposition.

The vocabulary's entries bring their own grammar: what to say that a fact is so, that it is not so,
and what a physician does to ask for it. Nothing is guessed from a label.
"""

from __future__ import annotations

from imrkit.facts.fact import Fact
from imrkit.whatif.flips import Change
from imrkit.words.english import listed, lower_first


def clause(fact: Fact, low: int, shown: str) -> str:
    """Say what a value means, to follow "that": "there are red flags".

    Args:
        fact: the fact.
        low: its coded value; of a range, the least.
        shown: the value in words.
    """
    if fact.type == "truth":
        return fact.yes if low else fact.no
    return fact.states.replace("{value}", shown)


def may_be_done(change: Change) -> bool:
    """Whether a physician can do it: ask for something else, or document what the file does not."""
    known = change.known
    if known.fact.kind == "request":
        return True
    return known.fact.kind == "evidence" and (known.open or known.state == "assumed")


def advise(change: Change) -> str:
    """What to do: "ask for at most 3 visits", "document that there are red flags"."""
    fact = change.fact
    if fact.kind == "request":
        return _asking(change)
    return f"document that {clause(fact, change.low, change.shown)}"


def suppose(change: Change) -> str:
    """What would have to be so, to stand after "if"."""
    fact = change.fact
    if change.open:
        return _lost(change)
    said = clause(fact, change.low, change.shown)
    match fact.kind:
        case "reading":
            return f"the text is read to mean that {said}"
        case "request":
            return f"the physician were to {_asking(change)}"
        case "evidence":
            known = change.known
            other = known.state == "documented" and fact.type != "truth"
            instead = f" instead of {known.shown}" if other else ""
            return f"the file documented that {said}{instead}"
    return said


def _asking(change: Change) -> str:
    """What the physician does to have a request so."""
    fact = change.fact
    if fact.type == "truth" and not change.low:
        return fact.ask_not
    return fact.ask.replace("{value}", change.shown)


def _lost(change: Change) -> str:
    fact = change.fact
    if fact.type == "truth":
        whether = "that" if change.known.value[0] else "whether"
        return f"the file did not document {whether} {fact.yes}"
    return f"the file did not document the {lower_first(fact.label)}"


_TOGETHER = (
    "document that ",
    "the file documented that ",
    "the text is read to mean that ",
    "the physician were to ",
)


def together(told: list[str]) -> list[str]:
    """Join under one word what begins with it: "document that a and that b"."""
    joined: dict[str, list[str]] = {}
    for one in told:
        word = next((w for w in _TOGETHER if one.startswith(w)), one)
        joined.setdefault(word, []).append(one.removeprefix(word))
    return [_under(word, some) for word, some in joined.items()]


def _under(word: str, some: list[str]) -> str:
    that = "that " if word.endswith(" that ") else ""
    return f"{word}{listed([some[0], *(that + one for one in some[1:])])}"
