"""How far a learner is: the state of each lesson, where to go on, what comes back today.

Pure functions of the plans and of a record of answers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from imrkit.course.due import Return, due_today
from imrkit.course.plan import Plan, Step
from imrkit.exercises.entry import Entry
from imrkit.exercises.grading import TRIES
from imrkit.exercises.mastery import Idea, LessonState, ideas, lesson_state

DONE = ("done", "clear")
"""The states of a lesson that is done."""
MINUTES_DUE = 1.5
"""The minutes that an exercise takes when it comes back."""


def tried(entries: Iterable[Entry], exercise: str) -> bool:
    """Whether an exercise was answered rightly, or tried as often as may be.

    Args:
        entries: the answers.
        exercise: its id.
    """
    own = [entry for entry in entries if entry.exercise == exercise and entry.attempt]
    return any(entry.right or entry.attempt >= len(TRIES) for entry in own)


def kept(entries: Iterable[Entry], exercise: str) -> Entry | None:
    """The last answer to an exercise that was sealed or checked; None where there is none."""
    own = [e for e in entries if e.exercise == exercise and (e.sealed or e.attempt)]
    return own[-1] if own else None


def is_past(entries: Iterable[Entry], step: Step) -> bool:
    """Whether the exercise of a step was done; of a sealed one, whether an answer is kept."""
    if step.sealed:
        return kept(entries, step.exercise) is not None
    return tried(entries, step.exercise)


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """How far one lesson is.

    Attributes:
        number: its number.
        name: the name of its notebook.
        title: its title.
        aim: what it is for.
        hook: what its first step says.
        minutes: how long it takes in all.
        state: new, started, done or clear.
        past: how many of its exercises are done.
        exercises: how many there are.
        graded: the same without guesses that are sealed and not opened yet.
        right: how many of them were right at the first try.
        next: the heading of the next step that asks; "" where none is left.
        left: about how many minutes are left.
        open_ideas: those of its misconceptions that are open.
    """

    number: int
    name: str
    title: str
    aim: str
    hook: str
    minutes: int
    state: LessonState
    past: int
    exercises: int
    graded: int
    right: int
    next: str
    left: int
    open_ideas: tuple[str, ...]

    @property
    def all_answered(self) -> bool:
        """Whether nothing is left to answer and it is not done, since a wrong idea is open."""
        return self.state == "started" and not self.next

    @property
    def is_done(self) -> bool:
        """Whether it is done, and no idea of it open when it was."""
        return self.state in DONE

    @property
    def at_first(self) -> str:
        """Of a lesson that is done, how many answers were right at once; "" for any other."""
        if not self.is_done:
            return ""
        return f"{self.right} of {self.graded} right at the first try"

    @property
    def why_not_done(self) -> str:
        """Why a lesson of which all is answered is not done; "" for any other."""
        if not self.all_answered:
            return ""
        count = len(self.open_ideas)
        are = (
            "one wrong idea of this lesson is"
            if count == 1
            else (f"{count} wrong ideas of this lesson are")
        )
        return f"All answered; {are} open"


def lesson_progress(
    plan: Plan, entries: Sequence[Entry], held: Mapping[str, Idea]
) -> LessonProgress:
    """How far one lesson is.

    Args:
        plan: the lesson.
        entries: the answers.
        held: what is known of each misconception.
    """
    data = plan.data
    asking = [(n, step) for n, step in enumerate(data.step) if step.exercise]
    past = [step for _, step in asking if is_past(entries, step)]
    waiting = [(n, step) for n, step in asking if step not in past]
    guesses = [kept(entries, step.exercise) for step in past if step.sealed]
    closed = [guess for guess in guesses if guess is not None and not guess.attempt]
    right = {entry.exercise for entry in entries if entry.attempt == 1 and entry.right}
    own = {rule: held[rule] for rule in data.misconceptions if rule in held}
    state = lesson_state(_as_tried(entries, asking), plan.exercises, plan.exercises[-1:], own)
    if (state == "new" and past) or (state in DONE and waiting):
        state = "started"
    if state == "started" and not waiting and _was_done(plan, entries, own):
        state = "done"  # an idea that shows again later, elsewhere, takes nothing back
    share = len(waiting) / len(asking) if asking else 0.0
    left = ceil(data.minutes * share) if state not in DONE else 0
    return LessonProgress(
        plan.number,
        plan.name,
        data.title,
        data.aim,
        data.step[0].says if data.step else "",
        data.minutes,
        state,
        len(past),
        len(asking),
        len(asking) - len(closed),
        len(right & set(plan.exercises)),
        waiting[0][1].title if waiting else "",
        left,
        tuple(rule for rule, idea in own.items() if idea.state == "open"),
    )


def _was_done(plan: Plan, entries: Sequence[Entry], rules: Iterable[str]) -> bool:
    """Whether no idea of a lesson was open when the last of its exercises was done."""
    first: dict[str, str] = {}
    for entry in entries:
        if entry.attempt or entry.sealed:
            first.setdefault(entry.exercise, entry.sitting)
    own = {first[name] for name in plan.exercises}
    last = max(place for place, entry in enumerate(entries) if entry.sitting in own)
    then = ideas(entries[: last + 1], rules)
    return all(idea.state != "open" for idea in then.values())


def _as_tried(entries: Sequence[Entry], asking: Iterable[tuple[int, Step]]) -> list[Entry]:
    """The answers; a sealed one that is kept counts as tried."""
    found = list(entries)
    for _, step in asking:
        answer = kept(entries, step.exercise) if step.sealed else None
        if answer is not None and not answer.attempt:
            found.append(replace(answer, attempt=1))
    return found


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a learner is in the course.

    Attributes:
        lessons: every lesson, in order.
        ideas: what is known of each misconception.
        here: the lesson to go on with; None once all are done.
        left: about how many minutes of the course are left.
        due: what comes back today, at most ten, the longest due first.
        due_minutes: about how long that takes.
    """

    lessons: tuple[LessonProgress, ...]
    ideas: Mapping[str, Idea]
    here: LessonProgress | None
    left: int
    due: tuple[Return, ...]
    due_minutes: int

    @property
    def done(self) -> int:
        """How many lessons are done."""
        return sum(lesson.is_done for lesson in self.lessons)


def progress(
    plans: Iterable[Plan], entries: Sequence[Entry], rules: Iterable[str], now: dt.datetime
) -> Progress:
    """How far a learner is.

    Args:
        plans: the lessons, in order.
        entries: the answers.
        rules: the misconceptions.
        now: the moment, with its time zone.
    """
    held = ideas(entries, rules)
    lessons = tuple(lesson_progress(plan, entries, held) for plan in plans)
    back = due_today(entries, now)
    return Progress(
        lessons,
        held,
        _here(lessons, entries),
        sum(lesson.left for lesson in lessons),
        back,
        ceil(len(back) * MINUTES_DUE),
    )


def _here(lessons: Sequence[LessonProgress], entries: Sequence[Entry]) -> LessonProgress | None:
    """The lesson that was worked on last, if it is not done; else the first that is not."""
    waiting = {one.number: one for one in lessons if one.next or one.state == "started"}
    last = next((e.lesson for e in reversed(entries) if e.lesson), 0)
    if last in waiting and waiting[last].next:
        return waiting[last]
    return next((one for one in waiting.values() if one.next), None)
