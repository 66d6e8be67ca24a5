"""The words of the course are told once, plainly, in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from imrkit.course.glossary import glossary, read_glossary
from imrkit.course.odds import odds
from imrkit.errors import DataError


def test_the_words_that_learners_meet_are_there() -> None:
    words = {one.word for one in glossary()}
    assert {"Upheld", "Overturned", "Not shown", "Not documented", "RFA", "MTUS"} <= words


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('word = "B"\nsays = "x"\n[[word]]\nword = "A"\nsays = "y"', "does not come after 'B'"),
        ('word = "A"\nsays = "x"\n[[word]]\nword = "A"\nsays = "y"', "does not come after 'A'"),
        ('word = "A"\nsays = "the programme"', "write American English"),
        ('word = "A"\nsay = "x"', "did you mean 'says'"),
    ],
)
def test_what_is_not_right_is_told_with_its_place(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "glossary.toml"
    path.write_text(f"schema = 1\n[[word]]\n{text}\n", encoding="utf-8")
    with pytest.raises(DataError, match=told):
        read_glossary(path)


def test_every_figure_of_the_odds_says_who_counted_and_how_far_it_is_verified() -> None:
    rows = [row for chart in odds() for row in chart.rows]
    assert rows
    assert all(row.by and row.status in ("primary", "secondary") for row in rows)
    assert {row.of: row.value for row in rows}["2024"] == 87.3
