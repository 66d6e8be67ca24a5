"""The parts of a determination as accessible HTML: grounds, tree, facts, rules, comparison.

Each function returns a fragment to stand inside an element of class "imr". All text that comes
from data is escaped. A mark, a word and a line style go with each colour.
"""

from __future__ import annotations

from html import escape

from imrkit.cases.case import Case, Known
from imrkit.cases.schema import Item
from imrkit.determination.deciding import decide
from imrkit.determination.determination import Considered, Determination, Role
from imrkit.determination.tree import Step, grow
from imrkit.views.html.pictures import SIGN, ground_picture
from imrkit.whatif.space import facts_that_count
from imrkit.words.changes import WAYS_NOTE, decides_alone, what_would_change
from imrkit.words.english import upper_first
from imrkit.words.numbers import branches
from imrkit.words.other_rules import beside, elsewhere_said, would_follow
from imrkit.words.published import MATCH_MARK, Match, agreement, points
from imrkit.words.rationale import rationale
from imrkit.words.steps import MARK, VERDICT, cite_of, heading, rests_on, sentence

_ROLE: dict[Role, str] = {
    "governs": "Governs",
    "beside": "Stands beside",
    "might apply": "Might apply",
    "gives way": "Gives way",
    "does not apply": "Does not apply",
}
_MATCH: dict[Match, str] = {
    "same": "The same",
    "differs": "Differs",
    "ours alone": "Ours alone",
    "context": "No verdict",
}


def grounds_html(determination: Determination) -> str:
    """List the grounds, those against first, each with its picture and citation."""
    met = [g for g in determination.grounds if g.verdict == "met"]
    told = "".join(_ground(determination, g) for g in (*determination.against, *met))
    return f'<ol class="imr-grounds">{told}</ol>' if told else ""


def _ground(determination: Determination, step: Step) -> str:
    alone = " <strong>Decides alone.</strong>" if decides_alone(determination, step) else ""
    return _entry(
        SIGN[step.verdict],
        MARK[step.verdict],
        VERDICT[step.verdict],
        f"{escape(sentence(step))}{alone}",
        cite_of(step),
        ground_picture(step),
    )


def _entry(sign: str, mark: str, word: str, said: str, below: str, picture: str) -> str:
    return (
        f'<li class="imr-ground {sign}"><span class="imr-mark" aria-hidden="true">{mark}</span>'
        f'<div><span class="imr-verdict">{word}.</span> {said}'
        f'<div class="imr-cite">{escape(below)}</div></div>{picture}</li>'
    )


def considered_html(determination: Determination) -> str:
    """List the rules that were looked at beside the governing one, and why they do not decide."""
    told = "".join(_rule(determination, c) for c in beside(determination))
    listed = f'<ol class="imr-grounds">{told}</ol>' if told else ""
    other = "".join(
        f'<p class="imr-cite">{escape(said)}</p>' for said in elsewhere_said(determination)
    )
    return listed + other


def _rule(determination: Determination, c: Considered) -> str:
    picture = ""
    if c.rule.applies:
        picture = ground_picture(
            grow(c.rule, c.rule.applies, determination.known, determination.facts)
        )
    mark = "?" if c.role == "might apply" else "§" if c.role == "beside" else "\u2013"
    said = f"{upper_first(c.rule.title)}: {c.why.rstrip('.')}.{would_follow(c)}"
    sign = "imr-open" if c.role == "might apply" else "imr-aside"
    return _entry(sign, mark, _ROLE[c.role], escape(said), c.rule.cite, picture)


def tree_html(determination: Determination) -> str:
    """Show the justification trees as nested lists that fold and unfold."""
    told: set[str] = set()
    return "".join(
        f'<ul class="imr-tree">{_branch(tree, told, top=True)}</ul>'
        for tree in determination.shown_trees
    )


def _branch(step: Step, told: set[str], *, top: bool = False) -> str:
    text = step.rule.cite if top and not step.name else heading(step)
    line = (
        f'<span class="imr-mark" aria-hidden="true">{MARK[step.verdict]}</span> '
        f'<span class="imr-verdict">{VERDICT[step.verdict]}.</span> {escape(text)}'
    )
    parts = branches(step)
    below = f'<div class="imr-cite">{escape(cite_of(step))}</div>' if step.criterion else ""
    if parts and step.name in told:
        line, parts = f"{line} (As above.)", ()
    elif facts := rests_on(step):
        below = f'<div class="imr-cite">{escape(facts)}</div>{below}'
    told |= {step.name} - {""}
    if parts:
        inner = "".join(_branch(part, told) for part in parts)
        unfolded = " open" if step.verdict != "met" else ""
        line = f"<details{unfolded}><summary>{line}</summary>{below}<ul>{inner}</ul></details>"
        below = ""
    return f'<li class="{SIGN[step.verdict]}">{line}{below}</li>'


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
