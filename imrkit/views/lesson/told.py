"""What a lesson shows: HTML that may change, and a box that opens once something was answered."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import ipywidgets
import traitlets

from imrkit.exercises.grading import TRIES
from imrkit.views.exercise import ExerciseView
from imrkit.views.html.markup import NOTHING, Html
from imrkit.views.html.page import Page, joined, page
from imrkit.views.widget import Widget
from imrkit.words.english import ended, number_word

HERE = Path(__file__).parent
RUN = Html("<p><em>To see it here, choose Run, then Run All Cells.</em></p>")
Content = Any
"""Something to show: HTML, a page, or a widget."""


class Told(Widget):
    """HTML that Python may change while it is shown.

    Args:
        html: what is shown.
        live: whether a screen reader is told of changes.
        arrives: whether the page goes to it once it is there.
    """

    _esm = joined(Path("tools.js"), HERE / "told.js")
    _css = joined(Path("style.css"), HERE / "lesson.css")
    html = traitlets.Unicode().tag(sync=True)
    live = traitlets.Bool().tag(sync=True)
    arrives = traitlets.Unicode().tag(sync=True)

    def __init__(self, html: Html, *, live: bool = False, arrives: bool = False) -> None:
        once = secrets.token_hex(4) if arrives else ""
        super().__init__(html=str(html), live=live, arrives=once)


class Box(ipywidgets.VBox):  # type: ignore[misc]
    """Widgets one below the other; as HTML, where no kernel stands behind it, what it is.

    Args:
        title: what it is, in a line.
        content: what it shows.
        told: the same as HTML to read without a kernel; nothing that is sealed.
    """

    def __init__(self, title: str, content: Sequence[Content], told: Html) -> None:
        self.title, self.told = title, told
        super().__init__([widget_of(one) for one in content])
        self.layout.overflow = "visible"

    def __repr__(self) -> str:
        return self.title

    def show(self, *content: Content) -> None:
        """Show something else."""
        self.children = tuple(widget_of(one) for one in content)

    def _repr_mimebundle_(self, **asked: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**asked)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        if data is None:
            return None
        told = {"text/plain": repr(self), "text/html": str(page(self.told, styles=Html("")))}
        return {**data, **told}, metadata or {}


def widget_of(content: Content) -> Any:
    """The widget that shows something."""
    if isinstance(content, Html):
        return Told(content)
    return Told(content.html) if isinstance(content, Page) else content


def opens_after(
    title: str,
    until: ExerciseView,
    asks: str,
    make: Callable[[], Content],
    also: bool = False,
    says: str = "",
) -> Box:
    """A box that stays closed until an exercise is done; what is in it is only made then.

    Args:
        title: what is in it.
        until: the exercise.
        asks: how the learner knows the exercise: its heading.
        make: makes what is in it.
        also: whether it was done before, in this sitting or another.
        says: what is said above it, then.
    """
    closed = Html(
        '<p class="imr-closed">“{}” opens here once “{}” is right, or after {} tries.</p>'
    ).format(title, asks, number_word(len(TRIES)))
    box = Box(title, [Told(closed, live=True)], closed)

    def look(_: object = None) -> None:
        if not box.is_open and (also or until.done):
            box.is_open = True
            opened = Html('<p class="imr-unseen">Open now: {}</p>').format(ended(title))
            lead = Html('<p class="imr-lead">{}</p>').format(says) if says else NOTHING
            box.children[0].html = str(opened + lead)
            box.children = (*box.children, widget_of(make()))

    box.is_open = False
    until.observe(look, "state")
    look()
    return box
