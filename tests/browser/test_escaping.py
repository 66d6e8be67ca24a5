"""No text of a case, rule or fact becomes code in a real browser, wherever it is shown."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from imrkit.determination.deciding import determine
from imrkit.views.html.chart import chart
from imrkit.views.html.markup import Html, join
from imrkit.views.html.page import as_html
from imrkit.views.rulebook.entries import chapters
from imrkit.views.rulebook.entry_html import entry_html
from imrkit.whatif.maps import outcome_map
from tests.browser.jupyter import Lab, open_notebook, run_all
from tests.support.stings import stung_case

ROOT = Path(__file__).resolve().parents[2]
START = f"""
import sys, tempfile
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from IPython.display import display
from imrkit.determination.deciding import determine
from imrkit.views.diagram import as_mermaid
from imrkit.views.explorer import explore
from imrkit.views.html.page import show
from imrkit.views.lesson import AnyCase
from imrkit.views.lesson.told import Told
from imrkit.views.html.parts import grounds_html
from tests.support.stings import STING, stung_case
(found,) = determine(stung_case(Path(tempfile.mkdtemp())))
show(found)
"""
ASKING = """
display(AnyCase(found.case).whole())
display(Told(grounds_html(found)))
"""
DRAWN = "display(as_mermaid(found), raw=True)"


def unhurt(page: Page) -> None:
    """Nothing of a text ran, and no element came of it."""
    assert page.evaluate("window.stung") is None
    assert page.locator("img[src='x'], svg[onload], script:text('stung')").count() == 0


def test_a_page_shows_every_text_as_it_is_written(browser: Browser, tmp_path: Path) -> None:
    case = stung_case(tmp_path)
    (found,) = determine(case)
    entries = [e for chapter in chapters(case.book) for e in chapter.entries]
    whole = join(
        [
            as_html(found),
            chart(outcome_map(found, "visits", "helped")),
            *(Html('<div class="imr">{}</div>').format(entry_html(e, {})) for e in entries),
        ]
    )
    file = tmp_path / "page.html"
    file.write_text(f"<!doctype html><meta charset=utf-8><body>{whole}</body>", encoding="utf-8")
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    unhurt(page)
    assert asked == [file.as_uri()]
    assert page.evaluate("document.body.innerText").count("<img src=x onerror=") > 20
    inside = "[...document.querySelectorAll('bdi')].every(part => part.closest('svg') === null)"
    assert page.evaluate(inside)
    page.close()


def test_the_direction_of_a_text_stays_its_own(browser: Browser, tmp_path: Path) -> None:
    """A text from right to left does not turn what stands beside it."""
    (found,) = determine(stung_case(tmp_path))
    page = browser.new_page()
    page.set_content(str(as_html(found)))
    assert page.locator("h3 > bdi").count() == 1
    assert "\u202e" not in page.content()
    page.close()


def test_no_view_in_jupyterlab_runs_a_text(page: Page, lab: Lab) -> None:
    page.set_viewport_size({"width": 1280, "height": 9000})
    open_notebook(page, lab, lab.write("stung.ipynb", START, ASKING, DRAWN, "explore(found.case)"))
    run_all(page)
    expect(page.locator(".imrkit-explorer h2")).to_contain_text("<img src=x")
    exercise = page.locator(".imr-exercise").first
    expect(exercise).to_contain_text("<img src=x")
    expect(page.locator(".imr .imr-grounds").first).to_be_visible()
    expect(page.locator(".jp-RenderedMermaid img, .jp-RenderedMermaid svg").first).to_be_visible()
    expect(page.locator(".jp-RenderedMermaid.jp-mod-warning")).to_have_count(0)
    unhurt(page)
