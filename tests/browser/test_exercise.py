"""One exercise in a real JupyterLab, as a learner does it."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.jupyter import Lab, open_notebook, run_all, screenshot

CELL = """from imrkit.views.exercise import ExerciseView
ExerciseView({exercise!r})"""


def opened(page: Page, lab: Lab, *exercises: str, name: str = "exercise.ipynb") -> Locator:
    """A notebook with some exercises, run; returns the first of them."""
    (lab.folder / "answers.jsonl").unlink(missing_ok=True)
    lab.write(name, *(CELL.format(exercise=exercise) for exercise in exercises))
    open_notebook(page, lab, name)
    run_all(page)
    return page.locator(".imr-exercise").first


def test_a_choice_is_answered_end_to_end(page: Page, lab: Lab) -> None:
    exercise = opened(page, lab, "l04-choice-amount")
    exercise.get_by_role("radio", name="As many as pass").check()
    screenshot(page, "choice-asked")
    exercise.get_by_role("button", name="Check").click()
    expect(exercise.get_by_role("status")).to_contain_text("Not yet.")
    screenshot(page, "choice-again")
    exercise.get_by_role("radio", name="All of them").check()
    exercise.get_by_role("button", name="Check").click()
    expect(exercise.get_by_role("status")).to_contain_text("Right.")
    screenshot(page, "choice-right")
