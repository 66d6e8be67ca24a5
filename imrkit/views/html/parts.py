"""The parts of a determination as accessible HTML: grounds, tree, rules, comparison, changes.

Each function returns a fragment to stand inside an element of class "imr". A mark, a word and a
line style go with each color.
"""

from __future__ import annotations

from imrkit.determination.determination import Determination
from imrkit.rules.governing import By
from imrkit.rules.rule import page_word
from imrkit.views.anchors import anchor
from imrkit.views.html.markup import NOTHING, Html, join, quoted
from imrkit.views.html.pictures import SIGN, ground_picture
from imrkit.words.changes import WAYS_NOTE
from imrkit.words.english import upper_first
from imrkit.words.published import MATCH_MARK, Match
from imrkit.words.telling import Telling, Told

_MATCH: dict[Match, str] = {
    "same": "The same",
    "same gap": "The same criterion; the letter calls it not documented, ours goes against it",
    "other figure": "The same ground, another figure",
    "differs": "Differs",
    "ours alone": "Ours alone",
    "context": "No verdict",
}


def grounds_html(determination: Determination, book: str = "") -> Html:
    """List the grounds, those against first, each with its picture and citation.

    Args:
        determination: the determination.
        book: address of the rule book, for citations to lead to; "" for none.
    """
    return _entries(Telling(determination).grounds, book)


def _entries(told: tuple[Told, ...], book: str) -> Html:
    if not told:
        return NOTHING
    alike: dict[tuple[str, str, tuple[str, ...]], list[Told]] = {}
    for one in told:  # two editions may ask the same: it is told once, with both places
        alike.setdefault((one.word, one.says, one.notes), []).append(one)
    return Html('<ol class="imr-grounds">{}</ol>').format(
        join(_entry(some[0], [_cite(one, book) for one in some]) for some in alike.values())
    )


def _cite(told: Told, book: str) -> Html:
    if not book:
        return Html("{}").format(told.cite)
    return Html('<a href="{}">{}</a>').format(quoted(f"{book}#{anchor(told.rule)}"), told.cite)


def _entry(told: Told, cites: list[Html]) -> Html:
    notes = join(Html(" <strong>{}</strong>").format(note) for note in told.notes)
    return Html(
        '<li class="imr-ground {}"><span class="imr-mark" aria-hidden="true">{}</span>'
        '<div><span class="imr-verdict">{}.</span> {}{}<div class="imr-cite">{}</div></div>{}</li>'
    ).format(
        SIGN[told.sign],
        told.mark,
        told.word,
        told.says,
        notes,
        join(cites, Html("<br>")),
        ground_picture(told.step) if told.step is not None else NOTHING,
    )


def considered_html(determination: Determination, book: str = "") -> Html:
    """List the rules that were looked at beside the governing one, and why they do not decide.

    Args:
        determination: the determination.
        book: address of the rule book, for citations to lead to; "" for none.
    """
    telling = Telling(determination)
    other = (Html('<p class="imr-cite">{}</p>').format(said) for said in telling.elsewhere)
    return _entries(telling.beside, book) + join(other)


def tree_html(determination: Determination) -> Html:
    """Show the justification trees as nested lists that fold and unfold."""
    return join(
        Html('<ul class="imr-tree">{}</ul>').format(_branch(tree))
        for tree in Telling(determination).trees
    )


def _branch(told: Told) -> Html:
    line = Html(
        '<span class="imr-mark" aria-hidden="true">{}</span> '
        '<span class="imr-verdict">{}.</span> {}{}'
    ).format(told.mark, told.word, " ".join([told.says, *told.notes]), " (As above.)" * told.again)
    below = join(
        Html('<div class="imr-cite">{}</div>').format(part)
        for part in (told.rests_on, told.cite)
        if part
    )
    if told.parts:
        line = Html("<details{}><summary>{}</summary>{}<ul>{}</ul></details>").format(
            " open" if told.against else "", line, below, join(map(_branch, told.parts))
        )
        below = NOTHING
    return Html('<li class="{}">{}{}</li>').format(SIGN[told.sign], line, below)


def comparison_html(determination: Determination) -> Html:
    """Set the published reasons beside ours, point by point."""
    telling = Telling(determination)
    rows = join(
        Html(
            '<tr><td>{}</td><td>{}</td><td><span class="imr-mark" aria-hidden="true">{}</span> '
            "{}</td></tr>"
        ).format(
            point.published or "Not among the published reasons.",
            upper_first(point.ours),
            MATCH_MARK[point.match],
            _MATCH[point.match],
        )
        for point in telling.points
    )
    table = Html(
        '<table class="imr-points"><caption>Reason by reason</caption>'
        '<thead><tr><th scope="col">Published</th><th scope="col">Ours</th>'
        '<th scope="col">Match</th></tr></thead><tbody>{}</tbody></table>'
    ).format(rows)
    note = determination.item.published.note
    said = join(Html("<p>{}</p>").format(one) for one in (determination.item.urgent, note) if one)
    return Html("<p>{}</p>{}{}{}").format(
        telling.agreement, _guidelines_html(determination), said, table if rows else NOTHING
    )


def _guidelines_html(determination: Determination) -> Html:
    """The guideline that the published reviewer cited, and the one that ours goes by."""
    cites = determination.item.published.cites
    theirs = "; ".join(
        " ".join(filter(None, (one.guideline, one.section, page_word(one.pages)))) for one in cites
    )
    ours = determination.rule.cite if determination.rule else ""
    if not (theirs and ours):
        return NOTHING
    return Html("<p>The published reviewer cited: {}. Ours goes by: {}.</p>").format(theirs, ours)


def changes_html(determination: Determination) -> Html:
    """List what would change the result."""
    ways = join(
        Html('<li class="imr-way{}">{}</li>').format("" if way.flip else " imr-none", way.text)
        for way in Telling(determination).ways
    )
    if not ways:
        return NOTHING
    return Html('<p class="imr-cite">{}</p><ul class="imr-ways">{}</ul>').format(WAYS_NOTE, ways)


def rationale_html(determination: Determination, by: By | None = None) -> Html:
    """Write the rationale in paragraphs.

    Args:
        determination: the determination.
        by: what the item is judged by; None for its outcome in all.
    """
    return join(Html("<p>{}</p>").format(part) for part in Telling(determination).rationale(by))
