"""Only regular files of sane size are read, as UTF-8 text; the rest is refused at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from imrkit.errors import DataError
from imrkit.files.opening import MOST_BYTES, MOST_LETTERS, read_text
from imrkit.files.reading import read_toml


def refused(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        read_text(path)
    assert caught.value.file == path
    return caught.value.problem


def test_a_text_is_read_with_or_without_a_mark_and_with_any_line_breaks(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    for content in (b"a = 1\nb = 2\n", b"\xef\xbb\xbfa = 1\r\nb = 2\r\n", b"a = 1\rb = 2\r"):
        path.write_bytes(content)
        assert read_text(path) == "a = 1\nb = 2\n"
        assert read_toml(path) == {"a": 1, "b": 2}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused_with_what_to_do(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text("schema = 1\n", encoding=encoding)
    assert refused(path) == "is not UTF-8 text but seems to be UTF-16; save it as UTF-8"


def test_an_older_encoding_is_refused_with_line_and_character(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes("schema = 1\ntitle = “café”\n".encode("cp1252"))
    with pytest.raises(DataError, match="line 2: is not UTF-8 text: found the byte 0x93") as caught:
        read_text(path)
    assert caught.value.line == 2
    assert caught.value.problem.endswith("(““” in Windows-1252); save it as UTF-8")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    os.mkfifo(path)
    assert refused(path) == "cannot be read: it is no regular file"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no /dev/zero here")
def test_a_device_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.symlink_to("/dev/zero")
    assert refused(path) == "cannot be read: it is no regular file"


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text("a = 1\n", encoding="utf-8")
    (tmp_path / "a.toml").symlink_to(tmp_path / "b.toml")
    assert read_text(tmp_path / "a.toml") == "a = 1\n"


def test_a_file_or_a_line_that_is_too_long_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("# " + "x" * MOST_LETTERS + "\n", encoding="utf-8")
    assert refused(path) == "the line has 20,002 characters; at most 20,000 are read"
    path.write_bytes(b"#\n" * (MOST_BYTES // 2 + 1))
    assert refused(path) == "cannot be read: it is larger than 2,000,000 bytes"


def test_a_name_that_no_file_has_is_refused() -> None:
    assert refused(Path("a\0b.toml")) == "cannot be read: embedded null byte"


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"a = 0x{'f' * 3572}", "a: expected a number from -2,147,483,648 to 2,147,483,647"),
        ("[b]\na = [1, { c = 2147483648 }]", "b.a 2, c: expected a number from"),
        ("a = 9223372036854775808", "expected a number from"),
        (f"a = {'9' * 5000}", "a number is too long"),
        (".".join("a" * 5000) + " = 1", "a name has more than 50 parts"),
        (f"[{'.'.join('a' * 5000)}]", "a name has more than 50 parts"),
        ("x = { " + " . ".join(['"a"'] * 2000) + " = 1 }", "a name has more than 50 parts"),
        ("a = " + "[" * 9000, "nested too deeply"),
    ],
)
def test_what_would_take_long_to_read_is_refused_at_once(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "a.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=said.replace("[", r"\[")):
        read_toml(path)


def test_long_prose_is_no_long_name(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(f'a = "{"One. Two. e. g. three ... 3.14. " * 200}"\n', encoding="utf-8")
    assert len(read_toml(path)["a"]) > 5000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\u00a0= 1", r"line 1: .*found: a.*with U\+00A0 \(no-break space\) in it"),
        ("a = 1\n\u200bb = 2", r"line 2: .*with U\+200B \(zero width space\) in it"),
    ],
)
def test_a_character_that_breaks_the_text_and_cannot_be_seen_is_named(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "a.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=said):
        read_toml(path)
