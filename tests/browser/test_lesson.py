"""The flagship lesson in a real JupyterLab, as a trainee goes through it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.jupyter import (
    Lab,
    axe_violations,
    open_notebook,
    restart,
    run_all,
    screenshot,
)


@pytest.fixture
def lesson(page: Page, lab: Lab) -> Page:
    """The lesson, opened and run."""
    # Tall enough that JupyterLab keeps every cell on the page.
    page.set_viewport_size({"width": 1280, "height": 9000})
    open_notebook(page, lab, "flagship.ipynb")
    run_all(page)
    return page


def test_a_question_is_answered_by_its_button_with_its_reason(lesson: Page) -> None:
    step = lesson.get_by_role("region", name="Is it documented?")
    question = step.get_by_role(
        "group", name="How many visits of this treatment had been completed"
    )
    reply = question.locator(".reply")
    question.get_by_role("radio", name="Documented", exact=True).check()
    expect(reply).to_be_empty()
    question.get_by_role("button", name="Answer").click()
    expect(question).to_contain_text("Not quite. By the rules: Not documented.")
    expect(question).to_contain_text("no document counts it")
    question.get_by_role("radio", name="Not documented").check()
    question.get_by_role("button", name="Answer").click()
    expect(question).to_contain_text("Yes.")
    expect(step).to_contain_text("0 of 1 right at first;")


def test_no_arrow_key_answers_a_question(lesson: Page) -> None:
    step = lesson.get_by_role("region", name="Your decision")
    question = step.get_by_role("group", name="What is the outcome of the review?")
    question.get_by_role("radio", name="Upheld: the denial stands").focus()
    lesson.keyboard.press("Space")
    lesson.keyboard.press("ArrowDown")
    expect(question.get_by_role("radio", name="Overturned")).to_be_focused()
    expect(question.locator(".reply")).to_be_empty()
    lesson.keyboard.press("ArrowUp")
    question.get_by_role("button", name="Answer").focus()
    lesson.keyboard.press("Enter")
    expect(question).to_contain_text("Yes.")


def test_the_rationale_is_written_before_the_model_is_shown(lesson: Page) -> None:
    step = lesson.get_by_role("region", name="Write the rationale")
    text = step.get_by_role("textbox", name="Write the rationale")
    text.click()
    lesson.keyboard.type("Six visits exceed what a home exercise program takes.")
    expect(text).to_have_value("Six visits exceed what a home exercise program takes.")
    expect(step).not_to_contain_text("The denial is upheld.")
    step.get_by_role("button", name="Show a model rationale").click()
    expect(step).to_contain_text("The denial is upheld.")


def test_what_gives_the_answers_away_comes_when_it_is_asked_for(lesson: Page) -> None:
    step = lesson.get_by_role("region", name="See each criterion drawn")
    expect(step.locator("svg")).to_have_count(0)
    step.get_by_role("button").click()
    expect(step.locator("svg.imr-picture").first).to_be_visible()
    link = step.get_by_role("link").first
    expect(link).to_have_attribute("href", re.compile(r"rule_book\.ipynb#[a-z0-9-]+"))


def test_no_code_is_in_sight(lesson: Page) -> None:
    expect(lesson.get_by_text("Lesson(case, item)")).to_have_count(0)
    expect(lesson.get_by_text("# Decide")).to_be_visible()


@pytest.mark.parametrize("theme", ["lab", "dark_lab"])
def test_the_accessibility_checker_finds_nothing_wrong(
    page: Page, theme: str, request: pytest.FixtureRequest
) -> None:
    page.set_viewport_size({"width": 1280, "height": 9000})
    open_notebook(page, request.getfixturevalue(theme), "flagship.ipynb")
    run_all(page)
    steps = page.locator(".imr-lesson:has(fieldset)").all()
    for step in steps:
        step.get_by_role("radio").first.check()
        step.get_by_role("button", name="Answer").first.click()
    expect(page.locator(".imr-lesson .reply:not(:empty)")).to_have_count(len(steps))
    page.get_by_role("button", name="See each criterion drawn").click()
    expect(page.locator(".imr-lesson .imr-grounds").first).to_be_visible()
    assert axe_violations(page, ".imr-lesson") == []


def test_a_restarted_kernel_is_seen_within_two_seconds(lesson: Page) -> None:
    """What can no longer be answered is gray, a sentence says what to do, and the text stays."""
    area = lesson.get_by_role("textbox", name="Write the rationale")
    area.fill("Six visits.")
    restart(lesson)
    parts = lesson.locator(".imr-lesson")
    for part in parts.all():
        expect(part.get_by_role("alert")).to_contain_text("Not connected", timeout=2_000)
    for answer in lesson.get_by_role("button", name="Answer").all():
        expect(answer).to_be_disabled()
    expect(area).to_have_value("Six visits.")
    screenshot(lesson, "lesson-gone")
