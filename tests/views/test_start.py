"""The start page shows what is next, opens what is asked for, and keeps what is guessed."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

from imrkit.cases.loading import load_case
from imrkit.course.any_case import exercises_of
from imrkit.course.catalog import case_of_day, catalog
from imrkit.course.plan import load_plan, plans
from imrkit.course.sidebar import Listed, Sidebar, read_sidebar, write_sidebar
from imrkit.determination.deciding import determine
from imrkit.exercises.assignment import NAME as ASSIGNED
from imrkit.exercises.assignment import Assignment
from imrkit.exercises.record import read_record
from imrkit.views.exercise import ExerciseView, Keeper
from imrkit.views.start import Start, start
from imrkit.views.start.day import day_view, guess_entry
from imrkit.views.start.view import view
from imrkit.views.start.widget import CERTIFICATE
from tests.course.answers import BEGIN, entry, told


@pytest.fixture
def kept(tmp_path: Path) -> Keeper:
    """The record of a learner who has answered nothing."""
    return Keeper(tmp_path / "answers.jsonl")


@pytest.fixture
def page(kept: Keeper) -> Start:
    """The page on a first visit."""
    return start(kept, BEGIN)


def wish(page: Start, content: object) -> None:
    """Send something, as the page does."""
    page._heard(page, content, None)


def opened(page: Start) -> str:
    """What stands below the page."""
    return _text(page.papers) + _text(page.stage)


def exercises(shown: Any) -> list[ExerciseView]:
    """The exercises in what is shown."""
    if isinstance(shown, ExerciseView):
        return [shown]
    return [one for part in getattr(shown, "children", ()) for one in exercises(part)]


def _text(shown: Any) -> str:
    inner = " ".join(map(_text, getattr(shown, "children", ())))
    return f"{getattr(shown, 'html', '')} {inner}"


def test_a_first_visit_begins_with_the_first_lesson(page: Start) -> None:
    view = page.page.view
    assert view["fresh"]
    assert view["here"]["number"] == 1
    assert not view["here"]["begun"]
    assert view["due"] == []
    assert "20 verdicts" in view["calibration"]
    assert view["total"].endswith("in all")


def test_the_page_says_whose_variants_are_read(page: Start, tmp_path: Path) -> None:
    assert page.page.view["assigned"] == ""
    own = Assignment("s1000", {"l04-count-total": 7})
    (tmp_path / ASSIGNED).write_text(own.as_text(), encoding="utf-8")
    assigned = start(Keeper(tmp_path / "answers.jsonl"), BEGIN)
    assert "assigned to s1000" in assigned.page.view["assigned"]
    (tmp_path / ASSIGNED).write_text("my notes", encoding="utf-8")
    broken = start(Keeper(tmp_path / "answers.jsonl"), BEGIN)
    assert broken.page.view["assigned"].startswith("Your assignment cannot be used")


def test_nothing_is_written_by_looking(page: Start, kept: Keeper) -> None:
    assert not kept.file.path.exists()
    wish(page, {"refresh": True})
    assert not kept.file.path.exists()


def test_the_sidebar_is_told_how_things_stand_when_the_page_opens(
    kept: Keeper, tmp_path: Path
) -> None:
    kept.keep(entry("l04-count-total", kind="count"))
    write_sidebar(tmp_path, Sidebar((Listed("lesson04.ipynb", "Six asked", 4, 25, "new"),)))
    start(kept, BEGIN)
    found = read_sidebar(tmp_path)
    assert found is not None
    assert found.lessons[0].state == "started"


def test_nothing_that_is_sent_tells_how_any_case_ends(page: Start) -> None:
    view = {k: v for k, v in page.page.view.items() if k not in ("words", "parts", "here")}
    sent = json.dumps([view, page.page.cases]).lower()
    assert "upheld" not in sent
    assert "overturned" not in sent


def test_the_case_of_the_day_says_which_lesson_still_to_be_done_has_it_too(kept: Keeper) -> None:
    (name,) = load_plan(1).data.cases[:1]
    day = next(one for one in catalog() if one.case == name)
    later = view(plans(), kept.entries, BEGIN, day)["day"]["later"]
    assert later.startswith("Lessons 1, 2, and 7 have this case, too.")
    asked = {name for plan in plans() for name in plan.data.cases}
    other = next(one for one in catalog() if one.case not in asked)
    assert not view(plans(), kept.entries, BEGIN, other)["day"]["later"]


def test_a_guess_at_the_case_of_the_day_is_kept_with_how_sure_and_then_answered(
    page: Start, kept: Keeper
) -> None:
    day = case_of_day(BEGIN.astimezone().date())
    wish(page, {"guess": day.outcome, "sure": 80})
    assert page.page.view["day"]["guess"]["right"]
    (entry,) = kept.entries
    assert (entry.kind, entry.confidence, entry.right) == ("verdict", 80, True)
    wish(page, {"guess": "upheld", "sure": 97})
    assert len(kept.entries) == 1, "the first guess counts"
    again = start(Keeper(kept.file.path), BEGIN)
    assert again.page.view["day"]["guess"]["right"]
    assert "1 verdict so far" in again.page.view["calibration"]


@pytest.mark.parametrize(
    "content",
    [
        None,
        "guess",
        {"guess": "granted"},
        {"guess": ["upheld"]},
        {"guess": {"a": 1}},
        {"case": "nothing"},
        {"case": 5, "item": None},
        {"delete": "no"},
        {"something": 1},
    ],
)
def test_what_is_no_wish_changes_nothing(content: object, page: Start, kept: Keeper) -> None:
    wish(page, content)
    assert kept.entries == ()
    assert page.stage.children == ()


def test_the_card_says_what_utilization_review_did_and_where_the_text_can_be_argued_with() -> None:
    listed = {(one.case, one.item): one for one in catalog()}
    modified = day_view(listed["cm17-0002198", "1"], [])
    assert modified["decided"] == (
        "Utilization review modified the request and authorized: 6 (back, shoulder, knee)."
    )
    assert "Pain is chronic from three months on" in modified["argued"][0]
    assert "for all these parts as one course" in modified["argued"][1]
    told = "Visits requested: 8 to 10 visits (whether the two are among the eight is not told)"
    assert told in modified["told"]
    denied = day_view(listed["flagship", "1"], [])
    assert denied["decided"] == "Utilization review denied the request."
    assert not any(denied["argued"])


def test_the_page_follows_what_is_answered_in_the_case_below(page: Start) -> None:
    wish(page, {"case": "cm17-0019907", "item": "1"})
    asked = next(one for one in exercises(page.stage) if one.question["kind"] == "sort")
    parts = {part["id"]: [part["options"][0]["id"]] for part in asked.question["parts"]}
    asked._heard(asked, {"draft": parts}, None)
    assert page.page.view["answers"] == 0, "a draft is no answer"
    asked._heard(asked, {"check": parts}, None)
    assert page.page.view["answers"] == 1
    assert page.page.view["cases"] == {"cm17-0019907 1": "begun"}


def test_any_case_opens_as_a_lesson_below(page: Start) -> None:
    wish(page, {"case": "cm17-0019907", "item": "1"})
    told = opened(page)
    assert "Physical therapy for the lumbar spine, 6 visits" in told
    assert "is right, or after three tries" in told
    assert "Published" not in told


def test_the_case_that_is_open_is_told_to_the_page_until_something_else_takes_its_place(
    page: Start, kept: Keeper
) -> None:
    """So the page can ask for it again where Python was started anew."""
    wish(page, {"case": "flagship", "item": "1", "again": True})
    assert page.page.opened == {"case": "flagship", "item": "1"}
    assert 'class="imr-stage"' in opened(page)
    wish(page, {"data": True})
    wish(page, {"case": "nothing", "item": "1", "again": True})
    assert page.page.opened == {"case": "flagship", "item": "1"}
    assert "no such case" not in page.page.said
    kept.keep(entry("l04-count-six", kind="count", right=False, evidence=told("M1")))
    page._now = BEGIN + dt.timedelta(days=60)
    wish(page, {"due": True})
    assert page.page.opened == {}
    wish(page, {"case": "flagship", "item": "1"})
    wish(page, {"delete": "yes"})
    assert page.page.opened == {}


def test_a_case_is_finished_once_every_question_is_done_and_stays_so_until_it_is_deleted(
    page: Start, kept: Keeper
) -> None:
    place, questions = "flagship 1", exercises_of(determine(load_case("flagship"))[0])
    *first, last = (one.id for one in questions.values())
    wish(page, {"refresh": True})
    assert page.page.view["cases"] == {}
    for name in first:
        kept.keep(entry(name, lesson=0))
    wish(page, {"refresh": True})
    assert page.page.view["cases"] == {place: "begun"}
    for attempt in (1, 2, 3):
        assert page.page.view["cases"] == {place: "begun"}, "a wrong answer leaves tries"
        kept.keep(entry(last, lesson=0, right=False, attempt=attempt))
        wish(page, {"refresh": True})
    assert page.page.view["cases"] == {place: "finished"}
    kept.keep(entry(last, lesson=0, right=False, day=9))
    wish(page, {"refresh": True})
    assert page.page.view["cases"] == {place: "finished"}, "what comes back takes nothing back"
    wish(page, {"delete": "yes"})
    assert page.page.view["cases"] == {}


def test_what_is_due_opens_as_exercises_in_a_new_variant(kept: Keeper) -> None:
    for seed in (0, 1):
        kept.keep(entry("l04-count-six", kind="count", right=False, seed=seed, evidence=told("M1")))
    page = start(kept, BEGIN + dt.timedelta(days=60))
    assert page.page.view["due"][0]["where"] == "Lesson 4 · last missed"
    wish(page, {"due": True})
    (view,) = [one for one in page.stage.children if isinstance(one, ExerciseView)]
    assert view.question["exercise"] == "l04-count-six"
    assert view.question["seed"] >= 2
    assert page.page.view["ideas"][0]["word"] == "open"


def test_all_that_is_kept_can_be_seen_and_saved(page: Start, kept: Keeper) -> None:
    kept.keep(entry("l04-count-six", confidence=90))
    kept.keep(entry("l04-news-none"))
    kept.keep(entry("any-cm17-0019907-1-verdict", lesson=0))
    kept.keep(entry("gone-long-ago", lesson=0))
    wish(page, {"data": True})
    told = opened(page)
    assert str(kept.file.path) in told
    assert "Lesson 4: A record arrives" in told
    assert "Decide: Physical therapy for the lumbar spine, 6 visits" in told
    assert "An exercise that is no longer asked" in told
    assert not re.search("l04-|any-|gone-", told), "no id is shown"
    assert "90%" in told
    sent: list[Any] = []
    page.page.send = sent.append
    wish(page, {"save": True})
    assert "l04-count-six" in sent[0]["file"]


def test_what_was_made_of_the_answers_is_named_and_goes_with_them(
    page: Start, kept: Keeper, tmp_path: Path
) -> None:
    kept.keep(entry("l04-count-six"))
    (tmp_path / "hand-in-another.jsonl").write_text("", encoding="utf-8")
    wish(page, {"hand_in": "make"})
    wish(page, {"certificate": "Ada"})
    wish(page, {"data": True})
    made = f"hand-in-{kept.learner}.jsonl"
    assert f"{made} and {CERTIFICATE}" in opened(page)
    wish(page, {"delete": "yes"})
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["hand-in-another.jsonl"]
    assert f"So are {made} and {CERTIFICATE} in the lessons folder." in page.page.said
    assert page.page.said_at == "data"


def test_a_case_that_is_open_stays_while_what_is_kept_is_shown(page: Start, kept: Keeper) -> None:
    kept.keep(entry("l04-count-six"))
    wish(page, {"case": "flagship", "item": "1"})
    case = page.stage.children
    for asked in ({"data": True}, {"hand_in": "make"}, {"hand_in": "delete"}):
        wish(page, asked)
        assert page.stage.children == case


def test_a_certificate_without_a_name_is_not_written_and_that_is_said(
    page: Start, tmp_path: Path
) -> None:
    wish(page, {"certificate": "  "})
    assert "Enter your name first" in page.page.said
    assert page.page.said_at == "certificate"
    assert not (tmp_path / CERTIFICATE).exists()


def test_while_nothing_comes_back_it_is_said_when_and_how_much_waits(kept: Keeper) -> None:
    kept.keep(entry("l04-count-six", kind="count", right=False, evidence=told("M1")))
    kept.keep(entry("l04-news-none", kind="count", right=False, evidence=told("M4"), family="x"))
    view = start(kept, BEGIN).page.view
    assert view["due"] == []
    assert view["waiting"].startswith("Nothing today. 2 wait; the first comes back on March ")


def test_while_nothing_waits_it_is_said_what_would_come_back(kept: Keeper) -> None:
    kept.keep(entry("day-cm17-0019907-1", lesson=0, right=False, confidence=97))
    waiting = start(kept, BEGIN).page.view["waiting"]
    assert "Other misses, and the case of the day, do not." in waiting


def test_a_surest_miss_names_the_case_it_was(kept: Keeper) -> None:
    kept.keep(entry("day-cm17-0019907-1", lesson=0, right=False, confidence=97))
    said = start(kept, BEGIN).page.view["calibration"]
    assert "Case of the day: Physical therapy for the lumbar spine, 6 visits" in said


def test_a_file_to_hand_in_tells_of_cases_of_ones_choice(page: Start, kept: Keeper) -> None:
    kept.keep(entry("l04-count-six"))
    kept.keep(entry("any-cm17-0019907-1-verdict", lesson=0))
    wish(page, {"hand_in": "make"})
    assert "lesson 4 and cases of your choice, " in opened(page)


def test_a_certificate_says_of_an_aim_without_answers_only_that(
    page: Start, kept: Keeper, tmp_path: Path
) -> None:
    kept.keep(entry("l04-count-six"))
    wish(page, {"certificate": "Ada"})
    html = (tmp_path / CERTIFICATE).read_text(encoding="utf-8")
    assert "<td>no answer yet</td><td class='n'>0</td>" in html


def test_all_that_is_kept_can_be_deleted(page: Start, kept: Keeper) -> None:
    kept.keep(entry("l04-count-six"))
    wish(page, {"delete": "yes"})
    assert not kept.file.path.exists()
    assert page.page.view["fresh"]
    assert "deleted" in page.page.said
    kept.keep(entry("l04-count-total"))
    assert [e.exercise for e in read_record(kept.file.path).entries] == ["l04-count-total"]


def test_a_file_to_hand_in_is_made_seen_whole_saved_and_deleted(
    page: Start, kept: Keeper, tmp_path: Path
) -> None:
    wish(page, {"hand_in": "make"})
    assert "there are no answers yet" in page.page.said
    kept.keep(entry("l04-count-six"))
    wish(page, {"hand_in": "make"})
    (made,) = tmp_path.glob("hand-in-*.jsonl")
    assert page.page.said_at == "hand_in", "it is told beside the button"
    told = opened(page)
    assert str(made) in told
    assert "1 checked answer to 1 exercise, lesson 4" in told
    assert made.name in page.page.said
    assert page.page.view["handed"]
    assert "l04-count-six" in told, "all of it can be read"
    sent: list[Any] = []
    page.page.send = sent.append
    wish(page, {"hand_in": "save"})
    assert sent[0] == {"file": made.read_text(encoding="utf-8"), "name": made.name}
    made.rename(tmp_path / "kept")
    made.mkdir()
    wish(page, {"hand_in": "delete"})
    assert "cannot be deleted" in page.page.said
    made.rmdir()
    (tmp_path / "kept").rename(made)
    wish(page, {"hand_in": "delete"})
    assert not made.exists()
    assert not page.page.view["handed"]
    assert [e.exercise for e in kept.entries] == ["l04-count-six"], "the answers stay"


def test_asked_anew_the_page_shows_the_record_as_it_is_now(page: Start, kept: Keeper) -> None:
    Keeper(kept.file.path).keep(entry("l04-count-total"))
    assert page.page.view["answers"] == 0
    wish(page, {"refresh": True})
    assert page.page.view["answers"] == 1


def test_a_certificate_is_written_beside_the_lessons_with_the_name_as_typed(
    page: Start, kept: Keeper, tmp_path: Path
) -> None:
    kept.keep(entry("l04-verdict-first", confidence=80))
    wish(page, {"certificate": "Ada <b>Lovelace</b>"})
    html = (tmp_path / CERTIFICATE).read_text(encoding="utf-8")
    assert "Ada &lt;b&gt;Lovelace&lt;/b&gt;" in html
    assert "March 2, 2026" in html
    assert "no license, CME, or advice" in html
    assert kept.file.record.code in html
    assert all(f"O{n} " in html for n in range(1, 10))
    assert CERTIFICATE in page.page.said


def test_a_folder_that_cannot_be_written_to_is_said_and_the_page_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    page = start(Keeper(tmp_path / "file" / "answers.jsonl"), BEGIN)
    wish(page, {"guess": "upheld", "sure": 50})
    assert "cannot be saved" in page.page.view["problem"]
    assert page.page.view["day"]["guess"] is not None
    wish(page, {"certificate": "Ada"})
    assert "cannot be written" in page.page.said


def test_without_a_kernel_the_page_says_what_it_is(page: Start) -> None:
    bundle = page._repr_mimebundle_()
    assert bundle is not None
    assert "case of the day" in bundle[0]["text/html"]
    assert bundle[0]["text/plain"] == "Start"


def test_the_reply_to_the_case_of_the_day_names_the_line_of_the_file_and_whose_verdict_it_is() -> (
    None
):
    chosen = next(one for one in catalog() if (one.case, one.item) == ("cm17-0012582", "4"))
    guess = guess_entry(chosen, "upheld", 80, BEGIN)
    told = day_view(chosen, [guess])
    assert told["told"], "the facts stay"
    assert "Initial Care" in told["by"]
    assert told["asks"], "what it is judged by is told before it is guessed"
    assert "published determination" in told["guess"]["why"][0]
    assert "ease the pain enough" in told["guess"]["why"][1]


def test_the_reply_to_the_case_of_the_day_names_each_criterion_and_the_sum_that_is_too_high() -> (
    None
):
    chosen = next(one for one in catalog() if (one.case, one.item) == ("cm17-0002198", "1"))
    told = day_view(chosen, [guess_entry(chosen, "overturned", 80, BEGIN)])
    why = " ".join(told["guess"]["why"])
    assert "three criteria are not shown" in why
    assert "20 visits or more; needed: at most 10 visits" in why
    assert "Shut by the file: With those completed and authorized" in why
    assert "Not shown either: “The visits before brought functional improvement.” “Visits" in why


def test_cases_that_were_begun_are_marked_whatever_else_a_record_names(kept: Keeper) -> None:
    kept.keep(entry("any-cm17-0019907-1-verdict", lesson=0))
    kept.keep(entry("any-odd", lesson=0))
    kept.keep(entry("l04-count-six"))
    assert start(kept, BEGIN).page.view["cases"] == {"cm17-0019907 1": "begun"}
