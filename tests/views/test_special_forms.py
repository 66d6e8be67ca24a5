"""What a sitting keeps where an answer comes in two steps, or goes on after it is right."""

from __future__ import annotations

from pathlib import Path

from imrkit.exercises.asking import key
from imrkit.exercises.question import Answer
from imrkit.views.exercise import Keeper
from imrkit.views.exercise.html import as_html
from imrkit.views.exercise.sitting import Sitting
from tests.exercises.conftest import exercise_named


def sitting(name: str, folder: Path) -> Sitting:
    return Sitting(exercise_named(name), 0, Keeper(folder / "answers.jsonl"))


def right(one: Sitting) -> Answer:
    found = key(one.exercise, one.seed).right
    return one.question.told({of: tuple(sorted(some)) for of, some in found.items()})


def test_half_an_answer_is_kept_and_is_no_try(tmp_path: Path) -> None:
    one = sitting("l04-error-flagship", tmp_path)
    whole = right(one)
    other = next(id for id in "abcdef" if id != whole["find"])
    one.check({"find": other})
    one.check({"find": whole["find"]})
    assert one.feedback is not None
    assert one.feedback["half_way"]
    assert one.feedback["more"]["repairs"]
    again = sitting("l04-error-flagship", tmp_path)
    assert again.feedback is not None
    assert again.feedback["more"]["repairs"] == one.feedback["more"]["repairs"]
    assert again.attempt == one.attempt
    one.check(whole)
    assert one.done
    assert [entry.attempt for entry in one.keeper.entries] == [1, 0, 2]
    assert [entry.right for entry in one.keeper.entries] == [False, False, True]


def test_a_rationale_is_written_after_its_sentences_are_right(tmp_path: Path) -> None:
    one = sitting("l04-rationale-flagship", tmp_path)
    whole = right(one)
    one.check(whole)
    assert one.done
    one.draft({**whole, "own": "Six visits exceed the purpose.", "ticked": "3", "r1": "9"})
    assert one.answer == {**whole, "own": "Six visits exceed the purpose.", "ticked": "3"}
    again = sitting("l04-rationale-flagship", tmp_path)
    assert again.answer == one.answer
    assert again.done
    assert len([entry for entry in one.keeper.entries if entry.attempt]) == 1


def test_a_check_with_no_move_is_no_try(tmp_path: Path) -> None:
    one = sitting("l05-change-six", tmp_path)
    one.check({})
    assert one.refused == "Nothing is moved yet. Move a fact, then check where that leads."
    assert (one.attempt, one.feedback) == (0, None)


def test_no_other_answer_changes_once_it_is_over(tmp_path: Path) -> None:
    one = sitting("l04-change-flagship", tmp_path)
    whole = right(one)
    one.check(whole)
    one.draft({"visits_requested": "12"})
    assert one.answer == whole


def test_where_no_kernel_stands_behind_it_the_repairs_are_not_told(tmp_path: Path) -> None:
    one = sitting("l04-error-flagship", tmp_path)
    assert "No visit came before" not in as_html(one.question)
    change = as_html(sitting("l04-change-flagship", tmp_path).question)
    assert "Visits requested (in the file: 6 visits)" in change
