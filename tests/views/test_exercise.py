"""An exercise as a learner does it: nothing of its key before Check, and nothing is lost."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from imrkit.errors import UnknownName
from imrkit.exercises import assignment
from imrkit.exercises.asking import Feedback, ask, check, hint, key
from imrkit.exercises.loading import exercise_paths, load_exercise
from imrkit.exercises.record import NAME, read_record
from imrkit.views.exercise import ExerciseView, Keeper, keeper, sitting
from imrkit.views.exercise import keeper as keeping

CHOICE = "l04-choice-amount"
RIGHT = {"answer": "d"}
OTHERS = [{"answer": one} for one in "abc"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / NAME


def view(path: Path, exercise: str = CHOICE, seed: int = 0, **how: Any) -> ExerciseView:
    """An exercise opened in a kernel of its own."""
    return ExerciseView(exercise, seed, Keeper(path), **how)


def send(opened: ExerciseView, **content: Any) -> dict[str, Any]:
    """Send what a page sends; returns how the exercise then stands."""
    opened._heard(None, content, None)
    return dict(opened.state)


def told(state: dict[str, Any]) -> list[str]:
    return [reply["says"] for reply in state["feedback"]["replies"]]


def test_the_answers_that_these_tests_give_are_right_and_not() -> None:
    exercise = load_exercise(CHOICE)
    right, meant = key(exercise).right["answer"], ask(exercise).meant
    assert set(meant(RIGHT)["answer"]) == right
    assert not any(set(meant(one)["answer"]) & right for one in OTHERS)


# ---- what a page may know -----------------------------------------------------------------------


@pytest.mark.parametrize("name", exercise_paths())
def test_nothing_of_the_key_leaves_before_check(name: str, path: Path) -> None:
    """Neither the page nor the plain HTML gets the reason, a hint, or what an option means."""
    exercise, opened = load_exercise(name), view(path, name)
    bundle = opened._repr_mimebundle_()
    assert bundle is not None
    send(opened, draft={part.id: "a" for part in opened.sitting.question.parts})
    sent = json.dumps([opened.question, opened.state, bundle[0]["text/html"]])
    hints = [hint(exercise, 0, n + 1) for n in range(len(exercise.data.hints))]
    for text in (key(exercise).because, *hints):
        assert not text or json.dumps(text)[1:-1] not in sent
    assert opened.state["feedback"] is None
    assert '"meaning"' not in sent


def test_the_reason_comes_with_a_right_answer_and_the_key_after_the_third_try_alone(
    path: Path,
) -> None:
    opened = view(path)
    for attempt, answer in enumerate(OTHERS, 1):
        state = send(opened, check=answer)
        assert state["attempt"] == attempt
        shown = {name for name in ("key", "because") if state["feedback"][name]}
        assert shown == ({"key", "because"} if attempt == 3 else set())
    assert state["feedback"]["key"] == RIGHT
    assert state["done"]
    assert send(opened, check=RIGHT)["feedback"]["right"] is False  # it is over

    other = view(path.with_name("other.jsonl"))
    state = send(other, check=RIGHT)
    assert state["feedback"]["because"] == key(load_exercise(CHOICE)).because
    assert (state["feedback"]["key"], state["done"]) == (None, True)


def test_each_answer_that_is_not_right_gets_its_own_reply(path: Path) -> None:
    opened = view(path)
    replies = [told(send(opened, check=answer))[0] for answer in OTHERS]
    assert len(set(replies)) == len(OTHERS)
    assert all(replies)


def test_how_sure_a_learner_was_counts_on_the_first_try_alone(path: Path) -> None:
    opened = view(path)
    assert told(send(opened, check=OTHERS[0], confidence=97))[0].endswith("You were 97% sure.")
    state = send(opened, check=OTHERS[1], confidence=50)
    assert "sure" not in told(state)[0]
    assert state["confidence"] == 97


def test_once_it_is_over_a_learner_sees_how_often_that_sure_was_right(path: Path) -> None:
    """Only from five first answers on; a second try does not count."""
    shared, exercise = Keeper(path), load_exercise(CHOICE)
    for seed in range(5):
        (right,) = key(exercise, seed).right["answer"]
        answer = ask(exercise, seed).told({"answer": [right]})
        other = {"answer": "a" if answer["answer"] != "a" else "b"}
        opened = ExerciseView(exercise, seed, shared)
        state = send(opened, check=answer if seed < 4 else other, confidence=80)
        assert state["feedback"]["past"] is None
    assert send(opened, check=answer)["feedback"]["past"] == {"of": 5, "right": 4}
    assert ExerciseView(exercise, 4, shared).state["feedback"]["past"] == {"of": 5, "right": 4}


def test_a_hint_comes_when_it_is_asked_for_and_one_at_a_time(path: Path) -> None:
    opened = view(path)
    assert send(opened, hint=2)["hints"] == []
    assert len(send(opened, hint=1)["hints"]) == 1
    assert len(send(opened, hint=1)["hints"]) == 1
    assert len(send(opened, hint=2)["hints"]) == 2
    assert send(opened, check=RIGHT)["feedback"]["score"] == pytest.approx(0.8)


def test_what_does_not_fit_is_told_by_the_words_on_the_page(path: Path) -> None:
    opened = view(path, "l04-count-total")
    assert send(opened, check={"low": "six", "high": "open"})["refused"].startswith("“At least”")
    assert send(opened, check={"low": "6"})["refused"] == "“At most (or open)” has no answer yet."
    assert opened.state["attempt"] == 0
    assert not read_record(path).entries
    assert send(opened, draft={"low": "6"})["refused"] == ""


@pytest.mark.parametrize(
    "content",
    [
        None,
        "check",
        {},
        {"check": None},
        {"check": ["a"]},
        {"check": {"answer": ["a", "b"]}},
        {"check": {"answer": {"a": 1}}},
        {"draft": {"other": "a"}, "confidence": "sure", "seconds": "long", "turn": "x"},
        {"draft": {"answer": "a" * 100_000}},
        {"hint": "1"},
        {"seal": RIGHT},
    ],
)
def test_a_page_may_send_anything(content: Any, path: Path) -> None:
    opened = view(path)
    opened._heard(None, content, None)
    assert opened.state["attempt"] == 0
    assert send(opened, check=RIGHT)["feedback"]["right"]


def test_what_a_page_writes_into_the_state_is_not_taken_over(path: Path) -> None:
    opened = view(path)
    opened.set_state({"state": {"done": True}})
    assert opened.state["done"] is False


# ---- what is kept -------------------------------------------------------------------------------


def test_a_notebook_that_is_only_run_leaves_no_trace(path: Path) -> None:
    opened = view(path)
    opened._repr_mimebundle_()
    assert list(path.parent.iterdir()) == []


def test_what_was_entered_is_put_back_in_another_kernel(path: Path) -> None:
    send(view(path), draft=OTHERS[0], confidence=65)
    again = view(path)
    assert (again.state["answer"], again.state["confidence"]) == (OTHERS[0], 65)
    assert again.state["attempt"] == 0


def test_tries_hints_and_what_was_said_are_put_back(path: Path) -> None:
    opened = view(path)
    send(opened, check=OTHERS[0], confidence=97)
    send(opened, hint=1)
    before = send(opened, draft=OTHERS[2])
    again = view(path).state
    assert {**again, "view": "", "turn": 0} == before
    assert again["feedback"]["answer"] == OTHERS[0]
    send(opened, check=RIGHT)
    assert view(path).state["feedback"] == opened.state["feedback"]
    assert view(path).done


def test_of_several_tries_only_the_last_is_graded_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = view(path)
    for one in OTHERS:
        send(opened, check=one, confidence=65)
    graded: list[int] = []

    def noted(*question: Any, **how: Any) -> Feedback:
        graded.append(how["attempt"])
        return check(*question, **how)

    monkeypatch.setattr(sitting, "check", noted)
    again = view(path).state
    assert graded == [3]
    assert {**again, "view": "", "turn": 0} == {**opened.state, "view": "", "turn": 0}


def test_a_try_that_no_longer_fits_counts_and_what_was_said_before_it_is_told(path: Path) -> None:
    opened = view(path)
    send(opened, check=OTHERS[0], confidence=65)
    first = read_record(path).entries[0]
    Keeper(path).keep(replace(first, attempt=2, answer={"answer": "an option that is gone"}))
    state = view(path).state
    assert (state["attempt"], state["confidence"]) == (2, 65)
    assert state["feedback"]["answer"] == OTHERS[0]


def test_tries_in_two_notebooks_are_tries_of_one_question(path: Path) -> None:
    one = view(path)
    send(one, check=OTHERS[0])
    other = view(path)
    assert send(other, check=OTHERS[1])["attempt"] == 2
    found = read_record(path)
    assert (found.intact, found.notes) == (True, [])
    assert [entry.attempt for entry in found.entries] == [1, 2]
    assert len({entry.sitting for entry in found.entries}) == 1


def test_what_was_answered_in_another_notebook_is_put_back_before_it_is_answered_again(
    path: Path,
) -> None:
    one, other = view(path), view(path)
    send(one, check=OTHERS[0])
    state = send(other, check=OTHERS[1], view="x")
    assert (state["attempt"], state["answer"], state["view"]) == (1, OTHERS[0], "")
    assert "in another notebook" in state["refused"]
    assert send(other, check=OTHERS[1], view="x")["attempt"] == 2
    assert other.state["refused"] == ""


def test_two_notebooks_that_begin_at_once_are_one_learner(path: Path) -> None:
    one, other = Keeper(path), Keeper(path)
    send(ExerciseView(CHOICE, 0, one), draft=RIGHT)
    send(ExerciseView(CHOICE, 1, other), draft=RIGHT)
    assert len(one.entries) == len(other.entries) == 2
    assert one.learner == other.learner == read_record(path).learner


def test_each_variant_is_a_question_of_its_own(path: Path) -> None:
    send(view(path, seed=1), draft=RIGHT)
    assert view(path).state["answer"] == {}
    assert view(path, seed=1).state["answer"] == RIGHT


def test_a_draft_tells_nothing_of_a_learner(path: Path) -> None:
    send(view(path), draft=OTHERS[0])
    (entry,) = read_record(path).entries
    assert (entry.attempt, entry.right, entry.evidence, entry.rules) == (0, False, (), ())
    assert (entry.kind, entry.lesson, entry.family) == ("choice", 4, "physical medicine")


def test_a_sealed_answer_is_kept_and_not_graded(path: Path) -> None:
    opened = view(path, sealed=True)
    assert send(opened, check=RIGHT)["attempt"] == 0
    state = send(opened, seal=OTHERS[0], confidence=80)
    assert (state["kept"], state["done"], state["feedback"]) == (True, True, None)
    assert send(opened, draft=RIGHT)["answer"] == OTHERS[0]
    assert len(read_record(path).entries) == 1
    assert view(path, sealed=True).state["kept"]
    assert view(path, sealed=True).state["answer"] == opened.state["answer"] != {}
    (entry,) = [entry for entry in read_record(path).entries if entry.sealed]
    assert (entry.attempt, entry.answer, entry.confidence) == (0, OTHERS[0], 80)
    assert not view(path).done  # asked again, it is answered


def test_an_answer_that_no_longer_fits_is_left_out(path: Path) -> None:
    send(view(path), draft={"answer": "d"})
    text = path.read_text(encoding="utf-8").replace('"answer": "d"', '"answer": "z"')
    path.write_text(text, encoding="utf-8")
    again = view(path)
    assert again.state["feedback"] is None
    assert send(again, check=RIGHT)["feedback"]["right"]


def test_a_folder_that_takes_no_file_is_told_and_the_lesson_goes_on(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file, where a folder is needed")
    shared = Keeper(tmp_path / "folder" / NAME)
    opened = ExerciseView(CHOICE, 0, shared)
    assert "cannot be saved" in send(opened, draft=RIGHT)["problem"]
    assert send(opened, check=RIGHT)["feedback"]["right"]
    (tmp_path / "folder").unlink()
    assert send(ExerciseView(CHOICE, 1, shared), draft=RIGHT)["problem"] == ""
    assert [entry.attempt for entry in read_record(tmp_path / "folder" / NAME).entries] == [0, 1, 0]


def test_a_file_that_is_no_record_is_told_and_left_alone(path: Path) -> None:
    path.write_text("my notes\n")
    opened = view(path)
    assert "no record of answers" in opened.state["problem"]
    assert send(opened, check=RIGHT)["feedback"]["right"]
    assert path.read_text() == "my notes\n"


# ---- where the record lies ----------------------------------------------------------------------


@pytest.fixture
def fresh_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IMRKIT_ANSWERS", raising=False)
    keeping.__globals__["_path"].cache_clear()
    keeping.__globals__["_keeper_of"].cache_clear()


@pytest.mark.usefixtures("fresh_kernel")
def test_the_record_lies_beside_the_notebook_wherever_a_cell_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = keeper()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert keeper() is first
    assert first.file.path == tmp_path / NAME
    assert ExerciseView(CHOICE).sitting.keeper is first


@pytest.mark.usefixtures("fresh_kernel")
def test_another_file_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMRKIT_ANSWERS", str(tmp_path / "mine.jsonl"))
    assert keeper().file.path == tmp_path / "mine.jsonl"


# ---- an assignment beside the record ------------------------------------------------------------


def test_the_variant_that_a_learner_is_assigned_is_asked_and_kept_by_its_learner(
    path: Path,
) -> None:
    own = assignment.Assignment("s1234567", {CHOICE: 7})
    path.with_name(assignment.NAME).write_text(own.as_text(), encoding="utf-8")
    opened = ExerciseView(CHOICE, keeper=Keeper(path))
    assert opened.question == ask(load_exercise(CHOICE), 7).as_data()
    assert send(opened, draft=RIGHT)["notice"] == ""
    found = read_record(path)
    assert (found.learner, [entry.seed for entry in found.entries]) == ("s1234567", [7])
    assert view(path, seed=3).question["seed"] == 3  # a seed that is given goes before
    assert ExerciseView("l04-count-total", keeper=Keeper(path)).question["seed"] == 0


def test_without_an_assignment_the_file_is_asked_as_it_is(path: Path) -> None:
    opened = ExerciseView(CHOICE, keeper=Keeper(path))
    assert (opened.question["seed"], opened.state["notice"]) == (0, "")
    assert not path.with_name(assignment.NAME).exists()


@pytest.mark.parametrize("text", ["", "my notes", '{"imrkit": "assignment", "version": 9}'])
def test_an_assignment_that_cannot_be_used_is_told_and_the_file_asked_as_it_is(
    text: str, path: Path
) -> None:
    path.with_name(assignment.NAME).write_text(text, encoding="utf-8")
    opened = ExerciseView(CHOICE, keeper=Keeper(path))
    assert opened.question["seed"] == 0
    assert opened.state["notice"].startswith("Your assignment cannot be used")
    state = send(opened, check=RIGHT)
    assert (state["feedback"]["right"], state["problem"]) == (True, "")


# ---- without a kernel ---------------------------------------------------------------------------


def test_without_a_kernel_it_is_read_as_html_the_same_each_time(path: Path) -> None:
    bundles = [view(path)._repr_mimebundle_() for _ in range(2)]
    first, second = (bundle[0] for bundle in bundles if bundle)
    send(view(path), check=OTHERS[0])
    third = view(path)._repr_mimebundle_()
    assert third is not None
    assert first["text/html"] == second["text/html"] == third[0]["text/html"]
    assert "choose Run, then Run All Cells" in first["text/html"]
    assert "All of them" in first["text/html"]
    assert first["text/plain"].startswith("Exercise: How many of the visits")


def test_a_misspelt_exercise_is_told_with_the_nearest(path: Path) -> None:
    with pytest.raises(UnknownName, match="l04-choice-amount"):
        view(path, "l04-choice-amont")


def test_the_time_of_an_answer_counts_from_the_answer_before(tmp_path: Path) -> None:
    """A lesson opens whole: what was spent on the first question is not the second's too."""
    kept = Keeper(tmp_path / NAME)
    for name in (CHOICE, "l04-choice-whose"):
        view = ExerciseView(name, 0, kept)
        (part,) = view.sitting.question.parts
        view.sitting.check({part.id: part.options[0].id}, None, 600)
    first, second = (entry.seconds for entry in kept.entries if entry.attempt)
    assert first == 600
    assert second < 60


@pytest.mark.parametrize(
    ("name", "answer", "says"),
    [
        ("l04-mark-visits", {}, "Nothing is marked yet."),
        ("l04-change-flagship", {}, "Nothing is moved yet."),
        ("l04-rationale-flagship", {"own": "It is upheld."}, "Nothing is added yet."),
        ("l04-count-total", {"low": "12", "high": "6"}, "The first end lies above the second"),
        ("l11-count-decide", {"low": "01/06/2017", "high": "01/05/2017"}, "The first end lies"),
    ],
)
def test_a_check_of_what_is_no_answer_uses_up_no_try(
    tmp_path: Path, name: str, answer: dict[str, str], says: str
) -> None:
    kept = Keeper(tmp_path / NAME)
    view = ExerciseView(name, 0, kept)
    view.sitting.check(answer)
    assert view.sitting.refused.startswith(says)
    assert view.sitting.attempt == 0
    assert not any(entry.attempt for entry in kept.entries)
