"""`imrkit course-check` names what broke in a course: the file, the notebook and the cell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from imrkit.authoring.course_check import course_check
from imrkit.authoring.links import anchors_of, places, texts_of
from imrkit.cli.arguments import main
from imrkit.errors import DataError
from imrkit.files.folders import cases_dir

Cells = list[tuple[str, str, str | None]]


def notebook(path: Path, *cells: tuple[str, str, str | None]) -> Path:
    """Write a notebook: kind, source, and what the cell shows."""
    written: list[dict[str, Any]] = []
    for place, (kind, source, shown) in enumerate(cells):
        cell: dict[str, Any] = {"cell_type": kind, "id": f"c{place}", "metadata": {}}
        cell["source"] = source
        if kind == "code":
            output = {
                "output_type": "execute_result",
                "data": {"text/plain": shown},
                "metadata": {},
                "execution_count": 1,
            }
            cell |= {"execution_count": 1, "outputs": [output] if shown is not None else []}
        written.append(cell)
    spec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    content = {
        "cells": written,
        "metadata": {"kernelspec": spec},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def checked(folder: Path) -> tuple[int, str]:
    said: list[str] = []
    code = course_check(folder, said.append)
    return code, " ".join(" ".join(said).split())


@pytest.mark.notebooks
def test_the_notebook_and_the_cell_that_broke_are_named(tmp_path: Path) -> None:
    notebook(
        tmp_path / "week 1" / "visits.ipynb",
        ("markdown", "# Visits", None),
        ("code", "visits = 6\nvisits", "6"),
        ("code", "\nvisits * 2", "13"),
        ("code", "visits / 0", None),
    )
    notebook(tmp_path / "good.ipynb", ("code", "1 + 1", "2"))
    (tmp_path / "broken.ipynb").write_text("{")
    code, said = checked(tmp_path)
    assert code == 1
    named = f"{tmp_path}/week 1/visits.ipynb"
    assert f"{named}: cell 3 (visits * 2): Cell outputs differ" in said
    assert "'13' == '12'" in said
    assert f"{named}: cell 4 (visits / 0): Cell execution caused an exception" in said
    assert "ZeroDivisionError" in said
    assert f"{tmp_path}/broken.ipynb: is not a notebook" in said
    assert "good.ipynb" not in said
    assert "3 things are wrong" in said


@pytest.mark.notebooks
def test_a_course_without_a_fault_passes(tmp_path: Path) -> None:
    notebook(
        tmp_path / "lesson.ipynb",
        ("markdown", "# The burden of proof\n[back](README.md#start)", None),
        ("code", "1 + 1", "2"),
    )
    (tmp_path / "README.md").write_text("# Start\n[lesson](lesson.ipynb#The-burden-of-proof)\n")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "bad.ipynb").write_text("{")
    assert checked(tmp_path) == (0, "Notebooks (1) Links Nothing is wrong.")


def test_what_is_wrong_anywhere_in_a_course_is_counted_once_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "mine.toml").write_text("schema = 1\n")
    (tmp_path / "README.md").write_text("[gone](gone.md)\n")
    code, said = checked(tmp_path)
    assert code == 1
    assert said.endswith("2 things are wrong.")
    assert "Nothing is wrong." not in said


def test_links_that_lead_nowhere_are_named_with_their_cell(tmp_path: Path) -> None:
    notebook(
        tmp_path / "a.ipynb",
        ("markdown", "![seen](there.png) ![gone](gone.png)", None),
        ("markdown", "[in code](x.md) is `[not](y.md)` a link\n```\n[nor](z.md)\n```", None),
        ("markdown", "![held](attachment:held.png) <a href='/nowhere'>x</a>", None),
    )
    (tmp_path / "there.png").touch()
    (tmp_path / "b.md").write_text(
        "# One two\n[1](#one-two) [2](#three) [3](https://x.example/y)\n"
    )
    code, said = checked(tmp_path)
    assert code == 1
    for told in (
        "a.ipynb: cell 1: the link to 'gone.png' leads to no file",
        "a.ipynb: cell 2: the link to 'x.md' leads to no file",
        "a.ipynb: cell 3: the picture 'attachment:held.png' is not attached to the cell",
        "a.ipynb: cell 3: the link to '/nowhere' leads to no file",
        "b.md: the link to '#three' leads to no heading",
    ):
        assert told in said
    assert "5 things are wrong" in said


def test_a_case_file_that_is_wrong_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    text = (cases_dir() / "flagship.toml").read_text(encoding="utf-8")
    wrong = text.replace("[worker]\nage = ", "[worker]\nage = 1", 1)
    assert wrong != text
    (tmp_path / "cases" / "mine.toml").write_text(wrong.replace("schema = 1", "schema = 2", 1))
    code, said = checked(tmp_path)
    assert code == 1
    assert "cases/mine.toml, line" in said
    assert "expected schema = 1" in said


def test_places_of_links_are_read_as_markdown_has_them() -> None:
    text = "[a](<b c.md>) ![d](e(1).png) [f](g.md 'h')\n\n[i]: j.md\n<img alt='x' src=\"k.png\">"
    assert places(text) == ["b c.md", "e(1).png", "g.md", "j.md", "k.png"]


def test_headings_have_the_anchors_of_jupyterlab_and_of_code_forges(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("# What *you* will learn?\n\nSecond one\n---\n\n<a id='own'></a>\n")
    assert {"What-you-will-learn?", "what-you-will-learn", "second-one", "own"} <= anchors_of(path)
    assert texts_of(path)[0].where == ""


def test_a_folder_that_is_none_or_holds_nothing_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["course-check", str(tmp_path / "gone")]) == 2
    assert "there is no such folder" in capsys.readouterr().err
    with pytest.raises(DataError, match="neither notebooks nor data nor texts"):
        course_check(tmp_path, lambda _: None)
