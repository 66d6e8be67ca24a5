"""What is known of a value has a type that says what kind of value it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mypy import api

from imrkit.facts.spans import Days, Span, Truth, Value, days_of, like

SNIPPET = """
from imrkit.facts.spans import Days, Span, Truth

def told(truth: Truth) -> str:
    return "met" if truth.surely else "open" if truth.possibly else "not met"

told(Truth(False, True))
told(Span(0, 1))
told(Days(733000, 733000))
told((False, True))
"""


@pytest.mark.slow
def test_a_type_checker_refuses_anything_but_a_truth_where_one_is_asked(tmp_path: Path) -> None:
    source = tmp_path / "asked.py"
    source.write_text(SNIPPET, encoding="utf-8")
    said, trouble, _ = api.run(["--strict", str(source)])
    assert trouble == ""
    refused = re.findall(r'asked.py:(\d+): error: .* incompatible type "(.*?)"', said)
    assert refused == [("8", "Span"), ("9", "Days"), ("10", "tuple[bool, bool]")]


@pytest.mark.parametrize("value", [Span(2, 5), Truth(False, True), Days(700_000, 700_009)])
def test_what_is_known_keeps_its_kind_between_other_ends(value: Value) -> None:
    assert type(like(value, value[0], value[0])) is type(value)
    assert like(value, value[0], value[0]).settled
    assert not value.settled


def test_only_a_date_is_asked_for_its_days() -> None:
    assert days_of({"day": Days(3, 4)}, "day") == (3, 4)
    with pytest.raises(TypeError, match=r"visits is no date: Span\(low=3, high=4\)"):
        days_of({"visits": Span(3, 4)}, "visits")
