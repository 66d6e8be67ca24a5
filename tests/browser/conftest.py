"""Fixtures of the browser tests: a running JupyterLab, a browser, and a page that behaves.

Where there is no Chromium these tests skip and say so, unless `IMRKIT_REQUIRE_BROWSER` is set.
`IMRKIT_SHOTS` names a folder for pictures.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, Request, ViewportSize

from tests.browser.bare import Bare
from tests.browser.jupyter import Lab, find_chromium, running_browser, running_lab

HERE = Path(__file__).parent
SLOW = "[anywidget] Failed to initialize model."
"""Said on a slow computer; our widgets hear Python all the same (`hear` in tools.js)."""
USUAL: ViewportSize = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a browser test."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium. (For one module only: it keeps an event loop running all the while.)"""
    if not find_chromium():
        missing = "no Chromium or Chrome is installed, so nothing is tried in a real browser"
        if os.environ.get("IMRKIT_REQUIRE_BROWSER"):
            pytest.fail(f"{missing}, though IMRKIT_REQUIRE_BROWSER asks for it")
        pytest.skip(missing)
    with running_browser() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab in its light theme, with the course's lessons in its folder."""
    with running_lab(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture(scope="session")
def dark_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab in its dark theme, with the course's lessons in its folder."""
    with running_lab(tmp_path_factory.mktemp("dark_lab"), dark=True) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page, with nothing of an earlier test; see `watched`.

    Set another width with `page.set_viewport_size`.
    """
    with watched(browser) as opened:
        yield opened


@pytest.fixture(scope="module")
def kept(browser: Browser) -> Iterator[Page]:
    """One page for a whole module; tests get it as `desk`."""
    with watched(browser) as opened:
        yield opened


@pytest.fixture
def desk(kept: Page) -> Page:
    """One page for all tests of a module that `show` something or `open_anew`; see `watched`.

    It spares them the start of JupyterLab, which takes longer than most of what they try.
    """
    kept.set_viewport_size(USUAL)
    return kept


@pytest.fixture(scope="module")
def sheet(kept: Page) -> Bare:
    """One page for all tests of a module that show an exercise by itself; they get it as `bare`."""
    return Bare(kept)


@pytest.fixture
def bare(sheet: Bare, tmp_path: Path) -> Bare:
    """A page for one exercise, which nobody has answered yet."""
    sheet.begin(tmp_path)
    return sheet


@contextmanager
def watched(browser: Browser) -> Iterator[Page]:
    """A page; fails in the end if a script on it broke, or if it asked the network for anything."""
    context = browser.new_context(viewport=USUAL)
    opened = context.new_page()
    broken: list[str] = []
    strayed: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            strayed.append(request.url)

    def breaks(error: Error) -> None:
        said = error.stack or str(error)
        if SLOW not in said:
            broken.append(said)

    opened.on("pageerror", breaks)
    opened.on("request", watch)
    yield opened
    context.close()
    assert not broken, "a script on the page broke"
    assert not strayed, "the page asked for something outside this computer"
