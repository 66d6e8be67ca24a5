"""What a learner's answers brought, as HTML: a lesson's results, and how sure beside how right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from imrkit.course.plan import Plan, plans
from imrkit.course.progress import lesson_progress
from imrkit.exercises.dates import in_prose
from imrkit.exercises.entry import Entry
from imrkit.exercises.mastery import (
    CLEAR,
    FEWEST_FOR_CURVE,
    Bin,
    Calibration,
    Idea,
    IdeaState,
    calibration,
    ideas,
)
from imrkit.exercises.misconceptions import misconceptions
from imrkit.exercises.schedule import cards, comes_back
from imrkit.views.html.markup import NOTHING, Html, join, quoted
from imrkit.words.english import ended

_LEFT, _TOP, _SIDE = 44, 10, 200
STATES = {"new": "Not begun", "started": "Under way", "done": "Done", "clear": "Done, all clear"}
SECOND_READING = (
    "“Done” says that every question was answered to its end, not that it was right at once: this "
    "lesson is worth a second reading."
)
"""Said of a lesson that is done, and of which less than half was right at the first try."""
SEALED = "; a sealed guess counts once it is opened"
"""Said where a guess is kept that no step has opened yet."""
IDEAS: dict[IdeaState, str] = {
    "new": "not met yet",
    "open": "open",
    "shaky": "not settled",
    "clear": "cleared",
}
"""How an idea stands, in the same words wherever a learner is told."""


def idea_word(idea: Idea) -> str:
    """How an idea stands, in the same words wherever a learner is told.

    Args:
        idea: what is known of it.
    """
    if idea.state != "shaky":
        return IDEAS[idea.state]
    if idea.shown_in is None:
        return "avoided in first answers" if idea.belief < CLEAR else IDEAS["shaky"]
    if idea.last == "held":
        return "put right" if idea.put_right else IDEAS["shaky"]
    return "avoided since, in first answers" if _tried_said(idea) else "avoided since"


def idea_why(idea: Idea, several: bool = False) -> str:
    """Why an idea stands as it does: which answer fits it, what came after; "" for nothing to say.

    One answer that fits an idea is told as that, and not as a proof of it.

    Args:
        idea: what is known of it.
        several: whether the same is told of more than one idea.
    """
    they, them = ("they", "them") if several else ("it", "it")
    again = f"{they} will be asked again on another day"
    tried = _tried_said(idea, them)
    if idea.state == "clear":
        return f"avoided in first answers on two days or more{tried}"
    if idea.shown_in is not None:
        where = _asked_where(idea.shown_in)
        fits = f"your first answer {where} fits {them}" if where else f"one answer fits {them}"
        if idea.state == "open":
            return fits
        later = "; a later try was right" if idea.put_right else ""
        if idea.last != "held":
            later = "; no first answer since does"
        return f"{fits}{later}{tried}; {again}"
    if idea.state == "shaky":
        return (again if idea.belief < CLEAR else "your answers do not tell yet") + tried
    return ""


def _tried_said(idea: Idea, them: str = "it") -> str:
    """That a later try fits an idea which first answers avoid; "" where none does."""
    if idea.tried_in is None or idea.last != "right":
        return ""
    return f"; a later answer {_asked_where(idea.tried_in)}".rstrip() + f" fits {them}"


def own_html(plan: Plan, entries: Sequence[Entry], *, course: bool = False) -> Html:
    """What a lesson brought: tried, open ideas, what comes back.

    Args:
        plan: the lesson.
        entries: the answers.
        course: tell of the ideas of the whole course, as the last lesson does.
    """
    known = misconceptions()
    held = ideas(entries, known)
    found = lesson_progress(plan, entries, held)
    lines = [
        Html("<strong>{}.</strong> {} of {} exercises done, {} right at the first try{}.").format(
            found.why_not_done or STATES[found.state],
            found.past,
            found.exercises,
            found.right,
            SEALED if found.graded < found.exercises else "",
        )
    ]
    if found.at_first and found.right * 2 < found.graded:
        lines.append(Html("{}").format(SECOND_READING))
    if found.next:
        lines.append(Html("Next: {}").format(ended(found.next)))
    begun = any(e.exercise in plan.exercises and (e.attempt or e.sealed) for e in entries)
    own = set(plan.data.misconceptions)
    here = {r for r, idea in held.items() if (e := idea.shown_in) and e.exercise in plan.exercises}
    taught = [rule for rule in known if course or rule in own | here] if begun else []
    lines += _ideas_told([held[rule] for rule in taught if rule in own])
    others = [held[rule] for rule in taught if rule not in own]
    lines += _ideas_told(others, " that another lesson treats")
    untold = sum(held[rule].state == "new" for rule in taught)
    if course and untold:
        lines.append(
            Html("Of {} of the {} wrong ideas of the course your answers tell nothing yet.").format(
                untold, len(known)
            )
        )
    lines += _comes_back(taught, entries, found.all_answered)
    lines += _next_lesson(plan, entries, held) if begun and not found.next else []
    told = join(Html("<li>{}</li>").format(line) for line in lines)
    return Html('<ul class="imr-own">{}</ul>').format(told)


def _ideas_told(some: Sequence[Idea], which: str = "") -> list[Html]:
    """A line for the ideas that stand alike, those that are open first."""
    known = misconceptions()
    groups: dict[tuple[str, str], list[Idea]] = {}
    for state in ("open", "shaky", "clear"):
        for idea in (one for one in some if one.state == state):
            groups.setdefault((idea_word(idea), idea_why(idea)), []).append(idea)
    lines = []
    for (word, _), alike in groups.items():
        several = len(alike) > 1
        why = idea_why(alike[0], several)
        ideas = f"Wrong {'ideas' if several else 'idea'}{which}"
        told = f"{ideas}, {word}{f' ({why})' if why else ''}: "
        lines.append(Html("{}{}").format(told, _quoted(known[idea.rule].says for idea in alike)))
    return lines


def _next_lesson(plan: Plan, entries: Sequence[Entry], held: Mapping[str, Idea]) -> list[Html]:
    """The way on to the next lesson that is not done; none after the last."""
    link = Html('Next lesson: <a href="{}.ipynb">{}. {}</a>')
    later = (one for one in plans() if one.number > plan.number)
    after = (one for one in later if not lesson_progress(one, entries, held).is_done)
    return [link.format(one.name, one.number, one.data.title) for one in islice(after, 1)]


def _quoted(texts: Iterable[str]) -> str:
    return " ".join(f"“{text}”" for text in texts)


def _comes_back(rules: Sequence[str], entries: Sequence[Entry], over: bool) -> list[Html]:
    own = [comes_back(card) for (rule, _), card in cards(entries).items() if rule in rules]
    if not own:
        return []
    return [
        Html("What you met here comes back in a new case, first on {}{}.").format(
            in_prose(min(own)), "; until then nothing is left to do here" if over else ""
        )
    ]


def calibration_html(entries: Sequence[Entry], names: Mapping[str, str] | None = None) -> Html:
    """How sure, how right: a curve with its text and table; before that, when it begins.

    Args:
        entries: the answers.
        names: how a learner knows an exercise that is of no lesson.
    """
    found = calibration(entries)
    if found is None:
        return Html(
            "<p>Each time you say how sure you are of a verdict and its ground, this learns how "
            "often both are right. The curve begins after {} verdicts.</p>"
        ).format(FEWEST_FOR_CURVE)
    if not found.curve:
        more = FEWEST_FOR_CURVE - found.answers
        said = "1 verdict so far" if found.answers == 1 else f"{found.answers} verdicts so far"
        told = Html(
            "<p>{}, with how sure you were. First tries at a verdict count, right where its ground "
            "is right too; guesses and other questions do not. The curve begins after {} more.</p>"
        )
        return told.format(said, more) + misses_html(found, names)
    told = Html(
        "<p>{} First tries at a verdict count, right where its ground is right too. Points below "
        "the dotted line were too sure; points above it, not sure enough.</p>"
    )
    return told.format(gap_said(found)) + curve_html(found) + misses_html(found, names)


def gap_said(found: Calibration) -> str:
    """How far sureness and rightness lie apart, in a sentence."""
    points = round(abs(found.gap) * 100)
    if points <= 2:
        how = "You are as sure as you are right."
    elif found.gap > 0:
        how = f"You are surer than right, by {points} points of a hundred."
    else:
        how = f"You are right more often than you are sure, by {points} points of a hundred."
    return f"{how} Brier score {found.brier:.2f} over {found.answers}; 0 is perfect."


def curve_html(found: Calibration) -> Html:
    """The curve in five bins, and the same as a table."""
    bins = [one for one in found.curve if one.answers]
    said = "; ".join(
        f"{one.confidence}% sure: right {one.right:.0%} of {one.answers}" for one in bins
    )
    path = " ".join(f"{_x(one):.0f},{_y(one.right):.0f}" for one in bins)
    dots = join(
        Html('<circle cx="{:.0f}" cy="{:.0f}" r="{}"/>').format(
            _x(one), _y(one.right), min(9, 3 + one.answers // 2)
        )
        for one in bins
    )
    ticks = join(
        Html('<text x="{}" y="{}" text-anchor="middle">{}%</text>').format(
            _LEFT + (sure - 50) * _SIDE / 50, _TOP + _SIDE + 16, sure
        )
        for sure in (50, 65, 80, 97)
    )
    ticks += join(
        Html('<text x="{}" y="{}" text-anchor="end">{}%</text>').format(
            _LEFT - 6, _y(share / 100) + 4, share
        )
        for share in (0, 50, 100)
    )
    drawn = Html(
        '<svg class="imr-curve" viewBox="0 0 270 250" role="img" '
        'aria-label="How often you were right, by how sure you were. {said}">'
        '<path class="imr-even" d="M{left} {half:.0f}L{right} {top}"/>'
        '<path class="imr-frame" d="M{left} {top}V{foot}H{right}"/>'
        '<polyline points="{path}"/>{dots}{ticks}'
        '<text x="{middle}" y="{under}" text-anchor="middle">how sure (dotted: as sure as right)'
        "</text></svg>"
    ).format(
        said=quoted(said),
        left=_LEFT,
        right=_LEFT + _SIDE,
        top=_TOP,
        foot=_TOP + _SIDE,
        half=_y(0.5),
        path=path,
        dots=dots,
        ticks=ticks,
        middle=_LEFT + _SIDE / 2,
        under=_TOP + _SIDE + 34,
    )
    rows = join(
        Html('<tr><th scope="row">{}%</th><td>{}</td><td>{}</td></tr>').format(
            one.confidence, f"{one.right:.0%}" if one.answers else "none", one.answers
        )
        for one in found.curve
    )
    table = Html(
        "<details><summary>The same as a table</summary><table><thead><tr>"
        '<th scope="col">How sure</th><th scope="col">How often right</th>'
        '<th scope="col">Answers</th></tr></thead><tbody>{}</tbody></table></details>'
    ).format(rows)
    return drawn + table


def _x(one: Bin) -> float:
    return _LEFT + (one.confidence - 50) * _SIDE / 50


def _y(share: float) -> float:
    return _TOP + (1 - share) * _SIDE


def misses_html(found: Calibration, names: Mapping[str, str] | None = None) -> Html:
    """The misses of which the learner was surest.

    Args:
        found: how sure, beside how right.
        names: how a learner knows an exercise that is of no lesson.
    """
    if not found.surest_misses:
        return NOTHING
    lines = join(
        Html("<li>{}% sure, {}{}</li>").format(
            entry.confidence, _linked(entry, names or {}), in_prose(entry.day)
        )
        for entry in found.surest_misses
    )
    head = "Your surest misses" if len(found.surest_misses) > 1 else "Missed, and how sure you were"
    return Html("<p><strong>{}</strong></p><ul>{}</ul>").format(head, lines)


def _asked_where(entry: Entry) -> str:
    """The heading of the step in which a question was asked, and its lesson; "" for neither."""
    if not entry.lesson:
        return ""
    title = _heading(entry)
    return (f"to “{title}” " if title else "") + f"in lesson {entry.lesson}"


def _linked(entry: Entry, names: Mapping[str, str]) -> Html:
    """The same, with a link to the lesson, or the name of the case; a comma follows."""
    if not entry.lesson:
        name = names.get(entry.exercise, "")
        return Html("“{}”, ").format(name) if name else NOTHING
    title = _heading(entry)
    link = Html('<a href="lesson{:02}.ipynb">lesson {}</a>, ').format(entry.lesson, entry.lesson)
    return (Html("“{}” in ").format(title) if title else NOTHING) + link


def _heading(entry: Entry) -> str:
    plan = next((plan for plan in plans() if plan.number == entry.lesson), None)
    steps = plan.data.step if plan else ()
    return next((step.title for step in steps if step.exercise == entry.exercise), "")
