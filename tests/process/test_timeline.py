"""The timeline of a case: what happened, by when it had to, and what was in time."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imrkit.cases.loading import case_paths, load_case, read_case
from imrkit.errors import DataError, UnknownName
from imrkit.facts.dates import date_span
from imrkit.facts.spans import Days
from imrkit.process.book import process_book
from imrkit.process.events import Happening, narrowed
from imrkit.process.timeline import timeline
from tests.support.letter import LETTER


def standing(clock: str, case: str = LETTER, **moves: object) -> str:
    row = timeline(case, moves=moves).row(clock)
    assert row is not None
    return row.standing


@pytest.mark.parametrize("name", case_paths())
def test_every_case_has_a_timeline(name: str) -> None:
    """Each disputed item has its events in order, and clocks that start with them."""
    case = load_case(name)
    for item in case.items:
        found = timeline(case, item.id)
        assert {"injury", "request", "decision", "application", "determination"} <= set(
            found.events
        )
        assert found.rows
        for event in found.events.values():
            assert event.days.first <= event.days.last


def test_the_flagship_tells_what_its_letter_dates_and_leaves_the_rest_open() -> None:
    """Only the visit is dated to the day: whatever followed lies between it and the end of 2014."""
    found = timeline("flagship")
    assert found.events["recommended"].shown == "2014-01-06"
    assert found.events["recommended"].source == "office visit of 01/06/2014"
    assert found.events["decision"].shown == "2014-01-06 to 2014-12-31"
    assert found.events["decision"].origin == "order"
    assert {row.standing for row in found.rows} == {"cannot be told", "not in the file"}


def test_dates_of_the_letter_put_a_clock_in_time() -> None:
    found = timeline(LETTER)
    apply = found.row("apply")
    assert apply is not None
    assert apply.standing == "in time"
    assert found.events["service"].shown == "2017-01-03 to 2017-01-06"
    assert apply.deadline.days == date_span("2017-02-02")._replace(
        last=dt.date(2017, 2, 10).toordinal()
    )


def test_moving_a_date_makes_it_late() -> None:
    """Served on 2016-11-30, an application of 2017-01-06 is late even with days for mail."""
    moved = {"decision": "2016-11-28", "service": "2016-11-30"}
    found = timeline(LETTER, moves=moved)
    row = found.row("apply")
    assert row is not None
    assert row.standing == "late"
    assert found.events["service"].origin == "you"
    eligible = next(a for a in found.answers if a.question == "eligibility for review")
    assert eligible.verdict == "not met"
    assert eligible.grounds[0].name == "timely"
    assert timeline(LETTER).answers[-1].verdict == "met"


def test_a_move_can_be_moved_on_and_taken_back() -> None:
    found = timeline(LETTER).move(request="2016-12-23").move(recommended="2016-12-20")
    assert found.events["request"].shown == "2016-12-23"
    assert found.events["recommended"].shown == "2016-12-20"
    assert timeline(LETTER).events["request"].origin == "order"


@pytest.mark.parametrize(
    ("request_day", "stands"),
    [("2016-12-23", "in time"), ("2016-12-22", "late"), ("2016-12", "cannot be told")],
)
def test_five_working_days_run_around_the_holidays(request_day: str, stands: str) -> None:
    """Christmas 2016 was observed on the Monday, and so was New Year's Day 2017."""
    facts = {"more_information": False}
    found = timeline(LETTER, moves={"request": request_day}, settings=facts).row("decide")
    assert found is not None
    assert found.standing == stands


def test_whether_a_clock_applies_may_be_open() -> None:
    """It is not late where it may not apply; and it is in time either way."""
    late = timeline(LETTER, moves={"request": "2016-12-05"})
    row = late.row("decide")
    assert row is not None
    assert not row.deadline.applies.surely
    assert row.standing == "cannot be told"


def test_a_fact_that_is_set_settles_what_hung_on_it() -> None:
    """With service by mail known, the limit is one of the days it could be, or the next."""
    mailed = timeline(LETTER, moves={"service": "2017-01-03"}, settings={"served_by_mail": True})
    handed = timeline(LETTER, moves={"service": "2017-01-03"}, settings={"served_by_mail": False})
    ends = [one.row("apply") for one in (handed, mailed)]
    days = [row.deadline.days.first for row in ends if row]
    assert days == [dt.date(2017, 2, 2).toordinal(), dt.date(2017, 2, 7).toordinal()]


def test_a_request_that_comes_too_early_again_is_barred() -> None:
    """A refusal stands for twelve months for the same request by the same physician."""
    same = {"same_treatment": True, "same_group": True, "facts_changed": False}
    early = timeline(LETTER, moves={"repeated": "2017-12-01"}, settings=same)
    later = timeline(LETTER, moves={"repeated": "2018-01-04"}, settings=same)
    stands = [one.row("refusal_stands") for one in (early, later)]
    assert [row.standing for row in stands if row] == ["barred", "free"]
    answers = [a for t in (early, later) for a in t.answers]
    anew = [answer.verdict for answer in answers if answer.question == "a repeated request"]
    assert anew == ["not met", "met"]


def test_the_version_follows_the_day_on_which_the_clock_starts() -> None:
    """A question of 2014-02-11 leaves 15 days, one of the day after 5 business days."""
    facts = {name: fact.unknown for name, fact in process_book().rules.vocabulary.items()}
    clock = process_book().clock("answer_query")
    ends = [clock.deadline(date_span(day), facts) for day in ("2014-02-11", "2014-02-12")]
    assert [e.days.first - date_span("2014-02-11").first for e in ends if e] == [15, 8]


# ---- what cannot be ----------------------------------------------------------------------------

CASE = """
schema = 1
title = "Tai chi"
source = "made up"
decided = 2017-02-02

[injury]
date = 2016-10-22

[[document]]
id = "undated"
title = "a note"

{extra}

[[item]]
id = "1"
request = "Tai chi, 8 classes"
treatment = "physical therapy"

[item.refusal]
action = "denied"
date = 2017-01-03

[item.published]
outcome = "upheld"
"""


def refused(tmp_path: Path, extra: str, decided: str = "2017-02-02") -> DataError:
    path = tmp_path / "made-up.toml"
    text = CASE.format(extra=extra).replace("decided = 2017-02-02", f"decided = {decided}")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        timeline(read_case(path))
    assert caught.value.file == path
    assert caught.value.line
    return caught.value


def event(kind: str, *rest: str) -> str:
    return "\n".join(["[[event]]", f'kind = "{kind}"', *rest])


def test_events_in_an_order_that_cannot_be_are_refused_at_the_later_one(tmp_path: Path) -> None:
    error = refused(tmp_path, event("application", "date = 2016-12-24"))
    assert error.field == "event[0].date"
    assert error.line == 16
    assert error.problem == (
        "Application for IMR (2016-12-24) lies before Utilization review decision (2017-01-03), "
        "which comes first"
    )


@pytest.mark.parametrize(
    ("extra", "field", "problem"),
    [
        (event("aplication", "date = 2017-01-06"), "event[0].kind", "Did you mean 'application'"),
        (event("application"), "event[0]", "give its date, or the document that is dated"),
        (event("application", 'document = "undated"'), "event[0]", "give its date"),
        (event("application", 'document = "none"'), "event[0].document", "no document named"),
        (event("application", 'date = "soon"'), "event[0].date", "expected a date such as"),
        (event("application", "date = 2231-01-01"), "event[0].date", "from 1900 to 2099"),
        (event("assigned", "date = 2017-01-09", 'item = "7"'), "event[0].item", "'7'"),
        ("[process]\nexpidited = false", "process.expidited", "Did you mean 'expedited'"),
        ('[process]\nexpedited = "no"', "process.expedited", "must be true, false"),
    ],
)
def test_an_event_or_fact_that_is_not_right_is_refused(
    tmp_path: Path, extra: str, field: str, problem: str
) -> None:
    error = refused(tmp_path, extra)
    assert error.field == field
    assert problem in error.problem


def test_a_determination_of_before_the_process_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.toml"
    text = CASE.format(extra="").replace("2017", "2012").replace("2016", "2011")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"old.toml, line 5: decided: .*begins on 2013-01-01"):
        timeline(read_case(path))


def test_a_move_that_cannot_be_is_refused_with_what_to_move_too() -> None:
    with pytest.raises(DataError, match=r"--move application=2017-02-13: .*move determination too"):
        timeline(LETTER, moves={"application": "2017-02-13"})
    with pytest.raises(UnknownName, match="Did you mean 'application'"):
        timeline(LETTER, moves={"aplication": "2017-02-13"})
    with pytest.raises(DataError, match="--move application=tomorrow: expected a date"):
        timeline(LETTER, moves={"application": "tomorrow"})
    with pytest.raises(UnknownName, match="Did you mean 'served_by_mail'"):
        timeline(LETTER, settings={"servd_by_mail": True})


def test_an_event_may_be_about_one_item_only(tmp_path: Path) -> None:
    path = tmp_path / "made-up.toml"
    extra = event("assigned", "date = 2017-01-11", 'item = "1"')
    path.write_text(CASE.format(extra=extra), encoding="utf-8")
    assert timeline(read_case(path)).events["assigned"].shown == "2017-01-11"


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 90)), min_size=4, max_size=4))
def test_narrowing_by_order_leaves_out_only_what_cannot_be(spans: list[tuple[int, int]]) -> None:
    """An event's days are those with which the others can still be put in order: tried out."""
    book = process_book()
    names = ["injury", "request", "decision", "application"]
    base = dt.date(2017, 1, 1).toordinal()
    days = [Days(base + first, base + first + width) for first, width in spans]
    # Feasible orders only: each may begin no later than those after it may end.
    if any(days[a].first > days[b].last for b in range(4) for a in range(b)):
        return
    found = narrowed(
        {n: Happening(n, book.events[n], d, "file") for n, d in zip(names, days, strict=True)}, book
    )
    for place, name in enumerate(names):
        first = max(d.first for d in days[: place + 1])
        last = min(d.last for d in days[place:])
        assert found[name].days == (first, last)
