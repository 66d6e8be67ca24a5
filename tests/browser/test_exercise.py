"""One exercise in a real JupyterLab, as a learner does it."""

import json
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from imrkit.exercises.asking import ask, key
from imrkit.exercises.grading import TRIES
from imrkit.exercises.loading import load_exercise
from imrkit.exercises.record import NAME, read_record
from imrkit.views.exercise import ExerciseView, Keeper
from tests.browser.answering import answers_to
from tests.browser.jupyter import (
    Lab,
    axe_violations,
    dark,
    execute,
    restart,
    run_all,
    screenshot,
    show,
    wait_idle,
)

CHOICE, VERDICT, COUNT = "l04-choice-amount", "l04-verdict-first", "l04-count-total"
SORT, GROUNDS, ORDER = "l04-sort-states", "l04-grounds-first", "l04-order-dates"
EDITION, NEWS, PAIR = "l04-edition-flagship", "l04-news-none", "l05-pair-six"
PLAIN = (CHOICE, VERDICT, COUNT, SORT, GROUNDS, ORDER, EDITION, NEWS, PAIR)
CELL = """from imrkit.views.exercise import ExerciseView
ExerciseView({exercise!r})"""


def opened(page: Page, lab: Lab, *exercises: str, name: str = "exercise.ipynb") -> Locator:
    """A notebook with some exercises and no answer yet, run; returns the first of them."""
    (lab.folder / NAME).unlink(missing_ok=True)
    show(page, lab, name, *(CELL.format(exercise=exercise) for exercise in exercises))
    return page.locator(".imr-exercise").first


def check(exercise: Locator) -> None:
    exercise.get_by_role("button", name="Check", exact=True).click()


def said(exercise: Locator) -> Locator:
    """Where an answer is told."""
    return exercise.locator(".said")


GIVES_UP = """const timeout = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (ms) => (ms === 2000 ? timeout(0) : timeout(ms));"""
"""A widget that is not ready at once is passed no message, as on a slow computer."""


def hide_sidebar(page: Page) -> None:
    execute(page, "application:toggle-left-area")


def sideways(page: Page) -> list[int]:
    """By how much each exercise is wider than its place."""
    return page.evaluate(  # type: ignore[no-any-return]
        """() => [...document.querySelectorAll('.imr-exercise')]
            .map(part => [part, part.closest('.jp-OutputArea-output')])
            .flatMap(([part, pane]) => [part.scrollWidth - part.clientWidth,
                                        pane.scrollWidth - pane.clientWidth])"""
    )


def test_a_right_answer_gets_its_reason_and_the_focus_goes_on(desk: Page, lab: Lab) -> None:
    exercise = opened(desk, lab, CHOICE, VERDICT)
    exercise.get_by_role("radio", name="All of them").check()
    expect(said(exercise)).to_be_hidden()
    check(exercise)
    expect(said(exercise)).to_contain_text("Right.")
    expect(said(exercise)).to_contain_text(key(load_exercise(CHOICE)).because)
    expect(exercise.get_by_role("button", name="Continue")).to_be_focused()
    expect(exercise.get_by_role("radio", name="None")).to_be_disabled()
    desk.keyboard.press("Enter")
    following = desk.locator(".imr-exercise").nth(1)
    expect(following.get_by_role("heading", level=3)).to_be_focused()
    expect(following).to_be_in_viewport()


def test_three_answers_that_are_not_right_lead_to_the_key(desk: Page, lab: Lab) -> None:
    exercise = opened(desk, lab, CHOICE)
    exercise.get_by_role("radio", name="None").check()
    check(exercise)
    expect(said(exercise)).to_contain_text("Not yet.")
    expect(exercise).to_contain_text("2 tries left")
    expect(exercise.get_by_role("button", name="Try again with a hint")).to_be_focused()
    check(exercise)  # the same again uses up no try
    expect(exercise.get_by_role("alert")).to_contain_text("the answer that you checked before")
    expect(exercise).to_contain_text("2 tries left")
    exercise.get_by_role("button", name="Try again with a hint").click()
    expect(exercise.locator(".hints li")).to_have_count(1)
    expect(exercise.get_by_role("radio", name="None")).to_be_focused()
    screenshot(desk, "choice-hint")
    exercise.get_by_role("radio", name="As many as pass").check()
    check(exercise)
    expect(exercise).to_contain_text("1 try left")
    expect(exercise.locator(".key")).to_have_count(0)
    exercise.get_by_role("radio", name="What utilization review offers").check()
    check(exercise)
    expect(said(exercise)).to_contain_text("Here is the answer.")
    expect(exercise.locator(".option.key")).to_have_text("All of themthe answer")
    expect(exercise.get_by_role("button", name="Check", exact=True)).to_be_hidden()
    screenshot(desk, "choice-key")


def test_what_has_no_answer_yet_is_named(desk: Page, lab: Lab) -> None:
    exercise = opened(desk, lab, VERDICT)
    check(exercise)
    expect(exercise.get_by_role("alert")).to_contain_text("No answer yet: “Your verdict”")
    expect(exercise.get_by_role("radio", name="Upheld")).to_be_focused()


def test_a_keyboard_alone_does(desk: Page, lab: Lab) -> None:
    """Arrows choose and answer nothing; no key reaches JupyterLab's own shortcuts."""
    exercise = opened(desk, lab, VERDICT)
    cells = desk.locator(".jp-Cell").count()
    exercise.get_by_role("radio", name="Upheld").focus()
    desk.keyboard.press("Space")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Space")
    for _ in range(3):
        desk.keyboard.press("ArrowDown")
    expect(said(exercise)).to_be_hidden()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Space")
    desk.keyboard.press("ArrowRight")
    expect(exercise.get_by_role("radio", name="Leaning")).to_be_checked()
    for letter in "abdx":  # JupyterLab's keys for cells
        desk.keyboard.press(letter)
    desk.keyboard.press("Tab")
    expect(exercise.get_by_role("button", name="Check", exact=True)).to_be_focused()
    desk.keyboard.press("Enter")
    expect(said(exercise)).not_to_be_empty()
    desk.keyboard.press("Enter")
    expect(exercise.locator(".form :focus")).to_have_count(1)
    assert desk.locator(".jp-Cell").count() == cells


def test_an_order_is_made_by_buttons_and_by_numbers(desk: Page, lab: Lab) -> None:
    exercise = opened(desk, lab, ORDER)
    question = ask(load_exercise(ORDER))
    answer = question.told({of: tuple(one) for of, one in key(load_exercise(ORDER)).right.items()})
    steps = sorted(question.parts, key=lambda part: str(answer[part.id]))
    last = exercise.get_by_role("button", name=f"Move down: {steps[-1].says}")
    last.focus()
    while last.is_enabled():
        desk.keyboard.press("Enter")
    expect(exercise.locator(".order li").last).to_contain_text(steps[-1].says)
    expect(exercise.get_by_role("button", name=f"Move up: {steps[-1].says}")).to_be_focused()
    for place, step in enumerate(steps[:-1], 1):
        exercise.get_by_role("combobox", name=f"Place of: {step.says}").select_option(str(place))
    check(exercise)
    expect(said(exercise)).to_contain_text("Right.")


def test_a_range_may_have_no_end(desk: Page, lab: Lab) -> None:
    exercise = opened(desk, lab, COUNT)
    exercise.get_by_role("textbox", name="At least").fill("six")
    exercise.get_by_role("checkbox", name="No upper end").check()
    expect(exercise.get_by_role("textbox", name="At most")).to_be_disabled()
    check(exercise)
    expect(exercise.get_by_role("alert")).to_contain_text("whole number")
    exercise.get_by_role("textbox", name="At least").fill("6")
    expect(exercise.locator(".range-line")).to_be_visible()
    check(exercise)
    expect(said(exercise)).to_contain_text("Right.")


def test_a_day_is_typed_as_charts_have_it(desk: Page, lab: Lab) -> None:
    exercise = opened(desk, lab, "l11-count-decide")
    (low,) = key(load_exercise("l11-count-decide")).right["low"]
    year, month, day = low.split("-")
    exercise.get_by_role("textbox").first.fill("soon")
    exercise.get_by_role("textbox").last.fill("soon")
    check(exercise)
    expect(exercise.get_by_role("alert")).to_contain_text("Write a date as MM/DD/YYYY.")
    exercise.get_by_role("textbox").first.fill(f"{int(month)}/{int(day)}/{year[2:]}")
    exercise.get_by_role("textbox").last.fill(f"{month}/{day}/{year}")
    check(exercise)
    expect(said(exercise)).not_to_be_empty()


def test_what_is_entered_is_kept_and_put_back_after_a_reload(desk: Page, lab: Lab) -> None:
    exercise = opened(desk, lab, VERDICT, name="kept.ipynb")
    exercise.get_by_role("radio", name="Upheld").check()
    exercise.get_by_role("radio", name="Fairly sure").check()
    expect(exercise).to_contain_text("Saved")
    exercise.get_by_role("radio", name="No gain from earlier").check()
    desk.reload()  # at once: before the draft went off
    wait_idle(desk)
    run_all(desk)
    exercise = desk.locator(".imr-exercise").first
    expect(exercise.get_by_role("radio", name="Upheld")).to_be_checked()
    expect(exercise.get_by_role("radio", name="No gain from earlier")).to_be_checked()
    expect(exercise.get_by_role("radio", name="Fairly sure")).to_be_checked()
    check(exercise)
    expect(said(exercise)).to_contain_text("That is not the main ground")
    run_all(desk)
    expect(said(desk.locator(".imr-exercise").first)).to_contain_text("That is not the main ground")


def test_a_kernel_started_anew_in_the_middle_loses_nothing(desk: Page, lab: Lab) -> None:
    exercise = opened(desk, lab, COUNT, name="anew.ipynb")
    exercise.get_by_role("textbox", name="At least").fill("6")
    exercise.get_by_role("textbox", name="At most").fill("9")
    check(exercise)
    expect(exercise).to_contain_text("2 tries left")
    exercise.get_by_role("textbox", name="At most").fill("77")
    restart(desk)
    expect(exercise.get_by_role("alert").first).to_contain_text("Not connected", timeout=2_000)
    expect(exercise.get_by_role("alert").first).to_contain_text("What you entered is kept.")
    expect(exercise.get_by_role("button", name="Check", exact=True)).to_be_disabled()
    expect(exercise.get_by_role("textbox", name="At most")).to_have_value("77")
    screenshot(desk, "gone")
    wait_idle(desk)
    run_all(desk)
    exercise = desk.locator(".imr-exercise").first
    expect(exercise.get_by_role("textbox", name="At most")).to_have_value("77")
    expect(exercise).to_contain_text("2 tries left")
    expect(said(exercise)).to_contain_text("Partly right.")
    exercise.get_by_role("checkbox", name="No upper end").check()
    check(exercise)
    expect(exercise.locator(".imr-meta")).to_contain_text("Saved")
    found = read_record(lab.folder / NAME)
    assert (found.intact, found.notes) == (True, [])
    assert [entry.attempt for entry in found.entries if entry.attempt] == [1, 2]
    assert len({entry.sitting for entry in found.entries}) == 1


def test_a_sealed_answer_is_kept_and_not_told(desk: Page, lab: Lab) -> None:
    (lab.folder / NAME).unlink(missing_ok=True)
    code = CELL.format(exercise=VERDICT).replace(")", ", sealed=True)")
    show(desk, lab, "exercise.ipynb", code)
    exercise = desk.locator(".imr-exercise").first
    expect(exercise.get_by_role("button", name="Take a hint")).to_be_hidden()
    exercise.get_by_role("radio", name="Overturned").check()
    exercise.get_by_role("radio", name="The request form is missing").check()
    exercise.get_by_role("button", name="Seal my answer").click()
    expect(said(exercise)).to_contain_text("Kept.")
    expect(exercise.get_by_role("button", name="Continue")).to_be_focused()
    screenshot(desk, "sealed")
    run_all(desk)
    expect(said(desk.locator(".imr-exercise").first)).to_contain_text("A later step opens it.")
    expect(exercise.locator(".sign:visible, .key")).to_have_count(0)


def test_an_answer_from_another_notebook_is_put_back_before_it_is_answered_again(
    desk: Page, lab: Lab
) -> None:
    exercise = opened(desk, lab, CHOICE)
    other = ExerciseView(CHOICE, 0, Keeper(lab.folder / NAME))
    other.sitting.check({"answer": "a"})
    exercise.get_by_role("radio", name="All of them").check()
    expect(exercise.get_by_role("radio", name="None")).to_be_checked()
    expect(said(exercise)).to_contain_text("Not yet.")
    exercise.get_by_role("radio", name="All of them").check()
    check(exercise)
    expect(said(exercise)).to_contain_text("Right.")


def test_a_slow_press_right_after_a_change_counts(desk: Page, lab: Lab) -> None:
    """What was said to the row before is gone by then, and moves nothing under the pointer."""
    exercise = opened(desk, lab, SORT)
    rows = exercise.get_by_role("radiogroup").all()
    for row in rows:
        row.get_by_role("radio").last.check()
    check(exercise)
    marked = exercise.locator(".reply.again:visible")
    expect(marked.first).to_be_visible()
    exercise.get_by_role("button", name="Try again", exact=True).click()
    wrong = [
        n
        for n, row in enumerate(exercise.locator(".row[data-part]").all())
        if row.locator(".reply.again:visible").count()
    ]
    first, then = (rows[n].locator("label") for n in wrong[:2])
    first.first.click()
    then.first.hover()
    desk.mouse.down()
    expect(exercise.locator(".saved")).to_have_text("Saved")
    desk.mouse.up()
    expect(then.first.get_by_role("radio")).to_be_checked()


def test_two_views_of_one_exercise_go_together(desk: Page, lab: Lab) -> None:
    (lab.folder / NAME).unlink(missing_ok=True)
    lines = CELL.format(exercise=CHOICE).splitlines()
    show(desk, lab, "exercise.ipynb", f"{lines[0]}\nview = {lines[1]}\nview", "view")
    one, other = desk.locator(".imr-exercise").all()
    one.get_by_role("radio", name="None").check()
    expect(other.get_by_role("radio", name="None")).to_be_checked()
    check(other)
    for each in (one, other):
        expect(said(each)).to_contain_text("Not yet.")
    expect(other.locator(":focus")).to_have_count(1)
    one.get_by_role("radio", name="All of them").check()
    check(one)
    expect(said(other)).to_contain_text("Right.")


def test_a_folder_that_cannot_be_written_is_told_and_the_lesson_goes_on(
    desk: Page, lab: Lab
) -> None:
    code = f"""from pathlib import Path
from imrkit.views.exercise import ExerciseView, Keeper
ExerciseView({CHOICE!r}, 0, Keeper(Path("/dev/null/answers.jsonl")))"""
    show(desk, lab, "exercise.ipynb", code)
    exercise = desk.locator(".imr-exercise").first
    exercise.get_by_role("radio", name="All of them").check()
    expect(exercise.get_by_role("alert")).to_contain_text("cannot be saved")
    screenshot(desk, "read-only")
    check(exercise)
    expect(said(exercise)).to_contain_text("Right.")
    expect(exercise).not_to_contain_text("Saved")


def answer_elsewhere(lab: Lab, *exercises: str) -> None:
    """Answer each exercise once more, as in another notebook: wrongly while it can be done."""
    keeper = Keeper(lab.folder / NAME)
    for exercise in exercises:
        sitting, found = ExerciseView(exercise, 0, keeper).sitting, answers_to(exercise)
        sitting.check([*found.wrong, found.right][sitting.attempt])


def test_nothing_goes_sideways_where_there_is_little_room(desk: Page, lab: Lab) -> None:
    """At 480 px, and at 200 % of 1280 px."""
    opened(desk, lab, *PLAIN)
    answer_elsewhere(lab, *PLAIN)
    run_all(desk)
    hide_sidebar(desk)
    for width in (480, 640):
        desk.set_viewport_size({"width": width + 100, "height": 12_000})
        expect(desk.locator(".imr-exercise .feedback:visible")).to_have_count(len(PLAIN))
        screenshot(desk, f"narrow-{width}")
        assert max(sideways(desk)) <= 0
    hide_sidebar(desk)  # the same again brings it back


def test_a_widget_that_was_slow_to_get_ready_hears_python_all_the_same(
    page: Page, lab: Lab
) -> None:
    page.add_init_script(GIVES_UP)
    exercise = opened(page, lab, CHOICE, name="slow.ipynb")
    exercise.locator("label.option").first.click()
    check(exercise)
    expect(said(exercise)).not_to_be_empty()


def test_the_accessibility_checker_finds_nothing_in_light_and_dark(desk: Page, lab: Lab) -> None:
    """As it is asked, after the first answer that is not right, and at the end."""
    desk.set_viewport_size({"width": 1280, "height": 14_000})
    opened(desk, lab, *PLAIN)
    for tries in range(len(TRIES) + 1):
        if tries:
            answer_elsewhere(lab, *PLAIN)
        if tries in (0, 1, len(TRIES)):
            run_all(desk)
            told = desk.locator(".imr-exercise .feedback:visible")
            expect(told).to_have_count(len(PLAIN) if tries else 0)
            assert axe_violations(desk, ".imr-exercise") == []
            screenshot(desk, f"every-light-{tries}")
            with dark(desk):
                assert axe_violations(desk, ".imr-exercise") == []
                screenshot(desk, f"every-dark-{tries}")


def test_the_saved_notebook_holds_nothing_of_the_key(desk: Page, lab: Lab) -> None:
    opened(desk, lab, CHOICE, name="saved.ipynb")
    execute(desk, "docmanager:save")
    expect(desk.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")).to_be_visible()
    wait_idle(desk)
    saved = Path(lab.folder / "saved.ipynb").read_text(encoding="utf-8")
    assert "To answer here, choose Run, then Run All Cells." in saved
    assert json.dumps(key(load_exercise(CHOICE)).because)[1:-1] not in saved
