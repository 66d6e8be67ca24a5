"""The flagship lesson in a real JupyterLab, as a trainee goes through it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.jupyter import Lab, axe_violations, open_notebook, run_all


@pytest.fixture
def lesson(page: Page, lab: Lab) -> Page:
    """The lesson, opened and run."""
    # Tall enough that JupyterLab keeps every cell on the page.
    page.set_viewport_size({"width": 1280, "height": 9000})
    open_notebook(page, lab, "flagship.ipynb")
    run_all(page)
    return page


def test_each_question_is_answered_at_once_with_its_reason(lesson: Page) -> None:
    step = lesson.get_by_role("region", name="Is it documented?")
    question = step.get_by_role(
        "group", name="How many visits of this treatment had been completed"
    )
    question.get_by_role("radio", name="Documented", exact=True).check()
    expect(question).to_contain_text("Not quite. The answer: Not documented.")
    expect(question).to_contain_text("no document counts it")
    question.get_by_role("radio", name="Not documented").check()
    expect(question).to_contain_text("Yes.")
    expect(step).to_contain_text("1 right of 1 answered; 6 in all.")


def test_a_question_is_answered_with_the_arrow_keys(lesson: Page) -> None:
    step = lesson.get_by_role("region", name="Your decision")
    upheld = step.get_by_role("radio", name="Upheld: the refusal stands")
    upheld.focus()
    lesson.keyboard.press("Space")
    expect(step).to_contain_text("Yes.")
    lesson.keyboard.press("ArrowDown")
    expect(step).to_contain_text("Not quite. The answer: Upheld")
    expect(step.get_by_role("radio", name="Overturned")).to_be_focused()


def test_the_rationale_is_written_before_the_model_is_shown(lesson: Page) -> None:
    step = lesson.get_by_role("region", name="Write the rationale")
    model = step.get_by_text("The refusal is upheld.")
    expect(model).to_be_hidden()
    text = step.get_by_role("textbox", name="Write the rationale")
    text.click()
    lesson.keyboard.type("Six visits exceed what a home exercise programme takes.")
    expect(text).to_have_value("Six visits exceed what a home exercise programme takes.")
    step.get_by_text("Show a model rationale").click()
    expect(model).to_be_visible()


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
    for step in page.locator(".imr-lesson").all():
        step.get_by_role("radio").or_(step.get_by_role("checkbox")).first.check()
    expect(page.locator(".imr-lesson .reply:not(:empty)")).to_have_count(4)
    assert axe_violations(page, ".imr-lesson") == []
