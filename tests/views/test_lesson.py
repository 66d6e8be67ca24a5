"""A lesson asks before it tells: nothing of an answer is made before it was tried."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from imrkit.cases.loading import case_paths, load_case
from imrkit.course.catalog import catalog
from imrkit.course.plan import Plan, load_plan, read_plan
from imrkit.course.sidebar import Listed, Sidebar, read_sidebar, write_sidebar
from imrkit.determination.deciding import decide
from imrkit.errors import UnknownName
from imrkit.exercises.asking import key
from imrkit.exercises.assignment import NAME, Assignment
from imrkit.exercises.loading import load_exercise
from imrkit.exercises.style import style_faults
from imrkit.views.exercise import ExerciseView, Keeper
from imrkit.views.html.markup import Html
from imrkit.views.html.page import Page
from imrkit.views.lesson import AnyCase, Lesson
from imrkit.views.lesson.any_case import STEPS
from imrkit.views.lesson.case_parts import PARTS
from imrkit.views.lesson.sealed import guess_html
from imrkit.views.lesson.told import Box, Told
from imrkit.views.start.day import guess_entry
from tests.course.plans import PLAN, written

FAMILIES = ("flagship", "cm16-0242419", "cm17-0007142", "cm17-0005418", "bowen-imr1")
SEALED = ("compare", "change", "rationale", "vary", "summary")


@pytest.fixture
def kept(tmp_path: Path) -> Keeper:
    """The record of a learner who has answered nothing."""
    return Keeper(tmp_path / "answers.jsonl")


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """A small lesson."""
    return read_plan(written(tmp_path))


def answer(view: ExerciseView, right: bool = True) -> None:
    """Check an answer to an exercise, as the page does."""
    sitting = view.sitting
    meant = {
        of: tuple(sorted(some)) for of, some in key(sitting.exercise, sitting.seed).right.items()
    }
    meant = {of: some[:1] for of, some in meant.items()}
    told = sitting.question.told(meant)
    if not right:
        part = next(part for part in sitting.question.parts if len(part.options) > 1)
        told[part.id] = next(o.id for o in part.options if o.id != told[part.id])
    view._heard(view, {"check": told, "confidence": 80, "seconds": 5}, None)


def decision(lesson: AnyCase) -> ExerciseView:
    """The verdict of any case, once its book was found, where that is asked."""
    shown = lesson.step("verdict")
    if not isinstance(shown.children[0], ExerciseView):
        (book,) = lesson.step("edition").children
        answer(book)
        (opened,) = shown.children
        return next(one for one in opened.children if isinstance(one, ExerciseView))
    return shown.children[0]


def opened(step: Box) -> ExerciseView:
    """The exercise of a step that has opened."""
    (box,) = step.children
    return next(one for one in box.children if isinstance(one, ExerciseView))


def asked(lesson: Lesson, title: str) -> ExerciseView:
    """The exercise of a step, whatever is said above it."""
    return next(one for one in _within(lesson.step(title)) if isinstance(one, ExerciseView))


def _within(shown: Any) -> Iterator[Any]:
    """Something that is shown, and all that stands in it."""
    yield shown
    for one in getattr(shown, "children", ()):
        yield from _within(one)


def texts(shown: Any) -> str:
    """All that has been sent to the page of something that is shown."""
    if isinstance(shown, Box):
        return " ".join(map(texts, shown.children))
    return (
        json.dumps(shown.get_state(), default=str, ensure_ascii=False)
        if hasattr(shown, "get_state")
        else ""
    )


# ---- any case ----------------------------------------------------------------------------------


@pytest.mark.parametrize("case", FAMILIES)
def test_every_step_has_something_to_show_for_any_case(case: str, kept: Keeper) -> None:
    lesson = AnyCase(case, kept=kept)
    for step in STEPS:
        shown = lesson.step(step)
        assert repr(shown) == STEPS[step]
        assert shown.children


@pytest.mark.parametrize("case", ["flagship", "cm16-0242419", "cm17-0007142"])
def test_nothing_of_the_answer_is_there_before_the_learner_decided(case: str, kept: Keeper) -> None:
    lesson = AnyCase(case, kept=kept)
    for step in SEALED:
        shown = lesson.step(step)
        assert "opens here once “" in texts(shown)
        assert "Open now" not in texts(shown)
        assert len(shown.children[0].children) == 1, "it is not made before"


def test_what_tells_the_answer_opens_once_every_question_was_answered(kept: Keeper) -> None:
    lesson = AnyCase("flagship", kept=kept)
    sealed = {step: lesson.step(step) for step in SEALED}
    answer(decision(lesson))
    is_open = {step for step, box in sealed.items() if "Open now" in texts(box)}
    assert is_open == {"compare", "change"}
    for step in ("change", "rationale"):
        assert not {"vary", "summary"} & is_open
        answer(opened(sealed[step]))
        is_open = {step for step, box in sealed.items() if "Open now" in texts(box)}
    assert is_open == set(SEALED)
    assert "Published: upheld." in texts(sealed["compare"])
    again = AnyCase("flagship", kept=Keeper(kept.file.path))
    assert "Records alone: nothing, as long as this text governs." in texts(again.summary()), (
        "also the next day"
    )


def test_a_wrong_answer_opens_nothing_until_the_third_try(kept: Keeper) -> None:
    lesson = AnyCase("flagship", kept=kept)
    compare, decide = lesson.step("compare"), decision(lesson)
    for attempt in (1, 2, 3):
        assert "Open now" not in texts(compare), attempt
        answer(decide, right=False)
    assert "Open now" in texts(compare)


def test_the_text_is_shown_where_it_is_not_asked_for_and_after_it_where_it_is(
    kept: Keeper,
) -> None:
    early = AnyCase("cm17-0019907", kept=kept)
    assert "is not asked" in texts(early.step("edition"))
    assert "Pain is chronic from three months on" in texts(early.step("rule"))
    assert "It asks" in texts(early.step("rule"))
    late = AnyCase("flagship", kept=kept)
    text, (book,) = late.step("rule"), late.step("edition").children
    assert "opens here once “Find the book” is right, or after three tries." in texts(text)
    answer(book)
    assert "It asks" in texts(text)
    assert "Pain is chronic from three months on" not in texts(text)


def test_criteria_and_verdict_wait_for_the_book_whose_text_they_tell(kept: Keeper) -> None:
    lesson = AnyCase("flagship", kept=kept)
    grounds, verdict = lesson.step("grounds"), lesson.step("verdict")
    for shown in (grounds, verdict):
        assert "opens here once “Find the book” is right, or after three tries." in texts(shown)
    decision(lesson)
    for shown in (grounds, verdict):
        assert "Open now" in texts(shown)


def test_a_case_without_a_verdict_says_so_where_its_file_is_read(kept: Keeper) -> None:
    assert "No verdict is asked" in texts(AnyCase("cm16-0235991", kept=kept).step("file"))
    assert "No verdict is asked" not in texts(AnyCase("flagship", kept=kept).step("file"))


def test_a_case_on_which_imrkit_holds_no_rule_says_why_no_verdict_is_asked(kept: Keeper) -> None:
    assert "imrkit holds no rule" in texts(AnyCase("84-ccc-773", kept=kept).step("file"))


@pytest.mark.parametrize("guess", ["upheld", "overturned"])
def test_who_was_told_the_end_by_the_start_page_is_asked_for_the_ground(
    guess: str, kept: Keeper
) -> None:
    assert "start page" not in texts(AnyCase("cm17-0019907", kept=kept).step("verdict"))
    (item,) = [one for one in catalog() if one.case == "cm17-0019907"]
    kept.keep(guess_entry(item, guess, None, dt.datetime.now(dt.UTC)))
    told = texts(AnyCase("cm17-0019907", kept=kept).step("verdict"))
    assert "what is asked here is the ground" in told


def test_what_no_paper_tells_stands_beside_them(kept: Keeper) -> None:
    told = texts(AnyCase("cm16-0232543", "6", kept=kept).step("file"))
    assert "What the letter tells beside these papers" in told
    assert "Visits completed before: 0 visits" in told
    assert "beside these papers" not in texts(AnyCase("cm17-0002324", kept=kept).step("file"))


def test_another_case_can_be_chosen_and_every_step_follows(kept: Keeper) -> None:
    lesson = AnyCase(kept=kept)
    file, verdict = lesson.step("file"), lesson.step("verdict")
    assert "Choose a case above" in texts(file)
    lesson.chooser()._heard(None, {"case": "cm17-0019907", "item": "1"}, None)
    assert "Physical therapy for the lumbar spine, 6 visits" in texts(file)
    assert isinstance(verdict.children[0], ExerciseView)


def test_the_chooser_sends_no_outcome_and_takes_only_cases_that_there_are(kept: Keeper) -> None:
    lesson = AnyCase(kept=kept)
    chooser = lesson.chooser()
    sent = json.dumps(chooser.get_state(), default=str)
    assert '"request": "Physical therapy for the low back, 6 sessions"' in sent
    assert "upheld" not in sent
    assert "overturned" not in sent
    for wish in ({"case": "../etc", "item": "1"}, {"case": 3}, "flagship", None):
        chooser._heard(None, wish, None)
    assert lesson.found is None


def test_a_lesson_on_a_case_file_of_ones_own_is_about_it(tmp_path: Path, kept: Keeper) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(case_paths()["flagship"].read_text(encoding="utf-8"), encoding="utf-8")
    lesson = AnyCase(str(own), kept=kept)
    change, rationale = lesson.step("change"), lesson.step("rationale")
    answer(decision(lesson))
    answer(opened(change))
    answer(opened(rationale))
    assert "mine, item 1" in repr(lesson.step("vary").children[0].children[1])


def test_a_case_that_does_not_exist_is_answered_with_the_nearest(kept: Keeper) -> None:
    with pytest.raises(UnknownName, match="flagship"):
        AnyCase("flagshp", kept=kept)


def test_dates_are_told_as_prose_and_each_side_is_cited(kept: Keeper) -> None:
    told = texts(AnyCase("flagship", kept=kept).step("file"))
    assert "November 11, 1998" in told
    assert "cited: MTUS Chronic Pain Treatment Guidelines Physical Medicine pages 98-99" in told


@pytest.mark.parametrize("part", PARTS)
def test_what_is_shown_of_a_case_is_spelled_and_dated_as_americans_read_it(part: str) -> None:
    case = load_case("flagship")
    item = case.item("1")
    told = re.sub("<[^>]*>", " ", PARTS[part](decide(case, item, case.known(item))))
    assert list(style_faults(told, most=len(told))) == []


def test_a_document_whose_title_has_its_date_is_not_dated_twice(kept: Keeper) -> None:
    told = texts(AnyCase("cm17-0003192", kept=kept).step("file"))
    assert "Progress report of 12/08/2016" in told
    assert "2016, December 8, 2016" not in told


# ---- the lessons of the course -----------------------------------------------------------------


def test_a_step_shows_what_its_plan_says(plan: Plan, kept: Keeper) -> None:
    lesson = Lesson(plan, kept)
    assert isinstance(lesson.step("How many visits in all?"), ExerciseView)
    assert "office visit" in lesson.step("The file").html.lower()
    assert repr(lesson.opening()) == "Lesson 4 of 12, 4 questions"
    with pytest.raises(UnknownName, match="The file"):
        lesson.step("The fil")


def test_a_step_that_waits_opens_when_its_exercise_was_tried(plan: Plan, kept: Keeper) -> None:
    lesson = Lesson(plan, kept)
    compare = lesson.step("The letter beside ours")
    assert "opens here once “Which grounds?” is right, or after three tries." in texts(compare)
    assert "Reason by reason" not in texts(compare)
    answer(lesson.step("Which grounds?"))
    assert "Published: upheld." in texts(compare)


def test_a_question_that_would_answer_an_earlier_one_waits_for_it(kept: Keeper) -> None:
    lesson = Lesson(4, kept)
    slip = lesson.step("Spot the slip")
    assert "opens here once “Put the reasons together” is right" in texts(slip)
    assert len(slip.children) == 1
    put = lesson.step("Put the reasons together")
    assert isinstance(lesson.step("Whose number?"), Box), "it would help to judge the criteria"
    for title in ("Your verdict", "Each criterion, on its own", "Whose number?"):
        answer(asked(lesson, title))
    assert isinstance(put.children[1], ExerciseView), "this one waits for another itself"
    answer(put.children[1])
    assert isinstance(slip.children[1], ExerciseView)
    again = Lesson(4, Keeper(kept.file.path)).step("Spot the slip")
    assert isinstance(again.children[1], ExerciseView), "also the next day"


def test_a_sealed_guess_is_kept_and_not_graded_until_it_is_opened(plan: Plan, kept: Keeper) -> None:
    lesson = Lesson(plan, kept)
    guess, opened = lesson.step("Your guess"), lesson.step("Your guess, opened")
    assert "No guess was kept." in texts(opened)
    told = {"outcome": "a", "ground": "a"}
    guess._heard(guess, {"seal": told, "confidence": 65, "seconds": 3}, None)
    assert guess.state["kept"]
    assert guess.state["feedback"] is None
    assert not any(entry.attempt for entry in kept.entries)
    assert "65% sure" in texts(opened)
    assert "Upheld: the denial stands" in texts(opened)
    assert "You saw it" not in texts(opened), "without `after` it is shown, not graded"


def test_ten_bets_are_opened_bet_by_bet_beside_what_one_answer_to_all_would_have_had(
    kept: Keeper,
) -> None:
    lesson = Lesson(12, kept)
    bets, opened = lesson.step("Ten denials, sealed"), lesson.step("Your ten bets, opened")
    stands = next(o["id"] for o in bets.question["parts"][0]["options"] if o["says"] == "It stands")
    told = {part["id"]: stands for part in bets.question["parts"]}
    bets._heard(bets, {"seal": told, "confidence": 80, "seconds": 9}, None)
    assert not any(entry.attempt for entry in kept.entries)
    assert "You had" not in texts(opened)
    answer(lesson.step("A surgeon’s opinion, alone"))
    assert "You had 5 of 10." in texts(opened)
    assert "One answer to all would have had 5." in texts(opened)
    assert 'Not so.\\">○</span> A nurse at home: it stands.' in texts(opened), "sign and word"
    assert "an open wound just after surgery" in texts(opened)
    assert 'Right.\\">✓</span> A hospital bed: it stands' in texts(opened)
    (entry,) = [e for e in kept.entries if e.exercise == "l12-sort-bets" and e.attempt]
    assert entry.confidence == 80


def test_the_sidebar_is_told_when_a_sealed_guess_is_opened(kept: Keeper) -> None:
    bets = Lesson(12, kept).step("Ten denials, sealed")
    told = {part["id"]: part["options"][0]["id"] for part in bets.question["parts"]}
    bets._heard(bets, {"seal": told, "confidence": None, "seconds": 9}, None)
    folder = kept.file.path.parent
    write_sidebar(folder, Sidebar((Listed("lesson12.ipynb", "The odds", 12, 25, "new"),)))
    assert "You had" in str(guess_html(load_exercise("l12-sort-bets"), kept, opened=True))
    sidebar = read_sidebar(folder)
    assert sidebar is not None
    assert [lesson.state for lesson in sidebar.lessons] == ["started"]


@pytest.mark.parametrize("number", range(7, 13))
def test_a_guess_that_opened_is_graded(number: int) -> None:
    steps = load_plan(number).data.step
    assert all(step.after for step in steps if step.shows == "guess")


def test_a_lesson_asks_the_assigned_variant_and_opens_the_guess_of_that_one(
    plan: Plan, tmp_path: Path
) -> None:
    own = Assignment("s7", {"l04-verdict-first": 5, "l04-count-total": 9})
    (tmp_path / NAME).write_text(own.as_text(), encoding="utf-8")
    lesson = Lesson(plan, Keeper(tmp_path / "answers.jsonl"))
    guess, opened = lesson.step("Your guess"), lesson.step("Your guess, opened")
    assert guess.question["seed"] == 5
    assert asked(lesson, "How many visits in all?").question["seed"] == 9
    assert asked(lesson, "Which grounds?").question["seed"] == 0
    guess._heard(guess, {"seal": {"outcome": "a", "ground": "a"}, "seconds": 3}, None)
    (chosen,) = [o["says"] for o in guess.question["parts"][1]["options"] if o["id"] == "a"]
    assert chosen in texts(opened)


def test_all_views_of_one_exercise_are_one_widget(plan: Plan, kept: Keeper) -> None:
    lesson = Lesson(plan, kept)
    assert lesson.step("Which grounds?") is lesson.step("Which grounds?")


SHOWS = {
    "summary": "Utilization review",
    "letter": "Decision",
    "pictures": "imr-grounds",
    "considered": "The claims administrator cited",
    "editions": "Edition of 2009: in force from July 18, 2009 to July 28, 2016.",
    "worked": "What would have turned it",
    "odds": "87.3",
    'rule"\nof = "chronic_pain_2009.physical_medicine': "In force for requests from July 18, 2009",
}


@pytest.mark.parametrize("shows", SHOWS)
def test_everything_that_a_plan_may_show_is_shown(shows: str, tmp_path: Path, kept: Keeper) -> None:
    plan = read_plan(written(tmp_path, PLAN.replace('shows = "file"', f'shows = "{shows}"')))
    shown = Lesson(plan, kept).step("The file")
    assert isinstance(shown, Page)
    assert SHOWS[shows] in shown.html


@pytest.mark.parametrize("shows", ["explorer", "timeline", "calibration", "own"])
def test_what_follows_the_learner_is_a_widget(shows: str, tmp_path: Path, kept: Keeper) -> None:
    plan = read_plan(written(tmp_path, PLAN.replace('shows = "file"', f'shows = "{shows}"')))
    lesson = Lesson(plan, kept)
    shown = lesson.step("The file")
    assert hasattr(shown, "get_state")
    before = texts(shown)
    answer(lesson.step("How many visits in all?"))
    if shows == "own":
        assert texts(shown) != before
        assert "1 of 4 exercises done" in texts(shown)


def test_without_a_kernel_every_step_says_what_it_asks_and_nothing_sealed(
    plan: Plan, kept: Keeper
) -> None:
    lesson, any_case = Lesson(plan, kept), AnyCase("flagship", kept=kept)
    answer(decision(any_case))
    for step in plan.data.step:
        data = bundle(lesson.step(step.title))
        assert data["text/html"]
        assert "object at 0x" not in data["text/plain"]
    for name in SEALED:
        assert "Published" not in bundle(any_case.step(name))["text/html"]
    assert "Run All Cells" in bundle(any_case.step("edition"))["text/html"]


def bundle(shown: Any) -> dict[str, str]:
    found = shown._repr_mimebundle_()
    return dict(found[0] if isinstance(found, tuple) else found)


def test_a_page_cannot_change_what_is_told() -> None:
    told = Told(Html("<p>So.</p>"))
    told.set_state({"html": "<p>Not so.</p>"})
    assert told.html == "<p>So.</p>"
