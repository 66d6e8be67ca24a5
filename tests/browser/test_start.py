"""The start page in a real JupyterLab: what a learner lands on."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from imrkit.exercises.record import NAME
from imrkit.views.exercise import Keeper
from tests.browser.jupyter import Lab, axe_violations, open_notebook, screenshot, settle
from tests.course.answers import entry

PATIENCE = 60_000


def opened(page: Page, lab: Lab, height: int = 3000) -> Locator:
    """The start page; it runs by itself."""
    page.set_viewport_size({"width": 1280, "height": height})
    open_notebook(page, lab, "start.ipynb")
    start = page.locator(".imr-start")
    expect(start).to_be_visible(timeout=PATIENCE)
    return start


def test_the_case_of_the_day_is_guessed_and_opens_as_a_lesson(page: Page, lab: Lab) -> None:
    start = opened(page, lab)
    screenshot(page, "start-new")
    day = start.get_by_role("region", name="Case of the day")
    expect(day).not_to_contain_text("Upheld.")
    day.get_by_role("button", name="The denial stands").click()
    expect(day.get_by_role("button", name="A guess", exact=True)).to_be_focused()
    day.get_by_role("button", name="Fairly sure").click()
    expect(day).to_contain_text(re.compile(r"(Upheld|Overturned)\."))
    screenshot(page, "start-guessed")
    day.get_by_role("button", name="Open the case").click()
    head = page.locator("h2.imr-stage")
    expect(head).to_be_focused(timeout=PATIENCE)
    expect(page.locator(".imr-exercise").first).to_be_visible()
    expect(page.locator(".imr-closed").first).to_contain_text("is right, or after three tries")
    screenshot(page, "start-case")


def test_any_case_is_found_by_a_word_and_by_filters_without_its_outcome(
    page: Page, lab: Lab
) -> None:
    start = opened(page, lab)
    start.get_by_label("Find a case").fill("acupuncture")
    cases = start.locator("ul.cases button")
    expect(cases.first).to_contain_text(re.compile("acupuncture", re.IGNORECASE))
    start.get_by_label("Part of the body").select_option("low back")
    expect(start.locator(".choosing [role=status]")).to_have_text(
        re.compile(r"^\d of \d+ disputed")
    )
    assert "upheld" not in (start.locator(".choosing").text_content() or "").lower()
    start.get_by_label("Find a case").fill("zzzz")
    expect(start.locator(".choosing [role=status]")).to_contain_text("None of these")


def test_the_glossary_is_searched_and_the_course_leads_to_a_lesson(page: Page, lab: Lab) -> None:
    start = opened(page, lab)
    start.get_by_label("Find a word").fill("claims administrator's medical review")
    expect(start.locator(".glossary details[open]")).to_contain_text(
        "approves, modifies, or denies"
    )
    link = start.get_by_role("link", name=re.compile("Six asked, ten allowed"))
    expect(link).to_have_attribute("href", re.compile(r"/lesson04\.ipynb$"))
    link.click()
    panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(panel.locator(".imr-exercise").first).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".lm-TabBar-tabLabel", has_text="start.ipynb")).to_be_visible()


def test_all_that_is_kept_is_seen_and_deleted_after_being_asked_twice(page: Page, lab: Lab) -> None:
    start = opened(page, lab)
    data = start.locator(".data")
    data.get_by_role("button", name="See them").click()
    expect(page.locator("h2.imr-stage")).to_have_text("Your data")
    expect(data.get_by_role("button", name="Delete every answer")).to_be_hidden()
    data.get_by_role("button", name="Delete them").click()
    expect(data.get_by_role("button", name="Keep them")).to_be_focused()
    data.get_by_role("button", name="Delete every answer").click()
    expect(start).to_contain_text("Your answers are deleted.")
    expect(data).to_contain_text("0 answers kept")


def test_whenever_the_page_comes_in_sight_it_shows_the_record_as_it_is(
    page: Page, lab: Lab
) -> None:
    start = opened(page, lab)
    data = start.locator(".data")
    expect(data).to_contain_text("kept on this computer")
    answers = Keeper(lab.folder / NAME)
    before = len([one for one in answers.entries if one.attempt])

    def answer(day: int) -> None:
        answers.keep(entry("l04-count-total", day=day, seed=day))

    def expect_more(count: int) -> None:
        expect(data).to_contain_text(re.compile(rf"\b{before + count} answers? kept"))

    answer(1)
    page.reload()
    expect(start).to_be_visible(timeout=PATIENCE)
    expect_more(1)
    execute = "([name, args]) => void window.jupyterapp.commands.execute(name, args)"
    page.evaluate(execute, ["launcher:create", {}])
    expect(start).to_be_hidden()
    answer(2)
    page.evaluate(execute, ["docmanager:open", {"path": "start.ipynb"}])
    expect_more(2)
    answer(3)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect_more(3)


def test_the_file_to_hand_in_is_made_and_shown(page: Page, lab: Lab) -> None:
    Keeper(lab.folder / NAME).keep(entry("l04-count-six"))
    start = opened(page, lab)
    data = start.locator(".data")
    data.get_by_role("button", name="Make the file to hand in").click()
    expect(page.locator("h2.imr-stage")).to_have_text("The file to hand in")
    expect(page.locator(".jp-NotebookPanel")).to_contain_text("checked answer")
    page.get_by_text("Read all of it").click()
    expect(page.locator(".imr-handed")).to_contain_text("l04-count-six")
    assert axe_violations(page, ".jp-OutputArea-output:has(.imr-start)") == []
    screenshot(page, "start-handed")
    with page.expect_download() as saved:
        data.get_by_role("button", name="Save the file to hand in").click()
    assert saved.value.suggested_filename.startswith("hand-in-")
    data.get_by_role("button", name="Delete the file to hand in").click()
    expect(start).to_contain_text("Your answers are still kept.")
    assert not list(lab.folder.glob("hand-in-*"))


@pytest.mark.parametrize("theme", ["lab", "dark_lab"])
def test_the_accessibility_checker_finds_nothing_wrong(
    page: Page, theme: str, request: pytest.FixtureRequest
) -> None:
    start = opened(page, request.getfixturevalue(theme))
    assert axe_violations(page, ".imr-start") == []
    screenshot(page, f"start-{theme}")
    day = start.get_by_role("region", name="Case of the day")
    if day.get_by_role("button", name="The denial falls").is_visible():
        day.get_by_role("button", name="The denial falls").click()
    page.set_viewport_size({"width": 800, "height": 3000})
    settle(page)
    assert axe_violations(page, ".imr-start") == []
    box = start.evaluate("node => [node.scrollWidth, node.clientWidth]")
    assert box[0] <= box[1], "nothing is cut off or scrolls sideways"
    screenshot(page, f"start-narrow-{theme}")
