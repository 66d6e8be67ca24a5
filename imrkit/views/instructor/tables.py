"""The tables of a cohort's report."""

from __future__ import annotations

from collections.abc import Sequence

from imrkit.cohort.intervals import Interval
from imrkit.cohort.items import Item
from imrkit.cohort.lessons import exercise_named
from imrkit.cohort.report import Report
from imrkit.exercises.asking import ask
from imrkit.exercises.misconceptions import misconceptions
from imrkit.views.html.markup import NOTHING, Html, join, quoted
from imrkit.views.instructor.charts import idea_chart, percent, share_chart, signed

MOST_ITEMS, MOST_IDEAS, MOST_PEOPLE = 40, 8, 7
LONGEST = 90
_STATES = {
    "few": "too few",
    "hard": "hard",
    "easy": "easy",
    "overlooked": "overlooked",
    "idea": "a wrong rule",
}


def table(heads: Sequence[str], rows: Sequence[Sequence[str | Html]], numeric: set[int]) -> Html:
    """A table whose first cell heads its row.

    Args:
        heads: the heads of its columns.
        rows: the rows.
        numeric: the columns that hold figures.
    """

    def look(column: int) -> str:
        return "imr-number" if column in numeric else ""

    head = join(
        Html('<th scope="col" class="{}">{}</th>').format(look(n), one)
        for n, one in enumerate(heads)
    )
    heading, plain = (
        Html('<th scope="row" class="{}">{}</th>'),
        Html('<td class="{}" data-label="{}">{}</td>'),
    )
    body = join(
        Html("<tr>{}</tr>").format(
            join(
                plain.format(look(n), quoted(heads[n]), cell)
                if n
                else heading.format(look(n), cell)
                for n, cell in enumerate(row)
            )
        )
        for row in rows
    )
    return Html(
        '<table class="imr-table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(head, body)


def numbers(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Html:
    """The figures of a chart, folded."""
    inner = table(heads, rows, set(range(1, len(heads))))
    return Html('<details class="imr-numbers"><summary>The numbers</summary>{}</details>').format(
        inner
    )


def _with_range(found: Interval) -> Html:
    return Html("{}<small>{}–{}</small>").format(
        percent(found.value), f"{100 * found.low:.0f}", percent(found.high)
    )


def items_table(found: Report) -> Html:
    """Every item; of very many, first those that ask for a look, and the others folded."""
    heads = ("Item", "Question", "right", "corrected", "discrim.", "Note")
    rows = [(item, _item(number, item)) for number, item in enumerate(found.items, 1)]
    if len(rows) <= MOST_ITEMS:
        return table(heads, [row for _, row in rows], {0, 2, 3, 4})
    first = [row for item, row in rows if item.state in ("mend", "look", "overlooked", "hard")]
    return Html("{}<details><summary>All {} items</summary>{}</details>").format(
        table(heads, first[:MOST_ITEMS], {0, 2, 3, 4}),
        len(rows),
        table(heads, [row for _, row in rows], {0, 2, 3, 4}),
    )


def _item(number: int, item: Item) -> Sequence[str | Html]:
    agrees: str | Html = "–"
    if item.discrimination is not None and item.state != "few":
        one = item.discrimination
        agrees = Html("{}<small>{} to {}</small>").format(
            signed(one.value), signed(one.low), signed(one.high)
        )
    if item.state == "mend":
        state = Html('<span class="imr-tag">✕ mend</span>')
    elif item.state == "look":
        state = Html('<span class="imr-tag imr-open">? perhaps mend</span>')
    else:
        state = Html('<span class="imr-quiet">{}</span>').format(_STATES.get(item.state, ""))
    corrected = "–" if item.corrected is None else percent(item.corrected)
    said = Html("{}<small>{}</small>").format(_question(item.exercise), item.exercise)
    return (str(number), said, _with_range(item.right), corrected, agrees, state)


def _question(name: str) -> str:
    exercise = exercise_named(name)
    if exercise is None:
        return name
    text = ask(exercise).ask
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST].rsplit(' ', 1)[0].rstrip(' ,.;:')} …"


def ideas_table(found: Report) -> Html:
    """The misconceptions, the most common first; those that nobody seems to hold are counted."""
    some = [one for one in found.ideas if one.sure or one.likely or one.possible][:MOST_IDEAS]
    others = len(found.ideas) - len(some)
    rest = ""
    if others:
        rest = f"{others} more that these answers could show: nobody seems to hold " + (
            "them." if others > 1 else "it."
        )
    if not found.ideas:
        rest = "These answers tell of no misconception."
    quiet = Html('<p class="imr-quiet">{}</p>').format(rest) if rest else NOTHING
    if not some:
        return quiet
    most = max(one.sure + one.likely + one.possible for one in some)
    rows: list[Sequence[str | Html]] = []
    for one in some:
        rule = misconceptions()[one.rule]
        at = [str(n) for n in sorted(map(found.number, one.exercises))]
        where = f"{one.rule}; item{'s' if len(at) > 1 else ''} {', '.join(at)}"
        note = NOTHING
        if len(one.exercises) == 1:
            note = Html("<small>one item alone: a hint, no more</small>")
        elif not one.found:
            note = Html("<small>not more than slips explain</small>")
        rows.append(
            (
                Html("<b>{}</b><small>{}</small>{}").format(rule.says, where, note),
                idea_chart(one, most, rule.says),
                f"{one.sure:,}",
                f"{one.likely:,}",
                f"{one.possible:,}",
                _with_range(one.share),
                f"{one.still:,.0f}",
                rule.reply,
            )
        )
    heads = (
        *("Wrong rule", "Learners, by how certain", "sure", "likely", "possible"),
        *("share", "still", "To say in class"),
    )
    levels = Html(
        '<p class="imr-levels"><span><i class="imr-full"></i>sure: above 90%</span><span>'
        '<i class="imr-half"></i>likely: 60 to 90%</span><span><i class="imr-hatch"></i>possible: '
        "30 to 60%</span><span>still: about so many after all they were told</span></p>"
    )
    return Html('<div class="imr-wide">{}</div>{}{}').format(
        table(heads, rows, {2, 3, 4, 5, 6}), levels, quiet
    )


def overlooked_table(found: Report) -> Html:
    """The facts, those most often overlooked first."""
    rows: list[Sequence[str | Html]] = []
    for one in found.overlooked[:MOST_IDEAS]:
        note = NOTHING
        if one.found:
            note = Html('<span class="imr-tag imr-open">? overlooked</span>')
        rows.append(
            (
                Html("<b>{}</b><small>item {}</small>").format(
                    one.label, found.number(one.exercise)
                ),
                share_chart(one.share, one.label),
                _with_range(one.share),
                f"{one.share.n:,}",
                f"{one.said_nothing:,}",
                note or Html('<span class="imr-quiet">not more than slips explain</span>'),
            )
        )
    heads = ("Fact", "Share who missed it", "share", "of", "said “nothing”", "Note")
    return Html('<div class="imr-wide">{}</div>').format(table(heads, rows, {2, 3, 4}))


def people_table(found: Report) -> Html:
    """The learners to look after, the first few of them."""
    some, count = found.people[:MOST_PEOPLE], len(found.people)
    if not some:
        return Html("<p>{}</p>").format("Of no learner two signs agree.")
    said = "Two signs or more agree."
    if count > len(some):
        said += (
            f" The {len(some)} with most signs, of {count:,}; the others are in the list that "
            "`imrkit report` writes beside this page."
        )
    rows: list[Sequence[str | Html]] = [
        (one.learner, "; ".join(one.signs), one.start) for one in some
    ]
    return Html("<p>{}</p>{}").format(
        said, table(("Learner", "What was seen", "Start with"), rows, set())
    )
