"""The widget with which a learner does one exercise: the page draws and asks, Python answers.

The page sends what is entered, an answer to check, or the wish for a hint; it gets back how the
exercise then stands. The key is computed on Check and stays here until the last try.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import traitlets

from imrkit.errors import ImrkitError
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.loading import load_exercise
from imrkit.views.exercise.html import as_html
from imrkit.views.exercise.keeper import Keeper
from imrkit.views.exercise.keeper import keeper as the_keeper
from imrkit.views.exercise.sitting import Sitting
from imrkit.views.html.page import joined
from imrkit.views.widget import Widget

HERE = Path(__file__).parent
SPECIAL = ("mark", "rationale", "request", "change", "error")
"""The kinds with a form and a stylesheet all their own, each in files of that name."""
SCRIPTS = (
    "plain",
    "papers",
    "writing",
    "matrix",
    "count",
    "order",
    "edition",
    *SPECIAL,
    "forms",
    "around",
    "frame",
)
"""The scripts: the forms, which kind has which, what stands around them, and the frame."""
STYLES = ("exercise", "papers", *SPECIAL)


class ExerciseView(Widget):
    """One exercise, done by one learner.

    Args:
        exercise: the exercise, or its name.
        seed: the seed of its variant; 0 is the file as it is. If absent, that of the learner's
            assignment; 0 without one.
        keeper: keeps what is entered; that of this kernel, if absent.
        sealed: whether the answer is kept and not graded: a later step opens it.

    Attributes:
        question: what is asked, as the page gets it.
        state: what is entered, and what was said to it; observe it to follow the learner.
        sitting: the same in Python.

    Raises:
        UnknownName: if there is no such exercise.
        DataError: if its file cannot be used.
    """

    _esm = joined(Path("tools.js"), *(HERE / f"{script}.js" for script in SCRIPTS))
    _css = joined(Path("style.css"), *(HERE / f"{style}.css" for style in STYLES))
    question = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        exercise: Exercise | str,
        seed: int | None = None,
        keeper: Keeper | None = None,
        *,
        sealed: bool = False,
    ) -> None:
        found = load_exercise(exercise) if isinstance(exercise, str) else exercise
        kept = keeper or the_keeper()
        notice = ""
        if seed is None:
            seed, notice = kept.own_seed(found)
        self.sitting = Sitting(found, seed, kept, sealed=sealed, notice=notice)
        super().__init__(question=self.sitting.question.as_data(), state=self._stands("", 0))
        self.on_msg(self._heard)

    def __repr__(self) -> str:
        return f"Exercise: {self.sitting.question.ask}"

    def _repr_mimebundle_(self, **asked: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The widget; and the question to read, where no kernel stands behind it."""
        bundle = super()._repr_mimebundle_(**asked)
        if bundle is not None:
            bundle[0]["text/html"] = str(as_html(self.sitting.question))
            bundle[0]["text/plain"] = repr(self)
        return bundle

    @property
    def done(self) -> bool:
        """Whether it was answered rightly, or tried as often as may be."""
        return self.sitting.done

    def _stands(self, view: str, turn: int) -> dict[str, Any]:
        return {**self.sitting.as_data(), "view": view, "turn": turn}

    def _heard(self, _: object, content: object, _buffers: object) -> None:
        """Answer the page; it may send anything."""
        if not isinstance(content, dict):
            return
        sitting = self.sitting
        sure, took = content.get("confidence"), content.get("seconds", 0)
        try:
            if "check" in content:
                sitting.check(content["check"], sure, took)
            elif "seal" in content:
                sitting.seal(content["seal"], sure, took)
            elif "hint" in content:
                sitting.take_hint(content["hint"])
            elif "draft" in content:
                sitting.draft(content["draft"], sure, took)
        except ImrkitError as error:
            sitting.refused = str(error)
        # What comes from elsewhere is drawn in every view, in that too which has asked.
        view = "" if sitting.elsewhere else str(content.get("view", ""))
        turn = content.get("turn", 0)
        self.state = self._stands(view, turn if type(turn) is int else 0)
