"""The forms of marking, rationales, requests, moves and errors, as a learner uses them.

Each is drawn in a bare page, with Python behind it; the last test does one in JupyterLab.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from imrkit.exercises.loading import load_exercise
from imrkit.exercises.variants import vary
from imrkit.exercises.written import lit
from tests.browser.answering import answers_to
from tests.browser.bare import Bare
from tests.browser.forms import enter
from tests.browser.hands import Mouse
from tests.browser.jupyter import Lab, axe_violations, dark, open_notebook, run_all, screenshot

OWN = (
    "The MTUS chronic pain guideline of 2009, pages 98–99, favors active therapy. His physician "
    "asks for six visits to develop a home exercise program. The number of visits completed before "
    "is not in the file. Two to three visits are enough to teach a home program. This worker still "
    "has pain in his knee and back, and he has not done his exercises for two years. The denial is "
    "upheld."
)
WIDTHS = (1100, 740, 480)
COVERED = ["Found", "Found", "Found", "Not found yet", "Found", "Found"]


def check(exercise: Locator) -> None:
    """Press Check, and wait for what is said."""
    exercise.get_by_role("button", name="Check", exact=True).click()


def status(exercise: Locator) -> Locator:
    return exercise.get_by_role("group", name="Reply")


def test_an_assignment_that_cannot_be_used_is_told_above_the_exercise(bare: Bare) -> None:
    (bare.folder / "assignment.json").write_text("my notes")
    exercise = bare.open("l04-verdict-first")
    expect(exercise.get_by_role("alert")).to_contain_text("Your assignment cannot be used")
    with bare.answered():
        exercise.get_by_role("radio", name="Upheld").check()
    expect(exercise).to_contain_text("Saved")


def test_a_question_is_no_taller_than_it_looks(bare: Bare) -> None:
    """Else the cell around it gets a scroll bar of its own, which catches the wheel."""
    bare.open("l04-verdict-first")
    more = bare.page.locator("main").evaluate("main => main.scrollHeight - main.clientHeight")
    assert more <= 1


# ---- mark


def sentence(exercise: Locator, start: str) -> Locator:
    return exercise.locator(".sentence", has_text=start)


def test_a_sentence_marked_by_mouse_is_answered_where_it_stands(bare: Bare) -> None:
    exercise = bare.open("l04-mark-visits")
    six = sentence(exercise, "Six sessions of physical therapy")
    six.click()
    expect(six).to_have_attribute("aria-pressed", "true")
    marks = exercise.get_by_role("group", name="Your marks")
    expect(marks).to_contain_text("Office visit of 01/06/2014")
    check(exercise)
    expect(six.locator("+ .note")).to_contain_text("That is what is asked for now.")
    expect(status(exercise)).to_contain_text("Not yet.")
    expect(exercise.locator(".searched")).to_be_hidden()
    marks.get_by_role("button", name="Remove the mark").click()
    expect(six).to_have_attribute("aria-pressed", "false")
    expect(exercise.locator(".note")).to_have_count(0)


def test_a_hint_alone_is_told_to_be_one_and_no_sentence_left_alone_is_counted(bare: Bare) -> None:
    exercise = bare.open("l04-mark-visits")
    exercise.get_by_role("radio", name="Hints at it").check()
    sentence(exercise, "He has not done his home exercises").click()
    check(exercise)
    expect(status(exercise)).to_contain_text("What you marked only hints at")
    expect(status(exercise)).to_contain_text("Not yet.")
    expect(status(exercise)).not_to_contain_text("right")
    sentence(exercise, "Six sessions of physical therapy").click()
    check(exercise)
    expect(status(exercise)).to_contain_text("What to look at again is marked.")
    expect(status(exercise)).not_to_contain_text("right")


def test_a_mark_that_is_taken_away_is_no_longer_told_to_be_looked_at(bare: Bare) -> None:
    exercise = bare.open("l03-mark-date")
    for sentence_ in exercise.locator(".sentence").all()[:2]:
        sentence_.click()
    check(exercise)
    told = status(exercise).get_by_text("What to look at again is marked.")
    expect(told).to_be_visible()
    while (remove := exercise.get_by_role("button", name="Remove the mark")).count():
        remove.first.click()
    expect(told).to_be_hidden()


def test_partly_right_is_what_earns_something_and_only_then_is_a_share_told(bare: Bare) -> None:
    exercise = bare.open("l02-mark-alone")
    firm = {part: mark for part, mark in bare.key().items() if mark in ("a", "c")}
    one, mark = next(iter(firm.items()))
    for part, letter in ((one, {"a": "p", "c": "c"}[str(mark)]), ("s1", "p")):
        exercise.locator(f".sentence[data-part={part}]").focus()
        bare.page.keyboard.press(letter)
    assert "s1" not in firm
    check(exercise)
    expect(status(exercise)).to_contain_text("Partly right.")
    expect(status(exercise)).to_contain_text("1 of 2 is right. What to look at again is marked.")
    exercise = bare.open("l04-verdict-first")
    exercise.get_by_role("radio", name="Overturned").check()
    exercise.get_by_role("radio", name="More visits than their purpose requires").check()
    check(exercise)
    expect(status(exercise)).to_contain_text("Not yet.")
    expect(status(exercise)).not_to_contain_text("are right")


def test_a_wrong_tick_is_told_to_be_told_later_and_then_it_is_marked(bare: Bare) -> None:
    exercise, answers = bare.open("l04-grounds-first"), answers_to("l04-grounds-first")
    turned = {
        part: "b" if one == "a" else "a" for part, one in answers.right.items() if part[0] == "a"
    }
    row = next(part for part in answers.right if part[0] == "c")
    enter(Mouse(bare.page), exercise, answers.question, {**answers.right, **turned, row: "a"})
    check(exercise)
    expect(status(exercise)).to_contain_text("Whether the boxes beside them are right is told once")
    expect(exercise).not_to_contain_text("By itself:")
    enter(Mouse(bare.page), exercise, answers.question, {**answers.right, **turned})
    check(exercise)
    expect(status(exercise)).to_contain_text("How each criterion stands is right. One box")
    expect(exercise).to_contain_text("By itself:")
    screenshot(bare.page, "ticks")


def test_in_the_end_a_tick_is_told_to_be_right_even_where_its_row_was_not(bare: Bare) -> None:
    exercise, answers = bare.open("l04-grounds-first"), answers_to("l04-grounds-first")
    ticked = next(part for part, one in answers.right.items() if part[0] == "a" and one == "a")
    row = f"c{ticked[1:]}"
    for other in ("a", "b", "d"):
        enter(Mouse(bare.page), exercise, answers.question, {**answers.right, row: other})
        check(exercise)
    told = exercise.locator(f".row[data-part={row}]")
    expect(told).to_contain_text("The answer:")
    expect(told).to_contain_text("By itself: ✓ Right.")
    screenshot(bare.page, "ticks-told")


def test_that_nothing_answers_shows_how_much_was_searched_and_what_came_closest(
    bare: Bare,
) -> None:
    exercise = bare.open("l04-mark-visits")
    exercise.get_by_role("checkbox", name="Nothing in this file answers it").check()
    check(exercise)
    expect(status(exercise)).to_contain_text("Right.")
    expect(exercise).to_contain_text("Searched: 6 documents, 30 sentences.")
    near = sentence(exercise, "He has not done his home exercises").locator("+ .note")
    expect(near).to_contain_text("Closest: That suggests that someone once taught him.")


def test_the_sentences_are_one_stop_and_the_keyboard_marks_them(bare: Bare) -> None:
    exercise, keys = bare.open("l04-mark-visits"), bare.page.keyboard
    stops = exercise.locator(".sentence[tabindex='0']")
    expect(stops).to_have_count(1)
    stops.focus()
    for _ in range(2):
        keys.press("ArrowDown")
    third = exercise.locator(".sentence").nth(2)
    expect(third).to_be_focused()
    for key, letter in {"p": "P", "h": "H", "c": "C"}.items():
        keys.press(key)
        expect(third).to_have_attribute("data-letter", letter)
    keys.press("Escape")
    expect(third).to_have_attribute("aria-pressed", "false")
    for letter in ("P", "H", "C", ""):
        keys.press("Space")
        expect(third).to_have_attribute("data-letter", letter)
    keys.press("End")
    expect(exercise.locator(".sentence").last).to_be_focused()
    keys.press("Enter")
    expect(exercise.locator(".sentence").last).to_have_attribute("data-letter", "P")
    expect(exercise.locator("[aria-live]", has_text="Marked: proves it.")).to_have_count(1)
    keys.press("Tab")
    assert not exercise.locator(".sentence:focus").count()


def test_a_hint_goes_with_silence_and_proof_does_not(bare: Bare) -> None:
    exercise = bare.open("l04-mark-visits")
    nothing = exercise.get_by_role("checkbox", name="Nothing in this file answers it")
    exercise.get_by_role("radio", name="Hints at it").check()
    sentence(exercise, "He has not done his home").click()
    nothing.check()
    expect(sentence(exercise, "He has not done his home")).to_have_attribute("data-letter", "H")
    exercise.get_by_role("radio", name="Proves it").check()
    sentence(exercise, "So far treatment").click()
    expect(nothing).not_to_be_checked()


def test_after_the_last_try_the_key_is_shown_at_its_sentence(bare: Bare) -> None:
    exercise = bare.open("l04-mark-deficits")
    for place in (2, 3, 4):
        exercise.locator(".sentence").nth(place).click()
        check(exercise)
        expect(exercise.locator(".note.again")).to_have_count(place - 1)
    exam = sentence(exercise, "Exam: shifts often in his seat")
    expect(exam.locator("+ .note")).to_contain_text("The answer: proves it.")
    expect(exam).to_be_in_viewport()


def test_the_sentence_that_answers_stands_whole_in_a_small_pane(bare: Bare) -> None:
    exercise = bare.open("l04-mark-deficits", width=400)
    for place in (2, 3, 4):
        exercise.locator(".sentence").nth(place).click()
        check(exercise)
        expect(exercise.locator(".note.again")).to_have_count(place - 1)
    screenshot(bare.page, "mark-key-narrow")
    place_of = (
        "node => { const {top, bottom} = node.getBoundingClientRect(); return [top, bottom]; }"
    )
    head = exercise.locator(".desk .top").evaluate(place_of)
    desk = exercise.locator(".desk").evaluate(place_of)
    key = exercise.locator(".sentence.key").first
    first, last = key.evaluate(place_of)[0], key.locator("+ .note").evaluate(place_of)[1]
    assert head[1] <= first < last <= desk[1]


def test_the_sentence_that_answers_stays_below_the_bar_when_the_window_changes(bare: Bare) -> None:
    exercise = bare.open("l02-mark-used", width=1100)
    right = bare.key()
    parts = [one.get_attribute("data-part") for one in exercise.locator(".sentence").all()]
    for tries, part in enumerate([part for part in parts if part not in right][:3], 1):
        exercise.locator(f".sentence[data-part={part}]").click()
        check(exercise)
        expect(exercise.locator(".note.again")).to_have_count(tries)
    key = exercise.locator(".sentence.key").first
    for width in (700, 500, 400, 900):
        bare.page.set_viewport_size({"width": width, "height": 700})
        bare.page.wait_for_timeout(300)
        bottom = exercise.locator(".desk .top").evaluate("it => it.getBoundingClientRect().bottom")
        assert key.evaluate("it => it.getBoundingClientRect().top") >= bottom, width
    screenshot(bare.page, "mark-key-resized")


# ---- rationale


def assemble(bare: Bare, exercise: Locator) -> None:
    key = {part: int(place) for part, place in bare.key().items()}
    for part in sorted(key, key=lambda part: key[part]):
        button = exercise.locator(f".pool [data-part='{part}'] button")
        button.press("Enter")  # a click may meet what moves up below the pointer
        expect(button).to_have_count(0)


def test_a_rationale_is_put_together_by_keyboard(bare: Bare) -> None:
    exercise, keys = bare.open("l04-rationale-flagship"), bare.page.keyboard
    exercise.get_by_role("button", name="Add: The denial is upheld.").focus()
    keys.press("Enter")
    exercise.get_by_role("button", name="Add: The MTUS chronic pain").focus()
    keys.press("Enter")
    rationale = exercise.get_by_role("group", name="Your text", exact=True)
    expect(rationale.get_by_role("listitem")).to_contain_text(
        ["The denial is upheld.", "The MTUS chronic pain guideline"]
    )
    rationale.get_by_role("button", name="Move up: The MTUS").focus()
    keys.press("Enter")
    expect(rationale.get_by_role("listitem").first).to_contain_text("The MTUS")
    expect(rationale.get_by_role("button", name="Move down: The MTUS")).to_be_focused()
    keys.press("Alt+ArrowDown")
    expect(rationale.get_by_role("listitem").last).to_contain_text("The MTUS")
    rationale.get_by_role("button", name="Leave out: The denial is upheld.").focus()
    keys.press("Enter")
    expect(rationale.get_by_role("listitem")).to_have_count(1)
    expect(rationale.get_by_role("button", name="Leave out: The MTUS")).to_be_focused()


def test_what_is_covered_and_what_is_not_so_is_told_after_check(bare: Bare) -> None:
    exercise = bare.open("l04-rationale-flagship")
    for start in ("The MTUS chronic pain", "Earlier therapy failed"):
        exercise.get_by_role("button", name=f"Add: {start}").click()
    expect(exercise.locator(".covered")).to_be_hidden()
    check(exercise)
    expect(exercise.locator(".covered")).to_contain_text("1 of 6 points covered")
    expect(exercise.locator(".taken .false")).to_contain_text("This does not belong here.")
    expect(status(exercise)).to_contain_text("Not shown is not the same as failed.")


def test_points_are_looked_for_once_the_sentences_are_done_and_the_learner_may_overrule(
    bare: Bare,
) -> None:
    exercise = bare.open("l04-rationale-flagship")
    exercise.get_by_text("In your own words").click()
    own = exercise.get_by_role("textbox")
    own.fill(OWN)
    side = exercise.get_by_role("group", name="Points of your text")
    expect(side).to_be_hidden()
    expect(exercise.get_by_role("button", name="Compare with a model")).to_be_hidden()
    assemble(bare, exercise)
    check(exercise)
    expect(status(exercise)).to_contain_text("Right.")
    expect(side).to_contain_text("5 of 6 points found")
    expect(side).to_contain_text("Found by looking for words, on this page.")
    expect(side.get_by_role("listitem").locator("> b")).to_contain_text(COVERED)
    side.get_by_role("checkbox", name="I say it in other words").check()
    expect(side).to_contain_text("Says you")
    exercise.get_by_role("button", name="Compare with a model").click()
    model = exercise.get_by_role("group", name="A model, and the published points")
    expect(model).to_be_focused()
    expect(model).to_contain_text(" words, ours")
    expect(model.get_by_role("row", name="The earlier course and what")).to_contain_text("Says you")


def test_a_point_that_was_found_falsely_is_struck_by_keyboard_and_the_record_keeps_it(
    bare: Bare,
) -> None:
    exercise = bare.open("l04-rationale-flagship")
    assemble(bare, exercise)
    check(exercise)
    expect(status(exercise)).to_contain_text("Right.")
    exercise.get_by_text("In your own words").click()
    with bare.answered():
        exercise.get_by_role("textbox").fill(OWN)
    side = exercise.get_by_role("group", name="Points of your text")
    strike = side.get_by_role("checkbox", name="I do not say this").first
    strike.focus()
    with bare.answered():
        bare.page.keyboard.press("Space")
    expect(side).to_contain_text("4 of 6 points found")
    expect(side.get_by_role("listitem").first.locator("> b")).to_have_text("✕ Struck by you")
    expect(strike).to_be_focused()
    again = bare.open("l04-rationale-flagship").get_by_role("group", name="Points of your")
    expect(again).to_contain_text("Struck by you")
    with bare.answered():
        again.get_by_role("checkbox", name="I do not say this").first.click()
    expect(again).to_contain_text("5 of 6 points found")


def test_what_is_written_is_kept_even_after_all_else_is_answered(bare: Bare) -> None:
    exercise = bare.open("l04-rationale-flagship")
    assemble(bare, exercise)
    check(exercise)
    expect(status(exercise)).to_contain_text("Right.")
    exercise.get_by_text("In your own words").click()
    with bare.answered():
        exercise.get_by_role("textbox").fill(OWN)
    with bare.answered():
        exercise.get_by_role("checkbox", name="I say it in other words").check()
    again = bare.open("l04-rationale-flagship")
    expect(again.get_by_role("textbox")).to_have_value(OWN)
    expect(again.get_by_role("group", name="Points of your")).to_contain_text("Says you")
    expect(
        again.get_by_role("group", name="Your text", exact=True).get_by_role("listitem")
    ).to_have_count(6)
    last = json.loads((bare.folder / "answers.jsonl").read_text().splitlines()[-1])
    assert OWN in json.dumps(last, ensure_ascii=False)


def test_words_are_counted_at_once_and_told_aloud_after_a_pause(bare: Bare) -> None:
    exercise = bare.open("l04-rationale-flagship")
    exercise.get_by_text("In your own words").click()
    spoken = exercise.locator(".writing > [aria-live]")
    exercise.get_by_role("textbox").fill("Six visits are asked for.")
    expect(exercise.locator(".words")).to_contain_text("5 wordsaim for 120 to 180")
    expect(spoken).to_have_text("")
    expect(spoken).to_contain_text("5 words, aim for 120 to 180")


def test_the_page_looks_for_points_as_python_does(bare: Bare) -> None:
    exercise = bare.open("l04-rationale-flagship")
    assemble(bare, exercise)
    check(exercise)
    exercise.get_by_text("In your own words").click()
    exercise.get_by_role("textbox").fill(OWN)
    found = lit(OWN, vary(load_exercise("l04-rationale-flagship"), 0))
    assert len(found) == 5
    expect(exercise.locator(".side .points > .on")).to_have_count(len(found))


@pytest.mark.parametrize(
    ("says", "result"),
    [
        ("The denial is upheld.", "✓ Found"),
        (
            "The denial is not upheld; it is overturned.",
            "Not found yet: the other result is stated",
        ),
        ("The denial is upheld in theory. Gain is documented beyond any doubt.", "Not found yet"),
    ],
)
def test_the_page_finds_no_result_where_the_other_is_stated(
    bare: Bare, says: str, result: str
) -> None:
    exercise = bare.open("l04-rationale-flagship")
    assemble(bare, exercise)
    check(exercise)
    exercise.get_by_text("In your own words").click()
    exercise.get_by_role("textbox").fill(says)
    points = exercise.get_by_role("group", name="Points of your text")
    expect(points.get_by_role("listitem").last.locator("> b")).to_have_text(result)
    found = lit(says, vary(load_exercise("l04-rationale-flagship"), 0))
    expect(exercise.locator(".side .points > .on")).to_have_count(len(found))


# ---- request


def move(exercise: Locator, asked: str, attached: list[str], argued: str) -> None:
    exercise.get_by_role("group", name="Ask for").get_by_label(asked).check()
    for record in attached:
        exercise.get_by_role("group", name="Attach").get_by_label(record).check()
    exercise.get_by_role("group", name="Argue").get_by_label(argued).check()


def test_the_request_reads_at_once_as_it_is_rewritten(bare: Bare) -> None:
    exercise = bare.open("l05-request-log")
    letter = exercise.get_by_role("group", name="Your request as it now reads")
    expect(letter).to_contain_text("choose what to ask for")
    move(exercise, "Three visits", ["history since 1998"], "No visit was used before")
    expect(letter.locator("mark")).to_have_text(
        [
            "Three visits, to build a home program",
            "The claim’s payment history since 1998 shows no visit of therapy, "
            "used or authorized and open.",
            "No visit was used before, so this is a first course within page 99.",
        ]
    )
    expect(exercise.locator(".readings")).to_be_hidden()


def test_two_readings_stand_side_by_side_after_check_with_the_distance(bare: Bare) -> None:
    exercise = bare.open("l05-request-log")
    move(exercise, "Six visits, to build", ["history since 1998"], "No visit was used before")
    check(exercise)
    outcomes = exercise.locator(".outcomes td")
    expect(outcomes).to_contain_text(["Would pass", "Would not pass"])
    expect(outcomes.last).to_contain_text("1 more change to approval")
    exercise.get_by_label("Three visits").check()
    expect(exercise).to_contain_text("Of the request that you checked:")
    check(exercise)
    expect(status(exercise)).to_contain_text("Right.")
    expect(outcomes).to_contain_text(["Nothing is missing", "Nothing is missing"])


def test_a_claim_that_no_record_shows_is_named(bare: Bare) -> None:
    exercise = bare.open("l05-request-gain")
    move(exercise, "Three visits", ["log shows"], "Four visits brought")
    check(exercise)
    expect(exercise).to_contain_text(
        "Claimed, and not shown: The earlier treatment improved function."
    )


def test_a_claim_that_the_file_tells_otherwise_is_named_with_what_it_tells(bare: Bare) -> None:
    exercise = bare.open("l11-request-shoulder")
    move(exercise, "Seven visits", [], "This is a first course")
    check(exercise)
    expect(exercise).to_contain_text(
        "Claimed, and told otherwise: Visits completed before (3 visits)."
    )


# ---- change


def test_moves_are_counted_and_undone_one_by_one(bare: Bare) -> None:
    exercise, keys = bare.open("l04-change-flagship"), bare.page.keyboard
    moves = exercise.get_by_role("group", name="Your moves")
    expect(moves).to_contain_text("No move yet")
    visits = exercise.get_by_role("textbox", name="Visits requested")
    visits.focus()
    for _ in range(3):
        keys.press("ArrowDown")
    expect(visits).to_have_value("3")
    improved = exercise.get_by_role("group", name="The earlier treatment improved function")
    improved.get_by_label("Yes").check()
    expect(moves).to_contain_text("2 moves")
    expect(moves).to_contain_text("Visits requested: 3 visits")
    check(exercise)
    expect(exercise.locator(".result")).to_contain_text("Turns on judgment")
    expect(status(exercise)).to_contain_text("one ground still stands")
    moves.get_by_role("button", name="Undo: The earlier treatment").click()
    expect(moves).to_contain_text("1 move")
    expect(improved.get_by_label("As it is")).to_be_checked()
    expect(exercise.locator(".result")).to_be_hidden()
    exercise.get_by_role("textbox", name="Visits completed before").fill("0")
    check(exercise)
    expect(status(exercise)).to_contain_text("Right.")


def test_back_to_what_stands_in_the_file_is_no_move(bare: Bare) -> None:
    exercise = bare.open("l04-change-flagship")
    moves = exercise.get_by_role("group", name="Your moves")
    more = exercise.get_by_role("button", name="One more: Visits requested")
    more.click()
    expect(moves).to_contain_text("1 move")
    exercise.get_by_role("button", name="One less: Visits requested").click()
    expect(moves).to_contain_text("No move yet")
    exercise.get_by_role("textbox", name="Visits requested").fill("6")
    expect(moves).to_contain_text("No move yet")


# ---- error


def test_the_error_is_found_and_then_repaired_and_no_repair_is_in_the_page_before(
    bare: Bare,
) -> None:
    exercise, keys = bare.open("l04-error-flagship"), bare.page.keyboard
    repair = exercise.get_by_role("group", name="How should it read?")
    lines = exercise.get_by_role("radio")
    lines.first.focus()
    keys.press("Space")
    check(exercise)
    expect(status(exercise)).to_contain_text("Ask of each sentence where its claim comes from")
    expect(repair).to_have_count(0)
    assert "The regulation allows two to three visits" not in bare.page.content()
    lines.first.focus()
    for _ in range(4):
        keys.press("ArrowDown")
    check(exercise)
    expect(status(exercise)).to_contain_text("That is the sentence")
    expect(exercise).to_contain_text("2 tries left")
    exercise.get_by_role("button", name="Go to the next step").press("Enter")
    keys.press("Space")
    expect(exercise.locator(".letter ins:visible")).to_have_text(
        " In this reviewer’s judgment two to three visits set up a home program."
    )
    check(exercise)
    expect(status(exercise)).to_contain_text("Right.")


def test_what_was_said_of_a_sentence_is_folded_once_another_is_marked(bare: Bare) -> None:
    exercise = bare.open("l04-error-flagship")
    lines, said = exercise.locator(".line"), exercise.locator(".feedback .said")
    lines.first.click()
    check(exercise)
    expect(said).to_be_visible()
    lines.nth(1).click()
    expect(said).to_be_hidden()
    lines.first.click()
    expect(said).to_be_visible()
    lines.nth(4).click()
    check(exercise)
    expect(said).to_contain_text("That is the sentence")
    exercise.locator(".repairs label").first.click()
    expect(said).to_be_visible()


# ---- all


def marked(exercise: Locator) -> None:
    sentence(exercise, "Six sessions").click()


def added(exercise: Locator) -> None:
    for start in ("The MTUS chronic", "Earlier therapy failed"):
        exercise.get_by_role("button", name=f"Add: {start}").click()
    exercise.get_by_text("In your own words").click()


def asked(exercise: Locator) -> None:
    move(exercise, "Six visits, to build", ["history since 1998"], "Earlier therapy improved")


def moved(exercise: Locator) -> None:
    exercise.get_by_role("button", name="One less: Visits requested").click()
    exercise.get_by_role("group", name="improved function").get_by_label("Yes").check()


def found(exercise: Locator) -> None:
    exercise.locator(".line").nth(4).click()


ANSWERS: dict[str, Callable[[Locator], None]] = {
    "l04-mark-visits": marked,
    "l04-rationale-flagship": added,
    "l05-request-log": asked,
    "l04-change-flagship": moved,
    "l04-error-flagship": found,
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ANSWERS)
def test_each_form_is_sound_at_every_width_in_light_and_dark(
    bare: Bare, name: str, theme: str
) -> None:
    exercise = bare.open(name, dark=theme == "dark")

    def look(state: str) -> None:
        for width in WIDTHS:
            bare.page.set_viewport_size({"width": width, "height": 900})
            assert axe_violations(bare.page, ".imr-exercise") == []
            assert bare.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            screenshot(bare.page, f"{name}-{theme}-{width}-{state}")

    look("asked")
    ANSWERS[name](exercise)
    check(exercise)
    expect(exercise.locator(".feedback")).to_be_visible()
    look("checked")


@pytest.mark.parametrize("name", ANSWERS)
def test_what_was_entered_is_there_again_when_the_lesson_is_opened_anew(
    bare: Bare, name: str
) -> None:
    exercise = bare.open(name)
    with bare.answered():
        ANSWERS[name](exercise)
    sent = bare.sent[-1]["draft"]
    bare.open(name)
    assert bare.view is not None
    assert bare.view.state["answer"] == sent
    again = bare.page.locator(".imr-exercise")
    check(again)
    expect(again.locator(".feedback")).to_be_visible()
    assert bare.sent[-1]["check"] == sent


def test_a_mark_is_made_by_keyboard_in_jupyterlab(page: Page, lab: Lab) -> None:
    """Letters and arrows are the exercise's own there; each form is sound in light and dark."""
    cells = [
        "from imrkit.views.exercise import ExerciseView",
        *(f"ExerciseView({name!r})" for name in ANSWERS),
    ]
    page.set_viewport_size({"width": 1280, "height": 6000})
    open_notebook(page, lab, lab.write("forms.ipynb", *cells))
    run_all(page)
    exercise = page.locator("[data-exercise='l04-mark-visits']")
    cells_before = page.locator(".jp-Notebook .jp-Cell").count()
    exercise.locator(".sentence[tabindex='0']").focus()
    for key in ("ArrowDown", "c", "h", "Escape", "Space", "ArrowDown", "p"):
        page.keyboard.press(key)
    letters = exercise.locator(".sentence.marked")
    expect(letters).to_have_count(2)
    assert page.locator(".jp-Notebook .jp-Cell").count() == cells_before
    for name, answer in ANSWERS.items():
        part = page.locator(f"[data-exercise='{name}']")
        answer(part)
        check(part)
        expect(part.locator(".feedback")).to_be_visible()
    assert axe_violations(page, ".imr-exercise") == []
    screenshot(page, "forms-light")
    with dark(page):
        assert axe_violations(page, ".imr-exercise") == []
        screenshot(page, "forms-dark")
