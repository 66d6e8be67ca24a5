"""Which files of a folder are cases, and what is told of the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from imrkit.cases.finding import find_cases
from imrkit.cases.loading import case_paths, load_case
from imrkit.check.run import check
from imrkit.cli import main
from imrkit.errors import DataError, UnknownName
from imrkit.files.folders import cases_dir

TEXT = (cases_dir() / "flagship.toml").read_text(encoding="utf-8")
Run = pytest.CaptureFixture[str]


def folder_of(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    return root


def told(root: Path) -> list[str]:
    return [str(problem).replace(f"{root}{os.sep}", "") for problem in find_cases(root).problems]


def test_cases_are_found_in_a_folder_and_below_it_whatever_case_their_ending_has(
    tmp_path: Path,
) -> None:
    folder_of(tmp_path, "b.toml", "below/a.TOML", "below/notes.txt")
    found = find_cases(tmp_path)
    assert list(found.paths) == ["a", "b"]
    assert not found.problems
    assert load_case(tmp_path / "below" / "a.TOML").name == "a"


def test_what_editors_and_notebooks_keep_for_themselves_is_passed_over(tmp_path: Path) -> None:
    hidden = ("._a.toml", ".ipynb_checkpoints/a-checkpoint.toml", ".git/x/b.toml", ".c.toml")
    found = find_cases(folder_of(tmp_path, "a.toml", *hidden))
    assert list(found.paths) == ["a"]
    assert not found.problems


def test_two_files_of_one_name_are_told(tmp_path: Path) -> None:
    """Also if they differ only by capitals, which some computers do not tell apart."""
    folder_of(tmp_path, "a.toml", "below/a.toml", "other/A.toml")
    assert list(find_cases(tmp_path).paths) == ["a"]
    assert told(tmp_path) == [
        "below/a.toml: is passed over: there is another case of this name, a.toml",
        "other/A.toml: is passed over: there is another case of this name, a.toml",
    ]


def test_a_file_with_a_second_ending_is_told_as_a_slip(tmp_path: Path) -> None:
    folder_of(tmp_path, "a.toml", "b.toml.txt", "c.toml~")
    assert "b.toml.txt: is passed over: the name of a case file ends in .toml" in told(tmp_path)


def test_a_folder_without_cases_and_one_that_is_not_there_are_told(tmp_path: Path) -> None:
    assert "there are no case files in this folder" in told(tmp_path)[0]
    (tmp_path / "file").write_text("", encoding="utf-8")
    for none in (tmp_path / "none", tmp_path / "file"):
        (problem,) = find_cases(none).problems
        assert problem.problem == "there is no such folder of case files"
        with pytest.raises(DataError, match="no such folder of case files"):
            case_paths(none)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything can be read here")
def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    folder_of(tmp_path, "a.toml", "closed/b.toml")
    (tmp_path / "closed").chmod(0)
    try:
        assert told(tmp_path) == ["closed: cannot be read: Permission denied"]
    finally:
        (tmp_path / "closed").chmod(0o755)


def test_a_folder_that_the_system_refuses_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one without permission is, which an administrator's test cannot make."""
    folder_of(tmp_path, "a.toml", "closed/b.toml")
    scan = os.scandir

    def refusing(path: str) -> os.PathLike[str]:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)  # type: ignore[return-value]

    monkeypatch.setattr(os, "scandir", refusing)
    assert list(find_cases(tmp_path).paths) == ["a"]
    assert told(tmp_path) == ["closed: cannot be read: Permission denied"]


@pytest.mark.parametrize("name", ["b.toml.txt", "below/a.toml"])
def test_what_is_wrong_with_a_folder_gives_an_exit_code_and_the_cases_are_read(
    tmp_path: Path, capsys: Run, name: str
) -> None:
    folder_of(tmp_path, "a.toml", name)
    assert main(["cases", "--cases", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert "Physical therapy" in out
    assert name in err
    lines: list[str] = []
    assert check(tmp_path, False, lines.append) == 1
    assert "1 case with 1 disputed item" in "\n".join(lines)


def test_an_empty_folder_is_no_success(tmp_path: Path, capsys: Run) -> None:
    assert main(["cases", "--cases", str(tmp_path)]) == 2
    assert "there are no case files" in capsys.readouterr().err
    assert check(tmp_path, False, lambda _: None) == 1


def test_a_case_is_read_as_it_is_on_the_disk_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However soon after it was read before; and never another folder's of the same name."""
    one, other = tmp_path / "one" / "a.toml", tmp_path / "other" / "a.toml"
    folder_of(tmp_path, "one/a.toml", "other/a.toml")
    assert load_case(one).data.worker.age == 43
    for path, age in ((one, 44), (other, 45)):
        path.write_text(TEXT.replace("age = 43", f"age = {age}"), encoding="utf-8")
        assert load_case(path).data.worker.age == age
    assert load_case(one).data.worker.age == 44
    monkeypatch.chdir(one.parent)
    assert load_case("a.toml").data.worker.age == 44
    monkeypatch.chdir(other.parent)
    assert load_case("a.toml").data.worker.age == 45
    (tmp_path / "one" / "b.toml").write_text(TEXT, encoding="utf-8")
    assert list(case_paths(tmp_path / "one")) == ["a", "b"]


@pytest.mark.parametrize("given", [5, 1.5, None, True, ["flagship"], {"case": "flagship"}])
def test_what_is_no_name_of_a_case_is_refused_in_words(given: object) -> None:
    """A notebook may be given anything."""
    from imrkit.views.lesson import AnyCase

    for read in (load_case, AnyCase) if given is not None else (load_case,):
        with pytest.raises(DataError, match="a case is given by its name or by the path"):
            read(given)  # type: ignore[arg-type]


@pytest.mark.parametrize("item", [1.5, "9", [1], True])
def test_what_is_no_number_of_an_item_is_refused_in_words(item: object) -> None:
    from imrkit.views.lesson import AnyCase

    with pytest.raises(UnknownName, match="no disputed item in flagship named"):
        AnyCase("flagship", item)  # type: ignore[arg-type]
