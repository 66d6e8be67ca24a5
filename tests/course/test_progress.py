"""How far a learner is follows from the answers alone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from imrkit.course.plan import Plan, read_plan
from imrkit.course.progress import progress, tried
from imrkit.course.sidebar import Listed, Sidebar, read_sidebar, write_sidebar
from imrkit.course.telling import tell_progress
from imrkit.exercises.entry import Entry
from imrkit.exercises.misconceptions import misconceptions
from tests.course.answers import BEGIN, entry, told
from tests.course.plans import PLAN, written

EXERCISES = ("l04-verdict-first", "l04-count-total", "l04-grounds-first", "l04-verdict-alone")


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return read_plan(written(tmp_path))


def all_done(**more: object) -> list[Entry]:
    sealed = entry("l04-verdict-first", attempt=0, sealed=True)
    return [sealed, *(entry(name, **more) for name in EXERCISES[1:])]  # type: ignore[arg-type]


def test_a_lesson_that_nobody_opened_is_new_and_takes_all_its_minutes(plan: Plan) -> None:
    whole = progress([plan], [], misconceptions(), BEGIN)
    (lesson,) = whole.lessons
    assert (lesson.state, lesson.past, lesson.left) == ("new", 0, 10)
    assert whole.here is lesson
    assert lesson.next == "Your guess"


def test_a_sealed_guess_counts_as_done_though_it_is_not_graded(plan: Plan) -> None:
    sealed = entry("l04-verdict-first", attempt=0, sealed=True)
    (lesson,) = progress([plan], [sealed], misconceptions(), BEGIN).lessons
    assert (lesson.state, lesson.past, lesson.next) == ("started", 1, "How many visits in all?")
    draft = entry("l04-verdict-first", attempt=0)
    assert progress([plan], [draft], misconceptions(), BEGIN).lessons[0].state == "new"


def test_a_sealed_guess_is_neither_right_nor_wrong_before_it_is_opened(plan: Plan) -> None:
    (lesson,) = progress([plan], all_done(), misconceptions(), BEGIN).lessons
    assert lesson.at_first == "3 of 3 right at the first try"
    opened = [*all_done(), entry("l04-verdict-first", right=False)]
    (lesson,) = progress([plan], opened, misconceptions(), BEGIN).lessons
    assert lesson.at_first == "3 of 4 right at the first try"


def test_one_wrong_try_is_not_yet_tried() -> None:
    once = [entry("l04-count-total", right=False)]
    assert not tried(once, "l04-count-total")
    thrice = [entry("l04-count-total", right=False, attempt=n) for n in (1, 2, 3)]
    assert tried(thrice, "l04-count-total")
    assert tried([entry("l04-count-total", attempt=2)], "l04-count-total")


def test_a_lesson_is_done_once_all_is_tried_and_no_idea_is_open(plan: Plan) -> None:
    (lesson,) = progress([plan], all_done(), misconceptions(), BEGIN).lessons
    assert (lesson.state, lesson.left, lesson.right) == ("done", 0, 3)
    half = [*all_done()[:-1], entry("l04-verdict-alone", right=False)]
    (lesson,) = progress([plan], half, misconceptions(), BEGIN).lessons
    assert (lesson.state, lesson.past) == ("started", 3), "two tries are left at the last"
    held = [*all_done(), entry("l04-count-six", right=False, evidence=told("M1"))]
    (lesson,) = progress([plan], held, misconceptions(), BEGIN).lessons
    assert lesson.state == "done", "an idea that shows again elsewhere takes nothing back"
    assert lesson.open_ideas == ("M1",)
    before = [entry("l04-count-six", right=False, evidence=told("M1")), *all_done()]
    (lesson,) = progress([plan], before, misconceptions(), BEGIN).lessons
    assert (lesson.state, lesson.all_answered) == ("started", True)


def test_a_lesson_is_clear_once_its_ideas_are_on_two_days(plan: Plan) -> None:
    right = [
        entry("l04-count-six", day=day, seed=day, evidence=told("M1", "right")) for day in (0, 1)
    ]
    (lesson,) = progress([plan], [*all_done(), *right], misconceptions(), BEGIN).lessons
    assert lesson.state == "clear"


def test_what_was_worked_on_last_is_continued(tmp_path: Path) -> None:
    four = read_plan(written(tmp_path))
    text = PLAN.replace("number = 4", "number = 5").replace("l04-", "l05-")
    five = read_plan(written(tmp_path, text, "lesson05"))
    begun = [entry("l05-count-total", lesson=5)]
    whole = progress([four, five], begun, misconceptions(), BEGIN)
    assert whole.here is not None
    assert whole.here.number == 5
    first = progress([four, five], [], misconceptions(), BEGIN).here
    assert first is not None
    assert first.number == 4


def test_what_was_missed_comes_back_after_some_days_in_a_new_variant(plan: Plan) -> None:
    missed = entry("l04-count-six", right=False, seed=3, evidence=told("M1"))
    later = BEGIN + dt.timedelta(days=40)
    (back,) = progress([plan], [missed], misconceptions(), later).due
    assert (back.rule, back.exercise, back.missed) == ("M1", "l04-count-six", True)
    assert back.first_seed == 4
    assert progress([plan], [missed], misconceptions(), BEGIN).due == ()


def test_at_most_ten_come_back_on_a_day(plan: Plan) -> None:
    rules = list(misconceptions())
    missed = [
        entry(f"l04-count-{n}", right=False, evidence=told(rule)) for n, rule in enumerate(rules)
    ]
    whole = progress([plan], missed, rules, BEGIN + dt.timedelta(days=90))
    assert len(whole.due) == 10
    assert whole.due_minutes == 15


def test_the_sidebar_is_told_where_there_is_one(plan: Plan, tmp_path: Path) -> None:
    whole = progress([plan], all_done()[:2], misconceptions(), BEGIN)
    tell_progress(tmp_path, whole)
    assert read_sidebar(tmp_path) is None, "a folder without one stays as it is"
    lesson = Listed("lesson04.ipynb", "Six asked", 4, 10, "new")
    write_sidebar(tmp_path, Sidebar((lesson,), "start.ipynb"))
    tell_progress(tmp_path, whole)
    told_now = read_sidebar(tmp_path)
    assert told_now is not None
    assert told_now.lessons[0].state == "started"
    assert told_now.lessons[0].told == "2 of 4 answered"
    held = [entry("l04-count-six", right=False, evidence=told("M1")), *all_done()]
    tell_progress(tmp_path, progress([plan], held, misconceptions(), BEGIN))
    told_now = read_sidebar(tmp_path)
    assert told_now is not None
    assert told_now.lessons[0].told == "all answered; one wrong idea of this lesson is open"
    tell_progress(tmp_path, progress([plan], all_done(), misconceptions(), BEGIN))
    told_now = read_sidebar(tmp_path)
    assert told_now is not None
    assert told_now.lessons[0].told == "3 of 3 right at the first try"
