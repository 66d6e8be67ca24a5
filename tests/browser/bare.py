"""One exercise in a bare page: its script and style, and Python to answer it, without JupyterLab.

What the page sends goes to the widget's own Python, so that all is real but the kernel between
them; it takes a second where JupyterLab takes twenty.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from imrkit.views.exercise import ExerciseView, Keeper

HTML = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Exercise</title>
<style>:root {{ color-scheme: {scheme}; }}
body {{ margin: 0; padding: 12px; background: {ground}; {theme} }}
{style}</style></head><body data-jp-theme-light="{light}"><main></main></body></html>"""
DARK = (
    "--jp-ui-font-color0: #fff; --jp-ui-font-color1: #dfe2e8; --jp-border-color2: #3d424c; "
    "--jp-layout-color0: #111; --jp-layout-color1: #16181c; --jp-layout-color2: #22252b;"
)
MODEL = """async ({esm, data}) => {
    const url = URL.createObjectURL(new Blob([esm], {type: "text/javascript"}));
    const {default: widget} = await import(url);
    const heard = [];
    const model = {
        get: name => data[name],
        on: (name, act) => name === "change:state" && heard.push(act),
        off: () => {},
        send: content => window.ask(content).then(state => {
            data.state = state;
            heard.forEach(act => act());
        }),
    };
    widget.render({model, el: document.querySelector("main")});
}"""


class Bare:
    """A page with one exercise.

    Args:
        page: a page of the browser.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.view: ExerciseView | None = None
        page.expose_function("ask", self._asked)

    def begin(self, folder: Path) -> None:
        """Have answered nothing yet; answers are kept in a folder from now on."""
        self.folder = folder
        self.sent: list[dict[str, Any]] = []

    def open(
        self, exercise: str, seed: int = 0, *, dark: bool = False, width: int = 1100
    ) -> Locator:
        """Show an exercise, as somebody who opens the lesson anew; returns its section."""
        self.view = ExerciseView(exercise, seed, Keeper(self.folder / "answers.jsonl"))
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.goto("about:blank")
        self.page.set_content(
            HTML.format(
                scheme="dark" if dark else "light",
                ground="#111" if dark else "#fff",
                theme=DARK if dark else "",
                light="false" if dark else "true",
                style=self.view._css,
            )
        )
        data = {"question": self.view.question, "state": self.view.state}
        self.page.evaluate(MODEL, {"esm": self.view._esm, "data": data})
        return self.page.locator(".imr-exercise")

    def _asked(self, content: dict[str, Any]) -> dict[str, Any]:
        assert self.view is not None
        self.sent.append(content)
        self.view._heard(None, content, None)
        return dict(self.view.state)

    @contextmanager
    def answered(self) -> Iterator[None]:
        """Wait until Python has answered all that is entered inside the block."""
        before = len(self.sent)
        yield
        for _ in range(20):
            count = len(self.sent)
            self.page.wait_for_timeout(700)
            if before < count == len(self.sent):
                return
        raise AssertionError("the page sent nothing, or does not stop sending")

    def key(self) -> dict[str, Any]:
        """The right answer, by the ids of the question."""
        from imrkit.exercises.asking import key

        assert self.view is not None
        sitting = self.view.sitting
        right = key(sitting.exercise, sitting.seed).right
        return sitting.question.told({of: tuple(sorted(some)) for of, some in right.items()})
