"""The command `imrkit`. Each command imports what it needs when it runs, so that help is quick."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from imrkit.cli import batch, commands
from imrkit.cli.cohort_arguments import add_commands
from imrkit.cli.commands import BAD_INPUT, GOOD
from imrkit.errors import ImrkitError

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the words after `imrkit`; those of the process by default.

    Returns:
        0 if all is well; 1 if `check` found problems; 2 for bad input; 130 after Ctrl-C.
    """
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stdout is None:
        return commands.refuse("standard output is closed, so that nothing can be shown")
    try:
        options = _parser().parse_args(argv)
        code = int(options.run(options))
        sys.stdout.flush()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else BAD_INPUT
    except ImrkitError as error:
        return commands.refuse(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader has seen enough (`imrkit cases | head`)
        _write_no_more()
        return GOOD
    except OSError as error:  # a full disc, a folder that cannot be read
        _write_no_more()
        place = f"{error.filename}: " if error.filename else ""
        return commands.refuse(f"{place}{error.strerror or error}")
    return code


def _write_no_more() -> None:
    """Let Python's own last flush of standard output go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one paragraph, and where help is."""
        commands.refuse(f"{message}. See: {self.prog} --help")
        raise SystemExit(BAD_INPUT)


def _parser() -> argparse.ArgumentParser:
    from imrkit import __version__

    parser = _Parser(
        prog="imrkit",
        description="Learn Independent Medical Review by rebuilding real determinations.",
        epilog=_examples("imrkit lab", "imrkit determine flagship", "imrkit cases therapy")
        + "\n\nFor learning. Neither legal nor medical advice.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"imrkit {__version__}")
    known = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(
        name: str, run: Callable[[argparse.Namespace], int], about: str, *examples: str, within: Any
    ) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = within.add_parser(
            name,
            help=about[0].lower() + about[1:].rstrip("."),
            description=about,
            epilog=_examples(*examples),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        added.set_defaults(run=run)
        return added

    one = command(
        "determine",
        commands.determine,
        "Determine a case: outcome, grounds, reasons, and what would change them.",
        "imrkit determine flagship",
        "imrkit determine flagship --set visits_requested=3 --set visits_completed=0",
        'imrkit determine flagship --set functional_improvement="not documented"',
        "imrkit determine my_case.toml --item 2 --json",
        within=known,
    )
    _items(one)
    _changes(
        one,
        "--set",
        "FACT=VALUE",
        'change a fact; VALUE may be "not documented" or "5 to 20"; may be repeated',
    )
    one.add_argument("--json", action="store_true", help="write JSON for other programs")

    one = command(
        "timeline",
        commands.timeline,
        "Set out what happened in a case, by when it had to, and what was in time.",
        "imrkit timeline flagship",
        "imrkit timeline cm17-0004344 --move request=2016-12-22 --set more_information=no",
        "imrkit timeline cm17-0004344 --move service=2017-01-03 --set served_by_mail=no",
        "imrkit timeline my_case.toml --item 2 --json",
        within=known,
    )
    _items(one)
    _changes(
        one,
        "--move",
        "EVENT=DATE",
        "move an event to another date (a day, a month or a year); may be repeated",
    )
    _changes(
        one,
        "--set",
        "FACT=VALUE",
        "change a fact of the process, such as served_by_mail=yes; may be repeated",
    )
    one.add_argument("--json", action="store_true", help="write JSON for other programs")

    one = command(
        "cases",
        commands.cases,
        "List the cases.",
        "imrkit cases",
        "imrkit cases therapy",
        "imrkit cases overturned",
        within=known,
    )
    one.add_argument("filter", metavar="FILTER", nargs="?", help="only cases that have this text")
    _folder(one, "--cases", "folder of case files (those of imrkit by default)")

    one = command(
        "check",
        commands.check,
        "Check every rule, case and exercise, and that each case gives its published outcome.",
        "imrkit check",
        "imrkit check --cases my_cases",
        "imrkit check --release",
        within=known,
    )
    _folder(one, "--cases", "folder of case files (those of imrkit by default)")
    one.add_argument("--release", action="store_true", help="list what a person must still verify")
    one.add_argument("--json", action="store_true", help="write how the cases fare as JSON")

    one = command(
        "batch",
        batch.batch,
        "Run a notebook over a table of parameters, with as many processes as there are cores.",
        "imrkit batch any_case cases.csv",
        "imrkit batch report.ipynb roster.csv --name id --out reports --seconds 60 --memory 500",
        "imrkit batch report.ipynb roster.csv --name id --out reports --resume",
        "imrkit batch any_case my_cases --scheduler tcp://10.0.0.1:8786",
        within=known,
    )
    batch.add_arguments(one, _path)

    one = command(
        "course-check",
        commands.course_check,
        "Check a course of your own: its cases and exercises, its notebooks, its links.",
        "imrkit course-check .",
        "imrkit course-check my_course --seconds 120",
        within=known,
    )
    one.add_argument("folder", metavar="FOLDER", type=_path, help="folder of the course")
    one.add_argument(
        "--seconds", metavar="N", type=int, default=600, help="for a cell (600 by default)"
    )

    one = command(
        "lab",
        commands.lab,
        "Open the lessons in JupyterLab.",
        "imrkit lab",
        "imrkit lab lesson04 --port 8890 --no-browser",
        within=known,
    )
    one.add_argument("lesson", metavar="LESSON", nargs="?", help="name of a lesson")
    _folder(one, "--folder", "working folder, made if absent (./imrkit-lessons by default)")
    one.add_argument("--port", type=_port, help="port to answer at (8888, or the next free one)")
    one.add_argument("--no-browser", action="store_true", help="do not open a web browser")

    one = command(
        "rules",
        commands.rules,
        "List the rules, or show one as a clinician would read it.",
        "imrkit rules",
        "imrkit rules physical_medicine",
        "imrkit rules chronic_pain_2009.physical_medicine",
        within=known,
    )
    one.add_argument("rule", metavar="RULE", nargs="?", help="id of a rule, or a part of it")

    add_commands(command, known, _path)

    new = known.add_parser(
        "new",
        help="start a new case or exercise file",
        description="Start a new file.",
        epilog=_examples(
            'imrkit new case my_case --treatment "physical therapy"',
            "imrkit new exercise my_exercise --kind verdict --case flagship",
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    what = new.add_subparsers(title="what", metavar="WHAT", required=True)
    one = command(
        "case",
        commands.new,
        "Start a new case file, with every fact that the rules for its treatment read.",
        'imrkit new case my_case --treatment "physical therapy"',
        'imrkit new case my_case --treatment "acupuncture" --decided 2014',
        'imrkit new case my_case --treatment "Norco" --body-part "low back" --blind',
        within=what,
    )
    one.add_argument("name", metavar="NAME", help="name of the case, and of its file")
    one.add_argument("--treatment", required=True, help="the treatment, as the letter names it")
    one.add_argument("--body-part", metavar="PART", default="", help="where, as the letter says it")
    one.add_argument(
        "--blind", action="store_true", help="leave out the rules, to read the letter without them"
    )
    one.add_argument(
        "--decided",
        metavar="DATE",
        default="2017-01",
        help="day, month or year of the decision; it chooses the rules (2017-01 by default)",
    )
    _folder(one, "--folder", "folder to write to (the current one by default)")

    one = command(
        "exercise",
        commands.new_exercise,
        "Start a new exercise file, with what its kind needs of its case.",
        "imrkit new exercise my_exercise --kind verdict --case flagship",
        "imrkit new exercise my_exercise --kind mark --case cm17-0019907 --lesson 4",
        within=what,
    )
    one.add_argument("name", metavar="NAME", help="name of the exercise, and of its file")
    one.add_argument("--kind", metavar="KIND", required=True, help="choice, mark, verdict, ...")
    one.add_argument("--case", metavar="CASE", required=True, help="name of a case, or its file")
    one.add_argument("--item", metavar="N", default="", help="number of the disputed item")
    one.add_argument("--lesson", metavar="N", type=int, default=1, help="its lesson (1 to 12)")
    _folder(one, "--folder", "folder to write to (the current one by default)")
    return parser


def _port(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        message = f"a port is a number from 1 to 65535; found {text!r}"
        raise argparse.ArgumentTypeError(message) from None


def _items(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", metavar="CASE", help="name of a case, or path of a case file")
    parser.add_argument("--item", metavar="N", help="number of the disputed item (all by default)")


def _changes(parser: argparse.ArgumentParser, name: str, metavar: str, about: str) -> None:
    parser.add_argument(name, metavar=metavar, action="append", default=[], help=about)


def _folder(parser: argparse.ArgumentParser, name: str, about: str) -> None:
    default = Path() if "current" in about else None
    parser.add_argument(name, metavar="FOLDER", type=_path, default=default, help=about)


def _path(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("a folder is named; found nothing")
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise argparse.ArgumentTypeError(f"there is no such home folder: {text}") from None


def _examples(*lines: str) -> str:
    return "examples:\n" + "\n".join(f"  {line}" for line in lines)
