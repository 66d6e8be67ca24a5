"""Setting aside: the grounds, and the cases in which one was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from imrkit.cases.loading import case_paths, load_case, read_case
from imrkit.errors import DataError
from imrkit.process.book import process_book
from imrkit.process.setting_aside import appeals_of, by_ground


def test_there_are_five_grounds_each_with_what_it_takes() -> None:
    grounds = process_book().grounds.ground
    assert list(grounds) == ["powers", "fraud", "conflict", "bias", "plain_error"]
    for nth, ground in enumerate(grounds.values(), 1):
        assert ground.takes
        assert f"4610.6(h)({nth})" in ground.citation


def test_what_follows_is_a_new_review_and_no_decision_of_a_judge() -> None:
    told = {one.title: one.says for one in process_book().grounds.provision}
    assert told["What follows"].startswith("A new review")
    assert "clear and convincing" in told["Standard of proof"]


@pytest.mark.parametrize("name", ["gonzalez-ornelas-2015", "mcatee-2014", "mackie-2021"])
def test_a_plain_error_set_a_determination_aside(name: str) -> None:
    case = load_case(name)
    (appeal,) = appeals_of(case, case.items[0], process_book())
    assert appeal.challenge.result == "set aside"
    assert [ground.title for ground in appeal.grounds] == ["Plain error of fact"]


def test_an_appeal_without_a_ground_leaves_the_determination_standing() -> None:
    case = load_case("stevens-2014")
    board, court = appeals_of(case, case.items[0], process_book())
    assert (board.challenge.result, board.grounds) == ("left standing", ())
    assert court.challenge.date == "2015-10-28"


def test_every_case_with_a_later_history_has_it_as_data() -> None:
    for name in case_paths():
        for item in load_case(name).items:
            assert bool(item.challenge) == bool(item.published.later), name


def test_the_cases_are_found_by_ground() -> None:
    found = by_ground([load_case(name) for name in case_paths()], process_book())
    names = [case.name for case in found["plain_error"]]
    assert names == ["gonzalez-ornelas-2015", "mackie-2021", "mcatee-2014"]


@pytest.mark.parametrize(
    ("old", "new", "field", "problem"),
    [
        ('["plain_error"]', '["plain_eror"]', "grounds", "Did you mean 'plain_error'"),
        ('date = "2016"', 'date = "2014"', "date", "2014 is before the determination (2015-09-11)"),
        ('date = "2016"', 'date = "later"', "date", "expected a date such as"),
    ],
)
def test_an_appeal_that_cannot_be_is_refused(
    tmp_path: Path, old: str, new: str, field: str, problem: str
) -> None:
    text = case_paths()["gonzalez-ornelas-2015"].read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "case.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    case = read_case(path)
    with pytest.raises(DataError) as caught:
        appeals_of(case, case.items[0], process_book())
    assert caught.value.field == f"item[0].challenge[0].{field}"
    assert problem in caught.value.problem
    assert caught.value.line
