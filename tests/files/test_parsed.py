"""What is kept parsed is used only as long as the file is the same."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from imrkit.errors import DataError
from imrkit.files import parsed
from imrkit.files.parsed import read_parsed
from imrkit.files.writing import write_atomically


@pytest.fixture(autouse=True)
def keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Python does by default, whatever this run was told."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def unread(path: Path) -> None:
    raise AssertionError(f"{path} was parsed")


def test_a_file_is_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.toml"
    path.write_text("a = 2014-01-06\nb = [1, { c = true }]\n", encoding="utf-8")
    first = read_parsed(path)
    assert first == {"a": "2014-01-06", "b": [1, {"c": True}]}
    monkeypatch.setattr(parsed, "read_toml", unread)
    assert read_parsed(path) == first


def test_a_file_that_was_edited_is_parsed_again(tmp_path: Path) -> None:
    """Though it be as long and as old as before."""
    path = tmp_path / "a.toml"
    path.write_text("a = 1\n", encoding="utf-8")
    assert read_parsed(path) == {"a": 1}
    before = path.stat()
    path.write_text("a = 2\n", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert read_parsed(path) == {"a": 2}


@pytest.mark.parametrize("content", [b"", b"\x00", b"\x92\x01\x02", b"no"])
def test_what_was_kept_and_is_damaged_is_passed_over(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.toml"
    path.write_text("a = 1\n", encoding="utf-8")
    read_parsed(path)
    (kept,) = tmp_path.rglob("*.kept")
    kept.write_bytes(content)
    assert read_parsed(path) == {"a": 1}


def test_where_nothing_can_be_kept_the_file_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.toml"
    path.write_text("a = 1\n", encoding="utf-8")
    (tmp_path / "__pycache__").write_text("", encoding="utf-8")
    assert read_parsed(path) == {"a": 1}
    (tmp_path / "__pycache__").unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert read_parsed(path) == {"a": 1}
    assert [p.name for p in tmp_path.iterdir()] == ["a.toml"]


def test_a_file_that_is_wrong_or_gone_is_told_as_ever(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("a = \n", encoding="utf-8")
    with pytest.raises(DataError, match="line 1: not valid TOML"):
        read_parsed(path)
    path.unlink()
    with pytest.raises(DataError, match="cannot be read: No such file"):
        read_parsed(path)


# ---- Writing -------------------------------------------------------------------------------------


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    other, path = tmp_path / "other.txt", tmp_path / "file.txt"
    other.write_text("mine", encoding="utf-8")
    path.symlink_to(other)
    write_atomically(path, "new")
    assert (path.read_text("utf-8"), other.read_text("utf-8")) == ("new", "mine")
    assert not path.is_symlink()


def test_a_file_is_on_the_disk_before_it_takes_its_name_and_its_folder_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(handle: int) -> None:
        done.append("folder" if os.path.isdir(f"/dev/fd/{handle}") else "file")  # noqa: PTH112
        fsync(handle)

    def noted_replace(self: Path, target: Path) -> Path:
        done.append("name")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    write_atomically(tmp_path / "a.txt", "text")
    assert done == ["file", "name", "folder"]


def test_what_fails_at_the_last_step_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(DataError, match=r"a\.txt: cannot be written: No space left"):
        write_atomically(tmp_path / "a.txt", "text")
    assert not list(tmp_path.iterdir())
