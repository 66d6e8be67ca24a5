"""What a question made from any case says of the file is true of what its learner can read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from imrkit.cases.known import Known
from imrkit.cases.loading import case_paths, load_case
from imrkit.cases.sentences import bears_on, placed
from imrkit.course.any_case import exercises_of
from imrkit.course.on_screen import told_beside
from imrkit.determination.deciding import determine
from imrkit.determination.determination import Determination
from imrkit.exercises.answers import Answers
from imrkit.exercises.asking import key
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.resting import SPOKEN_OF, facts_named, resting_on
from imrkit.exercises.where import told_by_papers, where_told

AT_THE_HEAD = ("request", "name of the treatment", "diagnosis", "dates", "heading")
"""What a value rests on that the head of every file shows: worker, injury, diagnoses, request."""
SENDS = ("Find where", "Find the line", "The file settles")
"""What a reply says where the file tells it."""

Made = list[tuple[Determination, dict[str, Exercise]]]


@pytest.fixture(scope="module")
def every() -> Made:
    cases = [load_case(name) for name in case_paths()]
    return [(found, exercises_of(found)) for case in cases for found in determine(case)]


def on_screen(found: Determination, known: Known) -> bool:
    """Whether a learner who reads the file can see it there, in a paper or beside them."""
    papers = any(not document.is_finding for document in found.case.data.document)
    return (
        not papers  # the summary tells all that is documented
        or told_by_papers(found.case, found.item, known)
        or known in told_beside(found)
        or known.fact.kind == "request"
        or known.fact.name == "age"
        or known.origin in AT_THE_HEAD
    )


def proving(found: Determination, known: Known) -> Iterator[str]:
    """The sentences on the screen that prove a fact."""
    for document, sentence, _ in placed(found.case):
        proves = sentence.strength == "proves" and not document.is_finding
        if proves and known.fact.name in bears_on(sentence, found.item):
            yield sentence.says


@pytest.mark.slow
def test_what_is_called_documented_can_be_read_on_the_screen(every: Made) -> None:
    for found, exercises in every:
        if sort := exercises.get("sort"):
            for card in sort.data.card:
                known = found.known[card.of]
                assert known.state not in SPOKEN_OF or on_screen(found, known), (sort.id, card.of)


@pytest.mark.slow
def test_after_the_last_try_the_paper_that_tells_it_is_named(every: Made) -> None:
    for found, exercises in every:
        if sort := exercises.get("sort"):
            said = key(sort).replies
            for (of, _), reply in said.items():
                told = told_by_papers(found.case, found.item, found.known[of])
                known = found.known[of]
                noted = known.state == "not documented" and bool(known.note)
                told = told and known.state in SPOKEN_OF
                if noted:
                    note = where_told(found.case, found.item, known)
                    assert note in f"{reply.says} {reply.where}", (sort.id, of)
                else:
                    assert bool(reply.where) == told, (sort.id, of)


@pytest.mark.slow
def test_no_criterion_rests_on_what_a_learner_cannot_read(every: Made) -> None:
    for found, exercises in every:
        if grounds := exercises.get("grounds"):
            answers = Answers(found)
            for name in grounds.data.criteria:
                if answers.standing(name) in ("met", "goes against"):
                    for known in resting_on(answers.step(name)):
                        if known.state in SPOKEN_OF:
                            assert on_screen(found, known), (grounds.id, name, known)


@pytest.mark.slow
def test_no_reply_denies_a_sentence_that_is_there(every: Made) -> None:
    for found, exercises in every:
        if grounds := exercises.get("grounds"):
            steps = Answers(found).steps
            for (of, _), reply in key(grounds).replies.items():
                if of in steps and f"No sentence settles {facts_named(steps[of])}" in reply.says:
                    for known in resting_on(steps[of]):
                        assert not list(proving(found, known)), (grounds.id, of, reply.says)


@pytest.mark.slow
def test_no_reply_sends_a_learner_to_look_for_what_is_not_there(every: Made) -> None:
    for found, exercises in every:
        steps = Answers(found).steps
        for kind in ("grounds", "verdict"):
            if exercise := exercises.get(kind):
                for (of, chosen), reply in key(exercise).replies.items():
                    name = chosen if kind == "verdict" else of
                    if name in steps and any(words in reply.says for words in SENDS):
                        known = resting_on(steps[name])
                        assert any(
                            one.state in SPOKEN_OF and on_screen(found, one) for one in known
                        ), (
                            exercise.id,
                            name,
                            reply.says,
                        )


def test_a_paper_is_quoted_by_name_and_two_where_they_disagree() -> None:
    elbow, knee = (determine(load_case(name))[0] for name in ("cm17-0002324", "cm17-0012582"))
    told = where_told(elbow.case, elbow.item, elbow.known["visits_completed"])
    assert told.startswith("Hand therapy report of 12/07/2016: “Six visits")
    both = where_told(knee.case, knee.item, knee.known["visits_completed"])
    assert both.count("“") == 2
    assert where_told(knee.case, knee.item, knee.known["functional_improvement"]) == (
        "The six visits are still to come."
    )
    assert where_told(elbow.case, elbow.item, elbow.known["surgical_risk"]) == ""
