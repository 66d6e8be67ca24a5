"""The explorer in a real JupyterLab, by mouse and by keyboard."""

import os
import re
import signal

from playwright.sync_api import Locator, Page, expect

from tests.browser.jupyter import (
    Lab,
    axe_violations,
    dark,
    restart,
    run_all,
    screenshot,
    show,
    wait_idle,
)

LEFT = "can be read in more than one way"
FLAGSHIP = 'import imrkit\nexplorer = imrkit.explore("flagship")\nexplorer'


def opened(
    page: Page, lab: Lab, *cells: str, width: int = 1280, name: str = "explore.ipynb"
) -> Locator:
    """Run a notebook whose first cell shows an explorer; returns the explorer."""
    page.set_viewport_size({"width": width, "height": 900})
    show(page, lab, name, *(cells or (FLAGSHIP,)))
    explorer = page.locator(".imrkit-explorer").first
    expect(explorer.get_by_role("heading", level=2)).not_to_be_empty()
    expect(explorer.locator(".ways li").first).to_be_visible()  # it has told all that is in sight
    return explorer


def outcome(explorer: Locator) -> Locator:
    return explorer.locator(".imr-outcome")


def fact(explorer: Locator, name: str) -> Locator:
    return explorer.get_by_role("radiogroup", name=name)


def unfold_all(explorer: Locator) -> None:
    """Open every fold, also those inside of one that is opened here or comes in the meantime."""
    folded = explorer.locator("details:not([open]) > summary").filter(visible=True)
    while folded.count():
        folded.first.click()
        expect(explorer.locator("[aria-busy=true]")).to_have_count(0)


def test_only_a_reason_that_alone_lets_the_denial_stand_says_so(desk: Page, lab: Lab) -> None:
    """Also among those that are met, which are folded."""
    explorer = opened(desk, lab)
    said = explorer.locator(".imr-ground .alone:not([hidden])")
    expect(said).to_have_count(3)
    expect(explorer.locator(".imr-ground.imr-met .alone:not([hidden])")).to_have_count(0)
    expect(said.first).to_contain_text("nough by itself to uphold.")


def test_only_of_a_fact_that_could_turn_it_a_screen_reader_tells_so(desk: Page, lab: Lab) -> None:
    explorer = opened(desk, lab)
    could = explorer.locator(".could").filter(visible=True)
    control = explorer.locator(".fact").filter(visible=True).locator("[role=radiogroup], select")
    expect(could).to_have_count(0)
    for one in control.all():
        expect(one).to_have_accessible_description(re.compile("^(?!could turn it)"))
    explorer.get_by_role("button", name="Try it").first.click()
    expect(could.first).to_be_visible()
    turns = explorer.locator(".fact", has=desk.locator(".could:visible")).first
    turning = turns.locator("[role=radiogroup], select")
    expect(turning.first).to_have_accessible_description(re.compile("^could turn it"))


def test_a_key_on_a_slider_changes_the_outcome(desk: Page, lab: Lab) -> None:
    explorer = opened(desk, lab)
    expect(outcome(explorer)).to_contain_text("goes against one criterion")
    slider = explorer.get_by_role("slider", name="Visits requested")
    for _ in range(3):
        slider.press("ArrowLeft")
    expect(outcome(explorer)).to_contain_text(LEFT)
    expect(slider).to_be_focused()
    expect(slider).to_have_attribute("aria-valuetext", "3 visits")
    expect(explorer.get_by_label("Visits requested, number of visits")).to_have_value("3")


def test_not_documented_is_a_choice_like_any_other(desk: Page, lab: Lab) -> None:
    explorer = opened(desk, lab)
    choice = fact(explorer, "A barrier to home exercise")
    expect(choice.get_by_role("radio", name="No", exact=True)).to_be_checked()
    choice.get_by_role("radio", name="Not documented").check()
    expect(outcome(explorer)).to_contain_text("not shown")
    expect(choice.get_by_role("radio", name="Not documented")).to_be_focused()
    expect(explorer.get_by_text("Changed by you. In the file: no.")).to_be_visible()


def test_a_number_that_no_document_gave_can_be_given(desk: Page, lab: Lab) -> None:
    explorer = opened(desk, lab)
    slider = explorer.get_by_role("slider", name="Visits completed before")
    expect(slider).to_be_hidden()
    fact(explorer, "Visits completed before").get_by_role("radio", name="Documented").last.check()
    expect(slider).to_be_visible()
    explorer.get_by_label("Visits completed before, number of visits").fill("40")
    against = explorer.locator(".imr-ground").get_by_text("Together with the 40 visits")
    expect(against.first).to_be_visible()


def test_a_date_of_the_decision_can_be_given_and_an_edition_tried(desk: Page, lab: Lab) -> None:
    explorer = opened(desk, lab)
    explorer.locator("summary", has_text="Given").click()
    decided = fact(explorer, "Date of the decision")
    expect(decided.get_by_role("radio", name="2014")).to_be_checked()
    decided.get_by_role("radio", name="A date").check()
    entry = explorer.locator("input[type=date][aria-label='Date of the decision']")
    expect(entry).to_have_value("2014-01-01")
    expect(explorer.locator(".changed-facts")).to_contain_text("01/01/2014")
    editions = explorer.get_by_label("Try an edition by its date")
    of_2016 = editions.locator("option", has_text="Chronic Pain Medical Treatment Guidelines, 2016")
    editions.select_option(value=of_2016.get_attribute("value"))
    expect(explorer.locator(".meta")).to_contain_text("Guidelines, 2016")


def test_the_request_moves_along_with_the_decision_and_back(desk: Page, lab: Lab) -> None:
    explorer = opened(desk, lab)
    explorer.locator("summary", has_text="Given").click()
    fact(explorer, "Date of the decision").get_by_role("radio", name="A date").check()
    changed = explorer.locator(".changed-facts")
    expect(changed).to_contain_text("date of the request")
    changed.get_by_role("button", name="Undo date of the decision").click()
    expect(changed).to_be_hidden()


def test_what_cannot_be_is_told_in_place_of_a_result_and_in_sight(desk: Page, lab: Lab) -> None:
    explorer = opened(desk, lab)
    fact(explorer, "Visits completed before").get_by_role("radio", name="Documented").last.check()
    explorer.get_by_label("Visits completed before, number of visits").fill("0")
    gain = fact(explorer, "The earlier treatment improved function")
    gain.get_by_role("radio", name="Yes").check()
    expect(outcome(explorer)).to_contain_text("This cannot be")
    expect(explorer.locator(".doubt")).to_contain_text("has completed 0 visits")
    expect(explorer.locator(".doubt")).to_be_in_viewport()
    screenshot(desk, "explorer-cannot-be")
    gain.get_by_role("radio", name="No", exact=True).check()
    expect(explorer.locator(".doubt")).to_be_hidden()


def test_an_injury_after_the_decision_is_refused_in_words(desk: Page, lab: Lab) -> None:
    explorer = opened(desk, lab)
    explorer.locator("summary", has_text="Given").click()
    entry = explorer.locator("input[type=date][aria-label='Date of injury']")
    entry.fill("2020-05-05")
    expect(explorer.get_by_role("alert")).to_contain_text("a day up to the decision (12/31/2014)")
    expect(explorer.locator(".changed-facts")).to_be_hidden()


def test_a_number_out_of_bounds_is_explained_and_changes_nothing(desk: Page, lab: Lab) -> None:
    explorer = opened(desk, lab)
    entry = explorer.get_by_label("Visits requested, number of visits")
    entry.fill("-4")
    expect(entry).to_have_attribute("aria-invalid", "true")
    wrong = explorer.get_by_text("Expected: a whole number from 1 to 99")
    expect(wrong).to_be_visible()
    fact(explorer, "The earlier treatment improved function").get_by_role(
        "radio", name="Yes"
    ).check()
    expect(wrong).to_contain_text("Until then, 6 counts.")  # it stays, whatever else is changed
    expect(entry).to_have_value("-4")
    entry.fill("")
    entry.press_sequentially("250")
    expect(wrong).to_contain_text("“250” does not fit.")
    expect(explorer.locator(".changed-facts")).not_to_contain_text("visits requested")
    entry.fill("3")
    expect(wrong).to_be_hidden()
    expect(entry).to_have_attribute("aria-invalid", "false")
    expect(outcome(explorer)).to_contain_text(LEFT)


def test_a_way_to_change_the_result_is_one_click_away(desk: Page, lab: Lab) -> None:
    explorer = opened(desk, lab)
    explorer.get_by_role(
        "button", name=re.compile("Try it: Ask for at most 3 visits")
    ).first.click()
    expect(outcome(explorer)).to_contain_text("Overturned")
    expect(outcome(explorer)).to_contain_text("On the facts of the file: upheld, not met")
    expect(outcome(explorer)).to_be_focused()
    expect(explorer.get_by_role("slider", name="Visits requested")).to_have_value("3")


def test_each_change_is_undone_by_itself_and_all_by_one_button(desk: Page, lab: Lab) -> None:
    explorer = opened(desk, lab)
    changes = explorer.get_by_role("group", name="Your changes")
    expect(changes).to_be_hidden()
    explorer.get_by_role("slider", name="Visits requested").press("End")
    fact(explorer, "The earlier treatment improved function").get_by_role(
        "radio", name="Yes"
    ).check()
    expect(changes.get_by_role("listitem")).to_have_count(2)
    changes.get_by_role("button", name="Undo visits requested").click()
    expect(changes.get_by_role("listitem")).to_have_count(1)
    expect(explorer.get_by_role("slider", name="Visits requested")).to_have_value("6")
    expect(changes).to_contain_text("improved function: not documented → yes")
    changes.get_by_role("button", name="Back to the file").click()
    expect(changes).to_be_hidden()
    expect(outcome(explorer)).to_contain_text("As in the published determination")


def test_each_reason_says_what_it_was_and_is_read_out_when_it_changes(desk: Page, lab: Lab) -> None:
    explorer = opened(desk, lab)
    slider = explorer.get_by_role("slider", name="Visits requested")
    for _ in range(3):
        slider.press("ArrowLeft")
    reason = explorer.locator(".imr-ground", has_text="fits their purpose")
    expect(reason).to_contain_text("was: not met")
    expect(explorer.get_by_role("log")).to_contain_text("Met, before not met: The number of visits")


def test_the_item_is_judged_by_the_text_or_with_what_reviewers_add(desk: Page, lab: Lab) -> None:
    explorer = opened(desk, lab)
    explorer.get_by_role("radio", name="by the guideline’s text").check()
    expect(outcome(explorer)).to_contain_text("Turns on judgment")
    expect(explorer.locator(".imr-aside").first).to_contain_text("Not asked by the text")
    expect(outcome(explorer)).to_contain_text("With what reviewers add: upheld, not met")


def test_nothing_folds_or_moves_under_the_hand(desk: Page, lab: Lab) -> None:
    explorer = opened(desk, lab)
    group = explorer.locator(".group", has_text="Assumed from silence")
    expect(group).not_to_have_attribute("open", "")
    group.locator("summary").first.click()
    passive = fact(explorer, "Passive treatment only")
    passive.get_by_role("radio", name="Yes").check()
    expect(outcome(explorer)).to_contain_text("Upheld")
    expect(passive.get_by_role("radio", name="Yes")).to_be_focused()
    expect(group).to_have_attribute("open", "")
    expect(group.locator(".fact", has_text="Passive treatment only")).to_be_visible()


def test_the_map_is_walked_and_the_case_moved_by_keyboard(desk: Page, lab: Lab) -> None:
    explorer = opened(desk, lab)
    here = explorer.locator("td[aria-current]")
    expect(here).to_have_attribute("aria-label", re.compile("Visits requested: 6; .*this case"))
    here.focus()
    for key in ("ArrowDown", "ArrowLeft", "ArrowLeft", "ArrowLeft"):
        desk.keyboard.press(key)
    expect(outcome(explorer)).to_contain_text("Upheld")
    walked = explorer.locator("td:focus")
    expect(explorer.locator(".readout")).to_contain_text("Visits requested: 3")
    expect(walked).to_have_attribute("aria-label", re.compile("requested: 3; .*before: 0. Over"))
    desk.keyboard.press("Enter")
    expect(outcome(explorer)).to_contain_text("Overturned")
    expect(walked).to_have_attribute("aria-current", "true")
    expect(explorer.get_by_role("slider", name="Visits completed before")).to_have_value("0")


def test_the_map_says_why_at_the_cell_in_focus(desk: Page, lab: Lab) -> None:
    explorer = opened(desk, lab)
    explorer.locator("td[aria-current]").focus()
    readout = explorer.locator(".readout")
    expect(readout).to_contain_text("Upheld, not met.")
    expect(readout).to_contain_text("6 visits")
    desk.keyboard.press("ArrowRight")
    expect(readout).to_contain_text("Visits requested: 7")
    expect(readout.locator("p")).to_contain_text("7 visits are asked for")
    # The cell itself tells its place and outcome; only why it is so is read out beside it.
    expect(readout.locator("[aria-live]")).to_have_text(re.compile("^Setting up.*7 visits"))
    expect(outcome(explorer)).to_contain_text("As in the published determination")


def test_a_click_on_the_map_moves_the_case(desk: Page, lab: Lab) -> None:
    explorer = opened(desk, lab)
    explorer.get_by_role(
        "gridcell", name="Visits requested: 2; Visits completed before: 0."
    ).click()
    expect(outcome(explorer)).to_contain_text("Overturned")
    expect(explorer.get_by_label("Visits requested, number of visits")).to_have_value("2")


def test_tab_reaches_every_control_in_order(desk: Page, lab: Lab) -> None:
    explorer = opened(desk, lab)
    unfold_all(explorer)
    # The parts that come after the outcome bring stops of their own.
    expect(explorer.get_by_role("gridcell").first).to_be_visible()
    expect(explorer.get_by_role("button", name="Try it").first).to_be_visible()
    wait_idle(desk)
    expect(lost(explorer)).to_be_hidden()
    stops = explorer.evaluate(
        """explorer => {
            const inputs = "input:not([type=radio]), input:checked, select";
            const all = explorer.querySelectorAll(`${inputs}, button, summary, td[tabindex='0']`);
            window.stops = [...all].filter(e => e.checkVisibility());
            window.stops[0].focus();
            return window.stops.map(e => e.type ?? e.tagName);
        }"""
    )
    assert len(stops) > 30
    for place, kind in enumerate(stops):
        at = desk.evaluate("() => window.stops.indexOf(document.activeElement)")
        assert at == place, desk.evaluate("() => document.activeElement.outerHTML.slice(0, 300)")
        for _ in range(4 if kind == "date" else 1):  # month, day, year and calendar
            desk.keyboard.press("Tab")


def test_what_has_the_focus_is_not_behind_the_outcome(desk: Page, lab: Lab) -> None:
    explorer = opened(desk, lab, width=620)
    explorer.get_by_role("button", name="Try it").last.focus()
    for _ in range(25):
        desk.keyboard.press("Shift+Tab")
        hidden = desk.evaluate(
            """() => {
                if (!document.activeElement.closest(".imrkit-explorer")) return null;
                const box = document.activeElement.getBoundingClientRect();
                const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                const seen = document.activeElement.parentElement.contains(at);
                return seen ? null : document.activeElement.outerHTML.slice(0, 200);
            }"""
        )
        assert hidden is None


def test_in_a_narrow_pane_the_outcome_stays_in_sight(desk: Page, lab: Lab) -> None:
    explorer = opened(desk, lab, width=620)
    explorer.locator("summary", has_text="Given").click()
    last = fact(explorer, "Months since the surgery").get_by_role("radio", name="Documented").last
    last.check()
    expect(last).to_be_in_viewport()
    expect(outcome(explorer)).to_be_in_viewport(ratio=1)
    screenshot(desk, "explorer-narrow")


def test_two_views_of_one_explorer_keep_in_step(desk: Page, lab: Lab) -> None:
    opened(desk, lab, FLAGSHIP, "explorer")
    first, second = desk.locator(".imrkit-explorer").all()
    first.get_by_role("slider", name="Visits requested").press("Home")
    expect(second.get_by_role("slider", name="Visits requested")).to_have_value("1")
    expect(outcome(second)).to_contain_text(LEFT)
    second.get_by_role("radio", name="by the guideline’s text").check()
    expect(first.get_by_role("radio", name="by the guideline’s text")).to_be_checked()
    for _ in range(4):
        second.get_by_role("slider", name="Visits requested").press("ArrowRight")
    expect(first.get_by_role("slider", name="Visits requested")).to_have_value("5")
    expect(first.locator(".changed-facts")).to_contain_text("6 visits → 5 visits")


def test_two_views_follow_what_python_sets(desk: Page, lab: Lab) -> None:
    opened(desk, lab, FLAGSHIP, "explorer", "explorer.values = {'visits_requested': 2}")
    for explorer in desk.locator(".imrkit-explorer").all():
        expect(explorer.get_by_role("slider", name="Visits requested")).to_have_value("2")
        expect(explorer.locator("td[aria-current]")).to_have_attribute(
            "aria-label", re.compile("requested: 2;")
        )


# ---- nobody answers ----------------------------------------------------------------------------


def lost(explorer: Locator) -> Locator:
    return explorer.locator(".lost")


def changed(page: Page, lab: Lab, *cells: str, name: str = "lost.ipynb") -> Locator:
    """An explorer in which 3 visits are asked for instead of 6."""
    explorer = opened(page, lab, FLAGSHIP, *cells, name=name)
    explorer.get_by_label("Visits requested, number of visits").fill("3")
    expect(outcome(explorer)).to_contain_text(LEFT)
    expect(explorer.locator("[aria-busy=true]")).to_have_count(0)
    return explorer


def stands_still(explorer: Locator) -> None:
    """The last result is named as such, the changes are kept, and nothing can be pressed."""
    expect(lost(explorer)).to_contain_text("What you see is the last result")
    expect(explorer.locator(".changed-facts")).to_contain_text("6 visits → 3 visits")
    expect(explorer.get_by_role("slider", name="Visits requested")).to_be_disabled()
    for button in explorer.locator(".results button").all():
        if button.is_visible():
            expect(button).to_be_disabled()


def test_a_restarted_kernel_is_seen_within_two_seconds(desk: Page, lab: Lab) -> None:
    explorer = changed(desk, lab, name="restarted.ipynb")
    restart(desk)
    expect(lost(explorer)).to_be_visible(timeout=2_000)
    expect(lost(explorer)).to_contain_text("Not connected")
    stands_still(explorer)
    screenshot(desk, "explorer-lost")
    wait_idle(desk)
    stands_still(explorer)


PID = "import os; from pathlib import Path; Path('pid').write_text(str(os.getpid()))"


def pid(lab: Lab) -> int:
    return int((lab.folder / "pid").read_text())


def test_a_killed_kernel_is_seen_within_two_seconds_of_a_question(page: Page, lab: Lab) -> None:
    explorer = changed(page, lab, PID)
    os.kill(pid(lab), signal.SIGKILL)
    explorer.get_by_role("slider", name="Visits requested").press("ArrowLeft")
    expect(lost(explorer)).to_be_visible(timeout=2_500)
    expect(lost(explorer)).to_contain_text(re.compile("No answer|Not connected"))
    stands_still(explorer)
    expect(outcome(explorer)).to_contain_text(LEFT)
    expect(lost(explorer)).to_contain_text("Not connected", timeout=20_000)


def test_a_killed_kernel_is_seen_within_two_seconds_without_a_question(
    page: Page, lab: Lab
) -> None:
    explorer = changed(page, lab, PID)
    os.kill(pid(lab), signal.SIGKILL)
    expect(lost(explorer)).to_contain_text("Not connected", timeout=2_000)
    stands_still(explorer)


def test_a_kernel_that_hangs_is_seen_and_goes_on_where_it_was(desk: Page, lab: Lab) -> None:
    explorer = changed(desk, lab, PID, name="hangs.ipynb")
    wait_idle(desk)
    os.kill(pid(lab), signal.SIGSTOP)
    try:
        explorer.get_by_role("slider", name="Visits requested").press("ArrowLeft")
        expect(lost(explorer)).to_contain_text("has not answered", timeout=6_500)
        stands_still(explorer)
    finally:
        os.kill(pid(lab), signal.SIGCONT)
    expect(lost(explorer)).to_be_hidden(timeout=20_000)
    expect(explorer.locator(".changed-facts")).to_contain_text("6 visits → 2 visits")
    expect(explorer.get_by_role("slider", name="Visits requested")).to_be_enabled()


def test_a_kernel_that_runs_a_cell_answers_all_the_same(desk: Page, lab: Lab) -> None:
    explorer = changed(desk, lab, name="runs.ipynb")
    wait_idle(desk)
    desk.evaluate(
        """() => {
            const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
            const code = "from pathlib import Path\\nwhile not Path('go').exists(): pass";
            kernel.requestExecute({ code });
        }"""
    )
    desk.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status"
        " === 'busy'"
    )
    explorer.get_by_role("slider", name="Visits requested").press("ArrowLeft")
    expect(explorer.locator(".changed-facts")).to_contain_text("6 visits → 2 visits")
    expect(lost(explorer)).to_be_hidden()
    (lab.folder / "go").touch()
    wait_idle(desk)


def test_changes_of_before_a_restart_can_be_made_again(desk: Page, lab: Lab) -> None:
    changed(desk, lab, name="again.ipynb")
    desk.evaluate(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
    )
    wait_idle(desk)
    run_all(desk)
    explorer = desk.locator(".imrkit-explorer").first
    expect(explorer.locator(".again")).to_contain_text("visits requested: 3 visits")
    explorer.get_by_role("button", name="Make them again").click()
    expect(explorer.locator(".changed-facts")).to_contain_text("6 visits → 3 visits")
    expect(explorer.locator(".again")).to_be_hidden()


# ---- the rest ----------------------------------------------------------------------------------


def test_python_can_move_the_case_too(desk: Page, lab: Lab) -> None:
    explorer = opened(desk, lab, FLAGSHIP, "explorer.values = {'visits_requested': 2}")
    expect(explorer.get_by_role("slider", name="Visits requested")).to_have_value("2")


def test_another_disputed_item_can_be_chosen(desk: Page, lab: Lab) -> None:
    several = 'import imrkit\nimrkit.explore("cm16-0235869")'
    explorer = opened(desk, lab, several)
    items = explorer.get_by_label("Disputed item")
    title = explorer.get_by_role("heading", level=2)
    expect(title).not_to_have_text(re.compile("Infrared"))
    items.focus()
    items.select_option("3")
    expect(title).to_have_text(re.compile("Infrared"))
    expect(items).to_be_focused()


def test_the_accessibility_checker_finds_nothing_wrong_in_light_and_dark(
    desk: Page, lab: Lab
) -> None:
    explorer = opened(desk, lab)
    assert axe_violations(desk, ".imrkit-explorer") == []
    screenshot(desk, "explorer-light")
    unfold_all(explorer)
    explorer.get_by_role("slider", name="Visits requested").press("Home")
    expect(outcome(explorer)).to_contain_text(LEFT)
    assert axe_violations(desk, ".imrkit-explorer") == []
    screenshot(desk, "explorer-light-changed")
    with dark(desk):
        assert axe_violations(desk, ".imrkit-explorer") == []
        screenshot(desk, "explorer-dark-changed")
        opened(desk, lab)
        assert axe_violations(desk, ".imrkit-explorer") == []
        screenshot(desk, "explorer-dark")
