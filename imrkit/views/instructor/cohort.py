"""The report of a cohort in a notebook: what to do first, and the figures that it rests on.

Read on a screen, printed on letter paper, and without a script. A cohort of 5 and one of 5,000 get
the same page: learners are counted, and only those to look after are named, by their ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from imrkit.cohort.advice import advice
from imrkit.cohort.intervals import FEWEST_FOR_MEDIAN
from imrkit.cohort.made_up import Plan
from imrkit.cohort.made_up_results import made_up_results
from imrkit.cohort.report import Report, report
from imrkit.cohort.results import read_results
from imrkit.views.html.markup import NOTHING, Html, join
from imrkit.views.html.page import Page, style, stylesheet
from imrkit.views.instructor import charts
from imrkit.views.instructor.tables import (
    ideas_table,
    items_table,
    numbers,
    overlooked_table,
    people_table,
)
from imrkit.words.english import listed

SHOWN = Plan(learners=24, lessons=(4,), planted={"M1": 0.25, "M3": 0.2}, seed=4)
"""The made-up cohort that is shown where no results are given."""


class CohortReport:
    """The report of a cohort.

    Args:
        results: the folder that `imrkit grade` wrote, or a Parquet file of results; "" shows a
            made-up cohort.

    Raises:
        DataError: if there are no results, or they cannot be read.
    """

    def __init__(self, results: str | Path = "") -> None:
        found = read_results(Path(results)) if str(results) else made_up_results(SHOWN)
        self.figures: Report = report(found)
        self._first: Page | None = None

    @property
    def summary(self) -> Page:
        """Four figures, and at most three things to do first."""
        found = self.figures
        some = advice(found)
        lines = join(
            Html("<li><span><b>{}</b> {}</span></li>").format(one.do, one.why) for one in some
        )
        html = Html(
            '<h1 class="imr-report-head">Cohort report</h1><p class="imr-meta">{}</p>{}{}'
            '<ol class="imr-first" aria-label="What to do first">{}</ol>'
        ).format(_about(found), _made_up(found) + _small(found), _big(found), lines)
        told = [f"{number}. {one.do} {one.why}" for number, one in enumerate(some, 1)]
        return self._page("\n".join(["Cohort report", _about(found), *told]), html)

    @property
    def course(self) -> Page:
        """How far learners came, and how much they know."""
        found = self.figures
        of = found.on_roster or found.learners
        said = f"{found.finished:,} of {of:,} finished; {found.stopped:,} stopped before the end."
        html = Html('<div class="imr-two">{}{}</div>').format(
            _part(
                "Completion",
                said,
                charts.reached_chart(found.reached, of)
                + numbers(
                    ("", "finished", "begun"),
                    [(row.says, str(row.finished), str(row.begun)) for row in found.reached],
                ),
            ),
            _skill(found),
        )
        return self._page(said, html if found.reached else NOTHING)

    @property
    def items(self) -> Page:
        """How hard each item is, and which are to be mended."""
        found = self.figures
        said = (
            "“Right” is the share right at the first try, with its 95% interval; “corrected” is "
            "what was earned with guessing taken off. Discrimination tells how far being right "
            "here goes with being right elsewhere: below 0.15 an item tells little of who has "
            "understood. An item to mend counts for no learner."
        )
        html = Html('<div class="imr-items">{}<div class="imr-wide">{}</div></div>').format(
            charts.items_chart(found.items), items_table(found)
        )
        weak = [str(found.number(item.exercise)) for item in found.to_mend]
        text = f"Items to mend: {listed(weak)}." if weak else "No item is to be mended."
        return self._page(text, _part("Items", said, html))

    @property
    def ideas(self) -> Page:
        """The misconceptions, and the facts that were overlooked."""
        found = self.figures
        said = (
            "Each is a wrong rule that can be run. A learner counts by how likely the answers come "
            "of the rule, weighed by how common it is in this cohort; a slip alone proves nothing. "
            "The share is of the cohort at its first answers, with its 95% interval."
        )
        stands = [one.rule for one in found.ideas if one.found]
        text = f"Misconceptions that stand out: {listed(stands) if stands else 'none'}."
        html = _part("Misconceptions", said, ideas_table(found))
        if found.overlooked:
            about = (
                "A sentence of the file tells of the fact, and these learners marked none of it, "
                "or called the fact, or a criterion that it settles, not shown."
            )
            html += _part("Facts overlooked", about, overlooked_table(found))
            missed = [one.label for one in found.overlooked if one.found]
            text += f"\nFacts overlooked: {listed(missed) if missed else 'none'}."
        return self._page(text, html)

    @property
    def people(self) -> Page:
        """How sure learners were, beside how right; and those to look after."""
        found = self.figures
        count = len(found.people)
        text = f"Learners to look after: {count}."
        html = Html('<div class="imr-two">{}{}</div>').format(
            _sureness(found), _part("Learners to look after", "", people_table(found))
        )
        return self._page(text, html)

    def _page(self, text: str, html: Html) -> Page:
        styles = Html("{}{}").format(style(), stylesheet(Path(__file__).with_name("cohort.css")))
        page = Page(text, html, after=self._first, styles=styles)
        self._first = self._first or page
        return page


def _part(title: str, said: str, inner: Html) -> Html:
    about = Html("<p>{}</p>").format(said) if said else NOTHING
    return Html('<section class="imr-part"><h2>{}</h2>{}{}</section>').format(title, about, inner)


def _about(found: Report) -> str:
    which = listed([str(number) for number in found.lessons]) or "none"
    lessons = f"Lesson{'s' if len(found.lessons) != 1 else ''} {which}"
    more = f" · {found.absent:,} on the roster handed in nothing" if found.absent else ""
    if found.unread:
        more += f" · {found.unread:,} more handed in what could not be graded"
    plural = "s" if found.learners != 1 else ""
    return f"{lessons} · {found.learners:,} learner{plural} handed in{more}"


def _made_up(found: Report) -> Html:
    if not found.made_up:
        return NOTHING
    return Html('<p class="imr-made-up"><b>Made up.</b> {}</p>').format(
        "Every learner on this page is invented. No real person’s answers are shown."
    )


def _small(found: Report) -> Html:
    if not found.few or not found.learners:
        return NOTHING
    share = f"{100 / found.learners:.0f}"
    return Html('<p class="imr-made-up"><b>Few learners.</b> {}</p>').format(
        f"One learner moves a share by {share} points. Read the intervals, not the figures alone; "
        "what is not found here may be there all the same."
    )


def _big(found: Report) -> Html:
    of = found.on_roster or found.learners
    median, few = "–", "too few answers"
    if found.skill is not None:
        median = f"{100 * found.skill.value:.0f}".replace("-", "−")
        low, high = (f"{100 * one:.0f}" for one in (found.skill.low, found.skill.high))
        few = f"95% interval {low} to {high}"
        if found.skill.n < FEWEST_FOR_MEDIAN:
            few = f"from {low} to {high}" if found.skill.n > 1 else "of one learner"
        few = few.replace("-", "−")
    rows = [
        ("finished", f"{found.finished:,}", f"of {of:,}"),
        ("median skill, guessing taken off", median, few),
        ("items to mend", str(len(found.to_mend)), f"of {len(found.items)}"),
        ("learners to look after", f"{len(found.people):,}", "two signs or more agree"),
    ]
    return Html('<dl class="imr-big">{}</dl>').format(
        join(
            Html("<div><dt>{}</dt><dd>{}<small>{}</small></dd></div>").format(*row) for row in rows
        )
    )


def _skill(found: Report) -> Html:
    if found.skill is None:
        return _part("Skill, corrected for chance", "Too few answers to tell.", NOTHING)
    some = found.skills
    course = "; ".join(
        f"lesson {number}, {100 * one.value:.0f}" for number, one in found.by_lesson.items() if one
    )
    said = "Always “upheld”, or guessing, earns 0; all right at once earns 100. "
    if len(some) > charts.MOST_DOTS:
        low, high = some[len(some) // 4], some[len(some) * 3 // 4]
        said += f"Half of the learners lie between {100 * low:.0f} and {100 * high:.0f}."
    else:
        said += "Each dot is a learner."
    rows = [
        (f"{low} to {low + 10}".replace("-", "−"), str(count))
        for low, count in charts.bins(some)
        if count
    ]
    said += f" Median by lesson: {course}." if course else ""
    drawing = charts.skill_chart(some, found.skill) + numbers(("Skill", "learners"), rows)
    return _part("Skill, corrected for chance", said.replace("-", "−"), drawing)


def _sureness(found: Report) -> Html:
    title = "How sure, how right"
    if found.gap is None:
        return _part(title, "In no verdict a learner said how sure.", NOTHING)
    points = abs(round(100 * found.gap))
    how = f"{points} points {'surer than right' if found.gap > 0 else 'less sure than right'}"
    said = (
        f"Of verdicts, on average {how if points >= 3 else 'as sure as right'}. The dashed mark is "
        "what was said, the dot how often that was right, with its 95% interval, as wide as "
        "learners differ."
    )
    rows: Sequence[tuple[str, ...]] = [
        (
            charts.SURE[one.confidence],
            str(one.right.n),
            charts.percent(one.right.value) if one.right.n else "–",
            f"{charts.percent(one.right.low)} to {charts.percent(one.right.high)}"
            if one.right.n
            else "–",
        )
        for one in found.sureness
    ]
    heads = ("Said", "answers", "right", "95% interval")
    return _part(title, said, charts.sureness_chart(found.sureness) + numbers(heads, rows))
