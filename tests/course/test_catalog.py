"""Any case can be chosen, and one is the case of the day."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from imrkit.cases.loading import case_paths, load_case
from imrkit.course.any_case import exercises_of
from imrkit.course.catalog import case_of_day, catalog
from imrkit.determination.deciding import determine

DAY = dt.date(2026, 3, 2)


def test_a_disputed_item_is_listed_with_part_family_and_difficulty() -> None:
    listed = {(one.case, one.item): one for one in catalog()}
    assert len(listed) == len(catalog()) > 130
    flagship = listed["flagship", "1"]
    assert (flagship.part, flagship.family) == ("low back", "physical medicine")
    assert flagship.told
    assert {one.difficulty for one in catalog()} == {"short", "medium", "long"}


def test_an_item_that_gives_nothing_to_ask_is_not_offered() -> None:
    listed = {(one.case, one.item) for one in catalog()}
    every = {(f.case.name, f.item.id): f for c in case_paths() for f in determine(load_case(c))}
    unsaid = {place for place, found in every.items() if exercises_of(found) == {}}
    unread = {place for place, found in every.items() if not found.case.data.document}
    assert {("84-ccc-773", "1"), ("digest-2024-12-mattress", "1"), ("mackie-2021", "1")} <= unsaid
    assert every.keys() - listed == unsaid | unread
    asked = {place for place, found in every.items() if "verdict" in exercises_of(found)}
    assert {(one.case, one.item) for one in catalog() if one.settled} == asked & listed


def test_an_item_comes_after_the_one_whose_outcome_it_takes_as_given() -> None:
    places = [(one.case, one.item) for one in catalog()]
    follows = [one for one in catalog() if one.follows]
    assert len(follows) > 10
    for one in follows:
        assert places.index((one.case, one.item)) > places.index((one.case, one.follows))


def test_a_case_without_a_known_number_shows_none() -> None:
    numbers = {one.case: one.number for one in catalog()}
    assert numbers["cm17-0002198"] == "cm17-0002198"
    assert numbers["flagship"] == numbers["mcatee-2014"] == ""


def test_what_is_listed_does_not_tell_how_it_ends_in_its_text() -> None:
    for one in catalog():
        assert "upheld" not in repr(one)
        assert "overturned" not in repr(one)


def test_an_item_is_found_by_the_words_that_a_physician_uses() -> None:
    words = {(one.case, one.item): one.words.lower() for one in catalog()}
    assert "nerve conduction" in words["cm16-0235991", "2"]
    assert "pt;" in words["flagship", "1"]
    assert "lumbar" in words["flagship", "1"]
    assert "tendonitis" in words["cm17-0002324", "1"]
    assert "mri" not in words["cm17-0006838", "1"].split()  # a bone scan is another study


def test_the_same_request_for_two_people_is_told_apart_without_the_number() -> None:
    told = Counter((one.request, one.patient) for one in catalog())
    assert set(told.values()) == {1}
    knees = {one.patient for one in catalog() if one.request.startswith("MRI of the left knee")}
    assert "58-year-old man, left knee strain" in knees


def test_the_case_of_the_day_is_the_same_all_day_and_another_on_the_next() -> None:
    days = [case_of_day(DAY + dt.timedelta(days=n)) for n in range(30)]
    assert case_of_day(DAY) == days[0]
    assert len({(one.case, one.item) for one in days}) > 20


def test_half_of_the_cases_of_the_day_end_overturned() -> None:
    outcomes = Counter(case_of_day(DAY + dt.timedelta(days=n)).outcome for n in range(400))
    assert 0.42 < outcomes["overturned"] / 400 < 0.58


def test_a_case_of_the_day_is_one_on_which_rules_and_reviewer_agree() -> None:
    assert all(case_of_day(DAY + dt.timedelta(days=n)).settled for n in range(60))
