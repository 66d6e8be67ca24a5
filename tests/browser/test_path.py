"""Every lesson taken from start to end in a real JupyterLab, in several ways.

`make course-proof` takes all of them; the normal run takes one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from imrkit.course.plan import Plan, plan_paths, plans
from imrkit.course.progress import progress
from imrkit.exercises.misconceptions import misconceptions
from imrkit.exercises.record import read_record
from imrkit.views.lesson.results import STATES
from tests.browser.answering import answers_to
from tests.browser.hands import Keys, Mouse
from tests.browser.jupyter import Lab, restart, wait_ready
from tests.browser.learner import SURE, Learner, cut_off, picture, sound

USUAL = 4
"""The lesson that the normal run takes."""
LESSONS = [
    pytest.param(
        number, id=f"lesson{number:02}", marks=[] if number == USUAL else pytest.mark.proof
    )
    for number in plan_paths()
]
PROOF = [
    pytest.param(number, id=f"lesson{number:02}", marks=pytest.mark.proof)
    for number in plan_paths()
]


def plan_of(number: int) -> Plan:
    return next(plan for plan in plans() if plan.number == number)


def expect_end(learner: Learner, state: str = "") -> None:
    """The last screen tells that every exercise is done, and how the lesson stands.

    Args:
        learner: the learner.
        state: how it stands, where that is known; else as the record has it.
    """
    plan, now = learner.plan, dt.datetime.now(dt.UTC)
    entries = read_record(learner.record).entries
    (found,) = progress([plan], entries, misconceptions(), now).lessons
    assert found.past == found.exercises == len(plan.exercises)
    assert not state or found.state == state
    firsts = [entry for entry in entries if entry.attempt == 1]
    assert {entry.confidence for entry in firsts if entry.kind == "verdict"} <= {SURE}
    answered = found.why_not_done or STATES[found.state]
    own = learner.panel.locator(".imr-own")
    expect(own).to_contain_text(f"{answered}. {found.past} of {found.past} exercises done")
    for rule in found.open_ideas:
        expect(own).to_contain_text(misconceptions()[rule].says)


@pytest.mark.parametrize("number", LESSONS)
def test_a_lesson_is_taken_with_wrong_answers_first_and_a_restart_in_the_middle(
    page: Page, lab: Lab, number: int
) -> None:
    plan = plan_of(number)

    def looks(learner: Learner, view: int, name: str) -> None:
        sound(learner, view)
        assert cut_off(learner, view) == []
        if name != "right":  # as the next way shows it
            picture(learner, view, f"light-{name}")

    learner = Learner(page, lab, plan, Mouse(page), looks)

    def begin_anew() -> None:
        restart(page)
        expect(learner.panel.locator(".imrkit-says")).to_contain_text("Python is starting again")
        wait_ready(page)

    asking = [step for step in plan.data.step if step.exercise and not step.sealed]
    middle = asking[len(asking) // 2]
    for step in plan.data.step:
        if step.exercise:
            learner.answer(step, pause=begin_anew if step is middle else None)
        elif step.shows:
            learner.show(step)
    expect_end(learner)
    course = page.get_by_role("navigation", name="Course")
    mine = course.get_by_role("link", name=plan.data.title)
    expect(mine).to_contain_text(re.compile("^(?!.*not started).*(started|done)"))


@pytest.mark.parametrize("number", PROOF)
def test_a_lesson_is_taken_by_keyboard_alone_in_the_dark(
    page: Page, dark_lab: Lab, number: int
) -> None:
    """Where an answer tells of no misconception a wrong one comes first, so that all ends done."""
    plan = plan_of(number)

    def looks(learner: Learner, view: int, name: str) -> None:
        if not name.startswith("wrong"):
            sound(learner, view)
            picture(learner, view, f"dark-{name}")

    learner = Learner(page, dark_lab, plan, Keys(page), looks)
    for step in plan.data.step:
        if step.exercise:
            learner.answer(step, wrong=0 if answers_to(step.exercise).tells else 1)
        elif step.shows:
            learner.show(step)
    expect_end(learner, "done")


@pytest.fixture
def small(browser: Browser) -> Iterator[Page]:
    """A window of 1280 by 900 at 200 %."""
    context = browser.new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("number", PROOF)
def test_a_lesson_is_taken_at_200_percent_and_in_a_narrow_window(
    small: Page, lab: Lab, number: int
) -> None:
    """Every other exercise is answered wrongly until the answer is told."""
    plan = plan_of(number)

    def looks(learner: Learner, view: int, name: str) -> None:
        if name in ("wrong1", "wrong2"):
            return
        assert cut_off(learner, view) == []
        picture(learner, view, f"zoom-{name}")
        small.set_viewport_size({"width": 500, "height": 900})
        assert cut_off(learner, view) == []
        picture(learner, view, f"narrow-{name}")
        small.set_viewport_size({"width": 640, "height": 450})

    learner = Learner(small, lab, plan, Mouse(small), looks)
    for place, step in enumerate(plan.data.step):
        if step.exercise:
            learner.answer(step, wrong=3 * (place % 2))
        elif step.shows:
            learner.show(step)
    expect_end(learner)
