"""The rule book's page in a real browser: both themes, a narrow window, the keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from imrkit.views.rulebook.page import rule_book_page
from imrkit.views.rulebook.shown import chapter_named
from tests.browser.jupyter import axe_violations

PARTS = ("acupuncture", "opioids", "postsurgical", "labor_code")
"""The guidelines in the page that is tried: some of every kind, for the whole is long."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("book") / "book.html"
    page = rule_book_page(tuple(chapter_named(name) for name in PARTS))
    path.write_text(page, encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_and_fits_a_narrow_window(
    browser: Browser, address: str, scheme: Literal["light", "dark"]
) -> None:
    """The checker finds nothing in either theme; nothing is loaded; nothing is cut off."""
    page = browser.new_page(viewport={"width": 420, "height": 800}, color_scheme=scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    assert axe_violations(page, "body") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 420
    assert asked == [address]
    page.close()


def test_a_rule_is_reached_by_keyboard_alone(browser: Browser, address: str) -> None:
    """Open a guideline in the contents, go to its first rule, and it is what one sees."""
    page = browser.new_page()
    page.goto(address)
    page.locator("nav summary", has_text="Opioids").press("Enter")
    for _ in range(2):  # past the guideline's editions to its first rule
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#opioids-2016-opioids")
    box = page.locator("#opioids-2016-opioids h3").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 200
    page.close()
