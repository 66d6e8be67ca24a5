"""Names in the data may be British; nothing that is shown of them is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from imrkit.course.catalog import catalog
from imrkit.determination.deciding import determine
from imrkit.facts.spelling import BRITISH
from imrkit.rules.rulebook import rulebook
from imrkit.views.diagram import as_mermaid
from imrkit.views.explorer import explore
from imrkit.views.html.page import whole
from imrkit.views.lesson.case_parts import PARTS
from imrkit.views.lesson.chooser import rows
from imrkit.views.lesson.summary import summary_html
from imrkit.views.rulebook.page import rule_book_page
from imrkit.views.start.day import day_view
from imrkit.views.terminal.determination import as_text
from imrkit.views.terminal.rules import rule_as_text

NAMED = ("flagship", "cm16-0228949", "cm17-0003192")
"""Cases in which the rules compare a choice whose name is British."""


def _british(text: str) -> list[str]:
    return re.findall("|".join(BRITISH), text, re.IGNORECASE)


def _read(html: str) -> str:
    """The texts of HTML, and what its drawings are called."""
    called = " ".join(re.findall(r'aria-label="([^"]*)"', html))
    bare = re.sub(r"<(style|script)>.*?</\1>", " ", html, flags=re.DOTALL)
    return f"{called} {re.sub('<[^>]*>', ' ', bare)}"


def _labels(data: object) -> Iterator[str]:
    """The labels among plain data."""
    if isinstance(data, dict):
        yield from (value for name, value in data.items() if name == "label")
        for value in data.values():
            yield from _labels(value)
    elif isinstance(data, list):
        for value in data:
            yield from _labels(value)


@pytest.mark.parametrize("case", NAMED)
def test_nothing_that_is_shown_of_an_item_is_british(case: str) -> None:
    for found in determine(case):
        shown = {name: _read(make(found)) for name, make in PARTS.items()}
        shown |= {"whole": _read(whole(found)), "summary": _read(summary_html(found))}
        shown |= {"text": as_text(found), "diagram": as_mermaid(found)["text/vnd.mermaid"]}
        shown["explorer"] = " ".join(_labels(explore(case, found.item.id).view))
        assert {name: some for name, text in shown.items() if (some := _british(text))} == {}


def test_nothing_in_the_rule_book_is_british() -> None:
    assert _british(_read(rule_book_page())) == []
    assert [id for id, one in rulebook().rules.items() if _british(rule_as_text(one, 80))] == []


def test_no_case_that_can_be_chosen_is_described_in_british() -> None:
    told = [{**row, "case": ""} for row in rows()] + [day_view(one, ()) for one in catalog()]
    assert _british(json.dumps(told)) == []
