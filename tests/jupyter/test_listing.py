"""Which notebooks of a folder are lessons, and what the sidebar is told of them."""

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from imrkit.course.sidebar import Listed, Sidebar, read_sidebar, write_sidebar
from imrkit.jupyter.listing import list_lessons, tell_sidebar


def write(path: Path, heading: str, about: Any = None) -> None:
    """Write a notebook with a heading, and what its metadata say of it."""
    cell = {"cell_type": "markdown", "metadata": {}, "source": [f"# {heading}\n", "\n", "Text."]}
    metadata = {"imrkit": about} if about is not None else {}
    path.write_text(json.dumps({"cells": [cell], "metadata": metadata}))


def test_lessons_come_in_their_order_and_what_stands_beside_them_last(tmp_path: Path) -> None:
    write(tmp_path / "rule_book.ipynb", "The rule book")
    write(tmp_path / "b.ipynb", "One", {"lesson": 1, "title": "The first", "minutes": 20})
    write(tmp_path / "a.ipynb", "Two", {"lesson": 2})
    write(tmp_path / "start.ipynb", "Start", {"lesson": "start"})
    assert list_lessons(tmp_path) == Sidebar(
        (
            Listed("b.ipynb", "The first", 1, 20, "new"),
            Listed("a.ipynb", "Two", 2, 0, "new"),
            Listed("rule_book.ipynb", "The rule book"),
        ),
        start="start.ipynb",
    )


def test_how_far_the_learner_is_stays_as_it_was_told(tmp_path: Path) -> None:
    write(tmp_path / "a.ipynb", "One", {"lesson": 1})
    tell_sidebar(tmp_path)
    (one,) = list_lessons(tmp_path).lessons
    far = dataclasses.replace(one, state="started", told="3 of 9 answered", title="An old title")
    write_sidebar(tmp_path, Sidebar((far,), due=2))
    tell_sidebar(tmp_path)
    assert read_sidebar(tmp_path) == Sidebar((dataclasses.replace(far, title="One"),), due=2)


@pytest.mark.parametrize(
    "about",
    [1, [], {"lesson": True}, {"lesson": -1}, {"lesson": [1]}, {"lesson": "x", "title": 5}],
)
def test_metadata_of_any_kind_do_no_harm(about: Any, tmp_path: Path) -> None:
    write(tmp_path / "a.ipynb", "A note of mine", about)
    assert list_lessons(tmp_path).lessons == (Listed("a.ipynb", "A note of mine"),)


@pytest.mark.parametrize("text", ["", "[]", '{"cells": 1}', '{"cells": [1, {"source": 5}]}'])
def test_a_notebook_that_cannot_be_read_is_listed_by_its_name(text: str, tmp_path: Path) -> None:
    (tmp_path / "mine.ipynb").write_text(text)
    assert list_lessons(tmp_path).lessons == (Listed("mine.ipynb", "mine"),)
