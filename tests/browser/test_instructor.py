"""What an instructor hands out and looks at is accessible, in light, dark and narrow."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from imrkit.cohort.feedback import feedback_data
from imrkit.cohort.lessons import exercises_of
from imrkit.cohort.made_up_answers import MadeUp, answers_of, record_of
from imrkit.cohort.pages import PAGE, write_pages
from imrkit.cohort.pages import Page as Feedback
from imrkit.cohort.points import lesson_points
from imrkit.cohort.reading import HandIn, read_hand_in
from imrkit.cohort.regrading import regrade
from imrkit.cohort.report_page import write_report
from imrkit.cohort.sources import Source
from imrkit.exercises.assignment import Assignment
from tests.browser.jupyter import axe_violations, screenshot


@pytest.fixture(scope="module")
def feedback(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a learner who holds a misconception, with a note."""
    folder = tmp_path_factory.mktemp("feedback")
    answers = answers_of(MadeUp("s1", "Ada", "M1"), exercises_of(4), Assignment())
    found = read_hand_in(Source("x", ("x",), record_of("s1", answers)))
    assert isinstance(found, HandIn)
    graded = regrade(found, "s1")
    points = {4: lesson_points(graded, exercises_of(4))}
    data = feedback_data(graded, points, "Ada", ["It is the record itself; it was read."])
    assert write_pages([Feedback("s1", folder, data)]) == {}
    return (folder / PAGE).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report on the made-up cohort."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report(None, path)
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["feedback", "report"])
def test_a_page_for_instructors_and_learners_is_accessible_and_fits(
    name: str, page: Page, request: pytest.FixtureRequest
) -> None:
    page.set_content(request.getfixturevalue(name))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        screenshot(page, f"{name}-{scheme}")
        assert axe_violations(page, "main") == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
