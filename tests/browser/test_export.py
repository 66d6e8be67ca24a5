"""Notebooks exported by nbconvert are read without a network, and print whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from nbconvert import HTMLExporter
from playwright.sync_api import Browser, Page, expect

from imrkit.files.folders import notebooks_dir


@pytest.fixture
def offline(browser: Browser) -> Iterator[Page]:
    """A page to which nothing but files of this computer is given."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.route("**/*", lambda r: r.continue_() if r.request.url.startswith("file:") else r.abort())
    yield page
    context.close()


def exported(name: str, folder: Path) -> str:
    exporter = HTMLExporter()  # type: ignore[no-untyped-call]
    html, _ = exporter.from_filename(str(notebooks_dir() / "course" / f"{name}.ipynb"))
    file = folder / f"{name}.html"
    file.write_text(html, encoding="utf-8")
    return file.as_uri()


def test_the_exported_rule_book_is_searched_and_its_links_open_what_is_folded(
    offline: Page, tmp_path: Path
) -> None:
    offline.goto(exported("rule_book", tmp_path), wait_until="domcontentloaded")
    offline.get_by_label("Search the rules").fill("24-visit cap 4604.5")
    link = offline.locator(".imr-search a").first
    expect(link).to_have_text("24-visit cap, 4604.5")
    link.click()
    rule = offline.locator("details:has(#labor-code-visit-cap)")
    expect(rule.get_by_text("reaches injuries from 2004 on")).to_be_visible()
    colors = "getComputedStyle(document.querySelector('.imr-status')).borderRadius"
    assert offline.evaluate(colors) == "9px", "it has its stylesheet"


def test_the_exported_lesson_asks_its_questions_and_gives_nothing_away(
    offline: Page, tmp_path: Path
) -> None:
    offline.goto(exported("lesson04", tmp_path), wait_until="domcontentloaded")
    expect(offline.get_by_text("Would you let the denial stand").first).to_be_visible()
    expect(offline.get_by_text("To answer here, choose Run").first).to_be_visible()
    told = offline.locator("body").inner_text()
    assert "object at 0x" not in told
    assert "Published: upheld" not in told, "what is sealed stays out of the file"
