"""The parts of a determination as accessible HTML: grounds, tree, facts, rules, comparison.

Each function returns a fragment to stand inside an element of class "imr". All text that comes
from data is escaped. A mark, a word and a line style go with each colour.
"""

from __future__ import annotations

from html import escape

from imrkit.cases.case import Case, Known
from imrkit.cases.schema import Item
from imrkit.determination.deciding import decide
from imrkit.determination.determination import Determination
from imrkit.views.html.pictures import SIGN, ground_picture
from imrkit.whatif.space import facts_that_count
from imrkit.words.changes import WAYS_NOTE, what_would_change
from imrkit.words.english import upper_first
from imrkit.words.published import MATCH_MARK, Match, agreement, points
from imrkit.words.rationale import rationale
from imrkit.words.telling import Telling, Told

_MATCH: dict[Match, str] = {
    "same": "The same",
    "differs": "Differs",
    "ours alone": "Ours alone",
    "context": "No verdict",
}


def grounds_html(determination: Determination) -> str:
    """List the grounds, those against first, each with its picture and citation."""
    told = "".join(map(_entry, Telling(determination).grounds))
    return f'<ol class="imr-grounds">{told}</ol>' if told else ""


def _entry(told: Told) -> str:
    notes = "".join(f" <strong>{escape(note)}</strong>" for note in told.notes)
    picture = ground_picture(told.step) if told.step is not None else ""
    return (
        f'<li class="imr-ground {SIGN[told.sign]}"><span class="imr-mark" aria-hidden="true">'
        f'{told.mark}</span><div><span class="imr-verdict">{told.word}.</span> '
        f"{escape(told.says)}{notes}"
        f'<div class="imr-cite">{escape(told.cite)}</div></div>{picture}</li>'
    )


def considered_html(determination: Determination) -> str:
    """List the rules that were looked at beside the governing one, and why they do not decide."""
    telling = Telling(determination)
    told = "".join(map(_entry, telling.beside))
    listed = f'<ol class="imr-grounds">{told}</ol>' if told else ""
    other = "".join(f'<p class="imr-cite">{escape(said)}</p>' for said in telling.elsewhere)
    return listed + other


def tree_html(determination: Determination) -> str:
    """Show the justification trees as nested lists that fold and unfold."""
    return "".join(
        f'<ul class="imr-tree">{_branch(tree)}</ul>' for tree in Telling(determination).trees
    )


def _branch(told: Told) -> str:
    line = (
        f'<span class="imr-mark" aria-hidden="true">{told.mark}</span> '
        f'<span class="imr-verdict">{told.word}.</span> {escape(told.says)}'
    )
    below = "".join(
        f'<div class="imr-cite">{escape(part)}</div>' for part in (told.rests_on, told.cite) if part
    )
    if told.again:
        line += " (As above.)"
    if told.parts:
        inner = "".join(map(_branch, told.parts))
        unfolded = " open" if told.against else ""
        line = f"<details{unfolded}><summary>{line}</summary>{below}<ul>{inner}</ul></details>"
        below = ""
    return f'<li class="{SIGN[told.sign]}">{line}{below}</li>'


# ---- facts -------------------------------------------------------------------------------------


def facts_html(case: Case, item: Item) -> str:
    """Sort the facts that the rules for an item read into documented and not documented."""
    known = facts_that_count(decide(case, item, case.known(item)))
    silent = [k for k in known if not k.open and k.from_silence]
    groups = {
        "Documented": [k for k in known if not k.open and k not in silent],
        "Not documented": [k for k in known if k.open and k.fact.kind != "reading"],
        "Not stated, and taken from silence": silent,
        "Left to the reviewer": [k for k in known if k.open and k.fact.kind == "reading"],
    }
    return "".join(_facts(title, some) for title, some in groups.items() if some)


def _facts(title: str, known: list[Known]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(k.fact.label)}</th>'
        f"<td{_hatched(k)}>{escape(k.shown)}</td><td>{escape(_whence(k))}</td></tr>"
        for k in known
    )
    last = "Usually found in" if title == "Not documented" else "From"
    return (
        f'<table class="imr-facts"><caption>{escape(title)}</caption>'
        f'<thead><tr><th scope="col">Fact</th><th scope="col">Value</th>'
        f'<th scope="col">{last}</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _hatched(known: Known) -> str:
    return ' class="imr-hatched"' if known.open else ""


def _whence(known: Known) -> str:
    source = known.source.removeprefix("not stated; ")
    if known.open and known.fact.kind != "reading":
        source = known.fact.found_in
    return " ".join(f"{upper_first(part.rstrip('.'))}." for part in (source, known.note) if part)


# ---- the rest ----------------------------------------------------------------------------------


def comparison_html(determination: Determination) -> str:
    """Set the published reasons beside ours, point by point."""
    rows = "".join(
        f"<tr><td>{escape(p.published or 'Not among the published reasons.')}</td>"
        f"<td>{escape(upper_first(p.ours))}</td>"
        f'<td><span class="imr-mark" aria-hidden="true">{MATCH_MARK[p.match]}</span> '
        f"{_MATCH[p.match]}</td></tr>"
        for p in points(determination)
    )
    table = (
        '<table class="imr-points"><caption>Reason by reason</caption>'
        '<thead><tr><th scope="col">Published</th><th scope="col">Ours</th>'
        f'<th scope="col">Match</th></tr></thead><tbody>{rows}</tbody></table>'
    )
    return f"<p>{escape(agreement(determination))}</p>{table if rows else ''}"


def changes_html(determination: Determination) -> str:
    """List what would change the result."""
    ways = "".join(
        f'<li class="imr-way{"" if way.flip else " imr-none"}">{escape(way.text)}</li>'
        for way in what_would_change(determination)
    )
    note = f'<p class="imr-cite">{WAYS_NOTE}</p>'
    return f'{note}<ul class="imr-ways">{ways}</ul>' if ways else ""


def rationale_html(determination: Determination) -> str:
    """Write the rationale in paragraphs."""
    return "".join(f"<p>{escape(part)}</p>" for part in rationale(determination).split("\n\n"))
