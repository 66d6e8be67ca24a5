"""The files that learners read whole: how long they are, and how their days run."""

from __future__ import annotations

import re
from datetime import date

import pytest

from imrkit.cases.case import Case
from imrkit.cases.loading import case_paths, load_case
from imrkit.cases.sentences import placed
from imrkit.facts.dates import date_span

WHOLE = tuple(
    case.name for case in (load_case(path) for path in case_paths()) if case.data.file == "whole"
)
_CHART = re.compile(r"\b(\d{2})/(\d{2})/(\d{4})\b")
_OTHER = re.compile(r"(?<![\d.])\d{1,2}/\d{1,2}/\d{2}\b|\bCM\d{2}-?\d+|_")
"""A day of another form, the number of a determination, a name out of the data."""


@pytest.fixture(params=WHOLE)
def case(request: pytest.FixtureRequest) -> Case:
    return load_case(request.param)


def test_thirty_cases_are_read_whole() -> None:
    assert len(WHOLE) == 30


def test_a_file_has_five_to_eight_documents_and_fills_two_pages(case: Case) -> None:
    papers = [document for document in case.data.document if not document.is_finding]
    assert 5 <= len(papers) <= 8
    assert 24 <= sum(len(document.sentence) for document in papers) <= 34
    assert all(len(document.sentence) >= 2 for document in papers)


def test_some_sentences_of_a_file_bear_on_nothing(case: Case) -> None:
    sentences = [one.sentence for one in placed(case)]
    assert len(sentences) / 8 < sum(sentence.filler for sentence in sentences) < len(sentences) / 2


def test_documents_stand_in_the_order_of_their_days(case: Case) -> None:
    days = [date_span(document.date) for document in case.data.document if document.date]
    assert days == sorted(days)


def test_a_sentence_tells_of_no_day_after_its_document_but_an_appointment(case: Case) -> None:
    injured = date_span(case.data.injury.date or "1900").first
    for document, sentence, _ in placed(case):
        for month, day, year in _CHART.findall(sentence.says):
            told = date(int(year), int(month), int(day)).toordinal()
            assert told >= injured, sentence.says
            if document.date and told > date_span(document.date).last:
                assert sentence.filler or "return" in sentence.says.lower(), sentence.says


def test_sentences_write_days_as_charts_do_and_no_names_out_of_the_data(case: Case) -> None:
    for _, sentence, _ in placed(case):
        assert not _OTHER.search(sentence.says), sentence.says


def test_the_request_stands_between_the_injury_and_its_review(case: Case) -> None:
    injured = date_span(case.data.injury.date or "1900").first
    for item in case.items:
        if item.requested and item.refusal.date:
            asked = date_span(item.requested)
            assert injured <= asked.first <= date_span(item.refusal.date).last
