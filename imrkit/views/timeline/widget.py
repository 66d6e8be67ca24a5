"""The timeline as a Jupyter widget: dates can be moved, and all that follows is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import traitlets

from imrkit.errors import DataError, ImrkitError
from imrkit.facts.fact import EVER
from imrkit.process.timeline import Timeline
from imrkit.process.timeline import timeline as timeline_of
from imrkit.views.html.markup import Html
from imrkit.views.html.page import joined
from imrkit.views.html.reading import as_read, text_as_read
from imrkit.views.terminal.scale import EARLY
from imrkit.views.timeline.html import about, results_html
from imrkit.views.widget import Widget
from imrkit.words.timeline import INTRODUCTION, WORDS, event_said, summary

HERE = Path(__file__).parent


class TimelineExplorer(Widget):
    """A timeline whose dates can be moved.

    Args:
        timeline: the timeline to begin with.

    Attributes:
        timeline: the timeline on the dates as they stand; observe it to follow them.
    """

    _esm = joined(Path("tools.js"), HERE / "timeline.js")
    _css = joined(Path("style.css"), HERE / "timeline.css")
    timeline = traitlets.Instance(Timeline)
    view = traitlets.Dict().tag(sync=True)

    def __init__(self, timeline: Timeline) -> None:
        super().__init__(timeline=timeline, view=view_of(timeline, 0))
        self.on_msg(self._heard)

    def __repr__(self) -> str:
        stands: dict[str, int] = {}
        for row in self.timeline.rows:
            stands[row.standing] = stands.get(row.standing, 0) + 1
        told = ", ".join(f"{n} {word.lower()}" for s, word in WORDS.items() if (n := stands.get(s)))
        return f"Timeline of {self.timeline.case.name}, item {self.timeline.item.id}: {told}"

    def move(self, moves: Mapping[str, object]) -> None:
        """Show the timeline with some events on other days; those of the file with none."""
        self._show(moves, self.view["turn"] + 1)

    def _show(self, moves: Mapping[str, object], turn: int) -> None:
        now = self.timeline
        moved = timeline_of(
            now.case, now.item.id, moves=moves, settings=now.settings, book=now.book
        )
        self.timeline, self.view = moved, view_of(moved, turn)

    def _heard(self, _: object, content: object, _buffers: object) -> None:
        """Move what the page asks for; it may send anything."""
        if not isinstance(content, dict):
            return
        moves, turn = content.get("moves"), content.get("turn")
        if not isinstance(moves, dict) or type(turn) is not int:
            return
        try:
            self._show(moves, turn)
        except ImrkitError as error:
            problem = error.problem if isinstance(error, DataError) else str(error)
            self.view = {**self.view, "turn": turn, "problem": text_as_read(problem)}


def view_of(timeline: Timeline, turn: int) -> dict[str, Any]:
    """What the script shows of a timeline; `turn` is the question that it answers."""
    head = Html('<h3>{}</h3><p class="imr-meta">{}</p><p>{}</p>').format(
        timeline.item.request, about(timeline), INTRODUCTION
    )
    return {
        "turn": turn,
        "about": str(as_read(head)),
        "moves": {name: str(value) for name, value in timeline.moves.items()},
        "events": [
            {
                "name": event.name,
                "label": event.kind.label,
                "day": _iso(event.days.first) if event.days.settled else "",
                "hint": _iso(max(event.days.first, _hint(timeline))),
                "moved": event.origin == "you",
                "whence": text_as_read(
                    event_said(event)
                    if event.days.settled
                    else f"{event.shown}, {event_said(event)}"
                ),
            }
            for event in timeline.events.values()
        ],
        "problem": "",
        "said": text_as_read(summary(timeline)) if timeline.moves else "",
        "results": str(as_read(results_html(timeline))),
    }


def _hint(timeline: Timeline) -> int:
    """The day from which an event with an open date is moved: near the dispute."""
    dated: list[int] = [
        e.days.first for e in timeline.events.values() if e.dated and e.name not in EARLY
    ]
    return min(dated, default=EVER.first)


def _iso(day: int) -> str:
    return dt.date.fromordinal(day).isoformat()
