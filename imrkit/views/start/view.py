"""What the start page shows, as plain data made from a record of answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from imrkit.course.any_case import states_of
from imrkit.course.catalog import Listed, catalog
from imrkit.course.due import Return
from imrkit.course.glossary import glossary
from imrkit.course.plan import Plan
from imrkit.course.progress import LessonProgress, Progress, progress
from imrkit.exercises.dates import in_prose
from imrkit.exercises.entry import Entry
from imrkit.exercises.mastery import Idea
from imrkit.exercises.misconceptions import misconceptions
from imrkit.exercises.schedule import cards, comes_back
from imrkit.views.lesson.results import STATES, calibration_html, idea_why, idea_word
from imrkit.views.start.data import names_of
from imrkit.views.start.day import day_view
from imrkit.words.english import listed

PARTS = {"Read": range(1, 4), "Decide": range(4, 8), "Judge": range(8, 11), "Argue": range(11, 13)}
"""The parts of the course, by the lessons in them."""
RETURNS = (
    "Nothing waits. Questions of the lessons that test a wrong idea come back here in a new case, "
    "at the earliest one day later. Other misses, and the case of the day, do not."
)
"""Said while nothing comes back."""


def view(
    plans: Sequence[Plan],
    entries: Sequence[Entry],
    now: dt.datetime,
    day: Listed,
    problem: str = "",
) -> dict[str, Any]:
    """What the page shows.

    Args:
        plans: the lessons, in order.
        entries: the answers.
        now: the moment, with its time zone.
        day: the case of the day.
        problem: why answers cannot be written now; "" while they can.
    """
    known = misconceptions()
    found = progress(plans, entries, known, now)
    return {
        "fresh": not entries,
        "total": _total(found),
        "here": _here(found.here),
        "parts": _parts(found),
        "due": [_due(back, known[back.rule].says) for back in found.due],
        "due_minutes": found.due_minutes,
        "waiting": waiting_said(entries),
        "day": {**day_view(day, entries), "later": _later(plans, found, day)},
        "ideas": _ideas(found.ideas, {rule: one.says for rule, one in known.items()}),
        "calibration": str(calibration_html(entries, names_of())),
        "cases": _cases(entries),
        "words": [[one.word, one.says] for one in glossary()],
        "answers": sum(bool(entry.attempt) for entry in entries),
        "problem": problem,
    }


def _cases(entries: Sequence[Entry]) -> dict[str, str]:
    """How far each case is that was begun as a lesson, by its name and the item."""
    return {" ".join(place): state for place, state in states_of(entries, catalog()).items()}


def _later(plans: Sequence[Plan], found: Progress, day: Listed) -> str:
    """Which lessons that are still to be done have the case of the day, too; "" for none."""
    undone = {one.number for one in found.lessons if not one.is_done}
    with_it = [one.number for one in plans if day.case in one.data.cases and one.number in undone]
    if not with_it:
        return ""
    lessons = "Lesson" if len(with_it) == 1 else "Lessons"
    have = "has" if len(with_it) == 1 else "have"
    return (
        f"{lessons} {listed(map(str, with_it))} {have} this case, too. To do it unprepared there, "
        "leave it for today."
    )


def _total(found: Progress) -> str:
    if not found.lessons:
        return "The lessons are being written; any case below is one by itself."
    if not found.done and all(one.state == "new" for one in found.lessons):
        return f"about {_long(found.left)} in all"
    count = len(found.lessons)
    left = f" · about {_long(found.left)} left" if found.left else ""
    waiting = sum(one.all_answered for one in found.lessons)
    rest = f" · {waiting} more answered, where a wrong idea is open" if waiting else ""
    return f"{found.done} of {count} done{rest}{left}"


def _long(minutes: int) -> str:
    """A length of time.

    >>> _long(125), _long(60), _long(45)
    ('2 h 5 min', '1 h', '45 min')
    """
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))


def _here(lesson: LessonProgress | None) -> dict[str, Any] | None:
    if lesson is None:
        return None
    return {
        "number": lesson.number,
        "name": lesson.name,
        "title": lesson.title,
        "aim": lesson.aim,
        "hook": lesson.hook,
        "begun": lesson.state != "new",
        "past": lesson.past,
        "of": lesson.exercises,
        "next": lesson.next,
        "left": lesson.left,
    }


def _parts(found: Progress) -> list[dict[str, Any]]:
    due: dict[int, int] = {}
    for back in found.due:
        due[back.lesson] = due.get(back.lesson, 0) + 1
    return [
        {
            "title": title,
            "lessons": [
                _lesson(one, one is found.here, due.get(one.number, 0))
                for one in found.lessons
                if one.number in numbers
            ],
        }
        for title, numbers in PARTS.items()
    ]


def _lesson(one: LessonProgress, here: bool, due: int) -> dict[str, Any]:
    note = one.at_first or one.aim
    if one.state == "started" and one.next:
        note = f"{one.past} of {one.exercises} exercises · next: {one.next}"
    elif one.all_answered:
        note = one.why_not_done
    return {
        "number": one.number,
        "name": one.name,
        "title": one.title,
        "minutes": one.minutes,
        "state": one.state,
        "word": STATES[one.state],
        "note": note,
        "here": here,
        "due": due,
    }


def _due(back: Return, says: str) -> dict[str, Any]:
    where = f"Lesson {back.lesson}" if back.lesson else back.family
    return {
        "says": says.rstrip("."),
        "where": f"{where} · {'last missed' if back.missed else 'right last time'}",
    }


def waiting_said(entries: Sequence[Entry]) -> str:
    """When the first idea comes back, and how many wait; where none does, what would.

    Args:
        entries: the answers, none of which is due.
    """
    days = [comes_back(card) for card in cards(entries).values()]
    if not days:
        return RETURNS
    many = "1 waits" if len(days) == 1 else f"{len(days)} wait"
    return f"Nothing today. {many}; the first comes back on {in_prose(min(days))}."


def _ideas(held: Mapping[str, Idea], says: Mapping[str, str]) -> list[dict[str, Any]]:
    """The ideas that were met, those that are open first."""
    order = ("open", "shaky", "clear")
    met = [idea for idea in held.values() if idea.state != "new"]
    met.sort(key=lambda idea: order.index(idea.state))
    return [
        {
            "says": says[idea.rule],
            "state": idea.state,
            "word": idea_word(idea),
            "why": idea_why(idea),
        }
        for idea in met
    ]
