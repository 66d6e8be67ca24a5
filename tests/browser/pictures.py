"""Takes the two pictures of the README in a real JupyterLab: `make pictures`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from imrkit.files.folders import notebooks_dir
from tests.browser.jupyter import (
    PATIENCE,
    Lab,
    open_notebook,
    run_all,
    running_browser,
    running_lab,
)

SIZE = {"width": 1120, "height": 760}
EXPLORER = 'import imrkit\nimrkit.explore("flagship")'


def lesson(page: Page, lab: Lab) -> Locator:
    """A question of the lesson on the flagship, answered, with the reply to a wrong answer."""
    open_notebook(page, lab, lab.add(notebooks_dir() / "course" / "lesson04.ipynb"))
    asked = page.locator("[data-exercise=l04-choice-part]")
    expect(asked).to_be_visible(timeout=PATIENCE)
    asked.get_by_role("radio", name="Two to three visits").check()
    asked.get_by_role("button", name="Check", exact=True).click()
    expect(asked.locator(".said")).to_be_visible(timeout=PATIENCE)
    return asked


def explorer(page: Page, lab: Lab) -> Locator:
    """The explorer, with three visits asked for instead of six."""
    open_notebook(page, lab, lab.write("explorer.ipynb", EXPLORER))
    run_all(page)
    shown = page.locator(".imrkit-explorer").first
    shown.get_by_label("Visits requested, number of visits").fill("3")
    expect(shown.locator(".changed-facts")).to_contain_text("3 visits")
    return shown


def take(browser: Browser, lab: Lab, folder: Path) -> None:
    """Take both pictures.

    Args:
        browser: a browser.
        lab: a running JupyterLab.
        folder: where the pictures go.
    """
    for show in (lesson, explorer):
        page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
        show(page, lab).evaluate("it => it.scrollIntoView({ block: 'start' })")
        page.wait_for_function("() => document.fonts.status === 'loaded'")
        page.screenshot(path=folder / f"{show.__name__}.png", animations="disabled")
        page.close()


if __name__ == "__main__":
    with (
        tempfile.TemporaryDirectory() as work,
        running_lab(Path(work)) as lab,
        running_browser() as browser,
    ):
        take(browser, lab, Path(sys.argv[1]))
