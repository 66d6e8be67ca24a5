"""What a learner's answers brought is told in words, in a picture, and as a table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from imrkit.course.catalog import case_of_day
from imrkit.course.plan import read_plan
from imrkit.exercises.asking import ask, grade, key
from imrkit.exercises.loading import load_exercise
from imrkit.exercises.mastery import ideas
from imrkit.exercises.misconceptions import misconceptions
from imrkit.views.lesson.results import calibration_html, idea_word, own_html
from imrkit.views.start.view import view
from tests.course.answers import BEGIN, entry, told
from tests.course.plans import PLAN, written

VERDICTS = [
    entry(f"v{n}", seed=n, right=n % 4 > 0, confidence=(50, 65, 80, 90, 97)[n % 5])
    for n in range(25)
]


def test_before_twenty_verdicts_there_is_no_curve() -> None:
    html = calibration_html(VERDICTS[:6])
    assert "6 verdicts so far" in html
    assert "14 more" in html
    assert "<svg" not in html


def test_the_curve_says_in_words_what_it_draws_and_has_a_table() -> None:
    html = calibration_html(VERDICTS)
    assert "<svg" in html
    assert "How often you were right, by how sure you were. 50% sure: right" in html
    assert html.count("<tr>") == 1 + 5
    assert "Brier score" in html
    assert html.count("<li>") == 3, "the three surest misses"


def test_who_is_surer_than_right_is_told_so() -> None:
    sure = [entry(f"v{n}", right=bool(n % 2), confidence=97) for n in range(20)]
    assert "You are surer than right, by 47 points of a hundred." in calibration_html(sure)


def test_what_a_lesson_brought_names_open_ideas_and_when_they_come_back(tmp_path: Path) -> None:
    plan = read_plan(written(tmp_path))
    html = own_html(plan, [entry("l04-count-total", right=False, evidence=told("M1"))])
    assert "Under way." in html or "Not begun." in html
    fits = "your first answer to “How many visits in all?” in lesson 4 fits it"
    assert f"Wrong idea, open ({fits}): “" in html
    assert "comes back in a new case, first on March" in html


def test_what_is_told_of_several_ideas_at_once_is_told_in_the_plural(tmp_path: Path) -> None:
    plan = read_plan(written(tmp_path, PLAN.replace('["M1"]', '["M1", "M2"]')))
    both = (*told("M1"), *told("M2"))
    opened = own_html(plan, [entry("l04-count-total", right=False, evidence=both)])
    fits = "your first answer to “How many visits in all?” in lesson 4 fits them"
    assert f"Wrong ideas, open ({fits}): “" in opened
    right = (*told("M1", "right"), *told("M2", "right"))
    avoided = own_html(plan, [entry("l04-count-total", seed=n, evidence=right) for n in range(2)])
    again = "they will be asked again on another day"
    assert f"Wrong ideas, avoided in first answers ({again}): “" in avoided


def test_a_lesson_with_nothing_left_to_answer_is_not_told_to_be_under_way(tmp_path: Path) -> None:
    plan = read_plan(written(tmp_path))
    entries = [entry(name, right=False, evidence=told("M1")) for name in plan.exercises]
    entries += [replace(one, attempt=3) for one in entries]
    html = own_html(plan, entries)
    assert "All answered; one wrong idea of this lesson is open." in html
    assert "Under way" not in html
    assert "Wrong idea, open (" in html


def test_a_lesson_that_is_done_with_little_right_at_first_is_worth_a_second_reading(
    tmp_path: Path,
) -> None:
    plan = read_plan(written(tmp_path))
    entries = [entry(name, right=False) for name in plan.exercises]
    entries += [replace(one, attempt=3) for one in entries]
    html = own_html(plan, entries)
    assert "<strong>Done.</strong>" in html
    assert "worth a second reading" in html
    assert "worth a second reading" not in own_html(plan, [entry(n) for n in plan.exercises])


def test_an_answer_that_was_put_right_is_told_so_and_leaves_nothing_open(tmp_path: Path) -> None:
    plan = read_plan(written(tmp_path))
    entries = [entry(name) for name in plan.exercises]
    entries += [
        entry("l04-count-total", day=1, right=False, evidence=told("M1")),
        entry("l04-count-total", day=1, attempt=2),
    ]
    html = own_html(plan, entries)
    assert html.count("Done.") == 1
    fits = "your first answer to “How many visits in all?” in lesson 4 fits it"
    assert (
        f"put right ({fits}; a later try was right; it will be asked again on another day): “"
        in html
    )


def test_an_idea_stands_in_the_same_words_in_a_lesson_and_on_the_start_page(
    tmp_path: Path,
) -> None:
    four = PLAN.replace('["M1"]', '["M1", "M2", "M3", "M4"]')
    plan = read_plan(written(tmp_path, four))
    entries = [
        entry("l04-count-total", right=False, evidence=told("M1")),
        entry("l04-grounds-first", evidence=told("M2", "right")),
        entry("l04-count-total", day=1, seed=1, evidence=told("M3", "right")),
        entry("l04-count-total", day=2, seed=2, evidence=told("M3", "right")),
        entry("l04-count-six", right=False, evidence=told("M4")),
        entry("l04-count-six", seed=1, evidence=told("M4", "right")),
    ]
    known = misconceptions()
    html = own_html(plan, entries)
    start = view([plan], entries, BEGIN, case_of_day(BEGIN.date()))["ideas"]
    assert [(one["word"], one["why"]) for one in start] == [
        ("open", "your first answer to “How many visits in all?” in lesson 4 fits it"),
        ("avoided in first answers", "it will be asked again on another day"),
        (
            "avoided since",
            "your first answer in lesson 4 fits it; no first answer since does; "
            "it will be asked again on another day",
        ),
        ("cleared", "avoided in first answers on two days or more"),
    ]
    for one, rule in zip(start, ("M1", "M2", "M4", "M3"), strict=True):
        assert one["says"] == known[rule].says
        why = f" ({one['why']})" if one["why"] else ""
        assert f"{one['word']}{why}: “{one['says']}”" in html


def test_an_idea_that_showed_is_never_told_as_avoided_only(tmp_path: Path) -> None:
    """Of whoever took the right text first, one answer by the day of the injury says little."""
    plan = read_plan(written(tmp_path))
    right = [entry("l04-count-total", seed=n, evidence=told("M1", "right")) for n in range(2)]
    showed = entry("l04-count-total", seed=3, right=False, evidence=told("M1"))
    fits = "(your first answer to “How many visits in all?” in lesson 4 fits it; "
    last = own_html(plan, [*right, showed])
    assert f"Wrong idea, not settled {fits}" in last
    assert "avoided" not in last
    after = own_html(plan, [right[0], showed, right[1]])
    assert f"Wrong idea, avoided since {fits}no first answer since does; it will be" in after
    assert "Wrong idea, avoided in first answers (" in own_html(plan, right)


def test_a_last_try_that_fits_an_idea_is_told_beside_first_answers_that_avoid_it(
    tmp_path: Path,
) -> None:
    plan = read_plan(written(tmp_path))
    right = [entry("l04-count-six", seed=n, evidence=told("M1", "right")) for n in range(2)]
    first = entry("l04-count-total", right=False)
    last = replace(first, attempt=3, evidence=told("M1"))
    html = own_html(plan, [*right, first, last])
    later = "a later answer to “How many visits in all?” in lesson 4 fits it"
    assert f"avoided in first answers (it will be asked again on another day; {later}): “" in html
    better = replace(last, right=True, evidence=told("M1", "right"))
    assert later not in own_html(plan, [*right, first, replace(last, attempt=2), better])
    assert later not in own_html(plan, [*right, first, last, replace(right[0], seed=5)])


def test_an_idea_of_another_lesson_that_showed_here_is_listed(tmp_path: Path) -> None:
    plan = read_plan(written(tmp_path))
    said = misconceptions()["M12"].says
    showed = entry("l04-count-total", right=False, evidence=told("M12"))
    assert "Wrong idea that another lesson treats, open (your first answer" in own_html(
        plan, [showed]
    )
    assert said in own_html(plan, [showed])
    assert said not in own_html(plan, [entry("l04-count-total", evidence=told("M12", "right"))])


def test_an_idea_of_which_no_answer_tells_is_not_listed(tmp_path: Path) -> None:
    plan = read_plan(written(tmp_path))
    html = own_html(plan, [entry("l04-count-total", right=False, evidence=told("M1", "other"))])
    assert "Wrong idea" not in html


def test_the_next_step_is_named_with_one_end_mark(tmp_path: Path) -> None:
    plan = read_plan(written(tmp_path))
    html = own_html(plan, [entry("l04-verdict-first", attempt=0, sealed=True)])
    assert "<li>Next: How many visits in all?</li>" in html


def test_the_end_of_the_course_tells_of_the_ideas_of_all_lessons(tmp_path: Path) -> None:
    plan = read_plan(written(tmp_path))
    entries = [
        entry("l04-count-total", right=False, evidence=told("M1")),
        entry("l07-verdict-alone", right=False, evidence=told("M12")),
    ]
    known = misconceptions()
    assert known["M12"].says not in own_html(plan, entries)
    html = own_html(plan, entries, course=True)
    assert known["M1"].says in html
    assert "Wrong idea that another lesson treats, open (" in html
    assert known["M12"].says in html
    assert "Of 14 of the 16 wrong ideas of the course your answers tell nothing yet." in html


@pytest.mark.parametrize("says", ["Nobody: treatment goes on", "The claims administrator, by"])
def test_who_leaves_it_to_nobody_or_the_other_side_to_show_it_is_told_that_the_idea_is_open(
    says: str,
) -> None:
    exercise = load_exercise("l01-choice-show")
    (part,) = ask(exercise).parts
    chosen = next(option.id for option in part.options if option.says.startswith(says))
    found = grade(ask(exercise), key(exercise), {part.id: chosen})
    first = entry("l01-choice-show", lesson=1, right=False, evidence=found.evidence)
    assert idea_word(ideas([first], misconceptions())["M4"]) == "open"
