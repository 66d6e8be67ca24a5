"""Reading and writing data files: shapes, lines, and nothing half-written."""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imrkit.cases.schema import CaseFile
from imrkit.errors import DataError
from imrkit.files.explaining import fault
from imrkit.files.reading import convert, line_of, read_toml
from imrkit.files.table import Table
from imrkit.files.toml_lines import lines_of, place_of
from imrkit.files.writing import write_atomically
from imrkit.rules.schema import GuidelineFile
from tests.support.book import CASE, RULES


class Part(Table, frozen=True):
    name: str
    size: int = 0


class Whole(Table, frozen=True):
    schema: int
    kind: Literal["big", "small"]
    span: tuple[int, int] | int | None = None
    parts: tuple[Part, ...] = ()
    by_name: dict[str, Part | bool] = msgspec.field(default_factory=dict)
    since: dt.date | None = None


GOOD: dict[str, Any] = {
    "schema": 1,
    "kind": "big",
    "span": [1, 2],
    "parts": [{"name": "a", "size": 3}],
    "by_name": {"x": {"name": "b"}, "y": True},
    "since": "2014-01-06",
}


@pytest.mark.parametrize(
    ("change", "place", "said"),
    [
        ({"kind": "bigg"}, "kind", "'big', 'small'; found 'bigg' (did you mean 'big'?)"),
        ({"kind": 3}, "kind", "expected one of 'big', 'small'; found 3"),
        ({"span": [1]}, "span", "expected a list of 2; found a list of 1"),
        ({"span": [1, "2"]}, "span[1]", "expected a whole number; found '2'"),
        ({"span": "1-2"}, "span", "expected a list of 2 or a whole number; found '1-2'"),
        ({"span": True}, "span", "expected a list of 2 or a whole number; found true"),
        ({"parts": {}}, "parts", "expected a list; found a table"),
        ({"parts": [3]}, "parts[0]", "expected a table; found 3"),
        ({"parts": [{"size": 3}]}, "parts[0]", "missing field 'name': a text"),
        ({"parts": [{"name": "a", "siez": 3}]}, "parts[0].siez", "did you mean 'size'"),
        ({"parts": [{"name": "a", "qqq": 3}]}, "parts[0].qqq", "known here: name, size"),
        ({"by_name": {"x": {"name": 1}}}, "by_name.x.name", "expected a text; found 1"),
        ({"by_name": {"x": 1}}, "by_name.x", "expected a table or true or false; found 1"),
        ({"since": "soon"}, "since", "expected a date such as 2009-07-18; found 'soon'"),
        ({"since": "2014-1-6"}, "since", "expected a date such as 2009-07-18"),
    ],
)  # fmt: skip
def test_data_of_another_shape_is_told_by_place_expected_and_found(
    change: dict[str, Any], place: str, said: str
) -> None:
    found = fault(GOOD | change, Whole)
    assert found is not None
    assert found[0] == place
    assert said in found[1]


JSON = st.recursive(
    st.sampled_from([None, True, False, -2, 1, 3, 1.5, "a", "big", "2014-01-06"]),
    lambda part: st.lists(part, max_size=2)
    | st.dictionaries(st.sampled_from(["name", "size", "x"]), part, max_size=2),
    max_leaves=4,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from([*GOOD, "other"]), JSON, max_size=3))
def test_the_shape_is_found_wrong_exactly_where_a_strict_reader_refuses_it(
    change: dict[str, Any],
) -> None:
    """So that there are words of ours for every refusal."""
    raw = GOOD | change
    try:
        msgspec.convert(raw, Whole, strict=True)
    except msgspec.ValidationError:
        assert fault(raw, Whole) is not None
    else:
        assert fault(raw, Whole) is None


def test_the_lines_of_tables_lists_and_inline_tables_are_found() -> None:
    text = """\
# a comment with [brackets] and "quotes"
a = 1
b.c = "text with # and = and ]"

[table]
list = [
  { x = 1, y = [2, 3] },  # comment
  { x = 4, y = [
    5 ] },
]
many = '''
[not.a.table]
no = "key"
'''
after = \"\"\"
x = \\"\"\"
\"\"\"

[[item]]
id = "1"
[item.facts]
n = { value = 6 }
[[item]]
id = "2"
[item.facts]
n = { value = 7 }
[[item.reason]]
says = "a"
[[item.reason]]
says = "b"

[quoted."a.b"]
"c d" = 2009-07-18
"""
    assert tomllib.loads(text)
    lines = lines_of(text)
    for place, piece in {
        ("a",): "a = 1",
        ("b", "c"): "b.c",
        ("table",): "[table]",
        ("table", "list", 0, "y"): "{ x = 1",
        ("table", "list", 1): "{ x = 4",
        ("table", "list", 1, "y", 0): "5 ]",
        ("table", "after"): "after",
        ("item", 0, "facts", "n", "value"): "value = 6",
        ("item", 1, "id"): 'id = "2"',
        ("item", 1, "facts", "n"): "value = 7",
        ("item", 1, "reason", 1, "says"): 'says = "b"',
        ("quoted", "a.b", "c d"): "c d",
    }.items():
        wanted = next(n for n, line in enumerate(text.splitlines(), 1) if piece in line)
        assert lines[place] == wanted, place
    assert ("table", "no") not in lines
    assert ("not", "a", "table") not in lines


def places(raw: Any, above: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found: list[tuple[str | int, ...]] = []
    parts = raw.items() if isinstance(raw, dict) else enumerate(raw)
    for key, part in parts:
        found.append((*above, key))
        if isinstance(part, dict | list):
            found += places(part, (*above, key))
    return found


@pytest.mark.parametrize("text", [CASE, RULES])
def test_every_field_of_a_file_has_a_line_that_names_it(text: str) -> None:
    """And no other places are made up."""
    lines = lines_of(text)
    assert set(lines) == set(places(tomllib.loads(text)))
    for place, line in lines.items():
        if isinstance(place[-1], str):
            assert place[-1] in text.splitlines()[line - 1]


def test_a_field_that_is_missing_has_the_line_of_the_table_above_it(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text(CASE, encoding="utf-8")
    assert line_of(path, "item[0].facts.nothing") == line_of(path, "item[0].facts")
    assert line_of(path, "nothing") is None
    assert line_of(tmp_path / "none.toml", "item") is None


def test_a_place_is_read_from_the_way_that_errors_write_it() -> None:
    assert place_of("item[0].facts.visits") == ("item", 0, "facts", "visits")
    assert place_of("rule.a.row[12]") == ("rule", "a", "row", 12)


@pytest.mark.parametrize(("text", "kind"), [(CASE, CaseFile), (RULES, GuidelineFile)])
def test_a_good_file_becomes_a_table(tmp_path: Path, text: str, kind: type) -> None:
    path = tmp_path / "good.toml"
    path.write_text(text, encoding="utf-8")
    assert isinstance(convert(read_toml(path), kind, path), kind)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a = 1\nb = \n", "line 2: not valid TOML: Invalid value; found: b ="),
        (b"a = 1\na = 2\n", "line 2: not valid TOML: the same key is given twice; found: a = 2"),
        (b'a = 1\nb = "c\n', 'line 2: not valid TOML: a text has no closing quote; found: b = "c'),
        (b"a = 1998-13-01\n", "line 1: not valid TOML"),
        (b"a = '\xff'\n", "is not UTF-8 text"),
        (b"a = 1\n[t]\n[t]\n", "line 3: not valid TOML: the same table is given twice; found: [t]"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_line(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_toml(path)
    assert str(caught.value).startswith(str(path))
    assert said in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read: No such file"):
        read_toml(tmp_path / "none.toml")
    with pytest.raises(DataError, match="cannot be read: Is a directory"):
        read_toml(tmp_path)


def test_dates_become_iso_text_so_that_a_field_may_hold_a_day_or_a_year(tmp_path: Path) -> None:
    path = tmp_path / "dates.toml"
    path.write_text('a = 2014-01-06\nb = [2014-01-07]\nc = { d = "2014" }\n', encoding="utf-8")
    assert read_toml(path) == {"a": "2014-01-06", "b": ["2014-01-07"], "c": {"d": "2014"}}


def test_a_file_is_written_whole_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file.txt"
    write_atomically(path, "first\n")
    write_atomically(path, "second é\n")
    assert path.read_text(encoding="utf-8") == "second é\n"
    assert os.listdir(path.parent) == ["file.txt"]  # noqa: PTH208


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "half \udc80")
    assert path.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["file.txt"]


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be written"):
        write_atomically(tmp_path / "taken" / "file.txt", "text")
