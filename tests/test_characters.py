"""What cannot be seen is named in errors, and comes out neutral on a terminal."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imrkit.characters import neutral, quoted, unseen


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("physical\u00a0therapy", "U+00A0 (no-break space)"),
        ("up\u200bheld", "U+200B (zero width space)"),
        ("\u202eupheld", "U+202E (right-to-left override)"),
        ("up\u00adheld", "U+00AD (soft hyphen)"),
        ("upheld\ufeff", "U+FEFF (zero width no-break space)"),
        ("up\x1bheld", "U+001B (control character)"),
    ],
)
def test_a_character_that_cannot_be_seen_is_named_by_its_code_point(text: str, named: str) -> None:
    assert unseen(text) == f"with {named} in it"
    assert quoted(text).endswith(f", with {named} in it")


def test_what_can_be_seen_is_quoted_as_it_is_and_shortened() -> None:
    assert quoted("café, 6 visits") == "'café, 6 visits'"
    assert quoted(6) == "6"
    assert len(quoted("x" * 10_000)) < 200


def test_what_would_steer_a_terminal_is_written_as_its_code() -> None:
    assert neutral("\x1b]0;title\x07 \x9b31m \u202e \u2066") == (
        r"\u001b]0;title\u0007 \u009b31m \u202e \u2066"
    )
    assert neutral("café\tnaïve\n“é” 治") == "café\tnaïve\n“é” 治"


@given(st.text())
def test_nothing_in_a_text_steers_a_terminal(text: str) -> None:
    controls = {chr(n) for n in (*range(32), *range(0x7F, 0xA0))} - {"\n", "\t"}
    turning = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert not set(neutral(text)) & (controls | turning)
    assert neutral(neutral(text)) == neutral(text)


@given(st.text())
def test_a_json_text_still_means_the_same(text: str) -> None:
    assert json.loads(neutral(json.dumps(text, ensure_ascii=False))) == text
