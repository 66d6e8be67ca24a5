"""What each command of `imrkit` does. Each imports what it needs when it runs."""

from __future__ import annotations

import argparse
import sys

from imrkit.views.terminal.lines import say, table, terminal_width, wants_colour

GOOD, PROBLEMS, BAD_INPUT = 0, 1, 2


def refuse(problem: str) -> int:
    """Say on standard error, in one paragraph, what is wrong; return the exit code for it."""
    say(f"imrkit: {_in_one_line(problem)}", stream=sys.stderr)
    return BAD_INPUT


def note(text: str) -> None:
    """Say on standard error what is good to know."""
    say(f"imrkit: note: {_in_one_line(text)}", stream=sys.stderr)


def _in_one_line(text: str) -> str:
    """A text of which no part looks like a line of ours."""
    return text.replace("\n", "\\n")


def determine(options: argparse.Namespace) -> int:
    """Write the determination of a case, item by item."""
    from imrkit.cases.loading import load_case
    from imrkit.cli.settings import settings_of
    from imrkit.determination.deciding import decide, revise
    from imrkit.errors import RuleConflict

    case = load_case(options.case)
    items = case.items if options.item is None else (case.item(options.item),)
    for told in case.notes:
        note(told)
    changes = settings_of(options.set, case.book.vocabulary)
    found, code = [], GOOD
    for item in items:
        try:
            determination = decide(case, item, case.known(item))
            found.append(revise(determination, changes) if changes else determination)
        except RuleConflict as error:
            code = refuse(f"{case.name}, item {item.id}, cannot be determined: {error}")
    if options.json:
        import json

        from imrkit.views.data import as_data

        data = [as_data(determination) for determination in found]
        say(json.dumps(data, indent=2, ensure_ascii=sys.stdout.encoding.lower() != "utf-8"))
        return code
    from imrkit.views.terminal.determination import as_text

    colour, width = wants_colour(sys.stdout), terminal_width()
    for place, determination in enumerate(found, 1):
        if place > 1:
            say("\n" + "-" * width)
        text = as_text(determination, width, colour, notice=place == len(found))
        say(text, painted=colour)
    return code


def timeline(options: argparse.Namespace) -> int:
    """Write what happened in a case, by when it had to, and what was in time."""
    from imrkit.cases.loading import load_case
    from imrkit.cli.settings import moves_of, settings_of
    from imrkit.process.book import process_book
    from imrkit.process.timeline import timeline

    case, book = load_case(options.case), process_book()
    items = case.items if options.item is None else (case.item(options.item),)
    moves = moves_of(options.move)
    settings = settings_of(options.set, book.rules.vocabulary)
    found = [timeline(case, item.id, moves=moves, settings=settings) for item in items]
    if options.json:
        import json

        from imrkit.views.timeline.data import as_data

        data = [as_data(one) for one in found]
        say(json.dumps(data, indent=2, ensure_ascii=sys.stdout.encoding.lower() != "utf-8"))
        return GOOD
    from imrkit.views.terminal.lines import terminal_width, wants_colour
    from imrkit.views.terminal.timeline import timeline_as_text

    colour, width = wants_colour(sys.stdout), terminal_width()
    for place, one in enumerate(found):
        if place:
            say("\n" + "-" * width)
        say(timeline_as_text(one, width, colour))
    return GOOD


def cases(options: argparse.Namespace) -> int:
    """List the cases; a file that is no case is told, and the rest are listed."""
    from imrkit.cases.finding import find_cases
    from imrkit.cases.loading import read_case
    from imrkit.errors import ImrkitError

    wanted = (options.filter or "").casefold()
    rows: list[tuple[str, ...]] = []
    found = find_cases(options.cases)
    code = GOOD
    for problem in found.problems:
        code = refuse(str(problem))
    for name, path in found.paths.items():
        try:
            case = read_case(path)
        except ImrkitError as error:
            code = refuse(str(error))
            continue
        outcomes = [item.published.outcome for item in case.items]
        row = (name, case.title, str(len(outcomes)), ", ".join(dict.fromkeys(outcomes)))
        treatments = [item.treatment for item in case.items]
        if wanted in " ".join([*row, *treatments]).casefold():
            rows.append(row)
    if rows and sys.stdout.isatty():
        rows = _narrowed(rows, terminal_width())
    if not found.paths:
        return code
    if rows:
        say(table(("Case", "Title", "Items", "Published"), rows))
    else:
        wanting = f" with {options.filter!r} in name, title, treatment or outcome"
        say(f"There is no case{wanting if options.filter else ''}.")
    return code


def _narrowed(rows: list[tuple[str, ...]], width: int) -> list[tuple[str, ...]]:
    """Shorten the titles, so that each case takes one line of the terminal."""
    others = max(sum(len(cell) for cell in (row[0], row[3])) for row in rows)
    room = max(width - others - len("Items") - 6, 12)
    return [
        (row[0], row[1] if len(row[1]) <= room else f"{row[1][: room - 1]}…", *row[2:])
        for row in rows
    ]


def check(options: argparse.Namespace) -> int:
    """Check rules, cases, exercises and lessons."""
    from imrkit.check.run import check
    from imrkit.course.checking import check_lessons
    from imrkit.exercises.checking import check_exercises

    more = (check_exercises, check_lessons)
    return check(options.cases, options.release, say, json=options.json, more=more)


def course_check(options: argparse.Namespace) -> int:
    """Check a course: its data, its notebooks and its links."""
    from imrkit.authoring.course_check import course_check

    return course_check(options.folder, say, options.seconds)


def lab(options: argparse.Namespace) -> int:
    """Open JupyterLab."""
    from imrkit.jupyter.lab import open_lab

    return open_lab(
        options.lesson, folder=options.folder, port=options.port, browser=not options.no_browser
    )


def new(options: argparse.Namespace) -> int:
    """Write a new case file to fill in."""
    from imrkit.authoring.new_case import new_case
    from imrkit.authoring.skeleton import Skeleton
    from imrkit.rules.rulebook import rulebook

    book, treatment = rulebook(), options.treatment
    skeleton = Skeleton(book, treatment, options.decided, options.body_part, options.blind)
    path = new_case(options.name, skeleton, options.folder)
    if book.terms.treatment_behind(treatment) is None:
        note(f"{book.terms.unknown(treatment)}: the case can be read, and no rule addresses it")
    say(f"Written: {path}. Fill it in, then run: imrkit determine {path}")
    return GOOD


def new_exercise(options: argparse.Namespace) -> int:
    """Write a new exercise file to fill in."""
    from imrkit.authoring.new_exercise import new_exercise
    from imrkit.cases.loading import load_case

    case = load_case(options.case)
    path = new_exercise(
        options.name,
        options.kind,
        case,
        options.folder,
        item=options.item,
        lesson=options.lesson,
    )
    say(f"Written: {path}. Fill it in, move it below exercises/, then run: imrkit check")
    return GOOD


def rules(options: argparse.Namespace) -> int:
    """List the rules, those whose id has a word in it, or show one."""
    from imrkit.rules.rulebook import rulebook
    from imrkit.views.terminal.rules import rule_as_text, rules_as_table

    book, wanted = rulebook(), options.rule or ""
    some = [r for r in book.rules.values() if wanted in r.id]
    if wanted in book.rules or not some:
        say(rule_as_text(book.rule(wanted), terminal_width()))
    else:
        say(rules_as_table(some))
    return GOOD
