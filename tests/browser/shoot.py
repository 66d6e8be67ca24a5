"""Take a picture of every screenful of a notebook, as JupyterLab shows it after running it.

python -m tests.browser.shoot notebooks/course/lesson.ipynb pictures/
python -m tests.browser.shoot lesson.ipynb pictures/ --dark --width 800
"""

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.jupyter import (
    CellFailed,
    open_notebook,
    run_all,
    running_browser,
    running_lab,
    settle,
)

# Scrolls one screenful on; false when the end of the last cell is in sight already.
SCROLL_ON = """view => {
    const last = window.jupyterapp.shell.currentWidget.content.widgets.at(-1).node;
    const floor = view.getBoundingClientRect().bottom;
    if (last.isConnected && last.getBoundingClientRect().bottom <= floor) return false;
    const before = view.scrollTop;
    view.scrollBy(0, view.clientHeight - 40);
    return view.scrollTop > before;
}"""


def main() -> None:
    """Read the command line and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebook", type=Path)
    parser.add_argument("outdir", type=Path)
    parser.add_argument("--dark", action="store_true", help="JupyterLab's dark theme")
    parser.add_argument("--width", type=int, default=1280, help="of the window (default 1280)")
    parser.add_argument("--height", type=int, default=900, help="of the window (default 900)")
    parser.add_argument("--no-run", action="store_true", help="show it as saved, without running")
    parser.add_argument("--sidebar", action="store_true", help="leave the file browser open")
    ask = parser.parse_args()
    ask.outdir.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_lab(Path(folder), dark=ask.dark) as lab,
        running_browser() as browser,
    ):
        page = browser.new_page(viewport={"width": ask.width, "height": ask.height})
        page.on("pageerror", lambda error: print("page error:", error))
        open_notebook(page, lab, lab.add(ask.notebook))
        if not ask.sidebar:
            page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
        if not ask.no_run:
            try:
                run_all(page)
            except CellFailed as error:
                print("a cell failed:", error)
        stem = f"{ask.notebook.stem}-{'dark' if ask.dark else 'light'}-{ask.width}"
        for picture in shoot(page, ask.outdir, stem):
            print(picture)


def shoot(page: Page, outdir: Path, stem: str) -> list[Path]:
    """Scroll the open notebook from top to end; save a picture of each screenful."""
    view = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer")
    view.evaluate("view => view.scrollTo(0, 0)")
    pictures: list[Path] = []
    while True:
        settle(page)
        pictures.append(outdir / f"{stem}-{len(pictures) + 1:02}.png")
        page.screenshot(path=pictures[-1])
        if not view.evaluate(SCROLL_ON):
            return pictures


if __name__ == "__main__":
    main()
