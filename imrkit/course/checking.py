"""The part of `imrkit check` that is about lessons."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from imrkit.check.report import Report
from imrkit.check.scorecard import plural
from imrkit.course.faults import minutes_faults, plan_faults
from imrkit.course.plan import Plan, plan_paths, read_plan
from imrkit.course.times import times
from imrkit.errors import DataError, ImrkitError
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.loading import exercise_paths, read_exercise
from imrkit.files.folders import exercises_dir
from imrkit.rules.rulebook import Rulebook


def check_lessons(
    report: Report, book: Rulebook, _release: bool = False, folder: Path | None = None
) -> None:
    """Check the plan of every lesson, and tell what is not right.

    Args:
        report: takes what is found.
        book: the rules by which cases are decided.
        folder: the folder of exercises; that which comes with imrkit by default.
    """
    folder = folder or exercises_dir()
    paths = plan_paths(folder)
    if not paths:
        return
    report.section("Lessons")
    exercises = exercise_paths(folder)
    for path in paths.values():
        try:
            plan = read_plan(path)
        except DataError as error:
            report.fault(error)
            continue
        read = _read(plan, exercises, book)
        for fault in plan_faults(plan, exercises, read, book):
            report.fault(fault)
        try:
            found = times(plan, read)
        except ImrkitError:  # told already, with its place
            continue
        for fault in minutes_faults(plan, found):
            report.fault(fault)
        report.line(
            f"Lesson {plan.number}: {plural(len(plan.data.step), 'screen')}, "
            f"{plural(len(plan.exercises), 'exercise')}, {found.minutes:.0f} minutes of which "
            f"{found.papers / 60:.0f} are papers; the median screen takes {found.median:.0f} "
            f"seconds, the hook {found.hook:.0f}."
        )


def _read(plan: Plan, known: Mapping[str, Path], book: Rulebook) -> dict[str, Exercise]:
    """The exercises of a lesson that can be read; what is wrong with others is told elsewhere."""
    read = {}
    for name in plan.exercises:
        if name in known:
            try:
                read[name] = read_exercise(known[name], book)
            except ImrkitError:
                continue
    return read
