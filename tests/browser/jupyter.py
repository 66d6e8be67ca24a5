"""A real JupyterLab and a real Chromium, for the browser tests and for taking pictures.

JupyterLab is started as a learner starts it, through `imrkit.jupyter.lab`, in a folder of its own.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nbformat
from nbformat.sign import NotebookNotary
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from imrkit.jupyter.workfolder import private_folder

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 120_000  # milliseconds: the longest wait for a whole notebook to run
ASKING = """# {name}
import ipywidgets as widgets

def asking(name):
    box, button, said = widgets.Textarea(), widgets.Button(), widgets.HTML()
    box.description, button.description = name, "Count"
    button.on_click(lambda _: setattr(said, "value", f"{{len(box.value)}} letters."))
    return widgets.VBox([box, button, said])

asking("{name}")
"""
REPLACE = """([base, name, cells]) => {
    const panel = window.jupyterapp?.shell.currentWidget;
    if (!location.href.startsWith(base) || panel?.context?.path !== name) return false;
    const notebook = panel.model.sharedModel;
    notebook.deleteCellRange(0, notebook.cells.length);
    notebook.insertCells(0, cells.map(source => ({cell_type: "code", source})));
    return true;
}"""
CLEAR = """async base => {
    const app = window.jupyterapp;
    if (!app || !window.openedOnce || !location.href.startsWith(base)) return false;
    // What is hidden goes first: it would come into sight, and break if it were closed meanwhile.
    const open = [...app.shell.widgets('main')].sort((a, b) => a.isVisible - b.isVisible);
    for (const widget of open) widget.dispose();
    await app.serviceManager.sessions.shutdownAll();
    return true;
}"""
# A command may give back a widget of JupyterLab, which cannot be told to the test: only its end is.
EXECUTE = """async ([command, args]) => {
    await window.jupyterapp.commands.execute(command, args);
}"""
EMPTY = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
START = """
import sys
from pathlib import Path
from jupyterlab.labapp import LabApp
from imrkit.jupyter import lab
if sys.argv[3:] == ["plain"]:
    lab.EXTENSIONS = Path(sys.argv[1], "none")
LabApp.expose_app_in_browser = True
sys.exit(lab.open_lab("empty", folder=Path(sys.argv[1]), port=int(sys.argv[2]), browser=False))
"""


def find_chromium() -> str | None:
    """Path of the installed Chromium (or of the one that `IMRKIT_CHROMIUM` names), if any."""
    named = os.environ.get("IMRKIT_CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


class Lab:
    """A running JupyterLab: its working folder and its address."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder
        self.base, _, self.token = address.partition("?token=")
        self.base = self.base.partition("/lab/")[0]

    def add(self, notebook: Path) -> str:
        """Copy a notebook into the working folder; returns its name there."""
        shutil.copyfile(notebook, self.folder / notebook.name)
        return notebook.name

    def write(self, name: str, *cells: str) -> str:
        """Write a notebook with these code cells into the working folder; returns its name."""
        notebook = EMPTY | {"cells": [_code_cell(i, cell) for i, cell in enumerate(cells)]}
        notebook["metadata"] = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        (self.folder / name).write_text(json.dumps(notebook), encoding="utf-8")
        return name

    def lesson(self, name: str, *, signed: bool = True) -> str:
        """Write a long lesson that opens ready; returns its name there.

        Above and below it asks for notes; what is written there lives in the kernel alone.

        Args:
            name: the file's name, without its ending.
            signed: sign it, as imrkit does with what it puts there.
        """
        lesson = nbformat.v4.new_notebook(  # type: ignore[no-untyped-call]
            cells=[
                nbformat.v4.new_markdown_cell(f"# The lesson {name}"),  # type: ignore[no-untyped-call]
                *(_asking("First notes"), *_long_text(12), _asking("Last notes"), *_long_text(2)),
            ],
            metadata={
                "imrkit": {"lesson": name},
                "kernelspec": {"name": "python3", "display_name": "Python 3"},
            },
        )
        for cell in lesson.cells:
            cell.metadata.update(deletable=False, editable=False)
        path = self.folder / f"{name}.ipynb"
        nbformat.write(lesson, path)  # type: ignore[no-untyped-call]
        if signed:
            data = private_folder(self.folder) / "data"
            notary = NotebookNotary(data_dir=str(data))  # type: ignore[no-untyped-call]
            notary.sign(lesson)  # type: ignore[no-untyped-call]
            notary.store.close()
        return path.name

    def url(self, name: str) -> str:
        """Address of a notebook, in a workspace of its own so that nothing else is open."""
        workspace = quote(Path(name).stem)
        return f"{self.base}/lab/workspaces/{workspace}/tree/{quote(name)}?token={self.token}&reset"


def free_port() -> int:
    """A port that nobody is using, picked at random by the system."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_lab(folder: Path, *, dark: bool = False, plain: bool = False) -> Iterator[Lab]:
    """JupyterLab in `folder`, on a free port, until the end of the `with` block.

    Args:
        folder: the working folder.
        dark: in its dark theme.
        plain: without imrkit's extension.
    """
    private = private_folder(folder)
    _write_json(
        private / "settings/@jupyterlab/apputils-extension/themes.jupyterlab-settings",
        {"theme": "JupyterLab Dark" if dark else "JupyterLab Light"},
    )
    _write_json(folder / "empty.ipynb", EMPTY)
    server = subprocess.Popen(
        [sys.executable, "-c", START, str(folder), str(free_port()), *["plain"] * plain],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"IMRKIT_NO_BROWSER": "1"},
    )
    assert server.stdout
    try:
        said = []
        for line in server.stdout:
            said.append(line)
            if "http://" in line:
                yield Lab(folder, line.split()[-1])
                return
        raise RuntimeError(f"JupyterLab did not start: {''.join(said)}")
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=CHROMIUM_FLAGS, headless=True
        )
        try:
            yield browser
        finally:
            browser.close()


def open_notebook(page: Page, lab: Lab, name: str) -> Locator:
    """Open a notebook of the working folder and wait until its kernel is ready.

    Returns the notebook's panel.
    """
    page.goto(lab.url(name))
    panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(panel).to_be_visible(timeout=PATIENCE)
    wait_idle(page)
    page.evaluate("() => { window.openedOnce = true; }")
    return panel


def open_anew(page: Page, lab: Lab, name: str) -> Locator:
    """Open a notebook where nothing else is open, with a kernel of its own, until it is ready.

    JupyterLab is only loaded if the page does not have it yet: that takes longer than all else.
    It is loaded, too, where a test reloaded the page: JupyterLab then opens the notebook of the
    address a second time, some time after it put it back, and so on top of the one asked for.

    Returns the notebook's panel.
    """
    if not page.evaluate(CLEAR, f"{lab.base}/"):
        return open_notebook(page, lab, name)
    execute(page, "docmanager:open", path=name)
    panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(panel).to_be_visible(timeout=PATIENCE)
    wait_idle(page)
    return panel


def execute(page: Page, command: str, **args: object) -> None:
    """Do one of JupyterLab's commands, to its end."""
    page.evaluate(EXECUTE, [command, args])


def in_sight(page: Page) -> object:
    """The path of the notebook in sight; None where there is none."""
    return page.evaluate("() => window.jupyterapp?.shell.currentWidget?.context?.path")


@contextmanager
def dark(page: Page) -> Iterator[None]:
    """JupyterLab in its dark theme until the end of the `with` block, by its own command."""
    _set_theme(page, dark=True)
    try:
        yield
    finally:
        _set_theme(page, dark=False)


def _set_theme(page: Page, *, dark: bool) -> None:
    execute(page, "apputils:change-theme", theme=f"JupyterLab {'Dark' if dark else 'Light'}")
    light = "false" if dark else "true"
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", light, timeout=PATIENCE)
    settle(page)


def show(page: Page, lab: Lab, name: str, *cells: str) -> Locator:
    """Run a notebook of these cells; where it is open already, it only gets these cells.

    Returns the notebook's panel.
    """
    panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    if not page.evaluate(REPLACE, [f"{lab.base}/", name, list(cells)]):
        panel = open_anew(page, lab, lab.write(name, *cells))
    run_all(page)
    return panel


def open_lesson(page: Page, lab: Lab, name: str) -> Locator:
    """Open a lesson that runs by itself, and wait until it is ready.

    Returns the notebook's panel.
    """
    page.goto(lab.url(name))
    return wait_ready(page)


def wait_ready(page: Page) -> Locator:
    """Wait until the lesson in sight has run by itself; returns its panel."""
    panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(panel).to_have_attribute("data-imrkit", "ready", timeout=PATIENCE)
    settle(page)
    return panel


def run_all(page: Page) -> None:
    """Run every cell of the open notebook and wait until the kernel is idle again.

    Raises CellFailed with what the cell printed when one ends in an error.
    """
    page.evaluate(
        """() => {
            window.ran = undefined;
            window.jupyterapp.commands.execute('notebook:run-all-cells')
                .then(ok => window.ran = ok, () => window.ran = false);
        }"""
    )
    page.wait_for_function("() => window.ran !== undefined", timeout=PATIENCE)
    if not page.evaluate("() => window.ran"):
        errors = page.locator('.jp-OutputArea-output[data-mime-type$="stderr"]')
        raise CellFailed("\n".join(errors.all_inner_texts()))
    wait_idle(page)


class CellFailed(AssertionError):
    """A cell of the notebook ended in an error."""


def wait_idle(page: Page) -> None:
    """Wait until the open notebook's kernel is connected and has nothing left to do."""
    page.wait_for_function(
        """() => {
            const session = window.jupyterapp?.shell.currentWidget?.sessionContext;
            const kernel = session?.session?.kernel;
            return session?.isReady && kernel?.connectionStatus === 'connected'
                && kernel.status === 'idle' && !kernel.hasPendingInput;
        }""",
        timeout=PATIENCE,
    )
    settle(page)


def settle(page: Page) -> None:
    """Wait until what was asked for is painted: fonts, and two frames of the browser."""
    page.evaluate(
        """async () => {
            await document.fonts.ready;
            for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
        }"""
    )


def screenshot(page: Page, name: str) -> Path | None:
    """Save a picture of the page into the folder that `IMRKIT_SHOTS` names, if it is set."""
    folder = os.environ.get("IMRKIT_SHOTS")
    if not folder:
        return None
    picture = Path(folder) / f"{name}.png"
    picture.parent.mkdir(parents=True, exist_ok=True)
    settle(page)
    page.screenshot(path=picture)
    return picture


def axe_violations(page: Page, selector: str) -> list[str]:
    """What the axe accessibility checker finds wrong inside `selector`, one line each."""
    from axe_playwright_python.sync_playwright import Axe

    found: dict[str, Any] = Axe().run(page, context=selector).response
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']}: {node['html'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def _asking(name: str) -> Any:
    """A cell that asks for a text and counts its letters, with what was saved of it."""
    saved = nbformat.v4.new_output(  # type: ignore[no-untyped-call]
        "display_data", {"text/html": f"<p>{name}, as saved</p>", "text/plain": name}
    )
    return nbformat.v4.new_code_cell(  # type: ignore[no-untyped-call]
        ASKING.format(name=name), outputs=[saved], metadata={"jupyter": {"source_hidden": True}}
    )


def _long_text(count: int) -> list[Any]:
    lines = "\n\n".join("A sentence that takes up a line of the page." for _ in range(12))
    return [nbformat.v4.new_markdown_cell(lines) for _ in range(count)]  # type: ignore[no-untyped-call]


def _code_cell(number: int, source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": f"cell-{number}",
        "metadata": {},
        "outputs": [],
        "source": source,
    }


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")


def restart(page: Page) -> None:
    """Start the kernel of the open notebook anew; returns at once."""
    page.evaluate(
        "() => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart(); }"
    )
