"""What would have turned the result around, and the rationale for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from imrkit.course.asked.question import question
from imrkit.course.lines import rationale_lines
from imrkit.course.on_screen import facts_to_find
from imrkit.course.turning import criteria, turned
from imrkit.determination.determination import Determination
from imrkit.exercises.kinds.change import smallest
from imrkit.exercises.lines import needed, optional
from imrkit.exercises.schema import ExerciseFile
from imrkit.words.changes import may_be_wished
from imrkit.words.sense import later_only

MOST_FACTS = 6
ONE_FALLS = (
    "A grant needs every criterion, so that one that falls is enough for the denial to stand."
)
SEVERAL = (
    "A grant needs every criterion. One that can be met in several ways falls only where each of "
    "them does."
)
"""What is said of the fewest moves that turn a grant, one or several."""
AT_WILL = " What only reviewers ask may be told or left out."
"""What is said of a rationale where the text has a ground of its own beside theirs."""


def ask_change(found: Determination) -> Iterator[ExerciseFile]:
    """The fewest moves that turn the result around."""
    names = list(turned(found))
    governing = found.rule.facts if found.rule else {}
    names += [
        known.fact.name
        for known in facts_to_find(found)
        if known.fact.name in governing and known.fact.kind in ("evidence", "request")
    ]
    if found.outcome == "overturned":  # what reviewers add turns it into a matter of judgment
        by_text = (step for step in criteria(found) if not step.by_reviewers)
        asked = {known.fact.name for step in by_text for known in step.facts}
        names = [name for name in names if name in asked]
    else:
        names = [name for name in names if may_be_wished(found.known[name])]
    facts = tuple(dict.fromkeys(names))[:MOST_FACTS]
    if not facts or not smallest(found, facts):
        return
    yield question(
        found,
        "change",
        "Turn the result around with the fewest of these moves. What would have to be otherwise?",
        facts=facts,
        hints=(
            "Start from the ground that decides.",
            "What would that criterion need to come out the other way?",
            "Count your moves: could one of them stay as it is?",
        ),
        because={
            "upheld": " ".join([_turned_by(found, facts), *later_only(found, facts)]),
            "overturned": SEVERAL if len(smallest(found, facts)) > 1 else ONE_FALLS,
        },
    )


def _turned_by(found: Determination, names: Sequence[str]) -> str:
    """What is said of the fewest moves that turn a denial: a record shows them, or a request."""
    least = len(smallest(found, tuple(names)))
    kinds = {
        kind
        for kind in ("evidence", "request")
        if (some := tuple(n for n in names if found.known[n].fact.kind == kind))
        and len(smallest(found, some)) == least
    }
    if kinds == {"request"}:
        return "No record is missing for that: the physician would have to ask for something else."
    if kinds == {"evidence"}:
        return "Only what is so can be documented: this says what a record would have to show."
    return (
        "Only what is so can be documented: this says what a record would have to show, or what a "
        "new request would have to ask for."
    )


def ask_rationale(found: Determination) -> Iterator[ExerciseFile]:
    """The rationale, put together from sentences."""
    lines = rationale_lines(found)
    if len(lines) < 4:
        return
    at_will = AT_WILL if optional(found, needed(found, lines)) else ""
    yield question(
        found,
        "rationale",
        "Choose the sentences that belong in the rationale, and put them in order. Leave out what "
        f"the file does not bear out.{at_will}",
        line=lines,
        hints=(
            "The guideline and the dispute open it; then grounds, then the decision.",
            "Each ground that decides is told once, as the file has it.",
            "Of two sentences on one criterion at most one holds.",
        ),
        because="It names the guideline, tells each ground that decides, and invents none.",
    )
