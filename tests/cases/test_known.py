"""How far each fact of a case is shown, and what it rests on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from imrkit.cases.known import Known
from imrkit.cases.loading import case_paths, load_case, read_case
from imrkit.determination.deciding import determine, revise
from imrkit.facts.dates import date_span
from imrkit.rules.rulebook import load_rulebook
from tests.support.book import (
    CASE,
    FACTS,
    RULES,
    TERMS,
    changed,
    small_case,
    write_book,
    write_case,
)

VISITS = 'visits = { value = 6, document = "visit" }'
REQUEST = """
[fact.request_date]
label = "Date of the request"
type = "date"
kind = "given"
given_in = "item.requested"
question = "When was it asked for?"
within = 14
within_because = "the law gives 14 days"
"""


def known(folder: Path, old: str = "", new: str = "", text: str = CASE) -> dict[str, Known]:
    case = small_case(folder, changed(text, old, new) if old else text)
    return case.known(case.item())


def states(found: dict[str, Known]) -> dict[str, tuple[str, str]]:
    return {name: (k.state, k.origin) for name, k in found.items()}


def test_a_letter_documents_some_facts_and_does_not_speak_of_others(tmp_path: Path) -> None:
    assert states(known(tmp_path, 'helped = "not documented"\n', "")) == {
        "decision_date": ("documented", "heading"),
        "injury_date": ("documented", "heading"),
        "age": ("documented", "case summary"),
        "visits": ("documented", "document"),
        "sessions": ("assumed", "silence"),
        "helped": ("not told", "silence"),
        "strict": ("reading", "silence"),
        "body_part": ("documented", "request"),
        "diagnosis_group": ("documented", "diagnosis"),
    }


def test_a_file_that_was_read_whole_documents_not_what_it_does_not_say(tmp_path: Path) -> None:
    text = changed(CASE, 'helped = "not documented"\n', "")
    found = states(known(tmp_path, "schema = 1", 'schema = 1\nfile = "whole"', text))
    assert found["helped"] == ("not documented", "silence")
    assert found["sessions"] == ("assumed", "silence")
    assert found["visits"] == ("documented", "document")


@pytest.mark.parametrize(
    ("finding", "state", "origin"),
    [
        ('"not documented"', "not documented", "case summary"),
        ('{ open = "not asked", document = "visit" }', "not documented", "document"),
        ('"illegible"', "not documented", "case summary"),
        ('"conflicting"', "contradicted", "case summary"),
        ("{ at_least = 5 }", "documented", "case summary"),
        ("6", "documented", "case summary"),
    ],
)
def test_what_the_file_says_of_a_fact_tells_how_far_it_is_shown(
    tmp_path: Path, finding: str, state: str, origin: str
) -> None:
    found = known(tmp_path, VISITS, f"visits = {finding}")["visits"]
    assert (found.state, found.origin) == (state, origin)


@pytest.mark.parametrize("mark", ['id = "visit"\nby = "reviewer"', 'id = "reviewer"'])
def test_a_finding_of_the_reviewer_is_no_document_of_the_file(tmp_path: Path, mark: str) -> None:
    """By its field; or by its id, as files once said it."""
    text = changed(CASE, 'id = "visit"', mark)
    if "by =" not in mark:
        text = changed(text, 'document = "visit"', 'document = "reviewer"')
    found = known(tmp_path, text=text)["visits"]
    assert (found.origin, found.source, found.state) == ("reviewer", "office visit", "documented")


def test_a_what_if_is_known_as_one_whatever_its_words(tmp_path: Path) -> None:
    (found,) = determine(small_case(tmp_path, changed(CASE, "office visit", "changed by you")))
    assert not any(k.changed for k in found.known.values())
    revised = revise(found, {"visits": 3, "helped": "conflicting"}).known
    assert {name for name, k in revised.items() if k.changed} == {"visits", "helped"}
    assert (revised["visits"].source, revised["visits"].state) == ("changed by you", "documented")
    assert revised["helped"].state == "contradicted"


def test_the_bundled_cases_say_of_the_reviewer_s_finding_that_it_is_his() -> None:
    case = load_case("flagship")
    assert case.known(case.item())["barrier_to_home_exercise"].origin == "reviewer"


# ---- When the request was made -------------------------------------------------------------------


def test_a_form_that_a_letter_dates_tells_when_the_request_was_made() -> None:
    """A form for something else, or of a day after the denial, does not."""
    undated = set()
    for name in case_paths():
        case = load_case(name)
        for item in case.items:
            last = date_span(item.refusal.date or case.data.decided).last
            forms = [
                document.date
                for document in case.data.document
                if "(RFA)" in document.title
                and document.date
                and date_span(document.date).first <= last
            ]
            if forms and case.known(item)["request_date"].state != "documented":
                undated.add(name)
    assert undated == {"cm17-0013754"}, "its forms ask for chiropractic care and a specialist"


@pytest.mark.parametrize(
    ("item", "refusal", "first", "last", "origin"),
    [
        ("requested = 2014-02-01", "", "2014-02-01", "2014-02-01", "request"),
        ("", "date = 2014-02-20", "2014-02-06", "2014-02-20", "law"),
        ("", 'date = "2014-02"', "2014-01-18", "2014-02-28", "law"),
        ("retrospective = true", "date = 2014-02-20", "1900-01-01", "2014-02-20", "silence"),
        ("", "", "1900-01-01", "2014-03-01", "silence"),
    ],
)
def test_a_request_was_made_when_the_letter_says_or_when_the_law_leaves_it_possible(
    tmp_path: Path, item: str, refusal: str, first: str, last: str, origin: str
) -> None:
    """At most 14 days before a dated refusal, but for what had been given already."""
    book = write_book(tmp_path / "book", facts=FACTS + REQUEST, terms=TERMS, back_2009=RULES)
    text = changed(CASE, 'id = "1"', f'id = "1"\n{item}')
    path = write_case(tmp_path, changed(text, '"denied"', f'"denied"\n{refusal}'))
    case = read_case(path, load_rulebook(book))
    found = case.known(case.item())["request_date"]
    ends = [dt.date.fromordinal(day).isoformat() for day in found.value]
    assert (*ends, found.origin) == (first, last, origin)
    assert found.state == ("documented" if origin == "request" else "not told")
    if origin == "law":
        assert found.source == "the law gives 14 days"
