"""From tables to jobs: what is read, how it is named, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imrkit.batch.jobs import make_jobs
from imrkit.batch.source import find_notebook, read_notebook
from imrkit.batch.table import read_rows
from imrkit.errors import DataError, ImrkitError, UnknownName
from imrkit.files.folders import cases_dir
from imrkit.files.naming import LONGEST_READABLE, distinct, readable_name

Write = Callable[..., Path]
Table = Callable[[str], Path]
PARAMETERS = 'learner = "nobody"\nvisits = 6\nshare = 0.5\nhelped = False\nitem = None'


@given(st.text())
def test_a_name_has_only_signs_that_every_file_system_takes(text: str) -> None:
    name = readable_name(text)
    assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*|", name)
    assert len(name) <= LONGEST_READABLE + 1
    assert not name.endswith((".", "-"))
    assert ".." not in name


@pytest.mark.parametrize("text", ["con", "AUX", "nul.txt", "Com1", "LPT9"])
def test_names_of_devices_are_not_used_as_they_are(text: str) -> None:
    assert (
        readable_name(text).casefold().partition(".")[0] == f"{text.casefold().partition('.')[0]}_"
    )


@given(st.lists(st.sampled_from(["a", "A", "a-2", "", "1", "b"])))
def test_no_two_names_are_one_file_where_case_does_not_count(names: list[str]) -> None:
    found = distinct(names)
    assert len({name.casefold() for name in found}) == len(names)
    assert all(found)


@pytest.mark.parametrize(
    "content",
    [
        "name,visits\nJosé,3\n".encode("utf-8-sig"),
        "name;visits\r\nJosé;3\r\n".encode("cp1252"),
        "name\tvisits\nJosé\t3\n".encode("utf-16"),
        b'"name","visits"\n"Jos\xc3\xa9","3"\n\n',
    ],
    ids=["BOM", "semicolons in Windows-1252", "UTF-16 of Excel", "quotes"],
)
def test_tables_are_read_as_spreadsheets_and_course_systems_write_them(
    content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    assert read_rows(path) == [{"name": "José", "visits": "3"}]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no rows"),
        ("visits\n", "no rows"),
        ("visits,visits\n1,2\n", "two columns are named 'visits'"),
        ("visits,,share\n1,2,3\n", "column 2 has no name"),
        ("visits\n1,2\n", "line 2: there are 2 values; the head names 1 column"),
        ('visits\n"1\n', "is not a CSV file"),
    ],
)
def test_what_is_no_table_is_refused_with_its_place(text: str, says: str, table: Table) -> None:
    with pytest.raises(DataError, match=re.escape(says)):
        read_rows(table(text))


def test_a_parquet_file_keeps_its_types(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "table.parquet"
    frame = pd.DataFrame({"learner": ["a", "b"], "visits": [3, 4], "share": [0.5, None]})
    frame.to_parquet(path)
    assert read_rows(path) == [
        {"learner": "a", "visits": 3, "share": 0.5},
        {"learner": "b", "visits": 4},
    ]


def test_a_file_that_is_no_parquet_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "table.parquet"
    path.write_text("learner\n")
    with pytest.raises(DataError, match="is not a Parquet file"):
        read_rows(path)


def test_a_folder_of_cases_is_a_row_for_each() -> None:
    rows = read_rows(cases_dir())
    assert {"case": str((cases_dir() / "flagship.toml").resolve())} in rows


def test_texts_become_what_the_notebook_has_in_their_place(write: Write, table: Table) -> None:
    source = read_notebook(write(PARAMETERS))
    path = table("learner,visits,share,helped,item\n007,3,1,yes,2\n 8 ,,,no,x\n")
    first, second = make_jobs(source, read_rows(path), "learner")
    assert first.parameters == {
        "learner": "007",
        "visits": 3,
        "share": 1,
        "helped": True,
        "item": 2,
    }
    assert second.parameters == {"learner": "8", "helped": False, "item": "x"}
    assert (first.name, second.name) == ("007", "8")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("visits\nmany\n", "row 1: visits is a number; found 'many'"),
        ("visits,helped\n1,perhaps\n", "row 1: helped is yes or no; found 'perhaps'"),
        ("visit\n1\n", "has no parameter named 'visit'. Did you mean 'visits'?"),
        ("weather\n1\n", "It takes: learner, visits, share, helped, item."),
    ],
)
def test_a_table_that_does_not_fit_the_notebook_is_refused(
    text: str, says: str, write: Write, table: Table
) -> None:
    source = read_notebook(write(PARAMETERS))
    with pytest.raises(DataError, match=re.escape(says)):
        make_jobs(source, read_rows(table(text)))


def test_a_column_may_name_the_results_and_be_no_parameter(write: Write, table: Table) -> None:
    source = read_notebook(write(PARAMETERS))
    rows = read_rows(table("who,visits\nAnn / Lee,1\nann - lee,2\n"))
    jobs = make_jobs(source, rows, "who")
    assert [job.name for job in jobs] == ["Ann-Lee", "ann-lee-2"]
    assert jobs[0].parameters == {"visits": 1}
    with pytest.raises(UnknownName):
        make_jobs(source, rows, "whom")


def test_a_notebook_without_a_cell_of_parameters_is_refused(write: Write) -> None:
    with pytest.raises(DataError, match="no cell takes parameters"):
        read_notebook(write("visits = 6", tags=()))


@pytest.mark.parametrize("text", ["", "[]", "{}", "no JSON", '{"nbformat": 4, "cells": [1]}'])
def test_what_is_no_notebook_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.ipynb"
    path.write_text(text)
    with pytest.raises(DataError, match="is not a notebook"):
        read_notebook(path)


def test_a_lesson_is_found_by_its_name_and_a_slip_is_told() -> None:
    lesson = sorted(path.stem for path in (cases_dir().parent / "notebooks/course").glob("*.ipynb"))
    assert find_notebook(lesson[0]).is_file()
    with pytest.raises(ImrkitError, match="There is no notebook named"):
        find_notebook(lesson[0] + "x")


def test_the_same_notebook_is_known_again_though_it_ran_in_between(write: Write) -> None:
    path = write("visits = 6", "visits")
    before = read_notebook(path).digest
    text = path.read_text().replace('"execution_count": null', '"execution_count": 7')
    path.write_text(text)
    assert read_notebook(path).digest == before
    path.write_text(text.replace("visits = 6", "visits = 7"))
    assert read_notebook(path).digest != before
