"""Hand-ins are graded from exercise, seed and answer; every odd one is told, and none stops it."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from imrkit.cohort import plain, sources
from imrkit.cohort.assigned import read_assigned
from imrkit.cohort.cells import as_csv
from imrkit.cohort.graded import CANVAS, FEEDBACK, ITEMS, MOODLE, NOTES, grade
from imrkit.cohort.graded import LEARNERS as LEARNERS_CSV
from imrkit.cohort.grading import Graded, grade_all
from imrkit.cohort.pseudonyms import read_items
from imrkit.cohort.roster import read_roster
from imrkit.errors import DataError
from imrkit.exercises.assignment import Assignment
from imrkit.exercises.entry import Entry
from tests.cohort.conftest import LEARNERS, Cohort, Grade, rechained

NAME = "abbottada_5000_1_hand-in.jsonl"
"""As Canvas names what the first learner of the roster hands in."""


def said(graded: Graded) -> dict[str, str]:
    return {note.what: note.says for note in graded.notes}


def entries(graded: Graded, id: str = "s1000") -> list[Entry]:
    return graded.learners[id].entries


@pytest.fixture
def first(cohort: Cohort) -> bytes:
    """The first learner's hand-in."""
    return cohort.texts["s1000"]


# ---- what is written ---------------------------------------------------------------------------


def no_pages(*_: Any) -> dict[str, str]:
    return {}


@pytest.fixture(scope="module")
def out(cohort: Cohort, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graded")
    found = grade(
        cohort.folder / "hand-ins",
        cohort.folder / "roster.csv",
        folder,
        assigned=cohort.folder / "assigned",
        pages=no_pages,
    )
    assert found.notes == []
    return folder


def rows(path: Path) -> list[list[str]]:
    content = path.read_bytes()
    assert content.startswith(codecs.BOM_UTF8)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_canvas_gets_its_own_columns_back_with_the_points(out: Path, cohort: Cohort) -> None:
    heads, points, *learners = rows(out / CANVAS)
    assert heads == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "imrkit lesson 4"]
    assert (points[0], points[-1]) == ("Points Possible", "100")
    assert [row[1:3] for row in learners] == [[f"{5000 + n}", f"s{1000 + n}"] for n in range(8)]
    assert [row[0] for row in learners] == [one.name for one in cohort.roster.learners]
    assert all(0 < float(row[-1]) <= 100 for row in learners)


def test_moodle_gets_a_column_that_it_knows_learners_by(out: Path) -> None:
    heads, *learners = rows(out / MOODLE)
    assert heads == ["ID number", "imrkit lesson 4"]
    assert len(learners) == LEARNERS


def test_the_results_of_items_have_a_row_for_each_answer_and_no_names(out: Path) -> None:
    found = read_items(out / ITEMS)
    assert {row["learner"] for row in found} == {f"s{1000 + n}" for n in range(LEARNERS)}
    assert all(row["assigned"] for row in found)
    assert all(0 <= row["credit"] <= 1 for row in found)
    content = (out / ITEMS).read_bytes()
    assert b"Abbott" not in content


def test_what_the_engine_says_is_what_the_page_said(cohort: Cohort) -> None:
    """Nothing was changed by hand, so that grading again gives each claimed score."""
    graded = grade_all(cohort.folder / "hand-ins", cohort.roster, {}, 4)
    for id, text in cohort.texts.items():
        claimed = [json.loads(line) for line in text.splitlines()[2:]]
        told = [(entry["credit"], entry["score"], entry["right"]) for entry in claimed]
        assert [(e.credit, e.score, e.right) for e in entries(graded, id)] == told


# ---- scores are never trusted ------------------------------------------------------------------


def test_scores_in_the_file_are_not_read(grade_files: Grade, first: bytes) -> None:
    def improve(lines: list[dict[str, Any]]) -> None:
        for line in lines[2:]:
            line |= {"credit": 1.0, "score": 1.0, "right": True, "evidence": [], "rules": []}

    honest = entries(grade_files({NAME: first}))
    improved = grade_files({NAME: rechained(first, improve)})
    assert entries(improved) == honest
    assert "are not those that its answers earn; the answers count" in said(improved)["scores"]
    assert "evidence, not proof" in said(improved)["scores"].lower()


def test_a_later_try_cannot_pass_for_the_first(grade_files: Grade, first: bytes) -> None:
    def renumber(lines: list[dict[str, Any]]) -> None:
        for line in lines[2:]:
            line["attempt"], line["hints"] = 1, 0

    found = grade_files({NAME: rechained(first, renumber)})
    assert max(entry.attempt for entry in entries(found)) > 1


def test_somebody_elses_variants_are_told(cohort: Cohort, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()

    def rename(lines: list[dict[str, Any]]) -> None:
        lines[0]["learner"] = lines[1]["learner"] = "s1000"

    (tmp_path / "in" / NAME).write_bytes(rechained(cohort.texts["s1001"], rename))
    given = read_assigned(cohort.folder / "assigned", cohort.roster)
    found = grade_all(tmp_path / "in", cohort.roster, given, 4)
    assert (
        "answers are to variants that were assigned to s1001" in said(found)["another's variants"]
    )
    scores = found.earned["s1000"][4].scores
    own = given["s1000"].seeds
    assert all((scores[one] is None) == (own[one] != 0) for one in scores)


# ---- odd hand-ins ------------------------------------------------------------------------------


def changed(what: str, value: object) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        def one(lines: list[dict[str, Any]]) -> None:
            lines[3][what] = value

        return rechained(content, one)

    return change


ODD: dict[str, tuple[Callable[[bytes], bytes], str, str]] = {
    "truncated": (lambda b: b[: len(b) // 2], "truncated", "the rest is missing"),
    "first line cut": (lambda b: b[:30], "truncated", "cut short in its first line"),
    "head alone": (lambda b: b.split(b"\n")[0], "truncated", "and has 0; the rest is missing"),
    "empty": (lambda _: b"", "empty", "It is empty"),
    "no hand-in": (lambda _: b"%PDF-1.7 ...", "no hand-in", "passed over"),
    "binary": (lambda _: bytes(range(256)) * 40, "no hand-in", "passed over"),
    "newer": (
        lambda b: b.replace(b'"version": 1', b'"version": 9', 1),
        "wrong version",
        "reads version 1; found 9",
    ),
    "other learner": (
        lambda b: b.replace(b'"learner": "s1000"', b'"learner": "s1003"', 1),
        "wrong learner",
        "handed in by s1000 and says that it is s1003's; it is not graded",
    ),
    "nobody": (
        lambda b: b.replace(b'"learner": "s1000"', b'"learner": ["x"]', 1),
        "wrong learner",
        "does not say whose it is",
    ),
    "UTF-16": (lambda b: b.decode().encode("utf-16"), "encoding", "UTF-16"),
    "BOM": (lambda b: codecs.BOM_UTF8 + b, "encoding", "a mark at its beginning"),
    "changed": (
        lambda b: b.replace(b'"credit": 1.0', b'"credit": 0.9', 1),
        "chain",
        "Its chain of hashes is broken below its first line: line ",
    ),
    "bare record": (lambda b: b.split(b"\n", 1)[1], "record", "the record itself"),
    "answer of another type": (changed("answer", ["x"]), "answer", "a table of its parts"),
    "no such part": (changed("answer", {"nope": "x"}), "answer", "has no part 'nope'"),
    "parts of parts": (changed("answer", {"a": {"b": 1}}), "answer", "is answered in text"),
    "long text": (changed("answer", {"a": "x" * 30_000}), "answer", "is too long"),
    "large seed": (changed("seed", 10**30), "answer", "a seed is a whole number"),
    "seed of text": (changed("seed", "1"), "record", "no answer"),
    "no such exercise": (changed("exercise", "../../x"), "unknown exercise", "'../../x'"),
    "exercise of a list": (changed("exercise", ["x"]), "unknown exercise", "not here"),
    "distant day": (changed("when", "0001-01-01T00:00:00+23:59"), "answer", "no day of this age"),
    "no zone": (changed("when", "2026-01-01T00:00:00"), "", ""),
    "endless time": (changed("seconds", float("inf")), "", ""),
    "sure of all": (changed("confidence", 100), "", ""),
    "many hints": (changed("hints", 10**9), "", ""),
    "lone surrogate": (changed("sitting", "\ud800"), "", ""),
}


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_hand_in_is_told_and_the_others_are_graded(
    odd: str, grade_files: Grade, cohort: Cohort
) -> None:
    spoil, what, told = ODD[odd]
    other = cohort.texts["s1001"]
    found = grade_files({NAME: spoil(cohort.texts["s1000"]), "hand-in-s1001.jsonl": other})
    assert entries(found, "s1001")
    if what:
        assert told in " ".join(note.says for note in found.notes if note.what == what)
    assert "please tell us" not in " ".join(note.says for note in found.notes)


def test_a_broken_chain_is_evidence_and_the_answers_are_graded(
    grade_files: Grade, first: bytes
) -> None:
    lines = first.splitlines(keepends=True)
    found = grade_files({NAME: b"".join([*lines[:4], *lines[5:]])})
    assert said(found)["chain"].endswith("This is evidence, not proof: ask before you judge.")
    assert len(entries(found)) == len(lines) - 3


def test_a_borrowed_record_is_told_of_both(grade_files: Grade, first: bytes) -> None:
    def rename(lines: list[dict[str, Any]]) -> None:
        lines[0]["learner"] = lines[1]["learner"] = "s1001"

    copied = rechained(first, rename)
    found = grade_files({NAME: first, "hand-in-s1001.jsonl": copied})
    told = {note.learner: note.says for note in found.notes if note.what == "shared record"}
    assert told.keys() == {"s1000", "s1001"}
    assert "Lines of its record are in s1001's hand-in too." in told["s1000"]


def test_a_record_begun_by_somebody_else_on_the_roster_is_told(
    grade_files: Grade, first: bytes
) -> None:
    """Only the first line was changed: the chain of the record is whole."""
    renamed = first.replace(b'"learner": "s1000"', b'"learner": "s1001"', 1)
    found = grade_files({"hand-in.jsonl": renamed})
    assert list(found.learners) == ["s1001"]
    assert said(found)["shared record"].startswith("Its record was begun as s1000's.")


def test_of_two_hand_ins_the_one_with_more_answers_counts(grade_files: Grade, first: bytes) -> None:
    lines = first.splitlines(keepends=True)
    found = grade_files({NAME: b"".join(lines[:9]), NAME.replace("_1_", "_2_"): first})
    assert len(entries(found)) == len(lines) - 2
    assert "an earlier state of abbottada_5000_2_hand-in.jsonl" in said(found)["duplicate"]
    again = grade_files({NAME: first})
    assert "It is the same as" in said(again)["duplicate"]


def test_more_answers_than_a_course_has_are_not_graded(
    grade_files: Grade, first: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imrkit.cohort.regrading.MOST_ANSWERS", 5)
    found = grade_files({NAME: first})
    assert len(entries(found)) == 5
    assert "only the first 5 answers are graded" in said(found)["too many"]


def test_a_fault_of_ours_in_one_hand_in_does_not_stop_the_others(
    grade_files: Grade, cohort: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    from imrkit.cohort import grading, regrading

    def fails(found: Any, learner: str, *more: Any) -> Any:
        if learner == "s1000":
            raise ZeroDivisionError
        return regrading.regrade(found, learner, *more)

    monkeypatch.setattr(grading, "regrade", fails)
    found = grade_files({f"hand-in-{id}.jsonl": text for id, text in cohort.texts.items()})
    assert len(found.learners) == LEARNERS - 1
    assert "could not be graded (ZeroDivisionError)" in said(found)["not graded"]


# ---- archives and folders ----------------------------------------------------------------------


def zipped(files: dict[str, bytes], **how: Any) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, **how) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def test_the_archive_that_canvas_makes_is_read(cohort: Cohort, tmp_path: Path) -> None:
    files = {path.name: path.read_bytes() for path in (cohort.folder / "hand-ins").iterdir()}
    (tmp_path / "submissions.zip").write_bytes(zipped({**files, "__MACOSX/._x": b"x"}))
    found = grade_all(tmp_path / "submissions.zip", cohort.roster, {}, 4)
    assert (len(found.learners), found.notes) == (LEARNERS, [])


def test_the_folders_that_moodle_makes_name_the_learner(grade_files: Grade, first: bytes) -> None:
    def forget(lines: list[dict[str, Any]]) -> None:
        lines[0]["learner"] = lines[1]["learner"] = "3f2a9c"

    content = rechained(first, forget)
    found = grade_files(
        {"Ada Abbott_4711_assignsubmission_file_/work.zip": zipped({"a.jsonl": content})}
    )
    assert list(found.learners) == ["s1000"]


def test_a_folder_named_by_an_id_names_the_learner(grade_files: Grade, first: bytes) -> None:
    def forget(lines: list[dict[str, Any]]) -> None:
        lines[0]["learner"] = lines[1]["learner"] = "3f2a9c"

    found = grade_files({"s1002/answers/hand-in.jsonl": rechained(first, forget)})
    assert list(found.learners) == ["s1002"]


def links() -> bytes:
    info = zipfile.ZipInfo("link.jsonl")
    info.external_attr = 0o120777 << 16
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return content.getvalue()


def packed(how: int) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", how) as archive:
        archive.writestr("a.jsonl", b"0" * 1000)
    return content.getvalue()


def encrypted() -> bytes:
    content = bytearray(zipped({"a.jsonl": b"x"}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(sign) + at] |= 1
    return bytes(content)


ARCHIVES: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "bomb": (lambda: zipped({"a.jsonl": b"0" * 300_000_000}), "too large", "larger than 20 MB"),
    "path": (lambda: zipped({"../../evil.jsonl": b"x"}), "path", "leads out"),
    "root": (lambda: zipped({"/etc/evil.jsonl": b"x"}), "path", "leads out"),
    "drive": (lambda: zipped({"C:\\evil.jsonl": b"x"}), "path", "leads out"),
    "link": (links, "link", "not followed"),
    "encrypted": (encrypted, "archive", "encrypted"),
    "bzip2": (lambda: packed(zipfile.ZIP_BZIP2), "archive", "unusual way"),
    "lzma": (lambda: packed(zipfile.ZIP_LZMA), "archive", "unusual way"),
    "cut": (lambda: zipped({"a.jsonl": b"x" * 99})[:60], "archive", "cut short or damaged"),
    "nested": (
        lambda: zipped({"a.zip": zipped({"b.zip": zipped({"c.zip": zipped({"d": b""})})})}),
        "archive",
        "an archive in archives",
    ),
    "rar": (lambda: b"Rar!\x1a\x07" + b"\0" * 50, "archive", "another kind than .zip"),
    "damaged": (
        lambda: packed(zipfile.ZIP_STORED).replace(b"0" * 900, b"0" * 899 + b"1"),
        "archive",
        "damaged",
    ),
}


@pytest.mark.parametrize("odd", ARCHIVES)
def test_an_odd_archive_is_told_and_the_others_are_graded(
    odd: str, grade_files: Grade, cohort: Cohort, tmp_path: Path
) -> None:
    make, what, told = ARCHIVES[odd]
    found = grade_files({"work.zip": make(), "hand-in-s1001.jsonl": cohort.texts["s1001"]})
    assert entries(found, "s1001")
    assert told in said(found)[what]
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == [
        "hand-in-s1001.jsonl",
        "work.zip",
    ]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (
            zipped(
                {"[Content_Types].xml": b"<x/>", "word/document.xml": b"", "docProps/a.xml": b""}
            ),
            "a Word document",
        ),
        (zipped({"mimetype": b"application/x", "content.xml": b""}), "a document of LibreOffice"),
        (b'{"cells": [], "nbformat": 4}', "a notebook"),
        (b'{"imrkit": "assignment", "version": 1}', "the assignment itself"),
        (b"\xff\xd8\xff\xe0" + bytes(99), "a picture"),
    ],
)
def test_a_document_of_another_program_gets_one_note_that_says_what_it_is(
    grade_files: Grade, content: bytes, kind: str
) -> None:
    found = grade_files({"abbottada_5000_1_essay.docx": content})
    (note,) = found.notes
    assert note.says.startswith(f"It is probably {kind}, and no hand-in of imrkit")
    assert "`imrkit submit`" in note.says
    assert note.learner == "s1000"


def test_a_learner_to_whom_nothing_was_assigned_is_told(cohort: Cohort, tmp_path: Path) -> None:
    given = read_assigned(cohort.folder / "assigned", cohort.roster)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / NAME).write_bytes(cohort.texts["s1000"])
    late = {**given, "s1000": Assignment()}
    found = grade_all(tmp_path / "in", cohort.roster, late, 4)
    assert "any variant counts" in said(found)["no assignment"]
    assert found.earned["s1000"][4].points > 0
    other = {id: Assignment(id, {"l03-edition-neck": 7}) for id in given}
    told = said(grade_all(tmp_path / "in", cohort.roster, other, 4))
    assert told["no assignment"].startswith("The folder of assignments holds nothing of lesson 4")
    assert grade_all(tmp_path / "in", cohort.roster, {}, 4).notes == []


def test_a_seed_that_two_learners_have_is_nobody_elses(cohort: Cohort, tmp_path: Path) -> None:
    given = read_assigned(cohort.folder / "assigned", cohort.roster)
    alike = {**given, "s1001": Assignment("s1001", given["s1000"].seeds)}
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / NAME).write_bytes(cohort.texts["s1000"])
    assert grade_all(tmp_path / "in", cohort.roster, alike, 4).notes == []


def test_what_is_odd_is_told_without_accusing_anybody(cohort: Cohort, grade_files: Grade) -> None:
    first = cohort.texts["s1000"]

    def rename(lines: list[dict[str, Any]]) -> None:
        lines[0]["learner"] = lines[1]["learner"] = "s1001"

    lines = first.splitlines(keepends=True)
    files = {NAME: b"".join([*lines[:4], *lines[5:]])}
    files["hand-in-s1001.jsonl"] = rechained(first, rename)
    for note in grade_files(files).notes:
        assert note.says.endswith("This is evidence, not proof: ask before you judge.")
        assert not re.search(r"help|copied from|cheat|borrow|stole", f"{note.what} {note.says}")


def test_a_lesson_of_which_few_answered_anything_is_told(cohort: Cohort, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    practiced = changed("exercise", "l01-order-letter")(cohort.texts["s1000"])
    (tmp_path / "in" / "a.jsonl").write_bytes(practiced)
    for id in ("s1001", "s1002"):
        (tmp_path / "in" / f"{id}.jsonl").write_bytes(cohort.texts[id])
    assert "few answers" not in said(grade_all(tmp_path / "in", cohort.roster, {}, 4))
    found = grade_all(tmp_path / "in", cohort.roster, {}, 1)
    assert "Of 3 hand-ins 1 answer anything of lesson 1" in said(found)["few answers"]
    assert not found.earned["s1001"], "an empty cell, and no zero"


def test_a_zip_bomb_takes_little_memory(tmp_path: Path, cohort: Cohort) -> None:
    (tmp_path / "bomb.zip").write_bytes(zipped({f"{n}.jsonl": b"0" * 40_000_000 for n in range(4)}))
    tracemalloc.start()
    found = grade_all(tmp_path / "bomb.zip", cohort.roster, {}, 4)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [note.what for note in found.notes] == ["too large"] * 4
    assert most < 150_000_000


def test_an_archive_that_never_ends_is_left(
    tmp_path: Path, cohort: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MOST_ARCHIVE", 5000)
    (tmp_path / "many.zip").write_bytes(zipped({f"{n}.txt": b"0" * 1000 for n in range(50)}))
    found = grade_all(tmp_path / "many.zip", cohort.roster, {}, 4)
    assert len(found.notes) == 6
    assert "the rest is not read" in found.notes[-1].says


def test_a_file_of_200_megabytes_is_told_and_not_read(tmp_path: Path, cohort: Cohort) -> None:
    (tmp_path / "in").mkdir()
    with (tmp_path / "in" / "large.jsonl").open("wb") as file:
        file.truncate(200_000_000)
    tracemalloc.start()
    found = grade_all(tmp_path / "in", cohort.roster, {}, 4)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert said(found)["too large"].startswith("It is larger than 20 MB")
    assert most < 10_000_000


def test_links_and_pipes_are_told_and_not_opened(tmp_path: Path, cohort: Cohort) -> None:
    import os

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.jsonl").symlink_to("/etc/hostname")
    os.mkfifo(tmp_path / "in" / "pipe.jsonl")
    found = grade_all(tmp_path / "in", cohort.roster, {}, 4)
    assert said(found).keys() == {"link", "unreadable"}


# ---- cells, and what cannot be used at all -----------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u200b=1", "\uff1d1", "\0=1"],
)
def test_no_cell_is_a_formula_or_breaks_its_row(text: str) -> None:
    content = as_csv([[text, 'a,b"c', "x\x1b[31m\u202ey"]]).decode("utf-8-sig")
    (row,) = csv.reader(io.StringIO(content))
    assert row[0].startswith("'")
    assert row[1:] == ['a,b"c', "x [31m y"]
    assert content.count("\n") == 1


def test_names_of_a_roster_that_are_formulas_stay_text(cohort: Cohort, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(
        'Student,ID,SIS User ID\n"=HYPERLINK(""http://x.example"")",1,s1000\n"<b>Bo</b>",2,s1001\n'
    )
    grade(cohort.folder / "hand-ins", tmp_path / "r.csv", tmp_path / "out", pages=no_pages)
    found = rows(tmp_path / "out" / CANVAS)
    assert [row[0] for row in found[2:]] == ['\'=HYPERLINK("http://x.example")', "<b>Bo</b>"]
    assert not any(cell[:1] in ("=", "+", "@") for row in found for cell in row)


def test_what_cannot_be_graded_at_all_is_told(cohort: Cohort, tmp_path: Path) -> None:
    roster, out = cohort.folder / "roster.csv", tmp_path / "out"
    (tmp_path / "file").write_text("x")
    with pytest.raises(DataError, match="expected a folder of hand-ins"):
        grade(tmp_path / "file", roster, out)
    with pytest.raises(DataError, match="no such folder"):
        grade(tmp_path / "none", roster, out)
    with pytest.raises(DataError, match="inside the folder of hand-ins"):
        grade(tmp_path, roster, tmp_path / "out")
    with pytest.raises(DataError, match="cannot be written to: "):
        grade(cohort.folder / "hand-ins", roster, tmp_path / "file" / "out")


def test_a_full_disk_in_the_middle_leaves_whole_files_only(
    cohort: Cohort, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import os

    count = 0
    sync = os.fsync

    def full(handle: int) -> None:
        nonlocal count
        count += 1
        if count > 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(handle)

    monkeypatch.setattr(os, "fsync", full)
    out = tmp_path / "out"
    with pytest.raises(DataError, match="No space left on device"):
        grade(cohort.folder / "hand-ins", cohort.folder / "roster.csv", out, pages=no_pages)
    every = {NOTES, LEARNERS_CSV, ITEMS, CANVAS, MOODLE, FEEDBACK}
    assert {path.name for path in out.iterdir()} <= every
    monkeypatch.undo()
    assert grade(cohort.folder / "hand-ins", cohort.folder / "roster.csv", out, pages=no_pages)


@pytest.mark.parametrize(
    ("claimed", "plainly"),
    [(3, 3.0), (10**400, 1e6), (-(10**400), 0.0), (float("nan"), 0.0), ("x", 0.0), (None, 0.0)],
)
def test_no_claimed_time_is_too_odd(claimed: object, plainly: float) -> None:
    assert plain.seconds(claimed) == plainly


# ---- two hand-ins of one learner ---------------------------------------------------------------


def taken_over(content: bytes, id: str) -> bytes:
    """A hand-in whose first line, and that of its record, were changed to another learner's id."""
    return content.replace(b'"learner": "s1001"', f'"learner": "{id}"'.encode(), 2)


@pytest.mark.parametrize("named", [True, False])
def test_anothers_hand_in_with_a_changed_id_never_counts_before_the_own_one(
    grade_files: Grade, cohort: Cohort, named: bool
) -> None:
    own, other = cohort.texts["s1000"], taken_over(cohort.texts["s1001"], "s1000")
    shorter = b"".join(own.splitlines(keepends=True)[:-3])
    name = NAME if named else "hand-in-s1000.jsonl"
    wanted = [one.answer for one in entries(grade_files({name: own}))]
    found = grade_files({"hand-in-x.jsonl": other})
    assert [one.answer for one in entries(found)] == wanted
    told = [note for note in found.notes if note.what == "two hand-ins"]
    assert [(note.where, note.learner) for note in told] == [("hand-in-x.jsonl", "s1000")]
    reason = "it came under the learner's own name" if named else "its chain is whole"
    assert reason in told[0].says
    if named:
        cut = grade_files({NAME: shorter, "hand-in-x.jsonl": other})
        assert [one.answer for one in entries(cut)] == wanted[:-3]


def test_a_longer_state_of_the_own_record_counts_though_an_editor_broke_its_chain(
    grade_files: Grade, first: bytes
) -> None:
    lines = first.splitlines(keepends=True)
    edited = first.replace(b'"credit": 1.0', b'"credit": 0.9', 1)
    found = grade_files({NAME: b"".join(lines[:9]), NAME.replace("_1_", "_2_"): edited})
    assert len(entries(found)) == len(lines) - 2


def test_who_handed_in_what_could_not_be_graded_is_named_beside_the_note(
    grade_files: Grade, cohort: Cohort
) -> None:
    swapped = cohort.texts["s1001"]
    docx = zipped({"[Content_Types].xml": b"", "word/document.xml": b""})
    found = grade_files(
        {
            "abbottada_5000_1_hand-in.jsonl": swapped,
            "brandtben_5001_2_hello.docx": docx,
            "cruzcy_5002_3_x.7z": b"7z\xbc\xaf",
        }
    )
    assert {(note.what, note.learner) for note in found.notes} == {
        ("wrong learner", "s1000"),
        ("no hand-in", "s1001"),
        ("archive", "s1002"),
    }


def test_an_id_without_its_zeros_is_recognized_in_words(cohort: Cohort, tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("ID\n1000\n")
    (tmp_path / "in").mkdir()
    roster = read_roster(tmp_path / "roster.csv")
    text = cohort.texts["s1000"].replace(b'"learner": "s1000"', b'"learner": "001000"', 1)
    (tmp_path / "in" / "x.jsonl").write_bytes(text)
    found = grade_all(tmp_path / "in", roster, {})
    assert "the roster has 1000 (did a spreadsheet take its zeros away?)" in found.notes[-1].says
