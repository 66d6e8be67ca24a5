"""Values of facts: coded, shown, and refused where they do not fit."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from imrkit.errors import DataError, UnknownName, nearest
from imrkit.facts.dates import date_span
from imrkit.facts.fact import OPEN, Fact, fact_named
from imrkit.facts.spans import Days
from imrkit.rules.rulebook import rulebook
from tests.support.strategies import choice, date, domain, number, truth, vocabularies

VISITS = number("visits", 1, 99)
HELPED = truth("helped")
PART = choice("part", ("back", "knee", "head"))
DAY = date("day")


def day(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()


@given(vocabularies())
def test_every_value_of_a_fact_is_coded_and_read_back(vocabulary: dict[str, Fact]) -> None:
    for fact in vocabulary.values():
        for code in domain(fact):
            assert fact.encode(fact.decode(code)) == code
            assert fact.value_of(fact.decode(code)) == (code, code)


@pytest.mark.parametrize("why", OPEN)
@pytest.mark.parametrize("fact", [VISITS, HELPED, PART, DAY])
def test_an_open_fact_is_all_that_it_could_be(fact: Fact, why: str) -> None:
    assert fact.value_of(why) == fact.unknown


@pytest.mark.parametrize(
    ("fact", "value", "pair"),
    [
        (VISITS, (3, 9), (3, 9)),
        (VISITS, [3, 3], (3, 3)),
        (PART, ("back", "knee"), (0, 1)),
        (DAY, "2014", (day("2014-01-01"), day("2014-12-31"))),
        (DAY, "2014-02", (day("2014-02-01"), day("2014-02-28"))),
        (DAY, "2016-02", (day("2016-02-01"), day("2016-02-29"))),
        (DAY, "2014-12", (day("2014-12-01"), day("2014-12-31"))),
        (DAY, "2014-03-09", (day("2014-03-09"),) * 2),
        (DAY, "2014/2015", (day("2014-01-01"), day("2015-12-31"))),
        (DAY, "2014-11/2015-02-03", (day("2014-11-01"), day("2015-02-03"))),
        (DAY, dt.date(2014, 3, 9), (day("2014-03-09"),) * 2),
    ],
)
def test_bounds_and_parts_of_dates_are_pairs(
    fact: Fact, value: object, pair: tuple[int, int]
) -> None:
    assert fact.value_of(value) == pair


@pytest.mark.parametrize(
    ("fact", "value", "said"),
    [
        (VISITS, 0, "visits must be a whole number from 1 to 99; found 0"),
        (VISITS, -6, "from 1 to 99; found -6"),
        (VISITS, True, "found True"),
        (VISITS, 6.0, "found 6.0"),
        (VISITS, "6", "found '6'"),
        (VISITS, None, "found None"),
        (VISITS, (9, 3), "9 to 3 runs backwards"),
        (HELPED, 1, 'helped must be true, false or "not documented"; found 1'),
        (HELPED, "yes", "found 'yes'"),
        (PART, "kne", "one of 'back', 'knee', 'head'; found 'kne' (did you mean 'knee'?)"),
        (PART, 1, "one of 'back', 'knee', 'head'; found 1"),
        (DAY, "9 March 2014", "found '9 March 2014'"),
        (DAY, "2014-02-30", "found '2014-02-30'"),
        (DAY, "2014-13", "found '2014-13'"),
        (DAY, "2015/2014", "'2015/2014' runs backwards"),
        (DAY, "1850", "from 1900 to 2099; found '1850'"),
        (DAY, dt.date(2100, 1, 1), "from 1900 to 2099"),
        (DAY, dt.datetime(2014, 1, 1), "found datetime"),
        (DAY, 20140101, "found 20140101"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_in_words(
    fact: Fact, value: object, said: str
) -> None:
    with pytest.raises(DataError) as caught:
        fact.value_of(value)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("fact", "pair", "shown"),
    [
        (VISITS, (6, 6), "6 visits"),
        (VISITS, (1, 1), "1 visit"),
        (VISITS, (1, 99), "not documented"),
        (VISITS, (5, 99), "5 visits or more"),
        (VISITS, (1, 5), "at most 5 visits"),
        (VISITS, (3, 5), "3 to 5 visits"),
        (HELPED, (True, True), "yes"),
        (HELPED, (False, False), "no"),
        (HELPED, (False, True), "not documented"),
        (truth("strict", "reading"), (False, True), "open"),
        (PART, (1, 1), "knee"),
        (PART, (0, 1), "back or knee"),
        (DAY, (day("2014-03-09"),) * 2, "2014-03-09"),
        (DAY, (day("2014-01-01"), day("2014-12-31")), "2014"),
        (DAY, (day("2014-03-01"), day("2014-03-31")), "2014-03"),
        (DAY, (day("2014-01-01"), day("2015-12-31")), "2014 or 2015"),
        (DAY, (day("2014-03-02"), day("2014-04-01")), "2014-03-02 to 2014-04-01"),
        (DAY, (DAY.unknown[0], day("2003-12-31")), "before 2004-01-01"),
        (DAY, (day("2004-01-01"), DAY.unknown[1]), "2004-01-01 or later"),
        (DAY, DAY.unknown, "not documented"),
    ],
)
def test_a_pair_is_shown_as_a_clinician_would_write_it(
    fact: Fact, pair: tuple[int, int], shown: str
) -> None:
    assert fact.show(fact.between(*pair)) == shown


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_a_day_lies_within_its_month_and_its_month_within_its_year(when: dt.date) -> None:
    month, year = date_span(f"{when:%Y-%m}"), date_span(f"{when:%Y}")
    assert year[0] <= month[0] <= when.toordinal() <= month[1] <= year[1]
    assert DAY.show(Days(when.toordinal(), when.toordinal())) == when.isoformat()


def test_an_unknown_name_is_told_with_the_nearest_or_with_all_of_a_few() -> None:
    known = {"visits": VISITS, "helped": HELPED}
    with pytest.raises(UnknownName, match=r"no fact named 'vists'. Did you mean 'visits'\?"):
        fact_named(known, "vists")
    with pytest.raises(UnknownName, match=r"no fact named 'xyz'. There is: visits, helped."):
        fact_named(known, "xyz")
    with pytest.raises(UnknownName, match=r"no fact named 'xyz'\.$"):
        fact_named({f"fact_{n}": VISITS for n in range(20)}, "xyz")


def test_the_nearest_name_does_not_mind_capitals() -> None:
    assert nearest("FLAGSHIP", ["flagship", "other"]) == "flagship"
    assert nearest("qqq", ["flagship", "other"]) is None


def test_an_error_reads_file_line_field_problem() -> None:
    error = DataError("is wrong", file="case.toml", field="item[0].id", line=7)
    assert str(error) == "case.toml, line 7: item 1, id: is wrong"
    assert str(DataError("is wrong")) == "is wrong"
    assert str(DataError("is wrong", field="item")) == "item: is wrong"


def test_every_fact_that_comes_with_imrkit_can_be_said_in_a_sentence() -> None:
    """A truth has a clause for yes and one for no, all else a clause around its value."""
    for name, fact in rulebook().vocabulary.items():
        clauses = {"yes", "no"} if fact.type == "truth" else {"states"}
        if fact.kind == "request":
            clauses |= {"ask", "ask_not"} if fact.type == "truth" else {"ask"}
        if fact.unit:
            clauses.add("one")
        given = {c for c in ("yes", "no", "states", "ask", "ask_not", "one") if getattr(fact, c)}
        assert given == clauses, name
        if fact.type != "truth":
            assert all("{value}" in text for text in (fact.states, fact.ask) if text), name


def test_every_clause_fits_into_a_sentence() -> None:
    """It begins in small letters, unless with a name, and ends without a full stop."""
    for fact in rulebook().vocabulary.values():
        for clause in filter(None, (fact.yes, fact.no, fact.states, fact.ask, fact.ask_not)):
            assert clause[0].islower() or clause.split()[0] in {"TENS", "CT"}, clause
            assert not clause.endswith((".", ",", ";", " ")), clause


def test_the_unit_of_one_is_the_vocabularys_own_where_it_is_given() -> None:
    """A unit's singular is not guessed where the vocabulary says it."""
    classes = replace(VISITS, unit="classes", one="class")
    assert (classes.counted(1), classes.counted(2)) == ("class", "classes")
    assert (VISITS.counted(1), VISITS.counted(6)) == ("visit", "visits")
