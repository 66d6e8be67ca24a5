"""`imrkit batch` answers in plain words, with an exit code that says how it went."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from imrkit.batch.task import Failure
from imrkit.cases.loading import load_case
from imrkit.cli.arguments import main
from tests.batch.conftest import table, write
from tests.batch.test_run import ROWS, answered, at_once

__all__ = ["table", "write"]
Write = Callable[..., Path]
Table = Callable[[str], Path]


def test_all_done_is_good(
    write: Write, table: Table, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    words = ["batch", str(write("visits = 6")), str(table(ROWS)), "--out", str(out)]
    with at_once(answered):
        assert main([*words, "--engine", "direct"]) == 0
    told = capsys.readouterr()
    assert "4 notebooks ran" in told.out
    assert str(out / "index.html") in told.out
    assert "4 of 4 notebooks" in told.err


def test_one_that_failed_is_a_problem_and_is_named_with_its_cell(
    write: Write, table: Table, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["batch", str(write("visits = 6")), str(table(ROWS)), "--out", str(tmp_path / "out")]
    broken = Failure("ValueError: no", 1, 2, "ask()")
    with at_once(lambda data: answered(data, broken if data["job"] == "3" else None)):
        assert main([*words, "--engine", "direct"]) == 1
    assert "FAILED: 3: cell 2, In [2]: ValueError: no" in capsys.readouterr().out


def test_an_interrupt_says_how_to_go_on(
    write: Write, table: Table, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: dict[str, object]) -> dict[str, object]:
        raise KeyboardInterrupt

    words = ["batch", str(write("visits = 6")), str(table(ROWS)), "--out", str(tmp_path / "out")]
    with at_once(interrupted):
        assert main([*words, "--engine", "direct"]) == 130
    assert "--resume goes on from there" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--seconds", "-1"], "a number from 0 on is needed; found '-1'"),
        (["--memory", "lots"], "found 'lots'"),
        (["--workers", "0"], "a number from 1 to 10000 is needed"),
        (["--engine", "steam"], "invalid choice"),
        (["--name", "who"], "There is no column named 'who'"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    words: list[str],
    says: str,
    write: Write,
    table: Table,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out"
    given = ["batch", str(write("visits = 6")), str(table(ROWS)), "--out", str(out), *words]
    assert main(given) == 2
    assert says in capsys.readouterr().err
    assert not out.exists()


def test_the_table_that_the_guide_shows_runs_as_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = Path(__file__).parents[2] / "docs" / "batches.md"
    shown = guide.read_text(encoding="utf-8").split("to be copied:\n\n")[1].split("\n\n")[0]
    (tmp_path / "cases.csv").write_text("\n".join(line.strip() for line in shown.split("\n")))
    words = ["batch", "any_case", str(tmp_path / "cases.csv"), "--out", str(tmp_path / "cases")]
    with at_once(answered):
        assert main([*words, "--engine", "direct"]) == 0
    assert "3 notebooks ran" in capsys.readouterr().out
    names = sorted(path.name for path in (tmp_path / "cases").glob("*.ipynb"))
    assert names == ["cm16-0213037-1.ipynb", "cm16-0213037-2.ipynb", "flagship.ipynb"]
    for name in {line.strip().partition(",")[0] for line in shown.split("\n")[1:]}:
        assert load_case(name).name == name
