"""The rule book's page in a real browser: both themes, a narrow window, the keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from imrkit.views.rulebook.page import rule_book_page
from imrkit.views.rulebook.shown import chapter_named
from tests.browser.jupyter import PATIENCE, Lab, axe_violations, open_notebook

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


def test_a_rule_is_found_by_its_words(browser: Browser, address: str) -> None:
    """Words of a rule's criteria find it too; the result is announced, and leads to the rule."""
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    box = page.get_by_label("Search the rules")
    box.fill("24 visits cap 4604")
    links = page.locator(".imr-search a")
    expect(links).to_have_text(["24-visit cap, 4604.5", "24-visit cap, 4604.5 (2004)"])
    expect(page.locator(".imr-search [role=status]")).to_have_text("2 rules have these words.")
    links.first.press("Enter")
    assert page.url.endswith("#labor-code-visit-cap")
    box.fill("no such words")
    expect(page.locator(".imr-search [role=status]")).to_have_text("No rule has these words.")
    assert asked == [address]
    page.close()


def test_in_jupyterlab_a_treatment_leads_to_its_rule_and_words_find_it(
    page: Page, lab: Lab
) -> None:
    """JupyterLab draws only what is in sight; the rule lies far below, and is opened there."""
    panel = open_notebook(page, lab, "rule_book.ipynb")
    page.locator(".imr summary", has_text="Acupuncture").first.click()
    page.get_by_role("link", name="Acupuncture, 2007", exact=True).click()
    rule = panel.locator("details[open]:has(> span#acupuncture-2009-acupuncture)")
    expect(rule.locator("summary").first).to_be_focused(timeout=PATIENCE)
    expect(rule).to_be_in_viewport()
    page.evaluate("() => window.jupyterapp.shell.currentWidget.content.scrollToItem(0, 'start')")
    box = page.get_by_label("Search the rules")
    box.fill("24 visits cap 4604")
    expect(page.locator(".imr-search [role=status]")).to_have_text("2 rules have these words.")
    page.locator(".imr-search a").first.press("Enter")
    found = panel.locator("details[open]:has(> span#labor-code-visit-cap)")
    expect(found.locator("summary").first).to_be_focused(timeout=PATIENCE)
    expect(found).to_be_in_viewport()


def test_in_jupyterlab_it_is_a_page_to_read(page: Page, lab: Lab) -> None:
    """No code, no tools that change a notebook, nothing to save."""
    panel = open_notebook(page, lab, "rule_book.ipynb")
    expect(page.locator(".imr summary", has_text="Acupuncture").first).to_be_visible()
    for hidden in (".jp-InputPlaceholder", ".jp-OutputPrompt", "[data-jp-item-name=cut]"):
        expect(panel.locator(hidden).first).to_be_hidden()
    dirty = "() => window.jupyterapp.shell.currentWidget.context.model.dirty"
    assert page.evaluate(dirty) is False


def test_a_printed_page_shows_what_is_folded(browser: Browser, address: str) -> None:
    """On paper nothing can be unfolded; the box to search in is left out."""
    page = browser.new_page()
    page.goto(address)
    drawing = page.locator("svg.imr-diagram").first
    expect(drawing).to_be_hidden()
    page.emulate_media(media="print")
    expect(drawing).to_be_visible()
    expect(page.get_by_label("Search the rules")).to_be_hidden()
    page.close()


def test_criteria_are_as_wide_as_the_page(browser: Browser, address: str) -> None:
    """No drawing takes half of the line."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    article = page.locator("article").first.bounding_box()
    listed = page.locator("article ul.imr-list").first.bounding_box()
    assert article is not None
    assert listed is not None
    assert listed["width"] > 0.95 * article["width"]
    page.close()
