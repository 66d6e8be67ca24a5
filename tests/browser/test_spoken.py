"""What a screen reader tells of an exercise: names, states, and what is read out as it changes.

Each exercise is drawn in a bare page, with Python behind it. What was heard in Orca stands behind
each sentence here; a browser's own tree of names and live regions tells whether it is so still.
"""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.answering import answers_to
from tests.browser.bare import Bare
from tests.browser.forms import enter
from tests.browser.hands import Mouse

LISTEN = """() => {
    window.told = [];
    const live = '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]';
    new MutationObserver(changes => {
        for (const {target} of changes) {
            const node = target.nodeType === 1 ? target : target.parentElement;
            const region = node?.closest(live);
            if (region && !region.closest('[hidden]')) window.told.push(region.textContent.trim());
        }
    }).observe(document.body, {childList: true, characterData: true, subtree: true});
}"""
"""Note what live regions tell from now on."""


def told(bare: Bare) -> list[str]:
    """What live regions have told, without what is empty."""
    return [text for text in bare.page.evaluate("window.told") if text]


def check(exercise: Locator) -> None:
    exercise.get_by_role("button", name="Check", exact=True).press("Enter")


def test_the_reply_is_read_once_and_whole_with_the_button_that_has_the_focus(bare: Bare) -> None:
    exercise = bare.open("l04-verdict-first")
    answers = answers_to("l04-verdict-first")
    enter(Mouse(bare.page), exercise, answers.question, answers.wrong[0])
    bare.page.evaluate(LISTEN)
    check(exercise)
    button = exercise.get_by_role("button", name="Try again with a hint")
    expect(button).to_be_focused()
    reply = exercise.get_by_role("group", name="Reply")
    whole = re.sub(r"\s+", " ", " ".join(reply.locator("p").all_inner_texts())).strip(" ↻◐")
    expect(button).to_have_accessible_description(re.compile(re.escape(whole[-60:])))
    assert not [text for text in told(bare) if whole[-60:] in text]


def test_no_hints_are_told_before_one_is_taken_and_then_each_is_read_out(bare: Bare) -> None:
    exercise = bare.open("l04-choice-amount")
    expect(exercise.get_by_role("heading", name="Hints")).to_have_count(0)
    assert exercise.locator(".hints").evaluate("node => node.offsetHeight") == 0
    bare.page.evaluate(LISTEN)
    exercise.get_by_role("button", name="Take a hint").press("Enter")
    expect(exercise.get_by_role("heading", name="Hints")).to_be_visible()
    hint = exercise.locator(".hints li").inner_text()
    assert told(bare) == [hint]


def test_check_tells_how_many_tries_are_left(bare: Bare) -> None:
    exercise = bare.open("l04-choice-amount")
    button = exercise.get_by_role("button", name="Check", exact=True)
    expect(button).to_have_accessible_description("3 tries")
    exercise.get_by_role("radio", name="None").check()
    check(exercise)
    expect(button).to_have_accessible_description("2 tries left")


def test_an_option_with_a_heading_reads_as_one_phrase(bare: Bare) -> None:
    exercise = bare.open("l04-verdict-first")
    upheld = exercise.get_by_role("radio", name="Upheld")
    expect(upheld).to_have_accessible_name("Upheld: The denial stands")


def test_a_sign_is_for_the_eye_and_its_word_for_the_ear(bare: Bare) -> None:
    exercise = bare.open("l04-edition-flagship")
    answers = answers_to("l04-edition-flagship")
    enter(Mouse(bare.page), exercise, answers.question, answers.wrong[0])
    check(exercise)
    expect(exercise.locator(".part .sign.again").first).to_contain_text("look again")
    for group in exercise.locator("fieldset.part").all():
        expect(group).to_have_accessible_name(re.compile(r"(look again|right)$"))
        expect(group).not_to_have_accessible_name(re.compile("[↻✓]"))


def test_whether_a_criterion_decides_alone_is_asked_by_the_name_of_the_criterion(
    bare: Bare,
) -> None:
    exercise = bare.open("l04-grounds-first")
    boxes = exercise.locator(".row", has=bare.page.get_by_role("checkbox")).all()
    assert boxes
    for row in boxes:
        box, says = row.get_by_role("checkbox"), row.locator(".says").inner_text()
        expect(box).to_have_accessible_name(f"Enough by itself {says}")
        expect(box).to_have_accessible_description("")


def test_the_reply_to_a_row_is_told_at_what_was_chosen_there(bare: Bare) -> None:
    exercise = bare.open("l04-sort-states")
    answers = answers_to("l04-sort-states")
    enter(Mouse(bare.page), exercise, answers.question, answers.wrong[0])
    check(exercise)
    exercise.get_by_role("button", name="Try again", exact=True).press("Enter")
    focused = exercise.locator("input:focus")
    expect(focused).to_be_checked()
    expect(focused).to_have_accessible_description(re.compile("^Look again"))


def test_the_steps_of_an_order_are_read_as_text_and_named_in_each_control(bare: Bare) -> None:
    exercise = bare.open("l04-order-dates")
    step = exercise.get_by_role("listitem").filter(has_text="He is hurt at work")
    expect(step.get_by_role("combobox")).to_have_accessible_name("Place of: He is hurt at work.")
    for way in ("up", "down"):
        button = step.get_by_role("button", name=f"Move {way}: He is hurt at work.", exact=True)
        expect(button).to_have_count(1)
    bare.page.evaluate(LISTEN)
    step.get_by_role("button", name="Move up").press("Enter")
    assert told(bare) == ["Place 3 of 4: He is hurt at work."]


def test_a_field_tells_its_unit_and_what_one_number_alone_is_entered_as(bare: Bare) -> None:
    exercise = bare.open("l04-count-total")
    first = exercise.get_by_role("textbox").first
    expect(first).to_have_accessible_description(re.compile("visits.* enter it twice"))


def test_a_mark_is_told_at_its_sentence_and_can_be_set_without_letter_keys(bare: Bare) -> None:
    exercise = bare.open("l04-mark-visits")
    six = exercise.locator(".sentence", has_text="Six sessions of physical therapy")
    exercise.get_by_role("radio", name="Contradicts").check()
    bare.page.evaluate(LISTEN)
    six.press("Enter")
    expect(six).to_have_accessible_name(re.compile(r"Marked: contradicts\.$"))
    expect(six).to_have_attribute("aria-pressed", "true")
    assert told(bare) == ["Marked: contradicts."]
    six.press("Enter")
    expect(six).to_have_attribute("aria-pressed", "false")
    assert told(bare)[-1] == "Mark cleared."
    desk = exercise.get_by_role("group", name="The file")
    expect(desk).to_have_accessible_description(re.compile("press Enter at a sentence"))


def test_a_fact_that_can_be_moved_tells_what_it_is_in_the_file(bare: Bare) -> None:
    exercise = bare.open("l04-change-flagship")
    for fact in exercise.locator(".fact").all():
        now = fact.locator(".was").inner_text()
        expect(fact).to_have_accessible_name(re.compile(rf"In the file: {re.escape(now)}$"))


def test_a_step_of_a_number_tells_the_number_and_how_many_moves_that_makes(bare: Bare) -> None:
    exercise = bare.open("l04-change-flagship")
    bare.page.evaluate(LISTEN)
    exercise.get_by_role("button", name="One less: Visits requested").press("Enter")
    assert told(bare)[-1] == "5 visits. 1 move."


def test_a_choice_in_a_request_is_not_told_twice(bare: Bare) -> None:
    exercise = bare.open("l05-request-gain")
    bare.page.evaluate(LISTEN)
    exercise.get_by_role("radio").first.check()
    exercise.get_by_role("checkbox").first.check()
    assert told(bare) == ["1 enclosed."]


def test_nothing_of_the_answer_is_on_the_page_before_it_is_told(bare: Bare) -> None:
    """What a page leaves out of sight, a screen reader may read before it is drawn."""
    for name in ("l04-choice-amount", "l04-error-flagship", "l04-grounds-first"):
        exercise = bare.open(name)
        assert not exercise.get_by_text(re.compile("the answer|this one|look again", re.I)).count()
