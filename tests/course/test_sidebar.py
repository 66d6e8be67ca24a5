"""What the sidebar is told of the course."""

import json
from pathlib import Path

import pytest

from imrkit.course.sidebar import Listed, Sidebar, read_sidebar, sidebar_file, write_sidebar
from imrkit.errors import DataError

TOLD = Sidebar(
    (
        Listed("lesson01.ipynb", "How many visits?", 1, 20, "done", "12 of 12 answered"),
        Listed("rule_book.ipynb", "The rule book"),
    ),
    start="start.ipynb",
    due=3,
)


def test_what_is_told_is_read_again(tmp_path: Path) -> None:
    write_sidebar(tmp_path, TOLD)
    assert read_sidebar(tmp_path) == TOLD


def test_nothing_is_written_where_nothing_is_new(tmp_path: Path) -> None:
    write_sidebar(tmp_path, TOLD)
    before = sidebar_file(tmp_path).stat()
    write_sidebar(tmp_path, TOLD)
    after = sidebar_file(tmp_path).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_the_file_is_one_that_the_page_can_read(tmp_path: Path) -> None:
    """The names here are those of imrkit/jupyter/extension/imrkit/static/course.js."""
    write_sidebar(tmp_path, TOLD)
    told = json.loads((tmp_path / ".imrkit" / "course.json").read_text())
    assert told.keys() == {"schema", "start", "due", "lessons"}
    assert told["schema"] == 1
    assert told["lessons"][0] == {
        "path": "lesson01.ipynb",
        "title": "How many visits?",
        "number": 1,
        "minutes": 20,
        "state": "done",
        "told": "12 of 12 answered",
    }


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"schema": 2}', '{"schema": 1, "lessons": [1]}', "[" * 100_000]
)
def test_what_cannot_be_read_counts_as_none_and_is_written_anew(
    damage: str, tmp_path: Path
) -> None:
    write_sidebar(tmp_path, TOLD)
    sidebar_file(tmp_path).write_text(damage)
    assert read_sidebar(tmp_path) is None
    write_sidebar(tmp_path, TOLD)
    assert read_sidebar(tmp_path) == TOLD


def test_a_state_that_is_none_is_not_shown(tmp_path: Path) -> None:
    write_sidebar(tmp_path, TOLD)
    text = sidebar_file(tmp_path).read_text()
    sidebar_file(tmp_path).write_text(text.replace('"done"', '"finished"'))
    found = read_sidebar(tmp_path)
    assert found is not None
    assert found.lessons[0].state == ""


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(DataError, match="cannot be written"):
        write_sidebar(tmp_path / "file", TOLD)
