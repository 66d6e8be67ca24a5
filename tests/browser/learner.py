"""A learner who takes a whole lesson in a real JupyterLab, screen by screen.

Everything is done by the exercise's own controls. What to answer comes from `answering`; the page
never gets it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, WebSocket, expect

from imrkit.course.plan import Plan, Step
from imrkit.exercises.asking import CONFIDENCE, check
from imrkit.exercises.grading import TRIES
from imrkit.exercises.record import NAME
from imrkit.words.english import printed
from tests.browser.answering import Answers, Given, answers_to
from tests.browser.forms import enter
from tests.browser.hands import Hands
from tests.browser.jupyter import PATIENCE, Lab, axe_violations, open_lesson, screenshot, settle

SURE = 65
"""How sure every learner is of a verdict, in percent."""
FAR = 60
"""So many turns of the wheel lead from any screen to the next."""
ENTERED = """node => [...node.querySelectorAll('.form :is(input, select, .sentence, .taken li)')]
    .map(one => [one.checked, one.value, one.dataset.letter, one.dataset.part])"""
"""What is entered in an exercise."""
TALL = 5000
"""The tallest picture, in pixels."""


class Learner:
    """One learner at one lesson.

    Args:
        page: a new page of the browser.
        lab: the running JupyterLab; what was answered in its folder before is deleted.
        plan: the lesson.
        hands: how controls are worked.
        looks: called at each look of a screen, with the place of its view and a name.
    """

    def __init__(
        self,
        page: Page,
        lab: Lab,
        plan: Plan,
        hands: Hands,
        looks: Callable[[Learner, int, str], None],
    ) -> None:
        self.page, self.lab, self.plan, self.hands, self.looks = page, lab, plan, hands, looks
        self.told: set[str] = set()
        self._heard: list[bytes] = []
        page.on("websocket", self._listen)
        end_sessions(page, lab)
        (lab.folder / NAME).unlink(missing_ok=True)
        self.panel = open_lesson(page, lab, f"{plan.name}.ipynb")

    @property
    def record(self) -> Path:
        """The file of the answers."""
        return self.lab.folder / NAME

    def view_of(self, step: Step) -> int:
        """The number of the cell that asks or shows a step; its words are in the one before."""
        before = self.plan.data.step[: self.plan.data.step.index(step)]
        return 3 + sum(1 + bool(one.exercise or one.shows) for one in before)

    def cell(self, number: int) -> Locator:
        """A cell of the lesson, by its number."""
        return self.panel.locator(f".jp-Cell[data-windowed-list-index='{number}']")

    def exercise(self, step: Step) -> Locator:
        """The exercise of a step."""
        return self.panel.locator(f".imr-exercise[data-exercise='{step.exercise}']")

    def arrive(self, step: Step) -> None:
        """Be at a step: where "Continue" leads, or by scrolling on; JupyterLab draws it then."""
        heading = self.panel.get_by_role("heading", name=step.title, exact=True).first
        view = self.cell(self.view_of(step))
        for _ in range(FAR):
            if heading.count() and view.count():
                break
            self.panel.locator(".jp-WindowedPanel-outer").hover()
            self.page.mouse.wheel(0, 200)
            settle(self.page)
        expect(heading).to_be_attached()
        view.scroll_into_view_if_needed()

    def show(self, step: Step) -> None:
        """Read a step that shows something."""
        self.arrive(step)
        view = self.cell(self.view_of(step))
        expect(view.locator(".imr, .imrkit-explorer, .imrkit-timeline").first).to_be_visible(
            timeout=PATIENCE
        )
        expect(view.locator(".imr-closed")).to_have_count(0)
        if step.shows == "guess":
            self.told |= answers_to(step.of).secrets
        self.looks(self, self.view_of(step), "shown")

    def answer(self, step: Step, wrong: int = 1, pause: Callable[[], None] | None = None) -> None:
        """Answer the exercise of a step, wrongly at first, and go on.

        Args:
            step: the step.
            wrong: how many wrong answers come first; after three the answer is told.
            pause: what happens after the first wrong answer, before the next.
        """
        found = answers_to(step.exercise)
        self.arrive(step)
        self.expect_nothing_told(found, step)
        if step.sealed:
            self._seal(step, found)
        elif not self._try_wrongly(step, found, found.wrong[:wrong], pause):
            self._answer_rightly(step, found)
        self._go_on(step)

    def expect_nothing_told(self, found: Answers, step: Step) -> None:
        """Nothing that would be said to an answer is on the page, nor was it ever sent there."""
        exercise = self.exercise(step)
        expect(exercise).to_be_visible()
        expect(exercise.locator(".key, .feedback:visible, .said:visible")).to_have_count(0)
        content, heard = self.page.content(), b"\n".join(self._heard)
        for secret in found.secrets - self.told:
            assert secret not in content, secret
            assert json.dumps(secret, ensure_ascii=False)[1:-1].encode() not in heard, secret

    def _seal(self, step: Step, found: Answers) -> None:
        exercise = self.exercise(step)
        enter(self.hands, exercise, found.question, found.wrong[0])
        self._say_how_sure(exercise, found)
        self.hands.press(exercise.get_by_role("button", name="Seal my answer"))
        expect(exercise.locator(".said")).to_contain_text("Kept.")
        self.looks(self, self.view_of(step), "sealed")

    def _try_wrongly(
        self, step: Step, found: Answers, tries: list[Given], pause: Callable[[], None] | None
    ) -> bool:
        """Give wrong answers, each with the hint that follows; whether no try is left."""
        exercise = self.exercise(step)
        again = exercise.get_by_role("button", name="Try again", exact=True)
        helped = exercise.get_by_role("button", name="Try again with a hint")
        self.told |= found.secrets
        for attempt, answer in enumerate(tries, 1):
            enter(self.hands, exercise, found.question, answer)
            if attempt == 1:
                self._say_how_sure(exercise, found)
            self._check(exercise)
            self._expect_reply(exercise, found, answer, attempt)
            self.looks(self, self.view_of(step), f"wrong{attempt}")
            if attempt == len(TRIES):
                return True
            if pause and attempt == 1:
                entered = exercise.evaluate(ENTERED)
                pause()
                assert exercise.evaluate(ENTERED) == entered
                self._expect_reply(exercise, found, answer, attempt)
            hints = bool(found.question.hints)
            self.hands.press(helped if hints else again)
            expect(exercise.locator(".hints li")).to_have_count(attempt if hints else 0)
        return False

    def _answer_rightly(self, step: Step, found: Answers) -> None:
        exercise, said = self.exercise(step), self.exercise(step).locator(".said")
        self.told |= found.secrets
        enter(self.hands, exercise, found.question, found.right)
        if exercise.locator(".sure input:enabled:visible").count():
            self._say_how_sure(exercise, found)
        self._check(exercise)
        if any(part.later for part in found.question.parts):
            expect(said).to_contain_text("Right so far. One step more.", timeout=PATIENCE)
            self.hands.press(exercise.get_by_role("button", name="Go to the next step"))
            enter(self.hands, exercise, found.question, found.right)
            self._check(exercise)
        expect(said).to_contain_text("Right.", timeout=PATIENCE)
        expect(said).to_contain_text(printed(found.because))
        self.looks(self, self.view_of(step), "right")

    def _say_how_sure(self, exercise: Locator, found: Answers) -> None:
        """Of a verdict, which is what counts for calibration."""
        if found.question.kind == "verdict":
            place = CONFIDENCE.index(SURE)
            self.hands.choose(exercise.locator(".sure").get_by_role("radio").nth(place))

    def _check(self, exercise: Locator) -> None:
        self.hands.press(exercise.get_by_role("button", name="Check", exact=True))

    def _expect_reply(self, exercise: Locator, found: Answers, answer: Given, attempt: int) -> None:
        """The reply to an answer is told, and the key is not before the last try."""
        told = check(found.exercise, found.question.seed, answer, attempt=attempt)
        left = len(TRIES) - attempt
        word = "Partly right." if told.partly else "Not yet."
        said = exercise.locator(".said")
        expect(said).to_contain_text(word if left else "Here is the answer.", timeout=PATIENCE)
        expect(said.locator("p").nth(1)).not_to_be_empty()
        if not left:  # the answer stands in the place of what was said to a part
            expect(said).to_contain_text(printed(found.because))
        replies = [reply.says for reply in told.shown if reply.says and not reply.right]
        if left and replies:
            expect(exercise).to_contain_text(printed(replies[0]))
        if left:
            expect(exercise).to_contain_text(f"{left} {'tries' if left > 1 else 'try'} left")
            expect(exercise.locator(".key")).to_have_count(0)
            expect(exercise).not_to_contain_text(printed(found.because))

    def _listen(self, socket: WebSocket) -> None:
        socket.on(
            "framereceived",
            lambda frame: self._heard.append(frame if isinstance(frame, bytes) else frame.encode()),
        )

    def _go_on(self, step: Step) -> None:
        """Press "Continue": the next step's heading has the focus."""
        self.hands.press(self.exercise(step).get_by_role("button", name="Continue", exact=True))
        steps = self.plan.data.step
        after = steps[steps.index(step) + 1]
        heading = self.panel.get_by_role("heading", name=after.title, exact=True).first
        expect(heading).to_be_focused()
        expect(heading).to_be_in_viewport()


def end_sessions(page: Page, lab: Lab) -> None:
    """End what runs in a JupyterLab, as somebody does who shuts it down in the evening."""
    headers = {"Authorization": f"token {lab.token}"}
    for session in page.request.get(f"{lab.base}/api/sessions", headers=headers).json():
        page.request.delete(f"{lab.base}/api/sessions/{session['id']}", headers=headers)


def sound(learner: Learner, number: int) -> None:
    """The accessibility checker finds nothing in a view."""
    place = f".jp-NotebookPanel .jp-Cell[data-windowed-list-index='{number}']"
    found = axe_violations(learner.page, f"{place} .imr")
    assert not found, "\n".join(found)


def cut_off(learner: Learner, number: int) -> list[str]:
    """What of a view is larger than its place, so that it has a scroll bar of its own."""
    return learner.cell(number).evaluate(  # type: ignore[no-any-return]
        """cell => [...cell.querySelectorAll('.jp-OutputArea-output')]
            .map(node => [node.scrollWidth, node.clientWidth, node.scrollHeight, node.clientHeight])
            .filter(([wide, width, tall, height]) => wide > width + 1 || tall > height + 1)
            .map(([wide, width, tall, height]) => `${wide} x ${tall} in ${width} x ${height}`)"""
    )


def picture(learner: Learner, number: int, name: str) -> None:
    """Take a picture of a whole screen, words and view, however tall it is, if it is asked for."""
    if "IMRKIT_SHOTS" not in os.environ:
        return
    page, view = learner.page, learner.cell(number)
    size = page.viewport_size
    assert size is not None
    scroller = learner.panel.locator(".jp-WindowedPanel-outer")
    place = scroller.evaluate("node => node.scrollTop")
    height = learner.cell(number - 1).evaluate("node => node.offsetHeight")
    height += view.evaluate("node => node.offsetHeight")
    page.set_viewport_size({"width": size["width"], "height": min(TALL, height + 160)})
    learner.cell(number - 1).evaluate("node => node.scrollIntoView({block: 'start'})")
    screenshot(page, f"{learner.plan.name}-{number:02}-{name}")
    page.set_viewport_size(size)
    scroller.evaluate("(node, place) => node.scrollTo(0, place)", place)
    settle(page)
