"""What a case says of each fact, and what a case file is refused for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from imrkit.cases.loading import case_paths, load_case, read_case
from imrkit.cases.schema import show_date
from imrkit.determination.deciding import determine
from imrkit.errors import DataError, UnknownName
from imrkit.rules.rulebook import load_rulebook
from tests.support.book import CASE, changed, line_with, small_case, write_book, write_case

VISITS = 'visits = { value = 6, document = "visit" }'


def refused(folder: Path, old: str, new: str) -> DataError:
    with pytest.raises(DataError) as caught:
        small_case(folder, changed(CASE, old, new))
    assert caught.value.file == folder / "small.toml"
    return caught.value


# ---- What a case says ----------------------------------------------------------------------------


def test_a_case_says_of_every_fact_what_it_knows_and_from_where(tmp_path: Path) -> None:
    case = small_case(tmp_path)
    known = case.known(case.item())
    assert {name: (k.shown, k.source) for name, k in known.items()} == {
        "decision_date": ("2014-03-01", "the letter's heading"),
        "injury_date": ("2013", "the letter's heading"),
        "age": ("40 years", "the case summary"),
        "visits": ("6 visits", "office visit"),
        "sessions": ("1 session", "not stated; one is usual"),
        "helped": ("not documented", "no document in the file says"),
        "strict": ("open", "the text leaves it to the reviewer"),
        "body_part": ("back", "the request"),
        "diagnosis_group": ("sprain", "the diagnosis: a strain of the back"),
    }


def test_the_diagnosis_that_the_request_treats_goes_before_the_others(tmp_path: Path) -> None:
    case = small_case(
        tmp_path, changed(CASE, "body_part =", 'treats = "a broken bone"\nbody_part =')
    )
    assert case.known(case.item())["diagnosis_group"].shown == "fracture"


def test_a_diagnosis_that_no_line_names_is_another_one(tmp_path: Path) -> None:
    case = small_case(tmp_path, changed(CASE, "a strain of the back", "a headache"))
    assert case.known(case.item())["diagnosis_group"].shown == "another diagnosis"


def test_without_a_diagnosis_the_line_of_the_table_is_open(tmp_path: Path) -> None:
    case = small_case(tmp_path, changed(CASE, '["a strain of the back"]', "[]"))
    assert case.known(case.item())["diagnosis_group"].open


def test_words_are_found_whole_and_not_inside_others(tmp_path: Path) -> None:
    """A "restrained" worker has no strain."""
    case = small_case(tmp_path, changed(CASE, "a strain of the back", "was restrained"))
    assert case.known(case.item())["diagnosis_group"].shown == "another diagnosis"


@pytest.mark.parametrize(
    ("finding", "pair", "shown", "why"),
    [
        ("{ at_least = 5 }", (5, 99), "5 visits or more", "not documented"),
        ("{ at_most = 5 }", (1, 5), "at most 5 visits", "not documented"),
        ("{ at_least = 4, at_most = 5 }", (4, 5), "4 to 5 visits", "not documented"),
        ("{ at_least = 5, at_most = 5 }", (5, 5), "5 visits", ""),
        ('{ open = "conflicting" }', (1, 99), "conflicting", "conflicting"),
        ('"illegible"', (1, 99), "illegible", "illegible"),
        ("1", (1, 1), "1 visit", ""),
    ],
)
def test_a_finding_gives_a_value_bounds_or_why_it_is_open(
    tmp_path: Path, finding: str, pair: tuple[int, int], shown: str, why: str
) -> None:
    case = small_case(tmp_path, changed(CASE, VISITS, f"visits = {finding}"))
    known = case.known(case.item())["visits"]
    assert (known.value, known.shown, known.why) == (pair, shown, why)


def test_an_item_is_found_by_its_number(tmp_path: Path) -> None:
    case = small_case(tmp_path)
    assert case.item("1") is case.item() is case.item(1)
    with pytest.raises(UnknownName, match="disputed item in small named '2'"):
        case.item("2")


def test_a_treatment_goes_by_its_other_names(tmp_path: Path) -> None:
    """The case says Exercise; the rule says therapy."""
    case = small_case(tmp_path)
    assert [rule.id for rule in case.rules(case.item())] == ["back_2009.therapy"]


def test_dates_are_shown_as_the_letter_gives_them() -> None:
    assert [show_date(d) for d in (None, "2014", "2014/2015")] == [
        "not given",
        "2014",
        "2014 or 2015",
    ]


# ---- What a case file is refused for -------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "field", "said"),
    [
        ("value = 6,", "value = -6,", "item[0].facts.visits", "from 1 to 99; found -6"),
        ("value = 6,", "value = 100,", "item[0].facts.visits", "from 1 to 99; found 100"),
        ("value = 6,", 'value = "6",', "item[0].facts.visits", "a whole number.*found '6'"),
        ("value = 6,", "value = true,", "item[0].facts.visits", "a whole number.*found True"),
        ("value = 6,", "value = 6.5,", "item[0].facts.visits.value", "found 6.5"),
        ("value = 6,", "valeu = 6,", "item[0].facts.visits.valeu", "did you mean 'value'"),
        ("value = 6,", "", "item[0].facts.visits", "give one of value, at_least/at_most, or open"),
        ("value = 6,", "value = 6, at_most = 9,", "item[0].facts.visits", "give one of value"),
        ("value = 6,", "at_least = 9, at_most = 6,", "item[0].facts.visits", "9 is more than .* 6"),
        ("visits = {", "vists = {", "item[0].facts.vists", "fact named 'vists'.*'visits'"),
        ('"visit" }', '"vist" }', "item[0].facts.visits", "document named 'vist'.*'visit'"),
        (
            'helped = "not documented"',
            'helped = "unknown"',
            "item[0].facts.helped",
            "true, false or",
        ),
        (
            'helped = "not documented"',
            "helped = { at_least = 1 }",
            "item[0].facts.helped",
            "found 1",
        ),
        (
            'outcome = "upheld"',
            'outcome = "granted"',
            "item[0].published.outcome",
            "found 'granted'",
        ),
        ('action = "denied"', 'action = "refused"', "item[0].refusal.action", "found 'refused'"),
        ('ground = "few"', 'ground = "fwe"', "item[0].published.reasons[0].ground", "'fwe'.*'few'"),
        ('ground = "few"', 'grond = "few"', "item[0].published.reasons[0].grond", "'ground'"),
        ('body_part = "', 'body_part = "bakc" # "', "item[0].body_part", "'bakc' names no part"),
        ("decided = 2014-03-01", 'decided = "reading"', "decided", "a date such as"),
        ('date = "2013"', 'date = "not documented"', "injury.date", "found 'not documented'"),
        ('"denied"', '"denied"\ndate = "2012"', "item[0].refusal.date", "after the injury"),
        ('"denied"', '"denied"\ndate = "2015"', "item[0].refusal.date", "up to the decision"),
        ('id = "1"', 'id = "1"\nrequested = "2012"', "item[0].requested", "after the injury"),
        ('id = "1"', 'id = "1"\nrequested = "soon"', "item[0].requested", "a date such as"),
        ("decided = 2014-03-01", 'decided = "soon"', "decided", "a date such as .* found 'soon'"),
        ("decided = 2014-03-01", 'decided = "2015/2014"', "decided", "runs backwards"),
        ("decided = 2014-03-01", 'decided = "2314"', "decided", "from 1900 to 2099; found '2314'"),
        ('date = "2013"', "date = 2013-02-30", "", "not valid TOML"),
        ('date = "2013"', 'date = "2013-13"', "injury.date", "found '2013-13'"),
        ('date = "2013"', "date = 2013", "injury.date", "expected a text; found 2013"),
        ("date = 2014-01-06", 'date = "in winter"', "document[0].date", "found 'in winter'"),
        ("date = 2014-01-06", "date = 2024-01-06", "document[0].date", "up to the decision"),
        ('id = "note"', 'id = "visit"', "document[1].id", "two documents are called 'visit'"),
        ("age = 40", "age = 400", "worker.age", "from 0 to 110; found 400"),
        ("age = 40", 'age = "40"', "worker.age", "a whole number; found '40'"),
        ("[worker]", "[wroker]", "wroker", "did you mean 'worker'"),
        ('title = "Therapy, 6 visits"\n', "", "", "missing field 'title': a text"),
        ('treatment = "Exercise"\n', "", "item[0]", "missing field 'treatment': a text"),
        ("schema = 1", "schema = true", "schema", "expected schema = 1"),
        ("schema = 1", "schema = 1\nschema = 1", "", "the same key is given twice"),
    ],
)
def test_a_case_file_is_refused_with_file_line_field_found_and_expected(
    tmp_path: Path, old: str, new: str, field: str, said: str
) -> None:
    error = refused(tmp_path, old, new)
    assert error.field == field
    with pytest.raises(DataError, match=said):
        raise error
    if new and field and "missing" not in said and "called" not in said:
        assert error.line == line_with(changed(CASE, old, new), new.splitlines()[-1])


def test_an_injury_after_the_decision_is_refused_at_the_injury(tmp_path: Path) -> None:
    error = refused(tmp_path, "decided = 2014-03-01", "decided = 2012-03-01")
    assert (error.field, error.line) == ("injury.date", line_with(CASE, 'date = "2013"'))
    assert error.problem == "expected a day up to the decision (2012-03-01); found 2013"


def test_a_treatment_that_is_not_known_is_accepted_with_a_note(tmp_path: Path) -> None:
    """No rule addresses it: the letter is read like others."""
    text = CASE[: CASE.index("reasons = [")]
    case = small_case(tmp_path, changed(text, '"Exercise"', '"Exrcise"'))
    assert case.rules(case.item()) == ()
    assert determine(case)[0].outcome == "not addressed"
    assert case.notes == (
        "item 1: imrkit does not know the treatment 'Exrcise' (did you mean 'exercise'?), "
        "so that no rule addresses the item",
    )
    assert small_case(tmp_path).notes == ()


def test_a_criterion_of_a_treatment_that_is_not_known_is_refused(tmp_path: Path) -> None:
    """Most likely the treatment is misspelt."""
    error = refused(tmp_path, '"Exercise"', '"Exrcise"')
    assert error.field == "item[0].published.reasons[0].ground"
    assert "the treatment 'Exrcise' (did you mean 'exercise'?), nor its 'few'" in error.problem


@pytest.mark.parametrize(
    ("event", "field", "said"),
    [
        ('document = "vist"', "event[0].document", "document named 'vist'. Did you mean 'visit'"),
        ('item = "7"', "event[0].item", "no disputed item named '7'"),
        ('date = "soon"', "event[0].date", "a date such as"),
    ],
)
def test_an_event_names_what_the_file_has(
    tmp_path: Path, event: str, field: str, said: str
) -> None:
    new = f'[[event]]\nkind = "recommended"\n{event}\n\n[[item]]'
    error = refused(tmp_path, "[[item]]", new)
    assert error.field == field
    assert said in error.problem


def test_an_event_may_come_after_the_decision(tmp_path: Path) -> None:
    event = '[[event]]\nkind = "appealed"\ndate = 2014-06-01\n\n[[item]]'
    assert len(small_case(tmp_path, changed(CASE, "[[item]]", event)).data.event) == 1


def test_two_items_of_one_number_are_refused(tmp_path: Path) -> None:
    text = CASE + CASE[CASE.index("[[item]]") :]
    with pytest.raises(DataError, match="two items are numbered '1'") as caught:
        small_case(tmp_path, text)
    second = line_with(CASE, "[[item]]")
    assert caught.value.field == "item[1].id"
    assert caught.value.line is not None
    assert caught.value.line > second + 1


def test_a_fault_in_the_second_item_is_told_at_the_second_item(tmp_path: Path) -> None:
    second = changed(CASE[CASE.index("[[item]]") :], 'id = "1"', 'id = "2"')
    text = CASE + changed(second, "value = 6,", "value = 600,")
    with pytest.raises(DataError, match="found 600") as caught:
        small_case(tmp_path, text)
    assert caught.value.field == "item[1].facts.visits"
    assert caught.value.line == line_with(text, "value = 600,")


def test_a_case_without_an_item_is_refused(tmp_path: Path) -> None:
    text = CASE[: CASE.index("[[item]]")].replace("schema = 1", "schema = 1\nitem = []")
    with pytest.raises(DataError, match="at least one disputed item"):
        small_case(tmp_path, text)


def test_an_unknown_case_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r"no case named 'flagshp'. Did you mean 'flagship'"):
        load_case("flagshp")


def test_a_missing_case_file_or_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none.toml: cannot be read: No such file"):
        load_case(tmp_path / "none.toml")
    with pytest.raises(DataError, match="no such folder of case files"):
        case_paths(tmp_path / "none")


def test_the_cases_that_come_with_imrkit_are_listed_by_name() -> None:
    names = list(case_paths())
    assert "flagship" in names
    assert names == sorted(names)
    assert load_case("flagship").name == "flagship"


def test_a_case_is_decided_by_the_rulebook_it_is_read_with(tmp_path: Path) -> None:
    book = load_rulebook(write_book(tmp_path / "book"))
    case = read_case(write_case(tmp_path), book)
    assert case.book is book
    assert case.decided == (dt.date(2014, 3, 1).toordinal(),) * 2
