"""What a page draws once an answer was checked, and what it is not sent before."""

from __future__ import annotations

import json

import pytest

from imrkit.determination.deciding import revise
from imrkit.exercises.asking import Feedback, ask, check, key
from imrkit.exercises.kinds import kind_named
from imrkit.exercises.kinds.request import ASK, ATTACH
from imrkit.exercises.lines import needed
from imrkit.exercises.variants import vary
from imrkit.exercises.written import lit
from tests.exercises.conftest import NAMES, exercise_named

SPECIAL = [n for n in NAMES if hasattr(kind_named(exercise_named(n).data.kind), "after")]
LAST = 3
TWO = "l02-mark-alone"
"""Two sentences of its file answer it."""


def right(name: str, seed: int = 0) -> dict[str, str | list[str]]:
    exercise = exercise_named(name)
    told = {of: tuple(sorted(some)) for of, some in key(exercise, seed).right.items()}
    return ask(exercise, seed).told(told)


def checked(name: str, answer: dict[str, str | list[str]], attempt: int = 1) -> Feedback:
    return check(exercise_named(name), 0, answer, attempt=attempt)


@pytest.mark.parametrize("name", SPECIAL)
def test_what_is_drawn_after_check_is_plain_data(name: str) -> None:
    more = checked(name, right(name)).more
    assert json.loads(json.dumps(more)) == more


# ---- mark


def test_a_file_that_is_rightly_said_to_be_silent_tells_how_much_was_searched() -> None:
    more = checked("l04-mark-visits", right("l04-mark-visits")).more
    assert more["searched"] == {"papers": 6, "sentences": 30}
    assert more["silent"]
    (near,) = more["nearest"]
    parts = {part.id: part.says for part in ask(exercise_named("l04-mark-visits")).parts}
    assert "home exercises" in parts[near["part"]]
    assert "no number of visits" in near["says"]


def test_a_wrong_mark_gives_away_neither_silence_nor_what_came_closest() -> None:
    assert checked("l04-mark-visits", {"s20": "a"}).more == {}


def test_half_of_what_is_to_be_marked_is_told_to_be_half() -> None:
    firm = {part: mark for part, mark in right(TWO).items() if mark in ("a", "c")}
    assert len(firm) > 1
    one = next(iter(firm))
    feedback = checked(TWO, {one: firm[one]})
    assert not feedback.graded.right
    assert (
        "Another sentence speaks of it too, so read once more. Sought: visits completed before"
        in feedback.graded.replies[-1].says
    )


def test_a_hint_alone_is_told_to_be_a_hint_whether_or_not_another_sentence_answers() -> None:
    hinted = next(part for part, mark in right("l04-mark-deficits").items() if mark == "b")
    said = checked("l04-mark-deficits", {hinted: "b"}).graded.replies[-1].says
    assert "only hints at it. Another sentence tells more" in said
    (near,) = checked("l04-mark-visits", right("l04-mark-visits")).more["nearest"]
    feedback = checked("l04-mark-visits", {near["part"]: "b"})
    assert feedback.graded.credit == 0
    said = feedback.graded.replies[-1].says
    assert "What you marked only hints at it" in said
    assert "no sentence gives it" in said
    assert "another answer" in said


def test_who_marks_nothing_is_told_that_nothing_is_marked() -> None:
    (reply,) = checked("l04-mark-deficits", {}).graded.replies
    assert reply.says.startswith("Nothing is marked yet.")


def test_sentences_that_are_rightly_left_alone_are_not_counted() -> None:
    (reply,) = checked("l04-mark-visits", {"s20": "a"}).graded.replies
    assert (reply.part, reply.right) == ("s20", False)


# ---- error


def test_the_ways_to_repair_are_no_part_of_the_question() -> None:
    for seed in range(8):
        question = ask(exercise_named("l04-error-flagship"), seed)
        find, repair = question.as_data()["parts"]
        assert find["options"]
        assert repair["options"] == []
        offered = question.parts[1].offered()
        letter = {option["says"] for option in find["options"]}
        sent = json.dumps(question.as_data())
        assert all(one["says"] not in sent or one["says"] in letter for one in offered)


def test_what_is_found_can_be_repaired_and_uses_up_no_try() -> None:
    answer = right("l04-error-flagship")
    found = checked("l04-error-flagship", {"find": answer["find"]}, attempt=2)
    assert found.half_way
    assert found.attempt == 1
    assert len(found.more["repairs"]) == 3
    whole = checked("l04-error-flagship", answer, attempt=2)
    assert whole.graded.right
    assert not whole.half_way


def test_who_has_not_found_it_is_offered_no_repair_before_the_last_try() -> None:
    answer = right("l04-error-flagship")
    other = next(id for id in "abcdef" if id != answer["find"])
    assert checked("l04-error-flagship", {"find": other}).more == {}
    last = checked("l04-error-flagship", {"find": other}, LAST)
    assert last.more["repairs"]
    assert last.key == answer


# ---- change


def test_moves_that_do_not_turn_it_are_told_with_the_result_that_they_lead_to() -> None:
    more = checked("l04-change-flagship", {"visits_requested": "3"}).more
    assert (more["outcome"], more["was"], more["moves"]) == ("Turns on judgment", "Upheld", 1)
    assert more["least"] is None


def test_the_fewest_moves_are_told_once_it_is_over() -> None:
    more = checked("l04-change-flagship", {"visits_requested": "3"}, LAST).more
    assert more["least"] == 2


def test_a_denial_that_stands_for_one_criterion_is_told_by_its_ways_that_fail() -> None:
    more = checked("l07-change-six", right("l07-change-six")).more
    assert more["says"].endswith("goes against one criterion. No way to meet it is open:")
    improvement, trial = more["against"]
    assert "no functional improvement" in improvement
    assert "beyond the trial" in trial


def test_facts_are_told_with_what_stands_in_the_file_in_american_english() -> None:
    parts = {part.id: part for part in ask(exercise_named("l04-change-flagship")).parts}
    assert parts["visits_requested"].now == "6 visits"
    assert parts["visits_completed"].now == "Not documented"
    assert parts["purpose"].now == "Home exercise program"
    assert [option.says for option in parts["purpose"].options] == [
        "Home exercise program",
        "Treatment",
    ]


# ---- request


def test_a_request_is_told_by_the_text_and_by_a_strict_reviewer() -> None:
    answer = right("l05-request-log")
    question = ask(exercise_named("l05-request-log"))
    six = next(o.id for o in question.parts[0].options if o.says.startswith("Six visits, to build"))
    more = checked("l05-request-log", {**answer, "ask": six}).more
    text, strict = more["readings"]
    assert (text["outcome"], text["away"]) == ("Overturned", 0)
    assert (strict["outcome"], strict["away"]) == ("Upheld", 1)
    assert any(row["stands"][0]["word"] == "Not asked" for row in more["rows"])


@pytest.mark.parametrize("name", ["l05-request-log", "l05-request-gain"])
def test_the_distance_to_approval_is_the_fewest_moves_that_lead_there(name: str) -> None:
    exercise = exercise_named(name)
    data, question = exercise.data, ask(exercise)
    found = vary(exercise, 0).determination
    meant = {option.id: int(option.meaning) for option in question.parts[0].options}
    records = {option.id: option.meaning for option in question.parts[1].options}
    sets = {record.id: record.sets for record in data.record}

    def passes(asked: int, attached: frozenset[str]) -> bool:
        changes = dict(data.asks[asked].sets)
        for record in attached:
            changes |= sets[record]
        return revise(found, changes).outcome_by("reviewers") == "overturned"

    every = [frozenset[str]()]
    for record in sets:
        every += [some | {record} for some in every]
    good = [(asked, some) for asked in meant.values() for some in every if passes(asked, some)]
    for id, asked in meant.items():
        for record, named in [("", ""), *records.items()]:
            answer: dict[str, str | list[str]] = {"ask": id, "argue": "a"}
            answer["attach"] = [record] if record else []
            now = frozenset({named} if named else ())
            fewest = min((asked != a) + len(some ^ now) for a, some in good)
            assert checked(name, answer).more["readings"][1]["away"] == fewest


def test_what_is_claimed_and_not_shown_is_named() -> None:
    answer = right("l05-request-gain")
    question = ask(exercise_named("l05-request-gain"))
    log = next(o.id for o in question.parts[1].options if "log shows" in o.says)
    more = checked("l05-request-gain", {**answer, ATTACH: [log]}).more
    assert more["unshown"] == "The earlier treatment improved function"
    assert checked("l05-request-gain", answer).more["unshown"] == ""
    assert set(answer) >= {ASK, ATTACH}


# ---- rationale


def test_what_is_covered_is_told_and_a_ground_not_yet_named_stays_unnamed() -> None:
    answer = right("l04-rationale-flagship")
    first = next(part for part, place in answer.items() if place == "1")
    more = checked("l04-rationale-flagship", {first: "1"}).more
    assert [point["parts"] for point in more["points"]] == [[first], [], [], [], [], []]
    grounds = [p["title"] for p in more["points"] if "ground" in p["title"]]
    assert grounds == [f"A ground that decides, {n} of 3" for n in (1, 2, 3)]
    assert set(more) == {"points", "false", "idle"}
    assert more["idle"] == []


def test_every_sentence_that_does_not_hold_is_pointed_at() -> None:
    question = ask(exercise_named("l04-rationale-flagship"))
    failed = next(p.id for p in question.parts if p.says == "Earlier therapy failed.")
    falls = next(p.id for p in question.parts if p.says == "The denial is overturned.")
    assert checked("l04-rationale-flagship", {failed: "1"}).more["false"] == [failed]
    both = checked("l04-rationale-flagship", {failed: "1", falls: "2"})
    assert both.more["false"] == [failed, falls]
    told = both.shown[0].says
    assert "No sentence says that therapy failed." in told
    assert "A ground still stands on this file." in told


def test_a_model_of_the_asked_length_and_the_published_points_come_once_it_is_over() -> None:
    more = checked("l04-rationale-flagship", right("l04-rationale-flagship")).more
    least, most = more["words"]
    text = " ".join(line["says"] for line in more["model"])
    assert least <= len(text.split()) <= most
    assert {line["point"] for line in more["model"]} == {1, 2, 3, 4, 5, 6}
    assert any("page 99" in source for source in more["sources"])
    assert {reason["point"] for reason in more["published"]} == {0, 3, 4, 5, 6}
    assert "programme" not in json.dumps(more)


def test_a_model_is_called_what_it_is() -> None:
    for name, title in (
        ("l04-rationale-flagship", "A model rationale"),
        ("l05-rationale-request", "A model request"),
    ):
        assert checked(name, right(name)).more["title"] == title


def test_the_model_of_a_file_that_differs_has_no_published_points() -> None:
    exercise = exercise_named("l04-rationale-flagship")
    for seed in range(1, 6):
        more = check(exercise, seed, right("l04-rationale-flagship", seed)).more
        assert more["published"] == []
        assert more["model"]


@pytest.mark.parametrize(
    ("says", "point"),
    [
        ("The number of visits completed before is not in the file.", "ground within_course"),
        ("Nothing tells what the earlier course achieved.", "ground improved"),
        ("Two to three visits are enough to teach a home program.", "ground fits_purpose"),
        ("His physician asks for six visits to develop a home exercise program.", "facts"),
        ("MTUS chronic pain guideline, physical medicine, pages 98–99.", "guideline"),
        ("The note does not count earlier visits.", "ground within_course"),
        ("Six visits, only to teach home exercise.", "facts"),
        ("The denial is upheld.", "conclusion"),
    ],
)
def test_a_written_point_is_found_by_its_words(says: str, point: str) -> None:
    assert lit(says, vary(exercise_named("l04-rationale-flagship"), 0)) == (point,)


@pytest.mark.parametrize(
    "says", ["He works as an electrician.", "He had six visits.", "The back hurts at L4 and L5."]
)
def test_other_sentences_light_nothing(says: str) -> None:
    assert lit(says, vary(exercise_named("l04-rationale-flagship"), 0)) == ()


@pytest.mark.parametrize(
    "says",
    [
        "The denial is not upheld.",
        "I would never say that the denial is upheld.",
        "It would be wrong to say that it is upheld.",
        "The denial is upheld. It is overturned.",
        "The denial isn’t upheld; it is overturned.",
        "The denial is upheld in theory.",
    ],
)
def test_a_text_with_the_other_result_does_not_state_this_one(says: str) -> None:
    assert lit(says, vary(exercise_named("l04-rationale-flagship"), 0)) == ()


@pytest.mark.parametrize(
    "says",
    [
        "As no record tells more the denial is upheld.",
        "The denial is upheld. If a log is sent with a new request, it could be overturned.",
        "Since his aim takes three visits, the denial cannot be overturned and is upheld.",
    ],
)
def test_a_result_is_stated_whatever_is_denied_or_supposed_beside_it(says: str) -> None:
    assert "conclusion" in lit(says, vary(exercise_named("l04-rationale-flagship"), 0))


@pytest.mark.parametrize(
    "says",
    [
        "Gain in function is documented beyond any doubt.",
        "There is no doubt that earlier therapy improved his function.",
        "His gain in function is well documented, and he does not lift more than 60 pounds.",
        "Two to three visits are not all that a home program takes in theory.",
    ],
)
def test_what_is_said_to_be_in_the_file_is_no_word_of_its_silence(says: str) -> None:
    assert lit(says, vary(exercise_named("l04-rationale-flagship"), 0)) == ()


def test_a_limit_that_is_said_to_hold_is_not_said_to_be_passed() -> None:
    twelve = vary(exercise_named("l04-rationale-write"), 0)
    passed = "With the visits completed before, the course {} beyond ten."
    assert lit(passed.format("goes"), twelve) == ("ground within_course",)
    assert lit(passed.format("does not go"), twelve) == ()
    assert lit("Eighteen visits would exceed that.", twelve) == ("ground within_course",)


WRITTEN = [name for name in NAMES if exercise_named(name).data.kind == "rationale"]


@pytest.mark.parametrize("name", WRITTEN)
def test_every_point_is_found_in_the_model_of_every_file(name: str) -> None:
    exercise = exercise_named(name)
    for seed in range(40):
        more = check(exercise, seed, right(name, seed)).more
        model = " ".join(line["says"] for line in more["model"])
        variant = vary(exercise, seed)
        assert set(lit(model, variant)) >= set(needed(variant.determination, exercise.data.line))


@pytest.mark.parametrize("name", ["l04-rationale-six", "l12-rationale-aide"])
def test_a_guideline_is_named_by_a_name_an_edition_or_a_page(name: str) -> None:
    variant = vary(exercise_named(name), 0)
    says = "The guideline that governs {} home health care or trial of six for chronic pain."
    assert "guideline" not in lit(says.format("the"), variant)
    assert "guideline" in lit(says.format("is the MTUS, pages 98 to 99, on"), variant)
    assert "guideline" in lit(says.format("is the chronic pain chapter, 2016, on"), variant)
    assert "guideline" not in lit(says.format("on 01/06/2016 the"), variant)


@pytest.mark.parametrize(
    "name",
    ["l04-rationale-flagship", "l04-rationale-six", "l04-rationale-write", "l12-rationale-aide"],
)
def test_every_model_has_the_length_that_is_asked_of_learners(name: str) -> None:
    exercise = exercise_named(name)
    for seed in range(20):
        more = check(exercise, seed, right(name, seed)).more
        text = " ".join(line["says"] for line in more["model"])
        assert "{" not in text
        assert 120 <= len(text.split()) <= 180
        assert more["model"][-1]["says"].split()[0] in ("The", "An")


def test_what_the_file_leaves_open_is_not_asked_of_a_rationale_that_grants() -> None:
    answer = right("l04-rationale-six")
    question = ask(exercise_named("l04-rationale-six"))
    taken = {part.says for part in question.parts if part.id in answer}
    assert "They stay within the trial of six, before gain is asked." in taken
    assert "Past the trial, gain is not shown." not in taken
