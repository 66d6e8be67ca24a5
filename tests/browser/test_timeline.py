"""The timeline in a real JupyterLab: dates are moved by keyboard, and all that follows is shown."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.jupyter import (
    Lab,
    axe_violations,
    dark,
    restart,
    screenshot,
    show,
)
from tests.support.letter import LETTER

CELL = f"import imrkit\nfound = imrkit.timeline({LETTER!r})\nfound"


def opened(page: Page, lab: Lab, width: int = 1280) -> Locator:
    page.set_viewport_size({"width": width, "height": 900})
    show(page, lab, "timeline.ipynb", CELL)
    found = page.get_by_role("region", name="Timeline", exact=True)
    expect(found.get_by_role("heading", name="MRI of the lumbar spine")).to_be_visible()
    return found


def test_a_date_typed_in_moves_an_event_and_its_deadlines(desk: Page, lab: Lab) -> None:
    found = opened(desk, lab)
    limits = found.locator(".imr-clocks").first
    expect(limits).to_contain_text("In time. Apply for independent medical review.")
    found.get_by_label("Utilization review decision", exact=True).fill("2016-11-28")
    found.get_by_label("Decision served", exact=True).fill("2016-11-30")
    expect(limits).to_contain_text("Late. Apply for independent medical review.")
    found.get_by_role("button", name="Back to the dates of the file").click()
    expect(limits).to_contain_text("In time. Apply for independent medical review.")


def test_a_key_on_a_button_moves_an_event_by_a_day(desk: Page, lab: Lab) -> None:
    """The button keeps the focus, so that a key can be pressed again."""
    found = opened(desk, lab)
    later = found.get_by_role("button", name="Decision served: one day later")
    later.focus()
    for _ in range(2):
        desk.keyboard.press("Enter")
        desk.wait_for_timeout(300)
    expect(found.get_by_label("Decision served", exact=True)).to_have_value("2017-01-05")
    expect(later).to_be_focused()


def test_an_order_that_cannot_be_is_told_and_changes_nothing(desk: Page, lab: Lab) -> None:
    found = opened(desk, lab)
    found.get_by_label("Application for IMR", exact=True).fill("2017-06-01")
    expect(found.get_by_role("alert")).to_contain_text("move determination too")
    expect(found.locator(".imr-clocks").first).to_contain_text("In time. Apply for")


def test_the_timeline_can_be_read_without_seeing_it(desk: Page, lab: Lab) -> None:
    """The drawing has its words, controls have names, and axe finds nothing."""
    found = opened(desk, lab)
    for summary in found.locator("summary").all():
        summary.click()
    expect(found.get_by_role("img")).to_have_accessible_name("Timeline of MRI of the lumbar spine")
    assert not axe_violations(desk, ".imr")
    screenshot(desk, "timeline")


def test_the_timeline_is_readable_in_the_dark_and_where_it_is_narrow(desk: Page, lab: Lab) -> None:
    found = opened(desk, lab, width=700)
    with dark(desk):
        assert not axe_violations(desk, ".imr")
        box = found.bounding_box()
        assert box is not None
        assert box["width"] <= 700
        screenshot(desk, "timeline-dark")


def test_a_restarted_kernel_is_seen_within_two_seconds(desk: Page, lab: Lab) -> None:
    """What can no longer be answered is gray, and a sentence says what to do."""
    found = opened(desk, lab)
    restart(desk)
    expect(found.get_by_role("alert")).to_contain_text("Not connected", timeout=2_000)
    expect(found.get_by_label("Decision served", exact=True)).to_be_disabled()
