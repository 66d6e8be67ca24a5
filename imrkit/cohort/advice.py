"""What to do first, in words: at most three things, items before ideas, ideas before people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from imrkit.cohort.intervals import Interval
from imrkit.cohort.report import Report
from imrkit.exercises.misconceptions import misconceptions
from imrkit.words.english import listed, lower_first

MOST = 3
MOST_NAMED = 4
OVERSURE = 0.1
_CAN_SHOW = "whose answers can show it"


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to do: what, and why."""

    do: str
    why: str


def advice(report: Report) -> tuple[Advice, ...]:
    """What to do first.

    Args:
        report: what the cohort's results show.

    Returns:
        At most three things; one that says so where nothing stands out.
    """
    found = [*_items(report), *_ideas(report)]
    if report.few and not found:
        why = "In so few answers nothing stands out, which is no proof that all is well."
        found = [Advice("Ask these learners themselves.", why)]
    people = [*_people(report)]
    found = [*found[: MOST - len(people)], *people]
    if len(found) < MOST:
        found += list(_sureness(report))
    if not found:
        return (Advice("Go on as planned.", "Nothing stands out in these results."),)
    return tuple(found[:MOST])


def percents(interval: Interval) -> str:
    """The bounds of a share in words."""
    return f"95% interval {100 * interval.low:.0f} to {100 * interval.high:.0f}%"


def _items(report: Report) -> Iterator[Advice]:
    weak = [report.number(item.exercise) for item in report.to_mend]
    if weak:
        what = f"{len(weak)} items"
        if len(weak) <= MOST_NAMED:
            what = f"item{'s' if len(weak) > 1 else ''} {listed(map(str, weak))}"
        it = "them" if len(weak) > 1 else "it"
        yield Advice(
            f"Mend {what}.",
            f"Those who know more miss {it} nearly as often as others, or more often than by "
            f"guessing: look at the question and its key before you look at the learners. "
            f"No figure on learners below counts {it}.",
        )


def _ideas(report: Report) -> Iterator[Advice]:
    stands = [idea for idea in report.ideas if idea.found]
    unseen = [one for one in report.overlooked if one.found]
    teach = []
    for idea in stands:
        rule = misconceptions()[idea.rule]
        count = idea.sure + idea.likely
        told = _of_those(count, idea.share, report.learners, _CAN_SHOW, "answer by it")
        why = f"{told}. To say in class: {rule.reply}"
        teach.append((idea.share.value, Advice(f"Teach against “{_plain(rule.says)}.”", why)))
    for label in dict.fromkeys(one.label for one in unseen):
        own = [one for one in unseen if one.label == label]
        where = sorted(report.number(one.exercise) for one in own)
        share = own[0].share
        told = f"{100 * share.value:.0f}% marked none of it ({percents(share)})"
        if report.few:
            count = round(share.value * share.n)
            told = _of_those(count, share, report.learners, "whose file tells it", "marked none")
        place = f"item{'s' if len(own) > 1 else ''} {listed(map(str, where))}"
        most = "up to " if len(own) > 1 else ""
        why = f"In {place} {most}{told}. Read that file aloud, sentence by sentence."
        do = f"Show where the file tells: {lower_first(label)}."
        teach.append((own[0].share.value, Advice(do, why)))
    yield from (one for _, one in sorted(teach, key=lambda pair: -pair[0]))


def _of_those(some: int, share: Interval, every: int, who: str, do: str) -> str:
    """How many learners do something, of those who could show it; told apart if not all could.

    >>> _of_those(3, Interval(0.6, 0.3, 0.8, 5), 5, "whose answers can show it", "answer by it")
    '3 of 5 learners answer by it (95% interval 30 to 80%)'
    >>> _of_those(3, Interval(0.9, 0.4, 1.0, 3), 5, "who were asked", "marked none")
    '3 of the 3 learners who were asked marked none (95% interval 40 to 100%); 5 handed in'
    """
    of = share.n
    learners = f"learner{'s' if of != 1 else ''}"
    if of >= every:
        return f"{some:,} of {of:,} {learners} {do} ({percents(share)})"
    told = f"{some:,} of the {of:,} {learners} {who} {do} ({percents(share)})"
    return f"{told}; {every:,} handed in"


def _plain(says: str) -> str:
    return lower_first(says.rstrip("."))


def _people(report: Report) -> Iterator[Advice]:
    parts = []
    if report.absent:
        parts.append(f"{report.absent:,} who handed in nothing")
    if damaged := len(report.damaged):
        what = "a file that could not be graded, or not as a whole"
        parts.append(f"{damaged:,} who handed in {what} (notes.csv says why)")
    if report.stopped:
        parts.append(f"{report.stopped:,} who stopped before the end")
    if parts:
        why = "Their cells in the gradebook are empty or low; ask what was in the way."
        yield Advice(f"Write to {listed(parts)}.", why)
    elif report.people:
        count = len(report.people)
        which = f"{count:,} learner{'s' if count > 1 else ''}"
        yield Advice(f"Look after {which}.", "Two signs or more agree; they stand below.")


def _sureness(report: Report) -> Iterator[Advice]:
    if report.gap is not None and report.gap > OVERSURE and not report.few:
        yield Advice(
            "Talk about being sure.",
            f"Of verdicts learners are {100 * report.gap:.0f} points surer than right.",
        )
