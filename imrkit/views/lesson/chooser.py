"""A chooser of any case: by part of the body, treatment, and difficulty; no outcome is sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import traitlets

from imrkit.course.catalog import Listed, catalog
from imrkit.errors import ImrkitError
from imrkit.facts.spelling import name_said
from imrkit.views.html.page import joined
from imrkit.views.widget import Widget

HERE = Path(__file__).parent


def rows() -> list[dict[str, Any]]:
    """The disputed items as a page may know them, whole charts first: nothing of how they end."""
    return [_row(one) for one in sorted(catalog(), key=lambda one: not one.told)]


def _row(one: Listed) -> dict[str, Any]:
    return {
        "case": one.case,
        "item": one.item,
        "request": one.request,
        "patient": one.patient,
        "part": one.part,
        "parts": one.parts,
        "family": name_said(one.family),
        "length": one.difficulty,
        "told": one.told,
        "verdict": one.settled,
        "follows": one.follows,
        "number": one.number,
        "words": one.words,
    }


class Chooser(Widget):
    """Lets a learner choose a case.

    Args:
        choose: called with the name of the case and the number of the item.
        chosen: what is chosen already, if anything.
    """

    _esm = joined(Path("tools.js"), HERE / "choosing.js", HERE / "chooser.js")
    _css = joined(Path("style.css"), HERE / "lesson.css", HERE / "chooser.css")
    rows: Any = traitlets.List().tag(sync=True)
    chosen = traitlets.Dict().tag(sync=True)

    def __init__(
        self, choose: Callable[[str, str], None], chosen: tuple[str, str] | None = None
    ) -> None:
        self._choose = choose
        told = {"case": chosen[0], "item": chosen[1]} if chosen else {}
        super().__init__(rows=rows(), chosen=told)
        self.on_msg(self._heard)

    def __repr__(self) -> str:
        return f"Chooser of {len(self.rows)} disputed items"

    def _repr_mimebundle_(self, **asked: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**asked)
        if bundle is not None:
            said = "Choose Run, then Run All Cells; then a case can be chosen here."
            bundle[0]["text/html"] = f"<p><em>{said}</em></p>"
            bundle[0]["text/plain"] = repr(self)
        return bundle

    def _heard(self, _: object, content: object, _buffers: object) -> None:
        """Choose what the page asks for; it may send anything."""
        if not isinstance(content, dict):
            return
        case, item = str(content.get("case", "")), str(content.get("item", ""))
        if (case, item) in {(one.case, one.item) for one in catalog()}:
            try:
                self._choose(case, item)
            except ImrkitError:
                return
            self.chosen = {"case": case, "item": item}
