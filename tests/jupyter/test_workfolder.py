"""The learner's working folder: lessons arrive, and what the learner wrote stays."""

import os
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from imrkit.errors import ImrkitError
from imrkit.jupyter import workfolder
from imrkit.jupyter.workfolder import copy_lessons


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course of two lessons with a picture, in place of the real one."""
    monkeypatch.setattr(workfolder, "notebooks_dir", lambda: tmp_path / "kit")
    course = tmp_path / "kit" / "course"
    (course / "pictures").mkdir(parents=True)
    (course / "pictures" / "map.svg").write_text("<svg/>")
    (course / ".ipynb_checkpoints").mkdir()
    (course / ".ipynb_checkpoints" / "first-checkpoint.ipynb").write_text("stale")
    write_lesson(course / "first.ipynb", "one")
    write_lesson(course / "second.ipynb", "two")
    return course


def write_lesson(path: Path, text: str) -> None:
    """Write a notebook with one paragraph."""
    cell = nbformat.v4.new_markdown_cell(text, id="a")  # type: ignore[no-untyped-call]
    notebook = nbformat.v4.new_notebook(cells=[cell])  # type: ignore[no-untyped-call]
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]


def visible_files(folder: Path) -> set[str]:
    """Names of the files that a learner sees in the folder."""
    names = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {name.as_posix() for name in names if not name.parts[0].startswith(".")}


@pytest.mark.usefixtures("course")
def test_a_new_folder_gets_all_lessons_with_their_pictures(tmp_path: Path) -> None:
    mine = tmp_path / "a folder" / "of mine"
    assert copy_lessons(mine) == []
    assert visible_files(mine) == {"first.ipynb", "second.ipynb", "pictures/map.svg"}


def test_a_lesson_that_the_learner_changed_is_never_overwritten(
    course: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    copy_lessons(mine)
    write_lesson(mine / "first.ipynb", "my answers")
    write_lesson(course / "first.ipynb", "one, corrected")
    assert copy_lessons(mine) == ["first.ipynb"]
    assert "my answers" in (mine / "first.ipynb").read_text()
    assert copy_lessons(mine) == ["first.ipynb"], "the learner is told again next time"


@pytest.mark.usefixtures("course")
def test_a_changed_lesson_without_a_newer_version_is_not_worth_a_word(tmp_path: Path) -> None:
    copy_lessons(tmp_path / "mine")
    write_lesson(tmp_path / "mine" / "first.ipynb", "my answers")
    assert copy_lessons(tmp_path / "mine") == []


def test_a_lesson_left_as_it_was_is_replaced_by_its_newer_version(
    course: Path, tmp_path: Path
) -> None:
    copy_lessons(tmp_path / "mine")
    write_lesson(course / "first.ipynb", "one, corrected")
    assert copy_lessons(tmp_path / "mine") == []
    assert "one, corrected" in (tmp_path / "mine" / "first.ipynb").read_text()


@pytest.mark.usefixtures("course")
def test_a_file_of_the_learners_own_with_a_lessons_name_is_kept(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "first.ipynb").write_text("mine")
    copy_lessons(mine)
    assert (mine / "first.ipynb").read_text() == "mine"
    assert (mine / "second.ipynb").exists()


@pytest.mark.usefixtures("course")
def test_a_lesson_that_was_deleted_or_renamed_comes_back(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    copy_lessons(mine)
    (mine / "first.ipynb").rename(mine / "first, finished.ipynb")
    copy_lessons(mine)
    assert {"first.ipynb", "first, finished.ipynb"} <= visible_files(mine)


@pytest.mark.usefixtures("course")
def test_lessons_are_signed_so_that_saved_results_show(tmp_path: Path) -> None:
    copy_lessons(tmp_path / "mine")
    lesson = nbformat.read(tmp_path / "mine" / "first.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    data = tmp_path / "mine" / ".imrkit" / "data"
    notary = NotebookNotary(data_dir=str(data))  # type: ignore[no-untyped-call]
    assert notary.check_signature(lesson)  # type: ignore[no-untyped-call]
    notary.store.close()


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize("obstacle", ["a file in its place", "read-only"])
def test_a_folder_that_cannot_be_written_to_is_refused_with_a_way_out(
    obstacle: str, tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    if obstacle == "read-only":
        if os.name != "posix" or os.geteuid() == 0:
            pytest.skip("nothing is read-only for root")
        mine.mkdir(mode=0o500)
    else:
        mine.write_text("not a folder")
    with pytest.raises(ImrkitError, match=r"mine cannot be written to: .*--folder"):
        copy_lessons(mine)
