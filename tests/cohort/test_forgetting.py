"""Personal data: forgotten on request, and told by other names."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from imrkit.cli import main
from imrkit.cohort.graded import CANVAS, ITEMS, MOODLE, NOTES, grade
from imrkit.cohort.pseudonyms import export, pseudonym, read_items
from imrkit.errors import DataError
from tests.cohort.conftest import Cohort


def page(pages: Any, _: object) -> dict[str, str]:
    for one in pages:
        one.folder.mkdir(parents=True, exist_ok=True)
        (one.folder / "feedback.json").write_text(str(one.data))
    return {}


@pytest.fixture
def course(cohort: Cohort, tmp_path: Path) -> Path:
    shutil.copytree(cohort.folder, tmp_path / "course")
    course = tmp_path / "course"
    (course / "hand-ins" / "odd.jsonl").write_bytes(b"no hand-in")
    grade(course / "hand-ins", course / "roster.csv", course / "graded", pages=page)
    return course


def run(course: Path, learner: str, *words: str) -> int:
    folders = [str(course / name) for name in ("hand-ins", "assigned", "graded")]
    return main(["forget", learner, *folders, "--roster", str(course / "roster.csv"), *words])


def everything(course: Path) -> dict[str, bytes]:
    return {str(p.relative_to(course)): p.read_bytes() for p in course.rglob("*") if p.is_file()}


def test_forgetting_lists_first_and_removes_nothing(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(course)
    assert run(course, "s1003") == 0
    assert everything(course) == before
    out = capsys.readouterr().out
    assert "Nothing was removed yet" in out
    assert "To take out: 1 row of" in out
    assert "roster.csv: line 5 of the roster" in out


def test_a_forgotten_learner_is_nowhere_but_on_the_roster(course: Path, cohort: Cohort) -> None:
    before = everything(course)
    assert run(course, "s1003", "--yes") == 0
    after = everything(course)
    name = cohort.roster.by_id("s1003")
    assert name is not None
    for path, content in after.items():
        if path not in ("roster.csv", "planted.csv"):
            assert b"s1003" not in content, path
            assert name.name.encode() not in content, path
    assert not any("s1003" in path for path in after)
    tables = ("graded/", "assigned/handout.csv")
    others = {p: c for p, c in before.items() if "s1003" not in p and not p.startswith(tables)}
    assert {p: c for p, c in after.items() if not p.startswith(tables)} == others
    assert {row["learner"] for row in read_items(course / "graded" / ITEMS)} == {
        f"s{1000 + n}" for n in range(8) if n != 3
    }
    for table in (CANVAS, MOODLE):
        assert (
            len((course / "graded" / table).read_bytes().splitlines())
            == len(before[f"graded/{table}"].splitlines()) - 1
        )
    assert (course / "graded" / NOTES).read_bytes() == before[f"graded/{NOTES}"]


def test_points_that_look_like_an_id_are_nobodys(course: Path) -> None:
    text = (course / "roster.csv").read_text(encoding="utf-8-sig").replace("s1003", "100")
    (course / "roster.csv").write_text(text, encoding="utf-8")
    before = (course / "graded" / CANVAS).read_bytes()
    assert run(course, "100", "--yes") == 0
    lost = set(before.splitlines()) - set((course / "graded" / CANVAS).read_bytes().splitlines())
    assert len(lost) <= 1
    assert not any(b"Points Possible" in line for line in lost)


def test_what_is_in_an_archive_is_told_and_left(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = next((course / "hand-ins").glob("*s1003*"))
    with zipfile.ZipFile(course / "hand-ins" / "all.zip", "w") as archive:
        archive.write(path, path.name)
    assert run(course, "s1003", "--yes") == 0
    assert "is in an archive; unpack it and try again" in capsys.readouterr().out
    assert (course / "hand-ins" / "all.zip").is_file()
    assert not path.exists()


def test_what_was_handed_in_by_mistake_is_forgotten_too(course: Path) -> None:
    essay = course / "hand-ins" / "dangdolores_5003_77_essay.pdf"
    other = essay.with_name("cruzchidi_5002_78_essay.pdf")
    for path in (essay, other):
        path.write_bytes(b"%PDF")
    assert run(course, "s1003", "--yes") == 0
    assert not essay.exists()
    assert other.exists()


def test_somebody_whom_the_roster_does_not_know_is_told(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(course, "s10033", "--yes") == 2
    assert "no learner on the roster named 's10033'. Did you mean" in capsys.readouterr().err


def test_an_export_has_pseudonyms_and_neither_ids_nor_texts_nor_hours(course: Path) -> None:
    out = course / "items.parquet"
    assert export(course / "graded", course / "secret.txt", out) == 8
    rows = read_rows(out)
    secret = (course / "secret.txt").read_bytes().strip()
    assert {row["learner"] for row in rows} == {pseudonym(f"s{1000 + n}", secret) for n in range(8)}
    assert not {"seed", "sitting", "answer", "when"} & rows[0].keys()
    assert min(row["day"] for row in rows) == 0
    assert b"s1003" not in out.read_bytes()
    before = read_items(course / "graded" / ITEMS)
    assert sorted(row["score"] for row in rows) == sorted(row["score"] for row in before)


def read_rows(path: Path) -> list[dict[str, Any]]:
    from pyarrow import parquet

    rows: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
    return rows


def test_an_export_of_something_else_is_refused(course: Path) -> None:
    (course / "graded" / ITEMS).write_bytes(b"PAR1 no")
    with pytest.raises(DataError, match="is no Parquet file"):
        export(course / "graded", course / "secret.txt", course / "x.parquet")
    with pytest.raises(DataError, match="cannot be read"):
        export(course / "none", course / "secret.txt", course / "x.parquet")


def test_a_report_or_an_export_among_the_results_is_told(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("report.html", "report-learners.csv", "ps.parquet"):
        (course / "graded" / name).write_text("x")
    assert run(course, "s1003", "--yes") == 0
    out = capsys.readouterr().out
    for name in ("report.html", "report-learners.csv", "ps.parquet"):
        assert f"graded/{name}: if it is a report or an export" in out
    assert f"{ITEMS}: if it is" not in out
