"""The start page in a real JupyterLab: what a learner lands on."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from imrkit.cases.loading import load_case
from imrkit.course.any_case import exercises_of
from imrkit.determination.deciding import determine
from imrkit.exercises.record import NAME
from imrkit.views.exercise import Keeper
from tests.browser.jupyter import (
    Lab,
    axe_violations,
    dark,
    execute,
    in_sight,
    open_anew,
    restart,
    screenshot,
    settle,
    wait_ready,
)
from tests.course.answers import entry

PATIENCE = 60_000


def opened(page: Page, lab: Lab, *, anew: bool = False) -> Locator:
    """The start page, opened anew or as the test before left it; it runs by itself."""
    page.set_viewport_size({"width": 1280, "height": 3000})
    if anew or in_sight(page) != "start.ipynb":
        open_anew(page, lab, "start.ipynb")
    start = page.locator(".imr-start")
    expect(start).to_be_visible(timeout=PATIENCE)
    return start


def unfolded(day: Locator) -> Locator:
    """The case of the day to be guessed; where a lesson asks for it, too, it is read by choice."""
    guess = day.get_by_role("button", name="The denial stands", include_hidden=True)
    expect(guess).to_have_count(1)
    if not guess.is_visible():
        day.get_by_text("Do it now").click()
    return day


def test_the_case_of_the_day_is_guessed_and_opens_as_a_lesson(desk: Page, lab: Lab) -> None:
    start = opened(desk, lab)
    screenshot(desk, "start-new")
    day = start.get_by_role("region", name="Case of the day")
    expect(day).not_to_contain_text("Upheld.")
    unfolded(day).get_by_role("button", name="The denial stands").click()
    expect(day.get_by_role("button", name="A guess, 50%", exact=True)).to_be_focused()
    day.get_by_role("button", name="Fairly sure").click()
    expect(day).to_contain_text(re.compile(r"(Upheld|Overturned)\."))
    expect(day.locator(".said")).to_be_in_viewport()
    expect(day.get_by_role("button", name="Open the case")).to_be_focused()
    screenshot(desk, "start-guessed")
    day.get_by_role("button", name="Open the case").click()
    head = desk.locator("h2.imr-stage").first
    expect(head).to_be_focused(timeout=PATIENCE)
    expect(desk.locator(".imr-exercise").first).to_be_visible()
    expect(desk.locator(".imr-closed").first).to_contain_text("is right, or after three tries")
    screenshot(desk, "start-case")


def test_a_case_that_is_open_comes_back_with_its_answers_when_python_starts_anew(
    page: Page, lab: Lab
) -> None:
    """At the place where the learner was; what is deleted does not come back."""
    page.goto(f"{lab.base}/lab/workspaces/anew/tree/start.ipynb?token={lab.token}&reset")
    start = wait_ready(page)
    start.get_by_label("Find a case").fill("low back, 6 sessions")
    start.locator("[data-case=flagship]").click()
    asked = start.locator("[data-exercise=any-flagship-1-sort]")
    expect(asked.get_by_role("radio").first).to_be_visible(timeout=PATIENCE)
    for part in asked.locator("[data-part]").all():
        part.get_by_role("radio").first.check()
    asked.get_by_role("button", name="Check", exact=True).click()
    expect(asked.locator(".said")).not_to_be_empty(timeout=PATIENCE)
    asked.scroll_into_view_if_needed()
    restart(page)
    expect(start.locator(".imrkit-says")).to_contain_text("Python is starting again")
    wait_ready(page)
    expect(asked.locator(".said")).not_to_be_empty(timeout=PATIENCE)
    expect(asked).to_be_in_viewport(timeout=PATIENCE)
    start.get_by_label("Find a case").fill("low back, 6 sessions")
    expect(start.locator("[data-case=flagship]")).to_contain_text("begun", timeout=PATIENCE)
    data = start.locator(".data")
    data.get_by_role("button", name="Delete them").click()
    data.get_by_role("button", name="Delete every answer").click()
    expect(asked).to_have_count(0)
    restart(page)
    expect(start.locator(".imrkit-says")).to_contain_text("Python is starting again")
    wait_ready(page)
    expect(start.locator(".imr-start")).to_be_visible(timeout=PATIENCE)
    expect(start.locator("h2.imr-stage")).to_have_count(0)


def test_any_case_is_found_by_a_word_and_by_filters_without_its_outcome(
    desk: Page, lab: Lab
) -> None:
    start = opened(desk, lab)
    start.get_by_label("Find a case").fill("acupuncture")
    cases = start.locator("ul.cases button")
    expect(cases.first).to_contain_text(re.compile("acupuncture", re.IGNORECASE))
    start.get_by_label("Part of the body").select_option("low back")
    expect(start.locator(".choosing [role=status]")).to_have_text(
        re.compile(r"^\d of \d+ disputed")
    )
    assert "upheld" not in (start.locator(".choosing").text_content() or "").lower()
    start.get_by_label("Part of the body").select_option("")
    start.get_by_label("Find a case").fill("nerve conduction")
    expect(cases.first).to_contain_text(re.compile("EMG|NCS"))
    start.get_by_label("Find a case").fill("PT")
    expect(cases.first).to_contain_text("Physical therapy")
    start.get_by_label("Find a case").fill("knee physical therapy")
    flagship = start.locator("[data-case=flagship]")
    expect(flagship).to_contain_text("number not known · found by “pain in the knee”")
    start.get_by_label("Find a case").fill("SLAP")
    expect(cases.last).to_contain_text("take item 1 of the letter first")
    start.get_by_label("Find a case").fill("ibuprofen")
    expect(cases.first).to_contain_text("no verdict asked")
    start.get_by_label("Find a case").fill("zzzz")
    expect(start.locator(".choosing [role=status]")).to_contain_text("None of these")


def test_each_case_says_whether_it_is_begun_or_finished_and_whom_it_is_for(
    desk: Page, lab: Lab
) -> None:
    (lab.folder / NAME).unlink(missing_ok=True)
    kept = Keeper(lab.folder / NAME)
    begun, finished, fresh = "cm16-0245028", "cm16-0249320", "cm17-0009574"
    kept.keep(entry(f"any-{begun}-1-grounds", lesson=0, right=False))
    case = load_case(finished)
    for one in exercises_of(determine(case)[0]).values():
        kept.keep(entry(one.id, lesson=0))
    start = opened(desk, lab, anew=True)
    start.get_by_label("Find a case").fill("MRI left knee")
    for name, says in (
        (begun, r"(?<!not )begun\s·\s63"),
        (finished, r"finished\s·\s24"),
        (fresh, r"not begun\s·\s58"),
    ):
        button = start.locator("ul.cases").get_by_role("button", name=re.compile(says))
        expect(button).to_have_attribute("data-case", name)
        expect(button).to_contain_text("-year-old")
    screenshot(desk, "start-cases")
    assert axe_violations(desk, ".imr-start .choosing") == []
    desk.set_viewport_size({"width": 400, "height": 3000})
    start.locator("ul.cases").scroll_into_view_if_needed()
    screenshot(desk, "start-cases-narrow")
    for button in start.locator("ul.cases button").all():
        assert button.evaluate("node => node.scrollWidth <= node.clientWidth")
    desk.set_viewport_size({"width": 1280, "height": 3000})
    (lab.folder / NAME).unlink(missing_ok=True)


def test_the_glossary_is_searched_and_the_course_leads_to_a_lesson(desk: Page, lab: Lab) -> None:
    start = opened(desk, lab)
    start.get_by_label("Find a word").fill("claims administrator's medical review")
    expect(start.locator(".glossary details[open]")).to_contain_text(
        "approves, modifies, or denies"
    )
    link = start.get_by_role("link", name=re.compile("Six asked, ten allowed"))
    expect(link).to_have_attribute("href", re.compile(r"/lesson04\.ipynb$"))
    link.click()
    panel = desk.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(panel.locator(".imr-exercise").first).to_be_visible(timeout=PATIENCE)
    expect(desk.locator(".lm-TabBar-tabLabel", has_text="start.ipynb")).to_be_visible()


def test_all_that_is_kept_is_seen_and_deleted_after_being_asked_twice(desk: Page, lab: Lab) -> None:
    start = opened(desk, lab)
    data = start.locator(".data")
    data.get_by_role("button", name="See them").click()
    expect(desk.locator("h2.imr-stage").first).to_have_text("Your data")
    expect(data.get_by_role("button", name="Delete every answer")).to_be_hidden()
    data.get_by_role("button", name="Delete them").click()
    expect(data.get_by_role("button", name="Keep them")).to_be_focused()
    data.get_by_role("button", name="Delete every answer").click()
    expect(start).to_contain_text("Your answers are deleted.")
    expect(data).to_contain_text("0 answers kept")


def test_whenever_the_page_comes_in_sight_it_shows_the_record_as_it_is(
    desk: Page, lab: Lab
) -> None:
    start = opened(desk, lab)
    data = start.locator(".data")
    expect(data).to_contain_text("kept on this computer")
    answers = Keeper(lab.folder / NAME)
    before = len([one for one in answers.entries if one.attempt])

    def answer(day: int) -> None:
        answers.keep(entry("l04-count-total", day=day, seed=day))

    def expect_more(count: int) -> None:
        expect(data).to_contain_text(re.compile(rf"\b{before + count} answers? kept"))

    answer(1)
    desk.reload()
    expect(start).to_be_visible(timeout=PATIENCE)
    expect_more(1)
    execute(desk, "launcher:create")
    expect(start).to_be_hidden()
    answer(2)
    execute(desk, "docmanager:open", path="start.ipynb")
    expect_more(2)
    answer(3)
    desk.evaluate("window.dispatchEvent(new Event('focus'))")
    expect_more(3)


def test_an_answer_in_a_lesson_shows_on_the_start_page_by_each_way_back(
    page: Page, lab: Lab
) -> None:
    """Also where a case is open below and the page is scrolled far down into it."""
    (lab.folder / NAME).unlink(missing_ok=True)

    def tries() -> int:
        return sum(bool(one.attempt) for one in Keeper(lab.folder / NAME).entries)

    page.goto(f"{lab.base}/lab/workspaces/back/tree/start.ipynb?token={lab.token}&reset")
    panel = wait_ready(page)
    page.locator(".cases button:visible").first.click()
    case = panel.locator(".imr-exercise")
    expect(case.first).to_be_visible(timeout=PATIENCE)
    data = panel.locator(".data")
    page.locator(".imrkit-course a", has_text="Read the letter").click()
    wait_ready(page)
    page.locator(".imrkit-course a", has_text="Start page").click()
    ways: list[Callable[[], object]] = [
        lambda: page.locator(".lm-TabBar-tabLabel", has_text="start.ipynb").click(),
        lambda: page.locator(".imrkit-course a", has_text="Start page").click(),
    ]
    for count, way in enumerate(ways, 1):
        case.last.evaluate("node => node.scrollIntoView()")
        assert (panel.locator(".imr-start").bounding_box() or {"y": 0})["y"] < -900
        page.locator(".imrkit-course a", has_text="Read the letter").click()
        lesson = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
        expect(lesson.locator("h1").first).to_contain_text("Read the letter")
        check = page.get_by_role("button", name="Check", exact=True)
        asked = lesson.locator(".imr-exercise.choice").filter(has=check).first
        name = asked.get_attribute("data-exercise")
        exercise = lesson.locator(f'[data-exercise="{name}"]')
        exercise.locator(".form label.option").first.click()
        exercise.get_by_role("button", name="Check", exact=True).click()
        expect(exercise.locator(".said")).not_to_be_empty(timeout=PATIENCE)
        assert tries() == count
        way()
        expect(panel.locator(".imr-start").get_by_role("link", name="Continue")).to_be_attached(
            timeout=PATIENCE
        )
        expect(data).to_contain_text(re.compile(rf"\b{count} answers? kept"), timeout=10_000)


def test_a_lesson_that_is_open_forgets_the_answers_that_are_deleted(page: Page, lab: Lab) -> None:
    (lab.folder / NAME).unlink(missing_ok=True)
    page.goto(f"{lab.base}/lab/workspaces/back/tree/start.ipynb?token={lab.token}&reset")
    wait_ready(page)
    day = page.locator(".jp-NotebookPanel .day")
    unfolded(day).get_by_role("button", name="The denial stands").click()
    sure = day.get_by_role("button", name="Fairly sure")
    sure.click()
    expect(day).to_contain_text(re.compile(r"(Upheld|Overturned)\."))
    page.locator(".imrkit-course a", has_text="Read the letter").click()
    lesson = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(lesson.locator("h1").first).to_contain_text("Read the letter")
    wait_ready(page)
    check = page.get_by_role("button", name="Check", exact=True)
    name = (
        lesson.locator(".imr-exercise.choice")
        .filter(has=check)
        .first.get_attribute("data-exercise")
    )
    exercise = lesson.locator(f'[data-exercise="{name}"]')
    exercise.locator(".form label.option").first.click()
    exercise.get_by_role("button", name="Check", exact=True).click()
    expect(exercise.locator(".said")).not_to_be_empty(timeout=PATIENCE)
    page.locator(".imrkit-course a", has_text="Start page").click()
    data = wait_ready(page).locator(".data")
    expect(data).to_be_visible()
    data.get_by_role("button", name="Delete them").click()
    data.get_by_role("button", name="Delete every answer").click()
    expect(data).to_contain_text("Your answers are deleted.")
    expect(unfolded(day).get_by_role("button", name="The denial stands")).to_be_visible()
    expect(sure).to_be_hidden()
    page.locator(".imrkit-course a", has_text="Read the letter").click()
    expect(exercise.locator(".said")).to_be_empty(timeout=PATIENCE)
    expect(exercise.locator("input:checked")).to_have_count(0)


def test_a_question_half_answered_and_a_name_half_typed_stay_when_the_answers_grow(
    desk: Page, lab: Lab
) -> None:
    (lab.folder / NAME).unlink(missing_ok=True)
    data = opened(desk, lab, anew=True).locator(".data")
    name = data.get_by_label("Your name")
    name.fill("Ana Ru")
    data.get_by_role("button", name="Delete them").click()
    expect(data).to_contain_text("0 answers kept")
    Keeper(lab.folder / NAME).keep(entry("l04-count-six"))
    desk.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(data).to_contain_text("1 answer kept", timeout=PATIENCE)
    expect(name).to_have_value("Ana Ru")
    expect(data.get_by_role("button", name="Keep them")).to_be_focused()
    data.get_by_role("button", name="Delete every answer").click()
    expect(data).to_contain_text("Your answers are deleted.")
    expect(data.get_by_role("button", name="Delete them")).to_be_focused()


def test_what_came_of_a_wish_is_told_beside_its_button(desk: Page, lab: Lab) -> None:
    Keeper(lab.folder / NAME).keep(entry("l04-count-six"))
    start = opened(desk, lab, anew=True)
    data = start.locator(".data")
    told = data.locator("[role=status]:visible")
    write = data.get_by_role("button", name="Write my certificate")
    write.click()
    expect(told).to_have_text("Enter your name first: it stands on the certificate.")
    expect(data.get_by_label("Your name")).to_be_focused()
    for name, says in (
        ("Save a copy", "Your browser saved a copy as answers.jsonl."),
        ("Make the file to hand in", re.compile("^The file to hand in is made")),
        ("Delete the file to hand in", re.compile("Your answers are still kept")),
    ):
        button = data.get_by_role("button", name=name)
        button.click()
        expect(told).to_have_text(says)
        box, line = data.bounding_box(), told.bounding_box()
        assert box is not None
        assert line is not None
        assert 0 <= line["y"] - box["y"] < 300


def test_the_file_to_hand_in_is_made_and_shown(desk: Page, lab: Lab) -> None:
    Keeper(lab.folder / NAME).keep(entry("l04-count-six"))
    start = opened(desk, lab)
    data = start.locator(".data")
    data.get_by_role("button", name="Make the file to hand in").click()
    expect(desk.locator("h2.imr-stage").first).to_have_text("The file to hand in")
    expect(desk.locator(".jp-NotebookPanel")).to_contain_text("checked answer")
    desk.get_by_text("Read all of it").click()
    expect(desk.locator(".imr-handed")).to_contain_text("l04-count-six")
    expect(desk.locator(".imr-start")).to_contain_text("It is shown below.")
    assert axe_violations(desk, ".jp-OutputArea-output:has(.imr-start)") == []
    screenshot(desk, "start-handed")
    with desk.expect_download() as saved:
        data.get_by_role("button", name="Save the file to hand in").click()
    assert saved.value.suggested_filename.startswith("hand-in-")
    data.get_by_role("button", name="Delete the file to hand in").click()
    expect(start).to_contain_text("Your answers are still kept.")
    assert not list(lab.folder.glob("hand-in-*"))


def test_the_accessibility_checker_finds_nothing_wrong(desk: Page, lab: Lab) -> None:
    """In light and dark; also where it is narrow, once the case of the day is guessed."""
    start = opened(desk, lab, anew=True)
    assert axe_violations(desk, ".imr-start") == []
    screenshot(desk, "start-light")
    with dark(desk):
        assert axe_violations(desk, ".imr-start") == []
        screenshot(desk, "start-dark")
        day = start.get_by_role("region", name="Case of the day")
        if day.get_by_role("button", name="The denial falls", include_hidden=True).count():
            unfolded(day).get_by_role("button", name="The denial falls").click()
        desk.set_viewport_size({"width": 800, "height": 3000})
        settle(desk)
        assert axe_violations(desk, ".imr-start") == []
    settle(desk)
    assert axe_violations(desk, ".imr-start") == []
    box = start.evaluate("node => [node.scrollWidth, node.clientWidth]")
    assert box[0] <= box[1], "nothing is cut off or scrolls sideways"
    screenshot(desk, "start-narrow")
