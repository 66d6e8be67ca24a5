"""The part of `imrkit check` that is about exercises."""

from __future__ import annotations

from pathlib import Path

from imrkit.check.report import Report
from imrkit.check.run import counted
from imrkit.check.scorecard import plural
from imrkit.errors import DataError, ImrkitError
from imrkit.exercises.certified import Certified, lesson_faults
from imrkit.exercises.certify import QUICK, WHOLE, certify
from imrkit.exercises.loading import exercise_paths, read_exercise
from imrkit.exercises.misconceptions import MISCONCEPTIONS, read_misconceptions
from imrkit.files.folders import exercises_dir
from imrkit.rules.rulebook import Rulebook


def check_exercises(
    report: Report,
    book: Rulebook,
    release: bool = False,
    folder: Path | None = None,
    seeds: int | None = None,
) -> None:
    """Certify every exercise, and tell what is not right.

    Args:
        report: takes what is found.
        book: the rules by which cases are decided.
        release: look at many more seeds.
        folder: the exercises; those that come with imrkit by default.
        seeds: how many seeds to look at; few by default, many for a release.
    """
    folder = folder or exercises_dir()
    paths = exercise_paths(folder)
    if not paths:
        return
    report.section("Exercises")
    own = folder / MISCONCEPTIONS
    if own.is_file():
        try:
            read_misconceptions(own)
        except DataError as error:
            report.fault(error)
            return
    seeds = seeds or (WHOLE if release else QUICK)
    found: dict[int, list[Certified]] = {}
    for path in counted([*paths.values()], "exercises"):
        try:
            one = certify(read_exercise(path, book), seeds)
        except ImrkitError as error:
            report.fault(error)
            continue
        for fault in one.faults:
            report.fault(fault)
        found.setdefault(one.exercise.data.lesson, []).append(one)
    for lesson, some in sorted(found.items()):
        for fault in lesson_faults(some):
            report.fault(fault)
        share = sum(one.overturned for one in some) / len(some)
        report.line(
            f"Lesson {lesson}: {plural(len(some), 'exercise')}, each on {seeds} variants; "
            f"{share:.0%} of them end overturned."
        )
