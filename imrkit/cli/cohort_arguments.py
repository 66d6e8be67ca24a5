"""What the commands of learners and instructors take."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from imrkit.cli import cohort
from imrkit.errors import UnknownName


def add_commands(command: Any, known: Any, path: Callable[[str], Path]) -> None:
    """Add the commands for handing in, assigning, grading, exporting and forgetting.

    Args:
        command: adds one command.
        known: where to.
        path: reads a path.
    """
    one = command(
        "submit",
        cohort.submit,
        "Make one file to hand in from your answers, and say what is in it.",
        "imrkit submit",
        "imrkit submit --folder my_lessons --out Desktop",
        within=known,
    )
    one.add_argument(
        "--folder",
        metavar="FOLDER",
        type=path,
        help="the lessons folder (./imrkit-lessons by default)",
    )
    one.add_argument(
        "--out", metavar="FOLDER", type=path, help="folder to write to (the lessons folder)"
    )

    one = command(
        "assign",
        cohort.assign,
        "Make a cohort's own variants of a lesson, from its roster and a secret of the course.",
        "imrkit assign roster.csv --lesson 4 --secret-file secret.txt --out assigned",
        "imrkit assign roster.csv --lesson 1-4 --secret-file secret.txt --out assigned",
        within=known,
    )
    _roster(one, path, "ROSTER")
    about = "number of the lesson, or of several: 1-4, or 2,4"
    one.add_argument("--lesson", metavar="N", type=_lessons, required=True, help=about)
    _secret(one, path, "the same secret gives the same variants")
    about = "what Canvas or Moodle gave of anything all handed in: makes a zip to upload there"
    one.add_argument("--bulk", metavar="SUBMISSIONS", type=path, help=about)
    _out(one, path)

    one = command(
        "grade",
        cohort.grade,
        "Grade a folder of hand-ins anew; write gradebooks, results, feedback, and what was odd.",
        "imrkit grade hand-ins --roster roster.csv --out graded",
        "imrkit grade all.zip --roster roster.csv --lesson 4 --assigned assigned --out graded",
        within=known,
    )
    about = "folder of hand-ins, or the .zip file that Canvas or Moodle makes of one"
    one.add_argument("hand_ins", metavar="FOLDER", type=path, help=about)
    _roster(one, path, "--roster")
    about = "number of the lesson (all by default)"
    one.add_argument("--lesson", metavar="N", type=_lesson, help=about)
    about = "folder that `imrkit assign` wrote: only the learner's own variants then count"
    one.add_argument("--assigned", metavar="DIR", type=path, help=about)
    about = "the course's secret: stop if the folder of assignments was made with another one"
    one.add_argument("--secret-file", metavar="FILE", type=path, help=about)
    _out(one, path)

    one = command(
        "report",
        cohort.report,
        "Write what a cohort's results show as one page: what to do first, and the figures.",
        "imrkit report graded --out report.html",
        "imrkit report --out made_up.html",
        within=known,
    )
    about = "folder that `imrkit grade` wrote, or results as Parquet (a made-up cohort by default)"
    one.add_argument("graded", metavar="RESULTS", type=path, nargs="?", help=about)
    one.add_argument(
        "--out", metavar="FILE", type=path, required=True, help="the page of HTML to write"
    )

    one = command(
        "export",
        cohort.export,
        "Write the results of a cohort by pseudonyms, for research: no ids, texts, or hours.",
        "imrkit export graded --secret-file secret.txt --out items.parquet",
        within=known,
    )
    one.add_argument("graded", metavar="DIR", type=path, help="folder that `imrkit grade` wrote")
    _secret(one, path, "the same secret gives the same pseudonyms")
    one.add_argument(
        "--out", metavar="FILE", type=path, required=True, help="the Parquet file to write"
    )

    one = command(
        "forget",
        cohort.forget,
        "Remove what is kept of one learner: hand-ins, assignment, results, and feedback.",
        "imrkit forget s1234567 hand-ins assigned graded --roster roster.csv",
        "imrkit forget s1234567 hand-ins assigned graded --roster roster.csv --yes",
        within=known,
    )
    one.add_argument("learner", metavar="LEARNER", help="the learner's id")
    one.add_argument("folders", metavar="DIR", type=path, nargs="+", help="folders to look through")
    _roster(one, path, "--roster")
    one.add_argument("--yes", action="store_true", help="remove it; else it is only listed")


def _roster(parser: argparse.ArgumentParser, path: Callable[[str], Path], name: str) -> None:
    about = "the roster: a CSV file as Excel, Canvas or Moodle exports it"
    if name == "ROSTER":
        parser.add_argument("roster", metavar="ROSTER", type=path, help=about)
    else:
        parser.add_argument(name, metavar="ROSTER", type=path, required=True, help=about)


def _lessons(text: str) -> tuple[int, ...]:
    from imrkit.cohort.lessons import lessons_named

    try:
        return lessons_named(text)
    except UnknownName as error:
        raise argparse.ArgumentTypeError(str(error).rstrip(".")) from None


def _lesson(text: str) -> int:
    found = _lessons(text)
    if len(found) > 1:
        problem = f"one lesson, or none for all of them; found {text!r}"
        raise argparse.ArgumentTypeError(problem)
    return found[0]


def _secret(parser: argparse.ArgumentParser, path: Callable[[str], Path], why: str) -> None:
    about = f"a file with a secret of at least 16 characters; {why}"
    parser.add_argument("--secret-file", metavar="FILE", type=path, required=True, help=about)


def _out(parser: argparse.ArgumentParser, path: Callable[[str], Path]) -> None:
    parser.add_argument(
        "--out", metavar="DIR", type=path, required=True, help="folder to write to, made if absent"
    )
