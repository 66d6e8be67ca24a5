"""The explorer as a Jupyter widget: the script draws and asks, Python answers."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from imrkit.cases.case import Case
from imrkit.determination.determination import Determination
from imrkit.errors import ImrkitError
from imrkit.views.explorer import state
from imrkit.views.explorer.controls import Plain
from imrkit.views.html.page import joined

HERE = Path(__file__).parent
PAUSE = 0.05
"""Seconds without another question after which the slower part of an answer is worked out."""


class Explorer(anywidget.AnyWidget):
    """A case to explore: every fact can be changed, and everything that follows is shown.

    Args:
        case: the case.
        item: number of the disputed item to begin with; the first if absent.

    Attributes:
        original: the determination of the item on the facts of the file.
        determination: the determination on the facts as they stand; observe it to follow them.
        values: the facts as they stand, by name; set it to change some of them.
    """

    _esm = joined(
        Path("tools.js"),
        *(HERE / f"{part}.js" for part in ("facts", "results", "map", "explorer")),
    )
    _css = joined(Path("style.css"), HERE / "explorer.css")
    determination = traitlets.Instance(Determination)
    asked = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)

    def __init__(self, case: Case, item: str | int | None = None) -> None:
        self.original = state.original(case, case.item(item).id)
        super().__init__(determination=self.original, view=state.view(self.original, self.original))

    def __repr__(self) -> str:
        d = self.determination
        result = d.outcome if d.outcome == "not addressed" else f"{d.outcome}, {d.verdict}"
        return f"Explorer of {d.case.name}, item {d.item.id}: {result}"

    @property
    def values(self) -> dict[str, Plain]:
        """The facts as they stand, by name; None where the file gives a value in part."""
        return state.values(self.original, self.determination)

    @values.setter
    def values(self, changed: Mapping[str, object]) -> None:
        self._show(self.original.item.id, {**self.view["changes"], **changed})

    def reset(self) -> None:
        """Go back to the facts of the file."""
        self._show(self.original.item.id, {})

    def _show(self, item: str, changes: Mapping[str, object], turn: int | None = None) -> None:
        """Show an item with some facts changed; `turn` is the question of the script's it answers.

        The script has its answer at once, without what would change the result; that follows when
        no other question comes, so that a slider never waits for it.
        """
        original = state.original(self.original.case, item)
        current = state.revised(original, changes)
        later = _loop() if turn is not None else None
        turn = self.view["turn"] + 1 if turn is None else turn
        view = state.view(original, current, turn, ways=later is None)
        self.original, self.determination = original, current
        self.view = dict(view)
        if later:
            later.call_later(PAUSE, self._complete, turn)

    def _complete(self, turn: int) -> None:
        if turn == self.view["turn"]:
            self.view = dict(state.view(self.original, self.determination, turn))

    @traitlets.observe("asked")
    def _answer(self, change: Any) -> None:
        asked = change["new"]
        try:
            self._show(asked["item"], asked["changes"], asked["turn"])
        except ImrkitError as error:
            self.view = {**self.view, "turn": asked["turn"], "problem": str(error)}


def _loop() -> asyncio.AbstractEventLoop | None:
    """The event loop of the kernel; None where there is none."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
