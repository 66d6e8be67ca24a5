"""Any case brings exercises along that the engine can answer."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from imrkit.cases.loading import case_paths, load_case
from imrkit.cases.sentences import placed
from imrkit.course.any_case import SETTLED, exercises_of
from imrkit.course.lines import MOST_AGAINST, rationale_lines
from imrkit.course.silence import read_from_silence
from imrkit.determination.deciding import determine, revise
from imrkit.determination.determination import Determination
from imrkit.exercises.asking import as_read, ask, check, key
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.kinds.grounds import ALONE
from imrkit.exercises.kinds.mark import NOTHING, UNMARKED
from imrkit.exercises.lines import covers, holds
from imrkit.exercises.question import Answer
from imrkit.exercises.style import MOST_REPLY
from imrkit.exercises.variants import vary
from imrkit.exercises.written import lit
from imrkit.rules.rulebook import rulebook
from imrkit.views.lesson.summary import summary_html
from imrkit.views.rulebook.card import card_html
from imrkit.views.rulebook.shown import titles
from imrkit.words.changes import what_would_change
from imrkit.words.english import lower_first, number_word
from imrkit.words.headline import headline
from imrkit.words.known import value_said


@pytest.fixture(scope="module")
def every() -> list[Determination]:
    return [found for name in case_paths() for found in determine(load_case(name))]


@pytest.mark.slow
def test_every_question_of_every_case_has_one_key_and_a_reply_to_what_is_wrong(
    every: list[Determination],
) -> None:
    kinds: Counter[str] = Counter()
    for found in every:
        for kind, exercise in exercises_of(found).items():
            kinds[kind] += 1
            right, graded = key(exercise), check(exercise, 0, _answer(exercise)).graded
            if kind not in ("change", "rationale"):
                assert graded.right, (exercise.id, graded)
            assert right.because, exercise.id
    assert kinds["grounds"] > 140
    assert min(kinds[kind] for kind in ("sort", "verdict", "change", "rationale")) > 115
    assert kinds["edition"] > 45, "not where letter or custom opens another: that can be argued"


def test_where_reviewer_and_rules_differ_only_reasons_are_asked(every: list[Determination]) -> None:
    differing = [found for found in every if not found.agrees or found.outcome not in SETTLED]
    assert differing
    for found in differing:
        assert not {"verdict", "change", "rationale"} & exercises_of(found).keys(), found


def test_a_file_that_is_told_by_sentences_is_marked() -> None:
    (found,) = determine(load_case("cm17-0019907"))
    exercises = exercises_of(found)
    assert next(iter(exercises)) == "mark"
    assert exercises["mark"].id == "any-cm17-0019907-1-mark"


def test_the_ground_that_decides_is_among_those_to_choose_from() -> None:
    (found,) = determine(load_case("flagship"))
    exercise = exercises_of(found)["verdict"]
    right = key(exercise).right["ground"]
    offered = {option.meaning for part in ask(exercise).parts for option in part.options}
    assert right
    assert right <= offered


def test_with_a_criterion_that_fails_the_way_around_it_that_is_met_is_judged() -> None:
    """The visits go beyond the trial; a gain, which the letter names too, makes up for it."""
    asked = exercises_of(_of("cm17-0002324"))["grounds"].data.criteria
    assert {"first_course", "improved"} <= set(asked)


def test_no_question_says_how_the_case_ended() -> None:
    (found,) = determine(load_case("flagship"))
    for kind, exercise in exercises_of(found).items():
        if kind in ("mark", "sort", "edition", "grounds"):
            told = str(ask(exercise).as_data())
            told = told.replace("let the denial stand", "")
            assert "upheld" not in told.lower(), kind
            assert "overturned" not in told.lower(), kind


def _of(name: str, item: str = "1") -> Determination:
    return next(one for one in determine(load_case(name)) if one.item.id == item)


def test_judging_the_criteria_tells_no_verdict() -> None:
    for name, item in (("cm17-0012582", "4"), ("flagship", "1"), ("bowen-imr1", "1")):
        told = key(exercises_of(_of(name, item))["grounds"]).because
        assert "denial" not in told, told
        assert "section" in told or "page" in told, "the text by which it is judged"


def test_the_reason_after_deciding_is_from_the_file() -> None:
    assert "Reaching, lifting" in key(exercises_of(_of("bowen-imr1"))["verdict"]).because
    told = key(exercises_of(_of("cm17-0012582", "4"))["verdict"]).because
    assert "ease the pain enough" in told


def test_the_criterion_that_the_published_reviewer_named_is_judged_and_told() -> None:
    exercises = exercises_of(_of("cm16-0246487"))
    assert "care_failed" in exercises["grounds"].data.criteria
    assert "care_failed" in {line.ground for line in exercises["rationale"].data.line}


@pytest.mark.slow
def test_no_rationale_offers_the_same_sentence_twice(every: list[Determination]) -> None:
    for found in every:
        if exercise := exercises_of(found).get("rationale"):
            said = [line.says for line in exercise.data.line]
            assert len(said) == len(set(said)), exercise.id


def test_a_model_rationale_names_the_item_once_and_the_line_of_the_file() -> None:
    exercise = exercises_of(_of("cm17-0012582", "4"))["rationale"]
    right = key(exercise).right
    meant = {of: tuple(sorted(some))[:1] for of, some in right.items()}
    more = check(exercise, 0, ask(exercise).told(meant)).more
    told = " ".join(line["says"] for line in more["model"])
    assert told.count("In dispute") == 1
    assert "ease the pain enough" in told


def test_what_would_have_turned_a_grant_is_not_called_a_record_to_write() -> None:
    told = key(exercises_of(_of("cm17-0012582", "4"))["change"]).because
    assert "one that falls is enough" in told
    assert "documented" not in told


def test_what_the_summary_has_just_told_is_not_sorted() -> None:
    assert "sort" not in exercises_of(_of("bowen-imr1"))


def test_three_wrong_grounds_get_three_replies() -> None:
    options = exercises_of(_of("cm16-0246487"))["verdict"].data.option
    assert len({option.reply for option in options}) == len(options)


def test_a_dose_of_which_nobody_speaks_is_not_said_to_be_nothing() -> None:
    said = value_said(_of("bowen-imr1").known["opioid_dose"])
    assert said == (
        "assumed: the dose of all opioids together is not told; it is taken to be below the ceiling"
    )


def test_a_reply_names_the_fact_of_which_nothing_is_told_and_no_other() -> None:
    replies = key(exercises_of(_of("cm17-0019907"))["grounds"]).replies
    told = replies["within_course", "met"].says
    assert "“visits authorized and not yet used" in told
    assert "visits completed" not in told, "a sentence of the file tells of these"
    doubted = replies["deficits", "not shown"].says
    assert "objective deficits" in doubted
    assert "purpose" not in doubted


def test_a_way_that_nobody_took_is_neither_asked_nor_a_ground() -> None:
    exercises = exercises_of(_of("cm17-0002324"))
    assert "instruction_only" not in exercises["grounds"].data.criteria
    assert "employer_allows" not in exercises["grounds"].data.criteria
    assert key(exercises["verdict"]).right["ground"] == {"within_course"}


def test_what_is_not_documented_is_no_false_sentence_of_a_rationale() -> None:
    lines = exercises_of(_of("cm17-0019011"))["rationale"].data.line
    assert not [line for line in lines if "ulcer" in line.says and "not documented" in line.says]


def test_once_a_grant_is_turned_the_criterion_that_falls_is_told() -> None:
    exercise = exercises_of(_of("cm17-0019907"))["change"]
    asked = dict.fromkeys(key(exercise).right, ("as it is",)) | {"visits_requested": ("7",)}
    found = check(exercise, 0, ask(exercise).told(asked))
    assert found.graded.right
    (falls,) = found.more["against"]
    assert "go beyond the trial of 6 visits" in falls
    assert "functional improvement" not in falls, "there were no visits to bring any"


def test_a_result_and_a_range_are_seen_in_written_reasons() -> None:
    text = (
        "The denial of 6 visits of PT to the lumbar spine is overturned. Six visits stay within "
        "9-10 visits of the physical medicine guideline."
    )
    found = lit(text, vary(exercises_of(_of("cm17-0019907"))["rationale"], 0))
    assert {"conclusion", "ground within_course"} <= set(found)


def test_a_summary_is_not_searched_for_what_it_does_not_tell() -> None:
    assert "sort" not in exercises_of(_of("83-ccc-1628"))


def _graded(found: Determination, kind: str, part: str, meaning: str) -> bool:
    exercise = exercises_of(found)[kind]
    return check(exercise, 0, _answer(exercise, **{part: meaning})).graded.right


def _answer(exercise: Exercise, **own: str) -> Answer:
    """One right answer, or the same with other meanings in some parts."""
    question, right = ask(exercise), key(exercise)
    meant = {of: tuple(sorted(some))[:1] for of, some in right.right.items()}
    meant |= {of: (meaning,) for of, meaning in own.items()}
    read = as_read(question, right, question.told(meant)).right
    return question.told({**meant, **{of: tuple(sorted(read[of]))[:1] for of in read.keys() - own}})


def test_whether_an_arguable_criterion_is_enough_hangs_on_how_it_is_read() -> None:
    """Held against the request it is enough; met it is not; left to judgment it may be either."""
    found = exercises_of(_of("cm16-0240259"))["grounds"]
    enough = {
        stands: {
            box
            for box in ("yes", "no")
            if check(found, 0, _both(found, "care_failed", stands, box)).graded.right
        }
        for stands in ("goes against", "met", "left to judgment")
    }
    assert enough == {"goes against": {"yes"}, "met": {"no"}, "left to judgment": {"yes", "no"}}
    wrong = check(found, 0, _both(found, "care_failed", "goes against", "no"), attempt=3)
    assert any("nor is any way around it" in reply.where for reply in wrong.shown)


def test_who_holds_open_what_can_be_argued_is_told_once_how_our_rules_take_it() -> None:
    made = exercises_of(_of("cm17-0009996"))
    ours = "Our rule book takes it so: no."
    told, fact = check(made["sort"], 0, _answer(made["sort"])).because, "bed_bound"
    assert "a medical reason for a special bed" in told
    assert ours not in told
    for exercise, own in (("sort", {fact: "not documented"}), ("mark", {NOTHING: "yes"})):
        found = check(made[exercise], 0, _answer(made[exercise], **own))
        assert found.graded.right, exercise
        assert found.because.count(ours) == 1, exercise
    marked = check(made["mark"], 0, _answer(made["mark"], stairs="unmarked")).because
    assert "the bedroom is up stairs" in marked, "the line on which our reading rests is named"
    proof = check(made["mark"], 0, _answer(made["mark"], stairs="proves")).because
    assert ours in proof, "a mark of proof is no yes and no no"


def test_what_no_reading_calls_met_is_not_left_to_judgment() -> None:
    """A bed asked for because of stairs: against the request, or not shown, and no more."""
    found = _of("cm17-0009996")
    right = key(exercises_of(found)["grounds"]).right
    assert right["reason"] == {"goes against", "not shown"}
    told = key(exercises_of(found)["grounds"]).replies["reason", "left to judgment"].says
    assert "Read either way it is not met" in told


def test_who_calls_met_what_is_only_hinted_at_is_told_what_the_file_has_instead() -> None:
    replies = key(exercises_of(_of("cm17-0009574"))["grounds"]).replies
    assert "the ligament tests are negative" in replies["findings", "met"].says
    assert "No sentence settles" in replies["care_failed", "met"].says


def _both(exercise: Exercise, name: str, stands: str, box: str) -> Answer:
    """How a criterion stands, and whether it is enough; all else right."""
    return _answer(exercise, **{name: stands, f"alone {name}": box})


def test_a_month_that_cannot_have_passed_may_go_against_a_request_or_be_not_shown() -> None:
    found = _of("cm16-0235991", "2")
    for meaning in ("not shown", "goes against"):
        assert _graded(found, "grounds", "care_failed", meaning), meaning
    assert not _graded(found, "grounds", "care_failed", "met")
    told = key(exercises_of(found)["grounds"]).because
    assert "less than four weeks had passed since the injury" in told


def test_a_finding_that_can_be_argued_may_be_left_to_judgment_and_the_reply_says_why() -> None:
    found = _of("cm17-0007151")
    for meaning in ("met", "left to judgment"):
        assert _graded(found, "grounds", "radicular", meaning), meaning
    assert "peroneal" in key(exercises_of(found)["grounds"]).because


def _said_to_moves(found: Determination, **moves: str) -> str:
    return _moved(exercises_of(found)["change"], **moves)


def _moved(exercise: Exercise, **moves: str) -> str:
    meant = dict.fromkeys(key(exercise).right, ("as it is",))
    told = ask(exercise).told({**meant, **{name: (value,) for name, value in moves.items()}})
    return " ".join(reply.says for reply in check(exercise, 0, told).graded.replies)


def test_no_way_to_turn_a_case_has_somebody_fall_gravely_ill() -> None:
    found = _of("cm17-0009996")
    assert exercises_of(found)["change"].data.facts == ("limited_time", "bed_bound")
    assert "heart" not in summary_html(found)


def test_ways_that_do_what_only_reviewers_ask_are_told_so_and_the_text_has_its_own() -> None:
    told = summary_html(_of("cm17-0009996"))
    assert "With what reviewers add, what would have led to" in told
    assert "By the text alone, one way: if the file documented" in told


def test_a_hint_names_no_document_that_the_file_does_not_have() -> None:
    hints = exercises_of(_of("cm17-0009574"))["mark"].data.hints
    assert "PR-2" not in hints[0]
    assert hints[0].startswith("Begin with the latest report or visit.")


def test_all_sentences_on_the_screen_are_told_as_searched() -> None:
    exercise = exercises_of(_of("cm17-0009574"))["mark"]
    nothing = {of: ("yes" if of == NOTHING else UNMARKED,) for of in key(exercise).right}
    found = check(exercise, 0, ask(exercise).told(nothing))
    assert found.more["searched"] == {"papers": 2, "sentences": 6}


def test_a_reply_on_contradiction_asks_for_the_two_lines_that_it_takes() -> None:
    found = _of("cm16-0249320")
    told = _said_to(found, "sort", "exam_corroborates", "contradicted")
    assert told.startswith("To contradict takes two lines that cannot both be so.")


def test_who_takes_silence_for_a_document_is_told_which_fact_is_not_settled() -> None:
    told = _said_to(_of("cm17-0014449", "14"), "sort", "functional_improvement", "documented")
    assert told.startswith("No sentence settles whether")


def test_what_is_assumed_is_held_against_the_silences_that_the_question_names() -> None:
    told = _said_to(_of("cm17-0009574"), "grounds", "surgery_option", "assumed")
    assert "among what the question says is read one way" in told


def test_no_gain_comes_before_an_operation_and_the_reply_says_that_it_is_to_come() -> None:
    found = _of("cm17-0014449", "14")
    said = _said_to_moves(found, surgery_necessary="true", functional_improvement="true")
    assert "0 visits" not in said
    assert "an operation that has not been done yet" in said


def _said_to(found: Determination, kind: str, part: str, meaning: str) -> str:
    return key(exercises_of(found)[kind]).replies[part, meaning].says


def test_grounds_that_still_stand_are_counted_as_a_rationale_tells_them() -> None:
    found = _of("cm16-0249320")
    said = _said_to_moves(found, conservative_care_failed="true")
    assert said.startswith("Two grounds still stand, your moves counted in.")
    said = _said_to_moves(found, conservative_care_failed="true", exam_corroborates="true")
    assert said.startswith("One ground still stands, your moves counted in.")
    assert "Vary the facts" not in said


@pytest.mark.slow
def test_no_count_of_grounds_differs_from_what_the_rationale_would_tell(
    every: list[Determination],
) -> None:
    counted = 0
    for found in every:
        exercise = exercises_of(found).get("change")
        if exercise is None or found.outcome != "upheld":
            continue
        for name in exercise.data.facts:
            for value in ("true", "false"):
                known = found.known[name]
                if known.fact.type != "truth" or known.value == known.fact.value_of(
                    value == "true"
                ):
                    continue
                moved = revise(found, {name: value == "true"})
                said = _moved(exercise, **{name: value})
                if "still stand" not in said:
                    continue
                lines = rationale_lines(moved)
                told = {
                    covers(line) for line in lines if holds(line, moved) and line.finds != "met"
                }
                grounds = sum(point.startswith("ground") for point in told)
                many = re.search(r"(at least )?(\w+) grounds? still stand", said, re.IGNORECASE)
                assert many is not None, said
                number = next(n for n in range(9) if number_word(n) == many[2].lower())
                number = min(number, MOST_AGAINST)
                wrong = number > max(grounds, 1) if many[1] else number != grounds
                assert not wrong, (exercise.id, name, value, said, told)
                counted += 1
    assert counted > 300


def test_a_rationale_offers_no_ground_of_a_way_that_is_not_taken() -> None:
    lines = exercises_of(_of("cm17-0015218"))["rationale"].data.line
    assert {line.ground for line in lines if line.role == "ground"} == {"emergency"}


def test_moves_none_of_which_can_be_left_out_are_sent_to_the_shorter_way() -> None:
    found = _of("cm17-0007300", "2")
    every = dict.fromkeys(
        ("functional_improvement", "pain_relief", "monitoring_documented"), "true"
    )
    assert "needs each of these moves" in _said_to_moves(found, **every)
    more = _said_to_moves(found, taper_requested="true", pain_relief="true")
    assert "can be left out" in more
    assert "ask for something else" in _said_to_moves(found, taper_requested="true")


def test_an_opioid_that_goes_on_is_judged_by_what_it_did_and_by_monitoring() -> None:
    exercises = exercises_of(_of("cm17-0007300", "2"))
    assert {"starting", "continuing", "monitored"} <= set(exercises["grounds"].data.criteria)
    told = key(exercises["verdict"])
    assert "two criteria are not shown" in told.because
    assert told.right["ground"] == {"continuing", "monitored"}


def test_of_a_medicine_not_yet_taken_no_rationale_asks_what_it_did() -> None:
    exercises = exercises_of(_of("cm17-0013077", "3"))
    judged = key(exercises["grounds"]).right
    assert judged["severe_injury"] == {"goes against"}, "a way that the file shuts is tried, too"
    assert judged["continuing"] == {"not shown", "goes against"}
    told = key(exercises["verdict"])
    assert "two criteria are not shown" in told.because
    assert told.right["ground"] == {"starting", "monitored"}
    grounds = {line.ground for line in exercises["rationale"].data.line if line.ground}
    assert grounds == {"starting", "monitored"}


def test_a_rationale_says_why_its_text_governs_and_what_is_only_assumed() -> None:
    lines = exercises_of(_of("cm17-0019011"))["rationale"].data.line
    told = {line.says: line for line in lines}
    assert any("not yet chronic (11 weeks" in says for says in told)
    assert any(says.startswith("Assumed where the file is silent: there was") for says in told)
    assert not any("diclofenac" in says for says in told), "the name of the medicine tells that"
    replies = [line.reply for line in lines if line.role == "ground" and line.reply]
    assert replies
    assert all(line.says in line.reply for line in lines if line.reply in replies)


def test_a_physician_s_own_words_on_a_first_medicine_are_found() -> None:
    text = (
        "MTUS General Approaches (ACOEM, 2004), Table 3-1, governs. The January report records "
        "the complaint. No other NSAID is taken; the only other medicine is orphenadrine."
    )
    found = lit(text, vary(exercises_of(_of("cm17-0019011"))["rationale"], 0))
    assert found == ("guideline", "ground complaint", "ground one_of_class")


def test_visits_granted_in_place_of_a_request_do_not_come_on_top_of_a_smaller_one() -> None:
    found = _of("cm17-0002324")
    assert _graded_alone(found, "4")
    assert not _graded_alone(found, "5")


def _graded_alone(found: Determination, visits: str) -> bool:
    """Whether asking for fewer visits turns it, all else as it is."""
    exercise = exercises_of(found)["change"]
    meant = dict.fromkeys(key(exercise).right, ("as it is",))
    told = ask(exercise).told({**meant, "visits_requested": (visits,)})
    return check(exercise, 0, told).graded.right


def test_a_clash_that_is_none_is_answered_by_the_sentences_one_may_have_in_mind() -> None:
    said = key(exercises_of(_of("cm16-0235991", "2"))["sort"]).replies
    told = said["conservative_care_failed", "contradicted"].says
    assert "Treatment to date: medicines" in told
    assert "She has started physical therapy" in told


def test_a_count_of_none_beside_visits_that_were_granted_is_explained() -> None:
    told = key(exercises_of(_of("cm17-0002324"))["verdict"]).because
    assert "granted in place of the twelve" in told


def test_a_gain_that_can_be_argued_is_not_told_as_leaving_nothing_open() -> None:
    assert "can be argued" in key(exercises_of(_of("cm17-0002324"))["sort"]).because


def test_where_the_book_is_sought_the_reply_leads_to_the_kind_that_governs() -> None:
    own = key(exercises_of(_of("cm17-0007300", "2"))["edition"]).replies["guideline", ""].says
    assert "guideline of its own" in own
    part = key(exercises_of(_of("cm16-0249320"))["edition"]).replies["guideline", ""].says
    assert "how long it has hurt" in part


def _said_to_mark(found: Determination, sentence: str) -> str:
    """What is said to a sentence that is marked as proof and is none."""
    exercise = exercises_of(found)["mark"]
    meant = {of: tuple(sorted(some))[:1] for of, some in key(exercise).right.items()}
    told = ask(exercise).told({**meant, sentence: ("proves",)})
    return " ".join(one.says for one in check(exercise, 0, told).graded.replies if not one.right)


@pytest.mark.parametrize(
    ("case", "item", "sentence", "why"),
    [
        ("cm17-0004344", "1", "job", "does for a living. No criterion here asks that."),
        ("cm17-0004344", "1", "vitals", "vital signs"),
        ("cm17-0004344", "1", "november-return", "office routine"),
        ("cm17-0004344", "1", "november-pain", "It is a complaint"),
        ("cm17-0004344", "1", "first-plan", "It is a plan"),
        ("cm16-0224814", "1", "fall", "how the injury came about"),
        ("cm16-0224814", "1", "limits", "what work is possible or allowed at one time"),
        ("cm16-0224814", "1", "ketorolac", "of a treatment, and not of its result"),
        ("cm16-0224814", "1", "eyes", "a finding on examination, of something else"),
        ("cm16-0247802", "1", "l4-5", "what an image shows, not what is felt, found"),
        ("cm17-0007151", "1", "diagnoses", "It is a diagnosis"),
        ("cm17-0015218", "1", "ur-study", "an opinion is not a finding"),
        ("cm17-0002324", "1", "less-pain", "no task regained, no count"),
        ("cm17-0019907", "1", "illegible", "What cannot be read documents nothing."),
        ("cm16-0242419", "1", "earlier-mri", "bears on another request of this letter"),
    ],
)
def test_a_mark_that_misses_is_told_what_the_sentence_tells(
    case: str, item: str, sentence: str, why: str
) -> None:
    said = _said_to_mark(_of(case, item), sentence)
    assert why in said
    assert "Sought:" in said


def test_a_second_line_that_tells_the_same_may_be_marked_too() -> None:
    right = key(exercises_of(_of("cm16-0249726"))["mark"]).right
    assert right["op-done"] == right["recovering"] == {"proves"}
    assert "hints" in right["nights"]


@pytest.mark.slow
def test_why_a_mark_misses_is_short_and_says_that_no_criterion_asks_of_filler_alone(
    every: list[Determination],
) -> None:
    for found in every:
        if exercise := exercises_of(found).get("mark"):
            filler = {one.sentence.id for one in placed(found.case) if one.sentence.filler}
            right = key(exercise)
            for (of, _), said in right.replies.items():
                missed = right.right[of] == {"unmarked"}
                assert not missed or len(said.says.split()) <= MOST_REPLY, (found, of, said.says)
                assert of in filler or "No criterion here" not in said.says, (found, of)


def test_what_can_be_argued_is_taken_either_way_in_mark_and_in_sort_too() -> None:
    found = _of("cm17-0002181")
    for meaning in ("documented", "not documented"):
        assert _graded(found, "sort", "pain_relief", meaning), meaning
    mark = exercises_of(_of("cm16-0240259"))["mark"]
    place = {part.of: part.id for part in ask(mark).parts}
    sentence, nothing = place["better"], place["nothing"]
    proves, hints = (option.id for option in ask(mark).parts[0].options[:2])
    (yes,) = (
        option.id for part in ask(mark).parts if part.id == nothing for option in part.options
    )
    for answer in ({sentence: proves}, {sentence: hints}, {sentence: hints, nothing: yes}):
        assert check(mark, 0, answer).graded.right, answer
    both = check(mark, 0, {sentence: proves, nothing: yes})
    assert not both.graded.right
    assert any("only one of the two can hold" in reply.says for reply in both.shown)
    assert _graded(_of("cm16-0240259"), "grounds", "care_failed", "left to judgment")
    for meaning in ("not shown", "goes against"):
        assert _graded(_of("cm17-0007151"), "grounds", "care_failed", meaning), meaning


def test_weeks_of_use_that_run_past_the_decision_may_be_left_to_judgment() -> None:
    """Six weeks end at a later visit; who leaves them open goes by what reviewers ask as well."""
    found = _of("cm16-0234464", "5")
    for meaning in ("goes against", "left to judgment"):
        assert _graded(found, "grounds", "short", meaning), meaning
    decided = key(exercises_of(found)["verdict"])
    assert decided.right["ground"] == {"short"}
    assert "whose list of medicines lacks it" in decided.because


def test_a_request_for_more_than_one_number_is_told_as_one_and_not_as_undocumented() -> None:
    found = _of("cm17-0014449", "14")
    says = " ".join(line.says for line in exercises_of(found)["rationale"].data.line)
    assert "is not shown: asked for, 12 to 18 visits" in says
    notes = key(exercises_of(found)["grounds"]).notes
    assert notes["initial_course"].startswith("The request itself leaves it open")


def test_what_no_letter_tells_is_not_shown_to_who_decides_on_its_documents() -> None:
    found = _of("cm16-0249320")
    assert (
        "two criteria are not shown, and of one more" in key(exercises_of(found)["verdict"]).because
    )
    says = [line.says for line in exercises_of(found)["rationale"].data.line]
    assert "That surgery is being considered is not shown." in says
    assert not [one for one in says if "letter" in one]
    moved = _after_moves(found, conservative_care_failed="true", exam_corroborates="true")
    assert moved["outcome"] == "Upheld"


def test_moves_that_cannot_be_have_no_result() -> None:
    moved = _after_moves(
        _of("cm17-0014449", "14"), surgery_necessary="true", functional_improvement="true"
    )
    assert moved["outcome"] == "This cannot be"


def test_a_guideline_outside_the_mtus_is_not_told_to_be_in_force() -> None:
    first = exercises_of(_of("cm17-0009996"))["rationale"].data.line[0].says
    assert first.startswith("The MTUS is silent, and the search turns to Official Disability")


def _after_moves(found: Determination, **moves: str) -> dict[str, Any]:
    exercise = exercises_of(found)["change"]
    meant = dict.fromkeys(key(exercise).right, ("as it is",))
    told = ask(exercise).told({**meant, **{name: (value,) for name, value in moves.items()}})
    return dict(check(exercise, 0, told).more)


def test_every_ground_that_decides_can_be_chosen_and_is_told() -> None:
    (found,) = determine(load_case("cm16-0249320"))
    right = key(exercises_of(found)["verdict"])
    assert right.right["ground"] == {"care_failed", "findings", "surgery_option"}
    assert "surgery is being considered" in right.because


def test_of_a_ground_of_the_text_and_one_of_reviewers_the_stronger_is_named() -> None:
    (found,) = determine(load_case("cm17-0009996"))
    right = key(exercises_of(found)["verdict"])
    assert right.right["ground"] == {"reason"}
    assert "The text’s own ground goes before what reviewers add" in right.because
    assert right.replies["ground", "end_in_view"].says.startswith("True, too, for a reviewer")


def test_what_only_reviewers_ask_may_be_enough_by_itself_or_not() -> None:
    """By what reviewers add the denial would stand, by the text it would fall."""
    found = _of("cm17-0009996")
    right = key(exercises_of(found)["grounds"]).right
    assert right[f"{ALONE}end_in_view"] == {"yes", "no"}
    other = key(exercises_of(_of("cm16-0249320"))["grounds"]).right
    assert other[f"{ALONE}care_failed"] == {"yes"}


def test_what_may_be_left_to_judgment_need_not_be_enough_by_itself() -> None:
    found = _of("cm16-0240259")
    right = key(exercises_of(found)["grounds"]).right
    assert right["care_failed"] == {"goes against", "left to judgment", "assumed", "met"}
    assert right[f"{ALONE}care_failed"] == {"yes", "no"}
    assert "if it is taken as shown that the condition is improving" in headline(found)[1]


def test_silence_that_is_read_one_way_is_named_also_where_the_file_may_be_held_to_speak() -> None:
    """By silence the criterion is assumed and the denial falls: "not shown" is no name for that."""
    found = _of("cm16-0240259")
    assert "the condition is improving" in exercises_of(found)["grounds"].data.ask
    assert any("condition is improving: no" in lower_first(s) for s in read_from_silence(found))
    replies = key(exercises_of(found)["grounds"]).replies
    assert "assumes it, as the question tells" in replies["care_failed", "not shown"].says
    ways = [way.text for way in what_would_change(found)]
    assert (
        "If this is taken as not documented, as can be argued: the condition is improving." in ways
    )


def test_the_box_of_a_criterion_that_is_read_as_not_shown_is_asked_for() -> None:
    """Our rules find the findings shown; who holds them to be open has a ground that is enough."""
    found, name = _of("cm17-0007151"), "radicular"
    for stands, enough, right in (
        ("not shown", "yes", True),
        ("not shown", "no", False),
        ("met", "no", True),
        ("met", "yes", False),
        ("left to judgment", "yes", True),
        ("left to judgment", "no", True),
    ):
        exercise = exercises_of(found)["grounds"]
        told = _answer(exercise, **{name: stands, f"{ALONE}{name}": enough})
        assert check(exercise, 0, told).graded.right == right, (stands, enough)


def test_why_what_is_read_as_not_shown_is_not_enough_is_told() -> None:
    """What the other criterion asks would meet this one, too."""
    exercise = exercises_of(_of("cm17-0002181"))["grounds"]
    told = _answer(exercise, effective="not shown")
    said = [one.says for one in check(exercise, 0, told).graded.replies]
    note = next(says for says in said if "own account" in says)
    assert "Not enough by itself: with all else met, this would be met, too" in note


def test_assumed_is_answered_by_what_silence_is_taken_for() -> None:
    replies = key(exercises_of(_of("cm17-0009996"))["grounds"]).replies
    shut = next(said.says for (_, meaning), said in replies.items() if meaning == "assumed")
    assert "(severe heart disease: no) does not meet this criterion" in shut


def test_left_to_judgment_is_told_apart_from_not_shown() -> None:
    replies = key(exercises_of(_of("cm17-0009574"))["grounds"]).replies
    told = replies["findings", "left to judgment"].says
    assert told.startswith("The file only hints at")
    assert "not shown, whoever reads it" in told


def test_letters_are_counted_beside_a_rule_and_not_told_before_one_decides() -> None:
    told = card_html(rulebook().rule("odg.hospital_bed"), titles())
    assert "read in one published letter" in told
    assert "CM17-0009996" not in told


def test_trouble_that_only_hints_may_be_marked_as_a_hint() -> None:
    (found,) = determine(load_case("cm17-0009996"))
    assert key(exercises_of(found)["mark"]).right["weight"] == {"hints", "unmarked"}


def test_of_an_operation_to_come_it_can_be_argued_that_the_cap_still_counts() -> None:
    found = _of("cm17-0014449", "14")
    for meaning in ("met", "goes against", "not shown", "left to judgment"):
        assert _graded(found, "grounds", "postsurgical", meaning), meaning
    assert not _graded(found, "grounds", "postsurgical", "assumed")
    gain = _of("cm17-0002324")
    assert not _graded(gain, "grounds", "improved", "goes against"), "a record is at most open"


def test_who_leaves_open_what_can_be_argued_may_take_it_for_enough() -> None:
    right = key(exercises_of(_of("cm17-0007151"))["grounds"]).right
    assert right[f"{ALONE}radicular"] == {"yes", "no"}
    right = key(exercises_of(_of("cm17-0014449", "14"))["grounds"]).right
    assert right[f"{ALONE}postsurgical"] == {"no"}, "the cap is kept all the same"


def test_what_only_the_letter_tells_is_named_so_and_stands_in_the_fold_of_the_question() -> None:
    exercise = exercises_of(_of("cm17-0014449", "14"))["grounds"]
    (beside,) = [p for p in ask(exercise).papers if p.title.endswith("beside these papers")]
    assert "medically necessary: no" in beside.lines[0]
    told = key(exercise).replies["operation", "not shown"].says
    assert "what the letter tells beside these papers settles" in told
    assert len(told.split()) <= MOST_REPLY


def test_a_range_that_is_asked_for_is_no_record_that_is_missing() -> None:
    replies = key(exercises_of(_of("cm17-0014449", "14"))["grounds"]).replies
    for meaning in ("met", "assumed", "left to judgment"):
        told = replies["initial_course", meaning].says
        assert "as a range" in told
        assert "record" not in told


def test_a_true_sentence_that_no_rationale_needs_is_told_so_at_every_check() -> None:
    exercise = exercises_of(_of("cm17-0014449", "14"))["rationale"]
    lines = exercise.data.line
    cap = next(str(n) for n, line in enumerate(lines) if "statutory 24" in line.says)
    places = {of: max(some) for of, some in key(exercise).right.items()}
    assert places[cap] == "0"
    last = str(max(map(int, places.values())))
    whole = {of: (place,) for of, place in places.items()}
    question = ask(exercise)
    for meant in ({**whole, cap: ("4",)}, {**whole, cap: ("4",), _at(places, last): ("0",)}):
        found = check(exercise, 0, question.told(meant))
        assert found.more["idle"] == [p.id for p in question.parts if p.of == cap]
        assert found.more["false"] == []
    assert "not needed is true" in found.graded.replies[0].says


def test_a_ground_that_only_reviewers_ask_may_be_told_in_a_rationale_or_left_out() -> None:
    exercise = exercises_of(_of("cm17-0009996"))["rationale"]
    assert "only reviewers ask may be told or left out" in exercise.data.ask
    question, places = ask(exercise), key(exercise).right
    without = {of: (max(some),) for of, some in places.items()}
    found = check(exercise, 0, question.told(without))
    assert found.graded.right
    assert [one["title"] for one in found.more["points"]].count("A ground that decides") == 1
    lines = enumerate(exercise.data.line)
    ground, last = (
        next(str(n) for n, line in lines if says in line.says)
        for says in ("without an end in view", "denial is upheld")
    )
    told = {**without, ground: without[last], last: (str(len(found.more["points"]) + 1),)}
    found = check(exercise, 0, question.told(told), attempt=3)
    assert found.graded.right
    assert (found.more["idle"], found.more["false"]) == ([], [])


def _at(places: dict[str, str], place: str) -> str:
    return next(of for of, some in places.items() if some == place)
