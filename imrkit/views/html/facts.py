"""The facts of a determination as tables, one for each way in which a fact may be known."""

from __future__ import annotations

from imrkit.cases.known import Known, State
from imrkit.determination.determination import Determination
from imrkit.views.html.markup import NOTHING, Html, join
from imrkit.whatif.space import facts_that_count
from imrkit.words.english import upper_first
from imrkit.words.known import source_said, value_said

_TITLE: dict[State, str] = {
    "documented": "Documented",
    "contradicted": "The documents contradict each other",
    "not documented": "Not documented",
    "not told": "The letter does not tell",
    "assumed": "Assumed, where the file is silent",
    "reading": "Left to the reviewer",
}
_LOOK: dict[State, str] = {
    "documented": "imr-known",
    "contradicted": "imr-torn",
    "not documented": "imr-hatched",
    "not told": "imr-paled",
    "assumed": "imr-dotted",
    "reading": "imr-halved",
}
_RAISED = "Taken as in order: only reviewers ask about it, and the letter does not raise it."


def facts_html(determination: Determination) -> Html:
    """Sort the facts that the rules read by how far each is shown; first those changed by you.

    Args:
        determination: the determination; the facts are its own, as they stand in it.
    """
    count = facts_that_count(determination)
    kept = [known for known in count if not known.changed]
    sorted_ = {title: [k for k in kept if k.state == state] for state, title in _TITLE.items()}
    parts = [
        _facts(determination, title, some, state)
        for (title, some), state in zip(sorted_.items(), _TITLE, strict=True)
    ]
    return _changed(determination) + join(parts)


def _facts(determination: Determination, title: str, some: list[Known], state: State) -> Html:
    rows = join(
        Html(
            '<tr><th scope="row">{}</th><td><span class="{}">{}</span></td><td>{}</td></tr>'
        ).format(known.fact.label, _LOOK[state], value_said(known), _whence(determination, known))
        for known in some
    )
    last = "Usually found in" if state in ("not documented", "not told") else "From"
    return _table(title, last, rows) if some else NOTHING


def _changed(determination: Determination) -> Html:
    """The facts that were changed, and what the file says of them."""
    changed = [known for known in determination.known.values() if known.changed]
    file = determination.case.known(determination.item)
    rows = join(
        Html('<tr><th scope="row">{}</th><td><mark>{}</mark></td><td>{}</td></tr>').format(
            known.fact.label,
            value_said(known),
            f"{upper_first(value_said(file[known.fact.name]))}.",
        )
        for known in changed
    )
    return _table("Changed by you", "In the file", rows) if changed else NOTHING


def _table(title: str, last: str, rows: Html) -> Html:
    return Html(
        '<table class="imr-facts"><caption>{}</caption><thead><tr><th scope="col">Fact</th>'
        '<th scope="col">Value</th><th scope="col">{}</th></tr></thead><tbody>{}</tbody></table>'
    ).format(title, last, rows)


def _whence(determination: Determination, known: Known) -> str:
    """What a value rests on, or where it is usually found; and what else the case says of it."""
    usually = known.state in ("not documented", "not told")
    parts = [known.fact.found_in if usually else source_said(known), known.note]
    if determination.facts[known.fact.name] != known.value:
        parts.append(_RAISED)
    return " ".join(f"{upper_first(part.rstrip('.'))}." for part in parts if part)
