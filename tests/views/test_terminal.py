"""The determination in a terminal: narrow, colourless and plain where it must be."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from imrkit.cases.loading import case_paths, read_case
from imrkit.determination.deciding import determine, revise
from imrkit.determination.determination import Determination
from imrkit.views.terminal.determination import as_text
from imrkit.views.terminal.lines import fitting, table, to_ascii, wants_colour
from imrkit.words.rationale import NOTICE


def flagship(**changes: object) -> Determination:
    (found,) = determine("flagship")
    return revise(found, changes)


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_it_starts_with_the_item_and_the_result() -> None:
    lines = as_text(flagship()).splitlines()
    assert lines[0] == "Physical therapy for the low back, 6 sessions"
    assert lines[3] == "UPHELD"


def test_a_newcomer_is_told_that_upheld_speaks_of_the_denial() -> None:
    assert "“Upheld” speaks of the denial" in flat(as_text(flagship()))


@pytest.mark.parametrize("width", [40, 60, 100])
def test_no_line_is_wider_than_asked_for(width: int) -> None:
    assert max(map(len, as_text(flagship(), width).splitlines())) <= width


def test_every_case_fits_a_terminal_of_eighty_columns() -> None:
    for name in case_paths():
        for found in determine(name):
            assert max(map(len, as_text(found).splitlines())) <= 80, name


def test_each_verdict_has_a_word_and_a_mark_beside_its_color() -> None:
    plain, coloured = as_text(flagship()), as_text(flagship(), colour=True)
    assert "\033" not in plain
    assert re.sub(r"\033\[[\d;]*m", "", coloured) == plain
    for sign in ("✕ Not met.", "◐ Not shown; left to judgment.", "~ Assumed.", "✓ Met."):
        assert f"\n{sign}" in plain


def test_no_text_of_a_file_steers_the_terminal(tmp_path: Path) -> None:
    """Escape sequences and signs that turn the direction of writing are shown as text."""
    source = case_paths()["flagship"].read_text(encoding="utf-8")
    sting = "\\u001b[2J\\u0007\\u009b31m\\u202eright\\u2028"
    for old in (
        "Physical therapy for the low back, 6 sessions",
        "The mechanism of injury is not given.",
    ):
        assert old in source
        source = source.replace(old, old + sting)
    file = tmp_path / "sting.toml"
    file.write_text(source, encoding="utf-8")
    (found,) = determine(read_case(file))
    text = as_text(found)
    assert "[2J" in text
    assert not re.search("[\x1b\x07\x9b\u202e\u2028]", text)
    coloured = as_text(found, colour=True)
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == text


def test_each_fact_of_the_tree_comes_with_its_source() -> None:
    text = flat(as_text(flagship()))
    assert "visits requested: 6 visits (office visit of 01/06/2014)" in text
    assert "Visits completed before: not documented;" in text


def test_citations_carry_how_far_they_are_verified() -> None:
    text = flat(as_text(flagship()))
    assert "page 99 · guideline figure · known through a secondary source" in text
    assert "Our reading of the guideline · not verified yet" in text


def test_the_published_reasons_stand_beside_ours() -> None:
    text = flat(as_text(flagship()))
    assert "Published: upheld. Ours: upheld. They agree." in text
    assert (
        "= 2 to 3 visits would do to develop a home exercise program; 6 are excessive. We find "
        "it not met: setting up a home exercise program takes 2 to 3 visits" in text
    )


def test_a_result_that_differs_because_facts_were_changed_says_so() -> None:
    text = flat(as_text(flagship(visits_requested=3, visits_completed=0)))
    assert "Published: upheld. Ours: overturned. They differ. Facts were changed" in text
    assert "≠ 2 to 3 visits would do" in text


def test_the_notice_is_told_once() -> None:
    assert as_text(flagship()).count(NOTICE) == 1
    assert NOTICE not in as_text(flagship(), notice=False)


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def terminal(encoding: str) -> Terminal:
    return Terminal(io.BytesIO(), encoding=encoding)


def test_a_terminal_gets_colour_unless_its_user_says_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert wants_colour(terminal("utf-8"))
    assert not wants_colour(io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_colour(terminal("utf-8"))


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "latin-1"])
def test_a_stream_that_lacks_characters_gets_plain_ones(encoding: str) -> None:
    text = fitting(as_text(flagship()), terminal(encoding))
    text.encode(encoding)
    assert "x Not met." in text
    assert "+ Met." in text


def test_a_stream_that_can_write_it_gets_the_text_as_it_is() -> None:
    assert fitting("✓ “yes”", terminal("utf-8")) == "✓ “yes”"


def test_spelling_in_ascii_loses_no_word() -> None:
    assert to_ascii("✕ café · “2 \u2013 3” ≠ naïve…") == 'x cafe - "2 - 3" ! naive...'


def test_a_table_lines_up() -> None:
    assert table(("A", "Bee"), [("1", "2"), ("three", "4")]).splitlines() == [
        "A      Bee",
        "-----  ---",
        "1      2",
        "three  4",
    ]
