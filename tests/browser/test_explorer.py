"""The explorer in a real JupyterLab, by mouse and by keyboard."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.jupyter import Lab, axe_violations, open_notebook, run_all, screenshot

FLAGSHIP = 'import imrkit\nexplorer = imrkit.explore("flagship")\nexplorer'


def opened(page: Page, lab: Lab, *cells: str, width: int = 1280) -> Locator:
    """Run a notebook whose first cell shows an explorer; returns the explorer."""
    page.set_viewport_size({"width": width, "height": 900})
    open_notebook(page, lab, lab.write("explore.ipynb", *(cells or (FLAGSHIP,))))
    run_all(page)
    explorer = page.locator(".imrkit-explorer").first
    expect(explorer.get_by_role("heading", level=2)).not_to_be_empty()
    return explorer


def outcome(explorer: Locator) -> Locator:
    return explorer.get_by_role("status")


def fact(explorer: Locator, name: str) -> Locator:
    return explorer.get_by_role("radiogroup", name=name)


def unfold_all(explorer: Locator) -> None:
    for summary in explorer.locator("summary").all():
        if summary.is_visible() and not summary.evaluate("s => s.parentElement.open"):
            summary.click()


def test_a_key_on_a_slider_changes_the_outcome(page: Page, lab: Lab) -> None:
    explorer = opened(page, lab)
    expect(outcome(explorer)).to_contain_text("contrary to one criterion")
    slider = explorer.get_by_role("slider", name="Visits requested")
    for _ in range(3):
        slider.press("ArrowLeft")
    expect(outcome(explorer)).to_contain_text("Nothing in the file is contrary")
    expect(slider).to_be_focused()
    expect(slider).to_have_attribute("aria-valuetext", "3 visits")
    expect(explorer.get_by_label("Visits requested, number of visits")).to_have_value("3")


def test_not_documented_is_a_choice_like_any_other(page: Page, lab: Lab) -> None:
    explorer = opened(page, lab)
    choice = fact(explorer, "A barrier to home exercise")
    expect(choice.get_by_role("radio", name="No", exact=True)).to_be_checked()
    choice.get_by_role("radio", name="Not documented").check()
    expect(explorer.locator("li.imr-open").first).to_contain_text("Not shown")
    expect(outcome(explorer)).to_contain_text("Nothing in the file is contrary")
    expect(choice.get_by_role("radio", name="Not documented")).to_be_focused()
    expect(explorer.get_by_text("Changed by you. In the file: no.")).to_be_visible()


def test_a_number_that_no_document_gave_can_be_given(page: Page, lab: Lab) -> None:
    explorer = opened(page, lab)
    slider = explorer.get_by_role("slider", name="Visits completed before")
    expect(slider).to_be_hidden()
    fact(explorer, "Visits completed before").get_by_role("radio", name="Documented").last.check()
    expect(slider).to_be_visible()
    explorer.get_by_label("Visits completed before, number of visits").fill("40")
    expect(outcome(explorer)).to_contain_text("contrary to one criterion")
    against = explorer.locator(".imr-unmet, .imr-open").get_by_text("Together with the 40 visits")
    expect(against.first).to_be_visible()


def test_a_number_out_of_bounds_is_explained_and_changes_nothing(page: Page, lab: Lab) -> None:
    explorer = opened(page, lab)
    entry = explorer.get_by_label("Visits requested, number of visits")
    entry.fill("-4")
    expect(entry).to_have_attribute("aria-invalid", "true")
    wrong = explorer.get_by_text("Expected: a whole number from 1 to 99")
    expect(wrong).to_be_visible()
    fact(explorer, "The earlier treatment improved function").get_by_role(
        "radio", name="Yes"
    ).check()
    expect(wrong).to_be_hidden()
    expect(entry).to_have_value("6")
    entry.fill("3")
    expect(entry).to_have_attribute("aria-invalid", "false")
    expect(outcome(explorer)).to_contain_text("Nothing in the file is contrary")


def test_a_way_to_change_the_result_is_one_click_away(page: Page, lab: Lab) -> None:
    explorer = opened(page, lab)
    explorer.get_by_role(
        "button", name=re.compile("Try it: Ask for at most 3 visits")
    ).first.click()
    expect(outcome(explorer)).to_contain_text("Overturned")
    expect(outcome(explorer)).to_contain_text("On the facts of the file: upheld, not met")
    expect(outcome(explorer)).to_be_focused()
    expect(explorer.get_by_role("slider", name="Visits requested")).to_have_value("3")


def test_one_button_goes_back_to_the_file(page: Page, lab: Lab) -> None:
    explorer = opened(page, lab)
    back = explorer.get_by_role("button", name="Back to the file")
    expect(back).to_have_attribute("aria-disabled", "true")
    explorer.get_by_role("slider", name="Visits requested").press("End")
    fact(explorer, "The earlier treatment improved function").get_by_role(
        "radio", name="Yes"
    ).check()
    expect(explorer.get_by_text("Changed by you.")).to_have_count(2)
    back.click()
    expect(explorer.get_by_text("Changed by you.")).to_have_count(0)
    expect(explorer.get_by_role("slider", name="Visits requested")).to_have_value("6")
    expect(outcome(explorer)).to_contain_text("As in the published determination")
    expect(back).to_be_focused()


def test_the_map_is_walked_and_the_case_moved_by_keyboard(page: Page, lab: Lab) -> None:
    explorer = opened(page, lab)
    here = explorer.locator("td[aria-current]")
    expect(here).to_have_attribute("aria-label", re.compile("Visits requested: 6; .*this case"))
    here.focus()
    for key in ("ArrowDown", "ArrowLeft", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
    expect(outcome(explorer)).to_contain_text("Upheld")
    walked = explorer.locator("td:focus")
    expect(walked).to_have_attribute("aria-label", re.compile("requested: 3; .*before: 0. Over"))
    page.keyboard.press("Enter")
    expect(outcome(explorer)).to_contain_text("Overturned")
    expect(walked).to_have_attribute("aria-current", "true")
    expect(explorer.get_by_role("slider", name="Visits completed before")).to_have_value("0")


def test_a_click_on_the_map_moves_the_case(page: Page, lab: Lab) -> None:
    explorer = opened(page, lab)
    explorer.get_by_role(
        "gridcell", name="Visits requested: 2; Visits completed before: 0."
    ).click()
    expect(outcome(explorer)).to_contain_text("Overturned")
    expect(explorer.get_by_label("Visits requested, number of visits")).to_have_value("2")


def test_tab_reaches_every_control_in_order(page: Page, lab: Lab) -> None:
    explorer = opened(page, lab)
    unfold_all(explorer)
    stops = explorer.evaluate(
        """explorer => {
            const inputs = "input:not([type=radio]), input:checked, select";
            const all = explorer.querySelectorAll(`${inputs}, button, summary, td[tabindex='0']`);
            window.stops = [...all].filter(e => e.getClientRects().length);
            window.stops[0].focus();
            return window.stops.map(e => e.type ?? e.tagName);
        }"""
    )
    assert len(stops) > 30
    for place, kind in enumerate(stops):
        at = page.evaluate("() => window.stops.indexOf(document.activeElement)")
        assert at == place
        for _ in range(4 if kind == "date" else 1):  # month, day, year and calendar
            page.keyboard.press("Tab")


def test_what_has_the_focus_is_not_behind_the_outcome(page: Page, lab: Lab) -> None:
    explorer = opened(page, lab, width=620)
    explorer.get_by_role("button", name="Try it").last.focus()
    for _ in range(25):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(
            """() => {
                const box = document.activeElement.getBoundingClientRect();
                const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                return document.activeElement.parentElement.contains(at);
            }"""
        )


def test_in_a_narrow_pane_the_outcome_stays_in_sight(page: Page, lab: Lab) -> None:
    explorer = opened(page, lab, width=620)
    last = fact(explorer, "Months since the surgery").get_by_role("radio", name="Documented").last
    last.check()
    expect(last).to_be_in_viewport()
    expect(outcome(explorer)).to_be_in_viewport(ratio=1)
    screenshot(page, "explorer-narrow")


def test_a_late_answer_does_not_overwrite_a_newer_one(page: Page, lab: Lab) -> None:
    late = "explorer.view = {**explorer.view, 'turn': -1, 'title': 'A late answer'}"
    explorer = opened(page, lab, FLAGSHIP, late)
    expect(explorer.get_by_role("heading", level=2)).to_have_text(re.compile("Physical therapy"))


def test_two_views_of_one_explorer_keep_in_step(page: Page, lab: Lab) -> None:
    opened(page, lab, FLAGSHIP, "explorer")
    first, second = page.locator(".imrkit-explorer").all()
    first.get_by_role("slider", name="Visits requested").press("Home")
    expect(second.get_by_role("slider", name="Visits requested")).to_have_value("1")
    expect(outcome(second)).to_contain_text("Nothing in the file is contrary")


def test_python_can_move_the_case_too(page: Page, lab: Lab) -> None:
    explorer = opened(page, lab, FLAGSHIP, "explorer.values = {'visits_requested': 2}")
    expect(explorer.get_by_role("slider", name="Visits requested")).to_have_value("2")


def test_another_disputed_item_can_be_chosen(page: Page, lab: Lab) -> None:
    several = 'import imrkit\nimrkit.explore("cm16-0235869")'
    explorer = opened(page, lab, several)
    items = explorer.get_by_label("Disputed item")
    title = explorer.get_by_role("heading", level=2)
    expect(title).not_to_have_text(re.compile("Infrared"))
    items.focus()
    items.select_option("3")
    expect(title).to_have_text(re.compile("Infrared"))
    expect(items).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_accessibility_checker_finds_nothing_wrong(
    page: Page, request: pytest.FixtureRequest, theme: str
) -> None:
    lab: Lab = request.getfixturevalue("lab" if theme == "light" else "dark_lab")
    explorer = opened(page, lab)
    assert axe_violations(page, ".imrkit-explorer") == []
    screenshot(page, f"explorer-{theme}")
    unfold_all(explorer)
    explorer.get_by_role("slider", name="Visits requested").press("Home")
    expect(outcome(explorer)).to_contain_text("Nothing in the file is contrary")
    assert axe_violations(page, ".imrkit-explorer") == []
    screenshot(page, f"explorer-{theme}-changed")
