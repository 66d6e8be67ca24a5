"""The learner's working folder: lessons arrive, and what the learner wrote stays."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.sign import NotebookNotary

from imrkit.errors import ImrkitError
from imrkit.files.folders import notebooks_dir
from imrkit.jupyter import workfolder
from imrkit.jupyter.lock import alone
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
def test_of_a_file_of_the_learners_own_one_is_told_once(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "first.ipynb").write_text("mine")
    assert copy_lessons(mine) == ["first.ipynb"]
    assert copy_lessons(mine) == []


def run_and_save(path: Path) -> None:
    """Do what JupyterLab does when a lesson is run and saved."""
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    notebook.cells[0].metadata["trusted"] = True
    notebook.metadata["widgets"] = {"state": {}}
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]


def test_a_lesson_that_was_run_and_saved_is_replaced_by_its_newer_version(
    course: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    copy_lessons(mine)
    run_and_save(mine / "first.ipynb")
    saved = (mine / "first.ipynb").read_bytes()
    assert copy_lessons(mine) == []
    assert (mine / "first.ipynb").read_bytes() == saved, "nothing newer, so it is left alone"
    write_lesson(course / "first.ipynb", "one, corrected")
    assert copy_lessons(mine) == []
    assert "one, corrected" in (mine / "first.ipynb").read_text()


def test_a_cell_added_to_a_lesson_is_a_change_of_the_learners(course: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    copy_lessons(mine)
    notebook = nbformat.read(mine / "first.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    notebook.cells.append(nbformat.v4.new_markdown_cell("my note", id="b"))  # type: ignore[no-untyped-call]
    nbformat.write(notebook, mine / "first.ipynb")  # type: ignore[no-untyped-call]
    write_lesson(course / "first.ipynb", "one, corrected")
    assert copy_lessons(mine) == ["first.ipynb"]
    assert "my note" in (mine / "first.ipynb").read_text()


DAMAGES = ["", "{", "[]", '{"first.ipynb": 1}', '{"first.ipynb": [[], null]}', "[" * 100_000]


@pytest.mark.parametrize("damage", DAMAGES, ids=range(len(DAMAGES)))
def test_damaged_notes_count_as_none(damage: str, course: Path, tmp_path: Path) -> None:
    """A lesson that is as imrkit put it there is known again, and replaced by its next version."""
    mine = tmp_path / "mine"
    copy_lessons(mine)
    (mine / ".imrkit" / "lessons.json").write_text(damage)
    assert copy_lessons(mine) == []
    write_lesson(course / "first.ipynb", "one, corrected")
    assert copy_lessons(mine) == []
    assert "one, corrected" in (mine / "first.ipynb").read_text()


@pytest.mark.usefixtures("course")
def test_with_damaged_notes_a_changed_lesson_is_kept_all_the_same(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    copy_lessons(mine)
    write_lesson(mine / "first.ipynb", "my answers")
    (mine / ".imrkit" / "lessons.json").write_bytes(b"\xff")
    assert copy_lessons(mine) == ["first.ipynb"]
    assert "my answers" in (mine / "first.ipynb").read_text()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
@pytest.mark.usefixtures("course")
def test_notes_that_would_never_end_count_as_none(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    copy_lessons(mine)
    (mine / ".imrkit" / "lessons.json").unlink()
    os.mkfifo(mine / ".imrkit" / "lessons.json")
    assert copy_lessons(mine) == []


@pytest.mark.usefixtures("course")
def test_damaged_signatures_are_made_again(tmp_path: Path) -> None:
    data = tmp_path / "mine" / ".imrkit" / "data"
    data.mkdir(parents=True)
    (data / "nbsignatures.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 4000)
    test_lessons_are_signed_so_that_saved_results_show(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="links need a privilege there")
def test_a_link_in_a_lessons_place_is_replaced_and_not_followed(
    course: Path, tmp_path: Path
) -> None:
    mine, elsewhere = tmp_path / "mine", tmp_path / "elsewhere.ipynb"
    copy_lessons(mine)
    (mine / "first.ipynb").rename(elsewhere)
    (mine / "first.ipynb").symlink_to(elsewhere)
    write_lesson(course / "first.ipynb", "one, corrected")
    copy_lessons(mine)
    assert "one, corrected" in (mine / "first.ipynb").read_text()
    assert "one, corrected" not in elsewhere.read_text()


COPY = """
import sys, time
from pathlib import Path
from imrkit.jupyter.workfolder import copy_lessons
print(copy_lessons(Path(sys.argv[1])), flush=True)
"""


def start(folder: Path) -> subprocess.Popen[str]:
    """Copy the real lessons, in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", COPY, str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def assert_complete(mine: Path, course: Path | None = None) -> None:
    """The lessons are there as imrkit has them, are known as such, and nothing is left over."""
    course = course or notebooks_dir() / "course"
    names = visible_files(course)
    assert visible_files(mine) == names
    assert {path.name for path in (mine / ".imrkit").iterdir()} == {"data", "lessons.json", "lock"}
    notes = json.loads((mine / ".imrkit" / "lessons.json").read_text())
    assert notes.keys() == names
    for name in names:
        assert (mine / name).read_bytes() == (course / name).read_bytes()


def test_three_first_starts_at_once_bring_the_lessons_once(tmp_path: Path) -> None:
    started = [start(tmp_path / "mine") for _ in range(3)]
    assert [process.communicate()[0] for process in started] == ["[]\n"] * 3
    assert_complete(tmp_path / "mine")


KILLED = """
import os, sys
from pathlib import Path
import nbformat.sign
from imrkit.jupyter import workfolder
from imrkit.jupyter.workfolder import copy_lessons

workfolder.notebooks_dir = lambda: Path(sys.argv[2])

STEPS = ("open", "os.rename", "os.mkdir", "os.remove", "sqlite3.connect")

def killed_after(steps, folder):
    left = steps
    def count(event, args):
        nonlocal left
        if event in STEPS and str(args[0]).startswith(str(folder)):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), 9)
    sys.addaudithook(count)
    copy_lessons(folder)

def in_a_process(do, *given):
    child = os.fork()
    if not child:
        do(*given)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

for steps in range(1, 1000):
    folder = Path(sys.argv[1], str(steps))
    if in_a_process(killed_after, steps, folder) != -9:
        break
    print(copy_lessons(folder), copy_lessons(folder))
"""


@pytest.mark.skipif(os.name != "posix", reason="sends a signal that cannot be caught")
def test_a_start_that_is_killed_at_any_point_is_made_good_by_the_next(
    course: Path, tmp_path: Path
) -> None:
    """Killed at each file that it opens, makes, renames or removes."""
    (tmp_path / "mine").mkdir()
    run = [sys.executable, "-c", KILLED, str(tmp_path / "mine"), str(course.parent)]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    points = done.stdout.splitlines()
    assert len(points) > 10
    assert set(points) == {"[] []"}
    for folder in (tmp_path / "mine").iterdir():
        assert_complete(folder, course)


@pytest.mark.timeout(60)
@pytest.mark.skipif(os.name != "posix", reason="tells a stopped process by POSIX locks")
def test_nobody_waits_for_ever_for_another_start(tmp_path: Path) -> None:
    began = time.monotonic()
    with alone(tmp_path / "lock"), alone(tmp_path / "lock", patience=0.2):
        assert time.monotonic() - began >= 0.2


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
