"""A file of the process that is not right is refused, with file, line and field."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from imrkit.errors import DataError
from imrkit.files.folders import mtus_dir
from imrkit.process.book import load_process
from imrkit.process.days import load_days


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the process that comes with imrkit, to plant faults in."""
    shutil.copytree(mtus_dir() / "process", tmp_path / "process")
    return tmp_path / "process"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


CLOCKS = {
    "a clock without a citation": (
        'citation = "8 CCR 9792.9.1(c)(2)"\n',
        "",
        r"clocks.toml, line \d+: clock.return_incomplete.version 1: missing field 'citation'",
    ),
    "a clock with an empty citation": (
        'citation = "8 CCR 9792.9.1(c)(2)"',
        'citation = " "',
        r"clock.return_incomplete.version 1, citation: a time limit needs a citation",
    ),
    "a verified clock without a source": (
        "source = \"DWC's questions and answers on utilization review; law firms' notes\"\n",
        "",
        r"clock.decide.version 1, source: say where it was read, or call it unverified",
    ),
    "versions that overlap": (
        "until = 2017-12-31\ncount = 5",
        "until = 2018-01-31\ncount = 5",
        r"clock.decide.version 2, since: 2018-01-01 overlaps the version before it",
    ),
    "a gap between versions": (
        "until = 2017-12-31\ncount = 5",
        "until = 2017-11-30\ncount = 5",
        r"clock.decide.version 2, since: no version stands between 2017-11-30 and 2018-01-01",
    ),
    "a version that runs backwards": (
        "until = 2017-12-31\ncount = 5",
        "until = 2012-12-31\ncount = 5",
        r"clock.decide.version 1, until: 2012-12-31 is before since = 2013-01-01",
    ),
    "a unit that there is not": (
        'unit = "business"',
        'unit = "bussiness"',
        r"clock.return_incomplete.version 1, unit: .*Did you mean 'business'",
    ),
    "an event that there is not": (
        'starts = "request"',
        'starts = "requset"',
        r"clock.return_incomplete.starts: .*Did you mean 'request'",
    ),
    "a fact that there is not": (
        'applies = "not expedited',
        'applies = "not expidited',
        r"clock.decide.version 1, applies: .*did you mean 'expedited'",
    ),
    "a sentence without the time": (
        "within {time} of the injury",
        "soon after the injury",
        r"clock.first_thirty_days.says: expected a sentence with \{time\}",
    ),
    "no time at all": (
        "count = 30",
        "count = 0",
        r"clock.first_thirty_days.version 1, count: expected 1 or more",
    ),
    "a fact that it cannot tell": (
        'tells = "within_thirty_days"',
        'tells = "within_thirty_day"',
        r"clock.first_thirty_days.tells: .*Did you mean 'within_thirty_days'",
    ),
    "an unknown field": ("bars = true", "bar = true", r"unknown field 'bar'; did you mean 'bars'"),
}


@pytest.mark.parametrize("kind", CLOCKS)
def test_a_fault_in_a_clock_is_named_with_its_place(folder: Path, kind: str) -> None:
    old, new, expected = CLOCKS[kind]
    change(folder / "clocks.toml", old, new)
    with pytest.raises(DataError, match=expected) as caught:
        load_process(folder)
    assert caught.value.line
    assert caught.value.file == folder / "clocks.toml"


def test_a_check_reads_on_after_a_clock_that_is_wrong(folder: Path) -> None:
    change(folder / "clocks.toml", 'unit = "business"', 'unit = "bussiness"')
    wrong: list[DataError] = []
    book = load_process(folder, wrong)
    assert len(wrong) == 1
    assert "return_incomplete" not in book.clocks
    assert "decide" in book.clocks


DAYS = {
    "a calendar that there is not": (
        'calendar = "court"',
        'calendar = "cuort"',
        r"unit.court.version 1, calendar: .*Did you mean 'court'",
    ),
    "a weekday that is none": (
        'closed = ["Saturday", "Sunday"]',
        'closed = ["Saturday", "Sundy"]',
        r"unit.working.version 1, closed: .*Did you mean 'Sunday'",
    ),
    "a day of the year that is none": (
        'on = "November 11"',
        'on = "November 31"',
        r"calendar.state.day 1, on: expected a day such as",
    ),
    "a doubt about a day that there is not": (
        'unsure = ["Day After Thanksgiving"]',
        'unsure = ["Day Before Thanksgiving"]',
        r"unit.working.version 1, unsure: ",
    ),
    "a calendar that runs backwards": (
        "until = 2030-12-31",
        "until = 2010-12-31",
        r"calendar.state.until: 2010-12-31 is before 2012-01-01",
    ),
}


@pytest.mark.parametrize("kind", DAYS)
def test_a_fault_in_the_days_is_named_with_its_place(folder: Path, kind: str) -> None:
    old, new, expected = DAYS[kind]
    change(folder / "days.toml", old, new)
    with pytest.raises(DataError, match=expected) as caught:
        load_days(folder / "days.toml")
    assert caught.value.line


EVENTS = {
    "an event after one that there is not": (
        'after = ["injury"]',
        'after = ["injry"]',
        r"event.claim_form.after: .*Did you mean 'injury'",
    ),
    "events out of order": (
        '[event.injury]\nlabel = "Injury"',
        '[event.injury]\nafter = ["decision"]\nlabel = "Injury"',
        r"event.injury.after: decision stands below it",
    ),
    "an event that shows what there is not": (
        "shows = { returned_incomplete = false }",
        "shows = { returned_incomplet = false }",
        r"event.decision.shows.returned_incomplet: .*Did you mean 'returned_incomplete'",
    ),
    "an event that shows what cannot be": (
        'asked_by = "worker"',
        'asked_by = "judge"',
        r"event.eligible.shows.asked_by: asked for by must be one of 'worker'",
    ),
    "an event that shows something for no reason": (
        'because = "utilization review decided the request, and so treated it as complete"\n',
        "",
        r"event.decision.shows: say why in because",
    ),
}


@pytest.mark.parametrize("kind", EVENTS)
def test_a_fault_in_the_events_is_named_with_its_place(folder: Path, kind: str) -> None:
    old, new, expected = EVENTS[kind]
    change(folder / "events.toml", old, new)
    with pytest.raises(DataError, match=expected) as caught:
        load_process(folder)
    assert caught.value.line


def test_a_rule_of_the_process_is_checked_as_guidelines_are(folder: Path) -> None:
    change(folder / "rules" / "deferral_2013.toml", "deferral_in_time", "deferal_in_time")
    with pytest.raises(
        DataError, match=r"criterion.notice.test: .*did you mean 'deferral_in_time'"
    ):
        load_process(folder)
