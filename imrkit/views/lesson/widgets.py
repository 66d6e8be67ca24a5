"""The two widgets of a lesson: one asks, one lets the learner write.

Plain fieldsets, radio buttons and text areas with labels, so that a keyboard and a screen reader
can use them. Scripts and style are files of this package; nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from imrkit.views.html.page import joined
from imrkit.views.lesson.questions import Question

_HERE = Path(__file__).parent


class _Told(anywidget.AnyWidget):
    """A widget that can be told without a kernel: as text, and as plain HTML."""

    def _told(self) -> tuple[str, str]:
        """The widget as text and as HTML."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return self._told()[0]

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        text, html = self._told()
        return {**(data or {}), "text/plain": text, "text/html": html}, metadata or {}


class Ask(_Told):
    """Asks questions and answers at once, kindly, with the reason.

    Args:
        title: what the questions are about.
        questions: the questions.
    """

    _esm = joined(Path("tools.js"), _HERE / "ask.js")
    _css = _HERE / "lesson.css"
    title = traitlets.Unicode().tag(sync=True)
    questions: Any = traitlets.List().tag(sync=True)
    answers: Any = traitlets.Dict().tag(sync=True)

    def __init__(self, title: str, questions: Sequence[Question]) -> None:
        super().__init__(title=title, questions=[q.as_dict() for q in questions])

    def _told(self) -> tuple[str, str]:
        asked = "".join(
            f"<li>{escape(q['ask'])}<br><small>{escape(' / '.join(q['choices']))}</small></li>"
            for q in self.questions
        )
        text = f"{self.title}: {len(self.questions)} questions"
        return text, f"<p><strong>{escape(self.title)}</strong></p><ol>{asked}</ol>{_RUN}"


class Write(_Told):
    """Lets the learner write a text, with points to cover, before a model text is shown.

    Args:
        title: what is to be written.
        points: what the text should speak of.
        model: the model text, shown on request.
    """

    _esm = joined(Path("tools.js"), _HERE / "write.js")
    _css = _HERE / "lesson.css"
    title = traitlets.Unicode().tag(sync=True)
    points = traitlets.List(traitlets.Unicode()).tag(sync=True)
    model_text = traitlets.Unicode().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)

    def __init__(self, title: str, points: Sequence[str], model: str) -> None:
        super().__init__(title=title, points=list(points), model_text=model)

    def _told(self) -> tuple[str, str]:
        listed = "".join(f"<li>{escape(point)}</li>" for point in self.points)
        return self.title, f"<p><strong>{escape(self.title)}</strong></p><ul>{listed}</ul>{_RUN}"


_RUN = "<p><em>To answer here, choose Run, then Run All Cells.</em></p>"
