"""Handing in, and what an instructor does. Each command imports what it needs when it runs."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from imrkit.cli.commands import GOOD, PROBLEMS, note
from imrkit.cli.telling import tell_assigned, tell_bulk, tell_graded, tell_handing_out
from imrkit.views.terminal.lines import fitting, say

LESSONS = Path("imrkit-lessons")
SHOWN = 20
"""So many notes are shown; all are in a file."""
Command = Callable[..., argparse.ArgumentParser]


class Progress:
    """Shows on a terminal how far long work is, on one line; elsewhere nothing."""

    def __init__(self) -> None:
        self._stream, self._start, self._shown, self._what = sys.stderr, 0.0, 0.0, ""

    def __call__(self, what: str, done: int, of: int) -> None:
        """Show how much is done of how much; of 0, where nobody knows how much there is."""
        now = time.monotonic()
        if what != self._what:
            self._what, self._start, self._shown = what, now, 0.0
        ended = 0 < of <= done
        if not self._stream.isatty() or (now - self._shown < 0.1 and not ended):
            return
        self._shown = now
        left = (now - self._start) / done * (of - done) if 0 < done < of else 0.0
        told = f"{what}: {done}" + (f" of {of}" if of else "")
        told += f", {left:.0f} s left" if left >= 1 else ""
        end = "\n" if ended else ""
        print(f"\r{fitting(told, self._stream):<70}", end=end, file=self._stream, flush=True)


def submit(options: argparse.Namespace) -> int:
    """Make one file to hand in; say what is in it."""
    from imrkit.exercises.handing_in import hand_in

    made = hand_in(options.folder or LESSONS, options.out)
    for told in made.notes:
        note(told)
    say(f"Written: {made.path}")
    say(f"It is the hand-in of learner {made.learner}. In it:")
    for content in made.contents:
        say(f"- {content}")
    say("Nothing else of this computer is in it. Hand in this one file.")
    return GOOD


def assign(options: argparse.Namespace) -> int:
    """Make the variants of a cohort."""
    from imrkit.cohort.assign import assign
    from imrkit.cohort.assigned import HANDOUT

    for lesson in options.lesson:
        made = assign(
            options.roster,
            lesson,
            options.secret_file,
            options.out,
            submissions=options.bulk,
            progress=Progress(),
        )
        if lesson == options.lesson[0]:
            for told in made.notes:
                note(told)
            say(f"Learners are known by the column {made.column!r} of the roster.")
        tell_assigned(made)
    say(
        f"Written to {options.out}: a file assignment.json for each learner, to be put into the "
        f"lessons folder, a README.txt that tells the learner how, and {HANDOUT}, which says whose "
        "file is where, to hand them out by. The files hold neither keys nor the secret."
    )
    tell_handing_out(made, options.out)
    if options.bulk and not made.bulk:
        note(
            f"nothing in {options.bulk} bears a name of a learner as Canvas or Moodle gives it, so "
            "that there is no zip to hand out by"
        )
    return GOOD


def grade(options: argparse.Namespace) -> int:
    """Grade hand-ins; say what was odd."""
    from imrkit.cohort.assigned import HANDOUT
    from imrkit.cohort.graded import CANVAS, FEEDBACK, ITEMS, LEARNERS, MOODLE, NOTES, grade
    from imrkit.cohort.grading import counts

    out = options.out
    found = grade(
        options.hand_ins,
        options.roster,
        out,
        assigned=options.assigned,
        secret_file=options.secret_file,
        lesson=options.lesson,
        progress=Progress(),
    )
    for told in found.roster.notes:
        note(told)
    say(f"Learners are known by the column {found.roster.column!r} of the roster.")
    tell_graded(found, options.assigned, out)
    written = ", ".join((CANVAS, MOODLE, ITEMS, NOTES, LEARNERS, HANDOUT))
    say(f"Written to {out}: {written}, {FEEDBACK}/.")
    tell_bulk(found.bulk, len(found.learners), out)
    if not found.notes:
        return GOOD
    count = len(found.notes)
    say(f"\n{count} note{'s' if count != 1 else ''} of what is odd, all in {out / NOTES}:")
    for what, count in counts(found.notes).items():
        say(f"- {what}: {count}")
    for one in found.notes[:SHOWN]:
        say(f"  {one.where}: {one.says}")
    if len(found.notes) > SHOWN:
        say(f"  and {len(found.notes) - SHOWN} more")
    return PROBLEMS


def report(options: argparse.Namespace) -> int:
    """Write the report of a cohort as one page."""
    from imrkit.cohort.report_page import write_report

    whom = write_report(options.graded, options.out)
    say(f"Written: {options.out}. Open it in a browser, or print it; it needs no network.")
    if whom:
        say(f"Written: {whom}. It lists every learner to write to or to look after, by ids.")
    return GOOD


def export(options: argparse.Namespace) -> int:
    """Write the results by pseudonyms."""
    from imrkit.cohort.pseudonyms import export

    count = export(options.graded, options.secret_file, options.out)
    say(f"Written: {options.out}, with {count} learners by pseudonyms: no ids, texts, or hours.")
    return GOOD


def forget(options: argparse.Namespace) -> int:
    """Remove all that is kept of a learner, or say what that is."""
    from imrkit.cohort.forgetting import forget

    found = forget(options.learner, options.folders, options.roster, really=options.yes)
    did, took = ("Removed", "Taken out") if options.yes else ("To remove", "To take out")
    for path in found.files:
        say(f"{did}: {path}")
    for path, count in found.rows.items():
        say(f"{took}: {count} row{'s' if count != 1 else ''} of {path}")
    if not found.files and not found.rows:
        say(f"Nothing is kept of {found.learner} in these folders.")
    for told in found.left:
        say(f"Left as it is: {told}")
    if not options.yes and (found.files or found.rows):
        say("Nothing was removed yet. To do it: the same command with --yes")
    return GOOD
