"""A lesson asks before it tells, and its answers are computed."""

from pathlib import Path

import pytest

from imrkit.cases.loading import case_paths
from imrkit.determination.deciding import determine
from imrkit.errors import UnknownName
from imrkit.views.lesson import Lesson, questions
from imrkit.views.lesson.widgets import Ask, Write

STEPS = [
    "opening",
    "file",
    "sort",
    "facts",
    "guideline",
    "considered",
    "criteria",
    "pictures",
    "decide",
    "write",
    "compare",
    "vary",
    "summary",
]
FAMILIES = ("flagship", "cm16-0242419", "cm17-0007142", "cm17-0005418", "bowen-imr1")


@pytest.mark.parametrize("case", FAMILIES)
def test_every_step_has_something_to_show_for_any_case(case: str) -> None:
    lesson = Lesson(case)
    for step in STEPS:
        shown = getattr(lesson, step)()
        assert repr(shown), step
        assert "object at 0x" not in repr(shown), step


def test_a_lesson_on_a_case_file_of_ones_own_opens_the_explorer_on_it(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(case_paths()["flagship"].read_text(encoding="utf-8"), encoding="utf-8")
    assert "mine, item 1" in repr(Lesson(str(own)).vary())


def test_what_each_side_cited_is_told_in_sentences() -> None:
    """The flagship's sides cite the same section and different pages."""
    told = Lesson("flagship").considered().html
    section = "cited MTUS Chronic Pain Treatment Guidelines Physical Medicine"
    assert f"The claims administrator {section} pages 98-99." in told
    assert f"The reviewer {section} page 98." in told


def test_every_question_of_every_case_has_its_right_answer_among_its_choices() -> None:
    for case in case_paths():
        for determination in determine(case):
            for asked in (
                questions.sorting(determination),
                questions.guideline(determination),
                questions.grounds(determination),
                questions.decision(determination),
            ):
                for question in asked:
                    assert 0 <= question.right < len(question.choices), (case, question.ask)
                    assert len(set(question.choices)) == len(question.choices), (case, question)
                    assert question.because, (case, question.ask)


def test_the_flagship_asks_which_facts_are_documented() -> None:
    asked = {q.ask: q for q in questions.sorting(determine("flagship")[0])}
    requested = asked["How many visits are requested?"]
    assert requested.choices[requested.right] == "Documented"
    assert "6 visits (office visit of 2014-01-06)" in requested.because
    before = asked["How many visits of this treatment had been completed before the request?"]
    assert before.choices[before.right] == "Not documented"


def test_the_flagship_is_governed_by_the_edition_of_2009_and_not_of_2016() -> None:
    (question,) = questions.guideline(determine("flagship")[0])
    assert question.choices[question.right] == "Chronic Pain Medical Treatment Guidelines, 2009"
    assert "Chronic Pain Medical Treatment Guidelines, 2016" in question.choices
    assert "2009-07-18" in question.because


def test_the_checklist_for_the_rationale_does_not_give_the_answers_away() -> None:
    points = Lesson("flagship").write().points
    assert any("fits their purpose" in point for point in points)
    assert not any("not documented" in point or "exceed" in point for point in points)


def test_the_summary_says_that_no_record_alone_would_have_turned_it() -> None:
    assert "Records alone: nothing." in Lesson("flagship").summary().html


def test_a_case_that_does_not_exist_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="flagship"):
        Lesson("flagshp")


def test_without_a_kernel_the_widgets_still_say_what_they_ask() -> None:
    ask: Ask = Lesson("flagship").decide()
    write: Write = Lesson("flagship").write()
    for widget in (ask, write):
        bundle = widget._repr_mimebundle_()
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        assert "Run All Cells" in data["text/html"]
        assert data["text/plain"] == repr(widget)
