"""Tells the sidebar how far a learner is, whenever the record of answers grows."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from imrkit.course.progress import LessonProgress, Progress
from imrkit.course.sidebar import Listed, read_sidebar, write_sidebar
from imrkit.errors import DataError
from imrkit.exercises.entry import Entry
from imrkit.words.english import lower_first


def grown(entries: Sequence[Entry]) -> int:
    """What changes when an answer was checked or sealed, and with no draft."""
    return sum(bool(entry.attempt or entry.sealed) for entry in entries)


def tell_progress(folder: Path, found: Progress) -> None:
    """Tell the sidebar of a lessons folder; nothing is written where there is no sidebar.

    Args:
        folder: the lessons folder.
        found: how far the learner is.
    """
    before = read_sidebar(folder)
    if before is None:
        return
    known = {lesson.number: lesson for lesson in found.lessons}
    lessons = tuple(
        _told(one, known[one.number]) if one.number in known else one for one in before.lessons
    )
    with suppress(DataError):  # it is told again with the next answer
        write_sidebar(folder, replace(before, lessons=lessons, due=len(found.due)))


def _told(one: Listed, lesson: LessonProgress) -> Listed:
    said = lesson.at_first
    if lesson.all_answered:
        said = lower_first(lesson.why_not_done)
    elif lesson.past and lesson.state == "started":
        said = f"{lesson.past} of {lesson.exercises} answered"
    return replace(one, state=lesson.state, told=said)
