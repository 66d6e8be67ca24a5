"""Variants for a cohort: the same for the same, apart where they can be, and without the secret."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from imrkit.cohort.assign import assign
from imrkit.cohort.assigned import FEWEST_BYTES, known_in, read_assigned
from imrkit.cohort.lessons import exercise_named, exercises_of
from imrkit.cohort.pools import count_of, numbers_of
from imrkit.cohort.roster import read_roster
from imrkit.cohort.seeds import seeds_for
from imrkit.errors import DataError, UnknownName
from imrkit.exercises.asking import key
from imrkit.exercises.assignment import Assignment, read_assignment
from imrkit.exercises.exercise import Exercise
from imrkit.exercises.variants import vary

SECRET = b"0123456789abcdef"


def exercise(name: str) -> Exercise:
    found = exercise_named(name)
    assert found is not None
    return found


def course(tmp_path: Path, ids: Sequence[str], secret: bytes = SECRET) -> dict[str, Assignment]:
    (tmp_path / "roster.csv").write_text("ID\n" + "\n".join(ids) + "\n")
    (tmp_path / "secret").write_bytes(secret)
    assign(tmp_path / "roster.csv", 4, tmp_path / "secret", tmp_path / "out")
    return {id: read_assignment(tmp_path / "out" / id) for id in ids}


def test_the_same_input_gives_the_same_result_however_the_roster_is_sorted(tmp_path: Path) -> None:
    assert course(tmp_path / "a", "pqr") == course(tmp_path / "b", "rpq")


def test_another_secret_gives_other_variants(tmp_path: Path) -> None:
    one, other = course(tmp_path / "a", "p"), course(tmp_path / "b", "p", SECRET[::-1])
    assert not set(one["p"].seeds.values()) & set(other["p"].seeds.values())


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()


@pytest.mark.parametrize("name", ["l04-verdict-first", "l04-count-six", "l04-edition-six"])
def test_no_two_learners_get_the_same_numbers_while_there_are_others(name: str) -> None:
    one = exercise(name)
    learners = [str(n) for n in range(count_of(one))]
    seeds = seeds_for(one, learners, SECRET, {})
    assert len({numbers_of(one, seed) for seed in seeds.values()}) == len(learners)
    assert len(set(seeds.values())) == len(learners)


def test_planted_errors_are_shared_out_too() -> None:
    one = exercise("l06-error-hip")
    seeds = seeds_for(one, [str(n) for n in range(9)], SECRET, {})
    assert sorted(Counter(numbers_of(one, s) for s in seeds.values()).values()) == [3, 3, 3]


def test_where_files_are_too_few_half_of_them_still_end_overturned() -> None:
    one = exercise("l04-rationale-six")  # one file ends overturned, six upheld
    seeds = seeds_for(one, [str(n) for n in range(200)], SECRET, {})
    endings = Counter(vary(one, seed).determination.outcome for seed in seeds.values())
    assert 92 <= endings["overturned"] <= 108
    assert len(set(seeds.values())) == 200


def test_who_joins_late_changes_nobody_elses_variants(tmp_path: Path) -> None:
    before = course(tmp_path, "pq")
    after = course(tmp_path, "apqz")
    assert {id: after[id] for id in "pq"} == before


@pytest.mark.parametrize("name", ["l04-verdict-alone", "l04-count-total"])
def test_who_joins_a_large_cohort_late_gets_a_seed_of_an_own(name: str) -> None:
    """More learners than an exercise has files, with seeds of which many are taken already."""
    everybody = [f"s{number}" for number in range(121)]
    first = seeds_for(exercise(name), everybody[:-1], SECRET, {})
    later = seeds_for(exercise(name), everybody, SECRET, first)
    assert {id: later[id] for id in first} == first
    assert later[everybody[-1]] not in first.values()


def test_a_gap_that_is_filled_in_later_changes_nobodys_variants(tmp_path: Path) -> None:
    roster, secret, out = tmp_path / "roster.csv", tmp_path / "secret", tmp_path / "out"
    secret.write_bytes(SECRET)
    roster.write_text("SIS User ID,Email\ns1,ada@x.org\n,bo@x.org\n")
    assert assign(roster, 3, secret, out).column == "email"
    before = {path: path.read_bytes() for path in out.rglob("*.json")}
    roster.write_text("SIS User ID,Email\ns1,ada@x.org\ns2,bo@x.org\n")
    assert assign(roster, 3, secret, out).column == "email"
    assert {path: path.read_bytes() for path in out.rglob("*.json")} == before


def test_a_gap_in_the_column_of_ids_changes_nobodys_variants(tmp_path: Path) -> None:
    roster, secret, out = tmp_path / "roster.csv", tmp_path / "secret", tmp_path / "out"
    secret.write_bytes(SECRET)
    roster.write_text("Student,SIS User ID,SIS Login ID\nAda,s1,ada@x.org\n")
    assert assign(roster, 3, secret, out).column == "sis user id"
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    roster.write_text("Student,SIS User ID,SIS Login ID\nAda,s1,ada@x.org\nBo,,bo@x.org\n")
    for again in (
        lambda: assign(roster, 3, secret, out),
        lambda: read_assigned(out, read_roster(roster, known_in(out))),
    ):
        with pytest.raises(DataError) as error:
            again()
        told = "line 3: column 'sis user id' is empty on line 3 ('Bo'). There are assignments"
        assert told in str(error.value)
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_another_lesson_is_added_to_the_same_file(tmp_path: Path) -> None:
    before = course(tmp_path, "p")["p"]
    assign(tmp_path / "roster.csv", 11, tmp_path / "secret", tmp_path / "out")
    after = read_assignment(tmp_path / "out" / "p")
    assert before.seeds.items() < after.seeds.items()


def test_learners_get_seeds_and_neither_keys_nor_the_secret(tmp_path: Path) -> None:
    course(tmp_path, "p")
    text = (tmp_path / "out" / "p" / "assignment.json").read_text()
    data = json.loads(text)
    assert data.keys() == {"imrkit", "version", "read me", "learner", "seeds"}
    assert data["seeds"].keys() == {one.id for one in exercises_of(4)}
    assert all(type(seed) is int for seed in data["seeds"].values())
    written = b"".join(p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file())
    assert SECRET not in written


def test_an_assigned_seed_puts_a_sound_question(tmp_path: Path) -> None:
    for name, seed in course(tmp_path, "p")["p"].seeds.items():
        assert key(exercise(name), seed)


@pytest.mark.parametrize(
    ("secret", "told"),
    [(None, "there is no such file"), (b"short\n", f"at least {FEWEST_BYTES} characters")],
)
def test_a_secret_that_is_none_is_told(tmp_path: Path, secret: bytes | None, told: str) -> None:
    (tmp_path / "roster.csv").write_text("ID\n1\n")
    if secret is not None:
        (tmp_path / "secret").write_bytes(secret)
    with pytest.raises(DataError, match=told):
        assign(tmp_path / "roster.csv", 4, tmp_path / "secret", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_lesson_without_exercises_is_told(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("ID\n1\n")
    (tmp_path / "secret").write_bytes(SECRET)
    with pytest.raises(UnknownName, match="no lesson with exercises named '99'"):
        assign(tmp_path / "roster.csv", 99, tmp_path / "secret", tmp_path / "out")


@pytest.mark.parametrize("id", ["../../etc", "con", "a/b", "ann@example.org", "ANN", "ö"])
def test_an_id_never_leads_out_of_the_folder(tmp_path: Path, id: str) -> None:
    (tmp_path / "roster.csv").write_text(f"ID\n{id}\nbob\n", encoding="utf-8")
    (tmp_path / "secret").write_bytes(SECRET)
    assign(tmp_path / "roster.csv", 4, tmp_path / "secret", tmp_path / "out")
    found = sorted(one for one in (tmp_path / "out").iterdir() if one.is_dir())
    assert len(found) == 2
    assert {read_assignment(one).learner for one in found} == {id, "bob"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[]", "is not an assignment"),
        ("{", "no JSON"),
        ("[" * 5000, "no JSON"),
        ('{"imrkit": "assignment", "version": 2}', "reads version 1; found 2"),
        ('{"imrkit": "assignment", "version": 1, "learner": ""}', "expected the learner's id"),
        ('{"imrkit": "assignment", "version": 1, "learner": "a"}', "a seed for each exercise"),
        (
            '{"imrkit": "assignment", "version": 1, "learner": "a", "seeds": {"x": "1"}}',
            "seeds.x: a seed is a whole number",
        ),
        (
            '{"imrkit": "assignment", "version": 1, "learner": "a", "seeds": {"x": true}}',
            "a seed is a whole number",
        ),
    ],
)
def test_an_assignment_changed_by_hand_is_told(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "assignment.json").write_text(text)
    with pytest.raises(DataError) as error:
        read_assignment(tmp_path)
    assert told in str(error.value)


def test_without_an_assignment_every_seed_is_that_of_the_file_as_it_is(tmp_path: Path) -> None:
    assert read_assignment(tmp_path).seed_for("l04-verdict-first") == 0


@pytest.mark.parametrize(("before", "after"), [("0012345", "12345"), ("12345", "0012345")])
def test_ids_whose_zeros_a_spreadsheet_took_away_are_nobody_new(
    tmp_path: Path, before: str, after: str
) -> None:
    course(tmp_path, (before, "0099"))
    with pytest.raises(DataError, match=f"{after} \\({before} in .*by zeros|zeros .*{after}"):
        course(tmp_path, (after, "0099"))
    assert not (tmp_path / "out" / after).exists()
    made = course(tmp_path, (before, "0099", "7"))
    assert len(made) == 3


def test_two_ids_that_differ_by_zeros_may_both_be_on_a_roster(tmp_path: Path) -> None:
    course(tmp_path, ("0012345",))
    assert len(course(tmp_path, ("0012345", "12345"))) == 2
