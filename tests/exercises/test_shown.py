"""What a page says to a wrong answer: with tries left no rest, and at the end no riddle."""

from __future__ import annotations

from dataclasses import replace

import pytest

from imrkit.errors import DataError
from imrkit.exercises.answers import Answers
from imrkit.exercises.asking import Feedback, ask, check, key
from imrkit.exercises.certify import faults_of_key
from imrkit.exercises.graded import Said
from imrkit.exercises.shown import settled
from imrkit.exercises.variants import vary
from imrkit.words.steps import sentence
from tests.exercises.conftest import NAMES, exercise_named

LAST = 3


def checked(name: str, meant: dict[str, str], attempt: int = 1) -> Feedback:
    exercise = exercise_named(name)
    told = ask(exercise).told({part: (one,) for part, one in meant.items()})
    return check(exercise, 0, told, attempt=attempt)


def said(feedback: Feedback) -> list[str]:
    return [reply.says for reply in feedback.shown if reply.says]


@pytest.mark.parametrize(
    ("says", "left"),
    [
        ("Six are within a first trial. Which number decides?", "Six are within a first trial."),
        ("Six look modest. Which number decides?", ""),
        ("Does any sentence settle it? If none does, say so.", ""),
        (
            "Look at the aim. A home program takes two to three.",
            "A home program takes two to three.",
        ),
        ("It speaks of “how many?” and of no gain.", "It speaks of “how many?” and of no gain."),
        ("What would it take?", ""),
    ],
)
def test_at_the_end_a_reply_asks_nothing_and_sends_nobody_to_look(says: str, left: str) -> None:
    assert settled(says) == left


@pytest.mark.parametrize("name", NAMES)
def test_no_reply_ends_in_a_riddle_once_a_question_is_over(name: str) -> None:
    exercise = exercise_named(name)
    question, right = ask(exercise), key(exercise)
    answer = question.told({of: tuple(sorted(some)) for of, some in right.right.items()})
    for part in question.parts:
        for option in part.options:
            try:
                found = check(exercise, 0, {**answer, part.id: option.id}, attempt=LAST)
            except DataError:
                continue
            assert found.graded.right or not any("?" in one[-2:] for one in said(found))


def test_a_verdict_and_a_ground_are_marked_together_while_a_try_is_left() -> None:
    name = "l04-verdict-first"
    for meant in ({"outcome": "upheld", "ground": "deficits"}, {"outcome": "overturned"}):
        found = checked(name, {"ground": "met", **meant})
        assert all(not reply.part for reply in found.shown)
        assert not found.partly
    told = said(checked(name, {"outcome": "upheld", "ground": "deficits"}))
    assert told[0] == "That is not the main ground. A verdict is not marked at the first try."
    assert "What are these visits for" in told[1]
    assert checked(name, {"outcome": "upheld", "ground": "deficits"}).graded.credit == 0.4


def test_from_the_second_try_on_it_is_told_whether_the_verdict_holds() -> None:
    right, wrong = (
        said(checked("l04-verdict-first", meant, attempt=2))[0]
        for meant in (
            {"outcome": "upheld", "ground": "deficits"},
            {"outcome": "overturned", "ground": "met"},
        )
    )
    assert right == "Your verdict holds; its ground does not yet."
    assert wrong == "Neither your verdict nor its ground holds yet."


def test_a_verdict_that_its_ground_denies_is_told_so_and_neither_is_marked() -> None:
    for meant in (
        {"outcome": "upheld", "ground": "met"},
        {"outcome": "overturned", "ground": "fits_purpose"},
    ):
        (told,) = said(checked("l04-verdict-first", meant))
        assert told.startswith("Your verdict and your ground do not go together")


def test_a_verdict_that_its_ground_denies_is_told_so_at_the_end_in_place_of_replies_to_each() -> (
    None
):
    found = checked("l04-verdict-first", {"outcome": "upheld", "ground": "met"}, LAST)
    assert len(said(found)) == 1
    assert said(found)[0].startswith("Your verdict and your ground do not go together")
    assert {reply.part for reply in found.shown if reply.part} == {"outcome", "ground"}


def test_what_parts_two_files_and_for_which_it_speaks_are_marked_together() -> None:
    name = next(n for n in NAMES if exercise_named(n).data.kind == "pair")
    found = checked(name, {"fact": "a reading", "way": "this"})
    (told,) = said(found)
    assert told.startswith("The two answers do not go together")
    assert not found.partly


def test_of_cards_with_two_bins_the_first_alone_is_marked() -> None:
    exercise = exercise_named("l09-sort-jar")
    question, right = ask(exercise), key(exercise)
    (bins,) = {tuple(option.meaning for option in part.options) for part in question.parts}
    wrong = {of: next(one for one in bins if one not in some) for of, some in right.right.items()}
    found = check(exercise, 0, question.told({of: (one,) for of, one in wrong.items()}))
    assert [reply.part for reply in found.shown] == [question.parts[0].id]
    assert len(found.graded.replies) == len(question.parts)


def test_whether_a_criterion_decides_alone_is_marked_once_all_stand_right() -> None:
    exercise = exercise_named("l04-grounds-first")
    question, right = ask(exercise), key(exercise)
    meant = {of: next(iter(some)) for of, some in right.right.items()}
    turned = {of: {"yes": "no", "no": "yes"}.get(one, one) for of, one in meant.items()}
    found = check(exercise, 0, question.told({of: (one,) for of, one in turned.items()}))
    assert sum(not reply.right for reply in found.shown) == 1
    first = next(iter(meant))
    turned[first] = "met" if meant[first] != "met" else "not shown"
    found = check(exercise, 0, question.told({of: (one,) for of, one in turned.items()}))
    assert [reply.part for reply in found.shown if not reply.right] == [question.parts[0].id]


CHANGES = [name for name in NAMES if exercise_named(name).data.kind == "change"]


@pytest.mark.parametrize("name", CHANGES)
def test_with_tries_left_moves_are_told_how_many_grounds_stand_and_not_which(name: str) -> None:
    exercise = exercise_named(name)
    found = vary(exercise, 0).determination
    criteria = [sentence(s).partition(". ")[0].rstrip(".") for s in Answers(found).steps.values()]
    told = {s.casefold() for s in criteria}
    early, late = check(exercise, 0, {}), check(exercise, 0, {}, attempt=LAST)
    assert not any(one in " ".join(said(early)).casefold() for one in told)
    if found.outcome == "upheld":
        assert "still stand" in said(early)[0]
        assert any(one in " ".join(said(late)).casefold() for one in told)
        assert early.more["says"] == ""
        assert late.more["says"]


def test_a_number_below_what_a_fact_may_be_is_refused_before_it_costs_a_try() -> None:
    question = ask(exercise_named("l05-change-six"))
    part = next(one for one in question.parts if one.least)
    with pytest.raises(DataError, match=f"takes no number below {part.least}"):
        question.refuse_beyond({part.id: str(part.least - 1)})
    question.refuse_beyond({part.id: str(part.least)})


def test_a_reply_with_the_words_of_the_right_choice_is_told_by_the_check() -> None:
    exercise = exercise_named("l04-choice-whose")
    question, right = ask(exercise), key(exercise)
    (part,) = question.parts
    label = next(o.says for o in part.options if o.meaning in right.right[part.of or part.id])
    wrong = next(o for o in part.options if o.says != label)
    told = replace(right, replies={(part.id, ""): Said(f"No page says so. {label} is it.")})
    found = [*faults_of_key(question, told)]
    assert any(f"what is said to {wrong.says!r} tells what is right" in one for one in found)
    assert not [*faults_of_key(question, right)]


def test_editions_and_sections_are_offered_once_date_and_guideline_are_right() -> None:
    exercise = exercise_named("l03-edition-neck")
    question, right = ask(exercise), key(exercise)
    told = question.told({of: tuple(sorted(some))[:1] for of, some in right.right.items()})
    later = [part for part in question.as_data()["parts"] if part["id"] in ("edition", "section")]
    assert [part["options"] for part in later] == [[], []]
    first = {part: told[part] for part in ("date", "guideline")}
    found = check(exercise, 0, first)
    assert found.half_way
    assert {*found.more["offered"]} == {"edition", "section"}
    assert found.shown[-1].says.startswith("That is the guideline for")
    assert not found.shown[0].says, "the lesson says itself that either day is right"
    other = next(o.id for o in question.parts[1].options if o.id != first["guideline"])
    last = check(exercise, 0, {**first, "guideline": other}, attempt=LAST)
    assert not any(reply.says for reply in last.shown if reply.right)
    wrong = check(exercise, 0, {**first, "guideline": other})
    assert not wrong.half_way
    assert not wrong.more
    assert check(exercise, 0, told).graded.right


def test_of_two_days_in_one_edition_either_is_told_to_be_right_and_today_is_not() -> None:
    exercise = exercise_named("l06-edition-knee")
    question, right = ask(exercise), key(exercise)
    days = question.parts[0].options
    guideline = {o.meaning: o.id for o in question.parts[1].options}
    (named,) = right.right["guideline"]
    for day in days:
        found = check(exercise, 0, {"date": day.id, "guideline": guideline[named]})
        either = day.meaning in ("request_date", "decision_date")
        assert found.half_way == either
        assert found.shown[0].says.startswith("Either day is right here") == either


def test_one_edition_is_not_asked_nor_a_section_that_only_its_list_tells_apart() -> None:
    exercise = exercise_named("l10-edition-therapy")
    question, right = ask(exercise), key(exercise)
    assert [part.id for part in question.parts] == ["date", "guideline"]
    told = question.told({of: tuple(sorted(some))[:1] for of, some in right.right.items()})
    assert check(exercise, 0, told).graded.credit == 1


def test_a_section_named_after_the_treatment_itself_is_not_asked() -> None:
    exercise = exercise_named("l07-edition-knee")
    question, right = ask(exercise), key(exercise)
    assert [part.id for part in question.parts] == ["date", "guideline", "edition"]
    told = question.told({of: tuple(sorted(some))[:1] for of, some in right.right.items()})
    assert check(exercise, 0, told).graded.credit == 1


def test_who_takes_the_day_of_the_injury_is_known_before_an_edition_is_chosen() -> None:
    exercise = exercise_named("l04-edition-flagship")
    question = ask(exercise)
    (right,) = key(exercise).right["guideline"]
    told = question.told({"date": ("injury_date",), "guideline": (right,)})
    assert "M5" in check(exercise, 0, told).graded.misconceptions
