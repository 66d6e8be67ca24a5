"""A determination shown in a notebook is readable and usable in light, dark, wide and narrow."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.jupyter import Lab, axe_violations, dark, screenshot, show

SHOW = """
from imrkit import determine
from imrkit.views.html.page import show
show(determine("flagship")[0])
"""
CHARTS = """
from imrkit import determine
from imrkit.views.html.chart import chart
from imrkit.views.html.page import Page
from imrkit.whatif.maps import outcome_map
(found,) = determine("flagship")
Page("a chart", chart(outcome_map(found, "visits_requested", "visits_completed")))
"""
DIAGRAM = """
from imrkit import determine
from imrkit.views.diagram import as_mermaid
from IPython.display import display
display(as_mermaid(determine("flagship")[0]), raw=True)
"""


def shown(page: Page, lab: Lab, *cells: str, width: int = 1280) -> Locator:
    """Run cells in a notebook as wide as asked; return what the last one shows."""
    page.set_viewport_size({"width": width, "height": 900})
    show(page, lab, "shown.ipynb", *cells)
    return page.locator(".jp-OutputArea-output").last


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('.imr details').forEach(d => d.open = true)")


def test_the_result_is_read_first(desk: Page, lab: Lab) -> None:
    output = shown(desk, lab, SHOW)
    expect(output.locator(".imr-outcome")).to_contain_text("Upheld")
    expect(output.locator(".imr-outcome")).to_contain_text("goes against one criterion")


def test_folded_parts_unfold_by_keyboard(desk: Page, lab: Lab) -> None:
    output = shown(desk, lab, SHOW)
    summary = output.get_by_text("The rationale in prose")
    inside = output.get_by_text("carries the burden of showing")
    expect(inside).to_be_hidden()
    summary.focus()
    desk.keyboard.press("Enter")
    expect(inside).to_be_visible()


def test_nothing_is_cut_off_in_a_narrow_pane(desk: Page, lab: Lab) -> None:
    output = shown(desk, lab, SHOW, width=620)
    unfold(desk)
    section = output.locator("section.imr")
    assert section.evaluate("e => e.scrollWidth <= e.clientWidth")
    screenshot(desk, "html-narrow")


def test_the_accessibility_checker_finds_nothing_wrong_in_light_and_dark(
    desk: Page, lab: Lab
) -> None:
    shown(desk, lab, SHOW, CHARTS)
    unfold(desk)
    screenshot(desk, "html-light")
    assert axe_violations(desk, ".imr") == []
    with dark(desk):
        screenshot(desk, "html-dark")
        assert axe_violations(desk, ".imr") == []


def test_jupyterlab_draws_the_diagram_by_itself(desk: Page, lab: Lab) -> None:
    output = shown(desk, lab, DIAGRAM)
    expect(output.locator("img, svg").first).to_be_visible()
    screenshot(desk, "html-diagram")
