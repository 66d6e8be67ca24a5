"""A learner's feedback in a notebook: what was answered, what was said, what to look at again.

All of it is text that others wrote: it is escaped, and nothing of it is run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from imrkit.cohort.points import EARNS
from imrkit.errors import DataError
from imrkit.files.opening import read_bytes
from imrkit.views.html.markup import NOTHING, Html, join
from imrkit.views.html.page import Page, style, stylesheet

MOST_BYTES = 50_000_000
NONE = "Here stands what a hand-in earned, once `imrkit grade` has made this page of it."


class Feedback:
    """The feedback of one learner, as `imrkit grade` wrote it.

    Args:
        path: the file feedback.json; "" shows what the page is for.

    Raises:
        DataError: if it is another file.
    """

    def __init__(self, path: str | Path = "") -> None:
        self.data: Mapping[str, Any] = {}
        if str(path):
            self.data = _read(Path(path))
        self._first: Page | None = None

    @property
    def summary(self) -> Page:
        """What each lesson earned, and what was odd with the hand-in."""
        if not self.data:
            return self._page(NONE, Html("<p>{}</p>").format(NONE))
        lines = [_earned(lesson, self.data["of"]) for lesson in self.data["lessons"]]
        lines = lines or ["There is no checked answer in this hand-in."]
        notes = self.data["notes"]
        html = Html('<h2>Feedback for {}</h2><p class="imr-meta">Learner {}</p>{}{}').format(
            self.data["name"], self.data["learner"], _paragraphs([*lines, EARNS]), _notes(notes)
        )
        return self._page("\n".join([f"Feedback for {self.data['name']}", *lines, *notes]), html)

    @property
    def answers(self) -> Page:
        """Each exercise: what was asked, what was answered, what was said."""
        lessons = self.data.get("lessons", [])
        told = [
            f"{one['exercise']}: {_state(one)}" for lesson in lessons for one in lesson["exercises"]
        ]
        return self._page("\n".join(told), join(_lesson(lesson) for lesson in lessons))

    @property
    def ideas(self) -> Page:
        """The ideas that the answers leave open."""
        some = self.data.get("ideas", [])
        if not some:
            text = "No misconception stands out in these answers." if self.data else ""
            return self._page(text, Html("<p>{}</p>").format(text) if text else NOTHING)
        entries = join(
            Html("<li><p>Your answers fit the idea: {}</p><p>{}</p></li>").format(
                one["says"], one["reply"]
            )
            for one in some
        )
        html = Html("<h3>To look at again</h3><ul>{}</ul>").format(entries)
        return self._page("\n".join(f"{one['says']} {one['reply']}" for one in some), html)

    @property
    def sure(self) -> Page:
        """How sure the learner was, beside how often right."""
        sure = self.data.get("sure")
        if not sure:
            return self._page("", NOTHING)
        gap = sure["gap"]
        how = "as sure as right, on average"
        if abs(gap) >= 5:
            how = f"{abs(gap)} points {'more' if gap > 0 else 'less'} sure than right, on average"
        count = sure["answers"]
        text = f"Of {count} verdict{'s' if count != 1 else ''} you said how sure you were: {how}."
        html = Html("<h3>How sure you were</h3><p>{}</p>").format(text)
        return self._page(text, html)

    def _page(self, text: str, html: Html) -> Page:
        styles = Html("{}{}").format(style(), stylesheet(Path(__file__).with_name("feedback.css")))
        page = Page(text, html, after=self._first, styles=styles)
        self._first = self._first or page
        return page


def _read(path: Path) -> Mapping[str, Any]:
    try:
        data = json.loads(read_bytes(path, MOST_BYTES))
    except (ValueError, RecursionError):
        raise DataError("is no feedback of imrkit", file=path) from None
    if not isinstance(data, dict) or data.get("imrkit") != "feedback":
        raise DataError("is no feedback of imrkit", file=path)
    return data


def _earned(lesson: Mapping[str, Any], of: int) -> str:
    return (
        f"Lesson {lesson['lesson']}: {lesson['points']:g} of {of} points; "
        f"{lesson['tried']} of {len(lesson['exercises'])} exercises answered."
    )


def _paragraphs(lines: Sequence[str]) -> Html:
    return join(Html("<p>{}</p>").format(line) for line in lines)


def _notes(notes: Sequence[str]) -> Html:
    if not notes:
        return NOTHING
    entries = join(Html("<li>{}</li>").format(note) for note in notes)
    return Html("<h3>About the file that you handed in</h3><ul>{}</ul>").format(entries)


def _state(one: Mapping[str, Any]) -> str:
    if one["score"] is None:
        return "not answered on your file"
    return f"{100 * one['score']:.0f}%"


def _lesson(lesson: Mapping[str, Any]) -> Html:
    answered = [one for one in lesson["exercises"] if one["tries"]]
    missing = len(lesson["exercises"]) - len(answered)
    left = (
        f"{missing} exercise{'s' if missing > 1 else ''} not answered on your file."
        if missing
        else ""
    )
    return Html("<h3>Lesson {}</h3>{}{}").format(
        lesson["lesson"],
        join(map(_exercise, answered)),
        Html("<p>{}</p>").format(left) if left else NOTHING,
    )


def _exercise(one: Mapping[str, Any]) -> Html:
    hints = one["hints"]
    took = f"{hints} hint{'s' if hints != 1 else ''} taken." if hints else ""
    return Html(
        '<section class="imr-answered"><h4>{}</h4><p class="imr-cite">{}</p>{}{}'
        "<p><strong>{}</strong> earned.</p></section>"
    ).format(
        one["ask"],
        one["request"],
        join(_try(number, told) for number, told in enumerate(one["tries"], 1)),
        Html("<p>{}</p>").format(took) if took else NOTHING,
        _state(one),
    )


def _try(number: int, told: Mapping[str, Any]) -> Html:
    how = "right" if told["right"] else "not yet"
    sure = f", {told['sure']}% sure" if told["sure"] else ""
    rows = join(
        Html("<tr><th scope=row>{}</th><td>{}</td></tr>").format(one["part"], one["says"])
        for one in told["answer"]
    )
    return Html(
        "<p>Try {}: {}{}.</p><details><summary>What you answered</summary><table>{}</table>"
        "</details>{}"
    ).format(number, how, sure, rows, _paragraphs(told["says"]))
