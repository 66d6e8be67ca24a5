"""The explorer as a Jupyter widget: the script draws and asks, Python answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import traitlets

from imrkit.cases.case import Case
from imrkit.determination.determination import Determination
from imrkit.errors import ImrkitError
from imrkit.rules.governing import By
from imrkit.views.explorer import state
from imrkit.views.explorer.question import Part, Plain, Question, read_question
from imrkit.views.html.page import as_html, joined
from imrkit.views.html.reading import data_as_read, text_as_read
from imrkit.views.widget import Widget

HERE = Path(__file__).parent


class Explorer(Widget):
    """A case to explore: every fact can be changed, and everything that follows is shown.

    Args:
        case: the case.
        item: number of the disputed item to begin with; the first if absent.
        by: what the item is judged by: the text, or the text and what reviewers add.
        first: name of the fact to begin with, shown above all others.

    Attributes:
        original: the determination of the item on the facts of the file.
        determination: the determination on the facts as they stand; observe it to follow them.
        by: what the item is judged by.
        values: the facts as they stand, by name; set it to change some of them.
    """

    _esm = joined(
        Path("tools.js"),
        *(HERE / f"{part}.js" for part in ("line", "facts", "results", "map", "explorer")),
    )
    _css = joined(Path("style.css"), HERE / "explorer.css")
    determination = traitlets.Instance(Determination)
    view = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        case: Case,
        item: str | int | None = None,
        by: By = "reviewers",
        first: str = "",
    ) -> None:
        self.original, self.by = state.original(case, case.item(item).id), by
        self.first = first
        shown = state.view(self.original, self.original, by, first)
        super().__init__(determination=self.original, view=data_as_read(dict(shown)))
        self.on_msg(self._heard)

    def __repr__(self) -> str:
        d = self.determination
        result = d.outcome if d.outcome == "not addressed" else f"{d.outcome}, {d.verdict}"
        return f"Explorer of {d.case.name}, item {d.item.id}: {result}"

    def _repr_mimebundle_(self, **asked: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """The widget; and, where none is drawn, as in an exported page, what it shows now."""
        bundle = super()._repr_mimebundle_(**asked)
        if bundle is not None:
            bundle[0]["text/html"] = str(as_html(self.determination))
        return bundle

    @property
    def values(self) -> dict[str, Plain]:
        """The facts as they stand, by name; None for what only the file says."""
        return state.values(self.original, self.determination)

    @values.setter
    def values(self, changed: Mapping[str, object]) -> None:
        self.show({**self.view["changes"], **changed})

    def reset(self) -> None:
        """Go back to the facts of the file."""
        self.show({})

    def show(
        self, changes: Mapping[str, object], by: By | None = None, item: str | int | None = None
    ) -> None:
        """Show the item, or another, with these facts changed and all others as in the file.

        Args:
            changes: for each fact to change its value, or a reason for being open.
            by: what it is judged by; as before, if absent.
            item: number of the disputed item; the same, if absent.

        Raises:
            UnknownName: if there is no such fact, or no such item.
            DataError: if a value does not fit its fact.
        """
        item = self.original.item.id if item is None else str(item)
        self._show(item, by or self.by, changes, self.view["turn"] + 1)

    def _show(
        self,
        item: str,
        by: By,
        changes: Mapping[str, object],
        turn: int,
        want: Sequence[Part] = (),
    ) -> None:
        original = state.original(self.original.case, item)
        same = (original, by, dict(changes)) == (self.original, self.by, self.view["changes"])
        if not same or self.view["problem"]:
            current = state.revised(original, changes)
            shown = data_as_read(dict(state.view(original, current, by, self.first)))
            self.original, self.by, self.determination = original, by, current
        else:
            shown = self.view
        parts = data_as_read(state.parts(original, self.determination, by, want))
        self.view = {**shown, **parts, "turn": turn}

    def _heard(self, _: object, content: object, _buffers: object) -> None:
        """Answer a question of the script; what cannot be answered is told, and moves nothing."""
        turn = self.view["turn"]
        try:
            question = read_question(content)
            turn = question.turn if not question.cell else turn
            if question.cell:
                self.send(self._cell(question))
            elif turn > self.view["turn"]:
                self._show(question.item, question.by, question.changes, turn, question.want)
        except ImrkitError as error:
            self.view = {**self.view, "turn": turn, "problem": text_as_read(str(error))}

    def _cell(self, question: Question) -> dict[str, Any]:
        original = state.original(self.original.case, question.item)
        there = state.revised(original, {**question.changes, **question.cell})
        return {"cell": question.cell, **data_as_read(state.cell(there, question.by))}
