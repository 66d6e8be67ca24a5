"""What is known of a fact, in words that keep apart how far it is shown."""

from __future__ import annotations

from imrkit.cases.known import Known, State

STATE: dict[State, str] = {
    "documented": "documented",
    "not documented": "not documented",
    "contradicted": "the documents contradict each other",
    "assumed": "assumed",
    "not told": "the letter does not tell",
    "reading": "left to the reviewer",
}


def value_said(known: Known) -> str:
    """Say what is known of a fact: "6 visits", "assumed: no", "not documented".

    What silence is taken to mean is never said without saying so.
    """
    match known.state:
        case "documented":
            return known.shown
        case "assumed":
            return f"assumed: {taken_said(known)}"
        case "not documented":
            return known.why or STATE["not documented"]
        case "not told" if known.value != known.fact.unknown:
            return f"{STATE['not told']}; {known.shown}"
    return STATE[known.state]


def taken_said(known: Known) -> str:
    """Say what silence on a fact is taken to mean, without saying that it is taken so."""
    return known.fact.unstated_says or known.shown


def source_said(known: Known) -> str:
    """Say what a value rests on; "" where the state says it all."""
    match known.state:
        case "documented" | "assumed":
            return known.source
        case "contradicted" | "not documented" if known.document:
            return known.source
    return ""
