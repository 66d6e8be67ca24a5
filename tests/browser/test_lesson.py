"""A lesson made of its plan in a real JupyterLab, as a learner goes through it; and any case."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from imrkit.cases.loading import load_case
from imrkit.course.any_case import exercises_of
from imrkit.determination.deciding import determine
from imrkit.exercises.asking import ask, key
from tests.browser.forms import enter
from tests.browser.hands import Mouse
from tests.browser.jupyter import Lab, axe_violations, dark, open_anew, restart, screenshot

PATIENCE = 60_000
CHOSEN = "Chosen: Physical therapy for the low back, 6 sessions."


@pytest.fixture
def case(desk: Page, lab: Lab) -> Page:
    """The notebook of any case, with the flagship chosen."""
    # Tall enough that JupyterLab keeps every cell on the page.
    desk.set_viewport_size({"width": 1280, "height": 9000})
    open_anew(desk, lab, "any_case.ipynb")
    chooser = desk.locator(".imr-chooser")
    expect(chooser).to_be_visible(timeout=PATIENCE)
    chooser.get_by_label("Find a case").fill("low back, 6 sessions")
    chooser.locator("[data-case=flagship]").click()
    expect(exercise(desk, "edition")).to_be_visible(timeout=PATIENCE)
    return desk


def find_the_book(page: Page) -> None:
    """Answer rightly which text decides, in its two steps: then the criteria are asked."""
    (found,) = determine(load_case("flagship"))
    edition = exercises_of(found)["edition"]
    question, right = ask(edition), key(edition).right
    told = question.told({of: tuple(sorted(some))[:1] for of, some in right.items()})
    form = exercise(page, "edition")
    for later in (False, True):
        parts = [part for part in question.parts if part.later == later]
        if later:
            expect(form.locator(f"[data-part='{parts[0].id}']")).to_be_visible(timeout=PATIENCE)
        enter(Mouse(page), form, question, told)
        form.get_by_role("button", name="Check").click()
    expect(exercise(page, "verdict")).to_be_visible(timeout=PATIENCE)


def exercise(page: Page, kind: str) -> Locator:
    """An exercise of the case, by its kind."""
    return page.locator(f"[data-exercise=any-flagship-1-{kind}]")


def test_nothing_of_the_answer_is_on_the_page_before_the_learner_decided(case: Page) -> None:
    closed = case.locator(".imr-closed")
    expect(closed).to_have_count(8)
    assert "Published: upheld" not in case.content()
    find_the_book(case)
    assert "Published: upheld" not in case.content()
    verdict = exercise(case, "verdict")
    verdict.get_by_role("radio", name="Upheld").check()
    verdict.get_by_role("radio", name="the number of visits fits their purpose").check()
    verdict.get_by_role("button", name="Check").click()
    expect(case.get_by_text("Published: upheld. Ours: upheld.")).to_be_visible(timeout=PATIENCE)
    expect(exercise(case, "change")).to_be_visible(timeout=PATIENCE)
    expect(case.locator(".imrkit-explorer")).to_have_count(0)
    screenshot(case, "any-case-decided")
    assert axe_violations(case, ".imr") == []


def test_the_case_that_was_chosen_comes_back_when_page_or_python_begin_anew(case: Page) -> None:
    case.reload()
    expect(case.locator(".imr-chooser .imr-opened")).to_contain_text(CHOSEN, timeout=PATIENCE)
    expect(exercise(case, "edition")).to_be_visible(timeout=PATIENCE)
    restart(case)
    expect(case.locator(".imrkit-says")).to_contain_text("Python is starting again")
    expect(case.locator(".imr-chooser .imr-opened")).to_contain_text(CHOSEN, timeout=PATIENCE)
    expect(exercise(case, "edition")).to_be_visible(timeout=PATIENCE)


def test_the_accessibility_checker_finds_nothing_wrong_in_a_lesson_in_the_dark(
    desk: Page, lab: Lab
) -> None:
    """In the light it looks at each screen in turn (test_path.py)."""
    desk.set_viewport_size({"width": 1280, "height": 9000})
    open_anew(desk, lab, "lesson04.ipynb")
    expect(desk.locator(".imr-exercise").first).to_be_visible(timeout=PATIENCE)
    with dark(desk):
        assert axe_violations(desk, ".imr") == []
        screenshot(desk, "lesson04-whole-dark")
