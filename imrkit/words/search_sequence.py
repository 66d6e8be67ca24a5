"""Where to look when no rule of the MTUS addresses an item: the medical evidence search sequence.

The kit says where the search goes next and answers nothing itself.
"""

from __future__ import annotations

from imrkit.facts.spans import Days
from imrkit.rules.evidence import Evidence, Law, evidence
from imrkit.rules.schema import STATUS
from imrkit.words.english import upper_first


def where_to_look(decided: Days, law: Evidence | None = None) -> str:
    """Say where to look next where the MTUS is silent.

    Args:
        decided: first and last day number on which the decision may have been made.
        law: the order of evidence; the one that comes with imrkit by default.

    Returns:
        Sentences that name the steps of the search, the ranked standards of necessity and how
        evidence is weighed, each with its law and status, for every version that may have been in
        force.
    """
    law = law or evidence()
    said = [_search(version) for version in law.in_force("search", decided)]
    said += [_ladder(version) for version in law.in_force("necessity", decided)]
    said += [_weighing(version) for version in law.in_force("methodology", decided)]
    return " ".join(said)


def years_of(law: Law) -> str:
    """Say for decisions of which days a version stands."""
    return f"from {law.since} to {law.until}" if law.until else f"from {law.since} on"


def _search(law: Law) -> str:
    steps = "; ".join(f"({n}) {step}" for n, step in enumerate(law.steps, 1))
    said = (
        f"For decisions {years_of(law)}: {law.rule}. It goes to: {steps} "
        f"({law.citation}; {STATUS[law.status]})."
    )
    return f"{said} {law.note}".strip()


def _ladder(law: Law) -> str:
    steps = "; ".join(f"({chr(ord('A') + n)}) {step}" for n, step in enumerate(law.steps))
    return (
        f"The standards of medical necessity, for decisions {years_of(law)}: {steps}. "
        f"{upper_first(law.rule)} ({law.citation}; {STATUS[law.status]})."
    )


def _weighing(law: Law) -> str:
    steps = "; ".join(f"({n}) {step}" for n, step in enumerate(law.steps, 1))
    return (
        f"How evidence is weighed, for decisions {years_of(law)}: {law.rule}: {steps} "
        f"({law.citation}; {STATUS[law.status]})."
    )
