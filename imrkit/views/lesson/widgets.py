"""The widgets of a lesson: one asks, one lets the learner write, one shows what was asked for.

Plain fieldsets, buttons and text areas with labels, so that a keyboard and a screen reader can use
them. Scripts and style are files of this package; nothing is fetched. What would give an answer
away stays in Python until the learner has answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from imrkit.views.html.markup import Html, join
from imrkit.views.html.page import joined, page
from imrkit.views.lesson.questions import Question

_HERE = Path(__file__).parent
_RUN = Html("<p><em>To answer here, choose Run, then Run All Cells.</em></p>")


class _Told(anywidget.AnyWidget):
    """A widget that can be told without a kernel: as text, and as plain HTML."""

    title = traitlets.Unicode().tag(sync=True)

    def _told(self) -> Html:
        """The widget as HTML."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        html = Html("<p><strong>{}</strong></p>{}{}").format(self.title, self._told(), _RUN)
        told = {"text/plain": repr(self), "text/html": str(html)}
        return {**(data or {}), **told}, metadata or {}


class Ask(_Told):
    """Asks questions; once one is answered, says kindly whether it is so, and why.

    The first answer to a question counts; every later one is replied to as well.

    Args:
        title: what the questions are about.
        questions: the questions.
    """

    _esm = joined(Path("tools.js"), _HERE / "ask.js")
    _css = _HERE / "lesson.css"
    questions: Any = traitlets.List().tag(sync=True)
    answers: Any = traitlets.Dict().tag(sync=True)
    replies: Any = traitlets.Dict().tag(sync=True)
    tally = traitlets.Unicode().tag(sync=True)

    def __init__(self, title: str, questions: Sequence[Question]) -> None:
        self.keyed = {question.id: question for question in questions}
        self.first: dict[str, str] = {}
        super().__init__(title=title, questions=[_asked(question) for question in questions])

    def __repr__(self) -> str:
        count = len(self.keyed)
        return f"{self.title}: {count} question{'' if count == 1 else 's'}"

    def _told(self) -> Html:
        asked = join(
            Html("<li>{}<br><small>{}</small></li>").format(
                " ".join([question.ask, *question.parts]), " / ".join(question.choices.values())
            )
            for question in self.keyed.values()
        )
        return Html("<ol>{}</ol>").format(asked)

    @traitlets.observe("answers")
    def _reply(self, change: Any) -> None:
        """Reply to every answer that is one; the browser may send anything."""
        given = change["new"] if isinstance(change["new"], Mapping) else {}
        answers = {
            id: choice
            for id, choice in given.items()
            if id in self.keyed and isinstance(choice, str) and choice in self.keyed[id].choices
        }
        for id, choice in answers.items():
            self.first.setdefault(id, choice)
        self.replies = {id: reply(self.keyed[id], choice) for id, choice in answers.items()}
        right = sum(not_wrong(self.keyed[id], choice) for id, choice in self.first.items())
        self.tally = (
            f"{right} of {len(self.first)} right at first; {len(self.keyed)} in all."
            if self.first
            else ""
        )


def not_wrong(question: Question, choice: str) -> bool:
    """Whether an answer is the one that follows from the rules, or is not wrong either."""
    return choice == question.key or choice in question.also


def reply(question: Question, choice: str) -> dict[str, str]:
    """Reply to an answer.

    Args:
        question: the question.
        choice: the id of the answer.

    Returns:
        The answer that it is for, how it looks, the first words, and the reason.
    """
    if choice == question.key:
        return {"to": choice, "look": "good", "word": "✓ Yes.", "because": question.because}
    answer = question.choices[question.key]
    if choice in question.also:
        because = f"{question.also[choice]} By imrkit's rules: {question.because}"
        return {"to": choice, "look": "also", "word": "◐ Not wrong.", "because": because}
    word = f"✕ Not quite. By the rules: {answer}."
    return {"to": choice, "look": "other", "word": word, "because": question.because}


def _asked(question: Question) -> dict[str, Any]:
    """What the browser gets of a question: not its key."""
    return {
        "id": question.id,
        "kind": question.kind,
        "ask": question.ask,
        "hint": question.hint,
        "parts": list(question.parts),
        "choices": [{"id": id, "label": label} for id, label in question.choices.items()],
    }


class Write(_Told):
    """Lets the learner write a text, with points to cover, before a model text is shown.

    Args:
        title: what is to be written.
        points: what the text should speak of.
        model: the model text, shown once it is asked for.
    """

    _esm = joined(Path("tools.js"), _HERE / "write.js")
    _css = _HERE / "lesson.css"
    points = traitlets.List(traitlets.Unicode()).tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)
    wanted = traitlets.Bool().tag(sync=True)
    model_text = traitlets.Unicode().tag(sync=True)

    def __init__(self, title: str, points: Sequence[str], model: str) -> None:
        self._model = model
        super().__init__(title=title, points=list(points))

    def __repr__(self) -> str:
        return self.title

    def _told(self) -> Html:
        listed = join(Html("<li>{}</li>").format(point) for point in self.points)
        return Html("<ul>{}</ul>").format(listed)

    @traitlets.observe("wanted")
    def _show(self, change: Any) -> None:
        self.model_text = self._model if change["new"] else ""


class Reveal(_Told):
    """Shows something once it is asked for.

    Args:
        title: what it is.
        html: what to show.
    """

    _esm = joined(Path("tools.js"), _HERE / "reveal.js")
    _css = joined(Path("style.css"), _HERE / "lesson.css")
    wanted = traitlets.Bool().tag(sync=True)
    shown = traitlets.Unicode().tag(sync=True)

    def __init__(self, title: str, html: Html) -> None:
        self.html = html
        super().__init__(title=title)

    def __repr__(self) -> str:
        return self.title

    def _told(self) -> Html:
        return Html("")

    @traitlets.observe("wanted")
    def _show(self, change: Any) -> None:
        self.shown = str(page(self.html, styles=Html(""))) if change["new"] else ""
