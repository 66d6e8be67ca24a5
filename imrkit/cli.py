"""The command `imrkit`. Each command imports what it needs when it runs, so that help is quick."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from imrkit.errors import ImrkitError

GOOD, PROBLEMS, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: the words after `imrkit`; those of the process by default.

    Returns:
        0 if all is well; 1 if `check` found problems; 2 for bad input; 130 after Ctrl-C.
    """
    try:
        options = _parser().parse_args(argv)
        code = int(options.run(options))
        sys.stdout.flush()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else BAD_INPUT
    except ImrkitError as error:
        return _refuse(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader has seen enough (`imrkit cases | head`)
        _write_no_more()
        return GOOD
    except OSError as error:  # a full disc, a folder that cannot be read
        _write_no_more()
        place = f"{error.filename}: " if error.filename else ""
        return _refuse(f"{place}{error.strerror or error}")
    return code


def _write_no_more() -> None:
    """Let Python's own last flush of standard output go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refuse(problem: str) -> int:
    from imrkit.text import fitting

    print(fitting(f"imrkit: {problem}", sys.stderr), file=sys.stderr)
    return BAD_INPUT


def say(text: str) -> None:
    """Write to standard output, in the characters that it can show."""
    from imrkit.text import fitting

    print(fitting(text, sys.stdout))


# ---- the commands ------------------------------------------------------------------------------


def _determine(options: argparse.Namespace) -> int:
    from imrkit.cases import load_case
    from imrkit.determination import decide, revise
    from imrkit.settings import settings_of

    case = load_case(options.case)
    items = case.items if options.item is None else (case.item(options.item),)
    changes = settings_of(options.set, case.book.vocabulary)
    found = [decide(case, item, case.known(item)) for item in items]
    if changes:
        found = [revise(determination, changes) for determination in found]
    if options.json:
        import json

        from imrkit.as_data import as_data

        data = [as_data(determination) for determination in found]
        say(json.dumps(data, indent=2, ensure_ascii=sys.stdout.encoding.lower() != "utf-8"))
        return GOOD
    from imrkit.text import as_text, terminal_width, wants_colour

    colour, width = wants_colour(sys.stdout), terminal_width()
    for place, determination in enumerate(found, 1):
        if place > 1:
            say("\n" + "-" * width)
        say(as_text(determination, width, colour, notice=place == len(found)))
    return GOOD


def _cases(options: argparse.Namespace) -> int:
    from imrkit.cases import Case, case_paths, load_case
    from imrkit.errors import DataError
    from imrkit.text import table

    wanted = (options.filter or "").casefold()
    rows, code = [], GOOD
    for name, path in case_paths(options.cases).items():
        try:
            case: Case = load_case(path)
        except DataError as error:
            code = _refuse(str(error))
            continue
        outcomes = [item.published.outcome for item in case.items]
        row = (name, case.title, str(len(outcomes)), ", ".join(dict.fromkeys(outcomes)))
        treatments = [item.treatment for item in case.items]
        if wanted in " ".join([*row, *treatments]).casefold():
            rows.append(row)
    if rows:
        say(table(("Case", "Title", "Items", "Published"), rows))
    else:
        wanting = f" with {options.filter!r} in name, title, treatment or outcome"
        say(f"There is no case{wanting if options.filter else ''}.")
    return code


def _check(options: argparse.Namespace) -> int:
    from imrkit.check import check

    return check(options.cases, options.release, say)


def _lab(options: argparse.Namespace) -> int:
    from imrkit.lab import open_lab

    return open_lab(
        options.lesson, folder=options.folder, port=options.port, browser=not options.no_browser
    )


def _new(options: argparse.Namespace) -> int:
    from imrkit.skeleton import new_case

    path = new_case(options.name, options.treatment, options.folder)
    say(f"Written: {path}. Fill it in, then run: imrkit determine {path}")
    return GOOD


def _rules(options: argparse.Namespace) -> int:
    from imrkit.rule_text import rule_as_text, rules_as_table
    from imrkit.rulebook import rulebook
    from imrkit.text import terminal_width

    if options.rule:
        say(rule_as_text(rulebook().rule(options.rule), terminal_width()))
    else:
        say(rules_as_table(rulebook()))
    return GOOD


# ---- the words ---------------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one paragraph, and where help is."""
        _refuse(f"{message}. See: {self.prog} --help")
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
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

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
        _determine,
        "Determine a case: outcome, grounds, reasons, and what would change them.",
        "imrkit determine flagship",
        "imrkit determine flagship --set visits_requested=3 --set visits_completed=0",
        'imrkit determine flagship --set functional_improvement="not documented"',
        "imrkit determine my_case.toml --item 2 --json",
        within=commands,
    )
    one.add_argument("case", metavar="CASE", help="name of a case, or path of a case file")
    one.add_argument("--item", metavar="N", help="number of the disputed item (all by default)")
    one.add_argument(
        "--set",
        metavar="FACT=VALUE",
        action="append",
        default=[],
        help='change a fact; VALUE may be "not documented" or "5 to 20"; may be repeated',
    )
    one.add_argument("--json", action="store_true", help="write JSON for other programs")

    one = command(
        "cases",
        _cases,
        "List the cases.",
        "imrkit cases",
        "imrkit cases therapy",
        "imrkit cases overturned",
        within=commands,
    )
    one.add_argument("filter", metavar="FILTER", nargs="?", help="only cases that have this text")
    _folder(one, "--cases", "folder of case files (those of imrkit by default)")

    one = command(
        "check",
        _check,
        "Check every rule, case and exercise, and that each case gives its published outcome.",
        "imrkit check",
        "imrkit check --cases my_cases",
        "imrkit check --release",
        within=commands,
    )
    _folder(one, "--cases", "folder of case files (those of imrkit by default)")
    one.add_argument("--release", action="store_true", help="list what a person must still verify")

    one = command(
        "lab",
        _lab,
        "Open the lessons in JupyterLab.",
        "imrkit lab",
        "imrkit lab flagship --port 8890 --no-browser",
        within=commands,
    )
    one.add_argument("lesson", metavar="LESSON", nargs="?", help="name of a lesson")
    _folder(one, "--folder", "working folder, made if absent (./imrkit-lessons by default)")
    one.add_argument("--port", type=int, help="port to answer at (8888, or the next free one)")
    one.add_argument("--no-browser", action="store_true", help="do not open a web browser")

    one = command(
        "rules",
        _rules,
        "List the rules, or show one as a clinician would read it.",
        "imrkit rules",
        "imrkit rules chronic_pain_2009.physical_medicine",
        within=commands,
    )
    one.add_argument("rule", metavar="RULE", nargs="?", help="id of a rule")

    new = commands.add_parser(
        "new",
        help="start a new case file",
        description="Start a new file.",
        epilog=_examples('imrkit new case my_case --treatment "physical therapy"'),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    one = command(
        "case",
        _new,
        "Start a new case file, with every fact that the rules for its treatment read.",
        'imrkit new case my_case --treatment "physical therapy"',
        within=new.add_subparsers(title="what", metavar="WHAT", required=True),
    )
    one.add_argument("name", metavar="NAME", help="name of the case, and of its file")
    one.add_argument("--treatment", required=True, help="the disputed treatment")
    _folder(one, "--folder", "folder to write to (the current one by default)")
    return parser


def _folder(parser: argparse.ArgumentParser, name: str, about: str) -> None:
    default = Path() if "current" in about else None
    parser.add_argument(name, metavar="FOLDER", type=Path, default=default, help=about)


def _examples(*lines: str) -> str:
    return "examples:\n" + "\n".join(f"  {line}" for line in lines)
