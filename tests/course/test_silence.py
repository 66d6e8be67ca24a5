"""What a silent file is taken to say is told before one judges, and when a guess was answered."""

from imrkit.course.any_case import exercises_of
from imrkit.course.asked.judging import in_question
from imrkit.course.catalog import Listed, catalog, found_of
from imrkit.course.silence import assumed_here, read_from_silence
from imrkit.exercises.asking import key
from imrkit.exercises.entry import Entry
from imrkit.views.start.day import day_view
from imrkit.words.other_rules import considered_said, text_to_open


def _listed(case: str, item: str = "1") -> Listed:
    return next(one for one in catalog() if (one.case, one.item) == (case, item))


def test_what_is_assumed_is_told_with_its_reason_before_the_guess() -> None:
    naproxen = _listed("cm17-0019011")
    silent = day_view(naproxen, [])["silent"]
    refills = "Refills requested: 0 refills. A request that mentions no refills is taken to ask for"
    assert any(line.startswith(refills) for line in silent)
    assert any(line.startswith("Ulcer or bleeding, now or earlier: no.") for line in silent)


def test_the_reply_to_a_guess_names_what_was_assumed_and_not_what_nobody_doubts() -> None:
    naproxen = _listed("cm17-0019011")
    guess = Entry(
        "2026-01-01T00:00:00Z", "s", f"day-{naproxen.case}-1", 0, "v", kind="verdict", attempt=1
    )
    why = " ".join(day_view(naproxen, [guess])["guess"]["why"])
    assert "Refills requested: 0 refills." in why
    assert "There is a complaint" not in why


def test_what_silence_means_is_told_of_facts_that_the_file_does_tell_too() -> None:
    found = found_of(_listed("cm17-0019011"))
    told = read_from_silence(found)
    assert set(assumed_here(in_question(found))) < set(told), (
        "or the list would give the answer away"
    )


def test_a_sentence_that_does_not_answer_gets_the_reason_that_the_case_has() -> None:
    mark = exercises_of(found_of(_listed("cm16-0235991", "2")))["mark"]
    replies = key(mark).replies
    assert "not what the examination found" in replies["tingling", ""].says
    assert "tendons of the thumb" in replies["finkelstein", ""].says
    assert "A request says what is asked for" in replies["rfa-studies", ""].says


def test_a_guideline_of_another_part_does_not_apply_and_one_reason_is_enough() -> None:
    found = found_of(_listed("cm16-0235991", "2"))
    told = " ".join(considered_said(found))
    assert (
        "Rules for other parts of the body do not apply; they stand in: Low Back Complaints" in told
    )
    assert "read as one for: neck. This text is for: forearm, wrist or hand." in told
    assert "or the pain has become chronic" not in told
    assert "Neck and Upper Back Complaints" in " ".join(text_to_open(found))


def test_a_case_is_found_by_everyday_words_and_by_every_part_that_it_is_for() -> None:
    naproxen = _listed("cm17-0019011")
    assert {"painkiller", "medicine", "Aleve"} <= set(naproxen.words.split("; "))
    assert "neck" in naproxen.parts
    assert "opioid" not in naproxen.words, "a medicine is not found by the name of another"
    therapy = (one for one in catalog() if one.family == "physical medicine")
    assert not any("medicine" in one.words for one in therapy)
