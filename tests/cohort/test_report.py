"""The report of a cohort finds what was planted, and nothing where nothing was."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from imrkit.cli import main
from imrkit.cohort.advice import advice
from imrkit.cohort.believing import Belief, Idea
from imrkit.cohort.graded import grade
from imrkit.cohort.intervals import Interval
from imrkit.cohort.made_up import Plan, people
from imrkit.cohort.made_up_results import made_up_results
from imrkit.cohort.report import Report, report
from imrkit.cohort.results import Results, read_results
from imrkit.errors import DataError
from imrkit.exercises.asking import CONFIDENCE
from imrkit.views.instructor import CohortReport
from imrkit.views.instructor.tables import people_table
from tests.cohort.conftest import LEARNERS, Cohort

NOTHING = Plan(60, (4,), {}, overconfident=0.0)
PLANTED = Plan(60, (4,), {"M1": 0.3}, seed=3)
HARD = Plan(60, (4,), {}, hard={"l04-news-log": 0.9}, seed=2)
UNSEEN = Plan(40, (2,), {}, overlooked={"visits_completed": 0.4})


@cache
def of(name: str) -> Report:
    plans = {"nothing": NOTHING, "planted": PLANTED, "hard": HARD, "unseen": UNSEEN}
    return report(made_up_results(plans[name]))


def test_a_planted_misconception_stands_out_with_its_share() -> None:
    (idea,) = [one for one in of("planted").ideas if one.found]
    assert idea.rule == "M1"
    assert idea.share.low <= 0.3 <= idea.share.high


def test_the_learners_who_hold_it_are_told_from_those_who_do_not() -> None:
    (idea,) = [one for one in of("planted").ideas if one.found]
    holders = {one.id for one in people(PLANTED) if one.rule == "M1"}
    sure = {learner for learner, belief in idea.learners.items() if belief.held > 0.9}
    # On some variants whoever holds it is right by chance, and nobody can tell.
    assert len(sure & holders) >= 0.8 * len(holders & idea.learners.keys())
    assert len(sure - holders) <= 2


def test_what_to_say_against_it_is_among_the_first_things_to_do() -> None:
    assert any("under the limit" in one.do for one in advice(of("planted")))


def test_where_nothing_is_planted_nothing_stands_out() -> None:
    found = of("nothing")
    assert not [one.rule for one in found.ideas if one.found]
    assert not found.to_mend
    assert not [one for one in found.overlooked if one.found]
    assert len(found.people) <= 1


def test_an_overlooked_fact_is_found_with_its_share() -> None:
    found = {one.exercise: one for one in of("unseen").overlooked if one.found}
    assert set(found) == {"l02-mark-used", "l02-mark-alone", "l02-sort-knee"}
    assert all(one.share.low <= 0.4 <= one.share.high for one in found.values())
    assert found["l02-sort-knee"].label == found["l02-mark-used"].label
    assert not [one.rule for one in of("unseen").ideas if one.found]


def test_a_criterion_called_not_shown_though_the_file_settles_it_is_told() -> None:
    unseen = Plan(60, (4,), {}, overlooked={"functional_improvement": 0.5}, missing=0.0)
    found = {one.label: one for one in report(made_up_results(unseen)).overlooked if one.found}
    assert set(found) == {"The earlier course brought functional improvement"}
    (one,) = found.values()
    assert one.share.low <= 0.5 <= one.share.high
    assert one.said_nothing == round(one.share.value * one.share.n)


def test_a_course_of_several_lessons_shows_how_learners_get_on() -> None:
    plan = Plan(30, (2, 4), {"M1": 0.3}, stopping=0.3, missing=0.0, seed=5)
    found = report(made_up_results(plan))
    assert found.lessons == (2, 4)
    assert [one.says for one in found.reached] == ["Lesson 2", "Lesson 4"]
    assert found.reached[0].finished > found.reached[1].finished
    medians = [one.value for one in found.by_lesson.values() if one is not None]
    assert len(medians) == 2
    assert len(found.items) == len({item.exercise for item in found.items}) > 20
    shown = CohortReport.__new__(CohortReport)
    shown.figures, shown._first = found, None
    assert "Median by lesson: lesson 2, " in str(shown.course.html)
    assert "Lessons 2 and 4" in str(shown.summary.html)


def test_a_weak_item_is_named_first_and_counts_for_no_learner() -> None:
    found = of("hard")
    assert [item.exercise for item in found.to_mend] == ["l04-news-log"]
    assert advice(found)[0].do == f"Mend item {found.number('l04-news-log')}."
    assert not [one.rule for one in found.ideas if one.found]
    assert "l04-news-log" not in {id for idea in found.ideas for id in idea.exercises}


def test_five_learners_read_well_and_prove_little() -> None:
    found = report(made_up_results(Plan(5, (4,), {}, stopping=0.0, missing=0.0)))
    assert found.few
    assert not found.to_mend
    assert not [one for one in found.ideas if one.found]
    assert all(item.state == "few" for item in found.items)
    assert all(one.share.high > 0.2 for one in found.ideas)
    assert "no proof" in advice(found)[0].why


def test_where_some_stopped_before_they_could_show_an_idea_both_numbers_are_told() -> None:
    found = made_up_results(Plan(5, (4,), {"M1": 1.0}, stopping=0.0, missing=0.0))
    stopped = {
        who: some[: None if n < 3 else 1] for n, (who, some) in enumerate(found.entries.items())
    }
    told = [one.why for one in advice(report(Results(stopped, 5))) if "under the limit" in one.do]
    assert told
    assert re.match(
        r"\d of the [34] learners whose answers can show it .*\); 5 handed in\.", told[0]
    )
    every = [one.why for one in advice(report(found)) if "under the limit" in one.do]
    assert re.match(r"\d of 5 learners answer by it", every[0])


def test_of_five_learners_no_interval_is_claimed_for_the_median_skill() -> None:
    page = CohortReport()
    for count, told in ((5, "from "), (1, "of one learner"), (12, "95% interval ")):
        page.figures = report(made_up_results(Plan(count, (4,), {}, stopping=0.0, missing=0.0)))
        big = str(page.summary.html).partition('<dl class="imr-big">')[2].partition("</dl>")[0]
        assert told in big
        assert ("95%" in big) == (count == 12)


def test_a_fact_that_few_overlooked_is_told_as_a_number_of_learners() -> None:
    plan = Plan(8, (2,), {}, overlooked={"visits_completed": 1.0}, stopping=0.0, missing=0.0)
    told = [one.why for one in advice(report(made_up_results(plan))) if "Show where" in one.do]
    assert re.match(r"In items? [\d, and]+ (up to )?\d of \d learners marked none \(95%", told[0])


def test_nobody_at_all_reads_well() -> None:
    found = report(Results({}, 0))
    assert (found.learners, found.skill, found.gap) == (0, None, None)
    assert advice(found)


def test_the_same_results_make_the_same_page() -> None:
    pages = [CohortReport() for _ in range(2)]
    parts = ("summary", "course", "items", "ideas", "people")
    one, other = ([str(getattr(page, part).html) for part in parts] for page in pages)
    assert one == other


def test_the_page_runs_no_script_and_every_chart_has_its_words() -> None:
    shown = CohortReport()
    parts = (shown.summary, shown.course, shown.items, shown.ideas, shown.people)
    html = "".join(str(part.html) for part in parts)
    assert "<script" not in html
    assert "http" not in html
    drawings = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    assert len(drawings) >= 5
    assert all("<title>" in one and "<desc>" in one for one in drawings)


def test_an_exercise_that_came_back_for_practice_is_no_lesson_left_unfinished() -> None:
    found = made_up_results(Plan(12, (4,), {}, stopping=0.0, missing=0.0))
    back = made_up_results(Plan(12, (2,), {}, stopping=0.0, missing=0.0))
    both = {who: (*some, back.entries[who][0]) for who, some in found.entries.items()}
    practiced = report(Results(both))
    assert practiced.lessons == (4,)
    assert (practiced.finished, practiced.stopped) == (12, 0)


def test_a_lesson_of_which_nobody_answered_half_yet_is_told_and_nobody_finished_it() -> None:
    found = made_up_results(Plan(6, (4,), {}, stopping=0.0, missing=0.0))
    begun = report(Results({who: some[:4] for who, some in found.entries.items()}, 8))
    assert begun.lessons == (4,)
    assert (begun.finished, begun.stopped) == (0, 6)
    assert len(begun.items) == 4


def test_the_id_of_a_learner_is_text_whatever_is_in_it() -> None:
    some = made_up_results(Plan(12, (4,), {"M1": 1.0}, stopping=1.0, missing=0.0))
    hostile = {f"<script>{who}": entries for who, entries in some.entries.items()}
    found = report(Results(hostile))
    assert found.people
    assert "&lt;script&gt;" in people_table(found)
    assert "<script" not in people_table(found)


@pytest.fixture(scope="module")
def graded(cohort: Cohort, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("graded")
    hand_ins, roster = cohort.folder / "hand-ins", cohort.folder / "roster.csv"
    given = cohort.folder / "assigned"
    grade(hand_ins, roster, out, assigned=given, lesson=4, pages=lambda *_: {})
    return out


def test_what_grade_wrote_is_read(graded: Path) -> None:
    found = read_results(graded)
    assert found.on_roster == len(found.entries) == LEARNERS
    entries = [entry for some in found.entries.values() for entry in some]
    assert {entry.attempt for entry in entries} == {1}
    assert {entry.confidence for entry in entries} <= {*CONFIDENCE, None}


def test_the_command_writes_one_page(graded: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert main(["report", str(graded), "--out", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert "What to do first" in text
    assert "<script" not in text
    assert f"{LEARNERS} learners handed in" in text
    assert str(graded) not in text


def test_a_folder_without_results_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"items\.parquet"):
        read_results(tmp_path)
    with pytest.raises(DataError, match="no such folder"):
        read_results(tmp_path / "nowhere")


@pytest.mark.proof
@pytest.mark.parametrize("rule", ["M1", "M3", "M15"])
def test_each_planted_misconception_is_found_in_ten_cohorts(rule: str) -> None:
    for seed in range(10):
        found = report(made_up_results(Plan(100, (4,), {rule: 0.25}, seed=seed)))
        stands = {one.rule: one for one in found.ideas if one.found}
        assert rule in stands
        assert stands[rule].share.low <= 0.3
        assert stands[rule].share.high >= 0.2


@pytest.mark.proof
@pytest.mark.parametrize("lesson", [2, 4])
def test_nothing_is_found_in_ten_cohorts_without_a_misconception(lesson: int) -> None:
    for seed in range(10):
        found = report(made_up_results(Plan(100, (lesson,), {}, seed=seed)))
        assert not [one.rule for one in found.ideas if one.found]
        assert not found.to_mend
        assert not [one for one in found.overlooked if one.found]


def test_one_wrong_answer_makes_nobody_sure_and_too_few_earn_no_figure() -> None:
    some = made_up_results(Plan(1, (4,), {"M1": 1.0}, stopping=0.0, missing=0.0))
    found = report(some)
    for idea in found.ideas:
        assert all(one.answers > 1 for one in idea.learners.values() if one.sure)
        if len(idea.exercises) == 1:
            assert idea.sure == 0
    assert all(item.corrected is None for item in found.items)


def test_one_answer_of_many_learners_makes_nobody_sure() -> None:
    told = [Belief(0.99, 0.9, 1), Belief(0.99, 0.9, 2)]
    idea = Idea("M1", Interval(0.9, 0.8, 1.0, 2), dict(zip("ab", told, strict=True)), ("x", "y"))
    assert (idea.sure, idea.likely) == (1, 1)
