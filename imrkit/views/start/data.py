"""All that is kept of a learner: to be seen, and to be deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from imrkit.course.any_case import ANY
from imrkit.course.catalog import catalog, day_name
from imrkit.course.plan import plans
from imrkit.exercises.dates import in_chart
from imrkit.exercises.entry import Entry
from imrkit.exercises.record import AnswerFile
from imrkit.views.exercise import Keeper
from imrkit.views.html.markup import Html, join
from imrkit.views.lesson.any_case import STEPS

MOST = 200


def data_html(entries: Sequence[Entry], path: Path, made: Sequence[Path] = ()) -> Html:
    """Every answer that was checked, the last first, and where the file is.

    Args:
        entries: all that is kept.
        path: the record's file.
        made: files beside it that were made of the answers.
    """
    told = [entry for entry in entries if entry.attempt][::-1]
    names = names_of()
    rows = join(_row(entry, names.get(entry.exercise, "")) for entry in told[:MOST])
    where = Html(
        "<p>All that is kept stands in one file, <code>{}</code>: {} checked, "
        "and {} of what was entered. It leaves this computer only if you hand it in.</p>"
    ).format(path, _many(len(told), "answer"), _many(len(entries) - len(told), "line"))
    if made:
        where += Html("<p>Made of it, in the same folder: {}.</p>").format(_named(made))
    more = f" The last {MOST} of them:" if len(told) > MOST else ""
    table = Html(
        '<table class="imr-data"><caption>Your answers.{}</caption><thead><tr><th scope="col">Day'
        '</th><th scope="col">Exercise</th><th scope="col">Try</th><th scope="col">Right</th>'
        '<th scope="col">Sure</th><th scope="col">Hints</th></tr></thead><tbody>{}</tbody></table>'
    ).format(more, rows)
    return where + (table if told else Html("<p>No answer was checked yet.</p>"))


def forget(kept: Keeper, made: Sequence[Path] = ()) -> str:
    """Delete all that is kept of a learner; say what came of it.

    Args:
        kept: the record.
        made: files that were made of it, and go with it.
    """
    try:
        kept.file.path.unlink(missing_ok=True)
    except OSError as error:
        return f"The file cannot be deleted: {error.strerror}."
    kept.file = AnswerFile(kept.file.path)
    gone, left = [], []
    for path in made:
        try:
            path.unlink(missing_ok=True)
            gone.append(path)
        except OSError:
            left.append(path)
    told = ["Your answers are deleted."]
    if gone:
        told.append(f"So {'is' if len(gone) == 1 else 'are'} {_named(gone)} in the lessons folder.")
    if left:
        told.append(f"What could not be deleted and is still there: {_named(left)}.")
    told.append(
        "Lessons that are open start again without them. If one still shows your answers, choose "
        "Kernel, then Restart Kernel there."
    )
    return " ".join(told)


def _many(count: int, what: str) -> str:
    """A number of things.

    >>> _many(1, "answer"), _many(0, "line")
    ('1 answer', '0 lines')
    """
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _named(files: Sequence[Path]) -> str:
    return " and ".join(path.name for path in files)


@cache
def names_of() -> Mapping[str, str]:
    """How a learner knows each exercise: the heading of its step, or the case that brought it."""
    names = {
        step.exercise: step.title for plan in plans() for step in plan.data.step if step.exercise
    }
    for one in catalog():
        names[day_name(one.case, one.item)] = f"Case of the day: {one.request}"
        for kind, title in STEPS.items():
            names[f"{ANY}{one.case}-{one.item}-{kind}"] = f"{title}: {one.request}"
    return names


def _row(entry: Entry, name: str) -> Html:
    sure = f"{entry.confidence}%" if entry.confidence is not None else ""
    right = "yes" if entry.right else "partly" if entry.credit else "no"
    lesson = f"Lesson {entry.lesson}" if entry.lesson else ""
    asked = ": ".join(filter(None, (lesson, name))) or "An exercise that is no longer asked"
    return Html(
        "<tr><td>{}</td><th scope='row'>{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>"
    ).format(in_chart(entry.day), asked, entry.attempt, right, sure, entry.hints or "")
