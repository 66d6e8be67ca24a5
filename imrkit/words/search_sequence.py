"""Where to look when no rule of the MTUS addresses an item: the medical evidence search sequence.

The kit says where the search goes next and answers nothing itself.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from imrkit.facts.spans import Value
from imrkit.rules.schema import STATUS, Status


@dataclass(frozen=True, slots=True)
class Sequence:
    """Where the law says to look next, for decisions of some years.

    Attributes:
        since: first day.
        until: last day; None while it stands.
        steps: where to look, in order.
        citation: where the law says so.
        status: how far that is verified.
        note: what else to know.
    """

    since: dt.date
    until: dt.date | None
    steps: tuple[str, ...]
    citation: str
    status: Status
    note: str = ""


SEQUENCES = (
    Sequence(
        dt.date(2009, 7, 18),
        dt.date(2015, 4, 19),
        (
            "other scientifically based guidelines that are nationally recognised",
            "where there are none or they disagree, studies, weighed by ACOEM's rating of strength",
        ),
        "8 CCR 9792.25(b), (c)",
        "primary",
    ),
    Sequence(
        dt.date(2015, 4, 20),
        None,
        (
            "the latest ACOEM guidelines or Official Disability Guidelines",
            "other evidence-based guidelines that are nationally recognised",
            "scientific studies",
        ),
        "8 CCR 9792.21.1(a)",
        "primary",
        "The sequence is of 2015; the day it took effect, taken as 2015-04-20, is not verified "
        "yet. Treatment may not be refused only because the MTUS does not address the condition "
        "(8 CCR 9792.21(d)).",
    ),
)
LADDER = (
    "the MTUS",
    "peer-reviewed evidence on the effectiveness of the treatment",
    "nationally recognised professional standards",
    "expert opinion",
    "generally accepted standards of medical practice",
    "treatment likely to help where others are not effective",
)
"""The standards of medical necessity, in order: Labor Code 4610.5(c)(2), A to F."""


def where_to_look(decided: Value) -> str:
    """Say where to look next where the MTUS is silent.

    Args:
        decided: first and last day number on which the decision may have been made.

    Returns:
        Sentences that name the steps of the search, the law and its status, for each law that may
        have been in force.
    """
    said = [
        _sentence(sequence)
        for sequence in SEQUENCES
        if sequence.since.toordinal() <= decided[1]
        and (sequence.until is None or decided[0] <= sequence.until.toordinal())
    ]
    ladder = (
        "Labor Code 4610.5(c)(2) ranks the standards of medical necessity; a lower one counts only "
        f"where none above it applies: {'; '.join(LADDER)} ({STATUS['primary']})."
    )
    return " ".join([*said, ladder])


def _sentence(sequence: Sequence) -> str:
    years = (
        f"from {sequence.since.year} on"
        if sequence.until is None
        else (f"from {sequence.since} until {sequence.until.year}")
    )
    steps = "; ".join(f"({n}) {step}" for n, step in enumerate(sequence.steps, 1))
    said = (
        f"Where the MTUS is silent, the search goes on, for decisions {years}, to: {steps} "
        f"({sequence.citation}; {STATUS[sequence.status]})."
    )
    return f"{said} {sequence.note}".strip()
