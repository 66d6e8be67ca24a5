"""A lesson asks before it tells, and its answers are computed."""

import json
import re
from pathlib import Path

import pytest

from imrkit.cases.loading import case_paths, read_case
from imrkit.determination.deciding import determine
from imrkit.determination.determination import Determination
from imrkit.errors import UnknownName
from imrkit.views.lesson import Lesson, questions
from imrkit.views.lesson.questions import Question
from imrkit.views.lesson.widgets import Ask, Write, reply

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


# ---- what is asked, and what follows from the rules --------------------------------------------


def every_determination() -> list[Determination]:
    return [found for name in case_paths() for found in determine(name)]


def asked(determination: Determination) -> list[Question]:
    return [
        *questions.sorting(determination),
        *questions.guideline(determination),
        *questions.grounds(determination),
        *questions.decision(determination),
    ]


def test_every_question_of_every_case_has_its_answer_among_its_choices() -> None:
    for determination in every_determination():
        found = asked(determination)
        assert len({question.id for question in found}) == len(found), determination
        for question in found:
            assert question.key in question.choices, question
            assert question.also.keys() <= question.choices.keys() - {question.key}
            assert len(set(question.choices.values())) == len(question.choices), question
            assert question.because, question


def test_questions_keep_their_ids_when_the_lesson_is_opened_again() -> None:
    first, second = (asked(determine("flagship")[0]) for _ in range(2))
    assert [q.id for q in first] == [q.id for q in second]


def test_an_item_that_no_rule_addresses_is_keyed_neither_upheld_nor_overturned() -> None:
    silent = [d for d in every_determination() if d.rule is None]
    assert silent
    for determination in silent:
        outcome, *others = questions.decision(determination)
        assert outcome.key == "open"
        assert not others, "what rests on nothing is not asked for"


def test_what_the_reviewer_decided_is_never_called_wrong() -> None:
    """Where ours differs or is not settled, the published answer is accepted, and this is said."""
    differing = [d for d in every_determination() if not d.agrees]
    assert {d.outcome for d in differing} >= {"upheld", "overturned", "turns on judgment"}
    for determination in differing:
        outcome = questions.decision(determination)[0]
        published = determination.item.published.outcome
        said = reply(outcome, published)
        assert said["look"] != "other", determination
        assert said["because"].startswith("So did the reviewer of this case.")
        assert f"Published: {published}." in said["because"]


@pytest.mark.parametrize(
    ("finding", "key"),
    [
        ("{ at_least = 3 }", "in part"),
        ("{ at_least = 3, at_most = 5 }", "in part"),
        ('{ open = "conflicting" }', "contradicted"),
        ('{ open = "illegible" }', "not documented"),
        ("4", "documented"),
    ],
)
def test_a_range_and_a_conflict_are_not_keyed_not_documented(
    tmp_path: Path, finding: str, key: str
) -> None:
    source = case_paths()["flagship"].read_text(encoding="utf-8")
    before = re.search(r"^visits_completed = .*$", source, re.MULTILINE)
    assert before
    file = tmp_path / "other.toml"
    text = source.replace(before[0], f"visits_completed = {finding}")
    file.write_text(text, encoding="utf-8")
    (found,) = determine(read_case(file))
    (question,) = [q for q in questions.sorting(found) if q.id == "sort.visits_completed"]
    assert question.key == key


def test_the_flagship_asks_which_facts_are_documented() -> None:
    found = {q.id: q for q in questions.sorting(determine("flagship")[0])}
    requested = found["sort.visits_requested"]
    assert requested.ask == "How many visits are requested?"
    assert requested.key == "documented"
    assert "6 visits (office visit of 2014-01-06)" in requested.because
    assert found["sort.visits_completed"].key == "not documented"


def test_the_flagship_is_governed_by_the_edition_of_2009_and_not_of_2016() -> None:
    (question,) = questions.guideline(determine("flagship")[0])
    assert question.choices[question.key] == "Chronic Pain Medical Treatment Guidelines, 2009"
    assert "Chronic Pain Medical Treatment Guidelines, 2016" in question.choices.values()
    assert "2009-07-18" in question.because


# ---- asking ------------------------------------------------------------------------------------


def test_no_answer_travels_to_the_browser_before_one_is_given() -> None:
    for step in ("sort", "guideline", "criteria", "decide"):
        widget: Ask = getattr(Lesson("flagship"), step)()
        state = widget.get_state()
        assert {key for question in state["questions"] for key in question} == {
            *("id", "kind", "ask", "hint", "parts", "choices")
        }
        assert not state["replies"]
        assert not state["tally"]
    lesson = Lesson("flagship")
    assert "upheld" not in json.dumps(lesson.write().get_state(), default=str).lower()
    for hidden in (lesson.facts(), lesson.considered(), lesson.pictures()):
        assert hidden.html not in json.dumps(hidden.get_state(), default=str)
        assert not hidden.shown
        hidden.wanted = True
        assert hidden.html in hidden.shown


def test_an_answer_is_replied_to_and_the_first_one_counts() -> None:
    widget = Lesson("flagship").decide()
    widget.answers = {"outcome": "overturned"}
    assert (
        widget.replies["outcome"]["word"] == "✕ Not quite. By the rules: Upheld: the denial stands."
    )
    assert widget.tally == "0 of 1 right at first; 2 in all."
    widget.answers = {"outcome": "upheld"}
    assert widget.replies["outcome"]["word"] == "✓ Yes."
    assert widget.tally == "0 of 1 right at first; 2 in all."


@pytest.mark.parametrize(
    "sent", [{"outcome": 3}, {"nothing": "upheld"}, {"outcome": "x" * 10_000}, {"outcome": None}]
)
def test_what_is_no_answer_is_left_aside(sent: dict[str, object]) -> None:
    widget = Lesson("flagship").decide()
    widget.answers = sent
    assert widget.replies == {}
    assert widget.tally == ""


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
    lesson = Lesson("flagship")
    ask: Ask = lesson.decide()
    write: Write = lesson.write()
    for widget in (ask, write, lesson.facts()):
        bundle = widget._repr_mimebundle_()
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        assert "Run All Cells" in data["text/html"]
        assert data["text/plain"] == repr(widget)
