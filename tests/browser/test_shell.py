"""Lessons in JupyterLab as `imrkit lab` opens it: ready, guarded, with the course beside them."""

import dataclasses
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from imrkit.course.sidebar import Listed, Sidebar, read_sidebar, sidebar_file, write_sidebar
from tests.browser.jupyter import (
    PATIENCE,
    Lab,
    axe_violations,
    dark,
    execute,
    in_sight,
    open_anew,
    open_lesson,
    open_notebook,
    restart,
    run_all,
    running_lab,
    screenshot,
    wait_idle,
    wait_ready,
)

PLAIN = [*"ddxabmycvz00ii1r", "Enter", "Escape", "ArrowDown", "ArrowUp"]
TOGETHER = ["Control+m", "Control+Shift+-", "Control+Shift+ArrowUp", "Control+Shift+ArrowDown"]
SHIFTED = ["Shift+M", "Shift+V", "Shift+Enter", "Control+Enter", "Alt+Enter"]
SLIPS = PLAIN + TOGETHER + SHIFTED
"""Keys that do something to a notebook in JupyterLab's command mode."""


def widget(page: Page, look: str) -> object:
    """Ask JupyterLab something of the notebook in sight."""
    return page.evaluate(f"() => {{ const panel = window.jupyterapp.shell.currentWidget; {look} }}")


def cells(page: Page) -> object:
    """The cells of the notebook in sight: what they are and say, in their order."""
    return widget(
        page,
        "return [...panel.model.cells].map(c => [c.id, c.type, c.sharedModel.getSource()])",
    )


def is_changed(page: Page) -> bool:
    """Whether JupyterLab takes the notebook for one that waits to be saved."""
    return bool(widget(page, "return panel.model.dirty"))


def how_often(page: Page) -> object:
    """How often Python has run a cell in this notebook's kernel."""
    return widget(
        page, "return Math.max(...[...panel.model.cells].map(c => c.executionCount ?? 0))"
    )


def scrolled(page: Page) -> float:
    """How far down the lesson in sight is scrolled."""
    panel = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer"
    return float(page.evaluate(f"document.querySelector('{panel}').scrollTop"))


def notes(panel: Locator, which: str = "Last") -> Locator:
    """A place in the lesson where one writes."""
    return panel.get_by_label(f"{which} notes")


def height_of(part: Locator) -> float:
    """How far down the window something is."""
    box = part.bounding_box()
    assert box is not None
    return box["y"]


def expect_height(part: Locator, place: float) -> None:
    """Expect it to be at a place in the window, once the cells around it are drawn."""
    for _ in range(30):
        part.page.wait_for_timeout(100)
        if abs(height_of(part) - place) < 3:
            return
    assert height_of(part) == pytest.approx(place, abs=3)


def bring_into_view(part: Locator) -> float:
    """Scroll to it until the cells around it are drawn; returns how far down the window it is."""
    place = float("inf")
    for _ in range(30):
        part.scroll_into_view_if_needed()
        before, place = place, height_of(part)
        if place == before:
            return place
        come_to_rest(part.page)
    raise AssertionError("the page does not come to rest")


def come_to_rest(page: Page) -> None:
    """Wait until the place on the page is noted, once the scrolling has come to rest."""
    page.wait_for_timeout(400)


@contextmanager
def slowed(page: Page, times: int) -> Iterator[None]:
    """Let the browser compute so many times slower."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": times})
    yield
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    session.detach()


@pytest.fixture
def lesson(desk: Page, lab: Lab) -> Page:
    """A lesson, opened anew; nobody has run it."""
    open_anew(desk, lab, lab.lesson("opened"))
    wait_ready(desk)
    return desk


@pytest.fixture
def same(desk: Page, lab: Lab) -> Page:
    """A lesson for tests that leave it as it was: it stays open from one to the next."""
    if in_sight(desk) != "same.ipynb":
        open_anew(desk, lab, lab.lesson("same"))
    wait_ready(desk)
    return desk


def test_a_lesson_opens_ready_with_its_beginning_in_sight(lesson: Page) -> None:
    """Answered without running anything; nothing waits to be saved; no code is in sight."""
    panel = wait_ready(lesson)
    expect(panel.get_by_role("heading", name="The lesson opened")).to_be_in_viewport()
    assert scrolled(lesson) == 0
    assert not is_changed(lesson)
    expect(panel.locator(".jp-InputPlaceholder").first).to_be_hidden()
    expect(panel.locator(".imrkit-says")).to_be_empty()
    screenshot(lesson, "shell-ready")
    notes(panel, "First").fill("Six visits.")
    panel.get_by_role("button", name="Count").first.click()
    expect(panel).to_contain_text("11 letters.")
    assert not is_changed(lesson)
    assert how_often(lesson) == 2, "each cell once"


def test_while_python_starts_a_sentence_says_so_and_the_saved_copy_can_be_read(
    page: Page, lab: Lab
) -> None:
    page.goto(lab.url(lab.lesson("starts")))
    panel = page.locator(".jp-NotebookPanel")
    expect(panel.locator(".imrkit-says")).to_contain_text("Python is starting", timeout=PATIENCE)
    expect(panel).to_contain_text("First notes, as saved")
    screenshot(page, "shell-starting")
    page.evaluate(
        """() => {
            const line = document.querySelector(".imrkit-says");
            window.told = [];
            new MutationObserver(() => window.told.push(line.textContent))
                .observe(line, {childList: true});
        }"""
    )
    wait_ready(page)
    assert "The questions are ready." in page.evaluate("window.told"), "for a screen reader"
    expect(panel).not_to_contain_text("as saved")


def test_a_reload_shows_what_was_there_at_the_place_where_it_was(same: Page) -> None:
    """The kernel goes on living: nothing runs again, and what was written is kept."""
    panel = wait_ready(same)
    notes(panel).fill("Six visits exceed what a home program takes.")
    panel.get_by_role("button", name="Count").last.click()
    expect(panel).to_contain_text("44 letters.")
    come_to_rest(same)
    place = height_of(notes(panel))
    assert scrolled(same) > 1000
    same.reload()
    panel = wait_ready(same)
    expect(notes(panel)).to_have_value("Six visits exceed what a home program takes.")
    expect(panel).to_contain_text("44 letters.")
    expect_height(notes(panel), place)
    assert not is_changed(same)


def test_a_slow_computer_too_comes_back_to_the_place(desk: Page, lab: Lab) -> None:
    """There the cells are drawn one after another, long after the page is open."""
    open_anew(desk, lab, "lesson06.ipynb")
    panel = wait_ready(desk)
    last = panel.locator("[data-exercise='l06-verdict-alone']")
    expect(last).to_be_visible(timeout=PATIENCE)  # then all of them are drawn
    question = panel.locator("[data-exercise='l06-error-neck']")
    place = bring_into_view(question)
    with slowed(desk, 6):
        desk.reload()
        wait_ready(desk)
        expect(question).to_be_visible(timeout=PATIENCE)
        expect(question).to_be_in_viewport(timeout=PATIENCE)
    expect_height(question, place)


def test_a_restart_in_the_middle_keeps_the_place(desk: Page, lab: Lab) -> None:
    """Every exercise above grows by a line while Python is gone."""
    open_anew(desk, lab, "lesson06.ipynb")
    panel = wait_ready(desk)
    expect(panel.locator("[data-exercise='l06-verdict-alone']")).to_be_visible(timeout=PATIENCE)
    question = panel.locator("[data-exercise='l06-error-neck']")
    place = bring_into_view(question)
    restart(desk)
    expect(panel.locator(".imrkit-says")).to_contain_text("Python is starting again")
    wait_ready(desk)
    expect(question).to_be_in_viewport(timeout=PATIENCE)
    expect_height(question, place)


def test_a_reload_with_a_kernel_that_lost_the_lesson_runs_it(same: Page, lab: Lab) -> None:
    """It was restarted while nobody looked, so that the kernel is the same one and is empty."""
    panel = wait_ready(same)
    notes(panel, "First").fill("Six visits.")
    kernel = widget(same, "return panel.sessionContext.session.kernel.id")
    same.goto("about:blank")
    answer = same.request.post(
        f"{lab.base}/api/kernels/{kernel}/restart", headers={"Authorization": f"token {lab.token}"}
    )
    assert answer.ok
    same.goto(lab.url("same.ipynb"))
    panel = wait_ready(same)
    notes(panel, "First").fill("Six.")
    panel.get_by_role("button", name="Count").first.click()
    expect(panel).to_contain_text("4 letters.")


FORGET = """async () => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const code = "from ipywidgets.widgets import widget; widget._instances.clear()";
    await kernel.requestExecute({ code }).done;
}"""


def test_what_a_kernel_does_not_hand_over_after_a_reload_is_run_again(same: Page) -> None:
    """It still names its widgets, and tells nothing of them: as one may that is too busy."""
    panel = wait_ready(same)
    same.evaluate(FORGET)
    same.reload()
    panel = same.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(notes(panel)).to_be_visible(timeout=PATIENCE)
    wait_ready(same)
    notes(panel, "First").fill("Six.")
    panel.get_by_role("button", name="Count").first.click()
    expect(panel).to_contain_text("4 letters.")


def test_a_restarted_kernel_gets_the_lesson_again_by_itself(same: Page) -> None:
    """Once, at the place where the learner is."""
    panel = wait_ready(same)
    notes(panel).fill("Six visits.")
    come_to_rest(same)
    restart(same)
    expect(panel.locator(".imrkit-says")).to_contain_text("Python is starting again")
    wait_ready(same)
    expect(notes(panel)).to_be_in_viewport()
    expect(notes(panel)).to_be_focused()
    expect(notes(panel)).to_have_value("")  # these notes are in no record of answers
    notes(panel).fill("Six.")
    panel.get_by_role("button", name="Count").last.click()
    expect(panel).to_contain_text("4 letters.")
    assert how_often(same) == 2
    assert not is_changed(same)


RESTART_AND_RUN_ALL = """() => {
    const { commands, shell } = window.jupyterapp;
    const { node } = shell.currentWidget;
    const states = [];
    new MutationObserver(() => states.push(node.dataset.imrkit))
        .observe(node, { attributeFilter: ["data-imrkit"] });
    window.ran = false;
    window.readyAgain = () => states.includes("starting") && states.at(-1) === "ready";
    commands.execute("notebook:restart-run-all").then(() => window.ran = true);
}"""


def test_restart_and_run_all_does_not_run_it_twice(same: Page) -> None:
    wait_ready(same)
    same.evaluate(RESTART_AND_RUN_ALL)
    same.locator(".jp-Dialog .jp-mod-accept").click()
    same.wait_for_function("() => window.ran && window.readyAgain()", timeout=PATIENCE)
    wait_idle(same)
    assert how_often(same) == 2


def test_no_slip_of_the_keyboard_changes_a_lesson(same: Page) -> None:
    panel = wait_ready(same)
    before, runs = cells(same), how_often(same)
    for where in (".jp-MarkdownCell", ".jp-CodeCell", "button:has-text('Count')"):
        panel.locator(where).first.click()
        for key in SLIPS:
            same.keyboard.press(key)
        same.wait_for_timeout(300)
        assert cells(same) == before, where
        assert how_often(same) == runs, where
        expect(same.get_by_role("dialog")).to_have_count(0)
        assert not is_changed(same), where


def test_the_learner_types_where_a_lesson_asks_for_words(same: Page) -> None:
    text = notes(wait_ready(same), "First")
    text.click()
    same.keyboard.type("dd xab m: 6 visits, 0 0")
    expect(text).to_have_value("dd xab m: 6 visits, 0 0")


def test_keys_of_the_whole_page_go_on_working(same: Page) -> None:
    """The list of commands opens from within a lesson, and knows the course."""
    wait_ready(same).get_by_role("button", name="Count").first.focus()
    same.keyboard.press("Control+Shift+C")
    palette = same.locator(".lm-CommandPalette")
    expect(palette).to_be_visible()
    same.keyboard.type("Show the Course")
    expect(palette.locator(".lm-CommandPalette-itemLabel").first).to_have_text("Show the Course")
    same.keyboard.press("Enter")
    expect(same.get_by_role("navigation", name="Course")).to_be_visible()


def test_no_tool_that_changes_cells_is_in_sight(same: Page) -> None:
    panel = wait_ready(same)
    panel.locator(".jp-MarkdownCell").first.click()
    for name in ("save", "insert", "cut", "copy", "paste", "cellType"):
        expect(panel.locator(f'[data-jp-item-name="{name}"]')).to_be_hidden()
    expect(panel.locator(".jp-Notebook-footer")).to_be_hidden()
    expect(panel.locator(".jp-cell-toolbar:visible")).to_have_count(0)


CHANGES = """() => {
    const { commands } = window.jupyterapp;
    const named = /cell|insert|duplicate|paste|split|merge|clear|undo|redo/;
    return commands.listCommands()
        .filter(id => /^(notebook|edit|editmenu):/.test(id) && named.test(id))
        .filter(id => !/^notebook:(restart|run|create|trust|toggle|export|go-to|close)/.test(id))
        .sort();
}"""
"""JupyterLab's commands that do something to cells."""
DO = """async id => { await window.jupyterapp.commands.execute(id).catch(() => {}); }"""
IS_OFFERED = "id => window.jupyterapp.commands.isEnabled(id)"
MOVES = "notebook:move-cell-down", "notebook:insert-cell-below", "notebook:paste-cell-below"


def test_no_command_of_jupyterlab_moves_adds_or_takes_cells_of_a_lesson(
    page: Page, lab: Lab
) -> None:
    panel = open_lesson(page, lab, lab.lesson("opened"))
    before, every = cells(page), page.evaluate(CHANGES)
    assert len(every) > 20
    assert set(MOVES) <= set(every)
    panel.locator(".jp-MarkdownCell").nth(1).click()
    for command in (*every, "notebook:run-cell-and-insert-below"):
        page.evaluate(DO, command)
        assert cells(page) == before, command
    expect(panel.get_by_role("button", name="Count").first).to_be_visible()
    assert not is_changed(page)


def test_the_menu_offers_no_change_of_cells_in_a_lesson_and_does_in_ones_own_notebook(
    lesson: Page, lab: Lab
) -> None:
    for command in MOVES[:2]:
        assert not lesson.evaluate(IS_OFFERED, command)
    lesson.locator(".lm-MenuBar-item", has_text="Edit").click()
    move = lesson.locator(".lm-Menu-item", has_text="Move Cell Down")
    expect(move).to_have_class(re.compile("lm-mod-disabled"))
    screenshot(lesson, "shell-edit-menu")
    lesson.keyboard.press("Escape")
    name = lab.write("mine.ipynb", "1", "2")
    execute(lesson, "docmanager:open", path=name)
    panel = lesson.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(panel.locator(".jp-CodeCell")).to_have_count(2)
    wait_idle(lesson)
    panel.locator(".jp-CodeCell").first.click(position={"x": 4, "y": 4})
    for command in MOVES[:2]:
        assert lesson.evaluate(IS_OFFERED, command)
        lesson.evaluate(DO, command)
    assert [source for _, _, source in cells(lesson)] == ["2", "1", ""]  # type: ignore[attr-defined]


def test_a_lesson_is_read_anew_from_its_file(lesson: Page) -> None:
    """What guards its cells lets JupyterLab put all of them in place of all."""
    before = cells(lesson)
    lesson.evaluate("() => window.jupyterapp.shell.currentWidget.context.revert()")
    assert cells(lesson) == before
    expect(wait_ready(lesson).get_by_role("heading", name="The lesson opened")).to_be_visible()


def test_an_edit_that_somebody_means_is_saved_as_ever(lesson: Page) -> None:
    """What an author changes by JupyterLab's own means waits to be saved."""
    widget(lesson, "panel.model.sharedModel.cells[0].setSource('# Mine')")
    assert is_changed(lesson)


def test_a_copy_of_unknown_origin_does_not_run_and_says_what_to_do(desk: Page, lab: Lab) -> None:
    panel = open_anew(desk, lab, lab.lesson("forged", signed=False))
    said = panel.locator(".imrkit-says")
    expect(said).to_contain_text("does not start by itself", timeout=PATIENCE)
    expect(panel.locator(".imrkit-says")).to_contain_text("choose Run, then Run All Cells")
    expect(panel.locator(".jp-InputPlaceholder").first).to_be_visible()
    wait_idle(desk)
    desk.wait_for_timeout(500)
    expect(panel.get_by_role("button", name="Count")).to_have_count(0)
    assert not is_changed(desk)
    screenshot(desk, "shell-untrusted")
    run_all(desk)
    expect(panel.get_by_role("button", name="Count").first).to_be_visible()


def test_a_copy_of_unknown_origin_without_outputs_does_not_run_either(desk: Page, lab: Lab) -> None:
    """Nothing in it is unsafe to show; running it is another matter."""
    name = lab.write("bare.ipynb", "open('ran', 'w')")
    notebook = json.loads((lab.folder / name).read_text())
    notebook["metadata"]["imrkit"] = {"lesson": 1}
    (lab.folder / name).write_text(json.dumps(notebook))
    panel = open_anew(desk, lab, name)
    said = panel.locator(".imrkit-says")
    expect(said).to_contain_text("does not start by itself", timeout=PATIENCE)
    desk.wait_for_timeout(500)
    assert not (lab.folder / "ran").exists()


def test_without_the_extension_a_lesson_runs_when_it_is_told_to(page: Page, tmp_path: Path) -> None:
    with running_lab(tmp_path, plain=True) as plain:
        panel = open_notebook(page, plain, plain.lesson("anywhere"))
        expect(page.get_by_role("navigation", name="Course")).to_have_count(0)
        expect(panel).to_contain_text("First notes, as saved")
        run_all(page)
        notes(panel, "First").fill("Six.")
        panel.get_by_role("button", name="Count").first.click()
        expect(panel).to_contain_text("4 letters.")


def test_another_notebook_is_left_as_jupyterlab_has_it(desk: Page, lab: Lab) -> None:
    """No guard, no hidden tools, and it runs when it is told to."""
    panel = open_anew(desk, lab, lab.write("own.ipynb", "1 + 1"))
    expect(panel.locator('[data-jp-item-name="insert"]')).to_be_visible()
    panel.locator(".jp-CodeCell").click(position={"x": 4, "y": 4})
    desk.keyboard.press("Escape")
    desk.keyboard.press("b")
    expect(panel.locator(".jp-Cell")).to_have_count(2)
    expect(panel.locator(".jp-OutputArea-output")).to_have_count(0)


def test_two_lessons_run_each_in_a_kernel_of_its_own(desk: Page, lab: Lab) -> None:
    """The second one once it is looked at; each keeps its own place."""
    first, second = lab.lesson("first"), lab.lesson("second")
    open_anew(desk, lab, first)
    notes(wait_ready(desk)).fill("In the first.")
    come_to_rest(desk)
    place = height_of(notes(desk.locator(".jp-NotebookPanel")))
    desk.get_by_role("navigation", name="Course").get_by_role(
        "link", name="second", exact=True
    ).click()
    panel = desk.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(panel.get_by_role("heading", name="The lesson second")).to_be_visible()
    panel = wait_ready(desk)
    expect(notes(panel)).to_have_value("")
    assert scrolled(desk) == 0
    assert second == widget(desk, "return panel.context.path")
    desk.get_by_role("navigation", name="Course").get_by_role(
        "link", name="first", exact=True
    ).click()
    expect(panel.get_by_role("heading", name="The lesson first")).to_have_count(1)
    expect(notes(panel)).to_have_value("In the first.")
    expect_height(notes(panel), place)


TOLD = Sidebar(
    (
        Listed("told.ipynb", "Six asked, ten allowed", 4, 25, "started", "8 of 20 answered"),
        Listed("next.ipynb", "Whose burden?", 5, 20, "new"),
        Listed("rule_book.ipynb", "The rule book"),
    ),
    start="empty.ipynb",
    due=3,
)


def test_the_course_tells_how_far_the_learner_is_and_opens_lessons(desk: Page, lab: Lab) -> None:
    told, after = lab.lesson("told"), lab.lesson("next")
    write_sidebar(lab.folder, TOLD)
    open_anew(desk, lab, told)
    course = desk.get_by_role("navigation", name="Course")
    mine = course.get_by_role("link", name="4. Six asked, ten allowed")
    expect(mine).to_contain_text("started · 8 of 20 answered")
    expect(mine).to_have_attribute("aria-current", "page")
    expect(course).to_contain_text("3 questions come back today.")
    expect(course.get_by_role("link").first).to_have_text("Start page")
    assert axe_violations(desk, "#imrkit-course") == []
    screenshot(desk, "shell-course")
    with dark(desk):
        assert axe_violations(desk, "#imrkit-course") == []
        screenshot(desk, "shell-course-dark")
    mine.focus()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(course.get_by_role("link", name="Whose burden?")).to_have_attribute(
        "aria-current", "page"
    )
    wait_ready(desk)
    assert widget(desk, "return panel.context.path") == after


def test_a_narrow_window_opens_with_the_course_folded(page: Page, lab: Lab) -> None:
    """Also where a wider one had it open beside the lesson."""
    page.set_viewport_size({"width": 1280, "height": 800})
    open_lesson(page, lab, lab.lesson("narrow"))
    course = page.get_by_role("navigation", name="Course")
    expect(course).to_be_visible()
    page.wait_for_timeout(1500)  # JupyterLab notes after a while what is open
    page.goto("about:blank")
    page.set_viewport_size({"width": 600, "height": 800})
    open_lesson(page, lab, lab.lesson("narrow"))
    panel = wait_ready(page)
    expect(course).to_be_hidden()
    box = panel.bounding_box()
    assert box is not None
    assert box["width"] > 500
    screenshot(page, "shell-narrow")


def test_a_window_that_is_made_narrow_folds_the_course_and_made_wide_shows_it_again(
    page: Page, lab: Lab
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    open_lesson(page, lab, lab.lesson("narrowed"))
    course = page.get_by_role("navigation", name="Course")
    expect(course).to_be_visible()
    page.set_viewport_size({"width": 600, "height": 800})
    expect(course).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(course).to_be_visible()


@pytest.fixture
def course_file(lab: Lab) -> Iterator[Path]:
    """What the sidebar is told; as it was for the tests that come after."""
    told = sidebar_file(lab.folder)
    kept = told.read_bytes()
    yield told
    told.write_bytes(kept)


@pytest.mark.usefixtures("course_file")
def test_the_course_follows_the_record_within_seconds(desk: Page, lab: Lab) -> None:
    """Python writes the file when an answer is in; the sidebar has it when Python is done."""
    name = lab.lesson("grows")
    write_sidebar(lab.folder, Sidebar((Listed(name, "It grows", 1, 0, "new"),)))
    panel = open_anew(desk, lab, name)
    link = desk.get_by_role("navigation", name="Course").get_by_role("link", name="It grows")
    expect(link).to_contain_text("not started")
    found = read_sidebar(lab.folder)
    assert found is not None
    far = dataclasses.replace(found.lessons[0], state="done")
    write_sidebar(lab.folder, Sidebar((far,)))
    panel.get_by_role("button", name="Count").first.click()
    expect(link).to_contain_text("done", timeout=5000)


def test_without_what_python_tells_the_notebooks_are_listed_by_name(
    page: Page, lab: Lab, course_file: Path
) -> None:
    course_file.unlink()
    page.goto(lab.url("empty.ipynb"))
    course = page.get_by_role("navigation", name="Course")
    expect(course.get_by_role("link", name="start", exact=True)).to_be_visible(timeout=PATIENCE)
    expect(course.get_by_role("link", name=re.compile("rule_book"))).to_be_visible()
