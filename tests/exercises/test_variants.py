"""A seed chooses a file: facts around limits, sentences that tell them, dates moved together."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from imrkit.cases.sentences import bears_on, placed, sentence_of
from imrkit.check.sentences import sentence_faults
from imrkit.errors import DataError
from imrkit.exercises.asking import ask
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.loading import read_exercise
from imrkit.exercises.variants import values_of, variants_of, vary
from imrkit.files.folders import exercises_dir
from tests.exercises.conftest import exercise_named

LESSON = exercises_dir() / "lesson04"


def changed(folder: Path, name: str, old: str, new: str) -> Exercise:
    """An exercise of ours with one place of its file changed."""
    text = (LESSON / f"{name}.toml").read_text(encoding="utf-8")
    assert old in text
    path = folder / f"{name}.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return read_exercise(path)


def varied(folder: Path, vary_: str, more: str = "") -> Exercise:
    """The same with its own way to vary, and with more fields."""
    name = "l04-choice-records"
    text = (LESSON / f"{name}.toml").read_text(encoding="utf-8")
    text = text.replace("schema = 1\n", f"schema = 1\n{more}\n")
    text = re.sub(r"^varies = .*\n", "", text, flags=re.MULTILINE)
    path = folder / f"{name}.toml"
    path.write_text(f"{text}\n{vary_}", encoding="utf-8")
    return read_exercise(path)


def test_seed_0_is_the_file_as_it_is(exercise: Exercise) -> None:
    assert vary(exercise, 0).case is exercise.case


def test_a_seed_always_chooses_the_same_file(exercise: Exercise) -> None:
    assert ask(exercise, 5).as_data() == ask(exercise, 5).as_data()


def test_each_variant_says_in_its_sentences_what_its_facts_are(exercise: Exercise) -> None:
    for seed in range(12):
        assert sentence_faults(vary(exercise, seed).case) == []


def test_no_sentence_beside_the_varied_one_goes_on_to_prove_what_changed(
    exercise: Exercise,
) -> None:
    for fact in exercise.data.vary:
        retold = {fact.sentence, *fact.also}
        beside = [
            one.sentence.id
            for one in placed(exercise.case)
            if fact.fact in bears_on(one.sentence, exercise.item)
            and one.sentence.strength == "proves"
            and not one.document.is_finding
        ]
        assert set(beside) <= retold or not fact.sentence


def test_half_of_the_seeds_end_overturned() -> None:
    exercise = exercise_named("l04-verdict-first")
    found = Counter(vary(exercise, seed).determination.outcome for seed in range(1, 301))
    assert 120 <= found["overturned"] <= 180
    assert set(found) == {"upheld", "overturned"}


def test_a_varied_fact_is_told_by_its_sentence_and_in_the_request() -> None:
    exercise = exercise_named("l04-verdict-first")
    for seed in range(1, 20):
        variant = vary(exercise, seed)
        number = variant.values["visits_requested"]
        assert f"{number} sessions" in variant.item.request
        lines = [line for paper in variant.papers for line in paper.lines]
        word = {3: "Three", 6: "Six", 8: "Eight"}[number]  # type: ignore[index]
        assert any(line.startswith(f"{word} sessions") for line in lines)


def test_what_a_seed_leaves_open_no_sentence_proves() -> None:
    exercise = exercise_named("l04-count-six")
    seeds = [
        s for s in range(1, 60) if vary(exercise, s).values["visits_completed"] == "not documented"
    ]
    assert seeds
    variant = vary(exercise, seeds[0])
    assert variant.determination.known["visits_completed"].state == "not documented"
    assert not any("no physical therapy" in line for p in variant.papers for line in p.lines)


def test_dates_move_together() -> None:
    exercise = exercise_named("l04-order-dates")
    moved = [vary(exercise, seed) for seed in range(1, 30)]
    assert len({variant.days for variant in moved}) > 3
    for variant in moved:
        day = variant.determination.known["injury_date"].value[0]
        base = vary(exercise, 0).determination.known["injury_date"].value[0]
        assert day - base == variant.days
        assert variant.days % 7 == 0
        if variant.days:
            assert "12/27/2016" not in variant.papers[0].title


def test_the_title_of_a_paper_says_of_when_it_is() -> None:
    exercise = exercise_named("l08-verdict-alone")
    titles = [paper.title for paper in vary(exercise, 0).papers]
    assert "progress report (PR-2) of 11/18/2016" in titles
    assert "utilization review decision, 11/30/2016" in titles


def test_values_lie_below_at_and_above_each_limit_where_none_are_given(tmp_path: Path) -> None:
    fact = (
        '[[vary]]\nfact = "visits_requested"\nsentence = "six"\nsays = "{value} are asked for."\n'
    )
    exercise = varied(tmp_path, fact)
    values = values_of(exercise, exercise.data.vary[0])
    assert {3, 4} <= set(values)
    assert "not documented" not in values


@pytest.mark.parametrize(
    ("vary_", "says"),
    [
        (
            '[[vary]]\nfact = "visits_requested"\nvalues = [3, 4]\n'
            'also = { denied = "They are denied." }\n',
            "the sentence 'six' still tells of 6 visits; retell it in `also`",
        ),
        (
            '[[vary]]\nfact = "visits_requested"\nvalues = [3, 4]\nsentence = "six"\n'
            'says = "Nine sessions are recommended."\nalso = { denied = "They are denied." }\n',
            "it tells of 9; the case documents visits_requested: 3",
        ),
        (
            '[[vary]]\nfact = "visits_completed"\nvalues = [4]\n',
            "it is documented, and no sentence proves it",
        ),
        (
            '[[vary]]\nfact = "visits_requested"\nvalues = [3]\nsentence = "denied"\n'
            'says = "{value} sessions are denied."\n',
            "the sentence 'six' still tells of 6 visits; retell it in `also`",
        ),
        (
            '[[vary]]\nfact = "purpose"\nvalues = ["not documented"]\n',
            "it proves purpose, which the case does not document",
        ),
    ],
    ids=["number", "other number", "no sentence", "another sentence", "open"],
)
def test_a_seed_whose_sentence_contradicts_its_fact_is_refused(
    tmp_path: Path, vary_: str, says: str
) -> None:
    exercise = varied(tmp_path, vary_)
    with pytest.raises(DataError, match=says) as caught:
        vary(exercise, 1)
    assert caught.value.file == exercise.file


def test_an_exercise_none_of_whose_variants_is_settled_is_refused(tmp_path: Path) -> None:
    text = (
        '[[vary]]\nfact = "visits_requested"\nvalues = [3]\nsentence = "six"\n'
        'says = "{value} sessions are recommended."\nalso = { denied = "They are denied." }\n'
    )
    with pytest.raises(DataError, match="none of its variants ends upheld or overturned"):
        variants_of(varied(tmp_path, text))


def test_an_exercise_that_varies_too_much_is_refused(tmp_path: Path) -> None:
    one = '[[vary]]\nfact = "{}"\nvalues = {}\n'
    text = "".join(
        one.format(f, list(range(1, 9)))
        for f in ("visits_requested", "visits_completed", "weeks_requested")
    )
    with pytest.raises(DataError, match="varies between 512 files; at most 400"):
        variants_of(varied(tmp_path, text))


def test_what_is_sought_may_stand_in_another_document() -> None:
    exercise = exercise_named("l04-mark-visits")
    told = {
        one.document.id
        for seed in range(40)
        for one in placed(vary(exercise, seed).case)
        if one.sentence.strength == "proves" and "1.visits_completed" in one.sentence.bears
    }
    assert {"medication", "intake"} <= told


def test_a_fact_that_stays_as_it_is_keeps_its_state() -> None:
    exercise = exercise_named("l04-grounds-first")
    seeds = [s for s in range(1, 40) if vary(exercise, s).values["visits_per_week"] == "as it is"]
    states = {vary(exercise, s).determination.known["visits_per_week"].state for s in seeds}
    assert states == {"assumed"}


def test_a_place_for_a_document_that_is_not_there_is_refused(tmp_path: Path) -> None:
    way = """
[[vary]]
fact = "visits_completed"
values = [2, 4]
sentence = "medicines"
says = ["He had two visits.", "He had four visits."]
documents = DOCUMENTS
"""
    with pytest.raises(DataError, match="document named 'nowhere'"):
        varied(tmp_path, way.replace("DOCUMENTS", '["", "nowhere"]'))
    with pytest.raises(DataError, match="one for each of the 2 values"):
        varied(tmp_path, way.replace("DOCUMENTS", '["intake"]'))


def test_a_question_may_tell_the_result_of_a_letter() -> None:
    exercise = exercise_named("l01-choice-what")
    for seed in range(12):
        assert vary(exercise, seed).determination.outcome in ask(exercise, seed).ask


def test_what_no_sentence_of_the_file_tells_goes_before_its_papers() -> None:
    exercise = exercise_named("l04-choice-spine")
    variants = [vary(exercise, seed) for seed in range(20)]
    gained = next(v for v in variants if v.values.get("functional_improvement") is True)
    first = gained.papers[0]
    assert first.title == "supposed for this question"
    assert (
        first.lines[0] == f"{gained.determination.known['functional_improvement'].fact.label}: yes."
    )
    assert "supposed" not in vary(exercise, 0).papers[0].title


def test_an_exercise_may_lay_out_only_the_papers_that_were_there_then() -> None:
    exercise = exercise_named("l11-request-shoulder")
    question = ask(exercise, 0)
    assert [paper.title for paper in question.papers] == ["new patient consultation of 01/03/2017"]
    assert question.request == "Physical therapy for the right shoulder, 12 visits"
    assert len(vary(exercise_named("l11-verdict-alone"), 0).papers) == 4


def test_papers_are_named_by_documents_of_the_case(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"Did you mean .intake."):
        varied(tmp_path, "", 'papers = ["intakes"]')


def test_a_sentence_that_is_told_anew_keeps_nothing_that_was_said_of_the_old_one() -> None:
    exercise = exercise_named("l12-verdict-nurse")
    for seed in range(20):
        stain = sentence_of(vary(exercise, seed).case, "stain").sentence
        assert bool(stain.tells) == ("dressings" in stain.says)
