"""What is not right with a lesson's plan: what it names, its order, its words, its minutes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from imrkit.cases.loading import load_case
from imrkit.course.glossary import glossary
from imrkit.course.plan import OF_A_CASE, WHOLE, Plan, Step
from imrkit.course.readability import MOST_GRADE, grade
from imrkit.course.times import TOLD, Times
from imrkit.errors import DataError, ImrkitError, UnknownName
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.loading import LESSONS
from imrkit.exercises.misconceptions import known_rules, misconceptions
from imrkit.exercises.style import style_faults, words
from imrkit.rules.rulebook import Rulebook, rulebook

_MARKED = re.compile(r"[*_`\[\]<>]")
MOST_SAYS, MOST_SCREEN = 90, 120
"""The most words that a step says, and that a screen says and asks."""
CLASS = 50
"""The minutes of a teacher's plan."""
RETURNS_FROM, RETURNS = 4, 1 / 3
"""From this lesson on, this share of the exercises returns to older ideas."""


def plan_faults(
    plan: Plan,
    known: Mapping[str, Path],
    read: Mapping[str, Exercise],
    book: Rulebook | None = None,
) -> Iterator[DataError]:
    """What is not right with a plan.

    Args:
        plan: the plan.
        known: the exercise files by id.
        read: the plan's exercises by id.
        book: the rules that it may show; those that come with imrkit by default.
    """
    data = plan.data
    if data.number not in LESSONS or plan.file.parent.name != plan.name:
        problem = f"lesson {data.number} stands in the folder {plan.name}/"
        yield plan.refuse("number", f"{problem}; found it in {plan.file.parent.name}/")
    if not data.cases:
        yield plan.refuse("cases", "a lesson names its cases; found none")
    for place, case in enumerate(data.cases):
        yield from _named(plan, f"cases[{place}]", partial(load_case, case))
    yield from _known(
        plan, "misconceptions", data.misconceptions, "misconception", misconceptions()
    )
    yield from _styled(plan, "title", data.title)
    yield from _styled(plan, "aim", data.aim, needed=True)
    for place, step in enumerate(data.step):
        yield from _step(plan, f"step[{place}]", place, step, known, book or rulebook())
        yield from _screen(plan, f"step[{place}].says", step, read)
    yield from _exercises(plan, read)
    yield from _teacher(plan)


def _step(
    plan: Plan, where: str, place: int, step: Step, known: Mapping[str, Path], book: Rulebook
) -> Iterator[DataError]:
    before = {one.exercise: one for one in plan.data.step[:place] if one.exercise}
    yield from _styled(plan, f"{where}.title", step.title, needed=True)
    yield from _styled(plan, f"{where}.says", step.says)
    if step.title in [one.title for one in plan.data.step[:place]]:
        yield plan.refuse(f"{where}.title", "another step has this title; each has its own")
    if step.exercise and step.shows:
        yield plan.refuse(where, "a step asks an exercise or shows something; found both")
    if step.exercise and step.exercise not in known:
        yield plan.refuse(f"{where}.exercise", UnknownName("exercise", step.exercise, known))
    if step.exercise and step.exercise in before:
        yield plan.refuse(f"{where}.exercise", "an earlier step asks this exercise")
    if step.sealed and not step.exercise:
        yield plan.refuse(f"{where}.sealed", "only the answer to an exercise can be sealed")
    if step.after and step.after not in before:
        problem = UnknownName("exercise in an earlier step", step.after, before)
        yield plan.refuse(f"{where}.after", problem)
    if step.after and step.after in before and before[step.after].sealed:
        yield plan.refuse(f"{where}.after", "that answer is sealed, so that it is never tried")
    if step.after and _MARKED.search(step.says):
        yield plan.refuse(f"{where}.says", "what waits for an answer is plain text, no Markdown")
    if step.shows == "compare" and not step.after:
        yield plan.refuse(where, 'what tells the outcome needs "after", an exercise tried before')
    if step.shows == "guess":
        if step.of not in known:
            yield plan.refuse(f"{where}.of", UnknownName("exercise", step.of, known))
    elif step.shows == "rule":
        yield from _named(plan, f"{where}.of", lambda: book.rule(step.of))
    elif step.shows == "explorer":
        if step.of and step.of not in book.vocabulary:
            yield plan.refuse(f"{where}.of", UnknownName("fact", step.of, book.vocabulary))
    elif step.of and (step.shows, step.of) != ("own", WHOLE):
        told = (
            f'only a guess, a rule and an explorer are of something; what was brought, of "{WHOLE}"'
        )
        yield plan.refuse(f"{where}.of", told)
    if (step.case or step.item) and step.shows not in OF_A_CASE:
        yield plan.refuse(where, f"nothing of a case is shown here; found {step.shows!r}")
    if step.case and step.case not in plan.data.cases:
        problem = UnknownName("case of this lesson", step.case, plan.data.cases)
        yield plan.refuse(f"{where}.case", problem)
    elif step.shows in OF_A_CASE and plan.case_of(step):
        yield from _named(
            plan,
            f"{where}.item" if step.item else where,
            lambda: load_case(plan.case_of(step)).item(step.item or None),
        )


def _screen(
    plan: Plan, where: str, step: Step, read: Mapping[str, Exercise]
) -> Iterator[DataError]:
    """Whether what a screen says and asks is short, and as easy to read as it should be."""
    exercise = read.get(step.exercise)
    ask = re.sub(r"\{[\w.]+\}", "six", exercise.data.ask) if exercise else ""
    text = f"{step.title}. {step.says} {ask}"
    if (count := words(text)) > MOST_SCREEN:
        yield plan.refuse(where, f"the screen has {count} words; at most {MOST_SCREEN} are read")
    hard = grade(text, [one.word for one in glossary()])
    if hard > MOST_GRADE:
        problem = f"reading the screen takes {hard:.1f} grades of school"
        yield plan.refuse(where, f"{problem}; at most {MOST_GRADE:.0f} are expected")


def _exercises(plan: Plan, read: Mapping[str, Exercise]) -> Iterator[DataError]:
    """What is not right with the exercises of a plan together."""
    places = {step.exercise: n for n, step in enumerate(plan.data.step) if step.exercise}
    if not places:
        yield plan.refuse("step", "a lesson asks exercises; found none")
        return
    order = 0
    for name, exercise in read.items():
        where = f"step[{places[name]}].exercise"
        if exercise.data.lesson != plan.number:
            yield plan.refuse(where, f"{name} is an exercise of lesson {exercise.data.lesson}")
        elif exercise.data.order <= order:
            problem = f"{name} has order = {exercise.data.order}, and the one before it {order}"
            yield plan.refuse(where, f"{problem}; orders rise along a lesson")
        order = max(order, exercise.data.order)
    last = list(places)[-1]
    for name, exercise in read.items():
        where = f"step[{places[name]}].exercise"
        if exercise.data.transfer and name != last:
            yield plan.refuse(where, f"{name} is the case decided alone; it comes last")
        if name == last and not exercise.data.transfer:
            problem = "the last exercise of a lesson is the case decided alone (transfer = true)"
            yield plan.refuse(where, f"{problem}; found {name}")
    if plan.number >= RETURNS_FROM and read:
        share = sum(bool(one.data.returns) for one in read.values()) / len(read)
        if share < RETURNS - 1e-9:
            problem = f"{share:.0%} of the exercises return to an older idea; a third should"
            yield plan.refuse("step", problem)


def _teacher(plan: Plan) -> Iterator[DataError]:
    """What is not right with the teacher's page."""
    teacher = plan.data.teacher
    if not teacher.aims:
        yield plan.refuse("teacher", "a teacher's page tells the aims; found none")
    if (minutes := sum(part.minutes for part in teacher.plan)) != CLASS:
        yield plan.refuse("teacher", f"its plan has {minutes} minutes; {CLASS} are expected")
    named = tuple(one.rule for one in teacher.wrong)
    yield from _known(plan, "teacher.wrong", named, "wrong rule or slip", known_rules())
    for rule in plan.data.misconceptions:
        if rule not in named:
            yield plan.refuse("teacher", f"it does not tell what answers that show {rule} mean")
    texts = [*teacher.aims, *teacher.discuss, *(one.means for one in teacher.wrong)]
    for text in [*texts, *(part.does for part in teacher.plan)]:
        yield from _styled(plan, "teacher", text)


def minutes_faults(plan: Plan, found: Times) -> Iterator[DataError]:
    """What is not right with the minutes that a plan tells, beside those reckoned."""
    told = plan.data.minutes
    if not (1 - TOLD) * found.minutes <= told <= (1 + TOLD) * found.minutes:
        problem = f"by its words and answers the lesson takes {found.minutes:.0f} minutes"
        yield plan.refuse("minutes", f"{problem}; found {told}")


def _styled(plan: Plan, where: str, text: str, needed: bool = False) -> Iterator[DataError]:
    if needed and not text.strip():
        yield plan.refuse(where, "it is empty")
    for fault in style_faults(text, MOST_SAYS):
        yield plan.refuse(where, fault)


def _known(
    plan: Plan, where: str, names: Iterable[str], what: str, known: Iterable[str]
) -> Iterator[DataError]:
    known = list(known)
    for place, name in enumerate(names):
        if name not in known:
            yield plan.refuse(f"{where}[{place}]", UnknownName(what, name, known))


def _named(plan: Plan, where: str, look: Callable[[], object]) -> Iterator[DataError]:
    try:
        look()
    except ImrkitError as error:
        yield plan.refuse(where, error)
